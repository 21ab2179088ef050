/* What follows from a group's setting and state, and the table of its fields. */
#include "rule/group.h"

#include "base/text.h"
#include "base/words.h"

enum {
    WORD_LETTERS = 34
}; /* at the largest size a line of the narrowest display holds 17; a longer word is broken once */
enum { OPTIONAL, REQUIRED };
enum { NOT_SEARCHED, SEARCHED };

const struct group_fact_row group_facts[GROUP_FACT_COUNT] = {
#define FACT(name, key, kind, least, most, required, shown, what)                                                      \
    [GROUP_FACT_##name] = {#name, #key, GROUP_##kind, least, most, required},
    GROUP_FACTS(FACT)
#undef FACT
};

const struct group_text_row group_texts[GROUP_TEXT_COUNT] = {
#define TEXT(name, words, letters, required, searched, spoken, label, what)                                            \
    [GROUP_TEXT_##name] = {#name, {words, letters, TEXT_BYTES(letters)}, required, searched, GROUP_##spoken, label},
    GROUP_TEXTS(TEXT)
#undef TEXT
};

struct text_length text_length(const char *text)
{
    struct text_length l = {0};
    const char *word = text, *before = text;
    int32_t piece = 0;
    bool inside = false;
    for (const char *at = text;; before = at) {
        uint32_t code = text_next(&at);
        if (code == 0)
            return l;
        bool blank = text_blank(code);
        l.letters += !text_hidden(code);
        l.words += !blank && !inside;
        if (!inside)
            word = before;
        inside = !blank;
        piece = blank || code == 0xAD || code == '-' || code == 0x2010 || code == '/' ? 0 : piece + 1;
        if (piece > WORD_LETTERS && !l.longest)
            l.longest = word;
    }
}

char *group_text_room(struct group *group, enum group_text which)
{
    switch (which) {
#define TEXT(name, words, letters, required, searched, spoken, label, what)                                            \
    case GROUP_TEXT_##name:                                                                                            \
        return group->name;
        GROUP_TEXTS(TEXT)
#undef TEXT
    case GROUP_TEXT_COUNT:
        break;
    }
    return NULL;
}

const char *group_text(const struct group *group, enum group_text which)
{
    return group_text_room((struct group *)(uintptr_t)group, which);
}

enum group_checked group_checked(int32_t checked_day, int32_t today)
{
    int64_t days = (int64_t)today - checked_day;
    if (days > CHECKED_YEAR_DAYS)
        return CHECKED_OVER_A_YEAR;
    return days > CHECKED_LATELY_DAYS ? CHECKED_LONG_AGO : CHECKED_LATELY;
}

/* --- states and steps (rule/group_state.def) --- */

static const struct {
    const char *name, *words;
    enum group_places places;
} states[GROUP_STATES] = {
#define STATE(name, number, places, sentence) [number] = {#name, sentence, PLACES_##places},
#include "rule/group_state.def"
#undef STATE
};

const char *group_state_name(enum group_state state)
{
    return states[state].name;
}

enum group_state group_state_find(const char *name)
{
    for (int i = 1; i < GROUP_STATES; i++)
        if (text_same(states[i].name, name))
            return (enum group_state)i;
    return 0;
}

const char *group_state_words(enum group_state state)
{
    return states[state].words;
}

bool group_state_meets(enum group_state state)
{
    return state != GROUP_STATE_resting && state != GROUP_STATE_closed;
}

enum group_places group_places(enum group_state state, bool full)
{
    enum group_places places = states[state].places;
    return full && group_state_meets(state) ? PLACES_FULL : places;
}

enum step_needs { NOTHING, EDITION, ROUND };

static const struct {
    uint32_t from;
    enum group_state to;
    enum step_by by;
    enum step_needs needs;
    enum verdict done;
} steps[GROUP_STEPS] = {
#define IN(state) (UINT32_C(1) << GROUP_STATE_##state)
#define STEP(name, from, to, who, needs, done) {from, GROUP_STATE_##to, who, needs, VERDICT_##done},
#include "rule/group_state.def"
#undef STEP
#undef IN
};

enum verdict group_step_verdict(enum group_step step, const struct step_facts *facts)
{
    if (!(steps[step].from >> facts->state & 1) || !(steps[step].by & facts->by))
        return VERDICT_STEP_NOT;
    if (steps[step].needs >= EDITION && !facts->edition)
        return VERDICT_STEP_EDITION;
    return steps[step].needs == ROUND && (!facts->time || !facts->place) ? VERDICT_STEP_ROUND : steps[step].done;
}

enum group_state group_step_to(enum group_step step)
{
    return steps[step].to;
}
