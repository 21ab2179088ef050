/* A packet of the kiosk on the printing program's line. */
#include "printer/press.c"

#include "fuzz.h"

static struct printer_line line = {.listener = -1, .kiosk = -1};

void fuzz_seeds(void)
{
    static struct {
        struct printer_request request;
        uint8_t grey[PRINTER_WIDTH];
    } packet;
    for (uint32_t verb = 0; verb < PRINTER_VERBS; verb++) {
        packet.request = (struct printer_request){.verb = verb, .serial = 7, .count = 1};
        fuzz_seed(&packet, verb == PRINTER_GREY ? sizeof packet : sizeof packet.request);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int ends[2];
    FUZZ_HOLDS(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0);
    line.kiosk = ends[0];
    FUZZ_HOLDS(send(ends[1], data, size, 0) == (ssize_t)size);
    if (line_take(&line) == LINE_REQUEST) {
        const struct printer_request *r = &line.packet.request;
        FUZZ_HOLDS(packet_size(r) == size && r->verb < PRINTER_VERBS);
        FUZZ_HOLDS(r->verb != PRINTER_GREY || r->count <= PRINTER_ROWS);
        fuzz_taken();
    }
    line_hang_up(&line);
    close(ends[1]);
    return 0;
}
