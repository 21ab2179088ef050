/* Languages, each by its own name (LAN-01: no flags); what was written stays. */
#include "screen/parts.h"

void language_view(const struct app *app, struct ui *u)
{
    size_t count;
    const struct language *all = words_languages(&count);
    part_title(app, u, _(screen_title(SCREEN_language)));
    part_text(u, "keeps", _("What you have chosen and written stays as it is."));
    for (size_t i = 0; i < count; i++) {
        bool own = &all[i] == words_language(app->session.language);
        part_row(u, "language", (int32_t)i, ICON_language, all[i].name, own ? _("Chosen now") : NULL, ACT_LANGUAGE,
                 (int32_t)i);
        ui_flag(u, own ? UI_CHOSEN : 0);
    }
}
