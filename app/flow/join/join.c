/* The moment of signing up, in this order: the code is drawn, both records are sealed, the facts are read again inside the
 * transaction and decided on, the slot keys are made durable, rows and journal are written, the commit returns, the place is
 * counted.
 * Only then session.joined is set, and only that opens the done screen. A cut anywhere leaves no sign-up or a whole one;
 * slots without a row are swept at the next start. After a cut between commit and picture nobody has the code of a whole
 * one: docs/threats.md, T14. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/records/records.h"
#include "flow/join/join.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

enum { MEMBERSHIP, CONSENT };

struct draft { /* what is made on the way; wiped and freed on every way out */
    struct seal_code code;
    struct seal_identity identity;
    uint8_t tag[STORE_TAG];
    struct new_record fresh[2];
    struct buffer json[2];
};

static void draft_free(struct draft *d)
{
    new_record_free(d->fresh, 2);
    buffer_free(&d->json[MEMBERSHIP]);
    buffer_free(&d->json[CONSENT]);
    seal_wipe(d, sizeof *d);
}

static fault draft_code(struct app *app, struct draft *d)
{
    fault f = seal_code_make(&d->code, app->session.language);
    return f == FAULT_NONE ? flow_code_hash(&app->flow->kiosk, &d->code, d->tag, &d->identity) : f;
}

static fault draft_records(struct app *app, struct draft *d, bool waiting)
{
    uint8_t sign_up[SEAL_ID];
    char joined_by[2 * SEAL_ID + 1];
    seal_random(sign_up, sizeof sign_up);
    bytes_hex(joined_by, sign_up, sizeof sign_up);
    for (int i = 0; i < 2; i++) {
        d->fresh[i].row.kind = i == MEMBERSHIP ? RECORD_MEMBERSHIP : RECORD_CONSENT;
        seal_random(d->fresh[i].row.id, STORE_ID);
        d->json[i] = (struct buffer){.limit = SIGNUP_JSON_MAX};
    }
    const struct signup s = {app,    flow_today(), joined_by, d->fresh[MEMBERSHIP].row.id, d->fresh[CONSENT].row.id,
                             waiting};
    fault f = flow_signup_json(&s, &d->json[MEMBERSHIP], &d->json[CONSENT]);
    for (int i = 0; i < 2 && f == FAULT_NONE; i++)
        f = d->json[i].over ? FAULT_TOO_LARGE
                            : new_record_seal(app->flow, &d->fresh[i], d->tag, &d->identity.recipient,
                                              (struct span){d->json[i].data, d->json[i].length});
    return f;
}

static fault write_rows(struct app *app, struct draft *d)
{
    char ids[4 * SEAL_ID + 2];
    int64_t row;
    uint8_t sha256[SEAL_HASH];
    fault f = new_record_keep(app->flow, d->fresh, 2);
    if (f == FAULT_NONE)
        f = store_place_keep(app->store, app->session.group.key);
    if (f == FAULT_NONE)
        f = flow_consent_keep(app->store, &app->centre, sha256);
    if (f == FAULT_NONE)
        f = store_signup_add(app->store, &d->fresh[MEMBERSHIP].row, &d->fresh[CONSENT].row, &row);
    if (f != FAULT_NONE)
        return f;
    bytes_hex(ids, d->fresh[MEMBERSHIP].row.id, SEAL_ID);
    ids[2 * SEAL_ID] = ' ';
    bytes_hex(ids + 2 * SEAL_ID + 1, d->fresh[CONSENT].row.id, SEAL_ID);
    return flow_journal_as(app, EVENT_joined, VISITOR, ids);
}

static bool is_in(enum verdict v)
{
    return v == VERDICT_JOINED || v == VERDICT_WAITING;
}

/* Begins, decides, writes, commits. Anything but NONE and the verdict that the records say leaves nothing behind. */
static fault transaction(struct app *app, struct draft *d, enum verdict *ret_verdict)
{
    enum verdict drafted = *ret_verdict;
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = flow_join_look(app, ret_verdict);
    bool joined = f == FAULT_NONE && *ret_verdict == drafted;
    if (joined)
        f = write_rows(app, d);
    if (!joined || f != FAULT_NONE)
        store_rollback(app->store);
    else
        f = store_commit(app->store);
    if (f != FAULT_NONE)
        new_record_drop(app, d->fresh, 2);
    else if (joined)
        store_place_take(app->store, app->session.group.key, drafted == VERDICT_WAITING);
    return f;
}

/* What the receipt on paper says. */
static void for_receipt(struct app *app)
{
    struct session *s = &app->session;
    uint8_t sha256[SEAL_HASH];
    struct buffer text;
    memcpy(s->own.answer, s->join.answer, sizeof s->own.answer);
    s->own.text_version = CONSENT_VERSION;
    s->own.text_edition = CONSENT_EDITION;
    if (flow_consent_text(&app->centre, &text, sha256) == FAULT_NONE)
        (void)text_copy(s->own.text, sizeof s->own.text, buffer_string(&text));
    buffer_free(&text);
}

static void show_code(struct app *app, const struct draft *d, bool waiting)
{
    struct session *s = &app->session;
    s->code_list = flow_lists_find(&app->flow->lists, s->language);
    for (int i = 0; i < CODE_WORDS; i++)
        s->code[i] = d->code.word[i];
    s->code_count = CODE_WORDS;
    s->joined = true;
    s->own.waiting = waiting;
    for_receipt(app);
    const char *name = s->join.name;
    (void)text_put(s->initial, text_next(&name));
    flow_note(app, s->group.key, s->join.talk, false);
    bytes_wipe(&s->join, sizeof s->join); /* it is written: the kiosk need not remember it, nor what was looked for */
    bytes_wipe(s->word, sizeof s->word);
    bytes_wipe(s->row, sizeof s->row);
    s->topic = s->weekday = s->rows = 0;
    s->code_printed = false;
    flow_clear_trail(app);
    (void)flow_show(app, SCREEN_join_done);
}

/* Before the slow part: what can be seen without the transaction. */
static fault first_look(struct app *app, enum verdict *ret_verdict)
{
    fault f = flow_join_load(app);
    return f == FAULT_NONE ? flow_join_look(app, ret_verdict) : f;
}

void flow_join(struct app *app, int32_t number)
{
    (void)number;
    if (!app->session.join.active)
        return;
    struct draft d = {0};
    enum verdict v = VERDICT_JOINED;
    fault f = first_look(app, &v);
    if (f == FAULT_NONE && is_in(v))
        f = draft_code(app, &d);
    if (f == FAULT_NONE && is_in(v))
        f = draft_records(app, &d, v == VERDICT_WAITING);
    if (f == FAULT_NONE && is_in(v))
        f = transaction(app, &d, &v);
    if (f != FAULT_NONE) {
        flow_trouble(app, "join", f);
        if (store_takes_signups(app->store))
            (void)flow_journal(app, f == FAULT_DISK_FULL ? EVENT_disk_low : EVENT_refused, fault_name(f));
    } else if (!is_in(v)) {
        if (v == VERDICT_KIOSK_FULL)
            (void)flow_journal(app, EVENT_disk_low, NULL);
        flow_join_mend(app, v);
    } else {
        show_code(app, &d, v == VERDICT_WAITING);
    }
    draft_free(&d);
}
