/* "Are you still here?", and what a yes leads to. Whoever comes by may say yes: what a visitor wrote stays hidden until something
 * of it is said again, one word of their code or the first letter of their name. Nothing counts down. Who does not know it
 * three times is not the visitor: all is forgotten. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/flow.h"
#include "screens.h"

#include <string.h>
#include "base/text.h"

enum { WRONG_MAX = 3 };
enum proof { PROOF_NONE, PROOF_WORD, PROOF_NAME };

static const char *name_of(const struct session *s)
{
    return *s->join.name ? s->join.name : *s->initial ? s->initial : s->own.name;
}

/* A code that was just given out may not be written down yet: there the name is asked for. */
static enum proof proof_of(const struct session *s)
{
    if (s->code_count > 0 && !s->joined)
        return PROOF_WORD;
    return *name_of(s) ? PROOF_NAME : PROOF_NONE;
}

static void wipe_typed(struct session *s)
{
    bytes_wipe(s->code_typed, sizeof s->code_typed);
    bytes_wipe(s->initial_typed, sizeof s->initial_typed);
    bytes_wipe(s->suggestion, sizeof s->suggestion);
    s->suggestion_count = 0;
}

void flow_still_here(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    s->touched_ms = host_steady_ms();
    if (number !=
        0) /* "I need more time": in this visit not asked again before half an hour without a sign of anybody */
        s->time_wanted = true;
    s->at = s->behind; /* page, part, field and all that was written are as they were */
    s->page = s->behind_page;
    s->unanswered = 0;
    app->wake = true;
    enum proof proof = s->who == VISITOR ? proof_of(s) : PROOF_NONE;
    if (proof == PROOF_NONE) {
        if (s->own
                .open) /* without its code or a name: it can be looked for again. A receipt of who just joined stays whole */
            bytes_wipe(&s->own, sizeof s->own);
        return;
    }
    if (!s->locked) {
        s->locked = true;
        s->locked_at = s->at;
        s->locked_page = s->page;
        s->locked_wrong = 0;
        wipe_typed(s);
        flow_enter(app, proof == PROOF_WORD ? SCREEN_still_word : SCREEN_still_name, 0, s->part);
    }
}

static void answered(struct app *app, bool right)
{
    struct session *s = &app->session;
    wipe_typed(s);
    if (right) {
        s->locked = false;
        flow_enter(app, s->locked_at, s->locked_page, s->part);
    } else if (++s->locked_wrong == WRONG_MAX) {
        flow_forget(app);
    } else {
        flow_notice(app, VERDICT_STILL_NOT);
    }
}

void flow_still_word(struct app *app, int32_t number)
{
    const struct session *s = &app->session;
    bool right = false;
    if (number < 0 || number / CODE_LIST >= app->word_lists)
        return;
    for (int32_t i = 0; i < s->code_count; i++)
        right |= number == s->code_list * CODE_LIST + s->code[i];
    answered(app, right);
}

void flow_still_name(struct app *app, int32_t number)
{
    (void)number;
    const struct session *s = &app->session;
    const char *name = name_of(s);
    char first[5], folded[2][16];
    if (!*s->initial_typed)
        return;
    (void)text_put(first, text_next(&name));
    text_fold_loose(folded[0], sizeof folded[0], first);
    text_fold_loose(folded[1], sizeof folded[1], s->initial_typed);
    bool right = strcmp(first, s->initial_typed) == 0 || (*folded[0] && strcmp(folded[0], folded[1]) == 0);
    bytes_wipe(first, sizeof first);
    bytes_wipe(folded, sizeof folded);
    answered(app, right);
}
