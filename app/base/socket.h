/* Where a small program of the machine listens for the kiosk: a unix socket of packets (SOCK_SEQPACKET). */
#pragma once

#include <sys/types.h>
#include "base/fault.h"

/* Makes the socket, non-blocking; *ret_fd is -1 on a fault. What `mask` takes from its rights is never there, not even
 * for a moment: 0117 leaves owner and group (the folder's group is the kiosk's), 0177 the owner. An old socket of that
 * name goes; anything else of that name stays and is FILE_EXISTS. BAD_INPUT: the path is too long. */
fault socket_listen(const char *path, mode_t mask, int *ret_fd);
