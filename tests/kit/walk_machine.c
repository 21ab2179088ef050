/* Commands of walks about the machine: what its steward answers, and what it was asked. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "host_walk.h"
#include "walk_step.h"

static const char usual[] =
    "version=0.1.0\nslot=a\nroot=4f3a91c2d07be6584f3a91c2d07be6584f3a91c2d07be6584f3a91c2d07be658\nkernel=6.12.48\n"
    "secure_boot=on\ntpm=yes\ndata=tpm\nmade=2026-11-20\n";

static const char *const verbs[] = {
#define MACHINE(name) #name,
#include "base/machine.def"
#undef MACHINE
};
static const char *const states[] = {"idle", "busy", "done", "failed"};

static uint32_t fault_of(const char *name)
{
    for (uint32_t f = 0; f < FAULT_COUNT; f++)
        if (text_same(fault_name((fault)f), name))
            return f;
    return FAULT_COUNT;
}

static void fill(struct machine_answer *answer, const char *words)
{
    snprintf(answer->text, sizeof answer->text, "%s", words);
    for (char *at = answer->text; *at; at++)
        *at = *at == '|' ? '\n' : *at;
}

bool walk_step_machine(struct step *p)
{
    char verb[24] = "", name[24] = "", state[12] = "idle", words[400] = "";
    long long number = 0, all = 0;
    if (text_same(p->rest, "gone") || text_same(p->rest, "here")) {
        walk_world.machine = text_same(p->rest, "here");
        fill(&walk_world.answers[MACHINE_ABOUT], usual);
        return true;
    }
    if (sscanf(p->rest, "%23s %23s %11s %lld %lld %399[^\n]", verb, name, state, &number, &all, words) < 2)
        return walk_miss(p, "machine wants a verb and a fault");
    for (size_t v = 0; v < MACHINE_VERBS; v++) {
        if (!text_same(verbs[v], verb))
            continue;
        struct machine_answer *answer = &walk_world.answers[v];
        *answer = (struct machine_answer){.fault = fault_of(name), .number = number, .all = all};
        for (int i = 0; i < 4; i++)
            answer->state = text_same(states[i], state) ? i : answer->state;
        fill(answer, words);
        return answer->fault < FAULT_COUNT || walk_miss(p, "no such fault");
    }
    return walk_miss(p, "no such verb");
}

bool walk_step_asked(struct step *p)
{
    bool was = strstr(walk_world.asked, walk_quoted(p->rest)) != NULL;
    if (!was)
        return walk_miss(p, walk_world.asked);
    walk_world.asked[0] = 0;
    return true;
}
