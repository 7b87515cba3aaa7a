#!/bin/sh
# Every header compiles alone, and its guard is named after its path.
# PASEO_CFLAGS and CC come from the Makefile.
set -u
top=${srcdir:?run it by make check}
faults=0

for header in $(cd "$top/include" && find paseo -name '*.h' | LC_ALL=C sort); do
	# Words of flags: $PASEO_CFLAGS and $CC are meant to be split.
	# shellcheck disable=SC2086
	printf '#include <config.h>\n#include "%s"\nextern int header_alone;\n' "$header" |
		$CC $PASEO_CFLAGS -Wall -Wextra -Wpedantic -Werror -c -o /dev/null -x c - || {
		echo "include/$header does not compile alone"
		faults=$((faults + 1))
	}
	guard=$(printf '%s' "$header" | tr 'a-z/.-' 'A-Z___')
	grep -q "^#ifndef $guard\$" "$top/include/$header" || {
		echo "include/$header: its guard should be $guard"
		faults=$((faults + 1))
	}
done

[ "$faults" -eq 0 ] || echo "$faults faults"
[ "$faults" -eq 0 ]
