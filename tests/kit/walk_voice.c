/* Commands of walks about the voice: it is there or not, a headset is plugged in or pulled, it says what it is at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/host.h"
#include "base/text.h"
#include "host_walk.h"
#include "loop/part.h"
#include "walk_step.h"

enum { TEXTS_MAX = 400 }; /* sentences of one page, at most */

bool walk_step_voice(struct step *p) /* voice on, voice off */
{
    walk_world.voice = text_same(p->rest, "on");
    walk_settle(p->w);
    return p->w->loop.app.voice.sounds == walk_world.voice || walk_miss(p, "the kiosk did not notice");
}

bool walk_step_headset(struct step *p) /* headset in, headset out */
{
    walk_world.headset = text_same(p->rest, "in");
    walk_here_send(p->w,
                   (struct display_event){.input = INPUT_HEADSET, .phase = walk_world.headset ? INPUT_DOWN : INPUT_UP});
    walk_settle(p->w);
    return true;
}

static void tell(struct step *p, struct voice_event tell)
{
    walk_world.speaking = tell.kind == VOICE_WORD && walk_world.speaking;
    walk_here_send(p->w, (struct display_event){.input = INPUT_SPOKEN, .voice = tell});
}

bool walk_step_spoken(struct step *p) /* spoken, spoken all, spoken not */
{
    if (!walk_world.speaking)
        return walk_miss(p, "it does not speak");
    int most = text_same(p->rest, "all") ? TEXTS_MAX : 1;
    enum voice_event_kind kind = text_same(p->rest, "not") ? VOICE_FAILED : VOICE_ENDED;
    for (int i = 0; i < most && walk_world.speaking; i++)
        tell(p, (struct voice_event){.kind = kind});
    walk_settle(p->w);
    return most == 1 || !walk_world.speaking || walk_miss(p, "it never ends");
}

bool walk_step_heard(struct step *p)
{
    bool there = strstr(walk_world.said, walk_quoted(p->rest)) != NULL;
    if (!walk_world.speaking)
        return walk_miss(p, "it does not speak");
    return there || walk_miss(p, walk_world.said);
}

bool walk_step_silent(struct step *p)
{
    return !walk_world.speaking || walk_miss(p, walk_world.said);
}

/* The voice is at that word of what it says: the display shows which it is. */
bool walk_step_word(struct step *p)
{
    const char *word = walk_quoted(p->rest), *at = strstr(walk_world.said, word);
    struct display_state shown = {0};
    if (!walk_world.speaking || !at)
        return walk_miss(p, walk_world.said);
    tell(p, (struct voice_event){
                .kind = VOICE_WORD, .from = (uint32_t)(at - walk_world.said), .bytes = (uint32_t)strlen(word)});
    read_aloud_part.show(&p->w->loop, &shown);
    const struct ui_box *box = shown.word;
    uint16_t node = ui_find(p->u, shown.read);
    if (node == UI_NONE)
        return walk_miss(p, "no node is shown as read");
    const struct ui_box *n = &p->u->node[node].box;
    bool inside = box[0].w > 0 && box[0].x >= n->x - 1 && box[0].x + box[0].w <= n->x + n->w + 1 &&
                  box[0].y >= n->y - 1 && box[0].y + box[0].h <= n->y + n->h + 3;
    walk_settle(p->w);
    return inside || walk_miss(p, "the word is not shown");
}

static const char *const keys[] = {"NEXT",   "PREVIOUS", "ITEM_NEXT", "ITEM_PREVIOUS", "GROUP_NEXT",  "GROUP_PREVIOUS",
                                   "SELECT", "BACK",     "HELP",      "ERASE",         "SWITCH_MOVE", "SWITCH_SELECT",
                                   "LISTEN", "SLOWER",   "FASTER",    "QUIETER",       "LOUDER",      "CURTAIN"};

bool walk_step_key(struct step *p) /* key LISTEN: whatever the hand of this walk */
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (text_same(keys[i], p->rest)) {
            p->w->way->ready(p->w);
            for (int phase = 0; phase < 2; phase++)
                walk_here_send(p->w, (struct display_event){.input = INPUT_KEY,
                                                            .key = (enum input_key)i,
                                                            .phase = phase ? INPUT_UP : INPUT_DOWN});
            walk_settle(p->w);
            return true;
        }
    return walk_miss(p, "no such key");
}

bool walk_step_rate(struct step *p) /* rate N, volume N: as the voice was told */
{
    return walk_world.rate + 1 == atoi(p->rest) || walk_miss(p, "another rate");
}

bool walk_step_volume(struct step *p)
{
    return walk_world.volume + 1 == atoi(p->rest) || walk_miss(p, "another volume");
}

bool walk_step_dark(struct step *p)
{
    return p->s->listen.curtain || walk_miss(p, "the display is not dark");
}
