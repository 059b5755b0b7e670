# Every target does the set-up that it needs, once. `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
NEEDED := $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'

# Install a package where we may, else say the one command to type.
debian = { if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1) >/dev/null; \
	else echo "This needs $(1). On Debian: sudo apt-get install $(1)"; exit 1; fi; }

MEASURED_WITH := wrk nginx libnginx-mod-http-brotli-static

# Containers: Docker where its engine runs, else Podman, which takes the same commands.
ENGINE = $(shell docker info >/dev/null 2>&1 && echo docker || echo podman)
IMAGE = statuscodes
CA = /etc/ssl/certs/ca-certificates.crt
CA_SECRET = --secret id=ca,src=$(CA)
export BUILDAH_FORMAT = docker
export BUILDAH_ISOLATION = chroot

# What the image is tested on: the base that the Dockerfile names; where Docker is not, Debian's Python of the same release.
PINNED = $(shell sed -n 's/^ARG BASE=//p' Dockerfile)
SUITE = $(shell sed -n 's/^ARG BASE=.*-slim-\([a-z]*\)@.*/\1/p' Dockerfile)
TEST_BASE = $(or $(BASE),$(if $(findstring podman,$(ENGINE)),localhost/debian-python:$(SUITE),$(PINNED)))
debootstrapped = { command -v debootstrap >/dev/null || $(call debian,debootstrap); \
	made=$$(mktemp -d) && echo "Making $(TEST_BASE)" \
	&& debootstrap --variant=minbase --include=python3,python3-venv $(SUITE) $$made >$$made.log \
	&& rm -rf $$made/dev/* $$made/var/cache/apt/* $$made/var/lib/apt/lists/* \
	&& tar -C $$made -c . | podman import -q - $(TEST_BASE) && rm -rf $$made $$made.log; }

# All three are settings of the site too: see README.md. make hands CONTENT_EXTRA_DIR on where it is given one.
export CONTENT_DIR ?= content
export VAR_DIR ?= var
CONTENT_FOLDERS := $(CONTENT_DIR) $(CONTENT_EXTRA_DIR)

# What derived things are made of. Folders are named too: their dates tell of removed files.
CONTENT := $(shell find $(CONTENT_FOLDERS:%=%/.) 2>/dev/null)
CODE := $(shell find statuscodes/. -name '*.py')

.DEFAULT_GOAL := help
.PHONY: help run dev test check content messages examples pages bench scale-test audit schema image image-test requirements clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/runtime.stamp ## serve the site on http://127.0.0.1:8000 (PORT=… for another port)
	@$(MANAGE) serve

dev: export DEBUG = true
dev: .venv/runtime.stamp $(VAR_DIR)/database.stamp ## serve for development: reloads code, templates and content
	@$(MANAGE) dev

test: .venv/development.stamp node_modules/.stamp chromium nginx ## run every test, every example of every entry included
	$(BIN)/pytest -n auto $(ARGS)

check: .venv/development.stamp $(VAR_DIR)/database.stamp ## formatting, types, content, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) load_content --check
	$(MANAGE) list_repetitions
	HTTPS=true $(MANAGE) check --deploy --fail-level WARNING

content: .venv/runtime.stamp ## check every entry, and list every problem as file:line
	@$(MANAGE) load_content --check

messages: .venv/runtime.stamp ## count the messages, by the software that prints them
	@$(MANAGE) count_messages

examples: .venv/development.stamp node_modules/.stamp ## run the examples of one entry: make examples CODE=404
	$(BIN)/pytest -q tests/examples/test_examples.py -k "$(CODE)-"

pages: .venv/runtime.stamp $(VAR_DIR)/content.stamp ## build every page as a file, for a file server: $(VAR_DIR)/pages
	@$(MANAGE) collectstatic --noinput -v 0
	@$(MANAGE) build_pages

bench: .venv/development.stamp node_modules/.stamp $(VAR_DIR)/content.stamp servers ## time serving and search, attack the site; writes docs/performance.md, docs/search.md, docs/hostile.md
	$(BIN)/python -m bench.serving
	$(BIN)/python bench/search.py
	$(BIN)/python bench/hostile.py

# What could not be asked about is a failure here (--strict), or a machine without a way to the advisories would find everything clean.
audit: .venv/development.stamp node_modules/.stamp ## known weaknesses of everything that is pinned; asks the advisories of PyPI and npm
	@clean=true; \
	$(BIN)/pip-audit --strict --progress-spinner off --disable-pip --require-hashes -r requirements.txt -r requirements-dev.txt || clean=false; \
	npm audit || clean=false; \
	$$clean || { echo "Not clean: a weakness is known, or the advisories could not be reached; it says above which."; exit 1; }

scale-test: .venv/development.stamp nginx ## kill and restart four copies behind nginx under load; no request may fail
	$(BIN)/python bench/scale.py

schema: .venv/runtime.stamp ## write content/entry.schema.json from the types that check entries
	@$(MANAGE) write_schema

image: engine ## build the container image (IMAGE=… names it, BASE=… another image to build on)
	$(ENGINE) build -t $(IMAGE) $(if $(BASE),--build-arg BASE=$(BASE)) $(if $(wildcard $(CA)),$(CA_SECRET)) \
	  --build-arg VERSION=$$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml) \
	  --build-arg REVISION=$$(git rev-parse HEAD) --build-arg CREATED=$$(git log -1 --format=%cI) .

image-test: .venv/development.stamp base ## build the image, and test it as its users run it
	@$(MAKE) --no-print-directory image IMAGE=$(IMAGE):test BASE=$(TEST_BASE)
	ENGINE=$(ENGINE) IMAGE=$(IMAGE):test BASE=$(TEST_BASE) $(BIN)/pytest -n 0 tests/container $(ARGS)

requirements: .venv/development.stamp ## pin the requirements anew, with hashes
	for file in requirements requirements-dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make requirements' \
	  $$file.in -o $$file.txt; done

clean: ## remove everything that was made here
	rm -rf .venv node_modules var .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(NEEDED) || { echo "Python 3.11 or newer is needed; PYTHON=… names another one"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call debian,python3-venv)
	@$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements.txt | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/development.stamp: requirements-dev.txt | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/runtime.stamp

node_modules/.stamp: package.json package-lock.json
	@node -e 'process.exit(+(parseInt(process.versions.node) < 20))' || { echo "Node.js 20 or newer is needed"; exit 1; }
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

.PHONY: always chromium nginx servers
chromium:
	@command -v chromium >/dev/null || $(call debian,chromium)
nginx:
	@command -v nginx >/dev/null || $(call debian,nginx)
# nginx with its brotli module, to compare with, and wrk to load both.
servers:
	@dpkg -s $(MEASURED_WITH) >/dev/null 2>&1 || $(call debian,$(MEASURED_WITH))

.PHONY: engine base
engine:
	@command -v $(ENGINE) >/dev/null || $(call debian,podman runc)

base: engine
	@[ $(ENGINE) = docker ] || command -v runc >/dev/null || $(call debian,runc)
	@$(ENGINE) image inspect $(TEST_BASE) >/dev/null 2>&1 \
	  || $(if $(or $(BASE),$(findstring docker,$(ENGINE))),$(ENGINE) pull -q $(TEST_BASE),$(debootstrapped))

$(VAR_DIR)/database.stamp: .venv/runtime.stamp $(wildcard statuscodes/migrations/*.py)
	@mkdir -p $(VAR_DIR)
	@$(MANAGE) migrate -v 0
	@touch $@

# Its date tells when other folders were named, and when one of them is there no more.
$(VAR_DIR)/content.name: always
	@mkdir -p $(VAR_DIR)
	@echo "$(wildcard $(CONTENT_FOLDERS))" | cmp -s - $@ || echo "$(wildcard $(CONTENT_FOLDERS))" > $@

$(VAR_DIR)/content.stamp: $(VAR_DIR)/database.stamp $(VAR_DIR)/content.name $(CONTENT) $(CODE)
	@$(MANAGE) load_content
	@touch $@
