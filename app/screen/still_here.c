/* Asked after a while: no figures, no hurry (TIM-03 to TIM-06). Any touch is a yes. */
#include "screen/parts.h"

/* Something of the visitor's own lies behind the question. */
static bool something_is_hidden(const struct session *s)
{
    const struct joining *j = &s->join;
    return *j->name || *j->contact || *j->sign_name || *j->witness || j->mark.points > 0 || *s->word ||
           *s->code_typed || s->code_count > 0 || s->own.open;
}

/* What is asked first of somebody whose code nobody can find again. */
static void code(const struct session *s, struct ui *u)
{
    ui_add(u, UI_HEADING, "title", 0, _("Have you written down your code?"));
    part_text(u, "hidden",
              s->unanswered ? _("It is hidden. If no one answers now, it is erased.")
                            : _("It is hidden. Touch anywhere to go on."));
    ui_flag(u, UI_LIVE);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    bool waits = s->joined && s->code_count == CODE_WORDS && !s->code_printed;
    u->deep = true;
    if (waits) {
        code(s, u);
    } else {
        ui_add(u, UI_HEADING, "title", 0, _(screen_title(app->session.at)));
        part_text(u, "hidden",
                  something_is_hidden(s) ? _("What you have written is hidden. Touch anywhere to go on.")
                                         : _("Touch anywhere to go on."));
    }
    part_button(u, "yes", ICON_chair, _("Yes, I am here"), DO(ACT_STILL_HERE));
    ui_flag(u, UI_EARLY);
    part_button(u, "more", ICON_clock, _("I need more time"), DO(ACT_STILL_HERE, 1));
    ui_flag(u, UI_EARLY);
}

const struct screen_file still_here_screen = {.view = view};
