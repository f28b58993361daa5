# Copydesk. `make run` and `make test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help run test lint types docs schema docs-check expected check soak bench train crossval lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
	  echo "Copydesk needs Python 3.11 to 3.14; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Choose another with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv (once, two or three minutes) ..."
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q cleaners flows
	@touch $(READY)

run: $(READY) ## clean the five seeds into data/clean and show what happened
	@$(BIN)/copydesk run seeds --out data/clean

test: $(READY) ## every test and doctest
	$(BIN)/python -m pytest -n 2 --dist loadscope

lint: $(READY) ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

docs: $(READY) ## rewrite the generated pages of docs/
	$(BIN)/python docs/generate.py --write

schema: $(READY) ## after SCHEMA_VERSION was raised: write down what it looks like (docs/contract.md)
	$(BIN)/python docs/generate.py --write --schema

docs-check: $(READY) ## are the generated pages of docs/ up to date?
	$(BIN)/python docs/generate.py --check

expected: $(READY) ## rewrite the seeds' records; read the diff
	$(BIN)/python -m tests.expected

check: test lint types docs-check ## all that CI checks

soak: $(READY) ## hours: kills, 500 scheduled runs, memory, one CPU-hour of fuzzing, slow patterns
	SOAK=1 $(BIN)/python -m pytest -s tests/soak

bench: $(READY) ## speed beside ftfy and others: docs/speed.md
	$(BIN)/python -m benchmarks.speed

train: $(READY) ## train the line scorer again: make train DATA=folder (needs the extra `train`)
	$(BIN)/python -m benchmarks.train $(DATA)

crossval: $(READY) ## the page stages on labelled sites never trained on: make crossval DATA=folder
	$(BIN)/python -m benchmarks.crossval $(DATA)

lock: ## pin every dependency again (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --output-file requirements.lock

clean: ## remove what was built; stores in data/ stay
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
