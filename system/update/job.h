/* One thing at a time that takes long and is done in a child: an update, or an installation. Child and device manager
 * share one page. */
#pragma once

#include <stdbool.h>
#include "base/machine.h"

/* Where a job is. Columns: name, what PROGRESS calls it. */
#define JOB_STEPS(X)                                                                                                   \
    X(NONE, "")                                                                                                        \
    X(CHECKING, "checking") /* is what the stick holds whole and signed? nothing is changed yet */                     \
    X(EMPTYING, "emptying") /* the other slot, or the disk, is made unstartable first */                               \
    X(COPYING, "copying")                                                                                              \
    X(READING, "reading")   /* back from the disk */                                                                   \
    X(STARTING, "starting") /* it gets its place among what may start */                                               \
    X(DONE, "done")
enum job_step {
#define JOB_STEP(name, text) JOB_##name,
    JOB_STEPS(JOB_STEP)
#undef JOB_STEP
};

struct job; /* the shared page */
/* What the child does; its reason in `why` (SEAL_WHY) goes to the log. */
typedef fault job_work(struct job *job, void *what, char *why);

/* Starts `work` in a child that dies with us; `what` need not outlive the call. BUSY while one runs. */
fault job_begin(job_work *work, void *what);
bool job_running(void);
/* Of the newest job: state, fault, number of all bytes, the step's name in `text`: "checking", "emptying", "copying",
 * "reading", "starting", "done". Never waits. */
void job_progress(struct machine_answer *ret);

/* From within the work. NULL is fine: then nobody watches. */
void job_total(struct job *job, int64_t bytes);
void job_step(struct job *job, enum job_step step);
void job_advance(void *job, int64_t bytes); /* so many more are done */
