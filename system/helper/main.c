/* `run` of the voice's and the printing program's service: waits until the kiosk stands, so that the first picture does
 * not wait for them; then enters the sandbox (sandbox.h) and becomes the program. The service's folder names which one.
 * `helper --check` tries their sandboxes out. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/printer.h"
#include "base/voice.h"
#include "system/common/cmdline.h"
#include "system/common/log.h"
#include "system/common/watch.h"
#include "system/sandbox/check.h"
#include "system/sandbox/sandbox.h"

enum { CARDS = 8 };

/* The first card with an analog output (device 0), or -1. HDMI's outputs have higher numbers. */
static int sound_card(void)
{
    char path[40];
    for (int card = 0; card < CARDS; card++) {
        snprintf(path, sizeof path, "/dev/snd/pcmC%dD0p", card);
        if (access(path, F_OK) == 0)
            return card;
    }
    return -1;
}

enum { READY_WAIT_MS = 15000, READY_LOOK_MS = 50, WORDS = 8 };

static void wait_for_kiosk(void)
{
    for (int waited = 0; access(WATCH_READY, F_OK) != 0 && waited < READY_WAIT_MS; waited += READY_LOOK_MS)
        nanosleep(&(struct timespec){.tv_nsec = READY_LOOK_MS * 1000000L}, NULL);
}

/* Comes back only when the start failed. */
static int run_in_sandbox(const struct sandbox *sandbox, const char *const *words)
{
    static const char *const places[] = {"HOME=/nonexistent", "LC_ALL=C.UTF-8", NULL};
    fprintf(stderr, "%s: starting\n", sandbox->name);
    fault f = sandbox_enter(sandbox, &(struct sandbox_extra){});
    if (f == FAULT_NONE)
        execve(sandbox->program, (char *const *)words, (char *const *)places);
    fprintf(stderr, "%s: %s\n", sandbox->name, f == FAULT_NONE ? strerror(errno) : fault_name(f));
    return 111;
}

static int run_voice(void)
{
    char device[24];
    int card = sound_card();
    snprintf(device, sizeof device, "plughw:%d,0", card < 0 ? 0 : card); /* without dmix: nobody else has a sound */
    return run_in_sandbox(&sandbox_voice,
                          (const char *const[]){"sirkel-voice", "--listen", VOICE_SOCKET, "--device", device, NULL});
}

static int run_printer(void)
{
    return run_in_sandbox(&sandbox_printer, (const char *const[]){"sirkel-printer", "--listen", PRINTER_SOCKET, NULL});
}

static int run(void)
{
    char line[CMDLINE_MAX], nothing[8], place[FILE_PATH_MAX];
    if (!getcwd(place, sizeof place))
        return 111;
    const char *service = strrchr(place, '/') + 1;
    const bool voice = strcmp(service, sandbox_voice.name) == 0;
    if (!voice && strcmp(service, sandbox_printer.name) != 0)
        return 111;
    log_errors();
    sandbox_detach();
    wait_for_kiosk();
    cmdline_read(line);
    if (cmdline_word(line, "sirkel.check", nothing, sizeof nothing))
        voice ? sandbox_check_voice() : sandbox_check_printer();
    return voice ? run_voice() : run_printer();
}

int main(int count, char **words)
{
    const char *slash = count > 0 ? strrchr(words[0], '/') : NULL;
    if (count == 2 && strcmp(words[1], "--check") == 0)
        return sandbox_check_voice() & sandbox_check_printer() ? 0 : 1;
    if (slash && strcmp(slash + 1, "run") == 0)
        return run();
    fputs("helper: runsv calls this as run; helper --check tests the sandboxes\n", stderr);
    return 2;
}
