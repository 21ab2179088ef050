/* The ports of this place's panel, stick and printer: one line each in /data/site, written when the kiosk is
 * commissioned. */
#include "system/steward.h"

#include <string.h>
#include <stdio.h>
#include "base/bytes.h"
#include "base/file.h"

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

void steward_site_read(struct usb_policy *policy)
{
    read_ports(STEWARD_SITE "/panel", policy->panel, sizeof policy->panel);
    read_ports(STEWARD_SITE "/export", policy->stick, sizeof policy->stick);
    read_ports(STEWARD_SITE "/printer", policy->printer, sizeof policy->printer);
}

fault steward_site_panel(struct usb_policy *policy, const char *port)
{
    char line[USB_PATH + 2];
    int length = snprintf(line, sizeof line, "%.*s\n", USB_PATH - 1, port);
    fault f = file_folder(STEWARD_SITE, 0755);
    if (!f)
        f = file_replace(STEWARD_SITE "/panel", line, (size_t)length, 0644);
    if (!f)
        snprintf(policy->panel, sizeof policy->panel, "%s", port);
    return f;
}
