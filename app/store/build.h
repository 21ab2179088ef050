/* A timetable that is being built from a centre file. For build.c and rows.c. */
#pragma once

#include "rule/centre.h"
#include "store/inside.h"

enum put {
#define PUT(name, text) PUT_##name,
#include "store/build.def"
#undef PUT
    PUT_COUNT
};

struct build {
    const struct centre_file *file;
    const char *source; /* hash of the kept centre file, or "" */
    sqlite3 *db;
    sqlite3_stmt *puts[PUT_COUNT];
    char *why; /* STORE_WHY_MAX */
};

/* All rows, and the end of the transaction that they stand in; on a fault `why` says what. */
fault build_rows(struct build *b);
