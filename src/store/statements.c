/*
 * statements - every SQL statement with values in it. The columns of a table are written once
 * for reading and writing; rows.c binds and reads them in this order.
 */
#include <config.h>

#include "paseo/store/statements.h"

/* clang-format off */
#define EVENT_COLUMNS \
	"seq, received_ms, time_ms, id, scope, action, source, vocabulary, outcome, ask, move, " \
	"estimated, go, dog, tag, volunteer, reader, of_id, of_seq, reason, warnings, error, " \
	"state, walks_today, walk_seconds_today, day, json, chain"
#define DOG_COLUMNS \
	"id, name, kennel, zone, level, traits, target_min, limit_min, note, archived, hold, " \
	"hold_reason, hold_until"
#define NOW_COLUMNS \
	"state, since_ms, last_in_ms, last_walk_ms, volunteer, day, walks_today, walk_seconds_today"
#define VOLUNTEER_COLUMNS "id, name, level, phone, archived"
#define PAIR_COLUMNS "a, b, kind"
#define TOKEN_COLUMNS "name, hash, may, made_ms"
#define CLOSING_COLUMNS "seq, day, closed_ms, reopened_seq, closed_by"
#define WALK_COLUMNS "day, dog, out_ms, out_seq, in_ms, in_seq, kinds, volunteer"
#define DECISION_COLUMNS \
	"seq, id, dog, move, ask, asked_ms, warnings, volunteer, status, answer_seq, answered_ms, " \
	"reason, answered_by"

/* Codes bound to the row's id, separated by spaces. */
#define CODES_OF(table) \
	"(SELECT group_concat(code, ' ') FROM " \
	"(SELECT code FROM tag WHERE target = " table ".id ORDER BY code))"
#define NAME_OF_DOG "(SELECT name FROM dog WHERE dog.id = event.dog)"

static const char *const texts[SQL_STATEMENT_COUNT] = {
	[SQL_META] = "SELECT seq, chain FROM meta WHERE id = 1",
	[SQL_ZONE] = "SELECT zone FROM meta WHERE id = 1",
	[SQL_PUT_ZONE] = "UPDATE meta SET zone = ? WHERE id = 1",
	[SQL_PUT_META] = "UPDATE meta SET seq = ?, chain = ? WHERE id = 1",

	[SQL_PUT_EVENT] =
		"INSERT INTO event (" EVENT_COLUMNS ") VALUES "
		"(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[SQL_PUT_UNSTREAMED] = "INSERT INTO unstreamed (seq) VALUES (?)",
	/* Upserts, not REPLACE: that would delete the row that walks refer to. */
	[SQL_PUT_DOG] =
		"INSERT INTO dog (" DOG_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) "
		"ON CONFLICT (id) DO UPDATE SET name = excluded.name, kennel = excluded.kennel, "
		"zone = excluded.zone, level = excluded.level, traits = excluded.traits, "
		"target_min = excluded.target_min, limit_min = excluded.limit_min, "
		"note = excluded.note, archived = excluded.archived, hold = excluded.hold, "
		"hold_reason = excluded.hold_reason, hold_until = excluded.hold_until",
	[SQL_PUT_NOW] =
		"UPDATE dog SET (" NOW_COLUMNS ") = (?,?,?,?,?,?,?,?) WHERE id = ?",
	[SQL_PUT_VOLUNTEER] =
		"INSERT INTO volunteer (" VOLUNTEER_COLUMNS ") VALUES (?,?,?,?,?) "
		"ON CONFLICT (id) DO UPDATE SET name = excluded.name, level = excluded.level, "
		"phone = excluded.phone, archived = excluded.archived",
	[SQL_PUT_TAG] =
		"INSERT INTO tag (code, target) VALUES (?,?) "
		"ON CONFLICT (code) DO UPDATE SET target = excluded.target",
	[SQL_DROP_TAG] = "DELETE FROM tag WHERE code = ?",
	[SQL_PUT_PAIR] = "INSERT OR REPLACE INTO pair (" PAIR_COLUMNS ") VALUES (?,?,?)",
	[SQL_DROP_PAIR] = "DELETE FROM pair WHERE a = ? AND b = ?",
	[SQL_PUT_TOKEN] = "INSERT OR REPLACE INTO token (" TOKEN_COLUMNS ") VALUES (?,?,?,?)",
	[SQL_DROP_TOKEN] = "DELETE FROM token WHERE name = ?",
	[SQL_PUT_SETTING] =
		"INSERT INTO setting (key, value) VALUES (?,?) "
		"ON CONFLICT (key) DO UPDATE SET value = excluded.value",
	[SQL_PUT_DECISION] =
		"INSERT OR REPLACE INTO decision (" DECISION_COLUMNS ") VALUES "
		"(?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[SQL_PUT_CLOSING] =
		"INSERT OR REPLACE INTO closing (" CLOSING_COLUMNS ") VALUES (?,?,?,?,?)",
	[SQL_PUT_WALK] =
		"INSERT OR REPLACE INTO walk (" WALK_COLUMNS ") VALUES (?,?,?,?,?,?,?,?)",
	[SQL_DROP_WALK] =
		"DELETE FROM walk WHERE day = ? AND dog = ? AND out_ms = ? AND out_seq = ?",

	[SQL_EVENTS] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG " FROM event WHERE seq > ? "
		"ORDER BY seq LIMIT ?",
	[SQL_EVENTS_BETWEEN] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG " FROM event "
		"WHERE seq IN (SELECT seq FROM event INDEXED BY event_time "
		"WHERE time_ms >= ? AND time_ms < ?) ORDER BY seq",
	/* By time, and those of one instant as they came. */
	[SQL_EVENTS_OF_DOG] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG " FROM event INDEXED BY event_dog "
		"WHERE dog = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms, seq",
	[SQL_EVENTS_OF_VOLUNTEER] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG " FROM event INDEXED BY event_volunteer "
		"WHERE volunteer = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms, seq",
	/* A held scan that repeats a question names that too, and says nothing of it. */
	[SQL_REFERENCES] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG " FROM event INDEXED BY event_of "
		"WHERE of_seq = ? AND action IN ('retract', 'amend', 'answer') ORDER BY seq",
	[SQL_ROSTERS] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG " FROM event INDEXED BY event_roster "
		"WHERE action = 'roster' AND time_ms >= ? AND time_ms < ? ORDER BY time_ms, seq",
	[SQL_EVENTS_STREAMED] =
		"SELECT " EVENT_COLUMNS ", " NAME_OF_DOG ", "
		"NOT EXISTS (SELECT 1 FROM unstreamed AS u WHERE u.seq = event.seq) "
		"FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
	[SQL_DOGS] =
		"SELECT " DOG_COLUMNS ", " NOW_COLUMNS ", " CODES_OF("dog") " FROM dog "
		"WHERE archived <= ? ORDER BY id",
	[SQL_VOLUNTEERS] =
		"SELECT " VOLUNTEER_COLUMNS ", " CODES_OF("volunteer") " FROM volunteer "
		"WHERE archived <= ? ORDER BY id",
	[SQL_TAGS] = "SELECT code, target FROM tag ORDER BY code",
	[SQL_PAIRS] = "SELECT " PAIR_COLUMNS " FROM pair ORDER BY a, b",
	[SQL_TOKENS] = "SELECT " TOKEN_COLUMNS " FROM token ORDER BY name",
	[SQL_SETTINGS] = "SELECT key, value FROM setting ORDER BY key",
	[SQL_DECISIONS] = "SELECT " DECISION_COLUMNS " FROM decision ORDER BY seq",
	[SQL_DECISIONS_BETWEEN] =
		"SELECT " DECISION_COLUMNS " FROM decision WHERE asked_ms >= ? AND asked_ms < ? "
		"ORDER BY asked_ms, seq",
	[SQL_DECISIONS_BY_STATUS] =
		"SELECT " DECISION_COLUMNS " FROM decision WHERE status = ? "
		"ORDER BY asked_ms, seq",
	[SQL_CLOSINGS] =
		"SELECT " CLOSING_COLUMNS " FROM closing WHERE day BETWEEN ? AND ? "
		"ORDER BY day, seq",
	[SQL_WALKS] =
		"SELECT " WALK_COLUMNS " FROM walk WHERE day BETWEEN ? AND ? "
		"ORDER BY day, dog, out_ms, out_seq",
	/* The table is in order of days, so each day that has walks is looked up: for one dog that
	 * reads few pages of many years, and needs no index that every walk would pay for. */
	[SQL_WALKS_OF_DOG] =
		"WITH RECURSIVE had(day) AS ("
		"SELECT min(day) FROM walk WHERE day >= ?2 UNION ALL "
		"SELECT (SELECT min(day) FROM walk WHERE day > had.day) FROM had "
		"WHERE had.day < ?3) "
		"SELECT " WALK_COLUMNS " FROM walk WHERE dog = ?1 AND day IN "
		"(SELECT day FROM had WHERE day <= ?3) ORDER BY day, out_ms, out_seq",
	[SQL_WALKS_OF_VOLUNTEER] =
		"SELECT " WALK_COLUMNS " FROM walk WHERE day BETWEEN ?2 AND ?3 "
		"AND volunteer = ?1 ORDER BY day, out_ms, out_seq",
	/* ?1: the instant, ?2 and ?3: the days that a walk of at most 24 hours round it may be of.
	 * Each part is told its index: left alone, SQLite would read every walk for two of them. */
	[SQL_WALKS_AT] =
		"SELECT " WALK_COLUMNS " FROM walk INDEXED BY walk_open "
		"WHERE in_ms IS NULL AND out_ms <= ?1 "
		"UNION ALL "
		"SELECT " WALK_COLUMNS " FROM walk WHERE day BETWEEN ?2 AND ?3 AND out_ms <= ?1 "
		"AND in_ms > ?1 AND in_ms - out_ms <= 86400000 "
		"UNION ALL "
		"SELECT " WALK_COLUMNS " FROM walk INDEXED BY walk_long "
		"WHERE in_ms - out_ms > 86400000 AND in_ms > ?1 AND out_ms <= ?1 "
		"ORDER BY 3, 2",
	/* Back from day to day that has walks, up to the first that has one of the dog. For a dog of which
	 * nothing was heard by then (?3) none is looked at: it may have come years later. */
	[SQL_LAST_DAY_OF_DOG] =
		"WITH RECURSIVE had(day) AS ("
		"SELECT CASE WHEN EXISTS (SELECT 1 FROM event INDEXED BY event_dog "
		"WHERE dog = ?1 AND time_ms < ?3) "
		"THEN (SELECT max(day) FROM walk WHERE day < ?2) END "
		"UNION ALL SELECT (SELECT max(day) FROM walk WHERE day < had.day) FROM had "
		"WHERE had.day IS NOT NULL) "
		"SELECT day FROM had WHERE EXISTS "
		"(SELECT 1 FROM walk WHERE walk.day = had.day AND walk.dog = ?1) LIMIT 1",
};
/* clang-format on */

const char *sql_statement_text(enum sql_statement id)
{
	return texts[id];
}
