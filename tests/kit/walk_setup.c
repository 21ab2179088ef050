/* Commissioning in walks: a machine that holds no kiosk yet, a stick with the centre file, a finger on the cross. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/file.h"
#include "base/text.h"
#include "host_walk.h"
#include "rule/setup.h"
#include "seal/seal.h"
#include "walk_step.h"
#include "screens.h"

/* The first receiver's own file, beside the centre file, for whoever opens the lists afterwards. */
static bool put_identity(const char *stick, const struct seal_identity *identity)
{
    char path[FILE_PATH_MAX], text[SEAL_IDENTITY_TEXT];
    seal_identity_text(text, identity);
    return file_path(path, stick, "first.txt") == FAULT_NONE &&
           file_replace(path, text, strlen(text), 0600) == FAULT_NONE;
}

/* The demonstration's centre, with two receivers: the one has its file on the stick, the other is nobody. */
static bool put_centre(const char *assets, const char *stick)
{
    char path[FILE_PATH_MAX], receiver[2][SEAL_RECIPIENT_TEXT];
    struct buffer from = {.limit = CENTRE_FILE_MAX}, to = {.limit = CENTRE_FILE_MAX};
    bool ok = seal_start() == FAULT_NONE && file_path(path, assets, "demo/centre.json") == FAULT_NONE &&
              file_read(path, &from) == FAULT_NONE && file_path(path, stick, "sirkel-centre.json") == FAULT_NONE;
    for (int i = 0; i < 2; i++) {
        struct seal_identity identity;
        seal_identity_make(&identity);
        seal_recipient_text(receiver[i], &identity.recipient);
        ok = ok && (i > 0 || put_identity(stick, &identity));
    }
    buffer_format(&to, "{\"recipients\": [\"%s\", \"%s\"],", receiver[0], receiver[1]);
    buffer_text(&to, buffer_string(&from) + 1);
    ok = ok && file_replace(path, to.data, to.length, 0600) == FAULT_NONE;
    buffer_free(&from);
    buffer_free(&to);
    return ok;
}

bool walk_is_bare(struct walk *w)
{
    char first[32] = "";
    for (size_t i = 0; i < w->length && i + 1 < sizeof first && (w->text[i] ^ WALK_MASK) != '\n'; i++)
        first[i] = (char)(w->text[i] ^ WALK_MASK);
    w->bare = text_same(first, "bare") || text_same(first, "bare install");
    w->medium = text_same(first, "bare install");
    return w->bare;
}

bool walk_bare(struct walk *w, const char *assets, const char *stick)
{
    return walk_is_bare(w) && mkdir(w->folder, 0700) == 0 && (mkdir(stick, 0700) == 0 || errno == EEXIST) &&
           put_centre(assets, stick);
}

void walk_medium(void)
{
    walk_world.machine = true;
    snprintf(walk_world.answers[MACHINE_ABOUT].text, MACHINE_TEXT, "version=0.1\nmedium=install\n");
    snprintf(walk_world.answers[MACHINE_DISKS].text, MACHINE_TEXT,
             "0\t256060514304\tSkrim SSD 256\tsirkel\n1\t32010928128\tUSB eMMC\n");
}

bool walk_step_bare(struct step *p)
{
    (void)p; /* the first line says how the walk begins; it was read then */
    return true;
}

/* The file of the stick is exchanged for one with a mistake, or for the right one again. */
bool walk_step_centre(struct step *p)
{
    char path[FILE_PATH_MAX];
    static const char broken[] = "{\"format\": 1, \"id\": \"Granvika!\"}";
    if (file_path(path, p->w->loop.app.stick, "sirkel-centre.json") != FAULT_NONE)
        return false;
    if (text_same(p->rest, "good"))
        return put_centre(p->w->loop.app.setup.assets, p->w->loop.app.stick);
    if (text_same(p->rest, "none"))
        return remove(path) == 0;
    return file_replace(path, broken, sizeof broken - 1, 0600) == FAULT_NONE;
}

/* Which cross stands there, as the display says: a kiosk elsewhere tells no more. */
static int which_cross(struct step *p)
{
    uint16_t count = walk_find(p, "count");
    const char *label = count == UI_NONE ? "" : ui_string(p->u, p->u->node[count].label);
    return atoi(label + strcspn(label, "123456789")) - 1;
}

/* The pad, brought onto the display: with large letters it stands on a page of its own, and has no place before. */
static uint16_t pad_on_glass(struct step *p)
{
    uint16_t pad = walk_find_role(p, UI_PAD);
    if (pad == UI_NONE || !walk_turn_page(p->w, p->u->node[pad].id))
        return UI_NONE;
    return walk_find_role(p, UI_PAD);
}

/* aim [beside]: a finger comes down on the cross, or two centimetres beside it; other hands ask the pad. */
bool walk_step_aim(struct step *p)
{
    uint16_t pad = p->w->hand == HAND_TOUCH ? pad_on_glass(p) : walk_find_role(p, UI_PAD);
    int32_t x, y, aim = which_cross(p);
    if (pad == UI_NONE || aim < 0)
        return walk_miss(p, "no pad here");
    bool beside = text_same(p->rest, "beside"); /* which no other hand can be */
    if (p->w->hand != HAND_TOUCH)
        return beside || walk_ask_node(p, pad);
    const struct ui_box *box = &p->u->node[pad].box;
    if (p->u->node[pad].flags & UI_HIDDEN || box->w <= 0)
        return walk_miss(p, "the pad has no place");
    setup_aim(aim, (int32_t)(box->h / box->w * UI_PAD_UNITS), &x, &y);
    return walk_touch_in(p->w, p->u->node[pad].id, x, y, beside ? 20 : 0) ||
           walk_miss(p, "this hand does not reach it");
}

/* remember pin: the one on the display, without its gap. */
bool walk_remember_pin(struct step *p)
{
    uint16_t node = walk_find(p, "pin");
    size_t length = 0;
    char *pin = p->w->tally->pin;
    for (const char *d = node == UI_NONE ? "" : ui_string(p->u, p->u->node[node].value); *d && length < PIN_MAX; d++)
        if (*d >= '0' && *d <= '9')
            pin[length++] = *d;
    pin[length] = 0;
    return length == SEAL_PIN_MADE || walk_miss(p, "no PIN is shown");
}

/* Writes the PIN that was remembered, or another, where it is asked for. */
bool walk_enter_drawn(struct step *p, bool wrong)
{
    bool setup = p->s->at == SCREEN_setup_again, first = p->s->at == SCREEN_pin_written;
    enum act done = first ? ACT_PIN_SET : ACT_PIN_DONE;
    for (const char *d = p->w->tally->pin; *d; d++)
        if (!walk_do_act(p, ACT_PIN_KEY, wrong ? (*d - '0' + 1) % 10 : *d - '0'))
            return false;
    return walk_do_act(p, setup ? ACT_SETUP_MAKE : done, INT32_MIN);
}
