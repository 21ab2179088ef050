/* Search by a word. What was found so far is named on the one button, so that nothing moves while someone writes. */
#include "screen/parts.h"

#include "base/text.h"
#include "store/read.h"

enum { NAMED = 2 };

/* As store_groups, of the groups that have all that is wished for. */
static fault with_wishes(struct app *app, struct group found[NAMED + 1], size_t *ret_count)
{
    const struct session *s = &app->session;
    struct group_found row[NAMED + 1];
    const struct group_find find = {.language = s->language, .word = s->word, .wishes = s->wishes, .now = s->read_at};
    fault f = store_find(app->store, &find, row, NAMED + 1, ret_count);
    for (size_t i = 0; i < *ret_count && f == FAULT_NONE; i++)
        f = store_group(app->store, s->language, row[i].group, &found[i]);
    return f;
}

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct group found[NAMED + 1];
    size_t count = 0;
    s->rows = 0;
    s->rows_more = false;
    if (!*s->word)
        return FAULT_NONE;
    const struct groups_asked asked = {.language = s->language, .typed = s->word};
    fault f = s->wishes ? with_wishes(app, found, &count) : store_groups(app->store, &asked, found, NAMED + 1, &count);
    for (size_t i = 0; i < count && i < NAMED; i++) {
        s->row[i] = (struct group_row){.id = found[i].id, .places = found[i].places};
        (void)text_copy(s->row[i].name, sizeof s->row[i].name, found[i].name);
        s->rows++;
    }
    s->rows_more = count > NAMED;
    return f == FAULT_BAD_INPUT ? FAULT_NONE : f; /* a word too long to search for is found nowhere */
}

/* Above the keys, which keep their place while groups come and go. */
static void found(const struct session *s, struct ui *u)
{
    const char *first = s->row[0].name, *second = s->row[1].name;
    struct line l;
    line_format(&l, "%s", s->rows > 0 ? first : _("No group has this word yet."));
    if (s->rows > 1 && s->rows_more) /* TRANSLATORS: two names of groups, of several */
        line_format(&l, _("%1$s, %2$s and more"), first, second);
    else if (s->rows > 1) /* TRANSLATORS: two names of groups */
        line_format(&l, _("%1$s and %2$s"), first, second);
    ui_add(u, UI_STRONG, "found", 0, part_hint_fits(u, l.text) ? l.text : first);
    ui_flag(u, UI_LIVE);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (*s->word)
        found(s, u);
    else
        part_text(u, "about", _("A name, a topic or a place. The first letters are enough."));
    part_field(u, _("Your word"), s->word, true);
    part_keys(app, u);
    part_primary(u, "next", ICON_find, _("Show the groups"), DO(ACT_WRITTEN));
    if (s->rows_more)
        ui_hint(u, _("Several groups"));
    else if (s->rows > 0)
        ui_hint(u, line_format(&l, words_plural("%d group", "%d groups", (unsigned long)s->rows), s->rows));
    else
        part_not_now(u, *s->word ? _("Try another word.") : _("Write a letter first."));
}

const struct screen_file search_screen = {.view = view, .load = load};
