/* DIR/kiosk.spare: what a kiosk was born with and what staff and office set, a second time, so that a damaged kiosk.db is not the end of
 * it. Lines of text, closed by a sum of what stands before it (docs/formats.md). Written when it says something new. */
#include "store/inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"

enum { SPARE_MAX = 16384 };
static const char first_line[] = "sirkel spare 1";

static const char *or_dash(const char *text)
{
    return *text ? text : "-";
}

static void write_lines(const struct spare *spare, struct buffer *out)
{
    const struct kiosk *k = &spare->kiosk;
    const struct office_row *o = &spare->office;
    buffer_format(out, "%s\nid %s\ncentre %s\nsalt ", first_line, k->id, or_dash(k->centre));
    buffer_hex(out, k->salt, sizeof k->salt);
    buffer_format(out,
                  "\ncode %" PRIu64 " %" PRIu64 "\nborn %d %d %d\npin %s\ncounts %" PRId64 " %" PRId64 " %" PRId64 "\n",
                  k->code_passes, k->code_bytes, k->created_day, k->consent_version, k->no_first, or_dash(spare->pin),
                  spare->boots, spare->newest, spare->export_seq);
    buffer_format(out, "age %d %d %d\noffice %s %d %d %s %s %s %u %d\n", spare->age.day, spare->age.seen,
                  spare->age.slow, or_dash(o->key), o->staff, o->letter, or_dash(o->hash), or_dash(o->source),
                  or_dash(o->before), o->places, o->pin_until);
    if (k->moved)
        buffer_text(out, "moved 1\n");
    for (size_t i = 0; i < k->recipient_count; i++)
        buffer_format(out, "recipient %s\n", k->recipients[i]);
    buffer_format(out, "sum %016" PRIx64 "\n", sum_bytes(0, out->data, out->length));
}

/* Moves behind "<name> " where the line begins so; NULL else. */
static const char *after(const char *line, const char *name)
{
    size_t length = strlen(name);
    return strncmp(line, name, length) == 0 && line[length] == ' ' ? line + length + 1 : NULL;
}

static bool take(char *out, size_t size, const char *text)
{
    return text_copy(out, size, text_same(text, "-") ? "" : text);
}

static bool read_office(const char *text, struct office_row *o)
{
    char key[64], hash[80], source[80], before[80];
    int staff;
    return sscanf(text, "%63s %d %d %79s %79s %79s %u %d", key, &staff, &o->letter, hash, source, before, &o->places,
                  &o->pin_until) == 8 &&
           (o->staff = staff, true) && take(o->key, sizeof o->key, key) && take(o->hash, sizeof o->hash, hash) &&
           take(o->source, sizeof o->source, source) && take(o->before, sizeof o->before, before);
}

static bool read_line(const char *line, struct spare *s)
{
    struct kiosk *k = &s->kiosk;
    const char *text;
    int a = 0;
    if (text_same(line, first_line))
        return true;
    if ((text = after(line, "id")))
        return take(k->id, sizeof k->id, text);
    if ((text = after(line, "centre")))
        return take(k->centre, sizeof k->centre, text);
    if ((text = after(line, "salt")))
        return bytes_unhex(k->salt, sizeof k->salt, text);
    if ((text = after(line, "code")))
        return sscanf(text, "%" SCNu64 " %" SCNu64, &k->code_passes, &k->code_bytes) == 2;
    if ((text = after(line, "born")))
        return sscanf(text, "%d %d %d", &k->created_day, &k->consent_version, &a) == 3 && (k->no_first = a, true);
    if ((text = after(line, "pin")))
        return take(s->pin, sizeof s->pin, text);
    if ((text = after(line, "counts")))
        return sscanf(text, "%" SCNd64 " %" SCNd64 " %" SCNd64, &s->boots, &s->newest, &s->export_seq) == 3;
    if ((text = after(line, "age")))
        return sscanf(text, "%d %d %d", &s->age.day, &s->age.seen, &a) == 3 && (s->age.slow = a, true);
    if ((text = after(line, "office")))
        return read_office(text, &s->office);
    if ((text = after(line, "moved")))
        return k->moved = text_same(text, "1");
    text = after(line, "recipient");
    return text && k->recipient_count < CENTRE_RECIPIENTS_MAX &&
           take(k->recipients[k->recipient_count++], CENTRE_RECIPIENT_MAX, text);
}

fault spare_read(const char *folder, struct spare *out)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = SPARE_MAX};
    uint64_t sum = 0;
    *out = (struct spare){0};
    fault f = file_path(path, folder, "kiosk.spare");
    if (f == FAULT_NONE)
        f = file_read(path, &file);
    char *text = f == FAULT_NONE ? (char *)(uintptr_t)buffer_string(&file) : NULL,
         *last = text ? strstr(text, "\nsum ") : NULL;
    if (f == FAULT_NONE &&
        (!last || sscanf(last, "\nsum %16" SCNx64, &sum) != 1 || sum != sum_bytes(0, text, (size_t)(last + 1 - text))))
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        *last = 0;
    for (char *line; f == FAULT_NONE && (line = strsep(&text, "\n"));)
        if (!read_line(line, out))
            f = FAULT_FILE_DAMAGED;
    bytes_wipe(file.data, file.length);
    buffer_free(&file);
    return f == FAULT_NONE && out->kiosk.recipient_count == 0 ? FAULT_FILE_DAMAGED : f;
}

static fault gather(struct store *s, struct spare *out)
{
    *out = (struct spare){0};
    fault f = store_kiosk(s, &out->kiosk);
    if (f == FAULT_NONE)
        f = store_office(s, &out->office);
    if (f == FAULT_NONE)
        f = store_age(s, &out->age);
    if (f == FAULT_NONE)
        f = store_pin(s, out->pin);
    sqlite3_stmt *q = store_use(s, SQL_COUNTS);
    if (f == FAULT_NONE)
        f = store_row(s, q);
    if (f == FAULT_NONE) {
        out->boots = column_int(q, 0);
        out->newest = column_int(q, 1);
        out->export_seq = column_int(q, 2);
    }
    store_row_end(q);
    return f;
}

fault store_spare_save(struct store *s)
{
    char path[FILE_PATH_MAX];
    struct spare spare;
    struct buffer lines = {.limit = SPARE_MAX};
    if (!s->kept || s->look || s->reason != FAULT_NONE)
        return FAULT_NONE;
    fault f = gather(s, &spare);
    if (f == FAULT_NONE)
        write_lines(&spare, &lines);
    uint64_t sum = f == FAULT_NONE ? sum_bytes(0, lines.data, lines.length) : 0;
    if (f == FAULT_NONE && sum != s->spare_sum) {
        f = lines.over ? FAULT_NO_MEMORY : file_path(path, s->folder, "kiosk.spare");
        if (f == FAULT_NONE)
            f = file_replace(path, lines.data, lines.length, 0600);
        s->spare_sum = f == FAULT_NONE ? sum : 0;
    }
    bytes_wipe(&spare, sizeof spare);
    bytes_wipe(lines.data, lines.length);
    buffer_free(&lines);
    return f;
}
