/* Every group of the timetable, hidden ones too. */
#include "screen/parts.h"

#include "base/text.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct group found[ROWS_MAX + 1];
    size_t count = 0;
    s->rows = 0;
    const struct groups_asked asked = {.language = s->language,
                                       .from = (size_t)s->part * ROWS_MAX,
                                       .hidden = true,
                                       .typed = *s->word ? s->word : NULL};
    fault f = store_groups(app->store, &asked, found, ROWS_MAX + 1, &count);
    if (f == FAULT_BAD_INPUT) /* a word too long to search for is found nowhere */
        f = FAULT_NONE;
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (count > ROWS_MAX ? LEADS_ON : 0);
    for (size_t i = 0; i < count && i < ROWS_MAX; i++) {
        struct group_row *row = &s->row[s->rows++];
        *row = (struct group_row){.id = found[i].id, .places = found[i].places};
        row->left = house_hidden_of(store_house(app->store), found[i].key) != NULL;
        (void)text_copy(row->name, sizeof row->name, found[i].name);
    }
    return f;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_title(app, u, _(screen_title(s->at)));
    struct line l;
    if (s->rows == 0)
        part_text(u, "none", _("No group has this word."));
    else
        part_text(u, "about", _("Choose a group to hide it, or to change one of its meetings."));
    part_row(u, "search", ICON_find, _("Find by name"), GO(staff_search));
    if (*s->word) /* TRANSLATORS: what was typed to find a group */
        ui_hint(u, line_format(&l, _("Now: %s"), s->word));
    for (int32_t i = 0; i < s->rows; i++) {
        part_row(u, "group", s->row[i].left ? ICON_hide : ICON_people, s->row[i].name,
                 DO(ACT_STAFF_GROUP, s->row[i].id));
        ui_arg(u, s->row[i].id);
        if (s->row[i].left)
            ui_hint(u, _("Hidden from the lobby"));
    }
}

const struct screen_file staff_groups_screen = {.view = view, .load = load};
