/* Commissioning: opened where no kiosk is; step by step forward when a step is done, back as often as one likes until the kiosk is
 * made; the trial; and its end. Before the kiosk is made there is no store and no key: only the notes, the panel and the centre file that
 * was read. After it, the kiosk is open like any other, but for nobody. */
#include "flow/setup/setup.h"
#include "screens.h"
#include "base/file.h"
#include "feed/site.h"
#include "flow/export/export.h"
#include "flow/export/stick.h"
#include "flow/records/records.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The machine takes a moment to mount a stick: it may begin before anybody asks for a file. */
static void let_stick_in(enum setup_step step)
{
    if (step >= SETUP_centre && host_machine(MACHINE_STAFF_IN, 0, NULL) == FAULT_STEWARD_GONE)
        flow_log("setup: stick", FAULT_STEWARD_GONE, ""); /* said when the stick is asked for */
}

/* --- installing --- */

/* Installing from a stick: which disks there are, which one, and how far it has come. The steward writes; here it is
 * asked. */

enum { ASK_MS = 500 };

/* "row<TAB>bytes<TAB>name", then perhaps "<TAB>sirkel", one line a disk; a line that is not as described is not
 * offered. */
static bool read_line(const char *line, struct setup_disk *out)
{
    long long row, bytes;
    char name[SETUP_NAME_MAX], kiosk[8] = "";
    if (sscanf(line, "%lld\t%lld\t%79[^\n\t]\t%7[^\n]", &row, &bytes, name, kiosk) < 3 || row < 0 || row > 1000 ||
        bytes <= 0 || !text_clean(name))
        return false;
    *out = (struct setup_disk){.row = (int32_t)row, .bytes = bytes, .kiosk = strcmp(kiosk, "sirkel") == 0};
    return text_copy(out->name, sizeof out->name, name);
}

static void disks(struct app *app)
{
    struct setup *p = &app->setup;
    struct machine_answer answer = {0};
    p->disk_count = 0;
    fault f = host_machine(MACHINE_DISKS, 0, &answer);
    if (f != FAULT_NONE) {
        setup_trouble(app, "install: disks", f, "");
        return;
    }
    answer.text[MACHINE_TEXT - 1] = 0;
    for (const char *line = answer.text; *line && p->disk_count < SETUP_DISKS_MAX;) {
        p->disk_count += read_line(line, &p->disk[p->disk_count]);
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    flow_notice(app, setup_disks_verdict(p->disk_count));
}

void flow_install_disk(struct app *app, int32_t number)
{
    if (number < 0 || number >= app->setup.disk_count)
        return;
    app->setup.disk_chosen = number;
    (void)flow_show(app, SCREEN_install_disk);
}

void flow_install(struct app *app, int32_t number)
{
    (void)number;
    struct setup *p = &app->setup;
    if (p->installing || p->disk_chosen >= p->disk_count)
        return;
    fault f = host_machine(MACHINE_INSTALL, p->disk[p->disk_chosen].row, NULL);
    if (f != FAULT_NONE) {
        flow_log("install", f, "");
        flow_notice(app, setup_install_verdict(false));
        return;
    }
    p->installing = true;
    p->installed = false;
    p->progress = p->progress_all = 0;
    p->asked_ms = host_steady_ms() + ASK_MS;
    (void)flow_show(app, SCREEN_install_runs);
}

static void setup_install_tick(struct app *app, int64_t steady_ms)
{
    struct setup *p = &app->setup;
    struct machine_answer answer = {0};
    if (steady_ms < p->asked_ms)
        return;
    p->asked_ms = steady_ms + ASK_MS;
    fault f = host_machine(MACHINE_PROGRESS, 0, &answer);
    if (f == FAULT_STEWARD_GONE) /* it may come back */
        return;
    if (f == FAULT_NONE && answer.state == MACHINE_BUSY) {
        app->wake |= p->progress != answer.number || p->progress_all != answer.all;
        p->progress = answer.number;
        p->progress_all = answer.all;
        return;
    }
    p->installing = false;
    p->installed = f == FAULT_NONE && answer.state == MACHINE_DONE;
    app->wake = true;
    if (!p->installed) {
        flow_enter(app, SCREEN_setup_place, 0, 0);
        flow_notice(app, setup_install_verdict(false));
    }
}

/* --- the trial --- */

/* One invented person signs up by the same verbs as a visitor, is carried out to the stick, withdraws by the code and is listed for the
 * office as erased. Each stage says done only when that was seen in the store or on the stick. */

enum stage { JOIN, EXPORT, WITHDRAW, EXPORT_AGAIN, TOLD };
static_assert(TOLD + 1 == TRIAL_STAGES);

enum { GROUPS_LOOKED_AT = 16, RECORDS = 2 };

static void type_text(struct app *app, const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        (void)flow_do_unseen(app, ACT_KEY, (int32_t)c);
    (void)flow_do_unseen(app, ACT_WRITTEN, 0);
}

/* From the group's page to the code, as a visitor goes. */
static void join(struct app *app, int32_t group)
{
    struct session *s = &app->session;
    (void)flow_do_unseen(app, ACT_GROUP, group);
    (void)flow_do_unseen(app, ACT_JOIN, 0);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_join_rule);
    for (int32_t rule = 0, rules = s->rule_count; rule < rules; rule++)
        (void)flow_do_unseen(app, ACT_RULE_AGREE, rule);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_join_name);
    type_text(app, "Sirkel 1");
    (void)flow_do_unseen(app, ACT_CONTACT_WAY, CONTACT_NONE);
    for (int page = 0; page < CONSENT_PAGES; page++)
        (void)flow_do_unseen(app, ACT_FACTS_READ, 0);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        (void)flow_do_unseen(app, ACT_ANSWER, ANSWER_NO);
    (void)flow_do_unseen(app, ACT_SIGN_WAY, SIGN_HOLD);
    (void)flow_do_unseen(app, ACT_SIGN, SIGN_HOLD);
    (void)flow_do_unseen(app, ACT_COMMIT_JOIN, 0);
}

static int32_t open_group(struct app *app)
{
    struct group *group = calloc(GROUPS_LOOKED_AT, sizeof *group);
    size_t count = 0;
    int32_t found = 0;
    const struct groups_asked asked = {.language = app->session.language};
    if (group && store_groups(app->store, &asked, group, GROUPS_LOOKED_AT, &count) == FAULT_NONE)
        for (size_t i = 0; i < count && !found; i++)
            if (group[i].places == PLACES_OPEN)
                found = group[i].id;
    free(group);
    return found;
}

/* Becomes a visitor for one stage; leave_it goes back to who was here. */
static void go_in(struct app *app)
{
    app->session.who = VISITOR;
    flow_clear_trail(app);
    flow_enter(app, SCREEN_home, 0, 0);
}

static void leave_it(struct app *app)
{
    struct session *s = &app->session;
    const char *language = s->language;
    uint8_t size = s->size, theme = s->theme;
    flow_forget(app); /* to the step at hand, as SETUP */
    s->language = language;
    words_switch(language);
    flow_centre_load(app);
    s->size = size;
    s->theme = theme;
    app->setup.trial_runs = true;
}

static enum verdict do_join(struct app *app)
{
    struct setup *p = &app->setup;
    int32_t group = open_group(app);
    if (group == 0)
        return setup_trial_verdict(TRIAL_NO_PLACE);
    go_in(app);
    join(app, group);
    bool joined = app->session.joined;
    memcpy(p->trial_code, app->session.code, sizeof p->trial_code);
    p->trial_list = app->session.code_list;
    leave_it(app);
    return setup_trial_verdict(joined ? TRIAL_WELL : TRIAL_BAD);
}

/* How many records the next export will tell as erased; -1: not known. */
static int64_t untold(struct app *app)
{
    uint8_t id[STORE_ID];
    enum record_kind kind;
    int64_t count = 0, memberships, consents;
    if (store_export_begin(app->store, &memberships, &consents) != FAULT_NONE)
        return -1;
    while (store_erased_next(app->store, id, &kind) == FAULT_NONE)
        count++;
    store_export_end(app->store);
    return count;
}

/* The code is looked for beside the loop (flow/code/look.c): until that is over the visitor is here, waiting. */
static void ask_for_code(struct app *app)
{
    struct session *s = &app->session;
    go_in(app);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_code);
    memcpy(s->code, app->setup.trial_code, sizeof s->code);
    s->code_list = app->setup.trial_list;
    s->code_count = CODE_WORDS;
    (void)flow_do_unseen(app, ACT_CODE_FIND, 0);
}

static enum verdict do_withdraw(struct app *app)
{
    struct session *s = &app->session;
    if (s->who == SETUP)
        ask_for_code(app);
    if (s->looking)
        return VERDICT_COUNT; /* not done yet */
    (void)flow_do_unseen(app, ACT_WITHDRAW, PURPOSE_COUNT);
    (void)flow_do_unseen(app, ACT_WITHDRAW_SURE, 0);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_mine);
    (void)flow_do_unseen(app, ACT_GO, SCREEN_leave_sure);
    (void)flow_do_unseen(app, ACT_LEAVE_SURE, 0);
    bool gone = s->own.outcome == VERDICT_GROUP_LEFT;
    leave_it(app);
    return setup_trial_verdict(gone && untold(app) >= RECORDS ? TRIAL_WELL : TRIAL_BAD);
}

static void over(struct app *app, enum verdict v)
{
    struct setup *p = &app->setup;
    p->trial_runs = false;
    if (p->trial == TRIAL_STAGES)
        bytes_wipe(p->trial_code, sizeof p->trial_code);
    app->staff.export_outcome = VERDICT_KIOSK_OPEN;
    if (v != VERDICT_KIOSK_OPEN)
        flow_notice(app, v);
    app->wake = true;
}

/* One stage; the exports run on as jobs, and end with their outcome. */
static enum verdict stage(struct app *app)
{
    struct setup *p = &app->setup;
    switch ((enum stage)p->trial) {
    case JOIN:
        return do_join(app);
    case WITHDRAW:
        return do_withdraw(app);
    case TOLD:
        return setup_trial_verdict(untold(app) == 0 ? TRIAL_WELL : TRIAL_BAD);
    case EXPORT:
    case EXPORT_AGAIN:
        break;
    }
    if (app->staff.export_outcome == VERDICT_EXPORT_DONE) { /* it was read back from the stick */
        app->staff.export_outcome = VERDICT_KIOSK_OPEN;
        return VERDICT_KIOSK_OPEN;
    }
    if (app->staff.export_outcome != VERDICT_KIOSK_OPEN && app->staff.export_outcome != VERDICT_EXPORT_MAY)
        return app->staff.export_outcome;
    if (!setup_stick(app))
        return VERDICT_STICK_MISSING;
    flow_export_begin(app, 0);
    return app->job ? VERDICT_COUNT : app->staff.export_outcome; /* COUNT: not done yet */
}

static void trial_tick(struct app *app)
{
    struct setup *p = &app->setup;
    if (app->job)
        return;
    enum verdict v = stage(app);
    app->wake = true;
    if (v == VERDICT_COUNT)
        return;
    if (v != VERDICT_KIOSK_OPEN || ++p->trial == TRIAL_STAGES)
        over(app, v);
}

/* Goes on where it stopped: what was seen before is not done again. */
void flow_setup_trial(struct app *app, int32_t number)
{
    (void)number;
    struct setup *p = &app->setup;
    if (p->trial_runs || p->trial == TRIAL_STAGES || !app->store)
        return;
    app->staff.export_outcome = VERDICT_KIOSK_OPEN;
    p->trial_runs = true;
}

/* --- the steps --- */

void setup_reach(struct app *app, enum setup_step step)
{
    if (step == SETUP_place && !app->setup.medium)
        step++;
    if ((step <= app->setup.kept.step || setup_keep(app, step)) && screen_ready(app, setup_screen(step))) {
        if (step == SETUP_place)
            disks(app);
        let_stick_in(step);
        flow_clear_trail(app);
        flow_enter(app, setup_screen(step), 0, 0);
    }
}

void flow_setup_next(struct app *app, int32_t number)
{
    (void)number;
    switch (setup_step_of(app->session.at)) {
    case SETUP_place:
        setup_reach(app, SETUP_touch);
        break;
    case SETUP_centre:
        if (app->setup.centre_read)
            setup_reach(app, SETUP_keys);
        break;
    case SETUP_pin:
        if (*app->setup.pin)
            setup_reach(app, SETUP_again);
        break;
    case SETUP_made:
        setup_reach(app, SETUP_trial);
        break;
    case SETUP_trial:
        if (!app->setup.trial_runs && !app->job)
            setup_reach(app, SETUP_done);
        break;
    default:
        break; /* the others have verbs of their own */
    }
}

void flow_setup_language(struct app *app, int32_t number)
{
    flow_language(app, number);
    setup_reach(app, SETUP_place);
}

void flow_setup_power(struct app *app, int32_t number)
{
    (void)setup_machine(app, number ? MACHINE_RESTART : MACHINE_POWER_OFF, 0);
}

void flow_setup_tick(struct app *app, int64_t steady_ms)
{
    if (app->setup.installing)
        setup_install_tick(app, steady_ms);
    if (app->setup.trial_runs)
        trial_tick(app);
}

int64_t flow_setup_deadline(const struct app *app)
{
    if (app->setup.trial_runs)
        return 0;
    return app->setup.installing ? app->setup.asked_ms : -1;
}

/* --- opening, and the end --- */

static fault erase_one(struct app *app, struct record *row)
{
    char id[2 * STORE_ID + 1];
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_record_past(app->store, INT32_MAX, row);
    if (f == FAULT_NONE)
        f = store_record_erase(app->store, row->id, flow_today());
    bytes_hex(id, row->id, STORE_ID);
    if (f == FAULT_NONE)
        f = flow_journal_as(app, EVENT_trial_erased, 0, id);
    return store_end(app->store, f);
}

/* No visitor has been here yet: whatever is kept is of a trial whose code is lost. */
static fault trial_sweep(struct app *app)
{
    struct record row = {0};
    fault f = FAULT_NONE;
    while (app->flow->seal && (f = erase_one(app, &row)) == FAULT_NONE)
        flow_slot_erase(app->flow, &row);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static bool there(const char *data, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_path(path, data, name) == FAULT_NONE && access(path, F_OK) == 0;
}

static bool kiosk_there(const char *data)
{
    static const char *const parts[] = {"kiosk.db",          "kiosk.db-wal", "timetable.db",
                                        "timetable.last.db", "keys",         "slots"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (there(data, parts[i]))
            return true;
    return false;
}

bool flow_setup_wanted(const char *data, bool may)
{
    return there(data, SETUP_FILE) || (may && !kiosk_there(data));
}

/* The notes; none at all is the very beginning. Damaged ones are a fault: what they said is not guessed. */
static fault read_notes(struct app *app)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = SETUP_KEPT_MAX};
    if (!there(app->data, SETUP_FILE))
        return file_folder(app->data, 0700);
    fault f = file_path(path, app->data, SETUP_FILE);
    if (f == FAULT_NONE)
        f = file_read(path, &text);
    if (f == FAULT_NONE && !setup_kept_read(&app->setup.kept, buffer_string(&text)))
        f = FAULT_FILE_DAMAGED;
    buffer_free(&text);
    return f;
}

static void read_medium(struct app *app)
{
    struct machine_answer about = {0};
    app->setup.medium = host_machine(MACHINE_ABOUT, 0, &about) == FAULT_NONE && strstr(about.text, "medium=install");
}

/* The kiosk's key, for the screens. */
static void show_key(struct app *app)
{
    if (!app->flow->seal) /* the kiosk opened for looking only; the trial will say so */
        return;
    const struct seal_public key = seal_public(app->flow->seal);
    seal_key_id_text(app->setup.key_id, key.key_id);
    seal_digits(app->setup.key_print, key.key, sizeof key.key);
    struct buffer text = {.limit = 512};
    if (seal_public_text(&key, &text) == FAULT_NONE) { /* its second line is the key */
        const char *line = strchr(buffer_string(&text), '\n');
        line = line ? line + 1 : "";
        snprintf(app->setup.key_text, sizeof app->setup.key_text, "%.*s", (int)strcspn(line, "\n"), line);
    }
    buffer_free(&text);
}

/* Where the notes lead: a PIN that was drawn but not kept is drawn anew. */
static void resume(struct app *app)
{
    struct setup *p = &app->setup;
    if (p->kept.step == SETUP_again)
        p->kept.step = SETUP_pin;
    if (p->kept.step > SETUP_centre && p->kept.step < SETUP_made && setup_centre_again(app) != FAULT_NONE)
        p->kept.step = SETUP_centre;
    if (p->kept.step == SETUP_place && !p->medium)
        p->kept.step = SETUP_touch;
    if (p->kept.step == SETUP_pin)
        seal_pin_make(p->pin);
    if (p->kept.step >= SETUP_made) {
        show_key(app);
        fault f = trial_sweep(app);
        if (f != FAULT_NONE)
            flow_log("setup: trial", f, store_why(app->store));
    }
    if (p->medium)
        disks(app);
}

/* The panel before it was measured: square pixels, and the width the program was made for. */
static struct panel guess(const struct panel *panel)
{
    struct panel p = *panel;
    if (p.width_mm <= 0)
        p.width_mm = p.width_px > p.height_px ? 476 : 268;
    if (p.height_mm <= 0)
        p.height_mm = (int32_t)((int64_t)p.width_mm * p.height_px / p.width_px);
    if (p.lower_edge_mm <= 0)
        p.lower_edge_mm = 800;
    return p;
}

static fault open_bare(struct app *app, const struct flow_folders *folders)
{
    size_t count;
    *app = (struct app){0};
    app->flow = calloc(1, sizeof *app->flow);
    if (!app->flow)
        return FAULT_NO_MEMORY;
    if (!text_copy(app->data, sizeof app->data, folders->data) ||
        !text_copy(app->stick, sizeof app->stick, folders->stick))
        return FAULT_BAD_INPUT;
    (void)text_copy(app->setup.assets, sizeof app->setup.assets, folders->assets);
    app->flow->opened_ms = host_steady_ms();
    app->flow->first_language = words_languages(&count)[0].code;
    app->flow->desk = true; /* nothing can be kept here yet */
    return FAULT_NONE;
}

void flow_setup_display(struct app *app, const struct panel *panel)
{
    app->panel = app->setup.panel = *panel;
    app->setup.card_px = setup_card_px(panel);
}

fault flow_setup_open(struct app *app, const struct flow_folders *folders, const struct panel *panel, char *why,
                      size_t why_size)
{
    char site[FILE_PATH_MAX];
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = open_bare(app, folders);
    if (f == FAULT_NONE)
        f = read_notes(app);
    struct setup setup = app->setup;
    if (f == FAULT_NONE && setup.kept.step >= SETUP_made) { /* the whole kiosk, for the trial */
        flow_close(app);
        f = flow_open(app, folders, why, why_size);
        app->setup = setup;
        app->setup.centre_read = true;
    }
    if (f != FAULT_NONE) {
        flow_close(app);
        return f;
    }
    app->setup.on = true;
    app->setup.panel = guess(panel);
    if (file_path(site, app->data, SETUP_SITE_FILE) == FAULT_NONE && access(site, F_OK) == 0)
        if ((f = feed_site_read(site, &app->setup.panel)) != FAULT_NONE)
            flow_log("setup: site", f, "");
    app->panel = app->setup.panel;
    app->setup.card_px = setup_card_px(&app->setup.panel);
    read_medium(app);
    flow_forget(app);
    resume(app);
    let_stick_in(app->setup.kept.step);
    flow_setup_again(app);
    return FAULT_NONE;
}

void setup_made(struct app *app)
{
    char data[FILE_PATH_MAX], stick[FILE_PATH_MAX], assets[FILE_PATH_MAX], why[SETUP_WHY_MAX] = "";
    const struct flow_folders folders = {data, stick, assets, false};
    const struct setup before = app->setup;
    uint8_t size = app->session.size, theme = app->session.theme;
    bool no_display = app->no_display;
    (void)text_copy(data, sizeof data, app->data);
    (void)text_copy(stick, sizeof stick, app->stick);
    (void)text_copy(assets, sizeof assets, before.assets);
    flow_close(app);
    fault f = flow_setup_open(app, &folders, &before.panel, why, sizeof why);
    if (f != FAULT_NONE) { /* it is made; the next start opens it */
        flow_log("setup: open", f, why);
        if (open_bare(app, &folders) != FAULT_NONE)
            return;
        app->setup = before;
        app->no_display = no_display;
        flow_forget(app);
        flow_enter(app, SCREEN_setup_help, 0, 0);
        flow_notice(app, setup_fault_verdict(f));
        return;
    }
    app->setup.groups = before.groups;
    app->setup.recipients = before.recipients;
    app->setup.keys = before.keys;
    app->session.size = size;
    app->session.theme = theme;
    app->no_display = no_display;
}

/* Visitors may come. The notes go first: from here on a power cut finds a kiosk like any other. */
void flow_setup_finish(struct app *app, int32_t number)
{
    (void)number;
    char notes[FILE_PATH_MAX], centre[FILE_PATH_MAX];
    if (!app->store)
        return;
    fault f = file_path(notes, app->data, SETUP_FILE);
    if (f == FAULT_NONE)
        f = file_path(centre, app->data, SETUP_CENTRE_FILE);
    if (f == FAULT_NONE)
        f = trial_sweep(app);
    if (f == FAULT_NONE && unlink(notes) != 0 && access(notes, F_OK) == 0)
        f = FAULT_DISK_READONLY;
    if (f == FAULT_NONE)
        f = file_sync_folder(app->data);
    if (f != FAULT_NONE) {
        setup_trouble(app, "setup: finish", f, "");
        return;
    }
    (void)unlink(centre);
    (void)flow_journal_as(app, EVENT_commissioned, 0, NULL);
    (void)host_machine(MACHINE_STAFF_OUT, 0, NULL);
    bytes_wipe(&app->setup, sizeof app->setup);
    flow_forget(app);
}
