/* The line to the printer: IPP (RFC 8010, 8011) over the machine's own loopback, where ipp-usb makes a printer on USB
 * reachable. Only the program's children use it (worker.h), since libcups waits as long as a printer likes. */
#pragma once

#include <cups/cups.h>
#include <stdbool.h>
#include "base/printer.h"
#include "printer/form.h"

enum { LINK_TEXT = 256 };
struct link_place {
    char uri[LINK_TEXT], path[LINK_TEXT];
    int port;
};
struct link { /* {.place = p} */
    const struct link_place *place;
    http_t *http;
};
struct link_facts { /* what the printer says of itself */
    enum printer_state
        state; /* REFUSED where it does not take PWG raster in a form that we make, and a job in two steps */
    char name[PRINTER_NAME];
    struct form form; /* the one we chose */
};

/* ipp://127.0.0.1:PORT/PATH (or localhost) and nothing else: what a visitor prints goes through no network. */
bool link_place_read(struct link_place *place, const char *uri);
/* Is somebody there at all? READY, NONE (nobody) or SILENT, in at most a second. */
enum printer_state link_probe(const struct link_place *place);
/* A request with its first attributes: who asks (always "sirkel"), of which job (0: none). */
ipp_t *link_request(const struct link *link, ipp_op_t operation, int job);
/* Sends it (it is freed) and gives the answer (to be freed), or NULL. Connects when there is no connection. */
ipp_t *link_do(struct link *link, ipp_t *request);
bool link_open(struct link *link);
/* False when no answer of a printer came. */
bool link_facts(struct link *link, struct link_facts *ret);
