/* The real `age` and `minisign`, both ways: nine sizes around the chunk, X25519 and passphrase, each recipient alone;
 * identity files under a passphrase; signatures. Skipped, with words, where a program is not installed. */
#include "seal_kit.h"

static void identity_file(const char *name, const struct seal_identity *identity)
{
    char text[SEAL_IDENTITY_TEXT + 1];
    seal_identity_text(text, identity);
    text[SEAL_IDENTITY_TEXT - 1] = '\n';
    kit_write(name, (struct span){(const uint8_t *)text, SEAL_IDENTITY_TEXT});
}

/* age writes no file at all for an empty payload. */
static bool same_file(const char *name, struct span content)
{
    if (content.length == 0 && access(kit_path(name), F_OK) != 0)
        return true;
    struct buffer b = kit_read(name);
    bool same = !b.over && b.length == content.length && (!b.length || !memcmp(b.data, content.data, b.length));
    buffer_free(&b);
    unlink(kit_path(name));
    return same;
}

static void ours_to_age(struct span plain)
{
    struct seal_recipient to[2] = {kit_office.recipient, kit_recovery.recipient};
    struct buffer file = {.limit = 64 << 20};
    CHECK(seal_age_make(&file, to, 2, plain) == FAULT_NONE);
    kit_write("ours.age", kit_span(&file));
    CHECK_INT(RUN("age", "-d", "-i", kit_path("office.txt"), "-o", kit_path("a"), kit_path("ours.age")), 0);
    CHECK(same_file("a", plain));
    CHECK_INT(RUN("age", "-d", "-i", kit_path("recovery.txt"), "-o", kit_path("b"), kit_path("ours.age")), 0);
    CHECK(same_file("b", plain));
    buffer_free(&file);
}

static void age_to_ours(struct span plain)
{
    char office[SEAL_RECIPIENT_TEXT];
    struct seal_keyring ring = {.identities = &kit_office, .count = 1};
    seal_recipient_text(office, &kit_office.recipient);
    kit_write("plain", plain);
    for (int armored = 0; armored <= 1; armored++) {
        struct buffer out = {.limit = 64 << 20};
        CHECK_INT(RUN("age", armored ? "-a" : "-e", "-r", office, "-o", kit_path("theirs.age"), kit_path("plain")), 0);
        struct buffer file = kit_read("theirs.age");
        ring.armored = armored;
        CHECK(seal_age_open(&out, &ring, kit_span(&file), NULL) == FAULT_NONE);
        CHECK(out.length == plain.length && (!out.length || !memcmp(out.data, plain.data, out.length)));
        buffer_free(&file);
        buffer_free(&out);
    }
}

/* age asks for a passphrase on the terminal only; `script` lends it one. */
static int age_with_passphrase(const char *arguments)
{
    char line[4 * FILE_PATH_MAX];
    snprintf(line, sizeof line, "(sleep 1; printf 'seks ord\\n'; sleep 4) | script -qec 'age %s' /dev/null", arguments);
    return RUN("sh", "-c", line);
}

static void passphrases(void)
{
    struct buffer file = {.limit = 10000};
    struct seal_age_writer *w = NULL;
    char text[SEAL_IDENTITY_TEXT], arguments[3 * FILE_PATH_MAX];
    if (RUN("sh", "-c", "command -v script") != 0) {
        SKIP("no `script` to lend age a terminal for the passphrase");
        return;
    }
    seal_identity_text(text, &kit_office);
    CHECK(seal_age_writer_open_passphrase(&w, "seks ord", 12, (struct seal_sink){kit_into_buffer, &file}) ==
          FAULT_NONE);
    CHECK(seal_age_write(w, text, strlen(text)) == FAULT_NONE && seal_age_write_end(w) == FAULT_NONE);
    seal_age_writer_close(w);
    kit_write("locked.txt", kit_span(&file)); /* an identity file under a passphrase, as staff keep theirs */
    buffer_free(&file);
    CHECK(seal_age_make(&file, &kit_office.recipient, 1, kit_text("hei")) == FAULT_NONE);
    kit_write("small.age", kit_span(&file));
    snprintf(arguments, sizeof arguments, "-d -i %s -o %s %s", kit_path("locked.txt"), kit_path("c"),
             kit_path("small.age"));
    CHECK_INT(age_with_passphrase(arguments), 0);
    CHECK(same_file("c", kit_text("hei")));
    buffer_free(&file);
}

static void age(void)
{
    static const size_t sizes[] = {0, 1, 100, 65535, 65536, 65537, 131072, 200000, 10000000};
    if (RUN("age", "--version") == 127) {
        SKIP("age is not installed");
        return;
    }
    uint8_t *plain = malloc(10000000);
    seal_random(plain, 10000000);
    identity_file("office.txt", &kit_office);
    identity_file("recovery.txt", &kit_recovery);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ours_to_age((struct span){plain, sizes[i]});
        age_to_ours((struct span){plain, sizes[i]});
    }
    free(plain);
    passphrases();
}

static void hash_of(uint8_t out[64], struct span data)
{
    struct seal_hash h;
    seal_hash_begin(&h);
    seal_hash_add(&h, data.data, data.length);
    seal_hash_end(&h, out);
}

static int minisign_verify(void)
{
    return RUN("minisign", "-V", "-q", "-p", kit_path("kx.pub"), "-m", kit_path("m"), "-x", kit_path("m.minisig"));
}

static void minisign_ours(const struct seal *seal)
{
    static const size_t sizes[] = {0, 1, 100, 65535, 65536, 65537, 131072, 200000, 10000000};
    struct seal_public key = seal_public(seal);
    struct buffer public = {.limit = 1000};
    CHECK(seal_public_text(&key, &public) == FAULT_NONE);
    kit_write("kx.pub", kit_span(&public));
    uint8_t *plain = malloc(10000000), hash[64], global[64];
    seal_random(plain, 10000000);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
        hash_of(hash, (struct span){plain, sizes[i]});
        CHECK(seal_sign(seal, hash, "kx1 test", &signature, global) == FAULT_NONE);
        kit_write("m", (struct span){plain, sizes[i]});
        kit_write("m.minisig", kit_span(&signature));
        CHECK_INT(minisign_verify(), 0);
        if (sizes[i]) {
            plain[sizes[i] / 2] ^= 1;
            kit_write("m", (struct span){plain, sizes[i]});
            CHECK_INT(minisign_verify(), 1);
        }
        buffer_free(&signature);
    }
    free(plain);
    buffer_free(&public);
}

/* A public key that went through Windows, an editor or a letter: whatever minisign takes, we take, and read the same key. */
static void minisign_public_forms(const struct seal *seal)
{
    static const struct {
        const char *what, *before, *end_of_line, *behind;
        bool minisign_accepts;
    } forms[] = {
        {"as it is written", "", "\n", "\n", true},
        {"CR LF", "", "\r\n", "\r\n", true},
        {"a byte order mark", "\xef\xbb\xbf", "\n", "\n", true},
        {"a byte order mark and CR LF", "\xef\xbb\xbf", "\r\n", "\r\n", true},
        {"no end of the last line", "", "\n", "", true},
        {"a blank line behind", "", "\n", "\n\n", true},
        {"a blank line of Windows behind", "", "\r\n", "\r\n\r\n", true},
        {"more behind", "", "\n", "\nsent from my telephone\n", true},
        {"a blank line between", "", "\n\n", "\n", false},
        {"another letter before the key", "", "\nx", "\n", false},
    };
    struct buffer public = {.limit = 1000}, signature = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_public key = seal_public(seal), back;
    uint8_t hash[64], global[64];
    CHECK(seal_public_text(&key, &public) == FAULT_NONE);
    hash_of(hash, kit_text("innhold"));
    CHECK(seal_sign(seal, hash, "kx1 test", &signature, global) == FAULT_NONE);
    kit_write("m", kit_text("innhold"));
    kit_write("m.minisig", kit_span(&signature));
    const char *line = strchr(buffer_string(&public), '\n');
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct buffer form = {.limit = 2000};
        buffer_format(&form, "%s%.*s%s%.56s%s", forms[i].before, (int)(line - (const char *)public.data), public.data,
                      forms[i].end_of_line, line + 1, forms[i].behind);
        kit_write("kx.pub", kit_span(&form));
        bool theirs = minisign_verify() == 0;
        bool ours = seal_public_parse(&back, kit_span(&form)) == FAULT_NONE;
        if (theirs != forms[i].minisign_accepts || (theirs && !ours))
            printf("%s: minisign %d, ours %d\n", forms[i].what, theirs, ours);
        CHECK(theirs == forms[i].minisign_accepts && (ours || !theirs));
        CHECK(!ours || seal_same(&back, &key, sizeof key));
        buffer_free(&form);
    }
    buffer_free(&public);
    buffer_free(&signature);
}

/* Their signature has another untrusted comment than ours, so ours refuses it whole; with our first line in its place
 * it is accepted: only the line nobody proves differs. */
static void minisign_theirs(void)
{
    static const char our_line[] = "untrusted comment: kx1 export, check with minisign\n";
    struct seal_public key;
    struct seal_proof proof;
    uint8_t hash[64];
    char why[SEAL_WHY];
    kit_write("n", kit_text("innhold"));
    if (RUN("minisign", "-G", "-W", "-p", kit_path("n.pub"), "-s", kit_path("n.key")) != 0) {
        SKIP("this minisign makes no key without a passphrase");
        return;
    }
    CHECK_INT(RUN("minisign", "-S", "-s", kit_path("n.key"), "-m", kit_path("n"), "-t", "hei"), 0);
    struct buffer public = kit_read("n.pub"), file = kit_read("n.minisig"), ours = {.limit = 2000};
    CHECK(seal_public_parse(&key, kit_span(&public)) == FAULT_NONE);
    hash_of(hash, kit_text("innhold"));
    CHECK(seal_verify(&key, hash, kit_span(&file), &proof, why) == FAULT_NOT_SIGNED);
    buffer_text(&ours, our_line);
    buffer_text(&ours, strchr(buffer_string(&file), '\n') + 1);
    CHECK(seal_verify(&key, hash, kit_span(&ours), &proof, why) == FAULT_NONE);
    CHECK_TEXT(proof.trusted, "hei");
    CHECK_INT(RUN("minisign", "-S", "-l", "-s", kit_path("n.key"), "-m", kit_path("n"), "-t", "hei"), 0);
    buffer_free(&file);
    buffer_free(&ours);
    file = kit_read("n.minisig"); /* the legacy form, which hashes nothing first */
    buffer_text(&ours, our_line);
    buffer_text(&ours, strchr(buffer_string(&file), '\n') + 1);
    CHECK(seal_verify(&key, hash, kit_span(&ours), &proof, why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "an old kind of signature");
    buffer_free(&public);
    buffer_free(&file);
    buffer_free(&ours);
}

/* What becomes of the signature file, and who still accepts it: the disagreements are known and named. */
static void mutations(const struct seal *seal)
{
    static const struct {
        const char *what, *from, *to; /* the first `from` is replaced; "" is the end */
        bool minisign_accepts;
    } table[] = {
        {"junk behind the end", "", "junk\n", true},
        {"an empty line behind", "", "\n", true},
        {"CRLF on line one", "minisign\n", "minisign\r\n", true},
        {"CRLF on the comment", "kx1 test\n", "kx1 test\r\n", true},
        {"another untrusted comment", "kx1 export, check", "trust me, check", true},
        {"a changed trusted comment", "kx1 test", "kx1 tesT", false},
        {"a longer trusted comment", "kx1 test", "kx1 test more", false},
        {"no untrusted comment", "untrusted comment: ", "", false},
        {"no trusted comment", "trusted comment: kx1 test\n", "", false},
    };
    struct seal_proof proof;
    uint8_t hash[64], global[64];
    struct seal_public key = seal_public(seal);
    struct buffer good = {.limit = SEAL_SIGNATURE_MAX};
    kit_write("m", kit_text("innhold"));
    hash_of(hash, kit_text("innhold"));
    CHECK(seal_sign(seal, hash, "kx1 test", &good, global) == FAULT_NONE);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buffer bad = {.limit = 4000};
        const char *text = buffer_string(&good),
                   *at = *table[i].from ? strstr(text, table[i].from) : text + good.length;
        buffer_add(&bad, text, (size_t)(at - text));
        buffer_text(&bad, table[i].to);
        buffer_text(&bad, at + strlen(table[i].from));
        kit_write("m.minisig", kit_span(&bad));
        CHECK(seal_verify(&key, hash, kit_span(&bad), &proof, NULL) == FAULT_NOT_SIGNED);
        bool accepted = minisign_verify() == 0;
        if (accepted != table[i].minisign_accepts)
            printf("minisign %s: %s\n", accepted ? "accepts" : "refuses", table[i].what);
        CHECK(accepted == table[i].minisign_accepts);
        buffer_free(&bad);
    }
    kit_write("m.minisig", (struct span){good.data, good.length - 1}); /* no last LF */
    CHECK(seal_verify(&key, hash, (struct span){good.data, good.length - 1}, &proof, NULL) == FAULT_NOT_SIGNED);
    CHECK_INT(minisign_verify(), 0); /* accepted there, refused here */
    buffer_free(&good);
}

/* --- the office's letters: our key pair for minisign, minisign's signatures for us --------------------------------------------- */

static int minisign_letter(void)
{
    return RUN("minisign", "-V", "-q", "-p", kit_path("office.pub"), "-m", kit_path("letter"), "-x",
               kit_path("letter.sig"));
}

/* Signs with our pair; `legacy` hashes nothing first. */
static struct buffer sign_letter(const char *text, bool legacy)
{
    kit_write("letter", kit_text(text));
    CHECK_INT(RUN("minisign", "-S", legacy ? "-l" : "-H", "-s", kit_path("office.key"), "-m", kit_path("letter"), "-x",
                  kit_path("letter.sig"), "-t", "letter 7 "),
              0);
    return kit_read("letter.sig");
}

static struct seal_public letter_pair(void)
{
    struct seal_public key, back;
    struct buffer secret = {.limit = 1000}, public = {.limit = 1000}, small = {.limit = 20};
    CHECK(seal_pair_make(&key, &small) == FAULT_TOO_LARGE && small.length == 0);
    buffer_free(&small);
    CHECK(seal_pair_make(&key, &secret) == FAULT_NONE && seal_public_text(&key, &public) == FAULT_NONE);
    kit_write("office.key", kit_span(&secret));
    kit_write("office.pub", kit_span(&public));
    /* minisign makes the same public key of our secret one */
    CHECK_INT(RUN("minisign", "-R", "-s", kit_path("office.key"), "-p", kit_path("again.pub")), 0);
    struct buffer again = kit_read("again.pub");
    CHECK(seal_public_parse(&back, kit_span(&again)) == FAULT_NONE && seal_same(&back, &key, sizeof key));
    /* and takes what we sign with it; what is no secret key, or has a passphrase, signs nothing */
    struct buffer signature = {.limit = SEAL_LETTER_SIGNATURE_MAX};
    const struct span letter = kit_text("a letter of ours\n");
    CHECK_INT(seal_pair_sign(kit_span(&secret), letter, "letter 7", &signature), FAULT_NONE);
    kit_write("letter", letter);
    kit_write("letter.sig", kit_span(&signature));
    CHECK_INT(RUN("minisign", "-V", "-q", "-p", kit_path("office.pub"), "-m", kit_path("letter"), "-x",
                  kit_path("letter.sig")),
              0);
    CHECK_INT(seal_letter_verify(&key, letter, kit_span(&signature), NULL), FAULT_NONE);
    signature.length = 0;
    CHECK_INT(seal_pair_sign(kit_span(&public), letter, "letter 7", &signature), FAULT_FILE_DAMAGED);
    secret.data[strcspn(buffer_string(&secret), "\n") + 4] = 'T'; /* how its passphrase is used: "RWRTY", not "RWQAA" */
    CHECK_INT(seal_pair_sign(kit_span(&secret), letter, "letter 7", &signature), FAULT_NOT_FOR_US);
    CHECK_INT(signature.length, 0);
    buffer_free(&signature);
    buffer_free(&secret);
    buffer_free(&public);
    buffer_free(&again);
    return key;
}

/* What becomes of a signature file on its way, and who still accepts it. */
static void letter_forms(const struct seal_public *key, bool legacy)
{
    static const struct {
        const char *what, *line_end, *before, *behind;
        size_t cut; /* bytes taken off the end */
        bool minisign_accepts, ours;
    } forms[] = {
        {"as it is", "\n", "", "", 0, true, true},
        {"CR LF", "\r\n", "", "", 0, true, true},
        {"no last LF", "\n", "", "", 1, true, true},
        {"blank lines behind", "\n", "", "\n\n", 0, true, true},
        {"CR LF and a blank line behind", "\r\n", "", "\r\n", 0, true, true},
        {"junk behind", "\n", "", "junk\n", 0, true, false},
        {"a byte order mark", "\n", "\xef\xbb\xbf", "", 0, false, false},
        {"a blank line before", "\n", "\n", "", 0, false, false},
        {"blanks behind the lines", " \n", "", "", 0, false, false},
        {"truncated in the last line", "\n", "", "", 9, false, false},
        {"truncated after the trusted comment", "\n", "", "", 89, false, false},
    };
    struct buffer good = sign_letter("a letter\n", legacy);
    char why[SEAL_WHY];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct buffer form = {.limit = 4000};
        buffer_text(&form, forms[i].before);
        for (const char *c = buffer_string(&good); *c; c++)
            *c == '\n' ? buffer_text(&form, forms[i].line_end) : buffer_add(&form, c, 1);
        buffer_text(&form, forms[i].behind);
        form.length -= forms[i].cut;
        kit_write("letter.sig", kit_span(&form));
        bool theirs = minisign_letter() == 0;
        fault f = seal_letter_verify(key, kit_text("a letter\n"), kit_span(&form), why);
        if (theirs != forms[i].minisign_accepts || (f == FAULT_NONE) != forms[i].ours)
            printf("%s: minisign %d, ours %s\n", forms[i].what, theirs, fault_name(f));
        CHECK(theirs == forms[i].minisign_accepts);
        CHECK_INT(f, forms[i].ours ? FAULT_NONE : FAULT_NOT_SIGNED);
        buffer_free(&form);
    }
    buffer_free(&good);
}

/* Every bit of the proven lines, every cut; an altered letter, another key, another kind of signature. */
static void letter_changes(const struct seal_public *key, bool legacy)
{
    struct buffer good = sign_letter("a letter\n", legacy), empty = {0};
    struct seal_public other = *key;
    char why[SEAL_WHY];
    size_t from = (size_t)(strchr(buffer_string(&good), '\n') + 1 - (const char *)good.data), wrong = 0;
    for (size_t bit = 8 * from; bit < 8 * good.length - 8; bit++) {
        good.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        wrong += seal_letter_verify(key, kit_text("a letter\n"), kit_span(&good), why) != FAULT_NOT_SIGNED;
        good.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < good.length - 1; cut++)
        wrong +=
            seal_letter_verify(key, kit_text("a letter\n"), (struct span){good.data, cut}, why) != FAULT_NOT_SIGNED;
    CHECK_INT(wrong, 0);
    CHECK(seal_letter_verify(key, kit_text("a letteR\n"), kit_span(&good), why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "the file was changed");
    other.key[5] ^= 1;
    CHECK(seal_letter_verify(&other, kit_text("a letter\n"), kit_span(&good), why) == FAULT_NOT_SIGNED);
    other = *key;
    other.key_id[0] ^= 1;
    CHECK(seal_letter_verify(&other, kit_text("a letter\n"), kit_span(&good), why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "signed with another key");
    good.data[from + 1] = legacy ? 'V' : 'X'; /* another second letter of the algorithm */
    CHECK(seal_letter_verify(key, kit_text("a letter\n"), kit_span(&good), why) == FAULT_NOT_SIGNED);
    CHECK_TEXT(why, "an unknown kind of signature");
    buffer_free(&good);
    good = sign_letter("", legacy);
    CHECK(seal_letter_verify(key, kit_span(&empty), kit_span(&good), why) == FAULT_NONE);
    buffer_free(&good);
}

static void letters(void)
{
    const struct seal_public key = letter_pair();
    struct span large = {(const uint8_t *)"", SEAL_LETTER_MAX + 1u};
    for (int legacy = 0; legacy <= 1; legacy++) {
        letter_forms(&key, legacy);
        letter_changes(&key, legacy);
    }
    CHECK(seal_letter_verify(&key, large, kit_text("x"), NULL) == FAULT_TOO_LARGE); /* before a byte of it is read */
}

int main(void)
{
    kit_begin();
    struct seal *seal = kit_seal();
    age();
    if (RUN("minisign", "-v") == 127) {
        SKIP("minisign is not installed");
    } else {
        minisign_ours(seal);
        minisign_theirs();
        mutations(seal);
        minisign_public_forms(seal);
        letters();
    }
    seal_close(seal);
    return TEST_END();
}
