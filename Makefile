# The whole interface of a contributor; `make help` prints it.
# Each recipe is thin: what it does is written in Python, where it is tested.

.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/sh

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
STAMP := $(VENV)/.installed
PYTEST := $(PY) -m pytest -p no:randomly -n 2 --dist loadfile
LESSONS = $(sort $(wildcard notebooks/*.ipynb))
NBVAL = $(PYTEST) --nbval $(LESSONS) --nbval-sanitize-with tests/nbval_sanitize.cfg

# A version manager leaves names on the path that do not run, and some systems ship Python
# without venv: so each candidate is tried, not only looked up.
CANDIDATES := python3 python python3.13 python3.12 python3.11 python3.14
WORKS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in $(CANDIDATES); do \
	$$name -c '$(WORKS)' >/dev/null 2>&1 && echo $$name && break; done)

# What is tested may not depend on the screen of the machine. A learner's own kernel keeps its
# usual way to show pictures, so this is not for `lab`.
test code core notebooks mutants: export MPLBACKEND := agg

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: lab
lab: $(STAMP) ## open the lessons in JupyterLab, on copies of your own in my-lessons/
	@$(PY) -m helpers.lessons lab $(ARGS)

.PHONY: present
present: $(STAMP) ## a lesson on a wall (LESSON=03_the_aed; LAB=1 in JupyterLab; PDF=1 as a file)
	@$(PY) -m helpers.lessons present $(LESSON) $(if $(LAB),--lab) $(if $(PDF),--pdf) $(ARGS)

.PHONY: test
test: lint ## everything that is checked: code, tables, lessons, browser, mutants
	$(PYTEST)
	$(NBVAL)
	$(PY) -m tests.mutants.run

.PHONY: code
code: $(STAMP) ## only code and tables; also for another Python (PYTHON=, VENV=)
	$(PYTEST) -m "not browser"

.PHONY: core
core: code ## code, tables and lessons
	$(NBVAL)

.PHONY: notebooks
notebooks: $(STAMP) ## run every lesson, write its outputs and all generated text
	$(PY) -m helpers.lessons build

.PHONY: guides
guides: $(STAMP) ## what instructors print, as PDF files (ARGS="--paper Letter 03_the_aed")
	@$(PY) -m helpers.lessons guide $(ARGS)

.PHONY: reports
reports: $(STAMP) ## a report for every cohort in data/cohorts, into build/reports
	$(PY) -m helpers.reports $(wildcard data/cohorts/*/) --out build/reports $(ARGS)

.PHONY: site
site: $(STAMP) ## the course for a browser tab (PYODIDE_DIR= hosts Python too; DECKS=1 prints)
	$(PY) -m helpers.lessons site $(if $(PYODIDE_DIR),--pyodide "$(PYODIDE_DIR)") \
		$(if $(DECKS),--decks) $(ARGS)

.PHONY: bench
bench: $(STAMP) ## reports beside a loop of papermill and nbconvert; faults; memory; a hub; apps beside interact
	$(PY) -m tests.bench.reports
	$(PY) -m tests.bench.faults
	$(PY) -m tests.bench.memory
	$(PY) -m tests.bench.hub
	$(PY) -m tests.bench.latency

.PHONY: lint
lint: $(STAMP) ## style, types, and the layers of the code
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m mypy

.PHONY: lock
lock: ## write requirements.lock anew from pyproject.toml (needs uv; ARGS=--upgrade)
	@command -v uv >/dev/null || { echo "uv is not installed; see docs.astral.sh/uv"; exit 1; }
	uv pip compile --universal --python-version 3.11 --generate-hashes --all-extras \
		--no-header --quiet $(ARGS) \
		pyproject.toml -o requirements.lock

.PHONY: mutants
mutants: $(STAMP) ## break the project on purpose and see that the tests notice
	$(PY) -m tests.mutants.run

.PHONY: doctor
doctor: ## what is installed and what is missing, in words
	@if [ -x $(PY) ]; then $(PY) -m helpers.lessons doctor; \
	else $(or $(PYTHON),python3) -m helpers.lessons doctor; fi

.PHONY: clean
clean: ## remove the environment and all caches; my-lessons/ stays
	rm -rf $(VENV) build dist .coverage .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made once, and again when a dependency changes. Nothing is resolved here: the lock names
# every version with its hash, the build backend included.
$(STAMP): requirements.lock pyproject.toml helpers/lessons/overrides.json5
	@$(PY) -c '$(WORKS)' 2>/dev/null || { \
		python='$(PYTHON)'; test -n "$$python" || { \
			echo "No Python 3.11 or newer with venv was found. Get one from python.org,"; \
			echo "or on Debian and Ubuntu: apt install python3 python3-venv"; exit 1; }; \
		"$$python" -m venv --clear $(VENV); }
	@echo "Installing what requirements.lock names into $(VENV); this happens once."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
