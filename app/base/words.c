/* gettext's catalogues (.mo, made by msgfmt), read here and not by the C library: that one translates nothing in the
 * locales "C" and, since glibc 2.39, "C.UTF-8", and a small image has no other (docs/decisions/languages.md). English
 * is the language of the source, so it needs no catalogue. The chosen language is the one mutable global: `_` has no
 * other way to it. */
#include "base/words.h"

#include <assert.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/plural.h"

enum { CATALOGUE_MAX = 4 << 20, MO_MAGIC = 0x950412DE, MO_HEAD = 20 };

static const struct language languages[] = {
#define LANGUAGE(...) {__VA_ARGS__},
#include "base/languages.def"
#undef LANGUAGE
};
enum { LANGUAGES = sizeof languages / sizeof *languages };

struct catalogue { /* file.data is empty where there is none; both tables hold (length, offset) pairs, sorted by
                      original */
    struct buffer file;
    uint32_t count, originals, translations;
    struct plural plural;
};
static struct catalogue catalogues[LANGUAGES];
static const struct catalogue *current = &catalogues[0];

const struct language *words_languages(size_t *ret_count)
{
    *ret_count = LANGUAGES;
    return languages;
}

const struct language *words_language(const char *code)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (strcmp(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}

static uint32_t number_at(const struct catalogue *c, size_t offset)
{
    uint32_t n;
    memcpy(&n, c->file.data + offset, sizeof n);
    return n;
}

static const char *text_at(const struct catalogue *c, uint32_t table, uint32_t row)
{
    return (const char *)c->file.data + number_at(c, table + row * 8u + 4);
}

/* Every text lies inside the file and ends with its NUL, so that nothing has to be asked again later. */
static bool table_ok(const struct catalogue *c, uint32_t table)
{
    size_t size = c->file.length;
    if (table > size || c->count > (size - table) / 8)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        size_t length = number_at(c, table + i * 8u), offset = number_at(c, table + i * 8u + 4);
        if (offset >= size || length >= size - offset || c->file.data[offset + length] != 0)
            return false;
    }
    return true;
}

/* The translation of a key, NULL for none. Of a plural entry the key is its first original, and the forms follow each
 * other behind their NULs. */
static const char *find_in(const struct catalogue *c, const char *key, uint32_t *ret_length)
{
    uint32_t low = 0, high = c->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(key, text_at(c, c->originals, middle));
        if (order == 0) {
            *ret_length = number_at(c, c->translations + middle * 8u);
            return *ret_length ? text_at(c, c->translations, middle) : NULL;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static fault catalogue_read(struct catalogue *c, const char *folder, const char *code)
{
    char path[FILE_PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/sirkel.mo", folder, code);
    buffer_free(&c->file);
    *c = (struct catalogue){.file.limit = CATALOGUE_MAX};
    fault f = n > 0 && n < FILE_PATH_MAX ? file_read(path, &c->file) : FAULT_BAD_INPUT;
    if (f != FAULT_NONE)
        return f;
    bool is_mo = c->file.length >= MO_HEAD && number_at(c, 0) == MO_MAGIC && number_at(c, 4) >> 16 == 0;
    if (is_mo) {
        c->count = number_at(c, 8);
        c->originals = number_at(c, 12);
        c->translations = number_at(c, 16);
    }
    uint32_t length;
    if (is_mo && table_ok(c, c->originals) && table_ok(c, c->translations)) {
        const char *header = find_in(c, "", &length);
        if (plural_read(header ? header : "", &c->plural) == FAULT_NONE)
            return FAULT_NONE;
    }
    *c = (struct catalogue){.file = c->file};
    return FAULT_FILE_DAMAGED;
}

fault words_open(const char *folder)
{
    fault worst = FAULT_NONE;
    if (!setlocale(LC_CTYPE, "C.UTF-8")) /* what a real keyboard types */
        return FAULT_FILE_MISSING;
    for (size_t i = 0; i < LANGUAGES; i++) {
        if (strcmp(languages[i].code, "en") == 0)
            continue;
        fault f = catalogue_read(&catalogues[i], folder, languages[i].code);
        if (f != FAULT_NONE && f != FAULT_FILE_MISSING)
            worst = f;
    }
    return worst;
}

bool words_complete(const char *code)
{
    const struct language *language = words_language(code);
    return language && (strcmp(code, "en") == 0 || catalogues[language - languages].count > 0);
}

void words_switch(const char *code)
{
    const struct language *language = words_language(code);
    assert(language);
    current = &catalogues[language - languages];
}

static const char *find(const char *key)
{
    uint32_t length;
    return find_in(current, key, &length);
}

const char *words(const char *text)
{
    const char *found = *text ? find(text) : NULL; /* the entry of "" is the catalogue's header */
    return found ? found : text;
}

const char *words_context(const char *context, const char *text)
{
    char key[512];
    int n = snprintf(key, sizeof key, "%s\004%s", context, text);
    assert(n > 0 && (size_t)n < sizeof key);
    const char *found = find(key);
    return found ? found : text;
}

const char *words_plural(const char *one, const char *many, unsigned long n)
{
    uint32_t length;
    const char *found = find_in(current, one, &length);
    if (!found)
        return n == 1 ? one : many;
    const char *end = found + length;
    for (unsigned form = plural_form(&current->plural, n); form > 0 && found + strlen(found) < end; form--)
        found += strlen(found) + 1;
    return found;
}
