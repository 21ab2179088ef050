/* sirkelctl demo: a kiosk of an invented centre, with invented people who joined as visitors do. */
#include "ctl/make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/host.h"
#include "ctl/office.h"
#include "ctl/visitor.h"
#include "feed/centre.h"
#include "flow/flow.h"

enum {
    SIGNUPS_USUAL = 12,
    SIGNUPS_MAX = SEAL_ZIP_ENTRIES / 2 - 1, /* two records each, and the manifest */
    PLACES_SPARED = 2,                      /* every group stays open for whoever tries the demonstration */
};

struct demo_options {
    const char *folder, *signups, *seed, *centre, *assets, *words;
};
struct demo {
    char data[FILE_PATH_MAX], folder[FILE_PATH_MAX], centre[FILE_PATH_MAX]; /* `folder` is the office's */
    uint64_t signups, seed;
    int32_t *plan; /* the group of each sign-up */
    struct centre_file file;
    struct office office;
    char why[300];
};

/* --- who joins which group --------------------------------------------------------------------------- */

static bool opens(const struct centre_group *g)
{
    return (g->state == GROUP_FORMING || g->state == GROUP_MEETING) && g->taken < g->capacity;
}

static int32_t open_groups(const struct centre_file *file, int32_t *out)
{
    int32_t count = 0;
    for (size_t i = 0; i < file->group_count; i++)
        if (opens(&file->groups[i]))
            out[count++] = (int32_t)i;
    return count;
}

/* Where there is room beyond the spared places; the demonstration's own copy of the centre grows when there is none
 * left. */
static fault plan(struct demo *d, struct dice *dice)
{
    int32_t *open = calloc(d->file.group_count + 1, sizeof *open),
            *room = calloc(d->file.group_count + 1, sizeof *room);
    d->plan = calloc(d->signups + 1, sizeof *d->plan);
    fault f = open && room && d->plan ? FAULT_NONE : FAULT_NO_MEMORY;
    int32_t count = f == FAULT_NONE ? open_groups(&d->file, open) : 0;
    if (f == FAULT_NONE && count == 0 && d->signups > 0) {
        snprintf(d->why, sizeof d->why, "no group of the centre is open for joining");
        f = FAULT_BAD_INPUT;
    }
    for (int32_t i = 0; i < count; i++)
        room[i] = d->file.groups[open[i]].capacity - d->file.groups[open[i]].taken - PLACES_SPARED;
    for (size_t i = 0; i < d->signups && f == FAULT_NONE; i++) {
        int32_t first = (int32_t)dice_throw(dice, (uint32_t)count), at = first;
        for (int32_t step = 0; step < count && room[at] <= 0; step++)
            at = (first + step) % count;
        if (room[at] <= 0)
            d->file.groups[open[at = first]].capacity++;
        else
            room[at]--;
        d->plan[i] = open[at];
    }
    free(open);
    free(room);
    return f;
}

/* --- the office ------------------------------------------------------------------------------------------ */

static fault keep_pin(const struct demo *d, const char *pin)
{
    char path[FILE_PATH_MAX], line[FLOW_PIN + 1];
    int n = snprintf(line, sizeof line, "%s\n", pin);
    fault f = file_path(path, d->folder, "pin.txt");
    if (f == FAULT_NONE)
        f = file_new(path, line, (size_t)n, 0600);
    bytes_wipe(line, sizeof line);
    return f;
}

static fault make_kiosk(struct demo *d)
{
    const char *recipients[OFFICE_KEYS];
    fault f = office_make(&d->office, d->folder, d->why, sizeof d->why);
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < OFFICE_KEYS; i++)
        recipients[i] = d->office.recipient[i];
    struct ctl_making m = {.flow = {.data = d->data,
                                    .file = &d->file,
                                    .recipients = recipients,
                                    .recipient_count = OFFICE_KEYS,
                                    .code_cost = SEAL_CODE_COST_DEMO,
                                    .pin_cost = SEAL_CODE_COST_DEMO}};
    f = ctl_make(&m, d->why, sizeof d->why);
    if (f != FAULT_NONE)
        office_take_back(&d->office);
    else
        f = office_pin_kiosk(&d->office, d->data, d->file.id);
    if (f == FAULT_NONE)
        f = keep_pin(d, m.pin);
    bytes_wipe(&m, sizeof m);
    return f;
}

/* --- the people ------------------------------------------------------------------------------------------ */

static fault let_in(struct app *app, struct demo *d, struct dice *dice)
{
    size_t languages;
    (void)words_languages(&languages);
    fault f = FAULT_NONE;
    if (app->kiosk.desk_only && d->signups > 0) {
        snprintf(d->why, sizeof d->why, "the kiosk opened for looking only");
        return FAULT_BAD_INPUT;
    }
    flow_without_display(app);
    for (size_t i = 0; i < d->signups && f == FAULT_NONE; i++) {
        struct visitor v;
        visitor_invent(&v, dice, (int32_t)languages);
        f = visitor_join(app, &v, d->file.groups[d->plan[i]].key, d->why, sizeof d->why);
    }
    return f;
}

static fault make_demo(struct demo *d, const struct demo_options *w)
{
    struct dice dice = {d->seed};
    struct app *app = calloc(1, sizeof *app);
    const struct flow_folders folders = {.data = d->data, .stick = "", .assets = w->assets};
    fault f = app ? plan(d, &dice) : FAULT_NO_MEMORY;
    if (f == FAULT_NONE)
        f = make_kiosk(d);
    if (f == FAULT_NONE)
        f = words_open(w->words);
    if (f == FAULT_NONE && (f = flow_open(app, &folders, d->why, sizeof d->why)) == FAULT_NONE)
        f = let_in(app, d, &dice);
    if (app)
        flow_close(app);
    free(app);
    return f;
}

static bool read_numbers(struct demo *d, const struct demo_options *w)
{
    d->signups = SIGNUPS_USUAL;
    return (!w->signups || ctl_number(w->signups, SIGNUPS_MAX, &d->signups)) &&
           (!w->seed || ctl_number(w->seed, UINT64_MAX, &d->seed));
}

static fault read_wishes(struct demo *d, const struct demo_options *w)
{
    fault f = file_path(d->data, w->folder, "kiosk");
    if (f == FAULT_NONE)
        f = file_path(d->folder, w->folder, "office");
    if (f == FAULT_NONE)
        f = file_path(d->centre, w->assets, "demo/centre.json");
    return f == FAULT_NONE ? feed_centre_read(w->centre ? w->centre : d->centre, &d->file, d->why, sizeof d->why) : f;
}

int ctl_demo(const struct ctl_command *self, int count, char **words)
{
    struct demo_options w = {.assets = SIRKEL_ASSETS, .words = SIRKEL_WORDS};
    const struct ctl_row rows[] = {{.name = "signups", .text = &w.signups}, {.name = "seed", .text = &w.seed},
                                   {.name = "centre", .text = &w.centre},   {.name = "assets", .text = &w.assets},
                                   {.name = "words", .text = &w.words},     {0}};
    struct ctl_operands operands = {.least = 1, .most = 1};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    w.folder = operands.item[0];
    struct demo *d = calloc(1, sizeof *d);
    if (!d)
        return ctl_fail(false, FAULT_NO_MEMORY, w.folder, "");
    if (!read_numbers(d, &w)) {
        fprintf(stderr, "sirkelctl demo: --signups is a number up to %d, --seed any whole number\n", SIGNUPS_MAX);
        free(d);
        return CTL_USAGE;
    }
    fault f = read_wishes(d, &w);
    if (f == FAULT_NONE)
        f = make_demo(d, &w);
    if (f != FAULT_NONE)
        status = ctl_fail(false, f, w.folder, d->why);
    else
        printf("A demonstration centre stands in %s: %llu people have joined. All of it is invented.\n"
               "  %s    the kiosk's data (cheap receipt codes: never for a real centre)\n"
               "  %s   office.txt, recovery.txt, kiosk.pub, kiosk.words, pin.txt\n",
               w.folder, (unsigned long long)d->signups, d->data, d->folder);
    free(d->plan);
    centre_file_free(&d->file);
    office_wipe(&d->office);
    free(d);
    return f == FAULT_NONE ? CTL_GOOD : status;
}
