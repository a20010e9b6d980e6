# Each target does all of its own set-up, in .venv, from a bare machine with Python 3.11 or later.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test lint types bench clean

demo: $(VENV)/.installed
	@$(RUN)/jangmyeon demo

test: $(VENV)/.installed-dev
	$(RUN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports

types: $(VENV)/.installed-dev
	$(RUN)/mypy

bench: $(VENV)/.installed-bench
	$(RUN)/python -m benchmarks

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.installed: pyproject.toml
	@sh packaging/environment.sh "$(PYTHON)" "$(VENV)" .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml
	@sh packaging/environment.sh "$(PYTHON)" "$(VENV)" ".[dev]"
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml
	@sh packaging/environment.sh "$(PYTHON)" "$(VENV)" ".[dev,bench]"
	@touch $@ $(VENV)/.installed $(VENV)/.installed-dev
