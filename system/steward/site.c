#include "system/steward/site.h"

#include <string.h>
#include <stdio.h>
#include "base/bytes.h"
#include "base/file.h"
#include "system/data/data.h"
#include "system/usb/bus.h"

#define SITE "/data/site"

/* Digits, '-', '.' and blanks; anything else counts as nothing recorded. */
static void read_ports(const char *path, char *out, size_t size)
{
    struct buffer text = {.limit = size - 1};
    out[0] = 0;
    if (!file_read(path, &text)) {
        const char *ports = buffer_string(&text);
        size_t length = strcspn(ports, "\n");
        if (strspn(ports, "0123456789-. ") >= length)
            snprintf(out, size, "%.*s", (int)length, ports);
    }
    buffer_free(&text);
}

void site_read(struct usb_policy *policy)
{
    read_ports(SITE "/panel", policy->panel, sizeof policy->panel);
    read_ports(SITE "/export", policy->stick, sizeof policy->stick);
    read_ports(SITE "/printer", policy->printer, sizeof policy->printer);
}

static fault write_line(const char *place, const char *text)
{
    char line[2 * USB_PATH + 3];
    int length = snprintf(line, sizeof line, "%s\n", text);
    fault f = file_folder(SITE, 0755);
    return f ? f : file_replace(place, line, (size_t)length, 0644);
}

fault site_rotation(int quarters)
{
    static const char *const degrees[] = {"0", "90", "180", "270"};
    return write_line(SITE_TURN, degrees[quarters]);
}

/* The socket's other name is written beside it. */
static void both_names(const char *port, char *out, size_t size)
{
    char peer[USB_PATH];
    bool two = usb_bus_peer(port, peer);
    snprintf(out, size, "%s%s%s", port, two ? " " : "", two ? peer : "");
}

static fault keep(const char *place, const char *port, char *ret_ports, size_t size)
{
    char ports[2 * USB_PATH + 2];
    both_names(port, ports, sizeof ports);
    fault f = write_line(place, ports);
    if (!f)
        snprintf(ret_ports, size, "%s", ports);
    return f;
}

fault site_panel(struct usb_policy *policy, const char *port)
{
    return keep(SITE "/panel", port, policy->panel, sizeof policy->panel);
}

fault site_stick(struct usb_policy *policy, const char *port)
{
    return keep(SITE "/export", port, policy->stick, sizeof policy->stick);
}

fault site_printer(struct usb_policy *policy, const char *port)
{
    return keep(SITE "/printer", port, policy->printer, sizeof policy->printer);
}
