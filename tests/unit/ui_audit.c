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
               u->setting.theme, u->page + 1, u->pages, found[i].path, ui_finding_name(found[i].kind), (double)found[i].measured,
               (double)found[i].wanted, ui_finding_requirement(found[i].kind));
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

int main(void)
{
    struct ui *u = calloc(1, sizeof *u);
    all_clean(u);
    free(u);
    return TEST_END();
}
