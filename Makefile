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
	OMP_NUM_THREADS=1 $(BIN)/python -m web serve

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

.PHONY: soak measure bench
soak: fuzz
	$(BIN)/python -m tests.bench.soak

# FILES=300 takes a minute; SEED= and READER=.pdf repeat a run.
.PHONY: fuzz
fuzz: setup
	$(BIN)/python -m tests.bench.fuzz $(if $(FILES),--files $(FILES)) $(if $(SEED),--seed $(SEED)) $(if $(READER),--reader $(READER))

measure: setup
	$(BIN)/python -m tests.bench.measure

# What one would use instead, in an environment of its own; DOCUMENTS=60 takes a few minutes, SET= another set.
ALTERNATIVES := var/alternatives/venv
$(ALTERNATIVES)/.installed: tests/bench/alternatives/requirements.lock
	$(PYTHON) -m venv $(ALTERNATIVES)
	$(ALTERNATIVES)/bin/python -m pip install --disable-pip-version-check --progress-bar on -r $<
	@touch $@

bench: setup $(ALTERNATIVES)/.installed
	$(BIN)/python -m tests.bench.alternatives $(if $(SET),--set $(SET)) $(if $(DOCUMENTS),--documents $(DOCUMENTS))

# MINUTES=10 goes on for ten more, for the memory's sake.
.PHONY: load
load: setup
	$(BIN)/python -m tests.bench.load $(if $(MINUTES),--minutes $(MINUTES))

# Every step of the Dockerfile, and the images put through their tests, without Docker. Needs root.
.PHONY: image
image: setup
	$(BIN)/python -m tests.deploy.image_trial

# Workers killed, the disk full, the database away, …: FAULTS="disk clock" chooses some, SECONDS= how long each state is.
.PHONY: faults
faults: setup
	$(BIN)/python -m tests.faults $(if $(SECONDS),--seconds $(SECONDS)) $(FAULTS)

.PHONY: screenshots
screenshots: setup
	$(BIN)/python -m tests.bench.screenshots
	$(BIN)/python -m tests.bench.admin_screenshots
