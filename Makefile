PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.installed
# One thread: the products are small, and threads that wait for each other on busy cores cost a hundred times more.
export OPENBLAS_NUM_THREADS = 1

.PHONY: setup run test check

setup: $(STAMP)
	@$(BIN)/python -m index encoder

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: setup
	$(BIN)/python -m index build
	$(BIN)/python -m web serve

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml bot index web

test: check setup
	$(BIN)/python -m pytest

.PHONY: eval
eval: setup
	$(BIN)/python tests/bench/evaluate_all.py $(if $(RECORD),--record)

.PHONY: soak bench
soak: setup
	$(BIN)/python -m tests.bench.soak

bench: setup
	$(BIN)/python -m tests.bench.measure

.PHONY: screenshots
screenshots: setup
	$(BIN)/python tests/bench/screenshots.py
