/* UTF-8: stepping, copying, counting. What is asked of Unicode stands in letters.c. */
#include "base/text.h"

#include <string.h>

uint32_t text_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t code = p[0];
    int more = 0;
    if (code == 0)
        return 0;
    if (code >= 0xF0 && code <= 0xF4) {
        code &= 7;
        more = 3;
    } else if (code >= 0xE0 && code < 0xF0) {
        code &= 15;
        more = 2;
    } else if (code >= 0xC2 && code < 0xE0) {
        code &= 31;
        more = 1;
    } else if (code >= 0x80) {
        *at += 1;
        return 0xFFFD;
    }
    for (int i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            *at += 1;
            return 0xFFFD;
        }
        code = code << 6 | (p[i] & 63);
    }
    *at += 1 + more;
    bool overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    bool outside = code > 0x10FFFF || (code >= 0xD800 && code < 0xE000);
    return overlong || outside ? 0xFFFD : code;
}

size_t text_put(char *out, uint32_t code)
{
    size_t n = 0;
    if (code < 0x80) {
        out[n++] = (char)code;
    } else if (code < 0x800) {
        out[n++] = (char)(0xC0 | code >> 6);
        out[n++] = (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
        out[n++] = (char)(0xE0 | code >> 12);
        out[n++] = (char)(0x80 | (code >> 6 & 63));
        out[n++] = (char)(0x80 | (code & 63));
    } else {
        out[n++] = (char)(0xF0 | code >> 18);
        out[n++] = (char)(0x80 | (code >> 12 & 63));
        out[n++] = (char)(0x80 | (code >> 6 & 63));
        out[n++] = (char)(0x80 | (code & 63));
    }
    out[n] = 0;
    return n;
}

bool text_copy(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size) {
        out[0] = 0;
        return false;
    }
    memcpy(out, text, length + 1);
    return true;
}

bool text_clean(const char *text)
{
    const char *at = text;
    for (uint32_t c; (c = text_next(&at)) != 0;)
        if (c == 0xFFFD || c < 0x20 || (c >= 0x7F && c < 0xA0))
            return false;
    return true;
}

size_t text_count(const char *text)
{
    size_t n = 0;
    for (const char *at = text; text_next(&at);)
        n++;
    return n;
}

unsigned text_words(const char *text)
{
    unsigned words = 0;
    bool inside = false;
    for (uint32_t code; (code = text_next(&text)) != 0;) {
        bool gap = code == ' ' || code == '\n' || code == 0xA0;
        words += !gap && !inside;
        inside = !gap;
    }
    return words;
}

void text_shorten(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
        n--;
    if (n > 0)
        memset(text + n - 1, 0, strlen(text + n - 1));
}

bool text_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}
