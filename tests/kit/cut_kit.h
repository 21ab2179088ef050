/* The power goes at a chosen write of the program. */
#pragma once

#include "flow_kit.h"

/* Opens the kiosk and runs `act` in a child that dies before its n-th write to the disk. 1: it died so; 0: it came to its end before
 * that; -1: this machine lets no program be watched. */
int cut_at(struct kit *k, void (*act)(struct kit *), int n);
/* The disk answers with an error (EIO) to the n-th write or sync after the kiosk was opened, once; what was synced is there all the same.
 * 1: it was asked for; 0: there were fewer; -1 as above, or the child ended badly. */
int fail_at(struct kit *k, void (*act)(struct kit *), int n);
