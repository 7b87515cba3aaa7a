/*
 * fuzz_main - runs a fuzz target over its corpus without libFuzzer: every file as it is, then changed a
 * little, always in the same way.
 */
#include <config.h>

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE_MAXIMUM ((size_t)65536)
#define CHANGES 200

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Put a byte in, take one out, or write over one. */
static size_t change(uint8_t *data, size_t size, uint32_t *seed)
{
	static const char bytes[] = "{}[]\",:\\.*0159-+eEtfn\xc3\xb1\n$ ";
	size_t at = size ? next_random(seed) % size : 0;
	uint8_t byte = (uint8_t)bytes[next_random(seed) % (sizeof(bytes) - 1)];
	uint32_t how = next_random(seed) % 3;

	if (how == 0 && size < SIZE_MAXIMUM) {
		memmove(data + at + 1, data + at, size - at);
		data[at] = byte;
		return size + 1;
	}
	if (how == 1 && size) {
		memmove(data + at, data + at + 1, size - at - 1);
		return size - 1;
	}
	if (size)
		data[at] = byte;
	return size;
}

/* The input in memory of just its size, so that a sanitizer sees what reads beyond it. */
static void run(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void run_file(const char *path)
{
	static uint8_t original[SIZE_MAXIMUM], data[SIZE_MAXIMUM + 1];
	uint32_t seed = 1;
	FILE *in = fopen(path, "rb");
	size_t size;

	if (!in) {
		perror(path);
		exit(1);
	}
	size = fread(original, 1, sizeof(original), in);
	fclose(in);
	run(original, size);
	for (int i = 0; i < CHANGES; i++) {
		size_t len = size;

		memcpy(data, original, size);
		for (int k = 0; k <= i % 4; k++)
			len = change(data, len, &seed);
		run(data, len);
	}
}

int main(void)
{
	const char *top = getenv("srcdir");
	char path[1024];
	struct dirent *entry;
	int files = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/%s", top ? top : ".", FUZZ_CORPUS);
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		char file[2048];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		run_file(file);
		files++;
	}
	if (dir)
		closedir(dir);
	printf("%d files\n", files);
	return files ? 0 : 1;
}
