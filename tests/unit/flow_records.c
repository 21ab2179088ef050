/* What is kept about a person is what docs/export.md says and nothing else (CNS-14); a drawn mark is a picture without
 * speed (SGN-06), and any mark counts (SGN-02). */
#include "flow_kit.h"
#include "screens.h"
#include "flow/join/join.h"

#include <jansson.h>
#include <math.h>

/* Names after ISO/IEC TS 27560. What no sentence of the consent text speaks of (rule/says.def) may not be kept; what is kept stands in
 * docs/export.md. */
enum place { COLUMN, PLACE, CONSENT, CSV, MANIFEST, PAPER, LOG };
static const struct {
    enum place place;
    const char *names; /* a space between them */
} said[] = {
#define SENTENCE(id, fact, text)
#define SAYS(id, place, names) {place, names},
#define PROMISE(id, kept_by)
#define MACHINE(place, names)
#include "rule/says.def"
#undef MACHINE
#undef PROMISE
#undef SAYS
#undef SENTENCE
};
/* Never, under any name: what tells more than a day, or how it was written. */
static const char *const never[] = {"time",      "clock",   "hour",  "minute", "speed",  "pressure",
                                    "code",      "word",    "tag",   "device", "touch",  "reason",
                                    "diagnosis", "address", "birth", "age",    "gender", NULL};

static bool is_said(enum place place, const char *name)
{
    size_t length = strlen(name);
    bool found = false;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        for (const char *at = said[i].names; said[i].place == place && *at; at += strcspn(at, " "), at += *at == ' ')
            found = found || (strcspn(at, " ") == length && memcmp(at, name, length) == 0);
    return found;
}

static bool is_purpose(const char *name)
{
    for (int i = 0; i < PURPOSE_COUNT; i++)
        if (strcmp(name, consent_purpose((enum consent_purpose)i)->key) == 0)
            return true;
    return false;
}

static void every_field(const json_t *value, const char *where, enum place allowed, char *unknown, size_t size)
{
    const char *key;
    json_t *inner;
    size_t i;
    if (json_is_array(value))
        json_array_foreach(value, i, inner) every_field(inner, where, allowed, unknown, size);
    if (!json_is_object(value))
        return;
    json_object_foreach((json_t *)(uintptr_t)value, key, inner)
    {
        char path[128];
        snprintf(path, sizeof path, "%s%s%s", where, *where ? "." : "", key);
        bool good = strncmp(where, "purposes", 8) == 0 ? is_purpose(key) : is_said(allowed, path);
        for (size_t n = 0; never[n]; n++)
            good = good && (strcmp(key, never[n]) != 0);
        if (!good)
            snprintf(unknown, size, "%s", path);
        every_field(inner, path, allowed, unknown, size);
    }
}

static json_t *record(struct kit *k, enum record_kind kind)
{
    struct buffer json = {.limit = SEAL_RECORD_MAX};
    CHECK_INT(kit_record(k, kind, &json), FAULT_NONE);
    json_t *root = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES, NULL);
    CHECK(root != NULL);
    buffer_free(&json);
    return root;
}

static void only_listed(const json_t *root, enum place allowed)
{
    char unknown[128] = "";
    every_field(root, "", allowed, unknown, sizeof unknown);
    CHECK_TEXT(unknown, "");
}

static const char *at(const json_t *root, const char *a, const char *b)
{
    const json_t *value = json_object_get(root, a);
    const char *text = json_string_value(b ? json_object_get(value, b) : value);
    return text ? text : "(none)";
}

static void erase_all(struct kit *k, const struct kit_code *code)
{
    kit_find(k, code);
    flow_do(&k->app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    flow_do(&k->app, ACT_GO, SCREEN_mine);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, code);
    flow_do(&k->app, ACT_GO, SCREEN_leave_sure);
    flow_do(&k->app, ACT_LEAVE_SURE, 0);
    flow_do(&k->app, ACT_LEAVE, 0);
    struct kit_counts c = kit_counts(k);
    CHECK(c.memberships == 0 && c.consents == 0 && c.slots == 0);
}

static void test_fields(struct kit *k, enum sign_way way, const char *phone)
{
    struct kit_code code;
    kit_review(k, "tirsdagsgruppa", "  Åse \"Ås\" ", phone, way);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK_INT(k->app.session.at, SCREEN_join_done);
    memcpy(code.word, k->app.session.code, sizeof code.word);
    code.list = k->app.session.code_list;
    flow_do(&k->app, ACT_LEAVE, 0);

    json_t *membership = record(k, RECORD_MEMBERSHIP), *consent = record(k, RECORD_CONSENT);
    only_listed(membership, PLACE);
    only_listed(consent, CONSENT);
    for (size_t i = 0; i < 4; i++) /* what is in both must be the same, but for the two ids */
        CHECK_TEXT(at(membership, ((const char *[]){"sign_up", "kiosk", "group", "day"})[i], NULL),
                   at(consent, ((const char *[]){"sign_up", "kiosk", "group", "day"})[i], NULL));
    CHECK(strcmp(at(membership, "record_id", NULL), at(consent, "record_id", NULL)) != 0);
    CHECK_TEXT(at(consent, "name", NULL), "Åse \"Ås\"");
    CHECK_TEXT(at(consent, "contact", NULL), phone ? "004740612345" : "");
    CHECK_TEXT(at(consent, "contact_way", NULL), phone ? "phone" : "none");
    CHECK_TEXT(at(consent, "signature", "way"), sign_way_name(way));
    CHECK_TEXT(at(consent, "signature", "witness"), way == SIGN_WITNESS ? "Witness Wanda" : "(none)");
    CHECK_TEXT(at(consent, "signature", "mark"), way == SIGN_DRAW ? "M400 200L400 200" : "(none)");
    CHECK_INT(json_object_size(json_object_get(consent, "purposes")), PURPOSE_COUNT);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        CHECK_TEXT(at(consent, "purposes", consent_purpose((enum consent_purpose)i)->key), phone ? "yes" : "no");
    CHECK_INT(json_array_size(json_object_get(json_object_get(consent, "notice"), "facts_shown")), FACT_COUNT);
    CHECK_INT(strlen(at(consent, "notice", "sha256")), 64);
    CHECK_INT(strlen(at(consent, "day", NULL)), 10); /* a day, no time of day (T20) */
    CHECK_INT(json_array_size(json_object_get(membership, "rules_accepted")), 6);
    CHECK(json_is_false(json_object_get(membership, "waiting")));
    json_decref(membership);
    json_decref(consent);
    erase_all(k, &code);
}

/* A yes that comes later has its day, its language and the text that was shown. */
static void later_yes(struct kit *k, const struct kit_code *code)
{
    uint8_t hash[SEAL_HASH];
    struct buffer text = {.limit = 1 << 16};
    const char *purpose = consent_purpose(0)->key;
    kit_find(k, code);
    CHECK(*k->app.session.own.text != 0); /* for the receipt */
    flow_do(&k->app, ACT_LANGUAGE, strcmp(k->app.session.language, "en") == 0 ? 0 : 1);
    const char *language = k->app.session.language;
    flow_do(&k->app, ACT_GO, SCREEN_withdraw);
    flow_do(&k->app, ACT_ALLOW, 0);
    CHECK_INT(k->app.session.at, SCREEN_allow_sure);
    flow_do(&k->app, ACT_ALLOW_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_PURPOSE_ALLOWED);
    CHECK_INT(k->app.session.own.answer[0], ANSWER_YES);
    flow_do(&k->app, ACT_LEAVE, 0);
    json_t *consent = record(k, RECORD_CONSENT);
    only_listed(consent, CONSENT);
    CHECK_TEXT(at(consent, "purposes", purpose), "yes");
    CHECK_TEXT(at(consent, "purposes_language", purpose), language);
    const json_t *line = json_array_get(json_object_get(consent, "events"), 3);
    CHECK_TEXT(at(line, "event", NULL), "given");
    CHECK_TEXT(at(line, "purpose", NULL), purpose);
    CHECK_TEXT(at(line, "language", NULL), language);
    CHECK(bytes_unhex(hash, sizeof hash, at(line, "sha256", NULL)));
    CHECK_INT(store_consent_text(k->app.store, hash, &text), FAULT_NONE);
    buffer_free(&text);
    json_decref(consent);
}

/* Changing leaves the same fields, and a line about each change. */
static void test_changed(struct kit *k)
{
    struct kit_code code;
    CHECK(kit_join(k, "tirsdagsgruppa", "Changing", "40612345", &code));
    kit_find(k, &code);
    flow_do(&k->app, ACT_GO, SCREEN_mine_contact);
    flow_do(&k->app, ACT_MINE_CONTACT, CONTACT_MAIL);
    kit_type(k, "c@example.no");
    flow_do(&k->app, ACT_WRITTEN, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_CONTACT_CHANGED);
    flow_do(&k->app, ACT_LEAVE, 0);
    kit_find(k, &code);
    flow_do(&k->app, ACT_WITHDRAW, 0);
    flow_do(&k->app, ACT_WITHDRAW_SURE, 0);
    CHECK_INT(k->app.session.own.outcome, VERDICT_PURPOSE_WITHDRAWN);
    flow_do(&k->app, ACT_LEAVE, 0);
    json_t *consent = record(k, RECORD_CONSENT);
    only_listed(consent, CONSENT);
    CHECK_TEXT(at(consent, "contact", NULL), "c@example.no");
    CHECK_TEXT(at(consent, "purposes", consent_purpose(0)->key), "withdrawn");
    const json_t *events = json_object_get(consent, "events");
    CHECK_INT(json_array_size(events), 3);
    CHECK_TEXT(at(json_array_get(events, 0), "event", NULL), "given");
    CHECK_TEXT(at(json_array_get(events, 1), "event", NULL), "contact_changed");
    CHECK_TEXT(at(json_array_get(events, 2), "purpose", NULL), consent_purpose(0)->key);
    json_decref(consent);
    later_yes(k, &code);
    struct kit_counts c = kit_counts(k);
    CHECK(c.memberships == 1 && c.consents == 1 && c.slots == 2); /* the old ones' keys are gone */
    erase_all(k, &code);
}

/* The text that is hashed is the one that was shown: another language or another telephone is another text; the group stands in the
 * sentence that was signed (SGN-07). */
static json_t *consent_of(const struct app *app)
{
    static const uint8_t id[SEAL_ID];
    const struct signup s = {app, flow_today(), "00", id, id, false};
    struct buffer membership = {.limit = SIGNUP_JSON_MAX}, consent = {.limit = SIGNUP_JSON_MAX};
    CHECK_INT(flow_signup_json(&s, &membership, &consent), FAULT_NONE);
    CHECK(!membership.over && !consent.over);
    json_t *ret = json_loadb((const char *)consent.data, consent.length, 0, NULL);
    buffer_free(&membership);
    buffer_free(&consent);
    return ret;
}

static void hash_of(const struct app *app, char out[2 * SEAL_HASH + 1])
{
    json_t *consent = consent_of(app);
    CHECK_INT(snprintf(out, 2 * SEAL_HASH + 1, "%s", at(consent, "notice", "sha256")), 2 * SEAL_HASH);
    json_decref(consent);
}

/* What the record names can be read, word for word, and holds no group. */
static void text_is_kept(struct kit *k, const char *hex)
{
    struct buffer text = {.limit = 1 << 16};
    uint8_t hash[SEAL_HASH], again[SEAL_HASH];
    CHECK(bytes_unhex(hash, sizeof hash, hex));
    CHECK_INT(store_consent_text(k->app.store, hash, &text), FAULT_NONE);
    seal_sha256(again, text.data, text.length);
    CHECK(memcmp(hash, again, sizeof hash) == 0);
    CHECK(strstr(buffer_string(&text), _(consent_fact(FACT_how_long)->heading)) != NULL);
    CHECK(strstr(buffer_string(&text), "{group}") != NULL);
    CHECK(strstr(buffer_string(&text), k->app.session.group.name) == NULL);
    buffer_free(&text);
}

static void test_hash(struct kit *k)
{
    char nb[2 * SEAL_HASH + 1], again[2 * SEAL_HASH + 1], other[2 * SEAL_HASH + 1];
    struct app *app = &k->app;
    kit_review(k, "tirsdagsgruppa", "Hash", NULL, SIGN_HOLD);
    hash_of(app, nb);
    text_is_kept(k, nb);
    (void)text_copy(app->session.group.name, sizeof app->session.group.name, "Another");
    hash_of(app, again);
    CHECK_TEXT(nb, again);
    json_t *consent = consent_of(app);
    CHECK(strstr(at(consent, "signature", "statement"), "Another") != NULL);
    json_decref(consent);
    flow_do(app, ACT_LANGUAGE, strcmp(app->session.language, "en") == 0 ? 0 : 1);
    hash_of(app, other);
    CHECK(strcmp(nb, other) != 0);
    text_is_kept(k, other);
    app->centre.phone[0]++;
    hash_of(app, other);
    CHECK(strcmp(nb, other) != 0);
    flow_do(app, ACT_LEAVE, 0);
}

/* Each answer, rule and the signature have the language they were given in, and what was shown in another one is asked again. */
static void test_languages(struct kit *k)
{
    struct app *app = &k->app;
    struct kit_code code;
    kit_review(k, "tirsdagsgruppa", "Language", NULL, SIGN_HOLD);
    const char *first = app->session.language;
    int32_t other = strcmp(first, "en") == 0 ? 0 : 1;
    flow_do(app, ACT_LANGUAGE, other);
    flow_do(app, ACT_COMMIT_JOIN, 0);
    CHECK_INT(app->session.at, SCREEN_join_rule);
    CHECK_INT(app->session.notice, VERDICT_JOIN_LANGUAGE);
    for (int32_t i = 0; i < app->session.rule_count; i++)
        flow_do(app, ACT_RULE_AGREE, i);
    CHECK_INT(app->session.at, SCREEN_join_facts);
    for (int page = 0; page < CONSENT_PAGES; page++)
        flow_do(app, ACT_FACTS_READ, page);
    for (int i = 0; i < PURPOSE_COUNT; i++) {
        CHECK_INT(app->session.at, SCREEN_join_purpose);
        CHECK_INT(app_answer(&app->session, (enum consent_purpose)i), ANSWER_NONE);
        flow_do(app, ACT_ANSWER, ANSWER_NO);
    }
    CHECK_INT(app->session.at, SCREEN_join_sign);
    flow_do(app, ACT_SIGN_WAY, SIGN_HOLD);
    flow_do(app, ACT_SIGN, SIGN_HOLD);
    CHECK_INT(app->session.at, SCREEN_join_review);
    flow_do(app, ACT_COMMIT_JOIN, 0);
    CHECK_INT(app->session.at, SCREEN_join_done);
    memcpy(code.word, app->session.code, sizeof code.word);
    code.list = app->session.code_list;
    const char *second = app->session.language;
    flow_do(app, ACT_LEAVE, 0);
    json_t *membership = record(k, RECORD_MEMBERSHIP), *consent = record(k, RECORD_CONSENT);
    const json_t *rules = json_object_get(membership, "rules_language");
    CHECK_INT(json_array_size(rules), json_array_size(json_object_get(membership, "rules_accepted")));
    for (size_t i = 0; i < json_array_size(rules); i++)
        CHECK_TEXT(json_string_value(json_array_get(rules, i)), second);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        CHECK_TEXT(at(consent, "purposes_language", consent_purpose((enum consent_purpose)i)->key), second);
    CHECK_TEXT(at(consent, "signature", "language"), second);
    CHECK_TEXT(at(consent, "notice", "language"), second);
    json_decref(membership);
    json_decref(consent);
    erase_all(k, &code);
}

/* A text that no start could foresee is kept with the sign-up that was shown it. */
static void test_kept_with(struct kit *k)
{
    struct kit_code code;
    kit_review(k, "tirsdagsgruppa", "Kept", NULL, SIGN_HOLD);
    k->app.centre.phone[0]++;
    char hex[2 * SEAL_HASH + 1];
    uint8_t hash[SEAL_HASH];
    struct buffer text = {.limit = 1 << 16};
    hash_of(&k->app, hex);
    CHECK(bytes_unhex(hash, sizeof hash, hex));
    CHECK_INT(store_consent_text(k->app.store, hash, &text), FAULT_NO_ENTRY);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    CHECK_INT(k->app.session.at, SCREEN_join_done);
    CHECK_INT(store_consent_text(k->app.store, hash, &text), FAULT_NONE);
    CHECK(text.length > 0);
    buffer_free(&text);
    memcpy(code.word, k->app.session.code, sizeof code.word);
    code.list = k->app.session.code_list;
    flow_do(&k->app, ACT_LEAVE, 0);
    erase_all(k, &code);
}

static void test_described(void)
{
    struct buffer text = {.limit = 1 << 20};
    char quoted[80];
    if (file_read("docs/export.md", &text) != FAULT_NONE) {
        SKIP("docs/export.md is not there yet");
        return;
    }
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        if (said[i].place != PLACE && said[i].place != CONSENT)
            continue;
        for (const char *at = said[i].names; *at; at += strcspn(at, " "), at += *at == ' ') {
            snprintf(quoted, sizeof quoted, "%.*s", (int)strcspn(at, " "), at);
            const char *last = strrchr(quoted, '.') ? strrchr(quoted, '.') + 1 : quoted;
            if (!strstr(buffer_string(&text), last))
                printf("docs/export.md says nothing of %s\n", quoted);
            CHECK(strstr(buffer_string(&text), last) != NULL);
        }
    }
    buffer_free(&text);
}

/* --- the mark ------------------------------------------------------------------------------------------------------------ */

struct corner {
    double x, y;
};

/* The same shape, drawn so that the finger is seen every `step` units. */
static void draw(struct kit *k, const struct corner *shape, size_t corners, double step, struct strokes *out)
{
    flow_do(&k->app, ACT_MARK_CLEAR, 0);
    flow_stroke_begin(&k->app, (int32_t)shape[0].x, (int32_t)shape[0].y);
    for (size_t i = 1; i < corners; i++) {
        double dx = shape[i].x - shape[i - 1].x, dy = shape[i].y - shape[i - 1].y, length = hypot(dx, dy);
        for (double along = step; along < length; along += step)
            flow_stroke_point(&k->app, (int32_t)lround(shape[i - 1].x + dx * along / length),
                              (int32_t)lround(shape[i - 1].y + dy * along / length));
        flow_stroke_point(&k->app, (int32_t)shape[i].x, (int32_t)shape[i].y);
    }
    flow_stroke_end(&k->app);
    *out = k->app.session.join.mark;
}

static bool same_path(const struct strokes *a, const struct strokes *b)
{
    return a->points == b->points && memcmp(a->x, b->x, sizeof *a->x * a->points) == 0 &&
           memcmp(a->y, b->y, sizeof *a->y * a->points) == 0;
}

/* The farthest that a point of `a` lies from the line of `b`. */
static double apart(const struct strokes *a, const struct strokes *b)
{
    double most = 0;
    for (int i = 0; i < a->points; i++) {
        double least = 1e9;
        for (int j = 0; j + 1 < b->points; j++) {
            double dx = b->x[j + 1] - b->x[j], dy = b->y[j + 1] - b->y[j], square = dx * dx + dy * dy;
            double t = square > 0 ? ((a->x[i] - b->x[j]) * dx + (a->y[i] - b->y[j]) * dy) / square : 0;
            t = t < 0 ? 0 : t > 1 ? 1 : t;
            double d = hypot(a->x[i] - b->x[j] - t * dx, a->y[i] - b->y[j] - t * dy);
            least = d < least ? d : least;
        }
        most = least > most ? least : most;
    }
    return most;
}

static void test_speed(struct kit *k)
{
    static const struct corner square[] = {{100, 100}, {400, 100}, {400, 280}, {100, 280}, {100, 100}};
    static const struct corner scrawl[] = {{50, 300}, {233, 61}, {301, 344}, {422, 90}, {570, 311}, {777, 42}};
    static struct strokes fast, slow, uneven;
    kit_review(k, "tirsdagsgruppa", "Mark", NULL, SIGN_NONE);
    flow_do(&k->app, ACT_SIGN_WAY, SIGN_DRAW);
    draw(k, square, 5, 300, &fast);
    draw(k, square, 5, 1, &slow);
    draw(k, square, 5, 17, &uneven);
    CHECK(fast.points > 100 && same_path(&fast, &slow) && same_path(&fast, &uneven));
    draw(k, scrawl, 6, 1000, &fast); /* slanted lines: but for rounding */
    for (double step = 1; step < 200; step *= 1.7) {
        draw(k, scrawl, 6, step, &slow);
        CHECK(apart(&fast, &slow) < 6 &&
              apart(&slow, &fast) < 6); /* the tip of a sharp corner may fall between two points */
        CHECK(abs(fast.points - slow.points) <= fast.points / 30);
        for (int i = 1; i < slow.points; i++) { /* no distance tells how fast the hand was */
            double d = hypot(slow.x[i] - slow.x[i - 1], slow.y[i] - slow.y[i - 1]);
            CHECK(d >= 6 && d <= 7.5);
        }
    }
    flow_do(&k->app, ACT_LEAVE, 0);
}

static void test_limits(struct kit *k)
{
    struct strokes *m = &k->app.session.join.mark;
    kit_review(k, "tirsdagsgruppa", "Mark", NULL, SIGN_NONE);
    flow_do(&k->app, ACT_SIGN_WAY, SIGN_DRAW);
    flow_do(&k->app, ACT_SIGN, SIGN_DRAW);
    CHECK(k->app.session.notice == VERDICT_SIGN_MISSING && !k->app.session.join.signed_in);
    flow_stroke_point(&k->app, 5, 5); /* nothing was begun */
    CHECK_INT(m->points, 0);
    for (int i = 0; i < 3 * STROKES_MAX; i++) {
        flow_stroke_begin(&k->app, INT32_MIN, INT32_MAX);
        for (int j = 0; j < 40; j++)
            flow_stroke_point(&k->app, j % 2 ? INT32_MAX : INT32_MIN, j % 3 ? INT32_MAX : -7);
        flow_stroke_end(&k->app);
    }
    CHECK(m->count <= STROKES_MAX && m->points == STROKE_POINTS_MAX);
    for (int i = 0; i < m->points; i++)
        CHECK(m->x[i] >= 0 && m->x[i] <= 800 && m->y[i] >= 0 && m->y[i] <= 800);
    json_t *consent = consent_of(&k->app);
    const char *path = at(consent, "signature", "mark");
    CHECK(strlen(path) > STROKE_POINTS_MAX && strlen(path) < SIGNUP_JSON_MAX / 2);
    json_decref(consent);
    while (m->count > 0)
        flow_do(&k->app, ACT_MARK_UNDO, 0);
    static const struct strokes nothing;
    CHECK(memcmp(m, &nothing, sizeof nothing) == 0); /* an undone line leaves nothing behind */
    for (int i = 0; i < 3 * STROKES_MAX; i++)
        flow_do(&k->app, ACT_MARK_DOT, 0);
    CHECK(m->count == STROKES_MAX && m->points == STROKES_MAX);
    flow_do(&k->app, ACT_MARK_CLEAR, 0);
    flow_do(&k->app, ACT_MARK_DOT, 0); /* a dot is a mark */
    flow_do(&k->app, ACT_SIGN, SIGN_DRAW);
    CHECK(k->app.session.join.signed_in && k->app.session.at == SCREEN_join_review);
    flow_do(&k->app, ACT_LEAVE, 0);
}

int main(void)
{
    static struct kit k;
    kit_make(&k);
    for (int way = SIGN_DRAW; way <= SIGN_WITNESS; way++) {
        test_fields(&k, (enum sign_way)way, NULL);
        test_fields(&k, (enum sign_way)way, "40 61 23 45");
    }
    test_changed(&k);
    test_hash(&k);
    test_kept_with(&k);
    test_languages(&k);
    test_described();
    test_speed(&k);
    test_limits(&k);
    kit_free(&k);
    return TEST_END();
}
