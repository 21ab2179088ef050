/* From a target to what it asks. Touch, keys and switch all end here, and from here on nobody can tell them apart. */
#include "ui/focus.h"

#include "base/words.h"

struct ui_answer ui_ask(const struct ui *u, uint32_t id)
{
    uint16_t at = id ? ui_find(u, id) : UI_NONE;
    if (at == UI_NONE || !ui_is_target(&u->node[at]))
        return (struct ui_answer){0};
    const struct ui_node *n = &u->node[at];
    if (n->flags & UI_DISABLED)
        return (struct ui_answer){
            .kind = UI_ANSWER_REASON, .act = n->act, .arg = n->act_arg, .say = ui_string(u, n->hint)};
    if (n->act == 0)
        return (struct ui_answer){0};
    return (struct ui_answer){.kind = UI_ANSWER_ACT, .act = n->act, .arg = n->act_arg};
}

struct ui_answer ui_ask_key(const struct ui *u, uint32_t id, uint32_t *armed)
{
    struct ui_answer answer = ui_ask(u, id);
    uint16_t at = id ? ui_find(u, id) : UI_NONE;
    bool hold = answer.kind == UI_ANSWER_ACT && u->node[at].role == UI_HOLD;
    if (hold && *armed != id) {
        *armed = id;
        return (struct ui_answer){.kind = UI_ANSWER_ARMED, .say = _("Press once more.")};
    }
    *armed = 0;
    return answer;
}
