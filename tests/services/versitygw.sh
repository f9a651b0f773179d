#!/bin/sh
# versitygw (Apache-2.0): about a minute on two cores.
exec sh "$(dirname "$0")/built.sh" versitygw github.com/versity/versitygw/cmd/versitygw v1.7.0
