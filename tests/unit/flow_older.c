/* A data folder that version 0.3.0 made (tests/data/0.3.0, where README.md says how) is opened by this program: the sign-ups
 * count, the journal hangs together, every receipt code opens and withdraws, and the office opens the list. */
#include "flow_kit.h"
#include "screens.h"

#include <fcntl.h>
#include "flow/timetable/timetable.h"

#define MADE "tests/data/0.3.0"
enum { PEOPLE = 5, KARI = 1, MEMBERSHIPS = 5, CONSENTS = 4, JOURNAL = 13, TIMETABLE_GROUPS = 18 };

static struct person {
    char name[16], group[GROUP_KEY_MAX];
    struct kit_code code;
} people[PEOPLE];

static void copy(const char *from, const char *to)
{
    struct buffer bytes = {.limit = 1 << 20};
    CHECK_INT(file_read(from, &bytes), FAULT_NONE);
    CHECK_INT(file_new(to, bytes.data, bytes.length, 0600), FAULT_NONE);
    buffer_free(&bytes);
}

static void read_people(void)
{
    FILE *codes = fopen(MADE "/office/codes.txt", "r");
    assert(codes);
    for (int i = 0; i < PEOPLE; i++) {
        struct kit_code *c = &people[i].code;
        int n = fscanf(codes, "%15s %32s %d %hu %hu %hu %hu", people[i].name, people[i].group, &c->list, &c->word[0],
                       &c->word[1], &c->word[2], &c->word[3]);
        CHECK_INT(n, 7);
    }
    fclose(codes);
}

/* The folder as the power cut left it, in a place of its own. */
static void older(struct kit *k)
{
    static const char *const files[] = {"kiosk.db",     "kiosk.db-wal",  "slots",
                                        "timetable.db", "keys/sign.key", "keys/note.key"};
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    struct buffer text = {.limit = 4096};
    *k = (struct kit){.folder = "/tmp/sirkel-older-XXXXXX"};
    assert(mkdtemp(k->folder));
    snprintf(k->data, sizeof k->data, "%s/kiosk", k->folder);
    snprintf(k->stick, sizeof k->stick, "%s/stick", k->folder);
    CHECK_INT(file_path(to, k->data, "keys"), FAULT_NONE);
    CHECK_INT(file_folder(to, 0700), FAULT_NONE);
    CHECK_INT(file_folder(k->stick, 0700), FAULT_NONE);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        CHECK_INT(file_path(from, MADE "/kiosk", files[i]), FAULT_NONE);
        CHECK_INT(file_path(to, k->data, files[i]), FAULT_NONE);
        copy(from, to);
    }
    CHECK_INT(file_read(MADE "/office/office.txt", &text), FAULT_NONE);
    CHECK_INT(seal_identity_parse(&k->office, buffer_string(&text)), FAULT_NONE);
    buffer_free(&text);
    text = (struct buffer){.limit = 64};
    CHECK_INT(file_read(MADE "/office/pin.txt", &text), FAULT_NONE);
    CHECK(text_copy(k->pin, sizeof k->pin, buffer_string(&text)));
    buffer_free(&text);
    kit_open(k);
}

static bool there(const struct kit *k, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_path(path, k->data, name) == FAULT_NONE && access(path, F_OK) == 0;
}

static void check_journal(struct kit *k, int64_t at_least)
{
    char why[200] = "";
    int64_t count = 0;
    CHECK_INT(
        flow_journal_check(&(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = "granvika"},
                           &count, why, sizeof why),
        FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK(count >= at_least);
}

static void test_opens(struct kit *k)
{
    struct kit_counts c = kit_counts(k);
    struct group groups[TIMETABLE_GROUPS + 1];
    size_t n;
    CHECK(!k->app.flow->desk && store_takes_signups(k->app.store));
    CHECK_INT(c.memberships, MEMBERSHIPS);
    CHECK_INT(c.consents, CONSENTS);
    CHECK_INT(c.slots, MEMBERSHIPS + CONSENTS);
    CHECK(c.journal > JOURNAL);
    check_journal(k, JOURNAL);
    CHECK_INT(store_groups(k->app.store, &(struct groups_asked){.language = "nb"}, groups, TIMETABLE_GROUPS + 1, &n),
              FAULT_NONE);
    CHECK_INT(n, TIMETABLE_GROUPS);
    CHECK(!there(k, "kiosk.db.damaged-1") && !there(k, "timetable.db.damaged-1") && !there(k, "slots.damaged-1"));
    CHECK_TEXT(k->app.centre.id, "granvika");
    CHECK_INT(k->app.timetable, TIMETABLE_REBUILT); /* of another form, and without a kept centre file */
    CHECK(there(k, FLOW_CENTRE_KEPT));
    kit_again(k, true);
    CHECK_INT(k->app.timetable, TIMETABLE_WHOLE);
}

static int64_t renewed(struct kit *k)
{
    const char *entry;
    int64_t n, count = 0;
    uint8_t link[STORE_HASH];
    while (store_journal_next(k->app.store, &n, &entry, link) == FAULT_NONE)
        count += strstr(entry, " code_renewed visitor ") != NULL;
    store_rewind(k->app.store);
    return count;
}

/* The first time with the hash that version 0.3.0 gave them, the second with this one's: as many records, under other tags. */
static void test_codes(struct kit *k)
{
    const struct my_signup *own = &k->app.session.own;
    struct kit_counts before = kit_counts(k);
    CHECK(k->app.flow->kiosk.code_first > 0 && k->app.flow->kiosk.code_passes == 2 * k->app.flow->kiosk.code_first);
    for (int i = 0; i < 2 * PEOPLE; i++) {
        kit_find(k, &people[i % PEOPLE].code);
        CHECK_INT(renewed(k), i < PEOPLE ? i + 1 : PEOPLE);
        CHECK(own->open && own->has_membership);
        flow_do(&k->app, ACT_LEAVE, 0);
    }
    struct kit_counts after = kit_counts(k);
    CHECK(after.memberships == before.memberships && after.consents == before.consents && after.slots == before.slots);
    for (int i = 0; i < PEOPLE; i++) {
        kit_find(k, &people[i].code);
        CHECK(own->open && own->has_membership && own->has_consent == (i != KARI));
        CHECK_TEXT(own->group_key, people[i].group);
        CHECK_TEXT(own->name, i == KARI ? "" : people[i].name);
        if (i == 2) /* changed after the first list */
            CHECK_TEXT(own->contact, "per@example.no");
        flow_do(&k->app, ACT_LEAVE, 0);
    }
}

static void test_export(struct kit *k)
{
    struct buffer json = {.limit = SEAL_RECORD_MAX};
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK_INT(k->app.staff.export_rows, MEMBERSHIPS + CONSENTS);
    CHECK_INT(k->app.staff.exports, 2);
    CHECK(k->app.staff.journal_whole);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(kit_record(k, RECORD_CONSENT, &json), FAULT_NONE);
    CHECK(strstr(buffer_string(&json), "\"name\":") != NULL);
    buffer_free(&json);
}

/* Everybody takes everything back; the last trace is the journal's. */
static void test_withdrawing(struct kit *k)
{
    const struct my_signup *own = &k->app.session.own;
    for (int i = 0; i < PEOPLE; i++) {
        if (i != KARI) {
            kit_find(k, &people[i].code);
            flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
            flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
            CHECK_INT(own->outcome, VERDICT_CONSENT_WITHDRAWN);
            flow_do(&k->app, ACT_LEAVE, 0);
        }
        kit_find(k, &people[i].code);
        flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
        flow_do(&k->app, ACT_LEAVE_SURE, 0);
        CHECK_INT(own->outcome, VERDICT_GROUP_LEFT);
        flow_do(&k->app, ACT_LEAVE, 0);
    }
    struct kit_counts c = kit_counts(k);
    CHECK(c.memberships == 0 && c.consents == 0 && c.slots == 0);
    check_journal(k, JOURNAL + 2 * PEOPLE - 1);
    kit_again(k, true);
    CHECK(!k->app.flow->desk);
    CHECK(kit_join(k, "tirsdagsgruppa", "Somebody new", NULL, NULL));
}

int main(void)
{
    struct kit k;
    host_fake.now += 3 * 24 * 3600;
    if (words_open("build/lang") != FAULT_NONE || seal_start() != FAULT_NONE)
        return 1;
    read_people();
    older(&k);
    test_opens(&k);
    test_codes(&k);
    test_export(&k);
    test_withdrawing(&k);
    kit_free(&k);
    return TEST_END();
}
