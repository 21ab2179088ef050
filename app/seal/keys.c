/* The kiosk's keys: made once, read into guarded memory, and their public halves as text. A key file is 96 bytes:
 * what it is, key id, seed, public key, and a check that finds accidents (docs/formats.md). */
#include "seal/inner.h"
#include "seal/moving.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"

struct key_file {
    uint8_t kind[16], key_id[8], seed[32], public[32], check[8];
};
static_assert(sizeof(struct key_file) == 96);

static const char sign_kind[16] = "sirkel sign 1", note_kind[16] = "sirkel note 1";
static const struct key_row {
    const char *name, *copy, *kind; /* kind: 16 bytes */
} sign_row = {"sign.key", "sign.copy", sign_kind}, note_row = {"note.key", "note.copy", note_kind};

bool seal_kiosk_name_good(const char *kiosk)
{
    size_t length = strspn(kiosk, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length >= 1 && length <= SEAL_KIOSK_MAX && kiosk[length] == 0;
}

static void check_of(uint8_t out[8], const struct key_file *key)
{
    uint8_t hash[32];
    crypto_generichash_blake2b(hash, 32, (const uint8_t *)key, offsetof(struct key_file, check), NULL, 0);
    memcpy(out, hash, 8);
    sodium_memzero(hash, sizeof hash);
}

static bool is_there(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_path(path, folder, name) == FAULT_NONE && access(path, F_OK) == 0;
}

static fault create_key(const char *folder, const struct key_row *row)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, folder, row->name);
    if (f != FAULT_NONE || is_there(folder, row->name) || is_there(folder, row->copy))
        return f;
    struct key_file key;
    uint8_t secret[64];
    memcpy(key.kind, row->kind, 16);
    randombytes_buf(key.key_id, 8);
    randombytes_buf(key.seed, 32);
    crypto_sign_seed_keypair(key.public, secret, key.seed);
    check_of(key.check, &key);
    f = file_replace(path, &key, sizeof key, 0600);
    sodium_memzero(&key, sizeof key);
    sodium_memzero(secret, sizeof secret);
    return f;
}

fault seal_create(const char *folder)
{
    fault f = seal_start();
    if (f == FAULT_NONE)
        f = file_folder(folder, 0700);
    if (f == FAULT_NONE)
        f = file_mode(folder, 0700);
    if (f == FAULT_NONE)
        f = create_key(folder, &sign_row);
    if (f == FAULT_NONE)
        f = create_key(folder, &note_row);
    bool damaged;
    return f == FAULT_NONE ? seal_mend(folder, &damaged) : f;
}

/* Is it whole, and a key of that kind? Its secret in `secret`. */
static bool key_good(const struct key_file *key, uint8_t secret[64], const char kind[16])
{
    uint8_t check[8], public[32];
    check_of(check, key);
    crypto_sign_seed_keypair(public, secret, key->seed);
    return memcmp(key->kind, kind, 16) == 0 && sodium_memcmp(check, key->check, 8) == 0 &&
           memcmp(public, key->public, 32) == 0;
}

static fault load_file(struct key_file *key, uint8_t secret[64], const char *folder, const char *name,
                       const char kind[16])
{
    char path[FILE_PATH_MAX];
    struct buffer content = {.limit = sizeof *key};
    fault f = file_path(path, folder, name);
    if (f == FAULT_NONE)
        f = file_read(path, &content);
    if (f == FAULT_TOO_LARGE || (f == FAULT_NONE && content.length != sizeof *key))
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE) {
        memcpy(key, content.data, sizeof *key);
        if (!key_good(key, secret, kind))
            f = FAULT_FILE_DAMAGED;
    }
    buffer_free(&content);
    return f;
}

/* Either file will do. */
static fault load_key(struct key_file *key, uint8_t secret[64], const char *folder, const struct key_row *row)
{
    fault f = load_file(key, secret, folder, row->name, row->kind);
    if (f == FAULT_FILE_DAMAGED || f == FAULT_FILE_MISSING) {
        fault copy = load_file(key, secret, folder, row->copy, row->kind);
        f = copy == FAULT_NONE ? copy : f;
    }
    return f;
}

static fault mend_key(const char *folder, const struct key_row *row, bool *ret_damaged)
{
    struct key_file good, other;
    uint8_t secret[64];
    fault f = load_key(&good, secret, folder, row);
    const char *const names[] = {row->name, row->copy};
    for (size_t i = 0; i < 2 && f == FAULT_NONE; i++) {
        char path[FILE_PATH_MAX];
        fault read = load_file(&other, secret, folder, names[i], row->kind);
        if (read == FAULT_NONE && sodium_memcmp(&other, &good, sizeof good) == 0)
            continue;
        *ret_damaged |= i == 0 || read != FAULT_FILE_MISSING; /* before version 0.4 there was no copy */
        f = file_path(path, folder, names[i]);
        if (f == FAULT_NONE)
            f = file_replace(path, &good, sizeof good, 0600);
    }
    sodium_memzero(&good, sizeof good);
    sodium_memzero(&other, sizeof other);
    sodium_memzero(secret, sizeof secret);
    return f;
}

fault seal_mend(const char *folder, bool *ret_damaged)
{
    *ret_damaged = false;
    fault f = mend_key(folder, &sign_row, ret_damaged);
    return f == FAULT_NONE ? mend_key(folder, &note_row, ret_damaged) : f;
}

fault seal_open(struct seal **ret_seal, const char *folder)
{
    *ret_seal = NULL;
    fault f = seal_start();
    if (f != FAULT_NONE)
        return f;
    struct key_file *key = sodium_malloc(sizeof *key);
    struct seal *seal = sodium_malloc(sizeof *seal);
    if (!key || !seal) {
        f = FAULT_NO_MEMORY;
        goto out;
    }
    *seal = (struct seal){0};
    f = load_key(key, seal->sign_secret, folder, &sign_row);
    if (f != FAULT_NONE)
        goto out;
    memcpy(seal->public.key_id, key->key_id, 8);
    memcpy(seal->public.key, key->public, 32);
    f = load_key(key, seal->note_secret, folder, &note_row);
    if (f != FAULT_NONE)
        goto out;
    memcpy(seal->note_public, key->public, 32);
    *ret_seal = seal;
    seal = NULL;
out:
    sodium_free(key);
    sodium_free(seal);
    return f;
}

void seal_close(struct seal *seal)
{
    sodium_free(seal);
}

fault seal_recipients_set(struct seal *seal, const char *const *texts, size_t count)
{
    struct seal_recipient fresh[SEAL_RECIPIENTS_MAX];
    if (count < SEAL_RECIPIENTS_MIN || count > SEAL_RECIPIENTS_MAX)
        return FAULT_BAD_INPUT;
    for (size_t i = 0; i < count; i++) {
        fault f = seal_recipient_parse(&fresh[i], texts[i]);
        if (f != FAULT_NONE)
            return f;
        for (size_t j = 0; j < i; j++)
            if (memcmp(fresh[i].key, fresh[j].key, 32) == 0)
                return FAULT_BAD_INPUT;
    }
    memcpy(seal->recipients, fresh, count * sizeof *fresh);
    seal->recipient_count = count;
    return FAULT_NONE;
}

struct seal_public seal_public(const struct seal *seal)
{
    return seal->public;
}

const uint8_t *seal_note_public(const struct seal *seal)
{
    return seal->note_public;
}

void seal_digits(char out[SEAL_DIGITS], const void *data, size_t length)
{
    uint8_t hash[SEAL_HASH];
    size_t n = 0;
    seal_sha256(hash, data, length);
    /* Two bytes a group; that low groups come up a little more often does no harm here. */
    for (size_t i = 0; i < 8; i++)
        n += (size_t)snprintf(out + n, SEAL_DIGITS - n, "%s%04u", i ? " " : "",
                              (unsigned)(hash[2 * i] << 8 | hash[2 * i + 1]) % 10000u);
}

fault seal_moving_digits(char out[SEAL_DIGITS], struct span key_file)
{
    struct key_file key;
    uint8_t secret[64];
    out[0] = 0;
    if (key_file.length != sizeof key)
        return FAULT_FILE_DAMAGED;
    memcpy(&key, key_file.data, sizeof key);
    bool good = key_good(&key, secret, sign_row.kind);
    if (good)
        seal_digits(out, key.public, sizeof key.public);
    sodium_memzero(&key, sizeof key);
    sodium_memzero(secret, sizeof secret);
    return good ? FAULT_NONE : FAULT_FILE_DAMAGED;
}
