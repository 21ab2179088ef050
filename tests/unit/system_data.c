/* Whose partition is it, and our token in its header: nothing but blank or half-made is ever taken for ours to make. */
#include <stdlib.h>
#include <sys/random.h>
#include "system/data/format.h"
#include "test.h"

static uint8_t first[DATA_PROBE_BYTES], last[DATA_MARK_BYTES];

static void looks(void)
{
    CHECK(data_probe(first, last) == DATA_FOUND_BLANK);
    first[DATA_PROBE_BYTES - 1] = 1;
    CHECK(data_probe(first, last) == DATA_FOUND_FOREIGN);
    memcpy(last, data_mark, sizeof last);
    CHECK(data_probe(first, last) == DATA_FOUND_UNFINISHED);
    first[DATA_PROBE_BYTES - 1] = 0;
    CHECK(data_probe(first, last) == DATA_FOUND_UNFINISHED);
    last[DATA_MARK_BYTES - 1] = 1;
    CHECK(data_probe(first, last) == DATA_FOUND_BLANK);
    memcpy(first + 1024 + 56, "\x53\xef", 2); /* ext4's own sign */
    CHECK(data_probe(first, last) == DATA_FOUND_FOREIGN);
    memcpy(first, "LUKS\xba\xbe", 6);
    memcpy(last, data_mark, sizeof last);
    CHECK(data_probe(first, last) == DATA_FOUND_LUKS_MARKED); /* the header decides, not the mark */
    last[0] ^= 1;
    CHECK(data_probe(first, last) == DATA_FOUND_LUKS);
    memset(first, 0, sizeof first);
    memcpy(first + 16384, "SKUL\xba\xbe", 6); /* the second header alone */
    CHECK(data_probe(first, last) == DATA_FOUND_LUKS);
}

static void there_and_back(bool chip, bool made)
{
    struct data_token token = {.tpm = chip, .complete = made}, again;
    struct buffer json = {.limit = DATA_TOKEN_MAX};
    CHECK(getrandom(token.key, sizeof token.key, 0) == sizeof token.key);
    token.sealed.private_length = TPM_PRIVATE_MAX;
    token.sealed.public_length = 78;
    for (size_t i = 0; i < TPM_PRIVATE_MAX; i++)
        token.sealed.private[i] = (uint8_t)i;
    memset(token.sealed.public, 0xab, token.sealed.public_length);
    data_token_write(&token, &json);
    CHECK(!json.over && data_token_read(&again, buffer_string(&json)) == FAULT_NONE);
    CHECK(again.tpm == chip && again.complete == made);
    if (chip)
        CHECK(again.sealed.private_length == TPM_PRIVATE_MAX && again.sealed.public_length == 78 &&
              memcmp(again.sealed.private, token.sealed.private, TPM_PRIVATE_MAX) == 0 &&
              memcmp(again.sealed.public, token.sealed.public, 78) == 0 && !strstr(buffer_string(&json), "\"key\":"));
    else
        CHECK(memcmp(again.key, token.key, sizeof token.key) == 0);
    buffer_free(&json);
}

/* Each change of one byte: our kind with the same key, or refused; never a crash, never another length. */
static void changes(void)
{
    struct data_token token = {.complete = true}, again;
    struct buffer json = {.limit = DATA_TOKEN_MAX};
    size_t refused = 0;
    data_token_write(&token, &json);
    for (size_t i = 0; i < json.length; i++) {
        char *copy = strdup(buffer_string(&json));
        copy[i] = '%';
        refused += data_token_read(&again, copy) != FAULT_NONE;
        copy[i] = 0;
        CHECK(data_token_read(&again, copy) != FAULT_NONE || i + 1 == json.length);
        free(copy);
    }
    CHECK(refused > json.length / 2);
    buffer_free(&json);
}

static void others(void)
{
    static const char *const foreign[] = {"", "{}", "{\"type\":\"luks2-keyring\",\"keyslots\":[]}",
                                          "{\"type\":\"systemd-tpm2\",\"key\":\"00\"}", "{\"type\":\"sirkel\"}"};
    static const char *const damaged[] = {
        "{\"type\":\"sirkel-plain\",\"keyslots\":[\"0\"],\"made\":\"yes\",\"key\":\"00\"}",
        "{\"type\":\"sirkel-plain\",\"keyslots\":[\"0\"],\"made\":\"yes\"}",
        "{\"type\":\"sirkel-plain\",\"keyslots\":[\"0\"],\"made\":true,\"key\":\"00\"}",
        "{\"type\":\"sirkel-tpm\",\"keyslots\":[\"0\"],\"made\":\"yes\",\"hidden\":\"\",\"open\":\"00\"}",
        "{\"type\":\"sirkel-tpm\",\"keyslots\":[\"0\"],\"made\":\"yes\",\"hidden\":\"0\",\"open\":\"00\"}",
        "{\"type\":\"sirkel-tpm\",\"keyslots\":[\"0\"],\"made\":\"yes\",\"hidden\":\"AA\",\"open\":\"00\"}",
    };
    struct data_token token;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        CHECK(data_token_read(&token, foreign[i]) == FAULT_FILE_FOREIGN);
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
        CHECK(data_token_read(&token, damaged[i]) == FAULT_FILE_DAMAGED);
}

int main(void)
{
    looks();
    for (int i = 0; i < 4; i++)
        there_and_back(i & 1, i & 2);
    changes();
    others();
    return TEST_END();
}
