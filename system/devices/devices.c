/* What is plugged in, held against the policy: the kernel's switches, the nodes' owners, the stick's steps, and the
 * printer's node for the bridge. */
#include "system/devices/devices.h"

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
#include <time.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/text.h"
#include "system/bridge/bridge.h"
#include "system/common/accounts.h"
#include "system/common/watch.h"
#include "system/common/log.h"

/* --- sysfs: what hangs on USB, and the switches `authorized` of devices and interfaces
 * (Documentation/usb/authorization.rst). What touches a device runs in a child with a limit (common/child.h): a hostile
 * one may take its time, and the device manager has a watchdog to feed. --- */

enum { USB_WAIT_MS = 12000 }; /* a device may let each of the kernel's questions wait 5 s */
enum { INTERFACE_WAIT_MS = 3000, INTERFACE_LOOK_MS = 20 };

struct switching { /* for a child: which switches, in this order */
    const struct usb_facts *facts;
    const struct usb_policy *policy;
    const char *sys, *name;
};

/* A file of a device or an interface; -1 when it is not there. `sys`: see struct devices. */
static ssize_t read_entry(const char *sys, const char *name, const char *entry, void *out, size_t size)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/%s", sys, name, entry);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    size_t length = 0;
    for (ssize_t n; length < size && (n = read(fd, (char *)out + length, size - length)) > 0;)
        length += (size_t)n;
    close(fd);
    return (ssize_t)length;
}

static long read_number(const char *sys, const char *name, const char *entry)
{
    char text[24] = "";
    ssize_t length = read_entry(sys, name, entry, text, sizeof text - 1);
    return length > 0 ? strtol(text, NULL, 10) : -1;
}

static fault write_path(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    fault f = write(fd, text, strlen(text)) < 0 ? fault_errno(errno) : FAULT_NONE;
    close(fd);
    return f;
}

static fault write_entry(const char *sys, const char *name, const char *entry, const char *text)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/%s", sys, name, entry);
    return write_path(path, text);
}

static void deny_all(const char *sys)
{
    DIR *folder = opendir(sys);
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (strncmp(e->d_name, "usb", 3) == 0) {
            (void)!write_entry(sys, e->d_name, "authorized_default", "0");
            (void)!write_entry(sys, e->d_name, "interface_authorized_default", "0");
        }
    if (folder)
        closedir(folder);
}

static bool is_above_root(const struct devices *devices, const char *name)
{
    char device[PATH_MAX], real[PATH_MAX];
    snprintf(device, sizeof device, "%s/%s", devices->sys, name);
    if (!devices->root[0] || !realpath(device, real))
        return false;
    size_t length = strlen(real);
    return strncmp(devices->root, real, length) == 0 && devices->root[length] == '/';
}

/* All facts about one device. Gives its number on the bus (a new one each time something is plugged in), or -1 when it
 * is gone or unreadable; then only the path is filled in. */
static int read_device(const struct devices *devices, const char *path, struct usb_facts *ret_facts)
{
    static const size_t room = USB_DESCRIPTORS + 1; /* one more: what is larger is seen to be */
    uint8_t data[USB_DESCRIPTORS + 1];
    char removable[12] = "";
    *ret_facts = (struct usb_facts){};
    snprintf(ret_facts->path, sizeof ret_facts->path, "%.*s", USB_PATH - 1, path);
    ssize_t length = read_entry(devices->sys, path, "descriptors", data, room);
    if (length < 0 || strlen(path) >= USB_PATH)
        return -1;
    if (usb_read_facts(ret_facts, data, (size_t)length) && ret_facts->configurations <= 1)
        ret_facts->configurations = 0;
    (void)!read_entry(devices->sys, path, "removable", removable, sizeof removable - 1);
    ret_facts->fixed = strncmp(removable, "fixed", 5) == 0;
    ret_facts->system_disk = is_above_root(devices, path);
    return (int)read_number(devices->sys, path, "devnum");
}

static bool is_authorized(const char *sys, const char *path)
{
    return read_number(sys, path, "authorized") == 1;
}

/* The link leads to a port of the peer's hub: ".../usb2/2-0:1.0/usb2-port4" is "2-4", ".../2-4-port1" is "2-4.1". */
bool devices_peer(const struct devices *devices, const char *path, char ret_peer[USB_PATH])
{
    char link[PATH_MAX], real[PATH_MAX];
    snprintf(link, sizeof link, "%s/%s/port/peer", devices->sys, path);
    const char *name = realpath(link, real) ? strrchr(real, '/') + 1 : "";
    const char *port = strstr(name, "-port");
    if (!port || strspn(port + 5, "0123456789") != strlen(port + 5) || !port[5])
        return false;
    bool root = strncmp(name, "usb", 3) == 0;
    int hub = (int)(port - name) - (root ? 3 : 0);
    int length = snprintf(ret_peer, USB_PATH, "%.*s%c%s", hub, root ? name + 3 : name, root ? '-' : '.', port + 5);
    return length > 0 && length < USB_PATH;
}

static void read_name(const char *sys, const char *path, char *out, size_t size)
{
    size_t kept = 0;
    ssize_t length = read_entry(sys, path, "product", out, size - 1);
    for (ssize_t i = 0; i < length; i++)
        if (out[i] >= ' ' && out[i] < 0x7f)
            out[kept++] = out[i];
    out[kept] = 0;
}

/* A device that is accepted as soon as its event comes has no driver yet, and without one the kernel gives it no
 * interfaces; they come when that driver does. In a child. */
static void wait_for_interface(const char *sys, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/authorized", sys, name);
    for (int waited = 0; access(path, F_OK) != 0 && waited < INTERFACE_WAIT_MS; waited += INTERFACE_LOOK_MS)
        nanosleep(&(struct timespec){.tv_nsec = INTERFACE_LOOK_MS * 1000000L}, NULL);
}

static fault switch_interface(const char *sys, const struct usb_facts *facts, uint8_t number)
{
    char name[USB_PATH + 12];
    snprintf(name, sizeof name, "%s:%u.%u", facts->path, facts->configuration, number);
    wait_for_interface(sys, name);
    fault f = write_entry(sys, name, "authorized", "1");
    return f ? f : write_path("/sys/bus/usb/drivers_probe", name);
}

static fault authorize_in_child(const void *given)
{
    const struct switching *s = given;
    fault f = write_entry(s->sys, s->facts->path, "authorized", "1");
    for (size_t i = 0; !f && i < s->facts->count; i++)
        if (s->facts->interface[i].alternate == 0 && usb_interface_accepted(s->facts, s->policy, i))
            f = switch_interface(s->sys, s->facts, s->facts->interface[i].number);
    return f;
}

static fault authorize(struct devices *devices, const struct usb_facts *facts, const struct usb_policy *policy)
{
    struct switching s = {.facts = facts, .policy = policy, .sys = devices->sys};
    return child_begin(&devices->job, watch_now() + USB_WAIT_MS, authorize_in_child, &s);
}

static fault deauthorize_in_child(const void *given)
{
    const struct switching *s = given;
    return write_entry(s->sys, s->name, "authorized", "0");
}

static fault deauthorize(struct devices *devices, const char *name)
{
    struct switching s = {.name = name, .sys = devices->sys};
    return child_begin(&devices->job, watch_now() + USB_WAIT_MS, deauthorize_in_child, &s);
}

/* The HID device stands below its interface as BUS:VENDOR:PRODUCT.NUMBER ("0003:0EEF:0001.0002"). */
static enum usb_report report_of(const char *sys, const char *interface)
{
    char path[PATH_MAX], entry[NAME_MAX + 32];
    uint8_t data[USB_DESCRIPTORS];
    enum usb_report report = USB_REPORT_OTHER;
    snprintf(path, sizeof path, "%s/%s", sys, interface);
    DIR *folder = opendir(path);
    for (struct dirent *e; folder && report == USB_REPORT_OTHER && (e = readdir(folder));) {
        if (strncmp(e->d_name, "0003:", 5) != 0)
            continue;
        snprintf(entry, sizeof entry, "%s/report_descriptor", e->d_name);
        ssize_t length = read_entry(sys, interface, entry, data, sizeof data);
        if (length > 0)
            report = usb_report(data, (size_t)length);
    }
    if (folder)
        closedir(folder);
    return report;
}

/* --- the rows of what is plugged in, and the policy --- */

enum { LINE = 320 };

struct scan { /* one reading of /sys */
    struct devices *devices;
    struct usb_policy *policy;
    struct stick *stick;
};

/* The row of this plugging-in, made where missing; NULL when there are more devices than rows. */
static struct device *device_row(struct devices *devices, const char *path, int number)
{
    struct device *row = NULL;
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        struct device *d = &devices->row[i];
        if (strcmp(d->path, path) == 0) {
            row = d;
            break;
        }
        if (!d->path[0] && !row)
            row = d;
    }
    if (row && (strcmp(row->path, path) != 0 || row->number != number)) {
        *row = (struct device){.number = number, .verdict = USB_VERDICT_COUNT};
        (void)text_copy(row->path, sizeof row->path, path); /* what is cut is no device of the kernel's */
    }
    return row;
}

static void note(struct device *row, const struct usb_facts *facts, enum usb_verdict verdict)
{
    char what[64 + USB_INTERFACES * 9];
    if (row->verdict == verdict)
        return;
    row->verdict = verdict;
    usb_describe(facts, what, sizeof what);
    log_service("steward", "usb %s: %s: %s", what, usb_accepted(verdict) ? "accepted" : "refused", usb_reason(verdict));
}

/* Starts setting a switch; one at a time, the others wait for the next scan. */
static void remember_job(struct devices *devices, const char *path, fault started)
{
    snprintf(devices->job_path, sizeof devices->job_path, "%s", path);
    if (started)
        log_service("steward", "usb %s: cannot set its switches: %s", path, fault_name(started));
}

/* May this interface keep its driver? An input device's only when its report descriptor is what its verdict needs. */
static bool is_clean(const struct scan *scan, const struct usb_facts *facts, size_t index, const char *name)
{
    enum usb_report needed = usb_report_needed(usb_verdict(facts, scan->policy));
    return usb_interface_accepted(facts, scan->policy, index) &&
           (scan->policy->any_input || report_of(scan->devices->sys, name) == needed);
}

/* Input devices: deauthorizes the interfaces that have a driver and shouldn't (they may date from before the device
 * manager), one a scan. When none is left, the device is rejected. True when there is more to do. */
static bool reject_interfaces(const struct scan *scan, const struct usb_facts *facts, struct device *row)
{
    size_t left = 0;
    char name[USB_PATH + 12];
    for (size_t i = 0; i < facts->count; i++) {
        const struct usb_interface *f = &facts->interface[i];
        snprintf(name, sizeof name, "%s:%u.%u", facts->path, facts->configuration, f->number);
        if (f->alternate != 0 || !is_authorized(scan->devices->sys, name))
            continue;
        if (is_clean(scan, facts, i, name)) {
            left++;
        } else {
            remember_job(scan->devices, facts->path, deauthorize(scan->devices, name));
            return true;
        }
    }
    row->rejected |= left == 0;
    return left == 0;
}

static void admit(const struct scan *scan, const struct usb_facts *facts, const struct device *row)
{
    if (row->verdict == USB_STICK)
        snprintf(scan->policy->stick_in, sizeof scan->policy->stick_in, "%s", facts->path);
    remember_job(scan->devices, facts->path, authorize(scan->devices, facts, scan->policy));
}

static void refuse(const struct scan *scan, const char *path)
{
    if (strcmp(scan->policy->stick_in, path) == 0) {
        stick_forget(scan->stick);
        scan->policy->stick_in[0] = 0;
    }
    remember_job(scan->devices, path, deauthorize(scan->devices, path));
}

static bool job_over(struct devices *devices)
{
    fault f = FAULT_NONE;
    if (!child_over(&devices->job, watch_now(), &f))
        return false;
    for (size_t i = 0; f && i < DEVICES_MAX; i++)
        if (strcmp(devices->row[i].path, devices->job_path) == 0)
            devices->row[i].rejected = true;
    if (f)
        log_service("steward", "usb %s: cannot set its switches: %s", devices->job_path, fault_name(f));
    return true;
}

static const struct device *row_at(const struct devices *devices, const char *port)
{
    for (size_t i = 0; i < DEVICES_MAX; i++)
        if (strcmp(devices->row[i].path, port) == 0)
            return &devices->row[i];
    return NULL;
}

static enum usb_verdict verdict_of(const struct scan *scan, const struct usb_facts *facts, const struct device *row)
{
    enum usb_verdict verdict = usb_verdict(facts, scan->policy);
    if (!row->rejected)
        return verdict;
    return verdict == USB_KEYS ? USB_NOT_KEYS : USB_NOT_TOUCH;
}

/* One device. True when a job was started, or waits for its turn. */
static bool update_device(const struct scan *scan, const char *path)
{
    struct usb_facts facts;
    int number = read_device(scan->devices, path, &facts);
    struct device *row = number < 0 ? NULL : device_row(scan->devices, path, number);
    if (number < 0)
        return false; /* gone while we looked */
    if (row)
        row->seen = true;
    enum usb_verdict verdict = row ? verdict_of(scan, &facts, row) : USB_UNREADABLE;
    if (row)
        note(row, &facts, verdict);
    bool in = is_authorized(scan->devices->sys, path), wanted = usb_accepted(verdict);
    if (in == wanted && usb_report_needed(verdict) == USB_REPORT_OTHER)
        return false;
    if (scan->devices->job.handle >= 0)
        return true;
    if (in && wanted)
        return reject_interfaces(scan, &facts, row);
    if (wanted)
        admit(scan, &facts, row);
    else
        refuse(scan, path);
    return true;
}

/* What was there at the last scan and is no longer. */
static void forget_gone(const struct scan *scan)
{
    char line[LINE];
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        struct device *d = &scan->devices->row[i];
        if (!d->path[0] || d->seen)
            continue;
        if (strcmp(scan->policy->stick_in, d->path) == 0) {
            stick_forget(scan->stick);
            scan->policy->stick_in[0] = 0;
            (void)stick_mount_line(line, sizeof line);
            log_service("steward", "usb %s: the memory stick was removed%s%s", d->path,
                        line[0] ? ", but still mounted: " : "", line);
        }
        *d = (struct device){};
    }
}

/* The stick's own steps: mounted once its disk is there, forgotten when the disk goes though the device stays. */
static bool update_stick(const struct scan *scan)
{
    struct stick *stick = scan->stick;
    char line[LINE];
    enum stick_state before = stick->state;
    bool mounted = before == STICK_IN || before == STICK_READ;
    if (mounted && !stick_is_there(stick)) {
        stick_forget(stick);
        stick->state = STICK_REFUSED; /* until it is put in anew */
    }
    bool again = scan->policy->stick_in[0] && stick_look(stick, scan->policy->stick_in);
    if (stick->state != before && stick->state == STICK_IN)
        log_service("steward", "usb %s: the memory stick is mounted%s: %s", stick->port,
                    stick_mount_line(line, sizeof line) ? "" : " beside another", line);
    if (stick->state != before && stick->state == STICK_REFUSED && !mounted)
        log_service("steward", "usb %s: no file system on it can be mounted", stick->port);
    return again;
}

/* --- who may open which node. The kernel makes every node root's own; the kiosk's groups get those of input devices
 * that passed, and display and voice. Until the panel is recorded, its touches are looked at, to learn which port it
 * hangs on. --- */

/* Sets owner and rights of the node that was opened (O_PATH), so that another one put in its place gets nothing. */
static void set_rights(int node, gid_t group, mode_t mode)
{
    char self[40];
    struct stat now;
    snprintf(self, sizeof self, "/proc/self/fd/%d", node);
    if (fstat(node, &now) || !S_ISCHR(now.st_mode) || (now.st_gid == group && (now.st_mode & 07777) == mode))
        return;
    if (chmod(self, 0600) || chown(self, ACCOUNT_ROOT, group) || chmod(self, mode))
        log_service("steward", "cannot set the rights of a device node");
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

/* Input devices inside the case are accepted; those on USB when their device is, and their own report is what its
 * verdict needs. Gives the port. */
static bool is_input(const struct devices *devices, const struct usb_policy *policy, const char *event,
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
    const struct device *d = row_at(devices, ret_port);
    if (!d || d->rejected || usb_report_needed(d->verdict) == USB_REPORT_OTHER)
        return false;
    return policy->any_input || report_of(devices->sys, interface) == usb_report_needed(d->verdict);
}

static bool can_touch(int fd)
{
    uint8_t absolute[(ABS_MAX + 8) / 8] = {};
    if (ioctl(fd, EVIOCGBIT(EV_ABS, sizeof absolute), absolute) < 0)
        return false;
    return absolute[ABS_X / 8] >> (ABS_X % 8) & 1 || absolute[ABS_MT_POSITION_X / 8] >> (ABS_MT_POSITION_X % 8) & 1;
}

static void watch_touches(struct devices *devices, int folder, const char *event, const char *port)
{
    struct touch_screen *room = NULL;
    for (size_t i = 0; i < TOUCHES_MAX; i++) {
        struct touch_screen *t = &devices->touches[i];
        if (t->fd >= 0 && strcmp(t->event, event) == 0)
            return;
        if (t->fd < 0)
            room = t;
    }
    int fd = room ? openat(folder, event, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
    if (fd >= 0 && can_touch(fd)) {
        *room = (struct touch_screen){.fd = fd};
        (void)text_copy(room->event, sizeof room->event, event); /* fits: set_nodes looked */
        (void)text_copy(room->port, sizeof room->port, port);
    } else if (fd >= 0) {
        close(fd);
    }
}

/* Takes them no longer: the panel is known. */
static void end_touches(struct devices *devices)
{
    for (size_t i = 0; i < TOUCHES_MAX; i++) {
        if (devices->touches[i].fd >= 0)
            close(devices->touches[i].fd);
        devices->touches[i].fd = -1;
    }
}

/* Rights of /dev/input, /dev/dri, /dev/snd; and whose touches are looked at. */
static void set_nodes(struct devices *devices, const struct usb_policy *policy)
{
    char port[USB_PATH];
    DIR *all = opendir("/dev/input");
    for (struct dirent *e; all && (e = readdir(all));) {
        if (strncmp(e->d_name, "event", 5) != 0 || strlen(e->d_name) >= TOUCHES_EVENT)
            continue;
        int node = openat(dirfd(all), e->d_name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (node < 0)
            continue;
        bool input = is_input(devices, policy, e->d_name, port);
        set_rights(node, input ? GROUP_INPUT : ACCOUNT_ROOT, input ? 0640 : 0600);
        if (input && !policy->panel[0])
            watch_touches(devices, dirfd(all), e->d_name, port);
        close(node);
    }
    if (all)
        closedir(all);
    open_to_group("/dev/dri", GROUP_VIDEO);
    open_to_group("/dev/snd", GROUP_AUDIO);
    if (policy->panel[0])
        end_touches(devices);
}

void devices_read_touch(struct devices *devices, size_t index)
{
    struct touch_screen *t = &devices->touches[index];
    struct input_event events[64];
    ssize_t n;
    while ((n = read(t->fd, events, sizeof events)) > 0)
        memcpy(devices->touched, t->port, sizeof devices->touched);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        close(t->fd);
        t->fd = -1;
    }
}

/* --- the printer's node belongs to the bridge's account while the printer is accepted --- */

/* "1-4" with number 7 is /dev/bus/usb/001/007. */
static bool node_of(const char *path, int number, char out[BRIDGE_LINE])
{
    int bus = 0;
    if (sscanf(path, "%d-", &bus) != 1 || bus < 1 || bus > 999 || number < 1 || number > 999)
        return false;
    snprintf(out, BRIDGE_LINE, BRIDGE_NODES "/%03d/%03d", bus, number);
    return true;
}

/* Owner and rights by the opened node, so that another one in its place gets nothing. */
static fault give(const char *node)
{
    char self[40];
    struct stat now;
    int fd = open(node, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    fault f = FAULT_NONE;
    if (fstat(fd, &now) || !S_ISCHR(now.st_mode))
        f = FAULT_NOT_FOR_US;
    else if (chmod(self, 0600) || chown(self, ACCOUNT_BRIDGE, ACCOUNT_BRIDGE))
        f = fault_errno(errno);
    close(fd);
    return f;
}

static const struct device *admitted_printer(const struct devices *devices)
{
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        const struct device *d = &devices->row[i];
        if (d->path[0] && d->verdict == USB_PRINTER && !d->rejected && is_authorized(devices->sys, d->path))
            return d;
    }
    return NULL;
}

static fault publish(const char *node)
{
    char line[BRIDGE_LINE + 2];
    int length = snprintf(line, sizeof line, "%s\n", node);
    fault f = give(node);
    return f ? f : file_replace(BRIDGE_NODE_FILE, line, (size_t)length, 0644);
}

/* Writes for the bridge which printer is accepted (bridge.h). */
static void announce_printer(struct devices *devices)
{
    char node[BRIDGE_LINE] = "";
    const struct device *d = devices->job.handle < 0 ? admitted_printer(devices) : NULL;
    if (devices->job.handle >= 0 && devices->printer[0])
        return; /* a switch is being set; the scan after that announces it */
    if (d && !node_of(d->path, d->number, node))
        d = NULL;
    if (strcmp(devices->printer, node) == 0)
        return;
    snprintf(devices->printer, sizeof devices->printer, "%s", node);
    if (!d) {
        unlink(BRIDGE_NODE_FILE);
        log_service("steward", "the printer was removed");
        return;
    }
    fault f = publish(node);
    log_service("steward", "usb %s: the printer %s", d->path, f ? fault_name(f) : "is given to the bridge");
}

/* The one device that is plugged in and is one of these. */
static fault find_only(const struct devices *devices, const struct usb_policy *policy,
                       bool (*is_one)(const struct usb_facts *, const struct usb_policy *), struct device_found *ret)
{
    struct usb_facts facts;
    int found = 0;
    DIR *folder = opendir(devices->sys);
    for (struct dirent *e; folder && (e = readdir(folder));) {
        if (e->d_name[0] < '0' || e->d_name[0] > '9' || strchr(e->d_name, ':') ||
            read_device(devices, e->d_name, &facts) < 0 || !is_one(&facts, policy))
            continue;
        found++;
        memcpy(ret->port, facts.path, sizeof ret->port);
    }
    if (folder)
        closedir(folder);
    if (found != 1)
        return found ? FAULT_BAD_INPUT : FAULT_NO_ENTRY;
    read_name(devices->sys, ret->port, ret->name, sizeof ret->name);
    return FAULT_NONE;
}

static bool is_printer(const struct usb_facts *facts, const struct usb_policy *)
{
    return !facts->fixed && usb_is_printer(facts);
}

fault devices_find_printer(const struct devices *devices, struct device_found *ret)
{
    return find_only(devices, NULL, is_printer, ret);
}

fault devices_find_keyboard(const struct devices *devices, const struct usb_policy *policy, struct device_found *ret)
{
    return find_only(devices, policy, usb_is_keyboard, ret);
}

/* --- all of it --- */

static bool scan_all(struct devices *devices, struct usb_policy *policy, struct stick *stick)
{
    const struct scan scan = {devices, policy, stick};
    bool changed = false;
    for (size_t i = 0; i < DEVICES_MAX; i++)
        devices->row[i].seen = false;
    DIR *folder = opendir(devices->sys);
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9' && !strchr(e->d_name, ':'))
            changed |= update_device(&scan, e->d_name);
    if (folder)
        closedir(folder);
    forget_gone(&scan);
    changed |= update_stick(&scan);
    set_nodes(devices, policy);
    announce_printer(devices);
    return changed;
}

void devices_begin(struct devices *devices)
{
    devices->job.handle = -1;
    for (size_t i = 0; i < TOUCHES_MAX; i++)
        devices->touches[i].fd = -1;
    deny_all(devices->sys);
    unlink(BRIDGE_NODE_FILE); /* an earlier device manager's */
}

bool devices_update(struct devices *devices, struct usb_policy *policy, struct stick *stick, bool due)
{
    due |= job_over(devices);
    return due && scan_all(devices, policy, stick);
}
