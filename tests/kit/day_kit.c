#include "day_kit.h"

#include "flow/records/records.h"
#include "list_kit.h"
#include "screens.h"

static const char old_number[] = "40612345", new_number[] = "91234567";
enum { CHANGES = 1, WITHDRAWS = 2, LEAVES = 3 }; /* who does what */

static size_t always(void)
{
    return 1;
}

static void joins(struct kit *k, struct day_person *p, size_t (*clock)(void))
{
    p->begun[DAY_JOIN] = clock();
    if (kit_join(k, "tirsdagsgruppa", "Marker Navn", old_number, &p->code))
        p->told[DAY_JOIN] = clock();
}

static void opens(struct kit *k, const struct day_person *p)
{
    flow_do(&k->app, ACT_LEAVE, 0);
    (void)store_tries_clear(k->app.store, TRIES_CODE); /* the day is no test of the pauses between wrong codes */
    kit_find(k, &p->code);
}

static void changes(struct kit *k, struct day_person *p, size_t (*clock)(void))
{
    opens(k, p);
    p->begun[DAY_CHANGE] = clock();
    flow_do(&k->app, ACT_GO, SCREEN_mine_contact);
    flow_do(&k->app, ACT_MINE_CONTACT, CONTACT_PHONE);
    kit_type(k, new_number);
    flow_do(&k->app, ACT_WRITTEN, 0);
    if (k->app.session.own.outcome == VERDICT_CONTACT_CHANGED)
        p->told[DAY_CHANGE] = clock();
}

static void withdraws(struct kit *k, struct day_person *p, size_t (*clock)(void))
{
    opens(k, p);
    p->begun[DAY_WITHDRAW] = clock();
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    if (k->app.session.own.outcome == VERDICT_CONSENT_WITHDRAWN)
        p->told[DAY_WITHDRAW] = clock();
}

static void leaves(struct kit *k, struct day_person *p, size_t (*clock)(void))
{
    opens(k, p);
    p->begun[DAY_LEAVE] = clock();
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    if (k->app.session.own.outcome == VERDICT_GROUP_LEFT)
        p->told[DAY_LEAVE] = clock();
}

static void rests(struct kit *k)
{
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_tick(&k->app, host_fake.steady_ms, 10); /* places and spare are written at rest */
}

void day_run(struct kit *k, struct day *day, size_t (*clock)(void))
{
    struct export_row last;
    clock = clock ? clock : always;
    for (int i = 0; i < DAY_PEOPLE - 1; i++) {
        joins(k, &day->person[i], clock);
        rests(k);
    }
    changes(k, &day->person[CHANGES], clock);
    withdraws(k, &day->person[WITHDRAWS], clock);
    rests(k);
    if (kit_export(k) == VERDICT_EXPORT_DONE && store_export_last(k->app.store, &last) == FAULT_NONE) {
        day->list = last.seq;
        day->listed = clock();
    }
    rests(k);
    leaves(k, &day->person[LEAVES], clock);
    rests(k);
    joins(k, &day->person[DAY_PEOPLE - 1], clock);
    rests(k);
}

/* --- and afterwards ------------------------------------------------------------------------------------------------ */

enum state { NO, EITHER, YES };

static enum state done(const struct day_person *p, enum day_act act, size_t moment)
{
    if (p->told[act] && p->told[act] <= moment)
        return YES;
    return p->begun[act] && p->begun[act] <= moment ? EITHER : NO;
}

struct bounds { /* records that there may be */
    size_t least, most;
};

static void wrong(const char *where, const char *what, int *count)
{
    printf("%s: %s\n", where, what);
    ++*count;
}

/* One of somebody's two records: it is there for sure, or not, or either. */
static void look_at(bool there, enum state gone, const char *where, struct day_tally *t)
{
    if (!there && gone == NO)
        wrong(where, "a record that nobody took back is gone", &t->lost);
    if (there && gone == YES)
        wrong(where, "a record is there that was taken back", &t->lied);
}

/* As it was written, whatever stands between its digits. */
static bool is_number(const char *contact, const char *number)
{
    char digits[64] = "";
    size_t count = 0, length = strlen(number);
    for (; *contact && count + 1 < sizeof digits; contact++)
        if (*contact >= '0' && *contact <= '9')
            digits[count++] = *contact;
    return count >= length && text_same(digits + count - length, number);
}

static void look_for(struct kit *k, const struct day_person *p, size_t moment, const char *where, struct day_tally *t)
{
    const struct my_signup *own = &k->app.session.own;
    opens(k, p);
    if (k->app.session.at != SCREEN_mine) {
        wrong(where, "a code that was shown opens nothing", &t->lost);
        return;
    }
    look_at(own->has_consent, done(p, DAY_WITHDRAW, moment), where, t);
    look_at(own->has_membership, done(p, DAY_LEAVE, moment), where, t);
    if (own->unreadable)
        wrong(where, "a consent can't be read", &t->lost);
    enum state changed = done(p, DAY_CHANGE, moment);
    const char *number = own->contact;
    bool kept = own->has_consent && !own->unreadable;
    if (kept && (is_number(number, new_number) ? changed == NO : !is_number(number, old_number) || changed == YES))
        wrong(where, "another number than the one that was written", &t->lied);
}

static void add_bounds(struct bounds *b, const struct day_person *p, size_t moment)
{
    if (done(p, DAY_JOIN, moment) == NO)
        return;
    const enum state gone[] = {done(p, DAY_WITHDRAW, moment), done(p, DAY_LEAVE, moment)};
    for (int i = 0; i < 2; i++) {
        b->most += gone[i] != YES;
        b->least += done(p, DAY_JOIN, moment) == YES && gone[i] == NO;
    }
}

static void look_at_list(struct kit *k, const struct day *day, size_t moment, const char *where, struct day_tally *t)
{
    struct bounds b = {0};
    struct list l;
    for (int i = 0; i < DAY_PEOPLE; i++)
        add_bounds(&b, &day->person[i], moment);
    flow_do(&k->app, ACT_LEAVE, 0);
    (void)store_tries_clear(k->app.store, TRIES_PIN);
    if (kit_export(k) != VERDICT_EXPORT_DONE) {
        wrong(where, "no list goes out", &t->closed);
        return;
    }
    list_open(k, &l);
    if (l.whole < b.least)
        wrong(where, "the list lacks somebody", &t->lost);
    if (l.whole > b.most || l.manifest.damaged_count > 0 || l.manifest.state != MANIFEST_SOUND)
        wrong(where, "the list says what is not so", &t->lied);
    if (day->listed && day->listed <= moment && l.manifest.sequence <= day->list)
        wrong(where, "a number of a list is used twice", &t->lied);
    manifest_free(&l.manifest);
}

void day_judge(struct kit *k, const struct day *day, size_t moment, const char *where, struct day_tally *t)
{
    const struct day_tally before = *t;
    int64_t damaged = 0;
    t->tried++;
    kit_open(k);
    if (k->app.flow->desk || k->app.flow->shut || !store_takes_signups(k->app.store))
        wrong(where, "nobody can join", &t->closed);
    else {
        for (int i = 0; i < DAY_PEOPLE; i++)
            if (done(&day->person[i], DAY_JOIN, moment) == YES)
                look_for(k, &day->person[i], moment, where, t);
        look_at_list(k, day, moment, where, t);
        if (flow_records_check(&k->app) != FAULT_NONE || store_damaged_count(k->app.store, &damaged) != FAULT_NONE ||
            damaged)
            wrong(where, "a record can't be read", &t->lost);
    }
    kit_close(k);
    t->survived += t->lost == before.lost && t->closed == before.closed && t->lied == before.lied;
}

bool day_tell(const char *attack, const struct day_tally *t)
{
    printf("{\"attack\": \"%s\", \"tried\": %d, \"survived\": %d, \"lost\": %d, \"closed\": %d, \"lied\": %d}\n",
           attack, t->tried, t->survived, t->lost, t->closed, t->lied);
    return t->tried > 0 && t->survived == t->tried;
}
