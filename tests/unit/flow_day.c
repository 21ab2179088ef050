/* A whole day at a kiosk (kit/day_kit.h), and a disk that does not keep it. Each write and each sync of the day fails once; and the power goes
 * at any moment of it: ext4 is mounted as it stood after each write that came to the disk, once as they came, and once with some of what was
 * not flushed missing, as a drive's own cache loses it. SIRKEL_ATTACK of either are tried, evenly over the day; 300 and more are all. */
#include "attack_kit.h"
#include "cut_kit.h"
#include "day_kit.h"
#include "disk_log.h"

#include <sys/mman.h>

enum { SHORT = 10, ALL = 300 };

static struct day *told; /* by whoever lived the day */
static int wanted;

static void no_reserve(struct kit *k)
{
    host_fake.disk_free = DISK_LOW_BYTES + 1; /* which would be copied each time */
    kit_make(k);
    kit_close(k);
}

/* How far from one trial to the next, of so many. */
static size_t stride(size_t all)
{
    return wanted >= ALL || all <= (size_t)wanted ? 1 : all / (size_t)wanted;
}

/* --- a disk that answers with an error, once ------------------------------------------------------------------------ */

static void whole_day(struct kit *k)
{
    day_run(k, told, NULL);
}

static void test_errors(struct kit *k, const char *base)
{
    struct day_tally t = {0};
    int state = 1;
    for (int n = 1; state == 1 && n < 5000; n += wanted >= ALL ? 1 : 37) {
        char where[64];
        snprintf(where, sizeof where, "write or sync %d failed", n);
        kit_restore(k, base);
        *told = (struct day){0};
        if ((state = fail_at(k, whole_day, n)) < 0) {
            SKIP("this machine lets no program be watched");
            return;
        }
        day_judge(k, told, 1, where, &t);
    }
    CHECK(day_tell("a day, each write and sync fails once", &t));
    CHECK(state == 0 && told->person[0].told[DAY_JOIN] && told->listed); /* the last one lived the whole of it */
}

/* --- a disk whose power goes ----------------------------------------------------------------------------------------- */

static struct disk_log *disk;

static size_t moment(void)
{
    return disk_log_count(disk) + 1;
}

static void new_stick(struct kit *k)
{
    scratch_remove(k->stick);
    CHECK(mkdir(k->stick, 0700) == 0);
}

static bool live_on_disk(struct kit *k, const char *base)
{
    const char *why;
    if (!(disk = disk_log_open(k->data, &why))) {
        SKIP(why);
        return false;
    }
    char inside[FILE_PATH_MAX];
    snprintf(inside, sizeof inside, "%s/.", base);
    CHECK(RUN("cp", "-a", inside, k->data) == 0);
    new_stick(k);
    sync();
    size_t from = disk_log_count(disk);
    *told = (struct day){0};
    kit_open(k);
    day_run(k, told, moment);
    kit_close(k);
    CHECK(disk_log_settle(disk));
    CHECK(told->listed && told->person[DAY_PEOPLE - 1].told[DAY_JOIN] && disk_log_count(disk) > from + 50);
    told->person[0].begun[DAY_JOIN] = from + 1;
    return true;
}

static void stand_at(struct kit *k, size_t at, uint64_t seed, struct day_tally *t)
{
    char where[80];
    snprintf(where, sizeof where, "after entry %zu of %zu%s", at, disk_log_count(disk), seed ? ", its cache lost" : "");
    if (!disk_log_show(disk, at, seed)) {
        printf("%s: the file system does not mount\n", where);
        t->tried++;
        t->closed++;
        return;
    }
    new_stick(k);
    day_judge(k, told, at + 1, where, t);
    CHECK(disk_log_hide(disk));
}

static void test_power(struct kit *k, const char *base)
{
    struct day_tally in_order = {0}, lossy = {0};
    if (!live_on_disk(k, base))
        return;
    size_t from = told->person[0].begun[DAY_JOIN] - 1, all = disk_log_count(disk), step = stride(all - from);
    for (size_t at = from; at <= all; at += step) {
        stand_at(k, at, DISK_LOG_ALL, &in_order);
        if (at > 0 && !disk_log_flushes(disk, at - 1)) /* else nothing could be lost */
            stand_at(k, at, 20261201 + at, &lossy);
    }
    disk_log_close(disk);
    CHECK(day_tell("a day, the power goes after each write", &in_order));
    CHECK(day_tell("a day, the power goes and the drive's cache loses", &lossy));
}

static void both(struct kit *k, const char *base)
{
    test_errors(k, base);
    test_power(k, base);
}

int main(void)
{
    const char *given = getenv("SIRKEL_ATTACK");
    kit_attack_test *const tests[] = {both, NULL};
    wanted = given ? atoi(given) : SHORT;
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (told == MAP_FAILED)
        return 1;
    kit_attack(no_reserve, tests);
    return TEST_END();
}
