/* The texts of a centre file, as people will read them: every letter has a shape here, something is there to be read, and no more
 * than a screen holds. */
#include "feed/centre.h"
#include "feed/take.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "base/words.h"

enum {
    TEXT_MAX = 2048, /* bytes of one text; more than any that fits a screen */
    MARKS_MAX = 2,   /* on one letter, beside those that are one with it */
};

/* --- letters -------------------------------------------------------------------------------------------------------------- */

enum face { ATKINSON, NOTO, FACES_OF_TEXT };

static bool draws(enum face face, uint32_t code)
{
    static const struct {
        enum face face;
        uint32_t first, last;
    } runs[] = {
#define GLYPHS(face, first, last) {face, first, last},
#include "feed/glyphs.def"
#undef GLYPHS
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        if (runs[i].face == face && code >= runs[i].first && code <= runs[i].last)
            return true;
    return false;
}

/* Line and paragraph signs are no letters either. */
static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 || code == 0xFFFC ||
           code == 0xFFFD;
}

static void name_letter(char *out, size_t size, uint32_t code)
{
    char letter[5] = "";
    if (!is_control(code) && !text_blank(code) && !text_hidden(code))
        text_put(letter, code);
    snprintf(out, size, "%s%sU+%04X", letter, *letter ? " " : "", (unsigned)code);
}

struct letters { /* what is wrong with them; 0: nothing */
    uint32_t control, undrawn, hidden;
    const char *marked; /* the letter with too many marks */
};

/* The first letter of a word that its best face can't draw; 0 for none. */
static uint32_t undrawn_in(const char *word, const char *end)
{
    uint32_t missing[FACES_OF_TEXT] = {0};
    for (const char *at = word; at < end;) {
        uint32_t code = text_next(&at);
        bool drawn = (code > 0x20 && code < 0x7F) || text_hidden(code) || is_control(code); /* both draw ASCII */
        for (enum face face = 0; face < FACES_OF_TEXT && !drawn; face++)
            if (!missing[face] && !draws(face, code))
                missing[face] = code;
    }
    return missing[ATKINSON] ? missing[NOTO] : 0;
}

static struct letters look(const char *text)
{
    struct letters l = {0};
    const char *word = text, *base = text, *before = text;
    int marks = 0;
    for (const char *at = text;; before = at) {
        uint32_t code = text_next(&at);
        if (code == 0 || text_blank(code)) {
            if (!l.undrawn)
                l.undrawn = undrawn_in(word, before);
            word = at;
        }
        if (code == 0)
            return l;
        if (!text_mark(code))
            base = before;
        marks = text_mark(code) ? marks + 1 : 0;
        if (marks > MARKS_MAX && !l.marked)
            l.marked = base;
        if (is_control(code) && !l.control)
            l.control = code;
        if (text_hidden(code) && code != 0xAD && !l.hidden)
            l.hidden = code;
    }
}

/* Without hidden signs, soft hyphens aside, and without blanks at its ends. */
static void tidy(char *text)
{
    char *out = text, *end = text;
    for (const char *at = text; *at;) {
        const char *from = at;
        uint32_t code = text_next(&at);
        if ((text_hidden(code) && code != 0xAD) || (text_blank(code) && out == text))
            continue;
        memmove(out, from, (size_t)(at - from));
        out += at - from;
        if (!text_blank(code))
            end = out;
    }
    *end = 0;
}

/* --- length --------------------------------------------------------------------------------------------------------------- */

static void judge_length(struct take *t, const struct at *at, const char *text, const struct text_room *room)
{
    char number[24];
    const struct text_length l = text_length(text);
    if (l.words > room->words) {
        snprintf(number, sizeof number, "%d", l.words);
        take_remark(t, at, (struct remark){FINDING_text_words, number, .most = room->words});
    }
    if (l.letters > room->letters) {
        snprintf(number, sizeof number, "%d", l.letters);
        take_remark(t, at, (struct remark){FINDING_text_long, number, .most = room->letters});
    } else if (l.longest) {
        char word[FINDING_WORDS_MAX];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(l.longest, " "), l.longest);
        take_remark(t, at, (struct remark){FINDING_text_word, .other = word});
    }
}

/* --- one text ------------------------------------------------------------------------------------------------------------- */

static void judge_letters(struct take *t, const struct at *at, const struct letters *l)
{
    char letter[24];
    const struct {
        enum finding_id id;
        uint32_t code;
    } rows[] = {
        {FINDING_text_control, l->control}, {FINDING_letter_none, l->undrawn}, {FINDING_letter_hidden, l->hidden}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].code)
            continue;
        name_letter(letter, sizeof letter, rows[i].code);
        take_remark(t, at, (struct remark){rows[i].id, .other = letter});
    }
    if (!l->marked)
        return;
    const char *end = l->marked;
    uint32_t base = text_next(&end);
    name_letter(letter, sizeof letter, base);
    take_remark(t, at, (struct remark){FINDING_letter_marks, .other = letter});
}

/* Something that a person can read aloud: a letter or a figure. */
static bool says_something(const char *text)
{
    char folded[8]; /* room for the first letter: it folds into four bytes at most */
    text_fold(folded, sizeof folded, text);
    return *folded != 0;
}

/* Into `out` (TEXT_MAX); "" where it can't be kept. */
static void take_words(struct take *t, const struct at *at, char *out, const struct text_room *room)
{
    out[0] = 0;
    if (value_kind(at->value) != VALUE_TEXT) {
        take_wrong(t, at, FINDING_not_text);
        return;
    }
    if (value_text(at->value, out, TEXT_MAX) >= TEXT_MAX) {
        take_remark(t, at, (struct remark){FINDING_text_bytes, .most = (int64_t)room->size - 1});
        out[0] = 0;
        return;
    }
    text_join(out);
    struct letters l = look(out);
    tidy(out);
    if (l.control || says_something(out))
        judge_letters(t, at, &l);
    else
        take_wrong(t, at, FINDING_text_blank);
    judge_length(t, at, out, room);
    if (strlen(out) >= room->size && !l.control) /* letters of four bytes: no living script has them */
        take_remark(t, at, (struct remark){FINDING_text_bytes, .most = (int64_t)room->size - 1});
    if (l.control || strlen(out) >= room->size)
        out[0] = 0;
}

/* Nothing in the first language is nothing at all; elsewhere the first language stands in. */
static void take_gap(struct take *t, const struct at *at, size_t language)
{
    const struct language *row = words_language(t->file->languages[language]);
    const char *name = row ? row->name : t->file->languages[language];
    take_remark(t, at, (struct remark){language == 0 ? FINDING_text_first : FINDING_text_language, "", .other = name});
}

static size_t all_found(const struct findings *found)
{
    return found->of_grade[GRADE_REFUSED] + found->of_grade[GRADE_QUESTION] + found->of_grade[GRADE_LOOK];
}

/* The words of a text, kept with the file. What was said lately, and was good, is good again. */
static const char *keep_words(struct take *t, const struct at *at, const struct text_room *room)
{
    char words[TEXT_MAX];
    struct span source = value_source(at->value);
    struct said *said = &t->said[take_hash(source.data, source.length) % TAKE_SHARED];
    if (said->room == room && said->source.length == source.length &&
        memcmp(said->source.data, source.data, source.length) == 0)
        return said->words;
    size_t found = all_found(t->found);
    take_words(t, at, words, room);
    const char *kept = *words ? take_shared(t, words, strlen(words) + 1) : NULL;
    if (kept && all_found(t->found) == found)
        *said = (struct said){source, room, kept};
    return kept ? kept : "";
}

struct centre_text take_text(struct take *t, const struct at *at, const struct text_room *room)
{
    struct centre_text text = take_nothing();
    const char *languages[CENTRE_LANGUAGES_MAX + 1] = {0};
    struct value value[CENTRE_LANGUAGES_MAX];
    size_t count = t->file->language_count;
    for (size_t i = 0; i < count; i++)
        languages[i] = t->file->languages[i];
    if (!take_object(t, at, languages, value))
        return text;
    for (size_t i = 0; i < count; i++) {
        struct at here = at_key(at, languages[i], value[i]);
        if (!at_there(&here)) {
            take_gap(t, &here, i);
            continue;
        }
        text.in[i] = keep_words(t, &here, room);
    }
    return text;
}
