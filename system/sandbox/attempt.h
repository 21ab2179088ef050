/* Attempts to get out of a cage, each made by a fresh child that has entered it; how the child ends is the finding. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "system/sandbox/sandbox.h"

/* DONE: it worked. REFUSED: EPERM, EACCES and their like. */
enum finding { DONE, REFUSED, ENDED, NOT_CAGED };
struct attempt {
    const char *name;
    enum finding (*make)(long what);
    long what; /* a number or a path, as the attempt takes it */
    enum finding right;
};

enum finding attempt_reading(long path);
enum finding attempt_writing(long path);
enum finding attempt_streaming(long family);
enum finding attempt_executing(long path);
enum finding attempt_removing(long path);
/* TCP on the loopback: connects (nobody there counts as done). */
enum finding attempt_tcp(long port);

#define READS(path)                                                                                                    \
    {                                                                                                                  \
        "read " path, attempt_reading, (long)path, REFUSED                                                             \
    }
#define WRITES(path)                                                                                                   \
    {                                                                                                                  \
        "write " path, attempt_writing, (long)path, REFUSED                                                            \
    }

/* Everything that no cage may, what the kernel itself says of a process in this one, and `own`. One line for each that
 * is not as it should be, on standard error. */
struct cage_tally {
    unsigned passed, failed;
};
void cage_attempt(const struct cage *cage, const struct cage_more *more, const struct attempt *own, size_t count,
                  struct cage_tally *tally);
/* "cage voice: 100 passed, 0 failed"; true when none failed. The kiosk's line has no name: "cage: …". */
bool cage_tally_end(const struct cage *cage, const struct cage_tally *tally);
