/* Which values a matcher takes: every line of the language that is about one value. */
#include <config.h>

#include "verdict.h"

/* clang-format off */

static void literals_are_of_their_own_type(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':['s']}", "{'a':'s'}", YES },
		{ "{'a':['s']}", "{'a':'S'}", NO },
		{ "{'a':['s']}", "{'a':'s '}", NO },
		{ "{'a':['']}", "{'a':''}", YES },
		{ "{'a':['true']}", "{'a':true}", NO },
		{ "{'a':[true]}", "{'a':'true'}", NO },
		{ "{'a':[true]}", "{'a':true}", YES },
		{ "{'a':[false]}", "{'a':false}", YES },
		{ "{'a':[false]}", "{'a':true}", NO },
		{ "{'a':[null]}", "{'a':null}", YES },
		{ "{'a':[null]}", "{'a':'null'}", NO },
		{ "{'a':[null]}", "{}", NO },
		{ "{'a':['5']}", "{'a':5}", NO },
		{ "{'a':[5]}", "{'a':'5'}", NO },
		{ "{'a':['x','y']}", "{'a':'y'}", YES },
		{ "{'a':['x',5,null]}", "{'a':null}", YES },
		{ "{'a':['\\u00f1']}", "{'a':'ñ'}", YES },
		{ "{'a':['ñ']}", "{'a':'n\\u0303'}", NO },
		{ "{'a':[{'exactly':'s'}]}", "{'a':'s'}", YES },
		{ "{'a':[{'exactly':'s'}]}", "{'a':'st'}", NO },
		{ "{'a':['x\\u0000y']}", "{'a':'x\\u0000y'}", YES },
		{ "{'a':['x\\u0000y']}", "{'a':'x'}", NO },
	};

	(void)state;
	VERDICTS(rows);
}

static void numbers_are_equal_in_any_notation(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[42]}", "{'a':42.0}", YES },
		{ "{'a':[42]}", "{'a':4.2e1}", YES },
		{ "{'a':[42]}", "{'a':420e-1}", YES },
		{ "{'a':[42.0]}", "{'a':4.2E+1}", YES },
		{ "{'a':[0]}", "{'a':-0}", YES },
		{ "{'a':[-0.0]}", "{'a':0}", YES },
		{ "{'a':[0]}", "{'a':0e400}", YES },
		{ "{'a':[42]}", "{'a':43}", NO },
		{ "{'a':[-42]}", "{'a':42}", NO },
		{ "{'a':[0.30000000000000004]}", "{'a':0.30000000000000004}", YES },
		{ "{'a':[0.30000000000000004]}", "{'a':0.3}", NO },
		{ "{'a':[9007199254740992]}", "{'a':9007199254740992.0}", YES },
		{ "{'a':[123456789012345]}", "{'a':1.23456789012345e14}", YES },
		{ "{'a':[4.9e-324]}", "{'a':49E-325}", YES },
		{ "{'a':[1e23]}", "{'a':100000000000000000000000}", YES },
		{ "{'a':[5.684341886080802e-14]}", "{'a':0.00000000000005684341886080802}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void a_number_that_is_not_exact_is_its_text(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[9007199254740993]}", "{'a':9007199254740993}", YES },
		{ "{'a':[9007199254740993]}", "{'a':9007199254740993.0}", NO },
		{ "{'a':[9007199254740992]}", "{'a':9007199254740993}", NO },
		{ "{'a':[12345678901234567890]}", "{'a':12345678901234567890}", YES },
		{ "{'a':[12345678901234567890]}", "{'a':12345678901234567000}", NO },
		{ "{'a':[1e400]}", "{'a':1e400}", YES },
		{ "{'a':[1e400]}", "{'a':1E400}", NO },
		{ "{'a':[1e-400]}", "{'a':1e-400}", YES },
		{ "{'a':[1e-400]}", "{'a':0}", NO },
		{ "{'a':[5e-324]}", "{'a':5e-324}", YES },
		{ "{'a':[5e-324]}", "{'a':4.9e-324}", NO },
		{ "{'a':[0.1]}", "{'a':0.1000000000000000055511151231257827}", NO },
		{ "{'a':[5.684341886080801e-14]}", "{'a':5.684341886080802e-14}", NO },
		{ "{'a':[{'numeric':['>',0]}]}", "{'a':9007199254740993}", NO },
		{ "{'a':[{'numeric':['>',0]}]}", "{'a':1e400}", NO },
		{ "{'a':[{'numeric':['<',1]}]}", "{'a':0.1000000000000000055511151231257827}", NO },
		{ "{'a':[{'anything-but':5}]}", "{'a':1e400}", YES },
		{ "{'a':[{'anything-but':[9007199254740992]}]}", "{'a':9007199254740993}", YES },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':1e400}", YES },
		{ "{'a':[{'numeric':['=',9007199254740993]}]}", "{}", REFUSED },
		{ "{'a':[{'numeric':['>',1e400]}]}", "{}", REFUSED },
		{ "{'a':[{'numeric':['>',0,'<',5e-324]}]}", "{}", REFUSED },
		{ "{'a':[{'anything-but':12345678901234567890}]}", "{}", REFUSED },
		{ "{'a':[{'anything-but':[1,1e-400]}]}", "{}", REFUSED },
	};

	(void)state;
	VERDICTS(rows);
}

static void prefix_and_suffix_are_of_strings(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'prefix':'p-'}]}", "{'a':'p-001'}", YES },
		{ "{'a':[{'prefix':'p-'}]}", "{'a':'P-001'}", NO },
		{ "{'a':[{'prefix':'p-'}]}", "{'a':'p'}", NO },
		{ "{'a':[{'prefix':''}]}", "{'a':''}", YES },
		{ "{'a':[{'prefix':''}]}", "{'a':5}", NO },
		{ "{'a':[{'prefix':''}]}", "{'a':true}", NO },
		{ "{'a':[{'prefix':''}]}", "{'a':null}", NO },
		{ "{'a':[{'prefix':'5'}]}", "{'a':55}", NO },
		{ "{'a':[{'suffix':'01'}]}", "{'a':'p-001'}", YES },
		{ "{'a':[{'suffix':'01'}]}", "{'a':'1'}", NO },
		{ "{'a':[{'suffix':''}]}", "{'a':'x'}", YES },
		{ "{'a':[{'suffix':''}]}", "{'a':0}", NO },
		{ "{'a':[{'prefix':'\\ud83d'}]}", "{'a':'\\ud83d\\u0041'}", YES },
		{ "{'a':[{'prefix':'\\ud83d'}]}", "{'a':'?x'}", NO },
		{ "{'a':[{'prefix':'\\ud83d'}]}", "{'a':'\\ud83d\\ude00'}", NO },
		{ "{'a':['\\ud83d\\ude00']}", "{'a':'😀'}", YES },
		{ "{'a':['\\ud83d']}", "{'a':'\\ud83d'}", YES },
		{ "{'a':['\\ud83d']}", "{'a':'?'}", NO },
		{ "{'a':[{'anything-but':'\\ud83d'}]}", "{'a':'?'}", YES },
		/* A quote is a character like any other. */
		{ "{'a':[{'prefix':'SALIDA\\''}]}", "{'a':'SALIDA'}", NO },
		{ "{'a':[{'prefix':'SALIDA\\''}]}", "{'a':'SALIDA\\' x'}", YES },
		{ "{'a':[{'suffix':'\\'x'}]}", "{'a':'x'}", NO },
		{ "{'a':[{'anything-but':{'prefix':'x\\''}}]}", "{'a':'x'}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void case_is_ignored_unit_by_unit(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'equals-ignore-case':'ñandú'}]}", "{'a':'ÑANDÚ'}", YES },
		{ "{'a':[{'equals-ignore-case':'ñandú'}]}", "{'a':'Ñandú'}", YES },
		{ "{'a':[{'equals-ignore-case':'ñandú'}]}", "{'a':'nandu'}", NO },
		{ "{'a':[{'equals-ignore-case':'ñ'}]}", "{'a':'n\\u0303'}", NO },
		{ "{'a':[{'equals-ignore-case':'straße'}]}", "{'a':'straße'}", YES },
		{ "{'a':[{'equals-ignore-case':'straße'}]}", "{'a':'STRASSE'}", YES },
		{ "{'a':[{'equals-ignore-case':'straße'}]}", "{'a':'STRAßE'}", YES },
		{ "{'a':[{'equals-ignore-case':'straße'}]}", "{'a':'strasse'}", NO },
		{ "{'a':[{'equals-ignore-case':'straße'}]}", "{'a':'STRAẞE'}", NO },
		{ "{'a':[{'equals-ignore-case':'STRASSE'}]}", "{'a':'strasse'}", YES },
		{ "{'a':[{'equals-ignore-case':'STRASSE'}]}", "{'a':'straße'}", NO },
		{ "{'a':[{'equals-ignore-case':'Σ'}]}", "{'a':'σ'}", YES },
		{ "{'a':[{'equals-ignore-case':'Σ'}]}", "{'a':'Σ'}", YES },
		{ "{'a':[{'equals-ignore-case':'Σ'}]}", "{'a':'ς'}", NO },
		{ "{'a':[{'equals-ignore-case':'ς'}]}", "{'a':'ς'}", YES },
		{ "{'a':[{'equals-ignore-case':'ς'}]}", "{'a':'Σ'}", YES },
		{ "{'a':[{'equals-ignore-case':'ς'}]}", "{'a':'σ'}", NO },
		{ "{'a':[{'equals-ignore-case':'ı'}]}", "{'a':'I'}", YES },
		{ "{'a':[{'equals-ignore-case':'ı'}]}", "{'a':'i'}", NO },
		{ "{'a':[{'equals-ignore-case':'i'}]}", "{'a':'I'}", YES },
		{ "{'a':[{'equals-ignore-case':'i'}]}", "{'a':'ı'}", NO },
		{ "{'a':[{'equals-ignore-case':'i'}]}", "{'a':'İ'}", NO },
		{ "{'a':[{'equals-ignore-case':'İ'}]}", "{'a':'i\\u0307'}", YES },
		{ "{'a':[{'equals-ignore-case':'\\u212a'}]}", "{'a':'\\u212a'}", YES },
		{ "{'a':[{'equals-ignore-case':'\\u212a'}]}", "{'a':'k'}", YES },
		{ "{'a':[{'equals-ignore-case':'\\u212a'}]}", "{'a':'K'}", NO },
		{ "{'a':[{'equals-ignore-case':'😀'}]}", "{'a':'?" "?'}", YES },
		{ "{'a':[{'equals-ignore-case':'😀'}]}", "{'a':'😀'}", NO },
		{ "{'a':[{'equals-ignore-case':'x😀y'}]}", "{'a':'X?" "?Y'}", YES },
		{ "{'a':[{'equals-ignore-case':'ΐ'}]}", "{'a':'Ϊ\\u0301'}", NO },
		{ "{'a':[{'equals-ignore-case':'ΐ'}]}", "{'a':'Ι\\u0308\\u0301'}", YES },
		{ "{'a':[{'equals-ignore-case':'\\u1f80'}]}", "{'a':'\\u1f08\\u0399'}", YES },
		{ "{'a':[{'equals-ignore-case':''}]}", "{'a':''}", YES },
		{ "{'a':[{'equals-ignore-case':'5'}]}", "{'a':5}", NO },
		{ "{'a':[{'prefix':{'equals-ignore-case':'sal'}}]}", "{'a':'SALIDA'}", YES },
		{ "{'a':[{'prefix':{'equals-ignore-case':'ß'}}]}", "{'a':'SSx'}", YES },
		{ "{'a':[{'prefix':{'equals-ignore-case':'sal'}}]}", "{'a':'SA'}", NO },
		{ "{'a':[{'prefix':{'equals-ignore-case':''}}]}", "{'a':'x'}", YES },
		{ "{'a':[{'prefix':{'equals-ignore-case':''}}]}", "{'a':5}", NO },
		{ "{'a':[{'suffix':{'equals-ignore-case':'ida'}}]}", "{'a':'SALIDA'}", YES },
		{ "{'a':[{'suffix':{'equals-ignore-case':'aß'}}]}", "{'a':'xASS'}", YES },
		{ "{'a':[{'suffix':{'equals-ignore-case':'ñ'}}]}", "{'a':'xÑ'}", YES },
		{ "{'a':[{'suffix':{'equals-ignore-case':'ida'}}]}", "{'a':'SALIDA '}", NO },
		{ "{'a':[{'suffix':{'equals-ignore-case':'ida'}}]}", "{'a':'da'}", NO },
	};

	(void)state;
	VERDICTS(rows);
}

static void wildcards_take_the_whole_value(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'wildcard':'a*b'}]}", "{'a':'ab'}", YES },
		{ "{'a':[{'wildcard':'a*b'}]}", "{'a':'axxb'}", YES },
		{ "{'a':[{'wildcard':'a*b'}]}", "{'a':'a\\nb'}", YES },
		{ "{'a':[{'wildcard':'a*b'}]}", "{'a':'axbx'}", NO },
		{ "{'a':[{'wildcard':'a*a'}]}", "{'a':'a'}", NO },
		{ "{'a':[{'wildcard':'*an*an*'}]}", "{'a':'banana'}", YES },
		{ "{'a':[{'wildcard':'*ana*ana'}]}", "{'a':'banana'}", NO },
		{ "{'a':[{'wildcard':'*ab*'}]}", "{'a':'aab'}", YES },
		{ "{'a':[{'wildcard':'a?b'}]}", "{'a':'axb'}", NO },
		{ "{'a':[{'wildcard':'a?b'}]}", "{'a':'a?b'}", YES },
		{ "{'a':[{'wildcard':'a.b'}]}", "{'a':'axb'}", NO },
		{ "{'a':[{'wildcard':''}]}", "{'a':''}", YES },
		{ "{'a':[{'wildcard':''}]}", "{'a':'x'}", NO },
		{ "{'a':[{'wildcard':'*'}]}", "{'a':''}", YES },
		{ "{'a':[{'wildcard':'*'}]}", "{'a':5}", NO },
		{ "{'a':[{'wildcard':'*'}]}", "{'a':null}", NO },
		{ "{'a':[{'wildcard':'abc'}]}", "{'a':'abc'}", YES },
		{ "{'a':[{'wildcard':'a\\\\*b'}]}", "{'a':'a*b'}", YES },
		{ "{'a':[{'wildcard':'a\\\\*b'}]}", "{'a':'axb'}", NO },
		{ "{'a':[{'wildcard':'a\\\\\\\\b'}]}", "{'a':'a\\\\b'}", YES },
		{ "{'a':[{'wildcard':'*\\\\*'}]}", "{'a':'xx*'}", YES },
		{ "{'a':[{'wildcard':'\\\\**'}]}", "{'a':'*xx'}", YES },
		{ "{'a':[{'wildcard':'\\\\**'}]}", "{'a':'xx'}", NO },
		{ "{'a':[{'wildcard':'a**b'}]}", "{}", REFUSED },
		{ "{'a':[{'wildcard':'a\\\\b'}]}", "{}", REFUSED },
		{ "{'a':[{'wildcard':'a\\\\'}]}", "{}", REFUSED },
	};

	(void)state;
	VERDICTS(rows);
}

static void anything_but_takes_what_is_present_and_not_excluded(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'anything-but':'x'}]}", "{'a':'y'}", YES },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':'x'}", NO },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':5}", YES },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':true}", YES },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':null}", YES },
		{ "{'a':[{'anything-but':'x'}]}", "{}", NO },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':[]}", NO },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':{'b':1}}", NO },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':['x','y']}", YES },
		{ "{'a':[{'anything-but':'x'}]}", "{'a':['x','x']}", NO },
		{ "{'a':[{'anything-but':''}]}", "{'a':''}", NO },
		{ "{'a':[{'anything-but':5}]}", "{'a':5.0}", NO },
		{ "{'a':[{'anything-but':5}]}", "{'a':'5'}", YES },
		{ "{'a':[{'anything-but':['x','y']}]}", "{'a':'y'}", NO },
		{ "{'a':[{'anything-but':['x','y']}]}", "{'a':'z'}", YES },
		{ "{'a':[{'anything-but':[1,2]}]}", "{'a':2e0}", NO },
		{ "{'a':[{'anything-but':[1,2]}]}", "{'a':3}", YES },
		{ "{'a':[{'anything-but':'x'},{'anything-but':'y'}]}", "{'a':'x'}", YES },
		{ "{'a':[{'anything-but':{'prefix':'p-'}}]}", "{'a':'p-1'}", NO },
		{ "{'a':[{'anything-but':{'prefix':'p-'}}]}", "{'a':'v-1'}", YES },
		{ "{'a':[{'anything-but':{'prefix':['p-','v-']}}]}", "{'a':'v-1'}", NO },
		{ "{'a':[{'anything-but':{'suffix':'1'}}]}", "{'a':'p-1'}", NO },
		{ "{'a':[{'anything-but':{'suffix':['2','3']}}]}", "{'a':'p-1'}", YES },
		{ "{'a':[{'anything-but':{'suffix':'1'}}]}", "{'a':1}", YES },
		{ "{'a':[{'anything-but':{'equals-ignore-case':'straße'}}]}", "{'a':'STRASSE'}", NO },
		{ "{'a':[{'anything-but':{'equals-ignore-case':['a','b']}}]}", "{'a':'B'}", NO },
		{ "{'a':[{'anything-but':{'equals-ignore-case':['a','b']}}]}", "{'a':'c'}", YES },
		{ "{'a':[{'anything-but':{'wildcard':'*x'}}]}", "{'a':'ax'}", NO },
		{ "{'a':[{'anything-but':{'wildcard':['*x','y*']}}]}", "{'a':'yz'}", NO },
		{ "{'a':[{'anything-but':{'wildcard':['*x','y*']}}]}", "{'a':null}", YES },
		{ "{'a':[{'anything-but':'::1'}]}", "{'a':'0:0:0:0:0:0:0:1'}", YES },
		{ "{'a':[{'anything-but':'::1'}]}", "{'a':'::1'}", NO },
	};

	(void)state;
	VERDICTS(rows);
}

static void numeric_compares_numbers(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'numeric':['=',5]}]}", "{'a':5.0}", YES },
		{ "{'a':[{'numeric':['=',5]}]}", "{'a':'5'}", NO },
		{ "{'a':[{'numeric':['=',5]}]}", "{'a':true}", NO },
		{ "{'a':[{'numeric':['<',5]}]}", "{'a':4.999}", YES },
		{ "{'a':[{'numeric':['<',5]}]}", "{'a':5}", NO },
		{ "{'a':[{'numeric':['<=',5]}]}", "{'a':5}", YES },
		{ "{'a':[{'numeric':['>',5]}]}", "{'a':5}", NO },
		{ "{'a':[{'numeric':['>',5]}]}", "{'a':1e300}", YES },
		{ "{'a':[{'numeric':['>=',5]}]}", "{'a':5}", YES },
		{ "{'a':[{'numeric':['>=',-1]}]}", "{'a':-0}", YES },
		{ "{'a':[{'numeric':['>',0,'<=',5]}]}", "{'a':5}", YES },
		{ "{'a':[{'numeric':['>',0,'<=',5]}]}", "{'a':0}", NO },
		{ "{'a':[{'numeric':['>=',0,'<',5]}]}", "{'a':0}", YES },
		{ "{'a':[{'numeric':['>=',0,'<',5]}]}", "{'a':5}", NO },
		{ "{'a':[{'numeric':['>',0,'<',5]}]}", "{'a':[9,3]}", YES },
		{ "{'a':[{'numeric':['>',1.7976931348623155e308]}]}", "{'a':1.7976931348623157e308}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void addresses_are_compared_by_value(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':['::1']}", "{'a':'0:0:0:0:0:0:0:1'}", YES },
		{ "{'a':['::1']}", "{'a':'::2'}", NO },
		{ "{'a':['10.0.0.5']}", "{'a':'010.0.0.05'}", YES },
		{ "{'a':['10.0.0.5']}", "{'a':'::ffff:a00:5'}", YES },
		{ "{'a':['::ffff:a00:5']}", "{'a':'10.0.0.5'}", YES },
		{ "{'a':['2001:DB8::5']}", "{'a':'2001:db8:0:0::5'}", YES },
		{ "{'a':['10.0.0.5']}", "{'a':'a00:5::9'}", NO },
		{ "{'a':['10.0.0.5']}", "{'a':'10.0.0.6'}", NO },
		{ "{'a':['1:2:3:4:5:6:7:8']}", "{'a':'01:2:3:4:5:6:7:8'}", YES },
		{ "{'a':['300.1.1.1']}", "{'a':'300.1.1.01'}", NO },
		{ "{'a':['300.1.1.1']}", "{'a':'300.1.1.1'}", YES },
		{ "{'a':['12:30']}", "{'a':'12:30'}", YES },
		{ "{'a':['12:30']}", "{'a':'012:30'}", NO },
		{ "{'a':['04:a1:b2:c3:d4:e5']}", "{'a':'04:A1:B2:C3:D4:E5'}", NO },
		{ "{'a':['04:a1:b2:c3:d4:e5:f6:07']}", "{'a':'04:A1:B2:C3:D4:E5:F6:07'}", YES },
		{ "{'a':['fe80::1%eth0']}", "{'a':'fe80:0::1%eth0'}", NO },
		{ "{'a':['[::1]']}", "{'a':'[0::1]'}", NO },
		{ "{'a':[{'exactly':'::1'}]}", "{'a':'0::1'}", NO },
		{ "{'a':[{'prefix':'10.0.0.5'}]}", "{'a':'010.0.0.05'}", NO },
		{ "{'a':[{'wildcard':'10.0.0.5'}]}", "{'a':'010.0.0.05'}", NO },
		{ "{'a':[{'equals-ignore-case':'::1'}]}", "{'a':'0::1'}", NO },
	};

	(void)state;
	VERDICTS(rows);
}

static void cidr_keeps_the_families_apart(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':'10.255.0.1'}", YES },
		{ "{'a':[{'cidr':'10.9.9.9/8'}]}", "{'a':'10.0.0.1'}", YES },
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':'11.0.0.1'}", NO },
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':'010.000.0.1'}", YES },
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':'::ffff:a01:1'}", YES },
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':'a00::1'}", NO },
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':'10.0.0'}", NO },
		{ "{'a':[{'cidr':'10.0.0.0/8'}]}", "{'a':10}", NO },
		{ "{'a':[{'cidr':'0.0.0.0/0'}]}", "{'a':'1.2.3.4'}", YES },
		{ "{'a':[{'cidr':'0.0.0.0/0'}]}", "{'a':'::1'}", NO },
		{ "{'a':[{'cidr':'10.0.0.5/32'}]}", "{'a':'10.0.0.5'}", YES },
		{ "{'a':[{'cidr':'10.0.0.5/32'}]}", "{'a':'10.0.0.4'}", NO },
		{ "{'a':[{'cidr':'10.0.0.5/31'}]}", "{'a':'10.0.0.4'}", YES },
		{ "{'a':[{'cidr':'10.0.0.8/29'}]}", "{'a':'10.0.0.15'}", YES },
		{ "{'a':[{'cidr':'10.0.0.8/29'}]}", "{'a':'10.0.0.16'}", NO },
		{ "{'a':[{'cidr':'2001:db8::/32'}]}", "{'a':'2001:db8:ffff::1'}", YES },
		{ "{'a':[{'cidr':'2001:db8::/32'}]}", "{'a':'2001:db9::1'}", NO },
		{ "{'a':[{'cidr':'2001:db8::1/128'}]}", "{'a':'2001:db8::1'}", YES },
		{ "{'a':[{'cidr':'2001:db8::1/128'}]}", "{'a':'2001:db8::2'}", NO },
		{ "{'a':[{'cidr':'::/0'}]}", "{'a':'::5'}", YES },
		{ "{'a':[{'cidr':'::/0'}]}", "{'a':'10.0.0.5'}", NO },
		{ "{'a':[{'cidr':'a00::/16'}]}", "{'a':'10.0.0.5'}", NO },
		{ "{'a':[{'cidr':'::ffff:a00:0/8'}]}", "{'a':'10.0.0.5'}", YES },
		{ "{'a':[{'cidr':'10.0.0.0/33'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'::/129'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'::/99999999999'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0/+24'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0/-0'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0/024'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0/24/'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0/'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0/ 8'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0.0'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'10.0.0/8'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'[::1]/64'}]}", "{}", REFUSED },
		{ "{'a':[{'cidr':'fe80::1%eth0/64'}]}", "{}", REFUSED },
	};

	(void)state;
	VERDICTS(rows);
}

/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_are_of_their_own_type),
		cmocka_unit_test(numbers_are_equal_in_any_notation),
		cmocka_unit_test(a_number_that_is_not_exact_is_its_text),
		cmocka_unit_test(prefix_and_suffix_are_of_strings),
		cmocka_unit_test(case_is_ignored_unit_by_unit),
		cmocka_unit_test(wildcards_take_the_whole_value),
		cmocka_unit_test(anything_but_takes_what_is_present_and_not_excluded),
		cmocka_unit_test(numeric_compares_numbers),
		cmocka_unit_test(addresses_are_compared_by_value),
		cmocka_unit_test(cidr_keeps_the_families_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
