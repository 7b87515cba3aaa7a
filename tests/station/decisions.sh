#!/bin/sh
# paseo decisions: what waits is listed with its reasons and answered, with a station and without one.
. "$(dirname "$0")/script_help.sh"

# It ends with that status and says these words in one line.
refused() {
	status=$1 words=$2
	shift 2
	got=0
	"$PASEO" decisions "$@" >"$dir/out" 2>"$dir/err" || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
	grep -q -e "$words" "$dir/err" || fail "$*: no '$words' in: $(cat "$dir/err")"
}

# The number of the decision of a dog that waits.
number() {
	"$PASEO" decisions list --format csv | sed -n "s/^\\([0-9]*\\),[^,]*,[^,]*,$1,.*/\\1/p"
}

printf 'id,name,traits\np-001,Luna,reactive\np-002,Thor,reactive\np-003,Kira,\np-004,Duc,\n' | "$PASEO" dogs import - >/dev/null
printf 'id,name\nv-001,Ana\nv-002,Pau\n' | "$PASEO" volunteers import - >/dev/null
[ "$("$PASEO" decisions list)" = 'no decision waits' ] || fail "none: $("$PASEO" decisions list)"
[ "$("$PASEO" decisions list --format json)" = '[]' ] || fail "none: $("$PASEO" decisions list --format json)"

"$PASEO" dogs hold p-003 --reason stitches
"$PASEO" send --dog p-001 --action exit --volunteer v-001 | grep -q applied || fail "the first"
"$PASEO" send --dog p-002 --action exit --volunteer v-002 --id held-2 | grep -q '"held"' || fail "two reactive dogs"
"$PASEO" send --dog p-003 --action exit --id 77 | grep -q '"held"' || fail "a hold"
"$PASEO" send --dog p-004 --action exit --confidence 0.5 --source ai | grep -q '"held"' || fail "not sure"

# Each with all of its reasons, in the three forms.
"$PASEO" decisions list >"$dir/out"
[ "$(wc -l <"$dir/out")" -eq 6 ] || fail "$(cat "$dir/out")"
grep -q ' p-002  goes out with Pau$' "$dir/out" || fail "with whom: $(cat "$dir/out")"
grep -q 'Thor, .*reactive (Luna).*: waits for an answer' "$dir/out" || fail "why: $(cat "$dir/out")"
"$PASEO" decisions list --format json | tr -d '\n ' >"$dir/json"
for words in '"id":"held-2"' '"kind":"reactive","with":\["p-001"\]' '"kind":"hold"' '"ask":"confidence"' \
	'"status":"waiting"' '"name":"Thor"' '"answered":null' "\"seq\":$(number p-002)"; do
	grep -q "$words" "$dir/json" || fail "no $words in $(cat "$dir/json")"
done
"$PASEO" decisions list --format csv | head -n 1 | grep -q '^seq,id,time,dog,name,move,ask,warnings,volunteer,status,answered,by,reason$' || fail "$("$PASEO" decisions list --format csv | head -n 1)"

# What cannot be answered says why.
refused 2 'say why: --reason' go p-002
refused 2 'it wants: ID' go --reason x
refused 2 "no 'maybe' here" maybe p-002
refused 1 "no decision 'p-009'" go p-009 --reason x
refused 1 "no decision '99'" no 99
refused 1 "no volunteer 'v-009'" go p-002 --reason x --by v-009
[ "$("$PASEO" decisions list | wc -l)" -eq 6 ] || fail "something was answered"

# By the dog, by the number, by the event's id, which goes before a number.
[ "$("$PASEO" decisions go p-002 --reason 'far away' --by v-001)" = 'Thor goes out' ] || fail "go by dog"
"$PASEO" dogs list --format csv | grep -q '^p-002,.*,OUTSIDE,' || fail "it did not go"
[ "$("$PASEO" decisions no "$(number p-004)")" = 'no: Duc' ] || fail "no by number"
[ "$("$PASEO" decisions no 77 --reason 'not yet')" = 'no: Kira' ] || fail "no by id"
"$PASEO" dogs list --format csv | grep -q '^p-003,.*,INSIDE,' || fail "it went"
[ "$("$PASEO" decisions list)" = 'no decision waits' ] || fail "all are answered: $("$PASEO" decisions list)"
"$PASEO" log | tail -n 1 | grep -q '"action":"answer","source":"keyboard","of":"77","go":false,"reason":"not yet"' || fail "$("$PASEO" log | tail -n 1)"

# Nothing is answered twice; all are still there.
refused 1 'nothing of Thor waits' go p-002 --reason x
refused 1 'nothing of Thor waits' go held-2 --reason x
"$PASEO" decisions list --all >"$dir/out"
grep -q 'Thor, .*reactive (Luna).*by Ana.*: far away$' "$dir/out" || fail "who and why: $(cat "$dir/out")"
[ "$(wc -l <"$dir/out")" -eq 6 ] || fail "$(cat "$dir/out")"
"$PASEO" decisions list --all --format json | tr -d '\n ' | grep -q '"status":"go".*"reason":"faraway","by":"v-001"' || fail "$("$PASEO" decisions list --all --format json)"

# Two producers may have given the same id: the number says which is meant.
"$PASEO" settings set policy.reactive note
"$PASEO" send --dog p-003 --action exit --id same --station north | grep -q '"held"' || fail "north"
"$PASEO" send --dog p-004 --action exit --id same --station south --confidence 0.1 | grep -q '"held"' || fail "south"
refused 1 "'same' is several that wait: say which by its number: " go same --reason x
"$PASEO" decisions no "$(number p-004)" >/dev/null
[ "$(number p-004)" = '' ] || fail "the other was answered"
[ -n "$(number p-003)" ] || fail "both were answered"

# With a running station, and after it.
start_station "$dir/station.err"
[ "$("$PASEO" decisions list | wc -l)" -eq 2 ] || fail "a decision survives a restart"
[ "$("$PASEO" decisions go p-003 --reason 'the vet said so')" = 'Kira goes out' ] || fail "through the station"
"$PASEO" send --dog p-003 --action scan >/dev/null
[ "$("$PASEO" decisions go p-003 --reason 'seen')" = 'Kira comes in' ] || fail "a reversal: $("$PASEO" decisions list --all)"
end_station TERM || fail "SIGTERM: $?"
"$PASEO" verify | grep -q 'no difference' || fail "$("$PASEO" verify)"
