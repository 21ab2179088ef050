/* The two slots on a machine made of plain files: names with counters, an update from beginning to end, a good start, a
 * cut in between, and the data from before a newer version. */
#include <signal.h>
#include "system_kit.h"

static struct machine machine;

static bool there(const char *name)
{
    return access(kit_path(name), F_OK) == 0;
}

static bool holds(const char *name, const uint8_t *data, size_t length)
{
    struct buffer found = kit_read(name);
    bool same = found.length >= length && memcmp(found.data, data, length) == 0;
    buffer_free(&found);
    return same;
}

static void names(void)
{
    static const struct {
        const char *name;
        struct slot_name is;
    } good[] = {
        {"sirkel-a.efi", {'a', false, 0, 0}},    {"sirkel-b+3.efi", {'b', true, 3, 0}},
        {"sirkel-b+2-1.efi", {'b', true, 2, 1}}, {"sirkel-a+0-3.efi", {'a', true, 0, 3}},
        {"SIRKEL-A.EFI", {'a', false, 0, 0}},    {"sirkel-b+12-999.efi", {'b', true, 12, 999}},
    };
    static const char *const bad[] = {"",
                                      "sirkel-",
                                      "sirkel-c.efi",
                                      "sirkel-a",
                                      "sirkel-a+.efi",
                                      "sirkel-a+3-.efi",
                                      "sirkel-a-1.efi",
                                      "sirkel-ab.efi",
                                      "sirkel-a+3.efi.new",
                                      "xsirkel-a.efi",
                                      "sirkel-a+1234.efi",
                                      "sirkel-a+3-1-1.efi",
                                      "sirkel-a .efi"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct slot_name n;
        CHECK(slot_name_parse(&n, good[i].name));
        CHECK(n.slot == good[i].is.slot && n.counted == good[i].is.counted && n.left == good[i].is.left &&
              n.done == good[i].is.done);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!slot_name_parse(&(struct slot_name){0}, bad[i]));
}

static void offer_update(void)
{
    struct update_manifest m = machine_manifest(&machine, "0.4.0", 4);
    machine_files(&machine);
    machine_offer_manifest(&machine, &m);
}

static void whole_update(void)
{
    char why[SEAL_WHY] = "";
    offer_update();
    kit_write("esp/EFI/sirkel.new", kit_text("left over from a cut"));
    kit_write("esp/EFI/Linux/sirkel-b+0-3.efi", kit_text("an update that failed"));
    CHECK(update_check(&machine.update, why) == FAULT_NONE);
    CHECK_TEXT(machine.update.manifest.version, "0.4.0");
    CHECK(update_write(&machine.update, NULL, why) == FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK(holds("root-b", machine.root, ROOT_BYTES));
    CHECK(holds("esp/EFI/Linux/sirkel-b+3.efi", machine.kernel[1], KERNEL_BYTES));
    CHECK(!there("esp/EFI/Linux/sirkel-b.efi") && !there("esp/EFI/Linux/sirkel-b+0-3.efi") &&
          !there("esp/EFI/sirkel.new"));
    CHECK(holds("esp/EFI/Linux/sirkel-a.efi", machine.kernel[0], 100)); /* the running one is as it was */
}

static void good_start(void)
{
    struct slot_places p = machine.update.places;
    char why[SEAL_WHY] = "";
    bool trial = true;
    CHECK(slot_on_trial(&p, &trial) == FAULT_NONE && !trial);
    p.running = 'b';
    CHECK(rename(kit_path("esp/EFI/Linux/sirkel-b+3.efi"), kit_path("esp/EFI/Linux/sirkel-b+2-1.efi")) == 0);
    CHECK(slot_on_trial(&p, &trial) == FAULT_NONE && trial);
    kit_write("esp/EFI/Linux/sirkel-b.efi", (struct span){machine.kernel[1], 0}); /* a cut left an empty entry */
    CHECK(slot_confirm(&p, why) == FAULT_NONE);
    CHECK(holds("esp/EFI/Linux/sirkel-b.efi", machine.kernel[1], KERNEL_BYTES) &&
          !there("esp/EFI/Linux/sirkel-b+2-1.efi"));
    kit_write("esp/EFI/Linux/sirkel-b+1-2.efi", (struct span){machine.kernel[1], KERNEL_BYTES}); /* a cut left both */
    CHECK(slot_confirm(&p, why) == FAULT_NONE && !there("esp/EFI/Linux/sirkel-b+1-2.efi"));
    CHECK(slot_on_trial(&p, &trial) == FAULT_NONE && !trial);
    CHECK(slot_remove_kernels(&p, 'b', why) == FAULT_BAD_INPUT && there("esp/EFI/Linux/sirkel-b.efi"));
    CHECK(slot_install_kernel(&p, 'b', 0, &machine.update.manifest.part[0], why) == FAULT_BAD_INPUT);
    CHECK(slot_confirm(&p, why) == FAULT_NONE);
}

/* The stick changes after it was looked at: what was copied is not what was signed, and nothing can be started. */
static void changed_meanwhile(void)
{
    char why[SEAL_WHY] = "";
    offer_update();
    CHECK(update_check(&machine.update, why) == FAULT_NONE);
    struct buffer root = kit_read("sirkel-update/root.img");
    root.data[ROOT_BYTES / 2] ^= 1;
    kit_write("sirkel-update/root.img", kit_span(&root));
    CHECK(update_write(&machine.update, NULL, why) == FAULT_FILE_DAMAGED);
    buffer_free(&root);
}

static fault long_work(struct job *job, void *what, char *why)
{
    (void)what, (void)why;
    job_total(job, 100);
    job_step(job, JOB_COPYING);
    job_advance(job, 40);
    usleep(200000);
    return FAULT_NONE;
}

static fault broken_work(struct job *job, void *what, char *why)
{
    (void)job, (void)what, (void)why;
    raise(SIGKILL);
    return FAULT_NONE;
}

static void in_the_background(void)
{
    struct machine_answer answer;
    job_progress(&answer);
    CHECK_INT(answer.state, MACHINE_IDLE);
    CHECK(job_begin(long_work, NULL) == FAULT_NONE && job_begin(long_work, NULL) == FAULT_BUSY);
    usleep(100000);
    job_progress(&answer);
    CHECK(answer.state == MACHINE_BUSY && answer.number == 40 && answer.all == 100);
    CHECK_TEXT(answer.text, "copying");
    for (int i = 0; i < 100 && job_running(); i++)
        usleep(20000);
    job_progress(&answer);
    CHECK(answer.state == MACHINE_DONE && answer.fault == FAULT_NONE);
    CHECK(job_begin(broken_work, NULL) == FAULT_NONE);
    for (int i = 0; i < 100 && job_running(); i++)
        usleep(20000);
    job_progress(&answer);
    CHECK(answer.state == MACHINE_FAILED && answer.fault == FAULT_DISK_BROKEN);
}

/* --- the data --- */

static void data_place(struct slot_data *d, const char *version, uint32_t schema)
{
    *d = (struct slot_data){.running = {.schema = schema}};
    snprintf(d->folder, FILE_PATH_MAX, "%s", kit_path("data"));
    snprintf(d->running.version, VERSION_MAX, "%s", version);
}

static bool starts(const char *version, uint32_t schema, bool expect_newer)
{
    struct slot_data d;
    char why[SEAL_WHY] = "";
    bool newer = false;
    data_place(&d, version, schema);
    fault f = slot_data_start(&d, &newer, why);
    if (f != FAULT_NONE || newer != expect_newer)
        printf("%s: %s, newer %d (%s)\n", version, fault_name(f), newer, why);
    return f == FAULT_NONE && newer == expect_newer;
}

static bool says(const char *name, const char *text)
{
    return holds(name, (const uint8_t *)text, strlen(text));
}

static void fresh_data(const char *database)
{
    RUN("rm", "-rf", kit_path("data"));
    CHECK(file_folder(kit_path("data/kiosk"), 0700) == FAULT_NONE);
    kit_write("data/kiosk/kiosk.db", kit_text(database));
    kit_write("data/kiosk/kiosk.db-wal", kit_text("the newest pages"));
    kit_write("data/kiosk/slots", kit_text("erasable keys"));
    CHECK(starts("0.3.0", 3, false));
}

static void data_goes_forward(void)
{
    struct slot_data d;
    fresh_data("of 0.3.0");
    CHECK(says("data/version", "0.3.0 3 good\n"));
    CHECK(starts("0.3.0", 3, false) && !there("data/before-0.3.0"));
    CHECK(starts("0.4.0", 4, false));
    CHECK(says("data/before-0.3.0/kiosk.db", "of 0.3.0") && says("data/before-0.3.0/kiosk.db-wal", "the newest pages"));
    CHECK(!there("data/before-0.3.0/slots") && !there("data/before-0.3.0.new"));
    CHECK(says("data/version", "0.4.0 4 trial 0.3.0 3 "));
    data_place(&d, "0.4.0", 4);
    CHECK(slot_data_drop_copies(&d) == FAULT_BUSY && there("data/before-0.3.0"));
    CHECK(slot_data_good(&d) == FAULT_NONE && says("data/version", "0.4.0 4 good\n"));
    CHECK(starts("0.3.0", 3, true)); /* it has proven itself: there is no way back */
    CHECK(says("data/version", "0.4.0 4 good\n"));
    CHECK(slot_data_drop_copies(&d) == FAULT_NONE && !there("data/before-0.3.0"));
    CHECK(slot_data_room(&d) == FAULT_NONE);
}

static void data_comes_back(void)
{
    fresh_data("of 0.3.0");
    CHECK(starts("0.4.0", 4, false));
    kit_write("data/kiosk/kiosk.db", kit_text("migrated"));
    unlink(kit_path("data/kiosk/kiosk.db-wal"));
    CHECK(starts("0.3.0", 3, false));
    CHECK(says("data/kiosk/kiosk.db", "of 0.3.0") && says("data/kiosk/kiosk.db-wal", "the newest pages"));
    CHECK(says("data/trial-0.4.0/kiosk.db", "migrated") && says("data/version", "0.3.0 3 good\n"));
}

static void data_stays(void)
{
    fresh_data("of 0.3.0");
    CHECK(starts("0.4.0", 4, false));
    kit_write("data/kiosk/kiosk.db", kit_text("migrated, and somebody joined"));
    kit_write("data/kiosk/slots", kit_text("erasable keys and one more"));
    CHECK(starts("0.3.0", 3, true));
    CHECK(says("data/kiosk/kiosk.db", "migrated, and") && starts("0.4.0", 4, false));
    fresh_data("of 0.3.0");
    CHECK(starts("0.4.0", 3, false)); /* same schema: the older one reads it */
    kit_write("data/kiosk/kiosk.db", kit_text("and somebody joined"));
    CHECK(starts("0.3.0", 3, false) && says("data/kiosk/kiosk.db", "and somebody joined"));
}

/* A cut while the copy was being put back: either version finishes that first. */
static void data_cut(const char *version, uint32_t schema)
{
    char record[512];
    fresh_data("of 0.3.0");
    CHECK(starts("0.4.0", 4, false));
    struct buffer text = kit_read("data/version");
    char *state = strstr(buffer_string(&text), "trial");
    CHECK(state != NULL);
    snprintf(record, sizeof record, "0.4.0 4 back%s", state + strlen("trial"));
    buffer_free(&text);
    kit_write("data/version", kit_text(record));
    CHECK(mkdir(kit_path("data/trial-0.4.0"), 0700) == 0);
    kit_write("data/trial-0.4.0/kiosk.db", kit_text("migrated"));
    kit_write("data/kiosk/kiosk.db", kit_text("of 0."));
    CHECK(starts(version, schema, false));
    CHECK(says("data/kiosk/kiosk.db", "of 0.3.0") && says("data/trial-0.4.0/kiosk.db", "migrated"));
}

int main(void)
{
    kit_begin();
    machine_make(&machine);
    names();
    whole_update();
    good_start();
    changed_meanwhile();
    in_the_background();
    data_goes_forward();
    data_comes_back();
    data_stays();
    data_cut("0.3.0", 3);
    data_cut("0.4.0", 4);
    seal_close(machine.seal);
    return TEST_END();
}
