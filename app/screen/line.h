/* One text put together for the tree, which copies it. All parts are bounded by the limits of their records, so a text
 * that does not fit is a bug. */
#pragma once

enum { LINE_MAX_BYTES = 1536 };

struct line {
    char text[LINE_MAX_BYTES];
};

/* Both return l->text. */
const char *line_format(struct line *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *line_add(struct line *l, const char *text);
/* The first letter made a capital where it is one of a to z: months, days and "every" begin with those in our
 * languages. */
const char *line_capital(struct line *l);
