#!/bin/sh
# paseo close without a terminal: who was seen and when, who is still out, and what is refused whole.
. "$(dirname "$0")/script_help.sh"

# It ends with that status, says these words in one line, and nothing was stored.
refused() {
	status=$1 words=$2
	shift 2
	got=0
	before=$("$PASEO" log | wc -l)
	"$PASEO" close "$@" >"$dir/out" 2>"$dir/err" </dev/null || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
	grep -q -e "$words" "$dir/err" || fail "$*: no '$words' in: $(cat "$dir/err")"
	[ "$("$PASEO" log | wc -l)" -eq "$before" ] || fail "$*: something was stored"
}

"$PASEO" settings set zone Europe/Madrid
export TZ=Europe/Madrid
day=$(date -d yesterday +%Y-%m-%d)
offset=$(date -d "$day 12:00" +%:z)
printf 'id,name\np-001,Luna\np-002,Thor\np-003,Kira\np-004,Duc\np-005,Nala\n' | "$PASEO" dogs import - >/dev/null
printf 'id,name,phone\nv-001,Ana,600 1\n' | "$PASEO" volunteers import - >/dev/null
for dog in 1 2 3; do
	"$PASEO" send --dog "p-00$dog" --action exit --time "${day}T10:3$dog:20$offset" --volunteer v-001 >/dev/null
done
"$PASEO" send --dog p-004 --action exit --time "${day}T11:00:00$offset" >/dev/null
"$PASEO" send --dog p-004 --action entry --time "${day}T12:15:00$offset" >/dev/null
"$PASEO" send --dog p-005 --action exit >/dev/null

# One that cannot be so, and nothing of all is recorded.
refused 1 'Luna went out at 10:31:20: 9:00 is not after that' --day "$day" p-002 p-001=9:00
refused 1 "Luna: '24:00' is no time" --day "$day" p-001=24:00
refused 1 "Luna: '18.30' is no time" --day "$day" p-001~18.30
refused 1 "Luna: '' is no time" --day "$day" p-001=
refused 1 "Luna: '' is no time" --day "$day" p-001~
refused 1 "Luna: 'x' is no time" --day "$day" p-001=x p-002
refused 1 "Luna (p-001) is named twice" --day "$day" p-001 p-001=18:30
refused 1 "no dog 'p-009'" --day "$day" p-001=18:30 p-009
refused 1 "no dog '18:30'" --day "$day" 18:30
refused 1 'Duc (p-004) is not out: it came in at 12:15' --day "$day" p-004=18:30
refused 1 'Nala (p-005) went out on a later day' --day "$day" p-005
refused 1 "no volunteer 'v-009'" --day "$day" p-001=18:30 --by v-009
refused 2 'that day has not begun' --day 2099-01-01
refused 2 "'soon'" --day soon
refused 2 'no option --still' --still
"$PASEO" close --help | grep -q 'p-001~18:30 about then' || fail "help"

# Typed, estimated, still out; the report of that day follows.
"$PASEO" close --day "$day" p-001=18:30 p-002~18:00 --by v-001 >"$dir/out" 2>"$dir/err" </dev/null
grep -qx 'paseo: 1 dog is still out: Kira (p-003)' "$dir/err" || fail "still out: $(cat "$dir/err")"
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$(cat "$dir/err")"
grep -q "$day" "$dir/out" || fail "the report: $(cat "$dir/out")"
"$PASEO" log | grep -q '"action":"close","volunteer":"v-001","source":"keyboard","day":"'"$day"'","outcome":"applied"' || fail "closing: $("$PASEO" log | tail -1)"
"$PASEO" report --day "$day" --format json | tr -d '\n ' >"$dir/json"
grep -q '"dog":"p-001",[^}]*"typed_seconds":28720,' "$dir/json" || fail "typed: $(cat "$dir/json")"
grep -q '"dog":"p-002",[^}]*"estimated_seconds":26860,' "$dir/json" || fail "estimated: $(cat "$dir/json")"
"$PASEO" dogs list --format csv | grep -q '^p-003,.*,OUTSIDE,' || fail "still out"

# A day is closed once, and again after a movement of it.
refused 1 "$day is closed already" --day "$day"
refused 1 "$day is closed already" --day "$day" p-003=18:30
"$PASEO" send --dog p-003 --action entry --time "${day}T21:00:00$offset" >/dev/null
"$PASEO" close --day "$day" >/dev/null 2>"$dir/err" </dev/null || fail "again: $(cat "$dir/err")"
[ ! -s "$dir/err" ] || fail "nobody is out: $(cat "$dir/err")"

# Today, through a running station; a return that a policy would ask about is settled by being seen.
"$PASEO" settings set policy.early-return confirm
start_station "$dir/station.err"
"$PASEO" close p-005 >"$dir/out" 2>"$dir/err" </dev/null || fail "with a station: $(cat "$dir/err")"
[ ! -s "$dir/err" ] || fail "with a station: $(cat "$dir/err")"
"$PASEO" dogs list --format csv | grep -q '^p-005,.*,INSIDE,' || fail "with a station: $("$PASEO" dogs list)"
"$PASEO" log | tail -3 | grep -q '"action":"answer",.*"go":true,"reason":"seen in its kennel at the closing"' || fail "$("$PASEO" log | tail -3)"
end_station TERM || fail "SIGTERM: $?"
"$PASEO" verify | grep -q 'no difference' || fail "$("$PASEO" verify)"
