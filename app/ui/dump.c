/* The tree as text. What is private never leaves as more than a length. */
#include "ui/dump.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "ui/roles.h"
#include "ui/speak.h"

const char *ui_role_name(enum ui_role role)
{
    return ui_role_row((uint8_t)role)->name;
}

static void add_words(struct buffer *out, const char *name, const char *text, bool hidden)
{
    if (!*text)
        return;
    buffer_format(out, " %s=", name);
    if (hidden)
        buffer_format(out, "(%zu)", text_count(text));
    else
        buffer_json(out, text);
}

static void add_flags(struct buffer *out, uint16_t flags)
{
    static const char *const names[] = {"disabled", "chosen",  "current", "live",   "private", "commit",
                                        "hidden",   "smaller", "help",    "struck", "likely",  "early"};
    const char *between = " [";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(flags >> i & 1))
            continue;
        buffer_text(out, between);
        buffer_text(out, names[i]);
        between = " ";
    }
    if (flags)
        buffer_text(out, "]");
}

void ui_dump(const struct ui *u, struct buffer *out)
{
    buffer_format(out, "page %d of %d, %d nodes, %d runs, %d bytes of text\n", u->page + 1, u->pages, u->count, u->runs,
                  u->text_used);
    for (uint16_t i = 0; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        char path[200];
        bool hidden = ui_is_private(u, i);
        ui_path(u, i, path, sizeof path);
        buffer_format(out, "%s %s", *path ? path : "screen", ui_role_name((enum ui_role)n->role));
        add_words(out, "label", ui_string(u, n->label), hidden);
        add_words(out, "say", ui_string(u, n->say), hidden);
        add_words(out, "value", ui_string(u, n->value), hidden);
        add_words(out, "hint", ui_string(u, n->hint), hidden);
        add_flags(out, n->flags);
        if (!(n->flags & UI_HIDDEN))
            buffer_format(out, " %.1f,%.1f %.1fx%.1f", (double)n->box.x, (double)n->box.y, (double)n->box.w,
                          (double)n->box.h);
        buffer_text(out, "\n");
    }
}
