/* The receipt code: four words from a list of 2,048 (44 bits). It becomes a tag that is stored, and an age identity
 * that is not. What is hashed is the language of the list and the four places in it, not the spelling: a code works in
 * the language it was given in, and a word list must never change its order once a code was given from it. */
#pragma once

#include "seal/age.h"

enum { SEAL_CODE_WORDS = 4, SEAL_CODE_LIST = 2048, SEAL_CODE_TAG = 32, SEAL_CODE_SALTS = 16 };

struct seal_code { /* secret: seal_wipe it */
    char language[8];
    uint16_t word[SEAL_CODE_WORDS];
};

struct seal_cost {         /* of Argon2id; stored per kiosk */
    uint32_t operations;   /* passes: 1 or more */
    uint32_t memory_bytes; /* 8,192 or more */
};
#define SEAL_CODE_COST ((struct seal_cost){4, 64u << 20}) /* docs/decisions/receipt-code.md */
#define SEAL_CODE_COST_DEMO ((struct seal_cost){1, 8192}) /* for 10,000 invented sign-ups only */

/* Four random words; `language` at most 7 bytes, else BAD_INPUT. */
fault seal_code_make(struct seal_code *ret_code, const char *language);
/* One of the SEAL_CODE_SALTS salts, 0 and up, made from the kiosk's own 16 random bytes. A new code is hashed with one of them,
 * drawn by lot and kept nowhere: whoever looks for it, with the code or by guessing, tries them all. */
void seal_code_salt(uint8_t out[16], const uint8_t kiosk[16], uint32_t which);
/* Takes the same time for every code. From any thread. NO_MEMORY, BAD_INPUT (a word out of the list). */
fault seal_code_derive(const struct seal_code *code, struct seal_cost cost, const uint8_t salt[16],
                       uint8_t ret_tag[SEAL_CODE_TAG], struct seal_identity *ret_identity);
