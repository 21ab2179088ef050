/* The office's secret keys, from their file. */
#include "ctl/identity.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"

enum { IDENTITY_FILE_MAX = 16 * 1024 };

/* NULL, or what is wrong with the line. */
static const char *take_line(struct identities *out, char *line)
{
    size_t length = strlen(line);
    if (length > 0 && line[length - 1] == '\r')
        line[length - 1] = 0;
    if (*line == 0 || *line == '#')
        return NULL;
    if (out->count < IDENTITIES_MAX && seal_identity_parse(&out->key[out->count], line) == FAULT_NONE) {
        out->count++;
        return NULL;
    }
    bool locked = strncmp(line, "age-encryption.org", 18) == 0 || strncmp(line, "-----BEGIN AGE", 14) == 0;
    return locked ? "the key is locked with a passphrase: open it with age -d first"
                  : "no AGE-SECRET-KEY-1, or one too many";
}

fault identities_read(const char *path, struct identities *out, char *why, size_t why_size)
{
    struct buffer text = {.limit = IDENTITY_FILE_MAX};
    fault f = file_read(path, &text);
    if (f != FAULT_NONE)
        snprintf(why, why_size, "%s can't be read", path);
    else if (text.length == 0 || memchr(text.data, 0, text.length))
        f = FAULT_BAD_INPUT;
    char *rest = f == FAULT_NONE ? (char *)text.data : NULL, *line;
    for (int number = 1; f == FAULT_NONE && (line = strsep(&rest, "\n")); number++) {
        const char *wrong = take_line(out, line);
        if (wrong) {
            snprintf(why, why_size, "%s: line %d: %s", path, number, wrong);
            f = FAULT_BAD_INPUT;
        }
    }
    if ((f == FAULT_NONE || !*why) && out->count == 0) {
        snprintf(why, why_size, "%s holds no key", path);
        f = f == FAULT_NONE ? FAULT_BAD_INPUT : f;
    }
    buffer_free(&text);
    return f;
}
