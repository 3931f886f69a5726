# CareerGraph. `make help` says what there is. Every target sets up what it needs: the virtual environment from the
# locked dependencies, and (on first use) the embedded Neo4j.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.DEFAULT_GOAL := help
.PHONY: help demo test test-lts lint format docs serve bench lock clean

help:  ## What there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "error: CareerGraph needs Python 3.11 or newer, $(PYTHON) is older. Set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "error: this Python cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (about 3 GB on first use) ..."
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --offline -e .
	@touch $@

demo: $(READY)  ## From an empty graph to matches and career paths, on the bundled sample
	@$(BIN)/careergraph demo

test: $(READY)  ## All tests, on a real embedded Neo4j
	@$(BIN)/python -m pytest

test-lts: $(READY)  ## The graph's tests on Neo4j 5.26 LTS (needs a Java 17 or 21)
	@CAREERGRAPH_NEO4J_VERSION=5.26 $(BIN)/python -m pytest tests/graph tests/ontology

lint: $(READY)  ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY)  ## Let ruff format and fix
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(READY)  ## Make the generated pages of docs/ anew
	@$(BIN)/careergraph docs

serve: $(READY)  ## The API on http://127.0.0.1:8000 (OpenAPI under /docs)
	@$(BIN)/careergraph serve

bench: $(READY)  ## Every benchmark, with JSON
	@$(BIN)/careergraph bench all --json

lock: $(READY)  ## Resolve the dependencies anew
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --extra py2neo \
	  --no-header --no-annotate --upgrade pyproject.toml -o requirements.lock

clean:  ## Remove what was made here; the user's graph and downloads stay
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
