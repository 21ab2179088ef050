/* sirkelctl move: what staff do at the screen when the kiosk goes to another machine. */
#include "ctl/ctl.h"
#include "screens.h"

#include <stdlib.h>
#include "app.h"
#include "base/host.h"
#include "flow/flow.h"

struct move_options {
    const char *data, *stick, *assets, *words;
    bool json;
};

static int tell(const struct app *app, const struct move_options *w)
{
    struct buffer out = {.limit = 4096};
    enum verdict v = app->session.notice;
    bool done = v == VERDICT_MOVED_OUT;
    if (w->json) {
        buffer_format(&out, "{\"good\":%s,", done ? "true" : "false");
        ctl_json_text(&out, "outcome", verdict_name(v));
        if (done)
            ctl_json_text(&out, "file", app->staff.export_name);
        ctl_json_end(&out, "}\n");
    } else if (done) {
        buffer_format(&out,
                      "All that the kiosk holds is on the stick, sealed: %s.\n"
                      "It takes no more sign-ups and no lists here. Take the stick to the office (docs/moving.md).\n",
                      app->staff.export_name);
    }
    ctl_print(&out);
    if (!done)
        host_log(verdict_sentence(v));
    return done ? CTL_GOOD : CTL_WANTING;
}

static int run(const struct ctl_command *self, int count, char **words)
{
    struct move_options w = {.assets = SIRKEL_ASSETS, .words = SIRKEL_WORDS};
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
    const struct flow_folders folders = {.data = w.data, .stick = w.stick, .assets = w.assets};
    fault f = words_open(w.words);
    if (f == FAULT_NONE)
        f = flow_open(app, &folders, why, sizeof why);
    if (f == FAULT_NONE) {
        flow_without_display(app);
        app->session.who = STAFF;
        (void)flow_show(app, SCREEN_staff_moving);
        flow_do(app, ACT_MOVE_OUT, 0);
        status = tell(app, &w);
    } else {
        status = ctl_fail(w.json, f, w.data, why);
    }
    flow_close(app);
    free(app);
    return status;
}

const struct ctl_command ctl_move = {
    "move",
    "seal all that a kiosk holds, for another machine",
    "--data DIR --to STICK [--json] [--assets DIR] [--words DIR]\n"
    "Writes all that the kiosk in DIR holds, sealed for the office, into the folder STICK. From then on it takes nothing more: the\n"
    "office lets another machine take its place by a letter (office letter --restore).\n",
    run,
};
