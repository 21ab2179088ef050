/* The word lists of receipt codes: read whole at start, folded once, so that a key press looks words up without work. */
#include "flow/core/core.h"
#include "flow/code/code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"

enum { WORD_BYTES_MAX = 19, LIST_BYTES_MAX = 64 * 1024 };

static fault bad(char *why, size_t size, const char *language, const char *what)
{
    if (why)
        snprintf(why, size, "words/%s.txt: %s", language, what);
    return FAULT_FILE_DAMAGED;
}

static fault split(struct flow_lists *lists, size_t at, char *why, size_t size)
{
    struct word_list *list = &lists->list[at];
    char *line = lists->text[at];
    for (int i = 0; i < CODE_LIST; i++) {
        char *end = strchr(line, '\n');
        if (!end || end == line || end - line > WORD_BYTES_MAX)
            return bad(why, size, list->language, "not 2,048 words of at most 19 bytes, one a line");
        *end = 0;
        list->word[i] = line;
        text_fold_loose(lists->fold[at][i].text, sizeof lists->fold[at][i].text, line);
        line = end + 1;
    }
    return *line ? bad(why, size, list->language, "more than 2,048 words") : FAULT_NONE;
}

static fault read_list(struct flow_lists *lists, size_t at, const char *assets, char *why, size_t size)
{
    char name[64], path[FILE_PATH_MAX];
    struct buffer file = {.limit = LIST_BYTES_MAX};
    snprintf(name, sizeof name, "words/%s.txt", lists->list[at].language);
    fault f = file_path(path, assets, name);
    if (f == FAULT_NONE)
        f = file_read(path, &file);
    if (f == FAULT_NONE) {
        lists->text[at] = strdup(buffer_string(&file));
        lists->fold[at] = calloc(CODE_LIST, sizeof **lists->fold);
        f = lists->text[at] && lists->fold[at] ? split(lists, at, why, size) : FAULT_NO_MEMORY;
    } else if (why) {
        snprintf(why, size, "%s: %s", path, fault_name(f));
    }
    buffer_free(&file);
    return f;
}

fault flow_lists_open(struct flow_lists *lists, const char *assets, char *why, size_t why_size)
{
    size_t count;
    const struct language *all = words_languages(&count);
    for (size_t i = 0; i < count && i < WORDS_LANGUAGES_MAX; i++) {
        lists->list[i].language = all[i].code;
        fault f = read_list(lists, i, assets, why, why_size);
        if (f != FAULT_NONE)
            return f;
    }
    return FAULT_NONE;
}

void flow_lists_close(struct flow_lists *lists)
{
    for (size_t i = 0; i < WORDS_LANGUAGES_MAX; i++) {
        free(lists->text[i]);
        free(lists->fold[i]);
    }
    *lists = (struct flow_lists){0};
}

void flow_lists_code(const struct flow_lists *lists, int32_t list, const uint16_t word[CODE_WORDS],
                     struct seal_code *ret)
{
    const char *language = lists->list[list].language;
    *ret = (struct seal_code){0};
    memcpy(ret->language, language, strnlen(language, sizeof ret->language - 1));
    memcpy(ret->word, word, sizeof ret->word);
}

int32_t flow_lists_find(const struct flow_lists *lists, const char *language)
{
    for (int32_t i = 0; i < WORDS_LANGUAGES_MAX; i++)
        if (lists->list[i].language && strcmp(lists->list[i].language, language) == 0 && lists->text[i])
            return i;
    return -1;
}

void flow_lists_four(const struct flow_lists *lists, int32_t list, const uint8_t hash[8], char out[FLOW_FOUR_WORDS])
{
    const char *const *word = lists->list[list].word;
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | hash[i];
    snprintf(out, FLOW_FOUR_WORDS, "%s %s %s %s", word[bits >> 53], word[bits >> 42 & 2047], word[bits >> 31 & 2047],
             word[bits >> 20 & 2047]);
}

enum nearness { SAME, FOLDS_SAME, BEGINS };

static bool near(enum nearness how, const char *typed, const struct word_fold *folded, const char *word,
                 const struct word_fold *fold)
{
    switch (how) {
    case SAME:
        return strcmp(word, typed) == 0;
    case FOLDS_SAME:
        return strcmp(fold->text, folded->text) == 0;
    case BEGINS:
        break;
    }
    return strncmp(fold->text, folded->text, strlen(folded->text)) == 0;
}

/* One word is offered once, also where two lists spell it alike. */
static bool offered(const struct app *app, const char *word)
{
    const struct session *s = &app->session;
    for (int32_t i = 0; i < s->suggestion_count; i++)
        if (strcmp(app->words[s->suggestion[i] / CODE_LIST].word[s->suggestion[i] % CODE_LIST], word) == 0)
            return true;
    return false;
}

static void suggest_from(struct app *app, int32_t list, enum nearness how, const struct word_fold *folded)
{
    struct session *s = &app->session;
    const struct word_fold *fold = app->flow->lists.fold[list];
    const char *const *words = app->words[list].word;
    for (int32_t i = 0; i < CODE_LIST && s->suggestion_count < SUGGESTIONS_MAX; i++)
        if (near(how, s->code_typed, folded, words[i], &fold[i]) && !offered(app, words[i]))
            s->suggestion[s->suggestion_count++] = list * CODE_LIST + i;
}

/* The word that was written stands first, then what else it may have meant, then longer words: a short word is never
 * crowded out by those that begin with it ("vår" and varde, vare, varm, varsle). */
static void suggest_near(struct app *app, int32_t own, const struct word_fold *folded)
{
    const struct session *s = &app->session;
    bool first = s->code_count == 0;
    for (enum nearness how = SAME; how <= FOLDS_SAME; how++) {
        if (own >= 0)
            suggest_from(app, own, how, folded);
        for (int32_t i = 0; i < app->word_lists && first; i++)
            suggest_from(app, i, how, folded);
    }
    if (own >= 0)
        suggest_from(app, own, BEGINS, folded);
    for (int32_t i = 0; i < app->word_lists && first && s->suggestion_count == 0; i++)
        suggest_from(app, i, BEGINS, folded);
}

/* The visitor's language first; a code may come from another day's language, so a whole word of another list is offered
 * as well, and its beginnings where this one has none. After the first word only its own list counts. */
void flow_suggest(struct app *app)
{
    struct session *s = &app->session;
    struct word_fold folded = {0};
    s->suggestion_count = 0;
    if (!app->flow || !app->words || !*s->code_typed || (s->code_count == CODE_WORDS && !s->locked) ||
        strlen(s->code_typed) > WORD_BYTES_MAX)
        return;
    text_fold_loose(folded.text, sizeof folded.text, s->code_typed);
    if (!*folded.text)
        return;
    suggest_near(app, s->code_count > 0 ? s->code_list : flow_lists_find(&app->flow->lists, s->language), &folded);
    bytes_wipe(&folded, sizeof folded);
}

void flow_code_clear(struct app *app)
{
    struct session *s = &app->session;
    bytes_wipe(s->code, sizeof s->code);
    bytes_wipe(s->code_typed, sizeof s->code_typed);
    bytes_wipe(s->suggestion, sizeof s->suggestion);
    bytes_wipe(s->initial, sizeof s->initial);
    s->code_count = s->suggestion_count = s->code_list = s->code_pick = s->code_step = 0;
    s->joined = s->code_printed = false;
}
