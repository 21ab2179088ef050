/* sirkelctl export: the staff's export, without the display. Whoever may read the data folder may do this; the list it
 * gives is sealed to the office all the same. */
#include "ctl/ctl.h"
#include "screens.h"

#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "base/host.h"
#include "flow/flow.h"

struct export_options {
    const char *data, *stick, *assets, *words;
    bool json;
};

static fault take_out(struct app *app, const struct export_options *w, char *why, size_t why_size)
{
    const struct flow_folders folders = {.data = w->data, .stick = w->stick, .assets = w->assets};
    fault f = words_open(w->words);
    if (f == FAULT_NONE)
        f = flow_open(app, &folders, why, why_size);
    if (f != FAULT_NONE)
        return f;
    flow_without_display(app);
    app->session.who = STAFF;
    (void)flow_show(app, SCREEN_staff_export);
    flow_do(app, ACT_EXPORT, 0);
    while (flow_busy(app))
        flow_tick(app, host_steady_ms(), 0);
    return FAULT_NONE;
}

static int tell(const struct app *app, const struct export_options *w)
{
    const struct staff_view *v = &app->staff;
    struct buffer out = {.limit = 8192};
    bool done = v->export_outcome == VERDICT_EXPORT_DONE;
    if (w->json) {
        buffer_format(&out, "{\"good\":%s,", done ? "true" : "false");
        ctl_json_text(&out, "outcome", verdict_name(v->export_outcome));
        if (done) {
            ctl_json_text(&out, "file", v->export_name);
            ctl_json_number(&out, "records", v->export_rows);
            ctl_json_text(&out, "fingerprint", v->fingerprint);
        }
        ctl_json_end(&out, "}\n");
    } else if (done) {
        buffer_format(&out,
                      "The list is on the stick: %s, with %d records, signed and read back.\n"
                      "Tell the office these four words: %s\n",
                      v->export_name, v->export_rows, v->fingerprint);
    }
    ctl_print(&out);
    if (!done)
        host_log(verdict_sentence(v->export_outcome));
    return done ? CTL_GOOD : CTL_WANTING;
}

static int run(const struct ctl_command *self, int count, char **words)
{
    struct export_options w = {.assets = SIRKEL_ASSETS, .words = SIRKEL_WORDS};
    const struct ctl_row rows[] = {{.name = "data", .text = &w.data, .must = true},
                                   {.name = "to", .text = &w.stick, .must = true},
                                   {.name = "json", .flag = &w.json},
                                   {.name = "assets", .text = &w.assets},
                                   {.name = "words", .text = &w.words},
                                   {0}};
    int status = ctl_words(self, count, words, rows, NULL);
    if (status >= 0)
        return status;
    struct app *app = calloc(1, sizeof *app);
    char why[300] = "";
    if (!app)
        return ctl_fail(w.json, FAULT_NO_MEMORY, w.data, "");
    fault f = take_out(app, &w, why, sizeof why);
    status = f == FAULT_NONE ? tell(app, &w) : ctl_fail(w.json, f, w.data, why);
    flow_close(app);
    free(app);
    return status;
}

const struct ctl_command ctl_export = {
    "export",
    "write the signed list to a stick",
    "--data DIR --to STICK [--json] [--assets DIR] [--words DIR]\n"
    "Writes the sealed list and its signature into the folder STICK, reads both back and verifies them.\n",
    run,
};
