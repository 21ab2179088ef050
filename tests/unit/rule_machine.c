/* What the machine says of itself, read from friendly and hostile lines; a clock turned part by part; what is signed.
 */
#include "rule/machine.h"

#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "test.h"

#define ROOT "4f3a91c2d07be6584f3a91c2d07be6584f3a91c2d07be6584f3a91c2d07be658"

static void about(void)
{
    struct machine_about a;
    machine_about_read(&a, "made=1795622400\nsecure_boot=none\ndata=locked");
    CHECK_TEXT(a.made, "2026-11-25");
    CHECK(a.secure_boot == KNOWN_NO && a.lock == LOCK_UNKNOWN && a.trouble == VERDICT_DATA_LOCKED);
    machine_about_read(&a, "version=0.2.0\nslot=b\nroot=" ROOT "\nkernel=6.12.48\nsecure_boot=on\ntpm=yes\ndata=tpm\n"
                           "made=2026-11-20\nnews=soon\n");
    CHECK_TEXT(a.version, "0.2.0");
    CHECK_TEXT(a.slot, "b");
    CHECK_TEXT(a.root, ROOT);
    CHECK_TEXT(a.made, "2026-11-20");
    CHECK_TEXT(a.copy, "");
    CHECK(a.secure_boot == KNOWN_YES && a.lock == LOCK_TPM && machine_start_verified(&a));
    CHECK(a.trouble == VERDICT_KIOSK_OPEN && a.packages_locked == KNOWN_NOT);
    machine_about_read(&a, "packages=locked\n");
    CHECK(a.packages_locked == KNOWN_YES);
    machine_about_read(&a, "keyboard=yes\n");
    CHECK_INT(a.keyboard, KNOWN_YES);
    machine_about_read(&a, "keyboard=no\n");
    CHECK_INT(a.keyboard, KNOWN_NO);
    machine_about_read(&a, "packages=unlocked");
    CHECK(a.packages_locked == KNOWN_NO);
    machine_about_read(&a, "packages=perhaps");
    CHECK(a.packages_locked == KNOWN_NOT);
    machine_about_read(&a, "secure_boot=off\ndata=plain\ncopy=0.1.0\nroot=" ROOT);
    CHECK(a.secure_boot == KNOWN_NO && a.lock == LOCK_PLAIN && !machine_start_verified(&a));
    CHECK_TEXT(a.copy, "0.1.0");
}

/* Nothing of it may end a field of what is signed, or be longer than its place. */
static void hostile(void)
{
    static const char *const lines[] = {"version=1;slot=z",
                                        "version=a b",
                                        "version=1=2",
                                        "version=\x7f",
                                        "version=",
                                        "version=æ",
                                        "=1",
                                        "version",
                                        "\n\n=\n",
                                        "version=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct machine_about a;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        machine_about_read(&a, lines[i]);
        CHECK_TEXT(a.version, "");
    }
    machine_about_read(&a, "root=4f3a\nsecure_boot=on");
    CHECK(a.root[0] == 0 && !machine_start_verified(&a));
    machine_about_read(&a, "root=4F3A91C2D07BE6584F3A91C2D07BE6584F3A91C2D07BE6584F3A91C2D07BE658");
    CHECK_TEXT(a.root, "");
}

static void signed_text(void)
{
    struct machine_about a;
    char out[MACHINE_SIGNED_TEXT];
    machine_about_read(&a, "version=0.2.0\nslot=b\nroot=" ROOT);
    CHECK(machine_signed_text(out, "granvika", &a, 7, 1795622400 + 3599));
    CHECK_TEXT(out, "sirkel1;kiosk=granvika;version=0.2.0;root=" ROOT ";slot=b;seq=7;time=2026-11-25T16:59Z");
    memset(a.version, '9', sizeof a.version - 1);
    memset(a.slot, 'b', sizeof a.slot - 1);
    CHECK(machine_signed_text(out, "granvika-granvik", &a, 999999, 4102444799)); /* the longest that can be read fits */
    CHECK(!machine_signed_text(out, "granvika", &a, 7, -1));
}

static int64_t at(int year, int month, int day, int hour, int minute)
{
    return date_moment(date_day(year, month, day), hour * 60 + minute);
}

static void clock_parts(void)
{
    int64_t t = at(2028, 2, 29, 23, 59);
    CHECK(machine_clock_turn(t, PART_MINUTE, 1) == at(2028, 2, 29, 23, 0)); /* nothing is carried over */
    CHECK(machine_clock_turn(t, PART_HOUR, 1) == at(2028, 2, 29, 0, 59));
    CHECK(machine_clock_turn(t, PART_DAY, 1) == at(2028, 2, 1, 23, 59));
    CHECK(machine_clock_turn(t, PART_MONTH, -1) == at(2028, 1, 29, 23, 59));
    CHECK(machine_clock_turn(t, PART_YEAR, 1) == at(2029, 2, 28, 23, 59)); /* no 29th there */
    CHECK(machine_clock_turn(at(2026, 1, 31, 8, 0), PART_MONTH, 1) == at(2026, 2, 28, 8, 0));
    CHECK(machine_clock_turn(at(2099, 5, 1, 8, 0), PART_YEAR, 1) == at(2024, 5, 1, 8, 0));
    CHECK(machine_clock_turn(0, PART_YEAR, 1) == at(2025, 1, 1, 1, 0)); /* from 1970 into the years there are */
    CHECK(machine_clock_turn(at(2026, 6, 1, 8, 0) + 31, PART_HOUR, 1) == at(2026, 6, 1, 9, 0));
    for (int64_t moment = 0; moment < 4102444800; moment += 86400 * 97 + 1234)
        for (int part = 0; part < MACHINE_PARTS; part++) {
            int64_t on = machine_clock_turn(moment, (enum machine_part)part, 1);
            CHECK(on % 60 == 0 && on > 0 && on < 4102444800);
        }
}

static void percent(void)
{
    CHECK_INT(machine_percent(0, 0), 0);
    CHECK_INT(machine_percent(-5, 10), 0);
    CHECK_INT(machine_percent(1, 3), 33);
    CHECK_INT(machine_percent(9, 3), 100);
    CHECK_INT(machine_percent(INT64_MAX / 2, INT64_MAX), 50);
}

int main(void)
{
    about();
    hostile();
    signed_text();
    clock_parts();
    percent();
    return TEST_END();
}
