/* One stick: two kiosks of a centre side by side on it, and a stick that somebody prepared: what lies beside the list is the kiosk's own,
 * or nothing is exported. */
#include "flow_kit.h"

#include <fcntl.h>

static struct kit one, other;
static const char *const read_me = "LES-MEG.txt";

static const char *in(const char *name)
{
    static char path[FILE_PATH_MAX];
    CHECK_INT(file_path(path, one.stick, name), FAULT_NONE);
    return path;
}

static bool there(const char *name)
{
    return access(in(name), F_OK) == 0;
}

static bool has(const char *name, const char *text)
{
    struct buffer file = {.limit = 1 << 16};
    bool is = file_read(in(name), &file) == FAULT_NONE && text_same(buffer_string(&file), text);
    buffer_free(&file);
    return is;
}

static void put(const char *name, const char *text)
{
    CHECK_INT(file_replace(in(name), text, strlen(text), 0600), FAULT_NONE);
}

static void public_of(const struct kit *k, char name[64], struct buffer *text)
{
    char digits[SEAL_DIGITS];
    const struct seal_public key = seal_public(k->app.flow->seal);
    seal_digits(digits, key.key, sizeof key.key);
    snprintf(name, 64, "kx-%s-%.4s%.4s.pub", k->app.flow->kiosk.id, digits, digits + 5);
    CHECK_INT(seal_public_text(&key, text), FAULT_NONE);
}

static enum verdict take_out(struct kit *k)
{
    enum verdict v = kit_export(k);
    flow_do(&k->app, ACT_LEAVE, 0);
    return v;
}

/* Both were made from one centre file; each list, key and event log names its machine. */
static void test_two(void)
{
    char name[64], other_name[64], list[64];
    struct buffer text = {.limit = 512}, other_text = {.limit = 512};
    public_of(&one, name, &text);
    public_of(&other, other_name, &other_text);
    CHECK(kit_starts(one.app.flow->kiosk.id, "granvika-") && kit_starts(other.app.flow->kiosk.id, "granvika-"));
    CHECK(strlen(one.app.flow->kiosk.id) == strlen("granvika-1234"));
    CHECK(!text_same(one.app.flow->kiosk.id, other.app.flow->kiosk.id));
    CHECK_TEXT(one.app.flow->kiosk.centre, "granvika");
    CHECK(kit_join(&one, "tirsdagsgruppa", "Kari", NULL, NULL));
    CHECK_INT(take_out(&one), VERDICT_EXPORT_DONE);
    CHECK_INT(take_out(&other), VERDICT_EXPORT_DONE);
    CHECK_INT(take_out(&one), VERDICT_EXPORT_DONE);
    CHECK(kit_files(&one, ".zip.age") == 3 && kit_files(&one, ".minisig") == 3 && kit_files(&one, ".pub") == 2);
    snprintf(list, sizeof list, "kx-%s-000001.zip.age", other.app.flow->kiosk.id);
    CHECK(there(list));
    CHECK(has(name, buffer_string(&text)) && has(other_name, buffer_string(&other_text)));
    buffer_free(&text);
    buffer_free(&other_text);
}

/* Another's file under a name of ours: nothing is exported, no number is used up, and the file stays as it is. */
static void refused(const char *name, const char *text)
{
    struct export_row before = {0}, after = {0};
    int files = kit_files(&one, "");
    put(name, text);
    CHECK_INT(store_export_last(one.app.store, &before), FAULT_NONE);
    CHECK_INT(kit_export(&one), VERDICT_STICK_FOREIGN);
    CHECK(kit_starts(kit_last_line(&one), "export_failed staff 0 "));
    flow_do(&one.app, ACT_LEAVE, 0);
    CHECK(has(name, text) && kit_files(&one, "") == files);
    unlink(in(name));
    CHECK_INT(take_out(&one), VERDICT_EXPORT_DONE);
    CHECK_INT(store_export_last(one.app.store, &after), FAULT_NONE);
    CHECK_INT(after.seq, before.seq + 1);
}

/* Ours in other bytes: written anew. */
static void mended(const char *name, const char *text, const char *good)
{
    put(name, text);
    CHECK_INT(take_out(&one), VERDICT_EXPORT_DONE);
    CHECK(has(name, good));
}

static void test_prepared(void)
{
    char name[64], other_name[64], text[1024];
    struct buffer key = {.limit = 512}, other_key = {.limit = 512}, words = {.limit = 4096};
    public_of(&one, name, &key);
    public_of(&other, other_name, &other_key);
    CHECK_INT(file_read(in(read_me), &words), FAULT_NONE);
    const char *good = buffer_string(&key), *good_words = buffer_string(&words);
    refused(name, buffer_string(&other_key));
    refused(name, "run open-me.exe first");
    refused(read_me, "To open the list, run LISTS.EXE from this stick.\n");
    refused(read_me, "\n");
    mended(name, "", good);
    snprintf(text, sizeof text, "%.40s", good);
    mended(name, text, good);
    snprintf(text, sizeof text, "untrusted comment: another\r\n%s", strchr(good, '\n') + 1);
    mended(name, text, good);
    mended(read_me, "", good_words);
    snprintf(text, sizeof text, "%.300s", good_words);
    mended(read_me, text, good_words);
    snprintf(text, sizeof text, "%.*s\nThen run LISTS.EXE.\n", (int)strcspn(good_words, "\n"), good_words);
    mended(read_me, text, good_words);
    unlink(in(read_me));
    CHECK_INT(mkdir(in(read_me), 0700), 0);
    CHECK_INT(take_out(&one), VERDICT_STICK_FOREIGN);
    CHECK_INT(rmdir(in(read_me)), 0);
    buffer_free(&key);
    buffer_free(&other_key);
    buffer_free(&words);
}

int main(void)
{
    kit_make(&one);
    kit_make(&other);
    (void)text_copy(other.app.stick, sizeof other.app.stick, one.stick);
    test_two();
    test_prepared();
    kit_free(&one);
    kit_free(&other);
    return TEST_END();
}
