# `make` prints what can be made. Needs Python 3.11 or later and make; all else goes into .venv/.

PYTHON ?= python3
UV ?= uv
VENV := .venv
PY := $(VENV)/bin/python
FLASK := $(PY) -m flask --app wsgi

CATALOGUES := $(wildcard app/translations/*/bn/LC_MESSAGES/messages.po)
STATIC := $(shell find app/static -type f ! -name '*.br' ! -name '*.gz' 2>/dev/null)
TOOLS := $(VENV)/.installed-dev
# As many at a time as there are cores, up to four: what takes longest is not divided (tests/sharing.py).
# Who dies is not raised again: xdist would give it the same test until nobody is left.
AT_ONCE := -n auto --maxprocesses 4 --max-worker-restart 0 --dist loadscope
EXPORT := --quiet --frozen --no-emit-project --no-header --no-annotate
READY := $(VENV)/.installed $(CATALOGUES:.po=.mo) $(VENV)/.compressed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-all drills check fmt strings bench db seed rules tree assets lock

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14

run: $(READY) ## open Uthan with its demo world at http://127.0.0.1:8000 (PORT=… for another door)
	@UTHAN_DEMO=1 exec $(PY) wsgi.py

test: $(READY) $(TOOLS) ## run every test once, on SQLite, PostgreSQL and in a browser (T=tests/posts for a part)
	$(PY) -m pytest $(AT_ONCE) $(T)

test-all: $(READY) $(TOOLS) ## run the full matrices: every page in both languages, all themes and sizes
	$(PY) -m pytest $(AT_ONCE) --full $(T)

drills: $(READY) $(TOOLS) ## kill and cut what must hold: the tests marked drill
	$(PY) -m pytest -m drill

check: $(READY) $(TOOLS) ## form, lint, types, vendored files, translations
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) assets/check.py
	$(PY) assets/strings.py check

fmt: $(TOOLS) ## put the code in order
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

strings: $(TOOLS) ## bring new English sentences into the Bangla catalogues, to be translated there
	$(PY) assets/strings.py update

bench: $(READY) $(TOOLS) ## measure against the budgets (PAIRS=file for inflected words and their lemmas)
	$(PY) -m bench

db: $(READY) ## bring the database to the newest schema
	$(FLASK) db upgrade

seed: $(READY) db ## fill an empty database with the demo world
	UTHAN_DEMO=1 $(FLASK) demo fill

rules: $(READY) ## print who may do what
	@$(FLASK) rules

tree: ## print the house: packages, what each is, lines
	@for room in app/*/__init__.py; do \
	  folder=$${room%/__init__.py}; \
	  printf '%6s  %-16s %s\n' "$$(cat $$folder/*.py | wc -l)" "$${folder#app/}" \
	    "$$(sed -n '1s/^"""\([^"]*[^".]\).*/\1/p' $$room)"; \
	done

assets: ## rebuild app/static/vendor (needs Node; what it builds is kept in the repository)
	cd assets && npm ci && npm run build
	@$(PYTHON) assets/check.py

lock: ## pin all packages anew after a change of pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "This needs uv: pip install uv"; exit 1; }
	$(UV) lock
	$(UV) export $(EXPORT) --no-dev -o requirements.txt
	$(UV) export $(EXPORT) --no-dev --extra s3 -o requirements-s3.txt
	$(UV) export $(EXPORT) --only-group dev -o requirements-dev.txt

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Uthan needs Python 3.11 or later, and $(PYTHON) is not: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make environments: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(PY)
	@echo "Installing what Uthan stands on …"
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(VENV)/.installed
	@echo "Installing what its tests need …"
	@$(PY) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@

%.mo: %.po | $(VENV)/.installed
	@$(PY) assets/strings.py compile $<

$(VENV)/.compressed: $(STATIC) assets/compress.py | $(VENV)/.installed
	@$(PY) assets/compress.py
	@touch $@
