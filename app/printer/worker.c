/* The program's children. */
#include "printer/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    NEWS_FD = 3,
    MEMORY_MAX = 48 << 20 /* of data; an honest printer's answers need less than one MB, a row in its form 30 kB */
};

int64_t worker_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* In the child: nothing of the parent but its memory and the pipe. */
_Noreturn static void child(worker_does *does, const struct order *order, int fd, pid_t parent)
{
    const struct rlimit memory = {MEMORY_MAX, MEMORY_MAX};
    sigset_t none;
    sigemptyset(&none);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent || (fd != NEWS_FD && dup2(fd, NEWS_FD) < 0) || close_range(NEWS_FD + 1, ~0u, 0) != 0)
        _exit(1);
#ifndef __SANITIZE_ADDRESS__ /* which keeps terabytes of shadow */
    if (setrlimit(RLIMIT_DATA, &memory) != 0)
        _exit(1);
#endif
    (void)memory;
    sigprocmask(SIG_SETMASK, &none, NULL);
    does(order, NEWS_FD);
    _exit(0);
}

bool worker_start(struct worker *w, worker_does *does, const struct order *order, int64_t limit_ms)
{
    int pipe_fd[2];
    worker_stop(w);
    if (pipe2(pipe_fd, O_CLOEXEC) != 0)
        return false;
    pid_t parent = getpid(), process = fork();
    if (process == 0)
        child(does, order, pipe_fd[1], parent);
    close(pipe_fd[1]);
    if (process < 0 || fcntl(pipe_fd[0], F_SETFL, O_NONBLOCK) != 0) {
        close(pipe_fd[0]);
        return false;
    }
    *w = (struct worker){.process = process, .fd = pipe_fd[0]};
    worker_more(w, limit_ms);
    return true;
}

void worker_more(struct worker *w, int64_t limit_ms)
{
    w->deadline_ms = worker_now_ms() + limit_ms;
}

void worker_stop(struct worker *w)
{
    if (!worker_runs(w))
        return;
    kill(w->process, SIGKILL);
    while (waitpid(w->process, NULL, 0) < 0 && errno == EINTR)
        ;
    close(w->fd);
    *w = (struct worker){};
}

enum worker_heard worker_hear(struct worker *w, struct news *ret)
{
    ssize_t got = read(w->fd, ret, sizeof *ret);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return WORKER_NOTHING;
    /* A printer may have broken into the child: what it tells is looked at like any stranger's. */
    if (got == (ssize_t)sizeof *ret && ret->state < PRINTER_STATES && ret->name[PRINTER_NAME - 1] == 0 &&
        ret->page <= PRINTER_PAGES && ret->form.type < FORM_TYPES)
        return WORKER_NEWS;
    worker_stop(w);
    return WORKER_ENDED;
}

void worker_tell(int fd, const struct news *news)
{
    if (write(fd, news, sizeof *news) != (ssize_t)sizeof *news) /* less than PIPE_BUF: whole or not at all */
        _exit(1);
}
