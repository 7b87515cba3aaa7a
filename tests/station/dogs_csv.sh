#!/bin/sh
# Rosters go in from spreadsheets and out again; a bad line is named and nothing is taken.
. "$(dirname "$0")/script_help.sh"

# What a command says on standard error; it must end with that status.
refused() {
	status=$1
	shift
	got=0
	"$PASEO" "$@" >"$dir/out" 2>"$dir/err" || got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit $got, not $status: $(cat "$dir/err")"
}

# Without a database a list says how to make one.
refused 1 dogs list
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "not one line: $(cat "$dir/err")"
[ ! -e "$dir/db" ] || fail "a list made a folder"

# Byte order mark, semicolons, CR LF, quotes, columns in another order.
printf '\357\273\277name;id;tag;level;note\r\n"Luna";p-001;04A1B2C3D4E5F6;verde;"dice ""hola""; y ya"\r\n\303\221oqui;p-002;;rojo;\r\n' >"$dir/a.csv"
[ "$("$PASEO" dogs import "$dir/a.csv" 2>&1)" = "2 dogs taken" ] || fail "import"
"$PASEO" dogs export >"$dir/e1.csv"
cat >"$dir/want" <<'END'
id,name,kennel,zone,level,traits,target_min,limit_min,note,tag
p-001,Luna,,,green,,,,"dice ""hola""; y ya",04A1B2C3D4E5F6
p-002,Ñoqui,,,red,,,,,
END
diff "$dir/want" "$dir/e1.csv" || fail "export"

# What was exported comes back with nothing changed.
"$PASEO" dogs import "$dir/e1.csv" >/dev/null
"$PASEO" dogs export | diff "$dir/e1.csv" - || fail "export after import"

# Bad lines: Latin-1, a level, an escape sequence, an id twice. Nothing is taken.
printf 'id,name,level\np-003,N\361,green\np-004,Rex,blue\np-005,\033[31mMax,red\np-006,Kira,red\np-006,Nala,red\n' >"$dir/b.csv"
refused 1 dogs import "$dir/b.csv"
for words in 'line 2, not UTF-8 in column 2' 'line 3, level' 'line 4, name' 'line 6, id' 'nothing was taken'; do
	grep -q "$words" "$dir/err" || fail "'$words' is missing: $(cat "$dir/err")"
done
[ "$(wc -l <"$dir/err")" -eq 5 ] || fail "not 5 lines: $(cat "$dir/err")"
! grep -q "$(printf '\033')" "$dir/err" || fail "an escape sequence reached the terminal"
"$PASEO" dogs export | diff "$dir/e1.csv" - || fail "a bad file changed something"
"$PASEO" dogs import --skip-bad "$dir/b.csv" >"$dir/out" 2>/dev/null
grep -q '^1 dog taken, 4 bad lines left out$' "$dir/out" || fail "$(cat "$dir/out")"
"$PASEO" dogs export | grep -q '^p-006,Kira,' || fail "the good line was not taken"

# What the database does not allow is a bad line too: another's tag, a volunteer's id, a new dog
# without a name.
printf 'id,name\nv-009,Pau\n' | "$PASEO" volunteers import - >/dev/null
printf 'id,name,tag\np-007,Nala,04a1b2c3d4e5f6\nv-009,Pau,\np-001,Luna,04A1B2C3D4E5F6\np-008,Toby,\n' >"$dir/d.csv"
refused 1 dogs import "$dir/d.csv"
for words in "line 2, tag: '04A1B2C3D4E5F6' is bound to Luna (p-001)" "line 3, id: 'v-009' is a volunteer's id" 'nothing was taken, 2 bad lines'; do
	grep -q "$words" "$dir/err" || fail "'$words' is missing: $(cat "$dir/err")"
done
"$PASEO" dogs import --skip-bad "$dir/d.csv" >"$dir/out" 2>/dev/null || fail "--skip-bad"
grep -q '^2 dogs taken, 2 bad lines left out$' "$dir/out" || fail "$(cat "$dir/out")"
"$PASEO" dogs export | grep -q '^p-008,Toby,' || fail "the good line was not taken"
printf 'id,badge\np-001,B1\nv-010,B2\nv-009,04A1B2C3D4E5F6\n' >"$dir/d.csv"
refused 1 volunteers import "$dir/d.csv"
for words in "line 2, id: 'p-001' is a dog's id" "line 3, id: 'v-010' is new" 'line 4, badge: .* is bound to Luna'; do
	grep -q "$words" "$dir/err" || fail "'$words' is missing: $(cat "$dir/err")"
done

# A column that nobody knows is named.
printf 'id,name,colour\np-7,X,red\n' >"$dir/c.csv"
refused 1 dogs import "$dir/c.csv"
grep -q "'colour'" "$dir/err" || fail "$(cat "$dir/err")"
refused 1 dogs import "$dir/nowhere.csv"

# Add, edit, archive; what is wrong is said.
"$PASEO" dogs add p-010 Duc --level yellow --traits 'reactive heat' --target-min 45 --tag 'QR-10 04DDEEFF'
refused 1 dogs add p-010 Duc
refused 2 dogs add p-011
refused 2 dogs edit p-010
refused 1 dogs edit p-099 --name X
refused 1 dogs edit p-010 --level blue
"$PASEO" dogs edit p-010 --name 'Duc II' --level ''
"$PASEO" dogs export | grep -q '^p-010,Duc II,,,,reactive heat,45,,,04DDEEFF QR-10$' || fail "$("$PASEO" dogs export)"
"$PASEO" dogs archive p-006
refused 1 dogs archive p-006
refused 1 volunteers archive p-010
! "$PASEO" dogs export | grep -q p-006 || fail "an archived dog was exported"
"$PASEO" dogs export --all | grep -q p-006 || fail "--all left the archived dog out"

# Volunteers: the same.
printf 'id,name,phone,badge\nv-001,N\303\272ria,+34 600 000 001,VB1\n' | "$PASEO" volunteers import - >/dev/null
"$PASEO" volunteers export | grep -qx "v-001,Núria,,+34 600 000 001,VB1" || fail "volunteers"

# Tags say whose they are, and move only when told to.
refused 1 tags assign 04A1B2C3D4E5F6 p-002
grep -q 'Luna.*--move' "$dir/err" || fail "$(cat "$dir/err")"
"$PASEO" tags assign 04A1B2C3D4E5F6 p-002 --move
"$PASEO" tags list --format csv | grep -q '^04A1B2C3D4E5F6,p-002,' || fail "the tag did not move"
"$PASEO" tags release 04a1b2c3d4e5f6
! "$PASEO" tags list | grep -q 04A1B2C3D4E5F6 || fail "the tag was not released"
refused 1 tags release 04A1B2C3D4E5F6

"$PASEO" verify | grep -q 'no difference' || fail "verify"
