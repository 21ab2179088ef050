/* The consent text, kept: whoever signed can be shown the very words, as long as the kiosk stands. Kept are the texts of all languages,
 * at the start and whenever the office changes them, so that a sign-up adds nothing that tells its language. */
#include "flow/core/core.h"

#include <string.h>

enum { TEXT_MAX = 64 * 1024 };

fault flow_consent_text(const struct centre *centre, struct buffer *out, uint8_t ret_sha256[SEAL_HASH])
{
    const struct consent_values values = consent_values_of(centre);
    *out = (struct buffer){.limit = TEXT_MAX};
    consent_whole(out, &values);
    if (out->over)
        return FAULT_NO_MEMORY;
    seal_sha256(ret_sha256, out->data, out->length);
    return FAULT_NONE;
}

fault flow_consent_keep(struct store *store, const struct centre *centre, uint8_t ret_sha256[SEAL_HASH])
{
    struct buffer text;
    fault f = flow_consent_text(centre, &text, ret_sha256);
    if (f == FAULT_NONE)
        f = store_consent_text_add(store, ret_sha256, buffer_string(&text));
    buffer_free(&text);
    return f;
}

fault flow_consent_keep_all(struct store *store, const char *language)
{
    size_t count;
    const struct language *all = words_languages(&count);
    struct centre centre;
    uint8_t sha256[SEAL_HASH];
    fault f = FAULT_NONE;
    for (size_t i = 0; i < count && f == FAULT_NONE; i++) {
        words_switch(all[i].code);
        f = store_centre(store, all[i].code, &centre);
        if (f == FAULT_NONE)
            f = flow_consent_keep(store, &centre, sha256);
    }
    words_switch(language);
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f; /* no timetable: nobody signs up */
}
