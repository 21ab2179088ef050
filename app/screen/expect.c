/* What to expect at a first visit to any group, in two halves. */
#include "screen/parts.h"

#include "rule/pages.h"

SCREEN_FILE(expect)

void part_expect(struct ui *u, size_t from, size_t to)
{
    size_t count;
    const struct expect_line *line = pages_expect(&count);
    ui_open(u, UI_CARD, "lines", 0);
    for (size_t i = from; i < count && i < to; i++)
        part_fact(u, line[i].key, 0, part_icon(line[i].icon), NULL, _(line[i].text));
    ui_close(u);
}

void expect_view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_expect(u, 0, EXPECT_HALF);
    part_primary(u, "next", ICON_forward, _("Next"), ACT_GO, SCREEN_NUMBER(expect_after));
}
