/* sirkelctl export, move and backup: what staff take out on a stick, without the display. Whoever may read the data folder may
 * do this; what it gives is sealed to the office all the same. */
#include "ctl/ctl.h"
#include "screens.h"

#include <stdlib.h>
#include "app.h"
#include "base/host.h"
#include "flow/flow.h"

/* What staff would do: the act of that screen, and what became of it. */
struct taking {
    screen_id at;
    enum act act;
    int (*tell)(const struct app *app, bool json); /* the exit status */
};

static int tell_outcome(struct buffer *out, enum verdict v, bool done)
{
    ctl_print(out);
    if (!done)
        host_log(verdict_sentence(v));
    return done ? CTL_GOOD : CTL_WANTING;
}

static int tell_export(const struct app *app, bool json)
{
    const struct staff_view *v = &app->staff;
    struct buffer out = {.limit = 8192};
    bool done = v->export_outcome == VERDICT_EXPORT_DONE;
    if (json) {
        buffer_format(&out, "{\"good\":%s,", done ? "true" : "false");
        ctl_json_text(&out, "outcome", verdict_name(v->export_outcome));
        if (done) {
            ctl_json_text(&out, "file", v->export_name);
            ctl_json_number(&out, "records", v->export_rows);
            ctl_json_text(&out, "fingerprint", v->fingerprint);
            ctl_json_text(&out, "key_digits", v->key_print);
        }
        ctl_json_end(&out, "}\n");
    } else if (done) {
        buffer_format(&out,
                      "The list is on the stick: %s, with %d records, signed and read back.\n"
                      "Tell the office these four words: %s\n"
                      "The digits of the kiosk's key, which it compares with the setup protocol:\n  %s\n",
                      v->export_name, v->export_rows, v->fingerprint, v->key_print);
    }
    return tell_outcome(&out, v->export_outcome, done);
}

/* A sealed file that is there, or why not: `more` says what follows. */
static int tell_sealed(const struct app *app, bool json, enum verdict wanted, const char *more)
{
    struct buffer out = {.limit = 4096};
    enum verdict v = app->session.notice;
    bool done = v == wanted;
    if (json) {
        buffer_format(&out, "{\"good\":%s,", done ? "true" : "false");
        ctl_json_text(&out, "outcome", verdict_name(v));
        if (done)
            ctl_json_text(&out, "file", app->staff.export_name);
        ctl_json_end(&out, "}\n");
    } else if (done) {
        buffer_format(
            &out,
            "All that the kiosk holds is on the stick, sealed: %s.\n%s Take the stick to the office (docs/moving.md).\n",
            app->staff.export_name, more);
    }
    return tell_outcome(&out, v, done);
}

static int tell_move(const struct app *app, bool json)
{
    return tell_sealed(app, json, VERDICT_MOVED_OUT, "It takes no more sign-ups and no lists here.");
}

static int tell_backup(const struct app *app, bool json)
{
    return tell_sealed(app, json, VERDICT_BACKED_UP, "It goes on here: what comes from now on is not in it.");
}

static int take_out(const struct ctl_command *self, int count, char **words, const struct taking *taking)
{
    struct flow_folders folders = {.assets = SIRKEL_ASSETS};
    const char *catalogues = SIRKEL_WORDS;
    bool json = false;
    const struct ctl_row rows[] = {{.name = "data", .text = &folders.data, .must = true},
                                   {.name = "to", .text = &folders.stick, .must = true},
                                   {.name = "json", .flag = &json},
                                   {.name = "assets", .text = &folders.assets},
                                   {.name = "words", .text = &catalogues},
                                   {0}};
    int status = ctl_words(self, count, words, rows, NULL);
    if (status >= 0)
        return status;
    struct app *app = calloc(1, sizeof *app);
    char why[300] = "";
    if (!app)
        return ctl_fail(json, FAULT_NO_MEMORY, folders.data, "");
    fault f = words_open(catalogues);
    if (f == FAULT_NONE)
        f = flow_open(app, &folders, why, sizeof why);
    if (f == FAULT_NONE) {
        flow_without_display(app);
        app->session.who = STAFF;
        (void)flow_show(app, taking->at);
        flow_do(app, taking->act, 0);
        while (flow_busy(app))
            flow_tick(app, host_steady_ms(), 0);
    }
    status = f == FAULT_NONE ? taking->tell(app, json) : ctl_fail(json, f, folders.data, why);
    flow_close(app);
    free(app);
    return status;
}

static int run_export(const struct ctl_command *self, int count, char **words)
{
    return take_out(self, count, words, &(struct taking){SCREEN_staff_export, ACT_EXPORT, tell_export});
}

static int run_move(const struct ctl_command *self, int count, char **words)
{
    return take_out(self, count, words, &(struct taking){SCREEN_staff_moving, ACT_MOVE_OUT, tell_move});
}

static int run_backup(const struct ctl_command *self, int count, char **words)
{
    return take_out(self, count, words, &(struct taking){SCREEN_staff_backup, ACT_BACK_UP, tell_backup});
}

const struct ctl_command ctl_export = {
    "export",
    "write the signed list to a stick",
    "--data DIR --to STICK [--json] [--assets DIR] [--words DIR]\n"
    "Writes the sealed list and its signature into the folder STICK, reads both back and verifies them.\n",
    run_export,
};

const struct ctl_command ctl_move = {
    "move",
    "seal all that a kiosk holds, for another machine",
    "--data DIR --to STICK [--json] [--assets DIR] [--words DIR]\n"
    "Writes all that the kiosk in DIR holds, sealed for the office, into the folder STICK. From then on it takes nothing more: the\n"
    "office lets another machine take its place by a letter (office letter --restore).\n",
    run_move,
};

const struct ctl_command ctl_backup = {
    "backup",
    "seal a backup of all that a kiosk holds",
    "--data DIR --to STICK [--json] [--assets DIR] [--words DIR]\n"
    "Writes all that the kiosk in DIR holds, sealed for the office, into the folder STICK. The kiosk goes on. When its machine breaks,\n"
    "the office lets another one go on from the backup, by a letter (office letter --restore).\n",
    run_backup,
};
