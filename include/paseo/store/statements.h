/*
 * statements - the one table of every SQL statement with values in it.
 *
 * Columns are bound and read in the order written there; rows.c is the other half. Known to
 * sql.c, which prepares them, and by their names to the rest of store/.
 */
#ifndef PASEO_STORE_STATEMENTS_H
#define PASEO_STORE_STATEMENTS_H

enum sql_statement {
	SQL_META,
	SQL_ZONE,
	SQL_PUT_ZONE,
	SQL_PUT_META,
	SQL_PUT_EVENT,
	SQL_PUT_UNSTREAMED,
	SQL_PUT_DOG,
	SQL_PUT_NOW,
	SQL_PUT_VOLUNTEER,
	SQL_PUT_TAG,
	SQL_DROP_TAG,
	SQL_PUT_PAIR,
	SQL_DROP_PAIR,
	SQL_PUT_TOKEN,
	SQL_DROP_TOKEN,
	SQL_PUT_SETTING,
	SQL_PUT_DECISION,
	SQL_PUT_CLOSING,
	SQL_PUT_WALK,
	SQL_DROP_WALK,
	SQL_EVENTS,
	SQL_EVENTS_BETWEEN,
	SQL_EVENTS_OF_DOG,
	SQL_EVENTS_OF_VOLUNTEER,
	SQL_REFERENCES,
	SQL_ROSTERS,
	SQL_EVENTS_STREAMED,
	SQL_DOGS,
	SQL_VOLUNTEERS,
	SQL_TAGS,
	SQL_PAIRS,
	SQL_TOKENS,
	SQL_SETTINGS,
	SQL_DECISIONS,
	SQL_DECISIONS_BETWEEN,
	SQL_DECISIONS_BY_STATUS,
	SQL_CLOSINGS,
	SQL_WALKS,
	SQL_WALKS_OF_DOG,
	SQL_WALKS_OF_VOLUNTEER,
	SQL_WALKS_AT,
	SQL_LAST_DAY_OF_DOG,
	SQL_STATEMENT_COUNT
};

const char *sql_statement_text(enum sql_statement id);

#endif
