/* Every screen x language x size x display x page, laid out and audited: no finding at all. */
#include "test.h"
#include "screens.h"

#include <ctype.h>
#include <stdlib.h>
#include "screen_session.h"
#include "store/look.h"
#include "ui/audit.h"
#include "ui/dump.h"
#include "ui/layout.h"

static struct app app;
static struct ui u;
static struct store *nothing;                                        /* no timetable, as where the data did not open */
enum { TROUBLES = VERDICT_DATA_UNCOPIED - VERDICT_DATA_LOCKED + 1 }; /* each once in safe mode */

static bool large;       /* buttons of 40 mm (SIZ-03) */
static bool long_change; /* a letter changes the longest text that a group may have */

/* 300 letters in words of eight. */
static void long_text(char out[GROUP_TEXT_MAX], char letter)
{
    enum { LETTERS = 300 };
    for (int i = 0; i < LETTERS; i++)
        out[i] = i % 9 == 8 ? ' ' : letter;
    out[LETTERS] = 0;
}

static size_t audit_page(enum screen at, const char *language, int size, size_t panel, int part, int page, bool voice)
{
    struct ui_finding found[8];
    session_at(&app, at, language, (enum ui_size)size);
    app.session.part = (uint16_t)part;
    app.session.page = (uint16_t)page;
    app.voice.here = app.voice.sounds = voice;
    app.public_only = at == SCREEN_out_of_order && part > 0;
    app.store = nothing;
    if (long_change) {
        long_text(app.letter.change.before, 'a');
        long_text(app.letter.change.after, 'b');
    }
    if (app.public_only)
        app.machine.about.trouble = VERDICT_DATA_LOCKED + (enum verdict)part - 1;
    if (app.public_only && app.machine.about.trouble != VERDICT_DATA_UNCOPIED)
        app.centre = (struct centre){0}; /* it lies where the data lie */
    app.session.touch_on = large ? 1u << TOUCH_LARGE : 0;
    struct ui_setting setting = session_setting(&app, panel);
    setting.large = large;
    screen_view(&app, &setting, &u);
    ui_layout(&u);
    size_t count = ui_audit(&u, screen_words_limit(at), found, 8);
    for (size_t i = 0; i < count && i < 8; i++)
        printf("%s %s size %d%s panel %zu part %d page %d: %s (%s) at %s: %.1f, wanted %.1f\n", screen_name(at),
               language, size, large ? " large" : "", panel, part, page,
               ui_finding_name((enum ui_finding_kind)found[i].kind),
               ui_finding_requirement((enum ui_finding_kind)found[i].kind), found[i].path, (double)found[i].measured,
               (double)found[i].wanted);
    return count;
}

/* How many parts of a screen differ: behind its last one a screen shows that or its first again. */
static int parts_of(enum screen at, const char *language)
{
    enum { PARTS_MAX = 12 };
    struct buffer before = {.limit = 1 << 20}, now = {.limit = 1 << 20};
    int parts = 1;
    if (at == SCREEN_out_of_order)
        return 1 + TROUBLES;
    for (int part = 0; part < PARTS_MAX; part++) {
        session_at(&app, at, language, SIZE_M);
        app.session.part = (uint16_t)part;
        struct ui_setting setting = session_setting(&app, 0);
        screen_view(&app, &setting, &u);
        now.length = 0;
        ui_dump(&u, &now);
        if (part > 0 && strcmp(buffer_string(&now), buffer_string(&before)) != 0)
            parts = part + 1;
        struct buffer swap = before;
        before = now;
        now = swap;
    }
    buffer_free(&before);
    buffer_free(&now);
    CHECK(parts < PARTS_MAX);
    return parts;
}

static bool is_read(const struct ui_node *n)
{
    return n->role == UI_TEXT || n->role == UI_STRONG || n->role == UI_FACT || n->role == UI_NOTICE ||
           n->role == UI_NUMBER || n->role == UI_HEADING;
}

/* TXT-04: every letter that is to be read stands on some page. */
static void all_seen(const uint8_t *seen, int size, size_t panel)
{
    for (uint16_t i = 1; i < u.count; i++) {
        const uint16_t texts[] = {u.node[i].label, u.node[i].hint, u.node[i].value};
        for (size_t t = 0; t < 3 && is_read(&u.node[i]); t++)
            for (uint16_t k = texts[t]; k && u.text[k]; k++)
                if (isalnum((unsigned char)u.text[k]) && !seen[k]) {
                    printf("size %d panel %zu: \"%s\" is lost at %d\n", size, panel, u.text + texts[t], k - texts[t]);
                    CHECK(seen[k]);
                    return;
                }
    }
}

static void audit_screen(enum screen at, const char *language)
{
    static uint8_t seen[UI_TEXT_MAX];
    const int parts = parts_of(at, language);
    for (int size = SIZE_S; size < SIZES; size++)
        for (size_t panel = 0; panel < (large ? 2 : 3); panel++) /* the smallest one has no room for large buttons */
            for (int part = 0; part < parts; part++) {
                int pages = 1;
                memset(seen, 0, sizeof seen);
                for (int page = 0; page < pages; page++) {
                    CHECK(audit_page(at, language, size, panel, part, page, false) == 0);
                    CHECK(audit_page(at, language, size, panel, part, page, true) == 0);
                    pages = u.pages;
                    for (uint16_t i = 0; i < u.runs; i++)
                        if (u.run[i].face < FACE_ICON)
                            memset(seen + u.run[i].text, 1, u.run[i].length);
                }
                all_seen(seen, size, panel);
            }
}

/* Whoever comes back with a code finds its row without turning a page, at every size. */
static void code_on_first_page(const char *language)
{
    for (int size = SIZE_S; size < SIZES; size++)
        for (size_t panel = 0; panel < 2; panel++) /* the smallest one has room for one row a page */
            for (int voice = 0; voice < 2; voice++) {
                (void)audit_page(SCREEN_home, language, size, panel, 0, 0, voice);
                uint16_t row = ui_find_path(&u, "receipt");
                bool shown = row != UI_NONE && !(u.node[row].flags & UI_HIDDEN);
                if (!shown)
                    printf("home %s size %d panel %zu: no code on the first page\n", language, size, panel);
                CHECK(shown);
            }
}

int main(void)
{
    const char *build = getenv("SIRKEL_BUILD");
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%s/lang", build ? build : "build");
    CHECK(words_open(folder) == FAULT_NONE);
    CHECK(store_look_public(&nothing, "/nowhere", folder, sizeof folder) == FAULT_NONE);
    size_t count;
    const struct language *all = words_languages(&count);
    for (size_t i = 0; i < count; i++)
        code_on_first_page(all[i].code);
    long_change = true;
    for (size_t i = 0; i < count; i++)
        audit_screen(SCREEN_letter_shown, all[i].code);
    long_change = false;
    for (size_t i = 0; i < count; i++)
        for (int at = 0; at < SCREENS; at++)
            audit_screen((enum screen)at, all[i].code);
    large = true;
    for (size_t i = 0; i < count; i++)
        for (int at = 0; at < SCREENS; at++)
            audit_screen((enum screen)at, all[i].code);
    store_close(nothing);
    return TEST_END();
}
