/* The inner file and the whole export: golden bytes, what the writer refuses, every flipped bit and every cut at the
 * reader, forged files one for each reason, the largest counts, and what a stranger's unzip, age and minisign make of
 * an export. MUST-6, MUST-10. */
#include "seal_kit.h"

#include "seal/export.c"

struct seen {
    struct buffer names;
    size_t entries, bytes;
};

static fault note_entry(void *to, const char *name, struct span data)
{
    struct seen *seen = to;
    buffer_format(&seen->names, "%s %zu;", name, data.length);
    seen->entries++;
    seen->bytes += data.length;
    return FAULT_NONE;
}

static fault read_zip(struct span file, struct seen *seen, char *why)
{
    *seen = (struct seen){.names.limit = 4 << 20};
    return seal_zip_read(file, (struct seal_zip_visitor){note_entry, seen}, why);
}

static fault add(struct zip_writer *w, const char *name, const char *text)
{
    fault f = zip_writer_entry(w, name, (uint32_t)strlen(text), seal_crc32(0, text, strlen(text)));
    return f == FAULT_NONE && *text ? zip_writer_add(w, text, strlen(text)) : f;
}

static void make_small(struct buffer *out)
{
    struct zip_writer *w = NULL;
    CHECK(zip_writer_open(&w, (struct seal_sink){kit_into_buffer, out}) == FAULT_NONE);
    CHECK(add(w, "manifest.json", "{}") == FAULT_NONE);
    CHECK(add(w, "empty", "") == FAULT_NONE);
    CHECK(add(w, "records/aa.json.age", "hello") == FAULT_NONE);
    CHECK(zip_writer_end(w) == FAULT_NONE);
    CHECK(zip_writer_end(w) == FAULT_BAD_INPUT);
    zip_writer_close(w);
}

static void golden(void)
{
    struct buffer out = {.limit = 10000};
    struct seen seen;
    uint8_t hash[32];
    char hex[65], why[SEAL_WHY] = "";
    make_small(&out);
    seal_sha256(hash, out.data, out.length);
    bytes_hex(hex, hash, 32);
    CHECK_TEXT(hex, "3f206dac943af172b76a6fd6da71a69739d83b264714b2d62700d27533fbb4d4");
    CHECK(read_zip(kit_span(&out), &seen, why) == FAULT_NONE);
    CHECK_TEXT(buffer_string(&seen.names), "manifest.json 2;empty 0;records/aa.json.age 5;");
    buffer_free(&seen.names);
    for (size_t bit = 0; bit < 8 * out.length; bit++) {
        out.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        fault f = read_zip(kit_span(&out), &seen, why);
        CHECK(f == FAULT_FILE_DAMAGED || f == FAULT_TOO_LARGE);
        CHECK(strncmp(why, "zip: ", 5) == 0);
        out.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        buffer_free(&seen.names);
    }
    for (size_t cut = 0; cut < out.length; cut++) {
        CHECK(read_zip((struct span){out.data, cut}, &seen, why) != FAULT_NONE && seen.entries == 0);
        CHECK(read_zip((struct span){out.data + cut + 1, out.length - cut - 1}, &seen, why) != FAULT_NONE);
        CHECK(seen.entries == 0);
    }
    buffer_free(&out);
}

static void names(void)
{
    static const char *const good[] = {"a", "a.b", "records/0f.json.age", "a-b_c/d..e", "0"};
    static const char *const bad[] = {"",    "/a", "a/",  "a/b/c", "../a", "a/..", ".a", "a/.b", "A",     "a\\b", "a b",
                                      "a:b", "å",  "a\n", "./a",   "..",   "a//b", "/",  "c:/a", "a\x7f", "a%2e"};
    char longest[SEAL_ZIP_NAME + 2];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(zip_name_good(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!zip_name_good(bad[i]));
    memset(longest, 'a', sizeof longest);
    longest[SEAL_ZIP_NAME + 1] = 0;
    CHECK(!zip_name_good(longest));
    longest[SEAL_ZIP_NAME] = 0;
    CHECK(zip_name_good(longest));
}

static void writer_refuses(void)
{
    static const struct {
        const char *first, *second;
        fault second_fault;
    } orders[] = {{"manifest.json", "a", FAULT_NONE},
                  {"manifest.json", "manifest.json", FAULT_BAD_INPUT},
                  {"manifest.json", "../a", FAULT_BAD_INPUT},
                  {"manifest.json", "z", FAULT_NONE}};
    struct buffer out = {.limit = 10000};
    struct zip_writer *w = NULL;
    struct seal_sink sink = {kit_into_buffer, &out};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        CHECK(zip_writer_open(&w, sink) == FAULT_NONE && add(w, orders[i].first, "x") == FAULT_NONE);
        CHECK(add(w, orders[i].second, "x") == orders[i].second_fault);
        CHECK(zip_writer_end(w) == orders[i].second_fault);
        zip_writer_close(w);
    }
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE && add(w, "a", "x") == FAULT_BAD_INPUT); /* no manifest */
    zip_writer_close(w);
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE && zip_writer_end(w) == FAULT_BAD_INPUT); /* nothing in it */
    zip_writer_close(w);
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE && add(w, "manifest.json", "x") == FAULT_NONE);
    CHECK(add(w, "b", "x") == FAULT_NONE && add(w, "a", "x") == FAULT_BAD_INPUT); /* out of order */
    zip_writer_close(w);
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE && zip_writer_entry(w, "manifest.json", 2, 0) == FAULT_NONE);
    CHECK(zip_writer_add(w, "abc", 3) == FAULT_BAD_INPUT); /* more than promised */
    zip_writer_close(w);
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE && zip_writer_entry(w, "manifest.json", 2, 0) == FAULT_NONE);
    CHECK(zip_writer_add(w, "a", 1) == FAULT_NONE && zip_writer_end(w) == FAULT_BAD_INPUT); /* less than promised */
    zip_writer_close(w);
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE && zip_writer_entry(w, "manifest.json", 1, 7) == FAULT_NONE);
    CHECK(zip_writer_add(w, "a", 1) == FAULT_NONE && add(w, "b", "x") == FAULT_BAD_INPUT); /* another CRC */
    zip_writer_close(w);
    CHECK(zip_writer_open(&w, sink) == FAULT_NONE);
    CHECK(zip_writer_entry(w, "manifest.json", SEAL_ZIP_ENTRY_MAX + 1, 0) == FAULT_TOO_LARGE);
    zip_writer_close(w);
    buffer_free(&out);
}

static void put16(struct buffer *b, size_t at, unsigned v)
{
    b->data[at] = (uint8_t)v;
    b->data[at + 1] = (uint8_t)(v >> 8);
}

/* Consistent forgeries: both records changed alike, so only the rule itself can refuse them. */
static void forged(void)
{
    static const struct {
        size_t local, central;
        unsigned value;
        const char *what;
    } fields[] = {{4, 6, 45, "version"},     {6, 8, 0x0808, "data descriptor"}, {6, 8, 0x0801, "encrypted"},
                  {8, 10, 8, "deflated"},    {10, 12, 0x6000, "a time"},        {12, 14, 0x5a21, "a date"},
                  {28, 30, 4, "extra field"}};
    struct seen seen;
    char why[SEAL_WHY];
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct buffer out = {.limit = 10000};
        make_small(&out);
        size_t directory = out.data[out.length - 6] | (size_t)out.data[out.length - 5] << 8;
        put16(&out, fields[i].local, fields[i].value);
        put16(&out, directory + fields[i].central, fields[i].value);
        if (read_zip(kit_span(&out), &seen, why) == FAULT_NONE)
            printf("accepted: %s\n", fields[i].what);
        CHECK(read_zip(kit_span(&out), &seen, why) == FAULT_FILE_DAMAGED && seen.entries == 0);
        buffer_free(&out);
    }
    struct buffer out = {.limit = 10000};
    make_small(&out); /* a name that climbs out, in both records: zip-slip is closed at the reader as well */
    for (char *at = (char *)out.data;
         (at = memmem(at, out.length - (size_t)(at - (char *)out.data), "records/aa", 10));)
        memcpy(at, "../etc/pas", 10);
    CHECK(read_zip(kit_span(&out), &seen, why) == FAULT_FILE_DAMAGED && seen.entries == 0);
    CHECK(!strstr(why, ".."));
    buffer_free(&out);
}

static fault write_fd(void *to, const void *data, size_t length)
{
    return file_write_all(*(int *)to, data, length);
}

/* A ZIP of so many entries, the manifest among them; the writer is the caller's to close. */
static struct zip_writer *write_many(struct buffer *out, int count)
{
    struct zip_writer *w = NULL;
    char name[64];
    CHECK(zip_writer_open(&w, (struct seal_sink){kit_into_buffer, out}) == FAULT_NONE);
    fault f = add(w, "manifest.json", "{}");
    for (int i = 1; i < count && f == FAULT_NONE; i++) {
        snprintf(name, sizeof name, "records/%032x.json.age", i);
        f = add(w, name, "0123456789");
    }
    CHECK_INT(f, FAULT_NONE);
    return w;
}

/* Strangers read it, too; where 16 bits count no further, the record of 64 bits counts, and none of its bits may be another. */
static void many_entries(void)
{
    static const int counts[] = {65534, 65535, 65536, 100001, SEAL_ZIP_ENTRIES};
    char why[SEAL_WHY] = "";
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct buffer out = {.limit = 64 << 20};
        struct zip_writer *w = write_many(&out, counts[i]);
        struct seen seen;
        if (counts[i] == SEAL_ZIP_ENTRIES) {
            struct buffer full = {.limit = 64 << 20};
            struct zip_writer *more = write_many(&full, counts[i]);
            CHECK(zip_writer_entry(more, "z", 0, 0) == FAULT_TOO_LARGE);
            zip_writer_close(more);
            buffer_free(&full);
        }
        CHECK(zip_writer_end(w) == FAULT_NONE);
        CHECK(read_zip(kit_span(&out), &seen, why) == FAULT_NONE);
        CHECK_INT(seen.entries, counts[i]);
        kit_write("many.zip", kit_span(&out));
        if (RUN("unzip", "-v") == 0)
            CHECK_INT(RUN("unzip", "-tqq", kit_path("many.zip")), 0);
        else
            SKIP("unzip is not installed");
        zip_writer_close(w);
        buffer_free(&seen.names);
        for (int bit = 0; bit < 8 * ZIP_TAIL_MAX && counts[i] == 65536; bit++) {
            out.data[out.length - 1 - bit / 8] ^= (uint8_t)(1 << bit % 8);
            CHECK(read_zip(kit_span(&out), &seen, why) != FAULT_NONE);
            buffer_free(&seen.names);
            out.data[out.length - 1 - bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        buffer_free(&out);
    }
}

/* Seals 50 records into an export in a file; its signature and key beside it. */
static struct seal_claim write_export(const struct seal *seal, uint8_t hash[64])
{
    struct seal_claim claim = {.kiosk = "demo-1", .sequence = 1, .rows = 50, .log_size = 1};
    struct seal_export *e = NULL;
    uint8_t next[SEAL_HASH];
    char name[64];
    int fd = open(kit_path("kx-demo-1-000001.zip.age"), O_WRONLY | O_CREAT | O_EXCL, 0600);
    CHECK(seal_export_open(&e, seal, (struct seal_sink){write_fd, &fd}) == FAULT_NONE);
    CHECK(seal_export_entry(e, "manifest.json", 2, seal_crc32(0, "{}", 2)) == FAULT_NONE);
    CHECK(seal_export_add(e, "{}", 2) == FAULT_NONE);
    for (int i = 0; i < 50; i++) {
        struct buffer record = {.limit = SEAL_RECORD_FILE_MAX};
        CHECK(seal_record_make(seal, kit_text("{\"name\":\"Marker Markersen\"}"), NULL, &record) == FAULT_NONE);
        snprintf(name, sizeof name, "records/%032x.json.age", i);
        CHECK(seal_export_entry(e, name, (uint32_t)record.length, seal_crc32(0, record.data, record.length)) ==
              FAULT_NONE);
        CHECK(seal_export_add(e, record.data, record.length) == FAULT_NONE);
        buffer_free(&record);
    }
    CHECK(seal_export_end(e, &claim.size, hash) == FAULT_NONE);
    seal_export_close(e);
    close(fd);
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX}, public = {.limit = 1000};
    struct seal_public key = seal_public(seal);
    CHECK(seal_export_name(claim.file, "demo-1", 1) == FAULT_NONE);
    CHECK(seal_claim_sign(seal, &claim, hash, &signature, next) == FAULT_NONE);
    CHECK(seal_public_text(&key, &public) == FAULT_NONE);
    kit_write("kx-demo-1-000001.zip.age.minisig", kit_span(&signature));
    kit_write("kx-demo-1.pub", kit_span(&public));
    buffer_free(&signature);
    buffer_free(&public);
    return claim;
}

static void whole_export(void)
{
    struct seal *seal = kit_seal();
    uint8_t hash[64], read_back[64];
    struct seal_claim claim = write_export(seal, hash);
    struct buffer file = kit_read("kx-demo-1-000001.zip.age"), inner = {.limit = 1 << 20};
    struct seal_hash h;
    struct seen seen;
    char why[SEAL_WHY] = "";
    seal_hash_begin(&h);
    seal_hash_add(&h, file.data, file.length);
    seal_hash_end(&h, read_back);
    CHECK(file.length == claim.size && seal_same(hash, read_back, 64));
    CHECK(!memmem(file.data, file.length, "Marker", 6) && !memmem(file.data, file.length, "records", 7));
    struct seal_keyring ring = {.identities = &kit_office, .count = 1};
    CHECK(seal_age_open(&inner, &ring, kit_span(&file), why) == FAULT_NONE);
    CHECK(!memmem(inner.data, inner.length, "Marker", 6));
    CHECK(read_zip(kit_span(&inner), &seen, why) == FAULT_NONE && seen.entries == 51);
    buffer_free(&seen.names);
    buffer_free(&file);
    buffer_free(&inner);
    seal_close(seal);
}

/* What a stranger does with an export: check, open, unpack, open one record. */
static void strangers(void)
{
    char text[SEAL_IDENTITY_TEXT];
    seal_identity_text(text, &kit_office);
    kit_write("office.txt", kit_text(text));
    if (RUN("minisign", "-v") == 127 || RUN("age", "--version") == 127 || RUN("unzip", "-v") == 127) {
        SKIP("minisign, age or unzip is not installed");
        return;
    }
    const char *file = kit_path("kx-demo-1-000001.zip.age"), *key = kit_path("kx-demo-1.pub");
    CHECK_INT(RUN("minisign", "-V", "-H", "-q", "-p", key, "-m", file), 0);
    CHECK_INT(RUN("age", "-d", "-i", kit_path("office.txt"), "-o", kit_path("out.zip"), file), 0);
    CHECK_INT(RUN("unzip", "-tqq", kit_path("out.zip")), 0);
    CHECK_INT(RUN("unzip", "-qq", kit_path("out.zip"), "-d", kit_path("out")), 0);
    CHECK_INT(RUN("age", "-d", "-i", kit_path("office.txt"), "-o", kit_path("one.json"),
                  kit_path("out/records/00000000000000000000000000000007.json.age")),
              0);
    struct buffer one = kit_read("one.json");
    CHECK(strncmp(buffer_string(&one), "{\"name\":\"Marker Markersen\"}", 27) == 0);
    CHECK_INT(one.length % SEAL_RECORD_STEP, 0);
    buffer_free(&one);
    struct buffer all = kit_read("kx-demo-1-000001.zip.age");
    all.data[all.length / 2] ^= 1;
    kit_write("kx-demo-1-000001.zip.age", kit_span(&all));
    key = kit_path("kx-demo-1.pub");
    file = kit_path("kx-demo-1-000001.zip.age");
    CHECK_INT(RUN("minisign", "-V", "-H", "-q", "-p", key, "-m", file), 1);
    buffer_free(&all);
}

/* Every write of the sink fails once. */
static fault fails_at(void *to, const void *data, size_t length)
{
    (void)data, (void)length;
    int *left = to;
    return (*left)-- > 0 ? FAULT_NONE : FAULT_STICK_GONE;
}

static void stick_goes(void)
{
    struct seal *seal = kit_seal();
    static const char big[150000];
    bool whole = false;
    for (int n = 0; !whole && n < 50; n++) {
        int left = n;
        uint64_t size;
        uint8_t hash[64];
        struct seal_export *e = NULL;
        fault f = seal_export_open(&e, seal, (struct seal_sink){fails_at, &left});
        if (f == FAULT_NONE)
            f = seal_export_entry(e, "manifest.json", sizeof big, seal_crc32(0, big, sizeof big));
        if (f == FAULT_NONE)
            f = seal_export_add(e, big, sizeof big);
        if (f == FAULT_NONE)
            f = seal_export_end(e, &size, hash);
        whole = f == FAULT_NONE;
        CHECK(whole || f == FAULT_STICK_GONE);
        seal_export_close(e);
    }
    CHECK(whole);
    seal_close(seal);
}

int main(void)
{
    kit_begin();
    golden();
    names();
    writer_refuses();
    forged();
    many_entries();
    whole_export();
    strangers();
    stick_goes();
    return TEST_END();
}
