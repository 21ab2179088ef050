/* What people look for: topics in bands, as on Monday. Never how many, never who, and below four not even which topic. */
#include "screen/parts.h"

#include "base/date.h"
#include "base/text.h"
#include "rule/interest.h"
#include "store/read.h"

enum { AT_ONCE = 5, TOPICS_READ = 64 };

/* The topics of the timetable that have a band, in its order; those of this part into the session, their bands beside them. */
static fault load(struct app *app)
{
    struct session *s = &app->session;
    const struct interest *all = store_interest(app->store);
    struct topic found[TOPICS_READ];
    struct topics_asked asked = {.language = s->language, .all = true};
    size_t count = TOPICS_READ;
    int32_t passed = 0;
    fault f = FAULT_NONE;
    s->topic_count = 0;
    s->leads = s->part > 0 ? LEADS_BACK : 0;
    for (; count == TOPICS_READ && f == FAULT_NONE; asked.from += count) {
        f = store_topics(app->store, &asked, found, TOPICS_READ, &count);
        for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
            const struct interest_topic *topic = interest_of(all, found[i].key);
            if (!topic || interest_band(topic) == INTEREST_FEWER || passed++ < s->part * AT_ONCE)
                continue;
            if (s->topic_count == AT_ONCE)
                s->leads |= LEADS_ON;
            else
                s->topics[s->topic_count++] = found[i];
        }
    }
    s->released = all->monday;
    for (int32_t i = 0; i < s->topic_count; i++)
        s->asked[i] = interest_asked(interest_of(all, s->topics[i].key));
    return f;
}

/* "Four or more. Most asked for: weekdays in the evening, step-free" */
static const char *asked_for(const struct interest_asked *asked, struct line *l)
{
    line_format(l, "%s", _(interest_band_words(asked->band)));
    line_capital(l);
    if (asked->time < 0 && asked->need < 0)
        return l->text;
    line_add(l, ". ");
    line_add(l, _("Most asked for:"));
    if (asked->time >= 0) {
        line_add(l, " ");
        line_add(l, _(interest_wish_words(asked->time)));
    }
    if (asked->need >= 0) {
        line_add(l, asked->time >= 0 ? ", " : " ");
        line_add(l, _(interest_wish_words(asked->need)));
    }
    return l->text;
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l, day;
    part_title(app, u, _(screen_title(s->at)));
    if (s->released > 0)
        /* TRANSLATORS: a date, a Monday */
        part_text(u, "about",
                  line_format(&l,
                              _("As it was on %s. Cards have no names. What fewer than four look for is not shown."),
                              when_date(&day, SHOWN, s->released, date_wall(s->read_at, NULL))));
    else
        part_text(u, "about",
                  _("Visitors can leave cards without a name. Each Monday you see here what four or more look for."));
    if (s->topic_count == 0) {
        part_text(u, "none", _("No topic has four or more yet."));
        return;
    }
    ui_open(u, UI_CARD, "topics", 0);
    for (int32_t i = 0; i < s->topic_count; i++) {
        part_fact(u, "topic", part_icon(s->topics[i].icon), s->topics[i].name, asked_for(&s->asked[i], &l));
        ui_arg(u, s->topics[i].id);
    }
    ui_close(u);
}

const struct screen_file staff_interest_screen = {.view = view, .load = load};
