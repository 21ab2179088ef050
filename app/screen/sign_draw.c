/* The pad: any mark counts (SGN-02). By keys or switch, choosing the pad sets a dot. */
#include "screen/parts.h"

static void view(const struct app *app, struct ui *u)
{
    const struct strokes *mark = &app->session.join.mark;
    u->narrow = false;                      /* the pad needs its 200 mm (SGN-03) */
    bool roomy = u->setting.size < SIZE_XL; /* else the pad and what is signed take the whole page */
    if (roomy)
        part_step(u, 6);
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.notice == VERDICT_KIOSK_OPEN) {
        part_statement(app, u);
        if (roomy) /* the screen before said that a dot is enough */
            part_text(u, "counts",
                      _("A name, a cross, a line or a dot: it all counts. We keep the picture and nothing else."));
    }
    ui_add(u, UI_PAD, "pad", 0, mark->points > 0 ? _("Your mark is there") : _("Drawing area"));
    ui_act(u, ACT_MARK_DOT, 0);
    ui_say(u, mark->points > 0 ? _("Drawing area. Your mark is there.") : _("Drawing area. Select it to set a dot."));
    ui_flag(u, UI_PRIVATE | UI_LIVE);
    ui_open(u, UI_TWO, "mend", 0);
    part_button(u, "undo", ICON_undo, _("Undo"), DO(ACT_MARK_UNDO));
    if (mark->count == 0)
        part_not_now(u, _("No mark yet"));
    part_button(u, "clear", ICON_clear, _("Clear"), DO(ACT_MARK_CLEAR));
    if (mark->count == 0)
        part_not_now(u, _("No mark yet"));
    ui_close(u);
    part_primary(u, "done", ICON_check, _("This is my mark"), DO(ACT_SIGN, SIGN_DRAW));
    ui_flag(u, UI_COMMIT);
}

const struct screen_file sign_draw_screen = {.view = view};
