/* The kiosk's answers to host.h about clocks, disks, sticks and the steward. */
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"
#include "world/steward.h"
#include "world/world.h"

static struct steward_link world_line = {.fd = -1};

int64_t host_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec;
}

int64_t host_steady_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t host_disk_free(const char *folder)
{
    return file_free_bytes(folder);
}

void host_log(const char *line)
{
    fprintf(stderr, "sirkel: %s\n", line);
}

/* On a kiosk the folder is always there; a stick is when another file system lies over it. It may be mounted for
 * reading. */
static bool is_mounted(const char *folder, const struct stat *what)
{
    char above[FILE_PATH_MAX];
    struct stat parent;

    return file_path(above, folder, "..") == FAULT_NONE && stat(above, &parent) == 0 && parent.st_dev != what->st_dev;
}

bool host_stick_present(const char *folder)
{
    struct stat what;

    if (stat(folder, &what) != 0 || !S_ISDIR(what.st_mode))
        return false;
    return world_line.path ? is_mounted(folder, &what) : access(folder, W_OK) == 0;
}

void world_steward(const char *path)
{
    steward_close(&world_line);
    world_line.path = path;
}

fault host_machine(enum machine_verb verb, int64_t number, struct machine_answer *ret)
{
    return steward_request(&world_line, verb, number, ret);
}

fault host_stick_again(const char *folder)
{
    (void)folder;
    fault f = host_machine(MACHINE_STICK_AGAIN, 0, NULL);
    return f == FAULT_NO_ENTRY && !world_line.path ? FAULT_NONE : f;
}
