/* The figures that need no display: one colour, search over 10,000 groups, the durable part of a sign-up, the whole last touch. One
 * JSON line each (see bench.py, which calls this). */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "display/canvas.h"
#include "flow/core/core.h"
#include "flow/flow.h"
#include "host_walk.h"
#include "rule/centre.h"
#include "seal/seal.h"
#include "screens.h"
#include "store/open.h"
#include "store/timetable.h"
#include "store/write.h"

enum { GROUPS = 10000, ROUNDS_MAX = 20000 };

static double sample[2][ROUNDS_MAX];

/* Instead of the C library's, for sqlite's library too: what a sign-up has made durable is counted. */
static int flushes;
int fsync(int fd)
{
    flushes++;
    return (int)syscall(SYS_fsync, fd);
}
int fdatasync(int fd)
{
    flushes++;
    return (int)syscall(SYS_fdatasync, fd);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double percentile(double *values, int count, double p)
{
    qsort(values, (size_t)count, sizeof *values, by_size);
    int at = (int)((double)count * p / 100);
    return count ? values[at < count ? at : count - 1] : 0;
}

static void must(fault f, const char *step)
{
    if (f == FAULT_NONE)
        return;
    fprintf(stderr, "bench: %s: %s\n", step, fault_name(f));
    exit(1);
}

static const char *const syllables[] = {"tirs", "dag",   "ons",    "kveld", "for",    "middag", "krets",
                                        "møte", "søvn",  "ro",     "fjell", "bjørk",  "vann",   "lys",
                                        "år",   "været", "sammen", "alene", "arbeid", "hus"};

static const char *a_word(uint32_t *seed, char out[64])
{
    out[0] = 0;
    for (int i = 0; i < 2; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        size_t n = strlen(out);
        snprintf(out + n, 64 - n, "%s", syllables[(*seed >> 16) % (sizeof syllables / sizeof *syllables)]);
    }
    return out;
}

static const char *keep_text(struct centre_file *file, const char *text)
{
    char *copy = centre_file_keep(file, strlen(text) + 1);
    if (!copy)
        exit(1);
    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

static struct centre_text both(struct centre_file *file, const char *text)
{
    const char *kept = keep_text(file, text);
    return (struct centre_text){{kept, kept}};
}

/* A centre with 10,000 groups whose words are made of syllables. */
static void build_centre(const char *folder)
{
    static struct centre_file file;
    uint32_t seed = 4711;
    char word[4][64], text[256], why[256] = "";
    snprintf(file.id, sizeof file.id, "bench");
    file.language_count = 2;
    snprintf(file.languages[0], CENTRE_LANGUAGE_MAX, "nb");
    snprintf(file.languages[1], CENTRE_LANGUAGE_MAX, "en");
    file.panel = (struct panel){268, 476, 1080, 1920, 790};
    file.name = file.desk = file.hours = file.phone = file.responsible = file.approval = both(&file, "Benken");
    file.topic_count = 1;
    file.topics = centre_file_keep(&file, sizeof *file.topics);
    file.topics[0] = (struct centre_topic){"rest", "sleep", both(&file, "Søvn og hvile"), 0};
    file.group_count = GROUPS;
    file.groups = centre_file_keep(&file, GROUPS * sizeof *file.groups);
    for (int i = 0; i < GROUPS; i++) {
        struct centre_group *g = &file.groups[i];
        for (int k = 0; k < 4; k++)
            a_word(&seed, word[k]);
        snprintf(text, sizeof text, "g%d", i);
        *g = (struct centre_group){.key = keep_text(&file, text),
                                   .setting = SETTING_CENTRE,
                                   .state = GROUP_STATE_meeting,
                                   .capacity = 8,
                                   .rules_version = 1,
                                   .checked_day = 20000,
                                   .topic_count = 1,
                                   .held = HELD_HERE,
                                   .meeting_count = 1};
        snprintf(text, sizeof text, "%s %s", word[0], word[1]);
        g->name = both(&file, text);
        snprintf(text, sizeof text, "Vi snakker om %s og %s", word[2], word[3]);
        g->purpose = both(&file, text);
        g->whom = g->led = g->visit = g->way = both(&file, "Alle");
        g->place = both(&file, word[1]);
        g->meetings[0] = (struct meeting_rule){MEETING_WEEKLY, 20000, 0, 2, 1, 1, 1080, 120, false, 0, 0};
    }
    must(store_timetable_build(folder, &file, "", why, sizeof why), why);
    centre_file_free(&file);
}

static void search(const char *folder, bool quick)
{
    struct store *store = NULL;
    static struct group out[61];
    char why[256] = "", word[64], typed[80];
    uint32_t seed = 99;
    int counts[2] = {0, 0};
    build_centre(folder);
    must(store_open(&store, folder, why, sizeof why), why);
    for (int round = 0; round < (quick ? 200 : 1500); round++) {
        a_word(&seed, word);
        for (size_t letters = 1; letters <= strlen(word); letters++) {
            if (((unsigned char)word[letters] & 0xC0) == 0x80)
                continue;
            size_t found;
            snprintf(typed, sizeof typed, "%.*s", (int)letters, word);
            double from = now_ms();
            must(store_groups(store, &(struct groups_asked){.language = "nb", .typed = typed}, out, 61, &found),
                 "search");
            double took = now_ms() - from;
            int kind = text_count(typed) > 1;
            if (counts[kind] < ROUNDS_MAX)
                sample[kind][counts[kind]++] = took;
        }
    }
    store_close(store);
    printf("{\"figure\": \"word search over 10,000 groups, one letter, p99\", \"value\": %.3f, \"unit\": \"ms\", "
           "\"goal\": \"<= 5\"}\n",
           percentile(sample[0], counts[0], 99));
    printf("{\"figure\": \"word search over 10,000 groups, two letters and more, p99\", \"value\": %.3f, "
           "\"unit\": \"ms\", \"goal\": \"<= 2\"}\n",
           percentile(sample[1], counts[1], 99));
}

struct bench_signup {
    struct seal *seal;
    struct seal_slots *slots;
    struct store *store;
    struct kiosk kiosk;
};

static void wrap(struct bench_signup *b, struct record *r, enum record_kind kind, struct seal_slot slot,
                 struct buffer *age, struct buffer *out)
{
    *r = (struct record){.kind = kind, .slot = slot.index, .schema = 1, .size = (uint32_t)age->length};
    memcpy(r->id, slot.record, STORE_ID);
    struct seal_place place = {kind == RECORD_CONSENT ? "consent" : "membership", 1, slot};
    must(seal_slots_wrap(b->slots, &place, (struct span){age->data, age->length}, out), "wrap");
    r->sealed = (struct span){out->data, out->length};
}

/* Slot keys, rows and journal of one sign-up; returns the bytes that had to become durable. */
static size_t durable_part(struct bench_signup *b, struct buffer *age)
{
    struct seal_slot slots[2] = {0};
    struct buffer one = {.limit = 1 << 20}, two = {.limit = 1 << 20};
    struct record membership, consent;
    int64_t row;
    seal_random(slots[0].record, SEAL_ID);
    seal_random(slots[1].record, SEAL_ID);
    must(seal_slots_take(b->slots, slots, 2), "slots");
    wrap(b, &membership, RECORD_MEMBERSHIP, slots[0], age, &one);
    wrap(b, &consent, RECORD_CONSENT, slots[1], age, &two);
    seal_random(membership.tag, STORE_TAG);
    memcpy(consent.tag, membership.tag, STORE_TAG);
    must(store_begin(b->store), "begin");
    must(store_signup_add(b->store, &membership, &consent, &row), "rows");
    must(flow_journal_in(&(struct journal){b->store, b->seal, "bench", 1}, EVENT_joined, VISITOR, "two record ids"),
         "journal");
    must(store_commit(b->store), "commit");
    size_t bytes = one.length + two.length + 2 * 64 + 200;
    buffer_free(&one);
    buffer_free(&two);
    return bytes;
}

static void durable(const char *folder, bool quick)
{
    struct bench_signup b = {0};
    char path[FILE_PATH_MAX], why[256] = "";
    struct buffer age = {.limit = 1 << 20};
    uint8_t block[8192];
    int rounds = quick ? 60 : 400, fd, flushed = 0;
    b.kiosk = (struct kiosk){.id = "bench",
                             .code_passes = 1,
                             .code_bytes = 8192,
                             .created_day = 20000,
                             .consent_version = 1,
                             .recipient_count = 2};
    for (int i = 0; i < 2; i++) {
        struct seal_identity identity;
        seal_identity_make(&identity);
        seal_recipient_text(b.kiosk.recipients[i], &identity.recipient);
    }
    const char *texts[] = {b.kiosk.recipients[0], b.kiosk.recipients[1]};
    must(store_create(folder, &b.kiosk), "create");
    must(file_path(path, folder, "keys"), "path");
    must(seal_create(path), "keys");
    must(seal_open(&b.seal, path), "keys");
    must(seal_recipients_set(b.seal, texts, 2), "recipients");
    must(file_path(path, folder, "slots"), "path");
    must(seal_slots_open(&b.slots, path, true), "slots");
    must(store_open(&b.store, folder, why, sizeof why), why);
    must(seal_record_make(b.seal, (struct span){(const uint8_t *)"{}", 2}, NULL, &age), "record");
    must(file_path(path, folder, "plain"), "path");
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    seal_random(block, sizeof block);
    for (int i = 0; i < rounds; i++) {
        int before = flushes;
        double from = now_ms();
        size_t bytes = durable_part(&b, &age);
        sample[0][i] = now_ms() - from;
        flushed += flushes - before;
        from = now_ms();
        must(file_write_all(fd, block, bytes < sizeof block ? bytes : sizeof block), "write");
        if (fsync(fd) != 0)
            exit(1);
        sample[1][i] = now_ms() - from;
    }
    double ours = percentile(sample[0], rounds, 50), plain = percentile(sample[1], rounds, 50);
    printf(
        "{\"figure\": \"durable part of a sign-up, median\", \"value\": %.3f, \"unit\": \"ms\", \"goal\": \"<= 3 x one "
        "write and fsync\", \"against\": %.3f, \"ratio\": %.2f}\n",
        ours, plain, ours / plain);
    printf(
        "{\"figure\": \"fsync and fdatasync of a sign-up, beside one O_DSYNC write of its keys\", \"value\": %.2f, \"unit\": \"calls\", "
        "\"goal\": \"<= 1.25\"}\n",
        (double)flushed / rounds);
    close(fd);
    buffer_free(&age);
    store_close(b.store);
    seal_slots_close(b.slots);
    seal_close(b.seal);
}

/* A display filled with one colour, beside memset of as many bytes. */
static void fill(void)
{
    enum { WIDTH = 1080, HEIGHT = 1920, FILLS = 200 };
    const struct area all = {0, 0, WIDTH, HEIGHT};
    struct canvas c = {.width = WIDTH, .height = HEIGHT, .stride = WIDTH, .clip = all};
    c.pixel = malloc((size_t)WIDTH * HEIGHT * 4);
    must(c.pixel ? FAULT_NONE : FAULT_NO_MEMORY, "canvas");
    for (int i = 0; i < FILLS; i++) {
        double start = now_ms();
        canvas_fill(&c, all, 0x00F6EFE4u + (uint32_t)i);
        double filled = now_ms();
        memset(c.pixel, i, (size_t)WIDTH * HEIGHT * 4);
        sample[0][i] = filled - start;
        sample[1][i] = now_ms() - filled;
    }
    double ours = percentile(sample[0], FILLS, 50), plain = percentile(sample[1], FILLS, 50);
    printf("{\"figure\": \"a display filled with one colour, median\", \"value\": %.3f, \"unit\": \"ms\", \"goal\": "
           "\"<= 1.5 x memset\", \"against\": %.3f, \"ratio\": %.2f}\n",
           ours, plain, ours / plain);
    free(c.pixel);
}

static long peak_kb(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_maxrss;
}

/* Reads the file that was exported and writes it again with one fsync: what any copy has to do. */
static double copy_ms(const char *from, const char *to)
{
    static uint8_t block[1 << 20];
    double start = now_ms();
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (in < 0 || out < 0)
        exit(1);
    for (ssize_t n; (n = read(in, block, sizeof block)) > 0;)
        must(file_write_all(out, block, (size_t)n), "copy");
    if (fsync(out) != 0)
        exit(1);
    close(in);
    close(out);
    return now_ms() - start;
}

/* The export itself, job by job step as the kiosk does it, beside a copy of the same bytes. */
static void export_once(struct app *app, const char *stick, int round)
{
    char file[FILE_PATH_MAX], copy[FILE_PATH_MAX];
    must(file_folder(stick, 0700), "stick");
    app->session.who = STAFF;
    if (!flow_show(app, SCREEN_staff_export))
        must(FAULT_BAD_INPUT, "the export's screen");
    double start = now_ms();
    flow_do(app, ACT_EXPORT, 0);
    while (flow_busy(app))
        flow_tick(app, host_steady_ms(), 0);
    sample[0][round] = now_ms() - start;
    if (app->staff.export_outcome != VERDICT_EXPORT_DONE)
        must(FAULT_BAD_INPUT, verdict_name(app->staff.export_outcome));
    must(file_path(file, stick, app->staff.export_name), "file");
    must(file_path(copy, stick, "copy"), "copy");
    sample[1][round] = copy_ms(file, copy);
}

static void export_figures(const char *data, const char *stick, const char *assets, int rounds)
{
    static struct app app;
    const struct flow_folders folders = {data, stick, assets, false};
    char why[256] = "";
    must(flow_open(&app, &folders, why, sizeof why), why);
    flow_without_display(&app);
    long before = peak_kb();
    for (int i = 0; i < rounds; i++)
        export_once(&app, stick, i);
    double ours = percentile(sample[0], rounds, 50), plain = percentile(sample[1], rounds, 50);
    printf("{\"figure\": \"export of %d records, median\", \"value\": %.1f, \"unit\": \"ms\", \"goal\": \"<= 3 x copy "
           "with "
           "fsync\", \"against\": %.1f, \"ratio\": %.2f}\n",
           app.staff.export_rows, ours, plain, ours / plain);
    printf(
        "{\"figure\": \"export, extra memory at its peak\", \"value\": %.1f, \"unit\": \"MB\", \"goal\": \"<= 8\"}\n",
        (double)(peak_kb() - before) / 1024);
    flow_close(&app);
}

/* From the last touch of the PIN to the staff's screen. */
static double sign_in(struct app *app, const char *pin)
{
    flow_forget(app);
    if (!flow_show(app, SCREEN_staff_pin))
        must(FAULT_BAD_INPUT, "the PIN's screen");
    for (const char *at = pin; *at >= '0' && *at <= '9'; at++)
        flow_do(app, ACT_PIN_KEY, *at - '0');
    double start = now_ms();
    flow_do(app, ACT_PIN_DONE, 0);
    double took = now_ms() - start;
    if (app->session.who != STAFF)
        must(FAULT_BAD_INPUT, "the PIN");
    return took;
}

static void sign_in_figures(const char *data, const char *pin, const char *assets, int rounds)
{
    static struct app app;
    const struct flow_folders folders = {data, "", assets, true};
    char why[256] = "";
    must(flow_open(&app, &folders, why, sizeof why), why);
    flow_without_display(&app);
    must(store_prove(app.store), "the sign-ups"); /* as at rest, before anybody comes */
    for (int i = 0; i < rounds; i++)
        sample[0][i] = sign_in(&app, pin);
    printf(
        "{\"figure\": \"staff sign-in with %zu sign-ups, median\", \"value\": %.2f, \"unit\": \"ms\", \"goal\": \"<= 5\"}\n",
        seal_slots_used(app.flow->slots, NULL) / 2, percentile(sample[0], rounds, 50));
    flow_close(&app);
}

/* bench FOLDER ASSETS WORDS quick|full, bench export DATA STICK ASSETS WORDS ROUNDS, or bench sign-in DATA PIN ASSETS WORDS ROUNDS */
int main(int count, char **words)
{
    if (count == 7 && text_same(words[1], "export")) {
        walk_world.real_clock = true;
        must(words_open(words[5]), "words");
        export_figures(words[2], words[3], words[4], atoi(words[6]));
        return 0;
    }
    if (count == 7 && text_same(words[1], "sign-in")) {
        walk_world.real_clock = true;
        must(words_open(words[5]), "words");
        sign_in_figures(words[2], words[3], words[4], atoi(words[6]));
        return 0;
    }
    if (count != 5)
        return 2;
    bool quick = text_same(words[4], "quick");
    char folder[FILE_PATH_MAX];
    walk_world.real_clock = true;
    must(words_open(words[3]), "words");
    must(seal_start(), "seal");
    must(file_path(folder, words[1], "bench"), "path");
    must(file_folder(folder, 0700), "folder");
    fill();
    search(folder, quick);
    durable(folder, quick);
    return 0;
}
