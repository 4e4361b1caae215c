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
# A stored lesson keeps no progress and shows a control as a strip of pictures. What is imported is compiled once and kept, whatever
# the environment says: tests start hundreds of Pythons, many of which load Keras.
# OpenBLAS sums in another order on each kind of processor, which many updates of a GAN carry into stored figures: one for all.
QUIET := TF_CPP_MIN_LOG_LEVEL=3 TF_ENABLE_ONEDNN_OPTS=0 MPLBACKEND=agg PYTHONHASHSEED=0 OPENBLAS_NUM_THREADS=1 \
  $(if $(filter x86_64 amd64,$(shell uname -m)),OPENBLAS_CORETYPE=Haswell) \
  IMAGEN_COURSE_PROGRESS=off IMAGEN_COURSE_STATIC=1 PYTHONDONTWRITEBYTECODE=
PYTEST := $(QUIET) $(BIN)/python -m pytest -q -p no:cacheprovider --durations=15
PARALLEL := -n 2 --dist worksteal
NBVAL := --dist loadscope --no-loadscope-reorder -p no:doctest --nbval --nbval-current-env --nbval-cell-timeout=900 --nbval-sanitize-with tests/notebooks/sanitize.cfg --ignore-glob='*_worked.ipynb'

# uv, where it is there, installs the same files of the same lock several times faster. Neither is told to be quiet, and neither
# compiles what may never be imported: that takes minutes, and a third of the room.
UV := $(shell command -v uv 2>/dev/null)
INSTALL := $(if $(UV),uv pip install --python $(BIN)/python,$(BIN)/python -m pip install --no-compile --disable-pip-version-check)

LOCK := uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11

FLOORS := $(VENV)/floors

.PHONY: help lab light test test-all defects floors nbgrader wheels offline lite notebooks site lint bench lock clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: $(VENV)/.lab-ready  ## set everything up, lay the lessons in ~/imagen-course and open JupyterLab there
	$(BIN)/imagen-course lab $(ARGS)

light: $(VENV)/.light-ready  ## the same without Keras and TensorFlow, for the lessons that need neither
	$(BIN)/imagen-course lab $(ARGS)

test: $(VENV)/.test-ready  ## set everything up and run what a commit must pass, notebooks included
	@trap 'exit 130' INT; failed=; \
	echo "1 of 3: the package"; $(PYTEST) $(PARALLEL) -m "not exhaustive" tests || failed="$$failed, the package"; \
	echo "2 of 3: the package on JAX"; KERAS_BACKEND=jax $(PYTEST) $(PARALLEL) -m "keras and not exhaustive" tests || failed="$$failed, the package on JAX"; \
	echo "3 of 3: the notebooks"; $(PYTEST) $(PARALLEL) $(NBVAL) notebooks || failed="$$failed, the notebooks"; \
	if [ "$$failed" ]; then echo "make test failed in: $${failed#, }"; exit 1; fi; echo "make test passed: all three parts"

# Hours: before a release, and where something was changed that many lean on.
test-all: $(VENV)/.test-ready  ## run everything that can be run: make test, what takes long, the oldest versions, planted faults, the site's pages, nbgrader, a set-up without a network, JupyterLite
	@trap 'exit 130' INT; failed=; \
	echo "1 of 8: make test"; $(MAKE) test || failed="$$failed, make test"; \
	echo "2 of 8: what takes long"; $(PYTEST) -m exhaustive tests || failed="$$failed, what takes long"; \
	echo "3 of 8: the oldest versions"; $(MAKE) floors || failed="$$failed, the oldest versions"; \
	echo "4 of 8: planted faults"; $(MAKE) defects || failed="$$failed, planted faults"; \
	echo "5 of 8: the site"; { $(MAKE) site && $(PYTEST) -m site tests/browser; } || failed="$$failed, the site"; \
	echo "6 of 8: nbgrader"; $(MAKE) nbgrader || failed="$$failed, nbgrader"; \
	echo "7 of 8: without a network"; $(MAKE) offline || failed="$$failed, without a network"; \
	echo "8 of 8: in a browser"; $(MAKE) lite || failed="$$failed, in a browser"; \
	if [ "$$failed" ]; then echo "make test-all failed in: $${failed#, }"; exit 1; fi; echo "make test-all passed: all eight parts"

defects: $(VENV)/.test-ready  ## plant faults one by one in a copy of the tree; fails if tests see fewer than 57 of 60
	$(BIN)/python tests/defects/plant.py

nbgrader: $(VENV)/.test-ready  ## hand out, collect and grade a lesson by nbgrader's own commands, which get an environment (needs uv; minutes)
	rm -rf $(VENV)/nbgrader
	uv venv -q --python $(BIN)/python $(VENV)/nbgrader
	uv pip install --python $(VENV)/nbgrader/bin/python nbgrader -e .
	IMAGEN_COURSE_NBGRADER=$(abspath $(VENV)/nbgrader/bin) $(PYTEST) -m exhaustive tests/test_grading.py

wheels: $(VENV)/.lab-ready  ## fill the folder offline (or ARGS="FOLDER ...") from which machines without a network are set up
	$(BIN)/python tools/wheels.py $(ARGS)

offline: $(VENV)/.test-ready  ## fill such a folder, and set the course up from it with the network shut, in an empty home (minutes)
	$(BIN)/python tools/wheels.py $(VENV)/offline
	IMAGEN_COURSE_OFFLINE=$(abspath $(VENV)/offline) $(PYTEST) -m exhaustive tests/test_offline.py

# Not a part of `make test`: it takes minutes more, and packages that nobody pins here can fail it any day.
floors:  ## run the tests on the oldest versions pyproject.toml allows (needs uv; minutes)
	rm -rf $(FLOORS)
	uv venv -q --python 3.11 $(FLOORS)
	uv pip install --python $(FLOORS)/bin/python --resolution lowest-direct --group test -e ".[all]"
	$(QUIET) $(FLOORS)/bin/python -m pytest -q -p no:cacheprovider $(PARALLEL) -m "not slow and not exhaustive" \
	  --ignore=tests/browser --ignore=tests/test_lessons_as_students_leave_them.py tests

lite: $(VENV)/.test-ready  ## build the lessons that need no framework for JupyterLite, and open the pages in a browser (needs uv; minutes)
	rm -rf $(VENV)/lite
	uv venv -q --python $(BIN)/python $(VENV)/lite
	uv pip install --python $(VENV)/lite/bin/python build jupyter-server jupyterlite-core jupyterlite-pyodide-kernel
	$(VENV)/lite/bin/python -m build --wheel --outdir $(VENV)/lite/wheels
	$(BIN)/python tools/lite.py $(VENV)/lite/lessons
	cd $(VENV)/lite && bin/jupyter lite build --contents lessons --piplite-wheels wheels/*.whl --output-dir out
	IMAGEN_COURSE_LITE=$(abspath $(VENV)/lite/out) $(PYTEST) -m exhaustive tests/browser/test_lite_in_a_browser.py

notebooks: $(VENV)/.test-ready  ## run every lesson top to bottom in a fresh kernel and store its outputs
	$(QUIET) $(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False \
	  --log-level=WARN notebooks/*.ipynb notebooks/projects/*.ipynb

# The first time it runs every lesson, solved, which takes minutes; what a change does not touch is kept (tools/solved.py).
site: $(VENV)/.site-ready  ## make the web site in docs/_build/html, every lesson as a solved page
	$(QUIET) $(BIN)/python tools/pages.py
	$(BIN)/python -m sphinx -q -j 2 -b html docs docs/_build/html
	@echo "The site is made: open docs/_build/html/index.html"

lint:  ## what a commit must pass (needs pre-commit)
	pre-commit run --all-files

# ladder.py and text_to_image.py are not among these: they train and draw for hours, and say in their heads how to run a part.
# Nor is stranger.py, which fetches all packages anew.
bench: $(VENV)/.test-ready  ## run the benchmarks that take minutes and rewrite their figures
	for script in import_time conv2d network mnist text_000 moved_digits lessons slic svm predict pipeline shipped examples class_report readme; do \
	  $(BIN)/python benchmarks/$$script.py || exit 1; done

lock:  ## work out the locks anew: all of the course, the course without Keras, the tests and the site (needs uv)
	$(LOCK) --extra all --group build pyproject.toml -o requirements.lock
	$(LOCK) --extra lab --group build -c requirements.lock pyproject.toml -o requirements-light.lock
	$(LOCK) --extra all --group test -c requirements.lock pyproject.toml -o requirements-test.lock
	$(LOCK) --extra all --group docs -c requirements-test.lock pyproject.toml -o requirements-docs.lock

clean:  ## remove .venv and what tests leave behind
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis dist docs/_build docs/lessons docs/reference
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A set-up that cannot work says so here, in one sentence, before anything is downloaded.
$(VENV)/.lab-ready: requirements.lock pyproject.toml
	@$(PYTHON) imagen_course/preflight.py
	@echo "Setting up $(VENV): about 770 MB to download, 2.7 GB on disk, once."
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

# What has all of it, has this too.
$(VENV)/.light-ready: requirements-light.lock pyproject.toml
	@$(PYTHON) imagen_course/preflight.py --light
	@echo "Setting up $(VENV): about 160 MB to download, 600 MB on disk, once."
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements-light.lock
	$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.lab-ready requirements-test.lock
	$(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/.site-ready: $(VENV)/.lab-ready requirements-docs.lock
	$(INSTALL) --require-hashes -r requirements-docs.lock
	@touch $@
