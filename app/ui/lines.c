/* Breaking lines. Widths are asked piece by piece between break opportunities, so a cache of words answers most of
 * them. */
#include "ui/lines.h"

#include <assert.h>
#include <linebreak.h>
#include <string.h>
#include "base/host.h"
#include "base/text.h"

enum { PIECES_MAX = 1024 };

struct piece { /* what stays together, without the spaces behind it */
    uint16_t start, length;
    bool ends_line, soft; /* a line break stands behind it; a soft hyphen does */
    float width, gap;     /* mm; of the piece, of the spaces behind it */
};

static float text_mm(const struct ui *u, const char *text, size_t bytes, const struct ui_type *type)
{
    if (bytes == 0)
        return 0;
    float px = host_text_width(u->setting.language, type->face, type->em_px, text, bytes);
    return px * u->setting.panel.width_mm / (float)u->setting.panel.width_px;
}

float ui_text_mm(const struct ui *u, uint16_t text, uint16_t length, const struct ui_type *type)
{
    return text_mm(u, ui_string(u, text), length, type);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

enum { TAIL_LEAST = 3 };

/* "sign-" and "up" would stand apart: a hyphen ends a line only where three letters or more follow. */
static void keep_short_tails(const char *s, size_t length, char *breaks)
{
    for (size_t i = 0; i + 1 < length; i++) {
        size_t tail = strcspn(s + i + 1, " -\n.,");
        if (s[i] == '-' && breaks[i] == LINEBREAK_ALLOWBREAK && tail < TAIL_LEAST)
            breaks[i] = LINEBREAK_NOBREAK;
    }
}

static size_t cut(const struct ui *u, uint16_t text, const struct ui_type *type, struct piece *out)
{
    const char *s = ui_string(u, text);
    size_t length = strlen(s), count = 0;
    char breaks[UI_TEXT_LONGEST];
    assert(length < sizeof breaks);
    if (length == 0)
        return 0;
    set_linebreaks_utf8((const utf8_t *)s, length, u->setting.language, breaks);
    keep_short_tails(s, length, breaks);
    float space = text_mm(u, " ", 1, type);
    for (size_t start = 0, i = 0; i < length; i++) {
        if (i + 1 < length && breaks[i] != LINEBREAK_ALLOWBREAK && breaks[i] != LINEBREAK_MUSTBREAK)
            continue;
        size_t end = i + 1, spaces = 0;
        while (end > start && is_space(s[end - 1])) {
            end--;
            spaces += s[end] == ' ';
        }
        bool soft = end >= start + 2 && memcmp(s + end - 2, "\xC2\xAD", 2) == 0;
        assert(count < PIECES_MAX);
        out[count++] = (struct piece){.start = (uint16_t)(text + start),
                                      .length = (uint16_t)(end - start),
                                      .ends_line = breaks[i] == LINEBREAK_MUSTBREAK && i + 1 < length,
                                      .soft = soft,
                                      .width = text_mm(u, s + start, end - start, type),
                                      .gap = space * (float)spaces};
        start = i + 1;
    }
    return count;
}

static void add_line(const struct ui *u, struct ui_block *out, uint16_t start, uint16_t end, float width, bool hyphen,
                     const struct ui_type *type)
{
    assert(out->count < UI_LINES_MAX);
    float whole = width + (hyphen ? text_mm(u, "-", 1, type) : 0);
    out->line[out->count++] = (struct ui_line){start, (uint16_t)(end - start), hyphen, whole};
    if (whole > out->widest_mm)
        out->widest_mm = whole;
}

/* Parts a piece that is wider than a line; returns the rest that fits. */
static struct piece part(const struct ui *u, struct piece p, const struct ui_type *type, float room,
                         struct ui_block *out)
{
    float hyphen = text_mm(u, "-", 1, type);
    out->split = true;
    while (p.width > room) {
        const char *begin = ui_string(u, p.start), *at = begin;
        size_t fits = 0;
        while ((size_t)(at - begin) < p.length) {
            text_next(&at);
            if (text_mm(u, begin, (size_t)(at - begin), type) + hyphen > room && fits > 0)
                break;
            fits = (size_t)(at - begin);
        }
        if (fits >= p.length)
            break;
        add_line(u, out, p.start, (uint16_t)(p.start + fits), text_mm(u, begin, fits, type), true, type);
        p.start = (uint16_t)(p.start + fits);
        p.length = (uint16_t)(p.length - fits);
        p.width = text_mm(u, ui_string(u, p.start), p.length, type);
    }
    return p;
}

static void fill(const struct ui *u, const struct piece *piece, size_t count, const struct ui_type *type, float room,
                 struct ui_block *out)
{
    out->count = 0;
    out->widest_mm = 0;
    out->split = false;
    float width = 0, gap = 0;
    uint16_t start = 0, end = 0;
    bool open = false, soft = false;
    for (size_t i = 0; i < count; i++) {
        struct piece p = piece[i];
        if (open && width + gap + p.width > room + 0.01f) {
            add_line(u, out, start, end, width, soft, type);
            open = false;
        }
        if (!open) {
            if (p.width > room + 0.01f)
                p = part(u, p, type, room, out);
            start = p.start;
            width = gap = 0;
        }
        width += gap + p.width;
        end = (uint16_t)(p.start + p.length);
        gap = p.gap;
        soft = p.soft;
        open = true;
        if (p.ends_line) {
            add_line(u, out, start, end, width, false, type);
            open = false;
        }
    }
    if (open)
        add_line(u, out, start, end, width, false, type);
}

/* A last line under a quarter of the room looks lost: the lines before give it a word, where their number allows. */
static void feed_last(const struct ui *u, const struct piece *piece, size_t count, const struct ui_type *type,
                      float room, struct ui_block *out)
{
    size_t lines = out->count;
    if (lines < 2 || out->split || out->line[lines - 1].width_mm >= room / 4)
        return;
    for (int i = 1; i <= 8; i++) {
        fill(u, piece, count, type, room * (1 - 0.04f * (float)i), out);
        if (out->count != lines || out->split)
            break;
        if (out->line[lines - 1].width_mm >= room / 4)
            return;
    }
    fill(u, piece, count, type, room, out);
}

void ui_break(const struct ui *u, uint16_t text, const struct ui_type *type, float room_mm, bool balance,
              struct ui_block *out)
{
    struct piece piece[PIECES_MAX];
    size_t count = cut(u, text, type, piece);
    fill(u, piece, count, type, room_mm, out);
    if (!balance)
        feed_last(u, piece, count, type, room_mm, out);
    if (!balance || out->count < 2 || out->split)
        return;
    size_t lines = out->count;
    float low = room_mm / (float)lines, high = room_mm;
    for (size_t i = 0; i < count; i++)
        if (piece[i].width > low)
            low = piece[i].width;
    for (int i = 0; i < 8 && low < high; i++) {
        float middle = (low + high) / 2;
        fill(u, piece, count, type, middle, out);
        if (out->count > lines || out->split)
            low = middle;
        else
            high = middle;
    }
    fill(u, piece, count, type, high, out);
}

float ui_widest_word(const struct ui *u, uint16_t text, const struct ui_type *type)
{
    struct piece piece[PIECES_MAX];
    size_t count = cut(u, text, type, piece);
    float widest = 0;
    for (size_t i = 0; i < count; i++)
        if (piece[i].width > widest)
            widest = piece[i].width;
    return widest;
}
