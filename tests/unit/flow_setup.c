/* Commissioning: where it opens and where never, that no key is believed without two people, that a cut finds its way
 * back, and that nobody sets anything up ever after. */
#include "flow_kit.h"
#include "screens.h"
#include <sys/stat.h>
#include <unistd.h>

#include "flow/setup/setup.h"

static struct app app;
static char pin[PIN_MAX + 1]; /* the newest */
static char folder[] = "/tmp/sirkel-setup-XXXXXX", data[64], stick[64];
static const struct panel display = {268, 476, 1080, 1920, 800};

static fault open_setup(void)
{
    char why[200] = "";
    const struct flow_folders folders = {data, stick, "assets", false};
    fault f = flow_setup_open(&app, &folders, &display, why, sizeof why);
    flow_without_display(&app);
    return f;
}

static void again(void)
{
    flow_close(&app);
    CHECK(open_setup() == FAULT_NONE);
}

static bool there(const char *name)
{
    char path[FILE_PATH_MAX];
    return file_path(path, data, name) == FAULT_NONE && access(path, F_OK) == 0;
}

static void put(const char *where, const char *name, const char *text)
{
    char path[FILE_PATH_MAX];
    CHECK(file_folder(where, 0700) == FAULT_NONE && file_path(path, where, name) == FAULT_NONE);
    CHECK(file_replace(path, text, strlen(text), 0600) == FAULT_NONE);
}

static void take(const char *name)
{
    char path[FILE_PATH_MAX];
    CHECK(file_path(path, data, name) == FAULT_NONE && unlink(path) == 0);
}

/* The demonstration's centre with so many receivers; `from` draws them. */
static void put_centre(const char *where, const char *name, int receivers)
{
    struct buffer demo = {.limit = CENTRE_FILE_MAX}, out = {.limit = CENTRE_FILE_MAX};
    CHECK(file_read("assets/demo/centre.json", &demo) == FAULT_NONE);
    buffer_text(&out, "{\"recipients\": [");
    for (int i = 0; i < receivers; i++) {
        struct seal_identity identity;
        char text[SEAL_RECIPIENT_TEXT];
        seal_identity_make(&identity);
        seal_recipient_text(text, &identity.recipient);
        buffer_format(&out, "%s\"%s\"", i ? ", " : "", text);
    }
    buffer_format(&out, "],%s", buffer_string(&demo) + 1);
    put(where, name, buffer_string(&out));
    buffer_free(&demo);
    buffer_free(&out);
}

/* MUST-2 */
static void test_wanted(void)
{
    static const char *const parts[] = {"kiosk.db",          "kiosk.db-wal", "timetable.db",
                                        "timetable.last.db", "keys",         "slots"};
    CHECK(flow_setup_wanted(data, true) && !flow_setup_wanted(data, false));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        put(data, parts[i], "x");
        CHECK(!flow_setup_wanted(data, true) && !flow_setup_wanted(data, false));
        take(parts[i]);
    }
    put(data, "reserve", "x");
    CHECK(flow_setup_wanted(data, true));
    put(data, SETUP_FILE, "sirkel-setup 1\nstep=clock\nlanguage=nb\nsame=0\n");
    CHECK(flow_setup_wanted(data, false));
    CHECK(open_setup() == FAULT_NONE && app.session.at == SCREEN_setup_clock && app.session.who == SETUP);
    flow_close(&app);
    put(data, SETUP_FILE, "sirkel-setup 1\nstep=done\nlanguage=nb\n");
    CHECK(open_setup() == FAULT_FILE_DAMAGED && !app.flow);
    take(SETUP_FILE);
    take("reserve");
}

static uint32_t roll(uint32_t *state, uint32_t sides) /* xorshift32 */
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % sides;
}

/* MUST-1 and MUST-4: whatever is asked, by whatever number. */
static void test_monkey(void)
{
    uint32_t state = 20261123;
    CHECK(open_setup() == FAULT_NONE);
    int strange = 0, seen[SCREENS] = {0};
    for (int i = 0; i < 40000; i++) {
        enum act act = (enum act)roll(&state, ACTS);
        if (app.session.at < SCREEN_setup_language || app.session.at == SCREEN_setup_help) /* or it would lose itself */
            act = roll(&state, 2) ? ACT_BACK : ACT_UNCOVER;
        int32_t number = (int32_t)roll(&state, roll(&state, 3) ? 3 : SCREENS);
        flow_do(&app, act, number);
        flow_tick(&app, host_fake.steady_ms += 5000, 20);
        seen[app.session.at]++;
        strange += app.session.who != SETUP || !flow_may_see(SETUP, app.session.at) || there("kiosk.db");
    }
    CHECK_INT(strange, 0);
    CHECK(seen[SCREEN_setup_centre] > 0 && seen[SCREEN_setup_card] > 0 && seen[SCREEN_setup_help] > 0);
    flow_close(&app);
    if (there(SETUP_FILE))
        take(SETUP_FILE);
    if (there(SETUP_SITE_FILE))
        take(SETUP_SITE_FILE);
    if (there(SETUP_CENTRE_FILE))
        take(SETUP_CENTRE_FILE);
}

static void to_centre(void)
{
    CHECK(open_setup() == FAULT_NONE);
    flow_do(&app, ACT_SETUP_LANGUAGE, 1);
    flow_do(&app, ACT_SETUP_SKIP, 0);
    flow_do(&app, ACT_SETUP_CARD, 0);
    flow_do(&app, ACT_SETUP_EDGE, 50);
    flow_do(&app, ACT_SETUP_EDGE, 0);
    flow_do(&app, ACT_SETUP_CLOCK, 0);
    CHECK_INT(app.session.at, SCREEN_setup_centre);
    CHECK(there(SETUP_SITE_FILE) && app.panel.lower_edge_mm == 850);
}

/* It can't be read, as on a stick whose file system is damaged: that is the stick's fault, not the machine's disk's. */
static void unreadable_centre(void)
{
    char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, stick, SETUP_STICK_CENTRE), FAULT_NONE);
    CHECK_INT(mkdir(path, 0700), 0);
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK_INT(app.session.notice, VERDICT_SETUP_STICK);
    CHECK_INT(rmdir(path), 0);
}

static void test_centre(void)
{
    to_centre();
    host_fake.stick = false;
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK_INT(app.session.notice, VERDICT_STICK_MISSING);
    host_fake.stick = true;
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK_INT(app.session.notice, VERDICT_SETUP_NO_CENTRE);
    unreadable_centre();
    put(stick, SETUP_STICK_CENTRE, "{\"format\": 1}");
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK(app.session.notice == VERDICT_SETUP_CENTRE_BAD && app.setup.finding.matter &&
          app.setup.found[GRADE_REFUSED] > 0);
    put(stick, SETUP_STICK_CENTRE, "{\"format\": 9}");
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK_INT(app.session.notice, VERDICT_SETUP_CENTRE_NEW);
    put_centre(stick, SETUP_STICK_CENTRE, 1);
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK_INT(app.session.notice, VERDICT_SETUP_CENTRE_KEYS);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    CHECK(app.session.at == SCREEN_setup_centre && !there(SETUP_CENTRE_FILE));
    put_centre(stick, SETUP_STICK_CENTRE, 3);
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK(app.session.notice == VERDICT_SETUP_CENTRE_GOOD && there(SETUP_CENTRE_FILE) && app.setup.recipients == 3);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    CHECK_INT(app.session.at, SCREEN_setup_keys);
}

static void say_same(int times)
{
    for (int i = 0; i < times; i++)
        flow_do(&app, ACT_SETUP_SAME, 1);
}

/* MUST-4: one passed over, one not the same, one exchanged on the disk behind people's backs. */
static void test_keys(void)
{
    flow_do(&app, ACT_PART, 2); /* the last one first */
    flow_do(&app, ACT_SETUP_SAME, 1);
    CHECK(app.session.at == SCREEN_setup_keys && app.session.part == 0);
    flow_do(&app, ACT_SETUP_SAME, 1);
    flow_do(&app, ACT_SETUP_SAME, 0);
    CHECK(app.session.at == SCREEN_setup_differ && app.setup.kept.same == 0);
    again();
    CHECK_INT(app.session.at, SCREEN_setup_centre);
    flow_do(&app, ACT_GO, SCREEN_setup_keys);
    CHECK_INT(app.session.at, SCREEN_setup_centre);
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    say_same(3);
    CHECK_INT(app.session.at, SCREEN_setup_pin);
    put_centre(data, SETUP_CENTRE_FILE, 3);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    for (const char *d = app.setup.pin; *d; d++)
        flow_do(&app, ACT_PIN_KEY, *d - '0');
    flow_do(&app, ACT_SETUP_MAKE, 0);
    CHECK(app.session.notice == VERDICT_SETUP_FAILED && app.session.at == SCREEN_setup_again && !there("kiosk.db"));
    flow_do(&app, ACT_BACK, 0);
    flow_do(&app, ACT_BACK, 0);
    flow_do(&app, ACT_BACK, 0);
    CHECK_INT(app.session.at, SCREEN_setup_centre);
    flow_do(&app, ACT_SETUP_CENTRE, 0);
    CHECK(app.setup.kept.same == 0);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    say_same(3);
    CHECK_INT(app.session.at, SCREEN_setup_pin);
}

static void make(void)
{
    (void)text_copy(pin, sizeof pin, app.setup.pin);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    for (const char *d = pin; *d; d++)
        flow_do(&app, ACT_PIN_KEY, *d - '0');
    flow_do(&app, ACT_SETUP_MAKE, 0);
    CHECK(app.session.at == SCREEN_setup_made && there("kiosk.db") && app.session.who == SETUP);
}

/* MUST-3: the power goes after the kiosk was made and before the notes say so. */
static void test_made(void)
{
    char print[SETUP_PRINT];
    make();
    (void)text_copy(print, sizeof print, app.setup.key_print);
    flow_close(&app);
    put(data, SETUP_FILE, "sirkel-setup 1\nstep=pin\nlanguage=en\nsame=7\n");
    CHECK(open_setup() == FAULT_NONE);
    CHECK_INT(app.session.at, SCREEN_setup_pin);
    make();
    CHECK_TEXT(app.setup.key_print, print); /* the key that was shown stays */
    again();
    CHECK(app.session.at == SCREEN_setup_made && app.session.who == SETUP);
    flow_do(&app, ACT_GO, SCREEN_setup_centre);
    flow_do(&app, ACT_BACK, 0);
    flow_do(&app, ACT_GO, SCREEN_home);
    flow_do(&app, ACT_LEAVE, 0);
    CHECK_INT(app.session.at, SCREEN_setup_made);
}

static int looks; /* rounds in which the trial's code was looked for */

static void run(void)
{
    for (int i = 0; i < 100000 && flow_busy(&app); i++) {
        if (app.session.looking) { /* beside the loop, in real time; whoever stands there can't disturb it */
            CHECK(app.session.at == SCREEN_code_look && app.session.who == VISITOR);
            CHECK(!flow_do(&app, ACT_BACK, 0) && !flow_do(&app, ACT_LEAVE, 0));
            CHECK(flow_deadline(&app, 20) > host_fake.steady_ms);
            usleep(10 * 1000);
            looks++;
        }
        flow_tick(&app, host_fake.steady_ms += 10, 20);
    }
}

static int64_t kept(void)
{
    int64_t members = 0, consents = 0;
    CHECK(store_export_begin(app.store, &members, &consents) == FAULT_NONE);
    store_export_end(app.store);
    return members + consents;
}

static void test_trial(void)
{
    flow_do(&app, ACT_SETUP_NEXT, 0);
    host_fake.stick = false;
    flow_do(&app, ACT_SETUP_TRIAL, 0);
    run();
    CHECK(app.setup.trial == 1 && kept() == 2);
    again(); /* the power went: nobody has the code, nobody stays on the list */
    CHECK(app.setup.trial == 0 && kept() == 0 && app.session.at == SCREEN_setup_trial);
    host_fake.stick = false;
    flow_do(&app, ACT_SETUP_TRIAL, 0);
    run();
    CHECK(app.session.notice == VERDICT_STICK_MISSING && app.setup.trial == 1 && app.session.who == SETUP);
    host_fake.stick = true;
    flow_do(&app, ACT_SETUP_TRIAL, 0);
    run();
    CHECK(app.setup.trial == TRIAL_STAGES && app.session.at == SCREEN_setup_trial && app.session.who == SETUP);
    CHECK(looks > 0);
    flow_do(&app, ACT_SETUP_NEXT, 0);
    CHECK_INT(app.session.at, SCREEN_setup_done);
    flow_do(&app, ACT_SETUP_PROTOCOL, 0);
    CHECK_INT(app.session.notice, VERDICT_SETUP_KEPT);
    flow_do(&app, ACT_SETUP_PROTOCOL, 0); /* never over another file */
    CHECK_INT(app.session.notice, VERDICT_SETUP_KEPT);
    char path[FILE_PATH_MAX];
    struct buffer text = {.limit = 16384};
    char name[64];
    snprintf(name, sizeof name, "sirkel-protocol-granvika-%.4s-2.txt",
             app.setup.key_print); /* its id: drawn with its key */
    CHECK(file_path(path, stick, name) == FAULT_NONE && access(path, F_OK) == 0);
    snprintf(name, sizeof name, "sirkel-protocol-granvika-%.4s.txt", app.setup.key_print);
    CHECK(file_path(path, stick, name) == FAULT_NONE && file_read(path, &text) == FAULT_NONE);
    CHECK(strlen(app.setup.key_text) == 56 &&
          strstr(buffer_string(&text), app.setup.key_text)); /* minisign -P takes it */
    CHECK(strstr(buffer_string(&text), app.setup.key_print) && !strstr(buffer_string(&text), pin));
    buffer_free(&text);
}

/* Open for visitors; from here on setting up is not to be had. */
static void test_after(void)
{
    flow_do(&app, ACT_SETUP_OPEN, 0);
    CHECK(app.session.at == SCREEN_start && app.session.who == VISITOR && !app.setup.on);
    CHECK(!there(SETUP_FILE) && !there(SETUP_CENTRE_FILE) && !flow_setup_wanted(data, true));
    CHECK(kept() == 0);
    for (int screen = 0; screen < SCREENS; screen++) {
        flow_do(&app, ACT_GO, screen);
        CHECK(!flow_may_see(SETUP, app.session.at) || flow_may_see(VISITOR, app.session.at));
    }
    for (int act = ACT_SETUP_LANGUAGE; act < ACTS; act++)
        CHECK(!flow_may_ask(VISITOR, (enum act)act) && !flow_may_ask(STAFF, (enum act)act));
    app.session.who = SETUP; /* even so: the screens want a commissioning under way */
    CHECK(!flow_show(&app, SCREEN_setup_language) && !flow_show(&app, SCREEN_setup_pin));
    app.session.who = VISITOR;
    flow_close(&app);
    char why[200] = "";
    const struct flow_folders folders = {data, stick, "assets", false};
    CHECK(flow_open(&app, &folders, why, sizeof why) == FAULT_NONE && app.panel.lower_edge_mm == 850);
    flow_close(&app);
}

int main(void)
{
    host_fake.now = 1795622400;
    host_fake.stick = true;
    CHECK(words_open("build/lang") == FAULT_NONE && seal_start() == FAULT_NONE && mkdtemp(folder));
    snprintf(data, sizeof data, "%s/kiosk", folder);
    snprintf(stick, sizeof stick, "%s/stick", folder);
    CHECK(mkdir(stick, 0700) == 0);
    host_fake.disk_free = INT64_C(1) << 33;
    test_wanted();
    test_monkey();
    test_centre();
    test_keys();
    test_made();
    test_trial();
    test_after();
    scratch_remove(folder);
    return TEST_END();
}
