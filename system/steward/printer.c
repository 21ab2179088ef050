#include "system/steward/printer.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "system/bridge/bridge.h"
#include "system/common/accounts.h"
#include "system/steward/say.h"
#include "system/steward/site.h"
#include "system/usb/bus.h"

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

static const struct device *let_in_printer(const struct devices *devices)
{
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        const struct device *d = &devices->row[i];
        if (d->path[0] && d->verdict == USB_PRINTER && !d->foul && usb_bus_is_in(d->path))
            return d;
    }
    return NULL;
}

static fault tell(const char *node)
{
    char line[BRIDGE_LINE + 2];
    int length = snprintf(line, sizeof line, "%s\n", node);
    fault f = give(node);
    return f ? f : file_replace(BRIDGE_WORD, line, (size_t)length, 0644);
}

void printer_tell(struct printer_word *word, const struct devices *devices)
{
    char node[BRIDGE_LINE] = "";
    const struct device *d = devices->job.handle < 0 ? let_in_printer(devices) : NULL;
    if (devices->job.handle >= 0 && word->node[0])
        return; /* something is being switched; the walk after that tells */
    if (d && !node_of(d->path, d->number, node))
        d = NULL;
    if (strcmp(word->node, node) == 0)
        return;
    snprintf(word->node, sizeof word->node, "%s", node);
    if (!d) {
        unlink(BRIDGE_WORD);
        steward_say("the printer is gone");
        return;
    }
    fault f = tell(node);
    steward_say("usb %s: the printer %s", d->path, f ? fault_name(f) : "is handed to the bridge");
}

fault printer_choose(struct usb_policy *policy, const char *root, char *ret_name, size_t size)
{
    struct usb_facts facts;
    char port[USB_PATH] = "";
    int found = 0;
    DIR *folder = opendir(USB_DEVICES);
    for (struct dirent *e; folder && (e = readdir(folder));) {
        if (e->d_name[0] < '0' || e->d_name[0] > '9' || strchr(e->d_name, ':') ||
            usb_bus_facts(e->d_name, root, &facts) < 0 || facts.fixed || !usb_is_printer(&facts))
            continue;
        found++;
        snprintf(port, sizeof port, "%s", facts.path);
    }
    if (folder)
        closedir(folder);
    if (found != 1)
        return found ? FAULT_BAD_INPUT : FAULT_NO_ENTRY;
    usb_bus_name(port, ret_name, size);
    return site_printer(policy, port);
}
