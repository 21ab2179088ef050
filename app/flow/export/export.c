/* The signed list, carried out. A job in small steps over one snapshot of the store: the manifest, the records in the order of
 * their random ids (each loses its slot layer and stays an age file that nobody here can open), the end of the file, its
 * signature, and reading all of it back. Only then the row "done" is written and the stick may be taken out. It may stop
 * anywhere: the number is used up, a half file has no signature, and nothing in the store has changed. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/records/records.h"
#include "flow/export/export.h"
#include "base/file.h"
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
static void stick_remove(const char *folder, const char *name)
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

/* As stick_put, unless there is a file with that name already. */
static fault stick_put_once(const char *folder, const char *name, struct span data)
{
    fault f = stick_put(folder, name, data);
    return f == FAULT_FILE_EXISTS ? FAULT_NONE : f;
}

/* Asks for a stick that can be written (the last export left it for reading). STICK_GONE: there is none; STEWARD_GONE. */
static fault stick_ready(const char *folder)
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

/* --- what lies beside every signed list: the public key it is checked with, and how to open it; never over another file --- */

/* How a list is opened, in the words of whatever language is switched on; no line depends on which. */
static void read_me(struct buffer *text)
{
    buffer_format(
        text,
        "%s\n1. minisign -Vm FILE.zip.age -p KIOSK.pub\n   %s\n2. age -d -i office.txt -o list.zip FILE.zip.age\n   %s\n",
        _("This is a signed and locked list. The receiver opens it like this:"),
        _("KIOSK.pub holds the key that was written down when the kiosk was set up."),
        _("Unpack list.zip. Each file in it is opened with age again."));
    buffer_format(text, "%s\n   sirkelctl open --identity office.txt --key KIOSK.pub --out FOLDER FILE.zip.age\n",
                  _("Or all of it at once:"));
}

/* In the centre's first language, then in English, in which every word is there without a catalogue. */
static fault put_read_me(struct app *app)
{
    struct buffer text = {.limit = 4096};
    const char *first = app->flow->first_language;
    if (!text_same(first, "en") && words_complete(first)) {
        words_switch(first);
        read_me(&text);
        buffer_text(&text, "\n");
    }
    words_switch("en");
    read_me(&text);
    words_switch(app->session.language);
    fault f =
        text.over ? FAULT_NO_MEMORY : stick_put_once(app->stick, "LES-MEG.txt", (struct span){text.data, text.length});
    buffer_free(&text);
    return f;
}

static fault read_again(const char *folder, const char *name, struct span data)
{
    struct buffer have = {.limit = data.length + 1};
    char path[FILE_PATH_MAX];
    fault f = host_stick_again(folder);
    if (f == FAULT_NONE)
        f = file_path(path, folder, name);
    if (f == FAULT_NONE)
        f = file_read(path, &have);
    bool same = f == FAULT_NONE && have.length == data.length && memcmp(have.data, data.data, data.length) == 0;
    buffer_free(&have);
    if (f == FAULT_STEWARD_GONE)
        return f;
    return same ? FAULT_NONE : FAULT_STICK_LIES;
}

fault stick_put_signed(const char *folder, const char *name, struct span data, struct span signature)
{
    char beside[FILE_PATH_MAX];
    snprintf(beside, sizeof beside, "%s.minisig", name);
    fault f = stick_ready(folder);
    if (f == FAULT_NONE)
        f = stick_put(folder, name, data);
    if (f != FAULT_NONE)
        return f;
    f = stick_put(folder, beside, signature);
    if (f == FAULT_FILE_EXISTS) { /* not ours to remove */
        stick_remove(folder, name);
        return f;
    }
    if (f == FAULT_NONE)
        f = read_again(folder, name, data);
    if (f != FAULT_NONE) {
        stick_remove(folder, beside);
        stick_remove(folder, name);
    }
    return f;
}

static fault put_companions(struct app *app)
{
    struct buffer key = {.limit = 512};
    char name[SEAL_KIOSK_MAX + 16];
    const struct seal_public public = seal_public(app->flow->seal);
    snprintf(name, sizeof name, "kx-%s.pub", app->flow->kiosk.id);
    fault f = seal_public_text(&public, &key);
    if (f == FAULT_NONE)
        f = stick_put_once(app->stick, name, (struct span){key.data, key.length});
    if (f == FAULT_NONE)
        f = put_read_me(app);
    buffer_free(&key);
    return f;
}

/* --- the job --- */

enum { ROWS_A_STEP = 256, BLOCK = 1 << 20, MANIFEST_ROW = 120, MANIFEST_HEAD = 4096, MANIFEST_MAX = 16 << 20 };
enum stage { LIST_CONSENTS, LIST_MEMBERSHIPS, LISTED, CONSENTS, MEMBERSHIPS, CLOSED, SIGNED, VERIFIED };

struct export_job {
    enum stage stage;
    struct seal_export *out;
    int fd; /* being written, later being read back */
    bool snapshot, begun_file, begun_signature;
    struct buffer manifest, signature, age;
    struct seal_claim claim;
    char signature_name[SEAL_EXPORT_NAME + 16], checkpoint[STORE_CHECKPOINT_MAX];
    struct office_row office; /* whose letters the kiosk takes while this list is made */
    uint8_t hash[64], next[SEAL_HASH], mark_key[SEAL_MARK_KEY], mark[SEAL_MARK];
    struct seal_mark marking; /* of the bytes written, then of the bytes read back: they must be the same */
    uint64_t written, left;   /* handed to the stick; still to be read back */
    bool comma;
    char why[SEAL_WHY];
    uint8_t block[BLOCK];
};

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
    buffer_free(&job->manifest);
    buffer_free(&job->signature);
    buffer_free(&job->age);
    seal_wipe(job->mark_key, sizeof job->mark_key);
    free(job);
    app->flow->job = NULL;
    app->job = false;
    app->wake = true;
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

static void manifest_head(struct export_job *job, struct store *store, fault *f)
{
    uint8_t id[STORE_ID];
    enum record_kind kind;
    buffer_text(&job->manifest, "{\"erased\":[");
    for (const char *comma = ""; (*f = store_erased_next(store, id, &kind)) == FAULT_NONE; comma = ",") {
        buffer_format(&job->manifest, "%s\"", comma);
        buffer_hex(&job->manifest, id, sizeof id);
        buffer_text(&job->manifest, "\"");
    }
    buffer_text(&job->manifest, "],\"files\":{");
    *f = *f == FAULT_NO_ENTRY ? FAULT_NONE : *f;
}

static void manifest_foot(struct export_job *job)
{
    struct buffer *m = &job->manifest;
    buffer_format(m, "},\"format\":\"kx1\",\"kiosk\":\"%s\",\"log\":", job->claim.kiosk);
    buffer_json(m, job->checkpoint);
    if (*job->office.key)
        buffer_format(m, ",\"office\":\"%s\"", job->office.key);
    buffer_text(m, ",\"prev\":\"");
    buffer_hex(m, job->claim.previous, SEAL_HASH);
    buffer_format(m, "\",\"rows\":%u,\"schema\":%d,\"seq\":%u}\n", job->claim.rows, RECORD_SCHEMA, job->claim.sequence);
}

static fault begin(struct app *app, struct export_job *job)
{
    int64_t memberships = 0, consents = 0;
    fault f = claim_make(app, job);
    if (f == FAULT_NONE)
        f = files_begin(app, job);
    if (f == FAULT_NONE)
        f = store_export_begin(app->store, &memberships, &consents);
    job->snapshot = f == FAULT_NONE;
    if (f != FAULT_NONE)
        return f;
    f = store_office(app->store, &job->office);
    if (f != FAULT_NONE)
        return f;
    job->claim.rows = (uint32_t)(memberships + consents);
    app->staff.job_done = 0;
    app->staff.job_all = (int32_t)job->claim.rows;
    buffer_reserve(&job->manifest, (size_t)(memberships + consents) * MANIFEST_ROW + MANIFEST_HEAD);
    manifest_head(job, app->store, &f);
    return f;
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
    app->flow->job = job;
    app->job = true;
    fault f = begin(app, job);
    if (f != FAULT_NONE)
        give_up(app, f, fault_name(f));
}

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static void entry_name(char out[SEAL_ZIP_NAME], enum record_kind kind, const uint8_t record[STORE_ID])
{
    char id[2 * STORE_ID + 1];
    bytes_hex(id, record, STORE_ID);
    snprintf(out, SEAL_ZIP_NAME, "%s/%s.json.age", kind == RECORD_CONSENT ? "consents" : "records", id);
}

static fault list_next(struct app *app, struct export_job *job, enum record_kind kind)
{
    char name[SEAL_ZIP_NAME];
    uint8_t id[STORE_ID], sha256[STORE_HASH];
    fault f = store_export_list(app->store, kind, id, sha256);
    if (f != FAULT_NONE)
        return f;
    entry_name(name, kind, id);
    buffer_text(&job->manifest, job->comma ? ",\"" : "\"");
    buffer_text(&job->manifest, name);
    buffer_text(&job->manifest, "\":\"");
    buffer_hex(&job->manifest, sha256, STORE_HASH);
    buffer_text(&job->manifest, "\"");
    job->comma = true;
    return job->manifest.over ? FAULT_NO_MEMORY : FAULT_NONE;
}

static fault write_row(struct app *app, struct export_job *job, const struct record *row)
{
    char name[SEAL_ZIP_NAME];
    job->age.length = 0;
    entry_name(name, row->kind, row->id);
    fault f = flow_record_unwrap(app->flow, row, &job->age);
    if (f == FAULT_NO_ENTRY) /* its key is gone: not the end of the walk; the next start takes it off the list */
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        f = seal_export_entry(job->out, name, row->size, row->crc32);
    if (f == FAULT_NONE)
        f = seal_export_add(job->out, job->age.data, job->age.length);
    app->staff.job_done++;
    return f;
}

/* The next rows of a kind, to be listed or written; after the last one the next stage. */
static fault rows(struct app *app, struct export_job *job, enum record_kind kind)
{
    struct record row;
    fault f = FAULT_NONE;
    for (int i = 0; i < ROWS_A_STEP && f == FAULT_NONE; i++) {
        f = job->stage < LISTED ? list_next(app, job, kind) : store_export_next(app->store, kind, &row);
        if (f == FAULT_NONE && job->stage > LISTED)
            f = write_row(app, job, &row);
    }
    if (f == FAULT_NO_ENTRY)
        job->stage++;
    return f == FAULT_NO_ENTRY ? FAULT_NONE : f;
}

static fault write_manifest(struct export_job *job)
{
    manifest_foot(job);
    const struct buffer *m = &job->manifest;
    if (m->over)
        return FAULT_NO_MEMORY;
    fault f = seal_export_entry(job->out, "manifest.json", (uint32_t)m->length, seal_crc32(0, m->data, m->length));
    if (f == FAULT_NONE)
        f = seal_export_add(job->out, m->data, m->length);
    buffer_free(&job->manifest);
    job->stage = CONSENTS;
    return f;
}

static fault close_and_sign(struct app *app, struct export_job *job)
{
    if (app->staff.job_done != app->staff.job_all) /* what is signed for must be in it */
        return FAULT_FILE_DAMAGED;
    fault f = seal_export_end(job->out, &job->claim.size, job->hash);
    if (f == FAULT_NONE)
        f = stick_end(app->stick, &job->fd);
    if (f == FAULT_NONE)
        f = put_companions(app);
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
    if (f == FAULT_NONE)
        return store_commit(app->store);
    store_rollback(app->store);
    return f;
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
    app->staff.export_rows = (int32_t)row.rows;
    app->staff.export_outcome = VERDICT_EXPORT_DONE;
    fingerprint(app, job->hash);
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
        case LIST_MEMBERSHIPS:
        case MEMBERSHIPS:
            f = rows(app, job, RECORD_MEMBERSHIP);
            break;
        case LISTED:
            f = write_manifest(job);
            break;
        case CLOSED:
            f = close_and_sign(app, job);
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
