/* What the office noted of a kiosk's lists: first, newer, older, again, a gap; and two machines that go on with one key, however their
 * lists come to the office. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "ctl/opening.c"
#include "scratch.h"

static char path[64] = "/tmp/sirkel-seen-XXXXXX", why[400];

/* Every list of a machine: `next` is the machine's letter and the number. */
static void add(struct seen *s, char machine, uint32_t number, const char *previous, uint64_t entries)
{
    struct seal_claim claim = {.sequence = number, .log_size = entries};
    uint8_t next[SEAL_HASH] = {(uint8_t)machine, (uint8_t)number};
    if (*previous) {
        claim.previous[0] = (uint8_t)*previous;
        claim.previous[1] = (uint8_t)(previous[1] - '0');
    }
    claim.log_root[0] = (uint8_t)machine;
    CHECK_INT(seen_add(s, "0011223344556677", &claim, next), FAULT_NONE);
}

static void begin(const char *text)
{
    CHECK_INT(file_replace(path, text, strlen(text), 0600), FAULT_NONE);
}

/* One visit to the office with one list; what the note says of it. */
static fault opened(char machine, uint32_t number, const char *previous, uint64_t entries, enum seen_news want)
{
    struct seen s = {0};
    add(&s, machine, number, previous, entries);
    fault f = seen_check(&s, path, why, sizeof why);
    if (f == FAULT_NONE)
        CHECK_INT(seen_news(&s, (int32_t)number), want);
    free(s.list);
    return f;
}

static size_t lines(void)
{
    struct buffer text = {.limit = 1 << 20};
    size_t count = 0;
    CHECK_INT(file_read(path, &text), FAULT_NONE);
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == '\n';
    buffer_free(&text);
    return count;
}

static void test_news(void)
{
    begin("");
    CHECK_INT(opened('a', 1, "", 10, SEEN_FIRST), FAULT_NONE);
    CHECK_INT(opened('a', 2, "a1", 20, SEEN_FOLLOWS), FAULT_NONE);
    CHECK_INT(opened('a', 5, "a4", 50, SEEN_FOLLOWS), FAULT_NONE); /* 3 and 4 never came */
    CHECK_INT(opened('a', 5, "a4", 50, SEEN_AGAIN), FAULT_NONE);
    CHECK_INT(opened('a', 4, "a2", 40, SEEN_OLDER), FAULT_NONE); /* one of them does, late */
    CHECK_INT(lines(), 4);
    CHECK_INT(opened('a', 6, "a4", 60, SEEN_FOLLOWS), FAULT_NONE); /* 5 was cut short behind its signature */
    CHECK_INT(opened('a', 7, "a6", 60, SEEN_FOLLOWS), FAULT_NONE); /* the same log as before */
    CHECK_INT(lines(), 6);
}

static void refused(char machine, uint32_t number, const char *previous, uint64_t entries)
{
    size_t before = lines();
    why[0] = 0;
    CHECK_INT(opened(machine, number, previous, entries, SEEN_FIRST), FAULT_NOT_SIGNED);
    CHECK(strstr(why, "two machines go on with the same key") && lines() == before);
}

/* A copy of the kiosk, made after list 1, goes on beside it. */
static void test_forks(void)
{
    begin("");
    CHECK_INT(opened('a', 1, "", 10, SEEN_FIRST), FAULT_NONE);
    CHECK_INT(opened('a', 2, "a1", 20, SEEN_FOLLOWS), FAULT_NONE);
    refused('b', 2, "a1", 21);                                     /* the same number */
    refused('b', 3, "b2", 30);                                     /* the copy's second list never came */
    refused('b', 4, "b3", 19);                                     /* its event log is shorter than it was */
    refused('b', 4, "", 30);                                       /* as if there had been none before */
    refused('b', 4, "b3", 20);                                     /* a log of that length was another */
    CHECK_INT(opened('b', 4, "b3", 30, SEEN_FOLLOWS), FAULT_NONE); /* nobody can tell: list 3 never came. But then … */
    refused('a', 3, "a2", 31);                                     /* … the other machine's log betrays it, */
    refused('a', 5, "a3", 40);                                     /* or its next list */
}

/* Several at once, in no order; and what version 0.3.0 noted. */
static void test_together(void)
{
    struct seen s = {0};
    begin("");
    add(&s, 'a', 3, "a2", 30);
    add(&s, 'a', 1, "", 10);
    add(&s, 'a', 2, "a1", 20);
    CHECK_INT(seen_check(&s, path, why, sizeof why), FAULT_NONE);
    CHECK(s.count == 3 && s.list[0].sequence == 1 && s.list[2].sequence == 3 && s.before == 0);
    free(s.list);
    s = (struct seen){0};
    add(&s, 'a', 4, "a3", 40);
    add(&s, 'b', 5, "b4", 50);
    CHECK_INT(seen_check(&s, path, why, sizeof why), FAULT_NOT_SIGNED);
    free(s.list);
    s = (struct seen){0};
    CHECK_INT(lines(), 3);
    begin("0011223344556677 2 6102000000000000000000000000000000000000000000000000000000000000\n"
          "8811223344556677 9 6102000000000000000000000000000000000000000000000000000000000000\n");
    CHECK_INT(opened('a', 3, "a2", 30, SEEN_FOLLOWS), FAULT_NONE);
    CHECK_INT(opened('a', 2, "a1", 20, SEEN_OLDER), FAULT_NONE);
    refused('b', 2, "a1", 20);
    CHECK_INT(lines(), 3);
}

/* A kiosk's list that says since which of the office's lists it goes on from a backup. */
static fault restored(uint32_t number, const char *previous, uint64_t entries, int32_t since)
{
    struct seen s = {0};
    add(&s, 'r', number, previous, entries);
    s.list[0].restored = since;
    fault f = seen_check(&s, path, why, sizeof why);
    free(s.list);
    return f;
}

/* A backup was made after list 2, the machine broke after list 4: another one goes on from the backup, with 5. */
static void test_restored(void)
{
    begin("");
    for (uint32_t n = 1; n <= 4; n++)
        CHECK_INT(opened('a', n, n == 1 ? "" : (char[]){'a', (char)('0' + n - 1), 0}, 10 * n,
                         n == 1 ? SEEN_FIRST : SEEN_FOLLOWS),
                  FAULT_NONE);
    CHECK_INT(restored(5, "a2", 23, 0), FAULT_NOT_SIGNED); /* it does not say so */
    CHECK_INT(restored(5, "a2", 23, 3), FAULT_NOT_SIGNED); /* the office knew more */
    CHECK_INT(restored(5, "a2", 23, 4), FAULT_NONE);
    CHECK_INT(lines(), 5);
    CHECK_INT(restored(6, "r5", 26, 4), FAULT_NONE);
    CHECK_INT(restored(6, "r5", 26, 4), FAULT_NONE); /* again */
    CHECK_INT(lines(), 6);
    refused('a', 5, "a4", 50); /* the machine did not break after all */
    refused('a', 7, "a6", 70);
    CHECK_INT(restored(7, "r4", 60, 4),
              FAULT_NOT_SIGNED); /* after the backup all is as ever: another of the two before it */
    CHECK_INT(restored(7, "r6", 20, 4), FAULT_NOT_SIGNED); /* its log is shorter than it was */
    CHECK_INT(restored(7, "r6", 30, 4), FAULT_NONE);
}

static void test_damaged(void)
{
    static const char *const bad[] = {
        "no line of ours\n", "\n", "0011223344556677 0 6102\n",
        "0011223344556677 2 6102000000000000000000000000000000000000000000000000000000000000 61\n",
        "0011223344556677 2 6102000000000000000000000000000000000000000000000000000000000000 x 5 y\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        begin(bad[i]);
        CHECK_INT(opened('a', 1, "", 1, SEEN_FIRST), FAULT_FILE_DAMAGED);
        CHECK(strstr(why, "line 1 "));
    }
}

int main(void)
{
    int fd = mkstemp(path);
    CHECK(fd >= 0);
    close(fd);
    test_news();
    test_forks();
    test_together();
    test_restored();
    test_damaged();
    unlink(path);
    return TEST_END();
}
