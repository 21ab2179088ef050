/* The world of the command line: real clocks and disks, no glass, no voice. */
#include "base/host.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"

int64_t host_now(void)
{
    return (int64_t)time(NULL);
}

int64_t host_steady_ms(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

float host_text_width(const char *language, int face, int em_px, const char *text, size_t bytes)
{
    (void)language, (void)face, (void)em_px, (void)text, (void)bytes;
    return 0;
}

int64_t host_disk_free(const char *folder)
{
    return file_free_bytes(folder);
}

void host_say(const char *language, const char *text, bool personal)
{
    (void)language, (void)text, (void)personal;
}

void host_hush(void)
{
}

void host_log(const char *line)
{
    fprintf(stderr, "sirkelctl: %s\n", line);
}

bool host_stick_present(const char *folder)
{
    struct stat st;
    return stat(folder, &st) == 0 && S_ISDIR(st.st_mode) && access(folder, W_OK | X_OK) == 0;
}

fault host_machine(enum machine_verb verb, int64_t number, struct machine_answer *ret)
{
    (void)verb, (void)number;
    if (ret)
        *ret = (struct machine_answer){0};
    return FAULT_NO_ENTRY;
}

fault host_stick_again(const char *folder)
{
    (void)folder;
    return FAULT_NONE;
}
