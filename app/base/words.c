/* gettext behind a door. English is the language of the source, so it needs no catalogue. */
#include "base/words.h"

#include <assert.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct language languages[] = {
    {"nb", "Norsk bokmål", "Begynn", false},
    {"en", "English", "Begin", false},
};

extern int _nl_msg_cat_cntr; /* gettext's catalogue counter: raising it drops its cache of answers */

const struct language *words_languages(size_t *ret_count)
{
    *ret_count = sizeof languages / sizeof *languages;
    return languages;
}

const struct language *words_language(const char *code)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}

fault words_open(const char *folder)
{
    if (!setlocale(LC_ALL, "C.UTF-8"))
        return FAULT_FILE_MISSING;
    setlocale(LC_NUMERIC, "C");
    if (!bindtextdomain("sirkel", folder) || !bind_textdomain_codeset("sirkel", "UTF-8") || !textdomain("sirkel"))
        return FAULT_NO_MEMORY;
    return FAULT_NONE;
}

void words_switch(const char *code)
{
    assert(words_language(code));
    setenv("LANGUAGE", code, 1);
    _nl_msg_cat_cntr++;
}

const char *words(const char *text)
{
    return *text ? gettext(text) : text; /* gettext("") is the catalogue's header */
}

const char *words_context(const char *context, const char *text)
{
    char key[512];
    int n = snprintf(key, sizeof key, "%s\004%s", context, text);
    assert(n > 0 && (size_t)n < sizeof key);
    const char *found = gettext(key);
    return found == key ? text : found;
}

const char *words_plural(const char *one, const char *many, unsigned long n)
{
    return ngettext(one, many, n);
}
