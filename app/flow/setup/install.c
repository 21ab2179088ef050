/* Installing from a stick: which disks there are, which one, and how far it has come. The steward writes; here it is
 * asked. */
#include "flow/setup/setup.h"
#include "screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void setup_disks(struct app *app)
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

void setup_install_tick(struct app *app, int64_t steady_ms)
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
