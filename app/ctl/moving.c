/* Sealing a kiosk anew, for the machine that takes its place. Nothing of it is on a disk in between. */
#include "ctl/moving.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "seal/minisign.h"
#include "seal/moving.h"

enum { IDENTITIES_MAX = 8, SMALL_MAX = 16 * 1024 };

static fault read_public(const char *path, struct seal_public *key, char digits[SEAL_DIGITS], char *why,
                         size_t why_size)
{
    struct buffer text = {.limit = SMALL_MAX};
    fault f = file_read(path, &text);
    if (f == FAULT_NONE)
        f = seal_public_parse(key, (struct span){text.data, text.length});
    if (f == FAULT_NONE)
        seal_digits(digits, key->key, sizeof key->key);
    else
        snprintf(why, why_size, "%s is no minisign public key that can be read", path);
    buffer_free(&text);
    return f;
}

/* Every age key in the file; wiped by the caller. */
static fault read_identities(const char *path, struct seal_identity keys[IDENTITIES_MAX], size_t *ret_count, char *why,
                             size_t why_size)
{
    struct buffer text = {.limit = SMALL_MAX};
    fault f = file_read(path, &text);
    char *rest = f == FAULT_NONE ? (char *)buffer_string(&text) : NULL, *line;
    while ((line = strsep(&rest, "\r\n")))
        if (*ret_count < IDENTITIES_MAX && seal_identity_parse(&keys[*ret_count], line) == FAULT_NONE)
            (*ret_count)++;
    if (f == FAULT_NONE && *ret_count == 0)
        f = FAULT_BAD_INPUT;
    if (f != FAULT_NONE)
        snprintf(why, why_size, "%s holds no key AGE-SECRET-KEY-1 that can be read", path);
    buffer_free(&text);
    return f;
}

static fault read_signed(const struct moving_wish *w, const struct seal_public *old, struct buffer *file, char *why,
                         size_t why_size)
{
    char path[FILE_PATH_MAX], reason[SEAL_WHY] = "";
    struct buffer signature = {.limit = SMALL_MAX};
    if (snprintf(path, sizeof path, "%s.minisig", w->file) >= (int)sizeof path)
        return FAULT_BAD_INPUT;
    snprintf(why, why_size, "%s, or %s beside it, can't be read", w->file, path);
    fault f = file_read(w->file, file);
    if (f == FAULT_NONE)
        f = file_read(path, &signature);
    if (f == FAULT_NONE) {
        f = seal_moving_verify(old, (struct span){file->data, file->length},
                               (struct span){signature.data, signature.length}, reason);
        snprintf(why, why_size, "the signature is not good: %s", reason);
    }
    buffer_free(&signature);
    return f;
}

static fault open_and_seal(struct moving *m, const struct moving_wish *w, struct span file, char *why, size_t why_size)
{
    struct seal_identity keys[IDENTITIES_MAX] = {0};
    size_t count = 0;
    char reason[SEAL_WHY] = "";
    struct buffer zip = {.limit = SEAL_ZIP_MAX};
    fault f = read_identities(w->identity, keys, &count, why, why_size);
    if (f == FAULT_NONE) {
        f = seal_age_open(&zip, &(struct seal_keyring){.identities = keys, .count = count}, file, reason);
        snprintf(why, why_size, "%s: %s", w->file, reason);
    }
    if (f == FAULT_NONE)
        f = seal_age_make(&m->sealed, &m->to, 1, (struct span){zip.data, zip.length});
    seal_wipe(keys, sizeof keys);
    buffer_free(&zip);
    return f;
}

fault moving_reseal(struct moving *m, const struct moving_wish *w, char *why, size_t why_size)
{
    struct seal_public old, new;
    struct buffer file = {.limit = SEAL_ZIP_MAX};
    uint8_t hash[SEAL_HASH];
    m->sealed.limit = SEAL_ZIP_MAX;
    fault f = read_public(w->old_key, &old, m->old_digits, why, why_size);
    if (f == FAULT_NONE)
        f = read_public(w->new_key, &new, m->new_digits, why, why_size);
    if (f == FAULT_NONE)
        f = seal_moving_recipient(&m->to, &new);
    if (f == FAULT_NONE)
        f = read_signed(w, &old, &file, why, why_size);
    if (f == FAULT_NONE)
        f = open_and_seal(m, w, (struct span){file.data, file.length}, why, why_size);
    if (f == FAULT_NONE) {
        seal_sha256(hash, m->sealed.data, m->sealed.length);
        bytes_hex(m->hash, hash, sizeof hash);
    }
    buffer_free(&file);
    return f;
}
