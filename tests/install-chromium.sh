#!/bin/sh
# Pages are tested in a real browser. Debian's chromium is installed when it is absent and we may;
# else the browser tests skip and say so.
set -eu
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
else
  echo "chromium is not installed: the tests of pages will be skipped" >&2
fi
