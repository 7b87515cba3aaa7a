#!/bin/sh
# Words, options and output: help, wrong usage, what comes later, output that cannot be written.
. "$(dirname "$0")/script_help.sh"

expect() {
	status=$1 words=$2
	shift 2
	got=0
	"$PASEO" "$@" >"$dir/out" 2>"$dir/err" </dev/null || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
	[ -z "$words" ] || cat "$dir/out" "$dir/err" | grep -q -e "$words" || fail "$*: no '$words' in: $(cat "$dir/out" "$dir/err")"
	[ "$status" -eq 0 ] || [ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
}

expect 0 'paseo 0' --version
expect 0 'the gate desk' --help
for c in board demo station send log report stats export import history dogs volunteers tags settings decisions close rules verify; do
	expect 0 "paseo $c" "$c" --help
done
expect 0 '--skip-bad' dogs import --help
expect 2 "no command 'dance'" dance
expect 2 "no 'dance' here" dogs dance
expect 2 'paseo dogs list' dogs
expect 2 '--colour' report --colour
expect 2 'DAY\|day' report --day tomorrow
expect 2 'text, json, csv' report --format xml
expect 2 '--width' report --width 3
for c in view readers doctor backup restore; do
	expect 1 "^paseo $c comes with a later version" "$c"
done
expect 1 '^paseo tags write comes with a later version' tags write p-1
expect 1 'terminal' board
expect 1 'terminal'
expect 1 'terminal' demo
expect 2 'FOLDER' export
expect 2 'FOLDER' import
expect 2 'DOG|VOLUNTEER' history
expect 2 'do not go together' history Luna --all --day 2026-11-15
expect 2 'text, json, csv' history Luna --format xml
expect 1 'paseo.db' report
expect 1 'paseo.db' history Luna
expect 1 'paseo.db' verify
expect 1 '/dev/null' dogs add p-1 Luna --db /dev/null/x/y.db
# What cannot be is said together with what to do.
expect 1 'Set PASEO_DB' station --db /dev/null/x/y.db
expect 1 'Set PASEO_DB' station --db /proc/nope/y.db
expect 1 'set PASEO_DB' dogs list --db /proc/nope/y.db
expect 1 'look at its name' dogs import /proc/nope/dogs.csv

# Settings: only those there are, only what they take.
expect 0 '' settings set shelter 'La Ribera'
expect 0 'La Ribera' settings get shelter
expect 1 "'colour'" settings get colour
expect 1 'reversal_s' settings set reversal_s never
expect 1 'Mars/Base' settings set zone Mars/Base
expect 0 '' settings set zone Europe/Madrid
expect 0 '"key": "zone"' settings list --format json
expect 0 'no difference' verify

# --db stands before the command too.
expect 0 'La Ribera' --db "$PASEO_DB" settings get shelter

# A database of a newer version, or none at all, is named.
printf 'this is no database, and long enough to be looked at as one\n' >"$dir/text.db"
expect 1 'text.db' report --db "$dir/text.db"

if [ -e /dev/full ]; then
	got=0
	"$PASEO" settings list >/dev/full 2>"$dir/err" || got=$?
	[ "$got" -eq 1 ] || fail "a full disk: exit $got"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "a full disk: $(cat "$dir/err")"
fi
