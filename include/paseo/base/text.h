/*
 * text - bounded UTF-8 text, its width on a terminal, and what of it may be shown.
 *
 * An allow-list decides what may be shown: assigned characters that print.
 * C0 and C1 controls, DEL, bidi controls, zero-width, tag and filler characters,
 * variation selectors, spaces but U+0020 and U+00A0, surrogates, private use,
 * noncharacters, a combining mark at the start and more than two in a row are not
 * on it. Text is checked where it enters (text_check, text_clean) and cleaned
 * again where it is drawn (text_fit). Pure; any thread. Known to this file
 * alone: utf8proc.
 */
#ifndef PASEO_BASE_TEXT_H
#define PASEO_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Copy src; ERR_FULL (and an empty dst) when it does not fit with its NUL. */
int text_copy(char *dst, size_t size, const char *src);

/* 0 when all of s is valid UTF-8 that may be shown; else ERR_INVALID, *at the byte offset of the
 * first fault and *code its code point (the byte where it is no UTF-8). at, code may be NULL. */
int text_check(const char *s, size_t len, size_t *at, uint32_t *code);

/* Copy what may be shown; each run of anything else becomes one U+FFFD. Cuts at a character
 * when dst is full. Returns the bytes written without the NUL. */
size_t text_clean(char *dst, size_t size, const char *src, size_t len);

/* Cells that s takes on a terminal (wide characters two, combining marks none). */
size_t text_width_cells(const char *s);

/* Clean and cut src to at most width cells, the last being '…' ('~' in ascii) when cut. Returns
 * the cells used; the rest is the caller's to fill. In ascii it is the nearest there is ("Núria" ->
 * "Nuria", others "?"), for terminals without UTF-8. */
size_t text_fit(char *dst, size_t size, const char *src, size_t width_cells, bool ascii);

/* Lower case without accents, for finding: "Núria" -> "nuria". Cuts when dst is full. */
void text_fold(char *dst, size_t size, const char *src);

/* The one character that code is in the other case, by itself and of no language; code where there is none.
 * Mappings to several characters: base/letters. */
uint32_t text_lower(uint32_t code);
uint32_t text_upper(uint32_t code);

/* Decode the character at *s (NUL-terminated, valid UTF-8), advance *s; 0 at the end. */
uint32_t text_next(const char **s);

/* Write a character as UTF-8; returns its bytes. A surrogate is written as if it were one (three bytes). */
size_t text_put(uint32_t code, char out[4]);

#endif
