/* sirkelctl timetable. check: everything that there is to say of a centre file, before anybody takes it. take: a letter from the office,
 * or where staff answer for it a centre file, into a kiosk that is not running. The same functions as at the display: it says what would
 * change, and changes it when told so. */
#include "ctl/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "base/date.h"
#include "base/file.h"
#include "base/words.h"
#include "feed/centre.h"
#include "flow/core/core.h"
#include "flow/flow.h"
#include "flow/letter/letter.h"
#include "store/look.h"
#include "store/timetable.h"

/* --- beside a kiosk --------------------------------------------------------------------------------------------------------- */

/* People who joined at the kiosk: what is taken there, but for what the timetable has itself. */
static fault read_joined(struct store *store, const struct centre_file *file, int32_t *joined)
{
    for (size_t i = 0; i < file->group_count; i++) {
        struct place_facts facts;
        fault f = store_place_facts(store, file->groups[i].key, &facts);
        if (f != FAULT_NONE && f != FAULT_NO_ENTRY)
            return f;
        joined[i] = f == FAULT_NONE ? facts.taken - file->groups[i].taken : 0;
    }
    return FAULT_NONE;
}

static fault against(const struct centre_file *file, const char *data, struct findings *found, char *why,
                     size_t why_size)
{
    char path[FILE_PATH_MAX];
    struct centre_file now = {0};
    struct store *store = NULL;
    int32_t *joined = NULL;
    fault f = file_path(path, data, "timetable.db");
    if (f == FAULT_NONE)
        f = store_look(&store, data, why, why_size);
    if (f == FAULT_NONE)
        f = store_timetable_read(path, &now, why, why_size);
    if (f == FAULT_NONE && !(joined = calloc(now.group_count + 1, sizeof *joined)))
        f = FAULT_NO_MEMORY;
    if (f == FAULT_NONE)
        f = read_joined(store, &now, joined);
    if (f == FAULT_NONE)
        f = feed_against(file, &(struct feed_kiosk){&now, joined}, found);
    store_close(store);
    centre_file_free(&now);
    free(joined);
    return f;
}

/* --- the command ------------------------------------------------------------------------------------------------------------ */

struct check_options {
    const char *file, *against, *language, *words;
    bool json;
};

static int say(const struct check_options *w, const struct findings *found, const struct centre_file *file)
{
    struct buffer out = {.limit = 64 << 20};
    bool good = found->of_grade[GRADE_REFUSED] == 0;
    if (w->json) {
        buffer_format(&out, "{\"good\":%s,", good ? "true" : "false");
        ctl_json_text(&out, "file", w->file);
        ctl_findings(&out, found, true);
        ctl_json_end(&out, "}\n");
    } else {
        ctl_findings(&out, found, false);
        if (good)
            buffer_format(&out, _("The file is good: %zu groups, %zu topics, %zu languages.\n"), file->group_count,
                          file->topic_count, file->language_count);
        else
            buffer_format(&out, "%s\n", _("The file is refused. Nothing was changed."));
    }
    ctl_print(&out);
    return good ? CTL_GOOD : CTL_WANTING;
}

static int check(const struct check_options *w)
{
    struct centre_file file = {0};
    struct findings found = {0};
    char why[256] = "";
    const char *about = w->file;
    fault f = feed_centre_read(w->file, flow_today(), &file, &found);
    if (f == FAULT_NONE && w->against) {
        about = w->against;
        f = against(&file, w->against, &found, why, sizeof why);
    }
    bool told = about == w->file && (f == FAULT_NONE || found.count > 0);
    int status = told || f == FAULT_NONE ? say(w, &found, &file) : ctl_fail(w->json, f, about, why);
    findings_free(&found);
    centre_file_free(&file);
    return status;
}

static int check_command(const struct ctl_command *self, int count, char **words)
{
    struct check_options w = {.words = SIRKEL_WORDS};
    const struct ctl_row rows[] = {{.name = "against", .text = &w.against},
                                   {.name = "language", .text = &w.language},
                                   {.name = "words", .text = &w.words},
                                   {.name = "json", .flag = &w.json},
                                   {0}};
    struct ctl_operands operands = {.least = 2, .most = 2};
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    if (w.language && !words_language(w.language)) {
        fprintf(stderr, "sirkelctl timetable check: --language takes nb or en\n");
        return CTL_USAGE;
    }
    w.file = operands.item[1];
    if (w.language) {
        fault f = words_open(w.words);
        if (f != FAULT_NONE)
            return ctl_fail(w.json, f, w.words, "");
        words_switch(w.language);
    }
    return check(&w);
}

/* --- take, and back --------------------------------------------------------------------------------------------------------- */

struct take_options {
    const char *data, *assets, *words;
    bool yes, compared, back, json;
};

static void add_days(struct buffer *out, int32_t first, int32_t last)
{
    struct date from = date_of(first), to = date_of(last);
    buffer_format(out, ": %04d-%02d-%02d to %04d-%02d-%02d\n", from.year, from.month, from.day, to.year, to.month,
                  to.day);
}

/* What stands before a change, in the words of the file it comes from. */
static void add_change(struct buffer *out, const struct letter_change_view *c)
{
    static const char *const kinds[] = {
        [LETTER_GROUP_NEW] = "a new group",
        [LETTER_GROUP_GONE] = "no longer in the timetable",
        [LETTER_GROUP_FACT] = "",
        [LETTER_GROUP_TEXT] = "",
        [LETTER_GROUP_TOPICS] = "topics",
        [LETTER_GROUP_TIMES] = "other times",
        [LETTER_GROUP_DATES] = "dates called off or moved",
        [LETTER_GROUP_RULES] = "ground rules",
        [LETTER_GROUP_PLACES] = "places taken",
        [LETTER_CENTRE_TEXT] = "",
        [LETTER_CENTRE_LANGUAGES] = "languages",
        [LETTER_CENTRE_TOPICS] = "topics",
        [LETTER_CLOSED] = "days closed",
        [LETTER_REOPENED] = "days no longer closed",
        [LETTER_NEW_CODE] = "a new code of a group may be printed within sixty days",
        [LETTER_PIN_LEAVE] = "a new PIN may be drawn within seven days",
        [LETTER_RESTORES] = "this machine takes the old kiosk's place: all that it holds, its keys and its PIN",
        [LETTER_RETENTION] = "days that a sign-up is kept",
        [LETTER_ERASES] = "records are erased",
        [LETTER_RECEIVERS] = "who can open the lists",
        [LETTER_OFFICE_KEY] = "another office key",
    };
    static const char *const texts[LETTER_TEXTS] = {"name", "desk", "hours", "phone", "responsible", "approval"};
    const char *what = kinds[c->kind];
    if (c->kind == LETTER_GROUP_FACT)
        what = group_facts[c->which].key;
    if (c->kind == LETTER_GROUP_TEXT)
        what = group_texts[c->which].name;
    if (c->kind == LETTER_CENTRE_TEXT)
        what = texts[c->which];
    if (c->kind == LETTER_RETENTION && c->which)
        what = "days that proof is kept after a withdrawal";
    buffer_format(out, "  %s: %s%s", *c->group ? c->group : "the centre", what,
                  c->owned ? " (the group decides it; its own, first, stays)" : "");
    if (*c->before || *c->after)
        buffer_format(out, "\n    before  %s\n    after   %s\n", c->before, c->after);
    else if (c->kind == LETTER_CLOSED || c->kind == LETTER_REOPENED)
        add_days(out, c->was, c->becomes);
    else if (c->was != c->becomes)
        buffer_format(out, ": %d before, %d after\n", c->was, c->becomes);
    else
        buffer_text(out, "\n");
}

static const char *key_of(const struct letter_view *v, int32_t at)
{
    if (v->parts & LETTER_BIT(LETTER_restore))
        return "The old kiosk's key.";
    return at + 1 == v->keys && (v->parts & LETTER_BIT(LETTER_office_key)) ? "A new office key."
                                                                           : "Can open the lists.";
}

static void say_preview(struct app *app)
{
    const struct letter_view *v = &app->letter;
    struct buffer out = {.limit = 64 << 20};
    if (v->number > 0)
        buffer_format(&out, "Letter %d, SHA-256 %s\n", v->number, v->hash);
    else
        buffer_format(&out, "A centre file, SHA-256 %s\n", v->hash);
    if (v->parts & LETTER_BIT(LETTER_timetable))
        buffer_format(&out, "Groups: %d in the file; %d new, %d changed, %d as before; %d go.\n", v->groups,
                      v->groups_new, v->groups_changed, v->groups_same, v->groups_gone);
    if (v->places > 0)
        buffer_format(&out, "Places: of %d groups; of %d of them fewer than people who signed up here.\n", v->places,
                      v->places_under);
    if (v->erase > 0)
        buffer_format(&out, "Erase: %d records; %d of them are not here.\n", v->erase, v->erase_absent);
    for (int32_t i = 0; i < v->changes; i++) {
        flow_letter_show(app, i);
        add_change(&out, &v->change);
    }
    for (int32_t i = 0; i < v->keys; i++)
        buffer_format(&out, "%s Compare with the office: %s\n", key_of(v, i), v->print[i]);
    if (v->restore_day > 0) {
        struct date day = date_of(v->restore_day);
        buffer_format(
            &out,
            "From the backup of %04d-%02d-%02d: who signed up later signs up anew, who left later is here again.\n",
            day.year, day.month, day.day);
    }
    if (v->parts & LETTER_BIT(LETTER_receivers))
        buffer_text(&out, "Lists that were taken out before open to those who could open them before.\n");
    ctl_print(&out);
}

static void say_json(const struct letter_view *v, bool good)
{
    struct buffer out = {.limit = 8192};
    buffer_format(&out, "{\"good\":%s,", good ? "true" : "false");
    ctl_json_text(&out, "outcome", verdict_name(v->verdict));
    ctl_json_text(&out, "why", v->why);
    ctl_json_text(&out, "sha256", v->hash);
    ctl_json_number(&out, "number", v->number);
    ctl_json_number(&out, "groups", v->groups);
    ctl_json_number(&out, "new", v->groups_new);
    ctl_json_number(&out, "changed", v->groups_changed);
    ctl_json_number(&out, "same", v->groups_same);
    ctl_json_number(&out, "gone", v->groups_gone);
    ctl_json_number(&out, "changes", v->changes);
    ctl_json_number(&out, "places", v->places);
    ctl_json_number(&out, "places_under", v->places_under);
    ctl_json_number(&out, "erase", v->erase);
    ctl_json_number(&out, "erase_absent", v->erase_absent);
    ctl_json_end(&out, "}\n");
    ctl_print(&out);
}

static int refuse(const struct app *app, const struct take_options *w, const char *file)
{
    char line[LETTER_WHY_MAX + 200];
    const struct letter_view *v = &app->letter;
    snprintf(line, sizeof line, "%s%s%s", verdict_sentence(v->verdict), *v->why ? " " : "", v->why);
    if (w->json) {
        say_json(v, false);
        return CTL_WANTING;
    }
    return ctl_wanting(false, file, line);
}

static int take(struct app *app, const struct take_options *w, const char *folder, const char *name)
{
    flow_letter_read(app, folder, name);
    struct letter_view *v = &app->letter;
    if (v->verdict != VERDICT_LETTER_MAY)
        return refuse(app, w, name);
    if (!w->json)
        say_preview(app);
    if (v->keys > 0 && w->yes && !w->compared)
        return ctl_wanting(w->json, name,
                           "keys change: compare the digits with the office, and say so with --compared");
    if (w->yes) {
        v->same = (UINT32_C(1) << v->keys) - 1;
        flow_letter_take(app);
        if (v->verdict != VERDICT_LETTER_IN_USE)
            return refuse(app, w, name);
    }
    if (w->json)
        say_json(v, true);
    else
        puts(w->yes ? "It is in use now." : "Nothing is changed yet: --yes takes it into use.");
    return CTL_GOOD;
}

static int back(struct app *app, const struct take_options *w)
{
    flow_letter_look(app);
    if (!app->letter.can_go_back)
        return ctl_wanting(w->json, w->data, "there is no letter to take back");
    flow_letter_back(app);
    if (app->letter.verdict != VERDICT_LETTER_BACK)
        return refuse(app, w, w->data);
    if (w->json)
        say_json(&app->letter, true);
    else
        puts(verdict_sentence(app->letter.verdict));
    return CTL_GOOD;
}

static int run(struct app *app, const struct take_options *w, const char *file)
{
    char why[300] = "", folder[FILE_PATH_MAX];
    const char *slash = file ? strrchr(file, '/') : NULL;
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - file) : 1, slash ? file : ".");
    const struct flow_folders folders = {.data = w->data, .stick = folder, .assets = w->assets};
    fault f = words_open(w->words);
    if (f == FAULT_NONE)
        f = flow_open(app, &folders, why, sizeof why);
    if (f != FAULT_NONE)
        return ctl_fail(w->json, f, w->data, why);
    flow_without_display(app);
    app->session.who = STAFF;
    return w->back ? back(app, w) : take(app, w, folder, slash ? slash + 1 : file);
}

static int timetable(const struct ctl_command *self, int count, char **words)
{
    struct take_options w = {.assets = SIRKEL_ASSETS, .words = SIRKEL_WORDS};
    const struct ctl_row rows[] = {{.name = "data", .text = &w.data, .must = true},
                                   {.name = "yes", .flag = &w.yes},
                                   {.name = "compared", .flag = &w.compared},
                                   {.name = "json", .flag = &w.json},
                                   {.name = "assets", .text = &w.assets},
                                   {.name = "words", .text = &w.words},
                                   {0}};
    struct ctl_operands operands = {.least = 1, .most = 2};
    if (count > 1 && strcmp(words[1], "check") == 0)
        return check_command(self, count, words);
    int status = ctl_words(self, count, words, rows, &operands);
    if (status >= 0)
        return status;
    w.back = operands.count == 1 && strcmp(operands.item[0], "back") == 0;
    if (!w.back && (operands.count != 2 || strcmp(operands.item[0], "take") != 0)) {
        fprintf(stderr, "sirkelctl timetable: check FILE, take FILE or back; --help says more\n");
        return CTL_USAGE;
    }
    struct app *app = calloc(1, sizeof *app);
    if (!app)
        return ctl_fail(w.json, FAULT_NO_MEMORY, w.data, "");
    status = run(app, &w, w.back ? NULL : operands.item[1]);
    flow_close(app);
    free(app);
    return status;
}

const struct ctl_command ctl_timetable = {
    "timetable", "check a centre file; take a letter from the office, or take it back",
    "check FILE [--against DIR] [--language CODE] [--words DIR] [--json]\n"
    "       sirkelctl timetable take --data DIR FILE [--yes] [--compared] [--json] [--assets DIR] [--words DIR]\n"
    "       sirkelctl timetable back --data DIR [--json] [--assets DIR] [--words DIR]\n"
    "check says everything that is the matter with the centre file FILE (docs/findings.md), each with its place: what is refused,\n"
    "what is a question, what is worth a look. It changes nothing; exit status 1: the file would be refused.\n"
    "  --against DIR    also what the file would do to the kiosk in DIR\n"
    "  --language CODE  the sentences in that language: nb, en\n"
    "take says what the letter FILE (with FILE.minisig beside it) would change in the kiosk in DIR, and changes it with --yes. A centre\n"
    "file of its own is taken where the kiosk's staff answer for the timetable. back: groups, times and places as they were\n"
    "before the newest letter. Not while the kiosk is running.\n"
    "  --yes       takes it into use, all of it at once\n"
    "  --compared  somebody compared the digits of new keys with the office\n",
    timetable};
