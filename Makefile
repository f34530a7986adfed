# The two commands: `make run` and `make test`. Each prepares what it needs, and again only when it has changed.

PYTHON ?= python3
BIN = .venv/bin/python
export PCC_LOCAL = 1

.PHONY: run test lint format bench

run:
	@$(PYTHON) -m pcc_plans.preflight
	@$(MAKE) --silent --no-print-directory .venv/installed
	@$(BIN) -m pcc_plans.run

test: .venv/installed-dev
	@$(BIN) -m tests.suite

lint: .venv/installed-dev
	@$(BIN) -m tests.suite lint

format: .venv/installed-dev
	$(BIN) -m ruff check --fix .
	$(BIN) -m ruff format .

bench: .venv/installed-dev
	@$(BIN) -m tests.bench

.venv/bin/python:
	@$(PYTHON) -m venv .venv

# psycopg2 is compiled against PostgreSQL's headers; a machine without them takes the same release ready built.
.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing what the product runs on ..."
	@if command -v pg_config >/dev/null; then cat $<; else sed 's/^psycopg2==/psycopg2-binary==/' $<; fi >.venv/wanted.txt
	@$(BIN) -m pip install -qq --disable-pip-version-check -r .venv/wanted.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what the checks need besides ..."
	@grep -v '^-r' $< >.venv/wanted-dev.txt
	@$(BIN) -m pip install -qq --disable-pip-version-check -r .venv/wanted-dev.txt
	@touch $@
