# Two commands are enough: `make run` (a living demo) and `make test`.
PY := .venv/bin/python
TOCTOC := .venv/bin/toctoc

.PHONY: help run test check lint types layers format messages requirements clean \
	bench-pages bench-simulate bench-live bench-guard bench-files base dev

help:
	@echo "make run             a living demo on this machine, on SQLite, in var/"
	@echo "make test            the whole suite, on SQLite and on PostgreSQL if there is one"
	@echo "make check           lint, types, layers and tests: what CI runs"
	@echo "make format          put imports and layout in order"
	@echo "make messages        collect and compile the translations (needs gettext)"
	@echo "make requirements    lock the newest fitting versions again"
	@echo "make bench-pages | bench-simulate | bench-live | bench-guard | bench-files"

base:
	@tools/bootstrap.sh base

dev:
	@tools/bootstrap.sh dev

run: base
	@$(TOCTOC) demo

test: dev
	@tools/chromium.sh
	@tools/test.sh

check: dev lint types layers test

lint: dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: dev
	TOCTOC_DATA=$$(mktemp -d) $(PY) -m mypy

layers: dev
	.venv/bin/lint-imports

format: dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

messages: dev
	@command -v msgfmt >/dev/null || { echo "gettext is needed: apt install gettext"; exit 1; }
	$(PY) tools/messages.py

LOCK := .venv/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	--no-emit-options

requirements: dev
	$(PY) -m pip install --quiet pip-tools
	$(LOCK) --extra trace --extra files -o requirements/base.txt pyproject.toml
	$(LOCK) -o requirements/build.txt requirements/build.in
	$(LOCK) --extra postgres --extra trace --extra files -o requirements/dev.txt pyproject.toml requirements/dev.in
	$(LOCK) -o requirements/peers.txt requirements/peers.in

bench-pages: dev
	$(PY) -m bench.pages

bench-simulate: dev
	$(PY) -m bench.simulate

bench-live: dev
	$(PY) -m bench.live

bench-guard: dev
	@tools/bootstrap.sh peers || echo "the peers could not be installed: ours alone"
	$(PY) -m bench.guard
	$(PY) -m bench.peers

bench-files: dev
	$(PY) -m bench.files
	$(PY) -m bench.files --frozen
	$(PY) -m bench.labs
	$(PY) -m bench.labs --frozen

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
