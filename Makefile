# Two commands matter: `make lab` opens the course, `make test` checks it. Both set up .venv first, once.
# Another Python: make lab PYTHON=python3.12. More for JupyterLab: make lab ARGS="--no-browser --port 9000".

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
ARGS :=

# The first of these that TensorFlow has wheels for; python3 when none is, for preflight.py to say so.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && break; done; echo $$p)

# Where outputs are compared, TensorFlow starts without a word and repeats bit for bit. Lessons as students run them do neither.
# A stored lesson keeps no progress and shows a control as a strip of pictures.
QUIET := TF_CPP_MIN_LOG_LEVEL=3 TF_ENABLE_ONEDNN_OPTS=0 MPLBACKEND=agg PYTHONHASHSEED=0 OPENBLAS_NUM_THREADS=1 \
  IMAGEN_COURSE_PROGRESS=off IMAGEN_COURSE_STATIC=1
PYTEST := $(QUIET) $(BIN)/python -m pytest -q -p no:cacheprovider
PARALLEL := -n 2 --dist loadscope
NBVAL := -p no:doctest --nbval --nbval-current-env --nbval-cell-timeout=300 --nbval-sanitize-with tests/notebooks/sanitize.cfg

.PHONY: help lab test notebooks lint bench lock clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: $(VENV)/.lab-ready  ## set everything up, lay the lessons in ~/imagen-course and open JupyterLab there
	$(BIN)/imagen-course lab $(ARGS)

test: $(VENV)/.test-ready  ## set everything up and run every test, notebooks included
	$(PYTEST) $(PARALLEL) tests
	KERAS_BACKEND=jax $(PYTEST) -m keras tests
	$(PYTEST) $(PARALLEL) $(NBVAL) notebooks

notebooks: $(VENV)/.test-ready  ## run every lesson top to bottom in a fresh kernel and store its outputs
	$(QUIET) $(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False \
	  --log-level=WARN notebooks/*.ipynb

lint:  ## what a commit must pass (needs pre-commit)
	pre-commit run --all-files

# ladder.py and text_to_image.py are not among these: they train and draw for hours, and say in their heads how to run a part.
bench: $(VENV)/.test-ready  ## run the benchmarks that take minutes and rewrite their figures
	for script in import_time conv2d network mnist text_000 moved_digits lessons slic svm pipeline; do $(BIN)/python benchmarks/$$script.py || exit 1; done

lock:  ## work out requirements.lock and requirements-test.lock anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --group test -c requirements.lock pyproject.toml -o requirements-test.lock

clean:  ## remove .venv and what tests leave behind
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A set-up that cannot work says so here, in one sentence, before anything is downloaded.
$(VENV)/.lab-ready: requirements.lock pyproject.toml
	@$(PYTHON) imagen_course/preflight.py
	@echo "Setting up $(VENV): about 700 MB to download, 3 GB on disk, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.lab-ready requirements-test.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
