/* A kiosk elsewhere: its mirror (tests/kit/mirror.h) says what is on its display, a test moves the finger there as lines say, and time is
 * real. A touch counts as done when the mirror says that it was felt. The lines, each answered by `ok` or `no`:
 *   down X Y, move X Y, up X Y   one finger; X and Y from 0 to 1 over the display
 *   stick gone, stick back       the stick is pulled, or put in
 *   picture FILE                 what is on the display, as PNG
 *   crash                        the power goes; `ok` when it has come back
 *   anything else                what that test offers (`hand WORDS` of docs/walks.md) */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"
#include "mirror.h"
#include "walk.h"

enum {
    FELT_MS = 20000,
    JOB_MS = 180000,
    START_MS = 180000,
    HAND_MS = 200000,
    REPEAT_MS = 600,
    NEW_MS = 60,
    STICK_MS = 6000,
    PLUG_MS = 2000,
    PIECE = 65536
};

struct frame {
    struct mirror_head head;
    struct ui ui;
    struct session session;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void rest(struct walk *w, int64_t ms)
{
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    (void)w;
    while (ms > 0 && nanosleep(&t, &t) != 0 && errno == EINTR)
        ;
}

static bool lose(struct walk *w, const char *what)
{
    if (!w->there.lost)
        printf("%s:%d: %s\n", w->file, w->line, what);
    w->there.lost = true;
    return false;
}

static int connect_to(const char *path, int64_t until)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (!text_copy(name.sun_path, sizeof name.sun_path, path))
        return -1;
    do {
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0 || connect(fd, (struct sockaddr *)&name, sizeof name) == 0)
            return fd;
        close(fd);
        rest(NULL, 50);
    } while (now_ms() < until);
    return -1;
}

/* --- the mirror -----------------------------------------------------------------------------------------------------
 */

/* Fills `data` from `have` to `size`; 0 at the end of the line or of time. */
static bool get(int fd, void *data, size_t have, size_t size, int64_t until)
{
    while (have < size) {
        int64_t left = until - now_ms();
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
            return false;
        ssize_t n = read(fd, (char *)data + have, size - have < PIECE ? size - have : PIECE);
        if (n <= 0)
            return false;
        have += (size_t)n;
    }
    return true;
}

/* Whoever comes late, or after a torn frame, goes on byte by byte to where one begins. */
static bool get_head(int fd, struct mirror_head *h, int64_t until)
{
    if (!get(fd, h, 0, sizeof *h, until))
        return false;
    while (memcmp(h->magic, MIRROR_MAGIC, sizeof h->magic) != 0) {
        const char *next = memchr(h->magic + 1, MIRROR_MAGIC[0], sizeof *h - 1);
        size_t keep = next ? sizeof *h - (size_t)(next - h->magic) : 0;
        if (keep)
            memmove(h, next, keep);
        if (!get(fd, h, keep, sizeof *h, until))
            return false;
    }
    return true;
}

static bool is_whole(const struct frame *f)
{
    struct mirror_head head = f->head;
    head.sum = 0;
    uint64_t sum = mirror_sum(mirror_sum(0, &head, sizeof head), &f->ui, sizeof f->ui);
    return mirror_sum(sum, &f->session, sizeof f->session) == f->head.sum;
}

/* The pointers of the other process give way to our own. */
static void take(struct walk *w, struct frame *f)
{
    const struct language *language = words_language(f->head.language);
    struct there *t = &w->there;
    f->ui.setting.language = language ? language->code : words_language("en")->code;
    f->session.language = f->ui.setting.language;
    f->session.loaded_language = NULL;
    w->loop.tree = f->ui;
    w->loop.setting = f->ui.setting;
    w->loop.app.session = f->session;
    t->downs = f->head.downs;
    t->ups = f->head.ups;
    t->busy = f->head.busy;
    t->start = f->head.start;
    t->deaf_until = now_ms() + f->head.deaf_ms;
    t->counted = f->head.counted;
    t->memory_kib = f->head.memory_kib;
    t->memberships = f->head.memberships;
    t->consents = f->head.consents;
    t->journal = f->head.journal;
}

/* The next whole frame; false when none came, or when the kiosk was built from other sources. */
static bool look(struct walk *w, int64_t until)
{
    static struct frame frame;
    struct mirror_head *h = &frame.head;
    do {
        if (!get_head(w->there.display, h, until))
            return false;
        if (h->head_size != sizeof *h || h->ui_size != sizeof frame.ui || h->session_size != sizeof frame.session)
            return lose(w, "the mirror was built from other sources");
        if (!get(w->there.display, &frame.ui, 0, sizeof frame.ui, until) ||
            !get(w->there.display, &frame.session, 0, sizeof frame.session, until))
            return false;
    } while (!is_whole(&frame));
    take(w, &frame);
    bytes_wipe(&frame, sizeof frame);
    return true;
}

/* Everything that has come already. */
static void catch_up(struct walk *w)
{
    struct pollfd ready = {.fd = w->there.display, .events = POLLIN};
    while (!w->there.lost && poll(&ready, 1, 0) > 0 && look(w, now_ms() + FELT_MS))
        ;
}

static void settle(struct walk *w)
{
    int64_t until = now_ms() + JOB_MS;
    rest(w, NEW_MS); /* what time alone brings about comes behind the frame that told of the lift */
    catch_up(w);
    while (!w->there.lost && w->there.busy)
        if (!look(w, until))
            lose(w, "the mirror fell silent, or the job does not end");
}

/* --- the hand --------------------------------------------------------------------------------------------------------
 */

static bool tell(struct walk *w, const char *line)
{
    char answer[128] = "";
    size_t n = strlen(line);
    if (w->there.lost)
        return false;
    if (write(w->there.hands, line, n) != (ssize_t)n)
        return lose(w, "the hand has gone");
    for (n = 0; n + 1 < sizeof answer && !strchr(answer, '\n'); n++)
        if (!get(w->there.hands, answer, n, n + 1, now_ms() + HAND_MS))
            return lose(w, "the hand does not answer");
    return strcmp(answer, "ok\n") == 0;
}

static void wait_felt(struct walk *w, const uint32_t *felt, uint32_t before)
{
    int64_t until = now_ms() + FELT_MS;
    while (!w->there.lost && *felt == before)
        if (!look(w, until))
            lose(w, "the touch was not felt");
}

static void finger(struct walk *w, enum input_phase phase, float x, float y)
{
    static const char *const phases[] = {"down", "move", "up"};
    struct there *t = &w->there;
    const struct ui_panel *panel = &w->loop.setting.panel;
    uint32_t downs = t->downs, ups = t->ups;
    char line[64];
    if (phase == INPUT_DOWN && t->x == x && t->y == y) /* the same place at once is one tap to the kiosk (TCH-06) */
        rest(w, t->tapped + REPEAT_MS - now_ms());
    snprintf(line, sizeof line, "%s %.6f %.6f\n", phases[phase], (double)(x / panel->width_mm),
             (double)(y / panel->height_mm));
    if (!tell(w, line))
        lose(w, "the hand can't do that");
    if (phase == INPUT_DOWN)
        wait_felt(w, &t->downs, downs);
    if (phase == INPUT_UP) {
        wait_felt(w, &t->ups, ups);
        t->x = x;
        t->y = y;
        t->tapped = now_ms();
    }
}

static void ready(struct walk *w)
{
    catch_up(w);
    rest(w, w->there.deaf_until - now_ms() + NEW_MS);
}

static void pass(struct walk *w, int64_t ms)
{
    int64_t until = now_ms() + ms;
    while (!w->there.lost && now_ms() < until)
        look(w, until);
}

static bool count(struct walk *w, int64_t *ret_memberships, int64_t *ret_consents, int64_t *ret_journal)
{
    catch_up(w);
    *ret_memberships = w->there.memberships;
    *ret_consents = w->there.consents;
    *ret_journal = w->there.journal;
    return w->there.counted && !w->there.lost;
}

static bool stick(struct walk *w, bool is_in)
{
    bool done = tell(w, is_in ? "stick back\n" : "stick gone\n");
    pass(w, STICK_MS);
    return done;
}

static bool hand(struct walk *w, const char *words)
{
    char line[128];
    snprintf(line, sizeof line, "%s\n", words);
    bool done = tell(w, line);
    pass(w, PLUG_MS);
    return done;
}

static bool picture(struct walk *w, const char *path)
{
    char line[FILE_PATH_MAX + 16];
    snprintf(line, sizeof line, "picture %s\n", path);
    return tell(w, line);
}

/* --- coming and going ------------------------------------------------------------------------------------------------
 */

static bool reach(struct walk *w, uint64_t other_than)
{
    int64_t until = now_ms() + START_MS;
    do {
        walk_there_close(w);
        w->there.hands = connect_to(w->there.hands_at, until);
        w->there.display = connect_to(w->there.glass_at, until);
        while (w->there.hands >= 0 && w->there.display >= 0 && look(w, until))
            if (w->there.start != other_than)
                return true;
    } while (!w->there.lost && now_ms() < until);
    return false;
}

/* A hand that can make the power go answers when it has come back; one that is in the kiosk dies with it. */
static bool crash(struct walk *w)
{
    uint64_t before = w->there.start;
    if (write(w->there.hands, "crash\n", 6) != 6)
        return lose(w, "the hand has gone");
    char answer[4];
    (void)get(w->there.hands, answer, 0, 3, now_ms() + HAND_MS);
    return reach(w, before) || lose(w, "the kiosk did not come back");
}

static bool cut(struct walk *w, float x, float y, int64_t ms, bool stays)
{
    const struct ui_panel *panel = &w->loop.setting.panel;
    char line[64];
    ready(w);
    finger(w, INPUT_DOWN, x, y);
    if (stays) {
        rest(w, ms);
        return crash(w);
    }
    rest(w, NEW_MS);
    snprintf(line, sizeof line, "up %.6f %.6f\n", (double)(x / panel->width_mm), (double)(y / panel->height_mm));
    bool done = tell(w, line);
    rest(w, ms);
    return done && crash(w);
}

bool walk_there_open(struct walk *w, const char *display, const char *hands, char *why, size_t why_size)
{
    w->there = (struct there){.display = -1, .hands = -1, .glass_at = display, .hands_at = hands};
    bool open = reach(w, 0);
    if (!open)
        snprintf(why, why_size, "no answer at %s and %s", display, hands);
    return open;
}

void walk_there_close(struct walk *w)
{
    if (w->there.display >= 0)
        close(w->there.display);
    if (w->there.hands >= 0)
        close(w->there.hands);
    w->there.display = w->there.hands = -1;
}

const struct walk_way walk_there = {true, ready, rest, pass, finger, settle, count, stick, crash, picture, cut, hand};
