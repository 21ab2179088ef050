/* Help now (CRS-02): who answers, in numbers large enough to read from afar. Opening it changes nothing else. */
#include "screen/parts.h"

#include "rule/pages.h"

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct help_line *line = pages_help(&count);
    part_title(app, u, _(screen_title(app->session.at)));
    for (size_t i = 0; i < count; i++) {
        struct line figures, say;
        ui_add(u, UI_NUMBER, line[i].key, 0, _(line[i].who));
        ui_value(u, line[i].number);
        when_figures(&figures, line[i].number);
        ui_say(u, line_format(&say, "%s, %s: %s", _(line[i].who), _(line[i].hours), figures.text));
    }
    part_primary(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
    ui_hint(u, part_hint_fits(u, app->centre.desk) ? app->centre.desk : NULL);
    part_print(app, u, SHEET_help, _("Print these numbers"));
}

const struct screen_file help_screen = {.view = view};
