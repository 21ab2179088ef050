/* The sentences of a finding. */
#include "rule/finding.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "base/words.h"

/* What stands for "{name}" at *at, which is moved behind it; NULL where there is no such token. */
static const char *word_of(const char **at, const struct finding *f, char number[24])
{
    const struct {
        const char *token, *text;
        int64_t number;
    } words[] = {{"{stands}", f->stands, 0},
                 {"{other}", f->other, 0},
                 {"{near}", f->near, 0},
                 {"{least}", NULL, f->least},
                 {"{most}", NULL, f->most}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].token);
        if (strncmp(*at, words[i].token, length) != 0)
            continue;
        *at += length;
        snprintf(number, 24, "%lld", (long long)words[i].number);
        return words[i].text ? words[i].text : number;
    }
    return NULL;
}

void finding_fill(char *out, size_t size, const char *sentence, const struct finding *f)
{
    size_t n = 0;
    const char *at = sentence;
    while (*at) {
        char number[24], letter[5];
        const char *piece = *at == '{' ? word_of(&at, f, number) : NULL;
        if (!piece) {
            text_put(letter, text_next(&at));
            piece = letter;
        }
        size_t length = strlen(piece);
        if (n + length >= size)
            break;
        memcpy(out + n, piece, length);
        n += length;
    }
    out[n] = 0;
}

void finding_matter(char out[FINDING_SENTENCE_MAX], const struct finding *f)
{
    finding_fill(out, FINDING_SENTENCE_MAX, _(f->matter), f);
}

void finding_advice(char out[FINDING_SENTENCE_MAX], const struct finding *f)
{
    char near[FINDING_SENTENCE_MAX] = "";
    if (*f->near)
        finding_fill(near, sizeof near, _("Did you mean {near}? "), f);
    finding_fill(out, FINDING_SENTENCE_MAX, near, f);
    size_t n = strlen(out);
    finding_fill(out + n, FINDING_SENTENCE_MAX - n, _(f->advice), f);
}

const char *finding_grade_name(enum finding_grade grade)
{
    static const char *const names[GRADES] = {N_("Refused"), N_("Question"), N_("Worth a look")};
    assert(grade < GRADES);
    return names[grade];
}
