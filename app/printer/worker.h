/* The program's children. libcups waits for a printer as long as that likes, and reads what a stranger's printer sends:
 * so it is done in a child that has a time limit, a memory limit and no socket of ours, that dies with us, and that is
 * killed at once when the visitor leaves. What it learns comes through a pipe, one struct at a time. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/printer.h"
#include "printer/form.h"
#include "printer/link.h"
#include "printer/pages.h"

struct order { /* what a child is to do; it gets a copy by being forked */
    const struct link_place *place;
    const struct pages *pages;
    struct form form;
    int job; /* its number at the printer; 0: not known */
};
struct news {
    enum printer_state state;
    uint32_t page;    /* that are out */
    int job;          /* 0: no number yet */
    struct form form; /* as chosen for this printer */
    char name[PRINTER_NAME];
};
struct worker {
    pid_t process;       /* 0: none */
    int fd;              /* its news */
    int64_t deadline_ms; /* worker_now_ms() at which it is too late */
};
typedef void worker_does(const struct order *order, int fd);

/* Milliseconds that only grow, suspended time included. */
int64_t worker_now_ms(void);
/* False when there can be no child. What it does has so many ms until worker_more(). */
bool worker_start(struct worker *w, worker_does *does, const struct order *order, int64_t limit_ms);
void worker_more(struct worker *w, int64_t limit_ms);
/* Ends it at once, whatever it is doing. */
void worker_stop(struct worker *w);
static inline bool worker_runs(const struct worker *w)
{
    return w->process > 0;
}
enum worker_heard { WORKER_NOTHING, WORKER_NEWS, WORKER_ENDED }; /* ENDED: it did, and was stopped */
enum worker_heard worker_hear(struct worker *w, struct news *ret);
/* For the child. */
void worker_tell(int fd, const struct news *news);
