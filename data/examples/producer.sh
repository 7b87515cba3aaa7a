#!/bin/sh
# producer.sh - gives a station one event over HTTP, with curl, until it is answered.
#
#     PASEO_URL=http://127.0.0.1:8080 PASEO_TOKEN=... ./producer.sh p-001 exit
#
# The id is made once, before the first try: however often it is sent again, the event counts once.
# The token is made at the station: paseo tokens add gate-2 --may send
set -eu

dog=${1:?usage: producer.sh DOG exit|entry|scan}
action=${2:?usage: producer.sh DOG exit|entry|scan}
url=${PASEO_URL:-http://127.0.0.1:8080}
token=${PASEO_TOKEN:?PASEO_TOKEN is the token that paseo tokens add has shown}
tries=${PASEO_TRIES:-10}

id=$(cat /proc/sys/kernel/random/uuid)
event=$(printf '{"id":"%s","dog":"%s","action":"%s","station":"gate-2","time":"%s"}' \
	"$id" "$dog" "$action" "$(date +%Y-%m-%dT%H:%M:%S%:z)")

# The token goes by a file, not by an argument that everybody on this machine can read.
headers=$(mktemp)
reply=$(mktemp)
trap 'rm -f "$headers" "$reply"' EXIT
printf 'Authorization: Bearer %s\nContent-Type: application/json\n' "$token" >"$headers"

while :; do
	status=$(curl -s -o "$reply" -w '%{http_code}' --max-time 10 -H "@$headers" \
		--data-binary "$event" "$url/events") || status=000
	case $status in
	# Answered: on the disk, whatever became of it (see "outcome").
	200)
		cat "$reply"
		exit 0
		;;
	# Not reached, too much at once, or busy: the same again, a little later.
	000 | 429 | 503) ;;
	# Sending it again would not help.
	*)
		echo "producer.sh: $status $(cat "$reply")" >&2
		exit 1
		;;
	esac
	tries=$((tries - 1))
	[ "$tries" -gt 0 ] || {
		echo "producer.sh: not answered ($status); send it again with the id $id" >&2
		exit 1
	}
	sleep 1
done
