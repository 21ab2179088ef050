/* Opening a list, layer by layer. Nothing is believed before the layer around it ended well, and nothing leaves here
 * unless all of it did. */
#include "ctl/open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

enum { IDENTITY_FILE_MAX = 16 * 1024, BLOCK = 128 * 1024 };

static fault identity_line(struct opening *o, char *line, const char *path, int number)
{
    size_t length = strlen(line);
    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = 0;
    if (*line == 0 || *line == '#')
        return FAULT_NONE;
    if (o->identities < OPEN_IDENTITIES_MAX && seal_identity_parse(&o->identity[o->identities], line) == FAULT_NONE) {
        o->identities++;
        return FAULT_NONE;
    }
    bool locked = strncmp(line, "age-encryption.org", 18) == 0 || strncmp(line, "-----BEGIN AGE", 14) == 0;
    snprintf(o->why, sizeof o->why, "%s: line %d: %s", path, number,
             locked ? "the key is locked with a passphrase: open it with age -d first"
                    : "no AGE-SECRET-KEY-1, or one too many");
    return FAULT_BAD_INPUT;
}

fault opening_identity(struct opening *o, const char *path)
{
    struct buffer text = {.limit = IDENTITY_FILE_MAX};
    fault f = file_read(path, &text);
    if (f != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s can't be read", path);
    else if (text.length == 0 || memchr(text.data, 0, text.length))
        f = FAULT_BAD_INPUT;
    char *rest = f == FAULT_NONE ? (char *)text.data : NULL, *line;
    for (int number = 1; f == FAULT_NONE && (line = strsep(&rest, "\n")); number++)
        f = identity_line(o, line, path, number);
    if ((f == FAULT_NONE || !*o->why) && o->identities == 0) {
        snprintf(o->why, sizeof o->why, "%s holds no key", path);
        f = f == FAULT_NONE ? FAULT_BAD_INPUT : f;
    }
    buffer_free(&text);
    return f;
}

static fault to_buffer(void *to, const void *data, size_t length)
{
    struct buffer *out = to;
    buffer_add(out, data, length);
    return out->over ? FAULT_TOO_LARGE : FAULT_NONE;
}

static fault pour(int fd, struct seal_age_reader *reader)
{
    uint8_t block[BLOCK];
    ssize_t n;
    fault f = FAULT_NONE;
    while (f == FAULT_NONE && ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR)))
        if (n > 0)
            f = seal_age_read(reader, block, (size_t)n);
    if (f == FAULT_NONE && n < 0)
        f = fault_errno(errno);
    return f == FAULT_NONE ? seal_age_read_end(reader) : f;
}

/* The outer layer; what is inside it is still sealed person by person. */
static fault read_outer(struct opening *o, const char *file, struct buffer *zip)
{
    struct seal_age_reader *reader = NULL;
    struct stat st;
    const struct seal_keyring ring = {.identities = o->identity, .count = o->identities};
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        snprintf(o->why, sizeof o->why, "%s can't be opened", file);
        return fault_errno(errno);
    }
    fault f = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? FAULT_NONE : FAULT_FILE_FOREIGN;
    if (f == FAULT_NONE) {
        buffer_reserve(zip, (size_t)st.st_size);
        f = seal_age_reader_open(&reader, &ring, (struct seal_sink){to_buffer, zip});
    }
    if (f == FAULT_NONE && (f = pour(fd, reader)) != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s: %s", file, seal_age_why(reader));
    seal_age_reader_close(reader);
    close(fd);
    return f;
}

static fault check_manifest(struct opening *o, const struct seal_claim *claim)
{
    const struct manifest *m = &o->manifest;
    if (claim && (strcmp(claim->kiosk, m->kiosk) != 0 || claim->sequence != (uint32_t)m->sequence ||
                  claim->rows != (uint32_t)m->rows || !seal_same(claim->previous, m->previous, SEAL_HASH))) {
        snprintf(o->why, sizeof o->why, "the manifest says something else than the signature");
        return FAULT_FILE_DAMAGED;
    }
    return people_open(&o->people, m->file_count);
}

/* A record must be what its name says, of this kiosk, and not on the list of those that were taken back. */
static bool record_fits(const struct opening *o, const char *name)
{
    const struct signup_record *r = &o->people.record[o->people.count - 1].read;
    char wanted[SEAL_ZIP_NAME + 32];
    snprintf(wanted, sizeof wanted, "%s/%s.json.age", r->is_consent ? "consents" : "records", r->record_id);
    return strcmp(wanted, name) == 0 && strcmp(r->kiosk, o->manifest.kiosk) == 0 &&
           !manifest_erased(&o->manifest, r->record_id);
}

static fault read_record(struct opening *o, const char *name, struct span data)
{
    const struct manifest_file *row = manifest_find(&o->manifest, name);
    struct buffer plain = {.limit = SEAL_RECORD_MAX};
    uint8_t hash[SEAL_HASH];
    seal_sha256(hash, data.data, data.length);
    fault f = row && memcmp(hash, row->sha256, sizeof hash) == 0 ? FAULT_NOT_FOR_US : FAULT_FILE_DAMAGED;
    for (size_t i = 0; i < o->identities && f == FAULT_NOT_FOR_US; i++)
        f = seal_record_open(&o->identity[i], data, &plain);
    if (f == FAULT_NONE)
        f = people_add(&o->people, (struct span){plain.data, plain.length});
    if (f == FAULT_NONE && !record_fits(o, name))
        f = FAULT_FILE_DAMAGED;
    if (f != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s is not as the manifest and its name say", name);
    buffer_free(&plain);
    return f;
}

struct visit {
    struct opening *o;
    const struct seal_claim *claim;
    bool begun;
};

static fault read_entry(void *to, const char *name, struct span data)
{
    struct visit *v = to;
    if (v->begun)
        return read_record(v->o, name, data);
    v->begun = true;
    if (strcmp(name, "manifest.json") != 0)
        return FAULT_FILE_DAMAGED;
    fault f = manifest_read(data, &v->o->manifest, v->o->why, sizeof v->o->why);
    return f == FAULT_NONE ? check_manifest(v->o, v->claim) : f;
}

fault opening_read(struct opening *o, const char *file, const struct seal_claim *claim)
{
    struct buffer zip = {.limit = SEAL_ZIP_MAX};
    struct visit visit = {.o = o, .claim = claim};
    char reason[SEAL_WHY] = "";
    fault f = read_outer(o, file, &zip);
    const struct span bytes = {zip.data, zip.length};
    if (f == FAULT_NONE)
        f = seal_zip_read(seal_source_bytes(&bytes), (struct seal_zip_visitor){read_entry, &visit}, reason);
    if (f != FAULT_NONE && !*o->why)
        snprintf(o->why, sizeof o->why, "%s: the ZIP inside: %s", file, reason);
    if (f == FAULT_NONE && (!visit.begun || o->people.count != o->manifest.file_count)) {
        snprintf(o->why, sizeof o->why, "%s: records of the manifest are missing", file);
        f = FAULT_FILE_DAMAGED;
    }
    if (f == FAULT_NONE && (f = people_join(&o->people)) != FAULT_NONE)
        snprintf(o->why, sizeof o->why, "%s: one sign-up stands in it twice", file);
    buffer_free(&zip);
    return f;
}

void opening_free(struct opening *o)
{
    manifest_free(&o->manifest);
    people_free(&o->people);
    seal_wipe(o, sizeof *o);
}
