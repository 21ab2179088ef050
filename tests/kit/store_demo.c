#include "store_demo.h"

void demo_remove(const char *folder)
{
    scratch_remove(folder);
}

char *demo_folder(char out[64])
{
    strncpy(out, "/tmp/sirkel-store-XXXXXX", 64);
    assert(mkdtemp(out));
    return out;
}

static const char *demo_keep(struct centre_file *file, const char *text)
{
    char *copy = centre_file_keep(file, strlen(text) + 1);
    assert(copy);
    return memcpy(copy, text, strlen(text) + 1);
}

struct centre_text demo_text(struct centre_file *file, const char *nb, const char *en)
{
    return (struct centre_text){.in = {demo_keep(file, nb), demo_keep(file, en)}};
}

void demo_centre(struct centre_file *file, size_t count)
{
    *file = (struct centre_file){.id = "demo", .language_count = 2, .topic_count = 3, .group_count = count};
    strncpy(file->languages[0], "nb", CENTRE_LANGUAGE_MAX);
    strncpy(file->languages[1], "en", CENTRE_LANGUAGE_MAX);
    file->panel = (struct panel){268, 476, 1080, 1920, 800};
    file->name = demo_text(file, "Fjordsenteret", "The Fjord Centre");
    file->desk = demo_text(file, "Skranken i første etasje", "The desk on the ground floor");
    file->hours = demo_text(file, "Hverdager 8 til 15", "Weekdays 8 to 15");
    file->phone = demo_text(file, "70 00 00 00", "+47 70 00 00 00");
    file->responsible = demo_text(file, "Fjordsenteret ved leder", "The Fjord Centre, its head");
    file->approval = demo_text(file, "", "");
    file->topics = centre_file_keep(file, 3 * sizeof *file->topics);
    file->topics[0] =
        (struct centre_topic){"alone", "user", demo_text(file, "Å være mye alene", "Being much alone"), 0};
    file->topics[1] = (struct centre_topic){"sleep", "moon", demo_text(file, "Søvn og hvile", "Sleep and rest"), 0};
    file->topics[2] = (struct centre_topic){"empty", "leaf", demo_text(file, "Ingen ennå", "None yet"), 0};
    file->groups = centre_file_keep(file, (count + 1) * sizeof *file->groups);
    for (size_t i = 0; i < count; i++) {
        struct centre_group *g = &file->groups[i];
        char key[GROUP_KEY_MAX];
        snprintf(key, sizeof key, "group-%zu", i);
        *g = (struct centre_group){.key = demo_keep(file, key),
                                   .setting = SETTING_CENTRE,
                                   .state = GROUP_STATE_meeting,
                                   .capacity = 8,
                                   .rules_version = 1,
                                   .checked_day = 20000,
                                   .step_free = true,
                                   .held = HELD_HERE};
        for (enum group_text t = 0; t < GROUP_TEXT_COUNT; t++)
            centre_group_text_set(g, t, demo_text(file, group_texts[t].name, group_texts[t].name));
        g->name = demo_text(file, key, key);
        g->purpose = demo_text(file, "Vi snakker sammen", "We talk together");
        g->place = demo_text(file, "Rom B204", "Room B204");
        g->topic_count = g->meeting_count = g->rule_count = 1;
        g->topics[0] = (int32_t)(i % 2);
        g->meetings[0] = (struct meeting_rule){.repeat = MEETING_WEEKLY,
                                               .first_day = date_day(2026, 9, 1),
                                               .weekday = (int32_t)(i % 7) + 1,
                                               .every = 1,
                                               .nth = 1,
                                               .start_minute = 1080,
                                               .minutes = 120};
        g->rules = centre_file_keep(file, 2 * sizeof *g->rules);
        g->rules[0].library = 0;
    }
}

struct kiosk demo_kiosk(void)
{
    struct kiosk kiosk = {.id = "demo-1",
                          .centre = "demo",
                          .code_passes = 1,
                          .code_bytes = 8192,
                          .created_day = 20500,
                          .consent_version = 1,
                          .recipient_count = 2};
    memset(kiosk.salt, 7, sizeof kiosk.salt);
    strncpy(kiosk.recipients[0], "age1office", CENTRE_RECIPIENT_MAX);
    strncpy(kiosk.recipients[1], "age1recovery", CENTRE_RECIPIENT_MAX);
    return kiosk;
}

void demo_make(const char *folder, size_t count)
{
    struct kiosk kiosk = demo_kiosk();
    struct centre_file file;
    char why[256] = "";
    demo_centre(&file, count);
    fault f = store_create(folder, &kiosk);
    if (f == FAULT_NONE)
        f = store_timetable_build(folder, &file, "", why, sizeof why);
    if (f != FAULT_NONE)
        printf("demo_make: %s %s\n", fault_name(f), why);
    assert(f == FAULT_NONE);
    centre_file_free(&file);
}

struct record demo_record(uint32_t number, enum record_kind kind, struct span sealed)
{
    struct record r = {.kind = kind, .schema = 1, .size = (uint32_t)sealed.length, .crc32 = number, .sealed = sealed};
    r.slot = (int64_t)number * 2 + kind;
    for (size_t i = 0; i < sizeof r.id; i++) /* looks random, so that the order of ids is not the order of coming */
        r.id[i] = (uint8_t)((number * 2654435761u + (uint32_t)kind * 40503u) >> (i % 4 * 8) ^ i * 31);
    memcpy(r.tag, &number, sizeof number);
    memset(r.sha256, (int)number, sizeof r.sha256);
    return r;
}
