/* The centre file from the stick, its receivers compared by two people, the PIN, and the kiosk made of all of it. */
#include "flow/setup/setup.h"
#include "screens.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "feed/centre.h"
#include "feed/letter.h"
#include "flow/setup/make.h"
#include "flow/timetable/timetable.h"

static const char *own_words(const struct app *app, const struct centre_file *file, const struct centre_text *text)
{
    for (size_t i = 0; i < file->language_count; i++)
        if (text_same(file->languages[i], app->session.language))
            return centre_text_in(text, i);
    return text->in[0];
}

static bool receivers_good(const struct centre_file *file)
{
    struct seal_recipient parsed;
    for (size_t i = 0; i < file->recipient_count; i++)
        if (seal_recipient_parse(&parsed, file->recipients[i]) != FAULT_NONE)
            return false;
    return file->recipient_count >= SEAL_RECIPIENTS_MIN && file->recipient_count <= SEAL_RECIPIENTS_MAX;
}

/* What the screens say of it. */
static void show(struct app *app, const struct centre_file *file, const struct letter_office *office)
{
    struct setup *p = &app->setup;
    p->centre_read = true;
    (void)text_copy(p->centre_id, sizeof p->centre_id, file->id);
    (void)text_copy(p->centre_name, sizeof p->centre_name, own_words(app, file, &file->name));
    p->groups = (int32_t)file->group_count;
    p->languages = (int32_t)file->language_count;
    p->recipients = (int32_t)file->recipient_count;
    for (size_t i = 0; i < file->recipient_count; i++)
        seal_digits(p->print[i], file->recipients[i], strlen(file->recipients[i]));
    p->keys = p->recipients;
    if (*office->key)
        (void)seal_line_digits(p->print[p->keys++], office->key); /* parse saw that it is one */
}

/* The screens show the first finding and how many there are; the log has the first that is refused. */
static void remember(struct setup *p, const struct findings *found, fault f)
{
    char why[256];
    const struct finding *first = findings_first(found);
    p->finding = first ? *first : (struct finding){0};
    for (int i = 0; i < GRADES; i++)
        p->found[i] = (int32_t)found->of_grade[i];
    findings_line(found, why, sizeof why);
    if (f != FAULT_NONE)
        flow_log("setup: centre", f, why);
}

static fault parse(struct app *app, const struct buffer *bytes, struct centre_file *file, struct letter_office *office)
{
    struct findings found = {0};
    char digits[SEAL_DIGITS], why[SETUP_WHY_MAX];
    struct span text = {bytes->data, bytes->length};
    fault f = feed_centre_parse(text, flow_today(), file, &found);
    if (f == FAULT_NONE)
        f = feed_letter_office(text, office, why, sizeof why); /* what it has of letters was looked at, too */
    if (f == FAULT_NONE && *office->key && seal_line_digits(digits, office->key) != FAULT_NONE) {
        findings_add(&found, &(struct finding){.id = FINDING_office_key, .place = "office_key"});
        f = FAULT_BAD_INPUT;
    }
    remember(&app->setup, &found, f);
    findings_free(&found);
    if (f == FAULT_NONE && !receivers_good(file))
        f = FAULT_NOT_FOR_US;
    if (f != FAULT_NONE)
        centre_file_free(file);
    return f;
}

static fault kept_file(struct app *app, struct centre_file *file, struct letter_office *office)
{
    char path[FILE_PATH_MAX];
    struct buffer bytes = {.limit = CENTRE_FILE_MAX};
    fault f = file_path(path, app->data, SETUP_CENTRE_FILE);
    if (f == FAULT_NONE)
        f = file_read(path, &bytes);
    if (f == FAULT_NONE)
        f = parse(app, &bytes, file, office);
    buffer_free(&bytes);
    return f;
}

fault setup_centre_again(struct app *app)
{
    struct centre_file file = {0};
    struct letter_office office;
    fault f = kept_file(app, &file, &office);
    if (f == FAULT_NONE)
        show(app, &file, &office);
    centre_file_free(&file);
    return f;
}

/* Kept first, then shown: what is compared is what the disk has. Keys that were compared before are compared anew. */
static fault take(struct app *app, const struct buffer *bytes)
{
    char path[FILE_PATH_MAX];
    struct centre_file file = {0};
    struct letter_office office;
    fault f = parse(app, bytes, &file, &office);
    if (f != FAULT_NONE)
        return f;
    centre_file_free(&file);
    app->setup.kept.same = 0;
    if (!setup_keep(app, SETUP_centre))
        return FAULT_NONE;
    f = file_path(path, app->data, SETUP_CENTRE_FILE);
    if (f == FAULT_NONE)
        f = file_replace(path, bytes->data, bytes->length, 0600);
    return f == FAULT_NONE ? setup_centre_again(app) : f;
}

static fault read_stick(struct app *app, struct buffer *bytes)
{
    char path[FILE_PATH_MAX];
    struct findings found = {0};
    fault f = file_path(path, app->stick, SETUP_STICK_CENTRE);
    if (f == FAULT_NONE)
        f = feed_centre_bytes(path, bytes, &found);
    if (f == FAULT_DISK_BROKEN || f == FAULT_DISK_READONLY) /* that was the stick, not the machine's own disk */
        f = FAULT_STICK_GONE;
    remember(&app->setup, &found, f);
    findings_free(&found);
    return f;
}

void flow_setup_centre(struct app *app, int32_t number)
{
    (void)number;
    struct setup *p = &app->setup;
    struct buffer bytes = {.limit = CENTRE_FILE_MAX};
    p->centre_read = false;
    if (!setup_stick(app))
        return;
    fault f = read_stick(app, &bytes);
    if (f == FAULT_NONE)
        f = take(app, &bytes);
    buffer_free(&bytes);
    if (f != FAULT_NONE || p->centre_read) /* else the notes could not be kept, which was said */
        flow_notice(app, setup_centre_verdict(f));
}

/* --- the comparison ----------------------------------------------------------------------------------------------- */

static bool all_same(const struct setup *p)
{
    return p->recipients > 0 && p->kept.same == (UINT32_C(1) << p->keys) - 1;
}

void flow_setup_same(struct app *app, int32_t number)
{
    struct setup *p = &app->setup;
    int32_t at = app->session.part;
    if (at >= p->keys)
        return;
    if (number != 1) { /* one wrong key, and nothing of this file is believed */
        p->kept.same = 0;
        (void)setup_keep(app, SETUP_centre);
        (void)flow_show(app, SCREEN_setup_differ);
        p->centre_read = false;
        return;
    }
    p->kept.same |= UINT32_C(1) << at;
    if (at + 1 < p->keys) {
        (void)flow_goto(app, SCREEN_setup_keys, (uint16_t)(at + 1));
        return;
    }
    if (!all_same(p)) { /* one before was passed over */
        (void)flow_goto(app, SCREEN_setup_keys, 0);
        return;
    }
    seal_pin_make(p->pin);
    setup_reach(app, SETUP_pin);
}

/* --- the PIN, and the kiosk --------------------------------------------------------------------------------------- */

/* What an earlier try left behind when the power went: no visitor has ever been here, so it goes. Keys are kept. */
static fault clear(const char *data)
{
    static const char *const files[] = {"kiosk.db",     "kiosk.db-wal",      "kiosk.db-shm",
                                        "timetable.db", "timetable.last.db", FLOW_CENTRE_KEPT};
    char path[FILE_PATH_MAX];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        fault f = file_path(path, data, files[i]);
        if (f != FAULT_NONE)
            return f;
        if (unlink(path) != 0 && access(path, F_OK) == 0)
            return FAULT_DISK_READONLY;
    }
    return file_sync_folder(data);
}

static fault make(struct app *app, char *why, size_t why_size)
{
    struct centre_file file = {0};
    const char *recipients[CENTRE_RECIPIENTS_MAX];
    char office_print[SETUP_PRINT];
    struct flow_made made = {0};
    struct letter_office office;
    fault f = kept_file(app, &file, &office);
    for (size_t i = 0; i < file.recipient_count; i++) { /* what people called the same, and nothing else */
        char print[SETUP_PRINT];
        recipients[i] = file.recipients[i];
        seal_digits(print, recipients[i], strlen(recipients[i]));
        if (!text_same(print, app->setup.print[i]))
            f = FAULT_FILE_FOREIGN;
    }
    if (*office.key && seal_line_digits(office_print, office.key) != FAULT_NONE)
        f = FAULT_FILE_FOREIGN;
    if (*office.key && !text_same(office_print, app->setup.print[file.recipient_count]))
        f = FAULT_FILE_FOREIGN;
    const struct flow_making making = {.data = app->data,
                                       .file = &file,
                                       .recipients = recipients,
                                       .recipient_count = file.recipient_count,
                                       .code_cost = SEAL_CODE_COST,
                                       .pin_cost = SEAL_PIN_COST,
                                       .pin = app->setup.pin,
                                       .office_key = office.key,
                                       .timetable_by_staff = office.staff};
    if (f == FAULT_NONE)
        f = clear(app->data);
    if (f == FAULT_NONE)
        f = flow_make(&making, &made, why, why_size);
    bytes_wipe(&made, sizeof made);
    centre_file_free(&file);
    return f;
}

void flow_setup_make(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    char why[SETUP_WHY_MAX] = "";
    if (!all_same(&app->setup))
        return;
    bool right = seal_pin_formed(s->pin) && text_same(s->pin, app->setup.pin);
    bytes_wipe(s->pin, sizeof s->pin);
    if (!right) {
        flow_notice(app, setup_pin_verdict(false));
        return;
    }
    fault f = make(app, why, sizeof why);
    if (f != FAULT_NONE) {
        setup_trouble(app, "setup: make", f, why);
        return;
    }
    if (setup_keep(app, SETUP_made))
        setup_made(app);
}
