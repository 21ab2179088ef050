/* What the store's tests share: an invented centre in memory, a kiosk, records, a folder that goes away. */

#pragma once

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "rule/centre.h"
#include "scratch.h"
#include "store/open.h"
#include "store/timetable.h"
#include "store/write.h"

void demo_remove(const char *folder);
char *demo_folder(char out[64]);
struct centre_text demo_text(struct centre_file *file, const char *nb, const char *en);
/* Two languages, three topics, `count` groups that the caller names. */
void demo_centre(struct centre_file *file, size_t count);
struct kiosk demo_kiosk(void);
/* A new kiosk with `count` groups in a fresh folder. */
void demo_make(const char *folder, size_t count);
/* A record told by its number; the bytes are `fill`. */
struct record demo_record(uint32_t number, enum record_kind kind, struct span sealed);
