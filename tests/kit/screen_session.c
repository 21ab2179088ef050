#include "screen_session.h"
#include "screens.h"

#include <stdlib.h>
#include "base/file.h"
#include "store/read.h"
#include "test.h"

const struct ui_panel screen_panels[3] = {
    {268, 476, 1080, 1920, 790},
    {476, 268, 1920, 1080, 800},
    {136, 218, 800, 1280, 800},
};

struct word_list screen_words_nb = {.language = "nb", .word = {"bjørk", "fjord", "lampe", "due", "blomst", "bregne"}};

const struct language *session_languages(size_t *ret_count)
{
    const char *build = getenv("SIRKEL_BUILD");
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%s/lang", build ? build : "build");
    CHECK(words_open(folder) == FAULT_NONE);
    return words_languages(ret_count);
}

void fill(char *out, size_t size, const char *text)
{
    (void)text_copy(out, size, text);
}

void session_group(struct session *s, bool nb)
{
    struct group *g = &s->group;
    *g = (struct group){.id = 7,
                        .setting = SETTING_CENTRE,
                        .state = GROUP_STATE_meeting,
                        .places = PLACES_OPEN,
                        .checked_day = date_day(2026, 11, 10),
                        .step_free = true,
                        .held = HELD_HERE,
                        .hearing_loop = true};
    fill(g->key, sizeof g->key, "tirsdagsgruppa");
    fill(g->name, sizeof g->name, nb ? "Tirsdagsgruppa" : "The Tuesday Group");
    fill(g->purpose, sizeof g->purpose,
         nb ? "Vi snakker om hverdagen når nettene er urolige."
            : "We talk about daily life when the nights are restless.");
    fill(g->whom, sizeof g->whom,
         nb ? "For deg som sover lite, eller våkner og ikke er uthvilt."
            : "For you who sleep little, or wake up and are not rested.");
    fill(g->led, sizeof g->led,
         nb ? "Vi leder møtene på skift. En starter var med de to første gangene."
            : "We take turns leading. A starter came the first two times.");
    fill(g->visit, sizeof g->visit,
         nb ? "Du blir møtt ved døra litt før kl. 18. Vi sitter i ring, og te og vann står på bordet. "
              "Du kan bare lytte."
            : "Someone meets you at the door a little before 18:00. We sit in a circle, and there is "
              "tea and water. You can just listen.");
    fill(g->place, sizeof g->place, nb ? "Rom B204" : "Room B204");
    fill(g->way, sizeof g->way,
         nb ? "Ta heisen til andre etasje, og gå til venstre." : "Take the lift up, and turn left.");
}

static void session_rules(struct session *s)
{
    s->rule_count = 6;
    for (int32_t i = 0; i < s->rule_count; i++)
        s->rules[i].library = i; /* the store leaves their words to the program */
}

struct meeting session_meeting(int32_t day)
{
    return (struct meeting){.day = day,
                            .from_day = day,
                            .from_minute = 18 * 60,
                            .start_minute = 18 * 60,
                            .minutes = 120,
                            .starts = date_moment(day, 18 * 60),
                            .was = date_moment(day, 18 * 60),
                            .ends = date_moment(day, 20 * 60)};
}

static void session_times(struct session *s)
{
    s->time_count = 1;
    s->times[0] = (struct meeting_rule){MEETING_WEEKLY, date_day(2026, 9, 1), 0, 2, 1, 0, 18 * 60, 120, false, 0, 0};
    s->date_count = DATES_MAX;
    for (int32_t i = 0; i < DATES_MAX; i++)
        s->dates[i] = session_meeting(date_day(2026, 11, 24) + 7 * i);
    s->dates[1].cancelled = true;
    s->dates[3].cancelled = s->dates[3].closed = true;
    s->dates[2].moved = true;
    s->dates[2].day++;
    s->dates[2].starts += 86400;
    s->dates[2].ends += 86400;
}

static void session_lists(struct session *s, bool nb)
{
    static const char *const topics[][2] = {
        {"Being much alone", "Å være mye alene"}, {"Sleep and rest", "Søvn og hvile"},
        {"Losing someone", "Å miste noen"},       {"Work and absence", "Arbeid og fravær"},
        {"Being worn out", "Å være sliten"},      {"When money is short", "Når pengene ikke strekker til"}};
    static const char *const icons[] = {"alone", "sleep", "grief", "work", "worn", "money"};
    s->topic_count = 6;
    for (int32_t i = 0; i < s->topic_count; i++) {
        s->topics[i].id = i + 1;
        fill(s->topics[i].icon, GROUP_KEY_MAX, icons[i]);
        fill(s->topics[i].name, GROUP_NAME_MAX, topics[i][nb]);
    }
    s->weekdays = 0x1F;
    s->wishes = WISH_STEP_FREE | WISH_EVENING;
    s->rows_more = true;
    s->settings = 7 << SETTING_ORGANISATION;
    s->rows = 7;
    for (int32_t i = 0; i < s->rows; i++) {
        s->row[i] =
            (struct group_row){.id = i + 1, .meets = i != 3, .next = session_meeting(date_day(2026, 11, 24) + i)};
        fill(s->row[i].name, GROUP_NAME_MAX, i % 2 ? nb ? "Torsdagskretsen" : "The Thursday Circle" : s->group.name);
        fill(s->row[i].place, GROUP_NAME_MAX, s->group.place);
    }
}

/* What was signed, as flow_consent_text has it. */
static void session_text(struct my_signup *o)
{
    struct buffer text = {.limit = sizeof o->text - 1};
    consent_whole(&text, &(struct consent_values){"Granvika rehabilitering", "Granvika svarer for det du skriver her.",
                                                  "12 34 56 78", "Etisk komité sa ja.", "", "{kind}",
                                                  RETAIN_MEMBER_DAYS, RETAIN_EVIDENCE_DAYS});
    (void)text_copy(o->text, sizeof o->text, buffer_string(&text));
    buffer_free(&text);
}

static void session_own(struct session *s)
{
    struct my_signup *o = &s->own;
    o->open = o->has_consent = o->has_membership = true;
    o->withdraw = PURPOSE_COUNT;
    fill(o->name, FIELD_MAX, "Kari");
    fill(o->contact, FIELD_MAX, "004791234567");
    fill(o->group_name, GROUP_NAME_MAX, s->group.name);
    o->contact_way = CONTACT_PHONE;
    o->way_wanted = CONTACT_MAIL;
    fill(o->contact_typed, FIELD_MAX, "kari@");
    o->answer[PURPOSE_contact_me] = ANSWER_YES;
    o->answer[PURPOSE_share_name] = ANSWER_YES;
    o->answer[PURPOSE_research] = ANSWER_NO;
    o->outcome = VERDICT_PURPOSE_WITHDRAWN;
    o->text_changed = true;
    o->text_version = CONSENT_VERSION;
    o->text_edition = CONSENT_EDITION;
    session_text(o);
}

/* A card for a group that is not there; and what staff may see of many. */
static void session_seeking(struct session *s)
{
    s->seek = (struct seeking){.topic = {1, 2}, .count = 2, .wishes = 0x12};
    if (s->at == SCREEN_seek_done)
        s->seek = (struct seeking){.gone = date_day(2027, 3, 1)};
    s->released = date_day(2026, 11, 23);
    for (int32_t i = 0; i < ROWS_MAX; i++)
        s->asked[i] =
            (struct interest_asked){.band = (enum interest_band)(1 + i % 3), .time = 2, .need = i % 2 ? -1 : 5};
    if (s->at == SCREEN_staff_interest)
        s->topic_count = 5;
}

static void session_joining(struct session *s)
{
    struct joining *j = &s->join;
    j->active = true;
    j->group_id = 7;
    fill(j->name, FIELD_MAX, "Kari");
    fill(j->contact, FIELD_MAX, "91234567");
    fill(j->sign_name, FIELD_MAX, "Kari");
    j->contact_way = CONTACT_PHONE;
    j->answer[0] = ANSWER_YES;
    j->answer[1] = j->answer[2] = ANSWER_NO;
    j->way = SIGN_DRAW;
    for (int i = 0; i < PURPOSE_COUNT; i++)
        j->answer_in[i] = s->language;
    j->signed_in = s->language;
    j->mark.count = j->mark.points = 1;
}

static void session_fields(struct session *s)
{
    switch (s->at) {
    case SCREEN_search:
        s->field = FIELD_SEARCH;
        fill(s->word, FIELD_MAX, "sø");
        s->rows = 2;
        s->rows_more = true;
        break;
    case SCREEN_join_name:
        s->field = FIELD_NAME;
        s->shift = true;
        break;
    case SCREEN_join_write:
        s->field = FIELD_CONTACT;
        s->keys = KEYS_DIGITS;
        break;
    case SCREEN_mine_write:
        s->field = FIELD_MY_CONTACT;
        break;
    case SCREEN_sign_name:
        s->field = FIELD_SIGN_NAME;
        break;
    case SCREEN_sign_witness:
        s->field = FIELD_WITNESS;
        break;
    case SCREEN_staff_search:
        s->field = FIELD_SEARCH;
        fill(s->word, FIELD_MAX, "ti");
        break;
    case SCREEN_staff_room_new:
        s->field = FIELD_ROOM;
        break;
    case SCREEN_still_word:
        s->field = FIELD_WORD;
        s->locked = true;
        fill(s->code_typed, FIELD_MAX, "bl");
        s->suggestion_count = 2;
        s->suggestion[0] = 4;
        s->suggestion[1] = 5;
        break;
    case SCREEN_still_name:
        s->field = FIELD_INITIAL;
        s->locked = s->shift = true;
        fill(s->initial_typed, sizeof s->initial_typed, "K");
        break;
    case SCREEN_code_look:
        s->looking = true;
        s->looked = 2;
        break;
    case SCREEN_table_write:
    case SCREEN_group_purpose:
        s->field = FIELD_OWN;
        break;
    case SCREEN_code:
        s->field = FIELD_CODE;
        fill(s->code_typed, FIELD_MAX, "bl");
        s->code_count = 1;
        s->suggestion_count = 2;
        s->suggestion[0] = 4;
        s->suggestion[1] = 5;
        break;
    default:
        break;
    }
}

/* Commissioning, half way: whatever a screen can say of it. */
static void session_setup(struct app *app)
{
    struct setup *p = &app->setup;
    *p = (struct setup){.on = true,
                        .medium = true,
                        .kept.step = SETUP_done,
                        .panel = {268, 476, 1080, 1920, 790},
                        .card_px = 345,
                        .aim = 1,
                        .offset_tenths = 23,
                        .centre_read = true,
                        .groups = 24,
                        .languages = 2,
                        .recipients = 2,
                        .trial = 2,
                        .disk_count = 2,
                        .progress = 40,
                        .progress_all = 80};
    app->panel = p->panel;
    fill(p->centre_id, sizeof p->centre_id, "granvika");
    fill(p->centre_name, sizeof p->centre_name, app->centre.name);
    fill(p->print[0], SETUP_PRINT, "4711 0815 2234 9081 7713 0042 5566 1209");
    fill(p->print[1], SETUP_PRINT, "1209 5566 0042 7713 9081 2234 0815 4711");
    fill(p->key_print, SETUP_PRINT, "2234 9081 4711 0815 5566 1209 7713 0042");
    fill(p->key_text, sizeof p->key_text, "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3");
    fill(p->pin, sizeof p->pin, "472915");
    for (int32_t i = 0; i < p->disk_count; i++) {
        p->disk[i] = (struct setup_disk){.row = i, .bytes = INT64_C(256060514304)};
        fill(p->disk[i].name, SETUP_NAME_MAX, i ? "Kingston DataTraveler 3.0" : "Samsung SSD 870 EVO 250GB");
    }
}

/* A letter from the office with everything in it: the longest that its screens may have to say. */
static void session_letter(struct app *app, bool nb)
{
    struct letter_view *v = &app->letter;
    *v = (struct letter_view){.read = true,
                              .verdict = VERDICT_LETTER_MAY,
                              .number = 7,
                              .issued = date_day(2026, 11, 20),
                              .last = date_day(2026, 12, 20),
                              .is_signed = true,
                              .parts = (UINT32_C(1) << LETTER_PARTS) - 1,
                              .groups = 59,
                              .groups_new = 1,
                              .groups_changed = 3,
                              .groups_same = 55,
                              .groups_gone = 1,
                              .changes = 14,
                              .keys = 3,
                              .beside = 1,
                              .change = {.kind = LETTER_GROUP_TEXT, .which = GROUP_TEXT_place},
                              .in_use = 6,
                              .can_go_back = true,
                              .knows_office = false};
    fill(v->given_print, SETUP_PRINT, "4711 0815 2234 9081 7713 0042 5566 1209");
    for (int i = 0; i < v->keys; i++)
        fill(v->print[i], SETUP_PRINT, "4711 0815 2234 9081 7713 0042 5566 1209");
    fill(v->change.group, GROUP_NAME_MAX, nb ? "Tirsdagsgruppa" : "The Tuesday Group");
    fill(v->change.before, GROUP_TEXT_MAX, nb ? "Rom B204, andre etasje" : "Room B204, second floor");
    fill(v->change.after, GROUP_TEXT_MAX, nb ? "Rom A112, første etasje" : "Room A112, ground floor");
}

/* A meeting that was moved to another room and another day, a group that is hidden, and a change without a meeting. */
static void session_house(struct session *s, bool nb)
{
    struct housework *w = &s->house;
    *w = (struct housework){.day = date_day(2026, 12, 1),
                            .slot = 18 * 60 + 1,
                            .given = true,
                            .meeting = session_meeting(date_day(2026, 12, 1)),
                            .changed = true,
                            .to_day = date_day(2026, 12, 3),
                            .to_minute = 18 * 60 + 30,
                            .from = date_day(2026, 12, 24),
                            .to = date_day(2027, 1, 1),
                            .total = 3,
                            .unfit = 1};
    w->meeting.moved = true;
    w->meeting.day += 2;
    fill(w->room, sizeof w->room, nb ? "Rom A112" : "Room A112");
    fill(w->room_typed, sizeof w->room_typed, "Rom A1");
    fill(w->change.group, sizeof w->change.group, s->group.key);
    w->change.change =
        (struct meeting_change){.day = w->day, .slot = w->slot, .to_day = w->to_day, .to_minute = w->to_minute};
    w->total = s->at == SCREEN_staff_group ? 0 : w->total; /* visitors see it */
    if (s->at == SCREEN_staff_week) { /* as many as its load leaves beside the row of changes that no longer fit */
        w->total = 7;
        s->rows = 2;
        s->row[1].next.cancelled = true;
    }
    s->rows = s->at == SCREEN_staff_closed ? 5 : s->rows;
    if (s->at == SCREEN_staff_closed || s->at == SCREEN_staff_groups)
        s->row[2].left = true; /* an office's span, a hidden group */
}

/* A group by its code, with all that may wait for it, and its rule table at a screen's place. */
static void session_held(struct session *s, bool nb)
{
    struct held_group *h = &s->held;
    *h = (struct held_group){.open = true,
                             .draws = true,
                             .drawn = true,
                             .code = {0, 1, 2, 3},
                             .wants_review = true,
                             .wants_talk = 4,
                             .table_open = true,
                             .table = {.people = 6,
                                       .answered = s->at != SCREEN_table_pass ? 0
                                                   : nb                       ? 6
                                                                              : 4,
                                       .passes = true}};
    fill(h->key, sizeof h->key, s->group.key);
    fill(h->typed, sizeof h->typed, nb ? "Vi slår av telefonen" : "We switch our phones off");
    h->time = s->times[0];
    for (int32_t i = 0; i < s->rule_count; i++)
        h->table.answer[i] = i == 2 ? 't' : 'w';
    h->table.at = 2;
    s->edition = (struct edition_view){.number = 3, .day = date_day(2026, 11, 24), .count = 6, .newest = true};
    h->edition = s->edition;
    s->edition_count = 2;
    s->editions[0] = s->edition;
    s->editions[1] = (struct edition_view){.at = 1, .number = 2, .day = date_day(2026, 3, 10), .count = 5};
}

static bool session_is_setup(enum screen at)
{
    static const enum who who[SCREENS] = {
#define SCREEN(name, who, ...) [SCREEN_##name] = who,
#include "screens.def"
#undef SCREEN
    };
    return who[at] == SETUP;
}

void session_at(struct app *app, enum screen at, const char *language, enum ui_size size)
{
    bool nb = strcmp(language, "nb") == 0;
    memset(app, 0, sizeof *app);
    words_switch(language);
    struct session *s = &app->session;
    fill(app->centre.name, GROUP_NAME_MAX, nb ? "Granvika rehabilitering" : "Granvika Rehabilitation Centre");
    fill(app->centre.desk, GROUP_LINE_MAX,
         nb ? "Resepsjonen, til høyre for inngangen" : "The front desk, to the right of the entrance");
    fill(app->centre.hours, GROUP_LINE_MAX,
         nb ? "Noen er her hver dag fra kl. 8 til kl. 20." : "Someone is here every day from 8:00 to 20:00.");
    fill(app->centre.phone, GROUP_NAME_MAX, "12 34 56 78");
    app->words = &screen_words_nb;
    app->word_lists = 1;
    app->staff = (struct staff_view){.new_signups = 3,
                                     .exports = 4,
                                     .free_bytes = (int64_t)1 << 33,
                                     .journal_whole = true,
                                     .clock_sure = true,
                                     .export_rows = 6,
                                     .job_done = 20,
                                     .job_all = 40};
    app->printer = (struct printer_view){.here = true, .state = PRINTER_READY, .name = "Skrim LaserJet MFP M234dw"};
    app->session.print = (struct printing){.stage = PRINT_OVER, .outcome = VERDICT_PRINT_SILENT};
    app->machine = (struct machine_view){.here = true,
                                         .about = {.secure_boot = KNOWN_NO, .lock = LOCK_PLAIN},
                                         .note_time = 1795622400,
                                         .clock = 1795622400,
                                         .clock_moved = true,
                                         .update = UPDATE_READY,
                                         .update_verdict = VERDICT_UPDATE_FOUND};
    machine_about_read(
        &app->machine.about,
        "version=0.1.0\nslot=a\nkernel=6.12.48\nmade=2026-11-20\npackages=unlocked\nsecure_boot=off\ndata=plain\n"
        "root=4f3a91c2d07be6584f3a91c2d07be6584f3a91c2d07be6584f3a91c2d07be658\n");
    memset(app->machine.note, 'n', 360); /* as long as they get */
    fill(app->machine.update_version, sizeof app->machine.update_version, "0.2.0");
    fill(app->centre.id, sizeof app->centre.id, "granvika");
    fill(app->staff.fingerprint, sizeof app->staff.fingerprint, "bjørk fjord lampe due");
    fill(app->staff.export_name, sizeof app->staff.export_name, "granvika-12.kx1");
    app->voice = (struct voice_view){.here = true, .sounds = true, .headset = true};
    s->language = words_language(language)->code;
    s->size = (uint8_t)size;
    s->who = VISITOR;
    s->read_at = date_moment(date_day(2026, 11, 24), 8 * 60);
    s->at = at;
    s->group_id = 7;
    s->trail_count = 1;
    session_group(s, nb);
    session_rules(s);
    session_times(s);
    session_lists(s, nb);
    session_joining(s);
    session_seeking(s);
    session_held(s, nb);
    session_own(s);
    session_house(s, nb);
    s->house.codeless = true;
    for (int i = 0; i < CODE_WORDS; i++)
        s->code[i] = (uint16_t)i;
    s->code_count = CODE_WORDS;
    s->joined = at == SCREEN_join_done;
    session_letter(app, nb);
    fill(s->pin, sizeof s->pin, "1234");
    fill(s->pin_drawn, sizeof s->pin_drawn, "472915");
    session_fields(s);
    if (session_is_setup(at)) {
        s->who = SETUP;
        session_setup(app);
    }
}

struct ui_setting session_setting(const struct app *app, size_t panel)
{
    return (struct ui_setting){.panel = screen_panels[panel],
                               .size = app->session.size,
                               .theme = app->session.theme,
                               .from_right = words_language(app->session.language)->from_right,
                               .language = app->session.language};
}

void session_view(struct app *app, int64_t now, struct ui *u)
{
    const struct ui_setting setting = session_setting(app, 0);
    app->session.read_at = now;
    screen_view(app, &setting, u);
}

const struct ui_node *session_node(const struct ui *u, const char *path)
{
    uint16_t found = ui_find_path(u, path);
    CHECK(found != UI_NONE);
    return &u->node[found == UI_NONE ? 0 : found];
}
