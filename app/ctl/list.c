/* Checking a list's signature: streaming, so that size does not matter. */
#include "ctl/list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "flow/code/code.h"

fault list_hash(const char *path, uint8_t hash[64], uint64_t *ret_size)
{
    uint8_t block[LIST_BLOCK];
    struct seal_hash h;
    struct stat st;
    ssize_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    fault f = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? FAULT_NONE : FAULT_FILE_FOREIGN;
    seal_hash_begin(&h);
    *ret_size = 0;
    while (f == FAULT_NONE && ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR)))
        if (n > 0) {
            seal_hash_add(&h, block, (size_t)n);
            *ret_size += (uint64_t)n;
        }
    if (f == FAULT_NONE && n < 0)
        f = fault_errno(errno);
    seal_hash_end(&h, hash);
    close(fd);
    return f;
}

static fault read_key(const char *path, struct seal_public *out, char *why, size_t why_size)
{
    struct buffer text = {.limit =
                              4096}; /* minisign reads a comment of at most 1024 bytes, and nothing behind the key */
    fault f = file_read(path, &text);
    if (f == FAULT_NONE)
        f = seal_public_parse(out, (struct span){text.data, text.length});
    if (f != FAULT_NONE)
        snprintf(why, why_size, "%s is no minisign public key that can be read", path);
    buffer_free(&text);
    return f;
}

static fault read_signature(const char *file, struct buffer *out, char *why, size_t why_size)
{
    char path[FILE_PATH_MAX + 16];
    snprintf(path, sizeof path, "%s.minisig", file);
    if (strlen(path) >= FILE_PATH_MAX)
        return FAULT_BAD_INPUT;
    fault f = file_read(path, out);
    if (f == FAULT_FILE_MISSING) {
        snprintf(why, why_size, "there is no %s beside it: an export that was broken off is no list", path);
        f = FAULT_NOT_SIGNED;
    } else if (f == FAULT_TOO_LARGE) {
        snprintf(why, why_size, "%s is no signature", path);
        f = FAULT_NOT_SIGNED;
    }
    return f;
}

static void minute_text(char *out, size_t size, int64_t moment)
{
    int32_t day = (int32_t)(moment / 86400), minute = (int32_t)(moment % 86400 / 60);
    struct date d = date_of(day);
    snprintf(out, size, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, minute / 60, minute % 60);
}

fault list_verify(const char *file, const char *key, struct list_claim *out, char *why, size_t why_size)
{
    struct seal_public public;
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_signed list = {.name = strrchr(file, '/') ? strrchr(file, '/') + 1 : file};
    char reason[SEAL_WHY] = "";
    *out = (struct list_claim){0};
    fault f = read_key(key, &public, why, why_size);
    if (f == FAULT_NONE)
        f = list_hash(file, list.hash, &list.size);
    if (f == FAULT_NONE)
        f = read_signature(file, &signature, why, why_size);
    if (f == FAULT_NONE) {
        list.signature = (struct span){signature.data, signature.length};
        f = seal_claim_verify(&public, &list, &out->claim, out->next, reason);
        if (f != FAULT_NONE)
            snprintf(why, why_size, "the signature is not good: %s", reason);
    }
    if (f == FAULT_NONE) {
        seal_key_id_text(out->key_id, public.key_id);
        seal_digits(out->digits, public.key, sizeof public.key);
        memcpy(out->hash, list.hash, sizeof list.hash);
        minute_text(out->minute, sizeof out->minute, out->claim.minute);
    }
    buffer_free(&signature);
    return f;
}

void list_words(struct buffer *out, const uint8_t hash[64], const char *assets, bool json)
{
    struct flow_lists lists = {0};
    char why[300] = "", words[FLOW_FOUR_WORDS];
    size_t count;
    const struct language *languages = words_languages(&count);
    if (flow_lists_open(&lists, assets, why, sizeof why) != FAULT_NONE) {
        fprintf(stderr, "sirkelctl: the four words can't be shown: %s\n", why);
        count = 0;
    }
    if (json && count > 0)
        buffer_text(out, "\"words\":{");
    for (size_t i = 0; i < count; i++) {
        flow_lists_four(&lists, (int32_t)i, hash, words);
        if (json)
            ctl_json_text(out, languages[i].code, words);
        else
            buffer_format(out, "  %s  %s\n", languages[i].code, words);
    }
    if (json && count > 0)
        ctl_json_end(out, "},");
    flow_lists_close(&lists);
}
