/* Forgetting a visitor: one wipe of the session, and of what earlier calls left on the stack. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/print/print.h"
#include "flow/export/export.h"
#include "flow/letter/letter.h"
#include "flow/staff/staff.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"
#include "screens.h"

#include <string.h>

/* What earlier calls left on the stack: copies of fields on their way through. The size covers the deepest of them. */
static __attribute__((noinline)) void wipe_stack(void)
{
    char used[96 * 1024];
    bytes_wipe(used, sizeof used);
    __asm__ volatile("" : : "r"(used) : "memory");
}

void flow_forget(struct app *app)
{
    struct session *s = &app->session;
    bool staff = s->who == STAFF, stick = staff || s->stick_let_in;
    flow_export_drop(app);
    flow_print_drop(app);
    flow_letter_drop(app);
    if (app->flow)
        flow_look_drop(app->flow, false);
    bytes_wipe(s, sizeof *s);
    wipe_stack();
    s->language = app->flow ? app->flow->first_language : "en";
    s->size = SIZE_USUAL;
    s->who = VISITOR;
    s->listen = (struct listening){.rate = VOICE_RATE, .volume = VOICE_VOLUME}; /* AUD-05 */
    s->listen.on = app->voice.headset && app->voice.here; /* a headset that stays plugged in is still one */
    s->listen.want = s->listen.on ? LISTEN_PAGE : LISTEN_NOTHING;
    host_voice_set(VOICE_RATE, VOICE_VOLUME);
    host_hush();
    app->voice.speaking = false;
    s->at = app_safe_mode(app) ? SCREEN_out_of_order : SCREEN_start;
    s->touched_ms = host_steady_ms();
    words_switch(s->language);
    if (app->store)
        flow_centre_load(app);
    flow_setup_again(app);
    bytes_wipe(app->staff.export_name, sizeof app->staff.export_name);
    bytes_wipe(app->staff.fingerprint, sizeof app->staff.fingerprint);
    app->staff.export_outcome = VERDICT_KIOSK_OPEN;
    if (stick)
        flow_machine_out(app);
    if (staff)
        (void)flow_journal_as(app, EVENT_staff_out, STAFF, NULL);
    app->wake = true;
}
