/* poll() over the input devices, an inotify watch on their folder, and signals. */
#include "display/wake.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/host.h"
#include "world/world.h"

static bool is_open(const struct wake *w, const char *name)
{
    for (int i = WAKE_OWN; i < w->count; i++)
        if (strcmp(w->device[i].name, name) == 0)
            return true;
    return false;
}

static void devices_open(struct wake *w)
{
    DIR *folder = opendir(w->folder);

    if (!folder)
        return;
    for (struct dirent *e; w->count < WAKE_OWN + WAKE_DEVICES && (e = readdir(folder));) {
        struct evdev *d = &w->device[w->count];
        if (strncmp(e->d_name, "event", 5) != 0 || is_open(w, e->d_name) || !evdev_open(d, dirfd(folder), e->d_name))
            continue;
        d->first = w->contacts + 1; /* 0 is the mouse of a desk */
        d->rotation = w->rotation;
        w->contacts += EVDEV_SLOTS;
        w->poll[w->count++] = (struct pollfd){.fd = d->fd, .events = POLLIN};
    }
    closedir(folder);
}

/* A plug went into one of the jacks, or the last one out; a card that was pulled has none any more. */
static void tell_headset(struct wake *w)
{
    bool is_in = false;

    for (int i = WAKE_OWN; i < w->count; i++)
        is_in |= w->device[i].plugged;
    if (is_in == w->headset || w->hands->count > INPUT_QUEUE / 2) /* told at the next sleep */
        return;
    w->headset = is_in;
    world_headset(is_in);
    if (!is_in) /* at once: what was for one ear must not go on from the loudspeaker (AUD-02) */
        world_voice_request(VOICE_HUSH, "", "");
    input_push(w->hands, &(struct display_event){
                             .input = INPUT_HEADSET, .phase = is_in ? INPUT_DOWN : INPUT_UP, .ms = host_steady_ms()});
}

static void device_close(struct wake *w, int i)
{
    evdev_lift(&w->device[i], w->hands);
    close(w->device[i].fd);
    w->count--;
    w->device[i] = w->device[w->count];
    w->poll[i] = w->poll[w->count];
    bytes_wipe(&w->device[w->count], sizeof w->device[w->count]);
}

static int signals_open(struct wake *w)
{
    sigset_t ends;

    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, &w->before);
    int fd = signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0) /* then they end the program where it stands, which loses nothing that was kept */
        sigprocmask(SIG_SETMASK, &w->before, NULL);
    return fd;
}

void wake_open(struct wake *w, const char *folder, struct input_queue *hands, int rotation)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    *w = (struct wake){.folder = folder, .hands = hands, .rotation = rotation & 3, .count = WAKE_OWN};
    if (fd >= 0) /* ATTRIB: a new device may be read only after its rights were set */
        inotify_add_watch(fd, folder, IN_CREATE | IN_ATTRIB);
    w->poll[0] = (struct pollfd){.fd = fd, .events = POLLIN};
    w->poll[1] = (struct pollfd){.fd = signals_open(w), .events = POLLIN};
    w->poll[2] = w->poll[3] = (struct pollfd){.fd = -1};
    devices_open(w);
    tell_headset(w);
}

void wake_close(struct wake *w)
{
    if (!w->count)
        return;
    while (w->count > WAKE_OWN)
        device_close(w, w->count - 1);
    for (int i = 0; i < 2; i++)
        if (w->poll[i].fd >= 0)
            close(w->poll[i].fd);
    sigprocmask(SIG_SETMASK, &w->before, NULL);
    /* On a console the terminal has heard every key too; a shell must not run what visitors wrote. */
    if (isatty(STDIN_FILENO))
        tcflush(STDIN_FILENO, TCIFLUSH);
    w->count = 0;
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

void wake_sleep(struct wake *w, int ms)
{
    w->poll[2] = (struct pollfd){.fd = world_voice_fd(), .events = POLLIN};
    w->poll[3] = (struct pollfd){.fd = world_printer_fd(), .events = POLLIN};
    if (poll(w->poll, (nfds_t)w->count, ms) <= 0)
        return;
    for (int i = w->count; i-- > WAKE_OWN;)
        if (w->poll[i].revents && !evdev_read(&w->device[i], w->hands))
            device_close(w, i);
    if (w->poll[1].revents && drain(w->poll[1].fd))
        input_push(w->hands, &(struct display_event){.input = INPUT_QUIT, .ms = host_steady_ms()});
    if (w->poll[0].revents && drain(w->poll[0].fd))
        devices_open(w);
    tell_headset(w);
}
