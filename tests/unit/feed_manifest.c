/* The manifest of an export: a good one is taken, and one that is not as described is refused at its place. */
#include "test.h"

#include <stdlib.h>
#include "feed/manifest.h"

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define KEY "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
#define ID_A "00112233445566778899aabbccddeeff"
#define ID_B "ff112233445566778899aabbccddeeff"
static const char good[] =
    "{\"erased\":[\"" ID_B "\",\"" ID_A "\"],\"files\":{\"consents/" ID_A ".json.age\":\"" HASH "\",\"records/" ID_B
    ".json.age\":\"" HASH
    "\"},\"format\":\"kx1\",\"kiosk\":\"demo\",\"log\":\"demo.kx.invalid/log\\n2\\n\",\"office\":\"" KEY
    "\",\"prev\":\"" HASH "\",\"rows\":2,\"schema\":1,\"seq\":7}\n";

static fault read(const char *json, struct manifest *m, char *why)
{
    return manifest_read((struct span){(const uint8_t *)json, strlen(json)}, m, why, 256);
}

static void test_good(void)
{
    struct manifest m;
    char why[256] = "";
    CHECK_INT(read(good, &m, why), FAULT_NONE);
    CHECK_TEXT(m.kiosk, "demo");
    CHECK_INT(m.sequence, 7);
    CHECK_TEXT(m.office, KEY);
    CHECK_INT(m.rows, 2);
    CHECK_INT(m.file_count, 2);
    CHECK_INT(m.erased_count, 2);
    CHECK(manifest_find(&m, "records/" ID_B ".json.age") != NULL);
    CHECK(manifest_find(&m, "records/" ID_A ".json.age") == NULL);
    CHECK(manifest_erased(&m, ID_A) && manifest_erased(&m, ID_B));
    CHECK(!manifest_erased(&m, "ab112233445566778899aabbccddeeff"));
    manifest_free(&m);
    CHECK(manifest_find(&m, "x") == NULL && !manifest_erased(&m, ID_A));
}

/* Lists of kiosks that take no letters, and those of before: they stay readable. */
static void test_no_office(void)
{
    struct manifest m;
    char why[256] = "", text[2048];
    const char *at = strstr(good, ",\"office\""), *behind = strstr(good, ",\"prev\"");
    snprintf(text, sizeof text, "%.*s%s", (int)(at - good), good, behind);
    CHECK_INT(read(text, &m, why), FAULT_NONE);
    CHECK_TEXT(m.office, "");
    manifest_free(&m);
}

/* Each spoils the good one in one place: what stands there, what stands there instead, what the refusal must name. */
static const struct {
    const char *from, *to, *names;
} spoilt[] = {
    {"kx1", "kx2", "format"},
    {"\"format\":\"kx1\",", "", "format"},
    {"\"seq\":7", "\"seq\":0", "seq"},
    {"\"seq\":7", "\"seq\":7,\"more\":1", "more"},
    {"\"seq\":7", "\"seq\":7.5", "seq"},
    {"\"rows\":2", "\"rows\":3", "rows"},
    {"\"rows\":2", "\"rows\":\"2\"", "rows"},
    {"\"schema\":1", "\"schema\":-1", "schema"},
    {"\"kiosk\":\"demo\"", "\"kiosk\":\"a-name-that-is-too-long\"", "kiosk"},
    {"\"kiosk\":\"demo\"", "\"kiosk\":7", "kiosk"},
    {"\"prev\":\"0", "\"prev\":\"g", "prev"},
    {"\"prev\":\"0", "\"prev\":\"", "prev"},
    {"\"log\":\"demo.kx.invalid/log\\n2\\n\"", "\"log\":2", "log"},
    {KEY, KEY "x", "office"},
    {KEY, "RW", "office"},
    {"\"" KEY "\"", "7", "office"},
    {".json.age\":\"0", ".json.age\":\"x", "files"},
    {"[\"" ID_B "\",", "[\"" ID_B "ff\",", "erased[0]"},
    {"\"" ID_A "\"],", "7],", "erased[1]"},
    {"\"erased\":[", "\"erased\":{", "line 1"},
    {"}\n", "}}\n", "line 1"},
    {"\"seq\":7", "\"seq\":7,\"seq\":7", "twice"},
};

static void test_spoilt(void)
{
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        struct manifest m;
        char why[256] = "", text[2048];
        const char *at = strstr(good, spoilt[i].from);
        CHECK(at != NULL);
        if (!at)
            continue;
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, spoilt[i].to, at + strlen(spoilt[i].from));
        fault f = read(text, &m, why);
        CHECK_INT(f, i == 0 ? FAULT_TOO_NEW : FAULT_FILE_DAMAGED);
        CHECK(strstr(why, spoilt[i].names) != NULL);
        CHECK(m.files == NULL && m.erased == NULL && m.file_count == 0);
    }
}

/* Cut anywhere, it is refused and nothing stays behind. */
static void test_cut(void)
{
    for (size_t length = 0; length + 2 < strlen(good); length++) {
        struct manifest m;
        char *cut = malloc(length + 1); /* its own block, so that reading past it is seen */
        if (!cut)
            continue;
        memcpy(cut, good, length);
        fault f = manifest_read((struct span){(const uint8_t *)cut, length}, &m, NULL, 0);
        CHECK_INT(f, FAULT_FILE_DAMAGED);
        free(cut);
    }
}

int main(void)
{
    test_good();
    test_no_office();
    test_spoilt();
    test_cut();
    return TEST_END();
}
