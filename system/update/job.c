/* A long job beside the device manager, which goes on answering. */
#include "system/update/job.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "system/common/log.h"
#include "seal/basic.h"

enum { NICE = 10, IO_IDLE = 3 << 13, IO_PROCESS = 1 };

struct job {
    pid_t child;
    _Atomic int state, fault, step;
    _Atomic int64_t number, all;
};

/* The newest job. The one thing kept here: a process has one child of this kind, as it has one standard output. */
static struct job *newest;

static const char *const steps[] = {
#define JOB_STEP(name, text) text,
    JOB_STEPS(JOB_STEP)
#undef JOB_STEP
};

/* The kiosk's needs come first, and a device manager that dies takes its writer along: there is never a second one. */
static void prepare_child(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    (void)setpriority(PRIO_PROCESS, 0, NICE);
    (void)syscall(SYS_ioprio_set, IO_PROCESS, 0, IO_IDLE);
}

static _Noreturn void in_child(struct job *job, job_work *work, void *what, pid_t parent)
{
    char why[SEAL_WHY] = "";
    prepare_child(parent);
    fault f = work(job, what, why);
    if (f == FAULT_NONE) {
        atomic_store(&job->step, JOB_DONE);
        log_kernel("update", "%s", steps[JOB_DONE]);
    } else
        log_kernel("update", "%s: %s (%s)", steps[atomic_load(&job->step)], why, fault_name(f));
    atomic_store(&job->fault, (int)f);
    atomic_store(&job->state, f == FAULT_NONE ? MACHINE_DONE : MACHINE_FAILED);
    _exit(f != FAULT_NONE);
}

fault job_begin(job_work *work, void *what)
{
    if (job_running())
        return FAULT_BUSY;
    struct job *job = mmap(NULL, sizeof *job, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (job == MAP_FAILED)
        return FAULT_NO_MEMORY;
    if (newest)
        munmap(newest, sizeof *newest);
    newest = job;
    atomic_store(&job->state, MACHINE_BUSY);
    pid_t parent = getpid(), child = fork();
    if (child == 0)
        in_child(job, work, what, parent);
    job->child = child;
    if (child < 0)
        atomic_store(&job->state, MACHINE_FAILED);
    return child < 0 ? FAULT_NO_MEMORY : FAULT_NONE;
}

/* A child that ended without a result (killed, crashed) has failed. */
bool job_running(void)
{
    if (!newest || newest->child <= 0)
        return false;
    if (waitpid(newest->child, NULL, WNOHANG) == 0)
        return true;
    newest->child = 0;
    if (atomic_load(&newest->state) == MACHINE_BUSY) {
        atomic_store(&newest->fault, FAULT_DISK_BROKEN);
        atomic_store(&newest->state, MACHINE_FAILED);
    }
    return false;
}

void job_progress(struct machine_answer *ret)
{
    *ret = (struct machine_answer){.state = MACHINE_IDLE};
    if (!newest)
        return;
    bool running = job_running();
    ret->state = running ? MACHINE_BUSY : atomic_load(&newest->state);
    ret->fault = (uint32_t)atomic_load(&newest->fault);
    ret->number = atomic_load(&newest->number);
    ret->all = atomic_load(&newest->all);
    snprintf(ret->text, sizeof ret->text, "%s", steps[atomic_load(&newest->step)]);
}

void job_total(struct job *job, int64_t bytes)
{
    if (job)
        atomic_store(&job->all, bytes);
}

void job_step(struct job *job, enum job_step step)
{
    if (job)
        atomic_store(&job->step, (int)step);
}

void job_advance(void *whom, int64_t bytes)
{
    struct job *job = whom;
    if (job)
        atomic_fetch_add(&job->number, bytes);
}
