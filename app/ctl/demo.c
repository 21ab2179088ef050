/* sirkelctl demo: a kiosk of an invented centre, with invented people who joined as visitors do: names from parts that make no living
 * person, telephone numbers and addresses of nobody, thrown by dice that a seed repeats. */
#include "ctl/make.h"
#include "screens.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"
#include "ctl/office.h"
#include "feed/centre.h"
#include "flow/core/core.h"
#include "flow/flow.h"
#include "rule/sign.h"
#include "store/read.h"

enum {
    SIGNUPS_USUAL = 12,
    SIGNUPS_MAX = KEPT_RECORDS_MAX / 2, /* two records each */
    PLACES_SPARED = 2,                  /* every group stays open for whoever tries the demonstration */
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
    struct letter_office letters;
    char why[300];
};

/* --- an invented visitor --------------------------------------------------------------------------------------------- */

struct dice { /* repeatable on purpose, so never for a secret */
    uint64_t state;
};

struct visitor {
    int32_t language; /* row of words_languages */
    char name[64], contact[64], witness[64];
    uint8_t way, sign_way, answers[PURPOSE_COUNT];
    uint64_t hand; /* of the drawn mark */
};

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t next(struct dice *dice)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* 0 .. sides-1 */
static uint32_t dice_throw(struct dice *dice, uint32_t sides)
{
    return sides ? (uint32_t)((next(dice) >> 32) * sides >> 32) : 0;
}

static const char *const first_half[] = {"Sol",   "Tor",  "Gun",   "Ask", "Hall", "Ragn",  "Ås",
                                         "Bjørk", "Eld",  "Vår",   "Mar", "Sig",  "Lyng",  "Fjell",
                                         "Havn",  "Østr", "Stein", "Elv", "Brun", "Vinter"};
static const char *const second_half[] = {"veig",  "mund", "hild", "laug", "bjørn", "rid",  "vald", "borg",
                                          "stein", "vor",  "gunn", "leik", "trud",  "finn", "dis",  "vard"};
static const char *const nicknames[] = {"Morgenfugl", "Lillebror",   "Rødstrupe", "Tanta i tredje", "Nattugla",
                                        "Bølgen",     "Kaffekoppen", "Snøfnugg",  "Blåveis",        "Ærfuglen"};
static const char *const witnesses[] = {"Vakt i resepsjonen", "Hjelper på huset", "Sykepleier på vakt",
                                        "Frivillig vert"};
#define ANY(dice, list) list[dice_throw(dice, sizeof list / sizeof *list)]

static void contact(struct visitor *v, struct dice *dice)
{
    uint32_t kind = dice_throw(dice, 10);
    if (kind < 2) {
        v->way = CONTACT_NONE;
    } else if (kind < 8) {
        v->way = CONTACT_PHONE;
        snprintf(v->contact, sizeof v->contact, "%c%07u", dice_throw(dice, 2) ? '4' : '9', dice_throw(dice, 10000000));
    } else { /* .example belongs to nobody (RFC 2606) */
        v->way = CONTACT_MAIL;
        snprintf(v->contact, sizeof v->contact, "gjest%u@post.example", dice_throw(dice, 1000000));
    }
}

static void visitor_invent(struct visitor *v, struct dice *dice, int32_t languages)
{
    *v = (struct visitor){.language = dice_throw(dice, 5) == 0 ? (int32_t)dice_throw(dice, (uint32_t)languages) : 0};
    if (dice_throw(dice, 12) == 0)
        snprintf(v->name, sizeof v->name, "%s", ANY(dice, nicknames));
    else
        snprintf(v->name, sizeof v->name, "%s%s", ANY(dice, first_half), ANY(dice, second_half));
    contact(v, dice);
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        bool yes = dice_throw(dice, 3) > 0, reach = i == PURPOSE_contact_me || i == PURPOSE_research;
        v->answers[i] = yes && (!reach || v->way != CONTACT_NONE) ? ANSWER_YES : ANSWER_NO;
    }
    v->sign_way = (uint8_t)(SIGN_DRAW + dice_throw(dice, 4));
    snprintf(v->witness, sizeof v->witness, "%s", ANY(dice, witnesses));
    v->hand = next(dice);
}

/* --- what a visitor presses ----------------------------------------------------------------------------------------------- */

static void type(struct app *app, const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        flow_do(app, ACT_KEY, (int32_t)c);
    flow_do(app, ACT_WRITTEN, 0);
}

/* A wave or two from left to right, as a name looks from afar. */
static void draw(struct app *app, uint64_t hand)
{
    struct dice dice = {hand};
    for (uint32_t stroke = 0, strokes = 1 + dice_throw(&dice, 3); stroke < strokes; stroke++) {
        float x = (float)(60 + dice_throw(&dice, 300)), y = (float)(140 + dice_throw(&dice, 120));
        float high = (float)(20 + dice_throw(&dice, 60)), turns = 1.0F + (float)dice_throw(&dice, 4);
        float wide = (float)(60 + dice_throw(&dice, 320));
        flow_stroke_begin(app, (int32_t)x, (int32_t)y);
        for (int i = 1; i <= 24; i++) {
            float part = (float)i / 24;
            flow_stroke_point(app, (int32_t)(x + wide * part), (int32_t)(y + high * sinf(part * turns * 6.2832F)));
        }
        flow_stroke_end(app);
    }
}

static void sign(struct app *app, const struct visitor *v)
{
    flow_do(app, ACT_SIGN_WAY, v->sign_way);
    if (v->sign_way == SIGN_DRAW)
        draw(app, v->hand);
    if (v->sign_way == SIGN_WITNESS)
        type(app, v->witness);
    else
        flow_do(app, ACT_SIGN, v->sign_way);
}

static void answer(struct app *app, const struct visitor *v, const struct group *group)
{
    flow_do(app, ACT_GROUP, group->id);
    flow_do(app, ACT_JOIN, 0);
    flow_do(app, ACT_GO, SCREEN_join_rule);
    for (int32_t rule = 0, rules = app->session.rule_count; rule < rules; rule++)
        flow_do(app, ACT_RULE_AGREE, rule);
    flow_do(app, ACT_GO, SCREEN_join_name);
    type(app, v->name);
    flow_do(app, ACT_CONTACT_WAY, v->way);
    if (v->way != CONTACT_NONE)
        type(app, v->contact);
    for (int page = 0; page < CONSENT_PAGES; page++)
        flow_do(app, ACT_FACTS_READ, 0);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        flow_do(app, ACT_ANSWER, v->answers[i]);
    sign(app, v);
}

/* Signs up for the group through flow_do, from the start screen to "you are in", and leaves. BAD_INPUT where the kiosk would not go on;
 * `why` says at which screen, and the notice on it. */
static fault visitor_join(struct app *app, const struct visitor *v, const char *group_key, char *why, size_t why_size)
{
    struct group group;
    flow_do(app, ACT_BEGIN, v->language);
    fault f = store_group_by_key(app->store, app->session.language, group_key, &group);
    if (f == FAULT_NONE) {
        answer(app, v, &group);
        flow_do(app, ACT_COMMIT_JOIN, 0);
        if (!app->session.joined) {
            snprintf(why, why_size, "%s: the kiosk stayed at screen %d: %s", group_key, (int)app->session.at,
                     app->session.notice ? verdict_name(app->session.notice) : "nothing said");
            f = FAULT_BAD_INPUT;
        }
    }
    flow_do(app, ACT_LEAVE, 0);
    flow_do(app, ACT_KEPT, 1);
    return f;
}

/* --- who joins which group --------------------------------------------------------------------------- */

static bool opens(const struct centre_group *g)
{
    return (g->state == GROUP_STATE_forming || g->state == GROUP_STATE_meeting) && g->taken < g->capacity;
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
    for (int32_t i = 0; i < count; i++) {
        struct centre_group *g = &d->file.groups[open[i]];
        room[i] = g->capacity - g->taken - PLACES_SPARED;
        if (d->signups > 0)
            g->day_limit = INT32_MAX; /* all of them come in one day */
    }
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
                                    .office_key = d->letters.key,
                                    .timetable_by_staff = d->letters.staff,
                                    .code_cost = SEAL_CODE_COST_DEMO,
                                    .pin_cost = SEAL_CODE_COST_DEMO}};
    f = ctl_make(&m, d->why, sizeof d->why);
    if (f != FAULT_NONE)
        office_take_back(&d->office);
    else
        f = office_pin_kiosk(&d->office, d->data, m.made.id);
    if (f == FAULT_NONE)
        f = keep_pin(d, m.made.pin);
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

/* A whole number 0..most. */
static bool read_number(const char *text, uint64_t most, uint64_t *out)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    *out = number;
    return errno == 0 && *end == 0 && number <= most;
}

static bool read_numbers(struct demo *d, const struct demo_options *w)
{
    d->signups = SIGNUPS_USUAL;
    return (!w->signups || read_number(w->signups, SIGNUPS_MAX, &d->signups)) &&
           (!w->seed || read_number(w->seed, UINT64_MAX, &d->seed));
}

static fault read_centre(struct demo *d, const char *path)
{
    struct findings found = {0};
    fault f = feed_centre_read(path, flow_today(), &d->file, &found);
    if (f != FAULT_NONE)
        findings_line(&found, d->why, sizeof d->why);
    findings_free(&found);
    return f;
}

static fault read_wishes(struct demo *d, const struct demo_options *w)
{
    fault f = file_path(d->data, w->folder, "kiosk");
    if (f == FAULT_NONE)
        f = file_path(d->folder, w->folder, "office");
    if (f == FAULT_NONE)
        f = file_path(d->centre, w->assets, "demo/centre.json");
    const char *centre = w->centre ? w->centre : d->centre;
    if (f == FAULT_NONE)
        f = read_centre(d, centre);
    return f == FAULT_NONE ? ctl_letters(centre, &d->letters, d->why, sizeof d->why) : f;
}

static int run(const struct ctl_command *self, int count, char **words)
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

const struct ctl_command ctl_demo = {
    "demo",
    "make a demonstration kiosk with invented sign-ups",
    "DIR [--signups N] [--seed S] [--centre FILE] [--assets DIR] [--words DIR]\n"
    "Makes DIR/kiosk (the data), and DIR/office: office.txt and recovery.txt (age identities), kiosk.pub, kiosk.words,\n"
    "pin.txt.\n"
    "  --signups N    invented people who join, 0 to 19999; 12 by default\n"
    "  --seed S       the same seed gives the same people; keys and codes are always random\n"
    "  --centre FILE  another centre file than the invented one\n",
    run,
};
