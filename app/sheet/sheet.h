/* The sheets of paper: rows of sheets.def, each with a file of its name. A sheet is a view like a screen's: it reads
 * the state and describes itself; ui/sheet.h lays it out, display_sheet paints it, ui_speak_page says it (AUD-12).
 *
 * A sheet comes in the visitor's language first and then, where that is another, in the centre's first one, so that
 * family or a driver can read it (OUT-03); what is personal comes in the visitor's alone. It is as large as the
 * visitor's text (OUT-01), or the next smaller size where it would take more than PRINTER_PAGES pages. */
#pragma once

#include "sheet/paper.h"
#include "ui/tree.h"

/* Fetches what the sheet says, in the visitor's language. On a fault there is nothing to print. NO_ENTRY: the group is gone. */
fault sheet_load(struct app *app, enum sheet sheet, struct paper *out);
struct sheet_asked { /* all borrowed */
    const struct app *app;
    const struct ui_setting
        *setting; /* size and language as the visitor has them; panel and theme are those of paper, whatever it says */
    enum sheet sheet;
    const struct paper *paper; /* as sheet_load left it */
};
/* How many pages it takes, 1 to PRINTER_PAGES. */
int sheet_pages(const struct sheet_asked *of, struct ui *scratch);
/* The tree of one page, from 0, laid out. `u` may be any memory; nothing of it is read. */
void sheet_view(const struct sheet_asked *of, int page, struct ui *u);
const char *sheet_name(enum sheet sheet);  /* "group" */
const char *sheet_title(enum sheet sheet); /* untranslated */
