/* Installing from the stick (image/stick.list) on a disk of the machine, for the device manager. */
#pragma once

#include "base/machine.h"

/* One line a disk: "row<TAB>bytes<TAB>name", and "<TAB>sirkel" where a kiosk lies already. A row is the kernel's
 * running number of that disk, so it never means another one later. Left out: the disk that runs, read-only ones, and
 * those that are too small. */
fault install_disks(struct machine_answer *ret);
/* In a child; PROGRESS reports it. NO_ENTRY: no such row any longer. BUSY: something is being written. */
fault install_begin(int64_t row);
