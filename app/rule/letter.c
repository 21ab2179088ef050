/* Whether a letter from the office is taken. */
#include "rule/letter.h"

#include "base/words.h"

#define SIGNED false
#define STAFF true
#define NONE false
#define COMPARED true
#define STAYS false
#define BACK true
const struct letter_part_row letter_parts[LETTER_PARTS] = {
#define PART(key, leave, digits, undo, title, what) [LETTER_##key] = {#key, leave, digits, undo, title},
#include "rule/letter.def"
#undef PART
};

#undef BACK
#undef STAYS
#undef COMPARED
#undef NONE
#undef STAFF
#undef SIGNED

enum verdict letter_form_verdict(enum letter_form form)
{
    static const enum verdict verdicts[LETTER_FORMS] = {
        [LETTER_WHOLE] = VERDICT_LETTER_MAY,       [LETTER_ABSENT] = VERDICT_LETTER_NONE,
        [LETTER_UNREAD] = VERDICT_LETTER_STICK,    [LETTER_TOO_LARGE] = VERDICT_LETTER_LARGE,
        [LETTER_BROKEN] = VERDICT_LETTER_HALF,     [LETTER_TOO_DEEP] = VERDICT_LETTER_DEEP,
        [LETTER_TOO_NEW] = VERDICT_LETTER_NEWER,   [LETTER_MANY] = VERDICT_LETTER_GROUPS,
        [LETTER_MISTAKEN] = VERDICT_LETTER_MISTAKE};
    return verdicts[form];
}

static uint32_t unsigned_parts(void)
{
    uint32_t parts = 0;
    for (int i = 0; i < LETTER_PARTS; i++)
        if (letter_parts[i].staff)
            parts |= LETTER_BIT(i);
    return parts;
}

static enum verdict who_vouches(const struct letter_facts *f)
{
    switch (f->signed_by) {
    case LETTER_BY_OFFICE:
        return VERDICT_LETTER_MAY;
    case LETTER_BY_STRANGER:
        return VERDICT_LETTER_STRANGER;
    case LETTER_SIGNED_ALTERED:
        return VERDICT_LETTER_ALTERED;
    case LETTER_SIGNATURE_BROKEN:
        return VERDICT_LETTER_HALF;
    case LETTER_NO_OFFICE_KEY:
        return VERDICT_LETTER_NO_KEY;
    case LETTER_BY_NOBODY:
        break;
    }
    if (!f->staff)
        return VERDICT_LETTER_UNSIGNED;
    return f->parts & ~unsigned_parts() ? VERDICT_LETTER_PARTS : VERDICT_LETTER_MAY;
}

static enum verdict its_turn(const struct letter_facts *f)
{
    if (f->number == 0)
        return VERDICT_LETTER_MAY;
    if (f->number == f->last_number)
        return f->same_hash ? VERDICT_LETTER_AGAIN : VERDICT_LETTER_TWIN;
    if (f->number < f->last_number)
        return VERDICT_LETTER_OLD;
    if (!f->clock_sure)
        return VERDICT_LETTER_CLOCK;
    if (f->issued > f->today)
        return VERDICT_LETTER_EARLY;
    return f->last < f->today ? VERDICT_LETTER_LATE : VERDICT_LETTER_MAY;
}

enum verdict letter_verdict(const struct letter_facts *f)
{
    enum verdict v = who_vouches(f);
    if (v != VERDICT_LETTER_MAY)
        return v;
    if (!f->same_centre)
        return VERDICT_LETTER_CENTRE;
    if (!f->same_kiosk)
        return VERDICT_LETTER_KIOSK;
    return its_turn(f);
}

bool letter_compared(uint32_t parts, int32_t keys, uint32_t same)
{
    for (int i = 0; i < LETTER_PARTS && keys == 0; i++)
        if (letter_parts[i].compared && (parts & LETTER_BIT(i)))
            return false;
    return same == (UINT32_C(1) << keys) - 1;
}

bool letter_goes_back(uint32_t parts)
{
    bool back = false;
    for (int i = 0; i < LETTER_PARTS; i++)
        back = back || (letter_parts[i].back && (parts & LETTER_BIT(i)));
    return back;
}

enum verdict letter_digits_verdict(bool same)
{
    return same ? VERDICT_LETTER_MAY : VERDICT_LETTER_DIFFERS;
}

enum verdict office_digits_verdict(bool same)
{
    return same ? VERDICT_OFFICE_KNOWN : VERDICT_OFFICE_DIFFERS;
}

enum verdict letter_key_verdict(fault f)
{
    switch (f) {
    case FAULT_NONE:
        return VERDICT_OFFICE_KNOWN;
    case FAULT_FILE_MISSING:
        return VERDICT_OFFICE_NONE;
    case FAULT_FILE_DAMAGED:
    case FAULT_TOO_LARGE:
        return VERDICT_OFFICE_BROKEN;
    default:
        return VERDICT_LETTER_STICK;
    }
}

static enum verdict disk_verdict(fault f)
{
    switch (f) {
    case FAULT_DISK_FULL:
        return VERDICT_LETTER_FULL;
    case FAULT_BUSY:
        return VERDICT_LETTER_BUSY;
    default:
        return VERDICT_LETTER_DISK;
    }
}

enum verdict letter_door_verdict(enum verdict inside, bool leave_alone)
{
    if (inside == VERDICT_LETTER_MAY && !leave_alone)
        return VERDICT_LETTER_DOOR;
    return inside == VERDICT_LETTER_AGAIN && leave_alone ? VERDICT_LETTER_LEAVE : inside;
}

enum verdict letter_pin_verdict(fault f)
{
    if (f == FAULT_NO_ENTRY)
        return VERDICT_LETTER_LATE;
    return f == FAULT_NONE ? VERDICT_PIN_NEW : disk_verdict(f);
}

enum verdict letter_taken_verdict(fault f)
{
    return f == FAULT_NONE ? VERDICT_LETTER_IN_USE : disk_verdict(f);
}

enum verdict letter_back_verdict(fault f)
{
    return f == FAULT_NONE ? VERDICT_LETTER_BACK : disk_verdict(f);
}

enum verdict letter_place_verdict(bool is_new, fault sealed)
{
    if (!is_new)
        return VERDICT_LETTER_NOT_NEW;
    return sealed == FAULT_NONE ? VERDICT_LETTER_MAY : VERDICT_LETTER_SEALED;
}
