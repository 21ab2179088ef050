/* The kiosk's answers to host.h about its printer. */
#include "base/host.h"
#include "world/world.h"

fault host_print_look(void)
{
    return world_printer_request(PRINTER_LOOK, 0, NULL, 0);
}

fault host_print_begin(int pages)
{
    return world_printer_request(PRINTER_BEGIN, pages, NULL, 0);
}

fault host_print_rows(const uint8_t *grey, int rows)
{
    return world_printer_request(PRINTER_GREY, rows, grey, (size_t)rows * PRINTER_WIDTH);
}

fault host_print_send(void)
{
    return world_printer_request(PRINTER_SEND, 0, NULL, 0);
}

void host_print_cancel(void)
{
    (void)world_printer_request(PRINTER_CANCEL, 0, NULL, 0);
}
