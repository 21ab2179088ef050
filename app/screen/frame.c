/* What all screens share: the row that is shown, the paging, and the dock, which stands at the same place everywhere.
 */
#include "screen/parts.h"

#include <string.h>
#include "base/bytes.h"
#include "base/host.h"
#include "base/text.h"
#include "rule/listen.h"
#include "screens.h"
#include "ui/layout.h"
#include "ui/road.h"

#define SCREEN(name, ...) extern const struct screen_file name##_screen;
#include "screens.def"
#undef SCREEN

static const struct {
    const char *name, *title;
    const struct screen_file *file;
    enum back back;
    enum screen_class class;
    uint8_t words, pages;
} screens[SCREENS] = {
#define SCREEN(name, who, needs, reach, back, idle, class, safe, field, next, words, pages, title)                     \
    {#name, title, &name##_screen, back, class, words, pages},
#include "screens.def"
#undef SCREEN
};

const char *screen_name(screen_id screen)
{
    return screens[screen].name;
}

const char *screen_title(screen_id screen)
{
    return screens[screen].title;
}

unsigned screen_words_limit(screen_id screen)
{
    return screens[screen].words;
}

unsigned screen_pages_limit(screen_id screen)
{
    return screens[screen].pages;
}

fault screen_load(struct app *app)
{
    struct session *s = &app->session;
    int64_t now = host_now(), minute = now / 60;
    bool same = s->loaded == s->at && s->loaded_language == s->language && s->loaded_part == s->part &&
                s->read_at / 60 == minute; /* a later minute may end a meeting */
    if (same && s->at != SCREEN_search)
        return FAULT_NONE;
    s->loaded = s->at;
    s->loaded_part = s->part;
    s->loaded_language = s->language;
    s->read_at = now;
    s->leads = 0;
    if (!screens[s->at].file->load)
        return FAULT_NONE;
    return screens[s->at].file->load(app);
}

static void pages(struct ui *u)
{
    ui_open(u, UI_TWO, "pages", 0);
    part_button(u, "earlier", ICON_up, _("Previous"), DO(ACT_PAGE, -1));
    ui_say(u, _("Previous page"));
    part_button(u, "more", ICON_down, _("Show more"), DO(ACT_PAGE, 1));
    ui_close(u);
}

static void tool(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act)
{
    ui_add(u, UI_TOOL, key, 0, label);
    ui_act(u, (uint16_t)act.act, act.number);
    ui_icon(u, icon);
}

/* One tool for all sizes: bigger and bigger, and after the biggest the smallest. */
static void one_size(const struct session *s, struct ui *u)
{
    bool biggest = s->size == SIZE_XXL;
    tool(u, "bigger", biggest ? ICON_smaller : ICON_bigger, biggest ? _("Smallest") : _("Bigger"), DO(ACT_SIZE));
    ui_say(u, biggest ? _("Smallest. This text is as big as it gets.")
                      : _("Bigger. After the biggest comes the smallest."));
    ui_flag(u, biggest ? UI_SMALLER : 0);
}

static void smaller(const struct session *s, struct ui *u)
{
    tool(u, "smaller", ICON_smaller, _("Smaller"), DO(ACT_SIZE, -1));
    ui_flag(u, UI_SMALLER);
    if (s->size == SIZE_S)
        part_not_now(u, _("The text is as small as it gets."));
}

static void two_sizes(const struct session *s, struct ui *u)
{
    smaller(s, u);
    tool(u, "bigger", ICON_bigger, _("Bigger"), DO(ACT_SIZE, 1));
    if (s->size == SIZE_XXL)
        part_not_now(u, _("The text is as big as it gets."));
}

static enum verdict may_listen(const struct app *app)
{
    const struct voice_view *v = &app->voice;
    return listen_verdict(&(struct listen_facts){.sounds = v->sounds,
                                                 .mute = v->mute && text_same(v->mute, app->session.language),
                                                 .personal = screens[app->session.at].class == PERSONAL,
                                                 .headset = v->headset});
}

static void listen(const struct app *app, struct ui *u)
{
    if (app->session.listen.on) {
        tool(u, "listen", ICON_hush, _("Stop"), DO(ACT_LISTEN));
        ui_say(u, _("Stop reading aloud"));
        return;
    }
    enum verdict may = may_listen(app);
    tool(u, "listen", ICON_listen, _("Listen"), DO(ACT_LISTEN, may == VERDICT_LISTEN_MAY ? 1 : -(int32_t)may));
    if (may != VERDICT_LISTEN_MAY) { /* keeps its verb: who asks is told on the page too, since a tool has no room for a
                                        sentence */
        ui_flag(u, UI_DISABLED);
        ui_hint(u, _(verdict_sentence(may)));
    }
}

/* Where there is a voice, Listen has the first place, and one tool goes round all sizes. */
static void sizes(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    bool few = ui_few_tools(&u->setting);
    if (!few && !app->voice.here) {
        two_sizes(s, u);
        return;
    }
    one_size(s, u);
}

static void tools(const struct app *app, struct ui *u)
{
    const struct session *s = &app->session;
    bool few = ui_few_tools(&u->setting);
    ui_open(u, UI_TOOLS, "tools", 0);
    if (app->voice.here)
        listen(app, u);
    sizes(app, u);
    tool(u, "language", ICON_language, _("Language"), DO(ACT_GO, SCREEN_language));
    if (s->at == SCREEN_language)
        ui_flag(u, UI_CURRENT);
    if (s->asking.on)
        tool(u, "road", ICON_swap, _("As usual"), DO(ACT_ROAD, ROAD_OFF));
    else if (s->touch_on) /* what was chosen is put away again from everywhere */
        tool(u, "touch", ICON_press, _("Touch"), GO(touch_way));
    else if (!few)
        tool(u, "contrast", ICON_contrast, _("Contrast"), DO(ACT_CONTRAST));
    if (s->at == SCREEN_cover)
        tool(u, "cover", ICON_eye, _("Uncover"), DO(ACT_UNCOVER));
    else
        tool(u, "cover", ICON_cover, _("Cover"), DO(ACT_COVER));
    if (s->at == SCREEN_start || s->at == SCREEN_still_here)
        part_not_now(u, _("There is nothing to cover here."));
    ui_close(u);
}

static void nav(struct ui *u, const char *key, enum ui_icon icon, const char *label, enum act act)
{
    ui_add(u, UI_NAV, key, 0, label);
    ui_act(u, (uint16_t)act, 0);
    ui_icon(u, icon);
}

static void bar(const struct app *app, struct ui *u)
{
    screen_id at = app->session.at;
    ui_open(u, UI_BAR, "bar", 0);
    nav(u, "back", ICON_back, _("Back"), ACT_BACK);
    if (screens[at].back == NOWHERE || (app_safe_mode(app) && at == SCREEN_out_of_order))
        part_not_now(u, _("There is nothing to go back to from here."));
    nav(u, "help", ICON_help, _("Help now"), ACT_HELP);
    ui_flag(u, at == SCREEN_help ? UI_HELP | UI_CURRENT : UI_HELP);
    nav(u, "leave", ICON_leave, _("Leave"), ACT_LEAVE);
    ui_flag(u, UI_COMMIT);
    if (app->setup.on)
        part_not_now(u, _("You can simply go. What is done is kept."));
    else if (at == SCREEN_join_done && app->session.part == CODE_ASKED) /* it led here: the finger is still there */
        part_not_now(u, _("Say first that you have the code. Then you leave."));
    ui_close(u);
}

int screen_words(const struct ui *u)
{
    unsigned words = 0;
    for (uint16_t i = 1; i < u->count; i++) {
        if (u->node[i].role == UI_DOCK || u->node[i].role == UI_KEYS)
            i = (uint16_t)(u->node[i].end - 1);
        else if (!(u->node[i].flags & UI_HIDDEN))
            words += ui_words(u, i);
    }
    return (int)words;
}

/* A screen of one page has more words than a page holds (COG-01): its own and the centre's. */
static bool over(screen_id at, const struct ui *u)
{
    return screens[at].pages == 1 && screen_words(u) > (int)screens[at].words;
}

static void describe(const struct app *app, const struct ui_setting *setting, uint8_t brief, struct ui *u)
{
    const struct session *s = &app->session;
    ui_begin(u, setting, s->page);
    u->brief = brief;
    u->asks = s->asking.on;
    u->words_most = screens[s->at].words;
    u->narrow = screens[s->at].class == PERSONAL;
    u->leads_back = s->leads & LEADS_BACK;
    u->leads_on = s->leads & LEADS_ON;
    screens[s->at].file->view(app, u);
}

static void whole(const struct app *app, const struct ui_setting *setting, struct ui *u)
{
    describe(app, setting, 0, u);
    for (uint8_t brief = 1; brief <= UI_BRIEF_MOST && over(app->session.at, u); brief++)
        describe(app, setting, brief, u);
    pages(u);
    ui_open(u, UI_DOCK, "dock", 0);
    tools(app, u);
    bar(app, u);
    ui_close(u);
    ui_finish(u);
}

void screen_view(const struct app *app, const struct ui_setting *setting, struct ui *u)
{
    struct ui full;
    if (!app->session.asking.on || app->session.at == SCREEN_still_here) { /* which is answered by anything at all */
        whole(app, setting, u);
        return;
    }
    whole(app, setting, &full);
    ui_road_ask(&full, app->session.asking.at, ACT_ROAD, u);
    bytes_wipe(&full, sizeof full);
}
