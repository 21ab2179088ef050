/* The group's own code, shown this once. It holds when the group says that it has it. */
#include "screen/parts.h"

static void four(const struct app *app, struct ui *u)
{
    const struct held_group *held = &app->session.held;
    struct line l, say;
    l.text[0] = say.text[0] = 0;
    for (int i = 0; i < CODE_WORDS && held->code_list < app->word_lists; i++) {
        const char *word = app->words[held->code_list].word[held->code[i]];
        line_add(&l, i ? " " : "");
        line_add(&l, word);
        line_add(&say, word);
        line_add(&say, ". ");
    }
    ui_add(u, UI_CODE, "code", 0, _("The group's code"));
    ui_value(u, l.text);
    ui_say(u, say.text);
    ui_flag(u, UI_PRIVATE);
}

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Write it down for all of you, or print it. You write it at \"I have a code\"."));
    four(app, u);
    part_text(u, "lost", _("If it gets lost, the office can give you a new one."));
    part_print(app, u, SHEET_group_code, _("Print the code"));
    part_hold(u, "kept", ICON_check, _("Hold here when you have it"), DO(ACT_GROUP_KEPT));
    if (app_printing(app))
        part_not_now(u, _("Your sheet is on its way."));
}

const struct screen_file group_code_screen = {.view = view};
