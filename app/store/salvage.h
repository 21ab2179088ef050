/* A new kiosk.db from what can be read of the damaged one (salvage.c). */
#pragma once

#include "store/kept.h"

struct store_prove {
    bool (*proven)(void *with, const struct record *row); /* is it what was written? `row->sealed` is borrowed */
    void *with;
};
struct salvaged {
    size_t records;
};
/* Where no kiosk.db is in its place: makes one of DIR/kiosk.spare and of each row that is still there and proven, in the kiosk.db that was
 * set aside last; its state is BEHIND_NEW. Numbers of lists go on higher. FILE_MISSING, FILE_DAMAGED: there is no good spare. On a fault
 * nothing has changed. */
fault store_salvage(const char *folder, const struct store_prove *prove, struct salvaged *ret);
