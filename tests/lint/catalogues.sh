#!/bin/sh
# Every message of the sources stands in every catalogue, translated and not fuzzy.
# "make update-po" brings in what is missing.
set -u
cd "${srcdir:?run it by make check}" || exit 99
faults=0
template=$(mktemp)
trap 'rm -f "$template"' EXIT

# Words of flags: $XGETTEXT_FLAGS is meant to be split.
# shellcheck disable=SC2086
find src -name '*.c' | LC_ALL=C sort | "$XGETTEXT" $XGETTEXT_FLAGS -f - -o "$template" || exit 99
for catalogue in data/po/*.po; do
	msgcmp "$catalogue" "$template" || {
		echo "$catalogue lacks messages: make update-po, then translate"
		faults=$((faults + 1))
	}
done

[ "$faults" -eq 0 ]
