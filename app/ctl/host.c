/* The world of the command line: real clocks and disks, no display, no voice, no printer. */
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

int64_t host_disk_free(const char *folder)
{
    return file_free_bytes(folder);
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

void host_voice_set(int rate, int volume)
{
    (void)rate, (void)volume;
}

fault host_print_look(void)
{
    return FAULT_NO_ENTRY;
}

void host_print_cancel(void)
{
}
