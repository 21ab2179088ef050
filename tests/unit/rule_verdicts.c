/* Facts in, verdict out; and every row of verdicts.def is reached by some rule. */
#include "rule/desk.h"
#include "rule/letter.h"
#include "rule/listen.h"
#include "rule/machine.h"
#include "rule/print.h"
#include "rule/setup.h"

#include <stdlib.h>
#include "test.h"

static bool reached[VERDICT_COUNT];

static enum verdict seen(enum verdict v)
{
    reached[v] = true;
    return v;
}

#define CHECK_VERDICT(got, want) CHECK_TEXT(verdict_name(seen(got)), verdict_name(VERDICT_##want))

static const struct join_facts open_group = {
    .listed = true, .state = GROUP_STATE_meeting, .capacity = 8, .taken = 3, .rules_version = 4, .rules = 3};

static struct join_request whole(void)
{
    return (struct join_request){.rules_version = 4,
                                 .consent_version = CONSENT_VERSION,
                                 .rules_accepted = 7,
                                 .facts_seen = 0x1FF,
                                 .name = "Kari",
                                 .way = CONTACT_PHONE,
                                 .contact = "004790000000",
                                 .answers = {ANSWER_YES, ANSWER_NO, ANSWER_NO},
                                 .signing = {.way = SIGN_DRAW, .marked = true},
                                 .reviewed = true};
}

static void test_kiosk(void)
{
    for (int bits = 0; bits < 128; bits++) {
        struct kiosk_facts k = {.desk_only = bits & 1,
                                .store_closed = bits & 2,
                                .disk_low = bits & 4,
                                .behind = bits & 16,
                                .moved = bits & 32,
                                .full = bits & 64,
                                .clock_back = bits & 8};
        struct join_facts facts = open_group;
        facts.kiosk = k;
        enum verdict v = seen(kiosk_verdict(&k));
        CHECK_INT(v, bits & 1    ? VERDICT_KIOSK_DESK
                     : bits & 32 ? VERDICT_KIOSK_MOVED
                     : bits & 2  ? VERDICT_KIOSK_CLOSED
                     : bits & 16 ? VERDICT_KIOSK_BEHIND
                     : bits & 68 ? VERDICT_KIOSK_FULL
                     : bits & 8  ? VERDICT_KIOSK_CLOCK
                                 : VERDICT_KIOSK_OPEN);
        CHECK_INT(join_may(&facts), bits & 119 ? v : VERDICT_JOIN_MAY);
        CHECK((export_may(&k, true) == VERDICT_KIOSK_MOVED) == ((bits & 32) != 0));
    }
}

static void test_join_may(void)
{
    struct join_facts f = open_group;
    CHECK_VERDICT(join_may(&f), JOIN_MAY);
    f.state = GROUP_STATE_forming;
    CHECK_VERDICT(join_may(&f), JOIN_MAY);
    f.taken = 7;
    CHECK_VERDICT(join_may(&f), JOIN_MAY);
    f.taken = 8;
    CHECK_VERDICT(join_may(&f), JOIN_WAIT);
    f.taken = 9;
    CHECK_VERDICT(join_may(&f), JOIN_WAIT);
    f.taken = 0;
    f.today = JOIN_DAY_LIMIT - 1;
    CHECK_VERDICT(join_may(&f), JOIN_MAY);
    f.today = JOIN_DAY_LIMIT; /* the centre file says nothing: the usual limit */
    CHECK_VERDICT(join_may(&f), JOIN_WAIT);
    f.day_limit = 6;
    CHECK_VERDICT(join_may(&f), JOIN_MAY);
    f.today = 6;
    CHECK_VERDICT(join_may(&f), JOIN_WAIT);
    f.state = GROUP_STATE_resting;
    CHECK_VERDICT(join_may(&f), JOIN_RESTING);
    f.state = GROUP_STATE_closed;
    CHECK_VERDICT(join_may(&f), JOIN_CLOSED);
    f.listed = false;
    CHECK_VERDICT(join_may(&f), JOIN_GONE);
}

/* One change to a whole request each; `change` picks it. */
static struct join_request changed(int change)
{
    struct join_request r = whole();
    switch (change) {
    case 1:
        r.rules_version = 3;
        break;
    case 2:
        r.rules_accepted = 5;
        break;
    case 3:
        r.name = NULL;
        break;
    case 4:
        r.name = "  ";
        break;
    case 5:
        r.name = "01010750160";
        break;
    case 6:
        r.way = CONTACT_UNASKED;
        break;
    case 7:
        r.contact = "";
        break;
    case 8:
        r.contact = "123";
        break;
    case 9:
        r.consent_version = CONSENT_VERSION - 1;
        break;
    case 10:
        r.facts_seen = 0xFF;
        break;
    case 11:
        r.answers[PURPOSE_share_name] = ANSWER_NONE;
        break;
    case 12:
        r.way = CONTACT_NONE;
        break;
    case 13:
        r.signing.way = SIGN_NONE;
        break;
    case 14:
        r.reviewed = false;
        break;
    case 15:
        r.way = CONTACT_NONE, r.contact = NULL, r.answers[PURPOSE_contact_me] = ANSWER_NO;
        break;
    case 16:
        r.way = CONTACT_NONE, r.answers[0] = ANSWER_NO, r.answers[PURPOSE_research] = ANSWER_YES;
        break;
    case 17:
        r.answers[0] = (enum answer)7;
        break;
    default:
        break;
    }
    return r;
}

static void test_join(void)
{
    static const enum verdict want[] = {VERDICT_JOINED,
                                        VERDICT_JOIN_RULES_CHANGED,
                                        VERDICT_JOIN_RULES_OPEN,
                                        VERDICT_JOIN_NAME_MISSING,
                                        VERDICT_JOIN_NAME_MISSING,
                                        VERDICT_NATIONAL_NUMBER,
                                        VERDICT_JOIN_CONTACT_UNASKED,
                                        VERDICT_CONTACT_MISSING,
                                        VERDICT_PHONE_UNCLEAR,
                                        VERDICT_JOIN_CONSENT_CHANGED,
                                        VERDICT_JOIN_FACTS_UNSEEN,
                                        VERDICT_JOIN_PURPOSE_OPEN,
                                        VERDICT_JOIN_CONTACT_NEEDED,
                                        VERDICT_SIGN_MISSING,
                                        VERDICT_JOIN_UNREVIEWED,
                                        VERDICT_JOINED,
                                        VERDICT_JOIN_CONTACT_NEEDED,
                                        VERDICT_JOIN_PURPOSE_OPEN};
    struct join_facts full = open_group, none = open_group, most = open_group;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct join_request r = changed((int)i);
        CHECK_TEXT(verdict_name(seen(join_verdict(&open_group, &r))), verdict_name(want[i]));
    }
    CHECK_VERDICT(join_step_verdict(VERDICT_JOIN_FACTS_UNSEEN, true), JOIN_LANGUAGE);
    CHECK_VERDICT(join_step_verdict(VERDICT_JOIN_FACTS_UNSEEN, false), JOIN_FACTS_UNSEEN);
    struct join_request r = whole();
    full.taken = full.capacity;                        /* somebody else was faster */
    CHECK_VERDICT(join_verdict(&full, &r), JOIN_WAIT); /* who counted on a place is told first */
    r.waiting = true;
    CHECK_VERDICT(join_verdict(&full, &r), WAITING);
    full.taken = 0;
    CHECK_VERDICT(join_verdict(&full, &r), JOINED); /* and one has become free */
    none.rules = 0;
    r.rules_accepted = 0;
    CHECK_VERDICT(join_verdict(&none, &r), JOINED);
    most.rules = GROUP_RULES_MAX;
    r.rules_accepted = 0xFFFFFF;
    CHECK_VERDICT(join_verdict(&most, &r), JOINED);
    r = (struct join_request){0}; /* nothing at all never joins */
    CHECK_VERDICT(join_verdict(&open_group, &r), JOIN_RULES_CHANGED);
}

static void test_sign(void)
{
    CHECK_VERDICT(sign_verdict(&(struct signing){0}), SIGN_MISSING);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_DRAW}), SIGN_MISSING);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_DRAW, .marked = true}), SIGN_GOOD);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_NAME}), SIGN_NAME_MISSING);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_NAME, .name = "  "}), SIGN_NAME_MISSING);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_NAME, .name = "x"}), SIGN_GOOD);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_HOLD, .held_ms = 1999}), SIGN_HOLD_SHORT);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_HOLD, .held_ms = 2000}), SIGN_GOOD);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_WITNESS, .name = "x"}), SIGN_WITNESS_MISSING);
    CHECK_VERDICT(sign_verdict(&(struct signing){.way = SIGN_WITNESS, .witness = "Per"}), SIGN_GOOD);
}

static void test_listen(void)
{
    for (int bits = 0; bits < 16; bits++) {
        enum verdict v = seen(listen_verdict(&(struct listen_facts){bits & 1, bits & 2, bits & 4, bits & 8}));
        CHECK_INT(v, !(bits & 1)        ? VERDICT_VOICE_AWAY
                     : bits & 2         ? VERDICT_VOICE_MUTE
                     : (bits & 12) == 4 ? VERDICT_VOICE_HEADSET
                                        : VERDICT_LISTEN_MAY);
    }
}

static void test_fields(void)
{
    char out[CONTACT_MAX];
    static const char long_name[] = "ååååååååååååååååååååååååååååååååååååååååå"; /* 41 */
    CHECK_VERDICT(name_check(out, "Kari"), NAME_GOOD);
    CHECK_VERDICT(name_check(out, ""), NAME_MISSING);
    CHECK_VERDICT(name_check(out, long_name), NAME_LONG);
    CHECK_VERDICT(name_check(out, "Ka\nri"), NAME_UNCLEAR);
    CHECK_VERDICT(contact_check(out, CONTACT_NONE, "", 0), CONTACT_GOOD);
    CHECK_VERDICT(contact_check(out, CONTACT_PHONE, "x", 0), PHONE_UNCLEAR);
    CHECK_VERDICT(contact_check(out, CONTACT_PHONE, "x", 1), PHONE_UNCLEAR_AGAIN);
    CHECK_VERDICT(contact_check(out, CONTACT_PHONE, "x", 2), PHONE_UNCLEAR);
    CHECK_VERDICT(contact_check(out, CONTACT_MAIL, "x", 0), MAIL_UNCLEAR);
    CHECK_VERDICT(contact_check(out, CONTACT_MAIL, "x", 1), MAIL_UNCLEAR_AGAIN);
}

static void test_codes(void)
{
    static const struct kiosk_facts open = {0}, desk = {.desk_only = true}, closed = {.store_closed = true},
                                    low = {.disk_low = true, .clock_back = true}, restored = {.restored = true};
    static const struct tries none = {0}, four = {.wrong = 4}, five = {.wrong = 5}, rested = {5, CODE_WAIT_SECONDS},
                              almost = {5, CODE_WAIT_SECONDS - 1}, six = {.wrong = 6}, ten = {10, 10}, odd = {5, -9};
    CHECK_VERDICT(code_verdict(&open, &none, CODE_LIVE), CODE_FOUND);
    CHECK_VERDICT(code_verdict(&low, &none, CODE_LIVE), CODE_FOUND);
    for (int state = CODE_MISTYPED; state <= CODE_EXPIRED; state++)
        CHECK_VERDICT(code_verdict(&open, &four, (enum code_state)state), CODE_NOT_FOUND);
    for (int state = CODE_MISTYPED; state <= CODE_EXPIRED; state++)
        CHECK_VERDICT(code_verdict(&restored, &four, (enum code_state)state), CODE_NOT_HERE);
    CHECK_VERDICT(code_verdict(&restored, &none, CODE_LIVE), CODE_FOUND);
    for (int state = CODE_LIVE; state <= CODE_EXPIRED; state++)
        CHECK_VERDICT(code_verdict(&open, &five, (enum code_state)state), CODE_PAUSE);
    CHECK_VERDICT(code_verdict(&open, &almost, CODE_LIVE), CODE_PAUSE);
    CHECK_VERDICT(code_verdict(&open, &rested, CODE_LIVE), CODE_FOUND);
    CHECK_VERDICT(code_verdict(&open, &six, CODE_LIVE), CODE_FOUND);
    CHECK_INT(tries_code_left_seconds(&ten), CODE_WAIT_SECONDS - 10);
    CHECK_INT(tries_code_left_seconds(&odd), CODE_WAIT_SECONDS);
    CHECK_VERDICT(code_verdict(&desk, &none, CODE_LIVE), KIOSK_DESK);
    CHECK_VERDICT(code_verdict(&closed, &none, CODE_LIVE), KIOSK_CLOSED);
}

static void test_pin(void)
{
    CHECK_VERDICT(pin_verdict(&(struct tries){.wrong = 4}, true), PIN_RIGHT);
    CHECK_VERDICT(pin_verdict(&(struct tries){.wrong = 4}, false), PIN_WRONG);
    CHECK_VERDICT(pin_verdict(&(struct tries){.wrong = 5}, true), PIN_WAIT);
    CHECK_VERDICT(pin_verdict(&(struct tries){5, 15}, true), PIN_RIGHT);
    CHECK_INT(tries_pin_left_seconds(&(struct tries){7, 20}), 40);
    CHECK_INT(tries_pin_left_seconds(&(struct tries){5, 14}), 1);
    static const int32_t want[] = {0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600};
    for (int32_t i = 0; i < 15; i++)
        CHECK_INT(tries_pin_left_seconds(&(struct tries){.wrong = i}), want[i]);
    CHECK_INT(tries_pin_left_seconds(&(struct tries){.wrong = INT32_MAX}), PIN_WAIT_SECONDS_MAX);
    CHECK_INT(tries_pin_left_seconds(&(struct tries){.wrong = -1}), 0);
    static const struct {
        int32_t tries, seconds;
    } code[] = {{-1, 0}, {0, 0}, {4, 0}, {5, 120}, {6, 0}, {9, 0}, {10, 120}};
    for (size_t i = 0; i < sizeof code / sizeof *code; i++)
        CHECK_INT(tries_code_left_seconds(&(struct tries){.wrong = code[i].tries}), code[i].seconds);
}

static void test_own(void)
{
    static const struct own_facts both = {.consent = true, .membership = true, .answer = ANSWER_YES};
    static const struct own_facts left = {.consent = true, .answer = ANSWER_NO};
    static const struct own_facts withdrawn = {.membership = true};
    static const struct own_facts desk = {.kiosk.desk_only = true, .consent = true, .membership = true};
    struct own_facts later = {.consent = true, .answer = ANSWER_NO};
    CHECK_VERDICT(own_verdict(&later, OWN_ALLOW_PURPOSE), PURPOSE_ALLOWED);
    later.needs_contact = true;
    CHECK_VERDICT(own_verdict(&later, OWN_ALLOW_PURPOSE), JOIN_CONTACT_NEEDED);
    later.reachable = true;
    CHECK_VERDICT(own_verdict(&later, OWN_ALLOW_PURPOSE), PURPOSE_ALLOWED);
    later.answer = ANSWER_YES;
    CHECK_VERDICT(own_verdict(&later, OWN_ALLOW_PURPOSE), OWN_NOTHING);
    CHECK_VERDICT(own_verdict(&(struct own_facts){.answer = ANSWER_NO}, OWN_ALLOW_PURPOSE), OWN_NOTHING);
    CHECK_VERDICT(own_verdict(&both, OWN_CHANGE_CONTACT), CONTACT_CHANGED);
    CHECK_VERDICT(own_verdict(&both, OWN_WITHDRAW_PURPOSE), PURPOSE_WITHDRAWN);
    CHECK_VERDICT(own_verdict(&both, OWN_WITHDRAW_ALL), CONSENT_WITHDRAWN);
    CHECK_VERDICT(own_verdict(&both, OWN_LEAVE_GROUP), GROUP_LEFT);
    CHECK_VERDICT(own_verdict(&left, OWN_WITHDRAW_PURPOSE), OWN_NOTHING);
    CHECK_VERDICT(own_verdict(&left, OWN_LEAVE_GROUP), OWN_NOTHING);
    CHECK_VERDICT(own_verdict(&left, OWN_WITHDRAW_ALL), CONSENT_WITHDRAWN);
    CHECK_VERDICT(own_verdict(&withdrawn, OWN_WITHDRAW_ALL), OWN_NOTHING);
    CHECK_VERDICT(own_verdict(&withdrawn, OWN_CHANGE_CONTACT), OWN_NOTHING);
    CHECK_VERDICT(own_verdict(&withdrawn, OWN_LEAVE_GROUP), GROUP_LEFT);
    CHECK_VERDICT(own_verdict(&desk, OWN_LEAVE_GROUP), KIOSK_DESK);
}

static void test_export(void)
{
    static const struct kiosk_facts open = {0}, desk = {.desk_only = true}, back = {.clock_back = true},
                                    low = {.disk_low = true};
    CHECK_VERDICT(export_may(&open, true), EXPORT_MAY);
    CHECK_VERDICT(export_may(&low, true), EXPORT_MAY);
    CHECK_VERDICT(export_may(&open, false), STICK_MISSING);
    CHECK_VERDICT(export_may(&back, true), EXPORT_CLOCK);
    CHECK_VERDICT(export_may(&desk, true), EXPORT_CLOSED);
    CHECK_VERDICT(export_verdict(FAULT_NONE), EXPORT_DONE);
    CHECK_VERDICT(export_verdict(FAULT_STICK_GONE), STICK_GONE);
    CHECK_VERDICT(export_verdict(FAULT_STICK_FULL), STICK_FULL);
    CHECK_VERDICT(export_verdict(FAULT_STICK_LIES), STICK_LIES);
    CHECK_VERDICT(export_verdict(FAULT_FILE_EXISTS), STICK_OTHER_FILE);
    CHECK_VERDICT(export_verdict(FAULT_FILE_FOREIGN), STICK_FOREIGN);
    CHECK_VERDICT(moving_verdict(MOVING_OUT, FAULT_NONE), MOVED_OUT);
    CHECK_VERDICT(moving_verdict(MOVING_IN, FAULT_NONE), MOVED_IN);
    CHECK_VERDICT(moving_verdict(MOVING_COPY, FAULT_NONE), BACKED_UP);
    CHECK_VERDICT(moving_verdict(MOVING_RESTORED, FAULT_NONE), RESTORED);
    for (int moving = MOVING_OUT; moving <= MOVING_RESTORED; moving++)
        CHECK_VERDICT(moving_verdict((enum moving_way)moving, FAULT_STICK_FULL), STICK_FULL);
    CHECK_VERDICT(letter_place_verdict(true, FAULT_NONE), LETTER_MAY);
    CHECK_VERDICT(letter_place_verdict(false, FAULT_NONE), LETTER_NOT_NEW);
    CHECK_VERDICT(letter_place_verdict(true, FAULT_FILE_MISSING), LETTER_SEALED);
    CHECK_VERDICT(export_verdict(FAULT_CLOCK_BACK), EXPORT_CLOCK);
    for (int f = FAULT_NONE + 1; f < FAULT_COUNT; f++) /* no fault ever reads as done */
        CHECK(seen(export_verdict((enum fault)f)) != VERDICT_EXPORT_DONE);
}

static enum verdict trouble(const char *said)
{
    struct machine_about about;
    machine_about_read(&about, said);
    return about.trouble;
}

static void test_machine(void)
{
    CHECK_VERDICT(machine_verdict(MACHINE_CLOCK, FAULT_NONE), CLOCK_SET);
    CHECK_VERDICT(machine_verdict(MACHINE_CLOCK, FAULT_BAD_INPUT), CLOCK_REFUSED);
    CHECK_VERDICT(machine_verdict(MACHINE_POWER_OFF, FAULT_NONE), KIOSK_OPEN);
    CHECK_VERDICT(machine_verdict(MACHINE_RESTART, FAULT_BUSY), MACHINE_NOT_NOW);
    CHECK_VERDICT(machine_verdict(MACHINE_UPDATE_KEEP, FAULT_NONE), UPDATE_KEPT);
    CHECK_VERDICT(machine_verdict(MACHINE_UPDATE_KEEP, FAULT_DISK_BROKEN), MACHINE_NOT_NOW);
    CHECK_VERDICT(machine_verdict(MACHINE_UPDATE_LOOK, FAULT_NONE), UPDATE_FOUND);
    CHECK_VERDICT(machine_verdict(MACHINE_PROGRESS, FAULT_NONE), UPDATE_WRITTEN);
    CHECK_VERDICT(machine_verdict(MACHINE_UPDATE_LOOK, FAULT_NO_ENTRY), UPDATE_OLD);
    CHECK_VERDICT(machine_verdict(MACHINE_UPDATE_LOOK, FAULT_NOT_SIGNED), UPDATE_UNSIGNED);
    CHECK_VERDICT(machine_verdict(MACHINE_PROGRESS, FAULT_DISK_FULL), UPDATE_DISK);
    CHECK_VERDICT(machine_verdict(MACHINE_PRINTER, FAULT_NONE), PRINTER_TAKEN);
    CHECK_VERDICT(machine_verdict(MACHINE_PRINTER, FAULT_NO_ENTRY), PRINTER_NONE);
    CHECK_VERDICT(machine_verdict(MACHINE_PRINTER, FAULT_BAD_INPUT), PRINTER_SEVERAL);
    CHECK_VERDICT(machine_verdict(MACHINE_KEYBOARD, FAULT_NONE), KEYBOARD_TAKEN);
    CHECK_VERDICT(machine_verdict(MACHINE_KEYBOARD, FAULT_NO_ENTRY), KEYBOARD_NONE);
    CHECK_VERDICT(machine_verdict(MACHINE_KEYBOARD, FAULT_BAD_INPUT), KEYBOARD_SEVERAL);
    CHECK_VERDICT(machine_verdict(MACHINE_KEYBOARD, FAULT_STEWARD_GONE), MACHINE_SILENT);
    CHECK_VERDICT(machine_keyboard_verdict(false, FAULT_NONE), KEYBOARD_TAKEN);
    CHECK_VERDICT(machine_keyboard_verdict(true, FAULT_NONE), KEYBOARD_CLOSED);
    CHECK_VERDICT(machine_keyboard_verdict(true, FAULT_DISK_FULL), MACHINE_NOT_NOW);
    CHECK_VERDICT(machine_verdict(MACHINE_EXPORT, FAULT_NONE), STICK_HERE);
    CHECK_VERDICT(machine_verdict(MACHINE_EXPORT, FAULT_NO_ENTRY), STICK_MISSING);
    CHECK_VERDICT(trouble("data=locked"), DATA_LOCKED);
    CHECK_VERDICT(trouble("data=foreign"), DATA_FOREIGN);
    CHECK_VERDICT(trouble("data=broken"), DATA_BROKEN);
    CHECK_VERDICT(trouble("data=newer"), DATA_NEWER);
    CHECK_VERDICT(trouble("data=none"), DATA_NONE);
    CHECK_VERDICT(trouble("data=uncopied"), DATA_UNCOPIED);
    CHECK_VERDICT(trouble("data=plain"), KIOSK_OPEN);
    CHECK_VERDICT(trouble("data=lock"), KIOSK_OPEN);
    for (int f = FAULT_NONE + 1; f < FAULT_COUNT; f++) /* no fault ever reads as done */
        for (int verb = 0; verb < MACHINE_VERBS; verb++)
            CHECK(verdict_tone(seen(machine_verdict((enum machine_verb)verb, (enum fault)f))) != TONE_GOOD);
}

static void test_print(void)
{
    static const struct {
        enum printer_state state;
        enum verdict verdict;
        bool stands, ends;
    } rows[] = {
        {PRINTER_NONE, VERDICT_PRINT_NONE, false, true},     {PRINTER_READY, VERDICT_PRINT_READY, true, false},
        {PRINTER_BUSY, VERDICT_PRINT_BUSY, true, false},     {PRINTER_DONE, VERDICT_PRINT_DONE, true, true},
        {PRINTER_GONE, VERDICT_PRINT_GONE, true, true},      {PRINTER_PART, VERDICT_PRINT_PART, true, true},
        {PRINTER_MAYBE, VERDICT_PRINT_MAYBE, true, true},    {PRINTER_PAPER, VERDICT_PRINT_PAPER, false, false},
        {PRINTER_JAM, VERDICT_PRINT_JAM, false, false},      {PRINTER_OPEN, VERDICT_PRINT_OPEN, false, false},
        {PRINTER_INK, VERDICT_PRINT_INK, false, false},      {PRINTER_STOPPED, VERDICT_PRINT_STOPPED, false, false},
        {PRINTER_SILENT, VERDICT_PRINT_SILENT, false, true}, {PRINTER_REFUSED, VERDICT_PRINT_REFUSED, false, true},
    };
    CHECK(sizeof rows / sizeof *rows == PRINTER_STATES);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(seen(print_verdict(rows[i].state)) == rows[i].verdict);
        CHECK((print_stands(rows[i].state) == VERDICT_KIOSK_OPEN) == rows[i].stands);
        CHECK(printer_ends(rows[i].state) == rows[i].ends);
        bool open = rows[i].state == PRINTER_PART ||
                    rows[i].state == PRINTER_MAYBE; /* the printer works, the sheet may lie there */
        bool good = rows[i].stands && !open;        /* nothing but a printer that works reads as well */
        CHECK((verdict_tone(rows[i].verdict) == TONE_GOOD) == good);
    }
    CHECK_VERDICT(print_broke_off(PRINT_MAKING), PRINT_LOST);
    CHECK_VERDICT(print_broke_off(PRINT_BEGINNING), PRINT_NONE);
    CHECK_VERDICT(print_broke_off(PRINT_HANDING), PRINT_SILENT);
}

static void test_setup(void)
{
    CHECK_VERDICT(setup_aim_verdict(0), KIOSK_OPEN);
    CHECK_VERDICT(setup_aim_verdict(50), KIOSK_OPEN);
    CHECK_VERDICT(setup_aim_verdict(51), SETUP_AIM_OFF);
    CHECK_VERDICT(setup_card_verdict(false, false), SETUP_PANEL);
    CHECK_VERDICT(setup_card_verdict(true, false), SETUP_PANEL_SMALL);
    CHECK_VERDICT(setup_card_verdict(true, true), KIOSK_OPEN);
    CHECK_VERDICT(setup_centre_verdict(FAULT_NONE), SETUP_CENTRE_GOOD);
    CHECK_VERDICT(setup_centre_verdict(FAULT_FILE_MISSING), SETUP_NO_CENTRE);
    CHECK_VERDICT(setup_centre_verdict(FAULT_BAD_INPUT), SETUP_CENTRE_BAD);
    CHECK_VERDICT(setup_centre_verdict(FAULT_TOO_LARGE), SETUP_CENTRE_BAD);
    CHECK_VERDICT(setup_centre_verdict(FAULT_TOO_NEW), SETUP_CENTRE_NEW);
    CHECK_VERDICT(setup_centre_verdict(FAULT_NOT_FOR_US), SETUP_CENTRE_KEYS);
    CHECK_VERDICT(setup_pin_verdict(true), KIOSK_OPEN);
    CHECK_VERDICT(setup_pin_verdict(false), SETUP_PIN_WRONG);
    CHECK_VERDICT(setup_trial_verdict(TRIAL_WELL), KIOSK_OPEN);
    CHECK_VERDICT(setup_trial_verdict(TRIAL_NO_PLACE), SETUP_TRIAL_FULL);
    CHECK_VERDICT(setup_trial_verdict(TRIAL_BAD), SETUP_TRIAL_BAD);
    CHECK_VERDICT(setup_protocol_verdict(FAULT_NONE), SETUP_KEPT);
    CHECK_VERDICT(setup_disks_verdict(0), SETUP_NO_DISK);
    CHECK_VERDICT(setup_disks_verdict(1), KIOSK_OPEN);
    CHECK_VERDICT(setup_install_verdict(false), SETUP_INSTALL_BAD);
    CHECK_VERDICT(setup_fault_verdict(FAULT_NO_MEMORY), SETUP_MEMORY);
    CHECK_VERDICT(setup_fault_verdict(FAULT_DISK_FULL), SETUP_DISK);
    CHECK_VERDICT(setup_fault_verdict(FAULT_STICK_LIES), SETUP_STICK);
    CHECK_VERDICT(setup_fault_verdict(FAULT_STEWARD_GONE), MACHINE_SILENT);
    CHECK_VERDICT(setup_fault_verdict(FAULT_FILE_FOREIGN), SETUP_FAILED);
    for (int f = FAULT_NONE + 1; f < FAULT_COUNT; f++) { /* no fault ever reads as done */
        CHECK(verdict_tone(setup_fault_verdict((enum fault)f)) != TONE_GOOD);
        CHECK(verdict_tone(setup_centre_verdict((enum fault)f)) != TONE_GOOD);
        CHECK(verdict_tone(setup_protocol_verdict((enum fault)f)) != TONE_GOOD);
    }
}

static void test_letter(void)
{
    static const struct {
        enum letter_form form;
        const char *want;
    } forms[] = {
        {LETTER_WHOLE, "LETTER_MAY"},       {LETTER_ABSENT, "LETTER_NONE"}, {LETTER_UNREAD, "LETTER_STICK"},
        {LETTER_TOO_LARGE, "LETTER_LARGE"}, {LETTER_BROKEN, "LETTER_HALF"}, {LETTER_TOO_DEEP, "LETTER_DEEP"},
        {LETTER_TOO_NEW, "LETTER_NEWER"},   {LETTER_MANY, "LETTER_GROUPS"}, {LETTER_MISTAKEN, "LETTER_MISTAKE"}};
    const struct letter_facts good = {.signed_by = LETTER_BY_OFFICE,
                                      .same_centre = true,
                                      .same_kiosk = true,
                                      .clock_sure = true,
                                      .parts = LETTER_BIT(LETTER_erase),
                                      .number = 7,
                                      .last_number = 6,
                                      .issued = 100,
                                      .last = 110,
                                      .today = 105};
    struct letter_facts f = good;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        CHECK_TEXT(verdict_name(seen(letter_form_verdict(forms[i].form))), forms[i].want);
    CHECK_VERDICT(letter_verdict(&f), LETTER_MAY);
    f.signed_by = LETTER_BY_STRANGER;
    CHECK_VERDICT(letter_verdict(&f), LETTER_STRANGER);
    f.signed_by = LETTER_SIGNED_ALTERED;
    CHECK_VERDICT(letter_verdict(&f), LETTER_ALTERED);
    f.signed_by = LETTER_SIGNATURE_BROKEN;
    CHECK_VERDICT(letter_verdict(&f), LETTER_HALF);
    f.signed_by = LETTER_NO_OFFICE_KEY;
    CHECK_VERDICT(letter_verdict(&f), LETTER_NO_KEY);
    f.signed_by = LETTER_BY_NOBODY;
    CHECK_VERDICT(letter_verdict(&f), LETTER_UNSIGNED);
    f.staff = true;
    for (int i = 0; i < LETTER_PARTS; i++) { /* a timetable alone, and no other part with it or without */
        f.parts = LETTER_BIT(i);
        CHECK_INT(letter_verdict(&f), i == LETTER_timetable ? VERDICT_LETTER_MAY : VERDICT_LETTER_PARTS);
        f.parts |= LETTER_BIT(LETTER_timetable);
        CHECK_INT(letter_verdict(&f), i == LETTER_timetable ? VERDICT_LETTER_MAY : VERDICT_LETTER_PARTS);
    }
    f.parts = LETTER_BIT(LETTER_places);
    CHECK_VERDICT(letter_verdict(&f), LETTER_PARTS);
    f = good;
    f.same_centre = false;
    CHECK_VERDICT(letter_verdict(&f), LETTER_CENTRE);
    f = good;
    f.same_kiosk = false;
    CHECK_VERDICT(letter_verdict(&f), LETTER_KIOSK);
    f = good;
    f.number = 6;
    CHECK_VERDICT(letter_verdict(&f), LETTER_TWIN);
    f.same_hash = true;
    CHECK_VERDICT(letter_verdict(&f), LETTER_AGAIN);
    f.number = 5;
    CHECK_VERDICT(letter_verdict(&f), LETTER_OLD);
    f = good;
    f.clock_sure = false;
    CHECK_VERDICT(letter_verdict(&f), LETTER_CLOCK);
    f = good;
    f.today = 99;
    CHECK_VERDICT(letter_verdict(&f), LETTER_EARLY);
    f.today = 100;
    CHECK_VERDICT(letter_verdict(&f), LETTER_MAY);
    f.today = 110;
    CHECK_VERDICT(letter_verdict(&f), LETTER_MAY);
    f.today = 111;
    CHECK_VERDICT(letter_verdict(&f), LETTER_LATE);
    f.number = 0; /* a centre file has no number and no days */
    CHECK_VERDICT(letter_verdict(&f), LETTER_MAY);
    CHECK_VERDICT(letter_digits_verdict(true), LETTER_MAY);
    CHECK_VERDICT(office_digits_verdict(false), OFFICE_DIFFERS);
    CHECK_VERDICT(office_digits_verdict(true), OFFICE_KNOWN);
    CHECK_VERDICT(letter_door_verdict(VERDICT_LETTER_MAY, true), LETTER_MAY);
    CHECK_VERDICT(letter_door_verdict(VERDICT_LETTER_MAY, false), LETTER_DOOR);
    CHECK_VERDICT(letter_door_verdict(VERDICT_LETTER_AGAIN, true), LETTER_LEAVE);
    CHECK_VERDICT(letter_door_verdict(VERDICT_LETTER_AGAIN, false), LETTER_AGAIN);
    CHECK_VERDICT(letter_door_verdict(VERDICT_LETTER_OLD, true), LETTER_OLD);
    CHECK_VERDICT(letter_pin_verdict(FAULT_NONE), PIN_NEW);
    CHECK_VERDICT(letter_pin_verdict(FAULT_NO_ENTRY), LETTER_LATE);
    CHECK_VERDICT(letter_pin_verdict(FAULT_DISK_FULL), LETTER_FULL);
    CHECK_VERDICT(letter_key_verdict(FAULT_NONE), OFFICE_KNOWN);
    CHECK_VERDICT(letter_key_verdict(FAULT_FILE_MISSING), OFFICE_NONE);
    CHECK_VERDICT(letter_key_verdict(FAULT_FILE_DAMAGED), OFFICE_BROKEN);
    CHECK_VERDICT(letter_key_verdict(FAULT_DISK_BROKEN), LETTER_STICK);
    CHECK_VERDICT(letter_digits_verdict(false), LETTER_DIFFERS);
    CHECK_VERDICT(letter_taken_verdict(FAULT_NONE), LETTER_IN_USE);
    CHECK_VERDICT(letter_taken_verdict(FAULT_DISK_FULL), LETTER_FULL);
    CHECK_VERDICT(letter_taken_verdict(FAULT_BUSY), LETTER_BUSY);
    CHECK_VERDICT(letter_back_verdict(FAULT_DISK_BROKEN), LETTER_DISK);
    CHECK_VERDICT(letter_back_verdict(FAULT_NONE), LETTER_BACK);
}

/* How staff's own work ended is said by flow/house and flow/staff alone: no rule stands between. flow_house and flow_upkeep look at them. */
/* Every step from every state, with and without what it needs; what else is said of a group is said by its flow (flow_group.c). */
static void test_steps(void)
{
    static const enum verdict said[] = {VERDICT_GROUP_FOUND, VERDICT_GROUP_CHANGED, VERDICT_RULE_TALK,
                                        VERDICT_RULES_AGAIN, VERDICT_TABLE_STAYS,   VERDICT_TABLE_RULES};
    for (int step = 0; step < GROUP_STEPS; step++)
        for (int state = 1; state < GROUP_STATES; state++)
            for (int has = 0; has < 8; has++) {
                const struct step_facts f = {.state = (enum group_state)state,
                                             .by = STEP_BY_GROUP | STEP_BY_TABLE,
                                             .edition = has & 1,
                                             .time = has & 2,
                                             .place = has & 4};
                reached[group_step_verdict((enum group_step)step, &f)] = true;
            }
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        reached[said[i]] = true;
}

static void test_house(void)
{
    static const enum verdict said[] = {
        VERDICT_STILL_NOT,    VERDICT_MEETING_OFF,  VERDICT_MEETING_MOVED, VERDICT_MEETING_ROOM, VERDICT_MEETING_BACK,
        VERDICT_MEETING_PAST, VERDICT_MEETING_SAME, VERDICT_MEETING_SHUT,  VERDICT_HOUSE_CLOSED, VERDICT_HOUSE_OPENED,
        VERDICT_HOUSE_MANY,   VERDICT_GROUP_HIDDEN, VERDICT_GROUP_SHOWN,   VERDICT_PIN_CHANGED,  VERDICT_LOG_TAKEN,
        VERDICT_STAFF_ON,     VERDICT_WENT_ON};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        reached[said[i]] = true;
}

int main(void)
{
    test_kiosk();
    test_join_may();
    test_join();
    test_sign();
    test_listen();
    test_fields();
    test_codes();
    test_pin();
    test_own();
    test_export();
    test_machine();
    test_letter();
    test_print();
    test_setup();
    test_house();
    test_steps();
    for (int v = 0; v < VERDICT_COUNT; v++)
        if (!reached[v])
            printf("no rule gave %s\n", verdict_name((enum verdict)v)), test.failed++;
    return TEST_END();
}
