/* The receipt code, written again: four words lead to a visitor's own records and to nobody else's. Every try is counted on
 * the disk before it is made; a wrong, an unknown and a withdrawn code take the same way and get the same words (PRV-16). */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/records/records.h"
#include "flow/own/own.h"
#include "screens.h"

#include <string.h>
#include "base/text.h"
#include "feed/signup.h"

void flow_code_word(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    int32_t list = number / CODE_LIST;
    if (s->code_count >= CODE_WORDS || number < 0 || list >= app->word_lists)
        return;
    if (s->code_count > 0 && list != s->code_list)
        return;
    s->code_list = list;
    s->code[s->code_count++] = (uint16_t)(number % CODE_LIST);
    bytes_wipe(s->code_typed, sizeof s->code_typed);
    flow_suggest(app);
}

void flow_code_undo(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    if (s->code_count == 0)
        return;
    s->code[--s->code_count] = 0;
    flow_suggest(app);
}

static fault derive(const struct app *app, uint8_t tag[STORE_TAG], struct seal_identity *identity)
{
    const struct flow *flow = app->flow;
    struct seal_code code = {0};
    const char *language = flow->lists.list[app->session.code_list].language;
    memcpy(code.language, language, strnlen(language, sizeof code.language - 1));
    for (int i = 0; i < CODE_WORDS; i++)
        code.word[i] = app->session.code[i];
    struct seal_cost cost = {(uint32_t)flow->kiosk.code_passes, (uint32_t)flow->kiosk.code_bytes};
    fault f = seal_code_derive(&code, cost, flow->kiosk.salt, tag, identity);
    seal_wipe(&code, sizeof code);
    return f;
}

static fault read_one(struct app *app, enum record_kind kind, bool *ret_there)
{
    struct my_signup *own = &app->session.own;
    struct buffer plain = {.limit = SEAL_RECORD_MAX};
    struct signup_record record;
    struct record row;
    fault f = flow_record_open(app, kind, &plain, &row);
    *ret_there = f == FAULT_NONE;
    if (f == FAULT_NONE)
        f = signup_read((struct span){plain.data, plain.length}, &record);
    if (f == FAULT_NONE) {
        (void)text_copy(own->group_key, sizeof own->group_key, record.group);
        if (kind == RECORD_MEMBERSHIP)
            own->waiting = record.waiting;
        if (kind == RECORD_CONSENT) {
            (void)text_copy(own->name, sizeof own->name, record.name);
            (void)text_copy(own->contact, sizeof own->contact, record.contact);
            own->contact_way = (uint8_t)record.contact_way;
            for (int i = 0; i < PURPOSE_COUNT; i++)
                own->answer[i] = (uint8_t)record.answers[i];
        }
    }
    bytes_wipe(&record, sizeof record);
    buffer_free(&plain);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

/* The group's name for people; its key when the timetable no longer has it. */
static void name_group(struct app *app)
{
    struct my_signup *own = &app->session.own;
    struct group group;
    fault f = store_group_by_key(app->store, app->session.language, own->group_key, &group);
    (void)text_copy(own->group_name, sizeof own->group_name, f == FAULT_NONE ? group.name : own->group_key);
}

fault flow_own_read(struct app *app)
{
    struct my_signup *own = &app->session.own;
    fault f = read_one(app, RECORD_CONSENT, &own->has_consent);
    if (f == FAULT_NONE)
        f = read_one(app, RECORD_MEMBERSHIP, &own->has_membership);
    own->open = f == FAULT_NONE && (own->has_consent || own->has_membership);
    if (own->open)
        name_group(app);
    return f;
}

/* Reads the records under the code at hand; NO_ENTRY is not told from a code that never was. */
static fault open_own(struct app *app)
{
    struct my_signup *own = &app->session.own;
    struct seal_identity identity;
    bytes_wipe(own, sizeof *own);
    fault f = derive(app, own->tag, &identity);
    memcpy(own->identity, identity.secret, sizeof own->identity);
    memcpy(own->recipient, identity.recipient.key, sizeof own->recipient);
    seal_wipe(&identity, sizeof identity);
    return f == FAULT_NONE ? flow_own_read(app) : f;
}

static void finish(struct app *app, const struct tries *tries)
{
    struct my_signup *own = &app->session.own;
    enum verdict v = code_verdict(&app->kiosk, tries, own->open ? CODE_LIVE : CODE_UNKNOWN);
    if (v == VERDICT_CODE_FOUND) {
        fault f = store_tries_clear(app->store, TRIES_CODE);
        if (f != FAULT_NONE)
            flow_log("code: tries", f, store_why(app->store));
        flow_code_clear(app);
        (void)flow_show(app, SCREEN_mine);
        return;
    }
    bytes_wipe(own, sizeof *own);
    (void)flow_journal(app, EVENT_code_wrong, NULL);
    flow_notice(app, v);
}

void flow_code_find(struct app *app, int32_t number)
{
    (void)number;
    struct tries_row row = {0};
    if (app->session.code_count != CODE_WORDS)
        return;
    flow_kiosk_refresh(app);
    enum verdict v = kiosk_verdict(&app->kiosk);
    if (app->kiosk.desk_only || app->kiosk.store_closed) {
        flow_notice(app, v);
        return;
    }
    fault f = store_tries(app->store, TRIES_CODE, &row);
    struct tries tries = flow_tries(app, &row);
    if (f == FAULT_NONE && tries_code_left_seconds(&tries) > 0) {
        flow_notice(app, VERDICT_CODE_PAUSE);
        return;
    }
    if (f == FAULT_NONE)
        f = store_tries_add(app->store, TRIES_CODE, app->flow->boot, host_steady_ms());
    if (f == FAULT_DISK_FULL && flow_reserve_release(app))
        f = store_tries_add(app->store, TRIES_CODE, app->flow->boot, host_steady_ms());
    if (f == FAULT_NONE)
        f = open_own(app);
    if (f == FAULT_NONE)
        finish(app, &tries);
    else
        flow_trouble(app, "code", f);
}
