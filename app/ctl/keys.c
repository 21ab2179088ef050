/* Keys as people meet them: fingerprints to compare by voice, and the public key as a text. */
#include "ctl/ctl.h"

#include <stdio.h>
#include "base/file.h"

void ctl_fingerprint(char out[CTL_FINGERPRINT], const void *data, size_t length)
{
    uint8_t hash[SEAL_HASH];
    size_t n = 0;
    seal_sha256(hash, data, length);
    for (size_t i = 0; i < 8;
         i++) /* two bytes a group; that low groups come up a little more often does no harm here */
        n += (size_t)snprintf(out + n, CTL_FINGERPRINT - n, "%s%04u", i ? " " : "",
                              (unsigned)(hash[2 * i] << 8 | hash[2 * i + 1]) % 10000u);
}

fault ctl_kiosk_public(const char *data, struct seal_public *out, struct buffer *text)
{
    char path[FILE_PATH_MAX];
    struct seal *seal = NULL;
    fault f = file_path(path, data, "keys");
    if (f == FAULT_NONE)
        f = seal_open(&seal, path);
    if (f == FAULT_NONE) {
        *out = seal_public(seal);
        f = seal_public_text(out, text);
    }
    seal_close(seal);
    return f;
}
