/* Every row of findings.def is provoked, at its place and line, with what stands there; and no row is there that nothing provokes. */
#include "test.h"

#include <stdlib.h>
#include "base/date.h"
#include "base/text.h"
#include "base/words.h"
#include "centre_text.h"
#include "feed/centre.h"
#include "scratch.h"

static bool provoked[FINDING_COUNT];

static const struct finding *row_of(const struct findings *found, enum finding_id id, const char *place)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->row[i].id == (int32_t)id && text_same(found->row[i].place, place))
            return &found->row[i];
    return NULL;
}

static void list(const struct findings *found)
{
    for (size_t i = 0; i < found->count; i++)
        printf("  %s %s: %s (%s)\n", finding_name((enum finding_id)found->row[i].id), found->row[i].place,
               found->row[i].stands, found->row[i].other);
}

/* That finding is there, its sentences are whole, and the file is taken or not as its grade says. */
static void expect(const char *json, size_t length, enum finding_id id, const char *place, const char *stands)
{
    struct findings found = {0};
    struct centre_file file;
    char matter[FINDING_SENTENCE_MAX], advice[FINDING_SENTENCE_MAX];
    fault f = feed_centre_parse((struct span){(const uint8_t *)json, length}, date_day(2026, 11, 20), &file, &found);
    const struct finding *row = row_of(&found, id, place);
    if (!row || !text_same(row->stands, stands)) {
        printf("wanted %s at %s: %s\n", finding_name(id), place, stands);
        list(&found);
    }
    CHECK(row != NULL);
    CHECK(f == (id == FINDING_format_new            ? FAULT_TOO_NEW
                : found.of_grade[GRADE_REFUSED] > 0 ? FAULT_BAD_INPUT
                                                    : FAULT_NONE));
    CHECK((f == FAULT_NONE) == (file.memory != NULL));
    if (row) {
        CHECK_TEXT(row->stands, stands);
        finding_matter(matter, row);
        finding_advice(advice, row);
        CHECK(!strchr(matter, '{') && !strchr(advice, '{') && *matter && *advice);
        CHECK(row->line == 1 || id == FINDING_file_empty || id == FINDING_file_utf16);
        provoked[id] = true;
    }
    findings_free(&found);
    centre_file_free(&file);
}

static const struct spoilt {
    const char *from, *to;
    enum finding_id id;
    const char *place, *stands;
} spoilt[] = {
    /* the file, and its form */
    {"\"format\":1", "\"format\":2", FINDING_format_new, "format", "2"},
    {"}]}]}", "}]}", FINDING_form_cut, "groups[1]", ""},
    {"\"id\":\"demo\",", "\"id\":\"demo\"", FINDING_form_comma, "id", "\"languages\":[\"nb\",\"en\"],"},
    {"[\"nb\",\"en\"]", "[\"nb\",\"en\",]", FINDING_form_more, "languages[2]", "],\"name\":{\"nb\":\"Senteret"},
    {"\"id\":\"demo\"", "\"id\" \"demo\"", FINDING_form_colon, "id", "\"demo\",\"languages\":[\"nb\""},
    {"\"demo\"", "“demo”", FINDING_form_quotes, "id", "“demo”,\"languages\":["},
    {"\"step_free\":true", "\"step_free\":yes", FINDING_form_bare, "groups[0].step_free", "yes,\"hearing_loop\":false"},
    {"\"Skranken\"", "\"Skr\nanken\"", FINDING_form_line, "desk.nb", "?anken\",\"en\":\"The desk\"}"},
    {"\"Skranken\"", "\"C:\\desk\"", FINDING_form_escape, "desk.nb", "\\desk\",\"en\":\"The desk\"},"},
    {"\"capacity\":8", "\"capacity\":08", FINDING_form_figures, "groups[0].capacity", "08,\"taken\":3,\"topics\":[\""},
    {"\"id\"", "/* who */\"id\"", FINDING_form_comment, "format", "/* who */\"id\":\"demo\",\"la"},
    {"[\"nb\",\"en\"]", "[\"nb\",\"en\"}", FINDING_form_bracket, "languages[2]", "},\"name\":{\"nb\":\"Senteret"},
    {"}]}]}", "}]}]} x", FINDING_form_behind, "", "x"},
    {"\"capacity\":8", "\"capacity\":=8", FINDING_form_other, "groups[0].capacity", "=8,\"taken\":3,\"topics\":[\""},
    {"\"Skranken\"", "\"Skr\xf8nken\"", FINDING_file_utf8, "desk.nb", "?nken\",\"en\":\"The desk\"},"},
    /* keys and values */
    {"\"cancelled\"", "\"canceled\"", FINDING_key_unknown, "groups[0].meetings[0]", "\"canceled\""},
    {"\"sentence\":", "\"sentense\":", FINDING_key_unknown, "groups[0].rules[1]", "\"sentense\""},
    {"[\"nb\",\"en\"]", "[\"nb\"]", FINDING_key_unknown, "name", "\"en\""},
    {"\"width_mm\":268", "\"width\":268", FINDING_key_unknown, "panel", "\"width\""},
    {"\"id\":\"demo\"", "\"id\":\"demo\",\"id\":\"demo\"", FINDING_key_twice, "", "\"id\""},
    {"\"every\":2", "\"nth\":2", FINDING_key_idle, "groups[0].meetings[0].nth", "2"},
    {"\"once\",", "\"once\",\"weekday\":1,", FINDING_key_idle, "groups[0].meetings[2].weekday", "1"},
    {"\"format\":1,", "", FINDING_missing, "format", ""},
    {",\"lower_edge_mm\":800", "", FINDING_missing, "panel.lower_edge_mm", ""},
    {"\"step_free\":true,", "", FINDING_missing, "groups[0].step_free", ""},
    {"\"to\":\"2026-12-09\",", "", FINDING_missing, "groups[0].meetings[0].moved[0].to", ""},
    {"\"nth\":5,", "", FINDING_missing, "groups[0].meetings[1].nth", ""},
    {"{\"nb\":\"Senteret\",\"en\":\"The centre\"}", "\"Senteret\"", FINDING_not_object, "name", "\"Senteret\""},
    {"}]}", "},7]}", FINDING_not_object, "groups[1]", "7"},
    {"[\"nb\",\"en\"]", "\"nb\"", FINDING_not_list, "languages", "\"nb\""},
    {"\"Skranken\"", "null", FINDING_not_text, "desk.nb", "null"},
    {"[\"nb\",\"en\"]", "[\"nb\",5]", FINDING_not_text, "languages[1]", "5"},
    {"\"capacity\":8", "\"capacity\":\"8\"", FINDING_not_number, "groups[0].capacity", "\"8\""},
    {"\"width_mm\":268", "\"width_mm\":268.5", FINDING_not_number, "panel.width_mm", "268.5"},
    {"\"step_free\":true", "\"step_free\":1", FINDING_not_flag, "groups[0].step_free", "1"},
    {"2026-11-10", "2026-02-29", FINDING_not_day, "groups[0].checked", "\"2026-02-29\""},
    {"2026-11-10", "10.11.2026", FINDING_not_day, "groups[0].checked", "\"10.11.2026\""},
    {"[\"2026-12-22\"]", "[20261222]", FINDING_not_day, "groups[0].meetings[0].cancelled[0]", "20261222"},
    {"\"18:00\"", "\"24:00\"", FINDING_not_time, "groups[0].meetings[0].start", "\"24:00\""},
    {"\"18:00\"", "1800", FINDING_not_time, "groups[0].meetings[0].start", "1800"},
    {"\"state\":\"meeting\"", "\"state\":\"open\"", FINDING_not_word, "groups[0].state", "\"open\""},
    {"\"repeat\":\"weekly\"", "\"repeat\":\"daily\"", FINDING_not_word, "groups[0].meetings[0].repeat", "\"daily\""},
    {"\"setting\":2", "\"setting\":4", FINDING_number_range, "groups[0].setting", "4"},
    {"\"width_mm\":268", "\"width_mm\":99999999999999999999999", FINDING_number_range, "panel.width_mm",
     "99999999999999999999999"},
    {"\"every\":2", "\"every\":53", FINDING_number_range, "groups[0].meetings[0].every", "53"},
    {"[\"nb\",\"en\"]", "[]", FINDING_list_rows, "languages", "0"},
    {"[\"sleep\",\"alone\"]", "[]", FINDING_list_rows, "groups[0].topics", "0"},
    {"[\"nb\",\"en\"]", "[\"nb\",\"nb\"]", FINDING_list_row, "languages[1]", "\"nb\""},
    {"\"key\":\"sleep\"", "\"key\":\"alone\"", FINDING_list_row, "topics[1].key", "\"alone\""},
    {"[\"sleep\",\"alone\"]", "[\"sleep\",\"sleep\"]", FINDING_list_row, "groups[0].topics[1]", "\"sleep\""},
    {"\"stays_here\"", "\"stays_here\",\"stays_here\"", FINDING_list_row, "groups[0].rules[1]", "\"stays_here\""},
    {"\"id\":\"demo\"", "\"id\":\"Demo\"", FINDING_key_signs, "id", "\"Demo\""},
    {"\"id\":\"demo\"", "\"id\":\"\"", FINDING_key_signs, "id", "\"\""},
    {"\"key\":\"sleep\"", "\"key\":\"sle ep\"", FINDING_key_signs, "topics[1].key", "\"sle ep\""},
    {"\"id\":\"demo\"", "\"id\":\"abcdefghijklmnopq\"", FINDING_key_long, "id", "\"abcdefghijklmnopq\""},
    /* texts */
    {"{\"nb\":\"Senteret\",\"en\":\"The centre\"}", "{\"nb\":\"Senteret\"}", FINDING_text_language, "name.en", ""},
    {"{\"nb\":\"Senteret\",\"en\":\"The centre\"}", "{\"en\":\"The centre\"}", FINDING_text_first, "name.nb", ""},
    {"\"Senteret\"", "\"  \"", FINDING_text_blank, "name.nb", "\"  \""},
    {"\"Tirsdagsgruppa\"", "\"\\u200b\\u2060\"", FINDING_text_blank, "groups[0].name.nb", "\"\\u200b\\u2060\""},
    {"\"Tirsdagsgruppa\"", "\"\xc2\xa0 …\"", FINDING_text_blank, "groups[0].name.nb", "\"\xc2\xa0 …\""},
    {"\"Skranken\"", "\"Skr\\nanken\"", FINDING_text_control, "desk.nb", "\"Skr\\nanken\""},
    {"\"Skranken\"", "\"Skr\xef\xbf\xbdnken\"", FINDING_text_control, "desk.nb", "\"Skr?nken\""},
    {"\"Tirsdagsgruppa\"", "\"Vi som er her hver uke nå\"", FINDING_text_words, "groups[0].name.nb", "7"},
    /* who has approved the list may be left out; what is said of it is looked at like any text */
    {"\"format\":1", "\"format\":1,\"approval\":\"Komiteen\"", FINDING_not_object, "approval", "\"Komiteen\""},
    {"\"format\":1", "\"format\":1,\"approval\":{\"en\":\"The board\"}", FINDING_text_first, "approval.nb", ""},
    {"\"format\":1", "\"format\":1,\"approval\":{\"nb\":\"Komiteen\"}", FINDING_text_language, "approval.en", ""},
    {"\"format\":1", "\"format\":1,\"approval\":{\"nb\":\"…\",\"en\":\"The board\"}", FINDING_text_blank, "approval.nb",
     "\"…\""},
    {"\"format\":1", "\"format\":1,\"approval\":{\"nb\":\"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\",\"en\":\"a\"}",
     FINDING_text_words, "approval.nb", "15"},
    {"\"Tirsdagsgruppa\"", "\"Samtalegruppa i andreetasjen til høyre\"", FINDING_text_long, "groups[0].name.nb", "38"},
    {"\"a\"", "\"Tirsdagskveldssamtalegruppedeltakerne møtes\"", FINDING_text_word, "groups[0].purpose.nb",
     "\"Tirsdagskveldssamtalegruppedeltakerne møtes\""},
    {"\"Tirsdagsgruppa\"", "\"Kaffe ☕\"", FINDING_letter_none, "groups[0].name.nb", "\"Kaffe ☕\""},
    {"\"Tirsdagsgruppa\"", "\"火曜日\"", FINDING_letter_none, "groups[0].name.nb", "\"火曜日\""},
    {"\"Tirsdagsgruppa\"", "\"T\\u0336\\u0321\\u034e\\u031firsdag\"", FINDING_letter_marks, "groups[0].name.nb",
     "\"T\\u0336\\u0321\\u034e\\u031firsdag\""},
    {"\"Tirsdagsgruppa\"", "\"Selv\xe2\x80\x8bhjelp\"", FINDING_letter_hidden, "groups[0].name.nb", "\"Selv·hjelp\""},
    /* the centre */
    {"[\"nb\",\"en\"]", "[\"nb\",\"xx\"]", FINDING_language_none, "languages[1]", "\"xx\""},
    {"age1rez", "age2rez", FINDING_receiver_form, "recipients[0]",
     "\"age2rezqaslzxp53vm57s3uqxzmenakm2fezc7ex8wkacynz6vutrgjqx8ju0e\""},
    {"age1jteypae", "age1jteypea", FINDING_receiver_typo, "recipients[1]",
     "\"age1jteypeazhv4zakr30pg5fuf8u7g6vtw9998untzkrwa2jd9any9sfx78lv\""},
    {"age1jteypaezhv4zakr30pg5fuf8u7g6vtw9998untzkrwa2jd9any9sfx78lv",
     "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", FINDING_receiver_secret, "recipients[1]",
     "AGE-SECRET-KEY-1…"},
    {",\"age1jteypaezhv4zakr30pg5fuf8u7g6vtw9998untzkrwa2jd9any9sfx78lv\"", "", FINDING_receiver_few, "recipients",
     "[…]"},
    {"\"format\":1", "\"format\":1,\"office_key\":\"RWQ\"", FINDING_office_key, "office_key", "\"RWQ\""},
    {"\"format\":1", "\"format\":1,\"timetable_by\":\"stuff\"", FINDING_not_word, "timetable_by", "\"stuff\""},
    {"\"icon\":\"sleep\"", "\"icon\":\"slep\"", FINDING_icon_none, "topics[1].icon", "\"slep\""},
    {"\"icon\":\"sleep\"", "\"icon\":\"sleep\",\"area\":\"night\"", FINDING_area_none, "topics[1].area", "\"night\""},
    {"\"topics\":[{\"key\":\"alone\",",
     "\"areas\":[{\"key\":\"a\",\"icon\":\"home\",\"name\":{\"nb\":\"a\",\"en\":\"b\"}}],\"topics\":[{\"key\":\"alone\",",
     FINDING_area_missing, "topics[0]", ""},
    {"[\"sleep\",\"alone\"]", "[\"sleep\"]", FINDING_topic_idle, "topics[0]", "alone"},
    /* groups */
    {"[\"sleep\",\"alone\"]", "[\"slep\",\"alone\"]", FINDING_topic_none, "groups[0].topics[0]", "\"slep\""},
    {"\"taken\":3", "\"taken\":9", FINDING_taken_over, "groups[0].taken", "9"},
    {"2026-11-10", "2027-11-10", FINDING_checked_ahead, "groups[0].checked", "\"2027-11-10\""},
    {"\"step_free\":true", "\"held\":\"online\",\"step_free\":true", FINDING_access_idle, "groups[0].step_free",
     "true"},
    {"\"stays_here\"", "\"stays_her\"", FINDING_rule_none, "groups[0].rules[0]", "\"stays_her\""},
    {"\"stays_here\",", "", FINDING_rule_stays, "groups[0].rules", ""},
    /* times */
    {"\"last\":\"2027-06-01\"", "\"last\":\"2026-08-01\"", FINDING_slot_backward, "groups[0].meetings[0].last",
     "\"2026-08-01\""},
    {"\"every\":2", "\"pause\":{\"from\":\"2027-02-08\",\"to\":\"2026-12-20\"},\"every\":2", FINDING_slot_backward,
     "groups[0].meetings[0].pause.to", "\"2026-12-20\""},
    {"\"first\":\"2026-09-01\",\"last\":\"2027-06-01\"", "\"first\":\"2026-09-02\",\"last\":\"2026-09-05\"",
     FINDING_slot_never, "groups[0].meetings[0]", ""},
    {"\"every\":2", "\"pause\":{\"from\":\"2026-09-01\",\"to\":\"2027-06-01\"},\"every\":2", FINDING_slot_never,
     "groups[0].meetings[0]", ""},
    {",\"longer_agreed\":true,\"cancelled\"", ",\"cancelled\"", FINDING_slot_long, "groups[0].meetings[0].minutes",
     "150"},
    {"[\"2026-12-22\"]", "[\"2026-12-23\"]", FINDING_change_none, "groups[0].meetings[0].cancelled[0]",
     "\"2026-12-23\""},
    {"\"from\":\"2026-12-08\"", "\"from\":\"2026-12-07\"", FINDING_change_none, "groups[0].meetings[0].moved[0].from",
     "\"2026-12-07\""},
    {"[\"2026-12-22\"]", "[\"2026-12-08\"]", FINDING_change_twice, "groups[0].meetings[0].moved[0].from",
     "\"2026-12-08\""},
};

static void test_spoilt(void)
{
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        char *json = centre_swap(strdup(centre_good), spoilt[i].from, spoilt[i].to);
        expect(json, strlen(json), spoilt[i].id, spoilt[i].place, spoilt[i].stands);
        free(json);
    }
}

/* From `from` to its end, the group of the good file has other meetings and rules. */
static char *ending(const char *from, const char *end)
{
    char *json = strdup(centre_good), *at = strstr(json, from);
    assert(at);
    *at = 0;
    char *out = calloc(1, strlen(json) + strlen(end) + 1);
    assert(out);
    strcat(strcat(out, json), end);
    free(json);
    return out;
}

static void test_whole(void)
{
    char *json = ending(",\"meetings\":[", ",\"meetings\":[],\"rules\":[\"stays_here\"]}]}");
    expect(json, strlen(json), FINDING_slots_none, "groups[0].meetings", "[…]");
    free(json);
    json = ending(
        ",\"meetings\":[",
        ",\"meetings\":[{\"repeat\":\"once\",\"first\":\"2026-11-19\",\"start\":\"18:00\",\"minutes\":60}],\"rules\":[\"stays_here\"]}]}");
    expect(json, strlen(json), FINDING_slots_over, "groups[0].meetings", "");
    free(json);
    json = ending("[\"stays_here\"", "[]}]}");
    expect(json, strlen(json), FINDING_rules_none, "groups[0].rules", "[…]");
    free(json);
    char wide[160] = "\"", shown[160] = "\""; /* letters of four bytes, of no living language */
    for (int i = 0; i < 26; i++) {
        strcat(wide, "\U0001DF00");
        strcat(shown, i < 22 ? "\U0001DF00" : "");
    }
    json = centre_swap(strdup(centre_good), "\"i\"", strcat(wide, "\""));
    expect(json, strlen(json), FINDING_text_bytes, "groups[0].place.nb", strcat(shown, "…"));
    free(json);
    expect("", 0, FINDING_file_empty, "", "");
    expect(" \r\n", 3, FINDING_file_empty, "", "");
    expect("\xff\xfe{\0}\0", 6, FINDING_file_utf16, "", "");
    char deep[200];
    memset(deep, '[', sizeof deep);
    expect(deep, sizeof deep, FINDING_form_deep, "[0][0][0][0][0][0][0][0][0][0][0]", "[[[[[[[[[[[[[[[[[[[[[[[[");
}

/* Two groups, each with its own words; %s is filled by a test. */
static void add_group(struct buffer *out, const char *key, const char *place, const char *slot)
{
    char *group = strdup(strstr(centre_good, "{\"key\":\"tirsdag\"")), *end = strstr(group, ",\"meetings\"");
    *end = 0;
    group = centre_swap(group, "\"tirsdag\"", key);
    group = centre_swap(group, "{\"nb\":\"i\",\"en\":\"j\"}", place);
    buffer_format(out, "%s%s,\"meetings\":[%s],\"rules\":[\"stays_here\"]}",
                  out->data[out->length - 1] == '[' ? "" : ",", group, slot);
    free(group);
}

static void begin(struct buffer *out)
{
    buffer_add(out, centre_good, (size_t)(strstr(centre_good, "{\"key\":\"tirsdag\"") - centre_good));
}

#define PLACE(x) "{\"nb\":\"" x "\",\"en\":\"" x "\"}"
#define SLOT(day, start, more)                                                                                         \
    "{\"repeat\":\"weekly\",\"weekday\":" day ",\"first\":\"2026-09-01\",\"start\":\"" start "\",\"minutes\":90" more  \
    "}"

/* How many; where there is one it is looked at. */
static size_t clashes(const char *place, const char *slot)
{
    struct buffer out = {.limit = 1 << 20};
    struct findings found = {0};
    struct centre_file file;
    begin(&out);
    add_group(&out, "\"a\"", PLACE("Rom B204"), SLOT("2", "18:00", ""));
    add_group(&out, "\"b\"", place, slot);
    buffer_text(&out, "]}");
    CHECK_INT(feed_centre_parse((struct span){out.data, out.length}, date_day(2026, 11, 20), &file, &found),
              FAULT_NONE);
    size_t count = found.of[FINDING_room_same];
    findings_free(&found);
    centre_file_free(&file);
    buffer_free(&out);
    return count;
}

static void test_rooms(void)
{
    static const char hour[] = SLOT("2", "19:00", "");
    CHECK_INT(clashes(PLACE("rom b 204"), hour), 0); /* "b 204" is another word than "b204" */
    CHECK_INT(clashes(PLACE("ROM B204"), hour), 1);
    CHECK_INT(clashes(PLACE("Rom B205"), hour), 0);
    CHECK_INT(clashes(PLACE("Rom B204"), SLOT("2", "19:30", "")), 0); /* one ends as the other begins */
    CHECK_INT(clashes(PLACE("Rom B204"), SLOT("3", "18:00", "")), 0);
    CHECK_INT(clashes(PLACE("Rom B204"), SLOT("2", "18:00", ",\"every\":2")), 1);
    CHECK_INT(clashes(PLACE("Rom B204"), SLOT("2", "18:00", ",\"last\":\"2026-11-01\"")), 0); /* over before today */
    CHECK_INT(
        clashes(PLACE("Rom B204"), SLOT("2", "18:00", ",\"pause\":{\"from\":\"2026-11-01\",\"to\":\"2028-01-01\"}")),
        0);
    CHECK_INT(
        clashes(PLACE("Rom B204"), "{\"repeat\":\"once\",\"first\":\"2026-11-24\",\"start\":\"17:00\",\"minutes\":61}"),
        1);
    CHECK_INT(
        clashes(
            PLACE("Rom B204"),
            "{\"repeat\":\"nth\",\"nth\":1,\"weekday\":2,\"first\":\"2026-09-01\",\"start\":\"19:00\",\"minutes\":60}"),
        1);
    CHECK_INT(clashes(PLACE("Rom B204"), SLOT("1", "23:00", "")), 0);
    struct buffer out = {.limit = 1 << 20}; /* the night from Sunday to Monday */
    begin(&out);
    add_group(&out, "\"a\"", PLACE("Rom B204"),
              "{\"repeat\":\"weekly\",\"weekday\":7,\"first\":\"2026-09-01\",\"start\":\"23:00\",\"minutes\":120}");
    add_group(&out, "\"b\"", PLACE("Rom B204"), SLOT("1", "00:30", ""));
    buffer_text(&out, "]}");
    expect(buffer_string(&out), out.length, FINDING_room_same, "groups[1].place", "Rom B204");
    expect(buffer_string(&out), out.length, FINDING_name_same, "groups[1].name", "Tirsdagsgruppa");
    buffer_free(&out);
    struct buffer twin = {.limit = 1 << 20};
    begin(&twin);
    add_group(&twin, "\"a\"", PLACE("x"), hour);
    add_group(&twin, "\"a\"", PLACE("y"), hour);
    buffer_text(&twin, "]}");
    expect(buffer_string(&twin), twin.length, FINDING_list_row, "groups[1].key", "\"a\"");
    buffer_free(&twin);
}

static void test_many(void)
{
    struct buffer out = {.limit = 64 << 20}; /* more topics than stand well in a list */
    const char *topics = strstr(centre_good, "{\"key\":\"alone\"");
    buffer_add(&out, centre_good, (size_t)(topics - centre_good));
    for (int i = 0; i < 11; i++)
        buffer_format(&out, "{\"key\":\"t%d\",\"icon\":\"alone\",\"name\":{\"nb\":\"a\",\"en\":\"b\"}},", i);
    buffer_text(&out, topics);
    expect(buffer_string(&out), out.length, FINDING_topics_many, "topics", "13");
    out.length = 0;
    char *json = strdup(centre_good),
         *at = strstr(json, "[\"2026-12-22\"]"); /* and more changed days than a group may have */
    buffer_add(&out, json, (size_t)(at - json));
    for (int i = 0; i < 64; i++)
        buffer_format(&out, "%s\"20%02d-%02d-01\"", i ? "," : "[", 27 + i / 12, 1 + i % 12);
    buffer_text(&out, "]");
    buffer_text(&out, at + strlen("[\"2026-12-22\"]"));
    expect(buffer_string(&out), out.length, FINDING_changes_many, "groups[0].meetings[0].moved[0].from",
           "\"2026-12-08\"");
    free(json);
    out.length = 0;
    begin(&out); /* 10,001 groups: a sentence, and the first 10,000 are looked at */
    for (int i = 0; i <= CENTRE_GROUPS_MAX; i++)
        buffer_text(&out, i ? ",{}" : "{}");
    buffer_text(&out, "]}");
    expect(buffer_string(&out), out.length, FINDING_list_rows, "groups", "10001");
    buffer_free(&out);
}

static void test_large(void)
{
    char folder[] = "/tmp/sirkel-feed-XXXXXX", path[64];
    struct findings found = {0};
    struct centre_file file;
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/large.json", folder);
    FILE *out = fopen(path, "w");
    CHECK(out && fseek(out, 33L << 20, SEEK_SET) == 0 && fputc('x', out) == 'x' && fclose(out) == 0);
    CHECK_INT(feed_centre_read(path, 0, &file, &found), FAULT_TOO_LARGE);
    CHECK(found.count == 1 && found.row[0].id == FINDING_file_large && found.row[0].most == 32);
    provoked[FINDING_file_large] = found.count == 1;
    findings_free(&found);
    scratch_remove(folder);
}

/* Beside a kiosk that has the good file. */
static void test_against(void)
{
    struct centre_file before, now;
    struct findings found = {0};
    const int32_t joined[] = {5};
    const struct feed_kiosk kiosk = {&before, joined};
    CHECK_INT(feed_centre_parse((struct span){(const uint8_t *)centre_good, strlen(centre_good)}, 0, &before, &found),
              FAULT_NONE);
    CHECK_INT(feed_against(&before, &kiosk, &found), FAULT_NONE);
    CHECK_INT(found.count, 0);
    static const struct {
        const char *from, *to;
        enum finding_id id;
        const char *place, *other;
    } rows[] = {
        {"\"demo\"", "\"other\"", FINDING_kiosk_other, "id", "demo"},
        {"\"tirsdag\"", "\"onsdag\"", FINDING_group_gone, "", "Tirsdagsgruppa"},
        {"\"capacity\":8,\"taken\":3", "\"capacity\":7,\"taken\":3", FINDING_places_under, "groups[0].capacity", "5"},
        {"\"m\"", "\"x\"", FINDING_rules_silent, "groups[0].rules_version", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *json = centre_swap(strdup(centre_good), rows[i].from, rows[i].to);
        CHECK_INT(feed_centre_parse((struct span){(const uint8_t *)json, strlen(json)}, 0, &now, &found), FAULT_NONE);
        CHECK_INT(feed_against(&now, &kiosk, &found), FAULT_NONE);
        const struct finding *row = row_of(&found, rows[i].id, rows[i].place);
        CHECK(row && found.count == 1);
        if (row) {
            CHECK_TEXT(row->other, rows[i].other);
            provoked[rows[i].id] = true;
        }
        findings_free(&found);
        centre_file_free(&now);
        free(json);
    }
    centre_file_free(&before);
}

/* Several at once are all there, in the order of the file, with their lines; the first that is refused is what the log has. */
static void test_all_at_once(void)
{
    static const char *const changes[][2] = {{",\"desk\"", ",\n\"desk\""},       {"\"Skranken\"", "5"},
                                             {",\"groups\"", ",\n\n\"groups\""}, {"\"capacity\":8", "\"capacity\":80"},
                                             {"\"18:00\"", "\"6 pm\""},          {"2026-11-10", "2026-13-10"}};
    char *json = strdup(centre_good), line[256];
    struct findings found = {0};
    struct centre_file file;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        json = centre_swap(json, changes[i][0], changes[i][1]);
    CHECK_INT(feed_centre_parse((struct span){(const uint8_t *)json, strlen(json)}, 0, &file, &found), FAULT_BAD_INPUT);
    CHECK_INT(found.count, 4);
    CHECK_INT(found.of_grade[GRADE_REFUSED], 4);
    static const struct {
        enum finding_id id;
        uint32_t line;
    } wanted[] = {{FINDING_not_text, 2}, {FINDING_number_range, 4}, {FINDING_not_day, 4}, {FINDING_not_time, 4}};
    for (size_t i = 0; i < found.count && i < 4; i++) {
        CHECK_INT(found.row[i].id, wanted[i].id);
        CHECK_INT(found.row[i].line, wanted[i].line);
    }
    findings_line(&found, line, sizeof line);
    CHECK_TEXT(line, "desk.nb, line 2: Here should be a text. 5 (3 more)");
    findings_free(&found);
    free(json);
}

/* What is like it is said. */
static void test_near(void)
{
    static const struct {
        const char *from, *to, *near;
    } rows[] = {{"\"cancelled\"", "\"canceled\"", "cancelled"},
                {"\"icon\":\"sleep\"", "\"icon\":\"sleeep\"", "sleep"},
                {"\"stays_here\"", "\"stay_here\"", "stays_here"},
                {"[\"sleep\",", "[\"slep\",", "sleep"},
                {"\"weekly\"", "\"wekly\"", "weekly"},
                {"\"id\"", "\"wholly-else\"", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *json = centre_swap(strdup(centre_good), rows[i].from, rows[i].to), advice[FINDING_SENTENCE_MAX];
        struct findings found = {0};
        struct centre_file file;
        CHECK_INT(feed_centre_parse((struct span){(const uint8_t *)json, strlen(json)}, 0, &file, &found),
                  FAULT_BAD_INPUT);
        size_t with = 0;
        for (size_t k = 0; k < found.count; k++) {
            finding_advice(advice, &found.row[k]);
            CHECK((strstr(advice, "Did you mean") != NULL) == (*found.row[k].near != 0));
            with += *found.row[k].near && text_same(found.row[k].near, rows[i].near);
        }
        CHECK_INT(with, *rows[i].near != 0);
        findings_free(&found);
        free(json);
    }
}

int main(void)
{
    test_spoilt();
    test_whole();
    test_rooms();
    test_many();
    test_large();
    test_against();
    test_all_at_once();
    test_near();
    for (int i = 0; i < FINDING_COUNT; i++) {
        if (!provoked[i])
            printf("nothing provokes %s\n", finding_name((enum finding_id)i));
        CHECK(provoked[i]);
    }
    return TEST_END();
}
