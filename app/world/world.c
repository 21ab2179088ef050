/* One struct, one set of sockets: the device manager is asked and answers at once (base/machine.h); voice and printer are programs whose
 * packets (SOCK_SEQPACKET) are sent without waiting and come back as events. A program that is away is tried again a second later; the
 * loop goes on meanwhile. */
#include "world/world.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/file.h"
#include "base/host.h"
#include "base/text.h"

enum {
    AGAIN_MS = 1000, /* between two tries to connect to a program that is away */
    ANSWER_SECONDS = 2,
    MOUNT_SECONDS = 15,  /* the device manager's; a slow stick takes its time to let go */
    SPEECH_MAX = 8192,   /* bytes of a line of the speech log */
    SPOKEN_MAX = 1 << 16 /* bytes of one text for the voice */
};

struct peer {         /* one of the programs beside the kiosk */
    const char *path; /* NULL: there is no such program here */
    int fd;           /* -1: not connected */
    int64_t again_ms; /* when it is tried next (host_steady_ms) */
};

static struct world {
    const char *name;
    const char *speech_log;
    struct {
        const char *path;
        int fd; /* -1: not connected; the next request connects */
    } manager;
    struct {
        struct peer peer;
        uint32_t first, serial; /* of the newest text: of its first part and of the part that is being said */
        uint8_t rate, volume;
        bool sounds; /* by its newest READY */
        char language[8];
        struct buffer text;
        size_t from, to; /* the part that is being said */
    } voice;
    bool headset;
    struct {
        struct peer peer;
        uint32_t serial; /* of the newest sheet */
        bool sheet;      /* it was begun on this connection, and nothing has ended it */
    } printer;
} world = {.manager.fd = -1,
           .voice = {.peer.fd = -1, .rate = VOICE_RATE, .volume = VOICE_VOLUME, .text.limit = SPOKEN_MAX},
           .printer.peer.fd = -1};

/* --- clock, disk, stick -------------------------------------------------------------------------------------------- */

int64_t host_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec;
}

int64_t host_steady_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t host_disk_free(const char *folder)
{
    return file_free_bytes(folder);
}

void host_log(const char *line)
{
    fprintf(stderr, "%s: %s\n", world.name ? world.name : "sirkel", line);
}

/* On a kiosk the folder is always there; a stick is when another file system lies over it. It may be mounted for
 * reading. */
static bool is_mounted(const char *folder, const struct stat *what)
{
    char above[FILE_PATH_MAX];
    struct stat parent;

    return file_path(above, folder, "..") == FAULT_NONE && stat(above, &parent) == 0 && parent.st_dev != what->st_dev;
}

bool host_stick_present(const char *folder)
{
    struct stat what;

    if (stat(folder, &what) != 0 || !S_ISDIR(what.st_mode))
        return false;
    return world.manager.path ? is_mounted(folder, &what) : access(folder, W_OK) == 0;
}

fault host_stick_again(const char *folder)
{
    (void)folder;
    fault f = host_machine(MACHINE_STICK_AGAIN, 0, NULL);
    return f == FAULT_NO_ENTRY && !world.manager.path ? FAULT_NONE : f;
}

/* --- device manager ------------------------------------------------------------------------------------------------ */

static void manager_close(void)
{
    if (world.manager.fd >= 0)
        close(world.manager.fd);
    world.manager.fd = -1;
}

static int answer_seconds(uint32_t verb)
{
    switch (verb) {
    case MACHINE_STAFF_IN:
    case MACHINE_STAFF_OUT:
    case MACHINE_STICK_AGAIN:
    case MACHINE_STICK_OUT:
    case MACHINE_UPDATE_LOOK:
    case MACHINE_UPDATE_BEGIN:
        return MOUNT_SECONDS;
    default:
        return ANSWER_SECONDS;
    }
}

/* Sends and receives block so long at most; so does connecting to a manager that is busy. */
static bool limit_times(uint32_t verb)
{
    const struct timeval answer = {.tv_sec = answer_seconds(verb)}, request = {.tv_sec = ANSWER_SECONDS};

    return setsockopt(world.manager.fd, SOL_SOCKET, SO_RCVTIMEO, &answer, sizeof answer) == 0 &&
           setsockopt(world.manager.fd, SOL_SOCKET, SO_SNDTIMEO, &request, sizeof request) == 0;
}

static bool manager_connect(uint32_t verb)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};

    if (world.manager.fd >= 0)
        return limit_times(verb);
    if (!text_copy(at.sun_path, sizeof at.sun_path, world.manager.path))
        return false;
    world.manager.fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    return world.manager.fd >= 0 && limit_times(verb) &&
           connect(world.manager.fd, (struct sockaddr *)&at, sizeof at) == 0;
}

static bool manager_send(const struct machine_request *request)
{
    return manager_connect(request->verb) &&
           send(world.manager.fd, request, sizeof *request, MSG_NOSIGNAL) == sizeof *request;
}

static bool is_sound(const struct machine_answer *a)
{
    return a->fault < FAULT_COUNT && a->state >= MACHINE_IDLE && a->state <= MACHINE_FAILED &&
           memchr(a->text, 0, sizeof a->text) != NULL;
}

static bool manager_receive(struct machine_answer *answer)
{
    ssize_t got;

    do
        got = recv(world.manager.fd, answer, sizeof *answer, MSG_TRUNC);
    while (got < 0 && errno == EINTR);
    return got == sizeof *answer && is_sound(answer);
}

/* A connection that failed once is closed: a late answer must not be taken for the next one. */
static bool exchange(const struct machine_request *request, struct machine_answer *answer)
{
    bool old = world.manager.fd >= 0, sent = manager_send(request);

    if (!sent && old) { /* the manager was restarted since: nothing was requested yet, so the request is sent again */
        manager_close();
        sent = manager_send(request);
    }
    if (sent && manager_receive(answer))
        return true;
    manager_close();
    *answer = (struct machine_answer){0};
    return false;
}

fault host_machine(enum machine_verb verb, int64_t number, struct machine_answer *ret)
{
    const struct machine_request request = {.verb = (uint32_t)verb, .number = number};
    struct machine_answer answer = {0};
    fault f = FAULT_NO_ENTRY;

    if (world.manager.path)
        f = exchange(&request, &answer) ? (fault)answer.fault : FAULT_STEWARD_GONE;
    if (ret)
        *ret = answer;
    return f;
}

/* --- programs beside the kiosk ------------------------------------------------------------------------------------- */

static void peer_close(struct peer *p)
{
    if (p->fd >= 0)
        close(p->fd);
    p->fd = -1;
}

/* False when the program is away. */
static bool peer_connect(struct peer *p)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int64_t now = host_steady_ms();

    if (p->fd >= 0)
        return true;
    if (!p->path || now < p->again_ms || !text_copy(at.sun_path, sizeof at.sun_path, p->path))
        return false;
    p->again_ms = now + AGAIN_MS;
    p->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (p->fd >= 0 && connect(p->fd, (struct sockaddr *)&at, sizeof at) != 0)
        peer_close(p);
    return p->fd >= 0;
}

/* One packet in at most two pieces. NO_ENTRY: the program is away, BUSY: it takes no more just now. */
static fault peer_send(struct peer *p, struct iovec *pieces, size_t count)
{
    const struct msghdr message = {.msg_iov = pieces, .msg_iovlen = count};
    size_t bytes = pieces[0].iov_len + (count > 1 ? pieces[1].iov_len : 0);

    if (!peer_connect(p))
        return FAULT_NO_ENTRY;
    if (sendmsg(p->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)bytes)
        return FAULT_NONE;
    if (errno == EAGAIN || errno == ENOBUFS)
        return FAULT_BUSY;
    peer_close(p);
    return FAULT_NO_ENTRY;
}

/* One packet of exactly these bytes; false when none came. A program that hung up, or sends anything else, is hung up on. */
static bool peer_receive(struct peer *p, void *packet, size_t bytes)
{
    if (p->fd < 0)
        return false;
    ssize_t got = recv(p->fd, packet, bytes, MSG_DONTWAIT | MSG_TRUNC);
    if (got == (ssize_t)bytes)
        return true;
    if (got >= 0 || (errno != EAGAIN && errno != EINTR))
        peer_close(p);
    return false;
}

/* --- voice --------------------------------------------------------------------------------------------------------- */

/* One line a sentence: "nb", a tab, the words. A log that can't be written is no reason to disturb a visitor. */
static void speech_log(const char *language, const char *text)
{
    struct buffer line = {.limit = SPEECH_MAX};
    const char *path = world.speech_log;
    bool to_stderr = path && strcmp(path, "-") == 0;
    int fd = to_stderr ? STDERR_FILENO : -1;

    if (path && !to_stderr)
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    buffer_format(&line, "%s\t%s\n", language, text);
    if (fd >= 0 && file_write_all(fd, buffer_string(&line), line.length) != FAULT_NONE)
        world.speech_log = NULL;
    if (fd >= 0 && !to_stderr)
        close(fd);
    buffer_free(&line);
}

/* Every new connection begins with READY: until then nothing is known. */
static bool voice_connect(void)
{
    if (world.voice.peer.fd < 0)
        world.voice.sounds = false;
    return peer_connect(&world.voice.peer);
}

/* How many bytes of a text fit into a packet: to the end of a sentence, else of a word, else of a letter. */
static size_t part_of(const char *text, size_t bytes)
{
    const size_t most = VOICE_TEXT - 1;
    size_t sentence = 0, word = 0, letter = 0;

    if (bytes <= most)
        return bytes;
    for (size_t i = 1; i <= most; i++) {
        letter = ((unsigned char)text[i] & 0xC0) != 0x80 ? i : letter;
        if (text[i] == ' ')
            word = i + 1;
        if (text[i] == ' ' && strchr(".?!:", text[i - 1]))
            sentence = i + 1;
    }
    if (sentence)
        return sentence;
    return word && word <= most ? word : letter;
}

static void voice_send(enum voice_verb verb)
{
    struct voice_request request = {
        .verb = (uint32_t)verb, .serial = ++world.voice.serial, .rate = world.voice.rate, .volume = world.voice.volume};
    size_t bytes = verb == VOICE_SAY ? world.voice.to - world.voice.from : 0;

    memcpy(request.language, world.voice.language, sizeof request.language);
    memcpy(request.text, buffer_string(&world.voice.text) + world.voice.from, bytes);
    if (voice_connect()) /* a voice that takes no more is seen by its silence */
        (void)peer_send(&world.voice.peer, &(struct iovec){&request, sizeof request}, 1);
    bytes_wipe(&request, sizeof request);
}

/* The next part of a text longer than a packet; to the loop all parts are one text. False when all was said. */
static bool say_next_part(void)
{
    size_t left = world.voice.text.length - world.voice.to;

    if (!left)
        return false;
    world.voice.from = world.voice.to;
    world.voice.to += part_of(buffer_string(&world.voice.text) + world.voice.from, left);
    voice_send(VOICE_SAY);
    return true;
}

static void text_drop(void)
{
    buffer_free(&world.voice.text); /* wipes: it may have been personal */
    world.voice.from = world.voice.to = 0;
}

static void hush(void)
{
    if (world.voice.peer.fd < 0) /* nothing is being said there */
        world.voice.serial++;
    else
        voice_send(VOICE_HUSH);
}

/* Stops what is being said, and says this; an empty text is silence. */
static void voice_say(const char *language, const char *text)
{
    text_drop();
    if (!text_copy(world.voice.language, sizeof world.voice.language, language))
        return;
    world.voice.first = world.voice.serial + 1;
    buffer_text(&world.voice.text, text);
    if (world.voice.text.over || !say_next_part())
        hush();
}

/* True when the loop is to get the event, in bytes of the whole text. */
static bool is_for_loop(struct voice_event *event)
{
    bool first = world.voice.serial == world.voice.first;

    if (event->kind == VOICE_ENDED && say_next_part())
        return false;
    if (event->kind == VOICE_WORD)
        event->from += (uint32_t)world.voice.from;
    if (event->kind != VOICE_BEGAN && event->kind != VOICE_WORD)
        text_drop();
    return event->kind != VOICE_BEGAN || first;
}

bool host_voice_event(struct voice_event *ret)
{
    if (!voice_connect())
        return false;
    while (peer_receive(&world.voice.peer, ret, sizeof *ret)) {
        if (ret->kind == VOICE_READY) {
            world.voice.sounds = ret->from != 0;
            return true;
        }
        if (ret->kind < VOICE_EVENTS && ret->serial == world.voice.serial && is_for_loop(ret))
            return true;
    }
    return false;
}

bool host_voice_is_current(const struct voice_event *event)
{
    return event->kind == VOICE_READY || (event->serial >= world.voice.first && event->serial <= world.voice.serial);
}

/* Who may hear what is decided here (AUD-03, AUD-16). */
void host_say(const char *language, const char *text, bool personal, bool aloud)
{
    struct buffer line = {.limit = 64};

    buffer_format(&line, "(personal, %zu letters)", text_count(text));
    speech_log(language, personal ? buffer_string(&line) : text);
    buffer_free(&line);
    voice_say(language, world.headset || (aloud && !personal) ? text : "");
}

void host_hush(void)
{
    speech_log("-", "(hush)");
    voice_say("", "");
}

void host_voice_set(int rate, int volume)
{
    world.voice.rate = (uint8_t)rate;
    world.voice.volume = (uint8_t)volume;
}

bool host_voice(void)
{
    return world.voice.peer.fd >= 0 && world.voice.sounds;
}

bool host_headset(void)
{
    return world.headset;
}

/* Pulled, it is silent at once: what was for one ear must not go on from the loudspeaker (AUD-02). */
void host_headset_set(bool is_in)
{
    world.headset = is_in;
    if (!is_in)
        voice_say("", "");
}

/* --- printer ------------------------------------------------------------------------------------------------------- */

/* A connection that ended in the middle of a sheet took the sheet with it: one event says so, before there is a new connection. */
static bool sheet_lost(void)
{
    return world.printer.sheet && world.printer.peer.fd < 0;
}

/* Events of an older sheet are passed over; a program that sends nonsense is hung up on. */
bool host_printer_event(struct printer_event *ret)
{
    struct peer *peer = &world.printer.peer;

    while (peer_receive(peer, ret, sizeof *ret)) {
        if (ret->state >= PRINTER_STATES || ret->name[PRINTER_NAME - 1] != 0) {
            peer_close(peer);
        } else if (ret->serial == world.printer.serial) {
            world.printer.sheet &= !printer_ends((enum printer_state)ret->state);
            return true;
        }
    }
    if (!sheet_lost())
        return false;
    world.printer.sheet = false;
    *ret = (struct printer_event){.state = PRINTER_SILENT, .serial = world.printer.serial};
    return true;
}

static fault printer_send(enum printer_verb verb, int count, const uint8_t *grey)
{
    const struct printer_request head = {
        .verb = (uint32_t)verb, .serial = world.printer.serial, .count = (uint32_t)count};
    struct iovec pieces[] = {{(void *)&head, sizeof head}, {(void *)grey, grey ? (size_t)count * PRINTER_WIDTH : 0}};

    return peer_send(&world.printer.peer, pieces, grey ? 2 : 1);
}

fault host_print_look(void)
{
    return printer_send(PRINTER_LOOK, 0, NULL);
}

fault host_print_begin(int pages)
{
    world.printer.serial++;
    fault f = printer_send(PRINTER_BEGIN, pages, NULL);
    world.printer.sheet = f == FAULT_NONE;
    return f;
}

fault host_print_rows(const uint8_t *grey, int rows)
{
    return printer_send(PRINTER_GREY, rows, grey);
}

fault host_print_send(void)
{
    return printer_send(PRINTER_SEND, 0, NULL);
}

void host_print_cancel(void)
{
    if (printer_send(PRINTER_CANCEL, 0, NULL) == FAULT_BUSY)
        peer_close(&world.printer.peer); /* full of rows: it forgets the sheet when the connection ends, as surely */
    world.printer.sheet = false;
}

/* --- one set to wait for ------------------------------------------------------------------------------------------- */

/* A voice that is away may come back at any time and speaks first; the printing program is looked for when it is needed, and whenever
 * the loop runs anyway. */
int host_poll(struct pollfd *fds, int64_t *ret_again_ms)
{
    int count = 0;

    *ret_again_ms = -1;
    if (voice_connect())
        fds[count++] = (struct pollfd){.fd = world.voice.peer.fd, .events = POLLIN};
    else if (world.voice.peer.path)
        *ret_again_ms = world.voice.peer.again_ms;
    if (!sheet_lost() && peer_connect(&world.printer.peer))
        fds[count++] = (struct pollfd){.fd = world.printer.peer.fd, .events = POLLIN};
    return count;
}

void world_open(const struct world_options *options)
{
    manager_close();
    peer_close(&world.voice.peer);
    peer_close(&world.printer.peer);
    text_drop();
    world.manager.path = options->manager;
    world.voice.peer = (struct peer){.path = options->voice, .fd = -1};
    world.printer.peer = (struct peer){.path = options->printer, .fd = -1};
    world.voice.sounds = world.printer.sheet = false;
    world.speech_log = options->speech;
    world.name = options->name;
}
