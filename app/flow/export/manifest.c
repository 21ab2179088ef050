/* The manifest of a list: what it holds, what was erased, which consent texts go with it. */
#include "flow/export/job.h"

#include <stdio.h>
#include <string.h>

enum { MANIFEST_ROW = 120, MANIFEST_HEAD = 4096 };

static void add_id(struct buffer *m, const char *comma, const uint8_t id[STORE_ID])
{
    buffer_format(m, "%s\"", comma);
    buffer_hex(m, id, STORE_ID);
    buffer_text(m, "\"");
}

/* The day on which all that is kept was looked through; only where that was in this run. */
static void manifest_checked(const struct app *app, struct export_job *job)
{
    struct date d = date_of(app->flow->scrubbed);
    if (app->flow->scrubbed > 0)
        buffer_format(&job->manifest, "\"checked\":\"%04d-%02d-%02d%s\",", d.year, d.month, d.day,
                      app->flow->torn ? " damaged" : "");
}

/* Those that can't be read, and those whose rows are gone. Only where there are any: a list of whole records looks as it always did. */
static fault add_damaged(struct export_job *job, struct store *store)
{
    const char *comma = "";
    uint8_t id[STORE_ID];
    fault f;
    if (job->damaged == 0 && job->behind.untold == 0)
        return FAULT_NONE;
    buffer_text(&job->manifest, "\"damaged\":[");
    for (size_t i = 0; i < export_listed_count(job); i++)
        if (export_listed_at(job, i)->damaged) {
            add_id(&job->manifest, comma, export_listed_at(job, i)->id);
            comma = ",";
        }
    while ((f = store_lost_next(store, id)) == FAULT_NONE) {
        add_id(&job->manifest, comma, id);
        comma = ",";
    }
    buffer_text(&job->manifest, "],");
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault add_erased(struct export_job *job, struct store *store)
{
    uint8_t id[STORE_ID];
    enum record_kind kind;
    const char *comma = "";
    fault f;
    buffer_text(&job->manifest, "\"erased\":[");
    while ((f = store_erased_next(store, id, &kind)) == FAULT_NONE) {
        add_id(&job->manifest, comma, id);
        comma = ",";
    }
    buffer_text(&job->manifest, "],");
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static void add_files(struct export_job *job)
{
    const char *comma = "";
    buffer_text(&job->manifest, "\"files\":{");
    for (size_t i = 0; i < export_listed_count(job); i++) {
        const struct listed *row = export_listed_at(job, i);
        char name[MANIFEST_NAME], id[2 * STORE_ID + 1];
        if (row->damaged)
            continue;
        bytes_hex(id, row->id, STORE_ID);
        manifest_entry(name, row->kind == RECORD_CONSENT, id);
        buffer_format(&job->manifest, "%s\"%s\":\"", comma, name);
        buffer_hex(&job->manifest, row->sha256, STORE_HASH);
        buffer_text(&job->manifest, "\"");
        comma = ",";
    }
    buffer_text(&job->manifest, "},");
}

/* All that are kept, whoever signed which. */
static fault add_texts(struct export_job *job, struct store *store)
{
    uint8_t sha256[STORE_HASH];
    struct span text;
    fault f;
    buffer_text(&job->manifest, ",\"notices\":[");
    for (const char *comma = ""; (f = store_consent_text_next(store, sha256, &text)) == FAULT_NONE; comma = ",") {
        buffer_format(&job->manifest, "%s\"", comma);
        buffer_hex(&job->manifest, sha256, sizeof sha256);
        buffer_text(&job->manifest, "\"");
    }
    buffer_text(&job->manifest, "]");
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault add_foot(const struct app *app, struct export_job *job)
{
    struct buffer *m = &job->manifest;
    buffer_format(m, "\"format\":\"kx1\",\"kiosk\":\"%s\",\"log\":", job->claim.kiosk);
    buffer_json(m, job->checkpoint);
    fault f = add_texts(job, app->store);
    if (*job->office.key)
        buffer_format(m, ",\"office\":\"%s\"", job->office.key);
    buffer_text(m, ",\"prev\":\"");
    buffer_hex(m, job->claim.previous, SEAL_HASH);
    buffer_text(m, "\"");
    if (app->flow->kiosk.restored_list > 0)
        buffer_format(m, ",\"restored\":%d", app->flow->kiosk.restored_list);
    buffer_format(m, ",\"rows\":%u,\"schema\":%d,\"seq\":%u", job->claim.rows, RECORD_SCHEMA, job->claim.sequence);
    if (job->behind.state != BEHIND_NOT)
        buffer_format(m, ",\"state\":\"%s\"", job->behind.state == BEHIND_NEW ? "recovered" : "older");
    buffer_text(m, "}\n");
    return f;
}

fault export_manifest_make(struct app *app, struct export_job *job)
{
    job->manifest.length = 0;
    job->claim.rows = (uint32_t)(export_listed_count(job) - job->damaged);
    buffer_reserve(&job->manifest, export_listed_count(job) * MANIFEST_ROW + MANIFEST_HEAD);
    buffer_text(&job->manifest, "{");
    manifest_checked(app, job);
    fault f = add_damaged(job, app->store);
    if (f == FAULT_NONE)
        f = add_erased(job, app->store);
    add_files(job);
    if (f == FAULT_NONE)
        f = add_foot(app, job);
    return f == FAULT_NONE && job->manifest.over ? FAULT_NO_MEMORY : f;
}
