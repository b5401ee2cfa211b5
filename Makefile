# Every target sets itself up, says what it does, and can be run again at any time.

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak lock

IN_VENV := .venv/bin
# The first Python that can make the environment; failing that any, which will then say what it lacks.
PYTHON := $(or $(PYTHON),$(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; \
	done; command -v python3))
BOOTSTRAP = $(or $(PYTHON),$(error There is no Python here: install 3.11 or newer (on Debian: apt install python3 python3-venv))) config/bootstrap.py
# Checks need settings, but neither a site of their own nor a secret worth keeping.
CHECK_SETTINGS := DEMO=yes SECRET_KEY=for-checks DATABASE_URL=sqlite:///:memory:

help: ## Say what can be made here.
	@sed -n 's/^\([a-z]*\): ## /  make \1\t/p' Makefile | expand -t 14

run: ## Start the demonstration at http://localhost:8000/ (PORT=8123 make run: at another port).
	@exec $(BOOTSTRAP) run

test: ## Run every test (make test ARGS=tests/config: some of them).
	@$(BOOTSTRAP) dev
	$(IN_VENV)/python -m pytest -n auto $(ARGS)

check: ## Check format, style, types, templates, imports, migrations and scripts.
	@$(BOOTSTRAP) dev
	$(IN_VENV)/ruff format --check
	$(IN_VENV)/ruff check
	$(CHECK_SETTINGS) $(IN_VENV)/mypy
	$(IN_VENV)/djlint --lint --quiet templates
	$(IN_VENV)/lint-imports --no-logo
	$(CHECK_SETTINGS) $(IN_VENV)/python manage.py makemigrations --check
	@if command -v node >/dev/null; then set -x; node --test tests/js/*.test.mjs; \
	else echo "The scripts' own tests were left out: they need Node.js (on Debian: apt install nodejs)."; fi
	@echo "All good."

bench: ## Measure what a page costs, in nine minutes (make bench ARGS=--quick: in one; docs/performance.md tells more).
	@$(BOOTSTRAP) dev
	$(IN_VENV)/python -m config.bench $(ARGS)

soak: ## Write for long from many processes, and kill the server twenty times, on each database.
	@$(BOOTSTRAP) dev
	$(IN_VENV)/python -m tests.soak

lock: ## Pin the newest versions that pyproject.toml allows and the locks do not already hold.
	@$(BOOTSTRAP) dev
	$(IN_VENV)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock
	$(IN_VENV)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev -c requirements.lock -o requirements-dev.lock
	$(IN_VENV)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra classifier -c requirements.lock -o requirements-classifier.lock
