/* The power goes at each write of taking a letter, and of taking it back: afterwards there is what was before or what the letter says,
 * in kiosk.db, in the kept centre file and in what is shown, never some of each. */
#include <sys/mman.h>
#include "cut_kit.h"
#include "flow/letter/letter.h"
#include "flow/timetable/timetable.h"
#include "letter_kit.h"

static bool *told; /* by the child, before it died: the letter is in use, or it is taken back */

static int die(struct kit *k, void (*act)(struct kit *), int n)
{
    *told = false;
    return cut_at(k, act, n);
}

/* What must hold after any start. */
static void sound(struct kit *k, int at)
{
    char why[200] = "";
    struct kit_counts c = kit_counts(k);
    CHECK(store_takes_signups(k->app.store) && !k->app.kiosk.desk_only);
    CHECK_INT(c.slots, c.memberships + c.consents);
    CHECK_INT(flow_journal_check(
                  &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                  NULL, why, sizeof why),
              FAULT_NONE);
    if (*why)
        printf("cut at write %d: %s\n", at, why);
}

static void takes_letter(struct kit *k)
{
    k->app.session.who = STAFF;
    flow_letter_read(&k->app, k->stick, NULL);
    flow_letter_take(&k->app);
    *told = k->app.letter.verdict == VERDICT_LETTER_IN_USE;
}

static void takes_back(struct kit *k)
{
    k->app.session.who = STAFF;
    flow_letter_back(&k->app);
    *told = k->app.letter.verdict == VERDICT_LETTER_BACK;
}

struct held { /* what a letter changes, in kiosk.db, in the kept file and in what is shown */
    int32_t letter, here, closed;
    char shown[GROUP_NAME_MAX], kept[GROUP_NAME_MAX];
};

static struct held held(struct kit *k)
{
    static struct group group;
    struct office_row office;
    struct centre_file file;
    struct held h = {0};
    char hash[FLOW_SOURCE_MAX], why[200] = "";
    CHECK_INT(store_office(k->app.store, &office), FAULT_NONE);
    h.here = store_place_taken(k->app.store, "onsdag-kveld");
    CHECK_INT(store_group_by_key(k->app.store, "nb", "tirsdagsgruppa", &group), FAULT_NONE);
    CHECK_INT(flow_timetable_kept(k->data, &file, hash, why, sizeof why), FAULT_NONE);
    CHECK(!*office.source || text_same(office.source, hash));
    for (size_t i = 0; i < file.group_count; i++)
        if (text_same(file.groups[i].key, "tirsdagsgruppa"))
            (void)text_copy(h.kept, sizeof h.kept, file.groups[i].place.in[0]);
    (void)text_copy(h.shown, sizeof h.shown, group.place);
    h.letter = office.letter;
    const struct house *house = store_house(k->app.store);
    h.closed = house->closed_count[HOUSE_OFFICE] ? house->closed[HOUSE_OFFICE][0].from : 0;
    centre_file_free(&file);
    return h;
}

/* The day on which letter n has the house closed. */
static int32_t closed_by(int n)
{
    return date_day(2027, 1, 1 + n % 28);
}

/* Letter n moves the group to room n, sets another group's places to n % 3, and closes the house for a day: all of it, or none. */
static void letter_number(struct kit *k, const struct seal *office, int n)
{
    char room[32], parts[160];
    snprintf(room, sizeof room, "Rom %d", n);
    struct buffer both = {.limit = 1 << 20};
    snprintf(parts, sizeof parts,
             ",\"places\":{\"onsdag-kveld\":%d},\"closed\":[{\"from\":\"2027-01-%02d\",\"to\":\"2027-01-%02d\"}]",
             n % 3 + 6, 1 + n % 28, 1 + n % 28);
    buffer_text(&both, letter_kit_timetable("Rom B204", room));
    buffer_text(&both, parts);
    letter_kit_write(k, office, (struct letter_wish){.number = n, .parts = buffer_string(&both)});
    buffer_free(&both);
}

static void test_letter(struct kit *k)
{
    int state = 1, cuts = 0, after = 0;
    char key[57];
    struct seal *office = letter_kit_keys(k, "office-key");
    letter_kit_line(office, key);
    kit_open(k);
    letter_kit_trust(k, key, false);
    struct held before = held(k);
    kit_close(k);
    for (int n = 1; state == 1 && n < 500; n++) {
        char room[32];
        letter_number(k, office, n);
        if ((state = die(k, takes_letter, n)) < 0) {
            SKIP("this machine lets no program be watched");
            break;
        }
        kit_open(k);
        sound(k, n);
        struct held h = held(k);
        snprintf(room, sizeof room, "Rom %d", n);
        bool taken = h.letter == n;
        CHECK(taken || h.letter == before.letter);
        CHECK(!*told || taken); /* "the letter is in use" was on the display */
        CHECK_TEXT(h.kept, taken ? room : before.kept);
        CHECK_TEXT(h.shown, h.kept);
        CHECK_INT(h.here, taken ? n % 3 + 1 : before.here);
        CHECK_INT(h.closed, taken ? closed_by(n) : before.closed);
        CHECK_INT(k->app.timetable == TIMETABLE_REBUILT ? TIMETABLE_WHOLE : k->app.timetable, TIMETABLE_WHOLE);
        after += taken;
        cuts += state == 1;
        before = h;
        kit_close(k);
    }
    printf("taking a letter: %d cuts, %d taken\n", cuts, after);
    CHECK(state != 0 || (cuts > 20 && after > 1 && after < cuts));
    seal_close(office);
}

static void test_letter_back(struct kit *k)
{
    int state = 1, cuts = 0, back = 0;
    char key[57];
    struct seal *office = letter_kit_keys(k, "office-key-2");
    letter_kit_line(office, key);
    kit_open(k);
    letter_kit_trust(k, key, false);
    kit_close(k);
    for (int n = 1; state == 1 && n < 500; n++) {
        kit_open(k);
        struct held before = held(k);
        letter_number(k, office, 1000 + n);
        takes_letter(k);
        CHECK(*told);
        struct held letter = held(k);
        kit_close(k);
        if ((state = die(k, takes_back, n)) < 0)
            break;
        kit_open(k);
        sound(k, n);
        struct held h = held(k);
        bool is_back = text_same(h.kept, before.kept);
        CHECK(is_back || !*told);
        CHECK_TEXT(h.kept, is_back ? before.kept : letter.kept);
        CHECK_TEXT(h.shown, h.kept);
        CHECK_INT(h.here, is_back ? before.here : letter.here);
        CHECK_INT(h.closed, closed_by(1000 + n)); /* that stays until a letter says otherwise */
        CHECK_INT(h.letter, 1000 + n);
        back += is_back;
        cuts += state == 1;
        kit_close(k);
    }
    printf("taking a letter back: %d cuts, %d back\n", cuts, back);
    CHECK(state != 0 || (cuts > 20 && back > 1 && back < cuts));
    seal_close(office);
}

int main(void)
{
    static struct kit k;
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (told == MAP_FAILED)
        return 1;
    kit_make(&k);
    kit_close(&k);
    test_letter(&k);
    test_letter_back(&k);
    kit_open(&k);
    kit_free(&k);
    return TEST_END();
}
