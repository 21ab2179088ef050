/* Which timetable is shown, and from what it is built again (timetable.h).
 * MUST 1: nothing here opens, reads or writes kiosk.db, keys or slots.
 * MUST 2: the kept centre file and the timetable are replaced whole or not at all; a damaged one is renamed.
 * MUST 3: without a single good source the store still opens, and shows none. */
#include "flow/timetable/timetable.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "feed/centre.h"
#include "seal/basic.h"
#include "store/open.h"
#include "store/timetable.h"

enum { HEX = 2 * SEAL_HASH + 1, LAST_LINE = 7 + 2 * SEAL_HASH + 1, KEPT_MAX = CENTRE_FILE_MAX + LAST_LINE };

const struct panel flow_panel_usual = {268, 476, 1080, 1920, 800};

static void hash_of(char out[HEX], const void *text, size_t length)
{
    uint8_t hash[SEAL_HASH];
    seal_sha256(hash, text, length);
    bytes_hex(out, hash, sizeof hash);
}

/* --- the kept centre file --------------------------------------------------------------------------------------------- */

/* Its text, without the last line, and the hash that stands there and is right. */
static fault text_read(const char *data, const char *name, struct buffer *text, char hash[HEX])
{
    char path[FILE_PATH_MAX], line[LAST_LINE + 1];
    fault f = file_path(path, data, name);
    if (f == FAULT_NONE)
        f = file_read(path, text);
    if (f != FAULT_NONE)
        return f;
    if (text->length <= LAST_LINE)
        return FAULT_FILE_DAMAGED;
    text->length -= LAST_LINE;
    hash_of(hash, text->data, text->length);
    snprintf(line, sizeof line, "sha256 %s\n", hash);
    return memcmp(text->data + text->length, line, LAST_LINE) == 0 ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

static fault text_write(const char *data, const char *name, const struct centre_file *file, char hash[HEX])
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = KEPT_MAX};
    fault f = feed_centre_write(file, &text);
    if (f == FAULT_NONE) {
        hash_of(hash, text.data, text.length);
        buffer_format(&text, "sha256 %s\n", hash);
        f = text.over ? FAULT_TOO_LARGE : file_path(path, data, name);
    }
    if (f == FAULT_NONE)
        f = file_replace(path, text.data, text.length, 0600);
    buffer_free(&text);
    return f;
}

fault flow_timetable_put(const char *data, const struct centre_file *file, char *why, size_t why_size)
{
    char hash[HEX] = "";
    fault f = store_timetable_fits(data, file, why, why_size);
    if (f == FAULT_NONE)
        f = text_write(data, FLOW_CENTRE_KEPT, file, hash);
    return f == FAULT_NONE ? store_timetable_build(data, file, hash, why, why_size) : f;
}

/* --- another one ------------------------------------------------------------------------------------------------------- */

_Static_assert((int)FLOW_SOURCE_MAX == (int)HEX && (int)FLOW_SOURCE_MAX == (int)STORE_SOURCE_MAX, "one hash, one size");

fault flow_timetable_kept(const char *data, struct centre_file *out, char hash[FLOW_SOURCE_MAX], char *why,
                          size_t why_size)
{
    struct buffer text = {.limit = KEPT_MAX};
    *out = (struct centre_file){0};
    fault f = text_read(data, FLOW_CENTRE_KEPT, &text, hash);
    struct findings found = {0};
    if (f == FAULT_NONE)
        f = feed_kept_parse((struct span){text.data, text.length}, out, &found);
    if (f != FAULT_NONE)
        findings_line(&found, why, why_size);
    findings_free(&found);
    buffer_free(&text);
    return f;
}

fault flow_timetable_stage(const char *data, const struct centre_file *file, char hash[FLOW_SOURCE_MAX])
{
    return text_write(data, FLOW_CENTRE_NEXT, file, hash);
}

fault flow_timetable_stage_before(const char *data, const char *hash)
{
    char path[FILE_PATH_MAX], found[HEX];
    struct buffer text = {.limit = KEPT_MAX};
    fault f = text_read(data, FLOW_CENTRE_BEFORE, &text, found);
    if (f == FAULT_NONE && !text_same(found, hash))
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        f = file_path(path, data, FLOW_CENTRE_NEXT);
    if (f == FAULT_NONE) /* with its last line, which text_read put out of sight */
        f = file_replace(path, text.data, text.length + LAST_LINE, 0600);
    buffer_free(&text);
    return f;
}

static bool is_file(const char *data, const char *name, const char *hash)
{
    char found[HEX] = "";
    struct buffer text = {.limit = KEPT_MAX};
    bool same = text_read(data, name, &text, found) == FAULT_NONE && text_same(found, hash);
    buffer_free(&text);
    return same;
}

static fault move(const char *data, const char *from, const char *to)
{
    char old[FILE_PATH_MAX], fresh[FILE_PATH_MAX];
    fault f = file_path(old, data, from);
    if (f == FAULT_NONE)
        f = file_path(fresh, data, to);
    if (f == FAULT_NONE && rename(old, fresh) != 0)
        f = FAULT_DISK_READONLY;
    return f == FAULT_NONE ? file_sync_folder(data) : f;
}

static fault remove_staged(const char *data)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, data, FLOW_CENTRE_NEXT);
    if (f == FAULT_NONE && access(path, F_OK) == 0 && unlink(path) != 0)
        f = FAULT_DISK_READONLY;
    return f;
}

fault flow_timetable_settle(const char *data, const char *source, const char *before)
{
    if (!*source || is_file(data, FLOW_CENTRE_KEPT, source) || !is_file(data, FLOW_CENTRE_NEXT, source))
        return remove_staged(data);
    fault f = FAULT_NONE;
    if (*before && is_file(data, FLOW_CENTRE_KEPT, before))
        f = move(data, FLOW_CENTRE_KEPT, FLOW_CENTRE_BEFORE);
    return f == FAULT_NONE ? move(data, FLOW_CENTRE_NEXT, FLOW_CENTRE_KEPT) : f;
}

/* --- mending ---------------------------------------------------------------------------------------------------------- */

struct mending {
    struct store *store;
    const char *data;
    bool look;
    struct flow_timetable *out;
};

/* On the disk; where it takes nothing, in memory: it is built again at the next start. */
static fault show(const struct mending *m, const struct centre_file *file, const char *hash)
{
    fault f =
        m->look ? FAULT_DISK_READONLY : store_timetable_build(m->data, file, hash, m->out->why, sizeof m->out->why);
    if (f == FAULT_NONE) {
        f = store_timetable_again(m->store);
        if (f == FAULT_NONE && store_timetable_shown(m->store).reason == FAULT_NONE)
            return f;
    }
    return f == FAULT_NO_MEMORY ? f : store_timetable_show(m->store, file, m->out->why, sizeof m->out->why);
}

/* The kiosk knows whose file it is; where kiosk.db does not say, the file is believed. */
static fault from_kept(const struct mending *m, struct buffer *text, const char *hash)
{
    struct centre_file file = {0};
    struct findings found = {0};
    struct kiosk kiosk;
    fault f = feed_kept_parse((struct span){text->data, text->length}, &file, &found);
    if (f != FAULT_NONE)
        findings_line(&found, m->out->why, sizeof m->out->why);
    findings_free(&found);
    if (f == FAULT_NONE && store_kiosk(m->store, &kiosk) == FAULT_NONE && !text_same(kiosk.centre, file.id))
        f = FAULT_FILE_FOREIGN;
    if (f == FAULT_NONE)
        f = show(m, &file, hash);
    centre_file_free(&file);
    return f;
}

/* From a timetable that is whole, whatever its form. One that is shown is built again only where it does not say which
 * kept centre file it belongs to. */
static fault from_database(const struct mending *m, const char *name, bool keep)
{
    char path[FILE_PATH_MAX], hash[HEX] = "", source[HEX] = "";
    struct centre_file file = {0};
    bool shown = store_timetable_shown(m->store).reason == FAULT_NONE;
    fault f = file_path(path, m->data, name), kept = FAULT_FILE_MISSING;
    if (f == FAULT_NONE)
        f = store_timetable_read(path, &file, m->out->why, sizeof m->out->why);
    if (f == FAULT_NONE && keep && !m->look) {
        kept = text_write(m->data, FLOW_CENTRE_KEPT, &file, hash);
        if (kept != FAULT_NONE)
            snprintf(m->out->why, sizeof m->out->why, "keeping the centre file: %s", fault_name(kept));
    }
    store_timetable_source(m->store, source);
    if (f == FAULT_NONE && (!shown || (kept == FAULT_NONE && !text_same(source, hash))))
        f = show(m, &file, hash);
    centre_file_free(&file);
    return f;
}

static bool from_last(const struct mending *m)
{
    return store_timetable_shown(m->store).last || from_database(m, "timetable.last.db", false) == FAULT_NONE;
}

static void set_aside(const struct mending *m)
{
    char path[FILE_PATH_MAX];
    if (m->look || file_path(path, m->data, FLOW_CENTRE_KEPT) != FAULT_NONE)
        return;
    fault f = file_set_aside(path);
    if (f != FAULT_NONE)
        snprintf(m->out->why, sizeof m->out->why, "setting %s aside: %s", FLOW_CENTRE_KEPT, fault_name(f));
}

static enum timetable_state mend(struct mending *m, struct buffer *text, const char *hash)
{
    char source[HEX] = "";
    bool shown = m->out->reason == FAULT_NONE;
    store_timetable_source(m->store, source);
    if (shown && m->out->kept == FAULT_NONE && text_same(source, hash))
        return TIMETABLE_WHOLE;
    fault f = m->out->kept == FAULT_NONE ? from_kept(m, text, hash) : m->out->kept;
    if (f == FAULT_NONE)
        return TIMETABLE_REBUILT;
    if (m->out->kept == FAULT_NONE && f != FAULT_FILE_FOREIGN)
        m->look = true; /* whole, but a newer program's: it is left to that program, and so is its timetable */
    else if (f != FAULT_FILE_MISSING)
        set_aside(m); /* damaged, or of another centre */
    if (from_database(m, "timetable.db", true) == FAULT_NONE)
        return shown ? TIMETABLE_WHOLE : TIMETABLE_REBUILT;
    if (shown)
        return TIMETABLE_WHOLE;
    return from_last(m) ? TIMETABLE_LAST : TIMETABLE_NONE;
}

void flow_timetable_mend(struct store *store, const char *data, bool look, struct flow_timetable *out)
{
    char hash[HEX] = "";
    struct buffer text = {.limit = KEPT_MAX};
    struct mending m = {.store = store, .data = data, .look = look, .out = out};
    *out = (struct flow_timetable){.reason = store_timetable_shown(store).reason};
    snprintf(out->why, sizeof out->why, "%s", out->reason == FAULT_NONE ? "" : store_timetable_why(store));
    out->kept = text_read(data, FLOW_CENTRE_KEPT, &text, hash);
    out->state = mend(&m, &text, hash);
    buffer_free(&text);
}
