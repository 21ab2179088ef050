/* sirkelctl office letter. */
#pragma once

#include "ctl/ctl.h"

/* With its options: words[1] is "letter". The exit status. */
int ctl_letter(const struct ctl_command *self, int count, char **words);
