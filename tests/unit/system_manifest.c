/* Updates that nobody should take: versions, the manifest's one form, and more than 500 forged updates, each refused
 * for the reason expected and with the disk as it was. T5 of formats.md, T12's "older version: refused". */
#include "system_kit.h"

static struct machine machine;

static void versions(void)
{
    static const char *const good[] = {"0", "1.2.3.4", "0.3.0", "999999.0", "10.20"};
    static const char *const bad[] = {"",        ".",   "1.",   "01", "1.02", "1..2",   "1.2.3.4.5",
                                      "1000000", "1.a", "v1",   " 1", "1 ",   "-1",     "1,2",
                                      "1.2\n",   "+1",  "1.-2", "00", "0x10", "1.2-rc1"};
    static const struct {
        const char *a, *b;
        int order;
    } pairs[] = {{"0.3.0", "0.3.0", 0}, {"0.3.0", "0.3.1", -1}, {"0.10.0", "0.9.9", 1}, {"1", "1.0.0", 0},
                 {"1", "1.0.1", -1},    {"2", "1.999999.3", 1}, {"0.3", "0.3.0.1", -1}, {"0.0.1", "0.0.0.9", 1}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(version_good(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!version_good(bad[i]));
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        CHECK_INT(version_compare(pairs[i].a, pairs[i].b), pairs[i].order);
        CHECK_INT(version_compare(pairs[i].b, pairs[i].a), -pairs[i].order);
    }
}

static void one_form(void)
{
    static const char *const changes[][2] = {
        {"format 1", "format 2"},
        {"format 1", "format 01"},
        {"format 1\n", ""},
        {"format 1\n", "format 1 \n"},
        {"format 1\n", "format 1\r\n"},
        {"format 1\n", "\nformat 1\n"},
        {"product sirkel\n", ""},
        {"version 0.4.0", "version 0.04.0"},
        {"version 0.4.0", "version 0.4.0 "},
        {"version 0.4.0", "Version 0.4.0"},
        {"version 0.4.0\n", ""},
        {"version 0.4.0\nmade 1760000000\n", "made 1760000000\nversion 0.4.0\n"},
        {"made 1760000000", "made -1"},
        {"made 1760000000", "made 01760000000"},
        {"made 1760000000", "made +1760000000"},
        {"made 1760000000", "made 0x10"},
        {"made 1760000000", "made 1760000000000000"},
        {"made 1760000000\n", "made 1760000000\nnote hello\n"},
        {"schema 3", "schema 03"},
        {"schema 3", "schema 4294967296"},
        {"schema 3", "schema "},
        {"schema 3\n", "schema 3\nschema 3\n"},
        {"file root.img 300000", "file root.img 0300000"},
        {"file root.img 300000", "file root.img 0"},
        {"file root.img 300000", "file root.img -1"},
        {"file root.img", "file ../root.img"},
        {"file root.img", "file Root.img"},
        {"file sirkel-a.efi", "file sirkel-c.efi"},
        {"file sirkel-a.efi", "file sirkel-b.efi"},
        {"file sirkel-b.efi", "file  sirkel-b.efi"},
    };
    struct buffer text = {.limit = MANIFEST_MAX};
    struct update_manifest m = machine_manifest(&machine, "0.4.0", 3), back;
    char why[SEAL_WHY], changed[2 * MANIFEST_MAX];
    machine_manifest_text(&text, &m);
    CHECK(manifest_read(&back, kit_span(&text), why) == FAULT_NONE && memcmp(&m, &back, sizeof m) == 0);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const char *whole = buffer_string(&text), *at = strstr(whole, changes[i][0]);
        CHECK(at != NULL);
        snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - whole), whole, changes[i][1],
                 at + strlen(changes[i][0]));
        if (manifest_read(&back, kit_text(changed), why) != FAULT_FILE_DAMAGED)
            printf("taken: %s -> %s\n", changes[i][0], changes[i][1]);
        CHECK(manifest_read(&back, kit_text(changed), why) == FAULT_FILE_DAMAGED);
    }
    for (size_t cut = 0; cut < text.length; cut++)
        CHECK(manifest_read(&back, (struct span){text.data, cut}, NULL) == FAULT_FILE_DAMAGED);
    buffer_text(&text, "\n");
    CHECK(manifest_read(&back, kit_span(&text), why) == FAULT_FILE_DAMAGED);
    buffer_free(&text);
}

/* --- the generator --- */

struct forge {
    uint64_t random;
    const char *class; /* of the forgery at hand, for a message */
    int made;
    struct seal *other;      /* somebody else's key */
    struct buffer esp, root; /* the disk before */
};

static size_t below(struct forge *g, size_t limit)
{
    return (size_t)(machine_random(&g->random) % limit);
}

static void refused(struct forge *g, fault expected)
{
    char why[SEAL_WHY] = "";
    fault f = update_check(&machine.update, why);
    if (f == FAULT_NONE)
        f = update_write(&machine.update, NULL, why);
    if (f != expected)
        printf("%s, number %d: %s (%s), expected %s\n", g->class, g->made, fault_name(f), why, fault_name(expected));
    CHECK(f == expected);
    CHECK(*why);
    struct buffer esp = kit_read("esp/EFI/Linux/sirkel-b.efi"), root = kit_read("root-b");
    CHECK(esp.length == g->esp.length && memcmp(esp.data, g->esp.data, esp.length) == 0);
    CHECK(root.length == g->root.length && memcmp(root.data, g->root.data, root.length) == 0);
    buffer_free(&esp);
    buffer_free(&root);
    g->made++;
}

static void genuine(void)
{
    struct update_manifest m = machine_manifest(&machine, "0.4.0", 3);
    machine_files(&machine);
    machine_offer_manifest(&machine, &m);
}

static void flip_in(struct forge *g, const char *class, const char *name, fault expected, int times)
{
    g->class = class;
    genuine();
    struct buffer file = kit_read(name);
    for (int i = 0; i < times; i++) {
        size_t at = below(g, file.length);
        uint8_t bit = (uint8_t)(1 << below(g, 8));
        file.data[at] ^= bit;
        kit_write(name, kit_span(&file));
        refused(g, expected);
        file.data[at] ^= bit;
    }
    buffer_free(&file);
}

static void cut_or_longer(struct forge *g, const char *class, const char *name, fault expected, int times)
{
    g->class = class;
    genuine();
    struct buffer file = kit_read(name);
    size_t length = file.length;
    for (int i = 0; i < times; i++) {
        if (i == 0)
            buffer_text(&file, "\n");
        kit_write(name, (struct span){file.data, i == 0 ? length + 1 : below(g, length)});
        refused(g, expected);
    }
    buffer_free(&file);
}

static void wrong_signature(struct forge *g)
{
    static const char *const purposes[] = {"sirkel update 0.4.1",
                                           "sirkel update 0.4.0 ",
                                           "sirkel update",
                                           "Sirkel update 0.4.0",
                                           "kx1 kiosk=demo-1",
                                           "sirkel update 0.4",
                                           "",
                                           "timestamp:1760000000"};
    struct update_manifest m = machine_manifest(&machine, "0.4.0", 3), newer = machine_manifest(&machine, "0.5.0", 3);
    for (int i = 0; i < 20; i++) {
        struct buffer text = {.limit = MANIFEST_MAX}, before = {.limit = SEAL_SIGNATURE_MAX};
        g->class = "another key";
        m.made = (int64_t)below(g, 1u << 31);
        machine_manifest_text(&text, &m);
        machine_offer(g->other, kit_span(&text), "sirkel update 0.4.0");
        refused(g, FAULT_NOT_SIGNED);
        g->class = "the signature is for something else";
        machine_offer(machine.seal, kit_span(&text), purposes[i % 8]);
        refused(g, FAULT_NOT_SIGNED);
        g->class = "the signature of an older manifest";
        machine_sign(machine.seal, kit_span(&text), "sirkel update 0.4.0", &before);
        newer.made = m.made;
        machine_offer_manifest(&machine, &newer);
        kit_write("sirkel-update/manifest.minisig", kit_span(&before));
        refused(g, FAULT_NOT_SIGNED);
        g->class = "no signature";
        unlink(kit_path("sirkel-update/manifest.minisig"));
        refused(g, FAULT_NOT_SIGNED);
        buffer_free(&text);
        buffer_free(&before);
    }
}

static void old_or_foreign(struct forge *g)
{
    for (int i = 0; i < 24; i++) {
        char version[VERSION_MAX];
        struct buffer text = {.limit = MANIFEST_MAX}, changed = {.limit = MANIFEST_MAX};
        snprintf(version, sizeof version, "0.%d.%d", i % 4, i % 4 == 3 ? 0 : i);
        struct update_manifest m = machine_manifest(&machine, version, 3);
        g->class = "an older version, or the same";
        machine_offer_manifest(&machine, &m);
        refused(g, FAULT_NO_ENTRY);
        g->class = "for older data";
        m = machine_manifest(&machine, "1.0", (uint32_t)below(g, 3));
        machine_offer_manifest(&machine, &m);
        refused(g, FAULT_TOO_NEW);
        g->class = "another product";
        machine_manifest_text(&text, &m);
        buffer_format(&changed, "format 1\nproduct sirkel%zu%s", below(g, 1000),
                      strstr(buffer_string(&text), "\nversion"));
        machine_offer(machine.seal, kit_span(&changed), "sirkel update 1.0");
        refused(g, FAULT_FILE_FOREIGN);
        buffer_free(&text);
        buffer_free(&changed);
    }
}

/* Signed by the right key and still not in its one form: a line too many, twice, gone, or out of its turn. */
static void wrong_form(struct forge *g)
{
    g->class = "signed, but not in its one form";
    for (int i = 0; i < 40; i++) {
        struct update_manifest m = machine_manifest(&machine, "0.4.0", 3);
        struct buffer text = {.limit = MANIFEST_MAX}, out = {.limit = 2 * MANIFEST_MAX};
        machine_manifest_text(&text, &m);
        char *line = (char *)(uintptr_t)buffer_string(&text);
        size_t victim = below(g, 8), at = 0;
        for (; *line; at++) {
            int length = (int)(strchr(line, '\n') - line) + 1;
            for (int times = at != victim ? 1 : i % 4 == 0 ? 2 : i % 4 == 1 ? 0 : 1; times > 0; times--)
                buffer_format(&out, "%s%.*s", at == victim && i % 4 == 2 ? " " : "", length, line);
            line += length;
        }
        for (int more = i % 4 == 3 ? 1 + (int)below(g, 60) : 0; more > 0; more--)
            buffer_format(&out, "file extra-%d.efi 1 %0128d\n", more, 0);
        for (; i == 39 && out.length <= MANIFEST_MAX;)
            buffer_text(&out, "x\n");
        machine_offer(machine.seal, kit_span(&out), "sirkel update 0.4.0");
        refused(g, FAULT_FILE_DAMAGED);
        buffer_free(&text);
        buffer_free(&out);
    }
}

static void wrong_files(struct forge *g)
{
    static const char *const names[] = {"sirkel-update/root.img", "sirkel-update/sirkel-a.efi",
                                        "sirkel-update/sirkel-b.efi", "sirkel-update/manifest"};
    for (int i = 0; i < 24; i++) {
        const char *name = names[i % 4];
        g->class = "a file is missing";
        genuine();
        unlink(kit_path(name));
        refused(g, FAULT_FILE_MISSING);
        g->class = "a link";
        CHECK(symlink(kit_path("elsewhere"), kit_path(name)) == 0);
        refused(g, FAULT_FILE_DAMAGED);
        unlink(kit_path(name));
        g->class = "a folder";
        CHECK(mkdir(kit_path(name), 0700) == 0);
        refused(g, FAULT_FILE_DAMAGED);
        rmdir(kit_path(name));
        g->class = "a pipe";
        CHECK(mkfifo(kit_path(name), 0600) == 0);
        refused(g, FAULT_FILE_DAMAGED);
        unlink(kit_path(name));
    }
    g->class = "the two kernel files changed places";
    for (int i = 0; i < 20; i++) {
        machine_noise(machine.kernel[i % 2], KERNEL_BYTES, 100 + (uint64_t)i);
        genuine();
        kit_write("sirkel-update/sirkel-a.efi", (struct span){machine.kernel[1], KERNEL_BYTES});
        kit_write("sirkel-update/sirkel-b.efi", (struct span){machine.kernel[0], KERNEL_BYTES});
        refused(g, FAULT_FILE_DAMAGED);
    }
}

static void too_large(struct forge *g)
{
    g->class = "larger than the slot";
    for (int i = 0; i < 20; i++) {
        struct update_manifest m = machine_manifest(&machine, "0.4.0", 3);
        genuine();
        m.part[MANIFEST_ROOT].size = PARTITION_BYTES + 1 + (int64_t)below(g, 1 << 30);
        CHECK(truncate(kit_path("sirkel-update/root.img"), m.part[MANIFEST_ROOT].size) == 0);
        machine_offer_manifest(&machine, &m);
        refused(g, FAULT_TOO_LARGE);
    }
}

static void forged(void)
{
    struct forge g = {.random = 88172645463325252u, .other = machine_key("other-key")};
    g.esp = kit_read("esp/EFI/Linux/sirkel-b.efi");
    g.root = kit_read("root-b");
    flip_in(&g, "a bit of the manifest", "sirkel-update/manifest", FAULT_NOT_SIGNED, 60);
    flip_in(&g, "a bit of the signature", "sirkel-update/manifest.minisig", FAULT_NOT_SIGNED, 60);
    flip_in(&g, "a bit of the root", "sirkel-update/root.img", FAULT_FILE_DAMAGED, 40);
    flip_in(&g, "a bit of the kernel file", "sirkel-update/sirkel-b.efi", FAULT_FILE_DAMAGED, 40);
    cut_or_longer(&g, "the manifest cut", "sirkel-update/manifest", FAULT_NOT_SIGNED, 20);
    cut_or_longer(&g, "the signature cut", "sirkel-update/manifest.minisig", FAULT_NOT_SIGNED, 20);
    cut_or_longer(&g, "the root cut", "sirkel-update/root.img", FAULT_FILE_DAMAGED, 20);
    cut_or_longer(&g, "a kernel file cut", "sirkel-update/sirkel-a.efi", FAULT_FILE_DAMAGED, 20);
    wrong_signature(&g);
    old_or_foreign(&g);
    wrong_form(&g);
    wrong_files(&g);
    too_large(&g);
    printf("%d forged updates\n", g.made);
    CHECK(g.made >= 500);
    genuine();
    char why[SEAL_WHY] = "";
    CHECK(update_check(&machine.update, why) == FAULT_NONE && update_write(&machine.update, NULL, why) == FAULT_NONE);
    CHECK_TEXT(why, "");
    buffer_free(&g.esp);
    buffer_free(&g.root);
    seal_close(g.other);
}

int main(void)
{
    kit_begin();
    machine_make(&machine);
    versions();
    one_form();
    forged();
    seal_close(machine.seal);
    return TEST_END();
}
