/* What lies beside every signed list: the public key it is checked with, and how to open it. Never over another file. */
#include "flow/inner.h"

#include <stdio.h>
#include "flow/stick.h"

static const char read_me[] =
    "Dette er en signert og låst liste. Slik åpnes den hos mottakeren:\n"
    "1. minisign -Vm FIL.zip.age -p NOKKEL.pub   (bruk nøkkelen dere skrev av da maskinen ble satt opp)\n"
    "2. age -d -i kontor.txt -o liste.zip FIL.zip.age   og pakk ut; hver fil åpnes igjen med age\n"
    "3. eller alt på en gang: sirkelctl open --identity kontor.txt --out MAPPE FIL.zip.age\n\n"
    "This is a signed and locked list. The same three lines open it: check with minisign, open with age, or use sirkelctl.\n";

fault flow_export_companions(struct app *app)
{
    struct buffer key = {.limit = 512};
    char name[SEAL_KIOSK_MAX + 16];
    const struct seal_public public = seal_public(app->flow->seal);
    snprintf(name, sizeof name, "kx-%s.pub", app->flow->kiosk.id);
    fault f = seal_public_text(&public, &key);
    if (f == FAULT_NONE)
        f = stick_put_once(app->stick, name, (struct span){key.data, key.length});
    if (f == FAULT_NONE)
        f = stick_put_once(app->stick, "LES-MEG.txt", (struct span){(const uint8_t *)read_me, sizeof read_me - 1});
    buffer_free(&key);
    return f;
}
