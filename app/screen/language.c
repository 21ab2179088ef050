/* Languages, each by its own name (LAN-01: no flags); what was written stays. */
#include "screen/parts.h"

#include "ui/layout.h"

SCREEN_FILE(language)

void language_view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *all = words_languages(&count);
    bool few = ui_few_tools(&u->setting); /* the dock has no room for the contrast, so it stands here */
    part_title(app, u, few ? _("Language and colours") : _(screen_title(app->session.at)));
    if (!few)
        part_text(u, "keeps", _("What you have chosen and written stays as it is."));
    for (size_t i = 0; i < count; i++) {
        bool own = &all[i] == words_language(app->session.language);
        part_row(u, "language", (int32_t)i, ICON_language, all[i].name, own ? _("Chosen now") : NULL, ACT_LANGUAGE,
                 (int32_t)i);
        ui_flag(u, own ? UI_CHOSEN : 0);
    }
    if (few)
        part_row(u, "contrast", 0, ICON_contrast, _("Contrast"), _("Other colours"), ACT_CONTRAST, 0);
    if (app->voice.here)
        part_row(u, "voice", 0, ICON_louder, _("The voice"), _("Slower, faster, louder"), ACT_GO, SCREEN_NUMBER(voice));
    if (app->session.who == VISITOR)
        part_row(u, "touch", 0, ICON_press, _("Touch"), _("When it is hard to hit the buttons"), ACT_GO,
                 SCREEN_NUMBER(touch_way));
}
