/* What the loop says: pages, and where the focus is. Without being asked nothing sounds from the loudspeaker; with a headset in,
 * everything is said: another screen, the focus, what changed. A page is read node by node, so that a touch ends it at once and the
 * display can show where it is.
 *
 * MUST 1: what is personal is handed to the world as personal, always; who hears it is decided there (host_say).
 * MUST 2: nobody's silence is held off by a voice that no longer speaks: TOLD_MS without a sign of it, and time counts.
 */
#include "loop/read_aloud.h"
#include "screen/number.h"

#include <stdlib.h>
#include <string.h>
#include "base/host.h"
#include "base/letters.h"
#include "base/words.h"
#include "screen/screen.h"
#include "sheet/sheet.h"
#include "ui/speak.h"

enum { TOLD_MS = 20000 }; /* the longest the voice may take over one word, and more */

static const uint8_t classes[] = {
#define SCREEN(name, who, needs, reach, back, idle, class, ...) class,
#include "screens.def"
#undef SCREEN
};

bool read_aloud_is_personal(const struct loop *t)
{
    return classes[t->app.session.at] == PERSONAL;
}

/* True when it will be heard. */
static bool say(struct loop *t, const char *text, bool personal, bool aloud)
{
    bool heard = host_voice() && (host_headset() || (aloud && !personal));
    host_say(t->app.session.language, text, personal, aloud);
    t->app.voice.speaking = heard;
    t->voice.told_ms = host_steady_ms();
    t->voice.from = t->voice.bytes = 0;
    return heard;
}

static void finish(struct loop *t)
{
    t->voice.reading = t->voice.aside = t->app.voice.speaking = false;
    t->voice.node = t->voice.bytes = 0;
    if (t->voice.spelled)
        host_voice_set(t->app.session.listen.rate, t->app.session.listen.volume);
    t->voice.spelled = 0;
    buffer_free(&t->voice.sheet);
    t->voice.sheet_at = 0;
}

static void hush(struct loop *t)
{
    if (t->app.voice.speaking)
        host_hush();
    finish(t);
}

void read_aloud_text(struct loop *t, const char *text, bool personal, bool aloud)
{
    finish(t);
    say(t, text, personal, aloud);
}

static bool is_personal(const struct loop *t, uint16_t node)
{
    return read_aloud_is_personal(t) || ui_is_private(&t->tree, node);
}

/* --- keys, heard: every move of the focus is said, and nothing is taken that was not --------------------------------- */

/* What is said now, is it heard by somebody who listens (a headset, or Listen on a page that is not personal)? */
static bool is_listened(const struct loop *t)
{
    return t->app.voice.sounds && (t->app.voice.headset || (t->app.session.listen.on && !read_aloud_is_personal(t)));
}

/* Somebody listens: why the touch was not taken. On the display a mark answers (loop_spot). */
static void untaken(struct loop *t, const struct ui_event *e)
{
    const char *why = _("Nothing is there.");

    bool early =
        e->kind == UI_EVENT_RELEASE && t->touch.way.hold_ms > 0 && e->miss == UI_MISS_NONE; /* lifted too soon */

    if (e->kind == UI_EVENT_RELEASE && !early)
        why = _("The finger slid off. Nothing was chosen.");
    else if (e->kind == UI_EVENT_DEAF || early)
        why = _("That was a little early. Nothing was chosen.");
    if (is_listened(t))
        read_aloud_text(t, why, false, t->app.session.listen.on);
}

static uint16_t node_of(const struct loop *t)
{
    return t->focus ? ui_find(&t->tree, t->focus) : UI_NONE;
}

static bool is_on_target(const struct loop *t)
{
    uint16_t node = node_of(t);
    return node != UI_NONE && ui_is_target(&t->tree.node[node]);
}

bool read_aloud_focus_is_unheard(const struct loop *t)
{
    return is_listened(t) && !t->voice.heard && is_on_target(t);
}

/* Where the focus is: the target; else which key leads to one. */
static void say_focus(struct loop *t, struct buffer *before)
{
    uint16_t node = node_of(t);
    bool personal = read_aloud_is_personal(t) || (node != UI_NONE && ui_is_private(&t->tree, node));
    if (is_on_target(t))
        ui_speak_node(&t->tree, node, before);
    else
        ui_speak_way(&t->tree, node == UI_NONE ? 0 : node, before);
    read_aloud_text(t, buffer_string(before), personal, t->app.session.listen.on);
    t->voice.heard = true;
    buffer_free(before);
}

enum by { BY_TARGET, BY_ITEM, BY_GROUP };
static void move(struct loop *t, enum by by, int step)
{
    struct buffer said = {.limit = UI_TEXT_MAX};
    bool is_round = false, unheard = read_aloud_focus_is_unheard(t);
    uint16_t first = UI_NONE, last = UI_NONE;
    t->by_keys = true;
    t->by_switch = false;
    t->armed = 0;
    if (by == BY_GROUP)
        t->focus = ui_focus_group(&t->tree, t->focus, step, &first, &last);
    else if (!unheard && by == BY_TARGET)
        t->focus = ui_focus_move(&t->tree, t->focus, step);
    else if (!unheard)
        t->focus = ui_focus_item(&t->tree, t->focus, step, &is_round);
    if (first != UI_NONE)
        ui_speak_group(&t->tree, first, last, &said);
    else if (is_round) /* TRANSLATORS: spoken: past the last choice comes the first again, or the other way round */
        buffer_text(&said, step > 0 ? _("From the top.") : _("From the bottom."));
    say_focus(t, &said);
}

/* Enter: what it takes, or nothing. What was not heard yet is said first; on no target, which key leads to one. */
static struct ui_answer focus_take(struct loop *t)
{
    bool target = is_on_target(t), unheard = read_aloud_focus_is_unheard(t);
    t->by_switch &= !target;
    t->by_keys |= target;
    if (target && !unheard)
        return ui_ask_key(&t->tree, t->focus, &t->armed);
    say_focus(t, &(struct buffer){.limit = UI_TEXT_MAX});
    return (struct ui_answer){0};
}

static bool focus_key(struct loop *t, enum input_key meaning, struct ui_answer *ret)
{
    static const struct {
        enum by by;
        int step;
    } moves[] = {[INPUT_NEXT] = {BY_TARGET, 1},      [INPUT_PREVIOUS] = {BY_TARGET, -1},
                 [INPUT_ITEM_NEXT] = {BY_ITEM, 1},   [INPUT_ITEM_PREVIOUS] = {BY_ITEM, -1},
                 [INPUT_GROUP_NEXT] = {BY_GROUP, 1}, [INPUT_GROUP_PREVIOUS] = {BY_GROUP, -1}};
    if (meaning == INPUT_SELECT)
        *ret = focus_take(t);
    else if (meaning < sizeof moves / sizeof *moves)
        move(t, moves[meaning].by, moves[meaning].step);
    else
        return false;
    return true;
}

static void focus_waits(struct loop *t)
{
    struct buffer said = {.limit = UI_TEXT_MAX};
    if (!t->by_keys || node_of(t) == UI_NONE || t->voice.heard || !is_listened(t))
        return;
    if (is_on_target(t)) /* TRANSLATORS: spoken, before the name of the choice that Enter would take */
        buffer_format(&said, "%s ", _("You are at:"));
    say_focus(t, &said);
}

static void focus_show(struct loop *t, struct display_state *ret)
{
    uint16_t node = t->by_keys ? node_of(t) : UI_NONE;
    ret->focus = t->by_keys ? t->focus : 0;
    if (node != UI_NONE && t->tree.node[node].role == UI_PAIR) /* both answers in one frame (CNS-03) */
        ret->scan = ui_targets_box(&t->tree, node, (uint16_t)(t->tree.node[node].end - 1));
}

const struct loop_part focus_part = {.key = focus_key, .show = focus_show};

/* --- reading a page ----------------------------------------------------------------------------------------------- */

/* The heading and the step were in the first sentence. */
static bool was_said(const struct ui *u, uint16_t node)
{
    return u->node[node].role == UI_HEADING || u->node[node].role == UI_STEP;
}

/* Reads on from that node, past what can't be heard here; at the end it falls silent. */
static void read_from(struct loop *t, uint16_t node)
{
    t->voice.paused = 0;
    for (; node != UI_NONE; node = ui_speak_next(&t->tree, node)) {
        struct buffer words = {.limit = UI_TEXT_MAX};
        if (was_said(&t->tree, node))
            continue;
        ui_speak_node(&t->tree, node, &words);
        bool heard = words.length > 0 && say(t, buffer_string(&words), is_personal(t, node), true);
        buffer_free(&words);
        if (!heard)
            continue;
        t->voice.reading = true;
        t->voice.node = t->tree.node[node].id;
        return;
    }
    finish(t);
    focus_waits(t);
}

/* Title, step, page and how many choices, in one sentence. */
static bool say_screen(struct loop *t, bool aloud)
{
    struct buffer words = {.limit = UI_TEXT_MAX};
    ui_speak_screen(&t->tree, &words);
    bool heard = words.length > 0 && say(t, buffer_string(&words), read_aloud_is_personal(t), aloud);
    buffer_free(&words);
    return heard;
}

static void read_page(struct loop *t)
{
    uint16_t heading = UI_NONE;
    for (uint16_t i = 1; i < t->tree.count && heading == UI_NONE; i++)
        heading = t->tree.node[i].role == UI_HEADING ? i : UI_NONE;
    hush(t);
    if (read_aloud_is_personal(t) && !t->app.voice.headset) {
        say(t, _(verdict_sentence(VERDICT_VOICE_HEADSET)), false, true); /* why it falls silent now */
        return;
    }
    t->voice.reading = say_screen(t, true) && heading != UI_NONE;
    t->voice.node = t->voice.reading ? t->tree.node[heading].id : 0;
}

static void read_on(struct loop *t)
{
    uint16_t node = ui_find(&t->tree, t->voice.node);
    bool again = t->voice.aside;
    t->voice.aside = false;
    if (node == UI_NONE || !t->voice.reading)
        finish(t);
    else
        read_from(t, again ? node : ui_speak_next(&t->tree, node));
}

/* What changed is said at once, and then the node at hand again. */
static void say_changes(struct loop *t)
{
    struct buffer words = {.limit = UI_TEXT_MAX};
    ui_speak_changes(&t->before, &t->tree, &words);
    bool personal = read_aloud_is_personal(t), heard = host_headset() || (t->app.session.listen.on && !personal);
    if (words.length > 0 && !t->voice.aside && (heard || !t->app.voice.speaking)) {
        say(t, buffer_string(&words), personal, t->app.session.listen.on);
        t->voice.aside = t->voice.reading;
    }
    buffer_free(&words);
}

static void screen(struct loop *t, bool is_new)
{
    if (!is_new) {
        say_changes(t);
        return;
    }
    hush(t);
    t->voice.paused = 0;
    t->voice.heard = false;
    if (t->app.session.listen.on)
        t->app.session.listen.want = LISTEN_PAGE;
    else
        say_screen(t, false);
}

static void sample(struct loop *t)
{
    uint16_t node = t->app.session.at == (screen_id)SCREEN_NUMBER(voice) ? UI_NONE : ui_find(&t->tree, t->voice.paused);
    if (t->voice.stopped && t->voice.paused && node != UI_NONE)
        read_from(t, node); /* where it was, as it sounds now */
    else
        read_aloud_text(t, _("This is how I speak."), false, true);
    t->voice.paused = 0;
}

/* --- the receipt code -----------------------------------------------------------------------------------------------
 */

/* The next of its words: said, spelled, said once more; at the slowest rate, until a key or the end. Only what the
 * screen shows as its code is spelled, and it is personal. */
static void spell_on(struct loop *t)
{
    const struct session *s = &t->app.session;
    int at = t->voice.spelled;
    if (at >= s->code_count || at >= CODE_WORDS || s->code_list >= t->app.word_lists) {
        finish(t);
        return;
    }
    const char *word = t->app.words[s->code_list].word[s->code[at]];
    struct buffer said = {.limit = UI_TEXT_MAX}, letters = {.limit = UI_TEXT_MAX};
    letters_spell(&letters, word);
    /* TRANSLATORS: spoken: which word of the receipt code, the word, its letters, the word again */
    buffer_format(&said, _("Word %1$d: %2$s. %3$s. %2$s."), at + 1, word, buffer_string(&letters));
    t->voice.spelled = at + 1;
    host_voice_set(0, s->listen.volume);
    if (!say(t, buffer_string(&said), true, true))
        finish(t);
    buffer_free(&letters);
    buffer_free(&said);
}

static void spell(struct loop *t)
{
    hush(t);
    if (host_headset())
        spell_on(t);
    else
        say(t, _(verdict_sentence(VERDICT_VOICE_HEADSET)), false, true);
}

/* --- a sheet before it is printed ---------------------------------------------------------------------------------- */

static void sheet_page(const struct ui *u, struct buffer *out)
{
    for (uint16_t i = ui_speak_next(u, 0); i != UI_NONE; i = ui_speak_next(u, i)) {
        size_t before = out->length;
        ui_speak_node(u, i, out);
        if (out->length > before)
            buffer_text(out, "\n");
    }
}

/* Its pages, as they would be drawn, a sentence a line; in the visitor's language alone, which is the voice's. */
static fault sheet_words(struct loop *t, struct buffer *out)
{
    struct paper *paper = calloc(1, sizeof *paper);
    struct ui *tree = calloc(1, sizeof *tree);
    const struct sheet_asked of = {&t->app, &t->setting, t->app.session.print.sheet, paper};
    fault f = paper && tree ? sheet_load(&t->app, of.sheet, paper) : FAULT_NO_MEMORY;
    if (f == FAULT_NONE)
        paper->in[1].language = NULL;
    for (int i = 0, pages = f == FAULT_NONE ? sheet_pages(&of, tree) : 0; i < pages; i++) {
        sheet_view(&of, i, tree);
        sheet_page(tree, out);
    }
    if (paper)
        bytes_wipe(paper, sizeof *paper);
    if (tree)
        bytes_wipe(tree, sizeof *tree);
    free(paper);
    free(tree);
    return f;
}

/* The next sentence of it; personal, as a sheet may be: for the headset alone. */
static void sheet_on(struct loop *t)
{
    char *line = t->voice.sheet.length > t->voice.sheet_at ? (char *)t->voice.sheet.data + t->voice.sheet_at : NULL;
    size_t length = line ? strcspn(line, "\n") : 0;
    if (length == 0) {
        finish(t);
        return;
    }
    line[length] = 0;
    t->voice.sheet_at += length + 1;
    if (!say(t, line, true, true))
        finish(t);
}

static void sheet_hear(struct loop *t)
{
    hush(t);
    t->voice.sheet = (struct buffer){.limit = PRINTER_PAGES * UI_TEXT_MAX};
    fault f = sheet_words(t, &t->voice.sheet);
    if (f != FAULT_NONE || !*buffer_string(&t->voice.sheet))
        say(t, _(verdict_sentence(VERDICT_PRINT_LOST)), false, true);
    else
        sheet_on(t);
}

/* Does what session.listen.want says. */
static void want(struct loop *t)
{
    enum listen_want wanted = t->app.session.listen.want;
    t->app.session.listen.want = LISTEN_NOTHING;
    if (wanted == LISTEN_PAGE)
        read_page(t);
    else if (wanted == LISTEN_SAMPLE)
        sample(t);
    else if (wanted == LISTEN_SPELL)
        spell(t);
    else if (wanted == LISTEN_SHEET)
        sheet_hear(t);
    else if (wanted == LISTEN_STOPPED &&
             !t->voice.touched) /* how to end the silence; a finger wants it at once (AUD-06) */
        read_aloud_text(t, _("Reading aloud has stopped. Press Listen to hear again."), false, true);
}

/* --- what happens to it ------------------------------------------------------------------------------------------- */

/* Any key and any touch is silence first. */
static void heed(struct loop *t, const struct display_event *event)
{
    bool down = (event->input == INPUT_CONTACT || event->input == INPUT_KEY) && event->phase == INPUT_DOWN;
    if (!down && event->input != INPUT_TYPED)
        return;
    t->voice.touched = event->input == INPUT_CONTACT;
    t->voice.stopped = t->app.voice.speaking;
    t->voice.paused = t->voice.reading ? t->voice.node : t->voice.paused;
    hush(t);
}

/* While it speaks: silence. In silence: from the top of the page, as often as one likes (AUD-06). */
static struct ui_answer listen_key(const struct loop *t)
{
    uint16_t node = ui_find_path(&t->tree, "dock/tools/listen");
    bool off = t->voice.stopped && !t->app.voice.headset;
    if (node == UI_NONE || (t->voice.stopped && !off))
        return (struct ui_answer){0};
    if (t->tree.node[node].flags & UI_DISABLED)
        return ui_ask(&t->tree, t->tree.node[node].id);
    return (struct ui_answer){.kind = UI_ANSWER_ACT, .act = ACT_LISTEN, .arg = !off};
}

/* What a key of the voice asks. */
static struct ui_answer asked_by(const struct loop *t, enum input_key meaning)
{
    static const struct {
        uint16_t act;
        int32_t number;
    } asks[] = {[INPUT_SLOWER] = {ACT_VOICE_RATE, -1},
                [INPUT_FASTER] = {ACT_VOICE_RATE, 1},
                [INPUT_QUIETER] = {ACT_VOICE_VOLUME, -1},
                [INPUT_LOUDER] = {ACT_VOICE_VOLUME, 1},
                [INPUT_CURTAIN] = {ACT_CURTAIN, 0}};
    if (meaning == INPUT_LISTEN)
        return listen_key(t);
    if (!t->app.voice.here || meaning >= sizeof asks / sizeof *asks || asks[meaning].act == ACT_NONE)
        return (struct ui_answer){0};
    return (struct ui_answer){.kind = UI_ANSWER_ACT, .act = asks[meaning].act, .arg = asks[meaning].number};
}

/* The page was not read to its end, and nothing is said now: it goes on with the sentence that was cut short. */
static bool goes_on(struct loop *t)
{
    uint16_t node = ui_find(&t->tree, t->voice.paused);
    if (!t->voice.paused || node == UI_NONE || t->voice.stopped || !is_listened(t))
        return false;
    t->voice.paused = 0;
    if (was_said(&t->tree, node)) /* the first sentence of all */
        read_page(t);
    else
        read_from(t, node);
    return true;
}

static bool key(struct loop *t, enum input_key meaning, struct ui_answer *ret)
{
    if (meaning == INPUT_LISTEN && goes_on(t))
        return true;
    *ret = asked_by(t, meaning);
    return ret->kind != UI_ANSWER_NONE;
}

static void mute(struct loop *t)
{
    finish(t);
    t->app.voice.mute = t->app.session.language;
    t->app.session.listen.on = false;
    t->app.wake = true;
}

static void voice_told(struct loop *t, const struct voice_event *tell)
{
    t->voice.told_ms = host_steady_ms();
    if (tell->kind == VOICE_READY)
        t->app.voice.mute = NULL;
    else if (tell->kind == VOICE_WORD && !t->voice.aside) {
        t->voice.from = tell->from;
        t->voice.bytes = tell->bytes;
    } else if (tell->kind == VOICE_ENDED && t->voice.spelled)
        spell_on(t);
    else if (tell->kind == VOICE_ENDED && t->voice.sheet_at)
        sheet_on(t);
    else if (tell->kind == VOICE_ENDED)
        read_on(t);
    else if (tell->kind == VOICE_FAILED)
        mute(t);
}

/* Plugged in, everything is spoken from now on. Pulled, silence, and what is personal is covered (AUD-02). */
static void headset(struct loop *t, bool is_in)
{
    struct listening *l = &t->app.session.listen;
    hush(t);
    t->app.voice.headset = is_in;
    t->app.wake = true;
    l->on = is_in && t->app.voice.here;
    l->want = l->on ? LISTEN_PAGE : LISTEN_NOTHING;
    if (is_in) { /* somebody is there */
        flow_touched(&t->app);
        return;
    }
    l->curtain = false;
    if (read_aloud_is_personal(t))
        flow_do(&t->app, ACT_COVER, 0);
}

static bool voice_event(struct loop *t, const struct display_event *event, struct ui_answer *ret)
{
    (void)ret;
    heed(t, event); /* before anything else: silence within 100 ms (AUD-06) */
    if (event->input == INPUT_SPOKEN)
        voice_told(t, &event->voice);
    else if (event->input == INPUT_HEADSET)
        headset(t, event->phase == INPUT_DOWN);
    else
        return false;
    return true;
}

/* Is the voice there, and does it still speak? One that fell silent without a word holds no timers. */
static struct ui_answer time_goes(struct loop *t, int64_t steady_ms)
{
    bool sounds = host_voice();
    if (sounds != t->app.voice.sounds) {
        bool first = !t->app.voice.here;
        t->app.voice.sounds = sounds;
        t->app.voice.here |= sounds;
        t->app.wake = true;
        if (first && t->app.voice.headset) /* plugged in before the voice was there */
            headset(t, true);
    }
    if (host_headset() != t->app.voice.headset) /* told while nobody's words were kept */
        headset(t, host_headset());
    if (t->app.voice.speaking && (!sounds || steady_ms - t->voice.told_ms >= TOLD_MS))
        finish(t);
    return (struct ui_answer){0};
}

static int64_t deadline(const struct loop *t)
{
    return t->app.voice.speaking ? t->voice.told_ms + TOLD_MS : -1;
}

/* The part of a run that those bytes of the tree's text stand for; measured as the painter places words. */
static struct ui_box box_of(const struct ui *u, const struct ui_run *r, size_t from, size_t to)
{
    const char *text = ui_string(u, r->text), *language = u->setting.language;
    float mm = u->setting.panel.width_mm / (float)u->setting.panel.width_px, em = (float)r->em_px * mm;
    float before = host_text_width(language, r->face, r->em_px, text, from) * mm;
    float wide = host_text_width(language, r->face, r->em_px, text + from, to - from) * mm;
    float x = u->setting.from_right ? r->x + r->w - before - wide : r->x + before;
    return (struct ui_box){x, r->y + r->h / 2 - em * 0.55f, wide, em * 1.15f};
}

/* The node that is read, 0: none; and the boxes of the word that is heard. */
static uint32_t word_of(const struct loop *t, struct ui_box word[2])
{
    const struct ui *u = &t->tree;
    uint16_t node = ui_find(u, t->voice.node);
    struct ui_spot spot;
    if (!t->voice.reading || node == UI_NONE)
        return 0;
    if (!t->voice.bytes || !ui_speak_where(u, node, t->voice.from, t->voice.bytes, &spot))
        return t->voice.node;
    int count = 0;
    for (uint16_t i = 0; i < u->runs && count < 2; i++) {
        const struct ui_run *r = &u->run[i];
        size_t from = spot.text > r->text ? (size_t)(spot.text - r->text) : 0,
               to = (size_t)(spot.text + spot.bytes - r->text);
        bool words = r->node == node && r->face != FACE_ICON && r->face != FACE_SIGN;
        if (words && spot.text + spot.bytes > r->text && from < r->length)
            word[count++] = box_of(u, r, from, to < r->length ? to : r->length);
    }
    return t->voice.node;
}

static void show(struct loop *t, struct display_state *ret)
{
    ret->read = word_of(t, ret->word);
}

static void forget(struct loop *t)
{
    t->voice = (struct read_aloud){0};
}

const struct loop_part read_aloud_part = {.event = voice_event,
                                          .key = key,
                                          .untaken = untaken,
                                          .time = time_goes,
                                          .deadline = deadline,
                                          .screen = screen,
                                          .settled = want,
                                          .show = show,
                                          .forget = forget};
