/* Bytes with a length, and a buffer that grows up to a named limit. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span { /* borrowed */
    const uint8_t *data;
    size_t length;
};

struct buffer { /* owned; zero-initialise with its limit: {.limit = n} */
    uint8_t *data;
    size_t length, room, limit;
    bool over; /* something did not fit (or memory ran out); what was added after that is lost */
};

/* Makes room for so many bytes in all, so that growing does not copy; what does not fit shows when it is added. */
void buffer_reserve(struct buffer *b, size_t room);
/* Appending never fails at once: look at `over` at the end. */
void buffer_add(struct buffer *b, const void *data, size_t length);
void buffer_text(struct buffer *b, const char *text);
void buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text as a JSON string, quotes included; control characters escaped, UTF-8 kept. */
void buffer_json(struct buffer *b, const char *text);
void buffer_hex(struct buffer *b, const void *data, size_t length);
/* The contents as a C string (a NUL is kept behind the last byte); "" when empty or over. */
const char *buffer_string(struct buffer *b);
/* Wipes and frees. */
void buffer_free(struct buffer *b);

/* Overwrites memory in a way the compiler keeps. */
void bytes_wipe(void *data, size_t length);
/* Lower-case hex; `out` holds 2 * length + 1. */
void bytes_hex(char *out, const void *data, size_t length);
/* Reads exactly 2 * length hex digits; false for anything else. */
bool bytes_unhex(void *out, size_t length, const char *hex);
