#!/bin/sh
# paseo rules check and test; and a station that takes the shelter's rules, and takes them again.
. "$(dirname "$0")/script_help.sh"
export HOME="$dir"

# run STATUS WORDS...: with standard input from $dir/in.
run() {
	status=$1
	shift
	got=0
	"$PASEO" "$@" <"$dir/in" >"$dir/out" 2>"$dir/err" || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
}

is() {
	[ "$(cat "$1")" = "$2" ] || fail "$(cat "$1")
instead of
$2"
}

# ---- check ----

cat >"$dir/good.json" <<'END'
{"rules": [
  {"name": "salidas", "pattern": {"action": ["exit"]}, "targets": ["brain", "sound:campana"]},
  {"name": "todo", "pattern": {"dog": [{"exists": true}]}, "targets": ["board", "stream"]},
  {"name": "sólo p-001", "pattern": {"dog": [{"wildcard": "p-*1"}]}, "targets": ["command:avisar", "mqtt"]}
]}
END
cat >"$dir/bad.json" <<'END'
{"rules": [
  {"name": "salidas", "pattern": {"action": ["exit"]}, "targets": ["brain"]},
  {"name": "entradas", "pattern": {"action": "entry"}, "targets": ["brain"]},
  {"name": "coma" "pattern": {"action": ["scan"]}, "targets": ["brain"]},
  {"pattern": {"action": ["scan"]}, "targets": ["brain"]}
]}
END
: >"$dir/in"
run 0 rules check "$dir/good.json"
is "$dir/out" '3 good rules'
[ ! -s "$dir/err" ] || fail "$(cat "$dir/err")"

run 1 rules check "$dir/bad.json"
is "$dir/out" '1 good rule'
[ "$(wc -l <"$dir/err")" -eq 3 ] || fail "$(cat "$dir/err")"
sed -n 1p "$dir/err" | grep -q "bad.json:3: 'entradas': a field has a list" || fail "$(cat "$dir/err")"
sed -n 2p "$dir/err" | grep -q "bad.json:4: 'coma': " || fail "$(cat "$dir/err")"
sed -n 3p "$dir/err" | grep -q "bad.json:5: a rule without a name: " || fail "$(cat "$dir/err")"

echo '{"rules": [' >"$dir/broken.json"
run 1 rules check "$dir/broken.json"
[ ! -s "$dir/out" ] || fail "$(cat "$dir/out")"
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$(cat "$dir/err")"
grep -q 'broken.json: line ' "$dir/err" || fail "$(cat "$dir/err")"
run 1 rules check "$dir/missing.json"
grep -q 'missing.json' "$dir/err" || fail "$(cat "$dir/err")"
run 2 rules check
run 2 rules

# ---- test ----

echo '{"dog":"p-001","action":"exit"}' >"$dir/in"
run 0 rules test "$dir/good.json"
is "$dir/out" 'salidas: brain, sound:campana
todo: board, stream
sólo p-001: command:avisar, mqtt'
echo '{"dog":"p-002"}' >"$dir/in"
run 0 rules test "$dir/good.json"
is "$dir/out" 'todo: board, stream'
echo '{}' >"$dir/in"
run 0 rules test "$dir/good.json"
[ ! -s "$dir/out" ] || fail "$(cat "$dir/out")"
echo '{"action":"exit"}' >"$dir/in"
run 0 rules test "$dir/bad.json"
is "$dir/out" 'salidas: brain'
[ "$(wc -l <"$dir/err")" -eq 3 ] || fail "$(cat "$dir/err")"
for event in '' '[]' '{"dog":}' '{"dog":"p-001"} {}' '{"dog":"p-001"'; do
	printf '%s' "$event" >"$dir/in"
	run 1 rules test "$dir/good.json"
	[ ! -s "$dir/out" ] || fail "$event: $(cat "$dir/out")"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$event: $(cat "$dir/err")"
done
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >"$dir/in"
run 1 rules test "$dir/good.json"
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$(cat "$dir/err")"
# Digits that a double does not hold count here.
echo '{"rules":[{"name":"n","pattern":{"n":[9007199254740993]},"targets":["board"]}]}' >"$dir/n.json"
echo '{"n":9007199254740993}' >"$dir/in"
run 0 rules test "$dir/n.json"
is "$dir/out" 'n: board'
echo '{"n":9007199254740992}' >"$dir/in"
run 0 rules test "$dir/n.json"
[ ! -s "$dir/out" ] || fail "$(cat "$dir/out")"
# From standard input comes the event, so the file cannot.
run 2 rules test -

# ---- the station ----

printf 'id,name\np-001,Luna\np-002,Sol\n' | "$PASEO" dogs import - >/dev/null
state_of() {
	"$PASEO" send --dog "$1" --action "$2" | sed 's/.*"outcome":"\([^"]*\)".*/\1/'
}

# Rules that send only p-001 to the brain.
only() {
	printf '{"rules":[{"name":"only","pattern":{"dog":["%s"]},"targets":["brain","board"]}]}\n' "$1" >"$dir/rules.new"
	mv "$dir/rules.new" "$dir/rules.json"
}
export PASEO_RULES="$dir/rules.json"
only p-001
start_station "$dir/station.err"
[ "$(state_of p-001 exit)" = applied ] || fail "p-001"
[ "$(state_of p-002 exit)" = ignored ] || fail "p-002"

# Others, by SIGHUP; the station goes on.
only p-002
kill -HUP "$station"
wait_for sh -c "[ \"\$(grep -c 'rules of' '$dir/station.err')\" -eq 2 ]"
[ "$(state_of p-002 exit)" = applied ] || fail "p-002 after SIGHUP"
[ "$(state_of p-001 entry)" = ignored ] || fail "p-001 after SIGHUP"

# A file that cannot be read changes nothing and is told.
echo '{"rules": [' >"$dir/rules.json"
kill -HUP "$station"
wait_for grep -q "cannot use the rules of '$dir/rules.json'" "$dir/station.err"
[ "$(state_of p-002 entry)" = applied ] || fail "p-002 after a broken file"

# One bad rule is named and left out.
printf '{"rules":[\n{"name":"bad","pattern":{},"targets":["brain"]},\n{"name":"good","pattern":{"dog":["p-001"]},"targets":["brain"]}]}\n' >"$dir/rules.json"
kill -HUP "$station"
wait_for grep -q "'bad' is left out: '$dir/rules.json' line 2" "$dir/station.err"
[ "$(state_of p-001 entry)" = applied ] || fail "p-001 after a bad rule"

# Killed: what was decided by rules of then is not decided again by those of now.
end_station KILL || :
only p-999
"$PASEO" log | sed 's/.*"outcome":"\([^"]*\)".*/\1/' | tr '\n' ' ' >"$dir/out"
is "$dir/out" 'applied applied ignored applied ignored applied applied '
"$PASEO" verify | grep -q 'no difference' || fail "verify"

# Without a station it is the same file; and without one of its own the shelter has those built in.
[ "$(state_of p-001 exit)" = ignored ] || fail "p-001 without a station"
unset PASEO_RULES
[ "$(state_of p-001 exit)" = applied ] || fail "p-001 with built-in rules"
mkdir -p "$dir/.config/paseo"
mv "$dir/rules.json" "$dir/.config/paseo/"
[ "$(state_of p-001 entry)" = ignored ] || fail "p-001 with rules in .config"

# A station starts with the built-in ones where its file is broken. (Its errors go to a file of their own: the
# first one has said "station on" already.)
echo nonsense >"$dir/.config/paseo/rules.json"
start_station "$dir/second.err"
grep -q "cannot use the rules of '$dir/.config/paseo/rules.json'" "$dir/second.err" || fail "$(cat "$dir/second.err")"
[ "$(state_of p-001 entry)" = applied ] || fail "p-001 with a broken file"
end_station TERM || fail "SIGTERM: $?"

# What nobody takes is said once, and the event is judged all the same.
printf '{"rules":[{"name":"office","pattern":{"dog":["p-001"]},"targets":["brain","command:office"]}]}\n' >"$dir/.config/paseo/rules.json"
start_station "$dir/third.err"
"$PASEO" send --dog p-001 --action exit >/dev/null || fail "p-001 for the office"
"$PASEO" send --dog p-001 --action entry >/dev/null || fail "p-001 for the office again"
end_station TERM || fail "SIGTERM: $?"
[ "$(grep -c 'to a command or to mqtt' "$dir/third.err")" -eq 1 ] || fail "not said once: $(cat "$dir/third.err")"
