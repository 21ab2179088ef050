/* One's own sign-up. Its receipt code, written again: four words lead to a visitor's own records and to nobody else's. Every try is
 * counted on the disk before it is made; a wrong, an unknown and a withdrawn code take the same way and get the same words (PRV-16).
 * Opened with it: change how one is reached, withdraw one permission or all, leave the group. The consent and the place are two
 * things; each goes by itself. No reason is asked, and none can be given. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/records/records.h"
#include "flow/own/own.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "feed/signup.h"

/* --- the code --- */

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

/* Whether somebody who signs today, in that language, reads another text. */
static bool text_differs(struct app *app, const struct signup_record *record)
{
    const struct language *language = words_language(record->language);
    struct centre centre;
    struct buffer text;
    char today[2 * SEAL_HASH + 1] = "";
    uint8_t sha256[SEAL_HASH];
    if (!language || store_centre(app->store, language->code, &centre) != FAULT_NONE)
        return false;
    words_switch(language->code);
    if (flow_consent_text(&centre, &text, sha256) == FAULT_NONE)
        bytes_hex(today, sha256, sizeof sha256);
    words_switch(app->session.language);
    buffer_free(&text);
    return !text_same(today, record->notice_sha256);
}

/* The very text that was signed; "" where it is not kept here. */
static void read_text(struct app *app, const struct signup_record *record)
{
    struct my_signup *own = &app->session.own;
    uint8_t sha256[STORE_HASH];
    struct buffer text = {.limit = sizeof own->text - 1};
    own->text_version = record->notice_version;
    own->text_edition = record->notice_edition;
    own->text[0] = 0;
    own->text_changed = text_differs(app, record);
    if (bytes_unhex(sha256, sizeof sha256, record->notice_sha256) &&
        store_consent_text(app->store, sha256, &text) == FAULT_NONE)
        (void)text_copy(own->text, sizeof own->text, buffer_string(&text));
    buffer_free(&text);
}

static fault read_one(struct app *app, enum record_kind kind, bool *ret_there)
{
    struct my_signup *own = &app->session.own;
    struct buffer plain = {.limit = SEAL_RECORD_MAX};
    struct signup_record record;
    struct record row;
    fault f = flow_record_open(app, kind, &plain, &row);
    *ret_there = f == FAULT_NONE || f == FAULT_FILE_DAMAGED; /* what can't be read can be withdrawn */
    if (f == FAULT_FILE_DAMAGED) {
        own->unreadable |= kind == RECORD_CONSENT;
        f = FAULT_NO_ENTRY;
    }
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
            read_text(app, &record);
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
    if (!*own->group_key) {
        (void)text_copy(own->group_name, sizeof own->group_name, _("The group"));
        return;
    }
    fault f = store_group_by_key(app->store, app->session.language, own->group_key, &group);
    (void)text_copy(own->group_name, sizeof own->group_name, f == FAULT_NONE ? group.name : own->group_key);
}

static fault read_own(struct app *app)
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
    return f == FAULT_NONE ? read_own(app) : f;
}

/* Once a day: whoever plays with words shall not make the journal grow, nor it tell how often somebody sought theirs. */
static void note_wrong(struct app *app)
{
    if (app->flow->wrong_day != flow_today() && flow_journal(app, EVENT_code_wrong, NULL) == FAULT_NONE)
        app->flow->wrong_day = flow_today();
}

static void finish(struct app *app, const struct tries *tries)
{
    struct my_signup *own = &app->session.own;
    enum verdict v = code_verdict(&app->kiosk, tries, own->open ? CODE_LIVE : CODE_UNKNOWN);
    if (v == VERDICT_CODE_FOUND) {
        fault f = store_tries_clear(app->store, TRIES_CODE);
        if (f != FAULT_NONE)
            flow_log("code: tries", f, store_why(app->store));
        (void)flow_show(app, SCREEN_mine); /* the words stay: the receipt can be printed again */
        return;
    }
    bytes_wipe(own, sizeof *own);
    note_wrong(app);
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

/* --- what is done with it --- */

static enum verdict wish_verdict(struct app *app, enum own_wish wish)
{
    const struct my_signup *own = &app->session.own;
    flow_kiosk_refresh(app);
    struct own_facts facts = {.kiosk = app->kiosk, .consent = own->has_consent, .membership = own->has_membership};
    if (own->withdraw >= 0 && own->withdraw < PURPOSE_COUNT) {
        facts.answer = (enum answer)own->answer[own->withdraw];
        facts.needs_contact = consent_contacts((enum consent_purpose)own->withdraw);
        facts.reachable = own->contact_way == CONTACT_PHONE || own->contact_way == CONTACT_MAIL;
    }
    return own_verdict(&facts, wish);
}

static void done(struct app *app, enum verdict v)
{
    app->session.own.outcome = v;
    (void)flow_show(app, SCREEN_mine_done);
}

/* --- erasing: the row goes in a transaction with its journal line, then the key is overwritten ---------------------- */

static fault erase_once(struct app *app, const struct record *row, enum event event)
{
    char id[2 * SEAL_ID + 1];
    bytes_hex(id, row->id, SEAL_ID);
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_record_erase(app->store, row->id, flow_today());
    if (f == FAULT_NONE)
        f = flow_journal_as(app, event, VISITOR, id);
    return store_end(app->store, f);
}

static fault erase(struct app *app, enum record_kind kind, enum event event)
{
    struct record row;
    struct buffer sealed = {.limit = SEAL_RECORD_FILE_MAX + SEAL_SLOT_EXTRA};
    fault f = store_record_of(app->store, app->session.own.tag, kind, &row, &sealed);
    if (f == FAULT_NONE)
        f = erase_once(app, &row, event);
    if (f == FAULT_DISK_FULL && flow_reserve_release(app)) /* erasing never fails for want of room */
        f = erase_once(app, &row, event);
    if (f == FAULT_NONE)
        flow_slot_erase(app->flow, &row);
    if (f == FAULT_NONE && kind == RECORD_MEMBERSHIP && !app->session.own.waiting && *app->session.own.group_key)
        store_place_give(app->store, app->session.own.group_key, row.day);
    buffer_free(&sealed);
    return f;
}

/* --- changing: a new record with its own key stands in for the old one ---------------------------------------------- */

static fault replace_rows(struct app *app, const struct record *old, struct new_record *fresh, enum event event)
{
    char ids[4 * SEAL_ID + 2];
    bytes_hex(ids, old->id, SEAL_ID);
    ids[2 * SEAL_ID] = ' ';
    bytes_hex(ids + 2 * SEAL_ID + 1, fresh->row.id, SEAL_ID);
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_record_replace(app->store, old->id, &fresh->row, flow_today());
    if (f == FAULT_NONE)
        f = flow_journal_as(app, event, VISITOR, ids);
    return store_end(app->store, f);
}

static fault reseal(struct app *app, struct signup_change *change, struct new_record *fresh, struct record *ret_old)
{
    char id[2 * SEAL_ID + 1], day[16];
    struct buffer old = {.limit = SEAL_RECORD_MAX}, changed = {.limit = SEAL_RECORD_MAX};
    struct seal_identity identity;
    struct date d = date_of(flow_today());
    seal_random(fresh->row.id, STORE_ID);
    fresh->row.kind = RECORD_CONSENT;
    bytes_hex(id, fresh->row.id, SEAL_ID);
    snprintf(day, sizeof day, "%04d-%02d-%02d", d.year, d.month, d.day);
    change->record_id = id;
    change->day = day;
    flow_own_identity(app, &identity);
    fault f = flow_record_open(app, RECORD_CONSENT, &old, ret_old);
    if (f == FAULT_NONE)
        f = signup_change((struct span){old.data, old.length}, change, &changed);
    if (f == FAULT_NONE)
        f = new_record_seal(app->flow, fresh, app->session.own.tag, &identity.recipient,
                            (struct span){changed.data, changed.length});
    seal_wipe(&identity, sizeof identity);
    buffer_free(&old);
    buffer_free(&changed);
    return f;
}

static fault change(struct app *app, struct signup_change *change_wanted, enum event event)
{
    struct new_record fresh = {0};
    struct record old;
    fault f = reseal(app, change_wanted, &fresh, &old);
    if (f == FAULT_NONE)
        f = new_record_keep(app->flow, &fresh, 1);
    if (f == FAULT_NONE)
        f = replace_rows(app, &old, &fresh, event);
    if (f == FAULT_DISK_FULL && fresh.kept && flow_reserve_release(app))
        f = replace_rows(app, &old, &fresh, event);
    if (f == FAULT_NONE)
        flow_slot_erase(app->flow, &old);
    else
        new_record_drop(app, &fresh, 1);
    new_record_free(&fresh, 1);
    return f;
}

/* After a change what the session shows is read again from what is kept. */
static void tell(struct app *app, const char *step, fault f, enum verdict v)
{
    struct my_signup *own = &app->session.own;
    if (f == FAULT_NO_ENTRY)
        v = VERDICT_OWN_NOTHING;
    else if (f != FAULT_NONE) {
        flow_trouble(app, step, f);
        return;
    }
    own->has_consent = own->has_membership = false;
    f = read_own(app);
    if (f != FAULT_NONE)
        flow_log("own: read again", f, store_why(app->store));
    done(app, v);
}

void flow_mine_contact(struct app *app, int32_t number)
{
    struct my_signup *own = &app->session.own;
    if (!own->open || number < CONTACT_NONE || number > CONTACT_MAIL)
        return;
    bytes_wipe(own->contact_typed, sizeof own->contact_typed);
    own->way_wanted = (uint8_t)number;
    app->session.join.refused = 0;
    if (number == CONTACT_NONE)
        flow_own_contact_changed(app);
    else
        (void)flow_show(app, SCREEN_mine_write);
}

void flow_own_contact_changed(struct app *app)
{
    struct my_signup *own = &app->session.own;
    enum verdict v = wish_verdict(app, OWN_CHANGE_CONTACT);
    if (v != VERDICT_CONTACT_CHANGED) {
        flow_notice(app, v);
        return;
    }
    struct signup_change wanted = {
        .way = (enum contact_way)own->way_wanted, .contact = own->contact_typed, .purpose = -1};
    tell(app, "own: contact", change(app, &wanted, EVENT_contact_changed), v);
    bytes_wipe(own->contact_typed, sizeof own->contact_typed);
}

void flow_withdraw(struct app *app, int32_t number)
{
    struct my_signup *own = &app->session.own;
    if (!own->open || number < 0 || number > PURPOSE_COUNT)
        return;
    own->withdraw = number;
    (void)flow_show(app, SCREEN_withdraw_sure);
}

void flow_withdraw_sure(struct app *app, int32_t number)
{
    (void)number;
    struct my_signup *own = &app->session.own;
    if (!own->open)
        return;
    bool all = own->withdraw == PURPOSE_COUNT;
    enum verdict v = wish_verdict(app, all ? OWN_WITHDRAW_ALL : OWN_WITHDRAW_PURPOSE);
    struct signup_change wanted = {.way = CONTACT_UNASKED, .purpose = own->withdraw, .answer = ANSWER_NO};
    if (v == VERDICT_CONSENT_WITHDRAWN)
        tell(app, "own: withdraw", erase(app, RECORD_CONSENT, EVENT_consent_withdrawn), v);
    else if (v == VERDICT_PURPOSE_WITHDRAWN)
        tell(app, "own: withdraw", change(app, &wanted, EVENT_purpose_withdrawn), v);
    else
        flow_notice(app, v);
}

void flow_allow(struct app *app, int32_t number)
{
    struct my_signup *own = &app->session.own;
    if (!own->open || number < 0 || number >= PURPOSE_COUNT)
        return;
    own->withdraw = number;
    (void)flow_show(app, SCREEN_allow_sure);
}

/* The question was read as this text has it, in this language: both are kept with the answer. */
static fault allow(struct app *app)
{
    uint8_t sha256[SEAL_HASH];
    char hex[2 * SEAL_HASH + 1];
    struct signup_change wanted = {.way = CONTACT_UNASKED,
                                   .purpose = app->session.own.withdraw,
                                   .answer = ANSWER_YES,
                                   .language = app->session.language,
                                   .notice_sha256 = hex};
    fault f = flow_consent_keep(app->store, &app->centre, sha256);
    if (f == FAULT_NONE)
        bytes_hex(hex, sha256, sizeof sha256);
    return f == FAULT_NONE ? change(app, &wanted, EVENT_purpose_allowed) : f;
}

void flow_allow_sure(struct app *app, int32_t number)
{
    (void)number;
    if (!app->session.own.open)
        return;
    enum verdict v = wish_verdict(app, OWN_ALLOW_PURPOSE);
    if (v == VERDICT_PURPOSE_ALLOWED)
        tell(app, "own: allow", allow(app), v);
    else
        flow_notice(app, v);
}

void flow_leave_sure(struct app *app, int32_t number)
{
    (void)number;
    struct my_signup *own = &app->session.own;
    if (!own->open)
        return;
    enum verdict v = wish_verdict(app, OWN_LEAVE_GROUP);
    if (v == VERDICT_GROUP_LEFT)
        tell(app, "own: leave", erase(app, RECORD_MEMBERSHIP, EVENT_group_left), v);
    else
        flow_notice(app, v);
}
