/* JSON (RFC 8259), read where it lies. value_check looks at the whole text once and says in which of a few known ways it is
 * wrong, with the place; everything else here walks through a text that passed. Nothing is allocated and no tree is built: a
 * file of any size costs its own bytes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/bytes.h"

enum { VALUE_DEPTH_MAX = 32, VALUE_PLACE_MAX = 96 };

enum value_kind {
    VALUE_NOTHING,
    VALUE_NULL,
    VALUE_FALSE,
    VALUE_TRUE,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_OBJECT
};

struct value {       /* a value; borrowed: it lives as long as the text it lies in */
    const char *at;  /* its first byte; NULL: there is none */
    const char *end; /* of the whole text */
};

enum value_mistake {
    VALUE_GOOD,
    VALUE_EMPTY,      /* nothing but blanks */
    VALUE_UTF16,      /* saved in two bytes a letter */
    VALUE_UTF8,       /* a byte that is no UTF-8 */
    VALUE_CUT,        /* the text ends before the value does */
    VALUE_COMMA,      /* none between two values */
    VALUE_COMMA_MORE, /* one before the closing bracket */
    VALUE_COLON,      /* none behind a key */
    VALUE_QUOTES,     /* typographic or single ones */
    VALUE_BARE,       /* a word without quotation marks that is no value */
    VALUE_LINE,       /* a line ends inside a text, or another control character stands there */
    VALUE_ESCAPE,     /* a backslash before what it does not go with */
    VALUE_FIGURES,    /* a number written in another way */
    VALUE_COMMENT,
    VALUE_BRACKET, /* closes another kind */
    VALUE_DEEP,    /* more than VALUE_DEPTH_MAX brackets inside each other */
    VALUE_BEHIND,  /* something stands behind the end */
    VALUE_OTHER,
};

struct value_error {
    enum value_mistake mistake;
    size_t offset;               /* bytes from the beginning of the text */
    char place[VALUE_PLACE_MAX]; /* "groups[3].name": the value that was being read; "" at the top */
};

/* A byte order mark before the value is passed over. On false, `ret_top` is nothing. */
bool value_check(struct span text, struct value *ret_top, struct value_error *ret_error);

/* --- of a text that passed --- */
enum value_kind value_kind(struct value value);
/* A whole number that fits; false for anything else, 1.0 and 1e3 too. */
bool value_integer(struct value value, int64_t *out);
/* The text without quotes and backslashes, as much as fits `size` with its NUL, cut between letters; returns the bytes of the
 * whole. "" and 0 for what is no text. */
size_t value_text(struct value value, char *out, size_t size);
/* A text like "2026-09-01", of 2000 to 2199, as a day of base/date.h; false, and 0, for anything else. */
bool value_day(struct value value, int32_t *out);
/* The value as it is written, from its first byte. */
struct span value_source(struct value value);
/* The rows of a list or the members of an object; 0 for anything else. */
size_t value_count(struct value value);

struct value_walk { /* where one has come in a list or an object */
    struct value next;
    bool object;
};
struct value_walk value_begin(struct value value); /* of anything else: it ends at once */
/* The next row, or the next member and its key (`ret_key` may be NULL for rows). False at the end. */
bool value_next(struct value_walk *walk, struct value *ret_key, struct value *ret_value);
/* The member with that key, the first of several; nothing where there is none. */
struct value value_member(struct value object, const char *key);
