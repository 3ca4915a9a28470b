#!/bin/sh
# Dumps and pushing are tested against a real Virtuoso and Apache Jena, jobs on a real Spark, which needs
# Java. Debian's are installed when they are absent and we may; else the tests that need them skip and say so.
set -eu
command -v virtuoso-t >/dev/null && command -v java >/dev/null && test -e /usr/share/java/jena-arq.jar && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq virtuoso-opensource libapache-jena-java \
    default-jre-headless >/dev/null
else
  echo "virtuoso-t, Apache Jena or Java is not installed: the tests against them will be skipped" >&2
fi
