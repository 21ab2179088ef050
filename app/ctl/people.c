/* Joining the two records of a person, and writing them as a table and as lines. */
#include "ctl/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ctl/csv.h"

enum { TEXT_MAX = 1 << 30 };

fault people_open(struct people *p, size_t records)
{
    *p = (struct people){.room = records, .text = {.limit = TEXT_MAX}};
    p->record = calloc(records + 1, sizeof *p->record);
    return p->record ? FAULT_NONE : FAULT_NO_MEMORY;
}

void people_free(struct people *p)
{
    if (p->record)
        bytes_wipe(p->record, p->room * sizeof *p->record);
    free(p->record);
    buffer_free(&p->text);
    *p = (struct people){0};
}

fault people_add(struct people *p, struct span json)
{
    if (p->count == p->room || json.length == 0 || memchr(json.data, '\n', json.length) ||
        memchr(json.data, '\r', json.length))
        return FAULT_FILE_DAMAGED; /* a record is one line: it becomes one in signups.jsonl */
    struct people_record *record = &p->record[p->count];
    fault f = signup_read(json, &record->read);
    if (f != FAULT_NONE)
        return f;
    record->at = p->text.length;
    record->length = json.length;
    buffer_add(&p->text, json.data, json.length);
    p->count++;
    return p->text.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

static int by_group(const void *a, const void *b)
{
    const struct signup_record *left = &((const struct people_record *)a)->read,
                               *right = &((const struct people_record *)b)->read;
    int order = strcmp(left->group, right->group);
    if (order == 0)
        order = strcmp(left->sign_up, right->sign_up);
    return order != 0 ? order : (int)left->is_consent - (int)right->is_consent;
}

/* The record at `i` and the next one are the same person. */
static bool pair(const struct people *p, size_t i)
{
    return i + 1 < p->count && strcmp(p->record[i].read.sign_up, p->record[i + 1].read.sign_up) == 0;
}

fault people_join(struct people *p)
{
    qsort(p->record, p->count, sizeof *p->record, by_group);
    for (size_t i = 0; i < p->count; i++) {
        if (i > 0 && pair(p, i - 1) && p->record[i - 1].read.is_consent == p->record[i].read.is_consent)
            return FAULT_FILE_DAMAGED;
        if (i == 0 || !pair(p, i - 1))
            p->persons++;
    }
    return FAULT_NONE;
}

static void cell(struct buffer *out, const char *text)
{
    csv_cell(out, text);
    csv_next(out);
}

static void number_cell(struct buffer *out, const struct signup_record *of, int32_t number)
{
    char text[16] = "";
    if (of)
        snprintf(text, sizeof text, "%d", number);
    cell(out, text);
}

static void head(struct buffer *out)
{
    static const char *const before[] = {"group", "day", "name", "contact_way", "contact"};
    static const char *const after[] = {"signed_by",      "witness", "language",     "rules_version",
                                        "notice_version", "sign_up", "membership_id"};
    csv_begin(out);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        cell(out, before[i]);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        cell(out, consent_purpose((enum consent_purpose)i)->key);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        cell(out, after[i]);
    csv_cell(out, "consent_id");
    csv_end(out);
}

static const char *way_name(const struct signup_record *consent)
{
    if (!consent)
        return "";
    return consent->contact_way == CONTACT_PHONE ? "phone" : consent->contact_way == CONTACT_MAIL ? "mail" : "none";
}

static void row(struct buffer *out, const struct signup_record *membership, const struct signup_record *consent)
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
    csv_cell(out, consent ? consent->record_id : "");
    csv_end(out);
}

/* The two records of the person at *i, either may be NULL; *i moves on. */
static void person(const struct people *p, size_t *i, const struct people_record *ret_record[2])
{
    ret_record[0] = ret_record[1] = NULL;
    ret_record[p->record[*i].read.is_consent] = &p->record[*i];
    if (pair(p, *i)) {
        ++*i;
        ret_record[p->record[*i].read.is_consent] = &p->record[*i];
    }
    ++*i;
}

void people_csv(const struct people *p, struct buffer *out)
{
    const struct people_record *r[2];
    head(out);
    for (size_t i = 0; i < p->count;) {
        person(p, &i, r);
        row(out, r[0] ? &r[0]->read : NULL, r[1] ? &r[1]->read : NULL);
    }
}

static void line_part(const struct people *p, struct buffer *out, const char *name, const struct people_record *record)
{
    buffer_format(out, ",\"%s\":", name);
    if (record)
        buffer_add(out, p->text.data + record->at, record->length);
    else
        buffer_text(out, "null");
}

void people_jsonl(const struct people *p, struct buffer *out)
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
