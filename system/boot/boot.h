/* The parts of the machine's first act; boot.c calls them in order. None of them stops the start: what fails is said,
 * and the kiosk shows what can still be shown. */
#pragma once

/* The kernel's file systems, memory for /run and /tmp, and the machine's name. */
void boot_mounts(void);
/* Who may open what is there already (the steward does the same for what comes later), and the kernel's switches. */
void boot_rights(void);
/* The clock is never before `made` (UTC seconds), when the image was made. */
void boot_clock(long long made);
/* Reads the whole checked root, in a process of its own while the disk is opened: a changed byte in a place that nobody
 * uses ends in a panic too, before a person sees anything. The end waits for it. */
int boot_read_root(void);
void boot_read_root_end(int process);
/* Folders of /data, their owners, and a copy of what boot said. */
void boot_folders(void);
void boot_keep_log(void);
/* The third act: everything stops, the disk is closed. Whether the power goes off or the machine starts again, runit
 * knows. */
void boot_end(void);
