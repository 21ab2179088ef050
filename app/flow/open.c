/* Opening and closing the kiosk. What a power cut left is finished here: keys without a record are overwritten, a record
 * without its key is named as damaged. Whatever is broken, the timetable is still shown if there is one. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/group/group.h"
#include "flow/house/house.h"
#include "flow/records/records.h"
#include "flow/staff/staff.h"
#include "flow/export/export.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "feed/site.h"
#include "flow/letter/letter.h"
#include "flow/move/move.h"
#include "flow/timetable/timetable.h"

static fault compare_slots(struct app *app, struct slots_kept *kept, struct missing *ret)
{
    fault f = flow_slots_keep(app->store, app->flow->slots, kept);
    return f == FAULT_NONE ? flow_missing_look(app->store, app->flow->slots, ret) : f;
}

/* The slots are read from an index alone, which quick_check does not compare with its rows: where the keys don't fit them, the index
 * may be what is wrong. True: it was, and is made anew from the rows. */
static bool mend_store(struct app *app)
{
    bool mended = false;
    fault f = store_mend(app->store, &mended);
    if (f != FAULT_NONE)
        flow_log("mending", f, store_why(app->store));
    return mended;
}

/* What is gone from the database is named before anything else is written to it. A file that holds keys, and of none of the rows, is
 * another kiosk's, unless the database forgot: nothing in it is overwritten. */
static fault look_for_missing(struct app *app, struct slots_kept *kept)
{
    struct missing missing = {0};
    struct store_behind behind = {0};
    bool mended = false;
    fault f = compare_slots(app, kept, &missing);
    if (f == FAULT_FILE_DAMAGED || (f == FAULT_NONE && (kept->lost > 0 || missing.older)))
        mended = mend_store(app);
    if (mended) {
        buffer_free(&missing.left);
        f = compare_slots(app, kept, &missing);
    }
    bool none = kept->lost > 0 && kept->lost == kept->rows && kept->keys > 0;
    if (f == FAULT_NONE && none && missing.entries == 0)
        f = FAULT_FILE_FOREIGN;
    if (f == FAULT_NONE && missing.older)
        f = flow_missing_note(app, &missing);
    if (f == FAULT_NONE && mended)
        f = flow_journal_as(app, EVENT_database_mended, 0, NULL);
    buffer_free(&missing.left);
    if (f == FAULT_NONE)
        f = store_behind(app->store, &behind);
    app->flow->behind = behind.state;
    app->flow->shut = behind.state == BEHIND_OLDER || (behind.state == BEHIND_NEW && behind.lost > 0);
    return f;
}

static fault open_keys(struct app *app, const char **ret_step)
{
    struct flow *flow = app->flow;
    char path[FILE_PATH_MAX];
    const char *recipients[CENTRE_RECIPIENTS_MAX];
    *ret_step = "kiosk";
    fault f = store_kiosk(app->store, &flow->kiosk);
    if (f != FAULT_NONE)
        return f;
    *ret_step = "keys";
    if ((f = file_path(path, app->data, "keys")) != FAULT_NONE || (f = seal_open(&flow->seal, path)) != FAULT_NONE)
        return f;
    *ret_step = "recipients";
    for (size_t i = 0; i < flow->kiosk.recipient_count; i++)
        recipients[i] = flow->kiosk.recipients[i];
    if ((f = seal_recipients_set(flow->seal, recipients, flow->kiosk.recipient_count)) != FAULT_NONE)
        return f;
    *ret_step = "slots";
    if ((f = file_path(path, app->data, "slots")) != FAULT_NONE)
        return f;
    return seal_slots_open(&flow->slots, path, false);
}

/* --- what a start does before anybody comes, in this order ------------------------------------------------------------ */

static fault count_start(struct app *app, struct slots_kept *kept)
{
    (void)kept;
    return store_boot(app->store, &app->flow->boot);
}

/* It remembers how late it has ever been, and which consent text was in force. */
static fault begin_day(struct app *app, struct slots_kept *kept)
{
    (void)kept;
    fault f = flow_clock_start(app);
    if (f == FAULT_NONE && app->flow->kiosk.consent_version != CONSENT_VERSION)
        f = store_consent_version_set(app->store, CONSENT_VERSION);
    if (f == FAULT_NONE)
        f = flow_consent_keep_all(app->store, app->flow->first_language);
    return f == FAULT_NONE ? flow_journal_as(app, EVENT_started, 0, NULL) : f;
}

/* Keys that no row leads to are overwritten; a record that can't be read is named as damaged. */
static fault reconcile(struct app *app, struct slots_kept *kept)
{
    fault f = flow_copies_mend(app);
    if (f == FAULT_NONE)
        f = flow_missing_sweep(app);
    return f == FAULT_NONE && kept->lost > 0 ? flow_records_check(app) : f;
}

static fault begin_places(struct app *app, struct slots_kept *kept)
{
    (void)kept;
    return flow_places_start(app);
}

/* Of a file beside kiosk.db: what could not be read is told. */
static fault tell_lost(struct app *app, enum event lost, fault reason)
{
    return reason == FAULT_NONE ? FAULT_NONE : flow_journal_as(app, lost, 0, fault_name(reason));
}

static fault begin_house(struct app *app, struct slots_kept *kept)
{
    (void)kept;
    fault f = tell_lost(app, EVENT_house_lost, store_house_reason(app->store));
    return f == FAULT_NONE ? flow_house_settle(app) : f;
}

static fault begin_interest(struct app *app, struct slots_kept *kept)
{
    (void)kept;
    fault f = tell_lost(app, EVENT_interest_lost, store_interest_reason(app->store));
    if (f == FAULT_NONE)
        (void)flow_interest_settle(app); /* tried again at rest */
    return f;
}

static fault begin_groups(struct app *app, struct slots_kept *kept)
{
    (void)kept;
    fault f = tell_lost(app, EVENT_groups_lost, store_groups_reason(app->store));
    return f == FAULT_NONE ? flow_group_settle(app) : f;
}

static fault begin_run(struct app *app, const char **ret_step)
{
    static const struct {
        const char *name;
        fault (*take)(struct app *app, struct slots_kept *kept);
    } steps[] = {{"start", count_start},       {"missing", look_for_missing}, {"start", begin_day},
                 {"reconcile", reconcile},     {"places", begin_places},      {"house", begin_house},
                 {"interest", begin_interest}, {"groups", begin_groups}};
    struct slots_kept kept = {0};
    fault f = FAULT_NONE;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && f == FAULT_NONE; i++) {
        *ret_step = steps[i].name;
        f = steps[i].take(app, &kept);
    }
    if (f == FAULT_NONE)
        flow_retain(app);
    flow_missing_remember(app);
    flow_spare_save(app);
    return f;
}

/* The best timetable there is. What was wrong goes to the log here, and to the journal once that is open. */
static void open_timetable(struct app *app, struct flow_timetable *timetable)
{
    flow_letter_settle(app);
    flow_timetable_mend(app->store, app->data, false, timetable);
    app->timetable = timetable->state;
    if (*timetable->why)
        flow_log("timetable", timetable->reason, timetable->why);
}

static void journal_timetable(struct app *app, const struct flow_timetable *timetable)
{
    static const enum event events[] = {[TIMETABLE_REBUILT] = EVENT_timetable_rebuilt,
                                        [TIMETABLE_LAST] = EVENT_timetable_before,
                                        [TIMETABLE_NONE] = EVENT_timetable_gone};
    if (timetable->state == TIMETABLE_WHOLE || app->flow->desk)
        return;
    fault f = flow_journal_as(app, events[timetable->state], 0, fault_name(timetable->reason));
    if (f != FAULT_NONE)
        flow_log("journal", f, store_why(app->store));
}

/* The parts only sign-ups need; without one of them the kiosk is for looking. */
static void open_signups(struct app *app, const char *assets)
{
    struct flow *flow = app->flow;
    char why[256] = "";
    const char *step = "word lists";
    fault f = flow_lists_open(&flow->lists, assets, why, sizeof why);
    if (f == FAULT_NONE)
        f = open_keys(app, &step);
    if (f == FAULT_NONE && !store_takes_signups(app->store)) {
        step = "store";
        f = store_reason(app->store);
    }
    if (f == FAULT_NONE)
        f = begin_run(app, &step);
    if (f != FAULT_NONE) {
        flow->desk = true;
        char line[300];
        snprintf(line, sizeof line, "%s: %s", why, store_why(app->store));
        flow_log(step, f, line);
        return;
    }
    size_t count;
    (void)words_languages(&count);
    app->words = flow->lists.list;
    app->word_lists = (int32_t)count;
    app->side = flow->kiosk.no_first;
    if ((f = flow_reserve_keep(app->data)) != FAULT_NONE)
        flow_log("reserve", f, "");
}

/* The panel as it was measured where it hangs goes before the centre file's. */
static void read_site(struct app *app)
{
    char path[FILE_PATH_MAX];
    if (file_path(path, app->data, "site.json") != FAULT_NONE || access(path, F_OK) != 0)
        return;
    fault f = feed_site_read(path, &app->panel);
    if (f != FAULT_NONE)
        flow_log("site", f, "");
}

/* Where the sign-ups can't be used, a new file of what can be read takes their place. */
static fault open_store(struct app *app, bool soon, char *why, size_t why_size)
{
    fault f = (soon ? store_open_soon : store_open)(&app->store, app->data, why, why_size);
    fault reason = f == FAULT_NONE ? store_reason(app->store) : f;
    if ((f != FAULT_NONE && f != FAULT_FILE_MISSING) || flow_recover(app->data, reason) != FAULT_NONE)
        return f;
    store_close(app->store);
    return store_open(&app->store, app->data, why, why_size);
}

static fault open_all(struct app *app, const struct flow_folders *folders, char *why, size_t why_size)
{
    *app = (struct app){0};
    if (!text_copy(app->data, sizeof app->data, folders->data) ||
        !text_copy(app->stick, sizeof app->stick, folders->stick))
        return FAULT_BAD_INPUT;
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = flow_move_settle(app->data);
    if (f == FAULT_NONE)
        f = open_store(app, folders->soon, why, why_size);
    if (f != FAULT_NONE)
        return f;
    app->flow = calloc(1, sizeof *app->flow);
    if (!app->flow) {
        flow_close(app);
        return FAULT_NO_MEMORY;
    }
    app->flow->opened_ms = host_steady_ms();
    (void)text_copy(app->flow->assets, sizeof app->flow->assets, folders->assets);
    struct flow_timetable timetable;
    open_timetable(app, &timetable);
    app->flow->first_language = flow_first_language(app);
    open_signups(app, folders->assets);
    f = app->flow->desk ? FAULT_NONE : flow_move_settled(app);
    if (f != FAULT_NONE)
        flow_log("moving", f, store_why(app->store));
    journal_timetable(app, &timetable);
    if (store_panel(app->store, &app->panel) != FAULT_NONE)
        app->panel = flow_panel_usual;
    read_site(app);
    flow_machine_look(app);
    flow_kiosk_refresh(app);
    flow_forget(app);
    flow_clock_seen(app);
    flow_agenda(app);
    return FAULT_NONE;
}

/* What a start came upon itself need not wait to be looked for; nor what keeps it from beginning: later nobody would look. */
fault flow_open(struct app *app, const struct flow_folders *folders, char *why, size_t why_size)
{
    struct flow_folders again = *folders;
    fault f = open_all(app, folders, why, why_size);
    bool well = f == FAULT_NONE && store_reason(app->store) == FAULT_NONE && !app->flow->desk;
    if (f != FAULT_NONE || well || !store_unproven(app->store))
        return f;
    again.soon = false;
    flow_close(app);
    return open_all(app, &again, why, why_size);
}

fault flow_reopen(struct app *app)
{
    char data[FILE_PATH_MAX], stick[FILE_PATH_MAX], assets[FILE_PATH_MAX], why[256] = "";
    const struct flow_folders folders = {data, stick, assets, false};
    bool no_display = app->no_display;
    (void)text_copy(data, sizeof data, app->data);
    (void)text_copy(stick, sizeof stick, app->stick);
    (void)text_copy(assets, sizeof assets, app->flow->assets);
    flow_close(app);
    fault f = flow_open(app, &folders, why, sizeof why);
    if (f != FAULT_NONE) {
        flow_log("opening again", f, why);
        f = flow_open_safe_mode(app, &folders);
    }
    app->no_display = no_display;
    app->wake = true;
    return f;
}

void flow_close(struct app *app)
{
    flow_export_drop(app);
    flow_places_save(app);
    flow_spare_save(app);
    flow_letter_drop(app);
    store_close(app->store);
    if (app->flow) {
        flow_look_drop(app->flow, true);
        seal_slots_close(app->flow->slots);
        seal_close(app->flow->seal);
        flow_lists_close(&app->flow->lists);
        free(app->flow);
    }
    bytes_wipe(app, sizeof *app);
}
