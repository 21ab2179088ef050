/* The only door to libcryptsetup. The key is 64 random bytes, so the derivation that makes guessing slow is set to its
 * least; header, key slots and their two copies are the library's. Device nodes are made by the library itself: there
 * is no udev here. */
#include <errno.h>
#include <libcryptsetup.h>
#include <string.h>
#include "system/data/inner.h"
#include "system/common/say.h"

enum { VOLUME_KEY_BYTES = 64, SECTOR = 4096, TOKENS = 32 }; /* AES-256 in XTS takes two keys; LUKS2 has 32 tokens */

static void tell(int level, const char *message, void *nobody)
{
    (void)nobody;
    if (level == CRYPT_LOG_ERROR || level == CRYPT_LOG_NORMAL)
        say("data", "%.*s", (int)strcspn(message, "\n"), message);
}

static fault of(int result)
{
    return result >= 0 ? FAULT_NONE : fault_errno(-result);
}

/* Our token: FILE_FOREIGN when there is none. */
static fault find_token(struct crypt_device *header, struct data_token *ret_token)
{
    fault f = FAULT_FILE_FOREIGN;
    for (int i = 0; i < TOKENS && f == FAULT_FILE_FOREIGN; i++) {
        const char *json = NULL;
        if (crypt_token_json_get(header, i, &json) >= 0 && json)
            f = data_token_read(ret_token, json);
    }
    return f;
}

enum data_look data_luks_read(const char *device, bool marked, struct crypt_device **ret_header,
                              struct data_token *ret_token)
{
    const enum data_look otherwise = marked ? DATA_LOOK_BEGUN : DATA_LOOK_FOREIGN;
    crypt_set_log_callback(NULL, tell, NULL);
    crypt_token_external_disable(); /* our token is ours to read: no plug-in is looked for */
    *ret_header = NULL;
    if (crypt_init(ret_header, device) < 0 || crypt_load(*ret_header, CRYPT_LUKS2, NULL) < 0)
        return otherwise;
    fault f = find_token(*ret_header, ret_token);
    if (f == FAULT_FILE_FOREIGN)
        return otherwise;
    return f == FAULT_NONE && !ret_token->made ? DATA_LOOK_BEGUN : DATA_LOOK_LUKS;
}

fault data_luks_token(struct crypt_device *header, const struct data_token *token)
{
    struct buffer json = {.limit = DATA_TOKEN_MAX};
    data_token_write(token, &json);
    fault f = json.over ? FAULT_TOO_LARGE : of(crypt_token_json_set(header, 0, buffer_string(&json)));
    buffer_free(&json);
    return f;
}

fault data_luks_new(const char *device, const struct data_token *token, const uint8_t *key,
                    struct crypt_device **ret_header)
{
    struct crypt_pbkdf_type derive = {.type = CRYPT_KDF_PBKDF2, .hash = "sha256", .iterations = 1000};
    derive.flags = CRYPT_PBKDF_NO_BENCHMARK;
    struct crypt_params_luks2 shape = {.pbkdf = &derive, .sector_size = SECTOR, .label = "sirkel-data"};
    crypt_set_log_callback(NULL, tell, NULL);
    fault f = of(crypt_init(ret_header, device));
    if (f == FAULT_NONE)
        f = of(crypt_format(*ret_header, CRYPT_LUKS2, "aes", "xts-plain64", NULL, NULL, VOLUME_KEY_BYTES, &shape));
    if (f == FAULT_NONE)
        f = of(crypt_keyslot_add_by_volume_key(*ret_header, 0, NULL, 0, (const char *)key, DATA_KEY_BYTES));
    if (f == FAULT_NONE)
        f = data_luks_token(*ret_header, token);
    return f;
}

fault data_luks_open(struct crypt_device *header, const uint8_t *key)
{
    return of(crypt_activate_by_passphrase(header, DATA_MAPPED, 0, (const char *)key, DATA_KEY_BYTES, 0));
}

void data_luks_free(struct crypt_device *header)
{
    if (header)
        crypt_free(header);
}

fault data_luks_close(void)
{
    int result = crypt_deactivate(NULL, DATA_MAPPED);
    return result == -ENODEV ? FAULT_NONE : of(result); /* it was never open */
}
