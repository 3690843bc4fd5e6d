#!/bin/sh
# Make .venv hold what requirements/$1.txt says (base or dev), exactly and checked by hash; the
# guard's competitors (peers) get .venv-peers, without Toctoc.
# Does nothing when it does already. Needs Python 3.11 or newer, nothing else.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-base}
venv=.venv
[ "$wanted" != peers ] || venv=.venv-peers

say() { printf '%s\n' "toctoc: $*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-} /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
        if fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is needed. On Debian 12, Ubuntu 24.04 and later: apt install python3"
    exit 1
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        if ! may_install; then
            say "Python's venv module is missing. Please run: sudo apt install python3-venv"
            exit 1
        fi
        say "installing python3-venv"
        apt-get install -y -qq python3-venv >/dev/null || {
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
        }
    fi
    say "making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

[ -x "$venv/bin/python" ] && fits "$venv/bin/python" || make_venv

stamp=$venv/.toctoc-$wanted
now=$(cat pyproject.toml requirements/"$wanted".txt requirements/build.txt | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$now" ]; then
    say "installing requirements/$wanted.txt (a minute or two, once)"
    pip="$venv/bin/python -m pip install --quiet --disable-pip-version-check"
    $pip --require-hashes --prefer-binary --use-pep517 -r requirements/"$wanted".txt
    if [ "$wanted" != peers ]; then
        $pip --require-hashes --prefer-binary --use-pep517 -r requirements/build.txt
        $pip --no-deps --no-build-isolation --editable .
    fi
    echo "$now" >"$stamp"
fi
