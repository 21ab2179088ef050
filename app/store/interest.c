/* DIR/interest: what cards say together about groups that are not there (rule/interest.h). Lines of text (lines.c), in the order of topics'
 * keys and of batches, however the cards came:
 *
 *     sirkel interest 1
 *     monday DAY                     days are counted from 1970; the newest release
 *     batch NUMBER CARDS DAY         0 waits; the Monday on which it goes
 *     aside WISHES KEY ..            of those that wait, the card that is to count nowhere; its keys in order
 *     topic KEY
 *     in BATCH CARDS W0 .. W7        of that topic, with each wish
 *     shown CARDS W0 .. W7           as released
 *     moved CARDS W0 .. W7           cards that moved each number since */
#include "store/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"

enum { NUMBERS = 1 + INTEREST_WISHES, DAY_MAX = 100000 };

static bool read_line(void *into, const char *line);
static const struct lines_file file = {"interest", "sirkel interest 1\n", 4 << 20, read_line};

/* --- writing --- */

static void add_cell(struct buffer *out, const char *what, const struct interest_cell *cell)
{
    uint32_t any = cell->cards;
    for (int w = 0; w < INTEREST_WISHES; w++)
        any |= cell->wish[w];
    if (any == 0)
        return;
    buffer_format(out, "%s %d", what, cell->cards);
    for (int w = 0; w < INTEREST_WISHES; w++)
        buffer_format(out, " %d", cell->wish[w]);
    buffer_text(out, "\n");
}

static void add_all(struct buffer *out, const struct interest *all)
{
    char what[16];
    buffer_text(out, file.head);
    buffer_format(out, "monday %d\n", all->monday);
    for (int b = 0; b < INTEREST_BATCHES; b++)
        if (all->batch[b].cards > 0)
            buffer_format(out, "batch %d %d %d\n", b, all->batch[b].cards, all->batch[b].gone);
    if (all->aside.topics > 0) {
        buffer_format(out, "aside %u", all->aside.wishes);
        for (int32_t i = 0; i < all->aside.topics; i++)
            buffer_format(out, " %s", all->aside.topic[i]);
        buffer_text(out, "\n");
    }
    for (size_t t = 0; t < all->topics; t++) {
        const struct interest_topic *topic = &all->topic[t];
        buffer_format(out, "topic %s\n", topic->key);
        for (int b = 0; b < INTEREST_BATCHES; b++) {
            snprintf(what, sizeof what, "in %d", b);
            add_cell(out, what, &topic->in[b]);
        }
        add_cell(out, "shown", &topic->shown);
        add_cell(out, "moved", &topic->moved);
    }
}

fault store_interest_set(struct store *s, const struct interest *all)
{
    struct buffer out = {.limit = file.limit};
    if (s->look)
        return FAULT_DISK_READONLY;
    add_all(&out, all);
    fault f = lines_write(s, &file, &out);
    if (f == FAULT_NONE)
        *s->interest = *all;
    return f;
}

/* --- reading --- */

static bool number_of(const char **at, int32_t most, int32_t *ret)
{
    char *end;
    if (**at != ' ' || (*at)[1] < '0' || (*at)[1] > '9')
        return false;
    long n = strtol(*at + 1, &end, 10);
    *at = end;
    *ret = (int32_t)n;
    return n >= 0 && n <= most;
}

static bool read_cell(const char *at, struct interest_cell *out)
{
    int32_t n[NUMBERS];
    for (int i = 0; i < NUMBERS; i++)
        if (!number_of(&at, UINT16_MAX, &n[i]))
            return false;
    out->cards = (uint16_t)n[0];
    for (int w = 0; w < INTEREST_WISHES; w++)
        out->wish[w] = (uint16_t)n[1 + w];
    return *at == 0;
}

static bool read_batch(struct interest *all, const char *at)
{
    int32_t which, cards, gone;
    if (!number_of(&at, INTEREST_BATCHES - 1, &which) || !number_of(&at, INTEREST_COUNT_MAX, &cards) ||
        !number_of(&at, DAY_MAX, &gone) || *at)
        return false;
    all->batch[which] = (struct interest_batch){(uint16_t)cards, gone};
    return true;
}

static bool read_aside(struct interest *all, const char *at)
{
    int32_t wishes;
    struct interest_card *aside = &all->aside;
    if (aside->topics > 0 || !number_of(&at, (1 << INTEREST_WISHES) - 1, &wishes))
        return false;
    aside->wishes = (uint32_t)wishes;
    while (*at == ' ' && aside->topics < INTEREST_CARD_TOPICS) {
        size_t length = strcspn(++at, " ");
        if (length == 0 || length >= GROUP_KEY_MAX)
            return false;
        memcpy(aside->topic[aside->topics++], at, length);
        at += length;
    }
    return aside->topics > 0 && !*at;
}

/* Topics stand in the order of their keys, each once. */
static bool read_topic(struct interest *all, const char *key)
{
    if (all->topics == INTEREST_TOPICS_MAX || !*key ||
        (all->topics > 0 && strcmp(all->topic[all->topics - 1].key, key) >= 0))
        return false;
    return text_copy(all->topic[all->topics++].key, GROUP_KEY_MAX, key);
}

static bool is_word(const char *line, const char *end, const char *word)
{
    return end && (size_t)(end - line) == strlen(word) && memcmp(line, word, strlen(word)) == 0;
}

/* A line of the topic named last. */
static bool read_of_topic(struct interest_topic *topic, const char *line, const char *at)
{
    int32_t batch;
    if (is_word(line, at, "in"))
        return number_of(&at, INTEREST_BATCHES - 1, &batch) && read_cell(at, &topic->in[batch]);
    if (is_word(line, at, "shown"))
        return read_cell(at, &topic->shown);
    return is_word(line, at, "moved") && read_cell(at, &topic->moved);
}

static bool read_line(void *into, const char *line)
{
    struct interest *all = into;
    const char *at = strchr(line, ' ');
    if (is_word(line, at, "monday"))
        return number_of(&at, DAY_MAX, &all->monday) && !*at;
    if (is_word(line, at, "batch"))
        return read_batch(all, at);
    if (is_word(line, at, "aside"))
        return read_aside(all, at);
    if (is_word(line, at, "topic"))
        return read_topic(all, at + 1);
    return all->topics > 0 && read_of_topic(&all->topic[all->topics - 1], line, at);
}

static fault interest_read(struct store *s, const char *folder)
{
    if (!s->interest)
        s->interest = calloc(1, sizeof *s->interest);
    if (!s->interest)
        return FAULT_NO_MEMORY;
    s->interest_reason = lines_read(s, folder, &file, s->interest);
    if (s->interest_reason != FAULT_NONE)
        memset(s->interest, 0, sizeof *s->interest);
    return FAULT_NONE;
}

static void interest_forget(struct store *s)
{
    free(s->interest);
    s->interest = NULL;
}

const struct store_part interest_part = {.open = interest_read, .close = interest_forget};

const struct interest *store_interest(const struct store *s)
{
    return s->interest;
}

fault store_interest_reason(const struct store *s)
{
    return s->interest_reason;
}
