/* The first screen: a free chair, one large button, and the other languages. */
#include "screen/parts.h"

#include "ui/layout.h"

enum { SHOWN_LANGUAGES = 3 };

static void language_button(struct ui *u, const struct language *language, int32_t row)
{
    part_button(u, "begin", ICON_language, language->name, DO(ACT_BEGIN, row));
    ui_arg(u, row);
}

static void others(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *all = words_languages(&count);
    const struct language *own = words_language(app->session.language);
    bool few = ui_few_tools(&u->setting); /* a small panel has room for one: the road stands among the ways to touch */
    int shown = 0;
    if (few && count <= 1)
        return;
    ui_open(u, UI_TWO, "languages", 0);
    for (size_t i = 0; i < count && shown < SHOWN_LANGUAGES; i++)
        if (&all[i] != own) {
            language_button(u, &all[i], (int32_t)i);
            shown++;
        }
    if ((size_t)shown + 1 < count)
        part_button(u, "more", ICON_language, _("More languages"), GO(language));
    if (!few)
        part_button(u, "road", ICON_swap, _("Two answers at a time"), DO(ACT_ROAD, ROAD_ON));
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *own = words_language(app->session.language);
    const char *about = _("Find a group where people help each other. You can look around without saying who you are.");
    const char *one_switch = _("With one switch: hold it for two seconds.");
    u->deep = true;
    part_ring(u, RING_HERO);
    ui_add(u, UI_HEADING, "title", 0, _(screen_title(app->session.at)));
    part_text(u, "about", about);
    struct line l;
    part_say_keys(app, u, ui_few_tools(&u->setting) ? line_format(&l, "%s %s", about, one_switch) : about);
    int32_t row = (int32_t)(own - words_languages(&count));
    ui_add(u, UI_PRIMARY, "begin", row, own->begin);
    ui_act(u, ACT_BEGIN, row);
    ui_icon(u, ICON_forward);
    ui_hint(u, own->name);
    others(app, u);
    if (part_keys_work(app) && !ui_few_tools(&u->setting)) /* a small panel has no room for it beside the languages */
        part_text(u, "switch", one_switch);
}

const struct screen_file start_screen = {.view = view};
