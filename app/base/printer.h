/* The words between the kiosk and its printing program (app/printer/, of its own account): packets over a unix socket
 * (SOCK_SEQPACKET). A sheet comes as rows of grey, page after page, and is kept in memory alone until the printer says
 * that it is out; then, on CANCEL, and when the line ends, it is wiped (OUT-06). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define PRINTER_SOCKET "/run/sirkel/printer/line"

enum {
    PRINTER_DPI = 300,
    PRINTER_WIDTH = 2480, /* A4 in px */
    PRINTER_HEIGHT = 3508,
    PRINTER_PAGES = 8, /* of one sheet */
    PRINTER_ROWS = 24, /* in one packet, at most */
    PRINTER_NAME = 64
};
enum printer_verb {
    PRINTER_LOOK,   /* how does the printer stand? Answered once */
    PRINTER_BEGIN,  /* count: pages. Whatever was being printed is cancelled */
    PRINTER_GREY,   /* count: rows of PRINTER_WIDTH bytes that follow the head, 0 black to 255 white */
    PRINTER_SEND,   /* all rows of all pages came: print them. From now on every change is an event */
    PRINTER_CANCEL, /* cancel it and forget it */
    PRINTER_VERBS
};
struct printer_request {
    uint32_t verb, serial, count, zero; /* serial: of the sheet; its events carry it */
};
enum printer_state {
#define PRINTER(name, ends, words) PRINTER_##name,
#include "base/printer.def"
#undef PRINTER
    PRINTER_STATES
};
/* No event of the sheet follows this one. */
bool printer_ends(enum printer_state state);
/* For the technician's log. */
const char *printer_words(enum printer_state state);
struct printer_event {
    uint32_t state, serial, page, pages; /* pages of the sheet that are out, as far as the printer says */
    char name[PRINTER_NAME];             /* make and model, ended by 0 */
};
