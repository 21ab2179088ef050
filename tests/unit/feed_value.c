/* JSON read in place: what is taken, how each mistake is named and where, beside jansson over many texts. */
#include "test.h"

#include <jansson.h>
#include <stdlib.h>
#include "base/bytes.h"
#include "feed/value.h"

static bool check(const char *text, struct value *top, struct value_error *error)
{
    return value_check((struct span){(const uint8_t *)text, strlen(text)}, top, error);
}

static void test_walk(void)
{
    static const char text[] =
        "\xef\xbb\xbf { \"a\" : [ 1 , -20,\"\\u00e5\\n\\\"\\ud83d\\ude42\",true , null,{}],\r\n\"b\":{\"c\":false},\"\":3 } \r\n";
    struct value_error error;
    struct value top, row, key;
    char out[32];
    int64_t number = 0;
    CHECK(check(text, &top, &error));
    CHECK_INT(value_kind(top), VALUE_OBJECT);
    CHECK_INT(value_count(top), 3);
    struct value list = value_member(top, "a");
    CHECK_INT(value_count(list), 6);
    static const enum value_kind kinds[] = {VALUE_NUMBER, VALUE_NUMBER, VALUE_TEXT,
                                            VALUE_TRUE,   VALUE_NULL,   VALUE_OBJECT};
    struct value_walk walk = value_begin(list);
    for (int i = 0; i < 6; i++) {
        CHECK(value_next(&walk, NULL, &row));
        CHECK_INT(value_kind(row), kinds[i]);
        if (i == 1)
            CHECK(value_integer(row, &number) && number == -20);
        if (i == 2) {
            CHECK_INT(value_text(row, out, sizeof out), 8);
            CHECK_TEXT(out, "å\n\"🙂");
            CHECK_INT(value_text(row, out, 6), 8); /* a letter is not cut in two */
            CHECK_TEXT(out, "å\n\"");
            CHECK_INT(value_text(row, out, 0), 8);
        }
    }
    CHECK(!value_next(&walk, NULL, &row));
    walk = value_begin(value_member(top, "b"));
    CHECK(value_next(&walk, &key, &row) && value_kind(row) == VALUE_FALSE);
    value_text(key, out, sizeof out);
    CHECK_TEXT(out, "c");
    struct span source = value_source(value_member(top, "b"));
    CHECK(source.length == 11 && memcmp(source.data, "{\"c\":false}", 11) == 0);
    CHECK_INT(value_kind(value_member(top, "")), VALUE_NUMBER);
    CHECK_INT(value_kind(value_member(top, "nothing")), VALUE_NOTHING);
    CHECK_INT(value_count(value_member(top, "")), 0);
    CHECK(!value_integer(list, &number) && value_text(list, out, sizeof out) == 0);
    CHECK_INT(value_kind(value_member(list, "a")), VALUE_NOTHING);
}

static void test_numbers(void)
{
    static const struct {
        const char *text;
        bool whole;
    } rows[] = {{"0", true},
                {"-0", true},
                {"12", true},
                {"9223372036854775807", true},
                {"9223372036854775808", false},
                {"1.0", false},
                {"1e3", false},
                {"1E+3", false},
                {"-1.5e-2", false},
                {"99999999999999999999999999", false},
                {"\"1\"", false},
                {"true", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct value top;
        struct value_error error;
        int64_t number;
        CHECK(check(rows[i].text, &top, &error));
        CHECK(value_integer(top, &number) == rows[i].whole);
        CHECK_INT(value_source(top).length, strlen(rows[i].text));
    }
}

static const struct mistake_row {
    const char *text;
    enum value_mistake mistake;
    const char *place;
    int offset;
} mistakes[] = {
    {"", VALUE_EMPTY, "", 0},
    {" \r\n ", VALUE_EMPTY, "", 0},
    {"\xef\xbb\xbf", VALUE_EMPTY, "", 0},
    {"\xff\xfe{", VALUE_UTF16, "", 0},
    {"\xfe\xff", VALUE_UTF16, "", 0},
    {"{\"a\":\"s\xf8ndag\"}", VALUE_UTF8, "a", 7},
    {"{\"a\":\"\xc3\"}", VALUE_UTF8, "a", 6},
    {"{\"a\":\"\xed\xa0\x80\"}", VALUE_UTF8, "a", 6},
    {"{\"a\":1", VALUE_CUT, "a", 6},
    {"{\"a\":", VALUE_CUT, "a", 5},
    {"{\"a", VALUE_CUT, "", 3},
    {"{", VALUE_CUT, "", 1},
    {"[1,", VALUE_CUT, "[1]", 3},
    {"{\"a\":{\"b\":\"c", VALUE_CUT, "a.b", 12},
    {"{\"a\":1 \"b\":2}", VALUE_COMMA, "a", 7},
    {"[1 2]", VALUE_COMMA, "[1]", 3},
    {"[[] {}]", VALUE_COMMA, "[1]", 4},
    {"{\"a\":1,}", VALUE_COMMA_MORE, "a", 7},
    {"[1,]", VALUE_COMMA_MORE, "[1]", 3},
    {"[1,,2]", VALUE_COMMA_MORE, "[1]", 3},
    {"{\"a\" 1}", VALUE_COLON, "a", 5},
    {"{\"a\"}", VALUE_COLON, "a", 4},
    {"{“a”:1}", VALUE_QUOTES, "", 1},
    {"{\"a\":'b'}", VALUE_QUOTES, "a", 5},
    {"{\"a\":\"b\",”c\":1}", VALUE_QUOTES, "a", 9},
    {"{a:1}", VALUE_BARE, "", 1},
    {"{\"a\":yes}", VALUE_BARE, "a", 5},
    {"{\"a\":True}", VALUE_BARE, "a", 5},
    {"{\"a\":truely}", VALUE_BARE, "a", 5},
    {"{\"a\":\"b\nc\"}", VALUE_LINE, "a", 7},
    {"{\"a\":\"b\tc\"}", VALUE_LINE, "a", 7},
    {"{\"a\":\"C:\\temp\\x\"}", VALUE_ESCAPE, "a", 13},
    {"{\"a\":\"\\u12g4\"}", VALUE_ESCAPE, "a", 6},
    {"{\"a\":\"\\u0000\"}", VALUE_ESCAPE, "a", 6},
    {"{\"a\":\"\\ud83d\"}", VALUE_ESCAPE, "a", 12},
    {"{\"a\":\"\\ude42\"}", VALUE_ESCAPE, "a", 6},
    {"{\"a\":018}", VALUE_FIGURES, "a", 5},
    {"{\"a\":+1}", VALUE_FIGURES, "a", 5},
    {"{\"a\":.5}", VALUE_FIGURES, "a", 5},
    {"{\"a\":1.}", VALUE_FIGURES, "a", 5},
    {"{\"a\":1x}", VALUE_FIGURES, "a", 5},
    {"{\"a\":-}", VALUE_FIGURES, "a", 5},
    {"{\"a\":1} // end", VALUE_BEHIND, "", 8},
    {"{\"a\":1, // one\n\"b\":2}", VALUE_COMMENT, "a", 8},
    {"{/* one */}", VALUE_COMMENT, "", 1},
    {"{\"a\":[1}", VALUE_BRACKET, "a[1]", 7},
    {"{\"a\":]", VALUE_BRACKET, "a", 5},
    {"{\"groups\":[{},{\"meetings\":[{\"start\":x}]}]}", VALUE_BARE, "groups[1].meetings[0].start", 36},
    {"{} {}", VALUE_BEHIND, "", 3},
    {"{\"a\":=}", VALUE_OTHER, "a", 5},
};

static void test_mistakes(void)
{
    bool seen[VALUE_OTHER + 1] = {[VALUE_GOOD] = true, [VALUE_DEEP] = true};
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct value top;
        struct value_error error;
        const struct mistake_row *m = &mistakes[i];
        bool good = check(m->text, &top, &error);
        if (good || error.mistake != m->mistake || (int)error.offset != m->offset || strcmp(error.place, m->place) != 0)
            printf("%s: %d at %zu in \"%s\"\n", m->text, error.mistake, error.offset, error.place);
        CHECK(!good && top.at == NULL);
        CHECK_INT(error.mistake, m->mistake);
        CHECK_INT(error.offset, m->offset);
        CHECK_TEXT(error.place, m->place);
        seen[m->mistake] = true;
    }
    for (int i = 0; i <= VALUE_OTHER; i++)
        CHECK(seen[i]);
    struct value top;
    struct value_error error;
    static const uint8_t wide[] = {'{', 0, '}', 0};
    CHECK(!value_check((struct span){wide, sizeof wide}, &top, &error) && error.mistake == VALUE_UTF16);
    CHECK(!value_check((struct span){NULL, 0}, &top, &error) && error.mistake == VALUE_EMPTY);
}

static void test_deep(void)
{
    for (size_t deep = 1; deep <= 100000; deep = deep < 40 ? deep + 1 : deep * 50) {
        char *text = malloc(2 * deep + 1);
        struct value top;
        struct value_error error;
        memset(text, '[', deep);
        memset(text + deep, ']', deep);
        text[2 * deep] = 0;
        CHECK(check(text, &top, &error) == (deep <= VALUE_DEPTH_MAX));
        CHECK_INT(error.mistake, deep <= VALUE_DEPTH_MAX ? VALUE_GOOD : VALUE_DEEP);
        free(text);
    }
}

/* A tree of jansson and a walk are the same. */
static bool same(json_t *theirs, struct value ours)
{
    char text[4096];
    int64_t number;
    switch (value_kind(ours)) {
    case VALUE_OBJECT: {
        struct value_walk walk = value_begin(ours);
        struct value key, value;
        while (value_next(&walk, &key, &value)) {
            value_text(key, text, sizeof text);
            if (!same(json_object_get(theirs, text), value))
                return false;
        }
        return json_is_object(theirs) && json_object_size(theirs) == value_count(ours);
    }
    case VALUE_LIST: {
        struct value_walk walk = value_begin(ours);
        struct value row;
        for (size_t i = 0; value_next(&walk, NULL, &row); i++)
            if (!same(json_array_get(theirs, i), row))
                return false;
        return json_is_array(theirs) && json_array_size(theirs) == value_count(ours);
    }
    case VALUE_TEXT: {
        size_t length = value_text(ours, text, sizeof text);
        return json_is_string(theirs) && length == json_string_length(theirs) &&
               memcmp(text, json_string_value(theirs), length) == 0;
    }
    case VALUE_NUMBER:
        return json_is_integer(theirs) ? value_integer(ours, &number) && number == json_integer_value(theirs)
                                       : json_is_real(theirs);
    case VALUE_TRUE:
        return json_is_true(theirs);
    case VALUE_FALSE:
        return json_is_false(theirs);
    case VALUE_NULL:
        return json_is_null(theirs);
    default:
        return false;
    }
}

/* Changed bytes: what jansson takes, we take and read the same; what it refuses, we refuse. */
static void test_beside_jansson(void)
{
    static const char start[] =
        "{\"a\":[1,-2,3.5,\"\\u00e5 \\ud83d\\ude42 s\xc3\xb8ndag\",true,false,null],\"b\":{\"c\":{},\"d\":[[],[{}]]},\"e\":\"\\\\\\\"\"}";
    static const char bits[] = "{}[]\",:\\u0159-+.eE truefalsnl/\xc3\xb8\xe2\x80\x9c\n";
    uint32_t seed = 11;
    int taken = 0, wrong = 0;
    for (int i = 0; i < 40000; i++) {
        char text[sizeof start];
        memcpy(text, start, sizeof start);
        for (int k = 0; k <= i % 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            text[(seed >> 8) % (sizeof start - 1)] = bits[(seed >> 20) % (sizeof bits - 1)];
        }
        json_error_t their_error;
        struct value_error error;
        struct value top;
        json_t *theirs = json_loadb(text, sizeof start - 1, JSON_DECODE_ANY, &their_error);
        bool ours = check(text, &top, &error), agree = ours == (theirs != NULL) && (!ours || same(theirs, top));
        bool twice = theirs && ours && !agree; /* a key twice: jansson keeps the last */
        json_decref(theirs);
        theirs = json_loadb(text, sizeof start - 1, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &their_error);
        if (!agree && !(twice && !theirs)) {
            printf("%s\n  jansson: %s, ours: %d\n", text, theirs ? "taken" : their_error.text, error.mistake);
            wrong++;
        }
        taken += ours;
        json_decref(theirs);
    }
    CHECK_INT(wrong, 0);
    CHECK(taken > 500);
}

int main(void)
{
    test_walk();
    test_numbers();
    test_mistakes();
    test_deep();
    test_beside_jansson();
    return TEST_END();
}
