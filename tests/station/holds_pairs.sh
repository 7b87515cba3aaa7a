#!/bin/sh
# dogs hold, lift, pair, unpair: what is refused, what is replaced, and what the lists show of it.
. "$(dirname "$0")/script_help.sh"

# It ends with that status, and says these words in one line.
refused() {
	status=$1 words=$2
	shift 2
	got=0
	"$PASEO" "$@" >"$dir/out" 2>"$dir/err" || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
	grep -q -e "$words" "$dir/err" || fail "$*: no '$words' in: $(cat "$dir/err")"
}

# The member of a dog in the JSON, without blanks and line ends.
member() {
	"$PASEO" dogs list --format json | tr -d '\n ' | sed 's/},{"id":/}\
{"id":/g' | sed -n "/{\"id\":\"$1\"/s/.*\"$2\":\\(null\\|{[^}]*}\\|\\[[^]]*\\]\\).*/\\1/p"
}

printf 'id,name,tag\np-001,Luna,T1\np-002,Thor,\np-003,Kira,\n' | "$PASEO" dogs import - >/dev/null
printf 'id,name,badge\nv-001,Ana,B1\nv-002,Pau,\n' | "$PASEO" volunteers import - >/dev/null

# A hold needs a dog, a reason, a kind that there is and a day that is to come.
refused 2 'say why: --reason' dogs hold p-001
refused 2 'say why: --reason' dogs hold p-001 --reason ''
refused 2 'medical, behaviour, quarantine' dogs hold p-001 --reason x --kind bad
refused 2 "'tomorrow'" dogs hold p-001 --reason x --until tomorrow
refused 2 "'2026-02-30'" dogs hold p-001 --reason x --until 2026-02-30
refused 2 '2020-01-01 is past' dogs hold p-001 --reason x --until 2020-01-01
refused 1 "no dog 'p-009'" dogs hold p-009 --reason x
refused 1 "no dog 'v-001'" dogs hold v-001 --reason x
refused 2 'at most 128 bytes' dogs hold p-001 --reason "$(printf '%0200d' 0)"
refused 2 'plain text' dogs hold p-001 --reason "$(printf 'N\361')"
refused 2 'it wants: ID' dogs hold --reason x
refused 1 'on no hold' dogs lift p-001
refused 1 "no dog 'p-009'" dogs lift p-009
[ "$("$PASEO" log | wc -l)" -ge 4 ] || fail "what the station refuses is stored"

# The JSON has an object while it is in force, else null.
[ "$(member p-001 hold)" = null ] || fail "no hold: $(member p-001 hold)"
[ -z "$("$PASEO" dogs hold p-001 --reason 'stitches' --until 2099-12-31)" ] || fail "nothing was replaced"
[ "$(member p-001 hold)" = '{"kind":"medical","reason":"stitches","until":"2099-12-31"}' ] || fail "$(member p-001 hold)"
"$PASEO" dogs hold p-001 --reason 'bit a hand' --kind behaviour >"$dir/out"
grep -qx 'Luna was on hold; replaced: medical until 2099-12-31: stitches' "$dir/out" || fail "replaced: $(cat "$dir/out")"
"$PASEO" dogs list --format json | grep -q '"reason": "bit a hand"' || fail "reason"
"$PASEO" dogs list --format json | grep -q '"until": null' || fail "until it is lifted"
[ "$(member p-002 hold)" = null ] || fail "another dog: $(member p-002 hold)"
"$PASEO" dogs list --format csv | grep -q '^p-001,.*,behaviour: bit a hand,' || fail "$("$PASEO" dogs list --format csv)"
"$PASEO" dogs list | grep -q '^p-001  *Luna  *behaviour  *it is lifted  *bit a hand$' || fail "$("$PASEO" dogs list)"

# A pair is two dogs and of one kind.
refused 2 '--incompatible or --bonded' dogs pair p-001 p-002
refused 2 '--incompatible or --bonded' dogs pair p-001 p-002 --bonded --incompatible
refused 2 'it wants: A B' dogs pair p-001 --bonded
refused 1 'one dog' dogs pair p-001 p-001 --bonded
refused 1 "no dog 'p-009'" dogs pair p-001 p-009 --bonded
refused 1 'are no pair' dogs unpair p-001 p-002
[ -z "$("$PASEO" dogs pair p-002 p-001 --bonded)" ] || fail "a new pair says nothing"
[ -z "$("$PASEO" dogs pair p-001 p-002 --bonded)" ] || fail "the same pair again says nothing"
[ "$("$PASEO" dogs pair p-002 p-001 --incompatible)" = 'replaced: go together' ] || fail "another kind"
"$PASEO" dogs pair p-003 p-001 --bonded
[ "$(member p-001 incompatible)" = '["p-002"]' ] || fail "incompatible: $(member p-001 incompatible)"
[ "$(member p-001 bonded)" = '["p-003"]' ] || fail "bonded: $(member p-001 bonded)"
"$PASEO" dogs list | grep -q '^p-001  *Luna  *p-002  *Thor  *must not meet$' || fail "$("$PASEO" dogs list)"
"$PASEO" dogs list | grep -q '^p-001  *Luna  *p-003  *Kira  *go together$' || fail "$("$PASEO" dogs list)"

# The gate judges by them: the hold asks, and so does the one that must not be met.
"$PASEO" send --dog p-001 --action exit | grep -q '"held".*"kind":"hold"' || fail "a dog on hold went out"
"$PASEO" dogs lift p-001
[ "$(member p-001 hold)" = null ] || fail "lifted: $(member p-001 hold)"
! "$PASEO" dogs list | grep -q 'On hold' || fail "no dog is on hold any more"
refused 1 'on no hold' dogs lift p-001
"$PASEO" send --dog p-001 --action exit --volunteer v-001 | grep -q '"applied"' || fail "after it was lifted"
"$PASEO" send --dog p-002 --action exit | grep -q '"held".*"kind":"incompatible","with":\["p-001"\]' || fail "incompatible"
"$PASEO" dogs unpair p-001 p-002
! "$PASEO" dogs list | grep -q 'must not meet' || fail "unpair"

# Who walks now.
"$PASEO" send --dog p-003 --action exit --volunteer v-001 >/dev/null
"$PASEO" volunteers list --format json | tr -d '\n ' | grep -q '"id":"v-001".*"walking":\["p-001","p-003"\].*"id":"v-002".*"walking":\[\]' || fail "$("$PASEO" volunteers list --format json)"
"$PASEO" volunteers list | grep -q '^v-001  *Ana .*Luna, Kira$' || fail "$("$PASEO" volunteers list)"
"$PASEO" volunteers list --format csv | grep -q '^v-001,Ana,,,B1,p-001 p-003,$' || fail "$("$PASEO" volunteers list --format csv)"
"$PASEO" send --dog p-003 --action entry >/dev/null
"$PASEO" volunteers list --format csv | grep -q ',p-001,$' || fail "$("$PASEO" volunteers list --format csv)"

# An archived dog's pair is not in the list, unless that is asked for.
"$PASEO" dogs archive p-003
! "$PASEO" dogs list | grep -q 'go together' || fail "an archived dog's pair"
"$PASEO" dogs list --all | grep -q 'go together' || fail "--all"
"$PASEO" verify | grep -q 'no difference' || fail "$("$PASEO" verify)"
