# make demo         installs and builds the bundled dataset into visualizations/
# make test         installs and runs the tests
# make test-slow    those of the whole bundled data that take minutes
# make test-lowest  the tests once more, with the lowest versions that pyproject.toml allows (.venv-lowest)
# make mutants      changes the rules and questions line by line and asks whether a test notices; MINUTES at most, then goes on where
#                   it stopped the next time (docs/en/mutants.md); for developers alone
# make lint         ruff (check and format), mypy, import-linter
# make web          bundles the scripts of the pages from web/src; needs node 20.19 and npm, as web-check does
# make web-check    types, rules, layout and unit tests of these scripts, and whether the bundles are what web/src gives
# make docs         builds the documentation into build/site
# make coverage     runs the tests, counts what they reach and holds it to the floor in pyproject.toml
# make bench        prints benchmark ratios
# make lock         writes requirements/*.lock after a change of pyproject.toml; versions stay where they still fit
# make lock-upgrade the same, with the newest versions that fit
# make lock-check   says whether the locks still follow from pyproject.toml
# make release      builds dist/: source, wheel and bill of materials, and tries the wheel (docs/en/releasing.md)
# make audit        asks whether a locked version has a known weakness; needs the advisory service on the internet
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LOWEST := .venv-lowest
RELEASE := .venv-release
DOCS := .venv-docs
WHEEL := .venv-wheel
WEB := web
# Only what a lock names, with its hash, is fetched. All but pyspark, which has no wheel, comes built; pyspark and the project are built with build.lock.
PIP := install --quiet --disable-pip-version-check --no-deps --no-build-isolation
LOCKED := $(PIP) --require-hashes --only-binary :all:
SPARK := --no-binary pyspark

MUTANTS := .venv-mutants
MUTMUT ?= $(abspath $(BIN))/mutmut
MINUTES ?= 20

.PHONY: demo test test-slow test-lowest mutants lint web web-check docs coverage bench lock lock-upgrade lock-check release audit clean
.DEFAULT_GOAL := demo

$(VENV)/.made $(LOWEST)/.made $(RELEASE)/.made $(DOCS)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python >= 3.11 is needed (make PYTHON=/path/to/python)"; exit 1; }
	@$(PYTHON) -m venv $(@D)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml requirements/build.lock requirements/run.lock
	@echo "Installing (once, about a minute) ..."
	@$(BIN)/python -m pip $(LOCKED) --requirement requirements/build.lock --requirement requirements/run.lock
	@$(BIN)/python -m pip $(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml requirements/build.lock requirements/dev.lock
	@echo "Installing with the development tools (once) ..."
	@$(BIN)/python -m pip $(LOCKED) --requirement requirements/build.lock
	@$(BIN)/python -m pip $(LOCKED) $(SPARK) --requirement requirements/dev.lock
	@$(BIN)/python -m pip $(PIP) --editable .
	@touch $@ $(VENV)/.run

$(LOWEST)/.dev: $(LOWEST)/.made pyproject.toml requirements/build.lock requirements/lowest.lock
	@echo "Installing the lowest versions allowed (once) ..."
	@$(LOWEST)/bin/python -m pip $(LOCKED) --requirement requirements/build.lock
	@$(LOWEST)/bin/python -m pip $(LOCKED) $(SPARK) --requirement requirements/lowest.lock
	@$(LOWEST)/bin/python -m pip $(PIP) --editable .
	@touch $@

$(RELEASE)/.tools: $(RELEASE)/.made requirements/release.lock
	@echo "Installing the tools of a release (once) ..."
	@$(RELEASE)/bin/python -m pip $(LOCKED) --requirement requirements/release.lock
	@touch $@

$(DOCS)/.tools: $(DOCS)/.made requirements/docs.lock
	@echo "Installing the tools of the documentation (once) ..."
	@$(DOCS)/bin/python -m pip $(LOCKED) --requirement requirements/docs.lock
	@touch $@

demo: $(VENV)/.run
	@$(BIN)/chaingraph build data/jilin --out visualizations --lang zh
	@$(BIN)/chaingraph gaps data/jilin --top 5 --lang zh

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-slow: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --dist load -m slow

test-lowest: $(LOWEST)/.dev
	@$(LOWEST)/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# It works on a copy, so that what it leaves is in nobody's way; the copy keeps what was found.
mutants: $(VENV)/.dev
	@test -x $(MUTMUT) || { echo "mutmut 3.8 or newer is needed in $(VENV), or MUTMUT=/path/to/it: docs/en/mutants.md"; exit 1; }
	@mkdir -p $(MUTANTS) && cp -R chaingraph tests ontology README.md LICENSE pyproject.toml $(MUTANTS) && cp tests/mutants.cfg $(MUTANTS)/setup.cfg
	@cd $(MUTANTS) && { timeout $(MINUTES)m $(MUTMUT) run --max-children 2 >mutmut.log 2>&1 || true; }
	@cd $(MUTANTS) && $(MUTMUT) results | grep -v "not checked" || true

lint: $(VENV)/.dev
	@$(BIN)/ruff check chaingraph tests benchmarks tools
	@$(BIN)/ruff format --quiet --check chaingraph tests benchmarks tools || { echo "Not formatted: run $(BIN)/ruff format chaingraph tests benchmarks tools"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --verbose 2>/dev/null | tail -n 8; $(BIN)/lint-imports >/dev/null

# No package's own script is run: what is asked for works without.
$(WEB)/node_modules/.made: $(WEB)/package.json $(WEB)/package-lock.json $(WEB)/.npmrc
	@command -v npm >/dev/null || { echo "node 20.19 or newer with npm is needed"; exit 1; }
	@cd $(WEB) && npm ci --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@

web: $(WEB)/node_modules/.made
	@cd $(WEB) && npm run --silent build

web-check: $(WEB)/node_modules/.made
	@cd $(WEB) && npm run --silent check

docs: $(DOCS)/.tools
	@$(DOCS)/bin/zensical build --strict --clean

coverage: $(VENV)/.dev
	@$(BIN)/coverage run -m pytest -n 0
	@$(BIN)/coverage report

bench: $(VENV)/.dev
	@for script in benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done

# The lock tool comes from the lock itself; a changed pyproject.toml does not have it installed anew first.
$(BIN)/uv:
	@$(MAKE) --no-print-directory $(VENV)/.dev

lock lock-upgrade lock-check: $(BIN)/uv
	@$(BIN)/python tools/lock.py $(patsubst lock-%,--%,$(filter lock-%,$@))

release: $(RELEASE)/.tools
	@rm -rf dist $(WHEEL)
	@$(RELEASE)/bin/python -m build --no-isolation --outdir dist . >/dev/null
	@$(PYTHON) -m venv --without-pip $(WHEEL)
	@$(RELEASE)/bin/python -m pip --python $(WHEEL)/bin/python $(LOCKED) --requirement requirements/run.lock
	@$(RELEASE)/bin/python -m pip --python $(WHEEL)/bin/python $(PIP) dist/*.whl
	@$(RELEASE)/bin/python tools/release.py dist $(WHEEL)/bin

audit: $(RELEASE)/.tools
	@$(RELEASE)/bin/python -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off --requirement requirements/run.lock || { echo "Either a weakness is named above, or the advisory service was not reached: then nothing was looked at."; exit 1; }

clean:
	@rm -rf $(VENV) $(MUTANTS) $(LOWEST) $(RELEASE) $(DOCS) $(WHEEL) build/site .coverage $(WEB)/node_modules dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
