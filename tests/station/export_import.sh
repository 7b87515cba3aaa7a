#!/bin/sh
# Everything out into a folder of CSV and back into an empty database, with nothing changed; and no half
# folder or database where that cannot be.
. "$(dirname "$0")/script_help.sh"

# refuse WORDS COMMAND...: exit 1 and one line on standard error.
refuse() {
	words=$1
	shift
	got=0
	"$@" >"$dir/out" 2>"$dir/err" || got=$?
	[ "$got" -eq 1 ] || fail "$*: exit $got: $(cat "$dir/out" "$dir/err")"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
	grep -q -e "$words" "$dir/err" || fail "$*: no '$words' in: $(cat "$dir/err")"
}

"$PASEO" settings set zone Europe/Madrid
"$PASEO" settings set shelter 'La "Ribera"; sur'
printf 'id,name,kennel,level,traits,note,tag\np-001,Luna,A1,green,,"tira, luego no",04A1B2 QR-1\np-002,\303\221oqui,A2,red,reactive,,\np-003,Rex,,,reactive,,\n' | "$PASEO" dogs import - >/dev/null
printf 'id,name,level,badge\nv-001,N\303\272ria,red,B-1\n' | "$PASEO" volunteers import - >/dev/null
"$PASEO" dogs archive p-003 >/dev/null
"$PASEO" dogs edit p-003 --note "back again" >/dev/null
"$PASEO" send >"$dir/answers" <<'END' || true
{"action":"roster","holds":[{"dog":"p-001","reason":"puntos; dos","until":"2026-12-30"}],"pairs":[{"dogs":["p-001","p-002"],"kind":"incompatible"}]}
{"id_perro":"p-002","accion":"SALIDA","voluntario":"v-001","origen":"nfc"}
{"dog":"p-001","action":"exit","source":"nfc","id":"held"}
{"dog":"p-003","action":"exit","time":"2026-10-25T01:30:00+02:00","volunteer":"v-001"}
{"dog":"p-003","action":"entry","time":"2026-10-25T02:30:00+01:00","estimated":true}
{"dog":"p-003","action":"exit","time":"2026-10-24T10:00:00+02:00","id":"slip"}
{"action":"retract","of":"slip"}
{"action":"amend","of":"nobody knows","time":"2026-10-24T10:00:00+02:00"}
{"tag":"nobody's, this one","source":"qr"}
{"dog":"p-009","action":"exit"}
{"action":"answer","of":"held","go":false,"reason":"two\tno \"quotes\"; no","source":"keyboard"}
{"action":"answer","of":"held","go":false,"reason":"no \"more\"; no","source":"keyboard"}
{"action":"close","volunteer":"v-001"}
{"dog":"p-002","action":"entry","source":"nfc"}
END
"$PASEO" verify | grep -q 'no difference' || fail "$("$PASEO" verify)"

"$PASEO" export "$dir/one" >"$dir/said"
grep -q "^$dir/one: [0-9]* events, 2 walks$" "$dir/said" || fail "$(cat "$dir/said")"
for file in dogs volunteers tags pairs holds settings walks decisions closings events export; do
	# Each file is described, and each line has what its header promises.
	grep -q "^$file.csv: " "$dir/one/README" || fail "README: no $file.csv"
	[ -s "$dir/one/$file.csv" ] || fail "$file.csv is empty"
done
[ "$(wc -l <"$dir/one/holds.csv")" -eq 2 ] && [ "$(wc -l <"$dir/one/closings.csv")" -eq 2 ] || fail "holds, closings"
grep -q '^p-001,medical,2026-12-30,puntos; dos$' "$dir/one/holds.csv" || fail "$(cat "$dir/one/holds.csv")"
grep -q '^2026-10-25,p-003,2026-10-25T01:30:00.000+02:00,2026-10-25T02:30:00.000+01:00,' "$dir/one/walks.csv" || fail "$(cat "$dir/one/walks.csv")"

# Back, and out again: byte for byte. Whatever zone this machine is in.
TZ=Asia/Tokyo "$PASEO" import "$dir/one" --db "$dir/two.db" >"$dir/said"
grep -q "^$dir/two.db: [0-9]* events, 2 walks$" "$dir/said" || fail "$(cat "$dir/said")"
"$PASEO" verify --db "$dir/two.db" | grep -q 'no difference' || fail "$("$PASEO" verify --db "$dir/two.db")"
"$PASEO" export "$dir/two" --db "$dir/two.db" >/dev/null
diff -r "$dir/one" "$dir/two" || fail "not the same"
"$PASEO" log >"$dir/log-one"
"$PASEO" log --db "$dir/two.db" | diff "$dir/log-one" - || fail "not the same log"
# Spreadsheets of this country want semicolons; those are read as well.
"$PASEO" export "$dir/semicolons" --csv-separator ';' >/dev/null
"$PASEO" import "$dir/semicolons" --db "$dir/three.db" >/dev/null
"$PASEO" export "$dir/three" --db "$dir/three.db" >/dev/null
diff -r "$dir/one" "$dir/three" || fail "not the same with semicolons"
# It is a database like any other: the next event follows.
"$PASEO" send --db "$dir/two.db" --dog p-003 --action exit --time 2026-10-26T10:00:00+01:00 | grep -q '"outcome":"applied"' || fail "after an import"
"$PASEO" verify --db "$dir/two.db" | grep -q 'no difference' || fail "verify after an event"

# What is there is left alone.
refuse 'exists' "$PASEO" export "$dir/one"
: >"$dir/file"
refuse 'exists' "$PASEO" export "$dir/file"
refuse 'holds events' "$PASEO" import "$dir/one" --db "$dir/two.db"
refuse 'cannot make' "$PASEO" export "$dir/file/under"
refuse 'cannot read' "$PASEO" import "$dir/nothing" --db "$dir/four.db"

# A full disk: files of 4 blocks at the most, of the command alone: a station has the database.
start_station "$dir/station.err"
refuse 'already runs' "$PASEO" import "$dir/one"
# No folder stays, nor the one that was being made.
refuse 'nothing was exported' sh -c "trap '' XFSZ; ulimit -f 4; exec \"\$0\" export \"\$1\"" "$PASEO" "$dir/full"
for left in "$dir"/full*; do
	[ ! -e "$left" ] || fail "left behind: $left"
done
end_station TERM || fail "SIGTERM: $?"

# An event that was changed, one that is missing, a file that was cut off, a column that is gone.
damage() {
	rm -rf "$dir/bad"
	cp -r "$dir/one" "$dir/bad"
	sed "$1" "$dir/one/events.csv" >"$dir/bad/events.csv"
	refuse "$2" "$PASEO" import "$dir/bad" --db "$dir/bad.db"
	[ ! -e "$dir/bad.db" ] || fail "$1: a database was left"
}
damage 's/voluntario"":""v-001/voluntario"":""v-002/' 'checksum differs'
damage '4d' 'line 4: its number does not follow'
damage '$s/"[^"]*$//' 'line .*quote'
damage '3s/,[^,]*$//' 'line 3: it has not as many fields'
damage '1s/chain/link/' "no column 'chain'"
damage '2s/,applied,/,perhaps,/' "line 2: column outcome"
printf 'key,value\nformat,99\n' >"$dir/one/export.csv"
refuse 'format' "$PASEO" import "$dir/one" --db "$dir/bad.db"
