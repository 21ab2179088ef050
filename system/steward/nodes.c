#include "system/steward/nodes.h"

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
#include "system/common/accounts.h"
#include "system/steward/say.h"
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
static bool is_hand(const struct devices *devices, const struct usb_policy *policy, const char *event,
                    char ret_port[USB_PATH])
{
    char path[64 + TOUCHES_EVENT], real[PATH_MAX], interface[USB_PATH + 12];
    snprintf(path, sizeof path, "/sys/class/input/%s", event);
    if (!realpath(path, real))
        return false;
    snprintf(ret_port, USB_PATH, "-");
    if (!usb_interface_in(real, interface, sizeof interface))
        return !strstr(real, "/usb"); /* on USB and not understood: no */
    snprintf(ret_port, USB_PATH, "%.*s", (int)strcspn(interface, ":"), interface);
    const struct device *d = devices_at(devices, ret_port);
    return d && d->verdict == USB_HANDS && !d->foul && (policy->any_hands || usb_bus_touch(interface));
}

static bool can_touch(int fd)
{
    uint8_t absolute[(ABS_MAX + 8) / 8] = {};
    if (ioctl(fd, EVIOCGBIT(EV_ABS, sizeof absolute), absolute) < 0)
        return false;
    return absolute[ABS_X / 8] >> (ABS_X % 8) & 1 || absolute[ABS_MT_POSITION_X / 8] >> (ABS_MT_POSITION_X % 8) & 1;
}

static void watch_touches(struct touches *touches, int folder, const char *event, const char *port)
{
    struct touch_screen *room = NULL;
    for (size_t i = 0; i < TOUCHES_MAX; i++) {
        struct touch_screen *t = &touches->row[i];
        if (t->fd >= 0 && strcmp(t->event, event) == 0)
            return;
        if (t->fd < 0)
            room = t;
    }
    int fd = room ? openat(folder, event, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
    if (fd >= 0 && can_touch(fd)) {
        *room = (struct touch_screen){.fd = fd};
        (void)text_copy(room->event, sizeof room->event, event); /* fits: nodes_mind looked */
        (void)text_copy(room->port, sizeof room->port, port);
    } else if (fd >= 0) {
        close(fd);
    }
}

/* Takes them no longer: the panel is known. */
static void end_touches(struct touches *touches)
{
    for (size_t i = 0; i < TOUCHES_MAX; i++) {
        if (touches->row[i].fd >= 0)
            close(touches->row[i].fd);
        touches->row[i].fd = -1;
    }
}

void nodes_mind(struct touches *touches, const struct devices *devices, const struct usb_policy *policy)
{
    char port[USB_PATH];
    DIR *all = opendir("/dev/input");
    for (struct dirent *e; all && (e = readdir(all));) {
        if (strncmp(e->d_name, "event", 5) != 0 || strlen(e->d_name) >= TOUCHES_EVENT)
            continue;
        int node = openat(dirfd(all), e->d_name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (node < 0)
            continue;
        bool hand = is_hand(devices, policy, e->d_name, port);
        set_rights(node, hand ? GROUP_INPUT : ACCOUNT_ROOT, hand ? 0640 : 0600);
        if (hand && !policy->panel[0])
            watch_touches(touches, dirfd(all), e->d_name, port);
        close(node);
    }
    if (all)
        closedir(all);
    open_to_group("/dev/dri", GROUP_VIDEO);
    open_to_group("/dev/snd", GROUP_AUDIO);
    if (policy->panel[0])
        end_touches(touches);
}

void touches_read(struct touches *touches, size_t index)
{
    struct touch_screen *t = &touches->row[index];
    struct input_event events[64];
    ssize_t n;
    while ((n = read(t->fd, events, sizeof events)) > 0)
        memcpy(touches->newest, t->port, sizeof touches->newest);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        close(t->fd);
        t->fd = -1;
    }
}
