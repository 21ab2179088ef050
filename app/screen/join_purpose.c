/* One purpose, one yes or no; nothing is chosen beforehand, and No is as large as Yes (CNS-03). */
#include "screen/parts.h"

/* How many of the questions before this one are asked. */
static int asked(const struct session *s, int before)
{
    int count = 0;
    for (int i = 0; i < before; i++)
        count += consent_asked((enum consent_purpose)i, s->join.nameless);
    return count;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    int part = s->part < PURPOSE_COUNT ? s->part : PURPOSE_COUNT - 1;
    const struct consent_purpose_text *purpose = consent_purpose((enum consent_purpose)part);
    struct line l;
    part_step(u, 5);
    part_title(app, u, _(purpose->question));
    part_text(u, "meaning", _(purpose->meaning));
    part_text(u, "later", _("You can change your answer later. You never have to say why."));
    part_text(u, "count", line_format(&l, _("Question %1$d of %2$d"), 1 + asked(s, part), asked(s, PURPOSE_COUNT)));
    const struct choice yes = {"yes", ICON_check, _("Yes"), DO(ACT_ANSWER, ANSWER_YES),
                               app_answer(s, (enum consent_purpose)part) == ANSWER_YES};
    const struct choice no = {"no", ICON_cross, _("No"), DO(ACT_ANSWER, ANSWER_NO),
                              app_answer(s, (enum consent_purpose)part) == ANSWER_NO};
    part_pair(app, u, &yes, &no);
    ui_add(u, UI_NOTICE, "if_no", 0, _(purpose->if_no));
    ui_icon(u, ICON_info);
}

const struct screen_file join_purpose_screen = {.view = view};
