/* Opening lists that were forged by somebody with the office's recipient: whatever does not fit together is refused
 * whole. */
#include "test.h"

#include <stdlib.h>
#define SIRKEL_ASSETS "assets" /* as the Makefile has it for the program */
#include "ctl/open.c"
#include "seal/export.c"

enum { CONSENT = 1, MEMBERSHIP = 0, PARTS = 4, LISTS_MAX = 64 * 1024 };
#define ID_A "aa112233445566778899aabbccddeeff"
#define ID_B "bb112233445566778899aabbccddeeff"

struct part { /* of a list: what lies under which name; none: the list ends */
    const char *name;
    bool consent;
    const char *id, *sign_up, *kiosk;
};
struct forged {
    struct part part[PARTS];
    const char *erased; /* an id, or NULL */
    const char *listed; /* a name more in the manifest, or NULL */
    bool hash_wrong, plain_broken, two_lines;
    const char *text;      /* a consent text in it, or NULL */
    const char *text_name; /* its name, where it is not the one it should have */
    bool text_unnamed;     /* the manifest does not say so */
    fault want;
};

static const struct seal_identity *office(void)
{
    static struct seal_identity key;
    if (!key.secret[0] && !key.secret[1])
        seal_identity_make(&key);
    return &key;
}

static fault put(void *to, const void *data, size_t length)
{
    buffer_add(to, data, length);
    return FAULT_NONE;
}

static void seal_to_office(struct buffer *out, const char *text, size_t length)
{
    CHECK_INT(seal_age_make(out, &office()->recipient, 1, (struct span){(const uint8_t *)text, length}), FAULT_NONE);
}

static void record_of(struct buffer *out, const struct forged *f, const struct part *p)
{
    struct buffer json = {.limit = 4096};
    buffer_format(
        &json,
        "{\"schema\":\"sirkel-%s-1\",\"record_id\":\"%s\",\"sign_up\":\"%s\",\"kiosk\":\"%s\",\"group\":\"g\","
        "\"language\":\"nb\",\"day\":\"2026-11-23\",",
        p->consent ? "consent" : "membership", p->id, p->sign_up, p->kiosk);
    if (p->consent)
        buffer_text(
            &json,
            "\"name\":\"=Åse\",\"contact_way\":\"none\",\"contact\":\"\",\"notice\":{\"version\":1},\"purposes\":"
            "{\"contact_me\":\"no\",\"share_name\":\"yes\",\"research\":\"withdrawn\"},\"signature\":"
            "{\"way\":\"hold\",\"name\":\"Åse\"}}");
    else
        buffer_text(&json, f->two_lines ? "\n\"rules_version\":3}" : "\"rules_version\":3}");
    seal_to_office(out, buffer_string(&json), json.length - (f->plain_broken ? 1 : 0));
    buffer_free(&json);
}

static void text_hash(const struct forged *f, char hex[2 * SEAL_HASH + 1])
{
    uint8_t hash[SEAL_HASH];
    seal_sha256(hash, f->text, strlen(f->text));
    bytes_hex(hex, hash, sizeof hash);
}

static void manifest_of(struct buffer *out, const struct forged *f, const struct buffer record[PARTS], size_t parts)
{
    uint8_t hash[SEAL_HASH];
    size_t rows = parts + (f->listed != NULL);
    buffer_format(out, "{\"erased\":[%s%s%s],\"files\":{", f->erased ? "\"" : "", f->erased ? f->erased : "",
                  f->erased ? "\"" : "");
    for (size_t i = 0; i < parts; i++) {
        seal_sha256(hash, record[i].data, record[i].length - f->hash_wrong);
        buffer_format(out, "%s\"%s\":\"", i ? "," : "", f->part[i].name);
        buffer_hex(out, hash, sizeof hash);
        buffer_text(out, "\"");
    }
    if (f->listed)
        buffer_format(out, ",\"%s\":\"%064d\"", f->listed, 0);
    buffer_text(out, "},\"format\":\"kx1\",\"kiosk\":\"demo\",\"log\":\"\",");
    if (f->text && !f->text_unnamed) {
        char hex[2 * SEAL_HASH + 1];
        text_hash(f, hex);
        buffer_format(out, "\"notices\":[\"%s\"],", hex);
    }
    buffer_format(out, "\"prev\":\"%064d\",\"rows\":%zu,\"schema\":1,\"seq\":1}\n", 0, rows);
}

static void entry(struct zip_writer *w, const char *name, const struct buffer *data)
{
    CHECK_INT(zip_writer_entry(w, name, (uint32_t)data->length, seal_crc32(0, data->data, data->length)), FAULT_NONE);
    CHECK_INT(zip_writer_add(w, data->data, data->length), FAULT_NONE);
}

static void put_text(struct zip_writer *w, const struct forged *f)
{
    char hex[2 * SEAL_HASH + 1], name[SEAL_ZIP_NAME + 1];
    struct buffer text = {.limit = LISTS_MAX};
    text_hash(f, hex);
    snprintf(name, sizeof name, "notices/%s.txt", hex);
    buffer_text(&text, f->text);
    entry(w, f->text_name ? f->text_name : name, &text);
    buffer_free(&text);
}

static void forge(const struct forged *f, const char *path)
{
    struct buffer record[PARTS] = {0}, manifest = {.limit = LISTS_MAX}, zip = {.limit = LISTS_MAX},
                  age = {.limit = LISTS_MAX};
    struct zip_writer *w = NULL;
    size_t parts = 0;
    for (; parts < PARTS && f->part[parts].name; parts++) {
        record[parts].limit = LISTS_MAX;
        record_of(&record[parts], f, &f->part[parts]);
    }
    manifest_of(&manifest, f, record, parts);
    CHECK_INT(zip_writer_open(&w, (struct seal_sink){put, &zip}), FAULT_NONE);
    entry(w, "manifest.json", &manifest);
    for (size_t i = 0; i < parts; i++) {
        if (f->text && (i > 0 || !f->part[i].consent))
            put_text(w, f);
        entry(w, f->part[i].name, &record[i]);
    }
    CHECK_INT(zip_writer_end(w), FAULT_NONE);
    zip_writer_close(w);
    seal_to_office(&age, (const char *)zip.data, zip.length);
    CHECK_INT(file_replace(path, age.data, age.length, 0600), FAULT_NONE);
    for (size_t i = 0; i < parts; i++)
        buffer_free(&record[i]);
    buffer_free(&manifest);
    buffer_free(&zip);
    buffer_free(&age);
}

#define CONSENT_A                                                                                                      \
    {                                                                                                                  \
        "consents/" ID_A ".json.age", true, ID_A, ID_A, "demo"                                                         \
    }
#define MEMBER_B                                                                                                       \
    {                                                                                                                  \
        "records/" ID_B ".json.age", false, ID_B, ID_A, "demo"                                                         \
    }
static const struct forged lists[] = {
    {.part = {CONSENT_A, MEMBER_B}},
    {.part = {MEMBER_B}},
    {.part = {{NULL}}},
    {.part = {CONSENT_A}, .erased = ID_B},
    {.part = {CONSENT_A, MEMBER_B}, .erased = ID_B, .want = FAULT_FILE_DAMAGED},
    {.part = {CONSENT_A}, .listed = "records/" ID_B ".json.age", .want = FAULT_FILE_DAMAGED},
    {.part = {CONSENT_A}, .hash_wrong = true, .want = FAULT_FILE_DAMAGED},
    {.part = {CONSENT_A}, .plain_broken = true, .want = FAULT_FILE_DAMAGED},
    {.part = {MEMBER_B}, .two_lines = true, .want = FAULT_FILE_DAMAGED},
    {.part = {CONSENT_A, MEMBER_B}, .text = "What we write down\n"},
    {.part = {CONSENT_A, MEMBER_B}, .text = "A text\n", .text_unnamed = true, .want = FAULT_FILE_DAMAGED},
    {.part = {CONSENT_A, MEMBER_B},
     .text = "A text\n",
     .text_name = "notices/" ID_A ID_B ".txt",
     .want = FAULT_FILE_DAMAGED},
    {.part = {CONSENT_A}, .text = "Named and not there\n", .want = FAULT_FILE_DAMAGED},
    {.part = {{"consents/" ID_A ".json.age", true, ID_B, ID_A, "demo"}}, .want = FAULT_FILE_DAMAGED},
    {.part = {{"records/" ID_A ".json.age", true, ID_A, ID_A, "demo"}}, .want = FAULT_FILE_DAMAGED},
    {.part = {{"records/" ID_A ".json.age", false, ID_A, ID_A, "other"}}, .want = FAULT_FILE_DAMAGED},
    {.part = {{"records/" ID_A ".json.age", false, ID_A, ID_A, "demo"}, MEMBER_B}, .want = FAULT_FILE_DAMAGED},
};

static void test_lists(const char *path)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct opening o = {.keys = {1, {*office()}}};
        forge(&lists[i], path);
        fault f = opening_read(&o, NULL, path, NULL);
        if (f != lists[i].want)
            printf("list %zu: %s\n", i, o.why);
        CHECK_INT(f, lists[i].want);
        CHECK((f == FAULT_NONE) == (*o.why == 0));
        opening_free(&o);
    }
}

/* One person of two records; the claim must agree with the manifest. */
static void test_person(const char *path)
{
    struct opening o = {.keys = {1, {*office()}}};
    struct buffer out = {.limit = LISTS_MAX};
    struct seal_claim claim = {.kiosk = "demo", .sequence = 1, .rows = 2};
    forge(&lists[0], path);
    CHECK_INT(opening_read(&o, NULL, path, &claim), FAULT_NONE);
    CHECK_INT(o.people.persons, 1);
    people_write(&o.people, PEOPLE_CSV, &out);
    const char *row = strstr(buffer_string(&out), "\r\n");
    CHECK_TEXT(row ? row + 2 : "",
               "\"g\";\"2026-11-23\";\"'=Åse\";\"none\";\"\";\"no\";\"yes\";\"no\";\"hold\";\"\";\"nb\";\"3\";\"1\";"
               "\"" ID_A "\";\"" ID_B "\";\"" ID_A "\";\"no\";\"\"\r\n");
    opening_free(&o);
    for (int wrong = 0; wrong < 3; wrong++) {
        struct seal_claim other = claim;
        other.kiosk[0] = wrong == 0 ? 'x' : 'd';
        other.sequence += wrong == 1;
        other.rows += wrong == 2;
        o = (struct opening){.keys = {1, {*office()}}};
        CHECK_INT(opening_read(&o, NULL, path, &other), FAULT_FILE_DAMAGED);
        opening_free(&o);
    }
    buffer_free(&out);
}

/* What was signed lies beside the people, under its own hash; a fault leaves nothing. */
static void test_texts(const char *folder, const char *list)
{
    struct opening o = {.keys = {1, {*office()}}};
    const struct forged f = {.part = {CONSENT_A, MEMBER_B}, .text = "What we write down\n"};
    char hex[2 * SEAL_HASH + 1], path[200], inside[100];
    struct buffer read = {.limit = 4096};
    forge(&f, list);
    CHECK_INT(opening_read(&o, NULL, list, NULL), FAULT_NONE);
    CHECK_INT(texts_count(&o.texts), 1);
    text_hash(&f, hex);
    CHECK(has(&o.texts, hex) && !has(&o.texts, ID_A ID_B) && !has(&o.texts, ""));
    CHECK_INT(texts_write(&o.texts, folder), FAULT_NONE);
    snprintf(inside, sizeof inside, "%s/notices", folder);
    snprintf(path, sizeof path, "%s/%s.txt", inside, hex);
    CHECK_INT(file_read(path, &read), FAULT_NONE);
    CHECK_TEXT(buffer_string(&read), f.text);
    CHECK(texts_write(&o.texts, folder) != FAULT_NONE); /* it is there already, and stays */
    CHECK(access(path, F_OK) == 0);
    unlink(path);
    rmdir(inside);
    buffer_free(&read);
    opening_free(&o);
}

static void test_stranger(const char *path)
{
    struct opening o = {.keys.count = 1};
    seal_identity_make(&o.keys.key[0]);
    CHECK_INT(opening_read(&o, NULL, path, NULL), FAULT_NOT_FOR_US);
    opening_free(&o);
    CHECK_INT(opening_read(&o, "/nowhere/at/all", "/nowhere", NULL), FAULT_FILE_MISSING);
    opening_free(&o);
    static const char *const bad[] = {"", "# nothing\n", "AGE-SECRET-KEY-1QQ\n", "age-encryption.org/v1\n",
                                      "-----BEGIN AGE ENCRYPTED"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_INT(file_replace(path, bad[i], strlen(bad[i]), 0600), FAULT_NONE);
        CHECK_INT(opening_read(&o, path, "/nowhere", NULL), FAULT_BAD_INPUT);
        CHECK(*o.why != 0);
        opening_free(&o);
    }
}

int main(void)
{
    char folder[] = "/tmp/sirkel-open-XXXXXX", path[64];
    CHECK_INT(seal_start(), FAULT_NONE);
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/list", folder);
    test_lists(path);
    test_person(path);
    test_texts(folder, path);
    test_stranger(path);
    unlink(path);
    rmdir(folder);
    return TEST_END();
}
