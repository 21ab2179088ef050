/* How many places of each group are taken by people who came by this kiosk: a count a group and month of joining, in a file of its own
 * beside the database (docs/decisions/places.md). What is in it follows neither the order of sign-ups nor their commits: no record can be
 * matched with a count.
 * MUST 1: both copies in the file hold the same but while it is written: the difference would tell the newest sign-up.
 * MUST 2: cells are in the order of their keys, and all carry one generation: nothing says which of them changed last.
 * MUST 3: what is not known counts as taken, in every group: no group is overfilled by a cut or a damaged file.
 * MUST 4: a copy that is whole is not written before the other one is. */
#include "store/inside.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "rule/privacy.h"

enum {
    MONTHS = 13,       /* that a record may be of: RETAIN_MEMBER_DAYS reach back into the same month a year ago */
    BLOCKS_MAX = 4096, /* 16 MiB a copy: 258,048 groups that ever had a sign-up */
};
enum { BLOCK = 4096, CELLS = BLOCK / 64 - 1, COPIES = 2, NO_COPY = -1 };

struct cell { /* as it lies on the disk; numbers are little-endian, months are counted from January 1970 */
    char key[GROUP_KEY_MAX - 1]; /* zeros behind; all zeros in the first cell of all: sign-ups of no known group */
    uint16_t fixed;              /* places that no month counts: an office letter's, or an older version's */
    uint16_t fixed_last;         /* the month whose end takes `fixed` with it; 0: none does */
    uint16_t since;              /* sign-ups of no known group count here from this month on */
    uint16_t joined[MONTHS];     /* by month % MONTHS */
};
static_assert(sizeof(struct cell) == 64 && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

struct head { /* the first 64 bytes of a block */
    char kind[16];
    uint64_t generation; /* counts up with every writing of the whole */
    uint64_t mark;       /* how many entries the event log had: sign-ups behind it are not in here */
    uint32_t index, blocks, cells, month;
    uint32_t letter; /* the newest office letter that set places; 0: none */
    uint32_t zero;
    uint64_t sum; /* of the block with 0 here */
};
static_assert(sizeof(struct head) == 64);
static const char kind[16] = "sirkel places 1";

struct block {
    struct head head;
    struct cell cell[CELLS];
};
static_assert(sizeof(struct block) == BLOCK);

struct place {
    struct cell cell;
    uint16_t today; /* places given today; on no disk: with a day's records it would tell whose they are */
};

struct places {
    char path[FILE_PATH_MAX];
    struct place *place; /* in the order of keys; the first is of no known group */
    size_t count, room;
    uint64_t generation, mark;
    uint32_t letter;
    int32_t month, age_day, past; /* past: records up to that day have been kept long enough */
    int32_t today, today_unknown; /* the day of `today`, and its sign-ups before this start */
    int good;                     /* the copy that was read, NO_COPY when there is no file to write into */
    bool pending, settled;        /* what is here is not on the disk; the event log was compared with `mark` */
    int32_t unknown;              /* found missing when the file was opened */
    fault reason;                 /* why: FILE_MISSING, FILE_DAMAGED */
};

static int32_t month_of(int32_t day)
{
    struct date d = date_of(day);
    return (d.year - 1970) * 12 + d.month - 1;
}

/* May a record of that month still be kept? */
static bool live(const struct places *p, int32_t month)
{
    int32_t next = month + 1;
    return month <= p->month && date_day(1970 + next / 12, next % 12 + 1, 1) - 1 > p->past;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static size_t place_at(const struct places *p, const char *key, bool *ret_there)
{
    size_t low = 0, high = p->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(p->place[middle].cell.key, key, sizeof p->place->cell.key);
        if (order == 0) {
            *ret_there = true;
            return middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    *ret_there = false;
    return low;
}

static struct place *find(const struct places *p, const char *key)
{
    bool there;
    size_t at = place_at(p, key, &there);
    return there ? &p->place[at] : NULL;
}

static fault keep(struct places *p, const char *key)
{
    bool there;
    size_t at = place_at(p, key, &there);
    if (there)
        return FAULT_NONE;
    if (strlen(key) > sizeof p->place->cell.key || p->count == (size_t)BLOCKS_MAX * CELLS)
        return FAULT_TOO_LARGE;
    if (p->count == p->room) {
        size_t room = p->room + 256;
        struct place *more = realloc(p->place, room * sizeof *more);
        if (!more)
            return FAULT_NO_MEMORY;
        p->place = more;
        p->room = room;
    }
    memmove(&p->place[at + 1], &p->place[at], (p->count - at) * sizeof *p->place);
    p->place[at] = (struct place){0};
    memcpy(p->place[at].cell.key, key, strlen(key));
    p->count++;
    return FAULT_NONE;
}

static bool empty(const struct cell *cell)
{
    static const struct cell nothing;
    return memcmp(&cell->fixed, &nothing.fixed, sizeof *cell - offsetof(struct cell, fixed)) == 0;
}

static void add(uint16_t *count, int32_t step)
{
    int32_t sum = *count + step;
    *count = (uint16_t)(sum < 0 ? 0 : sum > UINT16_MAX ? UINT16_MAX : sum);
}

/* Months whose records are gone, and those that share their place in the ring with a new one. */
static void age(struct places *p, int32_t age_day)
{
    int32_t newest = p->month, month = month_of(age_day) > newest ? month_of(age_day) : newest;
    p->age_day = age_day;
    p->month = month;
    for (size_t i = 0; i < p->count; i++) {
        struct cell before = p->place[i].cell, *c = &p->place[i].cell;
        for (int32_t m = month; m > month - MONTHS && m >= 0; m--)
            if (m > newest || !live(p, m))
                c->joined[m % MONTHS] = 0;
        if (c->fixed_last > 0 && !live(p, c->fixed_last))
            c->fixed = c->fixed_last = 0;
        p->pending |= memcmp(&before, c, sizeof before) != 0;
    }
    p->pending |= month > newest && p->count > 1;
}

static int32_t sum_of(const struct places *p, const struct cell *cell, int32_t from)
{
    int32_t sum = 0;
    for (int32_t m = p->month; m > p->month - MONTHS && m >= from && m >= 0; m--)
        sum += cell->joined[m % MONTHS];
    return sum;
}

/* --- the file ------------------------------------------------------------------------------------------------------ */

static uint64_t sum_block(const struct block *block)
{
    struct block copy = *block;
    copy.head.sum = 0;
    return sum_bytes(0, &copy, sizeof copy);
}

static off_t offset_of(size_t index, int copy)
{
    return (off_t)(index * COPIES + (size_t)copy) * BLOCK;
}

static fault pread_block(int fd, struct block *out, size_t index, int copy)
{
    ssize_t n = pread(fd, out, sizeof *out, offset_of(index, copy));
    if (n < 0 && errno != EIO) /* a sector that can't be read is damage, for which there is the other copy */
        return fault_errno(errno);
    bool whole = n == (ssize_t)sizeof *out && memcmp(out->head.kind, kind, sizeof kind) == 0 &&
                 out->head.index == index && out->head.cells <= CELLS && out->head.sum == sum_block(out);
    return whole ? FAULT_NONE : FAULT_FILE_DAMAGED;
}

static fault take_cells(struct places *p, const struct block *block)
{
    fault f = FAULT_NONE;
    for (uint32_t i = 0; i < block->head.cells && f == FAULT_NONE; i++) {
        char key[GROUP_KEY_MAX] = "";
        memcpy(key, block->cell[i].key, sizeof block->cell[i].key);
        f = keep(p, key);
        if (f == FAULT_NONE)
            find(p, key)->cell = block->cell[i];
    }
    return f;
}

/* Is every block of that copy there, of one writing? */
static fault whole_copy(int fd, int copy, uint64_t *ret_generation)
{
    struct block b;
    *ret_generation = 0;
    fault f = pread_block(fd, &b, 0, copy);
    if (f != FAULT_NONE)
        return f;
    uint64_t generation = b.head.generation;
    uint32_t blocks = b.head.blocks;
    for (uint32_t i = 1; i < blocks; i++)
        if ((f = pread_block(fd, &b, i, copy)) != FAULT_NONE || b.head.generation != generation)
            return f != FAULT_NONE ? f : FAULT_FILE_DAMAGED;
    *ret_generation = generation;
    return FAULT_NONE;
}

/* A block in the copy wanted, or where that one is spoilt in the other one; `want` 0: whichever is newer. */
static fault best_block(int fd, size_t index, uint64_t want, struct block *out)
{
    struct block b;
    fault found = FAULT_FILE_DAMAGED;
    for (int copy = 0; copy < COPIES; copy++) {
        fault f = pread_block(fd, &b, index, copy);
        if (f != FAULT_NONE && f != FAULT_FILE_DAMAGED)
            return f;
        if (f != FAULT_NONE || (want > 0 && b.head.generation != want))
            continue;
        if (found != FAULT_NONE || b.head.generation > out->head.generation)
            *out = b;
        found = FAULT_NONE;
    }
    return found;
}

static void take_head(struct places *p, const struct head *head)
{
    p->generation = head->generation;
    p->mark = head->mark;
    p->letter = head->letter;
    p->month = (int32_t)head->month;
}

/* All blocks of one writing, each from whichever copy has it. */
static fault load_writing(struct places *p, int fd, uint64_t generation)
{
    struct block b;
    uint32_t blocks = 1;
    fault f = FAULT_NONE;
    for (uint32_t i = 0; i < blocks && f == FAULT_NONE; i++) {
        f = best_block(fd, i, generation, &b);
        if (f == FAULT_NONE && i == 0) {
            blocks = b.head.blocks;
            take_head(p, &b.head);
        }
        if (f == FAULT_NONE)
            f = take_cells(p, &b);
    }
    return f;
}

/* Not one writing is whole: every block that can be read, the newer of its copies. Says that something is missing. */
static fault salvage(struct places *p, int fd)
{
    struct stat st;
    struct block b;
    size_t blocks = fstat(fd, &st) == 0 ? (size_t)st.st_size / (COPIES * BLOCK) + 1 : 0;
    for (size_t i = 0; i < blocks && i < BLOCKS_MAX; i++) {
        if (best_block(fd, i, 0, &b) != FAULT_NONE)
            continue;
        if (b.head.generation >= p->generation)
            take_head(p, &b.head);
        fault f = take_cells(p, &b);
        if (f != FAULT_NONE)
            return f;
    }
    return FAULT_FILE_DAMAGED;
}

static fault load(struct places *p, int fd)
{
    uint64_t generation[COPIES];
    for (int copy = 0; copy < COPIES; copy++) {
        fault f = whole_copy(fd, copy, &generation[copy]);
        if (f != FAULT_NONE && f != FAULT_FILE_DAMAGED)
            return f;
    }
    struct block first;
    uint64_t newest = generation[0] > generation[1] ? generation[0] : generation[1];
    if (newest == 0 && best_block(fd, 0, 0, &first) == FAULT_NONE)
        newest = first.head.generation; /* each copy may be spoilt in another block */
    p->good = generation[1] > generation[0];
    p->pending = generation[0] != generation[1] || newest == 0;
    fault loaded = newest > 0 ? load_writing(p, fd, newest) : FAULT_FILE_DAMAGED;
    if (loaded == FAULT_NONE && generation[0] == 0 && generation[1] == 0)
        p->good = NO_COPY; /* MUST 4: a new file, since neither copy may be written first */
    if (loaded != FAULT_FILE_DAMAGED)
        return loaded;
    p->count = 1;
    p->place[0] = (struct place){0};
    p->generation = 0;
    return salvage(p, fd);
}

static void fill_block(const struct places *p, struct block *out, size_t index, size_t blocks, size_t *from)
{
    *out = (struct block){.head = {.generation = p->generation,
                                   .mark = p->mark,
                                   .index = (uint32_t)index,
                                   .blocks = (uint32_t)blocks,
                                   .month = (uint32_t)p->month,
                                   .letter = p->letter}};
    memcpy(out->head.kind, kind, sizeof kind);
    for (; *from < p->count && out->head.cells < CELLS; (*from)++)
        if (!empty(&p->place[*from].cell))
            out->cell[out->head.cells++] = p->place[*from].cell;
    out->head.sum = sum_block(out);
}

static size_t blocks_of(const struct places *p)
{
    size_t cells = 0;
    for (size_t i = 0; i < p->count; i++)
        cells += !empty(&p->place[i].cell);
    return cells == 0 ? 1 : (cells + CELLS - 1) / CELLS;
}

static fault write_copy(const struct places *p, int fd, int copy)
{
    struct block b;
    size_t blocks = blocks_of(p), from = 0;
    for (size_t i = 0; i < blocks; i++) {
        fill_block(p, &b, i, blocks, &from);
        for (size_t done = 0; done < sizeof b;) {
            ssize_t n = pwrite(fd, (const uint8_t *)&b + done, sizeof b - done, offset_of(i, copy) + (off_t)done);
            if (n <= 0 && errno != EINTR)
                return n < 0 ? fault_errno(errno) : FAULT_DISK_BROKEN;
            done += n > 0 ? (size_t)n : 0;
        }
    }
    return fdatasync(fd) == 0 ? FAULT_NONE : fault_errno(errno);
}

/* The copy that is not the good one first: after a cut one of them is whole. */
static fault write_both(struct places *p, int fd)
{
    int first = p->good == 0 ? 1 : 0;
    fault f = write_copy(p, fd, first);
    if (f == FAULT_NONE) {
        p->good = first;
        f = write_copy(p, fd, 1 - first);
    }
    if (f == FAULT_NONE && ftruncate(fd, offset_of(blocks_of(p), 0)) != 0)
        f = fault_errno(errno);
    return f;
}

/* Beside the old one, then in its place. */
static fault write_new(struct places *p)
{
    char fresh[FILE_PATH_MAX + 8], folder[FILE_PATH_MAX];
    snprintf(fresh, sizeof fresh, "%s.new", p->path);
    snprintf(folder, sizeof folder, "%s", p->path);
    *strrchr(folder, '/') = 0;
    int fd = open(fresh, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return fault_errno(errno);
    fault f = write_both(p, fd);
    close(fd);
    if (f == FAULT_NONE && rename(fresh, p->path) != 0)
        f = fault_errno(errno);
    if (f == FAULT_NONE)
        return file_sync_folder(folder);
    p->good = NO_COPY;
    unlink(fresh);
    return f;
}

static fault write_places(struct places *p)
{
    p->generation++;
    if (p->good == NO_COPY)
        return write_new(p);
    int fd = open(p->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(errno);
    fault f = write_both(p, fd);
    close(fd);
    return f;
}

/* --- opening ------------------------------------------------------------------------------------------------------- */

static fault number(struct store *s, const char *sql, int64_t *ret)
{
    return database_number(s->db, sql, ret, s->why);
}

/* Sign-ups that the file does not know of: in each month as many as there are records that no group counts. */
static fault count_unknown(struct store *s)
{
    struct places *p = s->places;
    int32_t records[MONTHS] = {0};
    sqlite3_stmt *q = NULL;
    int code = sqlite3_prepare_v2(s->db, "SELECT day FROM record WHERE kind = 1", -1, &q, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(q);
        int32_t month = code == SQLITE_ROW ? month_of((int32_t)column_int(q, 0)) : -1;
        if (month >= 0 && month > p->month - MONTHS && live(p, month))
            records[month % MONTHS]++;
    }
    sqlite3_finalize(q);
    for (int m = 0; m < MONTHS && code == SQLITE_DONE; m++) {
        int32_t known = 0;
        for (size_t i = 0; i < p->count; i++)
            known += p->place[i].cell.joined[m];
        int32_t missing = records[m] > known ? records[m] - known : 0;
        add(&p->place[0].cell.joined[m], missing);
        p->unknown += missing;
    }
    p->pending = true;
    return store_fault_of(code);
}

/* What versions before 0.4 counted in the database. Of which month it is nobody knows: it counts until the last of those
 * records is gone. */
static fault carry_over(struct store *s)
{
    sqlite3_stmt *q = NULL;
    struct places *p = s->places;
    fault f = FAULT_NONE;
    int code = sqlite3_prepare_v2(s->db, "SELECT group_key, taken FROM place WHERE taken > 0", -1, &q, NULL);
    while (f == FAULT_NONE && (code == SQLITE_OK || code == SQLITE_ROW)) {
        char key[GROUP_KEY_MAX];
        if ((code = sqlite3_step(q)) != SQLITE_ROW)
            break;
        column_text(q, 0, key, sizeof key);
        f = *key ? keep(p, key) : FAULT_FILE_DAMAGED;
        if (f == FAULT_NONE) {
            struct cell *cell = &find(p, key)->cell;
            add(&cell->fixed, (int32_t)column_int(q, 1));
            cell->fixed_last = (uint16_t)p->month;
        }
    }
    sqlite3_finalize(q);
    p->pending = true;
    return f == FAULT_NONE && code != SQLITE_DONE ? store_fault_of(code) : f;
}

static fault read_file(struct store *s)
{
    struct places *p = s->places;
    int fd = open(p->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    p->good = NO_COPY;
    if (fd < 0)
        return errno == ENOENT ? FAULT_FILE_MISSING : FAULT_FILE_DAMAGED;
    fault f = load(p, fd);
    close(fd);
    if (f != FAULT_NONE)
        p->good = NO_COPY;
    return f == FAULT_NONE || f == FAULT_NO_MEMORY ? f : FAULT_FILE_DAMAGED;
}

static fault begin(struct store *s, const char *folder)
{
    struct places *p = s->places;
    int64_t day = 0, entries = 0, aged = 0, past;
    char why[STORE_WHY_MAX];
    fault f = file_path(p->path, folder, "places");
    if (f == FAULT_NONE)
        f = keep(p, "");
    if (f == FAULT_NONE && s->older) /* the day by which keeping is counted came with step 2 */
        f = number(s, "SELECT max(created_day, 0) FROM kiosk", &day);
    if (f == FAULT_NONE && (!s->older || database_number(s->db, "SELECT age_day FROM kiosk", &aged, why) == FAULT_NONE))
        f = number(s, "SELECT age_day FROM kiosk", &day);
    if (f == FAULT_NONE)
        f = number(s, "SELECT count FROM journal_head", &entries);
    p->good = NO_COPY;
    p->mark = (uint64_t)entries;
    p->age_day = (int32_t)day;
    if (f != FAULT_NONE || database_number(s->db, STORE_KEPT_UNTIL, &past, why) != FAULT_NONE) /* came with step 17 */
        past = day - RETAIN_MEMBER_DAYS;
    p->past = (int32_t)past;
    p->month = month_of((int32_t)day);
    return f;
}

/* The file is gone or spoilt: what it knew no longer is unknown. */
static fault begin_anew(struct store *s, fault reason)
{
    struct places *p = s->places;
    int64_t people = 0;
    fault f = number(s, "SELECT count(*) FROM record WHERE kind = 1", &people);
    if (f == FAULT_NONE && reason == FAULT_FILE_DAMAGED && !s->look)
        f = file_set_aside(p->path);
    if (f == FAULT_NONE)
        f = count_unknown(s);
    p->reason = reason == FAULT_FILE_MISSING && people == 0 ? FAULT_NONE : reason; /* nobody has joined yet */
    return f;
}

static fault places_open(struct store *s, const char *folder)
{
    s->places = calloc(1, sizeof *s->places);
    if (!s->places)
        return FAULT_NO_MEMORY;
    struct places *p = s->places;
    fault f = begin(s, folder);
    if (f != FAULT_NONE)
        return f;
    uint64_t entries = p->mark;
    int32_t day = p->age_day;
    f = s->older ? carry_over(s) : read_file(s);
    if (!s->older && (f == FAULT_FILE_DAMAGED || f == FAULT_FILE_MISSING)) {
        age(p, day);
        p->mark = entries;
        f = begin_anew(s, f);
    }
    if (f != FAULT_NONE)
        return f;
    age(p, day);
    f = store_places_save(s);
    /* What was carried over must be there before the old is gone. */
    return f == FAULT_DISK_FULL && !s->older ? FAULT_NONE : f;
}

static void places_close(struct store *s)
{
    if (s->places)
        free(s->places->place);
    free(s->places);
    s->places = NULL;
}

static void places_age(struct store *s, int32_t day)
{
    if (s->places && store_kept_until(s, &s->places->past) == FAULT_NONE)
        age(s->places, day);
}

const struct store_part places_part = {.open = places_open, .close = places_close, .age = places_age};

/* --- what the store's other files ask ------------------------------------------------------------------------------ */

int32_t places_taken(const struct store *s, const char *group_key)
{
    const struct places *p = s->places;
    if (!p)
        return 0;
    const struct place *place = find(p, group_key);
    int32_t since = place ? place->cell.since : 0;
    int32_t unknown = sum_of(p, &p->place[0].cell, since);
    return place ? place->cell.fixed + sum_of(p, &place->cell, 0) + unknown : unknown;
}

int32_t places_today(const struct store *s, const char *group_key)
{
    const struct places *p = s->places;
    const struct place *place = p ? find(p, group_key) : NULL;
    return p ? p->today_unknown + (place ? place->today : 0) : 0;
}

/* --- counting ------------------------------------------------------------------------------------------------------ */

fault store_place_keep(struct store *s, const char *group_key)
{
    if (!s->places || !*group_key)
        return s->places ? FAULT_BAD_INPUT : s->reason;
    return keep(s->places, group_key);
}

void store_place_take(struct store *s, const char *group_key, bool waiting)
{
    struct places *p = s->places;
    struct place *place = p ? find(p, group_key) : NULL;
    assert(place);
    p->pending = true; /* of somebody who waits the file keeps only that it was seen */
    if (waiting)
        return;
    add(&place->cell.joined[p->month % MONTHS], 1);
    add(&place->today, 1);
}

void store_place_give(struct store *s, const char *group_key, int32_t joined_day)
{
    struct places *p = s->places;
    struct place *place = p ? find(p, group_key) : NULL;
    int32_t month = month_of(joined_day);
    if (!place)
        return;
    p->pending = true;
    bool counted = month >= 0 && live(p, month) && month > p->month - MONTHS && place->cell.joined[month % MONTHS] > 0;
    add(counted ? &place->cell.joined[month % MONTHS] : &place->cell.fixed, -1);
}

void store_places_day(struct store *s, int32_t day, int32_t before)
{
    struct places *p = s->places;
    if (!p || (p->today == day && before == 0))
        return;
    p->today = day;
    p->today_unknown = before;
    for (size_t i = 0; i < p->count; i++)
        p->place[i].today = 0;
}

int64_t store_places_mark(const struct store *s)
{
    return s->places ? (int64_t)s->places->mark : 0;
}

void store_places_settle(struct store *s, int32_t lost)
{
    struct places *p = s->places;
    if (!p)
        return;
    int64_t entries = INT64_MAX;
    fault f = number(s, "SELECT count FROM journal_head", &entries);
    p->settled = true;
    p->pending |= lost > 0 || (f == FAULT_NONE && p->mark > (uint64_t)entries); /* then the event log began anew */
    p->unknown += lost;
    add(&p->place[0].cell.joined[p->month % MONTHS], lost);
}

fault store_places_reason(const struct store *s, int32_t *ret_unknown)
{
    *ret_unknown = s->places ? s->places->unknown : 0;
    return s->places ? s->places->reason : FAULT_NONE;
}

/* --- writing ------------------------------------------------------------------------------------------------------- */

bool store_places_pending(const struct store *s)
{
    return s->places && s->places->pending;
}

fault store_places_save(struct store *s)
{
    struct places *p = s->places;
    int64_t entries = 0;
    if (!p || !p->pending || s->look)
        return FAULT_NONE;
    if (s->reason != FAULT_NONE)
        return s->reason;
    fault f = number(s, "SELECT count FROM journal_head", &entries);
    if (f != FAULT_NONE)
        return f;
    if (p->settled)
        p->mark = (uint64_t)entries;
    f = write_places(p);
    if (f == FAULT_NONE)
        p->pending = false;
    else
        snprintf(s->why, sizeof s->why, "places: %s", fault_name(f));
    if (f != FAULT_NONE && f != FAULT_DISK_FULL)
        s->reason = f; /* as after any other write that failed */
    return f;
}

fault store_places_set(struct store *s, const struct places_letter *letter)
{
    struct places *p = s->places;
    int32_t from = month_of(letter->from_day);
    fault f = p ? FAULT_NONE : s->reason;
    for (size_t i = 0; i < letter->count && f == FAULT_NONE; i++) {
        bool fits = letter->set[i].taken >= 0 && letter->set[i].taken <= UINT16_MAX && *letter->set[i].group_key;
        f = fits ? keep(p, letter->set[i].group_key) : FAULT_BAD_INPUT;
    }
    if (f != FAULT_NONE)
        return f;
    for (size_t i = 0; i < letter->count; i++) {
        struct cell *c = &find(p, letter->set[i].group_key)->cell;
        c->fixed = (uint16_t)letter->set[i].taken;
        c->fixed_last = 0;
        c->since = (uint16_t)(from < 0 ? 0 : from);
        for (int32_t m = p->month; m > p->month - MONTHS && m >= 0; m--)
            if (m < from)
                c->joined[m % MONTHS] = 0;
    }
    p->letter = letter->number;
    p->pending = true;
    return store_places_save(s);
}

uint32_t store_places_letter(const struct store *s)
{
    return s->places ? s->places->letter : 0;
}
