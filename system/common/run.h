/* Runs one fixed program to its end, with an empty environment and nothing on its standard input. */
#pragma once

/* `words[0]` is the program's whole path. Its exit status, 128 + signal, or -1 when it could not be started. */
int run_program(const char *const *words);
/* Starts it and does not wait: its process id, or -1. */
int run_beside(const char *const *words);
