/* The line to the kiosk (base/printer.h): one kiosk at a time, packets of exactly their size. Who may open it is
 * decided by the rights of the folder and the socket. */
#pragma once

#include <stdbool.h>
#include "base/fault.h"
#include "base/printer.h"

struct printer_line {
    int listener, kiosk; /* -1: none */
    struct {
        struct printer_ask ask;
        uint8_t grey[PRINTER_ROWS * PRINTER_WIDTH];
    } packet;
};
enum line_took { LINE_NOTHING, LINE_ASK, LINE_ENDED };

/* Listens there, as base/socket.h says; owner and group may open it. */
fault line_listen(struct printer_line *line, const char *path);
/* A kiosk knocks: let in when there is no other. */
void line_accept(struct printer_line *line);
/* One packet into `packet`; ENDED: it hung up, or sent what is no packet. Wipe it when it was dealt with. */
enum line_took line_take(struct printer_line *line);
void line_wipe(struct printer_line *line);
/* False when the kiosk does not listen. */
bool line_tell(struct printer_line *line, const struct printer_event *tell);
void line_hang_up(struct printer_line *line);
