# `make` lists itself. Every target that needs packages prepares .venv first; a second time that takes no time.

PYTHON ?= python3
IN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test attack test-postgres journeys check fix docs migrations messages bench crash crash-postgres soak demo-reset lock

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: export INNSATS_DEMO = 1
run: ## prepare everything, load the demo the first time, and serve on http://127.0.0.1:8000 (PORT=… for another port)
	@$(PYTHON) bin/prepare
	@$(IN)/innsats run

demo-reset: export INNSATS_DEMO = 1
demo-reset: ## throw the demo's database away; the next `make run` loads a new one
	@$(PYTHON) bin/prepare
	@$(IN)/innsats demo-reset

test: prepared ## the whole suite on SQLite, without browser
	@$(IN)/pytest -q -n 2 -m "not journey" $(ARGS)

attack: export INNSATS_EXAMPLES ?= 100
attack: prepared ## send new things to every form and address, and look for an error of ours (INNSATS_EXAMPLES=500)
	@$(IN)/pytest -q -n 2 tests/attack $(ARGS)

test-postgres: prepared ## all of it that meets a database, on PostgreSQL, started for this and stopped after
	@.ci/postgres $(IN)/pytest -q -n 2 -m "not journey" $(ARGS)

journeys: prepared ## a person's way through the pages, in a real browser (needs chromium)
	@$(IN)/pytest -q -n 2 --dist loadfile -m journey $(ARGS)

check: prepared ## what CI checks before it tests: style, types, import contracts, migrations, words
	@$(IN)/ruff check .
	@$(IN)/mypy
	@$(IN)/lint-imports --verbose
	@INNSATS_MIGRATING=1 $(IN)/django-admin makemigrations --check --dry-run --settings=innsats.settings
	@$(IN)/python -m innsats.web.messages --check

fix: prepared ## mend what the linter can mend
	@$(IN)/ruff check --fix .

docs: prepared ## print those pages of docs/ that are made from the code
	@$(IN)/innsats docs

migrations: prepared ## write the migrations that the models call for (then name them by hand)
	@$(IN)/django-admin makemigrations --settings=innsats.settings $(ARGS)

messages: prepared ## gather the words of the pages into the locale files and compile them
	@$(IN)/python -m innsats.web.messages

bench: prepared ## measure, and print a table beside a bare Django page
	@$(IN)/python -m bench $(ARGS)
	@$(IN)/python -m bench.teams
	@$(IN)/python -m bench.assigning
	@$(IN)/python -m bench.reporting
	@$(IN)/python -m bench.guessing 2>/dev/null
	@$(IN)/python -m bench.receipts --tries 50000 2>/dev/null
	@$(IN)/python -m bench.verifying

crash: prepared ## kill it 300 times, starve it and crowd it while people write, and look for what was lost (SHORT=1)
	@$(IN)/python -m crash $(if $(SHORT),--kills 20 --untimed,$(ARGS))
	@$(IN)/python -m crash.away $(if $(SHORT),--seconds 3 --untimed,)
	@$(IN)/python -m crash.crowd $(if $(SHORT),--forms 30 --seconds 5 --interleavings 30 --untimed,)
	@$(IN)/python -m crash.durable $(if $(SHORT),--forms 50,)
	@$(if $(SHORT),true,$(IN)/python -m crash.rotating)
	@$(IN)/python -m crash.instants $(if $(SHORT),--instants 3 --untimed,)

crash-postgres: prepared ## the same on PostgreSQL, started for this and stopped after
	@.ci/postgres $(MAKE) --no-print-directory crash

soak: prepared ## a steady rate of everything for ten minutes, and what grows meanwhile
	@$(IN)/python -m crash.soak $(ARGS)

lock: ## write the two lock files from pyproject.toml (needs uv; ARGS=--upgrade for newer versions)
	uv pip compile -q --universal --generate-hashes --no-emit-find-links pyproject.toml -o requirements.lock $(ARGS)
	uv pip compile -q --universal --generate-hashes --no-emit-find-links --extra test --extra check --extra journeys \
		-c requirements.lock pyproject.toml -o requirements-dev.lock $(ARGS)

.PHONY: prepared
prepared:
	@$(PYTHON) bin/prepare --dev
