/*
 * Labels as they come out of a printer: written by the program, rendered by others' programs, and
 * every code read back by zbar and looked up in the database.
 *
 * Each label is looked at by itself, as a person holds a scanner to it: zbar, which gets lost among
 * the corners of many QR codes in one picture, sees one.
 */
#include <config.h>

#include "station_help.h"

#include <zbar.h>

#include "paseo/brain/desk_codes.h"
#include "paseo/report/labels_sheet.h"

#define DPI 300
#define TEXT_MAX ((size_t)256 * 1024)

static struct bench_station s;
static struct labels_sheets sheets;
static zbar_image_scanner_t *scanner;

struct picture {
	unsigned width, height;
	unsigned char *grey;
};

/* ---- commands ---- */

static char *read_output(const char *command)
{
	char *text = calloc(1, TEXT_MAX);
	FILE *out = popen(command, "r");

	assert_true(text && out);
	size_t len = fread(text, 1, TEXT_MAX - 1, out);
	text[len] = '\0';
	int status = pclose(out);
	if (status)
		fail_msg("%s: status %d: %s", command, status, text);
	return text;
}

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void run(const char *format, ...)
{
	char command[2048];
	va_list list;

	va_start(list, format);
	vsnprintf(command, sizeof(command), format, list);
	va_end(list);
	free(read_output(command));
}

/* Names that are long, wide, from right to left, of signs that no font has, and hostile. */
static const char odd_dogs[] =
	"id,name,kennel,level,traits,note\n"
	"q-1,Lluna de la Marina Alta i Ñandú l·l,El patio grande del norte,red,reactive heat,a\n"
	"q-2,WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW,Z,green,,WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW\n"
	"q-3,שלום כלב שלום כלב שלום כלב שלום,Z,yellow,,שלום\n"
	"q-4,🐕🐩🐶,Z,red,,🐕\n"
	"q-5,\"</text><script>alert('x')</script>&quot;]]>\",Z,,,\"<svg onload=x>\"\n"
	"q-6,iiiiiiii iiiiiiii iiiiiiii iiiiiiii iiiiiiii iiiiiiii,Z,red,,i\n";

static int make_shelter(void **state)
{
	const char *src = getenv("srcdir");
	char path[128];
	struct fault f = { "" };

	(void)state;
	station_folder(&s);
	snprintf(path, sizeof(path), "%s/odd.csv", s.dir);
	FILE *odd = fopen(path, "w");
	assert_non_null(odd);
	fputs(odd_dogs, odd);
	fclose(odd);
	run("$PASEO dogs import '%s/data/demo/dogs.csv' 2>&1", src ? src : ".");
	run("$PASEO dogs import '%s' 2>&1", path);
	run("$PASEO volunteers import '%s/data/demo/volunteers.csv' 2>&1", src ? src : ".");
	scanner = zbar_image_scanner_create();
	zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
	zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
	zbar_image_scanner_set_config(scanner, ZBAR_CODE128, ZBAR_CFG_ENABLE, 1);
	return labels_sheets_read(&sheets, &f);
}

static int remove_shelter(void **state)
{
	(void)state;
	zbar_image_scanner_destroy(scanner);
	station_remove(&s);
	return 0;
}

/* ---- pictures ---- */

/* Binary PGM, as pdftoppm writes it. */
static struct picture read_picture(const char *path)
{
	struct picture p = { 0, 0, NULL };
	unsigned top = 0;
	FILE *in = fopen(path, "rb");

	if (!in)
		fail_msg("there is no %s", path);
	assert_int_equal(fscanf(in, "P5 %u %u %u", &p.width, &p.height, &top), 3);
	assert_int_equal(fgetc(in), '\n');
	assert_int_equal(top, 255);
	p.grey = malloc((size_t)p.width * p.height);
	assert_non_null(p.grey);
	assert_int_equal(fread(p.grey, 1, (size_t)p.width * p.height, in),
			 (size_t)p.width * p.height);
	fclose(in);
	return p;
}

/* A page of a file of labels; an SVG by way of a PDF, which librsvg makes of it. */
static struct picture render(const char *file, size_t page)
{
	char path[160];

	if (strstr(file, ".svg")) {
		run("rsvg-convert -f pdf -o '%s/page.pdf' '%s' 2>&1", s.dir, file);
		file = NULL;
		page = 0;
	}
	snprintf(path, sizeof(path), "%s/page.pdf", s.dir);
	run("pdftoppm -r %d -gray -singlefile -f %zu -l %zu '%s' '%s/page' 2>&1", DPI, page + 1,
	    page + 1, file ? file : path, s.dir);
	snprintf(path, sizeof(path), "%s/page.pgm", s.dir);
	struct picture p = read_picture(path);
	unlink(path);
	assert_in_range(p.width, 2478, 2482); /* 210 mm at 300 to the inch */
	assert_in_range(p.height, 3506, 3510);
	return p;
}

static unsigned dots(double mm)
{
	return (unsigned)(mm * DPI / 25.4 + 0.5);
}

/* The codes in a box of the picture: how many, and the last one's text. */
static size_t read_codes(const struct picture *p, const struct labels_box *b, char *text,
			 size_t size)
{
	unsigned x = dots(b->x), y = dots(b->y);
	unsigned width = dots(b->x + b->width) - x, height = dots(b->y + b->height) - y;
	unsigned char *crop = malloc((size_t)width * height);
	zbar_image_t *image = zbar_image_create();
	size_t count = 0;

	assert_true(crop && image);
	for (unsigned row = 0; row < height; row++) {
		for (unsigned col = 0; col < width; col++) {
			bool in = x + col < p->width && y + row < p->height;
			crop[(size_t)row * width + col] =
				in ? p->grey[(size_t)(y + row) * p->width + x + col] : 255;
		}
	}
	zbar_image_set_format(image, 0x30303859); /* "Y800" */
	zbar_image_set_size(image, width, height);
	zbar_image_set_data(image, crop, (unsigned long)width * height, NULL);
	assert_true(zbar_scan_image(scanner, image) >= 0);
	for (const zbar_symbol_t *c = zbar_image_first_symbol(image); c; c = zbar_symbol_next(c)) {
		snprintf(text, size, "%s", zbar_symbol_get_data(c));
		count++;
	}
	zbar_image_destroy(image);
	free(crop);
	return count;
}

/* Everything that is printed lies within labels: a name that is too long is cut. */
static void expect_white_between(const struct picture *p, const struct labels_sheet *sheet)
{
	unsigned char *covered = calloc(p->width, p->height);

	assert_non_null(covered);
	for (size_t i = 0; i < labels_sheet_count(sheet); i++) {
		struct labels_box b = labels_sheet_box(sheet, i);
		for (unsigned y = dots(b.y); y < dots(b.y + b.height) && y < p->height; y++) {
			for (unsigned x = dots(b.x); x < dots(b.x + b.width) && x < p->width; x++)
				covered[(size_t)y * p->width + x] = 1;
		}
	}
	for (size_t i = 0; i < (size_t)p->width * p->height; i++) {
		if (!covered[i] && p->grey[i] != 255)
			fail_msg("something is printed at %zu,%zu, outside of every label",
				 i % p->width, i / p->width);
	}
	free(covered);
}

/* ---- what the database says ---- */

/* Ids of a roster, in order, as lines. */
static char *ids_of(const char *roster)
{
	char command[200];

	snprintf(command, sizeof(command), "$PASEO %s export | tail -n +2 | cut -d, -f1", roster);
	return read_output(command);
}

/* Whom a code is bound to. */
static void expect_bound(const char *tags, const char *code, const char *id)
{
	char row[400];

	snprintf(row, sizeof(row), "\n%s,%s,", code, id);
	if (!strstr(tags, row))
		fail_msg("'%s' was read where the label of %s is", code, id);
}

struct sheet_case {
	const char *kind, *roster, *sheet, *code, *suffix, *options;
	size_t start;
};

static void file_of_page(const struct sheet_case *c, size_t page, char *out, size_t size)
{
	if (page > 0 && strcmp(c->suffix, "svg") == 0)
		snprintf(out, size, "%s/labels-%zu.svg", s.dir, page + 1);
	else
		snprintf(out, size, "%s/labels.%s", s.dir, c->suffix);
}

/* Print a whole roster and read every label of it. */
static void expect_sheet(const struct sheet_case *c)
{
	const struct labels_sheet *sheet = labels_sheets_find(&sheets, c->sheet);
	char *ids, *tags, *at, text[200], file[160];
	struct picture p = { 0, 0, NULL };

	assert_non_null(sheet);
	run("$PASEO tags labels --kind %s --sheet %s --code %s --start %zu %s --force "
	    "--output '%s/labels.%s' 2>&1",
	    c->kind, c->sheet, c->code, c->start + 1, c->options, s.dir, c->suffix);
	ids = ids_of(c->roster);
	tags = read_output("$PASEO tags list --format csv");
	size_t place = 0, on_page = labels_sheet_count(sheet);
	for (at = ids; *at; place++) {
		struct labels_box b = labels_sheet_box(sheet, place % on_page);
		if (place % on_page == 0) {
			free(p.grey);
			file_of_page(c, place / on_page, file, sizeof(file));
			p = render(file, place / on_page);
			if (!c->options[0])
				expect_white_between(&p, sheet);
		}
		size_t count = read_codes(&p, &b, text, sizeof(text));
		if (place < c->start) {
			assert_int_equal(count, 0);
			continue;
		}
		size_t len = strcspn(at, "\n");
		at[len] = '\0';
		if (count != 1)
			fail_msg("%s %s %s %s: %zu codes on the label of %s", c->kind, c->sheet,
				 c->code, c->suffix, count, at);
		expect_bound(tags, text, at);
		at += len + 1;
	}
	free(p.grey);
	free(ids);
	free(tags);
}

static void every_code_of_every_sheet_is_read_back(void **state)
{
	/* clang-format off */
	static const struct sheet_case cases[] = {
		{ "dogs",    "dogs",       "3x8",     "qr",      "pdf", "",      0 },
		{ "dogs",    "dogs",       "3x8",     "code128", "svg", "--cut", 5 },
		{ "dogs",    "dogs",       "5x13",    "qr",      "svg", "",      64 },
		{ "dogs",    "dogs",       "4x10",    "qr",      "pdf", "--cut", 0 },
		{ "dogs",    "dogs",       "2x7",     "code128", "pdf", "",      13 },
		{ "dogs",    "dogs",       "3x7",     "qr",      "pdf", "",      0 },
		{ "kennels", "dogs",       "2x4",     "qr",      "pdf", "",      0 },
		{ "kennels", "dogs",       "2x2",     "qr",      "pdf", "",      0 },
		{ "kennels", "dogs",       "2x4",     "code128", "pdf", "",      0 },
		{ "badges",  "volunteers", "2x5card", "qr",      "svg", "",      0 },
		{ "badges",  "volunteers", "2x5card", "code128", "pdf", "",      0 },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_sheet(&cases[i]);
}

static void the_desks_card_has_every_command_once(void **state)
{
	static const char *const codes[] = { "qr", "code128" };
	const struct labels_sheet *sheet = labels_sheets_find(&sheets, "2x5");
	char text[200], file[160];

	(void)state;
	snprintf(file, sizeof(file), "%s/card.pdf", s.dir);
	for (size_t k = 0; k < 2; k++) {
		run("$PASEO tags labels --kind commands --code %s --force --output '%s' 2>&1",
		    codes[k], file);
		struct picture p = render(file, 0);
		for (size_t i = 0; i < desk_codes_count(); i++) {
			struct labels_box b = labels_sheet_box(sheet, i);
			assert_int_equal(read_codes(&p, &b, text, sizeof(text)), 1);
			assert_string_equal(text, desk_codes_row(i)->code);
		}
		free(p.grey);
	}
}

/* The way of a scan: what is read from the label is sent as a reader sends it. */
static void a_scan_of_a_printed_label_moves_its_dog(void **state)
{
	char text[200], file[160], command[700];
	struct labels_box b = labels_sheet_box(labels_sheets_find(&sheets, "3x8"), 0);

	(void)state;
	snprintf(file, sizeof(file), "%s/one.pdf", s.dir);
	run("$PASEO tags labels q-1 --force --output '%s' 2>&1", file);
	struct picture p = render(file, 0);
	assert_int_equal(read_codes(&p, &b, text, sizeof(text)), 1);
	free(p.grey);
	snprintf(command, sizeof(command), "$PASEO send --tag '%s' --source qr", text);
	char *answer = read_output(command);
	if (!strstr(answer, "\"dog\":\"q-1\"") || !strstr(answer, "\"outcome\":\"applied\""))
		fail_msg("the desk answered %s", answer);
	free(answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_of_every_sheet_is_read_back),
		cmocka_unit_test(the_desks_card_has_every_command_once),
		cmocka_unit_test(a_scan_of_a_printed_label_moves_its_dog),
	};

	return cmocka_run_group_tests(tests, make_shelter, remove_shelter);
}
