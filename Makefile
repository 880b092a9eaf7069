# Needs Python 3.11 or newer, make and the network. Everything is made in .venv; `make clean` takes it away again.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
CODE := kamergraaf extract graph
SOURCES := $(shell find $(CODE) ontology queries -type f -not -name '*.py[co]')
STORE := demo-output/store
INSTALLED := $(or $(wildcard .venv/developer),.venv/installed)

.PHONY: help demo test lint types docs clean

help:
	@echo 'make demo    build the graph of samples/, ask three questions, write a Turtle file'
	@echo 'make test    run all tests'
	@echo 'make lint    ruff on all code and tests'
	@echo 'make types   mypy --strict on $(CODE)'
	@echo 'make docs    write the generated pages of docs/'
	@echo 'make clean   remove what make has made'

demo: export KAMERGRAAF_STORE := $(STORE)
demo: $(INSTALLED)
	@mkdir -p demo-output
	@echo '== The graph of samples/, in $(STORE)'
	@$(BIN)/kamergraaf build samples
	@echo '== ask answer-times: after how many days were questions answered?'
	@$(BIN)/kamergraaf ask answer-times
	@echo '== ask conflicting: which number stands for two things?'
	@$(BIN)/kamergraaf ask conflicting
	@echo '== ask name-variants Participatiewet: by which words do texts mean this law?'
	@$(BIN)/kamergraaf ask name-variants Participatiewet
	@$(BIN)/kamergraaf export --format turtle -o demo-output/samples.ttl
	@echo '== Written: demo-output/samples.ttl. Try next:'
	@echo '  export PATH="$$PWD/$(BIN):$$PATH" KAMERGRAAF_STORE=$(STORE)'
	@echo '  kamergraaf ask --list'
	@echo '  kamergraaf ask cited-by Participatiewet'
	@echo '  kamergraaf ask mentions-of ECLI:NL:CRVB:2017:1055'
	@echo '  kamergraaf extract samples/antwoord-kliklijnen.txt'
	@echo '  kamergraaf serve'

test: .venv/developer
	@$(BIN)/python -m pytest

lint: .venv/developer
	@$(BIN)/ruff check .

types: .venv/developer
	@$(BIN)/mypy

docs: .venv/developer
	@$(BIN)/python docs/make_cli_reference.py

clean:
	rm -rf .venv build demo-output *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Kamergraaf needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@echo '== A virtual environment in .venv'
	@$(PYTHON) -m venv .venv

# A developer's installation reads the sources in place (compat: its folders of data too), so it needs no copy of them.
.venv/installed: .venv/bin/python setup.cfg pyproject.toml $(SOURCES)
	@test -e .venv/developer || { echo '== Installing'; rm -rf build; $(PIP) install .; }
	@touch $@

.venv/developer: .venv/bin/python setup.cfg pyproject.toml
	@echo '== Installing, with the tools of a developer'
	@$(PIP) install --config-settings editable_mode=compat --editable '.[dev]'
	@touch $@
