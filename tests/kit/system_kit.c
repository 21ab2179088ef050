#include "system_kit.h"

uint64_t machine_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

void machine_noise(uint8_t *out, size_t length, uint64_t seed)
{
    for (size_t i = 0; i < length; i++)
        out[i] = (uint8_t)(machine_random(&seed) >> 24);
}

void machine_part(struct slot_file *part, const uint8_t *data, int64_t size)
{
    part->size = size;
    seal_blake2b(part->hash, SLOT_HASH, data, (size_t)size);
}

struct update_manifest machine_manifest(const struct machine *m, const char *version, uint32_t schema)
{
    struct update_manifest out = {.made = 1760000000, .schema = schema};
    snprintf(out.version, sizeof out.version, "%s", version);
    machine_part(&out.part[MANIFEST_ROOT], m->root, ROOT_BYTES);
    machine_part(&out.part[MANIFEST_UKI_A], m->kernel[0], KERNEL_BYTES);
    machine_part(&out.part[MANIFEST_UKI_B], m->kernel[1], KERNEL_BYTES);
    return out;
}

void machine_manifest_text(struct buffer *out, const struct update_manifest *m)
{
    buffer_format(out, "format 1\nproduct sirkel\nversion %s\nmade %lld\nschema %u\n", m->version, (long long)m->made,
                  m->schema);
    for (int i = 0; i < MANIFEST_FILES; i++) {
        buffer_format(out, "file %s %lld ", manifest_file_name(i), (long long)m->part[i].size);
        buffer_hex(out, m->part[i].hash, SLOT_HASH);
        buffer_text(out, "\n");
    }
}

void machine_sign(struct seal *seal, struct span text, const char *trusted, struct buffer *out)
{
    uint8_t hash[64], global[64];
    seal_blake2b(hash, 64, text.data, text.length);
    if (seal_sign(seal, hash, trusted, out, global) != FAULT_NONE)
        abort();
}

void machine_offer(struct seal *seal, struct span text, const char *trusted)
{
    struct buffer signature = {.limit = SEAL_SIGNATURE_MAX};
    machine_sign(seal, text, trusted, &signature);
    kit_write("sirkel-update/manifest", text);
    kit_write("sirkel-update/manifest.minisig", kit_span(&signature));
    buffer_free(&signature);
}

void machine_offer_manifest(const struct machine *m, const struct update_manifest *manifest)
{
    struct buffer text = {.limit = MANIFEST_MAX};
    char trusted[64];
    snprintf(trusted, sizeof trusted, MANIFEST_PURPOSE "%s", manifest->version);
    machine_manifest_text(&text, manifest);
    machine_offer(m->seal, kit_span(&text), trusted);
    buffer_free(&text);
}

void machine_files(const struct machine *m)
{
    kit_write("sirkel-update/root.img", (struct span){m->root, ROOT_BYTES});
    kit_write("sirkel-update/sirkel-a.efi", (struct span){m->kernel[0], KERNEL_BYTES});
    kit_write("sirkel-update/sirkel-b.efi", (struct span){m->kernel[1], KERNEL_BYTES});
}

struct seal *machine_key(const char *name)
{
    struct seal *seal = NULL;
    if (seal_create(kit_path(name)) != FAULT_NONE || seal_open(&seal, kit_path(name)) != FAULT_NONE)
        abort();
    return seal;
}

void machine_make(struct machine *m)
{
    static uint8_t blank[PARTITION_BYTES];
    struct slot_places *p = &m->update.places;
    m->seal = machine_key("image-key");
    m->update.key = seal_public(m->seal);
    *p = (struct slot_places){.running = 'a', .system = {"0.3.0", 3}};
    snprintf(p->root[0], FILE_PATH_MAX, "%s", kit_path("root-a"));
    snprintf(p->root[1], FILE_PATH_MAX, "%s", kit_path("root-b"));
    snprintf(p->esp, FILE_PATH_MAX, "%s", kit_path("esp"));
    snprintf(m->update.folder, FILE_PATH_MAX, "%s", kit_path("sirkel-update"));
    if (file_folder(kit_path("esp/EFI/Linux"), 0700) != FAULT_NONE || file_folder(m->update.folder, 0700) != FAULT_NONE)
        abort();
    machine_noise(m->root, ROOT_BYTES, 1);
    machine_noise(m->kernel[0], KERNEL_BYTES, 2);
    machine_noise(m->kernel[1], KERNEL_BYTES, 3);
    kit_write("root-a", (struct span){blank, PARTITION_BYTES});
    kit_write("root-b", (struct span){blank, PARTITION_BYTES});
    kit_write("esp/EFI/Linux/sirkel-a.efi", (struct span){m->kernel[0], 100});
    kit_write("esp/EFI/Linux/sirkel-b.efi", (struct span){m->kernel[0], 200});
}
