-- A database as the first schema's program made it: a morning with each kind of event, correction
-- and decision that it knew. For the test that it opens and verifies; never made anew.

BEGIN TRANSACTION;
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
INSERT INTO "decision" VALUES(4,'x-3','p-001','exit','reversal',1794740470000,NULL,NULL,'no',5,1794740470000,'by mistake',NULL);
INSERT INTO "decision" VALUES(14,'x-8','p-002','exit','confidence',1794740590000,NULL,NULL,'moot',NULL,NULL,NULL,NULL);
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
INSERT INTO "dog" VALUES('p-001','Luna','A1',NULL,'green',NULL,0,0,NULL,0,'INSIDE',1794740460000,1794740460000,3000000,NULL,20261115,1,3000);
INSERT INTO "dog" VALUES('p-002','Núria',NULL,NULL,NULL,'reactive',0,0,'pulls',0,'OUTSIDE',1794700200000,0,0,NULL,20261115,0,0);
INSERT INTO "dog" VALUES('p-003','Toby',NULL,NULL,NULL,NULL,40,0,NULL,0,'OUTSIDE',1794740530000,0,0,NULL,20261115,1,0);
INSERT INTO "dog" VALUES('p-004','Rex',NULL,NULL,NULL,NULL,0,0,NULL,1,'INSIDE',0,0,0,NULL,0,0,0);
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
INSERT INTO "event" VALUES(1,1794736800000,1794736800000,'r-1',NULL,'roster',NULL,'en','applied',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"action":"roster","id":"r-1","dogs":[{"id":"p-001","name":"Luna","level":"green","kennel":"A1","tag":"04A1B2"},{"id":"p-002","name":"Núria","traits":"reactive","note":"pulls"},{"id":"p-003","name":"Toby","target_min":40}],"volunteers":[{"id":"v-001","name":"Ana","phone":"600","badge":"B1"}],"settings":{"shelter":"La Ribera"}}',-4008290982040064888);
INSERT INTO "event" VALUES(2,1794736860000,1794736860000,'x-1',NULL,'exit',NULL,'en','applied',NULL,'exit',0,0,'p-001',NULL,'v-001',NULL,NULL,NULL,NULL,NULL,NULL,'OUTSIDE',1,0,'{"dog":"p-001","action":"exit","id":"x-1","volunteer":"v-001"}',1635275800233468583);
INSERT INTO "event" VALUES(3,1794740460000,1794740460000,'x-2',NULL,'scan','nfc','en','applied',NULL,'entry',0,0,'p-001','04A1B2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'INSIDE',1,3600,'{"tag":"04A1B2","source":"nfc","id":"x-2"}',-197863438563793498);
INSERT INTO "event" VALUES(4,1794740470000,1794740470000,'x-3',NULL,'scan','nfc','en','held','reversal','exit',0,0,'p-001','04A1B2',NULL,NULL,NULL,4,NULL,NULL,NULL,'INSIDE',1,3600,'{"tag":"04A1B2","source":"nfc","id":"x-3"}',7406182999576014091);
INSERT INTO "event" VALUES(5,1794740470000,1794740470000,'01a1dede-40f0-7095-a82e-d2a711edfade',NULL,'answer',NULL,'en','applied',NULL,NULL,0,0,'p-001',NULL,NULL,NULL,'x-3',4,'by mistake',NULL,NULL,'INSIDE',1,3600,'{"action":"answer","of":"x-3","go":false,"reason":"by mistake","id":"01a1dede-40f0-7095-a82e-d2a711edfade"}',1902268088876408398);
INSERT INTO "event" VALUES(6,1794740530000,1794740530000,'x-4',NULL,'exit',NULL,'es','applied',NULL,'exit',0,0,'p-003',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'OUTSIDE',1,0,'{"id_perro":"p-003","accion":"SALIDA","id":"x-4"}',-1896384010137941934);
INSERT INTO "event" VALUES(7,1794740530000,1794740530000,'x-5',NULL,'exit',NULL,'en','unknown',NULL,NULL,0,0,'p-009',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'there is no such dog: check its id, or add it with ''paseo dogs add''',NULL,NULL,NULL,'{"dog":"p-009","action":"exit","id":"x-5"}',484689722478054297);
INSERT INTO "event" VALUES(8,1794740530000,1794740530000,'x-5b',NULL,'scan','nfc','en','applied',NULL,NULL,0,0,NULL,'B1','v-001',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"tag":"B1","source":"nfc","id":"x-5b"}',-417646298199078307);
INSERT INTO "event" VALUES(9,1794740530000,1794740530000,'01a1dedf-2b50-720b-b349-b537130a144d',NULL,'amend',NULL,'en','applied',NULL,NULL,0,0,'p-001',NULL,NULL,NULL,'x-1',2,NULL,NULL,NULL,'INSIDE',1,3000,'{"action":"amend","of":"x-1","time":"2026-11-15T10:11:00Z","id":"01a1dedf-2b50-720b-b349-b537130a144d"}',-1052895571871142711);
INSERT INTO "event" VALUES(10,1794740530000,1794740530000,'01a1dedf-2b50-77a3-aa26-eaaa3b387c45',NULL,'roster',NULL,'en','applied',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"action":"roster","release":["B1"],"tags":[{"code":"C7","to":"p-002"}],"dogs":[{"id":"p-004","name":"Rex"}],"settings":{"limit_min":"50","policy.reactive":"note"},"id":"01a1dedf-2b50-77a3-aa26-eaaa3b387c45"}',5163694084663446981);
INSERT INTO "event" VALUES(11,1794740530000,1794740530000,'01a1dedf-2b50-7404-aa6a-61220f7f4419',NULL,'roster',NULL,'en','applied',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"action":"roster","archive":["p-004"],"id":"01a1dedf-2b50-7404-aa6a-61220f7f4419"}',6641136873457624583);
INSERT INTO "event" VALUES(12,1794740590000,1794700200000,'x-6',NULL,'exit',NULL,'en','applied',NULL,'exit',0,0,'p-002',NULL,NULL,NULL,NULL,NULL,NULL,'[{"kind":"late"}]',NULL,'OUTSIDE',0,0,'{"dog":"p-002","action":"exit","time":"2026-11-14T23:50:00Z","id":"x-6"}',3280257606509815037);
INSERT INTO "event" VALUES(13,1794740590000,1794702000000,'x-7',NULL,'entry',NULL,'en','applied',NULL,'entry',1,0,'p-002',NULL,NULL,NULL,NULL,NULL,NULL,'[{"kind":"late"}]',NULL,'INSIDE',0,0,'{"dog":"p-002","action":"entry","time":"2026-11-15T00:20:00Z","estimated":true,"id":"x-7"}',566021594127441249);
INSERT INTO "event" VALUES(14,1794740590000,1794740590000,'x-8',NULL,'exit','ai','en','held','confidence','exit',0,0,'p-002',NULL,NULL,NULL,NULL,14,NULL,NULL,NULL,'INSIDE',0,0,'{"dog":"p-002","action":"exit","confidence":0.5,"source":"ai","id":"x-8"}',829501624844516104);
INSERT INTO "event" VALUES(15,1794740590000,1794740590000,'01a1dee0-15b0-75b5-9bee-f0cddf074e0a',NULL,'retract',NULL,'en','applied',NULL,NULL,0,0,'p-002',NULL,NULL,NULL,'x-7',13,NULL,NULL,NULL,'OUTSIDE',0,0,'{"action":"retract","of":"x-7","id":"01a1dee0-15b0-75b5-9bee-f0cddf074e0a"}',-3680347921678628417);
INSERT INTO "event" VALUES(16,1794740590000,1794740590000,'01a1dee0-15b0-78b3-ab3f-9a3975b269c0',NULL,'retract',NULL,'en','unknown',NULL,NULL,0,0,NULL,NULL,NULL,NULL,'nothing',NULL,NULL,NULL,'no event with this id has come yet: it counts when the event comes',NULL,NULL,NULL,'{"action":"retract","of":"nothing","id":"01a1dee0-15b0-78b3-ab3f-9a3975b269c0"}',326390724769212065);
CREATE TABLE meta (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	seq   INTEGER NOT NULL,
	chain INTEGER NOT NULL,
	zone  TEXT NOT NULL
) STRICT;
INSERT INTO "meta" VALUES(1,16,326390724769212065,'');
CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('confidence_percent','80');
INSERT INTO "setting" VALUES('debounce_s','3');
INSERT INTO "setting" VALUES('future_min','5');
INSERT INTO "setting" VALUES('gate_busy_s','30');
INSERT INTO "setting" VALUES('late_min','10');
INSERT INTO "setting" VALUES('limit_min','50');
INSERT INTO "setting" VALUES('policy.reactive','note');
INSERT INTO "setting" VALUES('reversal_s','120');
INSERT INTO "setting" VALUES('shelter','La Ribera');
INSERT INTO "setting" VALUES('target_min','30');
INSERT INTO "setting" VALUES('zone','');
CREATE TABLE tag (
	code   TEXT PRIMARY KEY,
	target TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "tag" VALUES('04A1B2','p-001');
INSERT INTO "tag" VALUES('C7','p-002');
CREATE TABLE volunteer (
	id       TEXT PRIMARY KEY,
	name     TEXT NOT NULL,
	level    TEXT,
	phone    TEXT,
	archived INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "volunteer" VALUES('v-001','Ana',NULL,'600',0);
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
INSERT INTO "walk" VALUES(20261114,'p-002',1794700200000,12,NULL,NULL,'m-',NULL);
INSERT INTO "walk" VALUES(20261115,'p-001',1794737460000,2,1794740460000,3,'tm','v-001');
INSERT INTO "walk" VALUES(20261115,'p-003',1794740530000,6,NULL,NULL,'m-',NULL);
CREATE INDEX event_time ON event (time_ms, seq);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
	SELECT RAISE(ABORT, 'the event log is never changed');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
	SELECT RAISE(ABORT, 'nothing is deleted from the event log');
END;
CREATE INDEX tag_target ON tag (target, code);
CREATE INDEX walk_open ON walk (dog) WHERE in_ms IS NULL;
CREATE INDEX walk_long ON walk (in_ms) WHERE in_ms - out_ms > 86400000;
CREATE INDEX decision_asked ON decision (asked_ms, seq);
COMMIT;
PRAGMA application_id = 1347634511;
PRAGMA user_version = 1;
