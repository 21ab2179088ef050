/* The pause before a start. A first end costs nobody any time; ends in a row double the wait; failed starts in a row
 * give the calm screen at once, so that nobody stands before black glass. */
#include "system/kiosk/pause.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static struct pause_plan plan_of(const struct pause_past *past)
{
    struct pause_plan plan = {0};
    if (past->failed >= PAUSE_FAILED_MOST && !past->calm) {
        plan.calm = true;
        plan.wait_s = past->failed > PAUSE_FAILED_MOST ? 1 : 0;
        return plan;
    }
    if (past->ends >= 2)
        plan.wait_s = past->ends >= 7 ? PAUSE_LONGEST_S : 1u << (past->ends - 1);
    if (plan.wait_s > PAUSE_LONGEST_S)
        plan.wait_s = PAUSE_LONGEST_S;
    return plan;
}

void pause_ended(struct pause_past *past, int64_t now_ms, bool ready, bool timed)
{
    const int64_t lasted = now_ms - past->began_ms;
    if (timed) {
        past->ends = 0;
        return;
    }
    past->ends = lasted >= PAUSE_FORGET_MS ? 1 : past->ends + 1;
    if (past->calm)
        return;
    past->failed = ready && lasted >= PAUSE_FAILED_MS ? 0 : past->failed + 1;
}

void pause_write(const struct pause_past *past, char *out)
{
    snprintf(out, PAUSE_TEXT, "%" PRIu32 " %" PRIu32 " %d %" PRId64 "\n", past->ends, past->failed, past->calm,
             past->began_ms);
}

struct pause_plan pause_read(struct pause_past *ret_past, const char *text)
{
    int calm = 0;
    char end = 0;
    memset(ret_past, 0, sizeof *ret_past);
    if (sscanf(text, "%9" SCNu32 " %9" SCNu32 " %1d %18" SCNd64 "%c", &ret_past->ends, &ret_past->failed, &calm,
               &ret_past->began_ms, &end) != 5 ||
        end != '\n')
        memset(ret_past, 0, sizeof *ret_past);
    else
        ret_past->calm = calm == 1;
    return plan_of(ret_past);
}
