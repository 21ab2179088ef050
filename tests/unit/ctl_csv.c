/* No cell may begin what a spreadsheet takes for a formula, leave its quotes, or break its row (formats 2.4). */
#include "test.h"

#include "ctl/people.c"

static const char *cell_text(struct buffer *out, const char *text)
{
    out->length = 0;
    csv_cell(out, text);
    return buffer_string(out);
}

static void test_cells(void)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", "\"\""},
        {"Åse", "\"Åse\""},
        {"0047 ", "\"0047 \""},
        {"a;b", "\"a;b\""},
        {"say \"no\"", "\"say \"\"no\"\"\""},
        {"\"", "\"\"\"\""},
        {"=1+1", "\"'=1+1\""},
        {"+47", "\"'+47\""},
        {"-1", "\"'-1\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"|cmd", "\"'|cmd\""},
        {"%x", "\"'%x\""},
        {"\t=1", "\"' =1\""},
        {"\r\n=1", "\"'  =1\""},
        {"\n", "\"' \""},
        {"＝1", "\"'＝1\""},
        {"＋1", "\"'＋1\""},
        {"－1", "\"'－1\""},
        {"＠x", "\"'＠x\""},
        {"a=1", "\"a=1\""},
        {"a\nb", "\"a b\""},
        {"a\x7F"
         "b",
         "\"a b\""},
        {"a\xC2\x85"
         "b",
         "\"a b\""},
        {"\x01=1", "\" =1\""},
    };
    struct buffer out = {.limit = 256};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_TEXT(cell_text(&out, rows[i].text), rows[i].want);
    buffer_free(&out);
}

/* Whatever the first byte: between the outer quotes no odd quote, no line end, and no formula sign first. */
static void test_every_byte(void)
{
    struct buffer out = {.limit = 256};
    for (int first = 1; first < 256; first++) {
        const char text[] = {(char)first, '=', '"', '\n', (char)first, 0};
        const char *got = cell_text(&out, text);
        size_t quotes = 0;
        for (const char *c = got; *c; c++)
            quotes += *c == '"';
        CHECK(quotes % 2 == 0 && !strpbrk(got, "\r\n\t") && !strchr("=+-@|%", got[1]));
    }
    buffer_free(&out);
}

int main(void)
{
    test_cells();
    test_every_byte();
    return TEST_END();
}
