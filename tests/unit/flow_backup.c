/* A sealed backup while the kiosk goes on, and another machine that goes on from it when the first one broke: who signed up since then
 * is not there, who left since then is there again, and lists are numbered after those that the office has. The power goes on the way. */
#include "cut_kit.h"
#include "ctl/moving.c"
#include "flow/letter/letter.h"
#include "flow/move/move.h"
#include "letter_kit.h"
#include "move_kit.h"
#include "screens.h"

static struct kit busy, heir;
static struct seal *office;
static struct kit_code code;
static char sealed[FILE_PATH_MAX], keys[2][FILE_PATH_MAX], identity[FILE_PATH_MAX];

static void backs_up(struct kit *k)
{
    k->app.session.who = STAFF;
    flow_do(&k->app, ACT_GO, SCREEN_staff_backup);
    flow_do(&k->app, ACT_BACK_UP, 0);
}

static struct kit_code left, late;

/* Two sign up; a list and a backup; one of them leaves, a third one signs up; another list. */
static void test_backup(void)
{
    char name[64];
    struct session *s = &busy.app.session;
    CHECK(kit_join(&busy, "tirsdagsgruppa", "Kari", "40612345", &code));
    CHECK(kit_join(&busy, "tirsdagsgruppa", "Bo", NULL, &left));
    CHECK_INT(kit_export(&busy), VERDICT_EXPORT_DONE);
    host_fake.stick = false;
    backs_up(&busy);
    CHECK_INT(s->notice, VERDICT_STICK_MISSING);
    host_fake.stick = true;
    backs_up(&busy);
    CHECK_INT(s->notice, VERDICT_BACKED_UP);
    CHECK(kit_starts(kit_last_line(&busy), "backed_up staff") && !busy.app.kiosk.moved);
    snprintf(name, sizeof name, "kx-%s-backup.zip.age", busy.app.flow->kiosk.id);
    CHECK(move_kit_there(&busy, name) && kit_files(&busy, "backup.zip.age.minisig") == 1);
    snprintf(sealed, sizeof sealed, "%s/%s", busy.stick, name);
    flow_do(&busy.app, ACT_LEAVE, 0);
    kit_find(&busy, &code);
    CHECK_INT(s->at, SCREEN_mine); /* and goes on */
    flow_do(&busy.app, ACT_LEAVE, 0);
    kit_find(&busy, &left);
    flow_do(&busy.app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&busy.app, ACT_WITHDRAW_SURE, 0);
    flow_do(&busy.app, ACT_LEAVE, 0);
    CHECK(kit_join(&busy, "tirsdagsgruppa", "Siv", NULL, &late));
    CHECK_INT(kit_export(&busy), VERDICT_EXPORT_DONE);
    flow_do(&busy.app, ACT_LEAVE, 0);
}

/* What the office noted of that machine's lists: the newest had `number`. */
static const char *seen_until(int number)
{
    static char path[FILE_PATH_MAX + 8];
    char id[17], lines[400];
    const struct seal_public key = seal_public(busy.app.flow->seal);
    seal_key_id_text(id, key.key_id);
    snprintf(path, sizeof path, "%s/seen", busy.folder);
    int n = snprintf(lines, sizeof lines, "8811223344556677 9 61\n");
    for (int i = 1; i <= number; i++)
        n += snprintf(lines + n, sizeof lines - (size_t)n, "%s %d 6102\n", id, i);
    CHECK_INT(file_replace(path, lines, (size_t)n, 0600), FAULT_NONE);
    return path;
}

static void test_office_backup(void)
{
    struct moving m = {0};
    const struct moving_wish w = {sealed, identity, keys[0], keys[1]};
    char why[600] = "";
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_BAD_INPUT);
    CHECK(strstr(why, "is a backup: --seen"));
    m.seen = "/nowhere/seen";
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_BAD_INPUT);
    for (int seen = 0; seen < 4; seen++) { /* the backup knows list 1 */
        m.seen = seen_until(seen);
        CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_NONE);
        CHECK(m.list == (seen < 1 ? 1u : (uint32_t)seen) && strlen(m.day) == 10);
        buffer_free(&m.sealed);
        m = (struct moving){0};
    }
}

/* The sign-ups of the day of the backup, none since; who left since is there again; the numbers go on after the office's. */
static void is_restored(struct kit *k)
{
    struct export_row last;
    struct session *s = &k->app.session;
    const struct kiosk *kiosk = &k->app.flow->kiosk;
    CHECK_TEXT(kiosk->id, busy.app.flow->kiosk.id);
    CHECK(kiosk->restored > 0 && kiosk->restored_list == 2 && k->app.kiosk.restored && !k->app.kiosk.moved);
    CHECK_INT(kit_counts(k).slots, 4);
    kit_find(k, &code);
    CHECK_INT(s->at, SCREEN_mine);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &late);
    CHECK(s->at != SCREEN_mine && s->notice == VERDICT_CODE_NOT_HERE);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &left);
    CHECK_INT(s->at, SCREEN_mine);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(store_export_last(k->app.store, &last) == FAULT_NONE && last.seq == 1);
}

/* The letter for the other machine on its stick, with the sealed file beside it. */
static void write_letter(const char *seen)
{
    struct moving m = {.seen = seen};
    const struct moving_wish w = {sealed, identity, keys[0], keys[1]};
    char parts[300], kiosks[64], why[600] = "";
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_NONE);
    snprintf(kiosks, sizeof kiosks, "[\"%s\"]", m.new_digits);
    snprintf(parts, sizeof parts, "\"restore\":{\"kiosk\":\"%s\",\"sha256\":\"%s\",\"day\":\"%s\",\"list\":%u}",
             m.old_digits, m.hash, m.day, m.list);
    letter_kit_write(&heir, office, (struct letter_wish){.number = 4, .kiosks = kiosks, .parts = parts});
    letter_kit_put(&heir, "sirkel-office-000004.age", m.sealed.data, m.sealed.length);
    buffer_free(&m.sealed);
}

/* At each write of going on from the backup: the machine is what it was, or restored, and says so in its event log. */
static void test_cuts_backup(void)
{
    char kept[FILE_PATH_MAX];
    int state = 1, cuts = 0, before = 0, after = 0;
    write_letter(seen_until(2));
    CHECK_INT(move_kit_reads(&heir), VERDICT_LETTER_MAY);
    CHECK(heir.app.letter.restore_day > 0);
    kit_close(&heir);
    snprintf(kept, sizeof kept, "%s/kept", heir.folder);
    move_kit_copy(heir.data, kept);
    for (int n = 1; state == 1 && n < 600; n += 11) {
        move_kit_copy(kept, heir.data);
        if ((state = cut_at(&heir, move_kit_takes_place, n)) < 0)
            break;
        kit_open(&heir);
        if (heir.app.flow->kiosk.restored == 0) {
            CHECK(kit_counts(&heir).slots == 0 && !text_same(heir.app.flow->kiosk.id, busy.app.flow->kiosk.id));
            before++;
        } else {
            is_restored(&heir);
            after++;
        }
        cuts += state == 1;
        kit_close(&heir);
    }
    printf("going on from a backup: %d cuts, %d before, %d after\n", cuts, before, after);
    CHECK(state < 0 || (before > 3 && after > 3));
    move_kit_copy(kept, heir.data);
    kit_open(&heir);
}

/* At each write of making one: the kiosk goes on, whatever is on the stick. */
static void test_cuts_copy(void)
{
    char kept[FILE_PATH_MAX];
    int state = 1, cuts = 0;
    const int64_t slots = kit_counts(&busy).slots; /* who left the group kept no consent */
    kit_close(&busy);
    snprintf(kept, sizeof kept, "%s/kept", busy.folder);
    move_kit_copy(busy.data, kept);
    for (int n = 1; state == 1 && n < 400; n += 9) {
        move_kit_copy(kept, busy.data);
        letter_kit_clear(&busy);
        if ((state = cut_at(&busy, backs_up, n)) < 0)
            break;
        kit_open(&busy);
        CHECK(!busy.app.kiosk.moved && store_takes_signups(busy.app.store) && kit_counts(&busy).slots == slots);
        cuts += state == 1;
        kit_close(&busy);
    }
    printf("making a backup: %d cuts\n", cuts);
    CHECK(state < 0 || cuts > 3);
    move_kit_copy(kept, busy.data);
    kit_open(&busy);
}

static void test_restored(void)
{
    struct export_row last;
    move_kit_takes_place(&heir);
    CHECK(heir.app.session.at == SCREEN_start && heir.app.session.notice == VERDICT_RESTORED);
    is_restored(&heir);
    memcpy(heir.pin, busy.pin, sizeof heir.pin);
    CHECK_INT(kit_export(&heir), VERDICT_EXPORT_DONE);
    CHECK(store_export_last(heir.app.store, &last) == FAULT_NONE && last.seq == 3 && last.rows == 4);
    CHECK_INT(heir.app.staff.restored_day, heir.app.flow->kiosk.restored);
    flow_do(&heir.app, ACT_LEAVE, 0);
    kit_close(&heir);
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, heir.data, "kiosk.db"), FAULT_NONE);
    CHECK_INT(truncate(path, 700), 0); /* a damaged database is made anew: it says so, too */
    kit_open(&heir);
    CHECK(heir.app.flow->kiosk.restored > 0 && heir.app.flow->kiosk.restored_list == 2);
    host_fake.now += (int64_t)RETAIN_MEMBER_DAYS * DAY_SECONDS; /* nobody who is missing would still be kept */
    flow_kiosk_refresh(&heir.app);
    CHECK(!heir.app.kiosk.restored);
    host_fake.now -= (int64_t)RETAIN_MEMBER_DAYS * DAY_SECONDS;
    busy.app.session.who = STAFF;
    flow_do(&busy.app, ACT_GO, SCREEN_staff_moving);
    flow_do(&busy.app, ACT_MOVE_OUT, 0);
    backs_up(&busy);
    CHECK_INT(busy.app.session.notice, VERDICT_KIOSK_MOVED);
}

int main(void)
{
    char key[57];
    kit_make(&busy);
    kit_make(&heir);
    office = letter_kit_keys(&busy, "office-key");
    letter_kit_line(office, key);
    letter_kit_trust(&heir, key, false);
    move_kit_office((const struct kit *const[]){&busy, &heir}, 2, keys, identity);
    test_backup();
    test_office_backup();
    test_cuts_backup();
    test_cuts_copy();
    test_restored();
    seal_close(office);
    kit_free(&busy);
    kit_free(&heir);
    return TEST_END();
}
