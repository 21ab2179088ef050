/* Looking changes nothing, whatever is found: every byte and every name in the folder stays. */
#include "test.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "store/inside.h"
#include "store/look.h"
#include "store_demo.h"

struct print { /* of a folder: order does not matter */
    uint64_t names, bytes;
};

static uint64_t add(uint64_t sum, const void *data, size_t length)
{
    for (const uint8_t *at = data; length-- > 0; at++)
        sum = (sum ^ *at) * 0x100000001B3u;
    return sum;
}

static struct print print_of(const char *folder)
{
    struct print p = {0};
    char path[FILE_PATH_MAX];
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        struct buffer data = {.limit = 8 << 20};
        uint64_t name = add(0xCBF29CE484222325u, e->d_name, strlen(e->d_name));
        p.names += name;
        if (e->d_name[0] != '.' && file_path(path, folder, e->d_name) == FAULT_NONE &&
            file_read(path, &data) == FAULT_NONE)
            p.bytes += add(name, data.data, data.length);
        buffer_free(&data);
    }
    if (dir)
        closedir(dir);
    return p;
}

/* Looks, and holds the folder against what it was. NONE and the reason, or the fault. */
static fault look(const char *folder, fault *ret_reason, bool *ret_last, bool *ret_empty)
{
    struct store *s;
    char why[256] = "";
    const struct print before = print_of(folder);
    fault f = store_look(&s, folder, why, sizeof why);
    if (f == FAULT_NONE) {
        *ret_reason = store_reason(s);
        *ret_last = store_timetable_shown(s).last;
        *ret_empty = store_timetable_shown(s).empty;
        (void)store_check(s);
        int64_t boot;
        CHECK(store_boot(s, &boot) != FAULT_NONE); /* it can't be written */
        CHECK(store_consent_version_set(s, 7) != FAULT_NONE);
        store_close(s);
    }
    const struct print after = print_of(folder);
    CHECK(before.names == after.names && before.bytes == after.bytes);
    return f;
}

static void put(const char *folder, const char *name, long at, const char *bytes)
{
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, folder, name), FAULT_NONE);
    FILE *file = fopen(path, at < 0 ? "wb" : "rb+");
    CHECK(file && fseek(file, at < 0 ? 0 : at, SEEK_SET) == 0 &&
          fwrite(bytes, 1, strlen(bytes), file) == strlen(bytes));
    if (file)
        fclose(file);
}

static void take(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    CHECK(file_path(path, folder, name) == FAULT_NONE && unlink(path) == 0);
}

static void test_found(void)
{
    static const struct {
        const char *name;
        long at;
        const char *bytes;
        fault want, reason;
        bool empty;
    } rows[] = {
        {NULL, 0, "", FAULT_NONE, FAULT_NONE, false},
        {"kiosk.db", 4096, "this was a page of the database once, and is none now", FAULT_NONE, FAULT_FILE_DAMAGED,
         false},
        {"kiosk.db", 0, "no sqlite at all", FAULT_NONE, FAULT_FILE_DAMAGED, false},
        {"kiosk.db", 68, "XXXX", FAULT_NONE, FAULT_FILE_FOREIGN, false}, /* the application id */
        {"kiosk.db", -1, "", FAULT_NONE, FAULT_FILE_DAMAGED, false},
        {"kiosk.db-journal", -1, "another program's", FAULT_NONE, FAULT_FILE_DAMAGED, false},
        {"timetable.db", 9000, "x", FAULT_NONE, FAULT_NONE, true},
        {"timetable.db", -1, "", FAULT_NONE, FAULT_NONE, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char folder[64];
        fault reason = FAULT_BUSY;
        bool last = true, empty = !rows[i].empty;
        demo_make(demo_folder(folder), 3);
        if (rows[i].name)
            put(folder, rows[i].name, rows[i].at, rows[i].bytes);
        CHECK_INT(look(folder, &reason, &last, &empty), rows[i].want);
        if (reason != rows[i].reason)
            printf("row %zu\n", i);
        CHECK_INT(reason, rows[i].reason);
        CHECK(!last && empty == rows[i].empty);
        demo_remove(folder);
    }
}

static void test_missing(void)
{
    char folder[64];
    fault reason = FAULT_NONE;
    bool last, empty;
    demo_make(demo_folder(folder), 3);
    take(folder, "kiosk.db");
    CHECK_INT(look(folder, &reason, &last, &empty), FAULT_NONE);
    CHECK_INT(reason, FAULT_FILE_MISSING);
    take(folder, "timetable.db");
    CHECK_INT(look(folder, &reason, &last, &empty), FAULT_FILE_MISSING);
    demo_remove(folder);
    CHECK_INT(look("/nowhere/at/all", &reason, &last, &empty), FAULT_FILE_MISSING);
}

/* A cut left the log behind: what stands in it is seen, and it stays. While somebody has the store: BUSY. */
static void test_log(void)
{
    char folder[64], log[FILE_PATH_MAX];
    struct store *s;
    struct stat st;
    fault reason = FAULT_BUSY;
    bool last, empty;
    int64_t newest = 0, seen = 0;
    demo_make(demo_folder(folder), 3);
    pid_t child = fork();
    if (child == 0) { /* dies with the store open, as at a power cut */
        if (store_open(&s, folder, NULL, 0) == FAULT_NONE && store_time_seen(s, 1800000000, &newest) == FAULT_NONE)
            _exit(0);
        _exit(1);
    }
    int status = 1;
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
    CHECK(file_path(log, folder, "kiosk.db-wal") == FAULT_NONE && stat(log, &st) == 0 && st.st_size > 0);
    CHECK_INT(look(folder, &reason, &last, &empty), FAULT_NONE);
    CHECK_INT(reason, FAULT_NONE);
    CHECK_INT(store_look(&s, folder, NULL, 0), FAULT_NONE);
    CHECK(s && store_time_newest(s, &seen) == FAULT_NONE && seen == 1800000000);
    store_close(s);
    CHECK_INT(store_open(&s, folder, NULL, 0), FAULT_NONE);
    CHECK_INT(look(folder, &reason, &last, &empty), FAULT_BUSY);
    store_close(s);
    demo_remove(folder);
}

int main(void)
{
    test_found();
    test_missing();
    test_log();
    return TEST_END();
}
