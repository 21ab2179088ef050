/* What can't be taken back lies under no finger: on every screen, in every state, language, size, on every panel and
 * page, such an act asks for a hold, or is Leave in the dock, which has its place to itself. So no screen can follow
 * another and have it where a target was pressed a moment ago. And each is marked as what commits (SIZ-04, COG-10). */
#include "test.h"
#include "screens.h"

#include <stdlib.h>
#include "final_acts.h"
#include "screen_session.h"
#include "ui/dump.h"
#include "ui/layout.h"

#define SNAP_MM 1.5f /* SIZ-06 */

static struct app app;
static struct ui u;
static struct ui_box leave[2 * 3]; /* of each panel, with and without a voice */
static bool placed[2 * 3];

/* States that a screen has besides the one of session_at. */
enum state { USUAL, UPDATE_NONE, UPDATE_COPY, UPDATE_WRITTEN, INSTALLED, CODE_PRINTED, STATES };

static void set_state(enum state state)
{
    switch (state) {
    case UPDATE_NONE:
        app.machine.update = UPDATE_NOT_LOOKED;
        break;
    case UPDATE_COPY:
        app.machine.update = UPDATE_NOT_LOOKED;
        fill(app.machine.about.copy, sizeof app.machine.about.copy, "0.0.9");
        break;
    case UPDATE_WRITTEN:
        app.machine.update = UPDATE_STANDS;
        break;
    case INSTALLED:
        app.setup.installed = true;
        break;
    default:
        break;
    }
}

static bool same_place(const struct ui_box *a, const struct ui_box *b)
{
    return a->x - SNAP_MM < b->x + b->w + SNAP_MM && b->x - SNAP_MM < a->x + a->w + SNAP_MM &&
           a->y - SNAP_MM < b->y + b->h + SNAP_MM && b->y - SNAP_MM < a->y + a->h + SNAP_MM;
}

static void wrong(const char *what, uint16_t node, size_t panel)
{
    char path[240];
    ui_path(&u, node, path, sizeof path);
    printf("%s %s size %d panel %zu: %s %s\n", screen_name(app.session.at), app.session.language, app.session.size,
           panel, path, what);
    CHECK(!"an act that can't be taken back");
}

static void look(size_t panel, bool voice)
{
    size_t place = 2 * panel + voice;
    uint16_t dock = ui_find_path(&u, "dock/bar/leave");
    if (dock != UI_NONE && !placed[place])
        leave[place] = u.node[dock].box;
    placed[place] = true;
    for (uint16_t i = 1; i < u.count; i++) {
        const struct ui_node *n = &u.node[i];
        if (!ui_is_target(n))
            continue;
        bool harm = act_is_final((enum act)n->act, n->act_arg) && !(n->flags & UI_DISABLED);
        if (harm && !(n->flags & UI_COMMIT))
            wrong("does not say that it commits", i, panel);
        if (harm && n->role != UI_HOLD && i != dock)
            wrong("wants no hold", i, panel);
        if (i != dock && same_place(&n->box, &leave[place]))
            wrong("lies where Leave is", i, panel);
    }
}

static void look_at(enum screen at, const char *language, int size, enum state state)
{
    for (size_t panel = 0; panel < 3; panel++)
        for (int part = 0; part < 3; part++)
            for (int voice = 0; voice < 2; voice++) {
                int pages = 1;
                for (int page = 0; page < pages; page++) {
                    session_at(&app, at, language, (enum ui_size)size);
                    set_state(state);
                    app.session.part = (uint16_t)part;
                    app.session.page = (uint16_t)page;
                    app.voice.here = app.voice.sounds = voice;
                    struct ui_setting setting = session_setting(&app, panel);
                    screen_view(&app, &setting, &u);
                    ui_layout(&u);
                    look(panel, voice);
                    pages = u.pages;
                }
            }
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t l = 0; l < count; l++)
        for (int at = 0; at < SCREENS; at++)
            for (int size = SIZE_S; size < SIZES; size++)
                for (int state = 0; state < STATES; state++)
                    if (state == USUAL || at == SCREEN_staff_update || at == SCREEN_install_runs ||
                        at == SCREEN_join_done)
                        look_at((enum screen)at, all[l].code, size, (enum state)state);
    return TEST_END();
}
