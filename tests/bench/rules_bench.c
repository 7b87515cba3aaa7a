/*
 * rules_bench - 100,000 events against 10,000 rules: through the index, and beside it naively, every
 * pattern asked for every event (a sample of the events: all of them would take minutes).
 *
 * Sets of rules: each has a kind of match alone and all kinds mixed. Of the rules a handful match an
 * event. The rounds of both are interleaved; printed are medians over the rounds of the time for an
 * event, and the ratio of medians. The last line is the mixed set beside a tenth of it, with events that
 * match the same in both: what cannot match should cost nothing, so the time should hardly differ.
 */
#include <config.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "paseo/queue/match.h"
#include "paseo/queue/rules.h"

#define ROUNDS 5
#define RULES 10000
#define EVENTS 100000
#define NAIVE_EVENTS 100
#define EVENT_SIZE 256

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
	return values[n / 2];
}

static const char *const kinds[] = { "exact", "prefix", "suffix", "case", "wildcard",
				     "range", "cidr",	"or",	  "mixed" };
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* The pattern of rule i; each asks for the action too, which half of the events have. */
static void put_pattern(FILE *out, size_t kind, int i)
{
	static const char *const forms[KINDS - 1] = {
		"\"dog\":[\"p-%05d\"]",
		"\"dog\":[{\"prefix\":\"p-%05d\"}]",
		"\"dog\":[{\"suffix\":\"-%05d\"}]",
		"\"dog\":[{\"equals-ignore-case\":\"P-%05d\"}]",
		"\"dog\":[{\"wildcard\":\"p-%05d*\"}]",
		"\"at\":[{\"numeric\":[\">=\",%d,\"<\",%d]}]",
		"\"ip\":[{\"cidr\":\"10.%d.%d.0/24\"}]",
		"\"$or\":[{\"dog\":[\"p-%05d\"]},{\"tag\":[\"t-%05d\"]}]",
	};

	if (kind == KINDS - 1)
		kind = (size_t)i % (KINDS - 1);
	fprintf(out, "{\"action\":[\"exit\"],");
	if (strcmp(kinds[kind], "cidr") == 0)
		fprintf(out, forms[kind], i / 200, i % 200);
	else
		fprintf(out, forms[kind], i, i + 1);
	fprintf(out, "}");
}

/* An event that rules below that number may match. */
static void make_event(char *out, int i, unsigned below)
{
	const int n = (int)((unsigned)i * 2654435761u % below);

	snprintf(out, EVENT_SIZE,
		 "{\"dog\":\"p-%05d\",\"action\":\"%s\",\"tag\":\"t-%05d\",\"at\":%d.5,"
		 "\"ip\":\"10.%d.%d.7\",\"source\":\"nfc\",\"volunteer\":\"v-003\","
		 "\"time\":\"2026-11-22T11:42:05+01:00\"}",
		 n, i % 2 ? "exit" : "entry", n, n, n / 200, n % 200);
}

static struct rules *load_rules(size_t kind, int count)
{
	struct rules *r = NULL;
	struct fault f = { "" };
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	fprintf(out, "{\"rules\":[");
	for (int i = 0; i < count; i++) {
		fprintf(out, "%s{\"name\":\"r%d\",\"pattern\":", i ? "," : "", i);
		put_pattern(out, kind, i);
		fprintf(out, ",\"targets\":[\"stream\"]}");
	}
	fprintf(out, "]}");
	fclose(out);
	if (rules_load(text, len, &r, NULL, NULL, &f) != 0) {
		fprintf(stderr, "%s\n", f.text);
		abort();
	}
	free(text);
	return r;
}

/* The same patterns, one by one. */
struct naive {
	struct paths *paths;
	struct flat *flat;
	struct matching *matching;
	struct pattern *patterns[RULES];
};

static void naive_load(struct naive *n, size_t kind)
{
	n->paths = paths_new();
	n->flat = flat_new(n->paths);
	n->matching = matching_new();
	for (int i = 0; i < RULES; i++) {
		struct pattern_fault f;
		struct jscan s;
		char *text = NULL;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		put_pattern(out, kind, i);
		fclose(out);
		jscan_start(&s, text, len);
		if (pattern_read(&s, n->paths, &n->patterns[i], &f) != 0)
			abort();
		free(text);
	}
}

static void naive_free(struct naive *n)
{
	for (int i = 0; i < RULES; i++)
		pattern_free(&n->patterns[i]);
	matching_free(&n->matching);
	flat_free(&n->flat);
	paths_free(&n->paths);
}

/* Nanoseconds for an event; *matches: how many rules matched all of them. */
static double run_naive(struct naive *n, const char *events, size_t *matches)
{
	int64_t from = now_ns();

	*matches = 0;
	for (int i = 0; i < NAIVE_EVENTS; i++) {
		const char *event = events + (size_t)i * EVENT_SIZE;

		flat_read(n->flat, event, strlen(event), NULL);
		for (int k = 0; k < RULES; k++)
			*matches += match_pattern(n->matching, n->patterns[k], n->flat) == 1;
	}
	return (double)(now_ns() - from) / NAIVE_EVENTS;
}

static double run_index(struct rules *r, const char *events, int count, size_t *matches)
{
	int64_t from = now_ns();

	*matches = 0;
	for (int i = 0; i < count; i++) {
		const char *event = events + (size_t)i * EVENT_SIZE;
		const uint32_t *matching;
		size_t n;

		if (rules_match(r, event, strlen(event), &matching, &n, NULL, NULL) != 0)
			abort();
		*matches += n;
	}
	return (double)(now_ns() - from) / count;
}

static void compare_kind(size_t kind, const char *events)
{
	static struct naive n;
	double index_ns[ROUNDS], naive_ns[ROUNDS], index, naive;
	struct rules *r = load_rules(kind, RULES);
	size_t a, b, all = 0;

	naive_load(&n, kind);
	run_index(r, events, NAIVE_EVENTS, &a);
	run_naive(&n, events, &b);
	if (a != b) {
		fprintf(stderr, "%s: %zu matches and naively %zu\n", kinds[kind], a, b);
		abort();
	}
	for (int i = 0; i < ROUNDS; i++) {
		index_ns[i] = run_index(r, events, EVENTS, &all);
		naive_ns[i] = run_naive(&n, events, &b);
	}
	index = median(index_ns, ROUNDS);
	naive = median(naive_ns, ROUNDS);
	printf("%-9s index %8.0f ns   naive %9.0f ns   naive / index %7.0f   (%zu matches)\n",
	       kinds[kind], index, naive, naive / index, all);
	naive_free(&n);
	rules_free(&r);
}

static void make_events(char *events, unsigned below)
{
	for (int i = 0; i < EVENTS; i++)
		make_event(events + (size_t)i * EVENT_SIZE, i, below);
}

/* The same events and the same matches, with ten times the rules. */
static void compare_counts(char *events)
{
	double few_ns[ROUNDS], many_ns[ROUNDS];
	struct rules *few = load_rules(KINDS - 1, RULES / 10);
	struct rules *many = load_rules(KINDS - 1, RULES);
	size_t matches;

	make_events(events, RULES / 10);
	for (int i = 0; i < ROUNDS; i++) {
		few_ns[i] = run_index(few, events, EVENTS, &matches);
		many_ns[i] = run_index(many, events, EVENTS, &matches);
	}
	printf("mixed     %d rules / %d rules  %.2f   (goal 2.00)\n", RULES, RULES / 10,
	       median(many_ns, ROUNDS) / median(few_ns, ROUNDS));
	rules_free(&few);
	rules_free(&many);
}

int main(void)
{
	char *events = malloc((size_t)EVENTS * EVENT_SIZE);

	if (!events)
		abort();
	make_events(events, RULES);
	for (size_t kind = 0; kind < KINDS; kind++)
		compare_kind(kind, events);
	compare_counts(events);
	free(events);
	return 0;
}
