/* Signatures and claims, ours with ours: every bit, every cut, every field. MUST-5, MUST-6. */
#include "seal_kit.h"

#include "seal/minisign.c"

static const uint8_t hash[64] = {1, 2, 3};

static void bits_and_cuts(const struct seal *seal)
{
    struct seal_public key = seal_public(seal), other = key;
    struct buffer out = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_proof back;
    uint8_t global[64], changed[64];
    CHECK(seal_sign(seal, hash, "kx1 a b c", &out, global) == FAULT_NONE);
    CHECK(seal_verify(&key, hash, kit_span(&out), &back, NULL) == FAULT_NONE);
    CHECK(seal_same(global, back.global, 64));
    CHECK_TEXT(back.trusted, "kx1 a b c");
    for (size_t bit = 0; bit < 8 * out.length; bit++) {
        out.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        fault f = seal_verify(&key, hash, kit_span(&out), &back, NULL);
        if (f != FAULT_NOT_SIGNED)
            printf("bit %zu of %zu, now %c: %s\n", bit, out.length * 8, out.data[bit / 8], buffer_string(&out));
        CHECK(f == FAULT_NOT_SIGNED && !*back.trusted);
        out.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < out.length; cut++)
        CHECK(seal_verify(&key, hash, (struct span){out.data, cut}, &back, NULL) == FAULT_NOT_SIGNED);
    for (size_t bit = 0; bit < 512; bit++) {
        memcpy(changed, hash, 64);
        changed[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(seal_verify(&key, changed, kit_span(&out), &back, NULL) == FAULT_NOT_SIGNED);
    }
    other.key_id[0] ^= 1;
    CHECK(seal_verify(&other, hash, kit_span(&out), &back, NULL) == FAULT_NOT_SIGNED);
    other = key;
    other.key[0] ^= 1;
    CHECK(seal_verify(&other, hash, kit_span(&out), &back, NULL) == FAULT_NOT_SIGNED);
    buffer_free(&out);
}

static void limits(const struct seal *seal)
{
    struct buffer out = {.limit = SEAL_SIGNATURE_MAX};
    char comment[SEAL_TRUSTED_MAX + 2];
    uint8_t global[64];
    memset(comment, 'x', sizeof comment);
    comment[SEAL_TRUSTED_MAX + 1] = 0;
    CHECK(seal_sign(seal, hash, comment, &out, global) == FAULT_BAD_INPUT);
    comment[SEAL_TRUSTED_MAX] = 0;
    CHECK(seal_sign(seal, hash, comment, &out, global) == FAULT_NONE);
    CHECK(seal_sign(seal, hash, "line\nbreak", &out, global) == FAULT_BAD_INPUT);
    CHECK(seal_sign(seal, hash, "bokmål", &out, global) == FAULT_BAD_INPUT);
    struct buffer small = {.limit = 100};
    CHECK(seal_sign(seal, hash, "x", &small, global) == FAULT_TOO_LARGE && small.length == 0);
    buffer_free(&small);
    buffer_free(&out);
}

static const struct seal_claim sample = {.kiosk = "demo-1",
                                         .sequence = 12,
                                         .file = "kx-demo-1-000012.zip.age",
                                         .size = 123456,
                                         .rows = 40,
                                         .log_size = 99,
                                         .minute = 1772370300,
                                         .clock_sure = true,
                                         .boot = 3};

static void golden_claim(void)
{
    char text[SEAL_TRUSTED_MAX + 1];
    struct seal_claim back;
    CHECK(claim_text(&sample, text) == FAULT_NONE);
    CHECK_TEXT(text, "kx1 kiosk=demo-1 seq=12 prev=0000000000000000000000000000000000000000000000000000000000000000 "
                     "file=kx-demo-1-000012.zip.age size=123456 rows=40 "
                     "log=99:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= time=2026-03-01T13:05Z clock=set boot=3");
    CHECK(claim_parse(&back, text) == FAULT_NONE && memcmp(&back, &sample, sizeof back) == 0);
}

static void claims_refused(void)
{
    static const char *const changes[][2] = {
        {"kx1", "kx2"},
        {"seq=12", "seq=012"},
        {"seq=12", "seq=13"},
        {"seq=12", "seq=-12"},
        {"seq=12", "seq=0"},
        {"size=123456", "size=+1"},
        {"rows=40", "rows=40 rows=40"},
        {"rows=40 ", ""},
        {" rows=40", "  rows=40"},
        {"rows=40", "rows=4294967296"},
        {"size=123456", "size=18446744073709551616"},
        {"log=99:", "log=099:"},
        {"log=99:", "log=99"},
        {"AAA=", "AAB="},
        {"AAA=", "AAA"},
        {"13:05Z", "13:05"},
        {"13:05Z", "13:60Z"},
        {"13:05Z", "24:05Z"},
        {"03-01", "02-30"},
        {"03-01", "13-01"},
        {"2026", "+026"},
        {"clock=set", "clock=yes"},
        {"boot=3", "boot=3 "},
        {"boot=3", "boot=3 more=1"},
        {"boot=3", "boot="},
        {"demo-1 ", "Demo-1 "},
        {"prev=0", "prev=A"},
        {"kiosk=demo-1 seq=12", "seq=12 kiosk=demo-1"},
        {"kx-demo-1-", "kx-demo-2-"},
    };
    char text[SEAL_TRUSTED_MAX + 1], changed[2 * SEAL_TRUSTED_MAX];
    struct seal_claim back;
    CHECK(claim_text(&sample, text) == FAULT_NONE);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const char *at = strstr(text, changes[i][0]);
        CHECK(at != NULL);
        snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, changes[i][1],
                 at + strlen(changes[i][0]));
        if (claim_parse(&back, changed) != FAULT_FILE_DAMAGED)
            printf("accepted: %s -> %s\n", changes[i][0], changes[i][1]);
        CHECK(claim_parse(&back, changed) == FAULT_FILE_DAMAGED);
    }
    for (size_t cut = 0; cut < strlen(text); cut++) {
        snprintf(changed, sizeof changed, "%.*s", (int)cut, text);
        CHECK(claim_parse(&back, changed) == FAULT_FILE_DAMAGED);
    }
}

static void claims_unmakable(void)
{
    char text[SEAL_TRUSTED_MAX + 1];
    struct seal_claim c = sample;
    c.minute++;
    CHECK(claim_text(&c, text) == FAULT_BAD_INPUT);
    c = sample;
    c.minute = -60;
    CHECK(claim_text(&c, text) == FAULT_BAD_INPUT);
    c = sample;
    c.sequence = 1000000;
    CHECK(claim_text(&c, text) == FAULT_BAD_INPUT);
    c = sample;
    c.file[3] = 'x';
    CHECK(claim_text(&c, text) == FAULT_BAD_INPUT && !*text);
    CHECK(!seal_kiosk_name_good("") && !seal_kiosk_name_good("a/b") && !seal_kiosk_name_good("seventeen-letters"));
    CHECK(seal_kiosk_name_good("sixteen-letters1"));
}

static void claim_verified(const struct seal *seal)
{
    struct seal_public key = seal_public(seal);
    struct buffer out = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_claim back;
    uint8_t next[SEAL_HASH], proven[SEAL_HASH], global[64];
    char why[SEAL_WHY];
    CHECK(seal_claim_sign(seal, &sample, hash, &out, next) == FAULT_NONE);
    struct seal_signed file = {sample.file, sample.size, .signature = kit_span(&out)}, other = file;
    memcpy(file.hash, hash, sizeof hash);
    memcpy(other.hash, hash, sizeof hash);
    CHECK(seal_claim_verify(&key, &file, &back, proven, why) == FAULT_NONE);
    CHECK(seal_same(next, proven, SEAL_HASH) && back.rows == 40);
    other.name = "kx-demo-1-000013.zip.age";
    CHECK(seal_claim_verify(&key, &other, &back, proven, why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "signed under another file name: kx-demo-1-000012.zip.age");
    other.name = sample.file;
    other.size = 1;
    CHECK(seal_claim_verify(&key, &other, &back, proven, why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "signed with another size: 123456");
    buffer_free(&out);
    CHECK(seal_sign(seal, hash, "another use of the key", &out, global) == FAULT_NONE);
    file.signature = kit_span(&out);
    CHECK(seal_claim_verify(&key, &file, &back, proven, why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "the trusted comment is not a kx1 export's");
    buffer_free(&out);
}

int main(void)
{
    kit_begin();
    struct seal *seal = kit_seal();
    bits_and_cuts(seal);
    limits(seal);
    golden_claim();
    claims_refused();
    claims_unmakable();
    claim_verified(seal);
    seal_close(seal);
    return TEST_END();
}
