/* Reading an update's manifest. MUST 1: nothing is read before the signature over all of it is found good. MUST 2: one
 * text, one meaning: fixed lines in a fixed order, numbers without leading zeros, one LF a line, nothing behind. */
#include "system/update/manifest.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "seal/minisign.h"

enum { DIGITS_MAX = 15, VERSION_PARTS = 4, VERSION_DIGITS = 6, SIGNED_TEXT = 64 };

static const char *const names[MANIFEST_FILES] = {"root.img", "sirkel-a.efi", "sirkel-b.efi"};

static fault say_why(char *why, fault f, const char *reason)
{
    if (why)
        snprintf(why, SEAL_WHY, "%s", reason);
    return f;
}

const char *manifest_file_name(enum manifest_file file)
{
    return names[file];
}

/* --- versions --- */

static bool digits(const char **at, int most)
{
    const char *from = *at;
    while (isdigit((unsigned char)**at))
        (*at)++;
    long count = *at - from;
    return count > 0 && count <= most && (*from != '0' || count == 1);
}

bool manifest_version_good(const char *version)
{
    const char *at = version;
    for (int parts = 1; parts <= VERSION_PARTS; parts++) {
        if (!digits(&at, VERSION_DIGITS))
            return false;
        if (*at == 0)
            return at - version < MANIFEST_VERSION;
        if (*at++ != '.')
            return false;
    }
    return false;
}

int manifest_version_compare(const char *a, const char *b)
{
    while (*a || *b) {
        char *end_a, *end_b;
        long left = strtol(a, &end_a, 10), right = strtol(b, &end_b, 10);
        if (left != right)
            return left < right ? -1 : 1;
        a = *end_a == '.' ? end_a + 1 : end_a;
        b = *end_b == '.' ? end_b + 1 : end_b;
    }
    return 0;
}

/* --- the lines --- */

struct manifest_reader {
    const char *at, *end;
};

static bool take_text(struct manifest_reader *r, const char *text)
{
    size_t length = strlen(text);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, text, length) != 0)
        return false;
    r->at += length;
    return true;
}

/* Up to (and past) `ender`, into a text of this size. */
static bool take_word(struct manifest_reader *r, char *out, size_t size, char ender)
{
    const char *found = memchr(r->at, ender, (size_t)(r->end - r->at));
    size_t length = found ? (size_t)(found - r->at) : 0;
    if (!found || length == 0 || length >= size || memchr(r->at, 0, length))
        return false;
    memcpy(out, r->at, length);
    out[length] = 0;
    r->at = found + 1;
    return true;
}

static bool take_number(struct manifest_reader *r, int64_t *ret, char ender)
{
    char word[DIGITS_MAX + 1];
    if (!take_word(r, word, sizeof word, ender))
        return false;
    const char *at = word;
    if (!digits(&at, DIGITS_MAX) || *at)
        return false;
    *ret = strtoll(word, NULL, 10);
    return true;
}

static bool take_part(struct manifest_reader *r, struct manifest_part *out, const char *name)
{
    char hash[2 * MANIFEST_HASH + 1];
    return take_text(r, "file ") && take_text(r, name) && take_text(r, " ") && take_number(r, &out->size, ' ') &&
           out->size > 0 && take_word(r, hash, sizeof hash, '\n') && strlen(hash) == 2 * MANIFEST_HASH &&
           bytes_unhex(out->hash, MANIFEST_HASH, hash) && strspn(hash, "0123456789abcdef") == 2 * MANIFEST_HASH;
}

fault manifest_read(struct update_manifest *ret, struct span text, char *why)
{
    struct manifest_reader r = {(const char *)text.data, (const char *)text.data + text.length};
    struct update_manifest m = {0};
    char product[32];
    int64_t schema;
    if (text.length == 0 || text.length > MANIFEST_MAX)
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest is empty or too long");
    if (!take_text(&r, "format 1\nproduct ") || !take_word(&r, product, sizeof product, '\n'))
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest is of another form");
    if (strcmp(product, "sirkel") != 0)
        return say_why(why, FAULT_FILE_FOREIGN, "the manifest is of another product");
    if (!take_text(&r, "version ") || !take_word(&r, m.version, sizeof m.version, '\n') ||
        !manifest_version_good(m.version))
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest's version");
    if (!take_text(&r, "made ") || !take_number(&r, &m.made, '\n'))
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest's time");
    if (!take_text(&r, "schema ") || !take_number(&r, &schema, '\n') || schema > UINT32_MAX)
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest's schema");
    m.schema = (uint32_t)schema;
    for (int i = 0; i < MANIFEST_FILES; i++)
        if (!take_part(&r, &m.part[i], names[i]))
            return say_why(why, FAULT_FILE_DAMAGED, "the manifest's list of files");
    if (r.at != r.end)
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest goes on behind its end");
    *ret = m;
    return FAULT_NONE;
}

/* The trusted comment says what the signature is for, so that no other file signed with this key can be taken for a
 * manifest. */
fault manifest_open(struct update_manifest *ret, const struct seal_public *key, struct span text, struct span signature,
                    char *why)
{
    struct seal_hash hash;
    uint8_t sum[64], global[64];
    char trusted[SEAL_TRUSTED_MAX + 1], expected[SIGNED_TEXT];
    if (text.length > MANIFEST_MAX)
        return say_why(why, FAULT_FILE_DAMAGED, "the manifest is empty or too long");
    seal_hash_begin(&hash);
    seal_hash_add(&hash, text.data, text.length);
    seal_hash_end(&hash, sum);
    fault f = seal_verify(key, sum, signature, trusted, global, why);
    if (f == FAULT_NONE && strncmp(trusted, MANIFEST_PURPOSE, strlen(MANIFEST_PURPOSE)) != 0)
        f = say_why(why, FAULT_NOT_SIGNED, "signed for something else");
    struct update_manifest m;
    if (f == FAULT_NONE)
        f = manifest_read(&m, text, why);
    if (f != FAULT_NONE)
        return f;
    snprintf(expected, sizeof expected, "%s%s", MANIFEST_PURPOSE, m.version);
    if (strcmp(trusted, expected) != 0)
        return say_why(why, FAULT_NOT_SIGNED, "signed for another version");
    *ret = m;
    return FAULT_NONE;
}

fault manifest_fits(const struct update_manifest *m, const struct manifest_running *running, char *why)
{
    if (manifest_version_compare(m->version, running->version) <= 0)
        return say_why(why, FAULT_NO_ENTRY, "not newer than what runs");
    if (m->schema < running->schema)
        return say_why(why, FAULT_TOO_NEW, "made for older data than those here");
    return FAULT_NONE;
}
