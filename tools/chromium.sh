#!/bin/sh
# The browser tests drive Debian's Chromium: install it where we may, say so where we may not. Most
# of them run in its shell without windows, which takes a third of the processor time; where there
# is no such package, Chromium does everything.
set -eu
whole() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
install() {
    echo "toctoc: installing $1" >&2
    apt-get install -y -qq "$1" >/dev/null || {
        apt-get update -qq && apt-get install -y -qq "$1" >/dev/null
    }
}

if may_install; then
    whole || install chromium
    command -v chromium-headless-shell >/dev/null 2>&1 || install chromium-headless-shell ||
        echo "toctoc: no chromium-headless-shell here, chromium does" >&2
    exit 0
fi
whole && exit 0
echo "toctoc: no Chromium: browser tests are skipped (sudo apt install chromium)" >&2
[ "${CI:-}" != true ]
