/* Sentences for the ear. Short: what it is called, what it is, how it stands, where in its row, what it does. */
#include "ui/speak.h"

#include <string.h>
#include "base/words.h"
#include "ui/roles.h"

bool ui_is_private(const struct ui *u, uint16_t node)
{
    for (uint16_t i = node; i != UI_NONE; i = u->node[i].parent)
        if (u->node[i].flags & UI_PRIVATE)
            return true;
    return false;
}

/* Ends what was said so far with a full stop, unless it ends a sentence already. */
static void stop(struct buffer *out)
{
    if (out->length == 0)
        return;
    uint8_t last = out->data[out->length - 1];
    bool ended = last == '.' || last == '?' || last == '!' || last == ':' || last == ' ';
    buffer_text(out, ended ? (last == ' ' ? "" : " ") : ". ");
}

static void say(struct buffer *out, const char *text)
{
    if (!*text)
        return;
    stop(out);
    for (const char *at = text; *at; at++) /* a soft hyphen or a line's end is for the eye only */
        if (*at == '\n')
            buffer_add(out, " ", 1);
        else if (memcmp(at, "\xC2\xAD", 2) == 0)
            at++;
        else
            buffer_add(out, at, 1);
}

/* "3 of 8" among the targets of its kind in the same place, both pages counted. */
static void say_place(const struct ui *u, uint16_t node, struct buffer *out)
{
    const struct ui_node *n = &u->node[node];
    int place = 0, all = 0;
    for (uint16_t i = (uint16_t)(n->parent + 1); i < u->node[n->parent].end; i = u->node[i].end) {
        if (u->node[i].role != n->role)
            continue;
        all++;
        place += i <= node;
    }
    if (all < 2 || n->role == UI_KEY)
        return;
    buffer_text(out, ", ");
    buffer_format(out, _("%d of %d"), place, all);
}

void ui_speak_node(const struct ui *u, uint16_t node, struct buffer *out)
{
    const struct ui_node *n = &u->node[node];
    const struct ui_role_row *role = ui_role_row(n->role);
    if (n->role == UI_RING)
        return;
    say(out, ui_string(u, n->say ? n->say : n->label));
    if (*role->spoken && n->role != UI_KEY && n->role != UI_HEADING) {
        buffer_text(out, out->length ? ", " : "");
        buffer_text(out, _(role->spoken));
    }
    if (n->flags & UI_CHOSEN) {
        buffer_text(out, ", ");
        buffer_text(out, _("chosen"));
    }
    if (n->flags & UI_CURRENT) {
        buffer_text(out, ", ");
        buffer_text(out, _("you are here"));
    }
    if (n->flags & UI_DISABLED) {
        buffer_text(out, ", ");
        buffer_text(out, _("not now"));
    }
    if (role->focus)
        say_place(u, node, out);
    bool shown = n->role != UI_BADGE && n->role != UI_DAYS && n->role != UI_QR && !(n->say && (n->role == UI_NUMBER || n->role == UI_CODE));
    if (shown) /* a badge's value names its sign, the days' their letters, a code its squares */
        say(out, ui_string(u, n->value));
    say(out, ui_string(u, n->hint));
}

static bool is_read(const struct ui_node *n)
{
    return !(n->flags & UI_HIDDEN) && (n->label || n->say || n->value);
}

void ui_speak_screen(const struct ui *u, struct buffer *out)
{
    int choices = 0;
    uint16_t pages = ui_child(u, 0, "pages");
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        bool counted = ui_is_target(n) && n->role != UI_KEY && n->role != UI_PAD && n->parent != pages;
        choices += counted && ui_above(u, i, UI_DOCK) == UI_NONE;
    }
    uint16_t heading = ui_child_role(u, 0, UI_HEADING), step = ui_child_role(u, 0, UI_STEP);
    if (heading != UI_NONE)
        say(out, ui_string(u, u->node[heading].say ? u->node[heading].say : u->node[heading].label));
    if (step != UI_NONE)
        say(out, ui_string(u, u->node[step].say ? u->node[step].say : u->node[step].label));
    if (u->pages > 1) {
        stop(out);
        buffer_format(out, _("Page %d of %d"), u->page + 1, u->pages);
    }
    if (choices > 0) {
        stop(out);
        buffer_format(out, words_plural("%d choice", "%d choices", (unsigned long)choices), choices);
    }
    stop(out);
}

void ui_speak_page(const struct ui *u, struct buffer *out)
{
    uint16_t dock = ui_child_role(u, 0, UI_DOCK), end = dock == UI_NONE ? u->count : dock;
    for (uint16_t i = 1; i < end; i++)
        if (is_read(&u->node[i]))
            ui_speak_node(u, i, out);
    stop(out);
}

static bool same_words(const struct ui *a, const struct ui_node *x, const struct ui *b, const struct ui_node *y)
{
    return strcmp(ui_string(a, x->label), ui_string(b, y->label)) == 0 &&
           strcmp(ui_string(a, x->say), ui_string(b, y->say)) == 0 &&
           strcmp(ui_string(a, x->value), ui_string(b, y->value)) == 0 &&
           strcmp(ui_string(a, x->hint), ui_string(b, y->hint)) == 0 &&
           (x->flags & (UI_CHOSEN | UI_DISABLED)) == (y->flags & (UI_CHOSEN | UI_DISABLED));
}

void ui_speak_changes(const struct ui *before, const struct ui *now, struct buffer *out)
{
    for (uint16_t i = 1; i < now->count; i++) {
        const struct ui_node *n = &now->node[i];
        if (!(n->flags & UI_LIVE) || !is_read(n))
            continue;
        uint16_t old = ui_find(before, n->id);
        if (old == UI_NONE || !same_words(before, &before->node[old], now, n))
            ui_speak_node(now, i, out);
    }
}
