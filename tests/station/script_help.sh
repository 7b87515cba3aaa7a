# What the scripts of this folder share: a folder, database and socket of their own, and a station that is
# ended with them. Read with "." first of all; it sets -eu, $dir and $station ("" none).
# shellcheck shell=sh
set -eu
: "${PASEO:?run it by make check}"
dir=$(mktemp -d)
station=
trap '[ -z "$station" ] || kill "$station" 2>/dev/null || :; rm -rf "$dir"' EXIT
export PASEO_DB="$dir/db/paseo.db" PASEO_SOCKET="$dir/sock"

WAIT_SECONDS=20

fail() {
	echo "$*" >&2
	exit 1
}

# Ask until the command succeeds, up to a deadline.
wait_for() {
	until_s=$(($(date +%s) + WAIT_SECONDS))
	until "$@" >/dev/null 2>&1; do
		[ "$(date +%s)" -lt "$until_s" ] || fail "waited in vain for: $*"
		sleep 0.02
	done
}

# Start a station that says what it has to say in this file, and wait until it listens.
start_station() {
	"$PASEO" station 2>"$1" &
	station=$!
	wait_for grep -q "station on $PASEO_SOCKET" "$1"
}

# end_station SIGNAL: its status is what the station ended with.
end_station() {
	ended=0
	kill "-$1" "$station"
	wait "$station" 2>/dev/null || ended=$?
	station=
	return "$ended"
}
