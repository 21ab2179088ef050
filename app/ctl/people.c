/* Writing people as a table and as lines. */
#include "ctl/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "seal/basic.h"

/* --- CSV that a spreadsheet opens as text and as nothing else (docs/export.md) --------------------------------------- */

/* Spreadsheets begin a formula or a command with these; the last four are the full-width = + - @. */
static bool begins_formula(uint32_t c)
{
    static const uint32_t firsts[] = {'=', '+', '-', '@', '|', '%', '\t', '\r', '\n', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (c == firsts[i])
            return true;
    return false;
}

/* One cell, quoted. Control characters become a space; what a spreadsheet would take for a formula gets an apostrophe. */
static void csv_cell(struct buffer *out, const char *text)
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

/* --- an OpenDocument spreadsheet (ISO/IEC 26300): a ZIP of three stored files, each cell a text. 0047… and 0007 keep their zeros, nothing
 * is a formula. Written here, since all that is needed of that format is one sheet of texts; the ZIP writer of seal/ writes into an
 * encrypted stream. The rows go to `content`: begin, then cells, and next_row between rows; the last row stays open for ods_end. --- */

enum { DOS_DAY = 0x21 /* 1980-01-01: no time of day leaves with a list */, VERSION = 20 };

static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
static const char parts[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" "
    "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/><manifest:file-entry manifest:full-path=\"content.xml\" "
    "manifest:media-type=\"text/xml\"/></manifest:manifest>";

static void ods_begin(struct buffer *content)
{
    buffer_text(content,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
                "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
                "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\"><office:body>"
                "<office:spreadsheet><table:table table:name=\"signups\"><table:table-row>");
}

static void ods_cell(struct buffer *content, const char *text)
{
    char one[5];
    buffer_text(content, "<table:table-cell office:value-type=\"string\"><text:p>");
    for (uint32_t c; (c = text_next(&text)) != 0;) {
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
        if (c == '&' || c == '<' || c == '>')
            buffer_format(content, "&#%u;", (unsigned)c);
        else
            buffer_add(content, one, text_put(one, control ? ' ' : c));
    }
    buffer_text(content, "</text:p></table:table-cell>");
}

static void ods_next_row(struct buffer *content)
{
    buffer_text(content, "</table:table-row><table:table-row>");
}

static void number(struct buffer *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buffer_add(out, &(uint8_t){(uint8_t)(value >> 8 * i)}, 1);
}

/* What both the entry and the directory say of a file. */
static void facts(struct buffer *out, const char *name, const void *data, size_t size)
{
    number(out, VERSION, 2);
    number(out, 1 << 11 /* names are UTF-8 */, 2);
    number(out, 0 /* stored */, 2);
    number(out, 0, 2);
    number(out, DOS_DAY, 2);
    number(out, seal_crc32(0, data, size), 4);
    number(out, (uint32_t)size, 4);
    number(out, (uint32_t)size, 4);
    number(out, (uint32_t)strlen(name), 2);
    number(out, 0, 2);
}

static void entry(struct buffer *out, struct buffer *directory, const char *name, struct span data)
{
    uint32_t at = (uint32_t)out->length;
    number(out, 0x04034B50, 4);
    facts(out, name, data.data, data.length);
    buffer_text(out, name);
    buffer_add(out, data.data, data.length);
    number(directory, 0x02014B50, 4);
    number(directory, VERSION, 2);
    facts(directory, name, data.data, data.length);
    number(directory, 0, 2); /* comment, disk, attributes */
    number(directory, 0, 2);
    number(directory, 0, 2);
    number(directory, 0, 4);
    number(directory, at, 4);
    buffer_text(directory, name);
}

/* The whole file to `out`; `over` there when either did not fit. At most 4 GB. */
static void ods_end(struct buffer *content, struct buffer *out)
{
    struct buffer directory = {.limit = 1024};
    buffer_text(content,
                "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>");
    entry(out, &directory, "mimetype", (struct span){(const uint8_t *)type, sizeof type - 1});
    entry(out, &directory, "META-INF/manifest.xml", (struct span){(const uint8_t *)parts, sizeof parts - 1});
    entry(out, &directory, "content.xml", (struct span){content->data, content->length});
    uint32_t at = (uint32_t)out->length;
    buffer_add(out, directory.data, directory.length);
    number(out, 0x06054B50, 4);
    number(out, 0, 4);
    number(out, 3 | 3 << 16, 4);
    number(out, (uint32_t)(out->length - 12 - at), 4);
    number(out, at, 4);
    number(out, 0, 2);
    out->over |= content->over;
    buffer_free(&directory);
}

/* --- people ---------------------------------------------------------------------------------------------------------- */

/* A table in the making: CSV in `out`, or the rows of an OpenDocument sheet. */
struct table {
    struct buffer *out;
    bool ods, inside; /* inside: the row has a cell */
};

static void cell(struct table *t, const char *text)
{
    if (t->ods) {
        ods_cell(t->out, text);
    } else {
        buffer_text(t->out, t->inside ? ";" : "");
        csv_cell(t->out, text);
    }
    t->inside = true;
}

static void number_cell(struct table *out, const struct signup_record *of, int32_t number)
{
    char text[16] = "";
    if (of)
        snprintf(text, sizeof text, "%d", number);
    cell(out, text);
}

static void head(struct table *out)
{
    static const char *const before[] = {"group", "day", "name", "contact_way", "contact"};
    static const char *const after[] = {"signed_by",      "witness", "language",     "rules_version",
                                        "notice_version", "sign_up", "membership_id"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        cell(out, before[i]);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        cell(out, consent_purpose((enum consent_purpose)i)->key);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        cell(out, after[i]);
    cell(out, "consent_id");
    cell(out, "waiting");
    cell(out, "notice_sha256");
}

static const char *way_name(const struct signup_record *consent)
{
    if (!consent)
        return "";
    return consent->contact_way == CONTACT_PHONE ? "phone" : consent->contact_way == CONTACT_MAIL ? "mail" : "none";
}

static void row(struct table *out, const struct signup_record *membership, const struct signup_record *consent)
{
    const struct signup_record *any = membership ? membership : consent;
    cell(out, any->group);
    cell(out, any->day);
    cell(out, consent ? consent->name : "");
    cell(out, way_name(consent));
    cell(out, consent ? consent->contact : "");
    for (int i = 0; i < PURPOSE_COUNT; i++)
        cell(out, !consent ? "" : consent->answers[i] == ANSWER_YES ? "yes" : "no");
    cell(out, consent ? consent->sign_way : "");
    cell(out, consent ? consent->witness : "");
    cell(out, any->language);
    number_cell(out, membership, membership ? membership->rules_version : 0);
    number_cell(out, consent, consent ? consent->notice_version : 0);
    cell(out, any->sign_up);
    cell(out, membership ? membership->record_id : "");
    cell(out, consent ? consent->record_id : "");
    cell(out, !membership ? "" : membership->waiting ? "yes" : "no");
    cell(out, consent ? consent->notice_sha256 : "");
}

/* The two records of the person at *i, either may be NULL; *i moves on. */
static void person(const struct people *p, size_t *i, const struct people_record *ret_record[2])
{
    ret_record[0] = ret_record[1] = NULL;
    ret_record[p->record[*i].read.is_consent] = &p->record[*i];
    if (people_pair(p, *i)) {
        ++*i;
        ret_record[p->record[*i].read.is_consent] = &p->record[*i];
    }
    ++*i;
}

/* The head and a row a person; every row but the last is ended. */
static void write_table(const struct people *p, struct table *t)
{
    const struct people_record *r[2];
    head(t);
    for (size_t i = 0; i < p->count;) {
        person(p, &i, r);
        if (t->ods)
            ods_next_row(t->out);
        else
            buffer_text(t->out, "\r\n");
        t->inside = false;
        row(t, r[0] ? &r[0]->read : NULL, r[1] ? &r[1]->read : NULL);
    }
}

static void write_csv(const struct people *p, struct buffer *out)
{
    buffer_text(out, "\xEF\xBB\xBF");
    write_table(p, &(struct table){.out = out});
    buffer_text(out, "\r\n");
}

static void write_ods(const struct people *p, struct buffer *out)
{
    struct buffer content = {.limit = out->limit};
    ods_begin(&content);
    write_table(p, &(struct table){.out = &content, .ods = true});
    ods_end(&content, out);
    buffer_free(&content);
}

static void line_part(const struct people *p, struct buffer *out, const char *name, const struct people_record *record)
{
    buffer_format(out, ",\"%s\":", name);
    if (record)
        buffer_add(out, p->text.data + record->at, record->length);
    else
        buffer_text(out, "null");
}

static void write_jsonl(const struct people *p, struct buffer *out)
{
    const struct people_record *r[2];
    for (size_t i = 0; i < p->count;) {
        buffer_text(out, "{\"sign_up\":");
        buffer_json(out, p->record[i].read.sign_up);
        person(p, &i, r);
        line_part(p, out, "membership", r[0]);
        line_part(p, out, "consent", r[1]);
        buffer_text(out, "}\n");
    }
}

void people_write(const struct people *p, enum people_form form, struct buffer *out)
{
    if (form == PEOPLE_CSV)
        write_csv(p, out);
    else if (form == PEOPLE_ODS)
        write_ods(p, out);
    else
        write_jsonl(p, out);
}
