/* Landlock: which files exist for a cage, and which port of the loopback. A rule holds for what is mounted below it
 * later only when it stands on a folder above the place where that is mounted: so the stick's is on /run/sirkel, where
 * ownership keeps everything but the stick read-only. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "system/sandbox/sandbox.h"

#define USE                                                                                                            \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |                      \
     LANDLOCK_ACCESS_FS_IOCTL_DEV)
#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ALL_FILES (LANDLOCK_ACCESS_FS_IOCTL_DEV * 2 - 1) /* every right of ABI 5 */
#define FILE_ONLY                                                                                                      \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                       \
     LANDLOCK_ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_IOCTL_DEV)

enum { ABI_NEEDED = 6 }; /* of Linux 6.12, which is the image's own */

static fault allow(int rules, const char *place, uint64_t rights, bool needed)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    rule.parent_fd = open(place, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return needed || errno != ENOENT ? fault_errno(errno) : FAULT_NONE;
    DIR *folder = fdopendir(openat(rule.parent_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        rule.allowed_access &= FILE_ONLY; /* rights of folders can't be given on a file */
    else
        closedir(folder);
    fault f = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ? FAULT_NONE
                                                                                               : fault_errno(errno);
    close(rule.parent_fd);
    return f;
}

/* The test's program looks for its port and writes to it; no image for visitors asks for this. */
static fault allow_mirror(int rules)
{
    char path[300];
    fault f = allow(rules, "/sys/class/virtio-ports", READ, false);
    if (f == FAULT_NONE)
        f = allow(rules, "/sys/devices", READ, false);
    DIR *all = opendir("/dev");
    for (struct dirent *one; all && f == FAULT_NONE && (one = readdir(all));) {
        if (strncmp(one->d_name, "vport", 5) != 0)
            continue;
        snprintf(path, sizeof path, "/dev/%s", one->d_name);
        f = allow(rules, path, USE, true);
    }
    if (all)
        closedir(all);
    return f;
}

static fault allow_port(int rules, uint64_t right, uint16_t port)
{
    const struct landlock_net_port_attr rule = {.allowed_access = right, .port = port};
    if (port == 0 || syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_NET_PORT, &rule, 0) == 0)
        return FAULT_NONE;
    return fault_errno(errno);
}

static fault allow_all(int rules, const struct cage *cage, const struct cage_more *more)
{
    fault f = allow(rules, cage->program, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE, true);
    for (size_t i = 0; i < CAGE_PLACES && cage->places[i].place && f == FAULT_NONE; i++)
        f = allow(rules, cage->places[i].place, cage->places[i].rights, cage->places[i].needed);
    if (f == FAULT_NONE && more->mirror)
        f = allow_mirror(rules);
    if (f == FAULT_NONE && more->device)
        f = allow(rules, more->device, USE, true);
    if (f == FAULT_NONE)
        f = allow_port(rules, LANDLOCK_ACCESS_NET_CONNECT_TCP, cage->call_port);
    return f == FAULT_NONE ? allow_port(rules, LANDLOCK_ACCESS_NET_BIND_TCP, cage->bind_port) : f;
}

fault sandbox_files(const struct cage *cage, const struct cage_more *more)
{
    const struct landlock_ruleset_attr all = {.handled_access_fs = ALL_FILES,
                                              .handled_access_net =
                                                  LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP,
                                              .scoped = LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | LANDLOCK_SCOPE_SIGNAL};
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < ABI_NEEDED)
        return FAULT_NO_ENTRY;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return fault_errno(errno);
    fault f = allow_all(rules, cage, more);
    if (f == FAULT_NONE && syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        f = fault_errno(errno);
    close(rules);
    return f;
}
