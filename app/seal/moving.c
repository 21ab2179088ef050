/* A kiosk's data sealed to another machine. The recipient is that machine's Ed25519 key taken to Curve25519, as age does with SSH keys:
 * one key is compared by people, and no second one has to be. The secret half never leaves the machine. */
#include "seal/inner.h"
#include "seal/moving.h"

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
