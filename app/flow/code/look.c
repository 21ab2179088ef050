/* Looking for a receipt code takes as many hashes as there are salts, each slow on purpose. Two helpers work them out beside the
 * loop, so that the display goes on. Nothing is asked of the store before all are done: every code takes the same time. */
#include "flow/core/core.h"
#include "flow/code/code.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { HELPERS = 2, QUARTERS = 4 }; /* a helper needs the memory of one hash */

struct code_look {
    struct seal_code code;
    struct kiosk kiosk;
    struct code_ways ways;
    fault end[CODE_WAYS];
    atomic_int next, done,
        running; /* the next to be taken; those that are done; helpers that have not come to their end */
    atomic_bool stopped;
    int32_t helpers;
    pthread_t helper[HELPERS];
};

static struct seal_cost cost_of(const struct kiosk *kiosk)
{
    return (struct seal_cost){(uint32_t)kiosk->code_passes, (uint32_t)kiosk->code_bytes};
}

fault flow_code_hash(const struct kiosk *kiosk, const struct seal_code *code, uint8_t tag[STORE_TAG],
                     struct seal_identity *ret)
{
    uint8_t salt[STORE_SALT];
    seal_code_salt(salt, kiosk->salt, seal_random_below(SEAL_CODE_SALTS));
    return seal_code_derive(code, cost_of(kiosk), salt, tag, ret);
}

/* False: there is none left to take. */
static bool hash_next(struct code_look *l)
{
    int at = atomic_fetch_add(&l->next, 1);
    struct seal_cost cost = cost_of(&l->kiosk);
    uint8_t salt[STORE_SALT];
    if (at >= l->ways.count || atomic_load(&l->stopped))
        return false;
    seal_code_salt(salt, l->kiosk.salt, (uint32_t)at);
    if (at == CODE_WAY_FIRST) {
        memcpy(salt, l->kiosk.salt, sizeof salt);
        cost.operations = (uint32_t)l->kiosk.code_first;
    }
    l->end[at] = seal_code_derive(&l->code, cost, salt, l->ways.way[at].tag, &l->ways.way[at].identity);
    atomic_fetch_add(&l->done, 1);
    return true;
}

static void *help(void *data)
{
    struct code_look *l = data;
    while (hash_next(l))
        ;
    atomic_fetch_sub(&l->running, 1);
    return NULL;
}

static void start_helpers(struct code_look *l)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); /* signals are the main thread's: they end its wait */
    for (int i = 0; i < HELPERS; i++) {
        atomic_fetch_add(&l->running, 1);
        if (pthread_create(&l->helper[l->helpers], NULL, help, l) == 0)
            l->helpers++;
        else
            atomic_fetch_sub(&l->running, 1);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

fault flow_look_begin(struct flow *flow, const struct seal_code *code)
{
    flow_look_drop(flow, true);
    struct code_look *l = calloc(1, sizeof *l);
    if (!l)
        return FAULT_NO_MEMORY;
    l->code = *code;
    l->kiosk = flow->kiosk;
    l->ways.count = flow->kiosk.code_first > 0 ? CODE_WAYS : SEAL_CODE_SALTS;
    flow->look = l;
    start_helpers(l);
    return FAULT_NONE;
}

int32_t flow_look_quarters(struct flow *flow)
{
    struct code_look *l = flow->look;
    if (!l)
        return 0;
    if (l->helpers == 0) /* none could be started */
        (void)hash_next(l);
    return atomic_load(&l->done) * QUARTERS / l->ways.count;
}

fault flow_look_end(struct flow *flow, struct code_ways *ret)
{
    struct code_look *l = flow->look;
    fault f = l && atomic_load(&l->done) == l->ways.count ? FAULT_NONE : FAULT_BUSY;
    for (int i = 0; f == FAULT_NONE && i < l->ways.count; i++)
        f = l->end[i];
    *ret = f == FAULT_NONE ? l->ways : (struct code_ways){0};
    flow_look_drop(flow, true);
    return f;
}

void flow_look_drop(struct flow *flow, bool wait)
{
    struct code_look *l = flow->look;
    if (!l)
        return;
    atomic_store(&l->stopped, true);
    if (!wait && atomic_load(&l->running) > 0)
        return;
    for (int i = 0; i < l->helpers; i++)
        pthread_join(l->helper[i], NULL);
    seal_wipe(l, sizeof *l);
    free(l);
    flow->look = NULL;
}
