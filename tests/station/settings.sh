#!/bin/sh
# Settings of every kind: what they take, what is refused, what follows from them.
. "$(dirname "$0")/script_help.sh"

# Set it; then it is so, or as in the third word.
takes() {
	"$PASEO" settings set -- "$1" "$2" 2>"$dir/err" || fail "$1 = $2: $(cat "$dir/err")"
	[ "$("$PASEO" settings get "$1")" = "${3-$2}" ] || fail "$1 is $("$PASEO" settings get "$1"), not ${3-$2}"
}

# It is refused in one line that has these words, and stays as it was.
refuses() {
	was=$("$PASEO" settings get "$1")
	got=0
	"$PASEO" settings set -- "$1" "$2" 2>"$dir/err" || got=$?
	[ "$got" -eq 1 ] || fail "$1 = $2: exit $got"
	[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$1 = $2: not one line: $(cat "$dir/err")"
	grep -q -e "$3" "$dir/err" || fail "$1 = $2: no '$3' in: $(cat "$dir/err")"
	[ "$("$PASEO" settings get "$1")" = "$was" ] || fail "$1 has changed"
}

takes shelter 'La Ribera'
refuses shelter "$(printf 'a\033[31m')" 'plain text'
takes zone Europe/Madrid
refuses zone Mars/Base 'no zone'

takes reversal_s 0
takes reversal_s 3600
refuses reversal_s 3601 '0 to 3600'
refuses reversal_s -1 '0 to 3600'
refuses reversal_s 1.5 'whole number'
refuses reversal_s '' 'whole number'
takes due_soon_percent 75
refuses due_soon_percent 101 '1 to 100'

takes policy.hold refuse
takes policy.hold note
refuses policy.hold never 'note, confirm or refuse'
takes policy.overdue confirm
takes policy.overdue refuse
refuses policy.overdue never 'note, confirm or refuse'
takes zones_apart yes
refuses zones_apart maybe 'yes or no'

# The heat holds for the day it is said on.
takes heat hot
[ "$("$PASEO" settings get heat_day)" = "$(TZ=Europe/Madrid date +%Y-%m-%d)" ] || fail "heat_day: $("$PASEO" settings get heat_day)"
refuses heat tepid 'none, warm, hot or extreme'
takes heat none
takes heat_day ''
refuses heat_day today '2026-11-15'
takes heat_hot_percent 40

# The grades are the shelter's own; what a dog or the desk still names stays one.
refuses levels verde 'letter'
takes levels 'verde:V:Verde:green, rojo:R:Rojo:red'
takes walker_from_level Rojo rojo
refuses walker_from_level amarillo 'verde, rojo'
refuses levels 'verde:V, azul:A' "'rojo'"
takes walker_from_level ''
"$PASEO" dogs add p-001 Luna --level Verde
"$PASEO" dogs list | grep -q '^p-001 .* Verde ' || fail "$("$PASEO" dogs list)"
refuses levels 'rojo:R, azul:A' 'Luna has the level'
"$PASEO" dogs edit p-001 --level ''
takes levels ''

got=0
"$PASEO" settings set colour blue 2>"$dir/err" || got=$?
[ "$got" -eq 1 ] || fail "a setting that is not there: exit $got"
"$PASEO" settings list --format json | tr -d '\n' | grep -q '"key": "zones_apart",  *"value": "yes",  *"meaning": "' || fail "list"
[ "$("$PASEO" settings list | wc -l)" -gt 30 ] || fail "list"
"$PASEO" verify | grep -q 'no difference' || fail "$("$PASEO" verify)"
