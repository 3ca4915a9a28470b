#!/bin/sh
# Pushing and remote stores are tested against a real Virtuoso. Debian's is installed when it is absent
# and we may; else the tests that need it skip and say so. (Oxigraph's server comes with the extra dev.)
set -eu
command -v virtuoso-t >/dev/null && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq virtuoso-opensource >/dev/null
else
  echo "virtuoso-t is not installed: the tests against Virtuoso will be skipped" >&2
fi
