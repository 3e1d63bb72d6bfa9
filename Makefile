# Digitpad. `make serve` and `make test` set up what they need; `make` lists the rest.

PYTHON ?= python3
PORT ?= 8000
DOCKER ?= docker
CONTEXT ?=
TEMPLATES ?= build/cdk.out

SERVE := .venv/bin/python
TRAIN := .venv-train/bin/python
AUDIT := .venv-audit/bin
# Not npm's latest: a stray 3.0.0 there refuses what today's library writes.
# Nodes 18 and 20 do, though jsii says in a screenful that they are old.
CDK := JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=18,20 CDK_DISABLE_CLI_TELEMETRY=true npx --yes aws-cdk@2.1148.1
# Compiling all that is installed takes longer than installing it; Python compiles what it imports,
# and keeps it, unless the environment says otherwise: then every process would compile it anew.
unexport PYTHONDONTWRITEBYTECODE
PIP := -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes

.DEFAULT_GOAL := help
.PHONY: help serve test lint format train release publish evaluate seeds card walkthrough bench fuzz faults load loop bench-page lighthouse screenshots demo icons check-wheels check-tflite-runtime check-image audit sbom smoke image synth diff deploy destroy cost npx lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed 's/:.*  ## /\t/' | expand -t 22

serve: .venv/installed  ## the page and the API on http://127.0.0.1:8000 (PORT=)
	@$(SERVE) -m infra.local --port $(PORT)

test: .venv-train/installed lint  ## every test (DIGITPAD_DATA= for those that need the data)
	$(TRAIN) -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: .venv-train/installed
	$(TRAIN) -m ruff format --check .
	$(TRAIN) -m ruff check .
	$(TRAIN) -m mypy --strict lambda_fn training infra

format: .venv-train/installed  ## lay the code out
	$(TRAIN) -m ruff check --fix .
	$(TRAIN) -m ruff format .

train: .venv-train/installed  ## train, convert and measure a model, into runs/latest
	$(TRAIN) -m training.train
	$(TRAIN) -m training.wholes
	$(TRAIN) -m training.export
	$(TRAIN) -m training.evaluate --model runs/latest/model --write

release: .venv-train/installed  ## make the model in runs/latest the released one, with its card
	$(TRAIN) -m training.export --out training/released
	$(TRAIN) -m training.evaluate --write
	$(TRAIN) -m training.report

# OPTIONS=--list, --dry-run, --rollback, "--model FOLDER"; `python -m training.publish -h` has all.
publish: .venv/installed  ## put the released model into the function's bucket (BUCKET= OPTIONS=)
	@$(SERVE) -m training.publish --bucket $(BUCKET) $(OPTIONS)

evaluate: .venv-train/installed  ## measure the released model on the test data
	$(TRAIN) -m training.evaluate

seeds: .venv/installed  ## the mean figures of the released model and of its runs with other seeds
	@$(SERVE) -m training.seeds

card: .venv-train/installed  ## write the model card with its plots
	$(TRAIN) -m training.report

walkthrough: .venv-train/installed  ## write down how the model in runs/latest was made, with pictures
	$(TRAIN) -m training.walkthrough

bench: .venv-train/installed  ## speed, memory and what they cost; build/bench has JSON and a plot
	@$(TRAIN) -m tests.bench

# SEED=7 draws others; CASE=build/fuzz/....json asks a request that failed once more.
fuzz: .venv-train/installed  ## 100,000 hostile requests (REQUESTS= SEED=, or CASE= for one again)
	@$(TRAIN) -m tests.fuzz $(REQUESTS:%=--requests=%) $(SEED:%=--seed=%) $(CASE:%=--case=%)

faults: .venv-train/installed  ## what requests get when S3, the model, the disk or the process fails
	@$(TRAIN) -m tests.faults

loop: .venv-train/installed  ## correct, give, review, learn, publish and use: all of it on this machine
	@$(TRAIN) -m tests.loop

load: .venv-train/installed  ## what requests get beyond the function's capacity
	@$(TRAIN) -m tests.load

bench-page: .venv-train/installed  ## how long from the pen's lifting to the answer on the page
	@$(TRAIN) -m tests.bench.page

lighthouse: npx .venv-train/installed  ## Lighthouse's four scores, as a phone; fails below 100
	@$(TRAIN) -m tests.e2e.lighthouse

screenshots: .venv-train/installed  ## the page in every state: build/screenshots and the README's
	$(TRAIN) -m pytest -q tests/e2e/screenshots.py

demo: .venv-train/installed  ## the README's moving picture of a number being drawn and read
	@$(TRAIN) -m tests.e2e.demo

icons: .venv-train/installed  ## the page's icons, and the picture that is shown beside a link
	@$(TRAIN) -m tests.e2e.icons

check-wheels: .venv/installed  ## every pin of the image has a wheel that runs on Lambda
	@$(SERVE) -m infra.checks.wheels

check-tflite-runtime: .venv/installed  ## the old tflite-runtime, on NumPy 1, answers as the new one
	@$(SERVE) -m infra.checks.old_runtime

check-image: .venv-train/installed  ## build the image and run it as Lambda would, without Docker
	@CI=true $(TRAIN) -m pytest -q --tb=short tests/image

audit: .venv-audit/installed  ## known faults in what is pinned (asks the package index)
	@for pins in lambda_fn training .; do \
	  echo "$$pins/requirements.txt"; \
	  $(AUDIT)/pip-audit --progress-spinner off --strict --disable-pip --require-hashes -r $$pins/requirements.txt || exit 1; \
	done

sbom: .venv-audit/installed  ## what the image holds, as a CycloneDX bill of materials: build/sbom.json
	@mkdir -p build
	@$(AUDIT)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --output-file build/sbom.json lambda_fn/requirements.txt
	@echo "wrote build/sbom.json: $$($(PYTHON) -c 'import json; print(len(json.load(open("build/sbom.json"))["components"]))') packages"

smoke:  ## try a deployed Digitpad, from its page to its refusals (URL=)
	@$(PYTHON) -m infra.smoke $(URL)

image:  ## build the function's container image
	$(DOCKER) build --file lambda_fn/Dockerfile --tag digitpad .

# CONTEXT="-c stage=prod -c email=..." chooses; infra/settings.py says what there is to choose.
synth: npx .venv/installed  ## the stack's templates, into build/cdk.out; needs no account (CONTEXT=)
	@rm -f $(TEMPLATES)/*.template.json
	@$(CDK) synth --quiet --output $(TEMPLATES) $(CONTEXT)
	@ls $(TEMPLATES)/*.template.json

diff: npx .venv/installed  ## what a deploy would change (CONTEXT=)
	@$(CDK) diff --all $(CONTEXT)

deploy: npx .venv/installed  ## put it all into the AWS account that you are signed in to (CONTEXT=)
	@$(CDK) deploy --all --outputs-file build/outputs.json $(CONTEXT)

destroy: npx .venv/installed  ## take it out again, but for the drawings (CONTEXT=)
	@$(CDK) destroy --all $(CONTEXT)

cost: .venv/installed  ## what drawings cost a month, by line of the bill (CONTEXT=)
	@$(SERVE) -m infra.cost $(CONTEXT)

npx:
	@command -v npx >/dev/null || { echo "This needs Node.js 20 or later, with npx: https://nodejs.org" >&2; exit 1; }

# Pins are for every platform and for Python 3.11 and later; pyproject.toml says what is wanted.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url
lock:  ## pin and hash the requirements anew (needs uv); UPGRADE=--upgrade for newer ones
	$(LOCK) $(UPGRADE) --extra dev --extra training --extra test --output-file training/requirements.txt
	$(LOCK) --constraint training/requirements.txt --extra dev --output-file requirements.txt
	$(LOCK) --constraint training/requirements.txt --output-file lambda_fn/requirements.txt
	$(subst pyproject.toml,infra/checks/audit.in,$(LOCK)) $(UPGRADE) --python-version 3.11 --output-file infra/checks/audit-requirements.txt

clean:  ## forget the environments and all that was made
	rm -rf .venv .venv-train .venv-tflite .venv-audit runs build .pytest_cache .mypy_cache .ruff_cache

.venv/installed: requirements.txt
.venv-train/installed: training/requirements.txt
.venv-audit/installed: infra/checks/audit-requirements.txt
.venv/installed .venv-train/installed .venv-audit/installed:
	@$(PYTHON) -c 'import sys; sys.exit("Digitpad needs Python 3.11 or later: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Installing $< into $(@D) (once)"
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python $(PIP) -r $<
	@touch $@
