/* The chip (TPM 2.0, /dev/tpmrm0) that gives a secret back only to a start-up that went as the one it was sealed in:
 * PCR 7, which holds Secure Boot's state and keys. It stands no matter which slot runs; with Secure Boot off, any
 * system started on this machine gets the secret. Sessions are encrypted, so the wires between TPM and processor reveal
 * nothing to one who only listens. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/fault.h"

enum { TPM_PRIVATE_MAX = 512, TPM_PUBLIC_MAX = 256, TPM_SECRET_MAX = 128 };

struct tpm_sealed { /* as the chip gave it, marshalled; worthless without that chip */
    uint8_t private[TPM_PRIVATE_MAX], public[TPM_PUBLIC_MAX];
    size_t private_length, public_length;
};

/* NO_ENTRY: there is no chip. */
fault tpm_seal(const uint8_t *secret, size_t length, struct tpm_sealed *ret_sealed);
/* NO_ENTRY: there is no chip. NOT_FOR_US: it refuses (another chip, or the start-up differs); DISK_BROKEN: no sense
 * could be made of it. */
fault tpm_unseal(const struct tpm_sealed *sealed, uint8_t *ret_secret, size_t length);
