/* The pieces of the data program, between its own files. */
#pragma once

#include "base/bytes.h"
#include "system/data/data.h"
#include "system/data/tpm.h"

#define DATA_MAPPED "data" /* the opened partition is /dev/mapper/data */
#define DATA_DEVICE "/dev/mapper/" DATA_MAPPED

/* --- what lies on the raw partition (data_look.c) --- */
enum { DATA_LOOK_BYTES = 1024 * 1024, DATA_MARK_BYTES = 4096 };
enum data_look {
    DATA_LOOK_BLANK,  /* the first MiB is zero: new, or installed anew */
    DATA_LOOK_LUKS,   /* a header begins there: whose, its token tells */
    DATA_LOOK_BEGUN,  /* we began to make it and have no header yet */
    DATA_LOOK_FOREIGN /* anything else */
};
/* From the first DATA_LOOK_BYTES and the last DATA_MARK_BYTES of the partition. */
enum data_look data_look(const uint8_t *first, const uint8_t *last);
/* Fills DATA_MARK_BYTES with the mark of a making that was begun. */
void data_mark(uint8_t *out);
/* Is the mark there? It outlives a header's making and is encrypted over by the file system's. */
bool data_marked(const uint8_t *last);

/* --- our token in the header (data_token.c) --- */
enum { DATA_KEY_BYTES = 64, DATA_TOKEN_MAX = 8192 };
struct data_token {
    bool chip; /* the key is sealed in `sealed`; otherwise it stands in `key` */
    bool made; /* file system and first contents are whole and durable */
    uint8_t key[DATA_KEY_BYTES];
    struct tpm_sealed sealed;
};
/* As JSON that LUKS2 takes for a token of key slot 0. */
void data_token_write(const struct data_token *token, struct buffer *json);
/* FILE_FOREIGN when it is no token of ours, FILE_DAMAGED when it is but not as written. */
fault data_token_read(struct data_token *ret_token, const char *json);

/* --- the header and the mapping (data_luks.c) --- */
struct crypt_device;
/* BEGUN (`made` false or no token, and the mark is there), FOREIGN, or LUKS with the token filled in. */
enum data_look data_luks_read(const char *device, bool marked, struct crypt_device **ret_header,
                              struct data_token *ret_token);
fault data_luks_new(const char *device, const struct data_token *token, const uint8_t *key,
                    struct crypt_device **ret_header);
fault data_luks_token(struct crypt_device *header, const struct data_token *token);
fault data_luks_open(struct crypt_device *header, const uint8_t *key);
void data_luks_free(struct crypt_device *header);
fault data_luks_close(void);

/* --- the file system (data_ext4.c) --- */
fault data_ext4_new(void);
/* In order, as it is, after a cautious repair, after a full one, after one from the backup superblock; DISK_BROKEN when
 * none helps. */
fault data_ext4_check(void);
fault data_ext4_mount(void);

/* --- the first making (data_make.c) --- */
/* Makes the partition from nothing and mounts it; `ret_chip` tells where the key is. */
fault data_make(const char *device, bool *ret_chip);
