/* Finding what a walk names, in the tree that is on the display, and asking it with the hand at hand. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "screens.h"
#include "ui/dump.h"
#include "walk_step.h"

static const char *const screen_names[] = {
#define SCREEN(name, ...) #name,
#include "screens.def"
#undef SCREEN
};
static const char *const act_names[] = {
    "",
#define ACT(name, ...) #name,
#include "acts.def"
#undef ACT
};

const char *walk_screen_name(screen_id screen)
{
    return screen_names[screen];
}

screen_id walk_screen(const char *name)
{
    for (int i = 0; i < SCREENS; i++)
        if (text_same(screen_names[i], name))
            return (screen_id)i;
    return SCREENS;
}

/* "topics/topic:?" fits any number there. */
static bool fits(const char *path, const char *pattern)
{
    while (*path && *pattern) {
        if (pattern[0] == '?') {
            while (*path && *path != '/')
                path++;
            pattern++;
        } else if (*path++ != *pattern++) {
            return false;
        }
    }
    return !*path && !*pattern;
}

uint16_t walk_find(struct step *p, const char *pattern)
{
    char path[240];
    for (uint16_t i = 1; i < p->u->count; i++)
        if (ui_path(p->u, i, path, sizeof path) && fits(path, pattern))
            return i;
    return UI_NONE;
}

uint16_t walk_find_act(struct step *p, enum act act, int32_t number)
{
    for (uint16_t i = 1; i < p->u->count; i++)
        if (p->u->node[i].act == act && (number == INT32_MIN || p->u->node[i].act_arg == number))
            return i;
    return UI_NONE;
}

uint16_t walk_find_role(struct step *p, enum ui_role role)
{
    for (uint16_t i = 1; i < p->u->count; i++)
        if (p->u->node[i].role == role)
            return i;
    return UI_NONE;
}

bool walk_miss(struct step *p, const char *what)
{
    snprintf(p->why, p->why_size, "%s (at %s, notice %s)", what, screen_names[p->s->at], verdict_name(p->s->notice));
    return false;
}

/* For who writes a walk: the targets that the screen has instead. */
static bool miss_target(struct step *p)
{
    char path[240];
    printf("%s: there are:", screen_names[p->s->at]);
    for (uint16_t i = 1; i < p->u->count; i++)
        if (p->u->node[i].act != ACT_NONE && ui_path(p->u, i, path, sizeof path))
            printf(" %s", path);
    printf("\n");
    return walk_miss(p, "no such target");
}

bool walk_ask_node(struct step *p, uint16_t node)
{
    if (node == UI_NONE)
        return miss_target(p);
    if (p->u->node[node].flags & UI_DISABLED)
        return walk_miss(p, "the target is disabled");
    return walk_ask(p->w, p->u->node[node].id) || walk_miss(p, "this hand does not reach it");
}

bool walk_do_act(struct step *p, enum act act, int32_t number)
{
    return walk_ask_node(p, walk_find_act(p, act, number));
}

char *walk_quoted(char *text) /* the words between the quotes; "" without */
{
    char *from = strchr(text, '"'), *to = strrchr(text, '"');
    if (!from || to == from)
        return text + strlen(text);
    *to = 0;
    return from + 1;
}

enum act walk_act(const char *name)
{
    for (int i = 1; i < ACTS; i++)
        if (text_same(act_names[i], name))
            return (enum act)i;
    return ACT_NONE;
}
