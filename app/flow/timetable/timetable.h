/* The timetable of a kiosk, and the centre file that it is built from. Of that the kiosk keeps the last good one as
 * DIR/centre.kept: its text as feed_centre_write makes it, and a last line "sha256 <64 hex digits>" over all before it. */
#pragma once

#include "app.h"
#include "rule/centre.h"

#define FLOW_CENTRE_KEPT "centre.kept"
#define FLOW_CENTRE_NEXT "centre.next"     /* staged: in force once kiosk.db says so */
#define FLOW_CENTRE_BEFORE "centre.before" /* in force before the newest letter */
enum { FLOW_SOURCE_MAX = 65 };             /* SHA-256 of a kept file's text, hex, with NUL */

/* Keeps the file, then builds DIR/timetable.db from it. The kept file decides: after a cut between the two the next start
 * builds the timetable anew. FILE_FOREIGN when the timetable there belongs to another centre. `why` gets a precise line. */
fault flow_timetable_put(const char *data, const struct centre_file *file, char *why, size_t why_size);

/* The display, where no timetable says what it is. */
extern const struct panel flow_panel_usual;

struct flow_timetable {
    enum timetable_state state;
    fault reason;  /* why timetable.db was not shown as it lay there; NONE where it was */
    fault kept;    /* of the kept centre file, as it was found: NONE, FILE_MISSING, FILE_DAMAGED … */
    char why[256]; /* a precise line for the log; "" where nothing is wrong */
};

/* Sees to it that a store that was just opened shows the best timetable there is, and that a good centre file is kept:
 *   1. timetable.db, where it belongs to the kept centre file;
 *   2. built anew from the kept centre file;
 *   3. timetable.db of an older form, or without a kept file: kept, and built anew where it must be;
 *   4. timetable.last.db, as it is;
 *   5. none.
 * `look`: nothing is written; what is built is built in memory. So it is where the disk takes nothing. */
void flow_timetable_mend(struct store *store, const char *data, bool look, struct flow_timetable *out);

/* Reads the kept centre file and its hash. The caller frees `out` (centre_file_free). FILE_DAMAGED, FILE_MISSING. */
fault flow_timetable_kept(const char *data, struct centre_file *out, char hash[FLOW_SOURCE_MAX], char *why,
                          size_t why_size);
/* Keeps that file as DIR/centre.next: nothing of it is in force. Then a transaction of kiosk.db says that the file of this hash is
 * (store_office_set), and flow_timetable_settle makes it so: a cut before the commit leaves the old one, after it the new one. */
fault flow_timetable_stage(const char *data, const struct centre_file *file, char hash[FLOW_SOURCE_MAX]);
/* The same with the bytes of DIR/centre.before, which must have that hash (else FILE_DAMAGED). */
fault flow_timetable_stage_before(const char *data, const char *hash);
/* The kept file becomes the staged one where its hash is `source`; the one in force until now, where its hash is `before`, becomes
 * DIR/centre.before. Doing it again does nothing. What was staged and never came into force is removed. "" for `source`: the kept
 * file stays. */
fault flow_timetable_settle(const char *data, const char *source, const char *before);
