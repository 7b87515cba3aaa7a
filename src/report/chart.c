/*
 * chart - see the header. Block characters of Unicode 2580..259F: heights and lengths by eighths, shades by
 * quarters.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/report/chart.h"

#define EIGHTHS 8
#define SHADES 4

/* clang-format off */
static const char *const lengths[EIGHTHS + 1] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" };
static const char *const heights[EIGHTHS + 1] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
static const char *const plain_heights[EIGHTHS + 1] = { " ", ".", ":", "-", "=", "+", "*", "%", "#" };
static const char *const shades[SHADES + 1] = { " ", "░", "▒", "▓", "█" };
static const char *const plain_shades[SHADES + 1] = { " ", ".", "o", "O", "#" };
/* clang-format on */

/* value of most in so many steps: 0 only for nothing, all of them only for most. */
static size_t steps_of(int64_t value, int64_t most, size_t steps)
{
	if (value <= 0 || most <= 0 || steps == 0)
		return 0;
	if (value >= most)
		return steps;
	size_t n = (size_t)((double)value / (double)most * (double)steps);

	return n > 0 ? n : 1;
}

static void append(char out[CHART_SIZE], size_t *used, const char *cell)
{
	size_t len = strlen(cell);

	if (*used + len < CHART_SIZE) {
		memcpy(out + *used, cell, len + 1);
		*used += len;
	}
}

const char *chart_bar(char out[CHART_SIZE], int64_t value, int64_t most, size_t width_cells,
		      bool plain)
{
	size_t width = width_cells < CHART_CELLS_MAX ? width_cells : CHART_CELLS_MAX;
	size_t each = plain ? 1 : EIGHTHS;
	size_t steps = steps_of(value, most, width * each);
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < steps / each; i++)
		append(out, &used, plain ? "#" : lengths[EIGHTHS]);
	if (!plain)
		append(out, &used, lengths[steps % each]);
	return out;
}

/* The mean of the values of a cell. */
static int64_t share_of(const int64_t *values, size_t count, size_t cell, size_t cells)
{
	size_t from = cell * count / cells;
	size_t to = (cell + 1) * count / cells;
	int64_t sum = 0;

	for (size_t i = from; i < to; i++)
		sum += values[i] > 0 ? values[i] : 0;
	int64_t shared = to > from ? (int64_t)(to - from) : 1;
	/* A mean that is cut to nothing is not shown as nothing. */
	return sum > 0 && sum < shared ? 1 : sum / shared;
}

const char *chart_spark(char out[CHART_SIZE], const int64_t *values, size_t count,
			size_t width_cells, bool plain)
{
	size_t width = width_cells < CHART_CELLS_MAX ? width_cells : CHART_CELLS_MAX;
	size_t cells = count < width ? count : width;
	size_t used = 0;
	int64_t most = 0;

	out[0] = '\0';
	for (size_t i = 0; i < cells; i++) {
		int64_t value = share_of(values, count, i, cells);

		most = value > most ? value : most;
	}
	for (size_t i = 0; i < cells; i++) {
		size_t height = steps_of(share_of(values, count, i, cells), most, EIGHTHS);

		append(out, &used, plain ? plain_heights[height] : heights[height]);
	}
	return out;
}

const char *chart_shade(int64_t value, int64_t most, bool plain)
{
	size_t step = steps_of(value, most, SHADES);

	return plain ? plain_shades[step] : shades[step];
}
