/* A kiosk's data sealed to another machine. The recipient is that machine's Ed25519 key taken to Curve25519, as age does with SSH keys:
 * one key is compared by people, and no second one has to be. The secret half never leaves the machine. */
#include "seal/inner.h"
#include "seal/minisign.h"
#include "seal/moving.h"

#include <stdio.h>
#include <string.h>

fault seal_moving_recipient(struct seal_recipient *ret, const struct seal_public *machine)
{
    return crypto_sign_ed25519_pk_to_curve25519(ret->key, machine->key) == 0 ? FAULT_NONE : FAULT_BAD_INPUT;
}

fault seal_moving_open(const struct seal *seal, struct span file, struct buffer *out, char *why)
{
    struct seal_identity identity = {0};
    const struct seal_keyring ring = {.identities = &identity, .count = 1};
    fault f = seal_moving_recipient(&identity.recipient, &seal->public);
    if (f == FAULT_NONE && crypto_sign_ed25519_sk_to_curve25519(identity.secret, seal->sign_secret) != 0)
        f = FAULT_BAD_INPUT;
    if (f == FAULT_NONE)
        f = seal_age_open(out, &ring, file, why);
    seal_wipe(&identity, sizeof identity);
    return f;
}

static void hash_of(uint8_t out[64], struct span file)
{
    struct seal_hash h;
    seal_hash_begin(&h);
    seal_hash_add(&h, file.data, file.length);
    seal_hash_end(&h, out);
}

static void comment(char out[SEAL_TRUSTED_MAX + 1], const char *kiosk, size_t size)
{
    snprintf(out, SEAL_TRUSTED_MAX + 1, "kx1-moving kiosk=%s size=%zu", kiosk, size);
}

fault seal_moving_sign(const struct seal *seal, const char *kiosk, struct span file, struct buffer *out)
{
    char trusted[SEAL_TRUSTED_MAX + 1];
    uint8_t hash[64], global[64];
    if (!seal_kiosk_name_good(kiosk))
        return FAULT_BAD_INPUT;
    comment(trusted, kiosk, file.length);
    hash_of(hash, file);
    return seal_sign(seal, hash, trusted, out, global);
}

fault seal_moving_verify(const struct seal_public *key, struct span file, struct span signature, char *why)
{
    struct seal_proof proof;
    char kiosk[SEAL_KIOSK_MAX + 1] = "", again[SEAL_TRUSTED_MAX + 1];
    uint8_t hash[64];
    hash_of(hash, file);
    fault f = seal_verify(key, hash, signature, &proof, why);
    if (f != FAULT_NONE)
        return f;
    (void)sscanf(proof.trusted, "kx1-moving kiosk=%16[a-z0-9-] ", kiosk);
    comment(again, kiosk, file.length);
    return strcmp(again, proof.trusted) == 0
               ? FAULT_NONE
               : seal_say(why, FAULT_NOT_SIGNED, "the trusted comment is not that of a kiosk that moves");
}
