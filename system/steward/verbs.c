/* What the kiosk may ask, one function a row of app/base/machine.def. */
#include "system/steward/steward.h"

#include <assert.h>
#include <fcntl.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include "system/steward/about.h"
#include "system/steward/clock.h"
#include "system/steward/site.h"
#include "system/update/install.h"
#include "system/update/update.h"

void steward_staff(struct steward *steward, bool in)
{
    if (!in && steward->policy.staff)
        stick_forget(&steward->stick);
    steward->policy.staff = in;
    steward->walk_due = true;
}

static fault ready(struct steward *steward, int64_t, struct machine_answer *)
{
    int fd =
        open(WATCH_READY, O_WRONLY | O_CREAT | O_CLOEXEC, 0644); /* for the kiosk's run file, which counts starts */
    if (fd >= 0)
        close(fd);
    if (!steward->watch.ready_ms)
        steward->watch.ready_ms = watch_now();
    return FAULT_NONE;
}

static fault alive(struct steward *, int64_t, struct machine_answer *)
{
    return FAULT_NONE; /* that a packet came is noted for every verb */
}

static fault staff_in(struct steward *steward, int64_t, struct machine_answer *)
{
    steward_staff(steward, true);
    if (steward->stick.state == STICK_READ || steward->stick.state == STICK_DONE)
        (void)!stick_again(&steward->stick, true);
    return FAULT_NONE; /* whether there is a stick is seen at the mount */
}

static fault staff_out(struct steward *steward, int64_t, struct machine_answer *)
{
    steward_staff(steward, false);
    return FAULT_NONE;
}

static fault again(struct steward *steward, int64_t, struct machine_answer *)
{
    return steward->policy.staff ? stick_again(&steward->stick, false) : FAULT_STICK_GONE;
}

static fault out(struct steward *steward, int64_t, struct machine_answer *)
{
    return stick_out(&steward->stick);
}

static fault set_clock(struct steward *steward, int64_t number, struct machine_answer *)
{
    return clock_set(number, cmdline_number(steward->cmdline, "sirkel.made"));
}

/* What runit looks at: a file that its owner may execute means yes. */
static fault flag(const char *path, bool yes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0);
    if (fd < 0)
        return fault_errno(errno);
    int failed = fchmod(fd, yes ? 0100 : 0);
    close(fd);
    return failed ? FAULT_DISK_BROKEN : FAULT_NONE;
}

fault steward_stop(bool again)
{
    fault f = flag("/etc/runit/reboot", again);
    if (!f)
        f = flag("/etc/runit/stopit", true);
    return f ? f : kill(1, SIGCONT) ? fault_errno(errno) : FAULT_NONE;
}

static fault power_off(struct steward *steward, int64_t, struct machine_answer *)
{
    steward_staff(steward, false);
    return steward_stop(false);
}

static fault restart(struct steward *steward, int64_t, struct machine_answer *)
{
    steward_staff(steward, false);
    return steward_stop(true);
}

static fault about(struct steward *steward, int64_t, struct machine_answer *answer)
{
    about_machine(steward->cmdline, steward->secure_boot, answer->text, sizeof answer->text);
    return FAULT_NONE;
}

static fault progress(struct steward *, int64_t, struct machine_answer *answer)
{
    update_progress(answer);
    return (fault)answer->fault;
}

static fault look(struct steward *, int64_t, struct machine_answer *answer)
{
    return update_look(answer->text, sizeof answer->text);
}

static fault begin(struct steward *, int64_t, struct machine_answer *)
{
    return update_begin();
}

static fault keep(struct steward *, int64_t, struct machine_answer *)
{
    return update_keep();
}

static fault disks(struct steward *, int64_t, struct machine_answer *answer)
{
    return install_disks(answer);
}

static fault install(struct steward *, int64_t number, struct machine_answer *)
{
    return install_begin(number);
}

static fault panel(struct steward *steward, int64_t, struct machine_answer *)
{
    if (!steward->touches.newest[0])
        return FAULT_NO_ENTRY;
    fault f = site_panel(&steward->policy, steward->touches.newest);
    steward->walk_due = true;
    return f;
}

static fault printer(struct steward *steward, int64_t, struct machine_answer *answer)
{
    fault f = printer_choose(&steward->policy, steward->devices.root, answer->text, sizeof answer->text);
    steward->walk_due = true;
    return f;
}

static fault export(struct steward *steward, int64_t, struct machine_answer *)
{
    if (!steward->policy.taken[0])
        return FAULT_NO_ENTRY;
    return site_stick(&steward->policy, steward->policy.taken);
}

static fault turn(struct steward *, int64_t number, struct machine_answer *)
{
    return number >= 0 && number <= 3 ? site_rotation((int)number) : FAULT_BAD_INPUT;
}

/* One verb: does it, and fills the answer's number, all, state and text. */
static fault (*const verbs[MACHINE_VERBS])(struct steward *steward, int64_t number, struct machine_answer *answer) = {
    [MACHINE_READY] = ready,         [MACHINE_ALIVE] = alive,         [MACHINE_STAFF_IN] = staff_in,
    [MACHINE_STAFF_OUT] = staff_out, [MACHINE_STICK_AGAIN] = again,   [MACHINE_STICK_OUT] = out,
    [MACHINE_CLOCK] = set_clock,     [MACHINE_POWER_OFF] = power_off, [MACHINE_RESTART] = restart,
    [MACHINE_ABOUT] = about,         [MACHINE_PROGRESS] = progress,   [MACHINE_UPDATE_LOOK] = look,
    [MACHINE_UPDATE_BEGIN] = begin,  [MACHINE_UPDATE_KEEP] = keep,    [MACHINE_DISKS] = disks,
    [MACHINE_INSTALL] = install,     [MACHINE_PANEL] = panel,         [MACHINE_PRINTER] = printer,
    [MACHINE_EXPORT] = export,       [MACHINE_TURN] = turn,
};
static_assert(MACHINE_VERBS == MACHINE_TURN + 1, "a verb without its function");

fault steward_answer(struct steward *steward, const struct machine_ask *ask, struct machine_answer *answer)
{
    return verbs[ask->verb](steward, ask->number, answer);
}
