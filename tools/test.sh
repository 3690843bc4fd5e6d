#!/bin/sh
# The whole suite on SQLite, then on PostgreSQL where one answers at 127.0.0.1:5432 (trust).
# What asks for no database, or brings its own (the browser's stories, real processes), runs once
# (tests/conftest.py). Says which database was skipped; with CI=true a skipped one is a failure.
set -eu
cd "$(dirname "$0")/.."
pytest="${PYTEST:-.venv/bin/python -m pytest} -q -n 2 --dist loadgroup"

echo "== SQLite"
TOCTOC_TEST_DB=sqlite $pytest "$@"

if .venv/bin/python -c 'import socket; socket.create_connection(("127.0.0.1", 5432), 2)' 2>/dev/null; then
    echo "== PostgreSQL"
    TOCTOC_TEST_DB=postgres $pytest "$@"
else
    echo "== PostgreSQL SKIPPED: nothing answers at 127.0.0.1:5432."
    if [ "${CI:-}" = true ]; then exit 1; fi
fi
