/* What a letter from the office would change: counts that add up, and one change at a time, before and after. Nothing is changed before
 * the hold. */
#include "screen/parts.h"

#include "base/date.h"
#include "base/text.h"

struct change { /* in words: before and after, or one sentence */
    const char *what;
    struct line before, after, said;
    enum ui_icon icon;
};

/* --- facts and texts of a group ------------------------------------------------------------------------------------------ */

static const char *const settings[] = {N_("An organisation's own group"), N_("A group at the centre"),
                                       N_("A group of a self-help centre")};
static const char *const states[] = {N_("Starting up"), N_("Meets"),       N_("Taking a rest"), N_("Closed"),
                                     N_("Starting up"), N_("Starting up"), N_("Meets")}; /* enum group_state */
static const char *const held[] = {N_("It meets here"), N_("It meets online"), N_("It meets by telephone")};

static const char *chosen(const char *const *rows, size_t count, int32_t number)
{
    return number >= 1 && (size_t)number <= count ? _(rows[number - 1]) : "";
}
#define CHOSEN(rows, number) chosen(rows, sizeof(rows) / sizeof *(rows), number)

static void counted(struct line *l, const char *sentence, int32_t number)
{
    line_format(l, "%s: %d", sentence, number);
}

static void fact_words(struct line *l, enum group_fact fact, int32_t number)
{
    switch (fact) {
    case GROUP_FACT_setting:
        line_format(l, "%s", CHOSEN(settings, number));
        break;
    case GROUP_FACT_state:
        line_format(l, "%s", CHOSEN(states, number));
        break;
    case GROUP_FACT_held:
        line_format(l, "%s", CHOSEN(held, number));
        break;
    case GROUP_FACT_capacity:
        counted(l, _("Places in all"), number);
        break;
    case GROUP_FACT_taken:
        counted(l, _("Places taken elsewhere"), number);
        break;
    case GROUP_FACT_day_limit:
        counted(l, _("Places a day"), number > 0 ? number : JOIN_DAY_LIMIT);
        break;
    case GROUP_FACT_rules_version:
        counted(l, _("Edition of the ground rules"), number);
        break;
    case GROUP_FACT_checked_day:
        (void)when_date(l, SHOWN, number, WHEN_DATED);
        (void)line_capital(l);
        break;
    case GROUP_FACT_step_free:
        line_format(l, "%s", number ? _("Step-free") : _("Not step-free"));
        break;
    case GROUP_FACT_hearing_loop:
        line_format(l, "%s", number ? _("A hearing loop in the room") : _("No hearing loop"));
        break;
    case GROUP_FACT_sign_language:
        line_format(l, "%s", number ? _("Talks in sign language, too") : _("No sign language"));
        break;
    case GROUP_FACT_easy_words:
        line_format(l, "%s", number ? _("Keeps to easy words") : _("No promise of easy words"));
        break;
    case GROUP_FACT_COUNT:
        break;
    }
}

static const char *fact_name(enum group_fact fact)
{
    return fact == GROUP_FACT_checked_day ? _("The group checked this on") : NULL;
}

static const char *text_name(enum group_text text)
{
    switch (text) {
    case GROUP_TEXT_name:
        return _("Name");
    case GROUP_TEXT_purpose:
        return _("What the group is for");
    case GROUP_TEXT_place:
        return _("Room");
    default:
        return group_texts[text].label ? _(group_texts[text].label) : NULL;
    }
}

static const char *centre_text_name(enum letter_centre_text text)
{
    switch (text) {
    case LETTER_TEXT_NAME:
        return _("Name of the centre");
    case LETTER_TEXT_DESK:
        return _("The desk");
    case LETTER_TEXT_HOURS:
        return _("When someone is here");
    case LETTER_TEXT_PHONE:
        return _(letter_parts[LETTER_phone].title);
    case LETTER_TEXT_APPROVAL:
        return _(letter_parts[LETTER_approval].title);
    default:
        return _(letter_parts[LETTER_responsible].title);
    }
}

static void times_words(struct line *l, const struct letter_times *times, int32_t today)
{
    l->text[0] = 0;
    for (size_t i = 0; i < times->count; i++) {
        struct line one, repeat, clock;
        line_format(&one, _("%1$s at %2$s"), when_repeat(&repeat, SHOWN, &times->rule[i], today),
                    when_clock(&clock, SHOWN, times->rule[i].start_minute));
        line_add(l, i ? "; " : "");
        line_add(l, i ? one.text : line_capital(&one));
    }
}

/* --- one change ---------------------------------------------------------------------------------------------------------- */

static void say(struct change *c, enum ui_icon icon, const char *sentence)
{
    c->icon = icon;
    line_format(&c->said, "%s", sentence);
}

static void both(struct change *c, const struct letter_change_view *v, const char *sentence)
{
    counted(&c->before, sentence, v->was);
    counted(&c->after, sentence, v->becomes);
}

static void texts(struct change *c, const struct letter_change_view *v)
{
    line_format(&c->before, "%s", v->before);
    line_format(&c->after, "%s", v->after);
}

static void erases(struct change *c, const struct letter_view *v)
{
    struct line l;
    say(c, ICON_trash,
        line_format(&l, words_plural("%d record is erased.", "%d records are erased.", (unsigned long)v->erase),
                    v->erase));
    if (v->erase_absent == 0)
        return;
    line_add(&c->said, " ");
    line_add(&c->said, line_format(&l, _("Of these, %d are not on this kiosk."), v->erase_absent));
}

static void receivers(struct change *c, const struct letter_change_view *v)
{
    struct line l;
    line_format(&l,
                words_plural("%d key opens the lists from now on.", "%d keys open the lists from now on.",
                             (unsigned long)v->becomes),
                v->becomes);
    line_add(&l, " ");
    line_add(&l, _("Lists made before open to those who could open them then."));
    say(c, ICON_key, l.text);
}

static void closed(struct change *c, const struct letter_change_view *v, int32_t today)
{
    struct line from, to;
    c->icon = ICON_calendar_off;
    if (v->was == v->becomes)
        line_format(&c->said, _("The house is closed on %s. Every meeting is called off."),
                    when_date(&from, SHOWN, v->was, today));
    else
        line_format(&c->said, _("The house is closed from %1$s to %2$s. Every meeting is called off."),
                    when_date(&from, SHOWN, v->was, today), when_date(&to, SHOWN, v->becomes, today));
}

static void reopened(struct change *c, const struct letter_change_view *v, int32_t today)
{
    struct line from, to;
    c->icon = ICON_calendar_ok;
    line_format(&c->said, _("From %1$s to %2$s the house is no longer closed."), when_date(&from, SHOWN, v->was, today),
                when_date(&to, SHOWN, v->becomes, today));
}

static void restores(struct change *c, int32_t backup, int32_t today)
{
    struct line day;
    say(c, ICON_device, _("This machine takes the old kiosk's place: its sign-ups, receipt codes, lists and PIN."));
    if (backup == 0)
        return;
    line_format(&c->said,
                _("It goes on from the backup of %s. Who signed up later signs up anew. Who left later is here again."),
                when_date(&day, SHOWN, backup, today));
}

static void words_of_group(struct change *c, const struct letter_change_view *v, int32_t today)
{
    switch (v->kind) {
    case LETTER_GROUP_FACT:
        c->what = fact_name((enum group_fact)v->which);
        fact_words(&c->before, (enum group_fact)v->which, v->was);
        fact_words(&c->after, (enum group_fact)v->which, v->becomes);
        break;
    case LETTER_GROUP_TEXT:
        c->what = text_name((enum group_text)v->which);
        texts(c, v);
        break;
    case LETTER_GROUP_TOPICS:
        c->what = _("Topics");
        texts(c, v);
        break;
    case LETTER_GROUP_TIMES:
        c->what = _("When it meets");
        times_words(&c->before, &v->times_before, today);
        times_words(&c->after, &v->times_after, today);
        break;
    case LETTER_GROUP_DATES:
        both(c, v, _("Dates called off or moved"));
        break;
    case LETTER_GROUP_RULES:
        both(c, v, _("Ground rules"));
        break;
    default:
        c->what = _(letter_parts[LETTER_places].title);
        both(c, v, _("Places taken"));
        break;
    }
}

static void words_of(struct change *c, const struct letter_view *view, int32_t today)
{
    const struct letter_change_view *v = &view->change;
    *c = (struct change){0};
    switch (v->kind) {
    case LETTER_GROUP_NEW:
        say(c, ICON_plus, _("This group is new."));
        break;
    case LETTER_GROUP_GONE:
        say(c, ICON_minus, _("This group leaves the kiosk. Whoever joined it stays on the list."));
        break;
    case LETTER_CENTRE_TEXT:
        c->what = centre_text_name((enum letter_centre_text)v->which);
        texts(c, v);
        break;
    case LETTER_CENTRE_LANGUAGES:
        both(c, v, _("Languages"));
        break;
    case LETTER_CENTRE_TOPICS:
        both(c, v, _("Topics"));
        break;
    case LETTER_CLOSED:
        closed(c, v, today);
        break;
    case LETTER_REOPENED:
        reopened(c, v, today);
        break;
    case LETTER_NEW_CODE:
        say(c, ICON_key,
            _("Its code is lost. A new one may be printed here, folded, for its next meeting. Nobody sees it."));
        break;
    case LETTER_PIN_LEAVE:
        say(c, ICON_lock, _("For seven days a new PIN may be drawn here. The old one holds until then."));
        break;
    case LETTER_ERASES:
        erases(c, view);
        break;
    case LETTER_RECEIVERS:
        receivers(c, v);
        break;
    case LETTER_OFFICE_KEY:
        say(c, ICON_key, _("From now on the office signs its letters with another key."));
        break;
    case LETTER_RETENTION:
        c->what = _("Whoever signed before this is kept no longer than they read.");
        both(c, v, v->which ? _("Days that proof is kept") : _("Days that a sign-up is kept"));
        break;
    case LETTER_RESTORES:
        restores(c, view->restore_day, today);
        break;
    default:
        words_of_group(c, v, today);
        break;
    }
}

/* What the group decides itself stands; the two are shown side by side. */
static void side_by_side(struct ui *u, const struct change *c)
{
    struct line own, letter;
    /* TRANSLATORS: the group's own words, which stay, above those of the office's letter */
    line_format(&own, _("The group: %s"), *c->before.text ? c->before.text : "–");
    line_format(&letter, _("The letter: %s"), *c->after.text ? c->after.text : "–");
    part_fact(u, "values", ICON_NONE, own.text, letter.text);
    part_fact(u, "owned", ICON_people, _("The group decides this. Its own stays."), NULL);
}

/* Two values that say the same in words: what is changed is told by the sentence alone. */
static void before_and_after(struct ui *u, const struct change *c)
{
    struct line before, after, spoken;
    /* TRANSLATORS: what it is now, before a letter from the office is taken into use */
    line_format(&before, _("Before: %s"), *c->before.text ? c->before.text : "–");
    line_format(&after, _("After: %s"), *c->after.text ? c->after.text : "–");
    if (text_same(c->before.text, c->after.text)) {
        part_fact(u, "changed", ICON_info, c->after.text, _("Changed in its parts"));
        return;
    }
    part_fact(u, "values", ICON_NONE, before.text, after.text);
    ui_flag(u, UI_STRUCK);
    ui_say(u, line_format(&spoken, "%.*s. %s", LINE_MAX_BYTES / 2 - 8, before.text, after.text));
}

/* The group's name, or the title of the part that has nothing to do with one. */
static const char *whose(const struct letter_change_view *c)
{
    static const struct {
        enum letter_change kind;
        enum letter_part part;
    } parts[] = {{LETTER_CENTRE_LANGUAGES, LETTER_timetable},
                 {LETTER_CENTRE_TOPICS, LETTER_timetable},
                 {LETTER_ERASES, LETTER_erase},
                 {LETTER_CLOSED, LETTER_closed},
                 {LETTER_REOPENED, LETTER_closed},
                 {LETTER_RECEIVERS, LETTER_receivers},
                 {LETTER_OFFICE_KEY, LETTER_office_key},
                 {LETTER_RETENTION, LETTER_retention},
                 {LETTER_RESTORES, LETTER_restore},
                 {LETTER_NEW_CODE, LETTER_codes},
                 {LETTER_PIN_LEAVE, LETTER_pin}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].kind == c->kind)
            return _(letter_parts[parts[i].part].title);
    return *c->group ? c->group : _("The centre");
}

/* What fills a page stands below the card, where it may go on over a page. */
enum { LONG = 120 }; /* letters, before and after together */

static bool is_long(const struct change *c)
{
    return text_count(c->before.text) + text_count(c->after.text) > LONG;
}

static void below(struct ui *u, const struct change *c)
{
    ui_add(u, UI_STRONG, "was", 0, _("Before"));
    part_text(u, "before", c->before.text);
    ui_add(u, UI_STRONG, "becomes", 0, _("After"));
    part_text(u, "after", c->after.text);
}

static void change(const struct letter_view *v, struct ui *u, int32_t today)
{
    struct change c;
    struct line l;
    words_of(&c, v, today);
    ui_open(u, UI_CARD, "change", 0);
    /* TRANSLATORS: "Change 1 of 3: Tirsdagsgruppa" */
    line_format(&l, _("Change %1$d of %2$d: %3$s"), v->shown + 1, v->changes, whose(&v->change));
    part_fact(u, "count", ICON_NONE, l.text, c.what);
    if (*c.said.text)
        part_fact(u, "said", c.icon, NULL, c.said.text);
    else if (v->change.owned)
        side_by_side(u, &c);
    else if (!is_long(&c))
        before_and_after(u, &c);
    ui_close(u);
    if (!*c.said.text && !v->change.owned && is_long(&c))
        below(u, &c);
    if (v->changes > 1)
        part_button(u, "turn", ICON_forward, v->shown + 1 < v->changes ? _("Next change") : _("The first change again"),
                    DO(ACT_LETTER_TURN, (v->shown + 1) % v->changes));
}

/* --- the letter ---------------------------------------------------------------------------------------------------------- */

static void counts(const struct letter_view *v, struct ui *u)
{
    struct line all, kinds, beside;
    line_format(&all, words_plural("The letter has %d group", "The letter has %d groups", (unsigned long)v->groups),
                v->groups);
    /* TRANSLATORS: counts of groups in a letter from the office */
    line_format(&kinds, _("Changed: %1$d. New: %2$d. As before: %3$d. Leaving: %4$d."), v->groups_changed,
                v->groups_new, v->groups_same, v->groups_gone);
    if (!(v->parts & LETTER_BIT(LETTER_timetable))) {
        line_format(&all, "%s", _("It brings no timetable"));
        line_format(&kinds, words_plural("%d change", "%d changes", (unsigned long)v->changes), v->changes);
    }
    ui_open(u, UI_CARD, "counts", 0);
    part_fact(u, "groups", ICON_letter, all.text, kinds.text);
    if (v->places_under > 0)
        part_fact(u, "under", ICON_warning,
                  line_format(&all,
                              words_plural("%d group has more sign-ups here than the letter says",
                                           "%d groups have more sign-ups here than the letter says",
                                           (unsigned long)v->places_under),
                              v->places_under),
                  NULL);
    if (v->beside > 0)
        part_fact(u, "beside", ICON_list,
                  line_format(&beside,
                              words_plural("%d more letter on the stick", "%d more letters on the stick",
                                           (unsigned long)v->beside),
                              v->beside),
                  _("This one is the next."));
    ui_close(u);
}

static void view(const struct app *app, struct ui *u)
{
    const struct letter_view *v = &app->letter;
    int32_t today = date_wall(app->session.read_at, NULL);
    struct line l, date;
    if (v->number > 0) /* TRANSLATORS: its number */
        part_title(app, u, line_format(&l, _("Letter %d from the office"), v->number));
    else
        part_title(app, u, _("A timetable on the stick"));
    line_format(&l, _("Dated %s. Nothing is changed yet."),
                when_date(&date, SHOWN, v->issued, today - WHEN_PLAIN_DAYS / 2));
    part_text(u, "dated", v->is_signed ? l.text : _("Nobody has signed it. Nothing is changed yet."));
    counts(v, u);
    if (v->changes > 0)
        change(v, u, today);
    else
        part_text(u, "nothing", _("All that it says is so already."));
    if (letter_compared(v->parts, v->keys, v->same)) {
        part_hold(u, "use", ICON_press, _("Hold to take it into use"), DO(ACT_LETTER_USE));
        ui_hint(u, _("Two seconds. Let go, and nothing happens."));
    } else {
        part_primary(u, "compare", ICON_shield, _("Compare the digits first"), GO(letter_keys));
    }
}

const struct screen_file letter_shown_screen = {.view = view};
