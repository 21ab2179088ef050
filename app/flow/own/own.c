/* One's own sign-up. Its receipt code, written again: four words lead to a visitor's own records and to nobody else's. Every try is
 * counted on the disk before it is made; a wrong, an unknown and a withdrawn code take the same way and get the same words (PRV-16).
 * Records of a code that was hashed as the first ones were are sealed anew once it is known.
 * Opened with it: change how one is reached, withdraw one permission or all, leave the group. The consent and the place are two
 * things; each goes by itself. No reason is asked, and none can be given. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/group/group.h"
#include "flow/records/records.h"
#include "flow/own/own.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "feed/signup.h"
#include "rule/pick.h"

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
    s->code_pick = s->code_step = 0; /* chosen from a list: it begins anew with the next word */
    flow_suggest(app);
}

/* Part 0 of the screen is for writing. Choosing from the list, each choice leads to another part, so that all who read the tree
 * take it for another page. */
void flow_code_pick(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    int32_t list = number / CODE_LIST, place = number % CODE_LIST;
    if (s->code_count >= CODE_WORDS || (number < 0) != (s->part == 0))
        return;
    s->page = 0;
    s->part++;
    if (number < 0)
        return;
    if (list >= app->word_lists || ((s->code_count > 0 || s->code_step > 0) && list != s->code_list))
        return;
    s->code_list = list;
    s->code_pick = place;
    struct pick_range range = pick_range(CODE_LIST, place, ++s->code_step);
    if (range.to - range.from == 1)
        flow_code_word(app, number);
}

bool flow_code_unpick(struct app *app)
{
    struct session *s = &app->session;
    if (s->at != SCREEN_code || s->part == 0)
        return false;
    s->page = 0;
    if (s->code_step == 0 && s->code_count > 0) { /* the last choice of the word before */
        s->code_pick = s->code[s->code_count - 1];
        flow_code_undo(app, 0);
        for (struct pick_range r = {0, CODE_LIST}; r.to - r.from > 1; s->code_step++)
            r = pick_range(CODE_LIST, s->code_pick, s->code_step + 1);
        s->code_step--;
    } else if (s->code_step > 0) {
        s->code_step--;
    } else {
        s->part = 1;
    }
    s->part--;
    return true;
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
                own->answer[i] =
                    consent_asked((enum consent_purpose)i, !*own->name) ? (uint8_t)record.answers[i] : ANSWER_NONE;
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

static void take_way(struct my_signup *own, const struct code_way *way)
{
    memcpy(own->tag, way->tag, sizeof own->tag);
    memcpy(own->identity, way->identity.secret, sizeof own->identity);
    memcpy(own->recipient, way->identity.recipient.key, sizeof own->recipient);
}

/* --- changing: a new record with its own key stands in for the old one ---------------------------------------------- */

enum { RECORDS_MAX = 2 }; /* of a sign-up */
struct swap {             /* what stands in for what; the caller frees `fresh` */
    size_t count;
    struct record old[RECORDS_MAX];
    struct new_record fresh[RECORDS_MAX];
};

static fault replace_rows(struct app *app, const struct swap *swap, enum event event)
{
    char ids[RECORDS_MAX * 2 * (2 * SEAL_ID + 1) + 1];
    char *at = ids;
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < swap->count && f == FAULT_NONE; i++) {
        f = store_record_replace(app->store, swap->old[i].id, &swap->fresh[i].row, flow_today());
        bytes_hex(at, swap->old[i].id, SEAL_ID);
        at[2 * SEAL_ID] = ' ';
        at += 2 * SEAL_ID + 1;
        bytes_hex(at, swap->fresh[i].row.id, SEAL_ID);
        at[2 * SEAL_ID] = i + 1 < swap->count ? ' ' : 0;
        at += 2 * SEAL_ID + 1;
    }
    if (f == FAULT_NONE)
        f = flow_journal_as(app, event, VISITOR, ids);
    return store_end(app->store, f);
}

/* The keys of the new records are durable before the rows, and those of the old ones go after them. */
static fault swap_rows(struct app *app, struct swap *swap, enum event event)
{
    fault f = new_record_keep(app->flow, swap->fresh, swap->count);
    if (f == FAULT_NONE)
        f = replace_rows(app, swap, event);
    if (f == FAULT_DISK_FULL && swap->fresh[0].kept && flow_reserve_release(app))
        f = replace_rows(app, swap, event);
    if (f != FAULT_NONE)
        new_record_drop(app, swap->fresh, swap->count);
    for (size_t i = 0; i < swap->count && f == FAULT_NONE; i++)
        flow_slot_erase(app->flow, &swap->old[i]);
    return f;
}

/* The record at hand with the change in it, sealed to that identity under that tag, as the next of `swap`. NO_ENTRY: there is none. */
static fault reseal(struct app *app, enum record_kind kind, struct signup_change *change, const struct code_way *to,
                    struct swap *swap)
{
    char id[2 * SEAL_ID + 1], day[16];
    struct buffer old = {.limit = SEAL_RECORD_MAX}, changed = {.limit = SEAL_RECORD_MAX};
    struct date d = date_of(flow_today());
    struct new_record *fresh = &swap->fresh[swap->count];
    seal_random(fresh->row.id, STORE_ID);
    fresh->row.kind = kind;
    bytes_hex(id, fresh->row.id, SEAL_ID);
    snprintf(day, sizeof day, "%04d-%02d-%02d", d.year, d.month, d.day);
    change->record_id = id;
    change->day = day;
    fault f = flow_record_open(app, kind, &old, &swap->old[swap->count]);
    if (f == FAULT_NONE)
        f = signup_change((struct span){old.data, old.length}, change, &changed);
    if (f == FAULT_NONE)
        f = new_record_seal(app->flow, fresh, to->tag, &to->identity.recipient,
                            (struct span){changed.data, changed.length});
    if (f == FAULT_NONE)
        swap->count++;
    buffer_free(&old);
    buffer_free(&changed);
    return f;
}

static fault change(struct app *app, struct signup_change *change_wanted, enum event event)
{
    struct swap swap = {0};
    struct code_way same;
    memcpy(same.tag, app->session.own.tag, sizeof same.tag);
    flow_own_identity(app, &same.identity);
    fault f = reseal(app, RECORD_CONSENT, change_wanted, &same, &swap);
    if (f == FAULT_NONE)
        f = swap_rows(app, &swap, event);
    seal_wipe(&same, sizeof same);
    new_record_free(swap.fresh, RECORDS_MAX);
    return f;
}

/* The records of a code that was hashed as the first ones were go to today's hash, both or neither: one that can't be read keeps
 * the other where it is. When it fails, they stay as they are. */
static void renew(struct app *app, const struct code_way *to)
{
    struct swap swap = {0};
    struct signup_change nothing = {.way = CONTACT_UNASKED, .purpose = -1};
    static const enum record_kind kinds[RECORDS_MAX] = {RECORD_MEMBERSHIP, RECORD_CONSENT};
    fault f = FAULT_NONE;
    for (size_t i = 0; i < RECORDS_MAX && (f == FAULT_NONE || f == FAULT_NO_ENTRY); i++)
        f = reseal(app, kinds[i], &nothing, to, &swap);
    if (swap.count > 0 && (f == FAULT_NONE || f == FAULT_NO_ENTRY))
        f = swap_rows(app, &swap, EVENT_code_renewed);
    if (f == FAULT_NONE)
        take_way(&app->session.own, to);
    else
        flow_log("own: renewing", f, store_why(app->store));
    new_record_free(swap.fresh, RECORDS_MAX);
}

/* --- looking for them ---------------------------------------------------------------------------------------------- */

enum { LOOKED_ALL = 4 }; /* quarters */

/* Under which of its hashes there are records, -1: none. All are asked for, whether or not one was found. */
static fault find_way(struct app *app, const struct code_ways *ways, int32_t *ret_at)
{
    struct buffer sealed = {.limit = SEAL_RECORD_FILE_MAX + SEAL_SLOT_EXTRA};
    struct record row;
    fault f = FAULT_NONE;
    *ret_at = -1;
    for (int32_t i = 0; i < 2 * ways->count && f == FAULT_NONE; i++) {
        sealed.length = 0;
        f = store_record_of(app->store, ways->way[i / 2].tag, i % 2 ? RECORD_CONSENT : RECORD_MEMBERSHIP, &row,
                            &sealed);
        if (f == FAULT_NONE || f == FAULT_FILE_DAMAGED)
            *ret_at = i / 2;
        f = f == FAULT_NO_ENTRY || f == FAULT_FILE_DAMAGED ? FAULT_NONE : f;
    }
    buffer_free(&sealed);
    return f;
}

/* Reads the records under the code at hand; none is not told from a code that never was. */
static fault open_own(struct app *app)
{
    struct my_signup *own = &app->session.own;
    struct code_ways ways;
    int32_t at = -1;
    fault f = flow_look_end(app->flow, &ways);
    if (f == FAULT_NONE)
        f = find_way(app, &ways, &at);
    if (f == FAULT_NONE && at >= 0) {
        take_way(own, &ways.way[at]);
        f = read_own(app);
        if (f == FAULT_NONE && at == CODE_WAY_FIRST && own->open)
            renew(app, &ways.way[seal_random_below(SEAL_CODE_SALTS)]);
    }
    bool group = false; /* the code itself says what it opens: a sign-up, or a group */
    for (int32_t i = 0; i < ways.count && f == FAULT_NONE && !own->open; i++)
        group = group || flow_group_open(app, ways.way[i].tag);
    seal_wipe(&ways, sizeof ways);
    return f;
}

/* Once a day: whoever plays with words shall not make the journal grow, nor it tell how often somebody sought theirs. */
static void note_wrong(struct app *app)
{
    if (app->flow->wrong_day != flow_today() && flow_journal(app, EVENT_code_wrong, NULL) == FAULT_NONE)
        app->flow->wrong_day = flow_today();
}

static void finish(struct app *app)
{
    static const struct tries counted; /* those before this one were looked at when it began */
    struct my_signup *own = &app->session.own;
    flow_kiosk_refresh(app);
    enum verdict v =
        code_verdict(&app->kiosk, &counted, own->open || app->session.held.open ? CODE_LIVE : CODE_UNKNOWN);
    if (v == VERDICT_CODE_FOUND) {
        fault f = store_tries_clear(app->store, TRIES_CODE);
        if (f != FAULT_NONE)
            flow_log("code: tries", f, store_why(app->store));
        app->session.held.open &= !own->open;
        if (!own->open) /* a sign-up's words stay: the receipt can be printed again */
            flow_code_clear(app);
        (void)flow_show(app, own->open ? SCREEN_mine : SCREEN_group_own);
        return;
    }
    app->session.held.open = false;
    bytes_wipe(own, sizeof *own);
    note_wrong(app);
    flow_return(app, SCREEN_code);
    flow_notice(app, v);
}

static fault count_try(struct app *app)
{
    fault f = store_tries_add(app->store, TRIES_CODE, app->flow->boot, host_steady_ms());
    if (f == FAULT_DISK_FULL && flow_reserve_release(app))
        f = store_tries_add(app->store, TRIES_CODE, app->flow->boot, host_steady_ms());
    return f;
}

static fault look_begin(struct app *app)
{
    struct session *s = &app->session;
    struct seal_code code;
    flow_lists_code(&app->flow->lists, s->code_list, s->code, &code);
    fault f = flow_look_begin(app->flow, &code);
    seal_wipe(&code, sizeof code);
    bytes_wipe(&s->own, sizeof s->own);
    s->looking = f == FAULT_NONE;
    s->looked = 0;
    if (s->looking)
        (void)flow_show(app, SCREEN_code_look);
    return f;
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
        f = count_try(app);
    if (f == FAULT_NONE)
        f = look_begin(app);
    if (f != FAULT_NONE)
        flow_trouble(app, "code", f);
}

/* It is shown, or hidden by a question or a cover, or the way back leads to it. */
static bool is_looked_for(const struct session *s)
{
    bool hidden = (s->at == SCREEN_still_here && s->behind == SCREEN_code_look) ||
                  (s->at == SCREEN_cover && s->covered == SCREEN_code_look) ||
                  (s->locked && s->locked_at == SCREEN_code_look);
    for (uint16_t i = 0; i < s->trail_count && !hidden; i++)
        hidden = s->trail[i].screen == SCREEN_code_look;
    return s->looking && (hidden || s->at == SCREEN_code_look);
}

void flow_own_tick(struct app *app)
{
    struct session *s = &app->session;
    if (!app->flow)
        return;
    if (!is_looked_for(s)) {
        s->looking = false;
        flow_look_drop(app->flow, false);
        return;
    }
    uint8_t looked = (uint8_t)flow_look_quarters(app->flow);
    app->wake |= looked != s->looked;
    s->looked = looked;
    if (looked < LOOKED_ALL || s->at != SCREEN_code_look) /* whoever is elsewhere comes back to it */
        return;
    fault f = open_own(app);
    s->looking = false;
    if (f == FAULT_NONE) {
        finish(app);
        return;
    }
    bytes_wipe(&s->own, sizeof s->own);
    flow_return(app, SCREEN_code);
    flow_trouble(app, "code", f);
}

int64_t flow_own_ms(const struct app *app)
{
    enum { AGAIN_MS = 50 };
    const struct session *s = &app->session;
    bool waits = s->looking && s->looked == LOOKED_ALL && s->at != SCREEN_code_look;
    return app->flow && app->flow->look && !waits ? host_steady_ms() + AGAIN_MS : -1;
}

/* --- what is done with it ------------------------------------------------------------------------------------------ */

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

/* Nobody learns who: see flow/core/notes.c. */
void flow_rules_again(struct app *app, int32_t number)
{
    (void)number;
    if (!app->session.own.has_membership)
        return;
    flow_note(app, app->session.own.group_key, 0, true);
    done(app, VERDICT_RULES_AGAIN);
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
