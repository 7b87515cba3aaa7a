-- What the gate judges by, and the days that were closed.

-- The hold of a dog, NULL where it has none: kind, why, the last day (NULL: until it is lifted).
ALTER TABLE dog ADD COLUMN hold TEXT;
ALTER TABLE dog ADD COLUMN hold_reason TEXT;
ALTER TABLE dog ADD COLUMN hold_until INTEGER;

-- The day that a closing closes.
ALTER TABLE event ADD COLUMN day INTEGER;
-- The history of a dog or a person, corrections and refusals too, without reading all of the log.
CREATE INDEX event_dog ON event (dog, time_ms) WHERE dog IS NOT NULL;
CREATE INDEX event_volunteer ON event (volunteer, time_ms) WHERE volunteer IS NOT NULL;
-- What was said of an event afterwards, whenever that was; and the few events that change the roster.
CREATE INDEX event_of ON event (of_seq) WHERE of_seq IS NOT NULL;
CREATE INDEX event_roster ON event (time_ms, seq) WHERE action = 'roster';

-- Who stood in whose way over a year, without reading a year of the log.
CREATE INDEX event_conflict ON event (time_ms)
	WHERE instr(warnings, '"reactive"') OR instr(warnings, '"incompatible"');

-- Two dogs that must not meet, or that go together; a stands before b, by bytes.
CREATE TABLE pair (
	a    TEXT NOT NULL REFERENCES dog (id) DEFERRABLE INITIALLY DEFERRED,
	b    TEXT NOT NULL REFERENCES dog (id) DEFERRABLE INITIALLY DEFERRED,
	kind TEXT NOT NULL,
	PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

-- Each closing of a day; seq is that of its event, reopened_seq that of the first movement of the
-- day that came after it.
CREATE TABLE closing (
	seq          INTEGER PRIMARY KEY,
	day          INTEGER NOT NULL,
	closed_ms    INTEGER NOT NULL,
	reopened_seq INTEGER,
	closed_by    TEXT
) STRICT;
CREATE INDEX closing_day ON closing (day, seq);

CREATE INDEX decision_status ON decision (status, asked_ms, seq);

-- Some of what follows from the log follows otherwise than the first schema's program worked it out
-- (a badge names who walks the dog that went out before it): as for a log whose zone is not known, the
-- next start works all of it out again.
UPDATE meta SET zone = '' WHERE id = 1;
