/* What the machine says of itself, in words, and signed by the kiosk as a code to photograph. What that does not prove
 * is said beside it. */
#include "screen/parts.h"

#include <string.h>
#include "base/date.h"

static const char *lock(enum machine_lock l)
{
    return l == LOCK_TPM     ? _("Locked with this machine's own chip")
           : l == LOCK_PLAIN ? _("Locked, but the key lies beside it: whoever takes the disk can open it")
                             : _("Not known");
}

/* Of which Debian packages the system is made (docs/decisions/packages.md); "" where the machine does not say. Few
 * words: the screen has room for no more. */
static const char *packages(enum machine_known locked)
{
    if (locked == KNOWN_YES)
        /* TRANSLATORS: the system's packages are exactly the versions that a release is made of */
        return _("As in a release");
    /* TRANSLATORS: made of other versions than are locked for a release: not meant for a centre */
    return locked == KNOWN_NO ? _("Unlocked: not a release") : "";
}

/* 64 figures in fours, so that they can be compared by eye. */
static void grouped(struct line *l, const char *root)
{
    l->text[0] = 0;
    for (size_t i = 0; root[i]; i++) {
        char one[3] = {root[i], i % 4 == 3 && root[i + 1] ? ' ' : 0, 0};
        line_add(l, one);
    }
}

static void facts(const struct machine_about *a, struct ui *u)
{
    struct line l, root;
    /* TRANSLATORS: a version, the slot it runs from */
    line_format(&l, _("%1$s, slot %2$s"), a->version, a->slot);
    grouped(&root, a->root);
    ui_open(u, UI_CARD, "facts", 0);
    part_fact(u, "version", ICON_device, _("Version"), l.text);
    part_fact(u, "made", ICON_calendar, _("Made"), a->made);
    part_fact(u, "kernel", ICON_settings, _("Kernel"), a->kernel);
    if (a->packages_locked != KNOWN_NOT)
        part_fact(u, "packages", ICON_list, _("Packages"), packages(a->packages_locked));
    ui_close(u);
    ui_open(u, UI_CARD, "start", 0);
    part_fact(u, "boot", ICON_shield, _("Verified start (Secure Boot)"), part_known(a->secure_boot));
    part_fact(u, "lock", ICON_lock, _("The data"), lock(a->lock));
    part_fact(u, "root", ICON_seal, _("Mark (root hash)"), a->root[0] ? root.text : _("None"));
    ui_close(u);
}

/* What the code says, for the eye and the ear. */
static void the_same(const struct app *app, struct ui *u)
{
    const struct machine_view *m = &app->machine;
    struct line l, when;
    int32_t minute, day = date_wall(m->note_time, &minute);
    /* TRANSLATORS: name of the centre, a version, the slot it runs from */
    line_format(&l, _("%1$s, version %2$s, slot %3$s"), app->centre.id, m->about.version, m->about.slot);
    when_at(&when, SHOWN, day, minute, WHEN_DATED);
    ui_open(u, UI_CARD, "same", 0);
    part_fact(u, "who", ICON_device, l.text, line_capital(&when));
    ui_close(u);
}

static void code(const struct app *app, struct ui *u)
{
    const struct machine_view *m = &app->machine;
    part_text(u, "proves",
              _("This shows that this kiosk's key signed these words. It does not show that the program is "
                "unchanged."));
    if (!machine_start_verified(&m->about))
        part_text(u, "unverified", _("This machine's start is not verified. Such a machine could show anything."));
    part_qr(u, "code", _("Version, mark and time, signed"), m->note);
    the_same(app, u);
}

static void view(const struct app *app, struct ui *u)
{
    part_title(app, u, _(screen_title(app->session.at)));
    if (app->session.part > 0) {
        code(app, u);
        return;
    }
    facts(&app->machine.about, u);
    part_primary(u, "code", ICON_qr, _("Show as a code"), DO(ACT_PART, 1));
    if (!app->machine.note[0])
        part_not_now(u, _("It could not be signed."));
}

const struct screen_file staff_about_screen = {.view = view};
