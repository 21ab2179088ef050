/* The minisign public key file: a comment nobody proves, and base64("Ed" || key id || key). */
#include "seal/inner.h"

#include <string.h>

static const char comment[] = "untrusted comment: ";

struct public_file {
    uint8_t kind[2];
    struct seal_public key;
};
enum { PUBLIC_TEXT = 56 };

void seal_key_id_text(char out[17], const uint8_t key_id[8])
{
    static const char digits[] = "0123456789ABCDEF";
    for (int i = 0; i < 8; i++) { /* printed as a little-endian number */
        out[2 * i] = digits[key_id[7 - i] >> 4];
        out[2 * i + 1] = digits[key_id[7 - i] & 15];
    }
    out[16] = 0;
}

fault seal_public_text(const struct seal_public *key, struct buffer *out)
{
    struct public_file file = {.kind = "Ed", .key = *key};
    char text[PUBLIC_TEXT + 1], id[17];
    size_t before = out->length;
    sodium_bin2base64(text, sizeof text, (const uint8_t *)&file, sizeof file, sodium_base64_VARIANT_ORIGINAL);
    seal_key_id_text(id, key->key_id);
    buffer_format(out, "%sminisign public key %s\n%s\n", comment, id, text);
    if (!out->over)
        return FAULT_NONE;
    seal_take_back(out, before);
    return FAULT_TOO_LARGE;
}

/* The next line of `text`, without what ends it: LF, CR LF, blanks. False at the end. */
static bool next_line(struct span *text, struct span *ret_line)
{
    if (text->length == 0)
        return false;
    const uint8_t *end = memchr(text->data, '\n', text->length);
    size_t length = end ? (size_t)(end - text->data) : text->length;
    *ret_line = (struct span){text->data, length};
    *text = (struct span){text->data + length + (end ? 1 : 0), text->length - length - (end ? 1 : 0)};
    while (ret_line->length > 0 && memchr("\r \t", ret_line->data[ret_line->length - 1], 3))
        ret_line->length--;
    return true;
}

fault seal_public_parse(struct seal_public *ret_key, struct span text)
{
    struct public_file file;
    struct span line;
    if (!next_line(&text, &line)) /* the comment: nobody proves it, whatever it says */
        return FAULT_FILE_DAMAGED;
    do {
        if (!next_line(&text, &line))
            return FAULT_FILE_DAMAGED;
    } while (line.length == 0);
    if (line.length != PUBLIC_TEXT || !seal_base64_exact(&file, sizeof file, (const char *)line.data, PUBLIC_TEXT) ||
        memcmp(file.kind, "Ed", 2) != 0)
        return FAULT_FILE_DAMAGED;
    *ret_key = file.key;
    return FAULT_NONE;
}
