/* The only door to the chip's libraries. A storage key is made anew from the chip's own seed at each use (same
 * template, same key); under it the secret is sealed with a policy on PCR 7. The session that carries the secret is
 * salted to that key and encrypted. */
#include "system/tpm/tpm.h"

#include <string.h>
#include <tss2/tss2_esys.h>
#include <tss2/tss2_mu.h>
#include <tss2/tss2_tcti_device.h>
#include <unistd.h>
#include "base/bytes.h"
#include "system/common/log.h"

#define TPM_DEVICE "/dev/tpmrm0"
enum { PCR_SECURE_BOOT = 7 };

struct tpm {
    TSS2_TCTI_CONTEXT *tcti;
    ESYS_CONTEXT *esys;
    ESYS_TR storage, session, object;
    _Alignas(16) uint8_t room[256]; /* of the TCTI's context; the library names the size */
};

static const TPMT_SYM_DEF session_cipher = {.algorithm = TPM2_ALG_AES, .keyBits.aes = 128, .mode.aes = TPM2_ALG_CFB};

/* The storage key that the TCG's provisioning guidance describes: ECC P-256, AES-128-CFB. */
static const TPM2B_PUBLIC storage_template = {
    .publicArea = {
        .type = TPM2_ALG_ECC,
        .nameAlg = TPM2_ALG_SHA256,
        .objectAttributes = TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT | TPMA_OBJECT_FIXEDTPM |
                            TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN | TPMA_OBJECT_USERWITHAUTH |
                            TPMA_OBJECT_NODA,
        .parameters.eccDetail = {.symmetric = {.algorithm = TPM2_ALG_AES, .keyBits.aes = 128, .mode.aes = TPM2_ALG_CFB},
                                 .scheme.scheme = TPM2_ALG_NULL,
                                 .curveID = TPM2_ECC_NIST_P256,
                                 .kdf.scheme = TPM2_ALG_NULL}}};

static const TPML_PCR_SELECTION boot_pcr = {
    .count = 1, .pcrSelections = {{.hash = TPM2_ALG_SHA256, .sizeofSelect = 3, .pcrSelect = {1u << PCR_SECURE_BOOT}}}};

static fault check(TSS2_RC code, const char *what)
{
    if (code == TSS2_RC_SUCCESS)
        return FAULT_NONE;
    log_kernel("tpm", "%s: 0x%x", what, code);
    return FAULT_NOT_FOR_US;
}

static bool is_present(void)
{
    return access(TPM_DEVICE, R_OK | W_OK) == 0;
}

static void disconnect(struct tpm *t)
{
    const ESYS_TR all[] = {t->object, t->session, t->storage};
    for (size_t i = 0; t->esys && i < sizeof all / sizeof *all; i++)
        if (all[i] != ESYS_TR_NONE)
            Esys_FlushContext(t->esys, all[i]);
    if (t->esys)
        Esys_Finalize(&t->esys);
    if (t->tcti)
        Tss2_Tcti_Finalize(t->tcti);
}

/* A session of a kind, salted to the storage key; what goes through it is encrypted both ways. */
static fault start_session(struct tpm *t, TPM2_SE kind)
{
    fault f = check(Esys_StartAuthSession(t->esys, t->storage, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE,
                                          NULL, kind, &session_cipher, TPM2_ALG_SHA256, &t->session),
                    "session");
    const TPMA_SESSION both = TPMA_SESSION_DECRYPT | TPMA_SESSION_ENCRYPT | TPMA_SESSION_CONTINUESESSION;
    if (f == FAULT_NONE && kind != TPM2_SE_TRIAL)
        f = check(Esys_TRSess_SetAttributes(t->esys, t->session, both, 0xff), "session attributes");
    return f;
}

static fault connect_tpm(struct tpm *t)
{
    const TPM2B_SENSITIVE_CREATE nothing = {0};
    const TPM2B_DATA outside = {0};
    const TPML_PCR_SELECTION none = {0};
    size_t room = sizeof t->room;
    *t = (struct tpm){.storage = ESYS_TR_NONE, .session = ESYS_TR_NONE, .object = ESYS_TR_NONE};
    size_t needed = 0;
    fault f = check(Tss2_Tcti_Device_Init(NULL, &needed, NULL), "wire");
    if (f != FAULT_NONE || needed > room)
        return FAULT_NO_MEMORY;
    f = check(Tss2_Tcti_Device_Init((TSS2_TCTI_CONTEXT *)(void *)t->room, &room, TPM_DEVICE), "device");
    if (f != FAULT_NONE)
        return f;
    t->tcti = (TSS2_TCTI_CONTEXT *)(void *)t->room;
    f = check(Esys_Initialize(&t->esys, t->tcti, NULL), "library");
    if (f == FAULT_NONE)
        f = check(Esys_CreatePrimary(t->esys, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &nothing,
                                     &storage_template, &outside, &none, &t->storage, NULL, NULL, NULL, NULL),
                  "storage key");
    return f;
}

/* What the policy comes to now, by a trial session that is ended again. */
static fault policy_now(struct tpm *t, TPM2B_DIGEST *ret_policy)
{
    const TPM2B_DIGEST as_it_is = {0};
    TPM2B_DIGEST *policy = NULL;
    fault f = start_session(t, TPM2_SE_TRIAL);
    if (f == FAULT_NONE)
        f = check(Esys_PolicyPCR(t->esys, t->session, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE, &as_it_is, &boot_pcr),
                  "policy");
    if (f == FAULT_NONE)
        f = check(Esys_PolicyGetDigest(t->esys, t->session, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE, &policy),
                  "digest");
    if (f == FAULT_NONE)
        *ret_policy = *policy;
    Esys_Free(policy);
    if (t->session != ESYS_TR_NONE)
        Esys_FlushContext(t->esys, t->session);
    t->session = ESYS_TR_NONE;
    return f;
}

static fault marshal(const TPM2B_PRIVATE *hidden, const TPM2B_PUBLIC *open, struct tpm_sealed *ret_sealed)
{
    ret_sealed->private_length = ret_sealed->public_length = 0;
    fault f = check(Tss2_MU_TPM2B_PRIVATE_Marshal(hidden, ret_sealed->private, sizeof ret_sealed->private,
                                                  &ret_sealed->private_length),
                    "private part");
    if (f == FAULT_NONE)
        f = check(Tss2_MU_TPM2B_PUBLIC_Marshal(open, ret_sealed->public, sizeof ret_sealed->public,
                                               &ret_sealed->public_length),
                  "public part");
    return f;
}

static fault seal_here(struct tpm *t, const uint8_t *secret, size_t length, struct tpm_sealed *ret_sealed)
{
    TPM2B_SENSITIVE_CREATE what = {.sensitive.data.size = (uint16_t)length};
    TPM2B_PUBLIC shape = {
        .publicArea = {.type = TPM2_ALG_KEYEDHASH,
                       .nameAlg = TPM2_ALG_SHA256,
                       .objectAttributes = TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_NODA,
                       .parameters.keyedHashDetail.scheme.scheme = TPM2_ALG_NULL}};
    TPM2B_PRIVATE *hidden = NULL;
    TPM2B_PUBLIC *open = NULL;
    const TPM2B_DATA outside = {0};
    const TPML_PCR_SELECTION none = {0};
    memcpy(what.sensitive.data.buffer, secret, length);
    fault f = policy_now(t, &shape.publicArea.authPolicy);
    if (f == FAULT_NONE)
        f = start_session(t, TPM2_SE_HMAC);
    if (f == FAULT_NONE)
        f = check(Esys_Create(t->esys, t->storage, t->session, ESYS_TR_NONE, ESYS_TR_NONE, &what, &shape, &outside,
                              &none, &hidden, &open, NULL, NULL, NULL),
                  "seal");
    if (f == FAULT_NONE)
        f = marshal(hidden, open, ret_sealed);
    bytes_wipe(&what, sizeof what);
    Esys_Free(hidden);
    Esys_Free(open);
    return f;
}

fault tpm_seal(const uint8_t *secret, size_t length, struct tpm_sealed *ret_sealed)
{
    struct tpm t;
    if (length > TPM_SECRET_MAX)
        return FAULT_TOO_LARGE;
    fault f = is_present() ? connect_tpm(&t) : FAULT_NO_ENTRY;
    if (f == FAULT_NO_ENTRY)
        return f;
    if (f == FAULT_NONE)
        f = seal_here(&t, secret, length, ret_sealed);
    disconnect(&t);
    return f;
}

static fault load(struct tpm *t, const struct tpm_sealed *sealed)
{
    TPM2B_PRIVATE hidden = {0};
    TPM2B_PUBLIC open = {0};
    size_t at = 0;
    if (Tss2_MU_TPM2B_PRIVATE_Unmarshal(sealed->private, sealed->private_length, &at, &hidden) != TSS2_RC_SUCCESS)
        return FAULT_FILE_DAMAGED;
    at = 0;
    if (Tss2_MU_TPM2B_PUBLIC_Unmarshal(sealed->public, sealed->public_length, &at, &open) != TSS2_RC_SUCCESS)
        return FAULT_FILE_DAMAGED;
    return check(
        Esys_Load(t->esys, t->storage, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &hidden, &open, &t->object),
        "load");
}

static fault unseal_here(struct tpm *t, const struct tpm_sealed *sealed, uint8_t *ret_secret, size_t length)
{
    const TPM2B_DIGEST as_it_is = {0};
    TPM2B_SENSITIVE_DATA *got = NULL;
    fault f = load(t, sealed);
    if (f == FAULT_NONE)
        f = start_session(t, TPM2_SE_POLICY);
    if (f == FAULT_NONE)
        f = check(Esys_PolicyPCR(t->esys, t->session, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE, &as_it_is, &boot_pcr),
                  "policy");
    if (f == FAULT_NONE)
        f = check(Esys_Unseal(t->esys, t->object, t->session, ESYS_TR_NONE, ESYS_TR_NONE, &got), "unseal");
    if (f == FAULT_NONE && got->size != length)
        f = FAULT_FILE_DAMAGED;
    if (f == FAULT_NONE)
        memcpy(ret_secret, got->buffer, length);
    if (got)
        bytes_wipe(got, sizeof *got);
    Esys_Free(got);
    return f;
}

fault tpm_unseal(const struct tpm_sealed *sealed, uint8_t *ret_secret, size_t length)
{
    struct tpm t;
    fault f = is_present() ? connect_tpm(&t) : FAULT_NO_ENTRY;
    if (f == FAULT_NO_ENTRY)
        return f;
    if (f == FAULT_NONE)
        f = unseal_here(&t, sealed, ret_secret, length);
    disconnect(&t);
    return f;
}
