/* Sysfs: what hangs on USB, and the switches `authorized` of devices and interfaces
 * (Documentation/usb/authorization.rst). */
#include "system/usb/bus.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <limits.h>
#include <unistd.h>
#include <errno.h>
#include "base/bytes.h"
#include "base/file.h"
#include "system/common/watch.h"

enum { USB_WAIT_MS = 12000 }; /* a device may let each of the kernel's questions wait 5 s */
enum { INTERFACE_WAIT_MS = 3000, INTERFACE_LOOK_MS = 20 };

struct switching { /* for a child: which switches, in this order */
    const struct usb_facts *facts;
    const struct usb_policy *policy;
    const char *name;
};

/* A file under USB_DEVICES/<name>/; -1 when it is not there. */
static ssize_t read_entry(const char *name, const char *entry, void *out, size_t size)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, USB_DEVICES "/%s/%s", name, entry);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    size_t length = 0;
    for (ssize_t n; length < size && (n = read(fd, (char *)out + length, size - length)) > 0;)
        length += (size_t)n;
    close(fd);
    return (ssize_t)length;
}

static long read_number(const char *name, const char *entry)
{
    char text[24] = "";
    ssize_t length = read_entry(name, entry, text, sizeof text - 1);
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

static fault write_entry(const char *name, const char *entry, const char *text)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, USB_DEVICES "/%s/%s", name, entry);
    return write_path(path, text);
}

void usb_bus_shut(void)
{
    DIR *folder = opendir(USB_DEVICES);
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (strncmp(e->d_name, "usb", 3) == 0) {
            (void)!write_entry(e->d_name, "authorized_default", "0");
            (void)!write_entry(e->d_name, "interface_authorized_default", "0");
        }
    if (folder)
        closedir(folder);
}

static bool is_above(const char *name, const char *root)
{
    char device[PATH_MAX], real[PATH_MAX];
    snprintf(device, sizeof device, USB_DEVICES "/%s", name);
    if (!root[0] || !realpath(device, real))
        return false;
    size_t length = strlen(real);
    return strncmp(root, real, length) == 0 && root[length] == '/';
}

int usb_bus_facts(const char *path, const char *root, struct usb_facts *ret_facts)
{
    static const size_t room = USB_DESCRIPTORS + 1; /* one more: what is larger is seen to be */
    uint8_t data[USB_DESCRIPTORS + 1];
    char removable[12] = "";
    *ret_facts = (struct usb_facts){};
    snprintf(ret_facts->path, sizeof ret_facts->path, "%.*s", USB_PATH - 1, path);
    ssize_t length = read_entry(path, "descriptors", data, room);
    if (length < 0 || strlen(path) >= USB_PATH)
        return -1;
    if (usb_read_facts(ret_facts, data, (size_t)length) && ret_facts->configurations <= 1)
        ret_facts->configurations = 0;
    (void)!read_entry(path, "removable", removable, sizeof removable - 1);
    ret_facts->fixed = strncmp(removable, "fixed", 5) == 0;
    ret_facts->ours = is_above(path, root);
    return (int)read_number(path, "devnum");
}

bool usb_bus_is_in(const char *path)
{
    return read_number(path, "authorized") == 1;
}

/* The link leads to a port of the peer's hub: ".../usb2/2-0:1.0/usb2-port4" is "2-4", ".../2-4-port1" is "2-4.1". */
bool usb_bus_peer(const char *path, char ret_peer[USB_PATH])
{
    char link[PATH_MAX], real[PATH_MAX];
    snprintf(link, sizeof link, USB_DEVICES "/%s/port/peer", path);
    const char *name = realpath(link, real) ? strrchr(real, '/') + 1 : "";
    const char *port = strstr(name, "-port");
    if (!port || strspn(port + 5, "0123456789") != strlen(port + 5) || !port[5])
        return false;
    bool root = strncmp(name, "usb", 3) == 0;
    int hub = (int)(port - name) - (root ? 3 : 0);
    int length = snprintf(ret_peer, USB_PATH, "%.*s%c%s", hub, root ? name + 3 : name, root ? '-' : '.', port + 5);
    return length > 0 && length < USB_PATH;
}

void usb_bus_name(const char *path, char *out, size_t size)
{
    size_t kept = 0;
    ssize_t length = read_entry(path, "product", out, size - 1);
    for (ssize_t i = 0; i < length; i++)
        if (out[i] >= ' ' && out[i] < 0x7f)
            out[kept++] = out[i];
    out[kept] = 0;
}

/* A device that is let in the moment it is told of has no driver yet, and without one the kernel gives it no
 * interfaces; they come when that driver does. In a child. */
static void wait_for_interface(const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, USB_DEVICES "/%s/authorized", name);
    for (int waited = 0; access(path, F_OK) != 0 && waited < INTERFACE_WAIT_MS; waited += INTERFACE_LOOK_MS)
        nanosleep(&(struct timespec){.tv_nsec = INTERFACE_LOOK_MS * 1000000L}, NULL);
}

static fault switch_interface(const struct usb_facts *facts, uint8_t number)
{
    char name[USB_PATH + 12];
    snprintf(name, sizeof name, "%s:%u.%u", facts->path, facts->configuration, number);
    wait_for_interface(name);
    fault f = write_entry(name, "authorized", "1");
    return f ? f : write_path("/sys/bus/usb/drivers_probe", name);
}

static fault let_in(const void *given)
{
    const struct switching *s = given;
    fault f = write_entry(s->facts->path, "authorized", "1");
    for (size_t i = 0; !f && i < s->facts->count; i++)
        if (s->facts->interface[i].alternate == 0 && usb_interface_let_in(s->facts, s->policy, i))
            f = switch_interface(s->facts, s->facts->interface[i].number);
    return f;
}

fault usb_bus_let_in(struct child_job *job, const struct usb_facts *facts, const struct usb_policy *policy)
{
    struct switching s = {.facts = facts, .policy = policy};
    return child_begin(job, watch_now() + USB_WAIT_MS, let_in, &s);
}

static fault shut_out(const void *given)
{
    const struct switching *s = given;
    return write_entry(s->name, "authorized", "0");
}

fault usb_bus_shut_out(struct child_job *job, const char *name)
{
    struct switching s = {.name = name};
    return child_begin(job, watch_now() + USB_WAIT_MS, shut_out, &s);
}

/* The HID device stands below its interface as BUS:VENDOR:PRODUCT.NUMBER ("0003:0EEF:0001.0002"). */
bool usb_bus_touch(const char *interface)
{
    char path[PATH_MAX], entry[NAME_MAX + 32];
    uint8_t data[USB_DESCRIPTORS];
    bool touch = false;
    snprintf(path, sizeof path, USB_DEVICES "/%s", interface);
    DIR *folder = opendir(path);
    for (struct dirent *e; folder && !touch && (e = readdir(folder));) {
        if (strncmp(e->d_name, "0003:", 5) != 0)
            continue;
        snprintf(entry, sizeof entry, "%s/report_descriptor", e->d_name);
        ssize_t length = read_entry(interface, entry, data, sizeof data);
        touch = length > 0 && usb_report_touch(data, (size_t)length);
    }
    if (folder)
        closedir(folder);
    return touch;
}
