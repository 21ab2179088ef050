/* The two files: made, opened, locked, migrated, damaged in every way we could think of, and what is shown then. */
#include "test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "store/inside.h"
#include "store_demo.h"

static const char *in(const char *folder, const char *name)
{
    static char path[FILE_PATH_MAX];
    assert(file_path(path, folder, name) == FAULT_NONE);
    return path;
}

static bool there(const char *folder, const char *name)
{
    return access(in(folder, name), F_OK) == 0;
}

static void put_bytes(const char *path, off_t at, const char *bytes, size_t length)
{
    int fd = open(path, O_WRONLY);
    assert(fd >= 0 && pwrite(fd, bytes, length, at) == (ssize_t)length);
    close(fd);
}

static void test_make_and_open(void)
{
    char folder[64], why[256];
    struct store *s;
    struct kiosk kiosk, born = demo_kiosk();
    demo_make(demo_folder(folder), 5);
    CHECK(store_create(folder, &born) == FAULT_FILE_EXISTS);
    CHECK(!there(folder, "kiosk.db.new") && !there(folder, "timetable.db.new"));
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK(store_takes_signups(s) && store_reason(s) == FAULT_NONE);
    CHECK(!store_timetable_shown(s).last && !store_timetable_shown(s).empty);
    CHECK_INT(store_kiosk(s, &kiosk), FAULT_NONE);
    CHECK(memcmp(&kiosk, &born, sizeof kiosk) == 0);
    CHECK(!there(folder, "kiosk.db-shm")); /* EXCLUSIVE came before anything was read */
    CHECK_INT(store_check(s), FAULT_NONE);
    struct store *second;
    CHECK_INT(store_open(&second, folder, why, sizeof why), FAULT_BUSY);
    CHECK(second == NULL);
    CHECK(store_takes_signups(s));
    store_close(s);
    CHECK(!there(folder, "kiosk.db-wal"));
    store_close(NULL);
    demo_remove(folder);
}

/* Neither STRICT nor a part of the search. */
#define STRANGE_TABLES                                                                                                 \
    "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"                   \
    " AND name NOT LIKE 'sqlite_%'"

static void test_settings(void)
{
    static const struct {
        const char *pragma;
        int64_t want;
    } rows[] = {
        {"PRAGMA synchronous", 2},
        {"PRAGMA foreign_keys", 1},
        {"PRAGMA trusted_schema", 0},
        {"PRAGMA mmap_size", 0},
        {"PRAGMA temp_store", 2},
        {"PRAGMA secure_delete", 1},
        {"PRAGMA cell_size_check", 1},
        {"PRAGMA application_id", STORE_APPLICATION},
        {"PRAGMA user_version", 17},
        {"SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'", 1},
        {"SELECT count(*) FROM pragma_locking_mode WHERE locking_mode = 'exclusive'", 1},
        {STRANGE_TABLES, 0},
    };
    char folder[64], why[STORE_WHY_MAX];
    struct store *s;
    demo_make(demo_folder(folder), 1);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t got = -1;
        CHECK_INT(database_number(s->db, rows[i].pragma, &got, why), FAULT_NONE);
        if (got != rows[i].want)
            printf("%s\n", rows[i].pragma);
        CHECK_INT(got, rows[i].want);
    }
    int64_t loose = -1;
    CHECK_INT(database_number(s->public, STRANGE_TABLES, &loose, why), FAULT_NONE);
    CHECK_INT(loose, 0);
    CHECK(database_run(s->public, "DELETE FROM group_fact", why) != FAULT_NONE); /* the timetable can't be written */
    CHECK(database_run(s->db, "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema", why) != FAULT_NONE);
    store_close(s);
    demo_remove(folder);
}

/* What may have happened to a file overnight. */
static bool spoil(const char *path, int way)
{
    struct stat st;
    char zeros[4096] = {0};
    assert(stat(path, &st) == 0);
    switch (way) {
    case 0:
        return truncate(path, 0) == 0;
    case 1:
        return truncate(path, 700) == 0;
    case 2:
        return truncate(path, st.st_size / 2 / 4096 * 4096) == 0;
    case 3:
        put_bytes(path, 0, zeros, sizeof zeros);
        return true;
    case 4:
        put_bytes(path, st.st_size / 4096 / 2 * 4096, zeros, sizeof zeros);
        return true;
    case 5:
        put_bytes(path, 0, "a letter from somebody else, no database at all", 47);
        return true;
    case 6:
        put_bytes(path, 4096 + 3, "\xff\xff\xff\xff", 4);
        return true;
    case 7:
        put_bytes(path, 68, "abcd", 4);
        return true; /* another program's database */
    default:
        return false;
    }
}

static void check_desk(const char *folder, struct store *s)
{
    struct group groups[8];
    struct kiosk kiosk;
    size_t n;
    int64_t boot;
    CHECK(!store_takes_signups(s));
    CHECK(store_reason(s) != FAULT_NONE);
    CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb"}, groups, 8, &n), FAULT_NONE);
    CHECK_INT(n, 3);
    CHECK_INT(store_kiosk(s, &kiosk), FAULT_NO_ENTRY);
    CHECK(store_boot(s, &boot) == store_reason(s));
    CHECK(store_begin(s) == store_reason(s));
    CHECK_INT(store_check(s), FAULT_NONE);
    (void)folder;
}

static void test_damaged_signups(void)
{
    for (int way = 0;; way++) {
        char folder[64], why[256];
        struct store *s = NULL;
        struct stat before, after;
        demo_make(demo_folder(folder), 3);
        bool spoilt = spoil(in(folder, "kiosk.db"), way);
        if (spoilt) {
            stat(in(folder, "kiosk.db"), &before);
            CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
            if (s) {
                if (store_takes_signups(s) || !why[0])
                    printf("way %d: %s\n", way, why);
                CHECK(store_reason(s) == FAULT_FILE_DAMAGED || store_reason(s) == FAULT_FILE_FOREIGN);
                CHECK(why[0] != 0);
                check_desk(folder, s);
            }
            CHECK(!there(folder, "kiosk.db") && there(folder, "kiosk.db.damaged-1"));
            CHECK(stat(in(folder, "kiosk.db.damaged-1"), &after) == 0 && after.st_size == before.st_size);
            store_close(s);
            CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE); /* the morning after */
            CHECK(s && store_reason(s) == FAULT_FILE_MISSING);
            store_close(s);
        }
        demo_remove(folder);
        if (!spoilt)
            break;
    }
}

/* Any single flipped byte: the store opens (with or without sign-ups), never crashes, never loses the file. */
static void test_flipped_bytes(void)
{
    char folder[64];
    uint32_t seed = 1;
    struct stat st;
    demo_make(demo_folder(folder), 3);
    struct buffer whole = {.limit = 1 << 22};
    CHECK_INT(file_read(in(folder, "kiosk.db"), &whole), FAULT_NONE);
    for (int i = 0; i < 300; i++) {
        struct store *s = NULL;
        seed = seed * 1664525u + 1013904223u;
        size_t at = i < 100 ? (size_t)i : seed % whole.length;
        whole.data[at] ^= (uint8_t)(1u << (seed >> 29));
        CHECK_INT(file_replace(in(folder, "kiosk.db"), whole.data, whole.length, 0600), FAULT_NONE);
        whole.data[at] ^= (uint8_t)(1u << (seed >> 29));
        fault f = store_open(&s, folder, NULL, 0);
        if (f != FAULT_NONE && f != FAULT_TOO_NEW)
            printf("byte %zu: %s\n", at, fault_name(f));
        CHECK(f == FAULT_NONE || f == FAULT_TOO_NEW);
        bool takes = s && store_takes_signups(s);
        if (f == FAULT_NONE && takes != there(folder, "kiosk.db"))
            printf("byte %zu: %s\n", at, store_why(s));
        store_close(s);
        CHECK(f == FAULT_TOO_NEW || takes == there(folder, "kiosk.db"));
        if (there(folder, "kiosk.db.damaged-1")) {
            CHECK(stat(in(folder, "kiosk.db.damaged-1"), &st) == 0 && st.st_size == (off_t)whole.length);
            unlink(in(folder, "kiosk.db.damaged-1"));
        }
    }
    buffer_free(&whole);
    demo_remove(folder);
}

static void test_damaged_timetable(void)
{
    for (int way = 0;; way++) {
        char folder[64], why[256];
        struct store *s = NULL;
        struct centre_file file;
        struct group groups[8];
        size_t n = 0;
        demo_make(demo_folder(folder), 3);
        demo_centre(&file, 4);
        CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_NONE);
        CHECK(there(folder, "timetable.last.db"));
        centre_file_free(&file);
        bool spoilt = spoil(in(folder, "timetable.db"), way);
        CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
        if (s) {
            CHECK(store_takes_signups(s));
            CHECK(store_timetable_shown(s).last == spoilt);
            CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb"}, groups, 8, &n), FAULT_NONE);
            CHECK_INT(n, spoilt ? 3 : 4);
            CHECK(there(folder, "timetable.db.damaged-1") == spoilt);
        }
        store_close(s);
        demo_remove(folder);
        if (!spoilt)
            break;
    }
}

/* Whole by its sum, and yet not what the statements expect: a column of another name, a table that is not there, another
 * schema, another program's. The sign-ups are none of its business. */
static void test_strange_timetable(void)
{
    static const char *const changes[] = {"ALTER TABLE group_text RENAME COLUMN whom TO whose", "DROP TABLE topic_row",
                                          "ALTER TABLE centre DROP COLUMN width_px", "PRAGMA user_version=7",
                                          "PRAGMA application_id=7"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char folder[64], why[STORE_WHY_MAX] = "";
        struct store *s = NULL;
        struct stat st;
        sqlite3 *db = NULL;
        struct journal_head head;
        int64_t boot = 0;
        demo_make(demo_folder(folder), 3);
        CHECK(stat(in(folder, "timetable.db"), &st) == 0 && truncate(in(folder, "timetable.db"), st.st_size - 16) == 0);
        CHECK_INT(database_open(&db, in(folder, "timetable.db"), SQLITE_OPEN_READWRITE, why), FAULT_NONE);
        CHECK_INT(database_run(db, changes[i], why), FAULT_NONE);
        database_close(db);
        CHECK_INT(sum_add(in(folder, "timetable.db")), FAULT_NONE);
        CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
        CHECK(there(folder, "kiosk.db") && !there(folder, "kiosk.db.damaged-1"));
        CHECK(s && store_takes_signups(s) && store_timetable_shown(s).empty && why[0]);
        CHECK_INT(store_boot(s, &boot), FAULT_NONE);
        CHECK_INT(boot, 1);
        CHECK_INT(store_journal_head(s, &head), FAULT_NONE);
        store_close(s);
        demo_remove(folder);
    }
}

static void test_flipped_timetable(void)
{
    char folder[64];
    struct stat st;
    uint32_t seed = 2;
    demo_make(demo_folder(folder), 3);
    assert(stat(in(folder, "timetable.db"), &st) == 0);
    for (int i = 0; i < 500; i++) { /* the sum sees every one of them, also where sqlite would not */
        char byte;
        seed = seed * 1664525u + 1013904223u;
        off_t at = (off_t)(seed % (uint32_t)st.st_size);
        int fd = open(in(folder, "timetable.db"), O_RDWR);
        assert(fd >= 0 && pread(fd, &byte, 1, at) == 1);
        char other = (char)(byte ^ 1 << (seed >> 29));
        assert(pwrite(fd, &other, 1, at) == 1);
        CHECK_INT(sum_check(in(folder, "timetable.db")), FAULT_FILE_DAMAGED);
        assert(pwrite(fd, &byte, 1, at) == 1);
        close(fd);
    }
    CHECK_INT(sum_check(in(folder, "timetable.db")), FAULT_NONE);
    demo_remove(folder);
}

static void test_missing(void)
{
    char folder[64], why[256];
    struct store *s;
    size_t n;
    struct group groups[2];
    demo_folder(folder);
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_FILE_MISSING);
    CHECK(s == NULL);
    CHECK_INT(store_open(&s, "/tmp/no/such/folder", why, sizeof why), FAULT_FILE_MISSING);
    struct kiosk kiosk = demo_kiosk();
    CHECK_INT(store_create(folder, &kiosk), FAULT_NONE); /* a kiosk without a timetable says so and stands */
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    CHECK(s && store_timetable_shown(s).empty && store_takes_signups(s));
    CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb"}, groups, 2, &n), FAULT_NONE);
    CHECK_INT(n, 0);
    store_close(s);
    demo_remove(folder);
    demo_make(demo_folder(folder), 3);
    unlink(in(folder, "kiosk.db"));
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    check_desk(folder, s);
    store_close(s);
    demo_remove(folder);
}

static void test_links(void)
{
    char folder[64], real[64], why[256];
    struct store *s;
    demo_make(demo_folder(real), 3);
    demo_folder(folder);
    char from[FILE_PATH_MAX];
    assert(file_path(from, real, "kiosk.db") == FAULT_NONE && symlink(from, in(folder, "kiosk.db")) == 0);
    assert(file_path(from, real, "timetable.db") == FAULT_NONE && symlink(from, in(folder, "timetable.db")) == 0);
    fault f = store_open(&s, folder, why, sizeof why); /* a file that is a link is not followed */
    CHECK(f != FAULT_NONE || (!store_takes_signups(s) && store_timetable_shown(s).empty));
    store_close(s);
    demo_remove(folder);
    unlink(folder);
    assert(symlink(real, folder) == 0); /* a folder that is one is fine */
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    CHECK(s && store_takes_signups(s) && !store_timetable_shown(s).empty);
    store_close(s);
    unlink(folder);
    demo_remove(real);
}

static void test_readonly(void)
{
    char folder[64];
    demo_make(demo_folder(folder), 3);
    chmod(in(folder, "kiosk.db"), 0444);
    chmod(in(folder, "timetable.db"), 0444);
    chmod(folder, 0555);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) { /* root may write anywhere: somebody else looks */
        struct store *s = NULL;
        if (getuid() == 0 && setuid(65534) != 0)
            _exit(3);
        fault f = store_open(&s, folder, NULL, 0);
        test.failed = 0;
        CHECK_INT(f, FAULT_NONE);
        CHECK_INT(s ? store_reason(s) : FAULT_NONE, FAULT_DISK_READONLY);
        if (s)
            check_desk(folder, s);
        store_close(s);
        fflush(stdout);
        _exit(test.failed ? 1 : 0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(there(folder, "kiosk.db") && !there(folder, "kiosk.db.damaged-1"));
    chmod(folder, 0700);
    demo_remove(folder);
}

/* A kiosk of the step before is opened, and keeps its records. */
static void test_older(void)
{
    char folder[64], why[STORE_WHY_MAX];
    struct store *s;
    sqlite3 *db = NULL;
    int64_t number;
    demo_make(demo_folder(folder), 1);
    CHECK_INT(database_open(&db, in(folder, "kiosk.db"), SQLITE_OPEN_READWRITE, why), FAULT_NONE);
    CHECK_INT(
        database_run(
            db,
            "ALTER TABLE kiosk DROP COLUMN restored; ALTER TABLE kiosk DROP COLUMN restored_list; DROP TABLE retention;"
            "ALTER TABLE kiosk DROP COLUMN moved; ALTER TABLE kiosk DROP COLUMN behind; ALTER TABLE journal_head DROP COLUMN generation; DROP TABLE lost;"
            "DROP TABLE consent_text; DROP TRIGGER kiosk_same; ALTER TABLE kiosk DROP COLUMN centre; ALTER TABLE kiosk DROP COLUMN code_first; CREATE TRIGGER kiosk_same BEFORE UPDATE OF id ON kiosk BEGIN SELECT 1; END; ALTER TABLE kiosk DROP COLUMN age_slow; DROP TABLE damaged; DROP TRIGGER damaged_goes; DROP TABLE office; DROP TABLE letter_place; DROP TABLE letter_closed; DROP TRIGGER kiosk_counts_up; ALTER TABLE kiosk DROP COLUMN clock_sets;"
            "CREATE TABLE place(group_key TEXT PRIMARY KEY, taken INTEGER NOT NULL);"
            "CREATE TRIGGER kiosk_counts_up BEFORE UPDATE OF boots ON kiosk BEGIN SELECT 1; END;"
            "DROP INDEX record_export; CREATE INDEX record_export ON record(kind, id);"
            "INSERT INTO record VALUES(1, randomblob(16), 1, randomblob(32), 7, 1, 5, 6, randomblob(32),"
            " 0, x'00', 20000); PRAGMA user_version=2",
            why),
        FAULT_NONE);
    database_close(db);
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_NONE);
    CHECK(store_takes_signups(s));
    CHECK_INT(store_check(s), FAULT_NONE);
    CHECK_INT(database_number(s->db, "PRAGMA main.user_version", &number, why), FAULT_NONE);
    CHECK_INT(number, 17);
    CHECK_INT(database_number(s->db,
                              "SELECT count(*) FROM record INDEXED BY record_export WHERE kind = 1 AND"
                              " length(sha256) = 32",
                              &number, why),
              FAULT_NONE);
    CHECK_INT(number, 1);
    store_close(s);
    demo_remove(folder);
}

static void test_too_new_and_migration(void)
{
    char folder[64], why[STORE_WHY_MAX];
    struct store *s;
    sqlite3 *db = NULL;
    static const struct step good[] = {{1, "CREATE TABLE a(x) "}, {2, "ALTER TABLE a ADD y DEFAULT 5"}};
    static const struct step broken[] = {
        {1, ""}, {2, ""}, {3, "INSERT INTO a VALUES(1, 2); INSERT INTO nowhere VALUES(1)"}};
    demo_make(demo_folder(folder), 1);
    CHECK_INT(database_open(&db, in(folder, "kiosk.db"), SQLITE_OPEN_READWRITE, why), FAULT_NONE);
    CHECK_INT(database_run(db, "PRAGMA user_version=99", why), FAULT_NONE);
    database_close(db);
    CHECK_INT(store_open(&s, folder, why, sizeof why), FAULT_TOO_NEW);
    CHECK(s == NULL && there(folder, "kiosk.db") && !there(folder, "kiosk.db.damaged-1"));
    CHECK(strstr(why, "schema 99") != NULL);
    int64_t number;
    CHECK_INT(database_open(&db, in(folder, "steps.db"), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why), FAULT_NONE);
    CHECK_INT(database_migrate(db, good, 1, why), FAULT_NONE);
    CHECK_INT(database_run(db, "INSERT INTO a VALUES(1)", why), FAULT_NONE);
    CHECK_INT(database_migrate(db, good, 2, why), FAULT_NONE);
    CHECK_INT(database_migrate(db, good, 2, why), FAULT_NONE); /* a second time changes nothing */
    CHECK_INT(database_number(db, "SELECT y FROM a", &number, why), FAULT_NONE);
    CHECK_INT(number, 5);
    CHECK(database_migrate(db, broken, 3, why) != FAULT_NONE); /* a step is whole or not at all */
    CHECK_INT(database_number(db, "SELECT count(*) FROM a", &number, why), FAULT_NONE);
    CHECK_INT(number, 1);
    CHECK_INT(database_number(db, "PRAGMA user_version", &number, why), FAULT_NONE);
    CHECK_INT(number, 2);
    CHECK_INT(database_migrate(db, good, 1, why), FAULT_TOO_NEW);
    database_close(db);
    demo_remove(folder);
}

/* A kiosk of the first schema: what it holds is as old as the kiosk is. */
static void test_step_2(void)
{
    char why[STORE_WHY_MAX];
    sqlite3 *db = NULL;
    size_t count;
    int64_t number;
    const struct step *steps = database_steps(&count);
    CHECK_INT(database_open(&db, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why), FAULT_NONE);
    CHECK_INT(database_migrate(db, steps, 1, why), FAULT_NONE);
    CHECK_INT(
        database_run(db,
                     "INSERT INTO kiosk VALUES(1, 'a', zeroblob(16), 1, 1, 20400, 1, 0, '', 3, 99999, 0);"
                     " INSERT INTO record VALUES(1, zeroblob(16), 1, zeroblob(32), 0, 1, 1, 1, zeroblob(32), 0, x'00')",
                     why),
        FAULT_NONE);
    CHECK_INT(database_migrate(db, steps, count, why), FAULT_NONE);
    CHECK_INT(database_number(db, "SELECT day FROM record", &number, why), FAULT_NONE);
    CHECK_INT(number, 20400);
    CHECK_INT(database_number(db, "SELECT age_day FROM kiosk WHERE age_seen = 0", &number, why), FAULT_NONE);
    CHECK_INT(number, 20400);
    CHECK_INT(database_run(db, "UPDATE record SET day = 1", why), FAULT_BAD_INPUT);
    database_close(db);
}

/* What was given out stays: an edited step would leave every kiosk that has it behind. A new step gets a row here. */
static void test_steps_stay(void)
{
    static const struct {
        int32_t number;
        uint32_t hash;
    } given_out[] = {{1, 0x65C90CB4},  {2, 0x0EA6F298},  {3, 0x81268839},  {4, 0xB55E17D1},  {5, 0x8566AEC0},
                     {6, 0xA7D4DD34},  {7, 0x00599BD7},  {8, 0x986C661E},  {9, 0x1AD9C8D1},  {10, 0x8F4201EE},
                     {11, 0x10511731}, {12, 0xBEA99E30}, {13, 0x06265881}, {14, 0x871AAF77}, {15, 0x572355F9},
                     {16, 0x20A9BB1D}, {17, 0x36936C2D}};
    size_t count;
    const struct step *steps = database_steps(&count);
    CHECK_INT(count, sizeof given_out / sizeof *given_out);
    for (size_t i = 0; i < count && i < sizeof given_out / sizeof *given_out; i++) {
        uint32_t hash = 0x811C9DC5u;
        for (const char *at = steps[i].sql; *at; at++)
            hash = (hash ^ (uint8_t)*at) * 0x01000193u;
        if (hash != given_out[i].hash)
            printf("step %d: 0x%08X\n", (int)steps[i].number, hash);
        CHECK(steps[i].number == given_out[i].number && hash == given_out[i].hash);
    }
}

static void test_import(void)
{
    char folder[64], why[256];
    struct centre_file file;
    struct store *s, *later;
    struct group groups[8];
    size_t n;
    demo_make(demo_folder(folder), 3);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    demo_centre(&file, 5);
    CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_NONE); /* while it is shown */
    CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb"}, groups, 8, &n), FAULT_NONE);
    CHECK_INT(n, 3);
    store_close(s);
    CHECK_INT(store_open(&later, folder, NULL, 0), FAULT_NONE);
    CHECK_INT(store_groups(later, &(struct groups_asked){.language = "nb"}, groups, 8, &n), FAULT_NONE);
    CHECK_INT(n, 5);
    store_close(later);
    strncpy(file.id, "other", sizeof file.id);
    CHECK_INT(store_timetable_build(folder, &file, "", why, sizeof why), FAULT_FILE_FOREIGN);
    strncpy(file.id, "demo", sizeof file.id);
    file.groups[4].key = file.groups[3].key; /* what the schema refuses changes nothing */
    CHECK(store_timetable_build(folder, &file, "", why, sizeof why) != FAULT_NONE);
    CHECK(why[0] != 0 && !there(folder, "timetable.db.new"));
    CHECK_INT(store_open(&later, folder, NULL, 0), FAULT_NONE);
    CHECK_INT(store_groups(later, &(struct groups_asked){.language = "nb"}, groups, 8, &n), FAULT_NONE);
    CHECK_INT(n, 5);
    store_close(later);
    centre_file_free(&file);
    demo_remove(folder);
}

/* A power cut left half-made files, or fell between the two renames of an import. */
static void test_cut(void)
{
    char folder[64], path[FILE_PATH_MAX];
    struct store *s;
    struct group groups[8];
    size_t n;
    demo_folder(folder);
    CHECK_INT(file_replace(in(folder, "kiosk.db.new"), "half", 4, 0600), FAULT_NONE);
    CHECK_INT(file_replace(in(folder, "timetable.db.new"), "half", 4, 0600), FAULT_NONE);
    CHECK_INT(file_replace(in(folder, "kiosk.db-wal"), "an old log", 10, 0600), FAULT_NONE);
    demo_make(folder, 3);
    CHECK(!there(folder, "kiosk.db.new") && !there(folder, "timetable.db.new"));
    CHECK(there(folder, "kiosk.db-wal.damaged-1"));
    strncpy(path, in(folder, "timetable.db"), sizeof path);
    CHECK(rename(path, in(folder, "timetable.last.db")) == 0);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    CHECK(s && store_takes_signups(s) && store_timetable_shown(s).last);
    CHECK_INT(store_groups(s, &(struct groups_asked){.language = "nb"}, groups, 8, &n), FAULT_NONE);
    CHECK_INT(n, 3);
    store_close(s);
    demo_remove(folder);
}

int main(void)
{
    test_cut();
    test_make_and_open();
    test_settings();
    test_damaged_signups();
    test_flipped_bytes();
    test_damaged_timetable();
    test_strange_timetable();
    test_flipped_timetable();
    test_missing();
    test_links();
    test_readonly();
    test_older();
    test_too_new_and_migration();
    test_step_2();
    test_steps_stay();
    test_import();
    return TEST_END();
}
