/* Attempts to get out of a sandbox, each made by a new child that has entered it; how the child ends is the outcome. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include "system/sandbox/sandbox.h"

/* DONE: it worked. REFUSED: EPERM, EACCES and their like. */
enum outcome { DONE, REFUSED, KILLED, NOT_ENTERED };
struct attempt {
    const char *name;
    enum outcome (*make)(long what);
    long what; /* a number or a path, as the attempt takes it */
    enum outcome expected;
};

enum outcome attempt_reading(long path);
enum outcome attempt_writing(long path);
enum outcome attempt_streaming(long family);
enum outcome attempt_executing(long path);
enum outcome attempt_removing(long path);
/* TCP on the loopback: connects (nobody there counts as done). */
enum outcome attempt_tcp(long port);

#define READS(path)                                                                                                    \
    {                                                                                                                  \
        "read " path, attempt_reading, (long)path, REFUSED                                                             \
    }
#define WRITES(path)                                                                                                   \
    {                                                                                                                  \
        "write " path, attempt_writing, (long)path, REFUSED                                                            \
    }

/* Everything that no sandbox may, what the kernel itself reports of a process in this one, and `own`. One line for each
 * that is not as it should be, on standard error. */
struct attempt_tally {
    unsigned passed, failed;
};
void attempt_all(const struct sandbox *sandbox, const struct sandbox_extra *extra, const struct attempt *own,
                 size_t count, struct attempt_tally *tally);
/* "sandbox voice: 100 passed, 0 failed"; true when none failed. The kiosk's line has no name: "sandbox: …". */
bool attempt_end(const struct sandbox *sandbox, const struct attempt_tally *tally);
