/* The areas that topics stand in, where there are too many topics for one choice. */
#include "screen/parts.h"

#include "base/text.h"

static struct topic outside(void)
{
    struct topic other = {.id = TOPICS_OUTSIDE};
    (void)text_copy(other.icon, sizeof other.icon, "list");
    (void)text_copy(other.name, sizeof other.name, _("Other topics"));
    return other;
}

/* All of them; the last may stand for topics in no area. */
static fault fetch(struct app *app, struct topic out[CENTRE_AREAS_MAX + 1], size_t *ret_count)
{
    const char *language = app->session.language;
    struct topic topic;
    size_t topics = 0;
    fault f = store_areas(app->store, language, out, ret_count);
    if (f == FAULT_NONE)
        f = store_topics(app->store, &(struct topics_asked){.language = language, .area = TOPICS_OUTSIDE}, &topic, 1,
                         &topics);
    if (f == FAULT_NONE && topics > 0)
        out[(*ret_count)++] = outside();
    return f;
}

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct topic area[CENTRE_AREAS_MAX + 1];
    size_t count = 0, from = (size_t)s->part * ROWS_MAX;
    fault f = fetch(app, area, &count);
    s->topic_count = 0;
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (count > from + ROWS_MAX ? LEADS_ON : 0);
    for (size_t i = from; f == FAULT_NONE && i < count && s->topic_count < ROWS_MAX; i++)
        s->topics[s->topic_count++] = area[i];
    return f;
}

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "about", _("Choose an area. Then you see its topics. No one is told what you choose."));
    part_topics(app, u, "area", ACT_AREA);
    part_button(u, "seek", ICON_plus, _("My group is not here"), GO(seek));
}

const struct screen_file areas_screen = {.view = view, .load = load};
