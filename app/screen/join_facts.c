/* The nine facts of consent on three pages (CNS-01). */
#include "screen/parts.h"

static enum ui_icon fact_icon(enum consent_fact fact)
{
    static const enum ui_icon icons[FACT_COUNT] = {
        [FACT_responsible] = ICON_building, [FACT_what_for] = ICON_people, [FACT_which_data] = ICON_pencil,
        [FACT_who_sees] = ICON_eye, [FACT_how_long] = ICON_clock, [FACT_voluntary] = ICON_heart,
        [FACT_withdraw] = ICON_undo, [FACT_rights] = ICON_scales, [FACT_if_no] = ICON_chair,
    };
    return icons[fact] ? icons[fact] : ICON_info;
}

void join_facts_view(const struct app *app, struct ui *u)
{
    int part = app->session.part < CONSENT_PAGES ? app->session.part : CONSENT_PAGES - 1;
    struct line l;
    part_step(u, 5);
    part_title(app, u, _(screen_title(SCREEN_join_facts)));
    ui_open(u, UI_CARD, "facts", 0);
    for (int i = 0; i < FACT_COUNT; i++) {
        const struct consent_fact_text *fact = consent_fact((enum consent_fact)i);
        if (fact->page != part + 1)
            continue;
        part_fact(u, fact->key, 0, fact_icon((enum consent_fact)i), _(fact->heading), part_filled(app, &l, _(fact->text)));
    }
    ui_close(u);
    part_primary(u, "next", ICON_forward, _("I have read this"), ACT_FACTS_READ, part);
    ui_hint(u, line_format(&l, _("Page %1$d of %2$d"), part + 1, CONSENT_PAGES));
}
