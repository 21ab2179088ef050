/* Centre files: the demonstration centre is taken whole; every word goes where its key says. What is found in others: feed_findings.c. */
#include "test.h"

#include <stdlib.h>
#include "base/date.h"
#include "centre_text.h"
#include "feed/centre.h"
#include "rule/ground_rules.h"

static fault parse(const char *json, struct centre_file *file, char *why)
{
    struct findings found = {0};
    fault f = feed_centre_parse((struct span){(const uint8_t *)json, strlen(json)}, 0, file, &found);
    findings_line(&found, why, 256);
    findings_free(&found);
    return f;
}

static void test_good(void)
{
    struct centre_file file;
    char why[256];
    CHECK_INT(parse(centre_good, &file, why), FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK_TEXT(file.id, "demo");
    CHECK(file.language_count == 2 && file.recipient_count == 2 && file.topic_count == 2 && file.group_count == 1);
    CHECK_TEXT(file.name.in[1], "The centre");
    CHECK_TEXT(file.approval.in[0], ""); /* it may be left out */
    CHECK_TEXT(file.approval.in[1], "");
    CHECK(file.panel.width_mm == 268 && file.panel.lower_edge_mm == 800);
    const struct centre_group *g = &file.groups[0];
    CHECK_TEXT(g->name.in[0], "Tirsdagsgruppa");
    CHECK(g->state == GROUP_STATE_meeting && g->setting == SETTING_CENTRE && g->capacity == 8 && g->taken == 3);
    CHECK(g->topic_count == 2 && g->topics[0] == 1 && g->topics[1] == 0 && g->step_free && !g->hearing_loop);
    CHECK_INT(g->checked_day, date_day(2026, 11, 10));
    CHECK(g->meeting_count == 4 && g->change_count == 2 && g->rule_count == 2);
    CHECK(g->meetings[0].repeat == MEETING_WEEKLY && g->meetings[0].every == 2 && g->meetings[0].start_minute == 1080);
    CHECK(g->meetings[1].repeat == MEETING_NTH_WEEKDAY && g->meetings[1].nth == 5 && g->meetings[1].last_day == 0);
    CHECK(g->meetings[2].repeat == MEETING_ONCE && g->meetings[2].weekday == 7);
    CHECK(g->meetings[3].repeat == MEETING_LAST_WEEKDAY && g->meetings[3].longer_agreed);
    CHECK(g->changes[0].cancelled && g->changes[0].day == date_day(2026, 12, 22));
    CHECK(!g->changes[1].cancelled && g->changes[1].to_minute == 1050);
    CHECK_INT(g->rules[0].library, ground_rule_find("stays_here"));
    CHECK(g->rules[1].library == -1);
    CHECK_TEXT(g->rules[1].why.in[1], "p");
    centre_file_free(&file);
    centre_file_free(&file);
}

/* Every text of the file has words of its own: "<where> in <language>". */
static void add_own(struct buffer *json, const char *key, const char *where)
{
    buffer_format(json, "\"%s\":{\"nb\":\"%s in nb\",\"en\":\"%s in en\"},", key, where, where);
}

static void check_own(const struct centre_text *text, const char *where)
{
    char want[96];
    for (int l = 0; l < 2; l++) {
        snprintf(want, sizeof want, "%s in %s", where, l == 0 ? "nb" : "en");
        CHECK_TEXT(text->in[l], want);
    }
}

static void own_group(struct buffer *json)
{
    buffer_text(json, "{\"key\":\"one\",\"topics\":[\"alone\"],\"meetings\":[],"
                      "\"rules\":[\"stays_here\",{");
    add_own(json, "sentence", "rule sentence");
    add_own(json, "why", "rule why");
    json->length--; /* the comma */
    buffer_text(json, "}],");
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
        add_own(json, group_texts[i].name, group_texts[i].name);
    buffer_text(json, "\"setting\":3,\"state\":\"forming\",\"capacity\":11,\"taken\":5,\"rules_version\":7,"
                      "\"checked\":\"2026-11-10\",\"step_free\":false,\"hearing_loop\":true}");
}

/* What stands under a key goes where its name says, and nowhere else. */
static void test_own_words(void)
{
    struct buffer json = {.limit = 16384};
    struct centre_file file;
    char why[256] = "";
    buffer_text(&json, "{\"format\":1,\"id\":\"demo\",\"languages\":[\"nb\",\"en\"],");
    add_own(&json, "name", "centre name");
    add_own(&json, "desk", "desk");
    add_own(&json, "hours", "hours");
    add_own(&json, "phone", "phone");
    add_own(&json, "responsible", "responsible");
    add_own(&json, "approval", "approval");
    buffer_text(&json, "\"panel\":{\"width_mm\":1,\"height_mm\":2,\"width_px\":3,\"height_px\":4,\"lower_edge_mm\":5},"
                       "\"topics\":[{\"icon\":\"alone\",");
    add_own(&json, "name", "topic");
    buffer_text(&json, "\"key\":\"alone\"}],\"groups\":[");
    own_group(&json);
    buffer_text(&json, "]}");
    CHECK_INT(parse(buffer_string(&json), &file, why), FAULT_NONE);
    CHECK_TEXT(why, "");
    if (file.group_count == 1) {
        const struct centre_group *g = &file.groups[0];
        check_own(&file.name, "centre name");
        check_own(&file.desk, "desk");
        check_own(&file.hours, "hours");
        check_own(&file.phone, "phone");
        check_own(&file.responsible, "responsible");
        check_own(&file.approval, "approval");
        check_own(&file.topics[0].name, "topic");
        CHECK_TEXT(file.topics[0].key, "alone");
        CHECK_TEXT(file.topics[0].icon, "alone");
        CHECK(file.panel.width_mm == 1 && file.panel.height_mm == 2 && file.panel.width_px == 3);
        CHECK(file.panel.height_px == 4 && file.panel.lower_edge_mm == 5);
        check_own(&g->rules[1].sentence, "rule sentence");
        check_own(&g->rules[1].why, "rule why");
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
            check_own(centre_group_text(g, i), group_texts[i].name);
        CHECK(g->setting == SETTING_NODE && g->state == GROUP_STATE_forming && g->capacity == 11 && g->taken == 5);
        CHECK(g->rules_version == 7 && g->checked_day == date_day(2026, 11, 10) && !g->step_free && g->hearing_loop);
    }
    centre_file_free(&file);
    buffer_free(&json);
}

/* What stands elsewhere: areas, a pause, a group on the telephone, one without rules that is forming, and gaps. */
static void test_more(void)
{
    static const struct {
        const char *from, *to;
    } changes[] = {
        {"\"topics\":[{\"key\":\"alone\",",
         "\"areas\":[{\"key\":\"self\",\"icon\":\"home\",\"name\":{\"nb\":\"Selv\",\"en\":\"Self\"}}],"
         "\"topics\":[{\"area\":\"self\",\"key\":\"alone\","},
        {"\"key\":\"sleep\",", "\"area\":\"self\",\"key\":\"sleep\","},
        {"\"state\":\"meeting\"", "\"state\":\"forming\",\"held\":\"phone\""},
        {",\"step_free\":true,\"hearing_loop\":false", ""},
        {"\"every\":2,", "\"pause\":{\"from\":\"2026-12-20\",\"to\":\"2027-02-08\"},\"every\":2,"},
        {"{\"nb\":\"c\",\"en\":\"d\"}", "{\"nb\":\"c\"}"},
    };
    char *json = strdup(centre_good), why[256] = "";
    struct centre_file file, again;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        json = centre_swap(json, changes[i].from, changes[i].to);
    json = centre_swap(json, "[\"stays_here\"", "[]}]}");
    *(strstr(json, "[]}]}") + 5) = 0;
    CHECK_INT(parse(json, &file, why), FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK(file.area_count == 1 && file.topics[0].area == 1 && file.group_count == 1);
    const struct centre_group *g = &file.groups[0];
    CHECK_TEXT(file.areas[0].name.in[1], "Self");
    CHECK(g->held == HELD_PHONE && g->state == GROUP_STATE_forming && g->rule_count == 0 && !g->step_free);
    CHECK(g->meetings[0].pause_from == date_day(2026, 12, 20) && g->meetings[0].pause_to == date_day(2027, 2, 8));
    CHECK_TEXT(g->whom.in[1], "");
    CHECK_TEXT(centre_text_in(&g->whom, 1), "c");
    CHECK(centre_text_gap(&g->whom, 1) && !centre_text_gap(&g->whom, 0) && !centre_text_gap(&g->led, 1));
    struct buffer text = {.limit = CENTRE_FILE_MAX},
                  second = {.limit = CENTRE_FILE_MAX}; /* and the same when it is kept */
    struct findings found = {0};
    CHECK_INT(feed_centre_write(&file, &text), FAULT_NONE);
    CHECK_INT(feed_kept_parse((struct span){text.data, text.length}, &again, &found), FAULT_NONE);
    CHECK_INT(found.count, 0);
    CHECK_INT(feed_centre_write(&again, &second), FAULT_NONE);
    CHECK_TEXT(buffer_string(&second), buffer_string(&text));
    CHECK(strstr(buffer_string(&text), "\"pause\"") && strstr(buffer_string(&text), "\"held\": \"phone\"") &&
          strstr(buffer_string(&text), "\"area\""));
    buffer_free(&text);
    buffer_free(&second);
    findings_free(&found);
    centre_file_free(&file);
    centre_file_free(&again);
    free(json);
}

/* Letters with marks apart become one; signs that nobody sees and blanks at the ends go; a soft hyphen stays. */
static void test_letters(void)
{
    struct centre_file file;
    char why[256] = "",
         *json = centre_swap(strdup(centre_good), "\"Tirsdagsgruppa\"", "\"  A\u030apen sam\u00adtale\u200b \"");
    CHECK_INT(parse(json, &file, why), FAULT_NONE);
    CHECK_TEXT(file.groups[0].name.in[0], "Åpen sam\u00adtale");
    centre_file_free(&file);
    free(json);
}

static void test_newer(void)
{
    struct centre_file file;
    struct findings found = {0};
    char why[256];
    CHECK_INT(parse("{\"format\":2,\"shape\":\"unknown\"}", &file, why), FAULT_TOO_NEW);
    CHECK_INT(parse("", &file, why), FAULT_BAD_INPUT);
    CHECK_TEXT(why, "The file is empty.");
    CHECK_INT(parse("[]", &file, why), FAULT_BAD_INPUT);
    CHECK_INT(parse("null", &file, why), FAULT_BAD_INPUT);
    CHECK_INT(feed_centre_read("/no/such/file", 0, &file, &found), FAULT_FILE_MISSING);
    CHECK_INT(found.count, 0);
}

/* A kept file that an older version took: longer texts and an icon that is gone go on; what can't be read does not. */
static void test_kept(void)
{
    struct centre_file file;
    struct findings found = {0};
    char *json = centre_swap(strdup(centre_good), "\"Tirsdagsgruppa\"",
                             "\"Ei samtalegruppe for deg som vil snakke om livet og dagene som går og kreftene\"");
    json = centre_swap(json, "\"icon\":\"alone\"", "\"icon\":\"gone\"");
    json = centre_swap(json, "\"capacity\":8", "\"capacity\":40");
    struct span text = {(const uint8_t *)json, strlen(json)};
    CHECK_INT(feed_centre_parse(text, 0, &file, &found), FAULT_BAD_INPUT);
    CHECK_INT(found.of_grade[GRADE_REFUSED], 4);
    findings_free(&found);
    CHECK_INT(feed_kept_parse(text, &file, &found), FAULT_NONE);
    CHECK(found.count == 0 && file.groups[0].capacity == 40 && strlen(file.groups[0].name.in[0]) > 70);
    centre_file_free(&file);
    json = centre_swap(json, "\"18:00\"", "\"6 pm\"");
    CHECK_INT(feed_kept_parse((struct span){(const uint8_t *)json, strlen(json)}, &file, &found), FAULT_BAD_INPUT);
    findings_free(&found);
    free(json);
}

/* Any byte changed, any end cut off: taken or refused, with a line; never a crash or a leak (the sanitizers watch). */
static void test_noise(void)
{
    char json[sizeof centre_good];
    uint32_t seed = 7;
    int taken = 0;
    for (int i = 0; i < 4000; i++) {
        struct centre_file file;
        char why[256] = "";
        seed = seed * 1664525u + 1013904223u;
        memcpy(json, centre_good, sizeof centre_good);
        json[(seed >> 8) % (sizeof centre_good - 1)] = (char)(1 + (seed >> 3) % 255);
        if (i % 4 == 0)
            json[(seed >> 5) % (sizeof centre_good - 1)] = 0;
        fault f = parse(json, &file, why);
        CHECK((f == FAULT_NONE) == (why[0] == 0));
        taken += f == FAULT_NONE;
        centre_file_free(&file);
    }
    CHECK(taken > 50); /* a letter of a name may well be another */
}

static void test_demo(void)
{
    struct centre_file file;
    struct findings found = {0};
    char why[256];
    const char *path = "assets/demo/centre.json";
    fault f = feed_centre_read(path, date_day(2026, 11, 20), &file, &found);
    findings_line(&found, why, sizeof why);
    if (f == FAULT_FILE_MISSING) {
        SKIP("not started in the project's folder");
        return;
    }
    if (f != FAULT_NONE)
        printf("%s: %s\n", path, why);
    CHECK_INT(f, FAULT_NONE);
    CHECK(file.group_count >= 16 && file.topic_count >= 8 && file.language_count == 2);
    CHECK_INT(found.count, 0);
    findings_free(&found);
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT;
         i++) /* a field that the demonstration never uses is seen by nobody */
        for (size_t l = 0; l < file.language_count; l++) {
            size_t with = 0;
            for (size_t g = 0; g < file.group_count; g++)
                with += *centre_group_text(&file.groups[g], i)->in[l] != 0;
            if (with == 0)
                printf("no group has \"%s\" in %s\n", group_texts[i].name, file.languages[l]);
            CHECK(group_texts[i].required ? with == file.group_count : with > 0);
        }
    centre_file_free(&file);
}

/* What was said before is taken as it was then: good words without another look, wrong ones with a finding each time. */
static void the_same_again(void)
{
    struct findings found = {0};
    struct centre_file file;
    struct buffer text = {.limit = 1 << 20};
    buffer_text(&text, "{\"format\":1,\"id\":\"a\",\"languages\":[\"nb\"],\"topics\":[");
    for (int i = 0; i < 6; i++)
        buffer_format(&text, "%s{\"key\":\"t%d\",\"icon\":\"sleep\",\"name\":{\"nb\":\"%s\"}}", i ? "," : "", i,
                      i % 2 ? "En to tre fire fem seks sju" : "Ro");
    buffer_text(&text, "],\"groups\":[]}");
    CHECK(feed_centre_parse((struct span){text.data, text.length}, 0, &file, &found) == FAULT_BAD_INPUT);
    CHECK_INT(found.of[FINDING_text_words], 3);
    findings_free(&found);
    buffer_free(&text);
}

int main(void)
{
    the_same_again();
    test_good();
    test_own_words();
    test_more();
    test_letters();
    test_kept();
    test_newer();
    test_noise();
    test_demo();
    return TEST_END();
}
