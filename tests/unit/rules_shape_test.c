/* Fields, arrays, exists, $or and what is refused: every line of the language that is about more than a
 * value. */
#include <config.h>

#include "verdict.h"

/* clang-format off */

static void fields_are_joined_by_and_and_the_rest_is_ignored(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':['x'],'b':[1]}", "{'b':1,'a':'x','c':{}}", YES },
		{ "{'a':['x'],'b':[1]}", "{'a':'x'}", NO },
		{ "{'a':['x'],'b':[1]}", "{'a':'x','b':2}", NO },
		{ "{'A':['x']}", "{'a':'x'}", NO },
		{ "{'a ':['x']}", "{'a':'x'}", NO },
		{ "{'año':['x']}", "{'ano':'x'}", NO },
		{ "{'\\u0061':['x']}", "{'a':'x'}", YES },
		{ "{'a':{'b':[1]}}", "{'a':{'b':1}}", YES },
		{ "{'a.b':[1]}", "{'a':{'b':1}}", YES },
		{ "{'a':{'b':[1]}}", "{'a.b':1}", YES },
		{ "{'a.b':{'c':[1]}}", "{'a':{'b.c':1}}", YES },
		{ "{'a':{'b':[1]}}", "{'a':{'c':1}}", NO },
		{ "{'a':{'b':[1]}}", "{'a':1}", NO },
		{ "{'a':[1]}", "{'a':{'b':1}}", NO },
		/* An empty name is a name. */
		{ "{'':['x']}", "{'':'x'}", YES },
		{ "{'a':{'':['x']}}", "{'a':{'':'x'}}", YES },
		{ "{'a':{'':['x']}}", "{'a.':'x'}", YES },
		{ "{'':{'a':['x']}}", "{'':{'a':'x'}}", YES },
		{ "{'':{'a':['x']}}", "{'a':'x'}", NO },
		/* Forgotten brackets make a field of the match. */
		{ "{'minutos':{'numeric':['>',5]}}", "{'minutos':{'numeric':5}}", YES },
		{ "{'minutos':{'numeric':['>',5]}}", "{'minutos':7}", NO },
	};

	(void)state;
	VERDICTS(rows);
}

static void a_name_that_stands_twice_counts_twice(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[1]}", "{'a':1,'a':2}", YES },
		{ "{'a':[2]}", "{'a':1,'a':2}", YES },
		{ "{'a':{'b':[1],'c':[2]}}", "{'a':{'b':1},'a':{'c':2}}", YES },
		{ "{'a':['x'],'a':['y']}", "{'a':'y'}", NO },
		{ "{'a':['x'],'a':['y']}", "{'a':'x'}", NO },
		{ "{'a':['x','z'],'a':['y','z']}", "{'a':'z'}", YES },
		{ "{'a.b':[1],'a':{'b':[2]}}", "{'a':{'b':2}}", NO },
		{ "{'a':{'b':[1]},'a':{'c':[2]}}", "{'a':{'b':1,'c':2}}", YES },
		{ "{'a':{'b':[1]},'a':{'c':[2]}}", "{'a':{'c':2}}", NO },
		{ "{'$or':[{'a':[1]},{'b':[1]}],'$or':[{'c':[1]},{'d':[1]}]}", "{'a':1,'d':1}", YES },
		{ "{'$or':[{'a':[1]},{'b':[1]}],'$or':[{'c':[1]},{'d':[1]}]}", "{'a':1,'b':1}", NO },
	};

	(void)state;
	VERDICTS(rows);
}

static void arrays_give_each_of_their_elements(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[1]}", "{'a':[2,1]}", YES },
		{ "{'a':[1]}", "{'a':[[2,[1]]]}", YES },
		{ "{'a':[1]}", "{'a':[2]}", NO },
		{ "{'a':[1]}", "{'a':[]}", NO },
		{ "{'a':{'b':[1]}}", "{'a':[{'b':2},{'b':1}]}", YES },
		{ "{'a':{'b':[1]}}", "{'a':[[{'b':1}]]}", YES },
		{ "{'a':{'b':[1]}}", "{'a':[7,{'b':1}]}", YES },
		{ "{'a':[7],'a.b':[1]}", "{'a':[7,{'b':1}]}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void fields_are_of_one_element_of_each_array(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[{'x':1,'y':1}]}", YES },
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[{'x':1,'y':2},{'x':2,'y':1}]}", NO },
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[{'x':1,'y':2},{'x':1,'y':1}]}", YES },
		{ "{'a':{'x':[1]},'b':{'y':[1]}}", "{'a':[{'x':2},{'x':1}],'b':[{'y':1}]}", YES },
		{ "{'a':{'x':[1]},'z':[1]}", "{'a':[{'x':2},{'x':1}],'z':1}", YES },
		/* Scalars directly in an array are of no element. */
		{ "{'a':{'x':[1],'y':[2]}}", "{'a':[{'x':[1,5],'y':[2,6]}]}", YES },
		{ "{'a':[1],'a.x':[1]}", "{'a':[1,{'x':1}]}", YES },
		/* At each level of arrays in arrays. */
		{ "{'a':{'b':{'x':[1],'y':[1]}}}", "{'a':[{'b':[{'x':1},{'y':1}]}]}", NO },
		{ "{'a':{'b':{'x':[1]},'y':[1]}}", "{'a':[{'b':[{'x':2},{'x':1}],'y':1}]}", YES },
		{ "{'a':{'b':{'x':[1]},'y':[1]}}", "{'a':[{'b':[{'x':1}],'y':2},{'b':[{'x':2}],'y':1}]}", NO },
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[[{'x':1}],[{'y':1}]]}", NO },
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[[{'x':1},{'y':1}]]}", NO },
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[[{'x':1,'y':1}],[{'y':1}]]}", YES },
		/* Arrays of one name that stand apart. */
		{ "{'a':{'x':[1],'y':[1]}}", "{'a':[{'x':1}],'a':[{'y':1}]}", YES },
		{ "{'a':{'x':[1],'y':[1],'z':[1]}}", "{'a':[{'x':1,'y':1},{'y':1,'z':1},{'x':1,'z':1}]}", NO },
		/* The two conditions on one path too. */
		{ "{'a.x':[1],'a':{'x':[2]}}", "{'a':[{'x':1},{'x':2}]}", NO },
		{ "{'a.x':[1],'a':{'x':[2]}}", "{'a':[{'x':[1,2]}]}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void exists_asks_for_scalar_values(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'exists':true}]}", "{'a':1}", YES },
		{ "{'a':[{'exists':true}]}", "{'a':null}", YES },
		{ "{'a':[{'exists':true}]}", "{}", NO },
		{ "{'a':[{'exists':true}]}", "{'a':[]}", NO },
		{ "{'a':[{'exists':true}]}", "{'a':{}}", NO },
		{ "{'a':[{'exists':true}]}", "{'a':[[]]}", NO },
		{ "{'a':[{'exists':true}]}", "{'a':[{}]}", NO },
		{ "{'a':[{'exists':true}]}", "{'a':{'b':1}}", NO },
		{ "{'a':[{'exists':false}]}", "{}", YES },
		{ "{'a':[{'exists':false}]}", "{'a':[]}", YES },
		{ "{'a':[{'exists':false}]}", "{'a':{}}", YES },
		{ "{'a':[{'exists':false}]}", "{'a':[[],[{}]]}", YES },
		{ "{'a':[{'exists':false}]}", "{'a':{'b':1}}", YES },
		{ "{'a':[{'exists':false}]}", "{'a':null}", NO },
		{ "{'a':[{'exists':false}]}", "{'a':['x']}", NO },
		{ "{'a':{'b':[{'exists':false}]}}", "{'a':1}", YES },
		{ "{'a':['x',{'exists':false}]}", "{}", YES },
		{ "{'a':['x',{'exists':false}]}", "{'a':'x'}", YES },
		{ "{'a':['x',{'exists':false}]}", "{'a':'y'}", NO },
		{ "{'a':[{'exists':false},{'exists':true}]}", "{'a':1}", YES },
		{ "{'a':[{'exists':false}],'b':[{'exists':false}]}", "{'c':1}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

/* Whatever the field is called. */
static void absence_is_that_beside_what_matched(void **state)
{
	static const struct verdict rows[] = {
		{ "{'p':{'id':['1'],'nota':[{'exists':false}]}}", "{'p':[{'id':'1'},{'id':'2','nota':'n'}]}", YES },
		{ "{'p':{'id':['1'],'aviso':[{'exists':false}]}}", "{'p':[{'id':'1'},{'id':'2','aviso':'n'}]}", YES },
		{ "{'p':{'id':['2'],'nota':[{'exists':false}]}}", "{'p':[{'id':'1'},{'id':'2','nota':'n'}]}", NO },
		{ "{'p':{'id':['2'],'aviso':[{'exists':false}]}}", "{'p':[{'id':'1'},{'id':'2','aviso':'n'}]}", NO },
		{ "{'p':{'nota':[{'exists':false}]}}", "{'p':[{'id':'1'},{'id':'2','nota':'n'}]}", NO },
		{ "{'p':{'nota':[{'exists':false}]},'q':[1]}", "{'p':[{'id':'1'},{'nota':'n'}],'q':1}", NO },
		{ "{'p':{'id':['1'],'t':{'x':[{'exists':false}]}}}", "{'p':[{'id':'1','t':[{'y':1}]},{'t':[{'x':1}]}]}", YES },
		{ "{'p':{'id':['1'],'t':{'x':[{'exists':false}]}}}", "{'p':[{'id':'1','t':[{'y':1},{'x':1}]}]}", NO },
		{ "{'p':{'id':['1'],'t':{'y':[1],'x':[{'exists':false}]}}}", "{'p':[{'id':'1','t':[{'y':1},{'x':1}]}]}", YES },
		{ "{'p':{'a':[{'exists':false}],'b':[{'exists':false}],'id':['1']}}", "{'p':[{'id':'1','a':1},{'id':'1','b':1},{'id':'1'}]}", YES },
		{ "{'p':{'a':[{'exists':false}],'b':[{'exists':false}],'id':['1']}}", "{'p':[{'id':'1','a':1},{'id':'1','b':1}]}", NO },
		{ "{'p':{'a':[5,{'exists':false}],'id':['1']}}", "{'p':[{'id':'1','a':1},{'id':'1','a':5}]}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void or_joins_alternatives(void **state)
{
	static const struct verdict rows[] = {
		{ "{'$or':[{'a':[1]},{'b':[1]}]}", "{'b':1}", YES },
		{ "{'$or':[{'a':[1]},{'b':[1]}]}", "{'a':1}", YES },
		{ "{'$or':[{'a':[1]},{'b':[1]}]}", "{'c':1}", NO },
		{ "{'$or':[{'a':[1]},{'b':[1]}],'c':[1]}", "{'b':1}", NO },
		{ "{'$or':[{'a':[1]},{'b':[1]}],'c':[1]}", "{'b':1,'c':1}", YES },
		{ "{'x':{'$or':[{'a':[1]},{'b':[1]}]}}", "{'x':{'b':1}}", YES },
		{ "{'x':{'$or':[{'a':[1]},{'b':[1]}]}}", "{'b':1}", NO },
		{ "{'$or':[{'x':{'a':[1],'b':[2]}},{'c':[1]}]}", "{'x':{'a':1,'b':2}}", YES },
		{ "{'$or':[{'a':[1],'$or':[{'b':[1]},{'c':[1]}]},{'d':[1]}]}", "{'a':1,'c':1}", YES },
		{ "{'$or':[{'a':[1],'$or':[{'b':[1]},{'c':[1]}]},{'d':[1]}]}", "{'a':1}", NO },
		{ "{'x':{'$or':[{'a':[1]},{'b':[1]}]},'y':{'$or':[{'a':[1]},{'b':[1]}]}}", "{'x':{'a':1},'y':{'b':1}}", YES },
		{ "{'x':{'$or':[{'a':[1]},{'b':[1]}]},'y':{'$or':[{'a':[1]},{'b':[1]}]}}", "{'x':{'a':1}}", NO },
		/* No branch is taken for a repeat of another. */
		{ "{'$or':[{'s':['ai','nfc']},{'s':['nfc','qr']}]}", "{'s':'qr'}", YES },
		{ "{'$or':[{'s':['ai','nfc']},{'s':['qr','nfc']}]}", "{'s':'qr'}", YES },
		/* What stands beside is wanted too. */
		{ "{'s':['nfc'],'$or':[{'s':['qr']},{'t':[1]}]}", "{'s':'qr'}", NO },
		{ "{'$or':[{'s':['qr']},{'t':[1]}],'s':['nfc']}", "{'s':'qr'}", NO },
		{ "{'s':['nfc'],'$or':[{'s':['qr']},{'t':[1]}]}", "{'s':'nfc'}", NO },
		{ "{'s':['nfc'],'$or':[{'s':['qr']},{'t':[1]}]}", "{'s':['nfc','qr']}", YES },
		{ "{'s':['nfc'],'$or':[{'s':['qr']},{'t':[1]}]}", "{'s':'nfc','t':1}", YES },
		{ "{'$or':[{'a':[{'exists':false}]},{'b':[1]}]}", "{'a':1,'b':1}", YES },
		{ "{'$or':[{'a':[{'exists':false}]},{'b':[1]}]}", "{'a':1}", NO },
		{ "{'p':{'id':[1],'$or':[{'x':[1]},{'y':[1]}]}}", "{'p':[{'id':1},{'y':1}]}", NO },
		{ "{'p':{'id':[1],'$or':[{'x':[1]},{'y':[1]}]}}", "{'p':[{'id':2},{'id':1,'y':1}]}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void or_is_a_field_where_it_is_no_operator(void **state)
{
	static const struct verdict rows[] = {
		{ "{'$or':['a',5]}", "{'$or':5}", YES },
		{ "{'$or':['a',5]}", "{'$or':6}", NO },
		{ "{'$or':{'x':[1]}}", "{'$or':{'x':1}}", YES },
		{ "{'a':{'$or':{'x':[1]}}}", "{'a':{'$or.x':1}}", YES },
		{ "{'$or':[{'prefix':'p'},{'numeric':['>',5]}]}", "{'$or':'px'}", YES },
		{ "{'$or':[{'prefix':'p'},{'numeric':['>',5]}]}", "{'$or':6}", YES },
		{ "{'$or':[{'prefix':'p'},{'suffix':'s'}],'a':[1]}", "{'$or':'xs','a':1}", YES },
		{ "{'$or':[{'wildcard':'p*x'},{'exists':false}]}", "{}", YES },
		{ "{'$or':[{'anything-but':['p']},{'suffix':'s'}]}", "{'$or':'x'}", YES },
		{ "{'$or':[{'anything-but':{'prefix':'p'}}]}", "{'$or':'x'}", YES },
		{ "{'$or':[{'anything-but':{'equals-ignore-case':['p']}}]}", "{'$or':'x'}", YES },
		{ "{'$or':[{'anything-but':{'wildcard':'p*'}},{'suffix':'s'}]}", "{'$or':'x'}", REFUSED },
		{ "{'$or':['x'],'a':[{'anything-but':{'wildcard':'p*'}}]}", "{'$or':'x'}", REFUSED },
		{ "{'$or':[{'anything-but':{'prefix':['p']}},{'suffix':'s'}]}", "{'$or':'x'}", REFUSED },
		{ "{'$or':['x'],'a':[{'anything-but':{'suffix':['p']}}]}", "{'$or':'x'}", REFUSED },
		{ "{'$or':[{'a':[1]}]}", "{'a':1}", REFUSED },
		{ "{'$or':[]}", "{}", REFUSED },
		{ "{'$or':[{'a':[1]},{}]}", "{'a':1}", REFUSED },
		{ "{'$or':[{'a':[1]},5]}", "{'a':1}", REFUSED },
		{ "{'$or':[{'a':[1]},{'prefix':['x']}]}", "{'a':1}", REFUSED },
		{ "{'$or':[{'a':{'regex':['x']}},{'b':[1]}]}", "{'b':1}", REFUSED },
		{ "{'$or':[{'a':{'>=':['x']}},{'b':[1]}]}", "{'b':1}", REFUSED },
		{ "{'$or':[{'a':[1]},{'b':[1]}],'x':{'$or':['y']}}", "{'a':1}", REFUSED },
		/* Outside those names are fields like others. */
		{ "{'prefix':['x'],'=':[1]}", "{'prefix':'x','=':1}", YES },
		{ "{'$or':[{'a':[1]},{'b':[1]}],'prefix':['x']}", "{'b':1,'prefix':'x'}", YES },
	};

	(void)state;
	VERDICTS(rows);
}

static void an_event_is_one_json_object(void **state)
{
	static const struct verdict rows[] = {
		{ "{'a':[{'exists':false}]}", "{}", YES },
		{ "{'a':[{'exists':false}]}", " {} \n", YES },
		{ "{'a':[1]}", "", BAD_EVENT },
		{ "{'a':[1]}", "[]", BAD_EVENT },
		{ "{'a':[1]}", "5", BAD_EVENT },
		{ "{'a':[1]}", "null", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1,}", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1,'z':tru}", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1,'z':'\x01'}", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1,'z':01}", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1,'z':'\xff'}", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1} x", BAD_EVENT },
		{ "{'a':[1]}", "{'a':1}{}", BAD_EVENT },
		{ "{'a':[1]}", "\xEF\xBB\xBF{'a':1}", BAD_EVENT },
	};

	(void)state;
	VERDICTS(rows);
}

/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_joined_by_and_and_the_rest_is_ignored),
		cmocka_unit_test(a_name_that_stands_twice_counts_twice),
		cmocka_unit_test(arrays_give_each_of_their_elements),
		cmocka_unit_test(fields_are_of_one_element_of_each_array),
		cmocka_unit_test(exists_asks_for_scalar_values),
		cmocka_unit_test(absence_is_that_beside_what_matched),
		cmocka_unit_test(or_joins_alternatives),
		cmocka_unit_test(or_is_a_field_where_it_is_no_operator),
		cmocka_unit_test(an_event_is_one_json_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
