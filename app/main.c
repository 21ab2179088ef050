/* The kiosk: open everything, turn the loop, close everything. Options:
 *   --data DIR (needed)  --stick DIR  --assets DIR  --words DIR  --speech FILE  --headless  --scale N  --first-frame */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include "base/host.h"
#include "turn.h"

enum { EXIT_OPTIONS = 2, EXIT_FAULT = 10 }; /* a fault's exit status is EXIT_FAULT + its row */

struct options {
    struct turn_options turn;
    const char *words;
    bool first_frame; /* show one frame and end: for the bench */
};

static const char usage[] =
    "sirkel --data DIR [--stick DIR] [--assets DIR] [--words DIR] [--speech FILE] [--headless] [--scale N]\n"
    "       [--panel MMxMM,PXxPX]\n"
    "Opens the kiosk whose data lie in DIR (made by `sirkelctl init` or `sirkelctl demo`).\n"
    "  --stick DIR    a folder that stands for the memory stick\n"
    "  --speech FILE  adds what would be spoken to FILE; - is standard error\n"
    "  --scale N      of the window on a desk, 0.2 to 1\n"
    "  --panel ...    another glass than the centre's: millimetres and pixels, as in 268x476,1080x1920\n";

static bool read_options(struct options *o, int count, char **words)
{
    static const struct option table[] = {{"data", 1, 0, 'd'},
                                          {"stick", 1, 0, 's'},
                                          {"assets", 1, 0, 'a'},
                                          {"words", 1, 0, 'w'},
                                          {"speech", 1, 0, 'v'},
                                          {"headless", 0, 0, 'h'},
                                          {"scale", 1, 0, 'z'},
                                          {"first-frame", 0, 0, 'f'},
                                          {"panel", 1, 0, 'p'},
                                          {"help", 0, 0, '?'},
                                          {0}};
    for (int c; (c = getopt_long(count, words, "", table, NULL)) != -1;) {
        switch (c) {
        case 'd':
            o->turn.folders.data = optarg;
            break;
        case 's':
            o->turn.folders.stick = optarg;
            break;
        case 'a':
            o->turn.folders.assets = optarg;
            break;
        case 'w':
            o->words = optarg;
            break;
        case 'v':
            o->turn.speech = optarg;
            break;
        case 'h':
            o->turn.headless = true;
            break;
        case 'z':
            o->turn.scale = strtof(optarg, NULL);
            break;
        case 'f':
            o->first_frame = true;
            break;
        case 'p':
            if (!turn_panel(&o->turn.panel, optarg))
                return false;
            break;
        default:
            return false;
        }
    }
    return o->turn.folders.data != NULL && optind == count;
}

/* What was written must not be found in a core file or by another process of the same account (T8). */
static void close_the_curtains(void)
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

static void loop(struct turn *t, bool first_frame)
{
    turn_show(t);
    while (!t->over && !first_frame) {
        struct shell_event event;
        if (shell_wait(t->shell, turn_deadline(t), &event))
            turn_event(t, &event);
        turn_time(t, host_steady_ms());
        turn_show(t);
    }
}

int main(int count, char **words)
{
    static struct turn turn; /* 0.4 MB: too large for the stack */
    struct options options = {.words = SIRKEL_WORDS, .turn.folders = {.stick = "", .assets = SIRKEL_ASSETS}};
    char why[256] = "";
    if (!read_options(&options, count, words)) {
        fputs(usage, stderr);
        return EXIT_OPTIONS;
    }
    close_the_curtains();
    fault f = open_words(options.words, why, sizeof why);
    if (f == FAULT_NONE)
        f = turn_open(&turn, &options.turn, why, sizeof why);
    if (f != FAULT_NONE)
        return fail(f, why);
    loop(&turn, options.first_frame);
    turn_close(&turn);
    return 0;
}
