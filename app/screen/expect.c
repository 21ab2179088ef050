/* What to expect at a first visit to any group. */
#include "screen/parts.h"

#include "rule/pages.h"

void expect_view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct expect_line *line = pages_expect(&count);
    part_title(app, u, _(screen_title(SCREEN_expect)));
    ui_open(u, UI_CARD, "lines", 0);
    for (size_t i = 0; i < count; i++)
        part_fact(u, line[i].key, 0, part_icon(line[i].icon), NULL, _(line[i].text));
    ui_close(u);
}
