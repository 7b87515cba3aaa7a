#!/bin/sh
# Makefile.am names every source, header, test, schema, catalogue and page that there is.
set -eu
cd "${srcdir:-$(dirname "$0")/../..}"
faults=0
words=$(awk '{ for (i = 1; i <= NF; i++) print $i }' Makefile.am)

# No file name here has a blank in it.
# shellcheck disable=SC2044
for file in $(find src include tests man data/schema data/po -type f ! -name '*~' ! -name '*.pot'); do
	case $file in
	tests/*/*.c) name=${file%.c} ;;
	data/po/*.po) name=locale/$(basename "$file" .po)/LC_MESSAGES/paseo.mo ;;
	*) name=$file ;;
	esac
	# The file, the program made from it, or a folder that is taken whole.
	if ! printf '%s\n' "$words" | grep -qxF -e "$name" -e "$file" -e "${file%/*}"; then
		echo "$file is not in Makefile.am"
		faults=$((faults + 1))
	fi
done

# A list that ends too early leaves its last names to the rule before it, as commands.
lost=$(awk '/^\t(src|include|tests|man|data)\/[^ ]*( \\)?$/ && before !~ /\\$/ { print $1 } { before = $0 }' Makefile.am)
for name in $lost; do
	echo "$name is in no list of Makefile.am: the line before it has no backslash"
	faults=$((faults + 1))
done

[ "$faults" -eq 0 ] || echo "$faults faults"
[ "$faults" -eq 0 ]
