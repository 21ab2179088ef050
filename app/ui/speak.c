/* Sentences for the ear. Short: what it is called, what it is, how it stands, where in its row, what it does. */
#include "ui/speak.h"

#include <string.h>
#include "base/letters.h"
#include "base/text.h"
#include "base/words.h"
#include "ui/roles.h"
#include "ui/spoken.h"

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
    ui_spoken_text(out, text);
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

/* Where a text of the tree begins in what is spoken; texts the display does not show word for word have no part. */
struct parts {
    struct {
        uint16_t text; /* offset into the tree's text; 0: not shown */
        size_t from, to;
    } part[3];
    int count;
};

static void say_shown(struct buffer *out, const struct ui *u, uint16_t text, struct parts *parts)
{
    const char *words = ui_string(u, text);
    if (!*words)
        return;
    stop(out);
    size_t from = out->length;
    say(out, words); /* no stop is added a second time */
    parts->part[parts->count].text = text;
    parts->part[parts->count].from = from;
    parts->part[parts->count++].to = out->length;
}

/* A key with one letter or sign on it is called by that letter's name. */
static bool say_letter(const struct ui *u, const struct ui_node *n, struct buffer *out)
{
    const char *label = ui_string(u, n->label);
    if (n->role != UI_KEY || n->say || text_count(label) != 1)
        return false;
    stop(out);
    letters_name(out, text_next(&label));
    return true;
}

static void speak(const struct ui *u, uint16_t node, struct buffer *out, struct parts *parts)
{
    const struct ui_node *n = &u->node[node];
    const struct ui_role_row *role = ui_role_row(n->role);
    if (n->role == UI_RING || say_letter(u, n, out))
        return;
    if (n->say)
        say(out, ui_string(u, n->say));
    else
        say_shown(out, u, n->label, parts);
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
    bool shown = n->role != UI_BADGE && n->role != UI_DAYS && n->role != UI_QR;
    if (shown && !n->say) /* a badge's value names its sign, the days' their letters, a code its squares */
        say_shown(out, u, n->value, parts);
    if (!n->say || n->flags & UI_DISABLED) /* a spoken form is of all of it; why it is disabled is not in it */
        say_shown(out, u, n->hint, parts);
}

void ui_speak_node(const struct ui *u, uint16_t node, struct buffer *out)
{
    struct parts parts = {0};
    speak(u, node, out, &parts);
}

bool ui_speak_where(const struct ui *u, uint16_t node, size_t from, size_t bytes, uint16_t *ret_text,
                    uint16_t *ret_bytes)
{
    struct buffer words = {.limit = UI_TEXT_MAX};
    struct parts parts = {0};
    bool found = false;
    speak(u, node, &words, &parts);
    buffer_free(&words);
    for (int i = 0; i < parts.count && !found; i++) {
        const char *text = ui_string(u, parts.part[i].text);
        if (from < parts.part[i].from || from >= parts.part[i].to)
            continue;
        size_t first = from - parts.part[i].from, room = parts.part[i].to - from, begin, end;
        if (!ui_spoken_where(text, first, bytes < room ? bytes : room, &begin, &end))
            break;
        *ret_text = (uint16_t)(parts.part[i].text + begin);
        *ret_bytes = (uint16_t)(end - begin);
        found = end > begin;
    }
    return found;
}

/* What a target is called, without its state and place. */
static void say_name(const struct ui *u, uint16_t node, struct buffer *out)
{
    const struct ui_node *n = &u->node[node];
    if (!say_letter(u, n, out))
        ui_spoken_text(out, ui_string(u, n->say && n->role != UI_TOOL ? n->say : n->label));
}

static const char *group_name(const struct ui *u, uint16_t first)
{
    if (ui_above(u, first, UI_KEYS) != UI_NONE)
        return C_("group", "Keys");
    if (ui_above(u, first, UI_DOCK) != UI_NONE)
        return C_("group", "Tools at the bottom");
    if (ui_above(u, first, UI_PAIR) != UI_NONE)
        return C_("group", "Answers");
    return C_("group", "Choices");
}

void ui_speak_group(const struct ui *u, uint16_t first, uint16_t last, struct buffer *out)
{
    struct buffer from = {.limit = UI_TEXT_MAX}, to = {.limit = UI_TEXT_MAX};
    int count = 0;
    for (uint16_t i = first; i <= last; i++)
        count += ui_is_target(&u->node[i]);
    say_name(u, first, &from);
    say_name(u, last, &to);
    stop(out);
    /* TRANSLATORS: spoken: the name of a group, how many are in it, the first and the last of them */
    buffer_format(out, C_("group", "%1$s, %2$d: from %3$s to %4$s."), group_name(u, first), count, buffer_string(&from),
                  buffer_string(&to));
    buffer_free(&from);
    buffer_free(&to);
}

void ui_speak_way(const struct ui *u, uint16_t node, struct buffer *out)
{
    uint16_t first = UI_NONE, last = UI_NONE;
    for (uint16_t i = node; u->node[node].role == UI_PAIR && i < u->node[node].end; i++) {
        bool is = ui_is_target(&u->node[i]);
        first = is && first == UI_NONE ? i : first;
        last = is ? i : last;
    }
    if (first == UI_NONE) {
        say(out, _("To choose, press arrow down. Then press Enter."));
        return;
    }
    struct buffer one = {.limit = UI_TEXT_MAX}, other = {.limit = UI_TEXT_MAX};
    say_name(u, first, &one);
    say_name(u, last, &other);
    stop(out);
    /* TRANSLATORS: spoken: two answers, and which key leads to which */
    buffer_format(out, _("For \"%1$s\" press arrow down, for \"%2$s\" arrow up. Then press Enter."),
                  buffer_string(&one), buffer_string(&other));
    buffer_free(&one);
    buffer_free(&other);
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

uint16_t ui_speak_next(const struct ui *u, uint16_t after)
{
    uint16_t next = (uint16_t)(u->node[after].role == UI_KEYS ? u->node[after].end : after + 1);
    for (uint16_t i = next; i < u->count && u->node[i].role != UI_DOCK; i++) {
        if (u->node[i].role == UI_KEYS && !(u->node[i].flags & UI_HIDDEN))
            return i;
        if (u->node[i].role != UI_RING && is_read(&u->node[i]))
            return i;
        if (u->node[i].role == UI_KEYS)
            i = (uint16_t)(u->node[i].end - 1);
    }
    return UI_NONE;
}

void ui_speak_page(const struct ui *u, struct buffer *out)
{
    for (uint16_t i = ui_speak_next(u, 0); i != UI_NONE; i = ui_speak_next(u, i))
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
