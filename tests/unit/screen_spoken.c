/* AUD-09: no figure reaches the voice as the eye gets it. What it misreads, "18.00", "116 123", "24. november", "B204",
 * long figures, has a spoken form on every screen, in every language. */
#include "test.h"
#include "screens.h"

#include <ctype.h>
#include <stdlib.h>
#include "screen_session.h"
#include "ui/layout.h"
#include "ui/speak.h"
#include "ui/speak.h"

static struct app app;
static struct ui u;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of a space, hyphen or dash of any kind; 0 for none. Written apart from what is tested. */
static size_t gap_bytes(const char *at)
{
    static const char *const gaps[] = {" ", "-", "\u00A0", "\u2009", "\u2011", "\u2013", "\u202F"};
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        if (strncmp(at, gaps[i], strlen(gaps[i])) == 0)
            return strlen(gaps[i]);
    return 0;
}

/* A clock as it is said, "18 30": two groups alone, an hour and minutes. */
static bool is_clock(const char *text, const char *at)
{
    int hour, minute, bytes = 0;
    bool alone = at == text || (at - text > 1 && at[-1] == ' ' && !is_digit(at[-2]));
    if (!alone || sscanf(at, "%2d%*1[ ]%2d%n", &hour, &minute, &bytes) != 2)
        return false;
    return hour < 24 && minute < 60 && minute > 9 && !is_digit(at[bytes]) &&
           !(gap_bytes(at + bytes) && is_digit(at[bytes + (int)gap_bytes(at + bytes)]));
}

/* What the voices we ship read wrongly: a clock, a group of digits, a date's point, a room, a long row of digits, a
 * zero or a plus in front. A clock in words ("klokka 18 30") is the one group that stays. */
static const char *misread(const char *text)
{
    for (const char *at = text; *at; at++) {
        size_t digits = strspn(at, "0123456789"), gap = gap_bytes(at + digits);
        char before = at > text ? at[-1] : ' ', next = at[digits], after = next ? at[digits + 1] : 0;
        if (digits == 0)
            continue;
        if (digits > 4 || (digits > 1 && *at == '0'))
            return "a long row of digits, or a zero in front";
        if (isalpha((unsigned char)before) || isalpha((unsigned char)next) || before == '+')
            return "digits joined with letters";
        if (next && strchr(".:/", next) && is_digit(after))
            return "a group of digits";
        if (is_clock(text, at)) {
            at += strspn(at, "0123456789 ") - 1;
            continue;
        }
        if (gap && is_digit(at[digits + gap]))
            return "digits apart";
        if (next == '.' && after == ' ' && islower((unsigned char)at[digits + 2]))
            return "a point that is no full stop";
        at += digits - 1;
    }
    return NULL;
}

static void look_at(const char *screen, const char *language)
{
    for (uint16_t i = ui_speak_next(&u, 0); i != UI_NONE; i = ui_speak_next(&u, i)) {
        struct buffer words = {.limit = UI_TEXT_MAX};
        ui_speak_node(&u, i, &words);
        const char *what = misread(buffer_string(&words));
        if (what)
            printf("%s %s %s: %s: %s\n", screen, language, ui_string(&u, u.node[i].key), what, buffer_string(&words));
        CHECK(!what);
        buffer_free(&words);
    }
}

/* --- keys and labels ------------------------------------------------------------------------------------- */

/* What a key is called has words in it: no digit, no sign, no single letter but those that are words. */
static bool is_words(const char *spoken)
{
    size_t letters = 0;
    for (const char *at = spoken; *at; at++) {
        if (is_digit(*at) || strchr("@_+'", *at))
            return false;
        bool end = !at[1] || strchr(" ,:", at[1]);
        letters = isalpha((unsigned char)*at) || (unsigned char)*at >= 0x80 ? letters + 1 : 0;
        if (end && letters == 1 && !strchr("aeiouyAEIOUY", *at)) /* the name of a vowel is the vowel, in Norwegian */
            return false;
    }
    return *spoken != 0;
}

/* Whoever reads the label aloud to somebody says words that the other one hears: every word of letters that is shown is
 * said, in the same order. Numbers and dates may be said in another way. */
static bool holds_label(const struct ui_node *n)
{
    struct buffer label = {.limit = UI_TEXT_MAX}, said = {.limit = UI_TEXT_MAX};
    ui_spoken_text(&label, ui_string(&u, n->label));
    ui_spoken_text(&said, ui_string(&u, n->say));
    const char *at = buffer_string(&said);
    char *words = strdup(buffer_string(&label)), *rest = words;
    for (char *word; at && (word = strsep(&rest, " ,.:!?\"")) != NULL;)
        if (*word && !is_digit(*word) && (at = strcasestr(at, word)) != NULL)
            at += strlen(word);
    free(words);
    buffer_free(&label);
    buffer_free(&said);
    return at != NULL;
}

static void look_at_keys(const char *screen, const char *language)
{
    for (uint16_t i = 1; i < u.count; i++) {
        const struct ui_node *n = &u.node[i];
        struct buffer words = {.limit = UI_TEXT_MAX};
        if (!ui_is_target(n))
            continue;
        ui_speak_node(&u, i, &words);
        bool good = n->role == UI_KEY ? is_words(buffer_string(&words)) : !n->say || holds_label(n);
        if (!good)
            printf("%s %s %s: \"%s\" is called \"%s\"\n", screen, language, ui_string(&u, n->key),
                   ui_string(&u, n->label), buffer_string(&words));
        CHECK(good);
        buffer_free(&words);
    }
}

static void every_screen(const char *language)
{
    for (int at = 0; at < SCREENS; at++)
        for (int part = 0; part < 6; part++) {
            session_at(&app, (enum screen)at, language, SIZE_M);
            app.session.part = (uint16_t)part;
            struct ui_setting setting = session_setting(&app, 0);
            screen_view(&app, &setting, &u);
            look_at(screen_name((enum screen)at), language);
            look_at_keys(screen_name((enum screen)at), language);
        }
}

static void every_keyboard(const char *language)
{
    static const enum screen writing[] = {SCREEN_search, SCREEN_join_name, SCREEN_join_write, SCREEN_mine_write,
                                          SCREEN_code};
    for (size_t w = 0; w < sizeof writing / sizeof *writing; w++)
        for (int page = 0; page < KEYS_PAGES; page++)
            for (size_t panel = 0; panel < sizeof screen_panels / sizeof *screen_panels; panel++) {
                session_at(&app, writing[w], language, SIZE_M);
                app.session.keys = (enum key_page)page;
                app.session.shift = page % 2;
                struct ui_setting setting = session_setting(&app, (int)panel);
                screen_view(&app, &setting, &u);
                look_at_keys(screen_name(writing[w]), language);
            }
}

/* --- the demonstration's own words ----------------------------------------------------------------------------------
 */

static int strings;

static void look_at_string(const char *text, const char *language)
{
    words_switch(language);
    struct buffer words = {.limit = UI_TEXT_MAX};
    ui_spoken_text(&words, text);
    const char *what = misread(buffer_string(&words));
    if (what)
        printf("%s: \"%s\" is said as \"%s\": %s\n", language, text, buffer_string(&words), what);
    CHECK(!what);
    strings++;
    buffer_free(&words);
}

/* The next string of a JSON text from `at` on, unescaped as far as that file escapes; behind it, NULL at the end. */
static const char *next_string(const char *at, char *out, size_t size)
{
    size_t n = 0;
    at = strchr(at, '"');
    if (!at)
        return NULL;
    for (at++; *at && *at != '"'; at++) {
        at += *at == '\\';
        if (n + 1 < size)
            out[n++] = *at;
    }
    out[n] = 0;
    return at + 1;
}

/* Every string of it; one under "nb" or "en" in that language, others in both. */
static void demonstration(void)
{
    static char text[1 << 20], key[256], string[8192];
    FILE *file = fopen("assets/demo/centre.json", "r");
    CHECK(file && fread(text, 1, sizeof text - 1, file) > 1000);
    for (const char *at = text; (at = next_string(at, string, sizeof string)) != NULL;) {
        if (*at == ':') {
            fill(key, sizeof key, string);
            continue;
        }
        if (strstr(key, "key") || strcmp(key, "recipients") == 0) /* never shown as it stands */
            continue;
        if (strcmp(key, "en") != 0)
            look_at_string(string, "nb");
        if (strcmp(key, "nb") != 0)
            look_at_string(string, "en");
    }
    if (file)
        fclose(file);
    CHECK(strings > 500);
}

/* A number with every sign that people put between its groups, in groups of two to eight digits. */
static void every_spacing(const char *language)
{
    static const char *const gaps[] = {" ", "  ",     "\u00A0", "\u202F",  "\u2009", "\u2007",
                                       "-", "\u2011", ".",      " \u00A0", "\u2002", "\u200A"};
    static const char *const numbers[] = {
        "12|34|56|78", "123|45|678", "12|345|678",      "1234|5678",        "800|12|345",   "12345|678901",
        "12345678",    "116|123",    "+47|12|34|56|78", "0047|12|34|56|78", "+47|12345678", "22|33|44|55|66|77|88"};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            struct buffer text = {.limit = 256}, words = {.limit = 4096};
            buffer_text(&text, "Ring ");
            for (const char *at = numbers[i]; *at; at++)
                if (*at == '|')
                    buffer_text(&text, gaps[g]);
                else
                    buffer_add(&text, at, 1);
            buffer_text(&text, ".");
            words_switch(language);
            ui_spoken_text(&words, buffer_string(&text));
            bool any = strpbrk(buffer_string(&words), "0123456789+") != NULL;
            bool point = strcmp(gaps[g], ".") == 0 && any; /* "116.123" may be a number with a point */
            bool good = (!any || point) && !misread(buffer_string(&words));
            if (!good)
                printf("%s: \"%s\" is said as \"%s\"\n", language, buffer_string(&text), buffer_string(&words));
            CHECK(good);
            buffer_free(&text);
            buffer_free(&words);
        }
}

/* A test that can't fail is none. */
static void test_misread(void)
{
    static const char *const bad[] = {"kl. 18.00", "116 123", "tirsdag 24. november", "Rom B204",   "94 30 11 02",
                                      "05",        "12345",   "12\u00A034",           "12\u202F34", "+47"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(misread(bad[i]));
    CHECK(!misread("Side 2 av 3. 5 valg. klokka 18, uke 47."));
    CHECK(!is_words("123") && !is_words("b, c") && !is_words("") && is_words("a, be, se: bokstaver"));
}

int main(void)
{
    size_t count;
    const struct language *all = session_languages(&count);
    test_misread();
    for (size_t i = 0; i < count; i++)
        every_screen(all[i].code), every_keyboard(all[i].code), every_spacing(all[i].code);
    demonstration();
    return TEST_END();
}
