/* The pause before a start. A first end costs nobody any time; ends in a row double the wait; failed starts in a row
 * lead to safe mode at once, so that nobody stands before a black display. */
#include "system/kiosk/pause.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static struct pause_plan plan_of(const struct pause_history *history)
{
    struct pause_plan plan = {0};
    if (history->failed >= PAUSE_FAILED_MOST && !history->safe_mode) {
        plan.safe_mode = true;
        plan.wait_s = history->failed > PAUSE_FAILED_MOST ? 1 : 0;
        return plan;
    }
    if (history->ends >= 2)
        plan.wait_s = history->ends >= 7 ? PAUSE_LONGEST_S : 1u << (history->ends - 1);
    if (plan.wait_s > PAUSE_LONGEST_S)
        plan.wait_s = PAUSE_LONGEST_S;
    return plan;
}

void pause_ended(struct pause_history *history, int64_t now_ms, bool ready, bool timed)
{
    const int64_t lasted = now_ms - history->began_ms;
    if (timed) {
        history->ends = 0;
        return;
    }
    history->ends = lasted >= PAUSE_FORGET_MS ? 1 : history->ends + 1;
    if (history->safe_mode)
        return;
    history->failed = ready && lasted >= PAUSE_FAILED_MS ? 0 : history->failed + 1;
}

void pause_write(const struct pause_history *history, char *out)
{
    snprintf(out, PAUSE_TEXT, "%" PRIu32 " %" PRIu32 " %d %" PRId64 "\n", history->ends, history->failed,
             history->safe_mode, history->began_ms);
}

struct pause_plan pause_read(struct pause_history *ret_history, const char *text)
{
    int safe_mode = 0;
    char end = 0;
    memset(ret_history, 0, sizeof *ret_history);
    if (sscanf(text, "%9" SCNu32 " %9" SCNu32 " %1d %18" SCNd64 "%c", &ret_history->ends, &ret_history->failed,
               &safe_mode, &ret_history->began_ms, &end) != 5 ||
        end != '\n')
        memset(ret_history, 0, sizeof *ret_history);
    else
        ret_history->safe_mode = safe_mode == 1;
    return plan_of(ret_history);
}
