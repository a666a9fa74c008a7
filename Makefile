# Needs only make and python3 ≥ 3.11; everything else goes into .venv, set up on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.newsscrape-stamp
BUILT := $(VENV)/.newsscrape-built
# Modules with a .pxd beside them, and .pyx, are compiled, where there is a compiler.
TYPED := $(shell find src -name '*.pxd')
NATIVE := $(shell find src -name '*.pyx')
CORPUS ?= ../shared/newsbench
SLUGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test format lint types levels unit docs floors record bench bench-explain bench-cv align quality fuzz load train clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(BUILT) ## make .venv, compile and install newsscrape with its development tools

# The stamp is newer than pyproject.toml when the installed packages are those it asks for.
$(STAMP): pyproject.toml setup.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'newsscrape needs Python 3.11 or newer; say which: make PYTHON=python3.12 …' >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { echo 'could not make $(VENV); on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(BUILT)

$(BUILT): $(STAMP) $(TYPED) $(TYPED:.pxd=.py) $(NATIVE)
	$(BIN)/python setup.py --quiet build_ext --inplace
	@touch $@

demo: $(BUILT) ## serve the fixture pages on loopback and extract two of them
	$(BIN)/python -m demo.serve

test: lint types levels unit docs floors ## everything CI runs

format: $(BUILT) ## format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(BUILT) ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BUILT) ## mypy, strict
	$(BIN)/mypy

levels: $(BUILT) ## which module may import which
	$(BIN)/lint-imports

unit: $(BUILT) ## the tests
	$(BIN)/python -m pytest

docs: $(BUILT) ## build the documentation site, warnings are errors
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs site

floors: $(BUILT) ## quality floors on the corpus; skipped aloud where there is none
	@if [ ! -f benchmarks/floors.py ]; then echo 'SKIPPED: quality floors, benchmarks/floors.py is not written yet'; \
	elif [ -d '$(CORPUS)' ]; then $(BIN)/python -m benchmarks.floors '$(CORPUS)'; \
	else echo 'SKIPPED: quality floors, no corpus at $(CORPUS)'; fi

fuzz: $(BUILT) ## 100,000 mutated pages; 10,000 of them are part of the tests
	NEWSSCRAPE_FUZZ=100000 $(BIN)/python -m pytest tests/fuzz/test_fuzz.py

load: $(BUILT) ## rate, memory and cost of workers against a local server; kill -9 among 2,000 URLs
	$(BIN)/python -m benchmarks.load

record: $(BUILT) ## write expected.json of the fixtures (SLUGS="a b" for some)
	$(BIN)/newsscrape fixture record $(SLUGS)

bench: $(BUILT) ## quality and speed beside other extractors (CORPUS=path)
	$(BIN)/python -m benchmarks.run '$(CORPUS)'

bench-explain: $(BUILT) ## what explaining costs beside extracting
	$(BIN)/python -m benchmarks.explain '$(CORPUS)'

$(VENV)/.newsscrape-train: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,train]'
	@touch $@ $(BUILT)

bench-cv: $(BUILT) $(VENV)/.newsscrape-train ## quality by site-grouped cross-validation
	$(BIN)/python -m training.crossval '$(CORPUS)'

align: $(BUILT) ## how gold stands in the blocks of its pages, and what of it cannot be aligned
	$(BIN)/python -m training.unaligned

quality: $(BUILT) $(VENV)/.newsscrape-train ## the figures of docs/quality.md, after make bench-cv and make bench
	$(BIN)/python -m training.quality

train: $(BUILT) $(VENV)/.newsscrape-train ## train the role model anew, byte for byte the same
	$(BIN)/python -m training.train '$(CORPUS)'

clean: ## remove everything made, .venv too
	find src -name '*.so' -delete
	rm -rf $(VENV) site build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
