/* The receipt code, four times a word: a few of its letters are written and then the whole word is touched; or it is chosen from
 * its list, part by part (rule/pick.h), by whoever comes with a switch, by ear, or on a small panel. */
#include "screen/parts.h"

#include "base/text.h"
#include "rule/pick.h"

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
    if (!*s->code_typed && (s->code_count == 0 || u->setting.size < SIZE_XL)) /* there the keys want the room */
        part_button(u, "list", ICON_list, _("Choose from a list"), DO(ACT_CODE_PICK, -1));
    part_keys(app, u);
}

/* The list of the words that are there already; for the first, that of the visitor's language. */
static int32_t list_of(const struct app *app, int step)
{
    const struct session *s = &app->session;
    for (int32_t i = 0; i < app->word_lists && s->code_count == 0 && step == 0; i++)
        if (text_same(app->words[i].language, s->language))
            return i;
    return s->code_list;
}

/* One part of the list: its first word and its last, or the one word that it holds. */
static void part_row_of(const struct app *app, struct ui *u, int32_t list, struct pick_range part, bool likely)
{
    int32_t first = list * CODE_LIST + part.from, last = list * CODE_LIST + part.to - 1;
    struct line shown, said;
    if (first == last) {
        part_row(u, "part", ICON_NONE, word_of(app, first), DO(ACT_CODE_PICK, first));
    } else {
        line_format(&shown, "%s \xE2\x80\x93 %s", word_of(app, first), word_of(app, last));
        part_row(u, "part", ICON_NONE, shown.text, DO(ACT_CODE_PICK, first));
        /* TRANSLATORS: spoken: from one word of a list to another, with the words between them */
        ui_say(u, line_format(&said, _("%1$s to %2$s"), word_of(app, first), word_of(app, last)));
    }
    ui_arg(u, part.from);
    ui_flag(u, likely ? UI_PRIVATE | UI_LIKELY : UI_PRIVATE);
}

static void picking(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    int step = s->code_step;
    struct pick_range whole = pick_range(CODE_LIST, s->code_pick, step), part;
    struct line l, which;
    line_format(&l, _("Word %1$d of %2$d"), s->code_count + 1, CODE_WORDS);
    line_format(&which, "%s. %s", l.text,
                whole.to - whole.from > PICK_WAYS ? _("Between which words is it?") : _("Which one is it?"));
    part_text(u, "which", which.text);
    if (s->code_count > 0)
        chosen(app, u);
    for (int32_t at = whole.from; at < whole.to; at = part.to) {
        part = pick_range(CODE_LIST, at, step + 1);
        part_row_of(app, u, list_of(app, step), part, at == whole.from && whole.to - whole.from > PICK_WAYS);
    }
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(app->session.at)));
    if (s->code_count < CODE_WORDS && s->part > 0 && !*s->code_typed) {
        picking(app, u);
        return;
    }
    if (s->code_count < CODE_WORDS) {
        if (s->notice == VERDICT_KIOSK_OPEN && s->code_count == 0 &&
            !*s->code_typed) {             /* the words that are offered want the room */
            if (u->setting.size < SIZE_XL) /* there the list has the room */
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
