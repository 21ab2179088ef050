/* Texts put together for the tree. */
#include "screen/line.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *line_format(struct line *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(l->text, sizeof l->text, format, args);
    va_end(args);
    assert(length >= 0 && (size_t)length < sizeof l->text);
    (void)length;
    return l->text;
}

const char *line_add(struct line *l, const char *text)
{
    size_t have = strlen(l->text), more = strlen(text);
    assert(have + more < sizeof l->text);
    memcpy(l->text + have, text, more + 1);
    return l->text;
}

const char *line_capital(struct line *l)
{
    if (l->text[0] >= 'a' && l->text[0] <= 'z')
        l->text[0] = (char)(l->text[0] - 'a' + 'A');
    return l->text;
}
