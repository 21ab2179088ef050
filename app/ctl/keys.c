/* The kiosk's public keys, from its data folder. */
#include "ctl/ctl.h"

#include "base/file.h"

static fault open_keys(struct seal **ret_seal, const char *data)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, data, "keys");
    return f == FAULT_NONE ? seal_open(ret_seal, path) : f;
}

fault ctl_kiosk_public(const char *data, struct seal_public *out, struct buffer *text)
{
    struct seal *seal = NULL;
    fault f = open_keys(&seal, data);
    if (f == FAULT_NONE) {
        *out = seal_public(seal);
        f = seal_public_text(out, text);
    }
    seal_close(seal);
    return f;
}

fault ctl_kiosk_words(const char *data, const char *kiosk, struct buffer *out)
{
    struct seal *seal = NULL;
    fault f = open_keys(&seal, data);
    if (f == FAULT_NONE)
        f = seal_words_key(seal, kiosk, out);
    seal_close(seal);
    return f;
}
