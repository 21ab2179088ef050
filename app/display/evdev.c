/* The kernel's input devices, and sleep on the bare display without a clock tick: until a device speaks, comes or goes, a socket
 * can be read, or a signal asks us to end. poll() waits for all of it. */
#include "display/evdev.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"

/* --- what it is --------------------------------------------------------------------------------------------------- */

static bool has(const uint8_t *bits, unsigned bit)
{
    return bits[bit / 8] >> bit % 8 & 1;
}

/* A keyboard may have one too. */
static bool evdev_has_jack(const struct evdev_bits *b)
{
    return has(b->plug, SW_HEADPHONE_INSERT);
}

static enum evdev_kind evdev_kind(const struct evdev_bits *b)
{
    bool direct = has(b->property, INPUT_PROP_DIRECT), press = has(b->key, BTN_TOUCH) || has(b->key, BTN_LEFT);
    bool pad = has(b->property, INPUT_PROP_POINTER) || (has(b->key, BTN_TOOL_FINGER) && !direct);

    if (!pad && has(b->abs, ABS_MT_SLOT) && has(b->abs, ABS_MT_POSITION_X) && has(b->abs, ABS_MT_POSITION_Y))
        return EVDEV_FINGERS;
    if (!pad && has(b->abs, ABS_X) && has(b->abs, ABS_Y) && press)
        return EVDEV_FINGER;
    if (has(b->key, KEY_SPACE) || has(b->key, KEY_ENTER) || has(b->key, KEY_F9) || has(b->key, KEY_F10) ||
        has(b->key, KEY_VOLUMEUP))
        return EVDEV_KEYS;
    return evdev_has_jack(b) ? EVDEV_JACK : EVDEV_NOTHING;
}

/* What was plugged in before we came, or while words were lost. */
static void look_at_jack(struct evdev *d)
{
    uint8_t now[SW_MAX / 8 + 1] = {0};

    if (d->jack && ioctl(d->fd, EVIOCGSW(sizeof now), now) >= 0)
        d->plugged = has(now, SW_HEADPHONE_INSERT);
}

static bool ranges(struct evdev *d)
{
    struct input_absinfo x = {0}, y = {0};
    bool many = d->kind == EVDEV_FINGERS;

    if (d->kind == EVDEV_KEYS || d->kind == EVDEV_JACK)
        return true;
    if (ioctl(d->fd, EVIOCGABS(many ? ABS_MT_POSITION_X : ABS_X), &x) < 0 ||
        ioctl(d->fd, EVIOCGABS(many ? ABS_MT_POSITION_Y : ABS_Y), &y) < 0)
        return false;
    d->min_x = x.minimum;
    d->min_y = y.minimum;
    int64_t range_x = (int64_t)x.maximum - x.minimum, range_y = (int64_t)y.maximum - y.minimum;
    if (range_x <= 0 || range_x > INT32_MAX || range_y <= 0 || range_y > INT32_MAX)
        return false;
    d->range_x = (int)range_x;
    d->range_y = (int)range_y;
    struct input_absinfo size = {0};
    if (many && ioctl(d->fd, EVIOCGABS(ABS_MT_TOUCH_MAJOR), &size) >= 0)
        d->size_mm = size.resolution > 0 ? size.resolution : 0;
    d->slots[0].x = x.value; /* a place that is not said again has not changed */
    d->slots[0].y = y.value;
    return true;
}

/* Opens folder/name, or false when it is no input method or may not be read. */
static bool evdev_open(struct evdev *d, int folder, const char *name)
{
    struct evdev_bits bits = {0};

    *d = (struct evdev){.fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
    if (d->fd < 0 || !text_copy(d->name, sizeof d->name, name))
        goto out;
    if (ioctl(d->fd, EVIOCGBIT(0, sizeof bits.event), bits.event) < 0)
        goto out;
    (void)ioctl(d->fd, EVIOCGBIT(EV_KEY, sizeof bits.key), bits.key);
    (void)ioctl(d->fd, EVIOCGBIT(EV_REL, sizeof bits.rel), bits.rel);
    (void)ioctl(d->fd, EVIOCGBIT(EV_ABS, sizeof bits.abs), bits.abs);
    (void)ioctl(d->fd, EVIOCGBIT(EV_SW, sizeof bits.plug), bits.plug);
    (void)ioctl(d->fd, EVIOCGPROP(sizeof bits.property), bits.property);
    d->kind = evdev_kind(&bits);
    if (d->kind != EVDEV_NOTHING && !ranges(d))
        d->kind = EVDEV_NOTHING;
    d->jack = evdev_has_jack(&bits);
    look_at_jack(d);
out:
    if (d->fd >= 0 && d->kind == EVDEV_NOTHING)
        close(d->fd);
    return d->kind != EVDEV_NOTHING;
}

/* --- fingers ------------------------------------------------------------------------------------------------------ */

static void send(const struct evdev *d, struct input_queue *q, int slot, enum input_phase phase)
{
    float x = (float)(((double)d->slots[slot].x - d->min_x) / d->range_x),
          y = (float)(((double)d->slots[slot].y - d->min_y) / d->range_y);
    const float rotated[4][2] = {{x, y}, {y, 1 - x}, {1 - x, 1 - y}, {1 - y, x}};

    float size_mm = d->size_mm ? (float)d->slots[slot].size / (float)d->size_mm : 0;
    input_contact(q, d->first + slot, phase,
                  (struct input_place){rotated[d->rotation][0], rotated[d->rotation][1], size_mm});
}

static void report_slot(struct evdev *d, struct input_queue *q, int i)
{
    struct evdev_slot *s = &d->slots[i];

    if (s->shown && (!s->down || s->anew))
        send(d, q, i, INPUT_UP);
    if (s->down && (!s->shown || s->anew))
        send(d, q, i, INPUT_DOWN);
    else if (s->down && s->moved)
        send(d, q, i, INPUT_MOVE);
    s->shown = s->down;
    s->moved = s->anew = false;
}

static void place(struct evdev *d, bool down)
{
    if (d->slot < 0 || d->slot >= EVDEV_SLOTS)
        return;
    struct evdev_slot *s = &d->slots[d->slot];
    s->anew = s->anew || (down && s->shown); /* another finger in the same slot */
    s->down = down;
}

static void position(struct evdev *d, int *axis, int value)
{
    if (d->slot < 0 || d->slot >= EVDEV_SLOTS)
        return;
    d->slots[d->slot].moved = d->slots[d->slot].moved || *axis != value;
    *axis = value;
}

static void fingers(struct evdev *d, const struct input_event *e)
{
    int slot = d->slot < 0 || d->slot >= EVDEV_SLOTS ? 0 : d->slot;

    if (e->type != EV_ABS)
        return;
    if (e->code == ABS_MT_SLOT)
        d->slot = e->value;
    else if (e->code == ABS_MT_TRACKING_ID)
        place(d, e->value >= 0);
    else if (e->code == ABS_MT_POSITION_X)
        position(d, &d->slots[slot].x, e->value);
    else if (e->code == ABS_MT_POSITION_Y)
        position(d, &d->slots[slot].y, e->value);
    else if (e->code == ABS_MT_TOUCH_MAJOR)
        position(d, &d->slots[slot].size, e->value);
}

static void finger(struct evdev *d, const struct input_event *e)
{
    if (e->type == EV_KEY && (e->code == BTN_TOUCH || e->code == BTN_LEFT))
        d->slots[0].down = e->value != 0;
    else if (e->type == EV_ABS && e->code == ABS_X)
        position(d, &d->slots[0].x, e->value);
    else if (e->type == EV_ABS && e->code == ABS_Y)
        position(d, &d->slots[0].y, e->value);
}

/* Ends every touch where no button is, so that nobody's half touch becomes a press. */
static void evdev_lift(struct evdev *d, struct input_queue *q)
{
    const float nowhere = -10;

    for (int i = 0; i < EVDEV_SLOTS; i++) {
        if (d->slots[i].shown)
            input_contact(q, d->first + i, INPUT_UP, (struct input_place){nowhere, nowhere, 0});
        d->slots[i].down = d->slots[i].shown = d->slots[i].moved = d->slots[i].anew = false;
    }
    d->shift = d->other = false;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* What a Norwegian keyboard's keys type: the characters of a row of keys, plain and with Shift. Dead keys type nothing.
 */
static const struct {
    int first;
    const char *plain, *shift;
} rows[] = {
    {KEY_1, "1234567890+\\", "!\"#¤%&/()=?`"},
    {KEY_Q, "qwertyuiopå", "QWERTYUIOPÅ"},
    {KEY_A, "asdfghjkløæ|", "ASDFGHJKLØÆ§"},
    {KEY_BACKSLASH, "'", "*"},
    {KEY_Z, "zxcvbnm,.-", "ZXCVBNM;:_"},
    {KEY_102ND, "<", ">"},
    {KEY_KP7, "789-456+1230,", ""},
    {KEY_KPASTERISK, "*", ""},
    {KEY_SPACE, " ", " "},
};

static void type(const struct evdev *d, int code, struct input_queue *q)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = d->shift ? rows[i].shift : rows[i].plain;
        uint32_t letter = 0;
        char text[8] = "";
        for (int k = rows[i].first; code >= rows[i].first && k <= code && (letter = text_next(&at)); k++)
            ;
        if (!letter)
            continue;
        text_put(text, d->other ? (code == KEY_2 ? '@' : ' ') : letter);
        input_typed(q, text); /* a space has come as a key already */
        return;
    }
}

static void keys(struct evdev *d, const struct input_event *e, struct input_queue *q)
{
    static const struct {
        int code;
        bool shift;
        enum input_key key;
    } meanings[] = {
#define KEY(sdl, kernel, shift, meaning) {kernel, shift, INPUT_##meaning},
#include "display/keys.def"
#undef KEY
    };

    if (e->type != EV_KEY || e->value == 2) /* 2: held down, repeated */
        return;
    if (e->code == KEY_LEFTSHIFT || e->code == KEY_RIGHTSHIFT)
        d->shift = e->value;
    if (e->code == KEY_RIGHTALT)
        d->other = e->value;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].code == e->code && (!meanings[i].shift || d->shift)) {
            input_key(q, meanings[i].key, e->value ? INPUT_DOWN : INPUT_UP, e->code == KEY_SPACE);
            return;
        }
    if (e->value)
        type(d, e->code, q);
}

/* --- both --------------------------------------------------------------------------------------------------------- */

void evdev_take(struct evdev *d, const struct input_event *e, struct input_queue *q)
{
    if (e->type == EV_SYN && e->code == SYN_DROPPED) { /* the kernel's own queue ran over */
        evdev_lift(d, q);
        d->dropped = true;
    } else if (d->dropped) {
        d->dropped = !(e->type == EV_SYN && e->code == SYN_REPORT);
        look_at_jack(d);
    } else if (d->jack && e->type == EV_SW) {
        d->plugged = e->code == SW_HEADPHONE_INSERT ? e->value != 0 : d->plugged;
    } else if (e->type == EV_SYN && e->code == SYN_REPORT) {
        for (int i = 0; i < EVDEV_SLOTS; i++)
            report_slot(d, q, i);
    } else if (d->kind == EVDEV_FINGERS) {
        fingers(d, e);
    } else if (d->kind == EVDEV_FINGER) {
        finger(d, e);
    } else if (d->kind == EVDEV_KEYS) {
        keys(d, e, q);
    }
}

/* Reads all there is; false when the device is gone. */
static bool evdev_read(struct evdev *d, struct input_queue *q)
{
    struct input_event events[64];
    ssize_t got;

    while ((got = read(d->fd, events, sizeof events)) > 0)
        for (size_t i = 0; i < (size_t)got / sizeof *events; i++)
            evdev_take(d, &events[i], q);
    bool gone = got == 0 || (errno != EAGAIN && errno != EINTR);
    bytes_wipe(events, sizeof events);
    return !gone;
}

/* --- all devices of a folder --------------------------------------------------------------------------------------- */

enum { DEVICES = 32 };
enum { FOLDER, SIGNALS, FIRST_DEVICE }; /* what the places of poll[] are */

struct kernel {
    struct input input;
    const char *folder;                                    /* "/dev/input"; borrowed */
    bool headset;                                          /* a plug is in one of the jacks, and the loop was told */
    int count, rotation;                                   /* places in use; quarters the picture is rotated */
    int64_t contacts;                                      /* numbers given out so far */
    sigset_t before;                                       /* signals blocked before we came */
    struct pollfd poll[FIRST_DEVICE + DEVICES + HOST_FDS]; /* the sockets of a sleep stand behind the devices */
    struct evdev device[FIRST_DEVICE + DEVICES];           /* at the same places */
};

static bool is_open(const struct kernel *k, const char *name)
{
    for (int i = FIRST_DEVICE; i < k->count; i++)
        if (strcmp(k->device[i].name, name) == 0)
            return true;
    return false;
}

static void devices_open(struct kernel *k)
{
    DIR *folder = opendir(k->folder);

    if (!folder)
        return;
    for (struct dirent *e; k->count < FIRST_DEVICE + DEVICES && (e = readdir(folder));) {
        struct evdev *d = &k->device[k->count];
        if (strncmp(e->d_name, "event", 5) != 0 || is_open(k, e->d_name) || !evdev_open(d, dirfd(folder), e->d_name))
            continue;
        d->first = k->contacts + 1; /* 0 is the mouse of a desk */
        d->rotation = k->rotation;
        k->contacts += EVDEV_SLOTS;
        k->poll[k->count++] = (struct pollfd){.fd = d->fd, .events = POLLIN};
    }
    closedir(folder);
}

/* A plug went into one of the jacks, or the last one out; a card that was pulled has none any more. */
static void look_at_headset(struct kernel *k)
{
    bool is_in = false;

    for (int i = FIRST_DEVICE; i < k->count; i++)
        is_in |= k->device[i].plugged;
    if (is_in == k->headset || k->input.queue->count > INPUT_QUEUE / 2) /* at the next sleep */
        return;
    k->headset = is_in;
    host_headset_set(is_in);
    input_push(k->input.queue, &(struct display_event){.input = INPUT_HEADSET,
                                                       .phase = is_in ? INPUT_DOWN : INPUT_UP,
                                                       .ms = host_steady_ms()});
}

static void device_close(struct kernel *k, int i)
{
    evdev_lift(&k->device[i], k->input.queue);
    close(k->device[i].fd);
    k->count--;
    k->device[i] = k->device[k->count];
    k->poll[i] = k->poll[k->count];
    bytes_wipe(&k->device[k->count], sizeof k->device[k->count]);
}

static int signals_open(struct kernel *k)
{
    sigset_t ends;

    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, &k->before);
    int fd = signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0) /* then they end the program where it stands, which loses nothing that was kept */
        sigprocmask(SIG_SETMASK, &k->before, NULL);
    return fd;
}

/* A folder that is missing is watched by nobody, and that is fine. SIGTERM, SIGINT and SIGHUP become QUIT. */
static fault folder_open(struct input **ret, struct input_queue *queue, const char *folder, int rotation)
{
    struct kernel *k = calloc(1, sizeof *k);

    *ret = k ? &k->input : NULL;
    if (!k)
        return FAULT_NO_MEMORY;
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    *k = (struct kernel){.input.queue = queue, .folder = folder, .rotation = rotation & 3, .count = FIRST_DEVICE};
    if (fd >= 0) /* ATTRIB: a new device may be read only after its rights were set */
        inotify_add_watch(fd, folder, IN_CREATE | IN_ATTRIB);
    k->poll[FOLDER] = (struct pollfd){.fd = fd, .events = POLLIN};
    k->poll[SIGNALS] = (struct pollfd){.fd = signals_open(k), .events = POLLIN};
    devices_open(k);
    look_at_headset(k);
    return FAULT_NONE;
}

static fault kernel_open(struct input **ret, struct input_queue *queue, const struct display_options *options)
{
    return folder_open(ret, queue, "/dev/input", options->rotation);
}

static void kernel_close(struct input *input)
{
    struct kernel *k = (struct kernel *)input;

    if (!k)
        return;
    while (k->count > FIRST_DEVICE)
        device_close(k, k->count - 1);
    for (int i = 0; i < FIRST_DEVICE; i++)
        if (k->poll[i].fd >= 0)
            close(k->poll[i].fd);
    sigprocmask(SIG_SETMASK, &k->before, NULL);
    /* On a console the terminal has heard every key too; a shell must not run what visitors wrote. */
    if (isatty(STDIN_FILENO))
        tcflush(STDIN_FILENO, TCIFLUSH);
    bytes_wipe(k, sizeof *k);
    free(k);
}

/* True when there was something. */
static bool drain(int fd)
{
    char thrown_away[1024];
    bool any = false;

    while (read(fd, thrown_away, sizeof thrown_away) > 0)
        any = true;
    return any;
}

static void kernel_sleep(struct input *input, const struct pollfd *sockets, int count, int ms)
{
    struct kernel *k = (struct kernel *)input;

    for (int i = 0; i < count; i++)
        k->poll[k->count + i] = sockets[i];
    if (poll(k->poll, (nfds_t)(k->count + count), ms) <= 0)
        return;
    for (int i = k->count; i-- > FIRST_DEVICE;)
        if (k->poll[i].revents && !evdev_read(&k->device[i], input->queue))
            device_close(k, i);
    if (k->poll[SIGNALS].revents && drain(k->poll[SIGNALS].fd))
        input_push(input->queue, &(struct display_event){.input = INPUT_QUIT, .ms = host_steady_ms()});
    if (k->poll[FOLDER].revents && drain(k->poll[FOLDER].fd))
        devices_open(k);
    look_at_headset(k);
}

const struct input_way input_kernel = {.open = kernel_open, .close = kernel_close, .sleep = kernel_sleep};
