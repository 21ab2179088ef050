/* Going about: where to, how large, in which language, covered or not. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/own/own.h"
#include "flow/print/print.h"
#include "flow/join/join.h"
#include "flow/letter/letter.h"
#include "flow/visit/visit.h"
#include "flow/flow.h"
#include "screens.h"

#include <string.h>

/* --- the receipt code of a sign-up just made --- */

/* Nobody can find it again, so it is erased only when the visitor said that it was kept, when the printer said that the
 * receipt is out, or when the question went unanswered twice. */
bool flow_code_waits(const struct app *app)
{
    const struct session *s = &app->session;
    return s->joined && s->code_count == CODE_WORDS && !s->code_printed;
}

/* The code is out of sight from here on, whatever the answer. False where the question can't be asked. */
static bool ask(struct app *app, bool home)
{
    app->session.code_home = home;
    if (app->session.locked) { /* it shows nothing of theirs; looking at the code again leads to what is asked first */
        flow_enter(app, SCREEN_join_done, 0, CODE_ASKED);
        return true;
    }
    return flow_goto(app, SCREEN_join_done, CODE_ASKED);
}

static bool flow_code_holds(struct app *app)
{
    return flow_code_waits(app) && ask(app, false);
}

/* What stands before whatever is hidden (still.c). */
static void to_lock(struct app *app)
{
    const struct session *s = &app->session;
    flow_enter(app, s->code_count > 0 && !s->joined ? SCREEN_still_word : SCREEN_still_name, 0, 0);
}

static bool flow_code_back(struct app *app)
{
    struct session *s = &app->session;
    if (s->at != SCREEN_join_done || !s->joined)
        return false;
    if (s->part == CODE_ASKED) {
        if (s->locked)
            to_lock(app);
        else
            flow_enter(app, SCREEN_join_done, 0, 0);
        return true;
    }
    return flow_code_waits(app) && ask(app, true);
}

void flow_kept(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (s->at != SCREEN_join_done)
        return;
    if (number == 0) {
        (void)ask(app, false);
    } else if (s->part == CODE_ASKED && s->code_home) {
        flow_print_drop(app);
        flow_code_clear(app);
        bytes_wipe(&s->own, sizeof s->own);
        (void)flow_show(app, SCREEN_home);
    } else if (s->part == CODE_ASKED) {
        flow_forget(app);
    }
}

/* --- to a screen, and back --- */

void flow_nothing(struct app *app, int32_t number)
{
    (void)app;
    (void)number;
}

void flow_go(struct app *app, int32_t number)
{
    if (number < 0 || number >= SCREENS || screen_row((screen_id)number)->reach != ASKED)
        return; /* reached by what was done, never by asking to be there */
    if (number == SCREEN_code && app->session.at != SCREEN_code)
        flow_code_clear(app); /* asked for anew: the words of a sign-up just made are not already there */
    (void)flow_show(app, (screen_id)number);
}

enum { PAGES_MAX = 1000 };

void flow_page(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    int32_t page = s->page + (number > 0 ? 1 : -1);
    if (page < 0 && (s->leads & LEADS_BACK) && s->part > 0) {
        s->part--;
        s->page = PAGES_MAX - 1; /* its last: layout knows which that is */
    } else if (page >= s->pages && number > 0 && (s->leads & LEADS_ON) && s->part < UINT16_MAX) {
        s->part++;
        s->page = 0;
    } else if (page >= 0 && page < PAGES_MAX) {
        s->page = (uint16_t)page;
    }
}

/* How many parts a screen has is the screen's business; one asked for a part beyond its last shows the last. */
void flow_part(struct app *app, int32_t number)
{
    if (app->session.locked)
        flow_back(app, 0);
    else if (number >= 0 && number < PARTS_MAX)
        (void)flow_goto(app, app->session.at, (uint16_t)number);
}

void flow_help(struct app *app, int32_t number)
{
    (void)number;
    (void)flow_show(app, app->setup.on ? SCREEN_setup_help : SCREEN_help);
}

void flow_leave(struct app *app, int32_t number)
{
    (void)number;
    flow_print_drop(app); /* at once, whatever is still asked */
    if (!flow_code_holds(app))
        flow_forget(app);
}

void flow_cover(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    s->covered = s->at;
    s->covered_page = s->page; /* part and trail stay as they are */
    s->at = SCREEN_cover;
    s->page = 0;
}

void flow_uncover(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    s->at = s->covered;
    s->page = s->covered_page;
}

static bool speak(struct app *app, int32_t number)
{
    size_t count;
    const struct language *all = words_languages(&count);
    if (number < 0 || (size_t)number >= count)
        return false;
    struct session *s = &app->session;
    if (strcmp(s->language, all[number].code) == 0)
        return true;
    s->language = all[number].code;
    words_switch(s->language);
    if (app->store)
        flow_centre_load(app);
    flow_letter_show(app, app->letter.shown);
    flow_suggest(app);
    if (s->join.active) {
        fault f = flow_join_load(app);
        if (f != FAULT_NONE)
            flow_log("language: group", f, store_why(app->store));
    }
    return true;
}

void flow_language(struct app *app, int32_t number)
{
    if (speak(app, number) && app->session.at == SCREEN_language)
        flow_back(app, 0);
}

void flow_begin(struct app *app, int32_t number)
{
    if (speak(app, number))
        (void)flow_show(app, SCREEN_home);
}

void flow_size(struct app *app, int32_t number)
{
    int32_t size = app->session.size + (number >= 0 ? 1 : -1);
    if (number == 0 && size == SIZE_STEPS)
        size = 0;
    if (size >= 0 && size < SIZE_STEPS) {
        app->session.size = (uint8_t)size;
        app->session.page = 0;
    }
}

void flow_contrast(struct app *app, int32_t number)
{
    (void)number;
    app->session.theme = (uint8_t)((app->session.theme + 1) % THEME_STEPS);
}

/* --- finding ------------------------------------------------------------------------------------------------------- */

/* What is asked for now takes the place of what was asked for before; what a group must have holds on. */
static void ask_anew(struct session *s)
{
    s->topic = s->weekday = 0;
    s->word[0] = 0;
    s->wishes &= ~(uint32_t)WISH_HOSTED;
}

void flow_topic(struct app *app, int32_t number)
{
    ask_anew(&app->session);
    app->session.topic = number;
    (void)flow_show(app, SCREEN_groups);
}

void flow_hosted(struct app *app, int32_t number)
{
    (void)number;
    ask_anew(&app->session);
    app->session.wishes |= WISH_HOSTED;
    (void)flow_show(app, SCREEN_groups);
}

void flow_area(struct app *app, int32_t number)
{
    app->session.area = number;
    (void)flow_show(app, SCREEN_topics);
}

static bool from_list(const struct session *s)
{
    return s->trail_count > 0 && s->trail[s->trail_count - 1].screen == SCREEN_groups;
}

void flow_wish(struct app *app, int32_t number)
{
    enum { ONE_OF_TWO = WISH_DAYTIME | WISH_EVENING, ALL = ONE_OF_TWO | 15 };
    struct session *s = &app->session;
    uint32_t wish = (uint32_t)number;
    if (!(wish & ALL) || (wish & (wish - 1)))
        return;
    s->wishes ^= wish;
    if (wish & ONE_OF_TWO)
        s->wishes &= ~(ONE_OF_TWO & ~wish);
    s->loaded_language = NULL; /* who has all of it is asked anew */
    if (from_list(s))
        s->trail[s->trail_count - 1].page = s->trail[s->trail_count - 1].part = 0; /* it is another list now */
}

/* Back to the list they were changed from, from its beginning; else to all groups. */
void flow_wished(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    (void)number;
    if (!from_list(s)) {
        flow_topic(app, 0);
        return;
    }
    s->trail_count--;
    flow_enter(app, SCREEN_groups, 0, 0);
}

void flow_day(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    if (number < 1 || number > 7)
        return;
    ask_anew(s);
    s->weekday = number;
    (void)flow_show(app, SCREEN_groups);
}

void flow_group(struct app *app, int32_t number)
{
    app->session.group_id = number;
    (void)flow_show(app, SCREEN_group);
}

void flow_rule(struct app *app, int32_t number)
{
    if (number < 0 || number >= GROUP_RULES_MAX)
        return;
    app->session.rule = number;
    (void)flow_show(app, SCREEN_group_rule);
}

void flow_back(struct app *app, int32_t number)
{
    (void)number;
    struct session *s = &app->session;
    if (screen_row(s->at)->back == NOWHERE || flow_setup_back(app) || flow_code_back(app) || flow_code_unpick(app))
        return;
    screen_id visitors = app_safe_mode(app) ? SCREEN_out_of_order : SCREEN_home;
    screen_id home = s->who == STAFF ? SCREEN_staff_home : visitors;
    if (flow_code_waits(app) && s->who != STAFF)
        home = SCREEN_join_done;
    while (screen_row(s->at)->back == TRAIL && s->trail_count > 0) {
        struct trail_step step = s->trail[--s->trail_count];
        if (screen_ready(app, step.screen)) {
            flow_enter(app, step.screen, step.page, step.part);
            return;
        }
    }
    flow_clear_trail(app);
    if (app->setup.on)
        flow_setup_again(app);
    else if (s->locked && s->who == VISITOR)
        to_lock(app);
    else
        flow_enter(app, home, 0, 0);
}
