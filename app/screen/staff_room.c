/* In which room one meeting is held: the rooms that groups meet in, or another. */
#include "screen/parts.h"

#include "base/text.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct room_row rooms[ROWS_MAX + 1];
    size_t count = 0;
    s->rows = 0;
    fault f = part_meeting_load(app);
    if (f == FAULT_NONE)
        f = store_rooms(app->store, &(struct rooms_asked){s->language, (size_t)s->part * ROWS_MAX}, rooms, ROWS_MAX + 1,
                        &count);
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (count > ROWS_MAX ? LEADS_ON : 0);
    for (size_t i = 0; i < count && i < ROWS_MAX; i++) {
        struct group_row *row = &s->row[s->rows++];
        *row = (struct group_row){.id = rooms[i].group};
        (void)text_copy(row->name, sizeof row->name, rooms[i].name);
    }
    return f;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    const char *now = *s->house.room ? s->house.room : s->group.place;
    struct line say;
    part_title(app, u, _(screen_title(s->at)));
    part_meeting(app, u);
    part_row(u, "write", ICON_letters, _("Write a name"), GO(staff_room_new));
    ui_hint(u, _("A room that is not in the list"));
    for (int32_t i = 0; i < s->rows; i++) {
        bool same = text_same(s->row[i].name, now);
        part_row(u, "room", ICON_door, s->row[i].name, DO(ACT_MEETING_ROOM, s->row[i].id));
        ui_arg(u, s->row[i].id);
        ui_say(u, when_figures(&say, s->row[i].name));
        if (same)
            part_not_now(u, _("It is held there now."));
    }
}

const struct screen_file staff_room_screen = {.view = view, .load = load};
