/* The nine facts of consent on three pages (CNS-01); in the two largest sizes one behind the other, as many as each page holds. */
#include "screen/parts.h"

static enum ui_icon fact_icon(enum consent_fact fact)
{
    static const enum ui_icon icons[FACT_COUNT] = {
        [FACT_responsible] = ICON_building, [FACT_what_for] = ICON_people, [FACT_which_data] = ICON_pencil,
        [FACT_who_sees] = ICON_eye,         [FACT_how_long] = ICON_clock,  [FACT_voluntary] = ICON_heart,
        [FACT_withdraw] = ICON_undo,        [FACT_rights] = ICON_scales,   [FACT_if_no] = ICON_chair,
    };
    return icons[fact] ? icons[fact] : ICON_info;
}

/* Where the letters are large for the display a fact may be longer than a page; a text can be split, a FACT can't. */
static bool is_roomy(const struct ui_setting *setting)
{
    const struct ui_panel *panel = &setting->panel;
    return setting->size <= SIZE_M && panel->width_mm >= 220 && panel->height_mm >= 220;
}

static void add_fact(const struct app *app, struct ui *u, enum consent_fact at)
{
    const struct consent_fact_text *fact = consent_fact(at);
    struct line l;
    part_filled(app, &l, _(fact->text));
    if (is_roomy(&u->setting)) {
        part_fact(u, fact->key, fact_icon(at), _(fact->heading), l.text);
        return;
    }
    ui_add(u, UI_STRONG, fact->key, 0, _(fact->heading));
    ui_add(u, UI_TEXT, fact->key, 1, l.text);
}

static void view(const struct app *app, struct ui *u)
{
    int part = app->session.part < CONSENT_PAGES ? app->session.part : CONSENT_PAGES - 1;
    struct line l;
    bool all = u->setting.size >= SIZE_XL;
    part_step(u, 5);
    part_title(app, u, _(screen_title(app->session.at)));
    if (!all) /* its edges take room from large letters */
        ui_open(u, UI_CARD, "facts", 0);
    for (int i = 0; i < FACT_COUNT; i++)
        if (all || consent_fact((enum consent_fact)i)->page == part + 1)
            add_fact(app, u, (enum consent_fact)i);
    if (!all)
        ui_close(u);
    part_primary(u, "next", ICON_forward, _("Next"), DO(ACT_FACTS_READ, all ? CONSENT_PAGES : part));
    if (!all)
        ui_hint(u, line_format(&l, _("Page %1$d of %2$d"), part + 1, CONSENT_PAGES));
}

const struct screen_file join_facts_screen = {.view = view};
