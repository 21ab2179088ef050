/* sirkel-voice: speaks what the kiosk tells it (base/voice.h), on a sound card, through libespeak-ng. A program of its
 * own so that the engine's faults, its licence and its files stay away from the kiosk. MUSTs:
 *  1. no text in a log, in a file, in a core; what was said is wiped;
 *  2. silence when the kiosk asks for it, and when the kiosk is gone;
 *  3. nothing moves while nothing is said: the card is closed, the program sleeps. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include "base/bytes.h"
#include "base/socket.h"
#include "voice/saying.h"

struct voice {
    const char *path, *data;
    struct voice_line line;
    struct mouth mouth;
};

static int help(FILE *out, int status)
{
    fputs("sirkel-voice --listen SOCKET [--device NAME] [--data DIR]\n"
          "Speaks what the kiosk tells it.\n"
          "  --listen SOCKET  where the kiosk finds it (made, 0660); one kiosk at a time, another waits\n"
          "  --device NAME    the sound card as ALSA calls it; \"default\" unless told. It must convert: plughw:0, not "
          "hw:0\n"
          "  --data DIR       where espeak-ng-data lies; the library's own place unless told\n"
          "Exit status: 0 told to end; 1 the socket can't be made; 2 not understood.\n",
          out);
    return status;
}

static bool read_options(struct voice *voice, int count, char **words)
{
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(words[i], "--listen") == 0)
            voice->path = words[i + 1];
        else if (strcmp(words[i], "--device") == 0)
            voice->mouth.card.device = words[i + 1];
        else if (strcmp(words[i], "--data") == 0)
            voice->data = words[i + 1];
        else
            return false;
    }
    return count % 2 == 1 && voice->path;
}

/* What people hear passes through here: neither a core file nor another process may have it. */
static void harden_process(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
}

static int open_signals(void)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    return signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Makes the socket, for its owner and group alone (0660), as base/socket.h says. */
static fault line_open(struct voice_line *line, const char *path)
{
    *line = (struct voice_line){.client = -1, .path = path};
    return socket_listen(path, 0117, &line->listener);
}

/* Ends everything, and removes the socket. */
static void line_close(struct voice_line *line)
{
    line_hang_up(line);
    if (line->listener < 0)
        return;
    close(line->listener);
    unlink(line->path);
    line->listener = -1;
}

int main(int count, char **words)
{
    struct voice voice = {.mouth = {.line = &voice.line, .card.device = "default"}};

    if (count == 2 && strcmp(words[1], "--help") == 0)
        return help(stdout, 0);
    if (!read_options(&voice, count, words))
        return help(stderr, 2);
    harden_process();
    voice.mouth.signals = open_signals();
    fault f = line_open(&voice.line, voice.path);
    if (f)
        fprintf(stderr, "voice: the socket can't be made: %s\n", fault_name(f));
    else
        mouth_serve(&voice.mouth, voice.data);
    line_close(&voice.line);
    return f ? 1 : 0;
}
