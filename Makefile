# Digitpad. `make serve` and `make test` set up what they need; `make` lists the rest.

PYTHON ?= python3
PORT ?= 8000
DOCKER ?= docker

SERVE := .venv/bin/python
TRAIN := .venv-train/bin/python
# Compiling all that is installed takes longer than installing it; Python compiles what it imports.
PIP := -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes

.DEFAULT_GOAL := help
.PHONY: help serve test lint format train release evaluate card bench screenshots image lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed 's/:.*  ## /\t/' | expand -t 12

serve: .venv/installed  ## the page and the API on http://127.0.0.1:8000 (PORT=)
	@$(SERVE) -m infra.local --port $(PORT)

test: .venv-train/installed lint  ## every test (DIGITPAD_DATA= for those that need the data)
	$(TRAIN) -m pytest

lint: .venv-train/installed
	$(TRAIN) -m ruff format --check .
	$(TRAIN) -m ruff check .
	$(TRAIN) -m mypy --strict lambda_fn training infra

format: .venv-train/installed  ## lay the code out
	$(TRAIN) -m ruff check --fix .
	$(TRAIN) -m ruff format .

train: .venv-train/installed  ## train, convert and measure a model, into runs/latest
	$(TRAIN) -m training.train
	$(TRAIN) -m training.export
	$(TRAIN) -m training.evaluate --model runs/latest/model --write

release: .venv-train/installed  ## make the model in runs/latest the released one, with its card
	$(TRAIN) -m training.export --out training/released
	$(TRAIN) -m training.evaluate --write
	$(TRAIN) -m training.report

evaluate: .venv-train/installed  ## measure the released model on the test data
	$(TRAIN) -m training.evaluate

card: .venv-train/installed  ## write the model card with its plots
	$(TRAIN) -m training.report

bench: .venv-train/installed  ## how long a picture takes to read
	$(TRAIN) -m tests.benchmark

screenshots: .venv-train/installed  ## pictures of the page: build/screenshots and the README's
	$(TRAIN) -m pytest -q tests/e2e/screenshots.py

image:  ## build the function's container image
	$(DOCKER) build --file lambda_fn/Dockerfile --tag digitpad .

# Pins are for every platform and for Python 3.11 and later; pyproject.toml says what is wanted.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url
lock:  ## pin and hash the requirements anew (needs uv); UPGRADE=--upgrade for newer ones
	$(LOCK) $(UPGRADE) --extra dev --extra training --output-file training/requirements.txt
	$(LOCK) --constraint training/requirements.txt --extra dev --output-file requirements.txt
	$(LOCK) --constraint training/requirements.txt --output-file lambda_fn/requirements.txt

clean:  ## forget the environments and all that was made
	rm -rf .venv .venv-train runs build .pytest_cache .mypy_cache .ruff_cache

.venv/installed: requirements.txt
.venv-train/installed: training/requirements.txt
.venv/installed .venv-train/installed:
	@$(PYTHON) -c 'import sys; sys.exit("Digitpad needs Python 3.11 or later: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Installing $< into $(@D) (once)"
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python $(PIP) -r $<
	@touch $@
