/* Who may open which device. The kernel makes every node root's own; the kiosk's groups get those of hands that passed,
 * and glass and voice. Until the panel is recorded, its touches are looked at, to learn which port it hangs on. */
#include "system/steward/steward.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "system/usb/bus.h"

/* Sets owner and rights of the node that was opened (O_PATH), so that another one put in its place gets nothing. */
static void set_rights(int node, gid_t group, mode_t mode)
{
    char self[40];
    struct stat now;
    snprintf(self, sizeof self, "/proc/self/fd/%d", node);
    if (fstat(node, &now) || !S_ISCHR(now.st_mode) || (now.st_gid == group && (now.st_mode & 07777) == mode))
        return;
    if (chmod(self, 0600) || chown(self, ACCOUNT_ROOT, group) || chmod(self, mode))
        steward_say("the rights of a device could not be set");
}

static void open_to_group(const char *folder, gid_t group)
{
    DIR *all = opendir(folder);
    for (struct dirent *e; all && (e = readdir(all));) {
        int node = e->d_type == DT_CHR ? openat(dirfd(all), e->d_name, O_PATH | O_NOFOLLOW | O_CLOEXEC) : -1;
        if (node < 0)
            continue;
        set_rights(node, group, 0660);
        close(node);
    }
    if (all)
        closedir(all);
}

/* The USB interface in a /sys path ("1-4:1.0" in /sys/devices/…/1-4:1.0/0003:…/input/input5/event5); false when it has
 * none. */
static bool usb_interface_in(const char *real, char *out, size_t size)
{
    if (!strstr(real, "/usb"))
        return false;
    for (const char *at = strchr(real, '/'); at; at = strchr(at + 1, '/')) {
        size_t length = strcspn(at + 1, "/"), dash = strcspn(at + 1, "-"), colon = strcspn(at + 1, ":");
        if (isdigit((unsigned char)at[1]) && dash < colon && colon < length && length < size) {
            memcpy(out, at + 1, length);
            out[length] = 0;
            return true;
        }
    }
    return false;
}

/* Hands inside the case are let in; those on USB when their device is, and their own report is a touch screen's. Gives
 * the port. */
static bool is_hand(const struct steward *steward, const char *event, char ret_port[USB_PATH])
{
    char path[64 + STEWARD_EVENT], real[PATH_MAX], interface[USB_PATH + 12];
    snprintf(path, sizeof path, "/sys/class/input/%s", event);
    if (!realpath(path, real))
        return false;
    snprintf(ret_port, USB_PATH, "-");
    if (!usb_interface_in(real, interface, sizeof interface))
        return !strstr(real, "/usb"); /* on USB and not understood: no */
    snprintf(ret_port, USB_PATH, "%.*s", (int)strcspn(interface, ":"), interface);
    for (size_t i = 0; i < STEWARD_DEVICES; i++)
        if (strcmp(steward->devices[i].path, ret_port) == 0)
            return steward->devices[i].verdict == USB_HANDS && !steward->devices[i].foul &&
                   (steward->policy.any_hands || usb_bus_touch(interface));
    return false;
}

static bool can_touch(int fd)
{
    uint8_t absolute[(ABS_MAX + 8) / 8] = {};
    if (ioctl(fd, EVIOCGBIT(EV_ABS, sizeof absolute), absolute) < 0)
        return false;
    return absolute[ABS_X / 8] >> (ABS_X % 8) & 1 || absolute[ABS_MT_POSITION_X / 8] >> (ABS_MT_POSITION_X % 8) & 1;
}

static void watch_touches(struct steward *steward, int folder, const char *event, const char *port)
{
    struct steward_touch *room = NULL;
    for (size_t i = 0; i < STEWARD_TOUCHES; i++) {
        struct steward_touch *t = &steward->touches[i];
        if (t->fd >= 0 && strcmp(t->event, event) == 0)
            return;
        if (t->fd < 0)
            room = t;
    }
    int fd = room ? openat(folder, event, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
    if (fd >= 0 && can_touch(fd)) {
        *room = (struct steward_touch){.fd = fd};
        (void)text_copy(room->event, sizeof room->event, event); /* fits: steward_nodes looked */
        (void)text_copy(room->port, sizeof room->port, port);
    } else if (fd >= 0) {
        close(fd);
    }
}

static void mind_hand(struct steward *steward, int folder, const char *event)
{
    char port[USB_PATH];
    int node = openat(folder, event, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (node < 0)
        return;
    bool hand = is_hand(steward, event, port);
    set_rights(node, hand ? GROUP_INPUT : ACCOUNT_ROOT, hand ? 0640 : 0600);
    if (hand && !steward->policy.panel[0])
        watch_touches(steward, folder, event, port);
    close(node);
}

void steward_nodes(struct steward *steward)
{
    DIR *all = opendir("/dev/input");
    for (struct dirent *e; all && (e = readdir(all));)
        if (strncmp(e->d_name, "event", 5) == 0 && strlen(e->d_name) < STEWARD_EVENT)
            mind_hand(steward, dirfd(all), e->d_name);
    if (all)
        closedir(all);
    open_to_group("/dev/dri", GROUP_VIDEO);
    open_to_group("/dev/snd", GROUP_AUDIO);
    if (steward->policy.panel[0])
        steward_touches_end(steward);
}

void steward_touches(struct steward *steward, size_t index)
{
    struct steward_touch *t = &steward->touches[index];
    struct input_event events[64];
    ssize_t n;
    while ((n = read(t->fd, events, sizeof events)) > 0)
        memcpy(steward->touched, t->port, sizeof steward->touched);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        close(t->fd);
        t->fd = -1;
    }
}

void steward_touches_end(struct steward *steward)
{
    for (size_t i = 0; i < STEWARD_TOUCHES; i++) {
        if (steward->touches[i].fd >= 0)
            close(steward->touches[i].fd);
        steward->touches[i].fd = -1;
    }
}
