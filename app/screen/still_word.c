/* After silence: one word of the code is asked for before what it opened is shown again. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->notice == VERDICT_KIOSK_OPEN && !*s->code_typed)
        part_text(u, "about", _("Write the first letters of one of your words. Then touch the word."));
    part_field(u, _("One of your words"), s->code_typed, true);
    ui_open(u, UI_TWO, "words", 0);
    for (int32_t i = 0; i < s->suggestion_count; i++) {
        const int32_t word = s->suggestion[i];
        part_button(u, "word", ICON_NONE, app->words[word / CODE_LIST].word[word % CODE_LIST],
                    DO(ACT_STILL_WORD, word));
        ui_arg(u, word);
        ui_flag(u, UI_PRIVATE | UI_LIVE); /* said as they come, while the keys have the focus */
    }
    ui_close(u);
    part_keys(app, u);
}

const struct screen_file still_word_screen = {.view = view};
