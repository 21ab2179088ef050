/* The kiosk: open everything, run the loop, close everything. Options:
 *   --data DIR (needed)  --stick DIR  --assets DIR  --words DIR  --speech FILE  --headless  --scale N  --first-frame
 *   --panel MMxMM,PXxPX  --display drm|desk  --rotation 0|90|180|270  --steward SOCKET  --voice SOCKET
 *   --printer SOCKET  --safe-mode  --setup */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "base/host.h"
#include "world/world.h"
#include "loop/loop.h"

enum { EXIT_OPTIONS = 2, EXIT_FAULT = 10 }; /* a fault's exit status is EXIT_FAULT + its row */

struct options {
    struct loop_options loop;
    const char *words, *steward, *voice, *printer;
    bool first_frame; /* show one frame and end: for the bench */
};

static const char usage[] =
    "sirkel --data DIR [--stick DIR] [--assets DIR] [--words DIR] [--speech FILE] [--headless] [--scale N]\n"
    "       [--panel MMxMM,PXxPX] [--display drm|desk] [--rotation 0|90|180|270] [--steward SOCKET]\n"
    "       [--voice SOCKET] [--printer SOCKET] [--safe-mode] [--setup]\n"
    "Opens the kiosk whose data lie in DIR (made by `sirkelctl init` or `sirkelctl demo`).\n"
    "  --stick DIR    a folder that stands for the memory stick\n"
    "  --speech FILE  adds what would be spoken to FILE; - is standard error\n"
    "  --scale N      of the window on a desk, 0.2 to 1\n"
    "  --panel ...    another display than the centre's: millimetres and pixels, as in 268x476,1080x1920\n"
    "  --display ...    the bare screen or a window; without it a window where a desk is running\n"
    "  --rotation N       degrees the picture is turned clockwise, for a panel that hangs turned (bare screen)\n"
    "  --steward ...  where the machine's steward listens; without it this is a desk\n"
    "  --voice ...    where sirkel-voice listens, --printer ... where sirkel-printer does; without them there is "
    "neither\n"
    "  --safe-mode         only what is public: help, and the meetings of the week; nothing of a visitor is opened\n"
    "  --setup        where DIR holds no kiosk, one is made on the screen (with a steward that goes without saying)\n";

static bool read_display(enum display_kind *ret, const char *text)
{
    *ret = strcmp(text, "drm") == 0 ? DISPLAY_DRM : DISPLAY_DESK;
    return *ret == DISPLAY_DRM || strcmp(text, "desk") == 0;
}

static bool read_rotation(int *ret, const char *text)
{
    static const char *const degrees[] = {"0", "90", "180", "270"};
    for (*ret = 0; *ret < 4; (*ret)++)
        if (strcmp(text, degrees[*ret]) == 0)
            return true;
    return false;
}

/* Where the words behind an option are kept; NULL: it is none that keeps words. */
static const char **words_of(struct options *o, int option)
{
    switch (option) {
    case 'd':
        return &o->loop.folders.data;
    case 's':
        return &o->loop.folders.stick;
    case 'a':
        return &o->loop.folders.assets;
    case 'w':
        return &o->words;
    case 'v':
        return &o->loop.speech;
    case 'm':
        return &o->steward;
    case 'o':
        return &o->voice;
    case 'r':
        return &o->printer;
    default:
        return NULL;
    }
}

static bool *flag_of(struct options *o, int option)
{
    return option == 'h'   ? &o->loop.headless
           : option == 'n' ? &o->loop.setup
           : option == 'q' ? &o->loop.public_only
           : option == 'f' ? &o->first_frame
                           : NULL;
}

static bool read_option(struct options *o, int option, const char *text)
{
    const char **words = words_of(o, option);
    bool *flag = flag_of(o, option);
    if (words)
        *words = text;
    if (flag)
        *flag = true;
    if (words || flag)
        return true;
    if (option == 'z')
        o->loop.scale = strtof(text, NULL);
    return option == 'z' || (option == 'p' && loop_panel(&o->loop.panel, text)) ||
           (option == 'g' && read_display(&o->loop.display, text)) ||
           (option == 't' && read_rotation(&o->loop.rotation, text));
}

static bool read_options(struct options *o, int count, char **words)
{
    static const struct option table[] = {{"data", 1, 0, 'd'},    {"stick", 1, 0, 's'},       {"assets", 1, 0, 'a'},
                                          {"words", 1, 0, 'w'},   {"speech", 1, 0, 'v'},      {"headless", 0, 0, 'h'},
                                          {"scale", 1, 0, 'z'},   {"first-frame", 0, 0, 'f'}, {"safe-mode", 0, 0, 'q'},
                                          {"panel", 1, 0, 'p'},   {"display", 1, 0, 'g'},     {"rotation", 1, 0, 't'},
                                          {"steward", 1, 0, 'm'}, {"setup", 0, 0, 'n'},       {"voice", 1, 0, 'o'},
                                          {"printer", 1, 0, 'r'}, {"help", 0, 0, '?'},        {0}};
    for (int option; (option = getopt_long(count, words, "", table, NULL)) != -1;)
        if (!read_option(o, option, optarg))
            return false;
    return o->loop.folders.data != NULL && optind == count;
}

/* What was written must not be found in a core file or by another process of the same account (T8). */
static void harden_process(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
}

/* Every language that is offered must have its words: none falls back in silence (LAN-02). */
static fault open_words(const char *folder, char *why, size_t why_size)
{
    size_t count;
    fault f = words_open(folder);
    const struct language *all = words_languages(&count);
    for (size_t i = 0; i < count && f == FAULT_NONE; i++)
        if (!words_complete(all[i].code))
            f = FAULT_FILE_MISSING;
    if (f != FAULT_NONE)
        snprintf(why, why_size, "the words in %s", folder);
    return f;
}

static int fail(fault f, const char *why)
{
    fprintf(stderr, "sirkel: %s: %s\n", fault_name(f), why);
    fprintf(stderr, "sirkel: %s\n", fault_advice(f));
    return EXIT_FAULT + (int)f;
}

/* The device manager gets a message when the display is up, then a heartbeat twice a minute. One that was started anew
 * has to hear the first again. Safe mode is no good start and never says that it is. */
struct heartbeat {
    bool ready, public_only;
    int64_t next_ms; /* INT64_MAX: this is a desk */
};

static void beat(struct heartbeat *p)
{
    enum { BEAT_MS = 30000 };
    if (host_steady_ms() < p->next_ms)
        return;
    fault f = p->ready || p->public_only ? FAULT_NONE : host_machine(MACHINE_READY, 0, NULL);
    if (f == FAULT_NONE)
        f = host_machine(MACHINE_ALIVE, 0, NULL);
    p->ready = f == FAULT_NONE;
    p->next_ms = f == FAULT_NO_ENTRY ? INT64_MAX : host_steady_ms() + BEAT_MS;
}

static int64_t sooner(int64_t deadline, int64_t other)
{
    return deadline < 0 || other < deadline ? (other == INT64_MAX ? deadline : other) : deadline;
}

static void run(struct loop *t, const struct options *o)
{
    struct heartbeat heartbeat = {.public_only = o->loop.public_only};
    loop_show(t);
    if (!o->loop.public_only) /* system/kiosk/main.c gave the start a limit; safe mode keeps its own */
        alarm(0);
    if (o->steward || o->first_frame)
        fprintf(stderr, "sirkel: first frame %lld ms\n", (long long)host_steady_ms());
    while (!t->over && !o->first_frame) {
        struct display_event event;
        beat(&heartbeat);
        if (display_wait(t->display, sooner(loop_deadline(t), heartbeat.next_ms), &event))
            loop_event(t, &event);
        loop_time(t, host_steady_ms());
        loop_show(t);
    }
}

int main(int count, char **words)
{
    static struct loop loop; /* 0.4 MB: too large for the stack */
    struct options options = {.words = SIRKEL_WORDS, .loop.folders = {.stick = "", .assets = SIRKEL_ASSETS}};
    char why[256] = "";
    if (!read_options(&options, count, words)) {
        fputs(usage, stderr);
        return EXIT_OPTIONS;
    }
    harden_process();
    world_steward(options.steward);
    world_voice(options.voice);
    world_printer(options.printer);
    fault f = open_words(options.words, why, sizeof why);
    if (f == FAULT_NONE)
        f = loop_open(&loop, &options.loop, why, sizeof why);
    if (f != FAULT_NONE)
        return fail(f, why);
    run(&loop, &options);
    loop_close(&loop);
    return 0;
}
