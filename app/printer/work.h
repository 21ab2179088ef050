/* What the children do (worker.h), each from its start to its end. */
#pragma once

#include "printer/worker.h"

/* Looks once: tells how the printer stands. */
void work_look(const struct order *order, int fd);
/* Makes a job at the printer, tells its number and form, then about once a second how it stands, until it has ended. */
void work_watch(const struct order *order, int fd);
/* Sends the sheet to that job; tells BUSY when all of it was taken, REFUSED when the printer does not want it. */
void work_send(const struct order *order, int fd);
/* Calls everything of ours back; tells GONE when the printer holds nothing of ours any more, NONE when there is none.
 */
void work_recall(const struct order *order, int fd);
