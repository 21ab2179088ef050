/* The kiosk with a mirror, for tests: the product's own objects, main included; the linker leads six of its calls
 * through here (--wrap, see the Makefile). After each frame the tree, the session and the counts go to whoever reads:
 *   SIRKEL_MIRROR  a unix socket to be made there; not set: the virtio-serial port MIRROR_PORT of a guest
 *   SIRKEL_HANDS   a unix socket to be made there that takes hands as lines (docs/walks.md); a desk's stand-in for QEMU
 *   SIRKEL_NOW     the clock stands there, in UTC seconds; not set: it goes
 * No image for visitors holds this program. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/host.h"
#include "base/text.h"
#include "mirror.h"
#include "screens.h"
#include "store/kept.h"
#include "loop/loop.h"

enum { BEAT_MS = 1000, JOB_MS = 200, SEND_MS = 2000, BEGIN_MS = 200, AGAIN_MS = 50 };

void __real_loop_show(struct loop *t);
void __real_loop_event(struct loop *t, const struct display_event *event);
int64_t __real_loop_deadline(const struct loop *t);
bool __real_display_wait(struct display *s, int64_t deadline, struct display_event *ret);
bool __real_host_stick_present(const char *folder);
int64_t __real_host_now(void);
void __wrap_loop_show(struct loop *t);
void __wrap_loop_event(struct loop *t, const struct display_event *event);
int64_t __wrap_loop_deadline(const struct loop *t);
bool __wrap_display_wait(struct display *s, int64_t deadline, struct display_event *ret);
bool __wrap_host_stick_present(const char *folder);
int64_t __wrap_host_now(void);

static struct mirror { /* one a process, as the display is */
    bool open, no_stick;
    int listens, display, hands_listens, hands;
    struct mirror_head head;
    uint64_t shown; /* the sum of what was sent last */
    int64_t sent_ms;
    bool owed; /* a frame could not be sent */
    struct ui_panel panel;
    char line[128];
    size_t length;
} mirror = {.listens = -1, .display = -1, .hands_listens = -1, .hands = -1};

static int listen_at(const char *path)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    unlink(path);
    if (fd < 0 || !text_copy(name.sun_path, sizeof name.sun_path, path) ||
        bind(fd, (struct sockaddr *)&name, sizeof name) != 0 || listen(fd, 1) != 0)
        fprintf(stderr, "mirror: can't listen at %s: %s\n", path, strerror(errno));
    return fd;
}

/* Without udev a port has no name under /dev: /sys tells which is ours. */
static int open_port(void)
{
    char path[320], name[64] = "";
    DIR *ports = opendir("/sys/class/virtio-ports");
    int fd = -1;
    for (struct dirent *e; ports && fd < 0 && (e = readdir(ports));) {
        snprintf(path, sizeof path, "/sys/class/virtio-ports/%s/name", e->d_name);
        int told = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t n = told >= 0 ? read(told, name, sizeof name - 1) : -1;
        if (told >= 0)
            close(told);
        name[n > 0 ? n : 0] = 0;
        name[strcspn(name, "\n")] = 0;
        snprintf(path, sizeof path, "/dev/%s", e->d_name);
        if (text_same(name, MIRROR_PORT))
            fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    if (ports)
        closedir(ports);
    if (fd < 0)
        fprintf(stderr, "mirror: no port %s: %s\n", MIRROR_PORT, strerror(errno));
    return fd;
}

static void mirror_open(struct mirror *m)
{
    const char *display = getenv("SIRKEL_MIRROR"), *hands = getenv("SIRKEL_HANDS");
    m->open = true;
    if (display)
        m->listens = listen_at(display);
    else
        m->display = open_port();
    if (hands)
        m->hands_listens = listen_at(hands);
    if (getrandom(&m->head.start, sizeof m->head.start, 0) != sizeof m->head.start)
        m->head.start = (uint64_t)host_steady_ms();
}

/* Taken as it is between two events; a store that can't answer gives no numbers. */
static void count(struct mirror_head *h, const struct app *app)
{
    struct journal_head journal;
    h->counted = 0;
    if (h->busy || !app->store || !store_takes_signups(app->store) ||
        store_export_begin(app->store, &h->memberships, &h->consents) != FAULT_NONE)
        return;
    store_export_end(app->store);
    if (store_journal_head(app->store, &journal) != FAULT_NONE)
        return;
    h->journal = journal.count;
    h->counted = 1;
}

static bool is_busy(const struct loop *t)
{
    return flow_busy(&t->app) || t->app.session.at == SCREEN_code_look;
}

static void describe(struct mirror *m, const struct loop *t)
{
    struct mirror_head *h = &m->head;
    memcpy(h->magic, MIRROR_MAGIC, sizeof h->magic);
    h->head_size = sizeof *h;
    h->ui_size = sizeof t->tree;
    h->session_size = sizeof t->app.session;
    h->busy = is_busy(t);
    struct rusage used;
    h->memory_kib = getrusage(RUSAGE_SELF, &used) == 0 ? (uint32_t)used.ru_maxrss : 0;
    h->deaf_ms = (uint32_t)ui_touch_quiet_ms(&t->touch, host_steady_ms());
    snprintf(h->language, sizeof h->language, "%s", t->tree.setting.language ? t->tree.setting.language : "");
}

/* All of it, or a torn frame that the reader drops; a reader that is not there costs nothing. */
static bool put(int fd, const void *data, size_t size, bool first)
{
    const uint8_t *at = data;
    while (size > 0) {
        struct pollfd ready = {.fd = fd, .events = POLLOUT};
        if (poll(&ready, 1, first ? BEGIN_MS : SEND_MS) <= 0 || ready.revents & (POLLHUP | POLLERR))
            return false;
        ssize_t n = write(fd, at, size);
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        at += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
        first = false;
    }
    return true;
}

static bool send_frame(struct mirror *m, const struct loop *t)
{
    struct mirror_head *h = &m->head;
    h->frame++;
    h->sum = 0;
    uint64_t sum = mirror_sum(0, h, sizeof *h);
    sum = mirror_sum(sum, &t->tree, sizeof t->tree);
    h->sum = mirror_sum(sum, &t->app.session, sizeof t->app.session);
    return put(m->display, h, sizeof *h, true) && put(m->display, &t->tree, sizeof t->tree, false) &&
           put(m->display, &t->app.session, sizeof t->app.session, false);
}

static void take_reader(struct mirror *m)
{
    int fd = m->listens >= 0 ? accept4(m->listens, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) : -1;
    if (fd < 0)
        return;
    if (m->display >= 0)
        close(m->display);
    m->display = fd;
    m->owed = true;
}

/* Whoever reads may write one word: "die", for what the machine does with a program that crashes. */
static void hear(const struct mirror *m)
{
    char word[4];
    if (m->listens < 0 && m->display >= 0 && read(m->display, word, sizeof word) >= 3 && memcmp(word, "die", 3) == 0)
        abort();
}

/* A frame that says what the one before said is sent once a second, so that whoever comes late sees one. */
static void reflect(struct mirror *m, const struct loop *t)
{
    uint64_t felt = (uint64_t)m->head.downs << 32 | m->head.ups;
    if (!m->open)
        mirror_open(m);
    take_reader(m);
    hear(m);
    if (m->display < 0)
        return;
    int64_t now = host_steady_ms();
    uint64_t sum = mirror_sum(mirror_sum(felt, &t->tree, sizeof t->tree), &t->app.session, sizeof t->app.session);
    sum ^= (uint64_t)is_busy(t);
    int64_t pause = sum == m->shown && !m->owed ? BEAT_MS : is_busy(t) ? JOB_MS : 0;
    if (now - m->sent_ms < pause)
        return;
    describe(m, t);
    if (sum != m->shown || !m->head.counted)
        count(&m->head, &t->app);
    m->owed = !send_frame(m, t);
    m->shown = sum;
    m->sent_ms = now;
}

void __wrap_loop_show(struct loop *t)
{
    mirror.panel = t->setting.panel;
    __real_loop_show(t);
    reflect(&mirror, t);
}

void __wrap_loop_event(struct loop *t, const struct display_event *event)
{
    if (event->input == INPUT_CONTACT) {
        mirror.head.downs += event->phase == INPUT_DOWN;
        mirror.head.ups += event->phase == INPUT_UP;
    }
    __real_loop_event(t, event);
}

int64_t __wrap_loop_deadline(const struct loop *t)
{
    int64_t deadline = __real_loop_deadline(t), beat = host_steady_ms() + (mirror.owed ? AGAIN_MS : BEAT_MS);
    return deadline < 0 || deadline > beat ? beat : deadline;
}

bool __wrap_host_stick_present(const char *folder)
{
    return !mirror.no_stick && __real_host_stick_present(folder);
}

int64_t __wrap_host_now(void)
{
    const char *now = getenv("SIRKEL_NOW");
    return now ? strtoll(now, NULL, 10) : __real_host_now();
}

/* --- hands on a desk ------------------------------------------------------------------------------------------------
 */

static bool hand_finger(struct mirror *m, struct display *s, const char *line)
{
    static const char *const phases[] = {"down", "move", "up"};
    char word[8];
    float x, y;
    if (sscanf(line, "%7s %f %f", word, &x, &y) != 3)
        return false;
    for (int i = 0; i < 3; i++) {
        struct display_event e = {
            .input = INPUT_CONTACT, .phase = (enum input_phase)i, .contact = 1, .ms = host_steady_ms()};
        e.x = x * m->panel.width_mm;
        e.y = y * m->panel.height_mm;
        if (text_same(phases[i], word)) {
            display_push(s, &e);
            return true;
        }
    }
    return false;
}

static bool hand(struct mirror *m, struct display *s, const char *line)
{
    if (text_same(line, "crash"))
        raise(SIGKILL);
    if (text_same(line, "stick gone") || text_same(line, "stick back")) {
        m->no_stick = text_same(line, "stick gone");
        return true;
    }
    if (strncmp(line, "picture ", 8) == 0)
        return display_picture(s, line + 8) == FAULT_NONE;
    return hand_finger(m, s, line);
}

/* One line, one answer. False when the other end has gone. */
static bool take_hands(struct mirror *m, struct display *s)
{
    ssize_t n = read(m->hands, m->line + m->length, sizeof m->line - 1 - m->length);
    if (n <= 0)
        return n < 0 && errno == EAGAIN;
    m->length += (size_t)n;
    m->line[m->length] = 0;
    for (char *end; (end = strchr(m->line, '\n'));) {
        *end++ = 0;
        const char *answer = hand(m, s, m->line) ? "ok\n" : "no\n";
        if (write(m->hands, answer, 3) != 3)
            return false;
        m->length -= (size_t)(end - m->line);
        memmove(m->line, end, m->length + 1);
    }
    return m->length + 1 < sizeof m->line;
}

static void wait_for_hands(struct mirror *m, struct display *s, int64_t deadline)
{
    int64_t left = deadline - host_steady_ms();
    struct pollfd poll_for[] = {{.fd = m->hands_listens, .events = POLLIN},
                                {.fd = m->hands, .events = POLLIN},
                                {.fd = m->listens, .events = POLLIN}};
    if (poll(poll_for, 3, left > 0 ? (int)left : 0) <= 0)
        return;
    if (m->hands >= 0 && poll_for[1].revents && !take_hands(m, s)) {
        close(m->hands);
        m->hands = -1;
        m->length = 0;
    }
    int fd = m->hands < 0 ? accept4(m->hands_listens, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) : -1;
    if (fd >= 0)
        m->hands = fd;
}

bool __wrap_display_wait(struct display *s, int64_t deadline, struct display_event *ret)
{
    if (mirror.hands_listens < 0)
        return __real_display_wait(s, deadline, ret);
    if (__real_display_wait(s, 0, ret))
        return true;
    wait_for_hands(&mirror, s, deadline);
    return __real_display_wait(s, 0, ret);
}
