/* UTF-8 text: stepping, copying with a limit, folding for search. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at *at, moving *at past it; 0 at the end, U+FFFD for a broken byte (one byte is passed). */
uint32_t text_next(const char **at);
/* Writes one code point as UTF-8 with a NUL; `out` holds 5. Returns its length. */
size_t text_put(char *out, uint32_t code);
/* Copies if the whole text fits with its NUL; otherwise writes "" and returns false: never cut. */
bool text_copy(char *out, size_t size, const char *text);
/* True for well-formed UTF-8 without control characters. */
bool text_clean(const char *text);
/* How many code points. */
size_t text_count(const char *text);
/* How many words: what blanks, line ends and hard blanks part. */
unsigned text_words(const char *text);
/* Removes the last code point. */
void text_shorten(char *text);
bool text_same(const char *a, const char *b);

/* Of Unicode (letters.c, by utf8proc). */
/* A sign that nobody can see: a soft hyphen, a joiner, a mark of order or width. Not a blank. */
bool text_hidden(uint32_t code);
/* A space between words, of any width. */
bool text_blank(uint32_t code);
/* A mark that is drawn on the letter before it. */
bool text_mark(uint32_t code);
/* The letter as a capital; itself where there is none. */
uint32_t text_capital(uint32_t code);
/* Letters with marks behind them become the letters that Unicode has for both (NFC, where the marks stand in its order): in
 * place, never longer. For well-formed text. */
void text_join(char *text);
/* Lower case without accents and hidden signs, letters and digits only, words split by one space, å->a ø->o æ->ae ß->ss and so on. Cut at
 * `size`. */
void text_fold(char *out, size_t size, const char *text);
/* The same, and a second letter that only spells the first one out is dropped: å, aa and a are one letter, ø, oe and o, æ, ae and a, ü, ue
 * and u, also mixed within a word; the beginning of a word stays the beginning of its folded form. It finds a little more than was typed
 * ("posi" finds "poesi"), never less. For whatever is typed to find something. */
void text_fold_loose(char *out, size_t size, const char *text);
