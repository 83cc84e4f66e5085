# `make run` starts the app and `make test` passes all tests, each on a fresh machine.

PYTHON ?= python3
BIN := .venv/bin
# A file's tests share what they compile. Those in a browser take longest: first come, first served.
SEVERAL := --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: run test walk bench lint lock clean

run: .venv/app
	$(BIN)/streamlit run app.py

test: .venv/tests
	$(BIN)/pytest $(SEVERAL)

# Every option of every control on every page, in four looks; `make test` takes a share of it.
walk: .venv/tests
	WALK=all $(BIN)/pytest --numprocesses 0 tests/browser/test_walk.py tests/browser/test_history.py

bench: .venv/tests
	$(BIN)/python -m tests.benchmarks

# Pyright runs in the Node that comes with Playwright.
lint: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PATH="$$(dirname $$($(BIN)/python -c 'import playwright; print(playwright.__file__)'))/driver:$$PATH" $(BIN)/pyright
	$(BIN)/oxlint --deny-warnings -c tests/frontend/oxlintrc.json pages/shared/frontend tests/frontend

# What requirements.txt and tests/requirements.txt bring along, pinned too, each file by its hash.
lock: .venv/tests
	$(PIP) --quiet uv==$(UV)
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) tests/requirements.txt --output-file tests/requirements.lock

clean:
	rm -rf .venv

UV := 0.13.9
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11

# Pip says what it fetches: a first run is no silence of minutes.
PIP = $(BIN)/python -m pip install --disable-pip-version-check
OFFLINE = { echo "Not everything could be installed; without a connection to a package index nothing can. Try again."; exit 1; }

.venv/app: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Descent Lab needs Python 3.11 or newer and $(PYTHON) is older: make run PYTHON=python3.12"; exit 1; }
	@echo "Setting up .venv with TensorFlow and what else the app needs, once: a minute or two, 2 GB."
	$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock || $(OFFLINE)
	@touch $@

.venv/tests: tests/requirements.lock .venv/app
	@$(PIP) --quiet --require-hashes -r tests/requirements.lock || $(OFFLINE)
	@touch $@
