/* Faults: what the world does to us (a full disk, a pulled stick). Returned, and the compiler minds that they are
 * looked at. A verdict (the group is full) is no fault, and neither is a bug (that is an assert). */
#pragma once

enum [[nodiscard]] fault{FAULT_NONE,
#define FAULT(name, advice) FAULT_##name,
#include "base/faults.def"
#undef FAULT
                         FAULT_COUNT};
typedef enum fault fault;

/* The row's name ("DISK_FULL"), for logs and exit messages. */
const char *fault_name(fault f);
/* What staff should do, untranslated (pass through `_`). */
const char *fault_advice(fault f);
/* The fault that errno speaks of; DISK_BROKEN where nothing fits. */
fault fault_errno(int error);
