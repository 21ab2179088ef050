/* Every sheet in every language and size, drawn as it would be printed, from the demonstration centre: a picture of
 * each page, and an audit of each. Usage: sheets --data DIR --assets DIR --words DIR [--out DIR] [--rows]
 * [--language CODE] [--size S] [--now SECONDS]. --rows: not pictures but every page's grey, as the printer gets it.
 * --now: the clock stands there, in UTC seconds. Ends with "N passed, M failed". */
#include <getopt.h>
#include <png.h>
#include <stdlib.h>
#include <time.h>
#include "base/words.h"
#include "count.h"
#include "host_walk.h"
#include "sheet/sheet.h"
#include "sheet_audit.h"
#include "store/read.h"
#include "loop/loop.h"

static const char *const sizes[] = {"S", "M", "L", "XL", "XXL"};
static struct loop loop;
static struct ui u;
static uint8_t grey[(size_t)PRINTER_HEIGHT * PRINTER_WIDTH];
static struct count tally;
static bool as_rows;

static void tell(bool good, const char *sheet, const char *language, int size, const char *what)
{
    if (!count_check(&tally, good))
        printf("%s %s %s: %s\n", sheet, language, sizes[size], what);
}

/* At half the size, four dots in one: what is seen from arm's length, and by a camera. */
static bool picture(const char *path)
{
    static uint8_t half[(size_t)PRINTER_HEIGHT * PRINTER_WIDTH / 4];
    const size_t wide = PRINTER_WIDTH / 2, high = PRINTER_HEIGHT / 2;
    png_image image = {.version = PNG_IMAGE_VERSION, .width = wide, .height = high, .format = PNG_FORMAT_GRAY};
    for (size_t y = 0; y < high; y++)
        for (size_t x = 0; x < wide; x++) {
            const uint8_t *at = grey + 2 * y * PRINTER_WIDTH + 2 * x;
            half[y * wide + x] = (uint8_t)((at[0] + at[1] + at[PRINTER_WIDTH] + at[PRINTER_WIDTH + 1]) / 4);
        }
    return png_image_write_to_file(&image, path, 0, half, 0, NULL) != 0;
}

static bool rows(const char *path)
{
    FILE *out = fopen(path, "wb");
    bool good = out && fwrite(grey, sizeof grey, 1, out) == 1;
    return (!out || fclose(out) == 0) && good;
}

/* 19 mm on every side. */
static bool white_margins(void)
{
    enum { MARGIN = 224 };
    for (int y = 0; y < PRINTER_HEIGHT; y++)
        for (int x = 0; x < PRINTER_WIDTH; x++) {
            bool inside = y >= MARGIN && y < PRINTER_HEIGHT - MARGIN && x >= MARGIN && x < PRINTER_WIDTH - MARGIN;
            if (!inside && grey[(size_t)y * PRINTER_WIDTH + (size_t)x] != 255)
                return false;
        }
    return true;
}

/* How much a group's sheet has to say: rules, and dates that were moved or called off soon. */
static size_t weight_of(const char *language, int32_t group)
{
    static struct ground_rule rules[GROUP_RULES_MAX];
    static struct group_times times;
    struct meeting next[DATES_MAX];
    int32_t rule_count = 0;
    (void)store_ground_rules(loop.app.store, language, group, rules, &rule_count);
    size_t weight = (size_t)rule_count;
    if (store_times(loop.app.store, group, &times) != FAULT_NONE)
        return weight;
    const struct meeting_times when = store_meeting_times(&times);
    size_t count = meeting_next(&when, walk_world.now, next, DATES_MAX);
    for (size_t i = 0; i < count; i++)
        weight += (next[i].moved ? 10u : 0) + (next[i].cancelled ? 20u : 0);
    return weight;
}

/* What they signed, as the kiosk keeps it. */
static void signed_text(struct my_signup *own)
{
    struct buffer text = {.limit = sizeof own->text - 1};
    const struct consent_values values = consent_values_of(&loop.app.centre);
    consent_whole(&text, &values);
    snprintf(own->text, sizeof own->text, "%s", buffer_string(&text));
    own->text_version = CONSENT_VERSION;
    own->text_edition = CONSENT_EDITION;
    buffer_free(&text);
}

/* A visitor who has just joined the group that has most to say. */
static void visitor(const char *language, int size)
{
    struct app *app = &loop.app;
    struct session *s = &app->session;
    struct group groups[64];
    size_t count = 0, most = 0;
    s->language = words_language(language)->code;
    s->size = (uint8_t)size;
    s->who = VISITOR;
    words_switch(language);
    (void)store_groups(app->store, &(struct groups_asked){.language = language}, groups, 64, &count);
    for (size_t i = 0; i < count; i++) {
        size_t weight = weight_of(language, groups[i].id);
        if (weight >= most) {
            most = weight;
            s->group_id = groups[i].id;
        }
    }
    s->joined = true;
    s->code_count = CODE_WORDS;
    for (int32_t i = 0; i < app->word_lists; i++)
        if (strcmp(app->words[i].language, language) == 0)
            s->code_list = i;
    for (int i = 0; i < CODE_WORDS; i++)
        s->code[i] = (uint16_t)(i * 397 + 130);
    s->own.answer[PURPOSE_contact_me] = s->own.answer[PURPOSE_share_name] = ANSWER_YES;
    s->own.answer[PURPOSE_research] = ANSWER_NO;
    snprintf(s->own.name, sizeof s->own.name, "Solfrid");
    signed_text(&s->own);
}

static void audit(const char *name, const char *language, int size)
{
    const char *const forbidden[] = {"Solfrid", loop.app.centre.name, NULL};
    bool facts = strcmp(name, "receipt") == 0 || strcmp(name, "trial") == 0; /* they say who is responsible */
    tell(sheet_places_ok(&u), name, language, size, "places");
    tell(sheet_sizes_ok(&u), name, language, size, "sizes");
    tell(sheet_fold_ok(&u), name, language, size, "fold");
    tell(facts || sheet_words_ok(&u, forbidden), name, language, size, "words");
}

static void sheet_all(enum sheet sheet, const char *language, int size, const char *out)
{
    static uint8_t seen[UI_TEXT_MAX];
    struct ui_setting setting = {.size = (uint8_t)size, .language = language};
    const char *name = sheet_name(sheet);
    static struct paper paper;
    visitor(language, size);
    const struct sheet_asked of = {&loop.app, &setting, sheet, &paper};
    fault f = sheet_load(&loop.app, sheet, &paper);
    tell(f == FAULT_NONE, name, language, size, fault_name(f));
    int pages = f == FAULT_NONE ? sheet_pages(&of, &u) : 0;
    bool usual = sheet == SHEET_rules && size == SIZE_M && paper.in[0].rule_count <= 8;
    for (int page = 0; page < pages; page++) {
        char path[512];
        sheet_view(&of, page, &u);
        if (u.page == 0)
            memset(seen, 0, sizeof seen);
        audit(name, language, size);
        tell(!usual || u.pages == 1, name, language, size, "eight rules on a page");
        sheet_see(&u, seen);
        if (u.page + 1 == u.pages)
            tell(sheet_seen_all(&u, seen), name, language, size, "all words");
        if (!out)
            continue;
        for (int y = 0; y < PRINTER_HEIGHT; y += PRINTER_ROWS) {
            int rows = PRINTER_HEIGHT - y < PRINTER_ROWS ? PRINTER_HEIGHT - y : PRINTER_ROWS;
            display_sheet(loop.display, &u, y, rows, grey + (size_t)y * PRINTER_WIDTH);
        }
        snprintf(path, sizeof path, "%s/%s-%s-%s-%d.%s", out, name, language, sizes[size], page + 1,
                 as_rows ? "grey" : "png");
        tell(white_margins(), name, language, size, "margins");
        tell(as_rows ? rows(path) : picture(path), name, language, size, path);
    }
    bytes_wipe(&loop.app.session.code, sizeof loop.app.session.code);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"data", 1, NULL, 'd'}, {"assets", 1, NULL, 'a'}, {"words", 1, NULL, 'w'},
        {"out", 1, NULL, 'o'},  {"rows", 0, NULL, 'r'},   {"language", 1, NULL, 'l'},
        {"size", 1, NULL, 's'}, {"now", 1, NULL, 'n'},    {0}};
    struct loop_options t = {.headless = true, .scale = 1};
    const char *words = "build/lang", *out = NULL, *language = NULL, *size = NULL;
    char why[256] = "";
    t.folders.assets = "assets";
    walk_world.now = (int64_t)time(NULL);
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'd')
            t.folders.data = t.folders.stick = optarg;
        else if (c == 'a')
            t.folders.assets = optarg;
        else if (c == 'w')
            words = optarg;
        else if (c == 'o')
            out = optarg;
        else if (c == 'r')
            as_rows = true;
        else if (c == 'l')
            language = optarg;
        else if (c == 's')
            size = optarg;
        else if (c == 'n')
            walk_world.now = strtoll(optarg, NULL, 10);
        else
            return 2;
    }
    if (!t.folders.data) {
        printf(
            "sheets --data DIR [--out DIR] [--rows] [--language L] [--size S] [--now SECONDS] [--assets DIR] [--words DIR]\n");
        return 2;
    }
    fault f = words_open(words);
    if (f == FAULT_NONE)
        f = loop_open(&loop, &t, why, sizeof why);
    if (f != FAULT_NONE) {
        printf("can't begin: %s: %s\n0 passed, 1 failed\n", fault_name(f), why);
        return 1;
    }
    size_t languages = 0;
    const struct language *all = words_languages(&languages);
    for (size_t i = 0; i < languages; i++)
        for (int at = SIZE_M; at < SIZES; at++) {
            bool wanted = (!language || strcmp(language, all[i].code) == 0) && (!size || strcmp(size, sizes[at]) == 0);
            for (int sheet = 0; sheet < SHEETS && wanted; sheet++)
                sheet_all((enum sheet)sheet, all[i].code, at, out);
        }
    loop_close(&loop);
    return count_end(&tally, "sheets");
}
