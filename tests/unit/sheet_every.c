/* Every sheet in both languages, in every size, of a plausible visitor and of one whose texts are as long as they may
 * be: nothing cut, nothing private outside, no name, never more pages than the printer takes, and all of it spoken
 * (AUD-12). */
#include "test.h"
#include "screens.h"

#include "screen_session.h"
#include "sheet/parts.h"
#include "sheet_audit.h"
#include "ui/speak.h"

static struct app app;
static struct paper paper;
static struct ui u;

static void words_of(struct paper_words *w, const char *language)
{
    session_group(&app.session, strcmp(language, "nb") == 0);
    *w = (struct paper_words){.language = words_language(language)->code,
                              .centre = app.centre,
                              .group = app.session.group,
                              .rule_count = app.session.rule_count,
                              .rows = app.session.rows};
    w->group.rules_version = 2;
    memcpy(w->rules, app.session.rules, sizeof w->rules);
    memcpy(w->row, app.session.row, sizeof app.session.row);
}

/* As sheet_load would have left it, in English with Bokmål second, or in Bokmål alone. */
static void plausible(const char *language, enum sheet sheet)
{
    struct paper *p = &paper;
    session_at(&app, SCREEN_join_done, language, SIZE_M);
    app.session.own.open = false;
    p->now = app.session.read_at;
    memcpy(p->dates, app.session.dates, sizeof p->dates);
    memcpy(p->times, app.session.times, sizeof p->times);
    p->date_count = app.session.date_count;
    p->time_count = app.session.time_count;
    words_of(&p->in[0], language);
    if (strcmp(language, "nb") != 0 && sheet != SHEET_receipt && sheet != SHEET_trial && sheet != SHEET_day)
        words_of(&p->in[1], "nb");
}

static void long_text(char *out, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++)
        out[i] = i % 9 == 8 && i + 2 < size ? ' ' : (char)('a' + i % 9);
    out[size - 1] = 0;
}

/* Every text at its limit, as many rules, dates and meetings as there may be. */
static void longest(struct paper_words *w)
{
    struct group *g = &w->group;
    if (!w->language)
        return;
    long_text(g->name, sizeof g->name);
    long_text(g->purpose, sizeof g->purpose);
    long_text(g->whom, sizeof g->whom);
    long_text(g->visit, sizeof g->visit);
    long_text(g->place, sizeof g->place);
    long_text(g->way, sizeof g->way);
    long_text(w->centre.desk, sizeof w->centre.desk);
    long_text(w->centre.hours, sizeof w->centre.hours);
    long_text(w->centre.name, sizeof w->centre.name);
    w->rule_count = GROUP_RULES_MAX;
    for (int i = 0; i < GROUP_RULES_MAX; i++) {
        w->rules[i].library = -1;
        long_text(w->rules[i].sentence, sizeof w->rules[i].sentence);
        long_text(w->rules[i].why, sizeof w->rules[i].why);
    }
    w->rows = PAPER_ROWS_MAX;
    w->rows_left_out = CENTRE_GROUPS_MAX;
    for (int i = 0; i < PAPER_ROWS_MAX; i++) {
        w->row[i].next = session_meeting(date_day(2026, 11, 24) + i * 7 / PAPER_ROWS_MAX);
        long_text(w->row[i].name, sizeof w->row[i].name);
        long_text(w->row[i].place, sizeof w->row[i].place);
    }
    w->day.clashes = w->day.unchecked = 100;
    for (int i = 0; i < DAY_CLASHES; i++) {
        long_text(w->day.clash[i].room, sizeof w->day.clash[i].room);
        long_text(w->day.clash[i].first, sizeof w->day.clash[i].first);
        long_text(w->day.clash[i].second, sizeof w->day.clash[i].second);
        w->day.clash[i].meeting = session_meeting(date_day(2026, 11, 26));
    }
    for (int i = 0; i < DAY_UNCHECKED; i++)
        long_text(w->day.unchecked_name[i], sizeof w->day.unchecked_name[i]);
}

/* Each word that stands on the page is heard, in figures' own words where the node has such. */
static bool all_spoken(void)
{
    struct buffer out = {.limit = UI_TEXT_MAX};
    bool good = true;
    ui_speak_page(&u, &out);
    const char *spoken = buffer_string(&out);
    for (uint16_t i = 0; i < u.runs; i++) {
        const struct ui_node *n = &u.node[u.run[i].node];
        const uint16_t texts[] = {n->say ? n->say : n->label, n->say || n->role == UI_QR ? 0 : n->value,
                                  n->say ? 0 : n->hint}; /* a spoken form is of all of it */
        for (size_t t = 0; t < 3; t++) {
            struct buffer form = {.limit = UI_TEXT_MAX};
            ui_spoken_text(&form, ui_string(&u, texts[t]));
            if (!strstr(spoken, buffer_string(&form))) {
                printf("not spoken: %s\n", buffer_string(&form));
                good = false;
            }
            buffer_free(&form);
        }
    }
    good = good && *spoken;
    buffer_free(&out);
    return good;
}

static void look(enum sheet sheet, enum ui_size size, int pages)
{
    static const char *const names[] = {"Kari", "91234567", NULL};
    static uint8_t seen[UI_TEXT_MAX];
    const struct ui_setting setting = {.size = (uint8_t)size, .language = app.session.language};
    int ends = 0;
    for (int page = 0; page < pages; page++) {
        sheet_view(&(struct sheet_asked){&app, &setting, sheet, &paper}, page, &u);
        if (u.page == 0)
            memset(seen, 0, sizeof seen);
        bool good = sheet_places_ok(&u) && sheet_sizes_ok(&u) && sheet_fold_ok(&u) && sheet_words_ok(&u, names);
        if (!good)
            printf("%s, %s, size %d, page %d\n", sheet_name(sheet), app.session.language, size, page);
        CHECK(good);
        CHECK(all_spoken());
        sheet_see(&u, seen);
        ends += u.page + 1 == u.pages;
        if (u.page + 1 == u.pages)
            CHECK(sheet_seen_all(&u, seen));
    }
    CHECK(ends == 1 || (ends == 2 && paper.in[1].language));
}

static void every_sheet(bool long_ones)
{
    static const char *const languages[] = {"nb", "en"};
    for (size_t l = 0; l < 2; l++)
        for (int sheet = 0; sheet < SHEETS; sheet++)
            for (int size = SIZE_S; size < SIZES; size++) {
                plausible(languages[l], (enum sheet)sheet);
                if (long_ones) {
                    longest(&paper.in[0]);
                    longest(&paper.in[1]);
                }
                struct ui_setting setting = {.size = (uint8_t)size, .language = languages[l]};
                int pages = sheet_pages(&(struct sheet_asked){&app, &setting, (enum sheet)sheet, &paper}, &u);
                CHECK(pages >= 1 && pages <= PRINTER_PAGES);
                look((enum sheet)sheet, (enum ui_size)size, pages);
            }
}

/* Large letters cost pages, not words: the size is kept as long as the pages suffice, and the second language goes
 * first. */
static void sizes(void)
{
    struct ui_setting setting = {.size = SIZE_XL, .language = "en"};
    plausible("en", SHEET_rules);
    CHECK_INT(sheet_pages(&(struct sheet_asked){&app, &setting, SHEET_rules, &paper}, &u) % 2, 0);
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_rules, &paper}, 0, &u);
    CHECK_INT(u.setting.size, SIZE_XL);
    CHECK_TEXT(u.setting.language, "en");
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_rules, &paper}, u.pages, &u);
    CHECK_TEXT(u.setting.language, "nb");
    longest(&paper.in[0]);
    CHECK(sheet_pages(&(struct sheet_asked){&app, &setting, SHEET_rules, &paper}, &u) <= PRINTER_PAGES);
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_rules, &paper}, 0, &u);
    CHECK(u.setting.size < SIZE_XL);
    CHECK_TEXT(u.setting.language, "en");
}

static const struct ui_node *node(const char *path)
{
    uint16_t at = ui_find_path(&u, path);
    CHECK(at != UI_NONE);
    return &u.node[at == UI_NONE ? 0 : at];
}

static void receipt(void)
{
    const struct ui_setting setting = {.size = SIZE_M, .language = "en"};
    plausible("en", SHEET_receipt);
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_receipt, &paper}, 0, &u);
    CHECK_TEXT(ui_string(&u, node("code")->value), "bjørk fjord lampe due");
    CHECK(node("code")->flags & UI_PRIVATE && node("place/group")->flags & UI_PRIVATE);
    CHECK(node("answers/answer")->flags & UI_PRIVATE);
    CHECK_TEXT(ui_string(&u, node("answers/answer:2")->value), "No");
    CHECK(strstr(ui_string(&u, node("facts/fact")->value), "Etisk komité sa ja.") != NULL); /* as it was signed */
    app.session.joined = false; /* the code alone shows nothing */
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_receipt, &paper}, 0, &u);
    CHECK_INT(ui_find_path(&u, "code"), UI_NONE);
    CHECK_INT(ui_find_path(&u, "answers"), UI_NONE);
    app.session.own.open = app.session.own.has_membership = true; /* withdrawn, but still in the group */
    app.session.own.has_consent = false;
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_receipt, &paper}, 0, &u);
    CHECK(ui_find_path(&u, "code") != UI_NONE && ui_find_path(&u, "withdrawn") != UI_NONE);
    CHECK_INT(ui_find_path(&u, "facts"), UI_NONE);
}

static void struck(void)
{
    const struct ui_setting setting = {.size = SIZE_M, .language = "en"};
    plausible("en", SHEET_group);
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_group, &paper}, 0, &u);
    CHECK(node("when/dates/date:1")->flags & UI_STRUCK);
    CHECK_TEXT(ui_string(&u, node("when/dates/date:1")->value), "Called off.");
    CHECK(node("when/dates/date:2")->flags & UI_STRUCK);
    CHECK_TEXT(ui_string(&u, node("when/dates/date:2")->label), "Tuesday 8 December at 18:00");
    CHECK_TEXT(ui_string(&u, node("when/dates/date:2")->value), "Wednesday 9 December at 18:00");
    CHECK_TEXT(ui_string(&u, node("when/dates/date:2")->say),
               "Tuesday the eighth of December, at 18 o'clock. Wednesday the ninth of December, at 18 o'clock. Moved.");
    CHECK_TEXT(ui_string(&u, node("checked")->label), "The group checked this on Tuesday 10 November 2026.");
    paper.date_count = 0;
    sheet_view(&(struct sheet_asked){&app, &setting, SHEET_group, &paper}, 0, &u);
    CHECK(ui_find_path(&u, "none") != UI_NONE && ui_find_path(&u, "when") == UI_NONE);
}

/* Records that can't be read are among what is to be looked at. */
static void damaged(void)
{
    const struct ui_setting setting = {.size = SIZE_M, .language = "en"};
    for (int32_t count = 0; count <= 2; count++) {
        plausible("en", SHEET_day);
        app.staff.damaged = count;
        sheet_view(&(struct sheet_asked){&app, &setting, SHEET_day, &paper}, 0, &u);
        uint16_t at = ui_find_path(&u, "look/records");
        CHECK((at != UI_NONE) == (count > 0));
        if (at != UI_NONE)
            CHECK_TEXT(ui_string(&u, u.node[at].value), count == 1 ? "1 can't be read. The lists go out without it."
                                                                   : "2 can't be read. The lists go out without them.");
    }
}

int main(void)
{
    every_sheet(false);
    every_sheet(true);
    sizes();
    receipt();
    struck();
    damaged();
    return TEST_END();
}
