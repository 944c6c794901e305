# What one types. Each target does its own set-up; nothing but Python 3.11 or newer and make needs to be there.
#   make run          serve Pathside at http://127.0.0.1:8000 (PORT=8001 for another port)
#   make admin        make an account for the admin
#   make dev          serve it for development: reloads on change, shows errors
#   make import       install what it takes to bring in O*NET and labor statistics, and say how
#   make test         run all tests
#   make test-postgres  run them on PostgreSQL, on a server of this machine that is made for them and thrown away
#   make test-full    run them with thousands of examples for each property, not a sample
#   make bench        measure, as ratios within one run
#   make check        formatting, lint, types, contracts, content: all that needs no test
#   make format       put the files into the form that `make check` asks for
#   make lock         bring the locked packages up to date
#   make postgres     install what it takes to keep the data in PostgreSQL (see DATABASE_URL in README.md)
#   make clean        remove what these made, except the database and .env

PYTHON ?= python3
UV_PACKAGE = uv==0.13.9
PORT ?= 8000

BIN = .venv/bin
UV = $(BIN)/uv
export UV_PYTHON_DOWNLOADS = never
export UV_PYTHON = $(BIN)/python
export UV_PROJECT_ENVIRONMENT = .venv
unexport VIRTUAL_ENV
# Packages are compiled at their first import and kept so: several processes start here, one after the other.
unexport PYTHONDONTWRITEBYTECODE

EXPORT = --frozen --no-dev --no-emit-project --quiet --no-header
RUNTIME = .venv/.runtime-installed
IMPORT = .venv/.import-installed
DEV = .venv/.dev-installed
.DEFAULT_GOAL = run
.PHONY: run dev admin import test test-postgres postgres test-full bench check format lock clean chromium $(CHECKS)

run: $(RUNTIME)
	@DEBUG=False PORT=$(PORT) exec $(BIN)/python -m config.start

dev: $(RUNTIME)
	@DEBUG=True PORT=$(PORT) exec $(BIN)/python -m config.start --dev

admin: $(RUNTIME)
	@$(BIN)/python -m config.start --prepare && $(BIN)/python manage.py createsuperuser

import: $(IMPORT)
	@echo "Ready. Now: $(BIN)/python manage.py import_onet FOLDER, then import_bls FOLDER. --help tells more."

test: $(DEV) chromium
	@$(BIN)/python -m pytest $(ARGS)

test-postgres: $(DEV) chromium
	@$(BIN)/python -m tests.postgres $(BIN)/python -m pytest $(ARGS)

# The properties on thousands of examples in place of a sample: about half an hour.
test-full: export HYPOTHESIS_PROFILE = full
test-full: test

bench: $(DEV)
	@$(BIN)/python -m benchmarks $(ARGS)

# All of them, two at a time, before it says which failed. They never look at the settings of this machine.
CHECKS = check-format check-lint check-templates check-django check-types check-imports check-spelling \
	check-packages check-migrations check-deploy check-content
check: export ENV_FILE =
check: export SECRET_KEY = only-for-checks-x7Qm2Vr9Lk4TzWc8Hd3Ns6Bf1Yp5Jg0Ea-Ru4Wd8
check: export DATABASE_URL = sqlite://:memory:
check: $(DEV)
	@$(MAKE) --keep-going --jobs=2 --output-sync=target --no-print-directory $(CHECKS) && echo "All checks passed."

check-format:
	$(BIN)/ruff format --check --quiet
check-lint:
	$(BIN)/ruff check --quiet
check-templates:
	@find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
check-django:
	@git ls-files -z '*.py' | xargs -0 $(BIN)/django-upgrade --check --target-version 5.2
check-types:
	$(BIN)/mypy .
check-imports:
	$(BIN)/lint-imports --no-logo
check-spelling:
	$(BIN)/codespell
check-packages:
	$(BIN)/deptry .
	$(UV) lock --check --quiet
	@$(UV) export $(EXPORT) | diff -q - requirements.txt >/dev/null || { echo "requirements.txt is behind uv.lock: make lock"; exit 1; }
check-migrations:
	$(BIN)/python manage.py makemigrations --check --dry-run
check-deploy:
	PUBLIC_URL=https://careers.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
check-content:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export DATABASE_URL="sqlite:///$$folder/check.sqlite3" \
		&& $(BIN)/python manage.py migrate -v0 && $(BIN)/python manage.py load_fixtures --check

format: $(DEV)
	-@git ls-files -z '*.py' | xargs -0 $(BIN)/django-upgrade --target-version 5.2
	-@find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(UV)
	$(UV) lock --upgrade
	$(UV) export $(EXPORT) -o requirements.txt

postgres: $(RUNTIME)
	@$(UV) sync -q --frozen --no-dev --inexact --group postgres

clean:
	rm -rf .venv staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The tests say so, at their end, where there is still no Chromium.
chromium:
	@command -v chromium-headless-shell >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing Chromium for the browser tests ..."; \
		install="apt-get install -qq -y --no-install-recommends"; export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && { $$install chromium-headless-shell || $$install chromium; }; } \
			>/dev/null 2>&1 || command -v chromium google-chrome >/dev/null || echo "Chromium could not be installed."; \
	fi

$(RUNTIME): uv.lock | $(UV)
	@echo "Installing the packages ..."
	@$(UV) sync -q --frozen --no-dev --inexact
	@touch $@

$(IMPORT): uv.lock | $(UV)
	@echo "Installing the packages, those for imports too ..."
	@$(UV) sync -q --frozen --no-dev --group import --inexact
	@touch $@ $(RUNTIME)

$(DEV): uv.lock | $(UV)
	@echo "Installing the packages, those for development too ..."
	@$(UV) sync -q --frozen
	@touch $@ $(RUNTIME) $(IMPORT)

$(UV): | $(BIN)/python
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python $(UV_PACKAGE); \
	else $(PYTHON) -m pip --python $(BIN)/python install -q $(UV_PACKAGE) 2>/dev/null \
		|| { $(BIN)/python -m ensurepip >/dev/null 2>&1 && $(BIN)/python -m pip install -q $(UV_PACKAGE); } \
		|| { echo "$(PYTHON) has no pip, and Pathside needs it once, to fetch its packages, from a network."; \
		     echo "On Debian and Ubuntu: sudo apt-get install python3-pip python3-venv. Then run make again."; exit 1; }; fi

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Pathside needs Python 3.11 or newer; '$(PYTHON)' is not. Say which to use: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv \
		|| { echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
