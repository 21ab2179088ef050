/* The walker's main: each walk, hand, language and size is a process of its own on a fresh copy of the demonstration
 * centre, so that one may be killed in the middle and the next goes on where it stopped, on the same disk. */
#include <assert.h>
#include <fcntl.h>
#include <getopt.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "screens.h"
#include "base/text.h"
#include "host_walk.h"
#include "walk.h"

static_assert((int)SCREENS <= (int)WALK_SCREENS_MAX);

extern char **environ;

static const char *const hand_names[] = {"touch", "keys", "switch", "one", "ear", "finger", "road"};
static const char *const size_names[] = {"S", "M", "L", "XL", "XXL"};

struct options {
    const char *template, *assets, *words, *pictures, *language, *size, *hand, *times, *screens, *stick;
    const char *display, *hands, *pin; /* of a kiosk elsewhere: sockets; the file of its PIN */
    int theme;
    uint32_t ways;
    bool audit, public_only;
    struct panel panel;
};

static bool run_program(const char *const argv[])
{
    pid_t child;
    int status;
    return posix_spawnp(&child, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ) == 0 &&
           waitpid(child, &status, 0) == child && status == 0;
}

static bool load(struct walk *w)
{
    int fd = open(w->file, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, w->text, sizeof w->text - 1) : -1;
    if (fd >= 0)
        close(fd);
    w->length = n > 0 ? (size_t)n : 0;
    for (size_t i = 0; i < w->length; i++)
        w->text[i] ^= WALK_MASK;
    return n > 0;
}

/* The next line, unmasked into `out`; false at the end. */
static bool next_line(struct walk *w, size_t *at, char *out, size_t size)
{
    size_t n = 0;
    if (*at >= w->length)
        return false;
    while (*at < w->length) {
        char c = (char)(w->text[(*at)++] ^ WALK_MASK);
        if (c == '\n')
            break;
        if (n + 1 < size)
            out[n++] = c;
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = 0;
    return true;
}

static bool count_before(struct walk *w)
{
    struct walk_tally *t = w->tally;
    return w->way->count(w, &t->memberships, &t->consents, &t->journal);
}

static void perform(struct walk *w)
{
    char line[512], why[256];
    size_t at = 0;
    for (w->line = 1; !w->stop && next_line(w, &at, line, sizeof line); w->line++) {
        const char *words = line + strspn(line, " \t");
        if (w->line <= w->tally->line || !*words || *words == '#')
            continue;
        w->tally->line = w->line; /* a process killed here goes on behind this line */
        char shown[24];
        snprintf(shown, sizeof shown, "%.10s", words); /* never what is typed */
        why[0] = 0;
        w->skipped = false;
        if (walk_step(w, line + (words - line), why, sizeof why) && !w->there.lost) {
            w->tally->count.passed += !w->skipped;
            w->tally->count.skipped += w->skipped;
            if (w->skipped)
                printf("skipped: %.*s: only in the kiosk's own process\n", (int)strcspn(shown, " \t"), shown);
        } else {
            w->tally->count.failed++;
            printf("%s:%d: [%s %s %s] %s: %s\n", w->file, w->line, hand_names[w->hand], w->language, w->size_name,
                   shown, why);
            w->stop = true;
        }
        bytes_wipe(line, sizeof line);
    }
}

static void walk_in_child(struct walk *w, const struct options *o, const char *stick)
{
    const struct loop_options options = {.folders = {w->folder, stick, o->assets, .soon = true},
                                         .headless = true,
                                         .scale = 1,
                                         .panel = o->panel,
                                         .setup = w->bare,
                                         .public_only = o->public_only};
    char why[256] = "";
    walk_world.now = (int64_t)time(NULL); /* the demonstration was made a moment ago, and clocks don't go back */
    walk_world.steady_ms = 100000 + w->tally->started++ * 3600000; /* adds to `now`, see host_walk.c */
    fault f = words_open(o->words);
    if (f == FAULT_NONE && !words_complete(w->language))
        f = FAULT_FILE_MISSING;
    if (w->medium)
        walk_medium();
    if (f == FAULT_NONE)
        f = loop_open(&w->loop, &options, why, sizeof why);
    if (f != FAULT_NONE) {
        printf("%s: can't begin: %s: %s\n", w->file, fault_name(f), why);
        w->tally->count.failed++;
        fflush(stdout);
        _exit(0); /* counted; any other status is a kiosk that died, by a sanitizer too */
    }
    w->loop.blind = !w->pictures && !w->timed;
    if (w->tally->started == 1 && !count_before(w))
        w->tally->memberships = w->tally->consents = 0;
    walk_settle(w);
    perform(w);
    loop_close(&w->loop);
    fflush(stdout);
    _exit(0);
}

/* One walk with one hand, in one language, at one size, over as many processes as it has crashes. */
static void walk_once(struct walk *w, const struct options *o)
{
    char folder[] = "/tmp/sirkel-walk-XXXXXX", stick[64], kiosk[64], from[FILE_PATH_MAX];
    if (!mkdtemp(folder) || file_path(from, o->template, "kiosk") != FAULT_NONE)
        return;
    snprintf(kiosk, sizeof kiosk, "%s/kiosk", folder);
    snprintf(stick, sizeof stick, "%s/stick", folder);
    if (o->stick) /* one that is there already, and stays */
        snprintf(stick, sizeof stick, "%s", o->stick);
    w->folder = kiosk;
    const char *copy[] = {"cp", "-a", from, kiosk, NULL}, *remove[] = {"rm", "-rf", folder, NULL};
    if (!load(w) || (!walk_bare(w, o->assets, stick) &&
                     (w->bare || !run_program(copy) || (!o->stick && mkdir(stick, 0700) != 0)))) {
        printf("%s: can't begin\n", w->file);
        w->tally->count.failed++;
    }
    w->tally->line = w->tally->started = 0;
    int status = 0;
    bool again = w->tally->count.failed == 0 || w->length;
    while (again) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0)
            walk_in_child(w, o, stick);
        again = child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        printf("%s:%d: [%s %s %s] the kiosk died (status %d)\n", w->file, w->tally->line, hand_names[w->hand],
               w->language, w->size_name, status);
        w->tally->count.failed++;
    }
    run_program(remove);
}

/* The same on a kiosk elsewhere, as it stands: what others kept is there, and it may have been left in the middle. */
static void walk_there_once(struct walk *w, const struct options *o)
{
    char why[256] = "the walk can't be read";
    w->tally->line = 0;
    bool open = load(w) && walk_there_open(w, o->display, o->hands, why, sizeof why);
    char leave[] = "leave";
    if (open && (o->public_only || walk_is_bare(w))) { /* nothing is kept that it could tell, and nothing is left */
        w->tally->memberships = w->tally->consents = w->tally->journal = 0;
        why[0] = 0;
    } else if (open && w->loop.app.session.at != SCREEN_start && !walk_step(w, leave, why, sizeof why))
        snprintf(why, sizeof why, "it is not at the start");
    else if (open && !count_before(w))
        snprintf(why, sizeof why, "it does not say what is kept");
    else if (open)
        why[0] = 0;
    if (why[0]) {
        printf("%s: can't begin: %s\n", w->file, why);
        w->tally->count.failed++;
    } else {
        walk_settle(w);
        perform(w);
        printf("memory: %u KiB\n", w->there.memory_kib); /* the most the kiosk held */
    }
    if (open)
        walk_there_close(w);
}

/* The codes' words, which a kiosk in this process brings along. */
static bool open_words(const struct options *o, struct flow_lists *lists)
{
    char why[256] = "";
    if (words_open(o->words) == FAULT_NONE && flow_lists_open(lists, o->assets, why, sizeof why) == FAULT_NONE)
        return true;
    fprintf(stderr, "walk: words: %s\n", why);
    return false;
}

static void write_times(const struct options *o, const struct walk_tally *tally)
{
    FILE *out = o->times ? fopen(o->times, "a") : NULL;
    for (int i = 0; out && i < tally->times; i++)
        fprintf(out, "%.3f %.3f\n", (double)tally->frame_ms[i], (double)tally->build_ms[i]);
    if (out)
        fclose(out);
}

/* Every screen that was seen, one a line: tests/programs/walks.sh holds them against screens.def. */
static void write_screens(const struct options *o, const struct walk_tally *tally)
{
    FILE *out = o->screens ? fopen(o->screens, "a") : NULL;
    for (int i = 0; out && i < SCREENS; i++)
        if (tally->seen[i])
            fprintf(out, "%s\n", walk_screen_name((screen_id)i));
    if (out)
        fclose(out);
}

static bool wanted(const char *list, const char *name) /* NULL: all; else names split by commas */
{
    if (!list)
        return true;
    size_t n = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += n)
        if ((at == list || at[-1] == ',') && (at[n] == 0 || at[n] == ','))
            return true;
    return false;
}

static bool read_options(struct options *o, int count, char **words)
{
    static const struct option table[] = {{"template", 1, 0, 't'},
                                          {"assets", 1, 0, 'a'},
                                          {"words", 1, 0, 'w'},
                                          {"pictures", 1, 0, 'p'},
                                          {"language", 1, 0, 'l'},
                                          {"size", 1, 0, 's'},
                                          {"hand", 1, 0, 'h'},
                                          {"times", 1, 0, 'm'},
                                          {"theme", 1, 0, 'c'},
                                          {"no-audit", 0, 0, 'n'},
                                          {"safe-mode", 0, 0, 'q'},
                                          {"panel", 1, 0, 'g'},
                                          {"display", 1, 0, 'G'},
                                          {"touch", 1, 0, 'T'},
                                          {"pin", 1, 0, 'P'},
                                          {"stick", 1, 0, 'K'},
                                          {"screens", 1, 0, 'S'},
                                          {"ways", 1, 0, 'W'},
                                          {0}};
    for (int c; (c = getopt_long(count, words, "", table, NULL)) != -1;) {
        switch (c) {
        case 't':
            o->template = optarg;
            break;
        case 'a':
            o->assets = optarg;
            break;
        case 'w':
            o->words = optarg;
            break;
        case 'p':
            o->pictures = optarg;
            break;
        case 'l':
            o->language = optarg;
            break;
        case 's':
            o->size = optarg;
            break;
        case 'h':
            o->hand = optarg;
            break;
        case 'm':
            o->times = optarg;
            break;
        case 'c':
            o->theme = atoi(optarg);
            break;
        case 'W':
            o->ways = (uint32_t)strtoul(optarg, NULL, 10);
            break;
        case 'G':
            o->display = optarg;
            break;
        case 'T':
            o->hands = optarg;
            break;
        case 'P':
            o->pin = optarg;
            break;
        case 'K':
            o->stick = optarg;
            break;
        case 'S':
            o->screens = optarg;
            break;
        case 'n':
            o->audit = false;
            break;
        case 'q':
            o->public_only = true;
            break;
        case 'g':
            if (!loop_panel(&o->panel, optarg))
                return false;
            break;
        default:
            return false;
        }
    }
    if (o->display)
        o->hand = "touch";
    if (!o->hand)
        o->hand = "touch,keys,switch,one"; /* those who see the display */
    return (o->display ? o->hands && o->pin : o->template != NULL) && o->assets && o->words && optind < count;
}

static bool read_pin(const struct options *o, char out[16])
{
    char path[FILE_PATH_MAX];
    struct buffer pin = {.limit = 14};
    fault f = FAULT_NONE;
    if (!o->pin)
        f = file_path(path, o->template, "office/pin.txt");
    else if (!text_copy(path, sizeof path, o->pin))
        f = FAULT_BAD_INPUT;
    bool ok = f == FAULT_NONE && file_read(path, &pin) == FAULT_NONE;
    snprintf(out, 16, "%s", buffer_string(&pin));
    out[strcspn(out, "\r\n ")] = 0;
    buffer_free(&pin);
    return ok;
}

int main(int count, char **words)
{
    static struct walk walk;
    struct options o = {.audit = true};
    char pin[16];
    struct flow_lists lists = {0};
    if (count == 2 && text_same(words[1], "--commands")) {
        walk_steps_print();
        return 0;
    }
    if (!read_options(&o, count, words) || !read_pin(&o, pin) || (o.display && !open_words(&o, &lists))) {
        fprintf(
            stderr,
            "walk --template DEMO --assets DIR --words DIR [--hand H] [--language L] [--size S] [--theme N] [--ways BITS]\n"
            "     [--pictures DIR] [--times FILE] [--screens FILE] [--stick DIR] [--no-audit] [--safe-mode] WALK...\n"
            "walk --display SOCKET --touch SOCKET --pin FILE --assets DIR --words DIR ... WALK...\n"
            "walk --commands: what a WALK may hold\n");
        return 2;
    }
    struct walk_tally *tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    size_t languages;
    const struct language *language = words_languages(&languages);
    for (int f = optind; f < count; f++)
        for (int h = 0; h < HANDS; h++)
            for (size_t l = 0; l < languages; l++)
                for (int s = 0; s < SIZES; s++) {
                    if ((!o.hand && h == HAND_ROAD) || !wanted(o.hand, hand_names[h]) ||
                        !wanted(o.language, language[l].code) || !wanted(o.size, size_names[s]))
                        continue;
                    walk = (struct walk){.tally = tally,
                                         .way = o.display ? &walk_there : &walk_here,
                                         .loop.app = {.words = lists.list, .word_lists = (int32_t)languages},
                                         .hand = (enum walk_hand)h,
                                         .file = words[f],
                                         .pin = pin,
                                         .assets = o.assets,
                                         .language = language[l].code,
                                         .size = s,
                                         .size_name = size_names[s],
                                         .pictures = o.pictures,
                                         .theme = o.theme,
                                         .ways = o.ways,
                                         .audit = o.audit,
                                         .timed = o.times != NULL};
#ifndef __SANITIZE_ADDRESS__
                    walk.plain = true;
#endif
                    if (o.display)
                        walk_there_once(&walk, &o);
                    else
                        walk_once(&walk, &o);
                }
    write_times(&o, tally);
    write_screens(&o, tally);
    flow_lists_close(&lists);
    (void)count_end(&tally->count,
                    "walks"); /* a walk may end where it says `only touch`: then nothing passed, and all is well */
    return tally->count.failed != 0;
}
