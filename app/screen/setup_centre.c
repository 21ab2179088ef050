/* The centre file from the stick: whose kiosk this is, and what it has to offer. */
#include "screen/parts.h"

/* What was found in the file: the first of the gravest, and how many more. */
static void finding(const struct setup *p, struct ui *u)
{
    const struct finding *f = &p->finding;
    char matter[FINDING_SENTENCE_MAX], advice[FINDING_SENTENCE_MAX];
    struct line place, said;
    int32_t more = -1;
    if (!f->matter)
        return;
    for (int i = 0; i < GRADES; i++)
        more += p->found[i];
    finding_matter(matter, f);
    finding_advice(advice, f);
    /* TRANSLATORS: a place in a file, then its line */
    if (*f->place && f->line > 0)
        line_format(&place, _("%1$s, line %2$u"), f->place, f->line);
    else
        line_format(&place, "%s", *f->place ? f->place : _(finding_grade_name(f->grade)));
    part_fact(u, "where", f->grade == GRADE_REFUSED ? ICON_warning : ICON_info, place.text,
              line_format(&said, "%s %s", matter, advice));
    if (more > 0) /* TRANSLATORS: findings in the centre file beside the one that is shown */
        part_fact(u, "more", ICON_list,
                  line_format(&said, words_plural("%d more", "%d more", (unsigned long)more), more),
                  _("The office sees all."));
}

static void read_file(const struct setup *p, struct ui *u)
{
    struct line l;
    ui_open(u, UI_CARD, "centre", 0);
    part_fact(u, "name", ICON_building, p->centre_name, p->centre_id);
    line_format(&l, words_plural("%d group", "%d groups", (unsigned long)p->groups), p->groups);
    part_fact(u, "groups", ICON_people, l.text, NULL);
    line_format(&l, words_plural("%d language", "%d languages", (unsigned long)p->languages), p->languages);
    part_fact(u, "languages", ICON_language, l.text, NULL);
    finding(p, u);
    ui_close(u);
    part_button(u, "read", ICON_turn, _("Read another file"), DO(ACT_SETUP_CENTRE));
    part_primary(u, "next", ICON_check, _("This is our centre"), DO(ACT_SETUP_NEXT));
}

static void view(const struct app *app, struct ui *u)
{
    const struct setup *p = &app->setup;
    part_title(app, u, _(screen_title(app->session.at)));
    if (p->centre_read) {
        read_file(p, u);
        return;
    }
    if (app->session.notice == VERDICT_KIOSK_OPEN)
        part_text(u, "about",
                  _("It tells the kiosk about the centre and its groups. The office puts it on a memory stick."));
    ui_open(u, UI_CARD, "facts", 0);
    finding(p, u);
    if (!p->finding.matter)
        part_fact(u, "stick", ICON_stick, _("Put a memory stick in"), _("The file is named sirkel-centre.json."));
    ui_close(u);
    part_primary(u, "read", ICON_stick, _("Read the stick"), DO(ACT_SETUP_CENTRE));
}

const struct screen_file setup_centre_screen = {.view = view};
