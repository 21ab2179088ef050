/* The signed list, carried out. A job in small steps over one snapshot of the store: the manifest, the records in the order of
 * their random ids (each loses its slot layer and stays an age file that nobody here can open), the end of the file, its
 * signature, and reading all of it back. Only then the row "done" is written and the stick may be taken out. It may stop
 * anywhere: the number is used up, a half file has no signature, and nothing in the store has changed.
 * Each record is proven while it is in hand. Where one is damaged, the rest are looked through, and the file is begun again
 * without those that are. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/records/records.h"
#include "flow/export/export.h"
#include "base/file.h"
#include "flow/export/job.h"
#include "flow/export/stick.h"
#include "screens.h"
#include "base/host.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

/* --- files on the stick --- */

/* What an error on the stick means; STICK_LIES: not written, or it can't be. */
static fault fault_of(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return FAULT_STICK_FULL;
    case EEXIST:
        return FAULT_FILE_EXISTS;
    case EROFS:
    case EACCES:
    case EPERM:
        return FAULT_STICK_LIES;
    default:
        return FAULT_STICK_GONE;
    }
}

/* A fault of base/file.h, said of the stick. */
static fault stick_of(fault f)
{
    switch (f) {
    case FAULT_NONE:
    case FAULT_BAD_INPUT:
        return f;
    case FAULT_DISK_FULL:
    case FAULT_TOO_LARGE:
        return FAULT_STICK_FULL; /* a file FAT has no room for */
    case FAULT_DISK_READONLY:
        return FAULT_STICK_LIES;
    default:
        return FAULT_STICK_GONE;
    }
}

/* Opens a new file; *ret_fd is the caller's. */
static fault stick_begin(const char *folder, const char *name, int *ret_fd)
{
    char path[FILE_PATH_MAX];
    fault f = file_path(path, folder, name);
    if (f != FAULT_NONE)
        return f;
    *ret_fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return *ret_fd >= 0 ? FAULT_NONE : fault_of(errno);
}

/* A hint, so that the stick works while we do: what was written so far may go out now; an error shows at stick_end. */
static void stick_hurry(int fd)
{
    (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

/* A hint: these bytes are read next. */
static void stick_ahead(int fd, uint64_t from, size_t length)
{
    (void)posix_fadvise(fd, (off_t)from, (off_t)length, POSIX_FADV_WILLNEED);
}

/* Makes what was written stay, and closes *fd (to -1) whatever happens. */
static fault stick_end(const char *folder, int *fd)
{
    fault f = fsync(*fd) == 0 ? FAULT_NONE : fault_of(errno);
    if (close(*fd) != 0 && f == FAULT_NONE)
        f = fault_of(errno);
    *fd = -1;
    return f == FAULT_NONE ? stick_of(file_sync_folder(folder)) : f;
}

/* A file that did not become whole is taken away again, if the stick is still there. */
void stick_remove(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    if (!*name || file_path(path, folder, name) != FAULT_NONE)
        return;
    bool gone = unlink(path) == 0;
    if (!gone && errno == EROFS && host_machine(MACHINE_STAFF_IN, 0, NULL) == FAULT_NONE) /* it was being read back */
        gone = unlink(path) == 0;
    if (gone)
        (void)file_sync_folder(folder);
}

fault stick_put(const char *folder, const char *name, struct span data)
{
    int fd;
    fault f = stick_begin(folder, name, &fd);
    if (f != FAULT_NONE)
        return f;
    f = stick_of(file_write_all(fd, data.data, data.length));
    fault end = stick_end(folder, &fd);
    if (f == FAULT_NONE)
        f = end;
    if (f != FAULT_NONE)
        stick_remove(folder, name);
    return f;
}

/* Asks for a stick that can be written (the last export left it for reading). STICK_GONE: there is none; STEWARD_GONE. */
fault stick_ready(const char *folder)
{
    fault f = host_machine(MACHINE_STAFF_IN, 0, NULL);
    if (f == FAULT_STEWARD_GONE)
        return f;
    return host_stick_present(folder) ? FAULT_NONE : FAULT_STICK_GONE;
}

/* Drops what the machine remembers of the stick, so that reading asks the stick itself, and opens the file. From then on nothing can
 * be written; no other file of the stick may be open. */
static fault stick_reopen(const char *folder, const char *name, int *ret_fd, uint64_t *ret_size)
{
    char path[FILE_PATH_MAX];
    struct stat s;
    fault f = host_stick_again(folder);
    if (f == FAULT_NONE)
        f = file_path(path, folder, name);
    if (f != FAULT_NONE)
        return f == FAULT_STEWARD_GONE ? f : stick_of(f);
    *ret_fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (*ret_fd < 0)
        return fault_of(errno);
    (void)posix_fadvise(*ret_fd, 0, 0, POSIX_FADV_DONTNEED);
    if (fstat(*ret_fd, &s) != 0 || !S_ISREG(s.st_mode)) {
        close(*ret_fd);
        *ret_fd = -1;
        return FAULT_STICK_LIES;
    }
    *ret_size = (uint64_t)s.st_size;
    return FAULT_NONE;
}

/* --- the job --- */

enum { ROWS_A_STEP = 256, MANIFEST_MAX = SEAL_ZIP_ENTRY_MAX, LISTED_MAX = SEAL_SLOTS_MAX };

static void job_free(struct app *app)
{
    struct export_job *job = app->flow->job;
    if (!job)
        return;
    seal_export_close(job->out);
    if (job->fd >= 0)
        close(job->fd);
    if (job->snapshot)
        store_export_end(app->store);
    buffer_free(&job->listed);
    buffer_free(&job->manifest);
    buffer_free(&job->signature);
    buffer_free(&job->age);
    seal_wipe(job->mark_key, sizeof job->mark_key);
    free(job);
    app->flow->job = NULL;
    app->job = false;
    app->wake = true;
}

/* What was found damaged is known from now on, however the list ends. After the snapshot. */
static void note_damaged(struct app *app, const struct export_job *job)
{
    uint8_t(*ids)[STORE_ID] = job->damaged > 0 ? calloc(job->damaged, STORE_ID) : NULL;
    size_t count = 0;
    for (size_t i = 0; ids && i < export_listed_count(job) && count < job->damaged; i++)
        if (export_listed_at(job, i)->damaged)
            memcpy(ids[count++], export_listed_at(job, i)->id, STORE_ID);
    fault f = ids ? flow_damaged_note(app, (const uint8_t(*)[STORE_ID])ids, count) : FAULT_NONE;
    if (f != FAULT_NONE)
        flow_log("export: damaged", f, store_why(app->store));
    free(ids);
}

/* It failed: half files go, the snapshot goes, and the sentence says what to do. */
static void give_up(struct app *app, fault f, const char *what)
{
    struct export_job *job = app->flow->job;
    char fields[80];
    snprintf(fields, sizeof fields, "%u %s", job->claim.sequence, what);
    flow_log("export", f, *job->why ? job->why : store_why(app->store));
    if (job->begun_signature)
        stick_remove(app->stick, job->signature_name);
    if (job->begun_file)
        stick_remove(app->stick, job->claim.file);
    if (job->snapshot)
        store_export_end(app->store);
    job->snapshot = false;
    note_damaged(app, job);
    job_free(app);
    (void)flow_journal(app, EVENT_export_failed, fields);
    app->staff.export_outcome = export_verdict(f);
    flow_notice(app, app->staff.export_outcome);
}

void flow_export_drop(struct app *app)
{
    if (app->flow && app->flow->job)
        give_up(app, FAULT_BUSY, "left"); /* staff went away in the middle of it */
}

static fault to_stick(void *to, const void *data, size_t length)
{
    struct export_job *job = to;
    seal_mark_add(&job->marking, data, length);
    fault f = stick_of(file_write_all(job->fd, data, length));
    if (f == FAULT_NONE && (job->written + length) / BLOCK > job->written / BLOCK)
        stick_hurry(job->fd);
    job->written += length;
    return f;
}

/* --- what the signature will say ---------------------------------------------------------------------------------- */

static fault claim_make(struct app *app, struct export_job *job)
{
    struct flow *flow = app->flow;
    struct export_row last = {0};
    struct journal_head head;
    int64_t sequence = 0, log_size = 0, now = host_now();
    fault f = store_export_last(app->store, &last);
    if (f == FAULT_NONE)
        memcpy(job->claim.previous, last.gsig_hash, SEAL_HASH);
    else if (f != FAULT_NO_ENTRY)
        return f;
    if ((f = store_export_claim(app->store, &sequence)) != FAULT_NONE ||
        (f = flow_journal_root(app->store, &log_size, job->claim.log_root)) != FAULT_NONE ||
        (f = store_journal_head(app->store, &head)) != FAULT_NONE)
        return f;
    job->claim.sequence = (uint32_t)sequence;
    job->claim.log_size = (uint64_t)log_size;
    job->claim.minute = now - now % 60;
    job->claim.clock_sure = flow_clock_sure(app);
    job->claim.boot = (uint32_t)flow->boot;
    if (!text_copy(job->claim.kiosk, sizeof job->claim.kiosk, flow->kiosk.id) ||
        !text_copy(job->checkpoint, sizeof job->checkpoint, head.checkpoint))
        return FAULT_BAD_INPUT;
    return seal_export_name(job->claim.file, flow->kiosk.id, job->claim.sequence);
}

static fault files_begin(struct app *app, struct export_job *job)
{
    snprintf(job->signature_name, sizeof job->signature_name, "%s.minisig", job->claim.file);
    fault f = stick_begin(app->stick, job->claim.file, &job->fd);
    job->begun_file = f == FAULT_NONE;
    seal_mark_key(job->mark_key);
    seal_mark_begin(&job->marking, job->mark_key);
    return f == FAULT_NONE ? seal_export_open(&job->out, app->flow->seal, (struct seal_sink){to_stick, job}) : f;
}

static fault begin(struct app *app, struct export_job *job)
{
    int64_t memberships = 0, consents = 0;
    fault f = export_companions(app); /* first: a stick that somebody prepared uses no number up */
    if (f == FAULT_NONE)
        f = claim_make(app, job);
    if (f == FAULT_NONE)
        f = files_begin(app, job);
    if (f == FAULT_NONE)
        f = store_export_begin(app->store, &memberships, &consents);
    job->snapshot = f == FAULT_NONE;
    if (f != FAULT_NONE)
        return f;
    f = store_office(app->store, &job->office);
    if (f == FAULT_NONE)
        f = store_behind(app->store, &job->behind);
    if (f != FAULT_NONE)
        return f;
    app->staff.job_done = 0;
    app->staff.job_all = (int32_t)(memberships + consents);
    return FAULT_NONE;
}

/* Not begun: a number is not used up, so the journal's line has 0. */
static void refuse(struct app *app, enum verdict v)
{
    char fields[48];
    snprintf(fields, sizeof fields, "0 %s", verdict_name(v));
    (void)flow_journal(app, EVENT_export_failed, fields);
    flow_notice(app, v);
}

void flow_export_begin(struct app *app, int32_t number)
{
    (void)number;
    if (app->flow->job)
        return;
    flow_kiosk_refresh(app);
    fault stick = *app->stick ? stick_ready(app->stick) : FAULT_STICK_GONE;
    enum verdict v = export_may(&app->kiosk, stick != FAULT_STICK_GONE);
    struct export_job *job = v == VERDICT_EXPORT_MAY && stick == FAULT_NONE ? calloc(1, sizeof *job) : NULL;
    app->staff.export_outcome = job || v != VERDICT_EXPORT_MAY ? v : VERDICT_EXPORT_AGAIN;
    if (!job) {
        refuse(app, app->staff.export_outcome);
        return;
    }
    job->fd = -1;
    job->manifest = (struct buffer){.limit = MANIFEST_MAX};
    job->signature = (struct buffer){.limit = SEAL_SIGNATURE_MAX};
    job->age = (struct buffer){.limit = SEAL_RECORD_FILE_MAX};
    job->listed = (struct buffer){.limit = LISTED_MAX * sizeof(struct listed)};
    app->flow->job = job;
    app->job = true;
    fault f = begin(app, job);
    if (f != FAULT_NONE)
        give_up(app, f, fault_name(f));
}

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static fault list_next(struct app *app, struct export_job *job, enum record_kind kind)
{
    struct listed row = {.kind = (uint8_t)kind};
    fault f = store_export_list(app->store, kind, row.id, row.sha256);
    if (f != FAULT_NONE)
        return f;
    buffer_add(&job->listed, &row, sizeof row);
    return job->listed.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

/* FILE_DAMAGED: it is not what was written, or not what the list says; `age` has it where it is. */
static fault prove(struct app *app, struct export_job *job, const struct record *row, const struct listed *listed)
{
    job->age.length = 0;
    bool same = memcmp(row->id, listed->id, STORE_ID) == 0 && memcmp(row->sha256, listed->sha256, STORE_HASH) == 0;
    return same ? flow_record_proof(app->flow->slots, row, &job->age) : FAULT_FILE_DAMAGED;
}

/* The next record of a kind: into the file; once a damaged one was found, only looked at. */
static fault write_next(struct app *app, struct export_job *job, enum record_kind kind)
{
    struct record row;
    char name[MANIFEST_NAME], id[2 * STORE_ID + 1];
    fault f = store_export_next(app->store, kind, &row);
    if (f != FAULT_NONE)
        return f;
    if (job->place >= export_listed_count(job)) /* the index and the table do not tell the same */
        return FAULT_FILE_DAMAGED;
    struct listed *listed = export_listed_at(job, job->place++);
    app->staff.job_done++;
    if (listed->damaged)
        return FAULT_NONE;
    f = prove(app, job, &row, listed);
    if (f == FAULT_FILE_DAMAGED) {
        listed->damaged = job->fresh = true;
        job->damaged++;
        return FAULT_NONE;
    }
    if (f != FAULT_NONE || job->fresh)
        return f;
    bytes_hex(id, row.id, STORE_ID);
    manifest_entry(name, row.kind == RECORD_CONSENT, id);
    f = seal_export_entry(job->out, name, row.size, row.crc32);
    return f == FAULT_NONE ? seal_export_add(job->out, job->age.data, job->age.length) : f;
}

/* Each consent text under its hash, between the two kinds of records. */
static fault write_texts(struct app *app, struct export_job *job)
{
    uint8_t sha256[STORE_HASH];
    struct span text;
    fault f;
    while ((f = store_consent_text_next(app->store, sha256, &text)) == FAULT_NONE) {
        char hex[2 * STORE_HASH + 1], name[SEAL_ZIP_NAME + 1];
        bytes_hex(hex, sha256, sizeof sha256);
        snprintf(name, sizeof name, "notices/%s.txt", hex);
        f = seal_export_entry(job->out, name, (uint32_t)text.length, seal_crc32(0, text.data, text.length));
        if (f == FAULT_NONE)
            f = seal_export_add(job->out, text.data, text.length);
        if (f != FAULT_NONE)
            return f;
    }
    job->stage = MEMBERSHIPS;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

/* The next rows of a kind, to be listed or written; after the last one the next stage. */
static fault rows(struct app *app, struct export_job *job, enum record_kind kind)
{
    fault f = FAULT_NONE;
    for (int i = 0; i < ROWS_A_STEP && f == FAULT_NONE; i++)
        f = job->stage < LISTED ? list_next(app, job, kind) : write_next(app, job, kind);
    if (f == FAULT_NO_ENTRY)
        job->stage++;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault write_manifest(struct app *app, struct export_job *job)
{
    const struct buffer *m = &job->manifest;
    fault f = export_manifest_make(app, job);
    if (f == FAULT_NONE)
        f = seal_export_entry(job->out, "manifest.json", (uint32_t)m->length, seal_crc32(0, m->data, m->length));
    if (f == FAULT_NONE)
        f = seal_export_add(job->out, m->data, m->length);
    job->stage = CONSENTS;
    return f;
}

/* The file without the damaged ones, from its first byte. */
static fault begin_again(struct app *app, struct export_job *job)
{
    seal_export_close(job->out);
    job->out = NULL;
    close(job->fd);
    job->fd = -1;
    stick_remove(app->stick, job->claim.file);
    job->begun_file = job->fresh = false;
    job->place = 0;
    job->written = 0;
    app->staff.job_done = 0;
    job->stage = LISTED;
    return files_begin(app, job);
}

static fault close_and_sign(struct app *app, struct export_job *job)
{
    if (job->place != export_listed_count(job) ||
        app->staff.job_done != app->staff.job_all) /* what is signed for must be in it */
        return FAULT_FILE_DAMAGED;
    fault f = seal_export_end(job->out, &job->claim.size, job->hash);
    if (f == FAULT_NONE)
        f = stick_end(app->stick, &job->fd);
    if (f == FAULT_NONE)
        f = seal_claim_sign(app->flow->seal, &job->claim, job->hash, &job->signature, job->next);
    if (f == FAULT_NONE)
        f = stick_put(app->stick, job->signature_name, (struct span){job->signature.data, job->signature.length});
    job->begun_signature = f == FAULT_NONE; /* one that was there before is another's */
    if (f == FAULT_NONE)
        f = stick_reopen(app->stick, job->claim.file, &job->fd, &job->left);
    if (f == FAULT_NONE && job->left != job->claim.size)
        f = FAULT_STICK_LIES;
    seal_mark_end(&job->marking, job->mark);
    seal_mark_begin(&job->marking, job->mark_key);
    job->stage = SIGNED;
    return f;
}

static fault signature_is_there(struct app *app, struct export_job *job)
{
    char path[FILE_PATH_MAX];
    struct buffer file = {.limit = SEAL_SIGNATURE_MAX};
    struct seal_claim claim;
    uint8_t mark[SEAL_MARK], next[SEAL_HASH];
    const struct seal_public key = seal_public(app->flow->seal);
    seal_mark_end(&job->marking, mark);
    fault f = file_path(path, app->stick, job->signature_name);
    if (f == FAULT_NONE && file_read(path, &file) != FAULT_NONE)
        f = FAULT_STICK_GONE;
    if (f == FAULT_NONE && !seal_same(mark, job->mark, sizeof mark))
        f = FAULT_STICK_LIES;
    struct seal_signed on_stick = {job->claim.file, job->claim.size, .signature = {file.data, file.length}};
    memcpy(on_stick.hash, job->hash, sizeof on_stick.hash);
    if (f == FAULT_NONE && seal_claim_verify(&key, &on_stick, &claim, next, job->why) != FAULT_NONE)
        f = FAULT_STICK_LIES;
    buffer_free(&file);
    return f;
}

static fault read_back(struct app *app, struct export_job *job)
{
    ssize_t n = job->left ? read(job->fd, job->block, BLOCK) : 0;
    if (n < 0 || (n == 0 && job->left > 0) || (uint64_t)n > job->left)
        return n < 0 ? FAULT_STICK_GONE : FAULT_STICK_LIES;
    job->left -= (uint64_t)n;
    stick_ahead(job->fd, job->claim.size - job->left, BLOCK);
    seal_mark_add(&job->marking, job->block, (size_t)n);
    if (job->left > 0)
        return FAULT_NONE;
    fault f = signature_is_there(app, job);
    job->stage = VERIFIED;
    return f;
}

/* Four words of the centre's first language. */
static void fingerprint(struct app *app, const uint8_t hash[64])
{
    int32_t list = flow_lists_find(&app->flow->lists, app->flow->first_language);
    flow_lists_four(&app->flow->lists, list < 0 ? 0 : list, hash, app->staff.fingerprint);
}

/* The row and its line in the journal are one. */
static fault done_row(struct app *app, struct export_job *job, const struct export_row *row)
{
    char fields[64];
    snprintf(fields, sizeof fields, "%lld %lld", (long long)row->seq, (long long)row->rows);
    store_export_end(app->store); /* one thread: nothing is written between here and there */
    job->snapshot = false;
    fault f = store_begin(app->store);
    if (f != FAULT_NONE)
        return f;
    f = store_export_done(app->store, row);
    if (f == FAULT_NONE)
        f = flow_journal(app, EVENT_export_done, fields);
    return store_end(app->store, f);
}

static fault finish(struct app *app, struct export_job *job)
{
    struct export_row row = {.seq = job->claim.sequence,
                             .size = (int64_t)job->claim.size,
                             .rows = job->claim.rows,
                             .log_count = (int64_t)job->claim.log_size,
                             .day = flow_today()};
    memcpy(row.gsig_hash, job->next, STORE_HASH);
    if (!text_copy(row.name, sizeof row.name, job->claim.file) ||
        !text_copy(app->staff.export_name, sizeof app->staff.export_name, job->claim.file))
        return FAULT_BAD_INPUT;
    fault f = done_row(app, job, &row);
    if (f != FAULT_NONE)
        return f;
    note_damaged(app, job);
    app->staff.export_rows = (int32_t)row.rows;
    app->staff.export_damaged = (int32_t)job->damaged;
    app->staff.export_outcome = VERDICT_EXPORT_DONE;
    fingerprint(app, job->hash);
    const struct seal_public key = seal_public(app->flow->seal);
    seal_digits(app->staff.key_print, key.key, sizeof key.key);
    job_free(app);
    flow_staff_counts(app);
    (void)flow_show(app, SCREEN_staff_exported);
    return FAULT_NONE;
}

void flow_export_step(struct app *app)
{
    struct export_job *job = app->flow->job;
    fault f = host_stick_present(app->stick) ? FAULT_NONE : FAULT_STICK_GONE;
    if (f == FAULT_NONE)
        switch (job->stage) {
        case LIST_CONSENTS:
        case CONSENTS:
            f = rows(app, job, RECORD_CONSENT);
            break;
        case TEXTS:
            f = write_texts(app, job);
            break;
        case LIST_MEMBERSHIPS:
        case MEMBERSHIPS:
            f = rows(app, job, RECORD_MEMBERSHIP);
            break;
        case LISTED:
            f = write_manifest(app, job);
            break;
        case CLOSED:
            f = job->fresh ? begin_again(app, job) : close_and_sign(app, job);
            break;
        case SIGNED:
            f = read_back(app, job);
            break;
        case VERIFIED:
            f = finish(app, job);
            break;
        }
    app->wake = true;
    if (f != FAULT_NONE)
        give_up(app, f, fault_name(f));
}
