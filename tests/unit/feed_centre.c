/* Centre files: the demonstration centre is taken whole; a good file spoilt in one place is refused at that place. */
#include "test.h"

#include <stdlib.h>
#include "base/date.h"
#include "feed/centre.h"
#include "rule/ground_rules.h"

#define TEXT(nb, en) "{\"nb\":\"" nb "\",\"en\":\"" en "\"}"
static const char good[] =
    "{\"format\":1,\"id\":\"demo\",\"languages\":[\"nb\",\"en\"],\"name\":" TEXT("Senteret", "The centre")
    ",\"desk\":" TEXT("Skranken", "The desk") ",\"hours\":" TEXT("8 til 15", "8 to 15") ",\"phone\":" TEXT("1", "1")
    ",\"responsible\":" TEXT("Lederen", "The head")
    ",\"recipients\":[\"age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq\"]"
    ",\"panel\":{\"width_mm\":268,\"height_mm\":476,\"width_px\":1080,\"height_px\":1920,\"lower_edge_mm\":800}"
    ",\"topics\":[{\"key\":\"alone\",\"icon\":\"user\",\"name\":" TEXT("Alene", "Alone") "}"
    ",{\"key\":\"sleep\",\"icon\":\"moon\",\"name\":" TEXT("Søvn", "Sleep") "}]"
    ",\"groups\":[{\"key\":\"tirsdag\",\"setting\":2,\"state\":\"meeting\",\"capacity\":8,\"taken\":3"
    ",\"topics\":[\"sleep\"],\"rules_version\":2,\"checked\":\"2026-11-10\",\"step_free\":true,\"hearing_loop\":false"
    ",\"name\":" TEXT("Tirsdagsgruppa", "The Tuesday group") ",\"purpose\":" TEXT("a", "b") ",\"whom\":" TEXT("c", "d")
    ",\"led\":" TEXT("e", "f") ",\"visit\":" TEXT("g", "h") ",\"place\":" TEXT("i", "j") ",\"way\":" TEXT("k", "l")
    ",\"meetings\":[{\"repeat\":\"weekly\",\"weekday\":2,\"every\":2,\"first\":\"2026-09-01\",\"last\":\"2027-06-01\""
    ",\"start\":\"18:00\",\"minutes\":150,\"cancelled\":[\"2026-12-22\"]"
    ",\"moved\":[{\"from\":\"2026-12-08\",\"to\":\"2026-12-09\",\"start\":\"17:30\"}]}"
    ",{\"repeat\":\"nth\",\"weekday\":4,\"nth\":5,\"first\":\"2026-09-01\",\"start\":\"09:05\",\"minutes\":60}"
    ",{\"repeat\":\"once\",\"first\":\"2026-12-13\",\"start\":\"00:00\",\"minutes\":1}"
    ",{\"repeat\":\"last\",\"weekday\":1,\"first\":\"2026-09-01\",\"start\":\"23:59\",\"minutes\":720"
    ",\"longer_agreed\":true}],\"rules\":[\"stays_here\""
    ",{\"sentence\":" TEXT("m", "n") ",\"why\":" TEXT("o", "p") "}]}]}";

static fault parse(const char *json, struct centre_file *file, char *why)
{
    return feed_centre_parse((struct span){(const uint8_t *)json, strlen(json)}, file, why, 256);
}

static void test_good(void)
{
    struct centre_file file;
    char why[256];
    CHECK_INT(parse(good, &file, why), FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK_TEXT(file.id, "demo");
    CHECK(file.language_count == 2 && file.recipient_count == 1 && file.topic_count == 2 && file.group_count == 1);
    CHECK_TEXT(file.name.in[1], "The centre");
    CHECK(file.panel.width_mm == 268 && file.panel.lower_edge_mm == 800);
    const struct centre_group *g = &file.groups[0];
    CHECK_TEXT(g->name.in[0], "Tirsdagsgruppa");
    CHECK(g->state == GROUP_MEETING && g->setting == SETTING_CENTRE && g->capacity == 8 && g->taken == 3);
    CHECK(g->topic_count == 1 && g->topics[0] == 1 && g->step_free && !g->hearing_loop);
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
    CHECK_INT(file.warning_count, 1);
    CHECK(file.warning_count == 1 && strstr(file.warnings[0], "groups[0].meetings[0]: 150 minutes"));
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
    buffer_text(&json, "\"panel\":{\"width_mm\":1,\"height_mm\":2,\"width_px\":3,\"height_px\":4,\"lower_edge_mm\":5},"
                       "\"topics\":[{\"icon\":\"user\",");
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
        check_own(&file.topics[0].name, "topic");
        CHECK_TEXT(file.topics[0].key, "alone");
        CHECK_TEXT(file.topics[0].icon, "user");
        CHECK(file.panel.width_mm == 1 && file.panel.height_mm == 2 && file.panel.width_px == 3);
        CHECK(file.panel.height_px == 4 && file.panel.lower_edge_mm == 5);
        check_own(&g->rules[1].sentence, "rule sentence");
        check_own(&g->rules[1].why, "rule why");
        for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++)
            check_own(centre_group_text(g, i), group_texts[i].name);
        CHECK(g->setting == SETTING_NODE && g->state == GROUP_FORMING && g->capacity == 11 && g->taken == 5);
        CHECK(g->rules_version == 7 && g->checked_day == date_day(2026, 11, 10) && !g->step_free && g->hearing_loop);
    }
    centre_file_free(&file);
    buffer_free(&json);
}

/* `from` of the good file becomes `to`; the refusal names `place`. */
static const struct spoilt { const char *from, *to, *place; } spoilt[] = {
    {"\"format\":1,", "", "format: is missing"},
    {"\"format\":1", "\"format\":0", "format: 0, 1 to 1"},
    {"\"format\":1", "\"format\":\"1\"", "format: not a whole number"},
    {"\"id\":\"demo\"", "\"id\":\"Demo\"", "id: only a-z"},
    {"\"id\":\"demo\"", "\"id\":\"abcdefghijklmnopq\"", "id: 17 bytes, at most 16"},
    {"\"id\":\"demo\"", "\"id\":\"\"", "id: is empty"},
    {"\"id\":\"demo\"", "\"id\":\"demo\",\"name\":1", "the file: line 1"},
    {"\"id\":\"demo\"", "\"id\":\"demo\",\"extra\":1", "the file: unknown key \"extra\""},
    {"[\"nb\",\"en\"]", "[]", "languages: 0 rows"},
    {"[\"nb\",\"en\"]", "[\"nb\",\"nb\"]", "languages[1]: stands there twice"},
    {"[\"nb\",\"en\"]", "[\"nb\",\"xx\"]", "languages[1]: no language of this program"},
    {"[\"nb\",\"en\"]", "[\"nb\",5]", "languages[1]: not a text"},
    {"[\"nb\",\"en\"]", "\"nb\"", "languages: not a list"},
    {"[\"nb\",\"en\"]", "[\"nb\"]", "name: unknown key \"en\""},
    {"\"Senteret\"", "\"  \"", "name.nb: is empty"},
    {"{\"nb\":\"Senteret\",\"en\":\"The centre\"}", "{\"nb\":\"Senteret\"}", "name.en: is missing"},
    {"{\"nb\":\"Senteret\",\"en\":\"The centre\"}", "\"Senteret\"", "name: not an object"},
    {"\"Skranken\"", "\"Skr\\nanken\"", "desk.nb: has a character"},
    {"\"Skranken\"", "\"Skr\\u0000anken\"", "the file: line 1"},
    {"\"Skranken\"", "\"Skr\xff" "anken\"", "the file: line 1"},
    {"\"Skranken\"", "null", "desk.nb: not a text"},
    {"age1q", "age2q", "recipients[0]: not an age recipient"},
    {"age1q", "age1qq", "recipients[0]: not an age recipient"},
    {"\"width_mm\":268", "\"width_mm\":0", "panel.width_mm: 0, 1 to 5000"},
    {"\"width_mm\":268", "\"width_mm\":268.5", "panel.width_mm: not a whole number"},
    {"\"width_mm\":268", "\"width_mm\":99999999999999999999999", "the file: line 1"},
    {"\"width_mm\":268", "\"width\":268", "panel: unknown key \"width\""},
    {",\"lower_edge_mm\":800", "", "panel.lower_edge_mm: is missing"},
    {"\"key\":\"sleep\"", "\"key\":\"alone\"", "topics[1]: the key \"alone\" stands there twice"},
    {"\"key\":\"sleep\"", "\"key\":\"sle ep\"", "topics[1].key: only a-z"},
    {"\"key\":\"tirsdag\"", "\"key\":\"tirsdagsgruppa-i-andre-etasje-sor\"", "groups[0].key: 33 bytes"},
    {"\"setting\":2", "\"setting\":4", "groups[0].setting: 4, 1 to 3"},
    {"\"state\":\"meeting\"", "\"state\":\"open\"", "groups[0].state: not forming"},
    {"\"capacity\":8", "\"capacity\":2", "groups[0].capacity: 2, 3 to 12"},
    {"\"taken\":3", "\"taken\":9", "groups[0].taken: 9, 0 to 8"},
    {"[\"sleep\"]", "[\"slep\"]", "groups[0].topics[0]: no topic"},
    {"[\"sleep\"]", "[\"sleep\",\"sleep\"]", "groups[0].topics[1]: stands there twice"},
    {"[\"sleep\"]", "[]", "groups[0].topics: 0 rows"},
    {"\"rules_version\":2", "\"rules_version\":0", "groups[0].rules_version"},
    {"2026-11-10", "2026-02-29", "groups[0].checked: not a day"},
    {"2026-11-10", "2026-11-1", "groups[0].checked: not a day"},
    {"2026-11-10", "10.11.2026", "groups[0].checked: not a day"},
    {"\"step_free\":true", "\"step_free\":1", "groups[0].step_free: neither"},
    {"\"step_free\":true,", "", "groups[0].step_free: is missing"},
    {"\"repeat\":\"weekly\"", "\"repeat\":\"daily\"", "groups[0].meetings[0].repeat: not once"},
    {"\"weekday\":2", "\"weekday\":0", "groups[0].meetings[0].weekday: 0, 1 to 7"},
    {"\"every\":2", "\"every\":53", "groups[0].meetings[0].every: 53"},
    {"\"every\":2", "\"nth\":2", "groups[0].meetings[0]: unknown key \"nth\""},
    {"\"last\":\"2027-06-01\"", "\"last\":\"2026-08-01\"", "groups[0].meetings[0]: last is before first"},
    {"\"18:00\"", "\"24:00\"", "groups[0].meetings[0].start: not a time"},
    {"\"18:00\"", "\"6 pm\"", "groups[0].meetings[0].start: not a time"},
    {"\"18:00\"", "1800", "groups[0].meetings[0].start: not a time"},
    {"\"minutes\":150", "\"minutes\":721", "groups[0].meetings[0].minutes: 721"},
    {"\"cancelled\"", "\"canceled\"", "groups[0].meetings[0]: unknown key \"canceled\""},
    {"[\"2026-12-22\"]", "[\"2026-12-08\"]", "groups[0].meetings[0].moved[0]: this date is changed twice"},
    {"[\"2026-12-22\"]", "[20261222]", "groups[0].meetings[0].cancelled[0]: not a day"},
    {"\"to\":\"2026-12-09\",", "", "groups[0].meetings[0].moved[0].to: is missing"},
    {"\"nth\":5", "\"nth\":6", "groups[0].meetings[1].nth: 6"},
    {"\"nth\":5,", "", "groups[0].meetings[1].nth: is missing"},
    {"\"once\",", "\"once\",\"weekday\":1,", "groups[0].meetings[2]: unknown key \"weekday\""},
    {"\"stays_here\",", "", "groups[0].rules: every group has the rule \"stays_here\""},
    {"\"stays_here\"", "\"stays\"", "groups[0].rules[0]: no rule of the library"},
    {"\"stays_here\"", "\"stays_here\",\"stays_here\"", "groups[0].rules[1]: stands there twice"},
    {"\"sentence\":", "\"sentense\":", "groups[0].rules[1]: unknown key \"sentense\""},
    {"}]}", "},7]}", "groups[1]: not an object"},
    {"}]}]}", "}]}", "the file: line 1"},
    {"}]}]}", "}]}]} x", "the file: line 1"},
};

static char *swap(const char *from, const char *to)
{
    /* the ending is sought from behind, all else from the front */
    const char *at = NULL;
    for (const char *p = strstr(good, from); p; p = from[0] == '}' ? strstr(p + 1, from) : NULL)
        at = p;
    if (!at)
        return NULL;
    size_t size = strlen(good) + strlen(to) + 1;
    char *out = calloc(1, size);
    if (out)
        snprintf(out, size, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    return out;
}

static void test_spoilt(void)
{
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        struct centre_file file;
        char why[256] = "";
        char *json = swap(spoilt[i].from, spoilt[i].to);
        CHECK(json != NULL);
        if (!json)
            continue;
        fault f = parse(json, &file, why);
        if (f != FAULT_BAD_INPUT || strncmp(why, spoilt[i].place, strlen(spoilt[i].place)) != 0)
            printf("%s -> %s: %s\n", spoilt[i].from, spoilt[i].to, why);
        CHECK_INT(f, FAULT_BAD_INPUT);
        CHECK(strncmp(why, spoilt[i].place, strlen(spoilt[i].place)) == 0);
        CHECK(file.memory == NULL && file.group_count == 0);
        free(json);
    }
}

static void test_newer(void)
{
    struct centre_file file;
    char why[256];
    CHECK_INT(parse("{\"format\":2,\"shape\":\"unknown\"}", &file, why), FAULT_TOO_NEW);
    CHECK_INT(parse("", &file, why), FAULT_BAD_INPUT);
    CHECK_INT(parse("[]", &file, why), FAULT_BAD_INPUT);
    CHECK_INT(parse("null", &file, why), FAULT_BAD_INPUT);
    CHECK_INT(feed_centre_read("/no/such/file", &file, why, sizeof why), FAULT_FILE_MISSING);
    CHECK(strstr(why, "/no/such/file"));
}

/* Any byte changed, any end cut off: taken or refused, with a line; never a crash or a leak (the sanitizers watch). */
static void test_noise(void)
{
    char json[sizeof good];
    uint32_t seed = 7;
    int taken = 0;
    for (int i = 0; i < 4000; i++) {
        struct centre_file file;
        char why[256] = "";
        seed = seed * 1664525u + 1013904223u;
        memcpy(json, good, sizeof good);
        json[(seed >> 8) % (sizeof good - 1)] = (char)(1 + (seed >> 3) % 255);
        if (i % 4 == 0)
            json[(seed >> 5) % (sizeof good - 1)] = 0;
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
    char why[256];
    const char *path = "assets/demo/centre.json";
    fault f = feed_centre_read(path, &file, why, sizeof why);
    if (f == FAULT_FILE_MISSING) {
        SKIP("not started in the project's folder");
        return;
    }
    if (f != FAULT_NONE)
        printf("%s: %s\n", path, why);
    CHECK_INT(f, FAULT_NONE);
    CHECK(file.group_count >= 16 && file.topic_count >= 8 && file.language_count == 2);
    CHECK_INT(file.warning_count, 0);
    for (enum group_text i = 0; i < GROUP_TEXT_COUNT; i++) /* a field that the demonstration never uses is seen by nobody */
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

int main(void)
{
    test_good();
    test_own_words();
    test_spoilt();
    test_newer();
    test_noise();
    test_demo();
    return TEST_END();
}
