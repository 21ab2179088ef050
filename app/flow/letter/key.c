/* The office's key for a kiosk that was made without one. It stands on the stick as office.pub; staff wrote their PIN anew, and two
 * people compare its digits. A kiosk that knows a key takes another one only by a letter that is signed with it. */
#include "flow/letter/letter.h"

#include "flow/core/core.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>

#define KEY_FILE "office.pub"
enum { KEY_FILE_MAX = 4096 };

/* The key's own line, out of what minisign wrote or an editor left. */
static fault line_of(const struct buffer *file, char out[LETTER_KEY_MAX])
{
    struct seal_public key;
    struct buffer text = {.limit = 512};
    fault f = seal_public_parse(&key, (struct span){file->data, file->length});
    if (f == FAULT_NONE)
        f = seal_public_text(&key, &text);
    const char *line = f == FAULT_NONE ? strchr(buffer_string(&text), '\n') : NULL;
    snprintf(out, LETTER_KEY_MAX, "%.56s", line ? line + 1 : "");
    buffer_free(&text);
    return f;
}

void flow_office_key_read(struct app *app)
{
    struct letter_view *view = &app->letter;
    struct buffer file = {.limit = KEY_FILE_MAX};
    char path[FILE_PATH_MAX];
    view->given[0] = 0;
    if (!*app->stick || !host_stick_present(app->stick)) {
        flow_return(app, SCREEN_staff_letter);
        flow_notice(app, VERDICT_STICK_MISSING);
        return;
    }
    fault f = file_path(path, app->stick, KEY_FILE);
    if (f == FAULT_NONE)
        f = file_read(path, &file);
    if (f == FAULT_NONE)
        f = line_of(&file, view->given);
    if (f == FAULT_NONE)
        f = seal_line_digits(view->given_print, view->given);
    buffer_free(&file);
    if (f == FAULT_NONE && flow_show(app, SCREEN_office_key))
        return;
    view->given[0] = 0;
    flow_return(app, SCREEN_staff_letter);
    flow_notice(app, letter_key_verdict(f));
}

/* Only where there is none: whoever has the PIN and a stick can't put another office in the place of this one. */
static fault keep(struct app *app)
{
    const struct letter_view *view = &app->letter;
    struct office_row row;
    fault f = store_office(app->store, &row);
    if (f == FAULT_NONE && *row.key)
        f = FAULT_FILE_EXISTS;
    if (f == FAULT_NONE && !text_copy(row.key, sizeof row.key, view->given))
        f = FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_office_set(app->store, &row);
    if (f == FAULT_NONE)
        f = flow_journal(app, EVENT_office_key, view->given_print);
    return store_end(app->store, f);
}

void flow_office_key(struct app *app, int32_t number)
{
    struct letter_view *view = &app->letter;
    enum verdict v = office_digits_verdict(number == 1);
    if (!*view->given)
        return;
    fault f = number == 1 ? keep(app) : FAULT_NONE;
    if (f != FAULT_NONE)
        flow_log("office key", f, store_why(app->store));
    if (f != FAULT_NONE)
        v = letter_taken_verdict(f);
    if (number != 1)
        (void)flow_journal(app, EVENT_office_key_not, view->given_print);
    view->given[0] = 0;
    flow_letter_look(app);
    flow_clear_trail(app);
    (void)flow_show(app, SCREEN_staff_letter);
    flow_notice(app, v);
}
