/* Staff give the display to a group that has no code yet, so that it draws its own: their session ends before a word is drawn, and the
 * display is the group's until it leaves. */
#include "flow/core/core.h"
#include "flow/flow.h"
#include "screens.h"

void flow_group_give(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    struct group group;
    uint8_t tag[OWN_TAG];
    (void)number;
    fault f = store_group(app->store, s->language, s->group_id, &group);
    const struct own_group *own = f == FAULT_NONE ? store_own(app->store, group.key) : NULL;
    if (f != FAULT_NONE || (own && own_tag(own, tag)))
        return;
    int32_t id = s->group_id;
    const char *language = s->language;
    uint8_t size = s->size, theme = s->theme;
    flow_forget(app);
    s->language = language;
    words_switch(language);
    s->size = size;
    s->theme = theme;
    s->group_id = id;
    s->held.draws = text_copy(s->held.key, sizeof s->held.key, group.key);
    (void)flow_show(app, SCREEN_group_draw);
}
