/* The display, headless: shows, hands out what was pushed, saves pictures, forgets. */
#include <png.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/host.h"
#include "display/display.h"
#include "test.h"

static const struct ui_panel panel = {268, 476, 540, 960, 790};

static void small_tree(struct ui *u)
{
    memset(u, 0, sizeof *u);
    u->setting = (struct ui_setting){.panel = panel, .language = "nb", .size = SIZE_M};
    u->count = 2;
    u->node[0] = (struct ui_node){.id = 1, .role = UI_SCREEN, .box = {0, 0, 268, 476}, .parent = UI_NONE};
    u->node[1] = (struct ui_node){.id = 2, .role = UI_PRIMARY, .box = {10, 100, 200, 40}};
}

static void test_events(struct display *s)
{
    struct display_event e, down = {.input = INPUT_CONTACT, .phase = INPUT_DOWN, .x = 12, .y = 34},
                            typed = {.input = INPUT_TYPED, .text = "å"};
    int64_t begin = host_steady_ms();

    CHECK(!display_wait(s, begin + 40, &e) && host_steady_ms() >= begin + 40);
    display_push(s, &down);
    display_push(s, &typed);
    CHECK(display_wait(s, -1, &e) && e.input == INPUT_CONTACT && e.x == 12 && e.y == 34);
    CHECK(display_wait(s, 0, &e) && e.input == INPUT_TYPED);
    CHECK_TEXT(e.text, "å");
    CHECK(display_wait(s, -1, &e) && e.input == INPUT_QUIT); /* nothing can come any more */
}

static uint32_t pixel_of(const char *path, int x, int y)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    uint32_t colour = 0;

    if (!png_image_begin_read_from_file(&image, path))
        return 0xFFFFFFFF;
    image.format = PNG_FORMAT_RGB;
    uint8_t *rgb = malloc(PNG_IMAGE_SIZE(image));
    if (rgb && image.width == 540 && image.height == 960 && png_image_finish_read(&image, NULL, rgb, 0, NULL)) {
        const uint8_t *at = rgb + 3 * (y * 540 + x);
        colour = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
    }
    free(rgb);
    png_image_free(&image);
    return colour;
}

static void test_pictures(struct display *s)
{
    static struct ui u;
    struct display_state state = {0};
    char path[] = "/tmp/sirkel-display-XXXXXX";
    int fd = mkstemp(path);

    small_tree(&u);
    CHECK_INT(display_show(s, &u, &state), 540 * 960);
    CHECK_INT(display_show(s, &u, &state), 0);
    CHECK(display_picture(s, path) == FAULT_NONE);
    CHECK_INT(pixel_of(path, 300, 240), 0x08352F);
    CHECK_INT(pixel_of(path, 300, 700), 0xF5EFE4);
    state.pressed = 2;
    CHECK(display_show(s, &u, &state) < 540 * 960 / 5);
    CHECK(display_picture(s, path) == FAULT_NONE);
    CHECK_INT(pixel_of(path, 300, 240), 0xDDE9DF);
    display_forget(s);
    CHECK(display_picture(s, path) == FAULT_NONE);
    CHECK_INT(pixel_of(path, 300, 240), 0);
    CHECK_INT(display_show(s, &u, &state), 540 * 960);
    CHECK(display_picture(s, "/nowhere/at/all.png") == FAULT_FILE_MISSING);
    close(fd);
    unlink(path);
}

/* Whether the bytes stand anywhere in memory that can be written; the needle comes masked, so as not to find itself. */
static int traces(const char *masked, size_t length)
{
    FILE *maps = fopen("/proc/self/maps", "r"), *memory = fopen("/proc/self/mem", "r");
    static char page[4096 + 64];
    char line[512], needle[32];
    int found = 0;

    for (unsigned long from, to; maps && memory && fgets(line, sizeof line, maps);) {
        if (sscanf(line, "%lx-%lx rw", &from, &to) != 2 || !strstr(line, " rw") || to - from > 1ul << 30)
            continue; /* the sanitizer's own shadow holds no text */
        for (unsigned long at = from; at < to; at += 4096) {
            if (at <= (unsigned long)page && (unsigned long)page < at + 4096)
                continue;
            size_t got = fseek(memory, (long)at, SEEK_SET) == 0 ? fread(page, 1, sizeof page, memory) : 0;
            for (size_t i = 0; i < length; i++)
                needle[i] = (char)(masked[i] ^ 0x20);
            for (char *hit = page; got >= length && (hit = memmem(hit, got - (size_t)(hit - page), needle, length));
                 hit++)
                found++;
            explicit_bzero(needle, sizeof needle);
            explicit_bzero(page, sizeof page);
        }
    }
    if (maps)
        fclose(maps);
    if (memory)
        fclose(memory);
    return found;
}

static void personal_tree(struct ui *u, const char *masked, size_t length)
{
    small_tree(u);
    u->node[1].role = UI_FIELD;
    u->node[1].flags = UI_PRIVATE;
    u->node[1].number = 1;
    u->text_used = 1;
    for (size_t i = 0; i < length; i++)
        u->text[u->text_used + i] = (char)(masked[i] ^ 0x20);
    u->run[0] = (struct ui_run){.node = 1,
                                .text = 1,
                                .length = (uint16_t)length,
                                .em_px = 40,
                                .face = FACE_STRONG,
                                .colour = COLOUR_INK,
                                .x = 20,
                                .y = 110,
                                .w = 150,
                                .h = 20};
    u->runs = 1;
    u->run[0].w = host_text_width("nb", FACE_STRONG, 40, u->text + 1, length) / 2.015f;
}

/* A name that was shown is gone from all of memory when the caller has wiped the tree and the display has forgotten. */
static void test_forgets(struct display *s)
{
    static struct ui u;
    static const char masked[] = "hULGA\rYGMOR"; /* twelve letters, each with bit 5 turned */
    struct display_state state = {.focus = 2};

    personal_tree(&u, masked, sizeof masked - 1);
    CHECK(display_show(s, &u, &state) > 0);
    CHECK(traces(masked, sizeof masked - 1) > 0); /* in the tree, so the search does find it */
    explicit_bzero(&u, sizeof u);
    display_forget(s);
    CHECK_INT(traces(masked, sizeof masked - 1), 0);
}

int main(void)
{
    struct display *s = NULL;

    CHECK(display_open(&s, &(struct display_options){.panel = panel, .assets = "nowhere", .headless = true}) ==
          FAULT_FILE_MISSING);
    CHECK(!s);
    CHECK(display_open(&s, &(struct display_options){.panel = panel, .assets = "assets", .headless = true}) ==
          FAULT_NONE);
    if (s) {
        CHECK(host_text_width("nb", FACE_TEXT, 41, "Sirkel", 6) > 50);
        test_events(s);
        test_pictures(s);
        test_forgets(s);
    }
    display_close(s);
    return TEST_END();
}
