/* The lists are on the stick, read back and right: only then is this shown. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct staff_view *v = &app->staff;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "out", _("Everything is verified. You can take the stick out."));
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "file", ICON_file, _("The file"), v->export_name);
    line_format(&l, words_plural("%d record", "%d records", (unsigned long)v->export_rows), v->export_rows);
    part_fact(u, "rows", ICON_list, _("Contents"), l.text);
    if (v->export_damaged > 0) {
        line_format(
            &l, words_plural("%d record can't be read", "%d records can't be read", (unsigned long)v->export_damaged),
            v->export_damaged);
        part_fact(u, "damaged", ICON_warning, l.text, _("The office keeps the copy that it has. Tell it."));
    }
    part_fact(u, "words", ICON_shield, _("Words to compare"), v->fingerprint);
    if (*v->key_print)
        part_fact(u, "digits", ICON_key, _("The kiosk's key"), v->key_print);
    ui_close(u);
    part_primary(u, "home", ICON_check, _("Done"), GO(staff_home));
}

const struct screen_file staff_exported_screen = {.view = view};
