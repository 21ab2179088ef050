/* A new kiosk, in the order that lets a cut be mended by beginning again: keys, slots, centre file, timetable, then the database. */
#include "flow/setup/make.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "flow/core/core.h"
#include "flow/timetable/timetable.h"

enum { DRAWN = 4 }; /* digits of an id */

static fault make_keys(const char *data)
{
    char path[FILE_PATH_MAX];
    struct seal_slots *slots = NULL;
    fault f = file_path(path, data, "keys");
    if (f == FAULT_NONE)
        f = seal_create(path);
    if (f == FAULT_NONE)
        f = file_path(path, data, "slots");
    if (f == FAULT_NONE)
        f = seal_slots_open(&slots, path, true);
    if (f == FAULT_NONE)
        f = seal_slots_note(slots, 0);
    seal_slots_close(slots);
    return f;
}

/* Of a kiosk that was made and never opened, and whose database is gone, nothing else must speak of it either. */
static fault forget_earlier(const char *data)
{
    static const char *const names[] = {"places", "kiosk.spare"};
    char path[FILE_PATH_MAX];
    fault f = FAULT_NONE;
    for (size_t i = 0; i < sizeof names / sizeof *names && f == FAULT_NONE; i++) {
        f = file_path(path, data, names[i]);
        if (f == FAULT_NONE && unlink(path) != 0 && errno != ENOENT)
            f = fault_errno(errno);
    }
    return f;
}

static fault recipients_good(const struct flow_making *m, struct kiosk *kiosk)
{
    struct seal_recipient parsed;
    if (m->recipient_count < SEAL_RECIPIENTS_MIN || m->recipient_count > SEAL_RECIPIENTS_MAX)
        return FAULT_BAD_INPUT;
    for (size_t i = 0; i < m->recipient_count; i++) {
        fault f = seal_recipient_parse(&parsed, m->recipients[i]);
        if (f != FAULT_NONE || !text_copy(kiosk->recipients[i], CENTRE_RECIPIENT_MAX, m->recipients[i]))
            return FAULT_BAD_INPUT;
        for (size_t j = 0; j < i; j++)
            if (strcmp(m->recipients[i], m->recipients[j]) == 0)
                return FAULT_BAD_INPUT;
    }
    kiosk->recipient_count = m->recipient_count;
    return FAULT_NONE;
}

static fault keep_office(const struct flow_making *m, struct store *store)
{
    struct office_row row = {.staff = m->timetable_by_staff};
    if (m->office_key && !text_copy(row.key, sizeof row.key, m->office_key))
        return FAULT_BAD_INPUT;
    fault f = store_begin(store);
    if (f == FAULT_NONE)
        f = store_office_set(store, &row);
    return store_end(store, f);
}

/* The centre's id, as much of it as there is room for, and the first four of the digits that people compare: they were drawn with the
 * key. Two machines of one centre are told apart by their files' names. */
static fault draw_id(const struct flow_making *m, char out[CENTRE_ID_MAX])
{
    char path[FILE_PATH_MAX], digits[SEAL_DIGITS];
    struct seal *seal = NULL;
    fault f = file_path(path, m->data, "keys");
    if (f == FAULT_NONE)
        f = seal_open(&seal, path);
    if (f != FAULT_NONE)
        return f;
    const struct seal_public key = seal_public(seal);
    seal_digits(digits, key.key, sizeof key.key);
    snprintf(out, CENTRE_ID_MAX, "%.*s-%.*s", CENTRE_ID_MAX - 1 - DRAWN - 1, m->file->id, DRAWN, digits);
    seal_close(seal);
    return FAULT_NONE;
}

/* The PIN, who may write letters, and the journal's first line. */
static fault finish(const struct flow_making *m, const char *kiosk, char *pin, char *why, size_t why_size)
{
    struct store *store = NULL;
    struct seal *seal = NULL;
    char hash[SEAL_PIN_HASH], path[FILE_PATH_MAX];
    fault f = store_open(&store, m->data, why, why_size);
    if (!m->pin)
        seal_pin_make(pin);
    else if (!text_copy(pin, SEAL_PIN_MADE + 1, m->pin))
        f = FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        f = seal_pin_hash(hash, pin, m->pin_cost);
    if (f == FAULT_NONE)
        f = store_pin_set(store, hash);
    if (f == FAULT_NONE)
        f = keep_office(m, store);
    if (f == FAULT_NONE)
        f = file_path(path, m->data, "keys");
    if (f == FAULT_NONE)
        f = seal_open(&seal, path);
    if (f == FAULT_NONE)
        f = flow_journal_in(&(struct journal){store, seal, kiosk, 0}, EVENT_made, 0, NULL);
    seal_close(seal);
    store_close(store);
    if (f != FAULT_NONE)
        bytes_wipe(pin, SEAL_PIN_MADE + 1);
    return f;
}

fault flow_make(const struct flow_making *m, struct flow_made *ret, char *why, size_t why_size)
{
    char database[FILE_PATH_MAX];
    struct kiosk kiosk = {.code_passes = m->code_cost.operations,
                          .code_bytes = m->code_cost.memory_bytes,
                          .created_day = flow_today(),
                          .consent_version = CONSENT_VERSION};
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = file_path(database, m->data, "kiosk.db");
    if (f == FAULT_NONE && access(database, F_OK) == 0)
        f = FAULT_FILE_EXISTS;
    if (f == FAULT_NONE && (f = recipients_good(m, &kiosk)) != FAULT_NONE && why)
        snprintf(why, why_size, "recipients: two to eight different ones are needed, each age1...");
    if (f == FAULT_NONE)
        f = file_folder(m->data, 0700);
    if (f == FAULT_NONE)
        f = make_keys(m->data);
    if (f == FAULT_NONE)
        f = forget_earlier(m->data);
    if (f == FAULT_NONE)
        f = flow_timetable_put(m->data, m->file, why, why_size);
    if (f == FAULT_NONE)
        f = draw_id(m, kiosk.id);
    if (f != FAULT_NONE)
        return f;
    (void)text_copy(kiosk.centre, sizeof kiosk.centre, m->file->id);
    (void)text_copy(ret->id, sizeof ret->id, kiosk.id);
    seal_random(kiosk.salt, sizeof kiosk.salt);
    kiosk.no_first = seal_random_below(2) == 1;
    f = store_create(m->data, &kiosk);
    return f == FAULT_NONE ? finish(m, kiosk.id, ret->pin, why, why_size) : f;
}
