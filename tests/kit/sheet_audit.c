#include "sheet_audit.h"

static bool sheet_bad(const char *what, const struct ui *u, const struct ui_run *r)
{
    printf("page %d of %d: %s: \"%.*s\" at %.1f,%.1f %.1fx%.1f, %d px\n", u->page + 1, u->pages, what, r->length,
           u->text + r->text, (double)r->x, (double)r->y, (double)r->w, (double)r->h, r->em_px);
    return false;
}

static bool sheet_over(struct ui_box a, struct ui_box b)
{
    const float touch = 0.05f;
    return a.x + touch < b.x + b.w && b.x + touch < a.x + a.w && a.y + touch < b.y + b.h && b.y + touch < a.y + a.h;
}

static struct ui_box sheet_run_box(const struct ui_run *r)
{
    return (struct ui_box){r->x, r->y, r->w, r->h};
}

static bool sheet_inside(struct ui_box b)
{
    const float near = UI_SHEET_MARGIN_MM - 0.1f;
    return b.x >= near && b.y >= near && b.x + b.w <= UI_SHEET_WIDTH_MM - near &&
           b.y + b.h <= UI_SHEET_HEIGHT_MM - near;
}

bool sheet_places_ok(const struct ui *u)
{
    bool good = true;
    for (uint16_t i = 0; i < u->runs; i++) {
        const struct ui_run *r = &u->run[i];
        if (!sheet_inside(sheet_run_box(r)))
            good = sheet_bad("outside the margins", u, r);
        for (uint16_t k = 0; k < i; k++)
            if (sheet_over(sheet_run_box(r), sheet_run_box(&u->run[k])))
                good = sheet_bad("over another", u, r);
        for (uint16_t n = 1; n < u->count; n++) {
            const struct ui_node *m = &u->node[n];
            bool solid = (m->role == UI_QR || m->role == UI_RING || m->role == UI_SCALE) && !(m->flags & UI_HIDDEN);
            if (solid && sheet_over(sheet_run_box(r), m->box))
                good = sheet_bad("over a picture", u, r);
        }
    }
    for (uint16_t n = 1; n < u->count; n++)
        if (!(u->node[n].flags & UI_HIDDEN) && u->node[n].box.w > 0 && !sheet_inside(u->node[n].box)) {
            printf("page %d: node %s is outside\n", u->page + 1, u->text + u->node[n].key);
            good = false;
        }
    return good;
}

bool sheet_sizes_ok(const struct ui *u)
{
    static const float points[SIZES] = {16, 16, 20, 28, 28};
    bool good = true;
    for (uint16_t i = 0; i < u->runs; i++) {
        const struct ui_run *r = &u->run[i];
        const struct ui_node *n = &u->node[r->node];
        bool small = n->role == UI_FOOT || n->role == UI_FOLD || n->role == UI_QR;
        float least = small ? 14 : points[u->setting.size];
        if (r->em_px < ui_sheet_em_px(least))
            good = sheet_bad("letters too small", u, r);
        if (r->face <= FACE_TITLE && r->colour != COLOUR_INK)
            good = sheet_bad("not black", u, r);
    }
    return good;
}

bool sheet_fold_ok(const struct ui *u)
{
    bool good = true, folds = false;
    float middle = UI_SHEET_HEIGHT_MM / 2.0f;
    uint16_t fold = UI_NONE;
    for (uint16_t n = 1; n < u->count; n++)
        if (u->node[n].role == UI_FOLD)
            fold = n, folds = true;
    for (uint16_t i = 0; i < u->runs && folds && u->page == 0; i++) {
        const struct ui_run *r = &u->run[i];
        bool hidden = r->node > fold && u->node[r->node].role != UI_FOOT;
        if (hidden && r->y < middle)
            good = sheet_bad("lies outside when folded", u, r);
        if (!hidden && ui_is_private(u, r->node))
            good = sheet_bad("private, before the fold", u, r);
    }
    return good;
}

bool sheet_words_ok(const struct ui *u, const char *const *forbidden)
{
    bool good = true;
    for (uint16_t i = 0; i < u->runs; i++)
        for (const char *const *word = forbidden; *word; word++)
            if (memmem(u->text + u->run[i].text, u->run[i].length, *word, strlen(*word)))
                good = sheet_bad("a word that may not be there", u, &u->run[i]);
    return good;
}

void sheet_see(const struct ui *u, uint8_t *seen)
{
    for (uint16_t i = 0; i < u->runs; i++)
        if (u->run[i].face < FACE_ICON)
            memset(seen + u->run[i].text, 1, u->run[i].length);
}

bool sheet_seen_all(const struct ui *u, const uint8_t *seen)
{
    for (uint16_t i = 1; i < u->count; i++) {
        const struct ui_node *n = &u->node[i];
        const uint16_t texts[] = {n->label, n->hint, n->role == UI_QR ? 0 : n->value};
        if (n->role == UI_RING || (n->role == UI_FOLD && u->pages > 1)) /* no fold where the middle was passed */
            continue;
        for (size_t t = 0; t < 3; t++)
            for (uint16_t k = texts[t]; k && u->text[k]; k++)
                if (isalnum((unsigned char)u->text[k]) && !seen[k]) {
                    printf("\"%s\" stands on no page, from letter %d on\n", u->text + texts[t], k - texts[t]);
                    return false;
                }
    }
    return true;
}
