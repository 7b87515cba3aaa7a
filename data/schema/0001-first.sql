-- The first schema. Run once, in one transaction, by store/schema.c, which also sets
-- application_id and user_version. A file that has been released is never changed: what is
-- new goes into the next number.
--
-- Instants are milliseconds since 1970 UTC (_ms), days local dates as YYYYMMDD, worked out
-- by the program. Enumerations are the English names of the wire. Absent is NULL.

-- One row. seq and chain of the last event, moved in the same transaction as all that
-- follows from it: what the journal plays again begins after it. zone: in which the days below
-- were worked out; in another one they are worked out again.
CREATE TABLE meta (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	seq   INTEGER NOT NULL,
	chain INTEGER NOT NULL,
	zone  TEXT NOT NULL
) STRICT;
INSERT INTO meta (id, seq, chain, zone) VALUES (1, 0, 0, '');

-- The log: each event as it was taken (json) and what became of it. Everything below this
-- table but meta is a projection of it. state and totals are those that were answered. chain is journal_chain() over the row and the one before.
CREATE TABLE event (
	seq         INTEGER PRIMARY KEY,
	received_ms INTEGER NOT NULL,
	time_ms     INTEGER NOT NULL,
	id          TEXT NOT NULL,
	scope       TEXT,
	action      TEXT NOT NULL,
	source      TEXT,
	vocabulary  TEXT NOT NULL,
	outcome     TEXT NOT NULL,
	ask         TEXT,
	move        TEXT,
	estimated   INTEGER NOT NULL,
	go          INTEGER NOT NULL,
	dog         TEXT,
	tag         TEXT,
	volunteer   TEXT,
	reader      TEXT,
	of_id       TEXT,
	of_seq      INTEGER,
	reason      TEXT,
	warnings    TEXT,
	error       TEXT,
	state       TEXT,
	walks_today INTEGER,
	walk_seconds_today INTEGER,
	json        TEXT NOT NULL,
	chain       INTEGER NOT NULL
) STRICT;
CREATE INDEX event_time ON event (time_ms, seq);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
	SELECT RAISE(ABORT, 'the event log is never changed');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
	SELECT RAISE(ABORT, 'nothing is deleted from the event log');
END;

-- Roster data, state, and the totals of one day, so that the board reads no walk.
CREATE TABLE dog (
	id                 TEXT PRIMARY KEY,
	name               TEXT NOT NULL,
	kennel             TEXT,
	zone               TEXT,
	level              TEXT,
	traits             TEXT,
	target_min         INTEGER NOT NULL,
	limit_min          INTEGER NOT NULL,
	note               TEXT,
	archived           INTEGER NOT NULL,
	state              TEXT NOT NULL DEFAULT 'INSIDE',
	since_ms           INTEGER NOT NULL DEFAULT 0,
	last_in_ms         INTEGER NOT NULL DEFAULT 0,
	last_walk_ms       INTEGER NOT NULL DEFAULT 0,
	volunteer          TEXT,
	day                INTEGER NOT NULL DEFAULT 0,
	walks_today        INTEGER NOT NULL DEFAULT 0,
	walk_seconds_today INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE volunteer (
	id       TEXT PRIMARY KEY,
	name     TEXT NOT NULL,
	level    TEXT,
	phone    TEXT,
	archived INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Codes that are bound; a released one has no row. target is a dog's or a volunteer's id.
CREATE TABLE tag (
	code   TEXT PRIMARY KEY,
	target TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_target ON tag (target, code);

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Clustered by day: a day's report reads one run of pages however long the history.
-- kinds: how the ends are known, first letters of measured, typed, estimated: 'mt'; 'm-' while open.
-- Foreign keys are deferred: within one transaction the order of rows is the brain's.
CREATE TABLE walk (
	day       INTEGER NOT NULL,
	dog       TEXT NOT NULL REFERENCES dog (id) DEFERRABLE INITIALLY DEFERRED,
	out_ms    INTEGER NOT NULL,
	out_seq   INTEGER NOT NULL,
	in_ms     INTEGER,
	in_seq    INTEGER,
	kinds     TEXT NOT NULL,
	volunteer TEXT,
	PRIMARY KEY (day, dog, out_ms, out_seq)
) STRICT, WITHOUT ROWID;
-- Who is out, and who was out at an instant: the open, and the few that last over a day.
CREATE INDEX walk_open ON walk (dog) WHERE in_ms IS NULL;
CREATE INDEX walk_long ON walk (in_ms) WHERE in_ms - out_ms > 86400000;

-- Movements that wait, or waited, for a person; seq is that of the held event.
CREATE TABLE decision (
	seq         INTEGER PRIMARY KEY,
	id          TEXT NOT NULL,
	dog         TEXT REFERENCES dog (id) DEFERRABLE INITIALLY DEFERRED,
	move        TEXT,
	ask         TEXT,
	asked_ms    INTEGER NOT NULL,
	warnings    TEXT,
	volunteer   TEXT,
	status      TEXT NOT NULL,
	answer_seq  INTEGER,
	answered_ms INTEGER,
	reason      TEXT,
	answered_by TEXT
) STRICT;
CREATE INDEX decision_asked ON decision (asked_ms, seq);
