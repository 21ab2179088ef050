/* For staff who have plugged in a printer: is everything there, as large as it should be, and as black? */
#include "sheet/parts.h"

void sheet_trial_view(const struct app *app, const struct paper *p, const struct paper_words *w, bool brief,
                      struct ui *u)
{
    struct line l;
    (void)app, (void)p, (void)brief;
    sheet_ring(u);
    sheet_heading(u, _(sheet_title(SHEET_trial)));
    part_text(u, "about", _("If all of this is clear and complete, visitors can print."));
    ui_add(u, UI_SCALE, "scale", 0, _("This line is 100 mm long. Below it: black, and thin lines, even and unbroken."));
    ui_number(u, 10000);
    sheet_part(u, "letters", _("Letters"));
    ui_open(u, UI_CARD, "samples", 0);
    part_fact(u, "large", ICON_NONE, "ABCDEFGHIJKLM NOPQRSTUVWXYZ ÆØÅ", "abcdefghijklm nopqrstuvwxyz æøå 0123456789");
    part_fact(u, "icons", ICON_chair, w->centre.name, w->centre.desk);
    ui_add(u, UI_NUMBER, "number", 0, _("Phone"));
    ui_value(u, w->centre.phone);
    ui_close(u);
    part_qr(u, "code", _("A phone that photographs this shows the word Sirkel and a number."),
            line_format(&l, "Sirkel %s", SIRKEL_VERSION));
}
