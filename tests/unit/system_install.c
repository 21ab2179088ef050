/* Installing, on plain files: what the partition table says is what the real sfdisk reads, the layout is
 * image/disk.list's, every byte arrives, and the disks offered are those one may lose. */
#include "seal_kit.h"
#include "system/update/install_inner.h"

static void put(const char *name, const char *text)
{
    char folder[FILE_PATH_MAX];
    snprintf(folder, sizeof folder, "%s", kit_path(name));
    *strrchr(folder, '/') = 0;
    CHECK(file_folder(folder, 0700) == FAULT_NONE);
    kit_write(name, kit_text(text));
}

/* A disk as the kernel tells of it, in a made-up /sys. */
static void tell_disk(const char *device, const char *mib, const char *removable, const char *read_only,
                      const char *vendor, const char *model, const char *row)
{
    char name[128], sectors[32];
    snprintf(sectors, sizeof sectors, "%lld\n", atoll(mib) * 2048);
    const char *const facts[][2] = {{"size", sectors},
                                    {"removable", removable},
                                    {"ro", read_only},
                                    {"device/vendor", vendor},
                                    {"device/model", model},
                                    {"diskseq", row},
                                    {"queue/logical_block_size", "512\n"}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        snprintf(name, sizeof name, "sys/block/%s/%s", device, facts[i][0]);
        put(name, facts[i][1]);
    }
}

/* The names of its partitions. */
static void tell_kiosk(const char *device)
{
    static const char *const parts[] = {"esp", "root-a", "root-b", "data"};
    char name[128], text[64];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(name, sizeof name, "sys/class/block/%s/%s%zu/uevent", device, device, i + 1);
        snprintf(text, sizeof text, "DEVTYPE=partition\nPARTNAME=%s\n", parts[i]);
        put(name, text);
    }
}

static void disks(void)
{
    struct install_disk found[8];
    tell_disk("sda", "8000", "0\n", "0\n", "ATA     \n", "Samsung SSD 870 \n", "9\n");
    tell_disk("nvme0n1", "256000", "0\n", "0\n", "", "KINGSTON  SNV2S\t500G    \n", "12\n");
    tell_disk("vda", "700", "0\n", "0\n", "0x1af4\n", "", "3\n");
    tell_disk("sdb", "700", "1\n", "0\n", "Kind", "Stick\n", "4\n");  /* can be taken out */
    tell_disk("sdc", "700", "0\n", "1\n", "Kind", "Locked\n", "5\n"); /* read-only */
    tell_disk("sdd", "577", "0\n", "0\n", "Kind", "Small\n", "6\n");  /* one MiB too small */
    tell_disk("sde", "9000", "0\n", "0\n", "Kind", "Running\n", "7\n");
    tell_disk("loop0", "9000", "0\n", "0\n", "", "", "8\n");
    tell_disk("mmcblk0boot0", "9000", "0\n", "0\n", "", "", "10\n");
    tell_kiosk("sda");
    CHECK_INT(install_list(kit_path("sys"), "sde", found, 8), 3);
    CHECK_TEXT(found[0].name, "KINGSTON SNV2S 500G");
    CHECK(!found[0].kiosk && found[1].kiosk);
    CHECK(found[0].row == 12 && found[0].bytes == 256000LL << 20);
    CHECK_TEXT(found[1].name, "Samsung SSD 870");
    CHECK_TEXT(found[2].name, "vda");
    CHECK_INT(install_list(kit_path("sys"), "sde", found, 1), 1);
}

/* image/disk.list, line by line. */
static void same_layout(void)
{
    static const struct {
        const char *label, *type, *id;
        int mib;
    } parts[] = {
#define GPT_PART(name, label, size, type, id) {label, type, id, size},
        GPT_PARTS(GPT_PART)
#undef GPT_PART
    };
    char line[512], label[32], type[64], id[64];
    int mib, row = 0;
    FILE *f = fopen("image/disk.list", "r");
    CHECK(f != NULL);
    while (f && fgets(line, sizeof line, f)) {
        if (*line == '#' || sscanf(line, "%31s %d %63s %63s", label, &mib, type, id) != 4)
            continue;
        CHECK(row < GPT_COUNT);
        CHECK_TEXT(parts[row].label, label);
        CHECK_TEXT(parts[row].type, type);
        CHECK_TEXT(parts[row].id, id);
        CHECK_INT(parts[row].mib, mib);
        row++;
    }
    CHECK_INT(row, GPT_COUNT);
    if (f)
        fclose(f);
}

static void noise_file(const char *name, int64_t bytes)
{
    int fd = open(kit_path(name), O_RDWR | O_CREAT, 0600);
    uint8_t some[4096];
    for (int64_t at = 0; at < bytes; at += 1 << 20) {
        seal_random(some, sizeof some);
        CHECK(pwrite(fd, some, sizeof some, at) == sizeof some);
    }
    CHECK(ftruncate(fd, bytes) == 0);
    close(fd);
}

static bool same_bytes(const char *one, const char *two, int64_t at, int64_t bytes)
{
    static uint8_t a[1 << 16], b[1 << 16];
    int f = open(kit_path(one), O_RDONLY), g = open(kit_path(two), O_RDONLY);
    bool same = f >= 0 && g >= 0;
    for (int64_t done = 0; same && done < bytes; done += (int64_t)sizeof a)
        same = pread(f, a, sizeof a, done) == sizeof a && pread(g, b, sizeof b, at + done) == sizeof b &&
               memcmp(a, b, sizeof a) == 0;
    close(f);
    close(g);
    return same;
}

static void installs(int64_t disk_bytes)
{
    struct install in;
    struct gpt_place place[GPT_COUNT];
    char why[SEAL_WHY] = "";
    snprintf(in.esp, sizeof in.esp, "%s", kit_path("source-esp"));
    snprintf(in.root, sizeof in.root, "%s", kit_path("source-root"));
    snprintf(in.target, sizeof in.target, "%s", kit_path("target"));
    noise_file("source-esp", 64 << 20);
    noise_file("source-root", 64 << 20);
    noise_file("target", disk_bytes);
    CHECK(gpt_plan(disk_bytes, place) == FAULT_NONE);
    CHECK(install_write(&in, NULL, why) == FAULT_NONE);
    CHECK_TEXT(why, "");
    CHECK(same_bytes("source-esp", "target", place[GPT_ESP].start, 64 << 20));
    CHECK(same_bytes("source-root", "target", place[GPT_ROOT_A].start, 64 << 20));
    noise_file("zeros", 0);
    CHECK(truncate(kit_path("zeros"), 16 << 20) == 0);
    CHECK(same_bytes("zeros", "target", place[GPT_DATA].start, 16 << 20));
    CHECK(same_bytes("zeros", "target", place[GPT_ROOT_B].start, 16 << 20));
    int status = RUN("sfdisk", "--verify", in.target);
    if (status == 127)
        SKIP("sfdisk is not installed");
    else
        CHECK_INT(status, 0);
}

/* What the real program reads out of it. */
static void read_table(void)
{
    char command[FILE_PATH_MAX];
    snprintf(command, sizeof command, "sfdisk --json '%s' >'%s' 2>/dev/null", kit_path("target"), kit_path("table"));
    if (RUN("bash", "-c", command) != 0) {
        SKIP("sfdisk is not installed");
        return;
    }
    struct buffer table = kit_read("table");
    const char *text = buffer_string(&table);
    CHECK(strstr(text, "\"label\": \"gpt\"") != NULL);
    CHECK(strstr(text, "5EA10000-0000-4000-8000-00000000000D") != NULL && strstr(text, "\"name\": \"root-b\"") != NULL);
    CHECK(strstr(text, "\"start\": 2048,") != NULL && strstr(text, "\"start\": 395264,") != NULL);
    buffer_free(&table);
}

static void too_small(void)
{
    struct install in = {0};
    char why[SEAL_WHY] = "";
    struct gpt_place place[GPT_COUNT];
    CHECK(gpt_plan((577LL << 20) + 1048575, place) == FAULT_TOO_LARGE && gpt_plan(578LL << 20, place) == FAULT_NONE);
    CHECK(gpt_plan(-512, place) == FAULT_TOO_LARGE);
    snprintf(in.esp, sizeof in.esp, "%s", kit_path("zeros")); /* of another size than the layout's */
    snprintf(in.target, sizeof in.target, "%s", kit_path("target"));
    CHECK(install_write(&in, NULL, why) == FAULT_FILE_FOREIGN && *why);
    if (RUN("sfdisk", "--verify", in.target) != 127)
        CHECK(RUN("bash", "-c", "! sfdisk --json \"$0\"", in.target) == 0); /* no table: starts nothing */
}

int main(void)
{
    kit_begin();
    disks();
    same_layout();
    installs((1000LL << 20) + 512 * 7);
    read_table();
    installs(578LL << 20);
    too_small();
    return TEST_END();
}
