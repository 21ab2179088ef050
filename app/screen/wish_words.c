/* What a group has for people who need it, in words: the same on its page, on paper and among the wishes. */
#include "screen/parts.h"

static const struct {
    enum group_wish wish;
    const char *words; /* as one of several with commas between them */
} rows[] = {
    {WISH_STEP_FREE, N_("step-free")},
    {WISH_HEARING_LOOP, N_("with a hearing loop")},
    {WISH_SIGN_LANGUAGE, N_("with sign language")},
    {WISH_EASY_WORDS, N_("with easy words")},
    {WISH_DAYTIME, N_("in the daytime")},
    {WISH_EVENING, N_("in the evening")},
};

const char *part_wish_words(struct line *l, uint32_t wishes)
{
    l->text[0] = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wishes & rows[i].wish) {
            line_add(l, *l->text ? ", " : "");
            line_add(l, _(rows[i].words));
        }
    return line_capital(l);
}

const char *part_access(struct line *l, const struct group *g)
{
    uint32_t has = (g->step_free ? WISH_STEP_FREE : 0u) | (g->hearing_loop ? WISH_HEARING_LOOP : 0u) |
                   (g->sign_language ? WISH_SIGN_LANGUAGE : 0u) | (g->easy_words ? WISH_EASY_WORDS : 0u);
    struct line wishes;
    part_wish_words(&wishes, has);
    if (g->held != HELD_ONLINE && g->held != HELD_PHONE)
        return line_format(l, "%s", wishes.text);
    line_format(l, "%s", g->held == HELD_ONLINE ? _("Online") : _("By telephone"));
    if (*wishes.text) {
        line_add(l, ". ");
        line_add(l, wishes.text);
    }
    return l->text;
}
