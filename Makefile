# make demo    set up, then the main jobs on the bundled corpus
# make test    set up, then the tests
# make docs    fill in the generated parts of the documentation
# make bench   set up, then the benchmarks (needs time and a quiet machine)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# An editable install has no byte code until it is run, and none ever where PYTHONDONTWRITEBYTECODE is set.
COMPILE := $(BIN)/python -m compileall -q aicompute_cli

.PHONY: demo test lint docs bench clean

demo: $(VENV)/.installed
	$(BIN)/aic docs
	$(BIN)/aic search 智算中心 --limit 3
	$(BIN)/aic facts
	$(BIN)/aic entities --limit 10
	$(BIN)/aic ask 2023年中国智能算力规模是多少

test: $(VENV)/.dev-installed
	$(BIN)/python -m pytest

lint: $(VENV)/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev-installed
	$(BIN)/python docs/generate.py

bench: $(VENV)/.dev-installed
	$(BIN)/pip install --quiet -e '.[bench]'
	$(BIN)/python -m benchmarks

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/pip install --quiet -e .
	$(COMPILE)
	touch $@

$(VENV)/.dev-installed: $(BIN)/python pyproject.toml
	$(BIN)/pip install --quiet -e '.[dev]'
	$(COMPILE)
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV)
