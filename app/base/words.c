/* gettext's catalogues (.mo, made by msgfmt), read here and not by the C library: that one translates nothing in the
 * locales "C" and, since glibc 2.39, "C.UTF-8", and a small image has no other (docs/decisions/languages.md). English
 * is the language of the source, so it needs no catalogue. The chosen language is the one mutable global: `_` has no
 * other way to it. */
#include "base/words.h"

#include <assert.h>
#include <ctype.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"

/* --- which form of a word goes with a number ------------------------------------------------------------------------- */

enum {
    PLURAL_FORMS_MAX = 6, /* Arabic has six; no language of CLDR has more */
    DEPTH_MAX = 32,
    PROVED_TO = 1000,
};

struct plural { /* points into the header it was read from */
    const char *rule;
    unsigned forms;
};

struct plural_reading {
    const char *at;
    unsigned long n;
    int depth; /* a catalogue may not make us run out of stack */
    bool bad;
};

/* Recursive descent over the expression, once for each number that is said; the weakest operator comes first. */
static unsigned long choice(struct plural_reading *r);

static bool taken(struct plural_reading *r, const char *sign)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
    size_t length = strlen(sign);
    if (strncmp(r->at, sign, length) != 0)
        return false;
    r->at += length;
    return true;
}

static unsigned long unit(struct plural_reading *r)
{
    unsigned long value = 0;
    if (++r->depth > DEPTH_MAX)
        r->bad = true;
    if (r->bad)
        return 0;
    if (taken(r, "!")) {
        value = !unit(r);
    } else if (taken(r, "(")) {
        value = choice(r);
        r->bad |= !taken(r, ")");
    } else if (taken(r, "n")) {
        value = r->n;
    } else if (isdigit((unsigned char)*r->at)) {
        char *end;
        value = strtoul(r->at, &end, 10);
        r->at = end;
    } else {
        r->bad = true;
    }
    r->depth--;
    return value;
}

static unsigned long product(struct plural_reading *r)
{
    unsigned long value = unit(r);
    for (;;) {
        bool times = taken(r, "*"), over = !times && taken(r, "/");
        if (!times && !over && !taken(r, "%"))
            return value;
        unsigned long other = unit(r);
        if (!times && other == 0)
            r->bad = true;
        if (r->bad)
            return 0;
        if (times)
            value *= other;
        else
            value = over ? value / other : value % other;
    }
}

static unsigned long sum(struct plural_reading *r)
{
    unsigned long value = product(r);
    for (;;) {
        if (taken(r, "+"))
            value += product(r);
        else if (taken(r, "-"))
            value -= product(r);
        else
            return value;
    }
}

static unsigned long order(struct plural_reading *r)
{
    unsigned long value = sum(r);
    for (;;) {
        if (taken(r, "<="))
            value = value <= sum(r);
        else if (taken(r, ">="))
            value = value >= sum(r);
        else if (taken(r, "<"))
            value = value < sum(r);
        else if (taken(r, ">"))
            value = value > sum(r);
        else
            return value;
    }
}

static unsigned long equality(struct plural_reading *r)
{
    unsigned long value = order(r);
    for (;;) {
        if (taken(r, "=="))
            value = value == order(r);
        else if (taken(r, "!="))
            value = value != order(r);
        else
            return value;
    }
}

static unsigned long both(struct plural_reading *r)
{
    unsigned long value = equality(r);
    while (taken(r, "&&"))
        value = (equality(r) != 0) & (value != 0);
    return value;
}

static unsigned long either(struct plural_reading *r)
{
    unsigned long value = both(r);
    while (taken(r, "||"))
        value = (both(r) != 0) | (value != 0);
    return value;
}

static unsigned long choice(struct plural_reading *r)
{
    unsigned long asked = either(r);
    if (!taken(r, "?"))
        return asked;
    if (++r->depth > DEPTH_MAX)
        r->bad = true;
    unsigned long yes = r->bad ? 0 : choice(r);
    r->bad |= !taken(r, ":");
    unsigned long no = r->bad ? 0 : choice(r);
    r->depth--;
    return asked ? yes : no;
}

static bool evaluate(const struct plural *p, unsigned long n, unsigned long *ret)
{
    struct plural_reading r = {.at = p->rule, .n = n};
    *ret = choice(&r);
    return !r.bad && taken(&r, ";") && *ret < p->forms;
}

/* Reads the rule out of a catalogue's header ("Plural-Forms: nplurals=3; plural=…;", the GNU gettext manual, "Plural forms"), an
 * expression of C over n. BAD_INPUT: more than PLURAL_FORMS_MAX forms, an expression that is none, or one that names a form outside of
 * them for some n up to PROVED_TO. A header without the line is {NULL, 0} and no fault. */
static fault plural_read(const char *header, struct plural *ret)
{
    *ret = (struct plural){0};
    const char *line = strstr(header, "Plural-Forms:");
    if (!line)
        return FAULT_NONE;
    const char *forms = strstr(line, "nplurals="), *rule = strstr(line, "; plural=");
    if (!forms || !rule)
        return FAULT_BAD_INPUT;
    struct plural p = {.rule = rule + strlen("; plural="),
                       .forms = (unsigned)strtoul(forms + strlen("nplurals="), NULL, 10)};
    bool fine = p.forms >= 1 && p.forms <= PLURAL_FORMS_MAX;
    unsigned long form;
    for (unsigned long n = 0; n <= PROVED_TO && fine; n++)
        fine = evaluate(&p, n, &form);
    if (!fine)
        return FAULT_BAD_INPUT;
    *ret = p;
    return FAULT_NONE;
}

/* The form for n, from 0 to forms - 1. */
static unsigned plural_form(const struct plural *p, unsigned long n)
{
    unsigned long form;
    return p->rule && evaluate(p, n, &form) ? (unsigned)form : 0;
}

/* --- catalogues ------------------------------------------------------------------------------------------------------ */

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
