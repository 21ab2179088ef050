/* Four ways to a group, and what it must have. */
#include "screen/parts.h"

/* Areas come first where there are more topics than one choice holds. */
static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct topic topic[TOPICS_AT_ONCE + 1], area[CENTRE_AREAS_MAX];
    size_t topics = 0, areas = 0;
    fault f =
        store_topics(app->store, &(struct topics_asked){.language = s->language}, topic, TOPICS_AT_ONCE + 1, &topics);
    if (f == FAULT_NONE && topics > TOPICS_AT_ONCE)
        f = store_areas(app->store, s->language, area, &areas);
    s->by_area = areas > 0;
    return f;
}

static void wishes(const struct session *s, struct ui *u)
{
    unsigned long chosen = 0;
    struct line l;
    for (uint32_t left = s->wishes & ~(uint32_t)WISH_HOSTED; left; left &= left - 1)
        chosen++;
    part_row(u, "wishes", ICON_filter, _("What I need"), GO(wishes));
    ui_hint(u, chosen > 0 ? line_format(&l, words_plural("%d thing chosen", "%d things chosen", chosen), (int)chosen)
                          : _("What must the group have?"));
    ui_flag(u, chosen > 0 ? UI_CHOSEN : 0);
}

static void view(const struct app *app, struct ui *u)
{
    part_ring(u, RING_ARC);
    part_title(app, u, _(screen_title(app->session.at)));
    part_text(u, "quiet", _("No one is told what you choose."));
    part_row(u, "topic", ICON_people, _("By topic"), app->session.by_area ? GO(areas) : GO(topics));
    ui_hint(u, _("What would you like to talk about?"));
    part_row(u, "day", ICON_calendar, _("By day"), GO(days));
    ui_hint(u, _("Which day suits you?"));
    part_row(u, "word", ICON_keys, _("By word"), GO(search));
    ui_hint(u, _("A name, a topic or a place"));
    part_row(u, "all", ICON_list, _("All groups"), DO(ACT_TOPIC));
    ui_hint(u, _("Who meets next comes first"));
    wishes(&app->session, u);
}

const struct screen_file find_screen = {.view = view, .load = load};
