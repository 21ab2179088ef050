/* Writing with the keys on the display: one field at a time, named by the screen. Search needs nothing more: the screen reads
 * session.word anew after every key. */
#include "flow/core/core.h"
#include "flow/code/code.h"
#include "flow/group/group.h"
#include "flow/house/house.h"
#include "flow/join/join.h"
#include "flow/own/own.h"
#include "screens.h"

#include <string.h>
#include "base/text.h"

enum { CONTACT_CODES_MAX = 120, WORD_CODES_MAX = 30, CODE_LETTERS_MAX = 12, OWN_CODES_MAX = 40 };

struct key_place { /* where the keys write to */
    char *text;
    size_t size, codes;
};

static struct key_place place_of(struct session *s)
{
    switch (s->field) {
    case FIELD_NONE:
        break;
    case FIELD_SEARCH:
        return (struct key_place){s->word, sizeof s->word, WORD_CODES_MAX};
    case FIELD_NAME:
        return (struct key_place){s->join.name, sizeof s->join.name, NAME_CODES_MAX};
    case FIELD_CONTACT:
        return (struct key_place){s->join.contact, sizeof s->join.contact, CONTACT_CODES_MAX};
    case FIELD_MY_CONTACT:
        return (struct key_place){s->own.contact_typed, sizeof s->own.contact_typed, CONTACT_CODES_MAX};
    case FIELD_SIGN_NAME:
        return (struct key_place){s->join.sign_name, sizeof s->join.sign_name, NAME_CODES_MAX};
    case FIELD_WITNESS:
        return (struct key_place){s->join.witness, sizeof s->join.witness, NAME_CODES_MAX};
    case FIELD_CODE:
        return (struct key_place){s->code_typed, sizeof s->code_typed, CODE_LETTERS_MAX};
    case FIELD_WORD:
        return (struct key_place){s->code_typed, sizeof s->code_typed, CODE_LETTERS_MAX};
    case FIELD_INITIAL:
        return (struct key_place){s->initial_typed, sizeof s->initial_typed, 1};
    case FIELD_ROOM:
        return (struct key_place){s->house.room_typed, sizeof s->house.room_typed, ROOM_CODES_MAX};
    case FIELD_OWN:
        return (struct key_place){s->held.typed, sizeof s->held.typed, OWN_CODES_MAX};
    }
    return (struct key_place){0};
}

static void changed(struct app *app)
{
    struct session *s = &app->session;
    if (s->field == FIELD_CODE || s->field == FIELD_WORD)
        flow_suggest(app);
    if (s->field == FIELD_SEARCH) {
        s->page = 0;
        s->topic = 0;
        s->weekday = 0;
        s->wishes &= ~(uint32_t)WISH_HOSTED;
    }
}

void flow_key(struct app *app, int32_t number)
{
    struct session *s = &app->session;
    struct key_place p = place_of(s);
    char one[5];
    if (!p.text || number < ' ' || number == 0x7F || number > 0x10FFFF || (number >= 0x80 && number < 0xA0))
        return;
    size_t length = text_put(one, (uint32_t)number), have = strlen(p.text);
    if (!text_clean(one) || have + length >= p.size || text_count(p.text) >= p.codes)
        return; /* a full field takes no more; nothing is cut */
    memcpy(p.text + have, one, length + 1);
    s->shift = s->shift && number == ' ';
    changed(app);
}

void flow_erase(struct app *app, int32_t number)
{
    (void)number;
    struct key_place p = place_of(&app->session);
    if (!p.text || !*p.text) {
        if (app->session.field == FIELD_CODE)
            flow_code_undo(app, 0);
        return;
    }
    size_t before = strlen(p.text);
    text_shorten(p.text);
    bytes_wipe(p.text + strlen(p.text), before - strlen(p.text));
    changed(app);
}

void flow_shift(struct app *app, int32_t number)
{
    (void)number;
    app->session.shift = !app->session.shift;
}

void flow_key_page(struct app *app, int32_t number)
{
    if (number >= KEYS_QWERTY && number < KEYS_PAGES)
        app->session.keys = (enum key_page)number;
}

static void name_written(struct app *app)
{
    char good[PERSON_NAME_MAX];
    enum verdict v = name_check(good, app->session.join.name);
    if (v == VERDICT_NAME_GOOD) {
        memset(app->session.join.name, 0, sizeof app->session.join.name);
        (void)text_copy(app->session.join.name, sizeof app->session.join.name, good);
        app->session.join.nameless = false;
        flow_join_next(app);
    } else {
        if (v == VERDICT_NATIONAL_NUMBER) /* we never need it, so it does not stay */
            bytes_wipe(app->session.join.name, sizeof app->session.join.name);
        flow_notice(app, v);
    }
    bytes_wipe(good, sizeof good);
}

/* One way to be reached, written by someone joining or by someone who changes it. */
static void contact_written(struct app *app)
{
    struct session *s = &app->session;
    bool mine = s->field == FIELD_MY_CONTACT;
    char *typed = mine ? s->own.contact_typed : s->join.contact;
    char good[CONTACT_MAX];
    enum contact_way way = mine ? s->own.way_wanted : s->join.contact_way;
    enum verdict v = contact_check(good, way, typed, s->join.refused);
    if (v == VERDICT_CONTACT_GOOD && strlen(good) >= FIELD_MAX)
        v = way == CONTACT_MAIL ? VERDICT_MAIL_UNCLEAR : VERDICT_PHONE_UNCLEAR;
    if (v == VERDICT_CONTACT_GOOD) {
        memset(typed, 0, FIELD_MAX);
        (void)text_copy(typed, FIELD_MAX, good);
        s->join.refused = 0;
        if (mine)
            flow_own_contact_changed(app);
        else
            flow_join_next(app);
    } else {
        s->join.refused++;
        if (v == VERDICT_NATIONAL_NUMBER)
            bytes_wipe(typed, FIELD_MAX);
        flow_notice(app, v);
    }
    bytes_wipe(good, sizeof good);
}

void flow_written(struct app *app, int32_t number)
{
    (void)number;
    switch (app->session.field) {
    case FIELD_NONE:
        break;
    case FIELD_SEARCH:
        (void)flow_show(app, screen_row(app->session.at)->next);
        break;
    case FIELD_NAME:
        name_written(app);
        break;
    case FIELD_CONTACT:
    case FIELD_MY_CONTACT:
        contact_written(app);
        break;
    case FIELD_SIGN_NAME:
        flow_sign(app, SIGN_NAME);
        break;
    case FIELD_WITNESS:
        flow_sign(app, SIGN_WITNESS);
        break;
    case FIELD_CODE:
        if (app->session.code_count == CODE_WORDS)
            flow_code_find(app, 0);
        else if (app->session.suggestion_count == 1)
            flow_code_word(app, app->session.suggestion[0]);
        break;
    case FIELD_WORD:
        if (app->session.suggestion_count == 1)
            flow_still_word(app, app->session.suggestion[0]);
        break;
    case FIELD_INITIAL:
        flow_still_name(app, 0);
        break;
    case FIELD_ROOM:
        flow_room_written(app);
        break;
    case FIELD_OWN:
        if (app->session.at == SCREEN_table_write)
            flow_table_written(app);
        else
            flow_own_written(app);
        break;
    }
}
