/* The line to the printing program. */
#include "base/host.h"
#include "world/peer.h"
#include "world/world.h"

static struct world_printer {
    struct peer line;
    uint32_t serial; /* of the newest sheet */
    bool sheet;      /* it was begun on this line, and nothing has ended it */
} printer = {.line.fd = -1};

void world_printer(const char *path)
{
    peer_close(&printer.line);
    printer.line.path = path;
    printer.line.again_ms = 0;
    printer.sheet = false;
}

int world_printer_fd(void)
{
    bool lost = printer.sheet && printer.line.fd < 0; /* has to be told before there is a new line */
    return !lost && peer_there(&printer.line) ? printer.line.fd : -1;
}

bool world_printer_awaited(void)
{
    return printer.line.awaited;
}

/* A line that ends in the middle of a sheet took the sheet with it: said once, in the printer's own words. */
static bool lost(struct printer_event *ret)
{
    if (!printer.sheet || printer.line.fd >= 0)
        return false;
    printer.sheet = false;
    *ret = (struct printer_event){.state = PRINTER_SILENT, .serial = printer.serial};
    return true;
}

/* What is told of an older sheet is passed over; whoever tells nonsense is not listened to any longer. */
bool world_printer_take(struct printer_event *ret)
{
    while (peer_take(&printer.line, ret, sizeof *ret)) {
        if (ret->state >= PRINTER_STATES || ret->name[PRINTER_NAME - 1] != 0) {
            peer_close(&printer.line);
        } else if (ret->serial == printer.serial) {
            printer.sheet &= !printer_ends((enum printer_state)ret->state);
            printer.line.awaited = printer.sheet;
            return true;
        }
    }
    return lost(ret);
}

fault world_printer_request(enum printer_verb verb, int count, const void *tail, size_t bytes)
{
    printer.serial += verb == PRINTER_BEGIN;
    const struct printer_ask head = {.verb = (uint32_t)verb, .serial = printer.serial, .count = (uint32_t)count};
    fault f = peer_send(&printer.line, &head, sizeof head, tail, bytes);

    if (verb == PRINTER_CANCEL && f == FAULT_BUSY)
        peer_close(&printer.line); /* full of rows: it forgets the sheet when the line ends, as surely */
    if (verb == PRINTER_CANCEL)
        printer.sheet = false;
    else if (verb == PRINTER_BEGIN)
        printer.sheet = f == FAULT_NONE;
    printer.line.awaited = printer.line.fd >= 0 && (printer.sheet || (verb == PRINTER_LOOK && f == FAULT_NONE));
    return f;
}
