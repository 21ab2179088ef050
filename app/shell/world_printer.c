/* The line to the printing program. */
#include "base/host.h"
#include "shell/peer.h"
#include "shell/world.h"

static struct world_printer {
    struct peer line;
    uint32_t serial; /* of the newest sheet */
} printer = {.line.fd = -1};

void world_printer(const char *path)
{
    peer_close(&printer.line);
    printer.line.path = path;
}

int world_printer_fd(void)
{
    return peer_there(&printer.line) ? printer.line.fd : -1;
}

bool world_printer_awaited(void)
{
    return printer.line.awaited;
}

bool world_printer_take(struct printer_tell *ret)
{
    while (peer_take(&printer.line, ret, sizeof *ret))
        if (ret->serial == printer.serial && ret->state < PRINTER_STATES && ret->name[PRINTER_NAME - 1] == 0)
            return true;
    return false;
}

fault world_printer_ask(enum printer_verb verb, int count, const void *tail, size_t bytes)
{
    printer.serial += verb == PRINTER_BEGIN;
    const struct printer_ask head = {.verb = (uint32_t)verb, .serial = printer.serial, .count = (uint32_t)count};
    fault f = peer_send(&printer.line, &head, sizeof head, tail, bytes);

    if (verb == PRINTER_CANCEL)
        printer.line.awaited = false;
    else
        printer.line.awaited |= f == FAULT_NONE;
    return f;
}
