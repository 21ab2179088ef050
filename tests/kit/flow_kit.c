#include "flow_kit.h"

#include <sched.h>
#include "attack_kit.h"
#include "flow/records/records.h"
#include "screens.h"

void kit_open(struct kit *k)
{
    char why[256] = "";
    const struct flow_folders folders = {k->data, k->stick, "assets", k->soon};
    fault f = flow_open(&k->app, &folders, why, sizeof why);
    if (f != FAULT_NONE)
        printf("kit: %s %s\n", fault_name(f), why);
    assert(f == FAULT_NONE);
    flow_without_display(&k->app);
    if (k->soon) { /* and at rest for a while */
        host_fake.steady_ms += 2000;
        flow_tick(&k->app, host_fake.steady_ms, 10);
        CHECK(!store_unproven(k->app.store));
        flow_without_display(&k->app);
    }
}

void kit_close(struct kit *k)
{
    flow_close(&k->app);
}

void kit_again(struct kit *k, bool boot)
{
    kit_close(k);
    if (boot)
        host_fake.steady_ms = 1000;
    kit_open(k);
}

void kit_make(struct kit *k)
{
    static struct centre_file file;
    struct findings found = {0};
    char why[256] = "", recipient[2][SEAL_RECIPIENT_TEXT];
    const char *recipients[] = {recipient[0], recipient[1]};
    *k = (struct kit){.folder = "/tmp/sirkel-flow-XXXXXX"};
    fault f = words_open("build/lang"); /* without a catalogue the words are English, which is as good here */
    if (f == FAULT_NONE)
        f = seal_start();
    if (f == FAULT_NONE)
        f = feed_centre_read("assets/demo/centre.json", 0, &file, &found);
    findings_free(&found);
    assert(f == FAULT_NONE && mkdtemp(k->folder));
    for (size_t i = 0; i < file.group_count; i++)
        file.groups[i].capacity = file.groups[i].day_limit = KIT_CAPACITY;
    snprintf(k->data, sizeof k->data, "%s/kiosk", k->folder);
    snprintf(k->stick, sizeof k->stick, "%s/stick", k->folder);
    seal_identity_make(&k->office);
    seal_identity_make(&k->recovery);
    seal_recipient_text(recipient[0], &k->office.recipient);
    seal_recipient_text(recipient[1], &k->recovery.recipient);
    const struct flow_making making = {.data = k->data,
                                       .file = &file,
                                       .recipients = recipients,
                                       .recipient_count = 2,
                                       .code_cost = SEAL_CODE_COST_DEMO,
                                       .pin_cost = SEAL_CODE_COST_DEMO};
    struct flow_made made;
    f = flow_make(&making, &made, why, sizeof why);
    memcpy(k->pin, made.pin, sizeof k->pin);
    centre_file_free(&file);
    if (f != FAULT_NONE)
        printf("kit: %s %s\n", fault_name(f), why);
    assert(f == FAULT_NONE && mkdir(k->stick, 0700) == 0);
    kit_open(k);
}

void kit_free(struct kit *k)
{
    kit_close(k);
    scratch_remove(k->folder);
}

void kit_type(struct kit *k, const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        flow_do(&k->app, ACT_KEY, (int32_t)c);
}

int32_t kit_group(struct kit *k, const char *key)
{
    static struct group group;
    fault f = store_group_by_key(k->app.store, "nb", key, &group);
    assert(f == FAULT_NONE);
    return group.id;
}

void kit_review(struct kit *k, const char *key, const char *name, const char *phone, enum sign_way way)
{
    struct app *a = &k->app;
    flow_do(a, ACT_BEGIN, 0);
    flow_do(a, ACT_GROUP, kit_group(k, key));
    flow_do(a, ACT_JOIN, 0);
    flow_do(a, ACT_GO, SCREEN_join_rule);
    for (int32_t i = 0; i < a->session.rule_count && a->session.at == SCREEN_join_rule; i++)
        flow_do(a, ACT_RULE_AGREE, i);
    flow_do(a, ACT_GO, SCREEN_join_name);
    kit_type(k, name);
    flow_do(a, ACT_WRITTEN, 0);
    flow_do(a, ACT_CONTACT_WAY, phone ? CONTACT_PHONE : CONTACT_NONE);
    if (phone) {
        kit_type(k, phone);
        flow_do(a, ACT_WRITTEN, 0);
    }
    for (int i = 0; i < CONSENT_PAGES; i++)
        flow_do(a, ACT_FACTS_READ, 0);
    for (int i = 0; i < PURPOSE_COUNT; i++)
        flow_do(a, ACT_ANSWER, phone ? ANSWER_YES : ANSWER_NO);
    if (way == SIGN_NONE)
        return;
    flow_do(a, ACT_SIGN_WAY, (int32_t)way);
    if (way == SIGN_DRAW)
        flow_do(a, ACT_MARK_DOT, 0);
    if (way == SIGN_WITNESS)
        kit_type(k, "Witness Wanda");
    flow_do(a, ACT_SIGN, (int32_t)way);
}

bool kit_join(struct kit *k, const char *key, const char *name, const char *phone, struct kit_code *code)
{
    kit_review(k, key, name, phone, SIGN_HOLD);
    flow_do(&k->app, ACT_COMMIT_JOIN, 0);
    bool joined = k->app.session.at == SCREEN_join_done;
    if (code) {
        memcpy(code->word, k->app.session.code, sizeof code->word);
        code->list = k->app.session.code_list;
    }
    flow_do(&k->app, ACT_LEAVE, 0);
    flow_do(&k->app, ACT_KEPT, 1);
    return joined;
}

void kit_find(struct kit *k, const struct kit_code *code)
{
    flow_do(&k->app, ACT_BEGIN, 0);
    flow_do(&k->app, ACT_GO, SCREEN_code);
    while (k->app.session.code_count > 0)
        flow_do(&k->app, ACT_CODE_UNDO, 0);
    for (int i = 0; i < CODE_WORDS; i++)
        flow_do(&k->app, ACT_CODE_WORD, code->list * CODE_LIST + code->word[i]);
    flow_touched(&k->app);
    flow_do(&k->app, ACT_CODE_FIND, 0);
    while (k->app.session.at == SCREEN_code_look) {
        sched_yield();
        flow_tick(&k->app, host_fake.steady_ms, 10);
    }
}

void kit_pin(struct kit *k, const char *pin)
{
    if (k->app.session.at != SCREEN_staff_pin && k->app.session.at != SCREEN_office_pin)
        flow_do(&k->app, ACT_GO, SCREEN_staff_pin);
    for (; *pin; pin++)
        flow_do(&k->app, ACT_PIN_KEY, *pin - '0');
    flow_do(&k->app, ACT_PIN_DONE, 0);
}

enum verdict kit_export(struct kit *k)
{
    if (k->app.session.who != STAFF)
        kit_pin(k, k->pin);
    flow_do(&k->app, ACT_GO, SCREEN_staff_export);
    flow_do(&k->app, ACT_EXPORT, 0);
    while (flow_busy(&k->app))
        flow_tick(&k->app, host_fake.steady_ms, 10);
    return k->app.staff.export_outcome;
}

struct kit_counts kit_counts(struct kit *k)
{
    struct kit_counts c = {0};
    struct journal_head head;
    fault f = store_export_begin(k->app.store, &c.memberships, &c.consents);
    store_export_end(k->app.store);
    if (f == FAULT_NONE)
        f = store_journal_head(k->app.store, &head);
    assert(f == FAULT_NONE);
    c.journal = head.count;
    c.slots = (int64_t)seal_slots_used(k->app.flow->slots, NULL);
    return c;
}

const char *kit_last_line(struct kit *k)
{
    static char last[STORE_ENTRY_MAX];
    const char *entry, *at;
    int64_t n;
    uint8_t link[STORE_HASH];
    while (store_journal_next(k->app.store, &n, &entry, link) == FAULT_NONE)
        (void)text_copy(last, sizeof last, entry);
    at = last;
    for (int spaces = 0; spaces < 3 && *at; at++)
        spaces += *at == ' ';
    return at;
}

bool kit_starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

int kit_files(const struct kit *k, const char *end)
{
    int count = 0;
    DIR *folder = opendir(k->stick);
    for (struct dirent *e; folder && (e = readdir(folder));) {
        size_t n = strlen(e->d_name), m = strlen(end);
        count += n >= m && strcmp(e->d_name + n - m, end) == 0;
    }
    if (folder)
        closedir(folder);
    return count;
}

fault kit_record(struct kit *k, enum record_kind kind, struct buffer *json)
{
    struct buffer age = {.limit = SEAL_RECORD_FILE_MAX};
    struct record row;
    int64_t m, c;
    fault f = store_export_begin(k->app.store, &m, &c);
    if (f == FAULT_NONE)
        f = store_export_next(k->app.store, kind, &row);
    if (f == FAULT_NONE)
        f = flow_record_proof(k->app.flow->slots, &row, &age);
    store_export_end(k->app.store);
    if (f == FAULT_NONE)
        f = seal_record_open(&k->office, (struct span){age.data, age.length}, json);
    buffer_free(&age);
    return f;
}

void kit_restore(struct kit *k, const char *base)
{
    attack_restore(base, k->data);
    scratch_remove(k->stick);
    CHECK(mkdir(k->stick, 0700) == 0);
}

void kit_attack(void (*make)(struct kit *k), kit_attack_test *const tests[])
{
    static struct kit k;
    char base[] = "/tmp/sirkel-base-XXXXXX";
    assert(mkdtemp(base));
    make(&k);
    attack_restore(k.data, base);
    for (size_t i = 0; tests[i]; i++)
        tests[i](&k, base);
    kit_open(&k);
    kit_free(&k);
    scratch_remove(base);
}
