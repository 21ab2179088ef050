/* What the visitor has signed up for, with the code that opens it. No name stands here: the sheet is carried home. What
 * lies outside when it is folded says only how a receipt is used; the code and the group stand below the fold. All of
 * that is private: not kept by the painter, spoken into a headset only. */
#include "sheet/parts.h"

#include <string.h>
#include "rule/consent.h"

static bool is_in(const struct session *s)
{
    return s->joined || (s->own.open && s->own.has_membership);
}

static bool has_consent(const struct session *s)
{
    return s->joined || (s->own.open && s->own.has_consent);
}

static void code(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l = {0};
    if (s->code_count != CODE_WORDS || s->code_list >= app->word_lists || !(s->joined || s->own.open))
        return;
    for (int32_t i = 0; i < CODE_WORDS; i++) {
        line_add(&l, i ? " " : "");
        line_add(&l, app->words[s->code_list].word[s->code[i]]);
    }
    ui_add(u, UI_CODE, "code", 0, _("Your code"));
    ui_value(u, l.text);
    ui_flag(u, UI_PRIVATE);
}

static void next_meeting(const struct paper *p, const struct paper_words *w, struct ui *u)
{
    const struct dates dates = sheet_dates_of(p, w);
    struct meeting m;
    struct line label, at, place, say;
    if (!part_next_held(&dates, &m))
        return;
    const char *room = part_date_room(&dates, &m), *where = *room ? room : w->group.place;
    when_meeting(&label, SHOWN, &m, p->now);
    part_fact(u, "next", ICON_clock, line_capital(&label), where);
    ui_flag(u, UI_PRIVATE);
    when_meeting(&at, SPOKEN, &m, p->now);
    ui_say(u, line_format(&say, "%s, %s", at.text, when_figures(&place, where)));
}

static void place(const struct app *app, const struct paper *p, const struct paper_words *w, struct ui *u)
{
    const struct session *s = &app->session;
    const char *group = *w->group.name ? w->group.name : s->own.group_name;
    ui_open(u, UI_CARD, "place", 0);
    part_fact(u, "group", ICON_chair,
              part_place(&(struct my_signup){.has_membership = is_in(s), .waiting = s->own.waiting}), group);
    ui_flag(u, UI_PRIVATE);
    if (is_in(s))
        next_meeting(p, w, u);
    ui_close(u);
}

static void answers(const struct session *s, struct ui *u)
{
    if (!has_consent(s)) {
        sheet_part(u, "withdrawn", _("Your consent is withdrawn"));
        return;
    }
    sheet_part(u, "answers_name", _("What you answered"));
    ui_open(u, UI_CARD, "answers", 0);
    for (int32_t i = 0; i < PURPOSE_COUNT; i++) {
        const char *answer = s->own.answer[i] == ANSWER_YES ? _("Yes") : _("No");
        if (s->own.answer[i] == ANSWER_NONE)
            answer = _("Not asked: you gave no name");
        part_fact(u, "answer", ICON_NONE, _(consent_purpose((enum consent_purpose)i)->question), answer);
        ui_arg(u, i);
        ui_flag(u, UI_PRIVATE);
    }
    ui_close(u);
}

/* Piece n of the text that was signed, "" behind its last. */
static const char *piece(const struct my_signup *own, size_t n, struct line *out)
{
    const char *at = own->text;
    for (; n > 0 && at; n--)
        at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL;
    line_format(out, "%.*s", at ? (int)strcspn(at, "\n") : 0, at ? at : "");
    return out->text;
}

/* The same with {kind} as it was shown: one of the text's last three lines, by the group's setting. */
static const char *shown_piece(const struct my_signup *own, enum setting setting, size_t n, struct line *out)
{
    struct line text, kind = {0};
    struct buffer filled = {.limit = LINE_MAX_BYTES - 1};
    if (setting >= SETTING_ORGANISATION)
        piece(own, consent_piece_count() + (size_t)setting - SETTING_ORGANISATION, &kind);
    const struct consent_values values = {
        .centre = "", .responsible = "", .contact = "", .approval = "", .group = "{group}", .kind = kind.text};
    consent_fill(&filled, piece(own, n, &text), &values);
    line_format(out, "%s", buffer_string(&filled));
    buffer_free(&filled);
    return out->text;
}

/* The nine facts in the very words that were shown (CNS-01), whatever the text is today, and which edition it was. */
static void facts(const struct session *s, enum setting setting, struct ui *u)
{
    const struct my_signup *own = &s->own;
    struct line heading, text;
    if (!has_consent(s))
        return;
    sheet_part(u, "facts_name", _("What you read before you signed"));
    ui_open(u, UI_CARD, "facts", 0);
    for (int32_t i = 0; i < FACT_COUNT && *own->text; i++) {
        const char *label = piece(own, 2 * (size_t)i, &heading);
        part_fact(u, "fact", ICON_NONE, label, shown_piece(own, setting, 2 * (size_t)i + 1, &text));
        ui_arg(u, i);
    }
    if (!*own->text)
        part_fact(u, "gone", ICON_NONE, _("You signed an earlier text. This kiosk does not have it any more."), NULL);
    ui_close(u);
    /* TRANSLATORS: version and edition of the consent text */
    part_text(u, "version", line_format(&text, _("Consent text %1$d.%2$d"), own->text_version, own->text_edition));
}

static void use(const struct paper_words *w, struct ui *u)
{
    struct line l, say;
    part_text(u, "use", _("With your code you can see or withdraw your sign-up. You never have to say why."));
    ui_open(u, UI_CARD, "ways", 0);
    /* TRANSLATORS: what to touch on the first page: "I have a code" */
    part_fact(u, "here", ICON_receipt, _("At the kiosk"),
              line_format(&l, _("Touch \"%s\". Then write the four words."), _("I have a code")));
    part_fact(u, "desk", ICON_desk, w->centre.desk, w->centre.hours);
    part_fact(u, "phone", ICON_phone, w->centre.phone, NULL);
    ui_say(u, when_figures(&say, w->centre.phone));
    ui_close(u);
}

void sheet_receipt_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                        struct ui *u)
{
    (void)brief;
    const struct session *s = &app->session;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_receipt)));
    use(w, u);
    ui_add(u, UI_FOLD, "fold", 0, _("Fold here, then the rest lies inside."));
    code(app, u);
    place(app, p, w, u);
    answers(s, u);
    facts(s, w->group.setting, u);
}
