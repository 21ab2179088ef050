/* The numbers of system/users.list; they never change, for files on the data partition carry them. */
#pragma once

enum { ACCOUNT_ROOT = 0, ACCOUNT_KIOSK = 900, ACCOUNT_LOG = 901 };
enum { ACCOUNT_VOICE = 902, ACCOUNT_PRINTER = 903, ACCOUNT_BRIDGE = 904 };
enum { GROUP_AUDIO = 29, GROUP_VIDEO = 44, GROUP_INPUT = 105 };
