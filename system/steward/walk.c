/* Everything on USB held against the policy, and the switches set accordingly. Nothing is remembered but what was said
 * about each plugging-in, and which of them turned out to be foul. */
#include "system/steward/steward.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "system/usb/bus.h"

enum { STEWARD_LINE = 320 };

/* The row of this plugging-in, made where missing; NULL when there are more devices than rows. */
static struct steward_device *device_row(struct steward *steward, const char *path, int number)
{
    struct steward_device *row = NULL;
    for (size_t i = 0; i < STEWARD_DEVICES; i++) {
        struct steward_device *d = &steward->devices[i];
        if (strcmp(d->path, path) == 0) {
            row = d;
            break;
        }
        if (!d->path[0] && !row)
            row = d;
    }
    if (row && (strcmp(row->path, path) != 0 || row->number != number)) {
        *row = (struct steward_device){.number = number, .verdict = USB_VERDICT_COUNT};
        (void)text_copy(row->path, sizeof row->path, path); /* what is cut is no device of the kernel's */
    }
    return row;
}

static void note(struct steward_device *row, const struct usb_facts *facts, enum usb_verdict verdict)
{
    char what[64 + USB_INTERFACES * 9];
    if (row->verdict == verdict)
        return;
    row->verdict = verdict;
    usb_describe(facts, what, sizeof what);
    steward_say("usb %s: %s%s", what, usb_words(verdict), usb_let_in(verdict) ? ": let in" : ": shut out");
}

/* Begins a switch; one at a time, the others wait for the next walk. */
static void begin_job(struct steward *steward, const char *path, fault begun)
{
    snprintf(steward->job_path, sizeof steward->job_path, "%s", path);
    if (begun)
        steward_say("usb %s: could not be switched: %s", path, fault_name(begun));
}

static bool is_busy(const struct steward *steward)
{
    return steward->job.handle >= 0;
}

/* May this interface keep its driver? Hands only when what they report is a touch screen's. */
static bool is_clean(const struct steward *steward, const struct usb_facts *facts, size_t index, const char *name)
{
    return usb_interface_let_in(facts, &steward->policy, index) && (steward->policy.any_hands || usb_bus_touch(name));
}

/* Hands: shuts the interfaces that have a driver and shouldn't (they may date from before the steward), one a walk.
 * When none is left, the device is foul. True when there is more to do. */
static bool sift(struct steward *steward, const struct usb_facts *facts, struct steward_device *row)
{
    size_t left = 0;
    char name[USB_PATH + 12];
    for (size_t i = 0; i < facts->count; i++) {
        const struct usb_interface *f = &facts->interface[i];
        snprintf(name, sizeof name, "%s:%u.%u", facts->path, facts->configuration, f->number);
        if (f->alternate != 0 || !usb_bus_is_in(name))
            continue;
        if (is_clean(steward, facts, i, name)) {
            left++;
        } else {
            begin_job(steward, facts->path, usb_bus_shut_out(&steward->job, name));
            return true;
        }
    }
    row->foul |= left == 0;
    return left == 0;
}

static void let_in(struct steward *steward, const struct usb_facts *facts, const struct steward_device *row)
{
    if (row->verdict == USB_STICK)
        snprintf(steward->policy.taken, sizeof steward->policy.taken, "%s", facts->path);
    begin_job(steward, facts->path, usb_bus_let_in(&steward->job, facts, &steward->policy));
}

static void shut_out(struct steward *steward, const char *path)
{
    if (strcmp(steward->policy.taken, path) == 0) {
        stick_forget(&steward->stick);
        steward->policy.taken[0] = 0;
    }
    begin_job(steward, path, usb_bus_shut_out(&steward->job, path));
}

void steward_walk_job(struct steward *steward)
{
    fault f = FAULT_NONE;
    if (!steward_job_over(&steward->job, watch_now(), &f))
        return;
    steward->walk_due = true;
    for (size_t i = 0; f && i < STEWARD_DEVICES; i++)
        if (strcmp(steward->devices[i].path, steward->job_path) == 0)
            steward->devices[i].foul = true;
    if (f)
        steward_say("usb %s: could not be switched: %s", steward->job_path, fault_name(f));
}

/* One device. True when something was begun, or waits to be. */
static bool mind_device(struct steward *steward, const char *path)
{
    struct usb_facts facts;
    int number = usb_bus_facts(path, steward->root, &facts);
    struct steward_device *row = number < 0 ? NULL : device_row(steward, path, number);
    if (number < 0)
        return false; /* gone while we looked */
    if (row)
        row->seen = true;
    enum usb_verdict verdict = !row        ? USB_UNREADABLE
                               : row->foul ? USB_NOT_TOUCH
                                           : usb_verdict(&facts, &steward->policy);
    if (row)
        note(row, &facts, verdict);
    bool in = usb_bus_is_in(path), wanted = usb_let_in(verdict);
    if (in == wanted && verdict != USB_HANDS)
        return false;
    if (is_busy(steward))
        return true;
    if (in && wanted)
        return sift(steward, &facts, row);
    if (wanted)
        let_in(steward, &facts, row);
    else
        shut_out(steward, path);
    return true;
}

/* What was there at the last walk and is no longer. */
static void forget_gone(struct steward *steward)
{
    char line[STEWARD_LINE];
    for (size_t i = 0; i < STEWARD_DEVICES; i++) {
        struct steward_device *d = &steward->devices[i];
        if (!d->path[0] || d->seen)
            continue;
        if (strcmp(steward->policy.taken, d->path) == 0) {
            stick_forget(&steward->stick);
            steward->policy.taken[0] = 0;
            (void)stick_mount_line(line, sizeof line);
            steward_say("usb %s: the memory stick is gone%s%s", d->path, line[0] ? ", but still mounted: " : "", line);
        }
        *d = (struct steward_device){};
    }
}

/* The stick's own steps: mounted once its disk is there, forgotten when the disk goes though the device stays. */
static bool mind_stick(struct steward *steward)
{
    struct stick *stick = &steward->stick;
    char line[STEWARD_LINE];
    enum stick_state before = stick->state;
    bool mounted = before == STICK_IN || before == STICK_READ;
    if (mounted && !stick_is_there(stick)) {
        stick_forget(stick);
        stick->state = STICK_REFUSED; /* until it is put in anew */
    }
    bool again = steward->policy.taken[0] && stick_look(stick, steward->policy.taken);
    if (stick->state != before && stick->state == STICK_IN)
        steward_say("usb %s: the memory stick is mounted%s: %s", stick->port,
                    stick_mount_line(line, sizeof line) ? "" : " beside another", line);
    if (stick->state != before && stick->state == STICK_REFUSED && !mounted)
        steward_say("usb %s: there is no memory stick to be mounted", stick->port);
    return again;
}

bool steward_walk(struct steward *steward)
{
    bool changed = false;
    for (size_t i = 0; i < STEWARD_DEVICES; i++)
        steward->devices[i].seen = false;
    DIR *folder = opendir(USB_DEVICES);
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9' && !strchr(e->d_name, ':'))
            changed |= mind_device(steward, e->d_name);
    if (folder)
        closedir(folder);
    forget_gone(steward);
    return mind_stick(steward) || changed;
}
