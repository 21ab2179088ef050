/* sirkelctl: for those who set a kiosk up, check it, and open its lists. No questions asked, no display needed. */
#include "ctl/ctl.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "base/words.h"

/* Columns: name, what it does, what --help says behind the name, the function. */
static const struct ctl_command commands[] = {
    {"init", "make a kiosk from a centre file",
     "--data DIR --centre FILE [--office FOLDER | --recipient AGE1...] [--pin-file FILE] [--json]\n"
     "Makes the kiosk's keys, its timetable and its staff PIN in DIR. The PIN is told once.\n"
     "  --centre FILE     the centre's facts and groups (docs/centre-file.md)\n"
     "  --office FOLDER   makes the office's two keys there: office.txt and recovery.txt, with kiosk.pub and kiosk.words\n"
     "  --recipient KEY   (again for each) who may open the lists, age1...; office first; two to eight; instead of the "
     "centre file's\n"
     "  --pin-file FILE   writes the PIN there (made new, for your eyes only) and not on the screen\n",
     ctl_init},
    {"demo", "make a demonstration kiosk with invented sign-ups",
     "DIR [--signups N] [--seed S] [--centre FILE] [--assets DIR] [--words DIR]\n"
     "Makes DIR/kiosk (the data), and DIR/office: office.txt and recovery.txt (age identities), kiosk.pub, "
     "kiosk.words,\n"
     "pin.txt.\n"
     "  --signups N    invented people who join, 0 to 19999; 12 unless told\n"
     "  --seed S       the same seed gives the same people; keys and codes are random always\n"
     "  --centre FILE  another centre than the invented one\n",
     ctl_demo},
    {"export", "take the signed list out to a stick",
     "--data DIR --to STICK [--json] [--assets DIR] [--words DIR]\n"
     "Writes the sealed list and its signature into the folder STICK, reads both back and verifies them.\n",
     ctl_export},
    {"verify", "check a list's signature",
     "--key KIOSK.pub FILE [--json]\n"
     "Checks FILE against FILE.minisig and the key that was written down when the kiosk was made.\n",
     ctl_verify},
    {"open", "open lists at the office",
     "--identity FILE --out DIR FILE... [--key KIOSK.pub] [--json]\n"
     "Opens the lists FILE... of one kiosk into DIR/signups.csv, signups.jsonl and erased.txt. Every list holds everyone who is\n"
     "signed up, so the newest alone is written; erased.txt has the records that were taken back, of all of them. Writes\n"
     "nothing when anything is wrong in any of them, and over nothing.\n"
     "  --identity FILE  the office's or the recovery key (AGE-SECRET-KEY-1...)\n"
     "  --key FILE       checks the signature first; without it nobody vouches for the list\n",
     ctl_open},
    {"doctor", "look at everything a kiosk needs, and change nothing",
     "--data DIR [--json] [--assets DIR]\n"
     "Looks at what the kiosk looks at when it starts, and says it in words. Not while the kiosk is running.\n",
     ctl_doctor},
    {"machine", "check the words photographed from a kiosk's screen",
     "--key KIOSK.words FILE [--json]\n"
     "Checks FILE (the text of the code on the staff's screen about the machine) against the key for a kiosk's words, "
     "which stands\n"
     "in the protocol of its setting up and is told by init.\n",
     ctl_machine},
    {"journal", "check the journal",
     "verify --data DIR [--json]\n"
     "Checks every entry of the journal, its chain, its tree and the signed note; tells the first entry that is "
     "wrong.\n",
     ctl_journal},
};

static int help(FILE *out, int status)
{
    fputs("sirkelctl COMMAND ...  (sirkelctl COMMAND --help says more)\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-8s  %s\n", commands[i].name, commands[i].summary);
    fprintf(
        out,
        "\nExit status: 0 good; 1 looked at and found wanting; 2 not understood; 10 and more: %d + the fault's row\n"
        "in docs/sirkelctl.md.\n",
        CTL_FAULT);
    return status;
}

/* Identities and opened records pass through here: neither a core file nor another process may have them. */
static void harden_process(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a fault like a full disk, and is cleaned up after */
    umask(077);
}

int main(int count, char **words)
{
    if (count < 2)
        return help(stderr, CTL_USAGE);
    if (strcmp(words[1], "--help") == 0)
        return help(stdout, CTL_GOOD);
    harden_process();
    fault f = seal_start();
    if (f != FAULT_NONE)
        return ctl_fail(false, f, "starting", "");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(words[1], commands[i].name) == 0)
            return commands[i].run(&commands[i], count - 1, words + 1);
    fprintf(stderr, "sirkelctl: there is no command %s\n\n", words[1]);
    return help(stderr, CTL_USAGE);
}
