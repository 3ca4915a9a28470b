# Two commands matter: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
PORT ?= 8000

.PHONY: demo demo-build test lint types check accuracy lock vendor clean

demo: demo-build
	$(BIN)/kg serve -g $(OUT) --port $(PORT)

demo-build: $(VENV)/run
	$(BIN)/kg build data/articles -o $(OUT)
	$(BIN)/kg validate -g $(OUT)
	$(BIN)/kg dump -g $(OUT)
	$(BIN)/kg flat -g $(OUT)
	$(BIN)/kg network -g $(OUT) --gexf $(OUT)/network.gexf --graphml $(OUT)/network.graphml

test: $(VENV)/dev
	@tests/install-chromium.sh
	@tests/install-stores.sh
	$(BIN)/pytest -n 2

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

check: lint types test

$(VENV)/run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

# Scores extraction, linking and resolution on annotated articles, which are not in this repository.
KG_SHARED ?= ../shared
accuracy: $(VENV)/run
	$(BIN)/kg evaluate $(KG_SHARED)/gold/dev.jsonl tests/gold/demo.jsonl \
	  tests/gold/development.jsonl tests/gold/held-out.jsonl --texts $(KG_SHARED) \
	  --links tests/gold/links.tsv --resolution tests/gold/resolution.jsonl \
	  --resolution tests/gold/resolution-held-out.jsonl \
	  --names $(KG_SHARED)/corpora/ner/msra_test.jsonl \
	  --json data/accuracy.json --markdown docs/accuracy.md

# Pins every dependency with its hashes, from pyproject.toml.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet pip-tools
	for extra in "" dev; do \
	  $(VENV)-lock/bin/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-header \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $${extra:+--extra $$extra} \
	    -o requirements$${extra:+-$$extra}.lock pyproject.toml; \
	done
	rm -rf $(VENV)-lock

# Fetches the vendored scripts and styles anew, by the versions of their lock files (needs npm).
vendor:
	$(PYTHON) tools/vendor.py kg/network/vendor kg/serve/static/vendor tests/serve/vendor

clean:
	rm -rf $(VENV) $(OUT)
