/* Opening for commissioning, and its end. Before the kiosk is made there is no store and no key: only the notes, the
 * panel and the centre file that was read. After it, the kiosk is open like any other, but for nobody. */
#include "flow/setup/setup.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"
#include "screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "feed/site.h"

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
        fault f = setup_trial_sweep(app);
        if (f != FAULT_NONE)
            flow_log("setup: trial", f, store_why(app->store));
    }
    if (p->medium)
        setup_disks(app);
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
    setup_let_stick_in(app->setup.kept.step);
    flow_setup_again(app);
    return FAULT_NONE;
}

void setup_open_made(struct app *app)
{
    char data[FILE_PATH_MAX], stick[FILE_PATH_MAX], assets[FILE_PATH_MAX], why[SETUP_WHY_MAX] = "";
    const struct flow_folders folders = {data, stick, assets};
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
        f = setup_trial_sweep(app);
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
