/* A kiosk moves to another machine: what the old one sealed is sealed anew by the office, and a new machine takes its place by the office's
 * letter; receipt codes, lists and the event log go on there and nowhere else. The power goes at each write of it. */
#include "cut_kit.h"
#include "ctl/moving.c"
#include "flow/letter/letter.h"
#include "flow/move/move.h"
#include "letter_kit.h"
#include "move_kit.h"
#include "screens.h"

static struct kit old, new, third;
static struct seal *office;
static struct kit_code code;
static char sealed[FILE_PATH_MAX], keys[3][FILE_PATH_MAX], identity[FILE_PATH_MAX];

static void find(struct kit *k)
{
    kit_find(k, &code);
}

/* --- out ------------------------------------------------------------------------------------------------------------------- */

static void moves_out(struct kit *k)
{
    k->app.session.who = STAFF;
    flow_do(&k->app, ACT_GO, SCREEN_staff_moving);
    flow_do(&k->app, ACT_MOVE_OUT, 0);
}

static void name_of(const struct kit *k, char out[64], const char *end)
{
    snprintf(out, 64, "kx-%s-moving.zip.age%s", k->app.flow->kiosk.id, end);
}

/* The old kiosk takes nothing more, and says why. */
static void check_moved(struct kit *k)
{
    struct session *s = &k->app.session;
    CHECK(k->app.kiosk.moved);
    CHECK(!kit_join(k, "tirsdagsgruppa", "Late", NULL, NULL));
    flow_do(&k->app, ACT_LEAVE, 0);
    find(k);
    CHECK(s->at != SCREEN_mine && s->notice == VERDICT_KIOSK_MOVED);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK_INT(kit_export(k), VERDICT_KIOSK_MOVED);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void test_out(void)
{
    char name[64];
    struct session *s = &old.app.session;
    CHECK(kit_join(&old, "tirsdagsgruppa", "Kari", "40612345", &code));
    CHECK_INT(kit_export(&old), VERDICT_EXPORT_DONE);
    host_fake.stick = false;
    kit_pin(&old, old.pin);
    flow_do(&old.app, ACT_GO, SCREEN_staff_moving);
    flow_do(&old.app, ACT_MOVE_OUT, 0);
    CHECK(s->notice == VERDICT_STICK_MISSING && !old.app.kiosk.moved);
    host_fake.stick = true;
    CHECK_INT(chmod(old.stick, 0500), 0);
    if (geteuid() != 0) { /* root writes all the same */
        flow_do(&old.app, ACT_MOVE_OUT, 0);
        CHECK(!old.app.kiosk.moved && kit_starts(kit_last_line(&old), "moved_not "));
    }
    CHECK_INT(chmod(old.stick, 0700), 0);
    flow_do(&old.app, ACT_MOVE_OUT, 0);
    CHECK_INT(s->notice, VERDICT_MOVED_OUT);
    name_of(&old, name, "");
    CHECK(move_kit_there(&old, name));
    snprintf(sealed, sizeof sealed, "%s/%s", old.stick, name);
    name_of(&old, name, ".minisig");
    CHECK(move_kit_there(&old, name));
    CHECK(kit_starts(kit_last_line(&old), "moved staff"));
    flow_do(&old.app, ACT_LEAVE, 0);
    check_moved(&old);
    kit_again(&old, true);
    check_moved(&old);
    kit_close(&old);
    char path[FILE_PATH_MAX], kept[FILE_PATH_MAX];
    CHECK_INT(file_path(path, old.data, "kiosk.db"), FAULT_NONE);
    CHECK_INT(file_path(kept, old.folder, "kiosk.db"), FAULT_NONE);
    move_kit_copy(path, kept);
    CHECK_INT(truncate(path, 700), 0); /* a damaged database is made anew: it says so, too */
    kit_open(&old);
    CHECK(old.app.kiosk.moved && !old.app.kiosk.desk_only);
    kit_close(&old);
    move_kit_copy(kept, path);
    unlink(kept);
    kit_open(&old);
    moves_out(&old); /* once more, on another stick or this one */
    CHECK(s->notice == VERDICT_MOVED_OUT && kit_files(&old, "moving-2.zip.age") == 1);
    flow_do(&old.app, ACT_LEAVE, 0);
}

/* --- the office ------------------------------------------------------------------------------------------------------------ */

static void test_office(void)
{
    struct moving m = {0};
    struct moving_wish w = {sealed, identity, keys[0], keys[1]};
    char why[400] = "";
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_NONE);
    CHECK(m.sealed.length > 1000 && strlen(m.hash) == 64 && strcmp(m.old_digits, m.new_digits) != 0);
    buffer_free(&m.sealed);
    w.old_key = keys[1]; /* another machine did not sign it */
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_NOT_SIGNED);
    w.old_key = keys[0];
    w.identity = keys[0]; /* no identity */
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_BAD_INPUT);
    buffer_free(&m.sealed);
}

struct wish {
    int number;
    const char *kiosks, *of, *more; /* digits; NULL: as they should be */
    int flip;                       /* byte of the sealed file, -1: none */
};

/* The letter for `to` on its stick, with the sealed file beside it. */
static void write_letter(struct kit *to, int which, struct wish wish)
{
    struct moving m = {0};
    const struct moving_wish w = {sealed, identity, keys[0], keys[which]};
    char parts[300], kiosks[64], name[32], why[400] = "";
    CHECK_INT(moving_reseal(&m, &w, why, sizeof why), FAULT_NONE);
    snprintf(kiosks, sizeof kiosks, "[\"%s\"]", m.new_digits);
    snprintf(parts, sizeof parts, "\"restore\":{\"kiosk\":\"%s\",\"sha256\":\"%s\"}%s",
             wish.of ? wish.of : m.old_digits, m.hash, wish.more ? wish.more : "");
    letter_kit_write(
        to, office,
        (struct letter_wish){.number = wish.number, .kiosks = wish.kiosks ? wish.kiosks : kiosks, .parts = parts});
    if (wish.flip >= 0)
        m.sealed.data[wish.flip] ^= 1;
    snprintf(name, sizeof name, "sirkel-office-%06d.age", wish.number);
    letter_kit_put(to, name, m.sealed.data, m.sealed.length);
    buffer_free(&m.sealed);
}

/* --- in -------------------------------------------------------------------------------------------------------------------- */

static void refused(struct kit *k, int which, struct wish wish, enum verdict want)
{
    write_letter(k, which, wish);
    CHECK_INT(move_kit_reads(k), want);
    flow_letter_take(&k->app);
    CHECK_INT(k->app.letter.verdict, want);
    CHECK(!text_same(k->app.flow->kiosk.id, old.app.flow->kiosk.id));
}

static void test_refused(void)
{
    static const char digits[] = "1111 2222 3333 4444 5555 6666 7777 8888";
    refused(&new, 1, (struct wish){.number = 1, .kiosks = "\"all\"", .flip = -1}, VERDICT_LETTER_MISTAKE);
    refused(&new, 1, (struct wish){.number = 1, .more = ",\"pin\":true", .flip = -1}, VERDICT_LETTER_MISTAKE);
    refused(&new, 1, (struct wish){.number = 1, .of = digits, .flip = -1},
            VERDICT_LETTER_SEALED); /* of another kiosk */
    refused(&new, 1, (struct wish){.number = 1, .flip = 3000}, VERDICT_LETTER_SEALED);
    write_letter(&new, 2, (struct wish){.number = 1, .flip = -1}); /* for the third machine */
    CHECK_INT(move_kit_reads(&new), VERDICT_LETTER_KIOSK);
    char name[] = "sirkel-office-000001.age", path[FILE_PATH_MAX];
    write_letter(&new, 1, (struct wish){.number = 1, .flip = -1});
    CHECK_INT(file_path(path, new.stick, name), FAULT_NONE);
    unlink(path);
    CHECK_INT(move_kit_reads(&new), VERDICT_LETTER_SEALED); /* it was left behind */
    write_letter(&new, 1, (struct wish){.number = 1, .flip = -1});
    CHECK_INT(move_kit_reads(&new), VERDICT_LETTER_MAY);
    flow_letter_take(&new.app); /* nobody compared the digits */
    CHECK_INT(new.app.letter.verdict, VERDICT_LETTER_MAY);
    CHECK(kit_join(&third, "tirsdagsgruppa", "Bo", NULL, NULL));
    refused(&third, 2, (struct wish){.number = 1, .flip = -1}, VERDICT_LETTER_NOT_NEW);
}

/* All that the old machine had, and nothing of what the new one was before. */
static void is_old(struct kit *k)
{
    struct export_row last;
    char why[200] = "";
    CHECK(!k->app.kiosk.moved && !k->app.kiosk.desk_only && store_takes_signups(k->app.store));
    CHECK_TEXT(k->app.flow->kiosk.id, old.app.flow->kiosk.id);
    CHECK(store_export_last(k->app.store, &last) == FAULT_NONE && last.seq == 1);
    CHECK_INT(flow_journal_check(
                  &(struct journal){.store = k->app.store, .seal = k->app.flow->seal, .kiosk = k->app.flow->kiosk.id},
                  NULL, why, sizeof why),
              FAULT_NONE);
    CHECK_INT(kit_counts(k).slots, 2);
    find(k);
    CHECK_INT(k->app.session.at, SCREEN_mine);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void goes_on(struct kit *k)
{
    struct export_row last;
    struct office_row row;
    CHECK(store_office(k->app.store, &row) == FAULT_NONE && row.letter == 3 &&
          *row.key); /* the old one knew no office */
    memcpy(k->pin, old.pin, sizeof k->pin);
    CHECK(kit_join(k, "tirsdagsgruppa", "Siv", NULL, NULL));
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    CHECK(store_export_last(k->app.store, &last) == FAULT_NONE && last.seq == 2 && last.rows == 4);
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(move_kit_reads(k) != VERDICT_LETTER_MAY); /* that letter was taken */
    CHECK_INT(k->app.session.who = VISITOR, VISITOR);
}

/* At each write of taking the place: the machine is what it was, or the old kiosk. */
static void test_cuts_in(void)
{
    char kept[FILE_PATH_MAX];
    int state = 1, cuts = 0, before = 0, after = 0;
    char id[CENTRE_ID_MAX];
    (void)text_copy(id, sizeof id, new.app.flow->kiosk.id);
    write_letter(&new, 1, (struct wish){.number = 3, .flip = -1});
    kit_close(&new);
    snprintf(kept, sizeof kept, "%s/kept", new.folder);
    move_kit_copy(new.data, kept);
    for (int n = 1; state == 1 && n < 600; n++) {
        move_kit_copy(kept, new.data);
        if ((state = cut_at(&new, move_kit_takes_place, n)) < 0) {
            SKIP("this machine lets no program be watched");
            break;
        }
        kit_open(&new);
        if (text_same(new.app.flow->kiosk.id, id)) {
            CHECK(kit_counts(&new).slots == 0 && store_takes_signups(new.app.store));
            CHECK_INT(move_kit_reads(&new), VERDICT_LETTER_MAY); /* and may be taken still */
            before++;
        } else {
            is_old(&new);
            after++;
        }
        cuts += state == 1;
        kit_close(&new);
    }
    printf("taking a place: %d cuts, %d before, %d after\n", cuts, before, after);
    CHECK(state != 0 || (cuts > 40 && before > 10 && after > 10));
    move_kit_copy(kept, new.data);
    kit_open(&new);
}

/* At each write of moving out: the kiosk goes on and there is no signed file, or it has moved. */
static void test_cuts_out(void)
{
    char kept[FILE_PATH_MAX], name[64];
    int state = 1, cuts = 0, on = 0, moved = 0, is_signed = 0;
    CHECK_INT(kit_export(&third), VERDICT_EXPORT_DONE);
    flow_do(&third.app, ACT_LEAVE, 0);
    name_of(&third, name, ".minisig");
    kit_close(&third);
    snprintf(kept, sizeof kept, "%s/kept", third.folder);
    move_kit_copy(third.data, kept);
    for (int n = 1; state == 1 && n < 400; n++) {
        move_kit_copy(kept, third.data);
        letter_kit_clear(&third);
        if ((state = cut_at(&third, moves_out, n)) < 0)
            break;
        kit_open(&third);
        CHECK(third.app.kiosk.moved || !move_kit_there(&third, name));
        CHECK(store_takes_signups(third.app.store));
        on += !third.app.kiosk.moved;
        moved += third.app.kiosk.moved;
        is_signed += move_kit_there(&third, name);
        cuts += state == 1;
        kit_close(&third);
    }
    printf("moving out: %d cuts, %d go on, %d have moved, %d signed\n", cuts, on, moved, is_signed);
    CHECK(state != 0 || (on > 5 && moved > 5 && is_signed > 1 && is_signed < moved));
    kit_open(&third);
}

int main(void)
{
    char key[57];
    kit_make(&old);
    kit_make(&new);
    kit_make(&third);
    office = letter_kit_keys(&old, "office-key");
    letter_kit_line(office, key);
    letter_kit_trust(&new, key, false);
    letter_kit_trust(&third, key, false);
    move_kit_office((const struct kit *const[]){&old, &new, &third}, 3, keys, identity);
    test_out();
    test_office();
    test_refused();
    test_cuts_in();
    move_kit_takes_place(&new);
    CHECK(new.app.session.at == SCREEN_start &&new.app.session.notice == VERDICT_MOVED_IN);
    is_old(&new);
    goes_on(&new);
    test_cuts_out();
    seal_close(office);
    kit_free(&old);
    kit_free(&new);
    kit_free(&third);
    return TEST_END();
}
