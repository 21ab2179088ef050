/* Staff PINs. */
#include "seal/inner.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static_assert(SEAL_PIN_HASH == crypto_pwhash_argon2id_STRBYTES);

bool seal_pin_formed(const char *pin)
{
    size_t length = strspn(pin, "0123456789");
    return pin[length] == 0 && length >= SEAL_PIN_MIN && length <= SEAL_PIN_MAX;
}

/* Every digit the one before plus `step`, over 9 to 0. */
static bool steps(const char *pin, int step)
{
    for (size_t i = 1; pin[i]; i++)
        if ((pin[i] - pin[i - 1] - step) % 10 != 0)
            return false;
    return true;
}

/* The first `period` digits over and over. */
static bool repeats(const char *pin, size_t period)
{
    for (size_t i = period; pin[i]; i++)
        if (pin[i] != pin[i - period])
            return false;
    return true;
}

static int two(const char *at)
{
    return (at[0] - '0') * 10 + at[1] - '0';
}

static bool day_and_month(int day, int month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

static bool century(const char *at)
{
    return two(at) == 19 || two(at) == 20;
}

static bool date_like(const char *p)
{
    switch (strlen(p)) {
    case 4:
        return day_and_month(two(p), two(p + 2)) || day_and_month(two(p + 2), two(p)) || century(p);
    case 6:
        return day_and_month(two(p), two(p + 2)) || day_and_month(two(p + 4), two(p + 2));
    case 8:
        return (day_and_month(two(p), two(p + 2)) && century(p + 4)) ||
               (century(p) && day_and_month(two(p + 6), two(p + 4)));
    default:
        return false;
    }
}

bool seal_pin_weak(const char *pin)
{
    size_t length = strlen(pin);
    if (!seal_pin_formed(pin))
        return true;
    return steps(pin, 0) || steps(pin, 1) || steps(pin, -1) || repeats(pin, 2) ||
           (length % 2 == 0 && repeats(pin, length / 2)) || date_like(pin);
}

void seal_pin_make(char out[SEAL_PIN_MADE + 1])
{
    do {
        snprintf(out, SEAL_PIN_MADE + 1, "%06u", (unsigned)randombytes_uniform(1000000));
    } while (seal_pin_weak(out));
}

fault seal_pin_hash(char out[SEAL_PIN_HASH], const char *pin, struct seal_cost cost)
{
    memset(out, 0, SEAL_PIN_HASH);
    if (!seal_pin_formed(pin) || cost.operations < crypto_pwhash_argon2id_OPSLIMIT_MIN ||
        cost.memory_bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN)
        return FAULT_BAD_INPUT;
    if (crypto_pwhash_argon2id_str(out, pin, strlen(pin), cost.operations, cost.memory_bytes) == 0)
        return FAULT_NONE;
    memset(out, 0, SEAL_PIN_HASH);
    return FAULT_NO_MEMORY;
}

fault seal_pin_check(bool *ret_right, const char *hash, const char *pin)
{
    *ret_right = false;
    char copy[SEAL_PIN_HASH] = {0}; /* the library reads all 128 bytes */
    size_t length = strnlen(hash, SEAL_PIN_HASH);
    if (length == SEAL_PIN_HASH)
        return FAULT_FILE_DAMAGED;
    memcpy(copy, hash, length);
    if (crypto_pwhash_argon2id_str_needs_rehash(copy, crypto_pwhash_argon2id_OPSLIMIT_MIN,
                                                crypto_pwhash_argon2id_MEMLIMIT_MIN) < 0)
        return FAULT_FILE_DAMAGED;
    errno = 0;
    *ret_right = crypto_pwhash_argon2id_str_verify(copy, pin, strlen(pin)) == 0;
    return *ret_right || errno == EINVAL ? FAULT_NONE : FAULT_NO_MEMORY;
}
