/* Whom to call (CRS-02), large enough to read on the door of a fridge. */
#include "sheet/parts.h"

#include "rule/pages.h"

void sheet_help_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                     struct ui *u)
{
    size_t count;
    const struct help_line *line = pages_help(&count);
    (void)app, (void)p, (void)brief;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_help)));
    ui_open(u, UI_CARD, "numbers", 0);
    for (size_t i = 0; i < count; i++) {
        struct line figures, say;
        ui_add(u, UI_NUMBER, line[i].key, 0, _(line[i].who));
        ui_hint(u, _(line[i].hours));
        ui_value(u, line[i].number);
        when_figures(&figures, line[i].number);
        ui_say(u, line_format(&say, "%s, %s: %s", _(line[i].who), _(line[i].hours), figures.text));
    }
    ui_close(u);
    sheet_desk(w, u);
}
