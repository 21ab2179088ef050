/* Reads the kernel's command line: words separated by spaces; a value in double quotes may hold spaces (dm-mod.create).
 */
#include "system/common/cmdline.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void cmdline_read(char *out)
{
    ssize_t length = -1;
    int fd = open("/proc/cmdline", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        length = read(fd, out, CMDLINE_MAX - 1);
        close(fd);
    }
    out[length > 0 ? length : 0] = 0;
}

/* One past the word that begins at `at`; spaces inside quotes belong to it. */
static const char *word_end(const char *at)
{
    for (bool quoted = false; *at && (quoted || (*at != ' ' && *at != '\n')); at++)
        if (*at == '"')
            quoted = !quoted;
    return at;
}

bool cmdline_word(const char *line, const char *name, char *out, size_t size)
{
    size_t length = strlen(name);
    for (const char *at = line, *end; *at; at = *end ? end + 1 : end) {
        end = word_end(at);
        if ((size_t)(end - at) < length || memcmp(at, name, length) != 0)
            continue;
        const char *value = at + length;
        if (value != end && *value++ != '=')
            continue;
        if ((size_t)(end - value) >= size)
            return false;
        memcpy(out, value, (size_t)(end - value));
        out[end - value] = 0;
        return true;
    }
    return false;
}

int64_t cmdline_number(const char *line, const char *name)
{
    char text[20];
    int64_t value = 0;
    if (!cmdline_word(line, name, text, sizeof text) || !text[0] || strlen(text) > 17)
        return -1;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9')
            return -1;
        value = value * 10 + (*at - '0');
    }
    return value;
}

bool cmdline_stick(const char *line)
{
    char slot[8];
    return cmdline_word(line, "sirkel.slot", slot, sizeof slot) && strcmp(slot, "stick") == 0;
}
