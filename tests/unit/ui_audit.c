/* Every sample screen, on every panel and page, in every size and theme, leaves the audit nothing to say; and the audit
 * does find each kind of harm. */
#include "test.h"

#include <stdlib.h>
#include "ui/audit.h"
#include "ui_samples.h"

enum { FINDINGS = 12 };

static bool clean(const struct ui *u, const char *name, int panel)
{
    struct ui_finding found[FINDINGS];
    size_t count = ui_audit(u, 90, found, FINDINGS);
    for (size_t i = 0; i < count && i < FINDINGS; i++)
        printf("%s panel %d size %d theme %d page %d/%d: %s %s %.2f, wanted %.2f (%s)\n", name, panel, u->setting.size,
               u->setting.theme, u->page + 1, u->pages, found[i].path, ui_finding_name(found[i].kind),
               (double)found[i].measured, (double)found[i].wanted, ui_finding_requirement(found[i].kind));
    return count == 0;
}

static void all_clean(struct ui *u)
{
    const struct ui_panel *panels[] = {&panel_reference, &panel_wide, &panel_small};
    for (int p = 0; p < 3; p++)
        for (size_t s = 0; s < SAMPLES; s++)
            for (int size = 0; size < SIZES; size++)
                for (int theme = 0; theme < THEMES; theme++) {
                    uint16_t pages = 1;
                    for (uint16_t page = 0; page < pages; page++) {
                        sample_build(u, &samples[s], panels[p], (enum ui_size)size, (enum ui_theme)theme, page);
                        pages = u->pages;
                        CHECK(clean(u, samples[s].name, p));
                    }
                }
}

static bool finds(const struct ui *u, enum ui_finding_kind kind, unsigned words)
{
    struct ui_finding found[64];
    size_t count = ui_audit(u, words, found, 64);
    for (size_t i = 0; i < count && i < 64; i++)
        if (found[i].kind == kind)
            return true;
    return false;
}

static struct ui_node *fresh(struct ui *u, const char *path)
{
    sample_build(u, &samples[0], &panel_reference, SIZE_M, THEME_LIGHT, 0);
    return &u->node[ui_find_path(u, path)];
}

static struct ui_run *run_of(struct ui *u, const char *path)
{
    uint16_t node = ui_find_path(u, path);
    for (uint16_t i = 0; i < u->runs; i++)
        if (u->run[i].node == node && u->run[i].face != FACE_ICON)
            return &u->run[i];
    return u->run;
}

/* One harm at a time; each must be named. */
static void harms(struct ui *u)
{
    fresh(u, "row:1")->box.h = 29;
    CHECK(finds(u, AUDIT_TOO_SMALL, 60));
    fresh(u, "row:2")->box.y -= 4;
    CHECK(finds(u, AUDIT_TOO_NEAR, 60));
    fresh(u, "row:4")->flags |= UI_COMMIT;
    CHECK(finds(u, AUDIT_TOO_NEAR, 60));
    fresh(u, "row:2")->box.y -= 20;
    CHECK(finds(u, AUDIT_OVERLAP, 60));
    fresh(u, "row:1")->box.x = 5;
    CHECK(finds(u, AUDIT_EDGE, 60));
    fresh(u, "row:1")->box.y -= 10;
    CHECK(finds(u, AUDIT_UNREACHABLE, 60));
    fresh(u, "row:1")->label = 0;
    CHECK(finds(u, AUDIT_NO_NAME, 60));
    fresh(u, "dock/bar/back")->flags |= UI_DISABLED;
    CHECK(finds(u, AUDIT_NO_REASON, 60));
    fresh(u, "heading");
    run_of(u, "heading")->w += 300;
    CHECK(finds(u, AUDIT_CUT_OFF, 60));
    fresh(u, "heading");
    run_of(u, "text")->colour = COLOUR_LINE;
    CHECK(finds(u, AUDIT_POOR_CONTRAST, 60));
    fresh(u, "heading");
    run_of(u, "row:3")->em_px = 40;
    CHECK(finds(u, AUDIT_SMALL_TEXT, 60));
    fresh(u, "heading");
    memset(u->text + UI_TEXT_MAX - 100, 'm', 99);
    run_of(u, "text")->text = UI_TEXT_MAX - 100;
    run_of(u, "text")->length = 71;
    CHECK(finds(u, AUDIT_LONG_LINE, 60));
    fresh(u, "heading");
    run_of(u, "text")->y = run_of(u, "heading")->y;
    CHECK(finds(u, AUDIT_OVERLAP, 60));
    struct ui_node *row = fresh(u, "row:1");
    struct ui_box box = row->box;
    row->box = u->node[ui_find_path(u, "row:2")].box;
    u->node[ui_find_path(u, "row:2")].box = box;
    CHECK(finds(u, AUDIT_OUT_OF_ORDER, 60));
    fresh(u, "heading");
    CHECK(finds(u, AUDIT_WORDS, 10));
    u->node[ui_find_path(u, "text")].role = UI_BUTTON;
    CHECK(finds(u, AUDIT_TOO_MANY, 60));
}

int main(void)
{
    struct ui *u = calloc(1, sizeof *u);
    all_clean(u);
    harms(u);
    free(u);
    return TEST_END();
}
