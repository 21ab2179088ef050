/* Makes the tree: ids that outlive a rebuild, texts in one buffer, limits as asserts. Knows nothing of sizes or display.
 */
#include "ui/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include "ui/roles.h"

static uint32_t hash_bytes(uint32_t hash, const void *data, size_t length)
{
    const uint8_t *byte = data;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * 16777619u; /* FNV-1a */
    return hash;
}

static uint32_t hash_node(uint32_t parent, const char *key, int32_t arg)
{
    uint32_t hash = hash_bytes(2166136261u, &parent, sizeof parent);
    hash = hash_bytes(hash, key, strlen(key));
    hash = hash_bytes(hash, &arg, sizeof arg);
    return hash ? hash : 1; /* 0 means no node */
}

static uint16_t keep_text(struct ui *u, const char *text)
{
    size_t size = text ? strlen(text) + 1 : 0;
    if (size <= 1)
        return 0;
    assert(u->text_used + size <= UI_TEXT_MAX);
    uint16_t at = u->text_used;
    memcpy(u->text + at, text, size);
    u->text_used = (uint16_t)(at + size);
    return at;
}

static struct ui_node *last(struct ui *u)
{
    assert(u->count > 0);
    return &u->node[u->count - 1];
}

static struct ui_node *add(struct ui *u, enum ui_role role, const char *key, int32_t arg)
{
    assert(u->count < UI_NODES_MAX && role < UI_ROLES && key && *key);
    uint16_t parent = u->depth ? u->open[u->depth - 1] : UI_NONE;
    struct ui_node *n = &u->node[u->count];
    *n = (struct ui_node){.id = hash_node(parent == UI_NONE ? 0 : u->node[parent].id, key, arg),
                          .arg = arg,
                          .parent = parent,
                          .end = (uint16_t)(u->count + 1),
                          .role = (uint8_t)role};
    u->count++;
    n->key = keep_text(u, key);
    return n;
}

void ui_begin(struct ui *u, const struct ui_setting *setting, uint16_t page)
{
    u->setting = *setting;
    u->count = u->runs = u->depth = 0;
    u->page = page;
    u->pages = 1;
    u->words_most = 0;
    u->narrow = u->deep = u->paper = u->asks = u->leads_back = u->leads_on = false;
    u->text[0] = 0;
    u->text_used = 1;
    uint16_t brand = keep_text(u, "Sirkel");
    uint16_t hyphen = keep_text(u, "-");
    assert(brand == UI_BRAND && hyphen == UI_HYPHEN);
    (void)brand, (void)hyphen;
    u->wall = u->logo = (struct ui_box){0};
    ui_open(u, UI_SCREEN, "screen", 0);
}

void ui_open(struct ui *u, enum ui_role role, const char *key, int32_t arg)
{
    assert(u->depth < UI_DEPTH_MAX);
    add(u, role, key, arg);
    u->open[u->depth++] = (uint16_t)(u->count - 1);
}

void ui_close(struct ui *u)
{
    assert(u->depth > 1); /* the screen itself is closed by ui_finish */
    u->node[u->open[--u->depth]].end = u->count;
}

void ui_add(struct ui *u, enum ui_role role, const char *key, int32_t arg, const char *label)
{
    struct ui_node *n = add(u, role, key, arg);
    n->label = keep_text(u, label);
}

void ui_act(struct ui *u, uint16_t act, int32_t act_arg)
{
    last(u)->act = act;
    last(u)->act_arg = act_arg;
}

void ui_arg(struct ui *u, int32_t arg)
{
    struct ui_node *n = last(u);
    n->arg = arg;
    n->id = hash_node(n->parent == UI_NONE ? 0 : u->node[n->parent].id, ui_string(u, n->key), arg);
}

void ui_say(struct ui *u, const char *say)
{
    uint16_t at = keep_text(u, say);
    last(u)->say = at;
}

void ui_hint(struct ui *u, const char *hint)
{
    uint16_t at = keep_text(u, hint);
    last(u)->hint = at;
}

void ui_value(struct ui *u, const char *value)
{
    uint16_t at = keep_text(u, value);
    last(u)->value = at;
}

void ui_icon(struct ui *u, enum ui_icon icon)
{
    last(u)->icon = (uint8_t)icon;
}

void ui_flag(struct ui *u, uint16_t flags)
{
    last(u)->flags |= flags;
}

void ui_number(struct ui *u, int32_t number)
{
    last(u)->number = number;
}

bool ui_qr_dark(const struct ui *u, const struct ui_node *n, int row, int column)
{
    int at = row * n->number + column;
    return (unsigned)(ui_string(u, n->value)[at / 6] - '0') >> (5 - at % 6) & 1u;
}

bool ui_is_target(const struct ui_node *n)
{
    return ui_role_focus(n->role) && !(n->flags & UI_HIDDEN);
}

/* Bugs of a view: they abort in the first test that shows the screen. */
static void check_node(const struct ui *u, const struct ui_node *n)
{
    if (ui_role_focus(n->role)) {
        assert(n->label || n->say);
        assert(n->act || (n->flags & UI_DISABLED) || n->role == UI_PAD);
    }
    if (n->flags & UI_DISABLED)
        assert(n->hint);
    for (const struct ui_node *m = n + 1; m < u->node + u->count; m++)
        assert(m->id != n->id);
}

void ui_finish(struct ui *u)
{
    assert(u->depth == 1);
    u->depth = 0;
    u->node[0].end = u->count;
    int headings = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        headings += n->role == UI_HEADING;
        assert(headings == 1 || n->role == UI_RING || n->role == UI_STEP);
        check_node(u, n);
    }
    assert(headings == 1);
}

uint16_t ui_find(const struct ui *u, uint32_t id)
{
    for (uint16_t i = 0; i < u->count; i++)
        if (u->node[i].id == id)
            return i;
    return UI_NONE;
}

/* Does one step of a path ("group:3", "rules") name this node? */
static bool step_is(const struct ui *u, const struct ui_node *n, const char *step, size_t length)
{
    const char *colon = memchr(step, ':', length);
    size_t key = colon ? (size_t)(colon - step) : length;
    const char *own = ui_string(u, n->key);
    long arg = colon ? strtol(colon + 1, NULL, 10) : 0;
    return strlen(own) == key && memcmp(own, step, key) == 0 && n->arg == arg;
}

uint16_t ui_find_path(const struct ui *u, const char *path)
{
    uint16_t at = 0;
    while (*path) {
        size_t length = strcspn(path, "/");
        uint16_t child = (uint16_t)(at + 1), end = u->node[at].end;
        while (child < end && !step_is(u, &u->node[child], path, length))
            child = u->node[child].end;
        if (child >= end)
            return UI_NONE;
        at = child;
        path += length + (path[length] == '/');
    }
    return at;
}

bool ui_path(const struct ui *u, uint16_t node, char *out, size_t size)
{
    uint16_t way[UI_DEPTH_MAX + 1], depth = 0;
    for (uint16_t i = node; i != 0 && i != UI_NONE && depth <= UI_DEPTH_MAX; i = u->node[i].parent)
        way[depth++] = i;
    size_t used = 0;
    out[0] = 0;
    while (depth-- > 0) {
        const struct ui_node *n = &u->node[way[depth]];
        char arg[16] = "";
        if (n->arg)
            snprintf(arg, sizeof arg, ":%d", n->arg);
        int length = snprintf(out + used, size - used, "%s%s%s", used ? "/" : "", ui_string(u, n->key), arg);
        if (length < 0 || used + (size_t)length >= size) {
            out[0] = 0;
            return false;
        }
        used += (size_t)length;
    }
    return true;
}
