/* A group to carry home. The half that may lie outside says when and where; what the group is about stands below the
 * fold or on a later page (OUT-02). */
#include "sheet/parts.h"
#include "screen/number.h"

static const char *access_of(const struct group *g)
{
    return g->step_free && g->hearing_loop ? _("Step-free, with a hearing loop")
           : g->step_free                  ? _("Step-free")
           : g->hearing_loop               ? _("With a hearing loop")
                                           : NULL;
}

static void place(const struct group *g, struct ui *u)
{
    struct line say;
    ui_add(u, UI_STRONG, "place", 0, g->place);
    ui_say(u, part_group_spoken(&say, g, GROUP_TEXT_place));
    part_group_text(u, g, GROUP_TEXT_way);
    if (access_of(g))
        part_text(u, "access", access_of(g));
}

static void outside(const struct paper *p, const struct paper_words *w, struct ui *u)
{
    struct line repeat, say;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_group)));
    if (sheet_repeat(p, SHOWN, &repeat)) {
        sheet_part(u, "repeat", repeat.text);
        sheet_repeat(p, SPOKEN, &say);
        ui_say(u, say.text);
    }
    place(&w->group, u);
    if (p->date_count == 0) {
        part_text(u, "none", _("There is no date yet. You can ask at the desk."));
        return;
    }
    ui_open(u, UI_PAIR, "when", 0);
    ui_open(u, UI_CARD, "dates", 0);
    sheet_dates(p, u);
    ui_close(u);
    sheet_calendar(p, w, u);
    ui_close(u);
}

void sheet_group_view(const struct app *app, const struct paper_words *w, bool brief, struct ui *u)
{
    const struct group *g = &w->group;
    outside(&app->session.paper, w, u);
    ui_add(u, UI_FOLD, "fold", 0, _("Fold here, then the rest lies inside."));
    sheet_part(u, "name", g->name);
    part_group_text(u, g, GROUP_TEXT_purpose);
    part_group_text(u, g, GROUP_TEXT_whom);
    part_text(u, "members", _("The members lead the group. It is not treatment."));
    if (*g->visit) {
        sheet_part(u, "visit_name", _(screen_title(SCREEN_NUMBER(group_visit))));
        part_group_text(u, g, GROUP_TEXT_visit);
    } else
        sheet_expect(u);
    sheet_desk(w, u);
    if (w->rule_count == 0)
        return;
    sheet_part(u, "rules_name", _(screen_title(SCREEN_NUMBER(group_rules))));
    if (brief)
        part_text(u, "rules_apart", _("You can print them as a sheet of their own."));
    else
        sheet_rules(w, false, u);
}
