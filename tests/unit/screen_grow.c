/* Targets never shrink when the text grows (SIZ-09): the shorter side of every target of every screen, in every language, on every
 * display, is at each larger size of text at least what it was at the size before, where it has the same words. */
#include "test.h"
#include "screens.h"

#include <stdlib.h>
#include "screen_session.h"
#include "ui/layout.h"
#include "ui/roles.h"

enum { ROW_MM = 38 };
static struct app app;
static struct ui u;

struct seen {
    uint32_t id[UI_NODES_MAX];
    float side[UI_NODES_MAX], area[UI_NODES_MAX]; /* mm: the shorter one; mm2 */
    unsigned words[UI_NODES_MAX];
    int count;
};

static void look(struct seen *s, enum screen at, const char *language, enum ui_size size, size_t panel)
{
    s->count = 0;
    for (uint16_t page = 0, pages = 1; page < pages; page++) {
        session_at(&app, at, language, size);
        app.session.page = page;
        struct ui_setting setting = session_setting(&app, panel);
        screen_view(&app, &setting, &u);
        ui_layout(&u);
        pages = u.pages;
        for (uint16_t i = 1; i < u.count; i++) {
            const struct ui_node *n = &u.node[i];
            if (!ui_is_target(n) || n->parent == ui_child(&u, 0, "pages"))
                continue;
            float side = n->box.h < n->box.w ? n->box.h : n->box.w;
            if (page > 0 && ui_above(&u, i, UI_DOCK) != UI_NONE)
                continue;
            int k = s->count++;
            s->id[k] = n->id;
            s->side[k] = side;
            s->area[k] = n->box.w * n->box.h;
            s->words[k] = ui_words(&u, i);
        }
    }
}

static void compare(const struct seen *before, const struct seen *now, enum screen at, const char *language, int size,
                    size_t panel)
{
    for (int i = 0; i < now->count; i++)
        for (int k = 0; k < before->count; k++) {
            if (before->id[k] != now->id[i] || before->words[k] != now->words[i]) /* its second line was left out */
                continue;
            bool wider = now->side[i] >= ROW_MM && now->area[i] >= before->area[k]; /* fewer lines in a wider row */
            bool shrinks = now->side[i] < before->side[k] - 0.1f && !wider;
            CHECK(!shrinks);
            if (!shrinks)
                continue;
            char path[120] = "";
            uint16_t node = ui_find(&u, now->id[i]);
            if (node != UI_NONE)
                (void)ui_path(&u, node, path, sizeof path);
            printf("%s %s size %d display %zu: %s %s from %.1f to %.1f mm\n", screen_name(at), language, size, panel,
                   node == UI_NONE ? "?" : ui_role_row(u.node[node].role)->name, path, (double)before->side[k],
                   (double)now->side[i]);
        }
}

int main(void)
{
    static struct seen before, now;
    size_t count;
    const struct language *all = session_languages(&count);
    for (size_t l = 0; l < count; l++)
        for (int at = 0; at < SCREENS; at++)
            for (size_t panel = 0; panel < 3; panel++)
                for (int size = SIZE_S; size < SIZES; size++) {
                    look(&now, (enum screen)at, all[l].code, (enum ui_size)size, panel);
                    if (size > SIZE_S)
                        compare(&before, &now, (enum screen)at, all[l].code, size, panel);
                    before = now;
                }
    return TEST_END();
}
