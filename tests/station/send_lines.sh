#!/bin/sh
# paseo send: one answer line for each line, in order, with a station and without one.
. "$(dirname "$0")/script_help.sh"

awk 'BEGIN { print "id,name"; for (i = 1; i <= 300; i++) printf "p-%03d,Dog %d\n", i, i }' |
	"$PASEO" dogs import - >/dev/null
printf 'id,name\nv-001,Ana\nv-002,Pau\n' | "$PASEO" volunteers import - >/dev/null

send_all() {
	# Both vocabularies, blank lines, CR LF, bad lines, no newline at the end.
	printf '{"dog":"p-001","action":"exit","id":"%s-1"}\r\n\n  \t\n{"id_perro":"p-002","accion":"SALIDA"}\n{"dog":\n{"dog":"p-999","action":"exit"}\nxx' "$1" >"$dir/in"
	rc=0
	"$PASEO" send <"$dir/in" >"$dir/out" 2>"$dir/err" || rc=$?
	[ "$rc" -eq 1 ] || fail "exit $rc"
	[ "$(wc -l <"$dir/out")" -eq 5 ] || fail "$(cat "$dir/out")"
	sed -n 1p "$dir/out" | grep -q "\"id\":\"$1-1\"" || fail "first: $(cat "$dir/out")"
	sed -n 2p "$dir/out" | grep -q '"nuevo_estado":"FUERA"' || fail "second: $(cat "$dir/out")"
	sed -n 3p "$dir/out" | grep -q '"rejected".*"error"' || fail "third: $(cat "$dir/out")"
	sed -n 4p "$dir/out" | grep -q '"unknown"' || fail "fourth: $(cat "$dir/out")"
	sed -n 5p "$dir/out" | grep -q '"rejected"' || fail "fifth: $(cat "$dir/out")"

	# A line of 1 MiB is answered, and so is the one behind it.
	{
		awk 'BEGIN { printf "{\"dog\":\"p-001\",\"reason\":\""; for (i = 0; i < 1048576; i++) printf "x"; print "\"}" }'
		echo '{"dog":"p-003","action":"exit"}'
	} >"$dir/in"
	"$PASEO" send <"$dir/in" >"$dir/out" 2>"$dir/err" && fail "a line of 1 MiB was taken"
	[ "$(wc -l <"$dir/out")" -eq 2 ] || fail "$(cut -c 1-200 "$dir/out")"
	grep -q '"dog":"p-003"' "$dir/out" || fail "$(cut -c 1-200 "$dir/out")"

	# Many at once, each answered once and in order.
	awk -v p="$1" 'BEGIN { for (i = 10; i <= 300; i++) printf "{\"id\":\"%s-n%d\",\"dog\":\"p-%03d\",\"action\":\"%s\"}\n", p, i, i, p == "a" ? "exit" : "entry" }' >"$dir/in"
	"$PASEO" send <"$dir/in" >"$dir/out" || fail "291 events"
	sed 's/.*"id":"\([^"]*\)".*/\1/' "$dir/out" >"$dir/ids"
	sed 's/.*"id":"\([^"]*\)".*/\1/' "$dir/in" | diff - "$dir/ids" >/dev/null || fail "order"

	# More than fits any pipe, and nobody reads the answers for a while.
	awk -v p="$1" 'BEGIN { for (i = 1; i <= 20000; i++) printf "{\"dog\":\"x\",\"action\":\"exit\",\"id\":\"%s-x%d\"}\n", p, i }' >"$dir/in"
	rm -f "$dir/pipe" && mkfifo "$dir/pipe"
	"$PASEO" send <"$dir/in" >"$dir/pipe" &
	sender=$!
	exec 4<"$dir/pipe"
	[ -z "$station" ] || "$PASEO" send --dog p-007 --action scan >/dev/null || fail "one who is not read stops others"
	sed 's/.*"id":"\([^"]*\)".*/\1/' <&4 >"$dir/ids"
	exec 4<&-
	wait "$sender" || fail "20000 events"
	sed 's/.*"id":"\([^"]*\)".*/\1/' "$dir/in" | diff - "$dir/ids" >/dev/null || fail "order of 20000"

	# Who closes the pipe early ends the sender without a word.
	sed "s/-x/-y/" "$dir/in" | {
		rc=0
		"$PASEO" send 2>"$dir/err" || rc=$?
		echo "$rc" >"$dir/rc"
	} | head -1 >"$dir/out"
	[ "$(cat "$dir/rc")" -eq 1 ] || fail "a closed pipe: exit $(cat "$dir/rc")"
	[ ! -s "$dir/err" ] || fail "a closed pipe: $(cat "$dir/err")"

	# Interactive: the answer comes before the next line is sent.
	rm -f "$dir/pipe" "$dir/out" && mkfifo "$dir/pipe"
	"$PASEO" send <"$dir/pipe" >"$dir/out" &
	sender=$!
	exec 3>"$dir/pipe"
	echo '{"dog":"p-004","action":"scan","time":"2026-01-01T10:00:00+01:00"}' >&3
	wait_for test -s "$dir/out"
	exec 3>&-
	wait "$sender" || fail "interactive"

	# From options; what was said twice counts once.
	"$PASEO" send --dog p-005 --action exit --id "$1-o" | grep -q applied || "$PASEO" log | tail -3
	"$PASEO" send --dog p-005 --action exit --id "$1-o" | grep -q '"outcome":"duplicate","first":' || fail "duplicate"
	"$PASEO" send --dog p-005 --action entry | grep -q '"state":"INSIDE"' || fail "entry"
	"$PASEO" send --action dance --dog p-005 >/dev/null && fail "a dance was taken"
	rc=0
	"$PASEO" send --go --no --of x 2>/dev/null || rc=$?
	[ "$rc" -eq 2 ] || fail "--go --no: $rc"
	rc=0
	"$PASEO" send p-001 2>/dev/null </dev/null || rc=$?
	[ "$rc" -eq 2 ] || fail "a word: $rc"

	# A badge read by hand, the recall and the closing of a day, from options.
	"$PASEO" send --dog p-001 --action entry >/dev/null
	"$PASEO" send --volunteer "v-10$2" | grep -q '"outcome":"unknown"' || fail "a volunteer that is not there"
	"$PASEO" send --volunteer "v-00$2" | grep -q '"outcome":"applied"' || fail "a badge read by hand"
	"$PASEO" send --action recall --go --reason storm --volunteer v-001 | grep -q '"outcome":"applied"' || fail "recall"
	"$PASEO" send --action recall --go >/dev/null || fail "recall again"
	"$PASEO" send --dog p-008 --action entry >/dev/null
	"$PASEO" send --dog p-008 --action exit | grep -q '"ask":"recall"' || fail "an exit while everyone is called back"
	"$PASEO" send --action recall --no | grep -q '"outcome":"applied"' || fail "lifted"
	"$PASEO" send --action close --day 2026-03-0$2 --volunteer v-001 | grep -q '"outcome":"applied"' || fail "close"
	"$PASEO" send --action close --day 2099-01-01 >/dev/null && fail "a day that has not begun was closed"
	"$PASEO" send --action close --day soon >/dev/null && fail "a day that is none was closed"
	"$PASEO" log | tail -n 1 | grep -q '"action":"close"' || fail "$("$PASEO" log | tail -n 1)"
	"$PASEO" log | grep -q '"action":"recall",.*"go":true,"reason":"storm"' || fail "the recall in the log"
	"$PASEO" log | grep -q '"action":"close","volunteer":"v-001",.*"day":"2026-03-0'"$2" || fail "the day in the log"
}

send_all a 1

start_station "$dir/station.err"
send_all b 2

# Reads see what was answered before them; a second station is refused and says who.
"$PASEO" dogs list --format json | grep -q '"state": "OUTSIDE"' || fail "list"
"$PASEO" station 2>"$dir/err" && fail "a second station"
grep -q "$station" "$dir/err" || fail "not said who: $(cat "$dir/err")"
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$(cat "$dir/err")"
grep -q 'end it first.*paseo send' "$dir/err" || fail "not said what to do: $(cat "$dir/err")"

# Killed, it loses nothing that was answered; who was sending is told.
rm -f "$dir/pipe" "$dir/out" && mkfifo "$dir/pipe"
"$PASEO" send <"$dir/pipe" >"$dir/out" 2>"$dir/err" &
sender=$!
exec 3>"$dir/pipe"
echo '{"id":"last","dog":"p-006","action":"exit"}' >&3
wait_for test -s "$dir/out"
end_station KILL || :
rc=0
wait "$sender" || rc=$?
exec 3>&-
[ "$rc" -eq 1 ] || fail "the sender ended with $rc"
grep -q '1 of 1' "$dir/err" || fail "$(cat "$dir/err")"
[ "$("$PASEO" log | grep -c '"id":"last"')" -eq 1 ] || fail "the last event"
"$PASEO" verify | grep -q 'no difference' || fail "verify"

# The log of a day is in order of seq, late events where they were told.
printf '%s\n' '{"dog":"p-020","action":"exit","time":"2026-03-03T12:00:00+01:00"}' \
	'{"dog":"p-021","action":"exit","time":"2026-03-03T11:00:00+01:00"}' \
	'{"dog":"p-022","action":"exit","time":"2026-03-03T13:00:00+01:00"}' | "$PASEO" send >/dev/null
"$PASEO" log --day 2026-03-03 | sed 's/.*"dog":"\([^"]*\)".*/\1/' | tr '\n' ' ' >"$dir/out"
[ "$(cat "$dir/out")" = "p-020 p-021 p-022 " ] || fail "log of a day: $(cat "$dir/out")"
"$PASEO" log --day 2026-03-03 --limit 1 | grep -q p-020 || fail "log of a day, the first"

# The log in parts.
[ "$("$PASEO" log --since 5 --limit 3 | sed 's/.*"seq":\([0-9]*\).*/\1/' | tr '\n' ' ')" = "6 7 8 " ] || fail "log"
[ "$("$PASEO" log --follow --since 5 --limit 3 2>"$dir/err" | sed 's/.*"seq":\([0-9]*\).*/\1/' | tr '\n' ' ')" = "6 7 8 " ] || fail "log --follow"
grep -q 'no station runs' "$dir/err" || fail "$(cat "$dir/err")"
rc=0
"$PASEO" log --follow --day 2026-03-03 2>"$dir/err" || rc=$?
[ "$rc" -eq 2 ] && [ "$(wc -l <"$dir/err")" -eq 1 ] || fail "--follow --day: $rc $(cat "$dir/err")"

# Several short commands at once wait for each other.
for i in 1 2 3 4 5; do
	"$PASEO" send --dog "p-10$i" --action exit --id "together-$i" >"$dir/o$i" 2>&1 &
	eval "job$i=$!"
done
for i in 1 2 3 4 5; do
	eval "wait \$job$i" || fail "together: $(cat "$dir/o$i")"
done
[ "$("$PASEO" log | grep -c '"id":"together-')" -eq 5 ] || fail "together"
