/* Looking for a group that is not there: about what. Up to three topics, of all that the centre names. */
#include "screen/parts.h"

#include <string.h>
#include "store/read.h"

enum { SEEK_STEPS = 3 };

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct topic found[ROWS_MAX + 1];
    size_t count = 0;
    const struct topics_asked asked = {.language = s->language, .all = true, .from = (size_t)s->part * ROWS_MAX};
    fault f = store_topics(app->store, &asked, found, ROWS_MAX + 1, &count);
    s->topic_count = count > ROWS_MAX ? ROWS_MAX : (int32_t)count;
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (count > ROWS_MAX ? LEADS_ON : 0);
    memcpy(s->topics, found, sizeof *found * (size_t)s->topic_count);
    return f;
}

void part_seek_step(struct ui *u, int step)
{
    struct line l;
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Step %1$d of %2$d"), step, SEEK_STEPS));
}

void part_seek_wishes(const struct app *app, struct ui *u, int from, const enum ui_icon icon[])
{
    ui_open(u, UI_TWO, "wishes", 0);
    for (int i = 0; i < INTEREST_TIMES; i++) {
        bool on = app->session.seek.wishes >> (from + i) & 1;
        part_button(u, "wish", on ? ICON_check : icon[i], _(interest_wish_words(from + i)),
                    DO(ACT_SEEK_WISH, from + i));
        ui_arg(u, from + i);
        ui_flag(u, on ? UI_CHOSEN : 0);
    }
    ui_close(u);
}

static bool chosen(const struct seeking *seek, int32_t topic)
{
    for (int32_t i = 0; i < seek->count; i++)
        if (seek->topic[i] == topic)
            return true;
    return false;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    if (s->seek.gone == 0)
        part_seek_step(u, 1);
    part_title(app, u, _(screen_title(s->at)));
    if (s->seek.gone > 0) {
        part_text(u, "about", _("You have left a card. One is enough: it counts as much as any other."));
        part_primary(u, "home", ICON_home, _("To the first page"), GO(home));
        return;
    }
    part_text(u, "about", _("Choose up to three topics. The card has no name on it. No one can see just yours."));
    ui_open(u, UI_TILES, "topics", 0);
    for (int32_t i = 0; i < s->topic_count; i++) {
        ui_add(u, UI_TILE, "topic", s->topics[i].id, s->topics[i].name);
        ui_act(u, ACT_SEEK_TOPIC, s->topics[i].id);
        bool on = chosen(&s->seek, s->topics[i].id);
        ui_icon(u, on ? ICON_check : part_icon(s->topics[i].icon));
        ui_flag(u, on ? UI_CHOSEN : 0);
        if (s->seek.count == INTEREST_CARD_TOPICS && !on)
            part_not_now(u, _("Three are chosen. Touch one of them to change it."));
    }
    ui_close(u);
    part_primary(u, "next", ICON_forward, _("Next"), GO(seek_when));
    if (s->seek.count == 0)
        part_not_now(u, _("Choose a topic first."));
}

const struct screen_file seek_screen = {.view = view, .load = load};
