/* The kiosk: open everything, run the loop, close everything. */
#include <getopt.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "base/host.h"
#include "loop/loop.h"
#include "world/world.h"

enum { EXIT_OPTIONS = 2, EXIT_FAULT = 10 }; /* a fault's exit status is EXIT_FAULT + its row */

struct options {
    struct loop_options loop;
    struct world_options world;
    const char *words;
    bool first_frame; /* show one frame and end: for the bench */
};

/* --- how an option's argument is read; false: it says nothing ------------------------------------------------------ */

static bool text_read(void *ret, const char *text)
{
    *(const char **)ret = text;
    return true;
}

static bool flag_read(void *ret, const char *text)
{
    (void)text;
    return *(bool *)ret = true;
}

static bool scale_read(void *ret, const char *text)
{
    *(float *)ret = strtof(text, NULL);
    return true;
}

static bool panel_read(void *ret, const char *text)
{
    return loop_panel(ret, text);
}

static bool display_read(void *ret, const char *text)
{
    enum display_kind *kind = ret;
    *kind = strcmp(text, "drm") == 0 ? DISPLAY_DRM : DISPLAY_DESK;
    return *kind == DISPLAY_DRM || strcmp(text, "desk") == 0;
}

static bool rotation_read(void *ret, const char *text)
{
    static const char *const degrees[] = {"0", "90", "180", "270"};
    int *quarters = ret;
    for (*quarters = 0; *quarters < 4; (*quarters)++)
        if (strcmp(text, degrees[*quarters]) == 0)
            return true;
    return false;
}

#define AT(member) offsetof(struct options, member)
static const struct {
    const char *name, *argument; /* NULL: it has none */
    bool (*read)(void *ret, const char *text);
    size_t at;
    const char *help;
} rows[] = {
    {"data", "DIR", text_read, AT(loop.folders.data), "where the kiosk's data lie; the only option that is needed"},
    {"stick", "DIR", text_read, AT(loop.folders.stick), "a folder that stands for the memory stick"},
    {"assets", "DIR", text_read, AT(loop.folders.assets), "fonts, icons and word lists"},
    {"words", "DIR", text_read, AT(words), "the compiled catalogues of every language"},
    {"speech", "FILE", text_read, AT(world.speech), "adds what would be spoken to FILE; - is standard error"},
    {"headless", NULL, flag_read, AT(loop.headless), "no display at all"},
    {"scale", "N", scale_read, AT(loop.scale), "of the window on a desk, 0.2 to 1"},
    {"panel", "MMxMM,PXxPX", panel_read, AT(loop.panel), "another display than the centre's: 268x476,1080x1920"},
    {"display", "drm|desk", display_read, AT(loop.display),
     "the bare display or a window; else a window where a desk runs"},
    {"rotation", "DEGREES", rotation_read, AT(loop.rotation),
     "0, 90, 180 or 270: turns the picture clockwise (bare display)"},
    {"steward", "SOCKET", text_read, AT(world.manager), "where the device manager listens; without it this is a desk"},
    {"voice", "SOCKET", text_read, AT(world.voice), "where sirkel-voice listens; without it nothing is read aloud"},
    {"printer", "SOCKET", text_read, AT(world.printer), "where sirkel-printer listens; without it nothing is printed"},
    {"safe-mode", NULL, flag_read, AT(loop.public_only), "public screens alone: help, and the meetings of the week"},
    {"setup", NULL, flag_read, AT(loop.setup),
     "where DIR holds no kiosk, makes one on the screen; implied by --steward"},
    {"first-frame", NULL, flag_read, AT(first_frame), "shows one frame and ends"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void print_usage(FILE *out)
{
    fputs(
        "sirkel --data DIR [options]\nOpens the kiosk whose data lie in DIR (made by `sirkelctl init` or `sirkelctl demo`).\n",
        out);
    for (size_t i = 0; i < ROWS; i++) {
        char option[40];
        snprintf(option, sizeof option, "--%s %s", rows[i].name, rows[i].argument ? rows[i].argument : "");
        fprintf(out, "  %-20s %s\n", option, rows[i].help);
    }
}

static bool read_options(struct options *o, int count, char **words)
{
    struct option table[ROWS + 1] = {0};
    for (int i = 0; i < ROWS; i++)
        table[i] = (struct option){rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, i};
    for (int i; (i = getopt_long(count, words, "", table, NULL)) != -1;)
        if (i >= ROWS || !rows[i].read((char *)o + rows[i].at, optarg))
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

/* Every language that is offered must have its words: none falls back in silence. */
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
    if (o->world.manager || o->first_frame)
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
    static struct loop loop; /* under a megabyte, but too large for the stack */
    struct options options = {.words = SIRKEL_WORDS,
                              .loop.folders = {.stick = "", .assets = SIRKEL_ASSETS, .soon = true}};
    char why[256] = "";
    if (count == 2 && strcmp(words[1], "--help") == 0) {
        print_usage(stdout);
        return 0;
    }
    if (!read_options(&options, count, words)) {
        print_usage(stderr);
        return EXIT_OPTIONS;
    }
    harden_process();
    world_open(&options.world);
    fault f = open_words(options.words, why, sizeof why);
    if (f == FAULT_NONE)
        f = loop_open(&loop, &options.loop, why, sizeof why);
    if (f != FAULT_NONE)
        return fail(f, why);
    run(&loop, &options);
    loop_close(&loop);
    return 0;
}
