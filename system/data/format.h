/* What lies on the raw data partition, and our token in its LUKS2 header; pure. Its functions are read by main.c and,
 * as hostile input, by the unit test system_data. */
#pragma once

#include "base/bytes.h"
#include "system/data/data.h"
#include "system/tpm/tpm.h"

enum { DATA_PROBE_BYTES = 1024 * 1024, DATA_MARK_BYTES = 4096 };
/* The last block of a partition while it is being made. */
extern const char data_mark[DATA_MARK_BYTES];

enum data_found {
    DATA_FOUND_BLANK,       /* the first MiB is zero: new, or installed anew */
    DATA_FOUND_LUKS,        /* a header begins there; its token names the owner */
    DATA_FOUND_LUKS_MARKED, /* the same, and the mark of an unfinished creation is there */
    DATA_FOUND_UNFINISHED,  /* we began to create it and have no header yet */
    DATA_FOUND_FOREIGN      /* anything else */
};
/* From the first DATA_PROBE_BYTES and the last DATA_MARK_BYTES of the partition. */
enum data_found data_probe(const uint8_t *first, const uint8_t *last);

enum { DATA_KEY_BYTES = 64, DATA_TOKEN_MAX = 8192 };
struct data_token {
    bool tpm;      /* the key is sealed in `sealed`; otherwise it stands in `key` */
    bool complete; /* file system and first contents are whole and durable */
    uint8_t key[DATA_KEY_BYTES];
    struct tpm_sealed sealed;
};
/* As JSON that LUKS2 takes for a token of key slot 0. */
void data_token_write(const struct data_token *token, struct buffer *json);
/* FILE_FOREIGN when it is no token of ours, FILE_DAMAGED when it is but not as written. */
fault data_token_read(struct data_token *ret_token, const char *json);
