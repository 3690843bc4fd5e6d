#!/bin/sh
# The browser tests drive Debian's Chromium: install it where we may, say so where we may not.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "toctoc: installing chromium" >&2
    apt-get install -y -qq chromium >/dev/null || {
        apt-get update -qq && apt-get install -y -qq chromium >/dev/null
    }
    exit 0
fi
echo "toctoc: no Chromium: browser tests are skipped (sudo apt install chromium)" >&2
[ "${CI:-}" != true ]
