/* Receipt codes and PINs. MUST-8, MUST-9. */
#include "seal_kit.h"

static const uint8_t salt[16] = "kiosk's own salt";

static void golden(void)
{
    struct seal_code code = {"nb", {0, 1, 1024, 2047}};
    uint8_t tag[SEAL_CODE_TAG];
    struct seal_identity identity;
    char hex[65], text[SEAL_RECIPIENT_TEXT];
    CHECK(seal_code_derive(&code, SEAL_CODE_COST_DEMO, salt, tag, &identity) == FAULT_NONE);
    bytes_hex(hex, tag, 32);
    seal_recipient_text(text, &identity.recipient);
    CHECK_TEXT(hex, "98e83df376c65fc5b2d6bcf03cb63c82ff356db042fa3893d6f9da2597ce3b30"); /* if these change, every code
                                                                                            ever given stops working */
    CHECK_TEXT(text, "age1ksd3cl22rs0v6t228frw4edm90lssdm7qmhyu762fsmuvne475js2w7fdc");
}

/* Sixteen different salts of a kiosk, which change no more than the codes. */
static void salts(void)
{
    uint8_t made[SEAL_CODE_SALTS + 1][16];
    char hex[33];
    for (uint32_t i = 0; i < SEAL_CODE_SALTS; i++)
        seal_code_salt(made[i], salt, i);
    memcpy(made[SEAL_CODE_SALTS], salt, 16); /* that of the first codes */
    for (int i = 0; i <= SEAL_CODE_SALTS; i++)
        for (int j = 0; j < i; j++)
            CHECK(!seal_same(made[i], made[j], 16));
    bytes_hex(hex, made[15], 16);
    CHECK_TEXT(hex, "8f38adf9d4b7e08a98e3991dc007436a");
    CHECK(SEAL_CODE_SALTS >= 16 && SEAL_CODE_COST.operations >= 4 && SEAL_CODE_COST.memory_bytes >= 64u << 20);
}

static void all_parts_count(void)
{
    struct seal_code code = {"nb", {5, 6, 7, 8}}, other;
    uint8_t tag[SEAL_CODE_TAG], again[SEAL_CODE_TAG], pepper[16] = "another salt ...";
    struct seal_identity identity, twice;
    CHECK(seal_code_derive(&code, SEAL_CODE_COST_DEMO, salt, tag, &identity) == FAULT_NONE);
    CHECK(seal_code_derive(&code, SEAL_CODE_COST_DEMO, salt, again, &twice) == FAULT_NONE);
    CHECK(seal_same(tag, again, 32) && seal_same(&identity, &twice, sizeof twice));
    CHECK(!seal_same(tag, identity.secret, 32));
    other = code;
    memcpy(other.language, "en", 3);
    CHECK(seal_code_derive(&other, SEAL_CODE_COST_DEMO, salt, again, &twice) == FAULT_NONE &&
          !seal_same(tag, again, 32));
    for (int i = 0; i < SEAL_CODE_WORDS; i++) {
        other = code;
        other.word[i] ^= 1;
        CHECK(seal_code_derive(&other, SEAL_CODE_COST_DEMO, salt, again, &twice) == FAULT_NONE);
        CHECK(!seal_same(tag, again, 32) && !seal_same(&identity, &twice, 32));
    }
    CHECK(seal_code_derive(&code, SEAL_CODE_COST_DEMO, pepper, again, &twice) == FAULT_NONE &&
          !seal_same(tag, again, 32));
    CHECK(seal_code_derive(&code, (struct seal_cost){2, 8192}, salt, again, &twice) == FAULT_NONE);
    CHECK(!seal_same(tag, again, 32));
    other = code;
    other.word[3] = SEAL_CODE_LIST;
    CHECK(seal_code_derive(&other, SEAL_CODE_COST_DEMO, salt, again, &twice) == FAULT_BAD_INPUT);
    CHECK(seal_code_derive(&code, (struct seal_cost){0, 8192}, salt, again, &twice) == FAULT_BAD_INPUT);
    CHECK(seal_code_derive(&code, (struct seal_cost){1, 8191}, salt, again, &twice) == FAULT_BAD_INPUT);
    CHECK(seal_code_make(&code, "") == FAULT_BAD_INPUT && seal_code_make(&code, "nb-NO-x-y") == FAULT_BAD_INPUT);
}

static void own_record(void)
{
    struct seal *seal = kit_seal();
    struct seal_code code;
    uint8_t tag[SEAL_CODE_TAG];
    struct seal_identity own, stranger;
    struct buffer file = {.limit = SEAL_RECORD_FILE_MAX}, out = {.limit = SEAL_RECORD_MAX};
    CHECK(seal_code_make(&code, "nb") == FAULT_NONE);
    CHECK(seal_code_derive(&code, SEAL_CODE_COST_DEMO, salt, tag, &own) == FAULT_NONE);
    CHECK(seal_record_make(seal, kit_text("{\"name\":\"Kari\"}"), &own.recipient, &file) == FAULT_NONE);
    size_t length = file.length;
    const struct seal_identity *const openers[] = {&own, &kit_office, &kit_recovery};
    for (int i = 0; i < 3; i++) {
        CHECK(seal_record_open(openers[i], kit_span(&file), &out) == FAULT_NONE);
        CHECK_TEXT(buffer_string(&out), "{\"name\":\"Kari\"}");
        buffer_free(&out);
    }
    seal_identity_make(&stranger);
    CHECK(seal_record_open(&stranger, kit_span(&file), &out) == FAULT_NOT_FOR_US && out.length == 0);
    buffer_free(&file);
    CHECK(seal_record_make(seal, kit_text("{\"name\":\"Somebody with a long name\"}"), &own.recipient, &file) ==
          FAULT_NONE);
    CHECK_INT(file.length, length); /* the length tells nothing */
    buffer_free(&file);
    char *large = calloc(1, SEAL_RECORD_MAX + 1);
    CHECK(seal_record_make(seal, (struct span){(uint8_t *)large, SEAL_RECORD_MAX + 1}, NULL, &file) == FAULT_TOO_LARGE);
    memset(large, 'x', SEAL_RECORD_MAX);
    CHECK(seal_record_make(seal, (struct span){(uint8_t *)large, SEAL_RECORD_MAX}, NULL, &file) == FAULT_NONE);
    CHECK(seal_record_open(&kit_office, kit_span(&file), &out) == FAULT_NONE && out.length == SEAL_RECORD_MAX);
    CHECK(seal_record_make(seal, kit_text(""), NULL, &file) == FAULT_BAD_INPUT);
    free(large);
    seal_close(seal);
    buffer_free(&file);
    buffer_free(&out);
}

static void weak_pins(void)
{
    static const char *const weak[] = {"0000",   "1111", "999999",   "1234",     "123456", "654321", "4321",
                                       "890123", "0987", "1212",     "484848",   "123123", "2512",   "1225",
                                       "1984",   "2026", "17051914", "19840229", "010190", "901231", "12341234"};
    static const char *const good[] = {"7392", "486027", "903517", "62840195", "738201946512"};
    static const char *const unformed[] = {"", "123", "1234567890123", "12a4", "-123", " 1234", "12 34", "１２３４"};
    char made[SEAL_PIN_MADE + 1];
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
        if (!seal_pin_weak(weak[i]))
            printf("not weak: %s\n", weak[i]);
        CHECK(seal_pin_formed(weak[i]) && seal_pin_weak(weak[i]));
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(seal_pin_formed(good[i]) && !seal_pin_weak(good[i]));
    for (size_t i = 0; i < sizeof unformed / sizeof *unformed; i++)
        CHECK(!seal_pin_formed(unformed[i]));
    for (int i = 0; i < 2000; i++) {
        seal_pin_make(made);
        CHECK(strlen(made) == SEAL_PIN_MADE && !seal_pin_weak(made));
    }
}

static void pin_hashes(void)
{
    static const struct seal_cost cheap = {1, 8192};
    char hash[SEAL_PIN_HASH], again[SEAL_PIN_HASH];
    bool right;
    CHECK(seal_pin_hash(hash, "739201", cheap) == FAULT_NONE && seal_pin_hash(again, "739201", cheap) == FAULT_NONE);
    CHECK(strncmp(hash, "$argon2id$v=19$m=8,t=1,p=1$", 27) == 0 && strcmp(hash, again) != 0);
    CHECK(!strstr(hash, "739201"));
    CHECK(seal_pin_check(&right, hash, "739201") == FAULT_NONE && right);
    CHECK(seal_pin_check(&right, hash, "739202") == FAULT_NONE && !right);
    CHECK(seal_pin_check(&right, hash, "") == FAULT_NONE && !right);
    CHECK(seal_pin_check(&right, "", "739201") == FAULT_FILE_DAMAGED && !right);
    CHECK(seal_pin_check(&right, "$argon2id$v=19$m=8", "739201") == FAULT_FILE_DAMAGED && !right);
    memset(again, 'x', sizeof again);
    CHECK(seal_pin_check(&right, again, "739201") == FAULT_FILE_DAMAGED);
    CHECK(seal_pin_hash(hash, "12x4", cheap) == FAULT_BAD_INPUT && !*hash);
}

int main(void)
{
    kit_begin();
    golden();
    salts();
    all_parts_count();
    own_record();
    weak_pins();
    pin_hashes();
    return TEST_END();
}
