# make run   sets everything up and serves http://127.0.0.1:8000/ with demo content
# make test  sets everything up and runs every test on SQLite and PostgreSQL, with a real browser
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python
ifdef PORT
export PORT
endif

.DEFAULT_GOAL := help
.PHONY: help run test search-server lint format messages requirements bench bench-text bench-search clean

help: ## what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /' | sort

run: ## set everything up and serve the site with demo content
	@$(PYTHON) tools/run_site.py

test: ## set everything up and run all tests (SQLite, PostgreSQL, browser)
	@$(PYTHON) tools/run_tests.py

search-server: ## start a real Elasticsearch for development and print the SEARCH_URL to set (JDK 17, Maven)
	@$(PYTHON) tools/search_server.py

lint: ## style, types, templates, migrations
	@$(PYTHON) tools/environment.py requirements-dev.txt
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -m djlint --lint --quiet templates
	DJANGO_SETTINGS_MODULE=portal.settings.dev $(VENV_PYTHON) manage.py makemigrations --check --dry-run

format: ## format code
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

messages: ## merge and compile the message catalogues
	$(VENV_PYTHON) manage.py merge_messages

requirements: ## resolve the locks anew
	.venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 requirements.in -o requirements.txt
	.venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 -c requirements.txt requirements-dev.in -o requirements-dev.txt

bench: ## figures of speed and size (docs/performance.md)
	@$(PYTHON) tools/environment.py requirements-dev.txt
	$(VENV_PYTHON) bench/run.py

bench-search: ## how well and how fast the search answers labelled questions (docs/search.md)
	@$(PYTHON) tools/environment.py requirements-dev.txt
	$(VENV_PYTHON) bench/search_engines.py

bench-text: ## figures of reading text
	@$(PYTHON) tools/environment.py requirements-dev.txt
	$(VENV_PYTHON) bench/bench_text.py

clean: ## remove the environment, databases and uploaded files of development
	rm -rf .venv var media static-collected
