#include "system/steward/devices.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "system/common/watch.h"
#include "system/steward/say.h"
#include "system/usb/bus.h"

enum { LINE = 320 };

struct walk { /* one reading of /sys */
    struct devices *devices;
    struct usb_policy *policy;
    struct stick *stick;
};

/* The row of this plugging-in, made where missing; NULL when there are more devices than rows. */
static struct device *device_row(struct devices *devices, const char *path, int number)
{
    struct device *row = NULL;
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        struct device *d = &devices->row[i];
        if (strcmp(d->path, path) == 0) {
            row = d;
            break;
        }
        if (!d->path[0] && !row)
            row = d;
    }
    if (row && (strcmp(row->path, path) != 0 || row->number != number)) {
        *row = (struct device){.number = number, .verdict = USB_VERDICT_COUNT};
        (void)text_copy(row->path, sizeof row->path, path); /* what is cut is no device of the kernel's */
    }
    return row;
}

static void note(struct device *row, const struct usb_facts *facts, enum usb_verdict verdict)
{
    char what[64 + USB_INTERFACES * 9];
    if (row->verdict == verdict)
        return;
    row->verdict = verdict;
    usb_describe(facts, what, sizeof what);
    steward_say("usb %s: %s%s", what, usb_words(verdict), usb_let_in(verdict) ? ": let in" : ": shut out");
}

/* Begins a switch; one at a time, the others wait for the next walk. */
static void note_job(struct devices *devices, const char *path, fault begun)
{
    snprintf(devices->job_path, sizeof devices->job_path, "%s", path);
    if (begun)
        steward_say("usb %s: could not be switched: %s", path, fault_name(begun));
}

/* May this interface keep its driver? Hands only when what they report is a touch screen's. */
static bool is_clean(const struct walk *walk, const struct usb_facts *facts, size_t index, const char *name)
{
    return usb_interface_let_in(facts, walk->policy, index) && (walk->policy->any_hands || usb_bus_touch(name));
}

/* Hands: shuts the interfaces that have a driver and shouldn't (they may date from before the steward), one a walk.
 * When none is left, the device is foul. True when there is more to do. */
static bool sift(const struct walk *walk, const struct usb_facts *facts, struct device *row)
{
    size_t left = 0;
    char name[USB_PATH + 12];
    for (size_t i = 0; i < facts->count; i++) {
        const struct usb_interface *f = &facts->interface[i];
        snprintf(name, sizeof name, "%s:%u.%u", facts->path, facts->configuration, f->number);
        if (f->alternate != 0 || !usb_bus_is_in(name))
            continue;
        if (is_clean(walk, facts, i, name)) {
            left++;
        } else {
            note_job(walk->devices, facts->path, usb_bus_shut_out(&walk->devices->job, name));
            return true;
        }
    }
    row->foul |= left == 0;
    return left == 0;
}

static void let_in(const struct walk *walk, const struct usb_facts *facts, const struct device *row)
{
    if (row->verdict == USB_STICK)
        snprintf(walk->policy->taken, sizeof walk->policy->taken, "%s", facts->path);
    note_job(walk->devices, facts->path, usb_bus_let_in(&walk->devices->job, facts, walk->policy));
}

static void shut_out(const struct walk *walk, const char *path)
{
    if (strcmp(walk->policy->taken, path) == 0) {
        stick_forget(walk->stick);
        walk->policy->taken[0] = 0;
    }
    note_job(walk->devices, path, usb_bus_shut_out(&walk->devices->job, path));
}

bool devices_job_over(struct devices *devices)
{
    fault f = FAULT_NONE;
    if (!child_over(&devices->job, watch_now(), &f))
        return false;
    for (size_t i = 0; f && i < DEVICES_MAX; i++)
        if (strcmp(devices->row[i].path, devices->job_path) == 0)
            devices->row[i].foul = true;
    if (f)
        steward_say("usb %s: could not be switched: %s", devices->job_path, fault_name(f));
    return true;
}

const struct device *devices_at(const struct devices *devices, const char *port)
{
    for (size_t i = 0; i < DEVICES_MAX; i++)
        if (strcmp(devices->row[i].path, port) == 0)
            return &devices->row[i];
    return NULL;
}

/* One device. True when something was begun, or waits to be. */
static bool mind_device(const struct walk *walk, const char *path)
{
    struct usb_facts facts;
    int number = usb_bus_facts(path, walk->devices->root, &facts);
    struct device *row = number < 0 ? NULL : device_row(walk->devices, path, number);
    if (number < 0)
        return false; /* gone while we looked */
    if (row)
        row->seen = true;
    enum usb_verdict verdict = !row ? USB_UNREADABLE : row->foul ? USB_NOT_TOUCH : usb_verdict(&facts, walk->policy);
    if (row)
        note(row, &facts, verdict);
    bool in = usb_bus_is_in(path), wanted = usb_let_in(verdict);
    if (in == wanted && verdict != USB_HANDS)
        return false;
    if (walk->devices->job.handle >= 0)
        return true;
    if (in && wanted)
        return sift(walk, &facts, row);
    if (wanted)
        let_in(walk, &facts, row);
    else
        shut_out(walk, path);
    return true;
}

/* What was there at the last walk and is no longer. */
static void forget_gone(const struct walk *walk)
{
    char line[LINE];
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        struct device *d = &walk->devices->row[i];
        if (!d->path[0] || d->seen)
            continue;
        if (strcmp(walk->policy->taken, d->path) == 0) {
            stick_forget(walk->stick);
            walk->policy->taken[0] = 0;
            (void)stick_mount_line(line, sizeof line);
            steward_say("usb %s: the memory stick is gone%s%s", d->path, line[0] ? ", but still mounted: " : "", line);
        }
        *d = (struct device){};
    }
}

/* The stick's own steps: mounted once its disk is there, forgotten when the disk goes though the device stays. */
static bool mind_stick(const struct walk *walk)
{
    struct stick *stick = walk->stick;
    char line[LINE];
    enum stick_state before = stick->state;
    bool mounted = before == STICK_IN || before == STICK_READ;
    if (mounted && !stick_is_there(stick)) {
        stick_forget(stick);
        stick->state = STICK_REFUSED; /* until it is put in anew */
    }
    bool again = walk->policy->taken[0] && stick_look(stick, walk->policy->taken);
    if (stick->state != before && stick->state == STICK_IN)
        steward_say("usb %s: the memory stick is mounted%s: %s", stick->port,
                    stick_mount_line(line, sizeof line) ? "" : " beside another", line);
    if (stick->state != before && stick->state == STICK_REFUSED && !mounted)
        steward_say("usb %s: there is no memory stick to be mounted", stick->port);
    return again;
}

bool devices_walk(struct devices *devices, struct usb_policy *policy, struct stick *stick)
{
    const struct walk walk = {devices, policy, stick};
    bool changed = false;
    for (size_t i = 0; i < DEVICES_MAX; i++)
        devices->row[i].seen = false;
    DIR *folder = opendir(USB_DEVICES);
    for (struct dirent *e; folder && (e = readdir(folder));)
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9' && !strchr(e->d_name, ':'))
            changed |= mind_device(&walk, e->d_name);
    if (folder)
        closedir(folder);
    forget_gone(&walk);
    return mind_stick(&walk) || changed;
}
