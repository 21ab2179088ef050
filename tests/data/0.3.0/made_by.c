/* How this folder was made: compiled against version 0.3.0 (commit 7e62756), run once, and kept. See README.md. */
#include "flow_kit.h"

static struct kit k;

static void must(bool so, const char *what)
{
    if (!so) {
        fprintf(stderr, "not so: %s (screen %d)\n", what, (int)k.app.session.at);
        exit(1);
    }
}

static void keep(const char *folder, const char *name, const char *text)
{
    char path[FILE_PATH_MAX];
    must(file_path(path, folder, name) == FAULT_NONE && file_new(path, text, strlen(text), 0600) == FAULT_NONE, name);
}

static void make_kiosk(const char *office)
{
    static struct centre_file file;
    char why[256] = "", recipient[2][SEAL_RECIPIENT_TEXT], identity[SEAL_IDENTITY_TEXT];
    const char *recipients[] = {recipient[0], recipient[1]};
    must(feed_centre_read("assets/demo/centre.json", &file, why, sizeof why) == FAULT_NONE, why);
    seal_identity_make(&k.office);
    seal_identity_make(&k.recovery);
    seal_recipient_text(recipient[0], &k.office.recipient);
    seal_recipient_text(recipient[1], &k.recovery.recipient);
    const struct flow_making making = {k.data, &file, recipients, 2, SEAL_CODE_COST_DEMO, SEAL_CODE_COST_DEMO, NULL};
    must(flow_make(&making, k.pin, why, sizeof why) == FAULT_NONE, why);
    seal_identity_text(identity, &k.office);
    keep(office, "office.txt", identity);
    keep(office, "pin.txt", k.pin);
}

static void join(FILE *codes, const char *group, const char *name, const char *phone, struct kit_code *code)
{
    must(kit_join(&k, group, name, phone, code), name);
    fprintf(codes, "%s %s %d %u %u %u %u\n", name, group, code->list, code->word[0], code->word[1], code->word[2],
            code->word[3]);
}

int main(int count, char **words)
{
    struct kit_code ola, kari, per, anne, nils;
    char office[FILE_PATH_MAX], path[FILE_PATH_MAX];
    must(count == 2, "made_by FOLDER");
    snprintf(k.data, sizeof k.data, "%s/kiosk", words[1]);
    snprintf(k.stick, sizeof k.stick, "%s/stick", words[1]);
    snprintf(office, sizeof office, "%s/office", words[1]);
    must(mkdir(k.stick, 0700) == 0 && mkdir(office, 0700) == 0, "new folders");
    must(words_open("build/lang") == FAULT_NONE && seal_start() == FAULT_NONE, "words");
    make_kiosk(office);
    must(file_path(path, office, "codes.txt") == FAULT_NONE, "path");
    FILE *codes = fopen(path, "w");
    kit_open(&k);
    join(codes, "tirsdagsgruppa", "Ola", "40612345", &ola);
    join(codes, "onsdagsgruppa", "Kari", "40612346", &kari);
    join(codes, "torsdag-ettermiddag", "Per", "40612347", &per);
    kit_find(&k, &kari); /* withdraws everything, and stays in the group */
    flow_do(&k.app, ACT_WITHDRAW, PURPOSE_COUNT);
    flow_do(&k.app, ACT_WITHDRAW_SURE, 0);
    must(k.app.session.own.outcome == VERDICT_CONSENT_WITHDRAWN, "withdrawn");
    flow_do(&k.app, ACT_LEAVE, 0);
    must(kit_export(&k) == VERDICT_EXPORT_DONE, "export");
    flow_do(&k.app, ACT_LEAVE, 0);
    host_fake.now += 24 * 3600;
    kit_find(&k, &per); /* another contact, after the list was taken out */
    flow_do(&k.app, ACT_MINE_CONTACT, CONTACT_MAIL);
    kit_type(&k, "per@example.no");
    flow_do(&k.app, ACT_WRITTEN, 0);
    must(k.app.session.own.outcome == VERDICT_CONTACT_CHANGED, "changed");
    flow_do(&k.app, ACT_LEAVE, 0);
    join(codes, "tirsdagsgruppa", "Anne", NULL, &anne);
    kit_again(&k, true);
    host_fake.now += 24 * 3600;
    join(codes, "fredagsgruppa", "Nils", "40612348", &nils);
    fclose(codes);
    _exit(0); /* the plug is pulled: what Nils left is in the log beside kiosk.db only */
}
