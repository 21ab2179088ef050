/* The English texts of the rule floor: short, calm, complete, within their screens; and consent's pieces and tokens. */
#include "rule/consent.h"

#include <ctype.h>
#include <stdlib.h>
#include "base/text.h"
#include "rule/ground_rules.h"
#include "rule/group.h"
#include "rule/pages.h"
#include "rule/verdict.h"
#include "test.h"

enum { SENTENCE_MAX = 18, SENTENCE_MEAN = 10, SCREEN_WORDS = 60, CONSENT_WORDS = 90 }; /* COG-01, COG-02 */

struct reading {
    int words, sentences;
};

static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = text; (at = strcasestr(at, word)) != NULL; at++)
        if ((at == text || !isalpha((unsigned char)at[-1])) && !isalpha((unsigned char)at[length]))
            return true;
    return false;
}

/* Words and sentences of a text added to `sum`; says which sentence is too long or too loud. */
static void read_text(const char *text, struct reading *sum)
{
    static const char *const loud[] = {"only",     "last",    "hurry",   "error",     "invalid", "failed",
                                       "required", "must",    "fail",    "wrong PIN", "illegal", "warning",
                                       "quickly",  "patient", "disease", "illness"};
    int words = 0;
    CHECK(*text && text_clean(text) && !strchr(text, '!') && !strstr(text, "  ") && !strstr(text, "%"));
    for (size_t i = 0; i < sizeof loud / sizeof *loud; i++)
        if (has_word(text, loud[i]))
            printf("\"%s\" in: %s\n", loud[i], text), test.failed++;
    for (const char *at = text; *at; at++) {
        words += (at == text || at[-1] == ' ') && *at != ' ';
        bool ends = strchr(".?:", *at) && (at[1] == ' ' || !at[1]);
        if (!ends && at[1])
            continue;
        if (words > SENTENCE_MAX)
            printf("%d words: %s\n", words, text), test.failed++;
        sum->words += words;
        sum->sentences++;
        words = 0;
    }
}

static void check_mean(const char *what, struct reading sum)
{
    printf("%s: %d words, %.1f a sentence\n", what, sum.words, (double)sum.words / sum.sentences);
    CHECK(sum.words <= SENTENCE_MEAN * sum.sentences);
}

static void check_icon(const char *icon)
{
    static const char *const icons[] = {
#define ICON(name, code, mirrored) #name,
#include "base/icons.def"
#undef ICON
    };
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++)
        if (text_same(icons[i], icon))
            return;
    printf("no icon %s\n", icon);
    test.failed++;
}

static void test_verdicts(void)
{
    struct reading all = {0};
    for (int v = 0; v < VERDICT_COUNT; v++) {
        struct reading one = {0};
        read_text(verdict_sentence((enum verdict)v), &one);
        CHECK(one.words <= 30);
        all.words += one.words;
        all.sentences += one.sentences;
        for (int k = 0; k < v; k++)
            CHECK(!text_same(verdict_sentence((enum verdict)k), verdict_sentence((enum verdict)v)));
    }
    check_mean("verdicts", all);
}

static void test_pages(const char *what, const struct page *pages, size_t count)
{
    struct reading all = {0};
    for (size_t i = 0; i < count; i++) {
        struct reading one = {0};
        read_text(pages[i].heading, &one);
        read_text(pages[i].text, &one);
        check_icon(pages[i].icon);
        if (one.words > SCREEN_WORDS)
            printf("%s: %d words\n", pages[i].key, one.words), test.failed++;
        all.words += one.words;
        all.sentences += one.sentences;
    }
    check_mean(what, all);
}

static void test_lines(void)
{
    struct reading all = {0};
    size_t count = 0;
    const struct expect_line *expect = pages_expect(&count);
    CHECK(count >= 5 && count <= 6);
    for (size_t i = 0; i < count; i++) {
        read_text(expect[i].text, &all);
        check_icon(expect[i].icon);
    }
    check_mean("expect", all);
    const struct help_line *help = pages_help(&count);
    for (size_t i = 0; i < count; i++) {
        read_text(help[i].who, &all);
        read_text(help[i].hours, &all);
        check_icon(help[i].icon);
    }
}

static void test_ground_rules(void)
{
    static const char *const keys[] = {"listen",       "reflect",    "ask_first",    "may_just_listen", "feedback",
                                       "own_reaction", "stays_here", "turn_to_good", "behind",          "answer_good",
                                       "equal_time",   "no_judging", "tell_if_away", "two_hours"};
    struct reading all = {0};
    size_t count = 0, kept = 0;
    const struct ground_rule_entry *rules = ground_rules(&count);
    CHECK_INT(count, sizeof keys / sizeof *keys);
    for (size_t i = 0; i < count; i++) {
        CHECK_TEXT(rules[i].key, keys[i]);
        CHECK_INT(ground_rule_find(keys[i]), i);
        CHECK(strlen(rules[i].sentence) < GROUP_SENTENCE_MAX && strlen(rules[i].why) < GROUP_WHY_MAX);
        CHECK(rules[i].on || rules[i].may_be_off);
        kept += !rules[i].may_be_off;
        read_text(rules[i].sentence, &all);
        read_text(rules[i].why, &all);
        check_icon(rules[i].icon);
    }
    CHECK_INT(kept, 1);
    CHECK(!rules[ground_rule_find("stays_here")].may_be_off);
    CHECK_INT(ground_rule_find("shout"), -1);
    check_mean("ground rules", all);
}

static void test_consent(void)
{
    int words[CONSENT_PAGES + 1] = {0}, page = 1;
    struct reading all = {0};
    for (int i = 0; i < FACT_COUNT; i++) {
        const struct consent_fact_text *fact = consent_fact((enum consent_fact)i);
        struct reading one = {0};
        CHECK(fact->page == page || fact->page == page + 1); /* pages in order, none skipped */
        page = fact->page;
        read_text(fact->heading, &one);
        read_text(fact->text, &one);
        CHECK(one.words <= SCREEN_WORDS);
        words[page] += one.words;
        all.words += one.words;
        all.sentences += one.sentences;
    }
    CHECK_INT(page, CONSENT_PAGES);
    for (int i = 1; i <= CONSENT_PAGES; i++)
        CHECK(words[i] <= CONSENT_WORDS);
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        const struct consent_purpose_text *purpose = consent_purpose((enum consent_purpose)i);
        struct reading one = {0};
        read_text(purpose->question, &one);
        read_text(purpose->meaning, &one);
        read_text(purpose->if_no, &one);
        CHECK(one.words <= SCREEN_WORDS);
        CHECK(purpose->question[strlen(purpose->question) - 1] == '?');
        all.words += one.words;
        all.sentences += one.sentences;
    }
    read_text(consent_statement(), &all);
    check_mean("consent", all);
}

static void test_pieces(void)
{
    size_t count = consent_piece_count();
    CHECK_INT(count, 9 * 2 + PURPOSE_COUNT * 3 + 1);
    CHECK_TEXT(consent_piece(0), consent_fact(FACT_responsible)->heading);
    CHECK_TEXT(consent_piece(1), consent_fact(FACT_responsible)->text);
    CHECK_TEXT(consent_piece(17), consent_fact(FACT_if_no)->text);
    CHECK_TEXT(consent_piece(18), consent_purpose(PURPOSE_contact_me)->question);
    CHECK_TEXT(consent_piece(26), consent_purpose(PURPOSE_research)->if_no);
    CHECK_TEXT(consent_piece(count - 1), consent_statement());
    CHECK(!consent_piece(count));
    CHECK(!consent_piece((size_t)-1));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            CHECK(!text_same(consent_piece(i), consent_piece(k)));
}

/* Where the centre names nobody who has approved the list, the text is to the byte what it was before it could. */
static void test_approval(void)
{
    struct consent_values values = {.centre = "",
                                    .responsible = "Vik answers.",
                                    .contact = "1",
                                    .approval = "",
                                    .group = "",
                                    .kind = "",
                                    .kept_days = 365,
                                    .days = 90};
    struct buffer none = {.limit = 1 << 16}, some = {.limit = 1 << 16};
    consent_whole(&none, &values);
    const char *end = strstr(buffer_string(&none), "reach us here: 1.\nWhat it is for\n");
    CHECK(end != NULL && !strstr(buffer_string(&none), "approval") && !strstr(buffer_string(&none), " \n"));
    values.approval = "B did.";
    consent_whole(&some, &values);
    const char *named = strstr(buffer_string(&some), "reach us here: 1. B did.\nWhat it is for\n");
    CHECK(named != NULL && some.length == none.length + 7);
    if (end && named) { /* nothing else is another */
        CHECK(strncmp(buffer_string(&some), buffer_string(&none), (size_t)(named - buffer_string(&some))) == 0);
        CHECK_TEXT(named + strlen("reach us here: 1. B did."), end + strlen("reach us here: 1."));
    }
    buffer_free(&none);
    buffer_free(&some);
}

static void test_fill(void)
{
    static const struct {
        const char *text, *want;
    } rows[] = {{"", ""},
                {"plain", "plain"},
                {"{centre}", "Vik"},
                {"a {centre}, b {contact}.", "a Vik, b 22\xC2\xA0"
                                             "00\xC2\xA0"
                                             "00\xC2\xA0"
                                             "00."},
                {"{days} {group}", "90 T"},
                {"{kept}.", "a year."},
                {"{kind} It", "K It"},
                {"A. {approval}", "A. The board has approved it."},
                {"{other}", "{other}"},
                {"{", "{"},
                {"}{", "}{"},
                {"{centre", "{centre"},
                {"{{days}}", "{{days}}"},
                {"{}", "{}"},
                {"{centres}", "{centres}"},
                {"{days}{days}", "9090"}};
    static const struct consent_values values = {.centre = "Vik",
                                                 .responsible = "Vik answers.",
                                                 .contact = "22 00 00 00",
                                                 .approval = "The board has approved it.",
                                                 .group = "T",
                                                 .kind = "K",
                                                 .kept_days = 365,
                                                 .days = 90};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out = {.limit = 1000};
        consent_fill(&out, rows[i].text, &values);
        CHECK_TEXT(buffer_string(&out), rows[i].want);
        buffer_free(&out);
    }
    for (size_t i = 0; i < consent_piece_count(); i++) { /* no token of ours is misspelt */
        struct buffer out = {.limit = 1000};
        consent_fill(&out, consent_piece(i), &values);
        CHECK(!strchr(buffer_string(&out), '{') && !out.over);
        buffer_free(&out);
    }
    size_t count = 0;
    const struct page *pages = pages_privacy(&count);
    for (size_t i = 0; i < count; i++) {
        struct buffer out = {.limit = 1000};
        consent_fill(&out, pages[i].text, &values);
        CHECK(!strchr(buffer_string(&out), '{'));
        buffer_free(&out);
    }
}

/* Eight texts under three tiles, 3, 2 and 3, each as what people told researchers, without a number. */
static void test_told(const struct page *told, size_t count)
{
    static const size_t first[] = {0, 3, 5};
    size_t tiles;
    const struct told_tile *tile = pages_told_tiles(&tiles);
    CHECK(tiles == 3 && count == 8);
    for (size_t i = 0; i < tiles && i < 3; i++)
        CHECK_INT(tile[i].first, first[i]);
    for (size_t i = 0; i < count; i++) {
        CHECK(strncmp(told[i].text, "People told researchers ", 24) == 0);
        CHECK(!strpbrk(told[i].text, "0123456789"));
    }
}

int main(void)
{
    size_t count = 0;
    test_verdicts();
    const struct page *about = pages_about(&count);
    test_pages("about", about, count);
    const struct page *privacy = pages_privacy(&count);
    test_pages("privacy", privacy, count);
    const struct page *after = pages_after(&count);
    test_pages("after", after, count);
    const struct page *told = pages_told(&count);
    test_pages("told", told, count);
    test_told(told, count);
    test_lines();
    test_ground_rules();
    test_consent();
    test_pieces();
    test_approval();
    test_fill();
    return TEST_END();
}
