-- Who may speak to the station over HTTP.

-- hash: SHA-256 of the token in hexadecimal; the token itself is kept nowhere. may: what it may do,
-- words separated by blanks. One that is revoked has no row.
CREATE TABLE token (
	name    TEXT PRIMARY KEY,
	hash    TEXT NOT NULL,
	may     TEXT NOT NULL,
	made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
