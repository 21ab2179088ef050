/* Staff: a PIN whose tries are counted on the disk before they are checked (so a pulled plug counts too), a plain view of
 * the kiosk's state, and the way out. The PIN opens screens; no key hangs on it. */
#include "flow/core/core.h"
#include "flow/export/export.h"
#include "flow/letter/letter.h"
#include "flow/records/records.h"
#include "flow/staff/staff.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

enum { LOOKED_AT_ONCE = 1000 }; /* records: some 30 ms, behind a PIN that takes longer */

void flow_pin_key(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    size_t length = strlen(s->pin);
    if (number < 0 || number > 9 || length >= PIN_MAX)
        return;
    s->pin[length] = (char)('0' + number);
}

void flow_pin_erase(struct app *app, int32_t number)
{
    (void)number;
    size_t length = strlen(app->session.pin);
    if (length > 0)
        app->session.pin[length - 1] = 0;
}

/* What the day sheet says of keys and log. */
static void look_at_keys(struct app *app)
{
    struct staff_view *v = &app->staff;
    uint8_t root[SEAL_HASH];
    char hex[2 * SEAL_HASH + 1];
    v->key_print[0] = v->log_root[0] = 0;
    if (!app->flow->seal)
        return;
    const struct seal_public key = seal_public(app->flow->seal);
    seal_digits(v->key_print, key.key, sizeof key.key);
    v->receivers = (int32_t)app->flow->kiosk.recipient_count;
    if (flow_journal_root(app->store, &v->log_entries, root) != FAULT_NONE)
        return;
    bytes_hex(hex, root, sizeof root);
    snprintf(v->log_root, sizeof v->log_root, "%.4s %.4s %.4s", hex, hex + 4, hex + 8);
}

static struct journal journal_of(const struct app *app)
{
    return (struct journal){.store = app->store, .seal = app->flow->seal, .kiosk = app->flow->kiosk.id};
}

static void refresh(struct app *app)
{
    flow_staff_counts(app);
    look_at_keys(app);
    const struct journal journal = journal_of(app);
    app->staff.journal_whole = !app->flow->desk && !app->flow->log_wrong && flow_journal_end(&journal) == FAULT_NONE;
}

/* What is kept by more people is looked through at rest alone: here somebody waits. */
static void look_through(struct app *app)
{
    struct flow *flow = app->flow;
    if (flow->desk || app->job || seal_slots_used(flow->slots, NULL) > LOOKED_AT_ONCE)
        return;
    fault f = flow_records_check(app);
    if (f != FAULT_NONE)
        flow_log("staff: records", f, store_why(app->store));
}

static void let_in(struct app *app)
{
    struct session *s = &app->session;
    fault f = store_tries_clear(app->store, TRIES_PIN);
    if (f != FAULT_NONE)
        flow_log("pin: tries", f, store_why(app->store));
    s->who = STAFF;
    s->pin_wait_seconds = 0;
    s->staff_until_ms = host_steady_ms() + STAFF_SECONDS * 1000;
    f = host_machine(MACHINE_STAFF_IN, 0, NULL);
    if (f != FAULT_NONE && f != FAULT_NO_ENTRY) /* the export asks again, and says so then */
        flow_log("staff: stick", f, "");
    (void)flow_journal(app, EVENT_staff_in, NULL);
    look_through(app);
    refresh(app);
    flow_clear_trail(app);
    flow_machine_look(app);
    flow_letter_look(app);
    (void)flow_show(app, SCREEN_staff_home);
}

/* Once a session: from here on as long again. */
static void renew(struct app *app)
{
    struct session *s = &app->session;
    s->staff_until_ms = host_steady_ms() + STAFF_SECONDS * 1000;
    s->staff_renewed = true;
    s->staff_warned = false;
    flow_back(app, 0);
    flow_notice(app, VERDICT_STAFF_ON);
}

/* Staff who are in write it anew for what the PIN alone does not open. */
static void right_pin(struct app *app)
{
    struct session *s = &app->session;
    if (s->who != STAFF) {
        let_in(app);
        return;
    }
    fault f = store_tries_clear(app->store, TRIES_PIN);
    if (f != FAULT_NONE)
        flow_log("pin: tries", f, store_why(app->store));
    if (s->at == SCREEN_office_pin)
        flow_office_key_read(app);
    else if (s->at == SCREEN_staff_time)
        renew(app);
    else {
        s->pin_known = true;
        flow_pin_draw(app, 0);
    }
}

/* NONE and what the PIN was; the try is on the disk before it is looked at. */
static fault check(struct app *app, bool *ret_right)
{
    char hash[STORE_PIN_MAX];
    *ret_right = false;
    fault f = store_pin(app->store, hash);
    if (f == FAULT_NONE)
        f = store_tries_add(app->store, TRIES_PIN, app->flow->boot, host_steady_ms());
    if (f == FAULT_DISK_FULL && flow_reserve_release(app))
        f = store_tries_add(app->store, TRIES_PIN, app->flow->boot, host_steady_ms());
    if (f == FAULT_NONE && *hash)
        f = seal_pin_check(ret_right, hash, app->session.pin);
    bytes_wipe(hash, sizeof hash);
    return f;
}

void flow_pin_done(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    struct tries_row row = {0};
    bool right = false;
    if (!seal_pin_formed(s->pin))
        return;
    flow_kiosk_refresh(app);
    if (app->kiosk.desk_only || app->kiosk.store_closed) {
        flow_notice(app, kiosk_verdict(&app->kiosk));
        return;
    }
    fault f = store_tries(app->store, TRIES_PIN, &row);
    struct tries tries = flow_tries(app, &row);
    s->pin_wait_seconds = tries_pin_left_seconds(&tries);
    if (f == FAULT_NONE && s->pin_wait_seconds == 0)
        f = check(app, &right);
    bytes_wipe(s->pin, sizeof s->pin);
    enum verdict v = pin_verdict(&tries, right);
    if (f != FAULT_NONE)
        flow_trouble(app, "pin", f);
    else if (v == VERDICT_PIN_RIGHT)
        right_pin(app);
    else {
        if (v == VERDICT_PIN_WRONG)
            (void)flow_journal(app, EVENT_pin_wrong, NULL);
        flow_notice(app, v);
    }
}

void flow_staff_check(struct app *app, int32_t number)
{
    (void)number;
    fault f = app->flow->desk || app->job ? FAULT_NONE : flow_records_check(app);
    if (f != FAULT_NONE)
        flow_log("staff: records", f, store_why(app->store));
    const struct journal journal = journal_of(app);
    if (!app->flow->desk)
        app->flow->log_wrong = flow_journal_check(&journal, NULL, NULL, 0) == FAULT_FILE_DAMAGED;
    refresh(app);
    (void)flow_show(app, SCREEN_staff_store);
}

/* --- the end of their session -------------------------------------------------------------------------------------- */

bool flow_staff_tick(struct app *app, int64_t steady_ms)
{
    struct session *s = &app->session;
    if (s->who != STAFF || app->job || s->staff_until_ms == 0)
        return false;
    if (!s->staff_warned && steady_ms >= s->staff_until_ms - STAFF_WARNING_SECONDS * 1000) {
        s->staff_warned = true;
        bytes_wipe(s->pin, sizeof s->pin);
        (void)flow_show(app, SCREEN_staff_time);
    }
    return steady_ms >= s->staff_until_ms;
}

int64_t flow_staff_ms(const struct app *app)
{
    const struct session *s = &app->session;
    if (s->who != STAFF || app->job || s->staff_until_ms == 0)
        return -1;
    return s->staff_warned ? s->staff_until_ms : s->staff_until_ms - STAFF_WARNING_SECONDS * 1000;
}
