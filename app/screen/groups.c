/* The groups that were asked for: by word, topic or day, or all. */
#include "screen/parts.h"

#include "store/read.h"

SCREEN_FILE(groups)

static fault ask(struct app *app, struct group *out, size_t limit, size_t *ret_count)
{
    const struct session *s = &app->session;
    if (*s->word)
        return store_groups_word(app->store, s->language, s->word, 0, out, limit, ret_count);
    if (s->topic > 0)
        return store_groups_topic(app->store, s->language, s->topic, 0, out, limit, ret_count);
    if (s->weekday > 0)
        return store_groups_weekday(app->store, s->language, s->weekday, 0, out, limit, ret_count);
    return store_groups_all(app->store, s->language, 0, out, limit, ret_count);
}

fault groups_load(struct app *app)
{
    struct session *s = &app->session;
    struct group found[ROWS_MAX + 1];
    size_t count = 0;
    s->rows = 0;
    s->rows_more = false;
    fault f = ask(app, found, ROWS_MAX + 1, &count);
    for (size_t i = 0; i < count && i < ROWS_MAX && f == FAULT_NONE; i++)
        f = part_group_row(app, &found[i], &s->row[s->rows++]);
    s->rows_more = count > ROWS_MAX;
    return f;
}

static const char *asked(const struct session *s, struct line *l)
{
    if (*s->word)
        return line_format(l, "%s", _("These groups have your word."));
    for (int32_t i = 0; i < s->topic_count && s->topic > 0; i++)
        if (s->topics[i].id == s->topic)
            return line_format(l, "%s", s->topics[i].name);
    if (s->topic == 0 && s->weekday > 0) {
        line_format(l, "%s", when_weekday(s->weekday));
        return line_capital(l);
    }
    return line_format(l, "%s", _("All groups, in the order of their names."));
}

void groups_view(const struct app *app, struct ui *u)
{
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.rows == 0) {
        part_text(u, "none", _("We found no group here. You can look in another way, or ask at the desk."));
        part_primary(u, "find", ICON_find, _("Look in another way"), ACT_GO, SCREEN_NUMBER(find));
        part_button(u, "desk", 0, ICON_desk, _("Talk to someone here"), ACT_GO, SCREEN_NUMBER(desk));
        return;
    }
    part_text(u, "asked", asked(&app->session, &l));
    part_groups(app, u);
}
