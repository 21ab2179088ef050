/* Writing the receipt code: a few letters, then the whole word is touched; four times. */
#include "screen/parts.h"

static const char *word_of(const struct app *app, int32_t number)
{
    int32_t list = number / CODE_LIST;
    return list < app->word_lists ? app->words[list].word[number % CODE_LIST] : "";
}

static void chosen(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    l.text[0] = 0;
    for (int32_t i = 0; i < s->code_count; i++) {
        line_add(&l, i ? " " : "");
        line_add(&l, word_of(app, s->code_list * CODE_LIST + s->code[i]));
    }
    ui_add(u, UI_STRONG, "chosen", 0, l.text);
    ui_flag(u, UI_PRIVATE | UI_LIVE);
}

static void suggestions(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    ui_open(u, UI_TWO, "words", 0);
    for (int32_t i = 0; i < s->suggestion_count; i++) {
        part_button(u, "word", ICON_NONE, word_of(app, s->suggestion[i]), DO(ACT_CODE_WORD, s->suggestion[i]));
        ui_arg(u, s->suggestion[i]);
        ui_flag(u, UI_PRIVATE | UI_LIVE); /* said as they come, while the keys have the focus */
    }
    ui_close(u);
}

static void writing(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    /* TRANSLATORS: which of the four words of a code is being written */
    line_format(&l, _("Word %1$d of %2$d"), s->code_count + 1, CODE_WORDS);
    part_field(u, l.text, s->code_typed, true);
    if (s->code_count > 0)
        chosen(app, u);
    if (s->suggestion_count > 0)
        suggestions(app, u);
    else if (s->code_count > 0)
        part_button(u, "undo", ICON_undo, _("Remove the last word"), DO(ACT_CODE_UNDO));
    part_keys(app, u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->code_count < CODE_WORDS) {
        if (s->notice == VERDICT_KIOSK_OPEN && s->code_count == 0 &&
            !*s->code_typed) { /* the words that are offered want the room */
            part_text(u, "about", _("Write the first letters of a word. Then touch the word."));
            part_kept(u);
        }
        writing(app, u);
        return;
    }
    part_text(u, "right", _("Are these your four words?"));
    chosen(app, u);
    part_primary(u, "find", ICON_receipt, _("Find my sign-up"), DO(ACT_CODE_FIND));
    part_button(u, "undo", ICON_undo, _("Remove the last word"), DO(ACT_CODE_UNDO));
    part_button(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
}

const struct screen_file code_screen = {.view = view};
