/* The list carried out: whole or not at all, wherever the stick gives up; the same again under a new number; in an order that
 * tells nobody who came when (T20); and a stranger's programs accept and open it. */
#include "flow_kit.h"
#include "screens.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

static int64_t sequence_done(struct kit *k)
{
    struct export_row last;
    return store_export_last(k->app.store, &last) == FAULT_NONE ? last.seq : 0;
}

static char *stick_path(const struct kit *k, const char *name, char out[FILE_PATH_MAX])
{
    snprintf(out, FILE_PATH_MAX, "%s/%s", k->stick, name);
    return out;
}

static char *export_path(const struct kit *k, int64_t sequence, const char *end, char out[FILE_PATH_MAX])
{
    snprintf(out, FILE_PATH_MAX, "%s/kx-%s-%06lld.zip.age%s", k->stick, k->app.flow->kiosk.id, (long long)sequence,
             end);
    return out;
}

/* Signed by this kiosk over the bytes that lie there. */
static bool is_good(struct kit *k, int64_t sequence, struct seal_claim *ret_claim)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = 64 << 20}, signature = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_hash h;
    uint8_t next[SEAL_HASH];
    struct seal_signed list = {0};
    const struct seal_public key = seal_public(k->app.flow->seal);
    bool good = file_read(export_path(k, sequence, "", path), &file) == FAULT_NONE &&
                file_read(export_path(k, sequence, ".minisig", path), &signature) == FAULT_NONE;
    seal_hash_begin(&h);
    if (good)
        seal_hash_add(&h, file.data, file.length);
    seal_hash_end(&h, list.hash);
    char name[SEAL_EXPORT_NAME];
    list.name = name;
    list.size = file.length;
    list.signature = (struct span){signature.data, signature.length};
    good = good && seal_export_name(name, k->app.flow->kiosk.id, (uint32_t)sequence) == FAULT_NONE &&
           seal_claim_verify(&key, &list, ret_claim, next, NULL) == FAULT_NONE;
    buffer_free(&file);
    buffer_free(&signature);
    return good;
}

static void begin(struct kit *k)
{
    if (k->app.session.who != STAFF)
        kit_pin(k, k->pin);
    flow_do(&k->app, ACT_GO, SCREEN_staff_export);
    flow_do(&k->app, ACT_EXPORT, 0);
}

static void to_the_end(struct kit *k)
{
    for (int i = 0; flow_busy(&k->app) && i < 100000; i++)
        flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(!flow_busy(&k->app) && !k->app.flow->job);
}

static void test_happy(struct kit *k)
{
    struct seal_claim claim;
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE); /* an empty list is a list */
    CHECK(is_good(k, 1, &claim) && claim.rows == 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    for (int i = 0; i < 20; i++)
        CHECK(kit_join(k, i % 2 ? "tirsdagsgruppa" : "torsdagsgruppa", "Marker Navn", "40612345", NULL));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK(k->app.session.at == SCREEN_staff_exported && k->app.staff.export_rows == 40 && k->app.staff.exports == 2);
    CHECK(k->app.staff.new_signups == 0 && strlen(k->app.staff.fingerprint) > 10 && k->app.staff.journal_whole);
    CHECK(is_good(k, 2, &claim) && claim.rows == 40 && claim.sequence == 2 && claim.clock_sure &&
          claim.minute % 60 == 0);
    CHECK_TEXT(kit_last_line(k), "export_done staff 2 40");
    CHECK(kit_files(k, ".age") == 2 && kit_files(k, ".minisig") == 2 && kit_files(k, ".pub") == 1 &&
          kit_files(k, ".txt") == 1);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* After a try that failed: nothing changed but its number, and the next one is whole. */
static void mended(struct kit *k, int64_t done_before)
{
    struct seal_claim claim;
    CHECK(kit_starts(kit_last_line(k), "export_failed staff "));
    CHECK(k->app.session.notice == k->app.staff.export_outcome && k->app.session.at == SCREEN_staff_export);
    CHECK_INT(sequence_done(k), done_before);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK(sequence_done(k) > done_before + 1); /* the failed one's number was used up */
    CHECK(is_good(k, sequence_done(k), &claim) && claim.rows == 40);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* Pulled after 0, 1, 2 ... steps: as the machine sees it, and with the files truly out of reach. */
static void test_gone(struct kit *k)
{
    char away[FILE_PATH_MAX];
    int done = 0;
    snprintf(away, sizeof away, "%s/away", k->folder);
    for (int steps = 0; !done && steps < 100; steps++)
        for (int truly = 0; truly < 2; truly++) {
            int64_t before = sequence_done(k);
            int files = kit_files(k, ".age"), signatures = kit_files(k, ".minisig");
            begin(k);
            for (int i = 0; i < steps && flow_busy(&k->app); i++)
                flow_tick(&k->app, host_fake.steady_ms, 10);
            if (!flow_busy(&k->app)) {
                done++;
                flow_do(&k->app, ACT_LEAVE, 0);
                continue;
            }
            host_fake.stick = truly;
            if (truly)
                CHECK_INT(rename(k->stick, away), 0);
            to_the_end(k);
            if (truly)
                CHECK_INT(rename(away, k->stick), 0);
            host_fake.stick = true;
            CHECK_INT(k->app.staff.export_outcome, VERDICT_STICK_GONE);
            if (!truly) /* what is left on a pulled stick has no signature, or one that is no lie */
                CHECK(kit_files(k, ".age") == files && kit_files(k, ".minisig") == signatures);
            mended(k, before);
        }
    CHECK(done > 0);
    host_fake.stick = false;
    begin(k);
    CHECK(k->app.session.notice == VERDICT_STICK_MISSING && !flow_busy(&k->app));
    host_fake.stick = true;
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* Left in the middle: the same, and the journal says so. */
static void test_left(struct kit *k)
{
    int64_t before = sequence_done(k);
    int files = kit_files(k, "");
    begin(k);
    for (int i = 0; i < 3; i++)
        flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(flow_busy(&k->app));
    host_fake.steady_ms += 3600000; /* silence does not end a job */
    flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(flow_busy(&k->app) && k->app.session.who == STAFF);
    CHECK_INT(k->app.session.touched_ms, host_fake.steady_ms); /* and its end is seen */
    flow_do(&k->app, ACT_EXPORT, 0);                           /* nor does asking again */
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(!flow_busy(&k->app) && k->app.session.at == SCREEN_start);
    CHECK(sequence_done(k) == before && kit_files(k, "") == files);
    CHECK(kit_join(k, "tirsdagsgruppa", "After", NULL, NULL)); /* the store is open for writing again */
    begin(k);
    kit_again(k, false); /* the program ends in the middle */
    CHECK(kit_files(k, "") == files);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* A file of that name is another's: neither it nor its signature is touched. */
static void test_exists(struct kit *k)
{
    char path[FILE_PATH_MAX];
    for (int signature = 0; signature < 2; signature++) {
        struct buffer left = {.limit = 100};
        int64_t before = sequence_done(k);
        int files = kit_files(k, ".zip.age");
        export_path(k, before + 1, signature ? ".minisig" : "", path);
        CHECK_INT(file_replace(path, "another's", 9, 0600), FAULT_NONE);
        begin(k);
        to_the_end(k);
        CHECK_INT(k->app.staff.export_outcome, VERDICT_STICK_OTHER_FILE);
        CHECK_INT(file_read(path, &left), FAULT_NONE);
        CHECK_TEXT(buffer_string(&left), "another's");
        CHECK_INT(kit_files(k, ".zip.age"), files + !signature);
        CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
        CHECK_INT(sequence_done(k), before + 2);
        flow_do(&k->app, ACT_LEAVE, 0);
        unlink(path);
        buffer_free(&left);
    }
}

static void one_full(struct kit *k, enum verdict got, int *full, bool *fits)
{
    struct seal_claim claim;
    *fits = got == VERDICT_EXPORT_DONE;
    *full += got == VERDICT_STICK_FULL;
    CHECK(*fits || got == VERDICT_STICK_FULL);
    if (*fits)
        CHECK(is_good(k, sequence_done(k), &claim) && kit_files(k, ".txt") == 1 && kit_files(k, ".pub") == 1);
    else
        CHECK(kit_files(k, ".age") == 0 && kit_files(k, ".minisig") == 0);
    flow_do(&k->app, ACT_LEAVE, 0);
}

/* A stick of 1, 2, 3 ... pages, until everything has room; every stage finds it full once. */
static void test_full_stick(struct kit *k)
{
    char stick[sizeof k->stick], small[sizeof k->stick], options[64], note[FILE_PATH_MAX];
    struct buffer text = {.limit = 4096};
    bool fits = false;
    int full = 0;
    memcpy(stick, k->stick, sizeof stick);
    snprintf(small, sizeof small, "%s/small", k->folder);
    mkdir(small, 0700);
    if (mount("none", small, "tmpfs", 0, "size=4k") != 0) {
        SKIP("no right to mount a small disk; the limit of file sizes stands in for it");
        return;
    }
    umount(small);
    memcpy(k->stick, small, sizeof small);
    snprintf(k->app.stick, sizeof k->app.stick, "%s", small);
    for (int pages = 1; !fits && pages < 200; pages++) {
        snprintf(options, sizeof options, "size=%dk", 4 * pages);
        CHECK_INT(mount("none", small, "tmpfs", 0, options), 0);
        one_full(k, kit_export(k), &full, &fits);
        if (file_read(stick_path(k, "LES-MEG.txt", note), &text) == FAULT_NONE) /* whole, or not there */
            CHECK(text.length > 300);
        text.length = 0;
        CHECK_INT(umount(small), 0);
    }
    CHECK(fits && full > 5);
    printf("full %d times before it fitted\n", full);
    memcpy(k->stick, stick, sizeof stick);
    snprintf(k->app.stick, sizeof k->app.stick, "%s", stick);
    buffer_free(&text);
}

/* The file is larger than the stick's file system takes. The limit holds for the database too, which closes at the line in the
 * journal: this is the last that is done with that kiosk. */
static void test_file_too_large(struct kit *k)
{
    struct rlimit old, low;
    int64_t before = sequence_done(k);
    int files = kit_files(k, ".age");
    signal(SIGXFSZ, SIG_IGN);
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &old), 0);
    kit_pin(k, k->pin);
    flow_do(&k->app, ACT_GO, SCREEN_staff_export);
    flow_do(&k->app, ACT_EXPORT, 0);
    low = old;
    low.rlim_cur = 20000;
    while (flow_busy(&k->app)) {
        CHECK_INT(setrlimit(RLIMIT_FSIZE, &low), 0);
        flow_tick(&k->app, host_fake.steady_ms, 10);
        CHECK_INT(setrlimit(RLIMIT_FSIZE, &old), 0);
    }
    CHECK_INT(k->app.staff.export_outcome, VERDICT_STICK_FULL);
    CHECK(kit_files(k, ".age") == files);
    kit_again(k, true);
    CHECK(sequence_done(k) == before && store_takes_signups(k->app.store)); /* and it is as it was */
}

/* A stick that gives back other bytes than it was given is found out before anybody is told that all is well. */
static void test_lies(struct kit *k)
{
    char path[FILE_PATH_MAX];
    int found = 0;
    for (int what = 0; what < 2; what++) {
        int64_t before = sequence_done(k);
        begin(k);
        export_path(k, before + 1, ".minisig", path);
        while (flow_busy(&k->app) && access(path, F_OK) != 0)
            flow_tick(&k->app, host_fake.steady_ms, 10);
        CHECK(flow_busy(&k->app));
        int fd = open(what ? path : export_path(k, before + 1, "", path), O_RDWR | O_CLOEXEC);
        char byte;
        CHECK(fd >= 0 && pread(fd, &byte, 1, 150) == 1);
        byte ^= 1;
        CHECK(pwrite(fd, &byte, 1, 150) == 1);
        close(fd);
        to_the_end(k);
        found += k->app.staff.export_outcome == VERDICT_STICK_LIES;
        CHECK(kit_starts(kit_last_line(k), "export_failed staff "));
        CHECK(sequence_done(k) == before && access(path, F_OK) != 0);
        CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
        flow_do(&k->app, ACT_LEAVE, 0);
    }
    CHECK_INT(found, 2);
}

/* --- strangers ----------------------------------------------------------------------------------------------------------- */

static void test_programs(struct kit *k)
{
    char file[FILE_PATH_MAX], key[FILE_PATH_MAX], list[FILE_PATH_MAX], name[64], identity[SEAL_IDENTITY_TEXT],
        id[FILE_PATH_MAX];
    struct seal_identity stranger;
    if (scratch_run((const char *[]){"minisign", "-v", NULL}) == 127 ||
        scratch_run((const char *[]){"age", "--version", NULL}) == 127) {
        SKIP("minisign or age is not installed");
        return;
    }
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    export_path(k, sequence_done(k), "", file);
    const struct seal_public public = seal_public(k->app.flow->seal);
    char digits[SEAL_DIGITS];
    seal_digits(digits, public.key, sizeof public.key);
    snprintf(name, sizeof name, "kx-%s-%.4s%.4s.pub", k->app.flow->kiosk.id, digits, digits + 5);
    stick_path(k, name, key);
    snprintf(list, sizeof list, "%s/list.zip", k->folder);
    snprintf(id, sizeof id, "%s/identity.txt", k->folder);
    flow_do(&k->app, ACT_LEAVE, 0);
    const char *verify[] = {"minisign", "-Vm", file, "-p", key, NULL};
    const char *open_it[] = {"age", "-d", "-i", id, "-o", list, file, NULL}, *unzip[] = {"unzip", "-qt", list, NULL};
    CHECK_INT(scratch_run(verify), 0);
    seal_identity_make(&stranger);
    const struct seal_identity *who[] = {&k->office, &k->recovery, &stranger};
    for (int i = 0; i < 3; i++) {
        seal_identity_text(identity, who[i]);
        CHECK_INT(file_replace(id, identity, strlen(identity), 0600), FAULT_NONE);
        unlink(list);
        CHECK((scratch_run(open_it) == 0) == (i < 2));
        int whole = i < 2 ? scratch_run(unzip) : 127;
        CHECK(whole == 0 || whole == 127);
    }
    int fd = open(file, O_RDWR | O_CLOEXEC);
    char byte = 0;
    CHECK(fd >= 0 && pread(fd, &byte, 1, 3000) == 1);
    byte ^= 4;
    CHECK(pwrite(fd, &byte, 1, 3000) == 1);
    close(fd);
    CHECK(scratch_run(verify) != 0);
}

/* --- order (T20) --------------------------------------------------------------------------------------------------------- */

struct names { /* of one kind, as the office finds them in the list */
    const char *folder;
    uint8_t (*id)[STORE_ID];
    size_t count;
};

static fault take_name(void *to, const char *name, struct span data)
{
    struct names *n = to;
    char hex[2 * STORE_ID + 1];
    (void)data;
    size_t skip = strlen(n->folder);
    if (strncmp(name, n->folder, skip) != 0)
        return FAULT_NONE;
    snprintf(hex, sizeof hex, "%.32s", name + skip);
    CHECK(bytes_unhex(n->id[n->count++], STORE_ID, hex));
    return FAULT_NONE;
}

static void open_list(struct kit *k, struct buffer *zip)
{
    char path[FILE_PATH_MAX], why[SEAL_WHY] = "";
    struct buffer file = {.limit = 64 << 20};
    const struct seal_keyring ring = {.identities = &k->office, .count = 1};
    CHECK_INT(file_read(export_path(k, sequence_done(k), "", path), &file), FAULT_NONE);
    CHECK_INT(seal_age_open(zip, &ring, (struct span){file.data, file.length}, why), FAULT_NONE);
    buffer_free(&file);
}

/* Spearman's, of the place in the list against the order of coming. */
static double correlation(struct kit *k, enum record_kind kind, struct names *names)
{
    struct record row;
    int64_t m, c, *came = calloc(names->count, sizeof *came);
    double d2 = 0, n = (double)names->count;
    size_t at = 0;
    CHECK_INT(store_export_begin(k->app.store, &m, &c), FAULT_NONE);
    while (store_export_next(k->app.store, kind, &row) == FAULT_NONE && at < names->count) {
        CHECK(memcmp(row.id, names->id[at], STORE_ID) == 0); /* the list is in the order of ids */
        came[at++] = row.row;                                /* rows are numbered as people come */
    }
    store_export_end(k->app.store);
    CHECK_INT(at, names->count);
    for (size_t i = 0; i < at; i++) {
        int64_t rank = 0;
        for (size_t j = 0; j < at; j++)
            rank += came[j] < came[i];
        d2 += ((double)rank - (double)i) * ((double)rank - (double)i);
    }
    free(came);
    return 1 - 6 * d2 / (n * (n * n - 1));
}

static void test_order(void)
{
    enum { JOINS = 1000 };
    static struct kit k;
    static uint8_t ids[2][JOINS][STORE_ID];
    struct names names[2] = {{"consents/", ids[0], 0}, {"records/", ids[1], 0}};
    double rho[2];
    struct buffer zip = {.limit = 64 << 20};
    kit_make(&k);
    for (int i = 0; i < JOINS; i++)
        if (!kit_join(&k, "tirsdagsgruppa", "Anybody", NULL, NULL))
            CHECK(!"joined");
    CHECK_INT(kit_export(&k), VERDICT_EXPORT_DONE);
    open_list(&k, &zip);
    for (int i = 0; i < 2; i++)
        CHECK_INT(
            seal_zip_read((struct span){zip.data, zip.length}, (struct seal_zip_visitor){take_name, &names[i]}, NULL),
            FAULT_NONE);
    CHECK(names[0].count == JOINS && names[1].count == JOINS);
    rho[0] = correlation(&k, RECORD_CONSENT, &names[0]);
    rho[1] = correlation(&k, RECORD_MEMBERSHIP, &names[1]);
    printf("rank correlation %.3f and %.3f\n", rho[0], rho[1]);
    /* By chance alone one of 630 samples of 1,000 lies beyond 0.1; both kinds at once, one of 400,000. */
    CHECK(fabs(rho[0]) < 0.1 || fabs(rho[1]) < 0.1);
    CHECK(fabs(rho[0]) < 0.2 && fabs(rho[1]) < 0.2);
    buffer_free(&zip);
    kit_free(&k);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    test_happy(&k);
    test_gone(&k);
    test_exists(&k);
    test_lies(&k);
    test_full_stick(&k);
    test_left(&k);
    test_programs(&k);
    test_file_too_large(&k);
    kit_free(&k);
    test_order();
    return TEST_END();
}
