/* The seal: the only door to libsodium. Keys, random numbers, age files, signatures, erasable slots, receipt codes,
 * PINs, the journal's proofs, and the export file. docs/formats.md has every byte; tests carry the numbers below.
 *
 * MUST-1  The kiosk never holds a key that opens a visitor's record; it holds recipients only.
 * MUST-2  Every secret is wiped on every way out; the kiosk's own keys live in guarded memory and 0600 files.
 * MUST-3  No nonce, file key or slot key leaves the file that made it, and none is used twice.
 * MUST-4  What comes out of an age file is provisional until its last chunk was proven; see age.h.
 * MUST-5  A signature is verified right after it was made, before anybody is told.
 * MUST-6  Readers accept one spelling only: what another program may wave through (CRLF, junk behind the end) is
 *         refused.
 * MUST-7  Erasing overwrites the slot in place and returns when the disk has it; without its slot a record is noise.
 * MUST-8  The receipt code is never stored, and neither is the identity made from it; only the tag is.
 * MUST-9  A PIN opens screens; it wraps no key.
 * MUST-10 A fault is returned with nothing half done in the caller's memory: outputs are whole or empty.
 *
 * Faults used throughout: FILE_DAMAGED (broken or forged), NOT_FOR_US (no identity fits), NOT_SIGNED, FILE_FOREIGN,
 * TOO_LARGE (a named limit), BAD_INPUT (the caller's data break a stated rule), NO_MEMORY. */
#pragma once

#include "seal/age.h"
#include "seal/basic.h"
#include "seal/code.h"
#include "seal/export.h"
#include "seal/keys.h"
#include "seal/log.h"
#include "seal/minisign.h"
#include "seal/pin.h"
#include "seal/record.h"
#include "seal/slots.h"
