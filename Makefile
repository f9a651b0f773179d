# sohoa: `make demo` shows it, `make test` proves it. Both install what is missing (Debian 12, 13; root or sudo).
PYTHON ?= python3
PY = .venv/bin/python
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT = $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get

RUN_PACKAGES = python3 python3-venv tesseract-ocr tesseract-ocr-vie
TEST_PACKAGES = $(RUN_PACKAGES) default-jdk-headless maven poppler-utils fonts-croscore fonts-liberation2 fonts-dejavu-core softhsm2 postgresql openssl
# Compiled once: where nothing can be written beside the sources, each command would compile them all again.
COMPILE = $(PY) -m compileall -q cli.py commands digitize ocr signing storage
BENCH_PACKAGES = $(RUN_PACKAGES) poppler-utils tesseract-ocr-osd ghostscript unpaper pngquant

.PHONY: demo test check services servers bench samples clean

demo: .tools/run-packages .venv/run
	@sh samples/demo.sh

test: .tools/test-packages .venv/test .tools/versitygw-v1.7.0
	$(PY) -m pytest

check: .venv/test
	.venv/bin/ruff format .
	.venv/bin/ruff check .
	.venv/bin/mypy

services: .tools/test-packages .venv/test .tools/versitygw-v1.7.0
	$(PY) -m tests.services.run

servers: .tools/test-packages .venv/test .tools/versitygw-v1.7.0
	@sh samples/servers.sh

bench: .tools/bench-packages .venv/bench
	$(PY) -m bench.peers

samples: .tools/test-packages .venv/test
	$(PY) -m samples.make

clean:
	rm -rf .venv .demo .tools build *.egg-info

.tools/%-packages:
	@mkdir -p .tools
	@set -e; missing=""; \
	for package in $($(shell echo $* | tr a-z A-Z)_PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then echo "installing:$$missing"; $(APT) update -q; $(APT) install -q -y --no-install-recommends $$missing; fi
	@touch $@

.tools/versitygw-%:
	sh tests/services/versitygw.sh

.venv/pip: | .tools/run-packages
	$(PYTHON) -c 'import sys; sys.exit("sohoa needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: pyproject.toml constraints.txt | .venv/pip
	$(PY) -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	$(COMPILE)
	@touch $@

.venv/test: pyproject.toml constraints.txt | .venv/pip
	$(PY) -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[test]'
	$(COMPILE)
	@touch $@ .venv/run

.venv/bench: pyproject.toml constraints.txt | .venv/pip
	$(PY) -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[test]'
	$(COMPILE)
	$(PYTHON) -m venv .venv/peers
	.venv/peers/bin/python -m pip install -q --disable-pip-version-check -c bench/peers.txt ocrmypdf
	@touch $@ .venv/test .venv/run
