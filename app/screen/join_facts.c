/* The nine facts of consent on three pages (CNS-01). */
#include "screen/parts.h"

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
        ui_add(u, UI_STRONG, fact->key, 0, _(fact->heading)); /* no FACT: a text can go on on the next page */
        ui_add(u, UI_TEXT, fact->key, 1, part_filled(app, &l, _(fact->text)));
    }
    ui_close(u);
    part_primary(u, "next", ICON_forward, _("Next"), ACT_FACTS_READ, part);
    ui_hint(u, line_format(&l, _("Page %1$d of %2$d"), part + 1, CONSENT_PAGES));
}
