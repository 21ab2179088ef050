/* poll() over the input devices and an inotify watch on their folder. */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>
#include "shell/wake.h"

static void devices_close(struct wake *w)
{
    for (int i = 1; i < w->count; i++)
        close(w->poll[i].fd);
    w->count = 1;
}

static void devices_open(struct wake *w)
{
    DIR *folder = opendir(w->folder);

    w->count = 1;
    if (!folder)
        return;
    for (struct dirent *e; w->count <= WAKE_DEVICES && (e = readdir(folder));) {
        if (strncmp(e->d_name, "event", 5) != 0)
            continue;
        int fd = openat(dirfd(folder), e->d_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0)
            w->poll[w->count++] = (struct pollfd){.fd = fd, .events = POLLIN};
    }
    closedir(folder);
}

void wake_open(struct wake *w, const char *folder)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    *w = (struct wake){.folder = folder, .count = 1};
    if (fd >= 0) /* ATTRIB: a new device may be read only after udev has set its rights */
        inotify_add_watch(fd, folder, IN_CREATE | IN_DELETE | IN_ATTRIB);
    w->poll[0] = (struct pollfd){.fd = fd, .events = POLLIN};
    devices_open(w);
}

void wake_close(struct wake *w)
{
    if (!w->count)
        return;
    devices_close(w);
    if (w->poll[0].fd >= 0)
        close(w->poll[0].fd);
    w->count = 0;
}

/* False when there is no more to come from it (pulled out). */
static bool drain(int fd)
{
    char thrown_away[1024];
    ssize_t got;

    while ((got = read(fd, thrown_away, sizeof thrown_away)) > 0)
        explicit_bzero(thrown_away, (size_t)got);
    return got < 0;
}

void wake_sleep(struct wake *w, int ms)
{
    bool changed = false;

    if (poll(w->poll, (nfds_t)w->count, ms) <= 0)
        return;
    if (w->poll[0].revents) {
        drain(w->poll[0].fd);
        changed = true;
    }
    for (int i = 1; i < w->count; i++)
        if (w->poll[i].revents && (!drain(w->poll[i].fd) || w->poll[i].revents & (POLLERR | POLLHUP)))
            changed = true;
    if (changed) {
        devices_close(w);
        devices_open(w);
    }
}
