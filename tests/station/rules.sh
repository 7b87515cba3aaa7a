#!/bin/sh
# paseo rules check and test.
set -eu
: "${PASEO:?run it by make check}"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail() {
	echo "$*" >&2
	exit 1
}

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
