#include "system/steward/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void steward_say(const char *format, ...)
{
    char line[512];
    va_list words;
    va_start(words, format);
    vsnprintf(line, sizeof line, format, words);
    va_end(words);
    dprintf(STDERR_FILENO, "steward: %s\n", line);
}
