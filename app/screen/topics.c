/* Topics of life as tiles: never a diagnosis. */
#include "screen/parts.h"

#include <string.h>
#include "store/read.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct topic found[ROWS_MAX + 1];
    size_t count = 0;
    const struct topics_asked asked = {.language = s->language, .area = s->area, .from = (size_t)s->part * ROWS_MAX};
    fault f = store_topics(app->store, &asked, found, ROWS_MAX + 1, &count);
    s->topic_count = count > ROWS_MAX ? ROWS_MAX : (int32_t)count;
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (count > ROWS_MAX ? LEADS_ON : 0);
    memcpy(s->topics, found, sizeof *found * (size_t)s->topic_count);
    return f;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about",
              _("Choose a topic. Then you see the groups, and when they meet. No one is told what you choose."));
    if (s->topic_count == 0) {
        part_primary(u, "all", ICON_list, _("All groups"), DO(ACT_TOPIC));
        return;
    }
    part_topics(app, u, "topic", ACT_TOPIC);
    part_button(u, "seek", ICON_plus, _("My group is not here"), GO(seek));
}

const struct screen_file topics_screen = {.view = view, .load = load};
