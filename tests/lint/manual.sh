#!/bin/sh
# The manual is sound mdoc. MANDOC comes from the Makefile; without mandoc there is nothing to ask.
set -u
top=${srcdir:?run it by make check}
[ -n "${MANDOC-}" ] || {
	echo "mandoc is not installed (see the summary of configure)"
	exit 77
}
exec "$MANDOC" -T lint -W warning "$top"/man/*.[1-8]
