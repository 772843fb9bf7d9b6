# One command each; everything is installed into .venv first.

PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8000
PROCESSES ?= 2
RUN    := $(VENV)/bin

.PHONY: demo test check mutants bench reference format clean

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,check]'
	touch $@

demo: $(VENV)/installed
	$(RUN)/jeugdspoor demo --port $(PORT)

test: $(VENV)/installed
	$(RUN)/pytest -n auto

check: $(VENV)/installed
	$(RUN)/ruff format --check
	$(RUN)/ruff check
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python tools/audit.py constraints.txt

$(VENV)/mutating: $(VENV)/installed
	$(RUN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,mutate]'
	touch $@

mutants: $(VENV)/mutating
	$(RUN)/python tools/mutants.py --processes $(PROCESSES) $(if $(ONLY),--only '$(ONLY)')

bench: $(VENV)/installed
	$(RUN)/python -m bench $(if $(SHORT),--short) $(if $(ONLY),--only $(ONLY))

reference: $(VENV)/installed
	$(RUN)/jeugdspoor reference events > docs/reference/events.md

format: $(VENV)/installed
	$(RUN)/ruff format
	$(RUN)/ruff check --fix

clean:
	rm -rf $(VENV) build *.egg-info
