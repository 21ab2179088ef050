/* The groups that were asked for: by word, topic or day, or all. */
#include "screen/parts.h"

#include "base/host.h"
#include "base/text.h"
#include "store/read.h"

SCREEN_FILE(groups)

static fault group_row(struct app *app, const struct group *group, struct group_row *row)
{
    struct group_times times;
    *row = (struct group_row){.id = group->id, .places = group->places};
    (void)text_copy(row->name, sizeof row->name, group->name);
    (void)text_copy(row->place, sizeof row->place, group->place);
    if (group->state == GROUP_RESTING)
        return FAULT_NONE;
    fault f = store_times(app->store, group->id, &times);
    if (f != FAULT_NONE)
        return f;
    const struct meeting_times when = store_meeting_times(&times);
    row->meets = meeting_held(&when, host_now(), &row->next);
    return FAULT_NONE;
}

static fault find(struct app *app, struct group *out, size_t limit, size_t *ret_count)
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
    fault f = find(app, found, ROWS_MAX + 1, &count);
    for (size_t i = 0; i < count && i < ROWS_MAX && f == FAULT_NONE; i++)
        f = group_row(app, &found[i], &s->row[s->rows++]);
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

static void row_hint(const struct group_row *row, int64_t now, struct line *shown, struct line *spoken)
{
    if (row->meets) {
        when_meeting(shown, SHOWN, &row->next, now);
        when_meeting(spoken, SPOKEN, &row->next, now);
        return;
    }
    const char *text = row->places == PLACES_RESTING ? _("is taking a rest") : _("no date yet");
    line_format(shown, "%s", text);
    line_format(spoken, "%s", text);
}

static void group_rows(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    for (int32_t i = 0; i < s->rows; i++) {
        struct line shown, spoken, say;
        row_hint(&s->row[i], s->read_at, &shown, &spoken);
        part_row(u, "group", ICON_people, s->row[i].name, DO(ACT_GROUP, s->row[i].id));
        ui_hint(u, line_capital(&shown));
        ui_arg(u, s->row[i].id);
        ui_say(u, line_format(&say, "%s, %s", s->row[i].name, spoken.text));
    }
    if (s->rows_more)
        part_text(u, "many", _("There are more groups. Write one more letter, and the list gets shorter."));
}

void groups_view(const struct app *app, struct ui *u)
{
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.rows == 0) {
        part_text(u, "none", _("We found no group here. You can look in another way, or ask at the desk."));
        part_primary(u, "find", ICON_find, _("Look in another way"), GO(find));
        part_button(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
        return;
    }
    part_text(u, "asked", asked(&app->session, &l));
    group_rows(app, u);
}
