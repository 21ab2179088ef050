/* A group's own code, for the one who keeps it: folded, so that it lies inside. Outside stands nothing that tells whose it is. */
#include "sheet/parts.h"

void sheet_group_code_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                           struct ui *u)
{
    const struct held_group *held = &app->session.held;
    struct line l = {0};
    (void)p;
    (void)w;
    (void)brief;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_group_code)));
    part_text(u, "outside", _("For the group, at its next meeting. Please hand it over folded."));
    ui_add(u, UI_FOLD, "fold", 0, _("Fold here, then the rest lies inside."));
    part_text(u, "use",
              _("With these words the group looks after its rules and its time. Write them at \"I have a code\"."));
    for (int i = 0; i < CODE_WORDS && held->drawn && held->code_list < app->word_lists; i++) {
        line_add(&l, i ? " " : "");
        line_add(&l, app->words[held->code_list].word[held->code[i]]);
    }
    ui_add(u, UI_CODE, "code", 0, _("The group's code"));
    ui_value(u, l.text);
    ui_flag(u, UI_PRIVATE);
    part_text(u, "before", _("An older code no longer opens anything."));
    part_text(u, "keep", _("Keep it where the members see it, and nobody else."));
}
