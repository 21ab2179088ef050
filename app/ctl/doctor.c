/* sirkelctl doctor: everything the kiosk looks at when it starts, in words. It reads only: what is damaged is reported, and stays as it
 * was found. */
#include "ctl/ctl.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/date.h"
#include "base/host.h"
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/records/records.h"
#include "flow/timetable/timetable.h"
#include "rule/pages.h"
#include "store/look.h"
#include "store/timetable.h"

enum { FINDINGS_MAX = 40, SAYS_MAX = 400 };

struct found {
    const char *check;
    enum state { FOUND_GOOD, FOUND_NOTE, FOUND_WANTING } state;
    char says[SAYS_MAX];
};
struct doctor_findings {
    size_t count;
    bool wanting;
    struct found row[FINDINGS_MAX];
};

static void find(struct doctor_findings *all, const char *check, enum state state, const char *format, va_list list)
{
    if (state == FOUND_WANTING)
        all->wanting = true;
    if (all->count == FINDINGS_MAX)
        return;
    struct found *row = &all->row[all->count++];
    row->check = check;
    row->state = state;
    vsnprintf(row->says, sizeof row->says, format, list);
    for (char *c = row->says; *c; c++) /* a database may answer in several lines */
        if (*c == '\n')
            *c = ' ';
}

#define SAYER(name, state)                                                                                             \
    __attribute__((format(printf, 3, 4))) static void name(struct doctor_findings *all, const char *check,             \
                                                           const char *format, ...)                                    \
    {                                                                                                                  \
        va_list list;                                                                                                  \
        va_start(list, format);                                                                                        \
        find(all, check, state, format, list);                                                                         \
        va_end(list);                                                                                                  \
    }
SAYER(doctor_good, FOUND_GOOD)       /* in order */
SAYER(doctor_note, FOUND_NOTE)       /* worth knowing */
SAYER(doctor_wanting, FOUND_WANTING) /* somebody must mend it */
#undef SAYER

struct patient {
    struct doctor_findings *all;
    const char *data, *assets;
    struct store *store;
    struct seal *seal;
    struct seal_slots *slots;
    struct kiosk kiosk;
    bool has_kiosk; /* the database tells what it was born with */
};

static const char *path_in(const struct patient *p, const char *name, char out[FILE_PATH_MAX])
{
    return file_path(out, p->data, name) == FAULT_NONE ? out : "";
}

/* --- files ----------------------------------------------------------------------------------------------- */

/* Only the kiosk's own account may read what is kept; all of it belongs to that account. */
static void look_files(struct patient *p)
{
    static const struct {
        const char *name;
        bool must, secret;
    } files[] = {
        {"", true, true},
        {"kiosk.db", true, true},
        {"kiosk.db-wal", false, true},
        {"kiosk.spare", false, true},
        {"slots", true, true},
        {"keys", true, true},
        {"keys/sign.key", true, true},
        {"keys/note.key", true, true},
        {"timetable.db", true, false},
        {"timetable.last.db", false, false},
        {FLOW_CENTRE_KEPT, false, false},
    };
    struct stat folder, st;
    char path[FILE_PATH_MAX];
    bool good = stat(p->data, &folder) == 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        bool there = lstat(path_in(p, files[i].name, path), &st) == 0;
        if (!there && !files[i].must)
            continue;
        if (!there)
            doctor_wanting(p->all, "files", "%s is missing.", path);
        else if (st.st_uid != folder.st_uid)
            doctor_wanting(p->all, "files", "%s belongs to another account than the folder.", path);
        else if (st.st_mode & (files[i].secret ? 077 : 022))
            doctor_wanting(p->all, "files", "%s is open to others (mode %03o).", path, (unsigned)st.st_mode & 0777);
        else
            continue;
        good = false;
    }
    if (good)
        doctor_good(p->all, "files", "The files are closed to other accounts and belong to one.");
}

/* What was set aside before stays until somebody has looked at it. */
static void look_set_aside(struct patient *p)
{
    static const char *const names[] = {"kiosk.db.damaged-1", "timetable.db.damaged-1", FLOW_CENTRE_KEPT ".damaged-1",
                                        "slots.damaged-1"};
    char path[FILE_PATH_MAX];
    struct stat st;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (stat(path_in(p, names[i], path), &st) == 0)
            doctor_note(p->all, "files", "%s was set aside as damaged: keep it until somebody has looked at it.", path);
}

/* --- the two databases ----------------------------------------------------------------------------------- */

static void look_database(struct patient *p)
{
    fault f = store_reason(p->store);
    if (f == FAULT_NONE)
        f = store_check(p->store);
    if (f == FAULT_NONE)
        f = store_kiosk(p->store, &p->kiosk);
    p->has_kiosk = f == FAULT_NONE;
    if (!p->has_kiosk) {
        char spare[FILE_PATH_MAX];
        bool can =
            (f == FAULT_FILE_DAMAGED || f == FAULT_FILE_MISSING) && access(path_in(p, "kiosk.spare", spare), R_OK) == 0;
        doctor_wanting(
            p->all, "database", "The sign-ups' file can't be used (%s: %s). %s.", fault_name(f), store_why(p->store),
            can ? "The next start makes a new one of what can be read" : "The kiosk shows the timetable only");
        return;
    }
    doctor_good(p->all, "database", "The database of the kiosk %s is whole.", p->kiosk.id);
    char pin[STORE_PIN_MAX];
    if (store_pin(p->store, pin) != FAULT_NONE || !*pin)
        doctor_wanting(p->all, "pin", "No staff PIN is set.");
    bytes_wipe(pin, sizeof pin);
}

/* What the next start would make of it. Nothing is written here: what it would build is built in memory. */
static void say_timetable(struct patient *p, const struct flow_timetable *t)
{
    switch (t->state) {
    case TIMETABLE_WHOLE:
        doctor_good(p->all, "timetable", "The timetable is whole.");
        break;
    case TIMETABLE_REBUILT:
        if (t->reason == FAULT_NONE || t->reason == FAULT_FILE_FOREIGN)
            doctor_note(p->all, "timetable",
                        "The timetable is older than this program or than the kept centre file. The next"
                        " start builds it again.");
        else
            doctor_wanting(p->all, "timetable", "The timetable can't be used (%s: %s). The next start builds it again.",
                           fault_name(t->reason), store_timetable_why(p->store));
        break;
    case TIMETABLE_LAST:
        doctor_wanting(p->all, "timetable", "The newest timetable is not good (%s); the kiosk shows the one before.",
                       fault_name(t->reason));
        break;
    case TIMETABLE_NONE:
        doctor_wanting(p->all, "timetable",
                       "There is no timetable that can be read (%s), and no centre file to build it from."
                       " The kiosk starts in safe mode; receipt codes still open.",
                       fault_name(t->reason));
        break;
    }
}

static void say_kept(struct patient *p, const struct flow_timetable *t)
{
    if (t->kept == FAULT_NONE)
        doctor_good(p->all, "centre", "The last good centre file is kept.");
    else if (t->kept == FAULT_FILE_MISSING)
        doctor_note(p->all, "centre",
                    t->state == TIMETABLE_WHOLE || t->state == TIMETABLE_REBUILT
                        ? "No centre file is kept yet; the next start keeps one."
                        : "No centre file is kept.");
    else
        doctor_wanting(p->all, "centre", "The kept centre file can't be used (%s).", fault_name(t->kept));
}

static void look_timetable(struct patient *p)
{
    struct flow_timetable timetable;
    struct panel panel;
    flow_timetable_mend(p->store, p->data, true, &timetable);
    say_timetable(p, &timetable);
    say_kept(p, &timetable);
    if (store_panel(p->store, &panel) == FAULT_NONE)
        doctor_good(p->all, "display", "The display is %d x %d mm with %d x %d px.", panel.width_mm, panel.height_mm,
                    panel.width_px, panel.height_px);
}

/* --- keys ------------------------------------------------------------------------------------------------ */

static void look_keys(struct patient *p)
{
    char path[FILE_PATH_MAX], id[17];
    fault f = seal_open(&p->seal, path_in(p, "keys", path));
    if (f != FAULT_NONE) {
        doctor_wanting(p->all, "keys", "The kiosk's own keys can't be used (%s).", fault_name(f));
        return;
    }
    const struct seal_public key = seal_public(p->seal);
    seal_key_id_text(id, key.key_id);
    doctor_good(p->all, "keys", "The kiosk signs with key %s.", id);
    if (!p->has_kiosk)
        return;
    const char *texts[CENTRE_RECIPIENTS_MAX];
    for (size_t i = 0; i < p->kiosk.recipient_count; i++)
        texts[i] = p->kiosk.recipients[i];
    if ((f = seal_recipients_set(p->seal, texts, p->kiosk.recipient_count)) != FAULT_NONE)
        doctor_wanting(p->all, "recipients", "The keys that open the lists are not good (%s).", fault_name(f));
    else
        doctor_good(p->all, "recipients", "%zu keys open the lists.", p->kiosk.recipient_count);
}

static fault look_slots(struct patient *p)
{
    char path[FILE_PATH_MAX];
    struct slots_kept kept;
    size_t all = 0;
    fault f = seal_slots_open(&p->slots, path_in(p, "slots", path), false);
    if (f == FAULT_BUSY)
        return f;
    if (f != FAULT_NONE) {
        doctor_wanting(p->all, "slots", "The keys of the records can't be used (%s).", fault_name(f));
        return FAULT_NONE;
    }
    if (!p->has_kiosk)
        return FAULT_NONE;
    if ((f = flow_slots_keep(p->store, p->slots, &kept)) != FAULT_NONE) {
        doctor_wanting(p->all, "slots", "The keys of the records can't be used (%s).", fault_name(f));
        return FAULT_NONE;
    }
    (void)seal_slots_used(p->slots, &all);
    if (kept.lost > 0)
        doctor_note(p->all, "slots", "The keys of %zu of %zu records are not where they should be.", kept.lost,
                    kept.rows);
    else
        doctor_good(p->all, "slots", "%zu records, each with its key; %zu places for keys in all.", kept.rows, all);
    return FAULT_NONE;
}

/* Is the database as new as the keys, and what do staff still have to decide? */
static void look_missing(struct patient *p)
{
    struct missing missing = {0};
    struct store_behind behind = {0};
    if (!p->has_kiosk || !p->slots)
        return;
    fault f = flow_missing_look(p->store, p->slots, &missing);
    if (f == FAULT_NONE)
        f = store_behind(p->store, &behind);
    if (f != FAULT_NONE)
        doctor_wanting(p->all, "missing", "What is missing can't be told (%s).", fault_name(f));
    else if (missing.older)
        doctor_wanting(p->all, "missing",
                       "The database is older than the keys: at least %lld entries of the event log and %zu records are"
                       " missing. No key is overwritten, and nobody joins, until staff go on.",
                       (long long)missing.entries, missing.left.length / sizeof(struct seal_left));
    else if (behind.state != BEHIND_NOT)
        doctor_wanting(p->all, "missing", "%lld records are missing. Nobody joins until staff go on without them.",
                       (long long)behind.lost);
    else if (missing.left.length > 0)
        doctor_note(p->all, "slots", "%zu keys belong to no record; the next start overwrites them.",
                    missing.left.length / sizeof(struct seal_left));
    else
        doctor_good(p->all, "missing", "The database is as new as the keys.");
    buffer_free(&missing.left);
}

/* Every record under its key, against its row. */
static void look_records(struct patient *p)
{
    struct buffer sealed = {.limit = SEAL_RECORD_FILE_MAX + SEAL_SLOT_EXTRA}, age = {.limit = SEAL_RECORD_FILE_MAX};
    struct record row = {0};
    size_t rows = 0, damaged = 0;
    fault f;
    if (!p->has_kiosk || !p->slots)
        return;
    while ((f = store_record_after(p->store, row.row, &row, &sealed)) == FAULT_NONE) {
        age.length = 0;
        rows++;
        damaged += flow_record_proof(p->slots, &row, &age) != FAULT_NONE;
    }
    if (f != FAULT_NO_ENTRY)
        doctor_wanting(p->all, "records", "The records can't be read through (%s).", fault_name(f));
    else if (damaged > 0)
        doctor_wanting(p->all, "records", "%zu of %zu records can't be read. Lists go out without them.", damaged,
                       rows);
    else
        doctor_good(p->all, "records", "Every record can be read: %zu.", rows);
    buffer_free(&sealed);
    buffer_free(&age);
}

/* --- journal, clock, room -------------------------------------------------------------------------------- */

static void look_journal(struct patient *p)
{
    char why[200] = "";
    int64_t count = 0;
    if (!p->has_kiosk || !p->seal)
        return;
    fault f = flow_journal_check(&(struct journal){.store = p->store, .seal = p->seal, .kiosk = p->kiosk.id}, &count,
                                 why, sizeof why);
    if (f != FAULT_NONE)
        doctor_wanting(p->all, "journal", "The journal is not as it was written: %s.", *why ? why : fault_name(f));
    else
        doctor_good(p->all, "journal", "The journal is whole, with a signed note over its entries: %lld.",
                    (long long)count);
}

static void look_clock(struct patient *p)
{
    int64_t newest = 0, now = host_now();
    char text[40] = "";
    int32_t minute, day = date_wall(now < 0 ? 0 : now, &minute);
    struct date d = date_of(day);
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, minute / 60, minute % 60);
    if (p->has_kiosk && store_time_newest(p->store, &newest) == FAULT_NONE && now + CLOCK_SLACK_SECONDS < newest)
        doctor_wanting(p->all, "clock",
                       "The clock says %s, which is %lld minutes before a time it showed earlier. Set it.", text,
                       (long long)((newest - now) / 60));
    else
        doctor_good(p->all, "clock", "The clock says %s.", text);
}

static void look_room(struct patient *p)
{
    char path[FILE_PATH_MAX];
    struct stat st;
    long long room = (long long)host_disk_free(p->data) >> 20;
    if (room < DISK_LOW_BYTES >> 20)
        doctor_wanting(p->all, "disk", "%lld MiB are free; below %d nobody new can join.", room, DISK_LOW_BYTES >> 20);
    else
        doctor_good(p->all, "disk", "%lld MiB are free.", room);
    if (stat(path_in(p, "reserve", path), &st) != 0 || st.st_size < DISK_RESERVE_BYTES)
        doctor_note(p->all, "disk",
                    "The reserve for withdrawing on a full disk is not there yet; the next start makes it.");
}

static void look_codes(struct patient *p)
{
    const struct seal_cost real = SEAL_CODE_COST;
    if (!p->has_kiosk)
        return;
    unsigned long long passes = p->kiosk.code_passes, kib = p->kiosk.code_bytes >> 10;
    if (p->kiosk.code_bytes < real.memory_bytes || p->kiosk.code_passes < real.operations)
        doctor_note(p->all, "codes",
                    "Receipt codes cost %llu passes over %llu KiB: a demonstration, never for a real centre.", passes,
                    kib);
    else
        doctor_good(p->all, "codes", "Receipt codes cost %llu passes over %llu KiB.", passes, kib);
}

static void look_lists(struct patient *p)
{
    struct flow_lists lists = {0};
    char why[200] = "";
    fault f = flow_lists_open(&lists, p->assets, why, sizeof why);
    if (f != FAULT_NONE)
        doctor_wanting(p->all, "words", "The words of receipt codes can't be used (%s: %s).", fault_name(f), why);
    else
        doctor_good(p->all, "words", "The words of receipt codes are there in every language.");
    flow_lists_close(&lists);
}

/* CRS-05: a wrong number is worse than none. */
static void look_help(struct patient *p)
{
    size_t count;
    const struct help_line *lines = pages_help(&count);
    int32_t today = flow_today(), oldest = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t age = today - date_day(lines[i].checked.year, lines[i].checked.month, lines[i].checked.day);
        oldest = age > oldest ? age : oldest;
        if (age > HELP_CHECKED_DAYS_MAX)
            doctor_wanting(p->all, "help", "The help number %s was last checked %d days ago.", lines[i].number, age);
    }
    if (oldest <= HELP_CHECKED_DAYS_MAX)
        doctor_good(p->all, "help", "The %zu help numbers were checked; days since the oldest check: %d.", count,
                    oldest);
}

static void look_exports(struct patient *p)
{
    struct export_row last = {0};
    int64_t fresh = 0;
    if (!p->has_kiosk || store_new_signups(p->store, &fresh) != FAULT_NONE)
        return;
    if (store_export_last(p->store, &last) == FAULT_NONE)
        doctor_good(p->all, "lists", "The last list taken out is number %lld; %lld people have joined since.",
                    (long long)last.seq, (long long)fresh);
    else
        doctor_good(p->all, "lists", "No list was taken out yet; %lld people have joined.", (long long)fresh);
}

/* Every check, in the order in which the kiosk needs things. A fault when there is nothing to look at: no kiosk there (FILE_MISSING), or
 * one that is running (BUSY). */
static fault look(struct doctor_findings *all, const char *data, const char *assets, char *why, size_t why_size)
{
    struct patient p = {.all = all, .data = data, .assets = assets};
    fault f = store_look(&p.store, data, why, why_size);
    if (f == FAULT_NONE) {
        look_files(&p);
        look_set_aside(&p);
        look_database(&p);
        look_timetable(&p);
        look_keys(&p);
        f = look_slots(&p);
    }
    if (f == FAULT_NONE) {
        look_missing(&p);
        look_records(&p);
        look_journal(&p);
        look_clock(&p);
        look_room(&p);
        look_codes(&p);
        look_lists(&p);
        look_help(&p);
        look_exports(&p);
    }
    seal_slots_close(p.slots);
    seal_close(p.seal);
    store_close(p.store);
    return f;
}

/* --- the command ----------------------------------------------------------------------------------------------------- */

static void tell(const struct doctor_findings *all, bool json, const char *data)
{
    static const char *const states[] = {"good", "note", "wanting"}, *const marks[] = {"      ", "note  ", "WRONG "};
    struct buffer out = {.limit = FINDINGS_MAX * 2 * SAYS_MAX};
    if (json) {
        buffer_format(&out, "{\"good\":%s,", all->wanting ? "false" : "true");
        ctl_json_text(&out, "data", data);
        buffer_text(&out, "\"checks\":[");
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct found *row = &all->row[i];
        if (!json) {
            buffer_format(&out, "%s%-10s  %s\n", marks[row->state], row->check, row->says);
            continue;
        }
        buffer_text(&out, "{");
        ctl_json_text(&out, "check", row->check);
        ctl_json_text(&out, "state", states[row->state]);
        ctl_json_text(&out, "says", row->says);
        ctl_json_end(&out, "},");
    }
    if (json)
        ctl_json_end(&out, "]}\n");
    else
        buffer_text(&out, all->wanting ? "\nSomething is wanting: see the lines marked WRONG. Nothing was changed.\n"
                                       : "\nAll is in order. Nothing was changed.\n");
    ctl_print(&out);
}

static int run(const struct ctl_command *self, int count, char **words)
{
    const char *data = NULL, *assets = SIRKEL_ASSETS;
    bool json = false;
    const struct ctl_row rows[] = {{.name = "data", .text = &data, .must = true},
                                   {.name = "assets", .text = &assets},
                                   {.name = "json", .flag = &json},
                                   {0}};
    int status = ctl_words(self, count, words, rows, NULL);
    if (status >= 0)
        return status;
    struct doctor_findings *all = calloc(1, sizeof *all);
    char why[300] = "";
    fault f = all ? look(all, data, assets, why, sizeof why) : FAULT_NO_MEMORY;
    if (f != FAULT_NONE) {
        status = ctl_fail(json, f, data, why);
    } else {
        tell(all, json, data);
        status = all->wanting ? CTL_WANTING : CTL_GOOD;
    }
    free(all);
    return status;
}

const struct ctl_command ctl_doctor = {
    "doctor",
    "check everything a kiosk needs, and change nothing",
    "--data DIR [--json] [--assets DIR]\n"
    "Checks what the kiosk checks when it starts, and reports it in words. Not while the kiosk is running.\n",
    run,
};
