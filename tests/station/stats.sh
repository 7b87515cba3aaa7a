#!/bin/sh
# Figures of many days on the command line: periods, formats, separators, and input that cannot be.
. "$(dirname "$0")/script_help.sh"

# refuse STATUS WORDS ARGUMENT...: one line on standard error, nothing on standard output.
refuse() {
	status=$1 words=$2
	shift 2
	got=0
	"$PASEO" "$@" >"$dir/out" 2>"$dir/err" || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
	grep -q -e "$words" "$dir/err" || fail "$*: no '$words' in: $(cat "$dir/err")"
	[ ! -s "$dir/out" ] || fail "$*: wrote $(cat "$dir/out")"
}

refuse 1 "no database at" stats
"$PASEO" settings set zone Europe/Madrid
"$PASEO" settings set shelter 'La Ribera'
printf 'id,name,kennel,target_min\np-001,Luna,A1,60\np-002,"Thor; el rojo",B2,\n' | "$PASEO" dogs import - >/dev/null
"$PASEO" send >/dev/null <<'END'
{"dog":"p-001","action":"exit","time":"2026-10-24T10:00:00+02:00"}
{"dog":"p-001","action":"entry","time":"2026-10-24T10:45:30+02:00"}
{"dog":"p-002","action":"exit","time":"2026-10-25T01:30:00+02:00"}
{"dog":"p-002","action":"entry","time":"2026-10-25T02:30:00+01:00"}
END

refuse 2 "'tomorrow'" stats --day tomorrow
refuse 2 "'2026-02-30'" stats --from 2026-02-30
refuse 2 "from is after --to" stats --from 2026-10-25 --to 2026-10-24
refuse 2 "do not go together" stats --day 2026-10-25 --to 2026-10-24
refuse 2 "dog, day, weekday, hour, volunteer, kennel, level, not 'colour'" stats --by colour
refuse 2 "more than 40000 days" stats --from 1970-01-01 --to 2200-01-01
refuse 2 "csv-separator" stats --format csv --csv-separator '|'
refuse 2 "csv-separator" dogs list --format csv --csv-separator ''
refuse 2 "'html'" stats --format html
refuse 2 "width" stats --width 7

# The usual period ends today and says so; it holds none of these walks or all of them.
"$PASEO" stats >"$dir/text"
grep -q '^La Ribera: figures of the last 30 days, ' "$dir/text" || fail "$(cat "$dir/text")"

period="--from 2026-10-24 --to 2026-10-25"
# Words of options.
# shellcheck disable=SC2086
{
	"$PASEO" stats $period >"$dir/text"
	"$PASEO" stats $period --format json >"$dir/json"
	"$PASEO" stats $period --by dog --format csv >"$dir/comma"
	"$PASEO" stats $period --by dog --format csv --csv-separator ';' >"$dir/semicolon"
	"$PASEO" stats $period --by hour --plain >"$dir/plain"
}
grep -q '^La Ribera: figures of 2 days, 2026-10-24 to 2026-10-25$' "$dir/text" || fail "$(cat "$dir/text")"
grep -q '^2 walking days, 2 walks, 2 h 45 min in all; 2 dogs walked, 2 are there$' "$dir/text" || fail "$(cat "$dir/text")"
grep -q '"walk_seconds": 9930' "$dir/json" || fail "$(cat "$dir/json")"
grep -q '^dog,p-001,Luna,1,2730,2730,2730,2730,2026-10-24,1,0,0,,7200,37$' "$dir/comma" || fail "$(cat "$dir/comma")"
grep -q '^dog;p-002;"Thor; el rojo";1;7200;' "$dir/semicolon" || fail "$(cat "$dir/semicolon")"
grep -q '01:00 .*####' "$dir/plain" || fail "$(cat "$dir/plain")"
LC_ALL=C grep -q '[^ -~]' "$dir/plain" && fail "plain is not ASCII: $(cat "$dir/plain")"

# Another zone here changes nothing; a terminal without UTF-8 gets ASCII.
# shellcheck disable=SC2086
TZ=Asia/Tokyo "$PASEO" stats $period --format json | diff "$dir/json" - || fail "another zone"
# shellcheck disable=SC2086
LC_ALL=C "$PASEO" stats $period --by dog | LC_ALL=C grep -q '[^ -~]' && fail "not ASCII in the locale C"

# Lists write the same separators.
"$PASEO" dogs list --format csv --csv-separator ';' | grep -q '^p-002;"Thor; el rojo";B2;' || fail "dogs list"
"$PASEO" settings list --format csv --csv-separator ';' | grep -q "^shelter;La Ribera;" || fail "settings list"
exit 0
