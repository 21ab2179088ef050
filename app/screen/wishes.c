/* What a group must have to be listed. It holds for every way of finding, until the visit ends. */
#include "screen/parts.h"

static fault load(struct app *app)
{
    struct session *s = &app->session;
    struct group_found one;
    size_t count = 0;
    const struct group_find find = {.language = s->language, .wishes = s->wishes, .now = s->read_at};
    fault f = store_find(app->store, &find, &one, 1, &count);
    s->rows = 0;
    s->rows_more = count > 0; /* somebody has all of it */
    return f;
}

static const struct wish {
    enum group_wish which;
    enum ui_icon icon;
} wishes[] = {
    {WISH_STEP_FREE, ICON_step},     {WISH_HEARING_LOOP, ICON_loop}, {WISH_SIGN_LANGUAGE, ICON_hello},
    {WISH_EASY_WORDS, ICON_letters}, {WISH_DAYTIME, ICON_sun},       {WISH_EVENING, ICON_dark},
};

static void wish(struct ui *u, const struct session *s, const struct wish *w)
{
    struct line label;
    bool chosen = s->wishes & w->which;
    part_button(u, "wish", chosen ? ICON_check : w->icon, part_wish_words(&label, w->which),
                DO(ACT_WISH, (int32_t)w->which));
    ui_arg(u, (int32_t)w->which);
    ui_flag(u, chosen ? UI_CHOSEN : 0);
}

static void view(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    struct line l, clock;
    part_title(app, u, _(screen_title(s->at)));
    /* TRANSLATORS: a clock time */
    line_format(&l, _("You then see the groups that have all of it. Evening is from %s on."),
                when_clock(&clock, SHOWN, GROUP_EVENING_MINUTE));
    part_text(u, "about", l.text);
    line_format(&l, _("You then see the groups that have all of it. Evening is from %s on."),
                when_clock(&clock, SPOKEN, GROUP_EVENING_MINUTE));
    ui_say(u, l.text);
    ui_open(u, UI_TWO, "wishes", 0);
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        wish(u, s, &wishes[i]);
    ui_close(u);
    part_primary(u, "show", ICON_list, _("Show the groups"), DO(ACT_WISHED));
    if (!s->rows_more)
        part_not_now(u, _("No group has all of it."));
}

const struct screen_file wishes_screen = {.view = view, .load = load};
