/* The table of faults, read as names, as advice and from errno. */
#include "base/fault.h"

#include <assert.h>
#include <errno.h>

#define N_(text) text

static const char *const names[] = {
    "none",
#define FAULT(name, advice) #name,
#include "base/faults.def"
#undef FAULT
};

static const char *const advices[] = {
    "",
#define FAULT(name, advice) advice,
#include "base/faults.def"
#undef FAULT
};

const char *fault_name(fault f)
{
    assert(f >= 0 && f < FAULT_COUNT);
    return names[f];
}

const char *fault_advice(fault f)
{
    assert(f >= 0 && f < FAULT_COUNT);
    return advices[f];
}

fault fault_errno(int error)
{
    switch (error) {
    case 0:
        return FAULT_NONE;
    case ENOMEM:
        return FAULT_NO_MEMORY;
    case ENOSPC:
    case EDQUOT:
        return FAULT_DISK_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return FAULT_DISK_READONLY;
    case ENOENT:
    case ENOTDIR:
        return FAULT_FILE_MISSING;
    case EEXIST:
        return FAULT_FILE_EXISTS;
    case EFBIG:
        return FAULT_TOO_LARGE;
    case EAGAIN:
    case EBUSY:
        return FAULT_BUSY;
    default:
        return FAULT_DISK_BROKEN;
    }
}
