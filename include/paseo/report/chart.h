/*
 * chart - numbers as cells of text: bars, sparklines, shades.
 *
 * Pure: the same numbers give the same text. plain: ASCII; else block characters, each one cell wide. Values
 * below 0 count as 0. Lengths in cells.
 */
#ifndef PASEO_REPORT_CHART_H
#define PASEO_REPORT_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Cells of one chart at the most, and the bytes that they take. */
#define CHART_CELLS_MAX 200
#define CHART_SIZE (CHART_CELLS_MAX * 3 + 1)

/* A bar of value against most, which fills width_cells: to an eighth of a cell, plain to a whole one. What
 * is more than nothing is never nothing. Returns out. */
const char *chart_bar(char out[CHART_SIZE], int64_t value, int64_t most, size_t width_cells,
		      bool plain);

/* One cell a value; where there are more values than cells each cell is the mean of its share. The lowest is
 * of 0, not of the smallest: a blank is nothing at all. Returns out. */
const char *chart_spark(char out[CHART_SIZE], const int64_t *values, size_t count,
			size_t width_cells, bool plain);

/* How dense value is against most, one cell: a blank is 0, four shades are quarters. Borrowed for ever. */
const char *chart_shade(int64_t value, int64_t most, bool plain);

#endif
