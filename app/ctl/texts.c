/* The consent texts of an opened list, checked against their names and written beside the people. */
#include "ctl/texts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "seal/seal.h"

enum { TEXTS_MAX = 64 << 20, NAME_MAX_BYTES = 2 * SEAL_HASH + 8 };

struct row {
    uint8_t sha256[SEAL_HASH];
    size_t at, length;
};

static const struct row *row_at(const struct texts *t, size_t i)
{
    return (const struct row *)(const void *)t->rows.data + i;
}

static void file_name(char out[NAME_MAX_BYTES], const uint8_t sha256[SEAL_HASH])
{
    char hex[2 * SEAL_HASH + 1];
    bytes_hex(hex, sha256, SEAL_HASH);
    snprintf(out, NAME_MAX_BYTES, "%s.txt", hex);
}

bool texts_is(const char *name)
{
    return strncmp(name, TEXTS_FOLDER "/", strlen(TEXTS_FOLDER) + 1) == 0;
}

fault texts_add(struct texts *t, const char *name, struct span text, const struct manifest *m)
{
    struct row row = {.at = t->bytes.length, .length = text.length};
    char wanted[NAME_MAX_BYTES];
    t->rows.limit = t->bytes.limit = TEXTS_MAX;
    seal_sha256(row.sha256, text.data, text.length);
    file_name(wanted, row.sha256);
    if (strcmp(name + strlen(TEXTS_FOLDER) + 1, wanted) != 0 || !manifest_notice(m, row.sha256))
        return FAULT_FILE_DAMAGED;
    buffer_add(&t->rows, &row, sizeof row);
    buffer_add(&t->bytes, text.data, text.length);
    return t->rows.over || t->bytes.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

size_t texts_count(const struct texts *t)
{
    return t->rows.length / sizeof(struct row);
}

static bool has(const struct texts *t, const char *sha256_hex)
{
    uint8_t sha256[SEAL_HASH];
    bool found = false;
    if (!bytes_unhex(sha256, sizeof sha256, sha256_hex))
        return false;
    for (size_t i = 0; i < texts_count(t); i++)
        found = found || memcmp(row_at(t, i)->sha256, sha256, sizeof sha256) == 0;
    return found;
}

void texts_json(const struct texts *t, struct buffer *out)
{
    for (size_t i = 0; i < texts_count(t); i++) {
        buffer_text(out, "\"");
        buffer_hex(out, row_at(t, i)->sha256, SEAL_HASH);
        buffer_text(out, "\",");
    }
}

void texts_say(const struct texts *t, const struct people *p, const char *folder, struct buffer *out)
{
    size_t without = 0;
    for (size_t i = 0; i < p->count; i++)
        without += p->record[i].read.is_consent && !has(t, p->record[i].read.notice_sha256);
    if (texts_count(t) > 0)
        buffer_format(out, "The consent texts, each under the notice_sha256 that the records name:\n  %s/%s\n", folder,
                      TEXTS_FOLDER);
    if (without > 0)
        buffer_format(out, "%zu consents name a text that is not among them: versions before 0.4 kept none.\n",
                      without);
}

fault texts_write(const struct texts *t, const char *folder)
{
    char inside[FILE_PATH_MAX], path[FILE_PATH_MAX], name[NAME_MAX_BYTES];
    size_t done = 0;
    if (texts_count(t) == 0)
        return FAULT_NONE;
    fault f = file_path(inside, folder, TEXTS_FOLDER);
    if (f == FAULT_NONE)
        f = file_folder(inside, 0700);
    for (; done < texts_count(t) && f == FAULT_NONE; done++) {
        const struct row *row = row_at(t, done);
        file_name(name, row->sha256);
        f = file_path(path, inside, name);
        if (f == FAULT_NONE)
            f = file_new(path, t->bytes.data + row->at, row->length, 0600);
        if (f != FAULT_NONE)
            break;
    }
    if (f == FAULT_NONE)
        return file_sync_folder(inside);
    while (done-- > 0) {
        file_name(name, row_at(t, done)->sha256);
        if (file_path(path, inside, name) == FAULT_NONE)
            unlink(path);
    }
    rmdir(inside);
    return f;
}

void texts_free(struct texts *t)
{
    buffer_free(&t->rows);
    buffer_free(&t->bytes);
    *t = (struct texts){0};
}
