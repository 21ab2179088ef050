/* You are in: the next meeting, and the code that opens the sign-up again. Shown after the row exists, never before. The
 * second part asks whether the code was kept. */
#include "screen/parts.h"

/* Word by word: the voice pauses between them. */
static void say_code(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    line_format(&l, "%s: ", _("Your code"));
    for (int32_t i = 0; i < s->code_count && i < CODE_WORDS && s->code_list < app->word_lists; i++) {
        line_add(&l, app->words[s->code_list].word[s->code[i]]);
        line_add(&l, ". ");
    }
    ui_say(u, l.text);
}

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
    say_code(app, u);
}

static void next_meeting(const struct session *s, struct ui *u)
{
    const struct dates dates = part_dates_of(s);
    struct meeting m;
    struct line label, say;
    if (!part_next_held(&dates, &m)) {
        part_fact(u, "next", ICON_clock, _("No date yet"), _("You can ask at the desk."));
        return;
    }
    const char *room = part_date_room(&dates, &m), *where = *room ? room : s->group.place;
    when_meeting(&label, SHOWN, &m, s->read_at);
    part_fact(u, "next", ICON_clock, line_capital(&label), where);
    when_meeting(&label, SPOKEN, &m, s->read_at);
    ui_say(u, line_format(&say, "%s, %s", label.text, where));
}

/* The code is hidden, and still there: without it nobody can see or withdraw this sign-up. */
static void kept(const struct app *app, struct ui *u)
{
    part_title(app, u, _("Have you written down your code?"));
    part_text(u, "hidden", _("The code is hidden now. You can look at it again."));
    part_text(u, "after", _("After this we no longer have it. If it is gone, ask at the desk."));
    part_button(u, "show", ICON_eye, _("Show the code again"), DO(ACT_PART));
    ui_flag(u, UI_EARLY);
    part_hold(u, "yes", ICON_check, _("Hold here when you have it"), DO(ACT_KEPT, 1));
    ui_flag(u, UI_EARLY);
}

static void view(const struct app *app, struct ui *u)
{
    if (app->session.part == CODE_ASKED) {
        kept(app, u);
        return;
    }
    bool waiting = app->session.own.waiting;
    part_ring(u, waiting ? RING_WAITING : RING_JOINED);
    part_title(app, u, waiting ? _(verdict_sentence(VERDICT_WAITING)) : _(screen_title(app->session.at)));
    part_text(u, "keep", _("Take care of the code."));
    ui_open(u, UI_CARD, "meeting", 0);
    if (waiting)
        part_fact(u, "wait", ICON_clock, _("You wait for a place"), _("The office keeps the list."));
    else
        next_meeting(&app->session, u);
    ui_close(u);
    code(app, u);
    part_text(u, "use", _("With it you can see or withdraw your sign-up here."));
    if (app->voice.headset) /* who hears may have to write it down by ear */
        part_button(u, "spell", ICON_listen, _("Spell the code"), DO(ACT_SPELL));
    part_print(app, u, SHEET_receipt, _("Print your receipt"));
    part_primary(u, "done", ICON_check, _("I have kept the code"), DO(ACT_KEPT));
    if (app_printing(app))
        part_not_now(u, _("Your sheet is on its way."));
}

const struct screen_file join_done_screen = {.view = view, .load = group_load};
