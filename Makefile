# make demo   installs and builds the bundled dataset into visualizations/
# make test   installs and runs the tests
# make lint   ruff, mypy, import-linter
# make bench  prints benchmark ratios
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint bench clean
.DEFAULT_GOAL := demo

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python >= 3.11 is needed (make PYTHON=/path/to/python)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml
	@echo "Installing (once, about a minute) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	@echo "Installing with the development tools (once) ..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run
	@$(BIN)/chaingraph build data/jilin --out visualizations --lang zh
	@$(BIN)/chaingraph gaps data/jilin --top 5 --lang zh

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	@$(BIN)/ruff check chaingraph tests benchmarks docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports --verbose 2>/dev/null | tail -n 8; $(BIN)/lint-imports >/dev/null

bench: $(VENV)/.dev
	@for script in benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
