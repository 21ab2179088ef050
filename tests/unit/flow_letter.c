/* A letter from the office, on a kiosk: every refusal with nothing changed, taking all its parts at once, taking it back. */
#include "letter_kit.h"
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include "flow/letter/letter.h"
#include "flow/timetable/timetable.h"
#include "screens.h"

static struct kit k;
static struct seal *office, *stranger;

#define write_letter(...) letter_kit_write(&k, office, __VA_ARGS__)
#define put(name, data, length) letter_kit_put(&k, name, data, length)
#define sign(by, name, text) letter_kit_sign(&k, by, name, text)

/* --- the kiosk ----------------------------------------------------------------------------------------------------------- */

/* All that a letter may change, as one hash. */
static void state(uint8_t out[SEAL_HASH])
{
    struct buffer all = {.limit = 8 << 20};
    struct office_row row;
    struct kiosk kiosk;
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, k.data, FLOW_CENTRE_KEPT), FAULT_NONE);
    CHECK_INT(file_read(path, &all), FAULT_NONE);
    CHECK_INT(store_office(k.app.store, &row), FAULT_NONE);
    CHECK_INT(store_kiosk(k.app.store, &kiosk), FAULT_NONE);
    buffer_add(&all, &row, sizeof row);
    buffer_add(&all, kiosk.recipients, sizeof kiosk.recipients);
    buffer_format(&all, "%d %lld", store_place_taken(k.app.store, "tirsdagsgruppa"),
                  (long long)kit_counts(&k).consents);
    seal_sha256(out, all.data, all.length);
    buffer_free(&all);
}

static enum verdict looks(void)
{
    flow_letter_read(&k.app, k.stick, NULL);
    return k.app.letter.verdict;
}

#define REFUSED(want) refused(VERDICT_##want, #want)
static void refused(enum verdict want, const char *name)
{
    uint8_t before[SEAL_HASH], after[SEAL_HASH];
    char line[80];
    state(before);
    CHECK_INT(looks(), want);
    snprintf(line, sizeof line, "letter_refused staff %d %s", k.app.letter.number, name);
    CHECK_TEXT(kit_last_line(&k), line);
    flow_letter_take(&k.app); /* whoever asks all the same */
    CHECK_TEXT(verdict_name(k.app.letter.verdict), name);
    state(after);
    CHECK(memcmp(before, after, sizeof before) == 0);
}

static bool takes(void)
{
    if (looks() != VERDICT_LETTER_MAY)
        printf("not taken: %s %s\n", verdict_name(k.app.letter.verdict), k.app.letter.why);
    k.app.letter.same = (UINT32_C(1) << k.app.letter.keys) - 1;
    flow_letter_take(&k.app);
    return k.app.letter.verdict == VERDICT_LETTER_IN_USE;
}

static const char *place_of(const char *key)
{
    static struct group group;
    CHECK_INT(store_group_by_key(k.app.store, "nb", key, &group), FAULT_NONE);
    return group.place;
}

static int32_t here(const char *key)
{
    return store_place_taken(k.app.store, key);
}

/* --- tests --------------------------------------------------------------------------------------------------------------- */

static void test_refusals(void)
{
    char key[57], other[57], name[LETTER_FILE_NAME], path[FILE_PATH_MAX];
    struct buffer text = {.limit = 40 << 20};
    letter_kit_line(office, key);
    letter_kit_line(stranger, other);
    letter_kit_clear(&k);
    CHECK_INT(looks(), VERDICT_LETTER_NONE);
    write_letter((struct letter_wish){.number = 7});
    REFUSED(LETTER_NO_KEY);
    letter_kit_trust(&k, key, false);
    CHECK_INT(looks(), VERDICT_LETTER_MAY);

    write_letter((struct letter_wish){.number = 7, .centre = "another"});
    REFUSED(LETTER_CENTRE);
    write_letter((struct letter_wish){.number = 7, .kiosks = "[\"0000 0000 0000 0000 0000 0000 0000 0000\"]"});
    REFUSED(LETTER_KIOSK);
    write_letter((struct letter_wish){.number = 7, .issued = "2026-11-26"});
    REFUSED(LETTER_EARLY);
    write_letter((struct letter_wish){.number = 7, .last = "2026-11-24"});
    REFUSED(LETTER_LATE);
    host_fake.now -= 30 * 86400; /* the clock was set back between issue and taking */
    write_letter((struct letter_wish){.number = 7, .issued = "2026-10-01"});
    REFUSED(LETTER_CLOCK);
    host_fake.now += 30 * 86400;

    write_letter((struct letter_wish){.number = 7});
    letter_file_name(name, 7);
    CHECK_INT(file_path(path, k.stick, name), FAULT_NONE);
    CHECK_INT(file_read(path, &text), FAULT_NONE);
    *strstr(buffer_string(&text), "pa\":6") = 'q'; /* one byte of it */
    put(name, text.data, text.length);
    REFUSED(LETTER_ALTERED);
    text.length = text.length / 2;
    put(name, text.data, text.length);
    REFUSED(LETTER_HALF);
    put(name, "", 0);
    REFUSED(LETTER_HALF);
    text.length = 0;
    buffer_text(&text, "{\"format\":\"sirkel-office-9\"}");
    put(name, text.data, text.length);
    REFUSED(LETTER_NEWER);

    write_letter((struct letter_wish){.number = 7});
    text.length = 0;
    CHECK_INT(file_read(path, &text), FAULT_NONE);
    sign(stranger, name, buffer_string(&text));
    REFUSED(LETTER_STRANGER);
    put("sirkel-office-000007.json.minisig", "nothing", 7);
    REFUSED(LETTER_STRANGER);
    CHECK_INT(file_path(path, k.stick, "sirkel-office-000007.json.minisig"), FAULT_NONE);
    unlink(path);
    REFUSED(LETTER_UNSIGNED);

    text.length = 0;
    for (int i = 0; i < 33; i++) {
        static char mega[1 << 20];
        memset(mega, ' ', sizeof mega);
        buffer_add(&text, mega, sizeof mega);
    }
    put(name, text.data, text.length);
    REFUSED(LETTER_LARGE);
    text.length = 0;
    for (int i = 0; i < 100000; i++)
        buffer_text(&text, "[");
    put(name, text.data, text.length);
    REFUSED(LETTER_DEEP);
    text.length = 0;
    buffer_text(&text, "\"timetable\":{\"groups\":[0");
    for (int i = 0; i < CENTRE_GROUPS_MAX; i++)
        buffer_text(&text, ",0");
    buffer_text(&text, "]}");
    write_letter((struct letter_wish){.number = 7, .parts = buffer_string(&text)});
    REFUSED(LETTER_GROUPS);
    write_letter((struct letter_wish){.number = 7, .parts = "\"places\":{\"nobody\":1}"});
    REFUSED(LETTER_MISTAKE);
    CHECK_TEXT(k.app.letter.why, "places.nobody: no group has that key");
    write_letter((struct letter_wish){.number = 7, .parts = letter_kit_timetable("\"18:00\"", "\"18.00\"")});
    REFUSED(LETTER_MISTAKE);
    CHECK(strstr(k.app.letter.why, "timetable.groups[0].meetings[0].start") != NULL);
    write_letter((struct letter_wish){.number = 7, .parts = "\"receivers\":[\"age1aaa\",\"age1bbb\"]"});
    REFUSED(LETTER_MISTAKE);
    write_letter((struct letter_wish){.number = 7, .parts = "\"phone\":{\"nb\":\"22\"}"});
    REFUSED(LETTER_MISTAKE);
    buffer_free(&text);
}

static void test_places(void)
{
    int32_t before = here("tirsdagsgruppa");
    write_letter((struct letter_wish){.number = 7});
    CHECK(takes());
    CHECK_INT(here("tirsdagsgruppa"), 2); /* six in all, and four came before the kiosk did */
    CHECK(kit_starts(kit_last_line(&k), "letter_taken staff 7 "));
    CHECK(k.app.letter.in_use == 7 && k.app.letter.can_go_back);
    REFUSED(LETTER_AGAIN);
    write_letter((struct letter_wish){.number = 7, .parts = "\"places\":{\"tirsdagsgruppa\":7}"});
    REFUSED(LETTER_TWIN);
    write_letter((struct letter_wish){.number = 6});
    REFUSED(LETTER_OLD);
    k.app.session.who = VISITOR;
    flow_do(&k.app, ACT_LEAVE, 0);
    CHECK(kit_join(&k, "tirsdagsgruppa", "Kari", NULL, NULL)); /* after the letter: stays when it is taken back */
    k.app.session.who = STAFF;
    CHECK_INT(here("tirsdagsgruppa"), 3);
    flow_letter_back(&k.app);
    CHECK_TEXT(verdict_name(k.app.letter.verdict), "LETTER_BACK");
    CHECK_INT(here("tirsdagsgruppa"), before + 1);
    CHECK(!k.app.letter.can_go_back);
    write_letter((struct letter_wish){.number = 7}); /* taken back is not untaken */
    REFUSED(LETTER_AGAIN);
}

static void test_timetable(void)
{
    /* the kiosk of this test began with room for everybody in each group */
    write_letter((struct letter_wish){.number = 8, .parts = letter_kit_timetable(NULL, NULL)});
    CHECK(takes());
    CHECK(k.app.letter.groups == 18 && k.app.letter.groups_changed == 18);
    CHECK_INT(k.app.letter.changes, 2 * 18); /* the capacity and the limit a day of each */
    write_letter((struct letter_wish){.number = 9, .parts = letter_kit_timetable("Rom B204", "Rom C301")});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    const struct letter_view *v = &k.app.letter;
    CHECK(v->groups == 18 && v->groups_changed == 1 && v->groups_same == 17 && v->groups_new == 0 &&
          v->groups_gone == 0);
    CHECK_INT(v->changes, 1);
    k.app.session.language = "nb";
    flow_letter_show(&k.app, 0);
    CHECK(v->change.kind == LETTER_GROUP_TEXT && v->change.which == GROUP_TEXT_place);
    CHECK_TEXT(v->change.group, "Tirsdagsgruppa");
    CHECK_TEXT(v->change.before, "Rom B204");
    CHECK_TEXT(v->change.after, "Rom C301");
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom B204");
    CHECK(takes());
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom C301"); /* without a restart */
    kit_again(&k, true);
    CHECK_INT(k.app.timetable, TIMETABLE_WHOLE);
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom C301");
    k.app.session.who = STAFF;
    flow_letter_back(&k.app);
    CHECK_TEXT(verdict_name(k.app.letter.verdict), "LETTER_BACK");
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom B204");
    kit_again(&k, true);
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom B204");
    k.app.session.who = STAFF;
    write_letter((struct letter_wish){
        .number = 10, .parts = letter_kit_timetable("\"key\": \"tirsdagsgruppa\"", "\"key\": \"ny-gruppe\"")});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    CHECK(v->groups == 18 && v->groups_new == 1 && v->groups_gone == 1 && v->groups_same == 17);
    write_letter((struct letter_wish){
        .number = 10,
        .parts = letter_kit_timetable(
            "\"weekday\": 2", "\"weekday\": 2, \"pause\": {\"from\": \"2027-01-04\", \"to\": \"2027-02-08\"}")});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    flow_letter_show(&k.app, 0);
    CHECK(v->groups_changed == 1 && v->changes == 1 && v->change.kind == LETTER_GROUP_TIMES);
    write_letter((struct letter_wish){.number = 11, .parts = letter_kit_timetable("\"weekday\": 2", "\"weekday\": 3")});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    CHECK(v->changes == 1);
    flow_letter_show(&k.app, 0);
    CHECK(v->change.kind == LETTER_GROUP_TIMES && v->change.times_before.rule[0].weekday == 2 &&
          v->change.times_after.rule[0].weekday == 3);
}

/* The text that is signed from now on. */
static void text_now(uint8_t ret_sha256[SEAL_HASH])
{
    struct buffer text;
    CHECK_INT(flow_consent_text(&k.app.centre, &text, ret_sha256), FAULT_NONE);
    buffer_free(&text);
}

/* Those who sign from now on read the letter's words; the text of before stays, for those who signed it. */
static void text_in_force(const uint8_t before[SEAL_HASH], const char *words)
{
    uint8_t now[SEAL_HASH];
    struct buffer text, kept = {.limit = 1 << 16}, old = {.limit = 1 << 16};
    CHECK_INT(flow_consent_text(&k.app.centre, &text, now), FAULT_NONE);
    CHECK(memcmp(before, now, SEAL_HASH) != 0);
    CHECK(strstr(buffer_string(&text), words) != NULL);
    CHECK_INT(store_consent_text(k.app.store, now, &kept), FAULT_NONE);
    CHECK_TEXT(buffer_string(&kept), buffer_string(&text));
    CHECK_INT(store_consent_text(k.app.store, before, &old), FAULT_NONE);
    CHECK(old.length > 0 && !strstr(buffer_string(&old), words));
    buffer_free(&text);
    buffer_free(&kept);
    buffer_free(&old);
}

static void test_texts(void)
{
    uint8_t before[SEAL_HASH];
    struct kit_code code;
    flow_do(&k.app, ACT_LEAVE, 0);
    CHECK(kit_join(&k, "tirsdagsgruppa", "Before", NULL, &code));
    text_now(before);
    kit_find(&k, &code);
    CHECK(k.app.session.own.open && !k.app.session.own.text_changed);
    flow_do(&k.app, ACT_LEAVE, 0);
    k.app.session.who = STAFF;
    write_letter((struct letter_wish){
        .number = 20,
        .parts =
            "\"responsible\":{\"nb\":\"Ny ansvarlig\",\"en\":\"New one\"},\"phone\":{\"nb\":\"10 20\",\"en\":\"10 20\"}"});
    CHECK(takes());
    CHECK_INT(k.app.letter.changes, 2);
    CHECK_TEXT(k.app.centre.phone, "10 20");
    CHECK_TEXT(k.app.centre.responsible, "Ny ansvarlig");
    text_in_force(before, "Ny ansvarlig");
    flow_do(&k.app, ACT_LEAVE, 0);
    kit_find(&k, &code);
    CHECK(k.app.session.own.text_changed); /* who signed before is told, and has their own text */
    CHECK(*k.app.session.own.text && !strstr(k.app.session.own.text, "Ny ansvarlig"));
    flow_do(&k.app, ACT_LEAVE, 0);
    k.app.session.who = STAFF;
}

/* Who has approved the list: nobody was named before; refused where a screen would not hold it or a language lacks it; taken back. */
static void test_approval(void)
{
    uint8_t before[SEAL_HASH], after[SEAL_HASH];
    struct kit_code early, late;
    flow_do(&k.app, ACT_LEAVE, 0);
    CHECK(kit_join(&k, "tirsdagsgruppa", "Before", NULL, &early));
    text_now(before);
    CHECK_TEXT(k.app.centre.approval, "");
    k.app.session.who = STAFF;
    k.app.session.language = "nb";
    write_letter((struct letter_wish){.number = 21, .parts = "\"approval\":{\"nb\":\"Komiteen 7\"}"});
    REFUSED(LETTER_MISTAKE);
    write_letter((struct letter_wish){
        .number = 21, .parts = "\"approval\":{\"nb\":\"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\",\"en\":\"The board\"}"});
    REFUSED(LETTER_MISTAKE);
    CHECK(strstr(k.app.letter.why, "approval.nb") != NULL);
    write_letter((struct letter_wish){
        .number = 21, .parts = "\"approval\":{\"nb\":\"Komiteen har sagt ja.\",\"en\":\"The board agrees.\"}"});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    CHECK_INT(k.app.letter.changes, 1);
    flow_letter_show(&k.app, 0);
    CHECK(k.app.letter.change.kind == LETTER_CENTRE_TEXT && k.app.letter.change.which == LETTER_TEXT_APPROVAL);
    CHECK_TEXT(k.app.letter.change.before, "");
    CHECK_TEXT(k.app.letter.change.after, "Komiteen har sagt ja.");
    CHECK(takes());
    CHECK_TEXT(k.app.centre.approval, "Komiteen har sagt ja.");
    text_in_force(before, "Komiteen har sagt ja.");
    text_now(after);
    flow_do(&k.app, ACT_LEAVE, 0);
    kit_find(&k, &early);
    CHECK(k.app.session.own.text_changed && !strstr(k.app.session.own.text, "Komiteen"));
    flow_do(&k.app, ACT_LEAVE, 0);
    CHECK(kit_join(&k, "torsdag-ettermiddag", "After", NULL, &late));
    flow_do(&k.app, ACT_LEAVE, 0);
    k.app.session.who = STAFF;
    flow_letter_back(&k.app);
    CHECK_INT(k.app.letter.verdict, VERDICT_LETTER_BACK);
    CHECK_TEXT(k.app.centre.approval, "");
    text_now(after);
    CHECK(memcmp(before, after, SEAL_HASH) == 0); /* not a byte of it is left in the text */
    flow_do(&k.app, ACT_LEAVE, 0);
    kit_find(&k, &late); /* who signed with it keeps it */
    CHECK(k.app.session.own.text_changed && strstr(k.app.session.own.text, "Komiteen har sagt ja."));
    flow_do(&k.app, ACT_LEAVE, 0);
    k.app.session.who = STAFF;
}

static void test_receivers(void)
{
    struct seal_identity one, two;
    char text[2][SEAL_RECIPIENT_TEXT], parts[512], key[57];
    seal_identity_make(&one);
    seal_identity_make(&two);
    seal_recipient_text(text[0], &one.recipient);
    seal_recipient_text(text[1], &two.recipient);
    letter_kit_line(stranger, key);
    snprintf(parts, sizeof parts, "\"receivers\":[\"%s\",\"%s\"],\"office_key\":\"%s\"", text[0], text[1], key);
    write_letter((struct letter_wish){.number = 30, .parts = parts});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    CHECK_INT(k.app.letter.keys, 3);
    k.app.letter.same = 3; /* one was not compared */
    flow_letter_take(&k.app);
    CHECK_INT(k.app.letter.verdict, VERDICT_LETTER_MAY);
    CHECK_TEXT(k.app.flow->kiosk.recipients[0][0] ? "there" : "", "there");
    CHECK(takes());
    CHECK_TEXT(k.app.flow->kiosk.recipients[0], text[0]);
    k.office = one;
    write_letter((struct letter_wish){.number = 31});
    REFUSED(LETTER_STRANGER); /* the key that signed so far is no key any more */
    struct seal *before = office;
    office = stranger;
    write_letter((struct letter_wish){.number = 31});
    CHECK(takes());
    office = before;
}

static void test_erase(void)
{
    char id[2 * STORE_ID + 1], parts[200];
    int64_t slot, consents = kit_counts(&k).consents, memberships = kit_counts(&k).memberships;
    uint8_t bytes[STORE_ID];
    struct seal *before = office;
    office = stranger;
    CHECK_INT(store_slot_next(k.app.store, &slot, bytes), FAULT_NONE);
    store_rewind(k.app.store);
    bytes_hex(id, bytes, sizeof bytes);
    snprintf(parts, sizeof parts, "\"erase\":[\"%s\",\"00112233445566778899aabbccddeeff\"]", id);
    write_letter((struct letter_wish){.number = 40, .parts = parts});
    CHECK(takes());
    CHECK(k.app.letter.erase == 2 && k.app.letter.erase_absent == 1);
    struct kit_counts c = kit_counts(&k);
    CHECK_INT(c.consents + c.memberships, consents + memberships - 1);
    CHECK_INT(c.slots, c.consents + c.memberships); /* its key is overwritten */
    office = before;
}

/* Where the centre file says so, staff bring groups and times themselves, and nothing else. */
static void test_staff(void)
{
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = 1 << 20};
    letter_kit_trust(&k, "", true);
    CHECK_INT(file_path(path, k.stick, "sirkel-office-000050.json.minisig"), FAULT_NONE);
    write_letter((struct letter_wish){.number = 50});
    unlink(path);
    REFUSED(LETTER_PARTS);
    write_letter((struct letter_wish){.number = 50, .parts = letter_kit_timetable("Rom B204", "Rom D1")});
    REFUSED(LETTER_NO_KEY); /* signed, but by whom? */
    unlink(path);
    CHECK(takes());
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom D1");
    letter_kit_clear(&k);
    CHECK_INT(file_read("assets/demo/centre.json", &text), FAULT_NONE);
    put("sirkel-centre.json", text.data, text.length);
    CHECK(takes());
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom B204");
    CHECK_INT(k.app.letter.in_use, 50);
    CHECK(takes()); /* the same once more: nothing to take back */
    CHECK(!k.app.letter.can_go_back);
    letter_kit_trust(&k, "", false);
    CHECK_INT(looks(), VERDICT_LETTER_NONE);
    buffer_free(&text);
}

static void test_disk(void)
{
    uint8_t before[SEAL_HASH], after[SEAL_HASH];
    char path[FILE_PATH_MAX], key[57];
    letter_kit_line(office, key);
    letter_kit_trust(&k, key, false);
    write_letter((struct letter_wish){.number = 60, .parts = letter_kit_timetable("Rom B204", "Rom E5")});
    CHECK_INT(file_path(path, k.data, FLOW_CENTRE_NEXT), FAULT_NONE);
    CHECK(mkdir(path, 0700) == 0); /* where nothing can be staged */
    state(before);
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    flow_letter_take(&k.app);
    CHECK_TEXT(verdict_name(k.app.letter.verdict), "LETTER_DISK");
    CHECK_TEXT(kit_last_line(&k), "letter_refused staff 60 LETTER_DISK");
    state(after);
    CHECK(memcmp(before, after, sizeof before) == 0);
    CHECK(rmdir(path) == 0);
    CHECK(takes());
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom E5");
    CHECK(access(path, F_OK) != 0);
}

static void at(enum screen want, enum verdict notice)
{
    CHECK_INT(k.app.session.at, want);
    CHECK_TEXT(verdict_name(k.app.session.notice), verdict_name(notice));
}

/* The same by what staff press: asked for, gone through, compared, held, taken back. */
static void test_display(void)
{
    char receivers[400], text[2][SEAL_RECIPIENT_TEXT];
    struct session *s = &k.app.session;
    flow_forget(&k.app);
    CHECK(!flow_do(&k.app, ACT_LETTER_READ, 0)); /* no visitor's */
    flow_do(&k.app, ACT_GO, SCREEN_staff_letter);
    CHECK_INT(s->at, SCREEN_start);
    kit_pin(&k, k.pin);
    flow_do(&k.app, ACT_GO, SCREEN_staff_letter);
    host_fake.stick = false;
    flow_do(&k.app, ACT_LETTER_READ, 0);
    at(SCREEN_staff_letter, VERDICT_STICK_MISSING);
    host_fake.stick = true;
    write_letter((struct letter_wish){.number = 81, .parts = letter_kit_timetable("Rom B204", "Rom F6")});
    k.app.job = true; /* a list is being written to that stick */
    flow_do(&k.app, ACT_LETTER_READ, 0);
    at(SCREEN_staff_letter, VERDICT_LETTER_BUSY);
    k.app.job = false;
    put("sirkel-office-000082.json", "not even begun", 14); /* another lies beside it */
    CHECK(!flow_do(&k.app, ACT_LETTER_USE, 0));             /* nothing was read */
    flow_do(&k.app, ACT_LETTER_READ, 0);
    at(SCREEN_letter_shown, VERDICT_KIOSK_OPEN);
    CHECK(k.app.letter.number == 81 && k.app.letter.beside == 1 && k.app.letter.changes == 1);
    CHECK_INT(k.app.letter.groups, k.app.letter.groups_new + k.app.letter.groups_changed + k.app.letter.groups_same);
    CHECK_TEXT(k.app.letter.change.before, "Rom E5");
    CHECK_TEXT(k.app.letter.change.after, "Rom F6");
    host_fake.stick = false; /* pulled: what was read and shown is what is taken */
    flow_do(&k.app, ACT_LETTER_USE, 0);
    at(SCREEN_letter_used, VERDICT_KIOSK_OPEN);
    host_fake.stick = true;
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom F6");
    flow_do(&k.app, ACT_BACK, 0);
    at(SCREEN_staff_home, VERDICT_KIOSK_OPEN); /* what is taken is not shown again */
    flow_do(&k.app, ACT_GO, SCREEN_letter_back);
    flow_do(&k.app, ACT_LETTER_UNDO, 0);
    at(SCREEN_staff_letter, VERDICT_LETTER_BACK);
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom E5");
    CHECK(!flow_do(&k.app, ACT_GO, SCREEN_letter_back) || s->at == SCREEN_staff_letter);
    flow_do(&k.app, ACT_LETTER_READ, 0);
    at(SCREEN_staff_letter, VERDICT_LETTER_HALF); /* 81 is in use, and 82 is none */

    for (int i = 0; i < 2; i++) {
        struct seal_identity identity;
        seal_identity_make(&identity);
        seal_recipient_text(text[i], &identity.recipient);
    }
    snprintf(receivers, sizeof receivers, "\"receivers\":[\"%s\",\"%s\"]", text[0], text[1]);
    write_letter((struct letter_wish){.number = 83, .parts = receivers});
    flow_do(&k.app, ACT_LETTER_READ, 0);
    flow_do(&k.app, ACT_LETTER_USE, 0); /* nobody compared anything */
    CHECK_INT(k.app.letter.verdict, VERDICT_LETTER_MAY);
    at(SCREEN_letter_shown, VERDICT_KIOSK_OPEN);
    flow_do(&k.app, ACT_GO, SCREEN_letter_keys);
    flow_do(&k.app, ACT_LETTER_SAME, 1);
    CHECK(s->at == SCREEN_letter_keys && s->part == 1);
    flow_do(&k.app, ACT_LETTER_SAME, 0);
    at(SCREEN_staff_letter, VERDICT_LETTER_DIFFERS);
    CHECK_TEXT(kit_last_line(&k), "letter_refused staff 83 LETTER_DIFFERS");
    CHECK(!flow_do(&k.app, ACT_LETTER_USE, 0));
    flow_do(&k.app, ACT_LETTER_READ, 0);
    flow_do(&k.app, ACT_GO, SCREEN_letter_keys);
    flow_do(&k.app, ACT_LETTER_SAME, 1);
    flow_do(&k.app, ACT_LETTER_SAME, 1);
    at(SCREEN_letter_shown, VERDICT_KIOSK_OPEN);
    flow_do(&k.app, ACT_LETTER_USE, 0);
    at(SCREEN_letter_used, VERDICT_KIOSK_OPEN);
    CHECK_TEXT(k.app.flow->kiosk.recipients[1], text[1]);
    flow_forget(&k.app);
    CHECK(!k.app.letter.read && !k.app.flow->letter); /* nothing of it waits for the next person */
}

/* A kiosk that knows no office gets a key: by the PIN anew and by digits that were the same, and never over another one. */
static void test_key(void)
{
    struct buffer text = {.limit = 512};
    struct seal_public public = seal_public(office), other = seal_public(stranger);
    struct office_row row;
    char key[57];
    letter_kit_line(office, key);
    letter_kit_trust(&k, "", false);
    letter_kit_clear(&k);
    kit_pin(&k, k.pin);
    flow_do(&k.app, ACT_GO, SCREEN_staff_letter);
    CHECK(!flow_do(&k.app, ACT_OFFICE_KEY, 1));
    put("office.pub", "half", 4);
    flow_do(&k.app, ACT_GO, SCREEN_office_pin);
    CHECK_INT(k.app.session.at, SCREEN_office_pin);
    kit_pin(&k, "902714");
    at(SCREEN_office_pin, VERDICT_PIN_WRONG);
    kit_pin(&k, k.pin);
    at(SCREEN_staff_letter, VERDICT_OFFICE_BROKEN);
    CHECK_INT(seal_public_text(&public, &text), FAULT_NONE);
    put("office.pub", text.data, text.length);
    flow_do(&k.app, ACT_GO, SCREEN_office_pin);
    kit_pin(&k, k.pin);
    at(SCREEN_office_key, VERDICT_KIOSK_OPEN);
    flow_do(&k.app, ACT_OFFICE_KEY, 0);
    at(SCREEN_staff_letter, VERDICT_OFFICE_DIFFERS);
    CHECK(kit_starts(kit_last_line(&k), "office_key_not staff "));
    CHECK_INT(store_office(k.app.store, &row), FAULT_NONE);
    CHECK_TEXT(row.key, "");
    flow_do(&k.app, ACT_GO, SCREEN_office_pin);
    kit_pin(&k, k.pin);
    flow_do(&k.app, ACT_OFFICE_KEY, 1);
    at(SCREEN_staff_letter, VERDICT_OFFICE_KNOWN);
    CHECK(kit_starts(kit_last_line(&k), "office_key staff "));
    CHECK_INT(store_office(k.app.store, &row), FAULT_NONE);
    CHECK_TEXT(row.key, key);
    text.length = 0;
    CHECK_INT(seal_public_text(&other, &text), FAULT_NONE);
    put("office.pub", text.data, text.length);
    flow_do(&k.app, ACT_GO, SCREEN_office_pin); /* there is no way to put another one in its place */
    CHECK_INT(k.app.session.at, SCREEN_staff_letter);
    flow_office_key_read(&k.app);
    CHECK(k.app.session.at == SCREEN_staff_letter && !*k.app.letter.given);
    buffer_free(&text);
    flow_forget(&k.app);
}

/* Whether the group meets on that day, as every screen, sheet and the voice read it. */
static bool meets(const char *key, int32_t day)
{
    static struct group group;
    static struct group_times times;
    struct meeting dates[60];
    CHECK_INT(store_group_by_key(k.app.store, "nb", key, &group), FAULT_NONE);
    CHECK_INT(store_times(k.app.store, group.id, &times), FAULT_NONE);
    const struct meeting_times rules = store_meeting_times(&times);
    size_t count = meeting_dates(&rules, host_now(), dates, sizeof dates / sizeof *dates);
    for (size_t i = 0; i < count; i++)
        if (dates[i].day == day && !dates[i].cancelled)
            return true;
    return false;
}

/* The house is closed by letter: for everybody who reads dates, over a start, until a letter says otherwise. */
static void test_closed(void)
{
    int32_t day = date_day(2026, 12, 15); /* a Tuesday */
    char key[57];
    letter_kit_line(office, key);
    letter_kit_trust(&k, key, false);
    CHECK(meets("tirsdagsgruppa", day));
    write_letter(
        (struct letter_wish){.number = 70, .parts = "\"closed\":[{\"from\":\"2026-12-21\",\"to\":\"2026-12-20\"}]"});
    REFUSED(LETTER_MISTAKE);
    write_letter((struct letter_wish){
        .number = 70,
        .parts =
            "\"closed\":[{\"from\":\"2026-12-14\",\"to\":\"2026-12-20\"},{\"from\":\"2026-12-20\",\"to\":\"2027-01-04\"}]"});
    REFUSED(LETTER_MISTAKE);
    write_letter(
        (struct letter_wish){.number = 70, .parts = "\"closed\":[{\"from\":\"2026-12-14\",\"to\":\"2026-12-20\"}]"});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    flow_letter_show(&k.app, 0);
    CHECK(k.app.letter.changes == 1 && k.app.letter.change.kind == LETTER_CLOSED &&
          k.app.letter.change.was == day - 1 && k.app.letter.change.becomes == date_day(2026, 12, 20));
    CHECK(meets("tirsdagsgruppa", day));
    flow_letter_take(&k.app);
    CHECK(!meets("tirsdagsgruppa", day) && meets("tirsdagsgruppa", date_day(2027, 1, 5)));
    kit_again(&k, false);
    k.app.session.who = STAFF;
    CHECK(!meets("tirsdagsgruppa", day));
    write_letter((struct letter_wish){.number = 71});
    CHECK(takes());
    CHECK(!meets("tirsdagsgruppa", day)); /* another letter does not open it */
    write_letter((struct letter_wish){.number = 72, .parts = "\"closed\":[]"});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    flow_letter_show(&k.app, 0);
    CHECK(k.app.letter.changes == 1 && k.app.letter.change.kind == LETTER_REOPENED &&
          k.app.letter.change.was == day - 1);
    flow_letter_take(&k.app);
    CHECK(meets("tirsdagsgruppa", day));
}

static void door(void)
{
    flow_forget(&k.app);
    flow_do(&k.app, ACT_GO, SCREEN_staff_pin);
    flow_do(&k.app, ACT_PIN_FORGOTTEN, 0);
    CHECK_INT(k.app.session.at, SCREEN_pin_leave);
}

/* Nobody knows the PIN: the office's letter, while it is in the machine, lets people draw a new one; nothing else does. */
static void test_pin(void)
{
    char key[57], drawn[PIN_MAX + 1];
    struct session *s = &k.app.session;
    letter_kit_line(office, key);
    letter_kit_trust(&k, key, true);
    letter_kit_clear(&k);
    door();
    CHECK(!flow_do(&k.app, ACT_LETTER_READ, 0)); /* the door opens nothing else */
    flow_do(&k.app, ACT_PIN_DRAW, 0);
    CHECK(s->at == SCREEN_pin_leave && !*s->pin_drawn);
    write_letter((struct letter_wish){.number = 90, .parts = "\"pin\":1"});
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_LETTER_MISTAKE);
    write_letter((struct letter_wish){.number = 90, .parts = "\"pin\":true,\"places\":{\"tirsdagsgruppa\":6}"});
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_LETTER_DOOR);
    CHECK_TEXT(kit_last_line(&k), "letter_refused visitor 90 LETTER_DOOR");
    flow_do(&k.app, ACT_PIN_LEAVE, 1);
    CHECK_INT(k.app.letter.in_use, 83);
    write_letter((struct letter_wish){.number = 90, .parts = "\"pin\":true"});
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, k.stick, "sirkel-office-000090.json.minisig"), FAULT_NONE);
    CHECK(unlink(path) == 0); /* also where staff bring timetables: never this part unsigned */
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_LETTER_PARTS);
    write_letter((struct letter_wish){.number = 90, .parts = "\"pin\":true"});
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_KIOSK_OPEN);
    CHECK(k.app.letter.verdict == VERDICT_LETTER_MAY && !s->pin_leave); /* read, and nothing done */
    flow_do(&k.app, ACT_PIN_LEAVE, 1);
    CHECK(s->pin_leave && k.app.letter.pin_until == flow_today() + 7);
    flow_do(&k.app, ACT_PIN_DRAW, 0);
    CHECK_INT(s->at, SCREEN_pin_new);
    door(); /* they were gone: nobody draws without the letter, whoever comes by */
    CHECK(!*s->pin_drawn);
    flow_do(&k.app, ACT_PIN_DRAW, 0);
    CHECK(!*s->pin_drawn);
    host_fake.stick = false;
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_STICK_MISSING);
    host_fake.stick = true;
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    flow_do(&k.app, ACT_PIN_DRAW, 0);
    CHECK_INT(s->at, SCREEN_pin_new);
    (void)text_copy(drawn, sizeof drawn, s->pin_drawn);
    CHECK(seal_pin_formed(drawn) && !seal_pin_weak(drawn));
    flow_do(&k.app, ACT_GO, SCREEN_pin_written);
    flow_do(&k.app, ACT_PIN_KEY, 9);
    flow_do(&k.app, ACT_PIN_SET, 0);
    at(SCREEN_pin_written, VERDICT_SETUP_PIN_WRONG);
    for (const char *d = drawn; *d; d++)
        flow_do(&k.app, ACT_PIN_KEY, *d - '0');
    flow_do(&k.app, ACT_PIN_SET, 0);
    at(SCREEN_staff_pin, VERDICT_PIN_NEW);
    CHECK_TEXT(kit_last_line(&k), "pin_drawn visitor -");
    CHECK(!*s->pin_drawn && !s->pin_leave);
    kit_pin(&k, k.pin);
    at(SCREEN_staff_pin, VERDICT_PIN_WRONG);
    kit_pin(&k, drawn);
    at(SCREEN_staff_home, VERDICT_KIOSK_OPEN);
    door(); /* once */
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_LETTER_LEAVE);
    CHECK(!s->pin_leave);
    write_letter((struct letter_wish){.number = 91, .parts = "\"pin\":true"});
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    flow_do(&k.app, ACT_PIN_LEAVE, 1);
    CHECK(s->pin_leave);
    host_fake.now += 8 * INT64_C(86400); /* and within seven days */
    door();
    flow_do(&k.app, ACT_PIN_LEAVE, 0);
    at(SCREEN_pin_leave, VERDICT_LETTER_LEAVE);
    CHECK(!s->pin_leave);
    host_fake.now -= 8 * INT64_C(86400);
    flow_forget(&k.app);
}

/* A disk of its own for this process alone, on which the kiosk's folder lies once more. */
static bool small_disk(void)
{
    char small[FILE_PATH_MAX];
    snprintf(small, sizeof small, "%s/small", k.folder);
    if (mkdir(small, 0700) != 0 || unshare(CLONE_NEWNS) != 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || mount("small", small, "tmpfs", 0, "size=48m") != 0)
        return false;
    bool done = RUN("cp", "-a", k.data, small) == 0;
    snprintf(k.data, sizeof k.data, "%s/small/kiosk", k.folder);
    return done;
}

/* Writes until nothing more goes. */
static void fill_up(const char *ballast)
{
    static const uint8_t block[4096] = {1};
    int fd = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    CHECK(fd >= 0);
    while (write(fd, block, sizeof block) > 0) {
    }
    close(fd);
}

/* The disk has not a block left: a sentence, a line in the event log, and all as it was; with room it is taken. */
static int on_a_full_disk(void)
{
    char ballast[FILE_PATH_MAX], key[57];
    uint8_t before[SEAL_HASH], after[SEAL_HASH];
    test.failed = 0;
    kit_open(&k);
    k.app.session.who = STAFF;
    letter_kit_line(office, key);
    letter_kit_trust(&k, key, false);
    write_letter((struct letter_wish){.number = 95, .parts = letter_kit_timetable("Rom B204", "Rom G7")});
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    state(before);
    snprintf(ballast, sizeof ballast, "%s/ballast", k.data);
    fill_up(ballast);
    flow_letter_take(&k.app);
    CHECK_TEXT(verdict_name(k.app.letter.verdict), "LETTER_FULL");
    CHECK_TEXT(kit_last_line(&k), "letter_refused staff 95 LETTER_FULL");
    state(after);
    CHECK(memcmp(before, after, sizeof before) == 0);
    CHECK(unlink(ballast) == 0);
    CHECK(takes());
    CHECK_TEXT(place_of("tirsdagsgruppa"), "Rom G7");
    kit_close(&k);
    fflush(stdout);
    return test.failed ? 1 : 0;
}

static void test_full_disk(void)
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(small_disk() ? on_a_full_disk() : 77);
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        SKIP("a small disk needs the right to mount");
    else
        CHECK_INT(WEXITSTATUS(status), 0);
}

/* While a list is being read out of it nothing can be written into it: said so, and nothing is half done. */
static void test_locked(void)
{
    uint8_t before[SEAL_HASH], after[SEAL_HASH];
    int64_t memberships, consents;
    char key[57];
    letter_kit_line(office, key);
    letter_kit_trust(&k, key, false);
    write_letter((struct letter_wish){.number = 94, .parts = letter_kit_timetable("Rom B204", "Rom H8")});
    k.app.session.who = STAFF;
    CHECK_INT(looks(), VERDICT_LETTER_MAY);
    state(before);
    CHECK_INT(store_export_begin(k.app.store, &memberships, &consents), FAULT_NONE);
    flow_letter_take(&k.app);
    store_export_end(k.app.store);
    CHECK_TEXT(verdict_name(k.app.letter.verdict), "LETTER_BUSY");
    state(after);
    CHECK(memcmp(before, after, sizeof before) == 0);
    CHECK(takes());
}

/* A part that is to be compared is never taken with no key called the same. */
static void test_compared(void)
{
    CHECK(letter_compared(LETTER_BIT(LETTER_places), 0, 0));
    CHECK(!letter_compared(LETTER_BIT(LETTER_receivers), 0, 0));
    CHECK(!letter_compared(LETTER_BIT(LETTER_office_key) | LETTER_BIT(LETTER_pin), 0, 0));
    CHECK(!letter_compared(LETTER_BIT(LETTER_restore), 0, 0));
    CHECK(!letter_compared(LETTER_BIT(LETTER_receivers), 2, 1));
    CHECK(letter_compared(LETTER_BIT(LETTER_receivers), 2, 3));
    CHECK(letter_goes_back(LETTER_BIT(LETTER_erase) | LETTER_BIT(LETTER_phone)));
    CHECK(!letter_goes_back(LETTER_BIT(LETTER_erase) | LETTER_BIT(LETTER_closed)));
}

int main(void)
{
    kit_make(&k);
    k.app.session.who = STAFF;
    office = letter_kit_keys(&k, "office-key");
    stranger = letter_kit_keys(&k, "stranger-key");
    test_compared();
    test_refusals();
    test_places();
    test_timetable();
    test_texts();
    test_approval();
    test_receivers();
    test_erase();
    test_staff();
    test_disk();
    test_closed();
    test_display();
    test_key();
    test_pin();
    test_locked();
    kit_close(&k);
    test_full_disk();
    kit_open(&k);
    seal_close(office);
    seal_close(stranger);
    kit_free(&k);
    return TEST_END();
}
