/* The language of the words. The only place that touches the locale (gettext never translates in the locale "C", and
 * keeps the first language unless its catalogue counter is bumped). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "base/fault.h"

#define N_(text) text /* marks text in a table; translate it where it is shown */

enum { WORDS_LANGUAGES_MAX = 16 };

struct language {
    const char *code; /* "nb", "en": gettext's name and the key of the centre's own texts */
    const char *name; /* in its own words and script */
    const char *begin;
    bool from_right;
};

/* All languages the program is complete in, in the order they are offered. */
const struct language *words_languages(size_t *ret_count);
/* The row of a code, NULL for an unknown one. */
const struct language *words_language(const char *code);
/* `folder` holds <code>/LC_MESSAGES/sirkel.mo. Fails (FILE_MISSING) if the machine has no UTF-8 locale. */
fault words_open(const char *folder);
/* From now on `_` gives this language; unknown codes are a bug. */
void words_switch(const char *code);
const char *words(const char *text) __attribute__((format_arg(1)));
const char *words_context(const char *context, const char *text);
const char *words_plural(const char *one, const char *many, unsigned long n) __attribute__((format_arg(1), format_arg(2)));

#define _(text) words(text)
#define C_(context, text) words_context(context, text)
