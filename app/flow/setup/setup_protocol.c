/* The protocol of the commissioning: what two people saw, as a text file on the stick, to be printed and signed. */
#include "flow/setup/setup.h"

#include <stdio.h>
#include <string.h>
#include "flow/export/stick.h"

enum { TEXT_MAX = 16384, TRIES = 9 };

static void row(struct buffer *out, const char *label, const char *value)
{
    buffer_format(out, "%s: %s\r\n", label, value);
}

static void machine(struct buffer *out)
{
    struct machine_answer about = {0};
    if (host_machine(MACHINE_ABOUT, 0, &about) != FAULT_NONE)
        return;
    about.text[MACHINE_TEXT - 1] = 0;
    buffer_format(out, "\r\n%s\r\n", _("The machine says"));
    for (const char *line = about.text; *line;) {
        int length = (int)strcspn(line, "\n");
        buffer_format(out, "  %.*s\r\n", length, line);
        line += length;
        line += *line == '\n';
    }
}

static void text(const struct app *app, struct buffer *out)
{
    const struct setup *p = &app->setup;
    const struct kiosk *kiosk = &app->flow->kiosk;
    char print[SETUP_PRINT];
    struct date d = date_of(flow_today());
    buffer_format(out, "\xEF\xBB\xBF%s\r\n\r\n", _("Setup protocol of a Sirkel kiosk"));
    row(out, _("Centre"), app->centre.name);
    row(out, _("Kiosk"), kiosk->id);
    buffer_format(out, "%s: %04d-%02d-%02d\r\n", _("Day"), d.year, d.month, d.day);
    row(out, _("Version"), SIRKEL_VERSION);
    buffer_format(out, "%s: %d x %d mm, %d x %d px, %d mm\r\n\r\n", _("Screen, and height above the floor"),
                  p->panel.width_mm, p->panel.height_mm, p->panel.width_px, p->panel.height_px, p->panel.lower_edge_mm);
    buffer_format(out, "%s %s\r\n  %s\r\n  %s\r\n\r\n", _("The kiosk's key"), p->key_id, p->key_print, p->key_text);
    struct buffer line = {.limit = 256};
    if (seal_words_key(app->flow->seal, kiosk->id, &line) == FAULT_NONE)
        buffer_format(out, "%s\r\n  %.*s\r\n\r\n", _("What its screen says of the machine is checked with"),
                      (int)(line.length - 1), buffer_string(&line));
    buffer_free(&line);
    for (size_t i = 0; i < kiosk->recipient_count; i++) {
        seal_digits(print, kiosk->recipients[i], strlen(kiosk->recipients[i]));
        buffer_format(out, "%s %zu\r\n  %s\r\n  %s\r\n", _("Receiver"), i + 1, print, kiosk->recipients[i]);
    }
    struct office_row office;
    if (store_office(app->store, &office) == FAULT_NONE && *office.key &&
        seal_line_digits(print, office.key) == FAULT_NONE) {
        buffer_format(out, "%s\r\n  %s\r\n  %s\r\n", _("The office's key"), print, office.key);
    }
    buffer_format(out, "\r\n%s: %s\r\n", _("Trial"), p->trial == TRIAL_STAGES ? _("done") : _("not done"));
    machine(out);
    buffer_format(out, "\r\n%s: ______________________\r\n\r\n%s: ______________________\r\n", _("Signed by"),
                  _("and by"));
}

void flow_setup_protocol(struct app *app, int32_t number)
{
    (void)number;
    char name[SETUP_NAME_MAX];
    struct buffer out = {.limit = TEXT_MAX};
    if (!app->store || !app->flow->seal || !setup_stick(app))
        return;
    text(app, &out);
    fault f = out.over ? FAULT_TOO_LARGE : FAULT_FILE_EXISTS;
    for (int i = 1; i <= TRIES && f == FAULT_FILE_EXISTS; i++) {
        snprintf(name, sizeof name, i == 1 ? "sirkel-protocol-%s.txt" : "sirkel-protocol-%s-%d.txt",
                 app->flow->kiosk.id, i);
        f = stick_put(app->stick, name, (struct span){out.data, out.length});
    }
    buffer_free(&out);
    app->setup.protocol_kept = f == FAULT_NONE;
    if (f != FAULT_NONE)
        flow_log("setup: protocol", f, "");
    if (f != FAULT_NONE || setup_machine(app, MACHINE_STICK_OUT, 0))
        flow_notice(app, setup_protocol_verdict(f));
}
