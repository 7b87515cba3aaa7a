#!/bin/sh
# Label sheets as files: what is refused, what is bound, what is left when something goes wrong.
# Whether the codes can be read: labels_read_test.
. "$(dirname "$0")/script_help.sh"

# expect STATUS WORDS COMMAND...: that status, those words, and one line where it failed.
expect() {
	status=$1 words=$2
	shift 2
	got=0
	"$PASEO" "$@" >"$dir/out" 2>"$dir/err" </dev/null || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
	[ -z "$words" ] || cat "$dir/out" "$dir/err" | grep -q -e "$words" || fail "$*: no '$words' in: $(cat "$dir/out" "$dir/err")"
	[ "$status" -eq 0 ] || [ "$(wc -l <"$dir/err")" -eq 1 ] || fail "$*: not one line: $(cat "$dir/err")"
}

tags() {
	"$PASEO" tags list --format csv
}

mkdir "$dir/print"
cd "$dir/print"
cat >../dogs.csv <<'END'
id,name,level,traits,note,tag
p-001,Luna,green,,,04A1B2C3D4E5F6
p-002,Thor,red,reactive,"</text><script>x</script>",CARD-THOR 04A1B2C3D4E5F7
p-003,"<b>&Ñoqui"" 🐕",yellow,,,QR-ÑOQUI
END
"$PASEO" dogs import ../dogs.csv >/dev/null
printf 'id,name,badge\nv-001,Ana,VB-001\nv-002,Núria,\n' | "$PASEO" volunteers import - >/dev/null

# Wrong words are named before anything is looked at.
expect 2 'say where to' tags labels
expect 2 'dogs, kennels, badges, commands' tags labels --kind cats --output a.pdf
expect 2 'qr or code128' tags labels --code ean --output a.pdf
expect 2 '3x8' tags labels --sheet 9x9 --output a.pdf
expect 2 '1 to 24' tags labels --start 25 --output a.pdf
expect 2 '.pdf or .svg' tags labels --output a.png
expect 2 '.pdf or .svg' tags labels --output ./a
expect 2 'one code' tags labels --terminal
expect 2 'QR codes alone' tags labels p-001 --terminal --code code128
expect 2 'do not go together' tags labels p-001 --terminal --output a.pdf

if [ "${HAVE_LABELS:?run it by make check}" != yes ]; then
	expect 1 'built without labels: install' tags labels --output a.pdf
	expect 1 'built without labels: install' tags labels p-001 --terminal
	exit 0
fi

expect 1 "no dog 'p-009'" tags labels p-001 p-009 --output a.pdf
expect 1 "no dog 'v-001'" tags labels v-001 --output a.pdf
expect 1 "no volunteer 'p-001'" tags labels p-001 --kind badges --output a.pdf
expect 1 "no command 'DANCE'" tags labels DANCE --kind commands --output a.pdf
expect 1 '/proc/nope/a.pdf' tags labels --output /proc/nope/a.pdf
[ -z "$(ls -A)" ] || fail "a refused command left: $(ls -A)"
[ "$(tags | grep -c ',p-001,')" -eq 1 ] || fail "a refused command bound a code"

# Said beforehand, done only then.
expect 0 'p-001 Luna would get the code P0015' tags labels --dry-run
expect 0 '3 labels on 1 page 3x8' tags labels --dry-run --output a.pdf
expect 0 '1 is left out\|2 are left out' tags labels --no-bind --output some.pdf
grep -q '^1 label on 1 page' "$dir/out" || fail "$(cat "$dir/out")"
[ "$(tags | grep -c '^P0')" -eq 0 ] || fail "a code was bound: $(tags)"
[ "$(ls -A)" = some.pdf ] || fail "a dry run left: $(ls -A)"

# Who has no code that prints gets one; a uid or one that is not ASCII is none.
expect 0 'p-001 Luna has the new code P0015' tags labels --output a.pdf
grep -q 'p-003 .* has the new code P0031' "$dir/out" || fail "$(cat "$dir/out")"
! grep -q 'p-002' "$dir/out" || fail "p-002 has a code: $(cat "$dir/out")"
grep -q -- '--start 4' "$dir/out" || fail "where the page goes on: $(cat "$dir/out")"
tags | grep -q '^P0015,p-001,' || fail "$(tags)"
expect 1 'a.pdf is there already.*--force' tags labels --output a.pdf

# Twice the same: the same codes, the same bytes, and no code more.
tags >"$dir/tags"
expect 0 '3 labels' tags labels --output b.pdf
! grep -q 'new code' "$dir/out" || fail "a second code: $(cat "$dir/out")"
cmp a.pdf b.pdf || fail "the same labels are another PDF"
expect 0 '' tags labels --output a.svg
expect 0 '' tags labels --output b.svg
cmp a.svg b.svg || fail "the same labels are another SVG"
tags | cmp - "$dir/tags" || fail "printing again changed the tags"
expect 0 '' tags labels --kind kennels --output c.svg
! grep -qi 'creationdate' a.pdf || fail "the PDF has a date"

# Nothing of a hostile name or note stands in an SVG as text.
! grep -q 'script\|&&\|Thor\|qoui' a.svg c.svg || fail "text of a label stands in the SVG"
rsvg-convert -o "$dir/a.png" a.svg || fail "the SVG is not well formed"

# Several pages are several files, all of them or none.
expect 0 '3 labels on 2 pages 2x2' tags labels --kind kennels --start 3 --output k.svg
[ "$(grep -c svg "$dir/out")" -eq 2 ] || fail "pages: $(cat "$dir/out")"
if [ ! -s k.svg ] || [ ! -s k-2.svg ]; then
	fail "pages: $(ls)"
fi
rm k.svg
expect 1 'k-2.svg is there already' tags labels --kind kennels --start 3 --output k.svg
[ ! -e k.svg ] || fail "one page of two was left"
expect 0 '' tags labels --kind kennels --start 3 --output k.svg --force

# After a release the dog gets the code that its old labels bear; one that is another's is passed.
"$PASEO" tags release P0015
expect 0 'p-001 Luna has the new code P0015' tags labels p-001 --output r.pdf
"$PASEO" tags assign P0015 p-003 --move
expect 0 'p-001 Luna has the new code P00118' tags labels p-001 --output r.pdf --force
tags | grep -q '^P0015,p-003,' || fail "the code of another was taken: $(tags)"

# A code that would be too fine is refused before it is bound, with the sheets that do.
expect 1 'code P00118 would be too fine.*--sheet.*3x8' tags labels --code code128 --sheet 5x13 --output f.pdf
expect 0 'v-002 Núria has the new code V002' tags labels --kind badges --output v.pdf
! grep -q v-001 "$dir/out" || fail "v-001 has a badge: $(cat "$dir/out")"

# A disk that is full leaves neither half a file nor a code that is bound.
"$PASEO" dogs add p-050 Duc
before=$(ls -A)
got=0
(
	trap '' XFSZ
	ulimit -f 8
	PASEO_DB="$dir/full.db" "$PASEO" tags labels --kind commands --output full.pdf
) >"$dir/out" 2>"$dir/err" || got=$?
[ "$got" -eq 1 ] || fail "a full disk: exit $got: $(cat "$dir/out" "$dir/err")"
grep -q 'full.pdf cannot be written' "$dir/err" || fail "a full disk: $(cat "$dir/err")"
[ "$(ls -A)" = "$before" ] || fail "a full disk left: $(ls -A)"

# On the terminal: half blocks, or ASCII where it has no UTF-8; no colours where it is a file.
expect 0 'P050O' tags labels p-050 --terminal || fail "$(cat "$dir/out")"
grep -q '▀' "$dir/out" || fail "no half blocks: $(cat "$dir/out")"
! grep -q "$(printf '\033')" "$dir/out" || fail "an escape sequence in a file"
LC_ALL=C expect 0 '####' tags labels p-050 --terminal
[ "$(LC_ALL=C.UTF-8 awk '{ if (length > w) w = length } END { print w }' "$dir/out")" -eq 58 ] || fail "$(cat "$dir/out")"

# An archived dog is left out, and named where it is asked for.
"$PASEO" dogs archive p-050
expect 0 '^3 labels' tags labels --output z.pdf
expect 1 "'p-050' is archived" tags labels p-050 --output y.pdf

"$PASEO" verify | grep -q 'no difference' || fail "verify"
