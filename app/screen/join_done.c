/* You are in: the next meeting, and the code that opens the sign-up again. Shown after the row exists, never before. */
#include "screen/parts.h"

static void code(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    l.text[0] = 0;
    for (int32_t i = 0; i < s->code_count && i < CODE_WORDS && s->code_list < app->word_lists; i++) {
        line_add(&l, i ? " " : "");
        line_add(&l, app->words[s->code_list].word[s->code[i]]);
    }
    ui_add(u, UI_CODE, "code", 0, _("Your code"));
    ui_value(u, l.text);
    ui_flag(u, UI_PRIVATE);
}

static void next_meeting(const struct session *s, struct ui *u)
{
    struct line label, say;
    for (int32_t i = 0; i < s->date_count; i++)
        if (!s->dates[i].cancelled) {
            when_at(&label, SHOWN, s->dates[i].day, s->dates[i].start_minute);
            part_fact(u, "next", 0, ICON_clock, line_capital(&label), s->group.place);
            when_at(&label, SPOKEN, s->dates[i].day, s->dates[i].start_minute);
            ui_say(u, line_format(&say, "%s, %s", label.text, s->group.place));
            return;
        }
    part_fact(u, "next", 0, ICON_clock, _("No date yet"), _("You can ask at the desk."));
}

fault join_done_load(struct app *app)
{
    return group_load(app);
}

void join_done_view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_JOINED);
    part_title(app, u, _(screen_title(SCREEN_join_done)));
    part_text(u, "keep", _("Take care of the code."));
    ui_open(u, UI_CARD, "meeting", 0);
    next_meeting(&app->session, u);
    ui_close(u);
    code(app, u);
    part_text(u, "use", _("With it you can see or withdraw your sign-up here."));
    part_print(app, u, SHEET_receipt, _("Print your receipt"));
    part_primary(u, "done", ICON_check, _("I have kept the code"), ACT_LEAVE, 0);
    if (app_printing(app))
        part_not_now(u, _("Your sheet is on its way."));
}
