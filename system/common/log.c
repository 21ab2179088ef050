/* One line, twice: the kernel's log keeps it through a panic and shows it on the console; the file is what stays with
 * the data. */
#include "system/common/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"

static void add_to(const char *path, int flags, const char *line)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | flags, 0644);
    if (fd < 0)
        return;
    fault f = file_write_all(fd, line, strlen(line));
    (void)f; /* a log that can't be written has nowhere to report it */
    close(fd);
}

void log_kernel(const char *who, const char *format, ...)
{
    char text[256], line[400];
    struct timespec now;
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    clock_gettime(CLOCK_BOOTTIME, &now);
    int start = snprintf(line, sizeof line, "<5>%s: ", who);
    snprintf(line + start, sizeof line - (size_t)start, "%lld.%03ld %s\n", (long long)now.tv_sec, now.tv_nsec / 1000000,
             text);
    add_to("/dev/kmsg", 0, line);
    add_to("/run/sirkel/boot.log", O_CREAT, line + 3); /* without the kernel's mark of how grave it is */
}

void log_service(const char *who, const char *format, ...)
{
    char line[512];
    va_list words;
    va_start(words, format);
    vsnprintf(line, sizeof line, format, words);
    va_end(words);
    dprintf(STDERR_FILENO, "%s: %s\n", who, line);
}

void log_errors(void)
{
    dup2(STDOUT_FILENO, STDERR_FILENO);
}
