/* The printing program's one state: the sheet, how far it is, the children at work for it, and the line to the kiosk. It waits for nothing
 * but the loop at the end. */
#include "printer/press.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/socket.h"

/* --- the sheet's rows, packed -------------------------------------------------------------------------------------- */

enum {
    ROW_MAX = 1 + PRINTER_WIDTH +
              (PRINTER_WIDTH + PAGES_RUN - 1) / PAGES_RUN, /* a row of noise: its count, a byte before each piece */
    EQUAL_MAX = UINT8_MAX                                  /* rows that one packed row can stand for, less one */
};

/* Wipes and gives the memory back (OUT-06). */
static void pages_wipe(struct pages *p)
{
    if (p->data) {
        bytes_wipe(p->data, p->used);
        munmap(p->data, PAGES_BYTES);
    }
    *p = (struct pages){};
}

/* Makes room for a sheet; false when there is no memory. What was there is wiped first. */
static bool pages_begin(struct pages *p, uint32_t pages)
{
    pages_wipe(p);
    void *data = mmap(NULL, PAGES_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (data == MAP_FAILED)
        return false;
    *p = (struct pages){.data = data, .pages = pages};
    return madvise(data, PAGES_BYTES, MADV_DONTDUMP) == 0;
}

static uint32_t equal_from(const uint8_t *grey, uint32_t at)
{
    uint32_t n = 1;
    while (n < PAGES_RUN && at + n < PRINTER_WIDTH && grey[at + n] == grey[at])
        n++;
    return n;
}

static uint32_t different_from(const uint8_t *grey, uint32_t at)
{
    uint32_t n = 1;
    while (n < PAGES_RUN && at + n < PRINTER_WIDTH && equal_from(grey, at + n) < 3)
        n++;
    return n;
}

/* PackBits: 0 to 127 and that many bytes and one more as they are; 129 to 255 and one byte that comes 257 less that
 * often. */
static size_t pack(uint8_t *out, const uint8_t *grey)
{
    size_t length = 0;
    for (uint32_t at = 0; at < PRINTER_WIDTH;) {
        uint32_t n = equal_from(grey, at);
        if (n >= 2) {
            out[length++] = (uint8_t)(257 - n);
            out[length++] = grey[at];
        } else {
            n = different_from(grey, at);
            out[length++] = (uint8_t)(n - 1);
            memcpy(out + length, grey + at, n);
            length += n;
        }
        at += n;
    }
    return length;
}

static void add_row(struct pages *p, const uint8_t *grey)
{
    uint8_t *last = p->data + p->last, *row = p->data + p->used;
    if (PAGES_BYTES - p->used < ROW_MAX) {
        p->over = true;
        return;
    }
    size_t length = pack(row + 1, grey);
    if (p->rows > 0 && *last < EQUAL_MAX && p->used - p->last == length + 1 && memcmp(last + 1, row + 1, length) == 0) {
        ++*last;
        bytes_wipe(row, length + 1);
    } else {
        *row = 0;
        p->last = p->used;
        p->used += length + 1;
    }
    p->rows++;
}

/* Adds rows of PRINTER_WIDTH bytes; false, and nothing is added, when the sheet would have more rows than its pages.
 * Look at `over`. */
static bool pages_add(struct pages *p, const uint8_t *grey, uint32_t rows)
{
    if (!p->data || rows > p->pages * PRINTER_HEIGHT - p->rows)
        return false;
    for (uint32_t i = 0; i < rows && !p->over; i++)
        add_row(p, grey + (size_t)i * PRINTER_WIDTH);
    return true;
}

static bool pages_whole(const struct pages *p)
{
    return p->data && !p->over && p->rows == p->pages * PRINTER_HEIGHT;
}

/* --- children ------------------------------------------------------------------------------------------------------ */

static bool worker_runs(const struct worker *w)
{
    return w->process > 0;
}
enum worker_heard { WORKER_NOTHING, WORKER_NEWS, WORKER_ENDED }; /* ENDED: it did, and was stopped */

enum {
    NEWS_FD = 3,
    MEMORY_MAX = 48 << 20 /* of data; an honest printer's answers need less than one MB, a row in its form 30 kB */
};

static int64_t worker_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* In the child: nothing of the parent but its memory and the pipe. */
_Noreturn static void child(worker_does *does, const struct work_order *order, int fd, pid_t parent)
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

static void worker_more(struct worker *w, int64_t limit_ms)
{
    w->deadline_ms = worker_now_ms() + limit_ms;
}

/* Ends it at once, whatever it is doing. */
static void worker_stop(struct worker *w)
{
    if (!worker_runs(w))
        return;
    kill(w->process, SIGKILL);
    while (waitpid(w->process, NULL, 0) < 0 && errno == EINTR)
        ;
    close(w->fd);
    *w = (struct worker){};
}

/* False when there can be no child. What it does has so many ms until worker_more(). */
static bool worker_start(struct worker *w, worker_does *does, const struct work_order *order, int64_t limit_ms)
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

static enum worker_heard worker_hear(struct worker *w, struct news *ret)
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

/* --- the line to the kiosk: one kiosk at a time, packets of exactly their size. Who may open it is decided by the rights of the folder and
 * the socket ---------------------------------------------------------------------------------------------------------- */

enum line_took { LINE_NOTHING, LINE_REQUEST, LINE_ENDED };

static fault line_listen(struct printer_line *line, const char *path)
{
    line->kiosk = -1;
    return socket_listen(path, 0117, &line->listener);
}

/* A kiosk knocks: let in when there is no other. */
static void line_accept(struct printer_line *line)
{
    int fd = accept4(line->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) /* whoever knocked has gone again; the kiosk that is there stays */
        return;
    if (line->kiosk >= 0)
        close(fd);
    else
        line->kiosk = fd;
}

/* The size that a packet with this head has. */
static size_t packet_size(const struct printer_request *request)
{
    return sizeof *request + (request->verb == PRINTER_GREY ? (size_t)request->count * PRINTER_WIDTH : 0);
}

/* One packet into `packet`; ENDED: it hung up, or sent what is no packet. Wipe it when it was dealt with. */
static enum line_took line_take(struct printer_line *line)
{
    const struct printer_request *request = &line->packet.request;
    ssize_t got = recv(line->kiosk, &line->packet, sizeof line->packet, MSG_TRUNC | MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return LINE_NOTHING;
    bool whole = got >= (ssize_t)sizeof *request && request->verb < PRINTER_VERBS && request->zero == 0 &&
                 (request->verb != PRINTER_GREY || (request->count >= 1 && request->count <= PRINTER_ROWS)) &&
                 (size_t)got == packet_size(request);
    return whole ? LINE_REQUEST : LINE_ENDED;
}

static void line_wipe(struct printer_line *line)
{
    bytes_wipe(&line->packet, sizeof line->packet);
}

static bool line_tell(struct printer_line *line, const struct printer_event *tell)
{
    return line->kiosk >= 0 && send(line->kiosk, tell, sizeof *tell, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof *tell;
}

static void line_hang_up(struct printer_line *line)
{
    if (line->kiosk >= 0)
        close(line->kiosk);
    line->kiosk = -1;
    line_wipe(line);
}

/* --- the sheet, from the kiosk to the printer ---------------------------------------------------------------------- */

/* A line for the technician when the printer, not a sheet, stands otherwise than before: who prints what, and when, is in no log. */
static void log_printer(struct press *press, enum printer_state state)
{
    const bool of_a_sheet = state == PRINTER_BUSY || state == PRINTER_DONE || state == PRINTER_GONE ||
                            state == PRINTER_PART || state == PRINTER_MAYBE;
    enum printer_state now = of_a_sheet ? PRINTER_READY : state;
    if (now != press->logged)
        fprintf(stderr, "printer: %s\n", printer_words(now));
    press->logged = now;
}

static void report(struct press *press, const struct printer_event *event)
{
    if (press->line.kiosk >= 0 && !line_tell(&press->line, event))
        shutdown(press->line.kiosk, SHUT_RDWR); /* it takes nothing: the loop sees the end */
}

/* Tells how the sheet stands, each change once. `name` holds PRINTER_NAME bytes. */
static void tell(struct press *press, enum printer_state state, uint32_t page, const char *name)
{
    struct printer_event now = {.state = state, .serial = press->told.serial, .page = page, .pages = press->told.pages};
    memcpy(now.name, name, sizeof now.name);
    if (memcmp(&now, &press->told, sizeof now) == 0)
        return;
    if (state != press->told.state)
        log_printer(press, state);
    press->told = now;
    report(press, &now);
}

static void tell_apart(struct press *press, enum printer_state state, uint32_t serial, const char *name)
{
    struct printer_event now = {.state = state, .serial = serial};
    if (name)
        memcpy(now.name, name, sizeof now.name);
    report(press, &now);
}

static bool start(struct press *press, enum press_child which, const struct work_order *order, int64_t limit_ms)
{
    bool started = worker_start(&press->child[which], work_does[which], order, limit_ms);
    if (!started)
        fprintf(stderr, "printer: no child can be started\n");
    return started;
}

static void recall_later(struct press *press)
{
    press->recall_at_ms = worker_now_ms() + press->recall_pause_ms;
    press->recall_pause_ms *= 2;
    if (press->recall_pause_ms > PRESS_AGAIN_MOST_MS)
        press->recall_pause_ms = PRESS_AGAIN_MOST_MS;
}

static void recall_now(struct press *press)
{
    const struct work_order order = {.place = press->place, .job = press->recall_job};
    if (!start(press, PRESS_RECALL, &order, PRESS_RECALL_MS))
        recall_later(press);
}

/* From now on the printer is asked to forget what it has of ours. */
static void owe_recall(struct press *press, int job)
{
    press->recall_owed = true;
    press->recall_job = job;
    press->recall_at_ms = worker_now_ms();
    press->recall_pause_ms = PRESS_AGAIN_MS;
}

/* The sheet has ended: no child of it runs, nothing of it is left. `printed`: the printer has nothing of it either. */
static void end_sheet(struct press *press, enum press_stage stage, bool printed)
{
    bool was_sent = press->stage == PRESS_PRINTING;
    worker_stop(&press->child[PRESS_WATCH]);
    worker_stop(&press->child[PRESS_SEND]);
    pages_wipe(&press->pages);
    if (was_sent && !printed)
        owe_recall(press, press->job);
    else if (press->recall_owed)
        press->recall_at_ms = worker_now_ms(); /* it had to wait for us */
    press->job = 0;
    press->cut_short = false;
    press->stage = stage;
}

/* Stops printing, wipes, cancels the job; tells nobody. */
static void press_stop(struct press *press)
{
    end_sheet(press, PRESS_FREE, false);
    if (press->recall_owed && !worker_runs(&press->child[PRESS_RECALL]))
        recall_now(press);
}

static void watch(struct press *press)
{
    const struct work_order order = {.place = press->place, .pages = &press->pages};
    press->stage = PRESS_PRINTING;
    if (start(press, PRESS_WATCH, &order, PRESS_ANSWER_MS))
        return;
    tell(press, PRINTER_SILENT, 0, press->told.name);
    end_sheet(press, PRESS_FREE, true);
}

/* The whole sheet is here. */
static void print(struct press *press)
{
    tell(press, PRINTER_BUSY, 0, press->told.name);
    press->stage = PRESS_WAITING;
    if (!press->recall_owed)
        watch(press);
    else if (!worker_runs(&press->child[PRESS_RECALL]))
        recall_now(press);
}

static bool handle_look(struct press *press, uint32_t serial)
{
    const struct work_order order = {.place = press->place};
    if (press->stage == PRESS_PRINTING || press->stage == PRESS_WAITING) {
        tell_apart(press, (enum printer_state)press->told.state, serial, press->told.name);
        return true;
    }
    press->look_serial = serial;
    press->look_awaited = true;
    if (!worker_runs(&press->child[PRESS_LOOK]) && !start(press, PRESS_LOOK, &order, PRESS_LOOK_MS)) {
        press->look_awaited = false;
        tell_apart(press, PRINTER_SILENT, serial, NULL);
    }
    return true;
}

static bool handle_begin(struct press *press, const struct printer_request *request)
{
    if (request->count < 1 || request->count > PRINTER_PAGES)
        return false;
    press_stop(press);
    press->told.state = PRINTER_STATES; /* its name stays, until the printer says another */
    press->told.serial = request->serial;
    press->told.page = 0;
    press->told.pages = request->count;
    press->stage = PRESS_TAKING;
    if (!pages_begin(&press->pages, request->count)) {
        tell_apart(press, PRINTER_REFUSED, request->serial, NULL);
        end_sheet(press, PRESS_DROPPED, true);
    }
    return true;
}

static bool handle_grey(struct press *press, const struct printer_request *request, const uint8_t *grey)
{
    if (request->serial != press->told.serial || (press->stage != PRESS_TAKING && press->stage != PRESS_DROPPED))
        return false;
    if (press->stage == PRESS_DROPPED)
        return true;
    if (!pages_add(&press->pages, grey, request->count))
        return false;
    if (press->pages.over) {
        fprintf(stderr, "printer: a sheet took more than %d bytes\n", PAGES_BYTES);
        tell(press, PRINTER_REFUSED, 0, press->told.name);
        end_sheet(press, PRESS_DROPPED, true);
    }
    return true;
}

static bool handle_send(struct press *press, const struct printer_request *request)
{
    if (request->serial != press->told.serial || (press->stage != PRESS_DROPPED && press->stage != PRESS_TAKING))
        return false;
    if (press->stage == PRESS_DROPPED) {
        press->stage = PRESS_FREE;
        return true;
    }
    if (!pages_whole(&press->pages))
        return false;
    print(press);
    return true;
}

static bool handle_cancel(struct press *press, const struct printer_request *request)
{
    press_stop(press);
    press->gone_awaited = worker_runs(&press->child[PRESS_RECALL]);
    press->gone_serial = request->serial;
    if (!press->gone_awaited)
        tell_apart(press, PRINTER_GONE, request->serial, NULL);
    return true;
}

/* `grey` are the rows behind a PRINTER_GREY. False: that is no request, or not now; the line is to be closed. */
static bool press_request(struct press *press, const struct printer_request *request, const uint8_t *grey)
{
    if (request->verb == PRINTER_LOOK)
        return request->count == 0 && handle_look(press, request->serial);
    if (request->verb == PRINTER_BEGIN)
        return handle_begin(press, request);
    if (request->verb == PRINTER_GREY)
        return handle_grey(press, request, grey);
    if (request->verb == PRINTER_SEND)
        return request->count == 0 && handle_send(press, request);
    return request->verb == PRINTER_CANCEL && request->count == 0 && handle_cancel(press, request);
}

static void hear_look(struct press *press, const struct news *news)
{
    if (news->state != PRINTER_NONE && news->state != PRINTER_SILENT && press->recall_owed)
        press->recall_at_ms = worker_now_ms(); /* a printer is there again */
    if (press->look_awaited) {
        log_printer(press, news->state);
        tell_apart(press, news->state, press->look_serial, news->name);
        if (press->stage != PRESS_PRINTING && press->stage != PRESS_WAITING)
            memcpy(press->told.name, news->name, sizeof news->name);
    }
    press->look_awaited = false;
}

/* The printer did not take the sheet. The watching child has some seconds to hear why; then it is SILENT. */
static void cut_short(struct press *press)
{
    press->cut_short = true;
    worker_more(&press->child[PRESS_WATCH], PRESS_SENT_MS);
}

static void hear_watch(struct press *press, const struct news *news)
{
    const bool done = news->state == PRINTER_DONE;
    const struct work_order order = {
        .place = press->place, .pages = &press->pages, .form = news->form, .job = news->job};
    if (!press->cut_short)
        worker_more(&press->child[PRESS_WATCH], PRESS_ANSWER_MS);
    if (news->job > 0 && press->job == 0) {
        press->job = news->job;
        if (!start(press, PRESS_SEND, &order, INT32_MAX))
            cut_short(press);
    }
    tell(press, news->state, done ? press->told.pages : news->page, news->name);
    if (printer_ends(news->state))
        end_sheet(press, PRESS_FREE, done);
}

/* It took all of the sheet (BUSY), and the rest is the printer's; or it did not. */
static void hear_send(struct press *press, const struct news *news)
{
    worker_stop(&press->child[PRESS_SEND]);
    if (news->state == PRINTER_REFUSED) {
        tell(press, PRINTER_REFUSED, press->told.page, press->told.name);
        end_sheet(press, PRESS_FREE, false);
    } else if (news->state != PRINTER_BUSY) {
        cut_short(press);
    }
}

/* Calling back has ended; all but GONE leave it owed. */
static void end_recall(struct press *press, enum printer_state state)
{
    worker_stop(&press->child[PRESS_RECALL]);
    if (state == PRINTER_GONE)
        press->recall_owed = false;
    else
        recall_later(press);
    if (press->gone_awaited)
        tell_apart(press, PRINTER_GONE, press->gone_serial, NULL);
    press->gone_awaited = false;
    if (press->stage == PRESS_WAITING)
        watch(press);
}

/* A child has ended by itself, or was ended at its limit. */
static void child_ended(struct press *press, enum press_child which)
{
    const struct news silent = {.state = PRINTER_SILENT};
    if (which == PRESS_LOOK)
        hear_look(press, &silent);
    else if (which == PRESS_RECALL)
        end_recall(press, PRINTER_SILENT);
    else if (which == PRESS_SEND)
        hear_send(press, &silent);
    else if (which == PRESS_WATCH && press->stage == PRESS_PRINTING) {
        tell(press, PRINTER_SILENT, press->told.page, press->told.name);
        end_sheet(press, PRESS_FREE, false);
    }
}

static void press_hear(struct press *press, enum press_child which)
{
    struct news news;
    enum worker_heard heard = worker_hear(&press->child[which], &news);
    if (heard == WORKER_ENDED)
        child_ended(press, which);
    if (heard != WORKER_NEWS)
        return;
    if (which == PRESS_LOOK) {
        worker_stop(&press->child[PRESS_LOOK]);
        hear_look(press, &news);
    } else if (which == PRESS_WATCH) {
        hear_watch(press, &news);
    } else if (which == PRESS_SEND) {
        hear_send(press, &news);
    } else {
        end_recall(press, news.state);
    }
}

/* Does what is due; ms until the next thing is, -1 for nothing. */
static int press_tick(struct press *press)
{
    int64_t now = worker_now_ms(), next = INT32_MAX;
    for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
        if (worker_runs(&press->child[c]) && now >= press->child[c].deadline_ms) {
            worker_stop(&press->child[c]);
            child_ended(press, c);
        }
    bool due = press->recall_owed && !worker_runs(&press->child[PRESS_RECALL]) && press->stage != PRESS_PRINTING;
    if (due && now >= press->recall_at_ms)
        recall_now(press);
    else if (due)
        next = press->recall_at_ms - now;
    for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
        if (worker_runs(&press->child[c]) && press->child[c].deadline_ms - now < next)
            next = press->child[c].deadline_ms - now;
    return next == INT32_MAX ? -1 : next > 0 ? (int)next : 0;
}

static void press_close(struct press *press)
{
    for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
        worker_stop(&press->child[c]);
    pages_wipe(&press->pages);
}

/* --- the loop ------------------------------------------------------------------------------------------------------ */

/* One packet, dealt with and wiped. */
static void take(struct press *press)
{
    enum line_took took = line_take(&press->line);
    bool goes_on = took == LINE_NOTHING ||
                   (took == LINE_REQUEST && press_request(press, &press->line.packet.request, press->line.packet.grey));
    line_wipe(&press->line);
    if (goes_on)
        return;
    fprintf(stderr, "printer: the line to the kiosk has ended%s\n",
            took == LINE_REQUEST ? ": it asked what can't be" : "");
    line_hang_up(&press->line);
    press_stop(press);
}

/* Until a signal says to end. */
static void loop(struct press *press)
{
    enum { SIGNALS, LISTENER, KIOSK, CHILDREN, FDS = CHILDREN + PRESS_CHILDREN };
    for (;;) {
        int wait_ms = press_tick(press);
        struct pollfd fds[FDS] = {[SIGNALS] = {.fd = press->signals, .events = POLLIN},
                                  [LISTENER] = {.fd = press->line.listener, .events = POLLIN},
                                  [KIOSK] = {.fd = press->line.kiosk, .events = POLLIN}};
        for (enum press_child c = 0; c < PRESS_CHILDREN; c++) {
            const struct worker *w = &press->child[c];
            fds[CHILDREN + c] = (struct pollfd){.fd = worker_runs(w) ? w->fd : -1, .events = POLLIN};
        }
        if (poll(fds, FDS, wait_ms) <= 0)
            continue;
        if (fds[SIGNALS].revents)
            return;
        if (fds[KIOSK].revents)
            take(press);
        if (fds[LISTENER].revents)
            line_accept(&press->line);
        for (enum press_child c = 0; c < PRESS_CHILDREN; c++)
            if (fds[CHILDREN + c].revents && press->child[c].fd == fds[CHILDREN + c].fd &&
                worker_runs(&press->child[c]))
                press_hear(press, c);
    }
}

/* Wipes at once, then gives the printer a moment to forget what it has. */
static void end(struct press *press)
{
    line_hang_up(&press->line);
    press_stop(press);
    struct worker *recall = &press->child[PRESS_RECALL];
    struct pollfd wait = {.fd = recall->fd, .events = POLLIN};
    if (worker_runs(recall))
        poll(&wait, 1, PRESS_LOOK_MS);
    press_close(press);
}

fault press_run(const struct link_place *place, const char *path, int signals)
{
    static struct press press; /* a packet is 60 kB */
    fault f = line_listen(&press.line, path);

    if (f != FAULT_NONE)
        return f;
    press.place = place;
    press.signals = signals;
    owe_recall(&press, 0); /* jobs that an earlier life of this program may have left at the printer */
    loop(&press);
    end(&press);
    unlink(path);
    return FAULT_NONE;
}
