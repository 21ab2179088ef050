/* The groups that were asked for: by word, topic or day, or all. */
#include "screen/parts.h"

#include "base/text.h"
#include "store/read.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct group_found found[ROWS_MAX + 1];
    const struct group_find find = {.language = s->language,
                                    .topic = s->topic,
                                    .weekday = s->weekday,
                                    .word = s->word,
                                    .wishes = s->wishes,
                                    .now = s->read_at,
                                    .from = (size_t)s->part * ROWS_MAX};
    struct topic topic;
    size_t count = 0;
    s->topic_name[0] = 0;
    fault f = s->topic > 0 ? store_topic(app->store, s->language, s->topic, &topic) : FAULT_NO_ENTRY;
    if (f == FAULT_NONE)
        (void)text_copy(s->topic_name, sizeof s->topic_name, topic.name);
    f = store_find(app->store, &find, found, ROWS_MAX + 1, &count);
    if (f == FAULT_BAD_INPUT) /* a word too long to search for is found nowhere */
        f = FAULT_NONE;
    return f == FAULT_NONE ? part_rows(app, found, count) : f;
}

static const char *asked(const struct session *s, struct line *l)
{
    if (s->wishes & WISH_HOSTED)
        return line_format(l, "%s", _("Groups hosted at this centre. Who meets next comes first."));
    if (*s->word)
        return line_format(l, "%s", _("These groups have your word."));
    if (s->topic > 0 && *s->topic_name)
        return line_format(l, "%s", s->topic_name);
    if (s->topic == 0 && s->weekday > 0) {
        line_format(l, "%s", when_weekday(s->weekday));
        return line_capital(l);
    }
    return line_format(l, "%s", _("All groups. Who meets next comes first."));
}

/* Why there is no date. */
static const char *dateless(const struct group_row *row)
{
    switch (row->places) {
    case PLACES_RESTING:
        return _("Is taking a rest");
    case PLACES_CLOSED:
        return _("Has closed");
    case PLACES_FORMING:
        return _("Starting up. Ask at the desk when.");
    case PLACES_OPEN:
    case PLACES_FULL:
        break;
    }
    return _("No date yet. Ask at the desk.");
}

/* When it meets, and what to know of its places. */
static void row_hint(const struct group_row *row, enum form form, int64_t now, struct line *hint)
{
    if (!row->meets) {
        line_format(hint, "%s", dateless(row));
        return;
    }
    when_meeting(hint, form, &row->next, now);
    line_capital(hint);
    if (row->places == PLACES_FULL || row->places == PLACES_FORMING) {
        line_add(hint, ". ");
        line_add(hint, row->places == PLACES_FULL ? _("Full just now") : _("Starting up"));
    }
}

static enum ui_icon row_icon(const struct group_row *row)
{
    if (row->places == PLACES_CLOSED)
        return ICON_door;
    return row->places == PLACES_RESTING ? ICON_pause : ICON_people;
}

static void group_rows(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    for (int32_t i = 0; i < s->rows; i++) {
        struct line shown, spoken, say;
        row_hint(&s->row[i], SHOWN, s->read_at, &shown);
        row_hint(&s->row[i], SPOKEN, s->read_at, &spoken);
        part_row(u, "group", row_icon(&s->row[i]), s->row[i].name, DO(ACT_GROUP, s->row[i].id));
        ui_hint(u, shown.text);
        ui_arg(u, s->row[i].id);
        ui_say(u, line_format(&say, "%s, %s", s->row[i].name, spoken.text));
    }
}

/* Nothing is left out of a list in silence. */
static void wishes(const struct session *s, struct ui *u)
{
    struct line l;
    if (!*part_wish_words(&l, s->wishes))
        return;
    part_row(u, "wishes", ICON_filter, l.text, GO(wishes));
    ui_hint(u, _("These groups are shown. Change"));
}

static void view(const struct app *app, struct ui *u)
{
    struct line l;
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.rows == 0) {
        part_text(u, "none", _("We found no group here. You can look in another way, or ask at the desk."));
        wishes(&app->session, u);
        part_primary(u, "find", ICON_find, _("Look in another way"), GO(find));
        part_button(u, "seek", ICON_plus, _("Say which group you look for"), GO(seek));
        part_button(u, "desk", ICON_desk, _("Talk to someone here"), GO(desk));
        return;
    }
    part_text(u, "asked", asked(&app->session, &l));
    wishes(&app->session, u);
    group_rows(app, u);
}

const struct screen_file groups_screen = {.view = view, .load = load};
