#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/embedded.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/station/ruling.h"

/* clang-format off */
static const char *const left_out =
	N_("A rule is left out: see paseo rules check, correct it, start again.");
static const char *const not_loaded =
	N_("Rules file not readable: the built-in rules hold. See paseo rules check.");
static const char *const not_reloaded =
	N_("Rules file not readable: the rules before it hold. See paseo rules check.");
/* clang-format on */

static void log_rule(void *ctx, const struct rule_fault *f)
{
	log_warn("station: rule '%s' is left out: '%s' line %zu: %s", f->name, (const char *)ctx,
		 f->line, f->text);
}

/* The rules that were compiled in. */
static int load_built_in(struct rules **out, struct fault *f)
{
	char name[] = "rules.json";

	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *e = &embedded_files[i];

		if (strcmp(e->name, name) == 0)
			return rules_load((const char *)e->data, e->len, out, log_rule, name, f);
	}
	return fault_set(f, ERR_NOT_FOUND, "this build has no rules.json");
}

/* Read so many bytes, malloc'ed. */
static int read_all(int fd, size_t len, char **out)
{
	char *text = malloc(len + 1);
	size_t used = 0;

	if (!text)
		return ERR_NOMEM;
	while (used < len) {
		ssize_t n = read(fd, text + used, len - used);

		if (n > 0) {
			used += (size_t)n;
		} else if (n == 0 || errno != EINTR) {
			free(text);
			return n == 0 ? ERR_INVALID : error_from_errno(errno);
		}
	}
	*out = text;
	return 0;
}

/* Only an ordinary file: another could keep the station waiting. */
static int read_file(const char *path, char **text, size_t *len, struct fault *f)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int code;

	if (fd < 0)
		return fault_set(f, error_from_errno(errno), "%s", strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		code = fault_set(f, ERR_INVALID, "it is no ordinary file");
	} else if ((uintmax_t)st.st_size > RULES_TEXT_MAX) {
		code = fault_set(f, ERR_FULL, "it is longer than %zu bytes", RULES_TEXT_MAX);
	} else {
		*len = (size_t)st.st_size;
		code = read_all(fd, *len, text);
		if (code)
			fault_set(f, code, "%s", error_text(code));
	}
	close(fd);
	return code;
}

/* The shelter's rules, or where it has none, those compiled in. */
static int load(const struct station *s, struct rules **out)
{
	char path[PATH_SIZE] = "";
	struct fault f = { "" };
	char *text = NULL;
	size_t len = 0;
	int code = s->options.shelter_rules
			   ? path_find_config("rules.json", getenv("PASEO_RULES"), path, &f)
			   : 0;

	if (code == 0 && !path[0]) {
		code = load_built_in(out, &f);
	} else if (code == 0) {
		code = read_file(path, &text, &len, &f);
		if (code == 0)
			code = rules_load(text, len, out, log_rule, path, &f);
	}
	free(text);
	if (code)
		log_warn("station: cannot use the rules of '%s': %s", path, f.text);
	else if (path[0])
		log_note("station: %zu rules of '%s'", rules_count(*out), path);
	return code;
}

static const char *sentence_for(const struct rules *r)
{
	return rules_left_out(r) ? left_out : "";
}

int ruling_load(struct station *s, struct fault *f)
{
	struct health *h = &s->health[HEALTH_RULES];
	const char *text = not_loaded;
	int code = 0;

	if (load(s, &s->rules) == 0)
		text = sentence_for(s->rules);
	else
		code = load_built_in(&s->rules, f);
	h->good = !text[0];
	snprintf(h->text, sizeof(h->text), "%s", text);
	return code;
}

void ruling_reload(struct station *s)
{
	struct rules *fresh = NULL;
	const char *text = not_reloaded;

	if (load(s, &fresh) == 0) {
		rules_free(&s->rules);
		s->rules = fresh;
		s->rules_unsure = false;
		s->rules_unserved = false;
		text = sentence_for(fresh);
	}
	turn_health(s, HEALTH_RULES, !text[0], 0, text);
}
