/* What the flow's tests share: a kiosk of the demonstration centre in a folder that goes away, visitors who do what
 * visitors do (by acts alone), an office that can open what the kiosk can't. The world is tests/kit/host_fake.h. */

#pragma once

#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "feed/centre.h"
#include "flow/core/core.h"
#include "flow/flow.h"
#include "flow/setup/make.h"
#include "host_fake.h"
#include "scratch.h"
#include "test.h"

enum { KIT_CAPACITY = 5000 };

struct kit {
    char folder[64], data[96], stick[96];
    bool soon; /* as the kiosk itself opens: whether kiosk.db is sound is looked at afterwards */
    struct app app;
    struct seal_identity office, recovery;
    char pin[FLOW_PIN];
};

struct kit_code { /* a receipt, as the visitor wrote it down */
    uint16_t word[CODE_WORDS];
    int32_t list;
};

struct kit_counts {
    int64_t memberships, consents, journal, slots;
};

void kit_open(struct kit *k);
void kit_close(struct kit *k);
/* The program again, on the same disk; the machine too where `boot` says so: its steady clock begins anew. */
void kit_again(struct kit *k, bool boot);
/* Every group has room for everybody. */
void kit_make(struct kit *k);
void kit_free(struct kit *k);
void kit_type(struct kit *k, const char *text);
int32_t kit_group(struct kit *k, const char *key);
/* From the start screen to the review, signed one of the four ways; 0 leaves the signing out. */
void kit_review(struct kit *k, const char *key, const char *name, const char *phone, enum sign_way way);
/* A whole visit; what was written down goes to `code`. */
bool kit_join(struct kit *k, const char *key, const char *name, const char *phone, struct kit_code *code);
/* At home or at the start: writes four words and asks for them. */
void kit_find(struct kit *k, const struct kit_code *code);
void kit_pin(struct kit *k, const char *pin);
/* From the start to the end of an export; how it ended. */
enum verdict kit_export(struct kit *k);
struct kit_counts kit_counts(struct kit *k);
/* The last line of the journal behind its number, boot and day: "joined visitor 0011... 2233...". */
const char *kit_last_line(struct kit *k);
bool kit_starts(const char *text, const char *with);
/* How many files of the stick end so. */
int kit_files(const struct kit *k, const char *end);
/* One of a record's kind as the office reads it: its JSON, appended. */
fault kit_record(struct kit *k, enum record_kind kind, struct buffer *json);

/* --- a kiosk that is damaged again and again --- */
/* The kiosk's data are what they were in `base`, and its stick is empty. */
void kit_restore(struct kit *k, const char *base);
/* Makes a kiosk, keeps a copy of its data, and calls each test with it and the copy; the last one is NULL. A test leaves it closed. */
typedef void kit_attack_test(struct kit *k, const char *base);
void kit_attack(void (*make)(struct kit *k), kit_attack_test *const tests[]);
