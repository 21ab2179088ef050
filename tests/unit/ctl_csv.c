/* No cell may begin what a spreadsheet takes for a formula, leave its quotes, or break its row (formats 2.4). */
#include "test.h"

#include "ctl/people.c"
#include "base/file.h"

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

static const void *holds(const struct buffer *b, const char *text)
{
    return memmem(b->data, b->length, text, strlen(text));
}

/* A person whose key and number begin with zeros, and whose name is what a spreadsheet takes for something else: written to FOLDER for real
 * spreadsheets (tests/programs/spreadsheet.sh), and read here: three stored files, the type first. */
static void test_ods(const char *folder)
{
    static struct people_record records[2];
    struct buffer out = {.limit = 1 << 20};
    for (int i = 0; i < 2; i++) {
        struct signup_record *r = &records[i].read;
        (void)text_copy(r->group, sizeof r->group, "0007");
        (void)text_copy(r->name, sizeof r->name, "=1+1 <&> \"Å\"");
        (void)text_copy(r->sign_up, sizeof r->sign_up, "00000000000000e1");
        (void)text_copy(r->contact, sizeof r->contact, "004796054203");
        r->contact_way = CONTACT_PHONE;
        r->is_consent = i == 1;
    }
    const struct people p = {.count = 2, .persons = 1, .record = records};
    people_write(&p, PEOPLE_ODS, &out);
    CHECK(!out.over && memcmp(out.data, "PK\3\4", 4) == 0);
    CHECK(memcmp(out.data + 30, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 54) == 0);
    CHECK(holds(&out, "<text:p>004796054203</text:p>") != NULL);
    CHECK(holds(&out, "<text:p>0007</text:p>") != NULL);
    CHECK(holds(&out, "=1+1 &#60;&#38;&#62; \"Å\"") != NULL);
    CHECK(holds(&out, "formula") == NULL && holds(&out, "float") == NULL);
    if (folder) {
        char path[512];
        snprintf(path, sizeof path, "%s/signups.ods", folder);
        CHECK_INT(file_new(path, out.data, out.length, 0600), FAULT_NONE);
    }
    buffer_free(&out);
}

int main(int count, char **words)
{
    test_cells();
    test_every_byte();
    test_ods(count > 1 ? words[1] : NULL);
    return TEST_END();
}
