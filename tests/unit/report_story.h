/*
 * report_story - a Sunday at the shelter on which nearly everything happened, for the tests of reports.
 * What is expected of it was worked out by hand.
 */
#ifndef TESTS_UNIT_REPORT_STORY_H
#define TESTS_UNIT_REPORT_STORY_H

#include "report_help.h"

#define STORY_DAY 20261122
#define STORY_NOW "2026-11-23T09:00:00+01:00"

/* clang-format off */
static const struct told sunday[] = {
	{ "2026-11-18T09:00:00+01:00",
	  "{'action':'roster','settings':{'shelter':'La Ribera'},'dogs':["
	  "{'id':'p-001','name':'Luna'},"
	  "{'id':'p-002','name':'Thor','level':'red','traits':'reactive'},"
	  "{'id':'p-003','name':'Rex','traits':'reactive'},"
	  "{'id':'p-004','name':'Kira','level':'yellow'},"
	  "{'id':'p-005','name':'Coco'},{'id':'p-006','name':'Nala'},"
	  "{'id':'p-007','name':'Otto'},{'id':'p-008','name':'Ñala'},"
	  "{'id':'p-009','name':'Bimba','traits':'heat'},{'id':'p-010','name':'Fosca'},"
	  "{'id':'p-011','name':'Duque'},{'id':'p-012','name':'Zeus'}],"
	  "'volunteers':[{'id':'v-001','name':'Ana Ferrer','level':'red','phone':'600 000 001'},"
	  "{'id':'v-002','name':'Núria Bonet','level':'green','badge':'B-2'},"
	  "{'id':'v-003','name':'Pau Llorens','level':'yellow','phone':'600 000 003'}],"
	  "'pairs':[{'dogs':['p-005','p-006'],'kind':'bonded'},"
	  "{'dogs':['p-004','p-007'],'kind':'incompatible'}]}" },
	{ "2026-11-19T10:00:00+01:00", "{'dog':'p-007','action':'exit','source':'nfc'}" },
	{ "2026-11-19T10:30:00+01:00", "{'dog':'p-007','action':'entry','source':'nfc'}" },
	{ "2026-11-20T09:00:00+01:00",
	  "{'action':'roster','volunteer':'v-001','holds':[{'dog':'p-010','reason':'stitches',"
	  "'until':'2026-11-30','kind':'medical'}]}" },
	{ "2026-11-21T10:00:00+01:00", "{'dog':'p-003','action':'exit','source':'nfc'}" },
	{ "2026-11-21T10:30:00+01:00", "{'dog':'p-003','action':'entry','source':'nfc'}" },

	/* Sunday: one of a bonded pair goes alone, and nothing said so at the gate. */
	{ "2026-11-22T10:00:00+01:00",
	  "{'id':'luna-out','dog':'p-001','action':'exit','source':'nfc','volunteer':'v-002'}" },
	{ "2026-11-22T10:05:00+01:00",
	  "{'dog':'p-005','action':'exit','source':'nfc','volunteer':'v-001'}" },
	{ "2026-11-22T10:10:00+01:00",
	  "{'dog':'p-002','action':'exit','source':'nfc','volunteer':'v-001'}" },
	/* Two reactive dogs. */
	{ "2026-11-22T10:12:00+01:00", "{'id':'rex','dog':'p-003','action':'scan','source':'nfc'}" },
	{ "2026-11-22T10:12:30+01:00", "{'dog':'p-003','action':'scan','source':'nfc'}" },
	{ "2026-11-22T10:14:00+01:00",
	  "{'action':'answer','of':'rex','go':false,'volunteer':'v-001','reason':'Thor is out',"
	  "'source':'keyboard'}" },
	/* A badge that comes after its dog, and is below it. */
	{ "2026-11-22T10:20:00+01:00", "{'id':'kira-out','dog':'p-004','action':'exit','source':'nfc'}" },
	{ "2026-11-22T10:20:15+01:00", "{'tag':'B-2','source':'nfc'}" },
	{ "2026-11-22T10:40:00+01:00", "{'dog':'p-001','action':'entry','source':'nfc'}" },
	{ "2026-11-22T10:50:00+01:00", "{'dog':'p-005','action':'entry','source':'nfc'}" },
	/* Hot. */
	{ "2026-11-22T11:00:00+01:00", "{'action':'roster','settings':{'heat':'hot'}}" },
	{ "2026-11-22T11:05:00+01:00",
	  "{'dog':'p-009','action':'exit','source':'nfc','volunteer':'v-003'}" },
	/* On hold, let go; and back too soon. */
	{ "2026-11-22T11:10:00+01:00",
	  "{'id':'fosca','dog':'p-010','action':'exit','source':'nfc','volunteer':'v-003'}" },
	{ "2026-11-22T11:12:00+01:00",
	  "{'action':'answer','of':'fosca','go':true,'volunteer':'v-001','reason':'the vet says so',"
	  "'source':'keyboard'}" },
	{ "2026-11-22T11:15:00+01:00", "{'dog':'p-010','action':'entry','source':'nfc'}" },
	{ "2026-11-22T11:20:00+01:00", "{'dog':'p-009','action':'entry','source':'nfc'}" },
	/* A slip, undone. */
	{ "2026-11-22T11:30:00+01:00", "{'id':'slip','dog':'p-012','action':'exit','source':'nfc'}" },
	{ "2026-11-22T11:31:00+01:00",
	  "{'action':'retract','of':'slip','volunteer':'v-001','reason':'wrong dog','source':'keyboard'}" },
	/* A return that was scanned late: heat had shortened the walk. */
	{ "2026-11-22T11:52:00+01:00", "{'id':'thor-in','dog':'p-002','action':'entry','source':'nfc'}" },
	{ "2026-11-22T12:00:00+01:00",
	  "{'action':'amend','of':'thor-in','time':'2026-11-22T11:20:00+01:00',"
	  "'reason':'came in by the back gate','source':'keyboard'}" },
	/* Must not meet Kira; nobody has answered yet. */
	{ "2026-11-22T12:02:00+01:00", "{'id':'otto','dog':'p-007','action':'exit','source':'nfc'}" },
	{ "2026-11-22T12:10:00+01:00",
	  "{'id':'kira-in','dog':'p-004','action':'entry','time':'2026-11-22T12:08:00+01:00',"
	  "'estimated':true,'source':'keyboard'}" },
	{ "2026-11-22T12:11:00+01:00",
	  "{'action':'amend','of':'kira-out','volunteer':'v-003','source':'keyboard'}" },
	{ "2026-11-22T12:12:00+01:00",
	  "{'action':'amend','of':'kira-out','reason':'pulls at the lead','source':'keyboard'}" },
	/* Codes that were nobody's; one is bound. */
	{ "2026-11-22T12:30:00+01:00", "{'tag':'04AA','source':'nfc'}" },
	{ "2026-11-22T12:35:00+01:00", "{'tag':'04AA','source':'nfc'}" },
	{ "2026-11-22T12:36:00+01:00", "{'tag':'QR-77','source':'qr'}" },
	{ "2026-11-22T12:40:00+01:00",
	  "{'action':'roster','tags':[{'code':'04AA','to':'p-008'}]}" },
	/* Walks once more, and leaves for good. */
	{ "2026-11-22T12:41:00+01:00",
	  "{'dog':'p-011','action':'exit','source':'keyboard','volunteer':'v-002'}" },
	{ "2026-11-22T13:01:00+01:00", "{'dog':'p-011','action':'entry','source':'nfc'}" },
	{ "2026-11-22T13:05:00+01:00", "{'action':'roster','archive':['p-011']}" },
	/* A telephone that was offline: Luna went out at 09:55 already, and once more. */
	{ "2026-11-22T14:00:00+01:00",
	  "{'dog':'p-001','action':'exit','time':'2026-11-22T09:55:00+01:00','source':'api',"
	  "'volunteer':'v-002'}" },
	{ "2026-11-22T14:00:01+01:00",
	  "{'dog':'p-001','action':'exit','time':'2026-11-22T12:50:00+01:00','source':'api',"
	  "'volunteer':'v-002'}" },
	{ "2026-11-22T14:00:02+01:00",
	  "{'dog':'p-001','action':'entry','time':'2026-11-22T13:20:30+01:00','source':'api'}" },
	/* A clock that is ahead. */
	{ "2026-11-22T18:00:00+01:00",
	  "{'dog':'p-006','action':'exit','time':'2026-11-22T18:02:00+01:00','source':'api',"
	  "'volunteer':'v-003'}" },
	{ "2026-11-22T18:30:00+01:00",
	  "{'dog':'p-009','action':'exit','source':'nfc','volunteer':'v-001'}" },
	/* Closed with two of them out, one of which comes back. */
	{ "2026-11-22T19:30:00+01:00",
	  "{'action':'close','day':'2026-11-22','volunteer':'v-001','source':'keyboard'}" },
	{ "2026-11-22T19:45:00+01:00", "{'dog':'p-009','action':'entry','source':'nfc'}" },

	/* Monday: the other one is in her kennel; when she came is put right. */
	{ "2026-11-23T08:10:00+01:00", "{'id':'nala-in','dog':'p-006','action':'entry','source':'nfc'}" },
	{ "2026-11-23T08:20:00+01:00",
	  "{'action':'amend','of':'nala-in','time':'2026-11-23T00:30:00+01:00','source':'keyboard'}" },
	{ "2026-11-23T08:30:00+01:00",
	  "{'action':'roster','volunteer':'v-003','lift':['p-010']}" },
};
/* clang-format on */

#define SUNDAY_COUNT (sizeof(sunday) / sizeof(sunday[0]))

#endif
