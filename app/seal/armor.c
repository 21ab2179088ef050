/* Reading armored age files: lines of exactly 64 characters of padded base64, the last one shorter or not, between the
 * two marks; white space outside them only; LF or CRLF. */
#include "seal/inner.h"

#include <string.h>

enum { COLUMNS = 64, COLUMN_BYTES = COLUMNS / 4 * 3, OUTSIDE_MAX = 1024 };

static const char head[] = "-----BEGIN AGE ENCRYPTED FILE-----", foot[] = "-----END AGE ENCRYPTED FILE-----";

static bool line_is(const struct seal_armor *a, const char *text)
{
    return a->length == strlen(text) && memcmp(a->line, text, a->length) == 0;
}

static bool line_blank(const struct seal_armor *a)
{
    for (size_t i = 0; i < a->length; i++)
        if (a->line[i] != ' ' && a->line[i] != '\t' && a->line[i] != '\r')
            return false;
    return true;
}

static fault hand_on(struct seal_armor *a, struct seal_sink binary)
{
    size_t length = a->filled;
    a->filled = 0;
    return length ? binary.write(binary.to, a->plain, length) : FAULT_NONE;
}

static fault take_body(struct seal_armor *a, struct seal_sink binary, char *why)
{
    size_t got = 0;
    if (a->state == ARMOR_LAST || a->length == 0 || a->length > COLUMNS ||
        !seal_base64_get(a->plain + a->filled, COLUMN_BYTES, &got, (struct span){(const uint8_t *)a->line, a->length},
                         sodium_base64_VARIANT_ORIGINAL))
        return seal_say(why, FAULT_FILE_DAMAGED, "armor: a broken line");
    a->filled += got;
    if (got < COLUMN_BYTES)
        a->state = ARMOR_LAST;
    return a->filled + COLUMN_BYTES > sizeof a->plain ? hand_on(a, binary) : FAULT_NONE;
}

static fault take_outside(struct seal_armor *a, char *why)
{
    if (a->state == ARMOR_BEFORE && line_is(a, head)) {
        a->state = ARMOR_INSIDE;
        return FAULT_NONE;
    }
    a->outside += a->length + 1;
    if (!line_blank(a) || a->outside > OUTSIDE_MAX)
        return seal_say(why, FAULT_FILE_DAMAGED, "armor: text outside of the marks");
    return FAULT_NONE;
}

static fault take_line(struct seal_armor *a, struct seal_sink binary, char *why)
{
    if (a->length && a->line[a->length - 1] == '\r')
        a->length--;
    fault f = FAULT_NONE;
    if (a->state == ARMOR_BEFORE || a->state == ARMOR_BEHIND)
        f = take_outside(a, why);
    else if (line_is(a, foot))
        a->state = ARMOR_BEHIND;
    else
        f = take_body(a, binary, why);
    a->length = 0;
    return f;
}

fault seal_armor_read(struct seal_armor *a, struct span data, struct seal_sink binary, char *why)
{
    fault f = FAULT_NONE;
    for (size_t i = 0; i < data.length && f == FAULT_NONE; i++) {
        uint8_t c = data.data[i];
        if (c == '\n')
            f = take_line(a, binary, why);
        else if (a->length == sizeof a->line)
            f = seal_say(why, FAULT_FILE_DAMAGED, "armor: a line is too long");
        else
            a->line[a->length++] = (char)c;
    }
    return f;
}

fault seal_armor_end(struct seal_armor *a, struct seal_sink binary, char *why)
{
    fault f = a->length ? take_line(a, binary, why) : FAULT_NONE;
    if (f == FAULT_NONE)
        f = hand_on(a, binary);
    if (f == FAULT_NONE && a->state != ARMOR_BEHIND)
        f = seal_say(why, FAULT_FILE_DAMAGED, "armor: the end is missing");
    return f;
}
