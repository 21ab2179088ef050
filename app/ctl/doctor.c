/* sirkelctl doctor: everything the kiosk looks at when it starts, in words. It reads only: what is damaged is told, and
 * stays as it was found. */
#include "ctl/doctor.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct found {
    const char *check;
    enum state { FOUND_GOOD, FOUND_NOTE, FOUND_WANTING } state;
    char says[SAYS_MAX];
};
struct findings {
    size_t count;
    bool wanting;
    struct found row[FINDINGS_MAX];
};

static void find(struct findings *all, const char *check, enum state state, const char *format, va_list list)
{
    if (state == FOUND_WANTING)
        all->wanting = true;
    if (all->count == FINDINGS_MAX)
        return;
    struct found *row = &all->row[all->count++];
    row->check = check;
    row->state = state;
    vsnprintf(row->says, sizeof row->says, format, list);
    for (char *c = row->says; *c; c++) /* a database may answer in several lines */
        if (*c == '\n')
            *c = ' ';
}

#define SAYER(name, state)                                                                                             \
    void name(struct findings *all, const char *check, const char *format, ...)                                        \
    {                                                                                                                  \
        va_list list;                                                                                                  \
        va_start(list, format);                                                                                        \
        find(all, check, state, format, list);                                                                         \
        va_end(list);                                                                                                  \
    }
SAYER(doctor_good, FOUND_GOOD)
SAYER(doctor_note, FOUND_NOTE)
SAYER(doctor_wanting, FOUND_WANTING)
#undef SAYER

static void tell(const struct findings *all, bool json, const char *data)
{
    static const char *const states[] = {"good", "note", "wanting"}, *const marks[] = {"      ", "note  ", "WRONG "};
    struct buffer out = {.limit = FINDINGS_MAX * 2 * SAYS_MAX};
    if (json) {
        buffer_format(&out, "{\"good\":%s,", all->wanting ? "false" : "true");
        ctl_json_text(&out, "data", data);
        buffer_text(&out, "\"checks\":[");
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct found *row = &all->row[i];
        if (!json) {
            buffer_format(&out, "%s%-10s  %s\n", marks[row->state], row->check, row->says);
            continue;
        }
        buffer_text(&out, "{");
        ctl_json_text(&out, "check", row->check);
        ctl_json_text(&out, "state", states[row->state]);
        ctl_json_text(&out, "says", row->says);
        ctl_json_end(&out, "},");
    }
    if (json)
        ctl_json_end(&out, "]}\n");
    else
        buffer_text(&out, all->wanting ? "\nSomething is wanting: see the lines marked WRONG. Nothing was changed.\n"
                                       : "\nAll is in order. Nothing was changed.\n");
    ctl_print(&out);
}

int ctl_doctor(const struct ctl_command *self, int count, char **words)
{
    const char *data = NULL, *assets = SIRKEL_ASSETS;
    bool json = false;
    const struct ctl_row rows[] = {{.name = "data", .text = &data, .must = true},
                                   {.name = "assets", .text = &assets},
                                   {.name = "json", .flag = &json},
                                   {0}};
    int status = ctl_words(self, count, words, rows, NULL);
    if (status >= 0)
        return status;
    struct findings *all = calloc(1, sizeof *all);
    char why[300] = "";
    fault f = all ? doctor_look(all, data, assets, why, sizeof why) : FAULT_NO_MEMORY;
    if (f != FAULT_NONE) {
        status = ctl_fail(json, f, data, why);
    } else {
        tell(all, json, data);
        status = all->wanting ? CTL_WANTING : CTL_GOOD;
    }
    free(all);
    return status;
}
