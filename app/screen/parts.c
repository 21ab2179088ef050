/* What several screens are made of. */
#include "screen/parts.h"

#include <string.h>
#include "base/bytes.h"
#include "base/date.h"
#include "base/host.h"
#include "base/text.h"
#include "qr/qr.h"
#include "rule/pages.h"
#include "rule/print.h"
#include "store/read.h"
#include "ui/layout.h"

enum ui_icon part_icon(const char *name)
{
    static const char *const names[] = {
#define ICON(name, code, mirrored) #name,
#include "base/icons.def"
#undef ICON
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_same(names[i], name))
            return (enum ui_icon)(i + 1);
    return ICON_info;
}

const char *part_place(const struct my_signup *own)
{
    if (!own->has_membership)
        return _("You have left the group");
    return own->waiting ? _("You wait for a place") : _("Your place in the group");
}

void part_ring(struct ui *u, enum ui_ring ring)
{
    ui_add(u, UI_RING, "ring", 0, NULL);
    ui_number(u, (int32_t)ring);
}

void part_ring_of(struct ui *u, enum ui_ring ring, int32_t people, int32_t answered)
{
    ui_add(u, UI_RING, "ring", people + UI_RING_ANSWERED * answered, NULL);
    ui_number(u, (int32_t)ring);
}

void part_edition(struct edition_view *out, const struct own_group *own, int32_t at)
{
    struct own_rules rules;
    int32_t count = own ? (int32_t)own->edition_count : 0, which = at < 0 ? count - 1 : at;
    *out = (struct edition_view){.at = which, .newest = which + 1 == count};
    if (which < 0 || which >= count || !own_rules_read(&rules, own->edition[which]))
        return;
    out->number = rules.number;
    out->day = rules.day;
    out->count = (int32_t)rules.count;
}

fault table_load(struct app *app)
{
    struct session *s = &app->session;
    struct rule_table *t = &s->held.table;
    const struct own_group *own = store_own(app->store, s->held.key);
    struct own_rules rules;
    s->rule_count = 0;
    if (!own || !own->table || !own_rules_read(&rules, own->table))
        return FAULT_NO_ENTRY;
    t->people = rules.people;
    t->feedback = rules.feedback;
    for (size_t i = 0; i < rules.count; i++) {
        t->answer[i] = rules.rule[i].answer;
        own_rule_show(&s->rules[s->rule_count++], &rules.rule[i], s->language);
    }
    return FAULT_NONE;
}

void part_step(struct ui *u, int step)
{
    struct line l;
    /* TRANSLATORS: "Step 2 of 7" on the way to a sign-up */
    ui_add(u, UI_STEP, "step", 0, line_format(&l, _("Step %1$d of %2$d"), step, JOIN_STEPS));
}

/* The first sentence is what happened, the rest what one can do. */
void part_notice(const struct app *app, struct ui *u)
{
    static const enum ui_icon icons[] = {[TONE_GOOD] = ICON_check, [TONE_SOFT] = ICON_info, [TONE_HARD] = ICON_desk};
    enum verdict v = app->session.notice;
    if (v == VERDICT_KIOSK_OPEN)
        return;
    struct line l;
    line_format(&l, "%s", _(verdict_sentence(v)));
    char *rest = strstr(l.text, ". ");
    if (rest) {
        rest[1] = 0;
        rest += 2;
    }
    ui_add(u, UI_NOTICE, "notice", (int32_t)v, l.text);
    ui_icon(u, icons[verdict_tone(v)]);
    ui_hint(u, rest);
    ui_flag(u, UI_LIVE);
}

void part_title(const struct app *app, struct ui *u, const char *text)
{
    ui_add(u, UI_HEADING, "title", 0, text);
    part_notice(app, u);
}

void part_text(struct ui *u, const char *key, const char *text)
{
    ui_add(u, UI_TEXT, key, 0, text);
}

void part_fact(struct ui *u, const char *key, enum ui_icon icon, const char *label, const char *value)
{
    ui_add(u, UI_FACT, key, 0, label);
    ui_icon(u, icon);
    ui_value(u, value);
}

const char *part_known(enum machine_known known)
{
    return known == KNOWN_YES ? _("On") : known == KNOWN_NO ? _("Off") : _("Not known");
}

void part_qr(struct ui *u, const char *key, const char *label, const char *text)
{
    struct qr qr;
    if (qr_make(&qr, text) != FAULT_NONE) {
        part_text(u, key, text);
        return;
    }
    ui_add(u, UI_QR, key, 0, label);
    ui_value(u, qr.packed);
    ui_number(u, qr.side);
}

void part_kept(struct ui *u)
{
    part_text(u, "kept", _("If no one touches the screen for six minutes, this is erased."));
}

void part_say_keys(const struct app *app, struct ui *u, const char *own)
{
    struct line l;
    const char *keys = _("Arrow down and arrow up lead from choice to choice. Enter takes it. Arrow right leads "
                         "to the next part of the page. F1 is help. F5 is a pause, and after it reads on.");
    const char *fingers = _("If you do not see the display, lay two fingers on it for two seconds.");
    if (app->voice.headset && part_keys_work(app))
        ui_say(u, line_format(&l, "%s %s %s", own, keys, fingers));
    else if (app->voice.headset)
        ui_say(u, line_format(&l, "%s %s", own, fingers));
}

static void add_target(struct ui *u, enum ui_role role, const char *key, const char *label, struct part_act act)
{
    ui_add(u, role, key, 0, label);
    ui_act(u, (uint16_t)act.act, act.number);
}

void part_row(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act)
{
    add_target(u, UI_ROW, key, label, act);
    ui_icon(u, icon);
}

void part_primary(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act)
{
    add_target(u, UI_PRIMARY, key, label, act);
    ui_icon(u, icon);
}

void part_button(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act)
{
    add_target(u, UI_BUTTON, key, label, act);
    ui_icon(u, icon);
}

bool part_hint_fits(const struct ui *u, const char *text)
{
    enum { LETTERS_XL = 40 };
    return u->setting.size < SIZE_XL || text_count(text) <= LETTERS_XL;
}

void part_hold(struct ui *u, const char *key, enum ui_icon icon, const char *label, struct part_act act)
{
    add_target(u, UI_HOLD, key, label, act);
    ui_icon(u, icon);
    ui_number(u, SIGN_HOLD_MS);
    ui_flag(u, UI_COMMIT);
}

void part_not_now(struct ui *u, const char *reason)
{
    struct ui_node *n = &u->node[u->count - 1];
    n->act = ACT_NOTHING; /* the asking says the reason */
    n->act_arg = 0;
    ui_flag(u, UI_DISABLED);
    ui_hint(u, reason);
}

const char *part_group_spoken(struct line *l, const struct group *group, enum group_text which)
{
    const char *text = group_text(group, which);
    return group_texts[which].spoken == GROUP_DIGITS ? when_figures(l, text) : line_format(l, "%s", text);
}

void part_group_text(struct ui *u, const struct group *group, enum group_text which)
{
    struct line say;
    if (!*group_text(group, which))
        return;
    part_text(u, group_texts[which].name, group_text(group, which));
    if (group_texts[which].spoken == GROUP_DIGITS)
        ui_say(u, part_group_spoken(&say, group, which));
}

void part_gap(const struct session *s, struct ui *u, uint32_t texts)
{
    struct line l;
    if (s->gaps_in && (s->group.gaps & texts)) /* TRANSLATORS: the name of a language, in itself */
        part_text(u, "gap", line_format(&l, _("Some of this is in another language: %s"), s->gaps_in));
}

void part_drawn_pin(struct ui *u, const char *key, const char *pin)
{
    struct line l, say;
    ui_add(u, UI_CODE, key, 0, _("PIN"));
    ui_value(u, line_format(&l, "%.3s %.3s", pin, *pin ? pin + 3 : ""));
    ui_say(u, when_figures(&say, l.text));
    ui_flag(u, UI_PRIVATE);
}

const char *part_damaged(struct line *l, int32_t damaged)
{
    return line_format(l,
                       words_plural("%d can't be read. The lists go out without it.",
                                    "%d can't be read. The lists go out without them.", (unsigned long)damaged),
                       damaged);
}

void part_members(struct ui *u, const struct group *group)
{
    const char *line = N_("The members lead the group. It is not part of your treatment here.");
    if (u->brief >= 4) /* a page full of words: who leads it stands on the next one */
        line = group->setting == SETTING_CENTRE ? N_("Not part of your treatment.") : N_("Not treatment.");
    else if (group->setting == SETTING_ORGANISATION)
        line = N_("An organisation's own group. It is not treatment.");
    else if (group->setting == SETTING_NODE)
        line = N_("Begun by a regional centre. It is not treatment.");
    part_text(u, "members", _(line));
}

void part_chosen(struct ui *u, bool chosen)
{
    if (!chosen)
        return;
    ui_flag(u, UI_CHOSEN);
    ui_hint(u, _("Chosen"));
}

static void add_choice(struct ui *u, const struct choice *c)
{
    add_target(u, UI_CHOICE, c->key, c->label, c->act);
    ui_icon(u, c->icon);
    ui_flag(u, UI_COMMIT | UI_EARLY);
    part_chosen(u, c->chosen);
}

void part_pair(const struct app *app, struct ui *u, const struct choice *yes, const struct choice *no)
{
    ui_open(u, UI_PAIR, "answer", 0);
    add_choice(u, app->side ? no : yes);
    add_choice(u, app->side ? yes : no);
    ui_close(u);
}

const char *part_filled(const struct app *app, struct line *l, const char *text)
{
    struct buffer filled = {.limit = LINE_MAX_BYTES - 1};
    const struct consent_values values = app_consent_values(app);
    consent_fill(&filled, text, &values);
    line_format(l, "%s", buffer_string(&filled));
    buffer_free(&filled);
    return l->text;
}

void part_statement(const struct app *app, struct ui *u)
{
    struct line l;
    ui_add(u, UI_STRONG, "statement", 0, part_filled(app, &l, _(consent_statement())));
}

void part_desk(const struct app *app, struct ui *u)
{
    struct line say;
    if (!*app->centre.desk) { /* not even the timetable could be read */
        part_text(u, "anyone", _("Anyone who works here can help you."));
        return;
    }
    ui_open(u, UI_CARD, "desk", 0);
    part_fact(u, "where", ICON_desk, app->centre.desk, NULL);
    part_fact(u, "hours", ICON_clock, app->centre.hours, NULL);
    part_fact(u, "phone", ICON_phone, app->centre.phone, NULL);
    ui_say(u, when_figures(&say, app->centre.phone));
    ui_close(u);
}

void part_figures(struct ui *u, const char *label, const char *text)
{
    struct line half, say;
    int halves = ui_few_tools(&u->setting) ? 2 : 1;
    size_t length = strlen(text), each = halves == 2 ? length / 2 + 1 : length;
    for (int i = 0; i < halves; i++) {
        const char *from = text + (i == 0 ? 0 : each < length ? each : length);
        line_format(&half, "%.*s", (int)(i == 0 && halves == 2 ? each - 1 : length), from);
        ui_add(u, UI_CODE, "figures", i, label);
        ui_value(u, half.text);
        ui_say(u, when_figures(&say, half.text));
    }
}

const char *part_contact_way(uint8_t way)
{
    switch ((enum contact_way)way) {
    case CONTACT_PHONE:
        return _("By phone");
    case CONTACT_MAIL:
        return _("By e-mail");
    case CONTACT_NONE:
        return _("Please don't contact me");
    case CONTACT_UNASKED:
        break;
    }
    return _("Not chosen yet");
}

void part_way(struct ui *u, enum contact_way way, struct part_act act, enum contact_way chosen)
{
    static const struct {
        const char *key, *hint;
        enum ui_icon icon;
    } rows[] = {[CONTACT_NONE] = {"none", N_("Just turn up"), ICON_none},
                [CONTACT_PHONE] = {"phone", N_("You write your number"), ICON_phone},
                [CONTACT_MAIL] = {"mail", N_("You write your address"), ICON_envelope}};
    part_row(u, rows[way].key, rows[way].icon, part_contact_way((uint8_t)way), act);
    ui_hint(u, _(rows[way].hint));
    part_chosen(u, way == chosen);
}

void part_expect(struct ui *u, size_t from, size_t to)
{
    size_t count;
    const struct expect_line *line = pages_expect(&count);
    ui_open(u, UI_CARD, "lines", 0);
    for (size_t i = from; i < count && i < to; i++)
        part_fact(u, line[i].key, part_icon(line[i].icon), NULL, _(line[i].text));
    ui_close(u);
}

bool part_signups_open(const struct app *app)
{
    return !app->staff.store_desk && verdict_tone(kiosk_verdict(&app->kiosk)) != TONE_HARD;
}

const char *part_waiting(const struct staff_view *v, struct line *l)
{
    struct line signups, erasures;
    line_format(&signups, words_plural("%d new sign-up", "%d new sign-ups", (unsigned long)v->new_signups),
                v->new_signups);
    if (v->erasures == 0)
        return line_format(l, "%s", signups.text);
    line_format(&erasures, words_plural("%d erasure", "%d erasures", (unsigned long)v->erasures), v->erasures);
    /* TRANSLATORS: "3 new sign-ups, 2 erasures": what waits for the next list */
    return line_format(l, C_("waiting", "%1$s, %2$s"), signups.text, erasures.text);
}

const char *part_last_list(const struct app *app, struct line *l)
{
    int32_t days = date_wall(host_now(), NULL) - app->staff.last_day;
    l->text[0] = 0;
    if (app->staff.last_day == 0 || days < 0)
        return l->text;
    if (days == 0)
        return line_format(l, "%s", _("The last one today"));
    return line_format(l, words_plural("The last one %d day ago", "The last one %d days ago", (unsigned long)days),
                       days);
}

fault part_times(struct store *store, const struct group *group, const struct part_times *ret)
{
    struct group_times all;
    fault f = store_times(store, group->id, &all);
    *ret->time_count = (int32_t)all.rule_count;
    *ret->date_count = 0;
    if (f != FAULT_NONE)
        return f;
    memcpy(ret->times, all.rules, sizeof *ret->times * all.rule_count);
    if (group->state != GROUP_STATE_resting && group->state != GROUP_STATE_closed) {
        const struct meeting_times rules = store_meeting_times(&all);
        *ret->date_count = (int32_t)meeting_dates(&rules, host_now(), ret->dates, DATES_MAX);
    }
    return FAULT_NONE;
}

void part_print(const struct app *app, struct ui *u, enum sheet sheet, const char *label)
{
    const struct printer_view *p = &app->printer;
    if (!p->here || p->state == PRINTER_NONE || app->public_only)
        return;
    part_button(u, "print", ICON_print, label, DO(ACT_PRINT, (int32_t)sheet));
    if (print_stands(p->state) != VERDICT_KIOSK_OPEN)
        part_not_now(u, _("The printer needs help."));
}

fault part_found_row(struct store *store, const char *language, const struct group_found *found, struct group_row *row)
{
    struct group group;
    fault f = store_group(store, language, found->group, &group);
    *row = (struct group_row){.id = found->group, .meets = found->meets, .left = found->left, .next = found->next};
    if (f != FAULT_NONE)
        return f;
    row->places = group.places;
    (void)text_copy(row->name, sizeof row->name, group.name);
    const char *room = found->left ? "" : store_room(store, found->next.room, language);
    (void)text_copy(row->place, sizeof row->place, *room ? room : group.place);
    return FAULT_NONE;
}

fault part_rows(struct app *app, const struct group_found *found, size_t count)
{
    struct session *s = &app->session;
    fault f = FAULT_NONE;
    s->rows = 0;
    s->leads = (s->part > 0 ? LEADS_BACK : 0) | (count > ROWS_MAX ? LEADS_ON : 0);
    for (size_t i = 0; i < count && i < ROWS_MAX && f == FAULT_NONE; i++)
        f = part_found_row(app->store, s->language, &found[i], &s->row[s->rows++]);
    return f;
}

void part_topics(const struct app *app, struct ui *u, const char *key, enum act act)
{
    const struct session *s = &app->session;
    ui_open(u, UI_TILES, "topics", 0);
    for (int32_t i = 0; i < s->topic_count; i++) {
        ui_add(u, UI_TILE, key, s->topics[i].id, s->topics[i].name);
        ui_act(u, (uint16_t)act, s->topics[i].id);
        ui_icon(u, part_icon(s->topics[i].icon));
    }
    ui_close(u);
}
