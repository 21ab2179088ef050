/* All ways to touch (rule/touch.def), each on or off, and "as usual" first, which puts all of them away. */
#include "screen/parts.h"

#include "ui/layout.h"

static void view(const struct app *app, struct ui *u)
{
    static const enum ui_icon icons[] = {
#define WAY(name, slide, hold, first, apart, large, after, icon, button, sentence) ICON_##icon,
#include "rule/touch.def"
#undef WAY
    };
    uint32_t on = app->session.touch_on;
    struct line said;
    part_title(app, u, _(screen_title(app->session.at)));
    part_row(u, "usual", ICON_undo, _("As usual"), DO(ACT_TOUCH_WAY, TOUCH_WAYS));
    part_chosen(u, !on);
    for (enum touch_way w = 0; w < TOUCH_WAYS; w++) {
        if (touch_row(w)->large && !touch_has(on, w) && ui_few_tools(&u->setting)) /* no room */
            continue;
        part_row(u, "way", icons[w], _(touch_row(w)->button), DO(ACT_TOUCH_WAY, (int32_t)w));
        ui_arg(u, (int32_t)w);
        part_chosen(u, touch_has(on, w));
        line_format(&said, "%s. %s", _(touch_row(w)->button), _(touch_row(w)->sentence));
        ui_say(u, said.text);
    }
    bool asks = app->session.asking.on;
    part_row(u, "road", ICON_swap, _("Two answers at a time"), DO(ACT_ROAD, asks ? ROAD_OFF : ROAD_ON));
    part_chosen(u, asks);
}

const struct screen_file touch_way_screen = {.view = view};
