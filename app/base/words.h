/* The language of the words: gettext's catalogues, one a language, switched by one assignment. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "base/fault.h"

#define N_(text) text           /* marks text in a table; translate it where it is shown */
#define NC_(context, text) text /* the same, to be translated with C_(context, text) */

enum { WORDS_LANGUAGES_MAX = 16 };

struct language {
    const char *code; /* "nb", "en": gettext's name and the key of the centre's own texts */
    const char *name; /* in its own words and script */
    const char *begin;
    bool from_right;
    const char *letters; /* beyond a to z, lower case */
};

/* All languages the program is complete in, in the order they are offered. */
const struct language *words_languages(size_t *ret_count);
/* The row of a code, NULL for an unknown one. */
const struct language *words_language(const char *code);
/* Reads <folder>/<code>/LC_MESSAGES/sirkel.mo of every language. A catalogue that is not there leaves its language in
 * English (see words_complete); FILE_DAMAGED for one that is broken. */
fault words_open(const char *folder);
/* True if the language has its words. */
bool words_complete(const char *code);
/* From now on `_` gives this language; unknown codes are a bug. */
void words_switch(const char *code);
const char *words(const char *text) __attribute__((format_arg(1)));
const char *words_context(const char *context, const char *text);
const char *words_plural(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

#define _(text) words(text)
#define C_(context, text) words_context(context, text)
