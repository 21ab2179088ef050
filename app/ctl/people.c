/* Writing people as a table and as lines. */
#include "ctl/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "ctl/ods.h"

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
