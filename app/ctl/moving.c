/* Sealing a kiosk anew, for the machine that takes its place. Nothing of it is on a disk in between. */
#include "ctl/moving.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "seal/moving.h"

enum { IDENTITIES_MAX = 8, SMALL_MAX = 16 * 1024, SEEN_MAX = 16 << 20 };

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

struct old_file { /* what the old machine sealed, and its key */
    struct seal_public key;
    struct buffer bytes;
};

/* Number of the newest list by that key that the office noted; 0: none. */
static fault newest_seen(const char *path, const struct seal_public *key, uint32_t *ret_list)
{
    struct buffer text = {.limit = SEEN_MAX};
    char want[17], id[17], *line;
    uint32_t number;
    *ret_list = 0;
    seal_key_id_text(want, key->key_id);
    fault f = file_read(path, &text);
    char *rest = f == FAULT_NONE ? (char *)buffer_string(&text) : NULL;
    while ((line = strsep(&rest, "\n")))
        if (sscanf(line, "%16s %" SCNu32, id, &number) == 2 && strcmp(id, want) == 0 && number > *ret_list)
            *ret_list = number;
    buffer_free(&text);
    return f;
}

/* A backup knows the lists of its day; those since then, the office knows. */
static fault count_lists(struct moving *m, const struct moving_wish *w, const struct seal_public *old, char *why,
                         size_t why_size)
{
    uint32_t seen = 0;
    if (!*m->day)
        return FAULT_NONE;
    fault f = m->seen ? newest_seen(m->seen, old, &seen) : FAULT_BAD_INPUT;
    m->list = seen > m->list ? seen : m->list;
    if (f != FAULT_NONE)
        snprintf(
            why, why_size,
            "%s is a backup: --seen FILE is to say which lists came after it (open notes them there; an empty file: none)",
            w->file);
    return f == FAULT_NONE ? f : FAULT_BAD_INPUT;
}

static fault read_signed(struct moving *m, const struct moving_wish *w, struct old_file *old, char *why,
                         size_t why_size)
{
    char path[FILE_PATH_MAX], reason[SEAL_WHY] = "";
    struct seal_moving_claim claim;
    struct buffer signature = {.limit = SMALL_MAX};
    if (snprintf(path, sizeof path, "%s.minisig", w->file) >= (int)sizeof path)
        return FAULT_BAD_INPUT;
    snprintf(why, why_size, "%s, or %s beside it, can't be read", w->file, path);
    fault f = file_read(w->file, &old->bytes);
    if (f == FAULT_NONE)
        f = file_read(path, &signature);
    if (f == FAULT_NONE) {
        f = seal_moving_verify(&old->key, (struct span){old->bytes.data, old->bytes.length},
                               (struct span){signature.data, signature.length}, &claim, reason);
        snprintf(why, why_size, "the signature is not good: %s", reason);
    }
    buffer_free(&signature);
    if (f != FAULT_NONE)
        return f;
    memcpy(m->day, claim.day, sizeof m->day);
    m->list = claim.list;
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
    struct old_file old = {.bytes = {.limit = SEAL_ZIP_MAX}};
    struct seal_public new;
    uint8_t hash[SEAL_HASH];
    m->sealed.limit = SEAL_ZIP_MAX;
    fault f = read_public(w->old_key, &old.key, m->old_digits, why, why_size);
    if (f == FAULT_NONE)
        f = read_public(w->new_key, &new, m->new_digits, why, why_size);
    if (f == FAULT_NONE)
        f = seal_moving_recipient(&m->to, &new);
    if (f == FAULT_NONE)
        f = read_signed(m, w, &old, why, why_size);
    if (f == FAULT_NONE)
        f = count_lists(m, w, &old.key, why, why_size);
    if (f == FAULT_NONE)
        f = open_and_seal(m, w, (struct span){old.bytes.data, old.bytes.length}, why, why_size);
    if (f == FAULT_NONE) {
        seal_sha256(hash, m->sealed.data, m->sealed.length);
        bytes_hex(m->hash, hash, sizeof hash);
    }
    buffer_free(&old.bytes);
    return f;
}
