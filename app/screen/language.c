/* Languages, each by its own name (no flags); what was written stays. */
#include "screen/parts.h"

#include "ui/layout.h"

static void view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *all = words_languages(&count);
    bool few = ui_few_tools(&u->setting) ||
               app->session.touch_on; /* the dock has no room for the contrast, so it stands here */
    part_title(app, u, few ? _("Language and colours") : _(screen_title(app->session.at)));
    if (!few)
        part_text(u, "keeps", _("What you have chosen and written stays as it is."));
    for (size_t i = 0; i < count; i++) {
        bool own = &all[i] == words_language(app->session.language);
        part_row(u, "language", ICON_language, all[i].name, DO(ACT_LANGUAGE, (int32_t)i));
        ui_arg(u, (int32_t)i);
        part_chosen(u, own);
    }
    if (few) {
        part_row(u, "contrast", ICON_contrast, _("Contrast"), DO(ACT_CONTRAST));
        ui_hint(u, _("Other colours"));
    }
    if (app->voice.here) {
        part_row(u, "voice", ICON_louder, _("The voice"), GO(voice));
        ui_hint(u, _("Slower, faster, louder"));
    }
    if (app->session.who == VISITOR) {
        part_row(u, "touch", ICON_press, _("Touch"), GO(touch_way));
        ui_hint(u, _("When it is hard to hit the buttons"));
    }
}

const struct screen_file language_screen = {.view = view};
