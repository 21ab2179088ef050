/* Cells, rows, and no formulas. */
#include "ctl/csv.h"

#include <string.h>
#include "base/text.h"

/* Spreadsheets begin a formula or a command with these; the last four are the full-width = + - @. */
static bool begins_formula(uint32_t c)
{
    static const uint32_t firsts[] = {'=', '+', '-', '@', '|', '%', '\t', '\r', '\n', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (c == firsts[i])
            return true;
    return false;
}

void csv_cell(struct buffer *out, const char *text)
{
    const char *at = text;
    char one[5];
    buffer_text(out, begins_formula(text_next(&at)) ? "\"'" : "\"");
    for (uint32_t c; (c = text_next(&text)) != 0;) {
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        if (c == '"')
            buffer_text(out, "\"");
        buffer_add(out, one, text_put(one, control ? ' ' : c));
    }
    buffer_text(out, "\"");
}

void csv_begin(struct buffer *out)
{
    buffer_text(out, "\xEF\xBB\xBF");
}

void csv_next(struct buffer *out)
{
    buffer_text(out, ";");
}

void csv_end(struct buffer *out)
{
    buffer_text(out, "\r\n");
}
