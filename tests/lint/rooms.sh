#!/bin/sh
# The rooms stand on one another: a file includes only its own room and those below it, no two
# files include each other, and each outside library is known to one file.
set -eu
cd "${srcdir:-$(dirname "$0")/../..}"

# An awk program, not a string that the shell should fill in.
# shellcheck disable=SC2016
find src include -name '*.[ch]' | LC_ALL=C sort | xargs awk '
BEGIN {
	# From the ground up; rooms of one height know nothing of each other.
	height["base"] = 0; height["queue"] = 1; height["producers"] = 2; height["brain"] = 2
	height["store"] = 3; height["subscribers"] = 3; height["station"] = 4; height["report"] = 4
	height["board"] = 5; height["commands"] = 6; height["main"] = 7

	owner["curses.h"] = "src/board/screen.c"
	owner["sqlite3.h"] = "src/store/sql.c"
	owner["uv.h"] = "src/base/loop.c"
	owner["jansson.h"] = "src/base/jdoc.c"
	owner["utf8proc.h"] = "src/base/text.c"
	owner["xxhash.h"] = "src/base/hash.c"
	owner["libintl.h"] = "src/base/language.c"
	owner["cairo.h"] = "src/report/labels_draw.c"
	owner["zint.h"] = "src/report/labels_code.c"
	owner["ini.h"] = "src/base/config.c"
	owner["gnutls/gnutls.h"] = "src/base/secret.c"
	owner["microhttpd.h"] = "src/producers/http.c"
	alias["ncurses.h"] = alias["ncursesw/curses.h"] = alias["ncursesw/ncurses.h"] = "curses.h"
	alias["cairo-pdf.h"] = alias["cairo-svg.h"] = "cairo.h"
	alias["term.h"] = alias["panel.h"] = alias["menu.h"] = alias["form.h"] = "curses.h"
	alias["gnutls/crypto.h"] = "gnutls/gnutls.h"
}

function fault(text) {
	print FILENAME ":" FNR ": " text
	faults++
}

# "src/board/paint.c" and "include/paseo/board/paint.h" are one module, "board/paint".
function module_of(path) {
	sub(/^src\//, "", path)
	sub(/^(include\/)?paseo\//, "", path)
	sub(/\.[ch]$/, "", path)
	return path
}

function room_of(module) {
	return module == "main" ? "main" : substr(module, 1, index(module, "/") - 1)
}

FNR == 1 {
	here = module_of(FILENAME)
	room = room_of(here)
	if (!(room in height))
		fault("no such room: " room)
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
	name = $0
	sub(/^[^<"]*[<"]/, "", name)
	sub(/[>"].*$/, "", name)
	if (name ~ /^paseo\//) {
		there = module_of(name)
		below = room_of(there)
		if (!(below in height))
			fault("no such room: " name)
		else if (below == "station" && room != "station" && room != "commands" && \
			 here != "board/screen" && room != "main")
			fault("only commands/ and board/screen may know station/: " name)
		else if (below != room && height[below] >= height[room])
			fault(room "/ stands no higher than " below "/ and may not include " name)
		# Only headers are included, so only among them can there be a circle.
		if (FILENAME ~ /\.h$/) {
			edge[here, there] = FILENAME ":" FNR
			known[here] = known[there] = 1
		}
	} else {
		if (name in alias)
			name = alias[name]
		if (name in owner && owner[name] != FILENAME)
			fault("only " owner[name] " may know " name)
		else if ($0 ~ /"/ && name != "config.h")
			fault("include it as \"paseo/ROOM/NAME.h\": " name)
	}
}

END {
	# Take away modules that include nothing any more, or that nothing includes: what is left
	# stands in circles or between two.
	do {
		taken = 0
		for (m in known) {
			out = into = 0
			for (n in known) {
				out += (m, n) in edge
				into += (n, m) in edge
			}
			if (!out || !into) {
				delete known[m]
				taken = 1
			}
		}
	} while (taken)
	for (m in known)
		for (n in known)
			if ((m, n) in edge) {
				print edge[m, n] ": part of a circle of includes: " m " -> " n
				faults++
			}
	if (faults)
		print faults " faults"
	exit faults > 0
}'
