#!/bin/sh
# The report of a day that is past: text, JSON and CSV say the same.
. "$(dirname "$0")/script_help.sh"

"$PASEO" settings set zone Europe/Madrid
printf 'id,name\np-001,Luna\np-002,Thor\np-003,\303\221oqui\n' | "$PASEO" dogs import - >/dev/null
printf 'id,name\nv-001,N\303\272ria\n' | "$PASEO" volunteers import - >/dev/null
"$PASEO" send >/dev/null <<'END'
{"dog":"p-001","action":"exit","source":"nfc","time":"2026-10-24T10:00:00+02:00","volunteer":"v-001"}
{"dog":"p-001","action":"entry","source":"nfc","time":"2026-10-24T10:45:30+02:00"}
{"dog":"p-002","action":"exit","time":"2026-10-25T01:30:00+02:00"}
{"dog":"p-002","action":"entry","time":"2026-10-25T03:30:00+01:00","estimated":true}
END

"$PASEO" report --day 2026-10-24 >"$dir/text"
grep -q 'Saturday 2026-10-24' "$dir/text" || fail "$(cat "$dir/text")"
grep -q " Luna  *1  *45  *10:00  *10:45  *Núria" "$dir/text" || fail "$(cat "$dir/text")"
[ "$("$PASEO" report --day 2026-10-24 --width 60 | awk '{ if (length($0) > n) n = length($0) } END { print n }')" -le 61 ] || fail "width"

# One is not many.
grep -q '^3 dogs, 1 walked, 1 walk, 45 min in all$' "$dir/text" || fail "$(cat "$dir/text")"
"$PASEO" verify | grep -q '^7 events, 2 walks, no difference$' || fail "$("$PASEO" verify)"

# Days are the shelter's, whatever zone this terminal is in: the walks of 01:30 are of the 25th.
for zone in Asia/Tokyo America/Los_Angeles UTC; do
	TZ=$zone "$PASEO" report --day 2026-10-25 --format json >"$dir/there"
	"$PASEO" report --day 2026-10-25 --format json | diff - "$dir/there" >/dev/null || fail "report in $zone: $(cat "$dir/there")"
	[ "$(TZ=$zone "$PASEO" log --day 2026-10-25 | wc -l)" -eq 2 ] || fail "log in $zone"
	TZ=$zone "$PASEO" dogs list --format json | grep -q '"since": "2026-10-25T03:30:00.000+01:00"' || fail "list in $zone"
	TZ=$zone "$PASEO" verify | grep -q 'no difference' || fail "verify in $zone: $(TZ=$zone "$PASEO" verify)"
done

# The clock went back that night: three hours of walk between 01:30 and 03:30.
"$PASEO" report --day 2026-10-25 --format json >"$dir/json"
grep -q '"estimated_seconds": 10800' "$dir/json" || fail "$(cat "$dir/json")"
grep -q '"days_since": 1' "$dir/json" || fail "$(cat "$dir/json")"
grep -q '"days_since": null' "$dir/json" || fail "$(cat "$dir/json")"

# Of one dog or volunteer, by id or by name as it may be written; nobody is guessed.
"$PASEO" history luna --from 2026-10-01 >"$dir/history"
grep -q '^Luna (p-001): 2026-10-01 to ' "$dir/history" || fail "$(cat "$dir/history")"
grep -q ' 2026-10-24  10:00  10:45   45  Núria$' "$dir/history" || fail "$(cat "$dir/history")"
"$PASEO" history v-001 --all | grep -q ' 2026-10-24  10:00  10:45   45  Luna$' || fail "$("$PASEO" history v-001 --all)"
"$PASEO" history p-002 --day 2026-10-25 --format json | grep -q '"in_known": "estimated"' || fail "json of p-002"
"$PASEO" history p-002 --all --format csv | grep -q '^2026-10-25,p-002,walk,.*,10800,measured,estimated,,,$' || fail "$("$PASEO" history p-002 --all --format csv)"
"$PASEO" history p-001 | head -n 1 | grep -q 'the last 30 days' || fail "$("$PASEO" history p-001)"
if "$PASEO" history thot >"$dir/out" 2>"$dir/err"; then fail "thot is a dog"; fi
grep -q "^paseo: there is no dog or volunteer 'thot' (is it Thor, p-002?)" "$dir/err" || fail "$(cat "$dir/err")"
[ ! -s "$dir/out" ] || fail "a guess: $(cat "$dir/out")"

# Several days: CSV has one header, JSON is an array.
"$PASEO" report --from 2026-10-24 --to 2026-10-25 --format csv >"$dir/csv"
[ "$(wc -l <"$dir/csv")" -eq 7 ] || fail "$(cat "$dir/csv")"
grep -q '^2026-10-24,p-001,Luna,INSIDE,1,2730,2730,0,0,2026-10-24T10:00:00.000+02:00,2026-10-24T10:45:30.000+02:00,v-001$' "$dir/csv" || fail "$(cat "$dir/csv")"
[ "$("$PASEO" report --from 2026-10-24 --to 2026-10-25 --format json | grep -c '"day":')" -eq 2 ] || fail "two days"
