/* Whose is this partition? Judged from its first MiB and its last block, before any library reads it.
 *
 * Power may go while the first header is written: that begins with random bytes, and the partition is then neither
 * blank nor a LUKS one. So a mark is written first, durably, into the very last block, which no header touches. The new
 * file system covers it. */
#include <string.h>
#include "system/data/format.h"

const char data_mark[DATA_MARK_BYTES] = "sirkel: this partition is being made; nothing on it is finished\n";
static const uint8_t luks[] = {'L', 'U', 'K', 'S', 0xba, 0xbe}, skul[] = {'S', 'K', 'U', 'L', 0xba, 0xbe};
enum { SECOND_HEADER = 16384 }; /* where LUKS2's second copy stands when the first is 16 KiB */

static const char *const state_words[] = {
#define DATA_STATE(name, word) word,
    DATA_STATES(DATA_STATE)
#undef DATA_STATE
};

const char *data_state_name(enum data_state state)
{
    return state_words[state];
}

/* It outlives the creation of a header; the new file system's encryption covers it. */
static bool is_marked(const uint8_t *last)
{
    return memcmp(last, data_mark, DATA_MARK_BYTES) == 0;
}

static bool all_zero(const uint8_t *data, size_t length)
{
    return data[0] == 0 && memcmp(data, data + 1, length - 1) == 0;
}

enum data_found data_probe(const uint8_t *first, const uint8_t *last)
{
    const bool marked = is_marked(last);
    if (memcmp(first, luks, sizeof luks) == 0 || memcmp(first + SECOND_HEADER, skul, sizeof skul) == 0)
        return marked ? DATA_FOUND_LUKS_MARKED : DATA_FOUND_LUKS;
    if (marked)
        return DATA_FOUND_UNFINISHED;
    return all_zero(first, DATA_PROBE_BYTES) ? DATA_FOUND_BLANK : DATA_FOUND_FOREIGN;
}

/* --- our token in the LUKS2 header: one flat JSON object whose values are words and hex, so that reading it back needs
 * no parser of other people's JSON. The header is not authenticated: everything is checked for its kind and length. ---
 */

static const char plain_type[] = "\"sirkel-plain\"", tpm_type[] = "\"sirkel-tpm\"";

void data_token_write(const struct data_token *token, struct buffer *json)
{
    buffer_format(json, "{\"type\":%s,\"keyslots\":[\"0\"],\"made\":\"%s\"", token->tpm ? tpm_type : plain_type,
                  token->complete ? "yes" : "no");
    buffer_text(json, token->tpm ? ",\"hidden\":\"" : ",\"key\":\"");
    if (token->tpm) {
        buffer_hex(json, token->sealed.private, token->sealed.private_length);
        buffer_text(json, "\",\"open\":\"");
        buffer_hex(json, token->sealed.public, token->sealed.public_length);
    } else {
        buffer_hex(json, token->key, sizeof token->key);
    }
    buffer_text(json, "\"}");
}

/* Where the value of "name" begins, its quote included; NULL when it is not there. */
static const char *value_of(const char *json, const char *name)
{
    char quoted[32] = "\"";
    size_t length = strlen(name);
    memcpy(quoted + 1, name, length);
    quoted[length + 1] = '"';
    const char *at = strstr(json, quoted);
    if (!at)
        return NULL;
    for (at += length + 2; *at == ' ' || *at == ':'; at++)
        ;
    return at;
}

static bool is_word(const char *json, const char *name, const char *quoted)
{
    const char *at = value_of(json, name);
    return at && strncmp(at, quoted, strlen(quoted)) == 0;
}

/* Hex of at least 1 and at most `size` bytes, ended by a quote. */
static bool read_hex(const char *json, const char *name, uint8_t *out, size_t size, size_t *ret_length)
{
    char digits[2 * TPM_PRIVATE_MAX + 1];
    const char *at = value_of(json, name);
    if (!at || *at++ != '"')
        return false;
    size_t count = strspn(at, "0123456789abcdef");
    if (at[count] != '"' || count == 0 || count % 2 || count / 2 > size || count >= sizeof digits)
        return false;
    memcpy(digits, at, count);
    digits[count] = 0;
    *ret_length = count / 2;
    bool read = bytes_unhex(out, *ret_length, digits);
    bytes_wipe(digits, sizeof digits);
    return read;
}

fault data_token_read(struct data_token *ret_token, const char *json)
{
    size_t length = 0;
    memset(ret_token, 0, sizeof *ret_token);
    ret_token->tpm = is_word(json, "type", tpm_type);
    if (!ret_token->tpm && !is_word(json, "type", plain_type))
        return FAULT_FILE_FOREIGN;
    ret_token->complete = is_word(json, "made", "\"yes\"");
    if (!ret_token->complete && !is_word(json, "made", "\"no\""))
        return FAULT_FILE_DAMAGED;
    struct tpm_sealed *sealed = &ret_token->sealed;
    if (ret_token->tpm)
        return read_hex(json, "hidden", sealed->private, sizeof sealed->private, &sealed->private_length) &&
                       read_hex(json, "open", sealed->public, sizeof sealed->public, &sealed->public_length)
                   ? FAULT_NONE
                   : FAULT_FILE_DAMAGED;
    return read_hex(json, "key", ret_token->key, sizeof ret_token->key, &length) && length == sizeof ret_token->key
               ? FAULT_NONE
               : FAULT_FILE_DAMAGED;
}
