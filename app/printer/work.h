/* The program's children (press.c starts them). libcups waits for a printer as long as that likes, and reads what a stranger's
 * printer sends: so it is done in a child that has a time limit, a memory limit and no socket of ours, that dies with us, and that
 * is killed at once when the visitor leaves. What it learns comes through a pipe, one struct at a time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/printer.h"
#include "printer/form.h"

enum { LINK_TEXT = 256 };
struct link_place {
    char uri[LINK_TEXT], path[LINK_TEXT];
    int port;
};
/* ipp://127.0.0.1:PORT/PATH (or localhost) and nothing else: what a visitor prints goes through no network. For main.c alone, which libcups
 * does not reach otherwise. */
bool link_place_read(struct link_place *place, const char *uri);

struct work_order { /* what a child is to do; it gets a copy by being forked */
    const struct link_place *place;
    const struct pages *pages;
    struct form form;
    int job; /* its number at the printer; 0: not known */
};
struct news {
    enum printer_state state;
    uint32_t page;    /* that are out */
    int job;          /* 0: no number yet */
    bool begun;       /* the printer has said that it works on it */
    struct form form; /* as chosen for this printer */
    char name[PRINTER_NAME];
};
/* What a child does from its start to its end; its news go to that pipe. */
typedef void worker_does(const struct work_order *order, int fd);
enum press_child {
    PRESS_LOOK,  /* looks once: how the printer stands */
    PRESS_WATCH, /* makes a job at the printer, reports its number and form, then about once a second how it stands, until it has ended */
    PRESS_SEND, /* sends the sheet to that job; BUSY when all of it was taken, REFUSED when the printer does not want it */
    PRESS_RECALL, /* cancels everything of ours; GONE when the printer holds nothing of ours any more, NONE when there is none */
    PRESS_CHILDREN
};
extern worker_does *const work_does[PRESS_CHILDREN];
