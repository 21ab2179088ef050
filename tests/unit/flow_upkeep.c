/* What staff do now and then, below the display: the event log on a stick, another PIN, what waits for the next list, and the
 * end of their session. */
#include "flow_kit.h"
#include "flow/staff/staff.h"
#include "flow/export/export.h"
#include "screens.h"

static void write_pin(struct kit *k, const char *pin)
{
    for (const char *d = pin; *d; d++)
        flow_do(&k->app, ACT_PIN_KEY, *d - '0');
}

static void log_out(struct kit *k)
{
    struct session *s = &k->app.session;
    struct buffer read = {.limit = 1 << 20};
    char path[256], name[80];
    kit_pin(k, k->pin);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_upkeep));
    host_fake.stick = false;
    CHECK(flow_do(&k->app, ACT_LOG_TAKE, 0) && s->notice == VERDICT_STICK_MISSING);
    host_fake.stick = true;
    int64_t entries = kit_counts(k).journal;
    int signatures = kit_files(k, ".minisig");
    CHECK(flow_do(&k->app, ACT_LOG_TAKE, 0) && s->notice == VERDICT_LOG_TAKEN);
    CHECK_INT(kit_files(k, ".minisig"), signatures + 1);
    snprintf(name, sizeof name, "kx-%s-journal-%06lld.txt", k->app.flow->kiosk.id, (long long)entries);
    snprintf(path, sizeof path, "%s/%s", k->stick, name);
    CHECK_INT(file_read(path, &read), FAULT_NONE);
    int64_t lines = 0;
    for (size_t i = 0; i < read.length; i++)
        lines += read.data[i] == '\n';
    CHECK_INT(lines, entries);
    snprintf(name, sizeof name, "log_taken staff %lld", (long long)entries);
    CHECK_TEXT(kit_last_line(k), name);
    CHECK(flow_do(&k->app, ACT_LOG_TAKE, 0) && s->notice == VERDICT_LOG_TAKEN); /* another one, of one entry more */
    CHECK_INT(kit_files(k, ".minisig"), signatures + 2);
    /* a file of that name lies there already: it stays, and nothing is written beside it */
    snprintf(path, sizeof path, "%s/kx-%s-journal-%06lld.txt.minisig", k->stick, k->app.flow->kiosk.id,
             (long long)kit_counts(k).journal);
    CHECK_INT(file_new(path, "mine", 4, 0600), FAULT_NONE);
    int texts = kit_files(k, ".txt");
    CHECK(flow_do(&k->app, ACT_LOG_TAKE, 0) && s->notice == VERDICT_STICK_OTHER_FILE);
    CHECK(kit_files(k, ".txt") == texts && kit_files(k, ".minisig") == signatures + 3);
    buffer_free(&read);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static bool opens(struct kit *k, const char *pin)
{
    host_fake.steady_ms += 3600 * 1000;
    kit_pin(k, pin);
    bool in = k->app.session.who == STAFF;
    flow_do(&k->app, ACT_LEAVE, 0);
    return in;
}

static void other_pin(struct kit *k)
{
    struct session *s = &k->app.session;
    char fresh[PIN_MAX + 1];
    kit_pin(k, k->pin);
    CHECK(!flow_show(&k->app, SCREEN_pin_new) && !flow_show(&k->app, SCREEN_pin_written));
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_pin_old));
    write_pin(k, "000000");
    CHECK(flow_do(&k->app, ACT_PIN_DONE, 0) && s->notice == VERDICT_PIN_WRONG && !s->pin_known);
    write_pin(k, k->pin);
    CHECK(flow_do(&k->app, ACT_PIN_DONE, 0) && s->at == SCREEN_pin_new && s->pin_known);
    (void)text_copy(fresh, sizeof fresh, s->pin_drawn);
    CHECK(strcmp(fresh, k->pin) != 0);
    flow_do(&k->app, ACT_LEAVE, 0); /* shown and not kept: the old one holds */
    CHECK(!*s->pin_drawn && !s->pin_known && opens(k, k->pin) && !opens(k, fresh));
    kit_pin(k, k->pin);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_upkeep) && flow_do(&k->app, ACT_GO, SCREEN_pin_old));
    write_pin(k, k->pin);
    flow_do(&k->app, ACT_PIN_DONE, 0);
    (void)text_copy(fresh, sizeof fresh, s->pin_drawn);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_pin_written));
    write_pin(k, fresh);
    CHECK(flow_do(&k->app, ACT_PIN_SET, 0) && s->notice == VERDICT_PIN_CHANGED && s->at == SCREEN_staff_upkeep);
    CHECK_TEXT(kit_last_line(k), "pin_changed staff -");
    flow_do(&k->app, ACT_LEAVE, 0);
    CHECK(!opens(k, k->pin) && opens(k, fresh));
    kit_again(k, true);
    CHECK(!opens(k, k->pin) && opens(k, fresh));
    (void)text_copy(k->pin, sizeof k->pin, fresh);
}

static void waiting(struct kit *k)
{
    struct kit_code code;
    CHECK(kit_join(k, "tirsdagsgruppa", "Kari", "91234567", &code));
    flow_do(&k->app, ACT_KEPT, 0);
    flow_do(&k->app, ACT_KEPT, 1);
    flow_staff_counts(&k->app);
    CHECK(k->app.staff.new_signups == 1 && k->app.staff.erasures == 0 && k->app.staff.last_day == 0);
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &code);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_leave_sure) && flow_do(&k->app, ACT_LEAVE_SURE, 0));
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_staff_counts(&k->app);
    CHECK_INT(k->app.staff.new_signups, 0);
    CHECK_INT(k->app.staff.erasures, 1);
    CHECK_INT(k->app.staff.last_day, flow_today());
    CHECK_INT(kit_export(k), VERDICT_EXPORT_DONE);
    flow_staff_counts(&k->app);
    CHECK_INT(k->app.staff.erasures, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void after(struct kit *k, int64_t seconds, bool touch)
{
    host_fake.steady_ms += seconds * 1000;
    if (touch)
        flow_touched(&k->app);
    flow_tick(&k->app, host_fake.steady_ms, 10);
}

/* Works on, never silent, for so long. */
static void work(struct kit *k, int64_t seconds)
{
    for (; seconds > 60; seconds -= 60)
        after(k, 60, true);
    after(k, seconds, true);
}

static void session_ends(struct kit *k)
{
    static const enum screen quiet[] = {SCREEN_staff_home, SCREEN_staff_export, SCREEN_help, SCREEN_staff_store};
    struct session *s = &k->app.session;
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++) { /* two minutes of silence, wherever they are */
        kit_pin(k, k->pin);
        (void)flow_show(&k->app, quiet[i]);
        after(k, 0, true);
        after(k, STAFF_SILENCE_SECONDS - 1, false);
        CHECK_INT(s->who, STAFF);
        after(k, 1, false);
        CHECK(s->who == VISITOR && s->at == SCREEN_start);
    }
    kit_pin(k, k->pin);
    CHECK(flow_show(&k->app, SCREEN_staff_store));
    work(k, STAFF_SECONDS - STAFF_WARNING_SECONDS - 1);
    CHECK_INT(s->at, SCREEN_staff_store);
    CHECK(flow_deadline(&k->app, 10) <= host_fake.steady_ms + 1000);
    work(k, 1);
    CHECK_INT(s->at, SCREEN_staff_time);
    flow_do(&k->app, ACT_BACK, 0); /* who does not want to may go on with what they did */
    CHECK_INT(s->at, SCREEN_staff_store);
    work(k, STAFF_WARNING_SECONDS - 1);
    CHECK_INT(s->who, STAFF);
    work(k, 1);
    CHECK(s->who == VISITOR && s->at == SCREEN_start);
    kit_pin(k, k->pin); /* and once by PIN, as long again */
    CHECK(flow_show(&k->app, SCREEN_staff_store));
    work(k, STAFF_SECONDS - STAFF_WARNING_SECONDS);
    write_pin(k, k->pin);
    CHECK(flow_do(&k->app, ACT_PIN_DONE, 0) && s->notice == VERDICT_STAFF_ON && s->at == SCREEN_staff_store);
    work(k, STAFF_SECONDS - STAFF_WARNING_SECONDS - 1);
    CHECK_INT(s->at, SCREEN_staff_store);
    work(k, 1);
    CHECK(s->at == SCREEN_staff_time && s->staff_renewed);
    work(k, STAFF_WARNING_SECONDS);
    CHECK_INT(s->who, VISITOR);
}

/* An export that is under way is not cut off. */
static void not_while_exporting(struct kit *k)
{
    struct session *s = &k->app.session;
    kit_pin(k, k->pin);
    CHECK(flow_do(&k->app, ACT_GO, SCREEN_staff_export) && flow_do(&k->app, ACT_EXPORT, 0));
    CHECK(k->app.job && !flow_staff_tick(&k->app, s->staff_until_ms + 1) && flow_staff_ms(&k->app) == -1);
    while (flow_busy(&k->app))
        flow_tick(&k->app, host_fake.steady_ms, 10);
    CHECK(flow_staff_tick(&k->app, s->staff_until_ms));
    flow_do(&k->app, ACT_LEAVE, 0);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    log_out(&k);
    other_pin(&k);
    waiting(&k);
    session_ends(&k);
    not_while_exporting(&k);
    kit_free(&k);
    return TEST_END();
}
