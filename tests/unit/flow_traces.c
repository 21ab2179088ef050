/* A week of visits at odd minutes, then every file, every number of both databases and the log: no hour at which somebody was there. */
#include "flow_kit.h"
#include "screens.h"

#include <sqlite3.h>
#include "base/file.h"
#include "store/inside.h"

enum { DAYS = 7, A_DAY = 5, VISITS = DAYS * A_DAY, DAY = 86400 };

static int64_t visit[VISITS], begun, ended;
static struct kit_code codes[VISITS];

static void move_to(int64_t now)
{
    host_fake.steady_ms += (now - host_fake.now) * 1000;
    host_fake.now = now;
}

/* What visitors do: join, come back with the code, write a wrong one, read about help, leave. */
static void one_visit(struct kit *k, int i)
{
    struct kit_code wrong = codes[0];
    wrong.word[1] ^= 5;
    if (i % A_DAY == 0 || i % A_DAY == 3)
        CHECK(kit_join(k, "tirsdagsgruppa", "Kari", "40612345", &codes[i]));
    else if (i % A_DAY == 1)
        kit_find(k, &codes[i - 1]);
    else if (i % A_DAY == 2)
        kit_find(k, &wrong);
    else {
        flow_do(&k->app, ACT_BEGIN, 0);
        flow_do(&k->app, ACT_GO, SCREEN_help);
    }
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_tick(&k->app, host_fake.steady_ms, 0);
}

static void the_week(struct kit *k)
{
    begun = host_fake.now - host_fake.now % DAY + DAY;
    for (int i = 0; i < VISITS; i++) {
        visit[i] = begun + i / A_DAY * DAY + 9 * 3600 + i % A_DAY * 6173 + i * 61;
        move_to(visit[i]);
        one_visit(k, i);
    }
    ended = begun + DAYS * DAY;
    move_to(ended + 3 * DAY + 11 * 3600); /* staff come another week */
}

static bool is_hour_of_week(int64_t value)
{
    int64_t seconds = value > begun * 500 ? value / 1000 : value; /* milliseconds, too */
    return seconds >= begun && seconds < ended && seconds % DAY != 0;
}

/* Every whole number in a table, and every text that holds ten or more figures in a row. */
static void look_at_row(sqlite3_stmt *q, const char *table)
{
    for (int c = 0; c < sqlite3_column_count(q); c++) {
        int kind = sqlite3_column_type(q, c);
        bool bad = kind == SQLITE_INTEGER && is_hour_of_week(sqlite3_column_int64(q, c));
        const char *text = kind == SQLITE_TEXT ? (const char *)sqlite3_column_text(q, c) : "";
        for (; *text; text += strspn(text, "0123456789") ? strspn(text, "0123456789") : 1)
            bad |= strspn(text, "0123456789") >= 10 && strspn(text, "0123456789") <= 13 &&
                   is_hour_of_week(strtoll(text, NULL, 10));
        if (bad)
            printf("%s, column %s: %s\n", table, sqlite3_column_name(q, c), sqlite3_column_text(q, c));
        CHECK(!bad);
    }
}

static int look_at_database(sqlite3 *db)
{
    sqlite3_stmt *tables = NULL, *rows = NULL;
    char sql[256];
    int seen = 0;
    CHECK(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", -1,
                             &tables, NULL) == SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(tables, 0);
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
        if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) == SQLITE_OK)
            for (; sqlite3_step(rows) == SQLITE_ROW; seen++)
                look_at_row(rows, table);
        sqlite3_finalize(rows);
        rows = NULL;
    }
    sqlite3_finalize(tables);
    return seen;
}

/* A moment as eight bytes, either way round, or as figures. */
static bool holds_moment(const struct buffer *file, int64_t moment)
{
    char text[24];
    uint8_t big[8], little[8];
    for (int i = 0; i < 8; i++) {
        little[i] = (uint8_t)(moment >> 8 * i);
        big[7 - i] = little[i];
    }
    snprintf(text, sizeof text, "%lld", (long long)moment);
    return memmem(file->data, file->length, big, 8) || memmem(file->data, file->length, little, 8) ||
           memmem(file->data, file->length, text, strlen(text));
}

static int look_at_files(const char *folder)
{
    int seen = 0;
    DIR *all = opendir(folder);
    for (struct dirent *one; all && (one = readdir(all));) {
        char path[512];
        struct stat st;
        struct buffer file = {.limit = 64 << 20};
        snprintf(path, sizeof path, "%s/%s", folder, one->d_name);
        if (one->d_name[0] == '.' || stat(path, &st))
            continue;
        if (S_ISDIR(st.st_mode)) {
            seen += look_at_files(path);
            continue;
        }
        CHECK_INT(file_read(path, &file), FAULT_NONE);
        for (int i = 0; i < VISITS; i++)
            for (int64_t late = 0; late < 3; late++) {
                bool bad = file.length > 0 && holds_moment(&file, visit[i] + late);
                if (bad)
                    printf("%s holds the moment of visit %d\n", path, i);
                CHECK(!bad);
            }
        seen++;
        buffer_free(&file);
    }
    if (all)
        closedir(all);
    return seen;
}

static void look_at_log(void)
{
    for (int i = 0; i < VISITS; i++) {
        char hour[8];
        snprintf(hour, sizeof hour, "%02d:%02d", (int)(visit[i] % DAY / 3600), (int)(visit[i] % 3600 / 60));
        CHECK(!strstr(host_fake.log, hour));
    }
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    the_week(&k);
    CHECK(look_at_database(k.app.store->db) > VISITS / 2);
    look_at_log();
    kit_close(&k);
    CHECK(look_at_files(k.data) > 3);
    kit_open(&k);
    kit_free(&k);
    return TEST_END();
}
