#!/usr/bin/env python3
"""Simulated hands on ten screens and the keyboard (TCH-11): the walker's `tries` (tests/kit/walk_tries.c), added up.
hands.py BUILD [TRIES]: the table, one JSON line for each hand and place, as bench.py prints it; 1,000 tries a screen without a number.
hands.py BUILD TRIES --floors: also holds it against what is reached (FLOORS); ends with "hands: N passed, M failed".

The hands: one without impairment; one that types fast; essential tremor (4 to 12 Hz), Parkinson's (3 to 8 Hz) and intention tremor (2 to
5 Hz), with a swing of 2 to 15 mm, slips and up to three rebounds; cerebral palsy (one to five fingers land at once, one of them 25 mm off,
and slides to the target); a palm that rests first, on a display that measures its size and on one that does not; a mouth stick. Every
20 tries are another person, to whom the touch filter fits itself anew. Each hand tries twice: with nothing taken up, and after 60 tries
in which it took up whatever was offered (rule/touch.def), on the offer's own screen and with that same hand."""
import collections, json, os, subprocess, sys, tempfile

WALK = "tests/walk/hands/tries.walk"
PLACES = {"screen": ("ten screens", 10), "keyboard": ("keyboard", 1)}
WAYS = ["bigger buttons", "press and wait", "first finger", "slide and lift", "slide and wait", "a pause"]  # as rule/touch.def has them
WRONG = 0.1  # per cent at most; commits by mistake and acts by rebound: none
GOALS = {"cerebral palsy": 90}  # else 95: right, per cent, with what is offered taken up
OFFER = 95  # per cent of the offers that are answered with yes within three touches, as was meant
# Per cent right at least: with nothing taken up; with what is offered. A hand that gets better raises its floor.
FLOORS = {
    "screen": {"none": (99, 99), "essential tremor": (96, 95), "Parkinson": (96, 95), "intention tremor": (93, 95),
               "cerebral palsy": (33, 90), "resting palm": (99, 95), "resting palm, measured": (99, 95), "mouth stick": (95, 95)},
    "keyboard": {"none": (99, 99), "typist": (97, 97), "essential tremor": (90, 95), "Parkinson": (87, 95),
                 "intention tremor": (74, 95), "cerebral palsy": (9, 95), "resting palm": (98, 98), "resting palm, measured": (98, 98),
                 "mouth stick": (93, 95)},
}
# Wrong, per cent at most, on the keyboard: keys beside the one that is meant, before anything was taken up, and after.
WRONG_FLOORS = {"intention tremor": (1.0, 0.5), "essential tremor": (0.5, WRONG), "resting palm, measured": (0.5, WRONG)}
FIELDS = 8  # screens, tries, right, wrong, commits, extra, offers, reached; then people by way


def tries(build, count):
    """{(hand, taken or usual, place): [screens, tries, right, wrong, commits, extra, offers, reached, people by way ...]}"""
    sums = collections.defaultdict(lambda: [0] * (FIELDS + len(WAYS)))
    with tempfile.TemporaryDirectory(prefix="sirkel-hands-") as work:
        subprocess.run([os.path.join(build, "sirkelctl"), "demo", f"{work}/demo", "--signups", "0", "--seed", "1"], check=True,
                       stdout=subprocess.DEVNULL)
        with open(WALK, encoding="utf-8") as f, open(f"{work}/tries.walk", "w", encoding="utf-8") as out:
            out.write(f.read().replace("COUNT", str(count)))
        done = subprocess.run([os.path.join(build, "walk"), "--template", f"{work}/demo", "--assets", "assets", "--words",
                               os.path.join(build, "lang"), "--hand", "touch", "--language", "nb", "--size", "M", "--no-audit",
                               f"{work}/tries.walk"], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit("hands: the walk did not end well:\n" + done.stdout[-2000:])
    for line in done.stdout.splitlines():
        words = line.split("\t")
        if words[0] == "tries":
            of = sums[words[1], words[2], words[3]]
            for i, n in enumerate([1] + [int(w) for w in words[5:]]):
                of[i] += n
    return sums


def percent(part, whole):
    return round(100 * part / whole, 2)


def figure(hand, taken, place, of):
    _, n, right, wrong, commits, extra, offers, reached = of[:FIELDS]
    line = {"figure": f"simulated hand: {hand}, {PLACES[place][0]}{', offers taken up' if taken else ''}: right",
            "value": percent(right, n), "unit": "%", "goal": f">= {GOALS.get(hand, 95)}" if taken else "-",
            "wrong_percent": percent(wrong, n),
            "wrong_goal": f"<= {WRONG}", "wrong_commits": commits, "extra_by_rebound": extra, "tries": n}
    if taken:
        line["offers"], line["offers_reached"] = offers, reached
        line["people_of"], line["people"] = n // 20, {name: k for name, k in zip(WAYS, of[FIELDS:]) if k}
    return line


def checks(hand, taken, place, of):
    """What has to hold: (holds, what is said where it does not)"""
    _, n, right, wrong, commits, extra, offers, reached = of[:FIELDS]
    most = WRONG if place == "screen" else WRONG_FLOORS.get(hand, (WRONG, WRONG))[taken]
    return ((percent(right, n) >= FLOORS[place][hand][taken], f"right {percent(right, n)} %"),
            (percent(wrong, n) <= most, f"wrong {percent(wrong, n)} %"),
            (commits == 0, f"{commits} commits by mistake"), (extra == 0, f"{extra} acts by rebound"),
            (offers == 0 or percent(reached, offers) >= OFFER, f"{reached} of {offers} offers reached"))


def main(build, count, floors):
    passed = failed = 0
    sums = tries(build, count)
    for place, (name, screens) in PLACES.items():
        for hand in FLOORS[place]:
            for taken in (0, 1):
                of = sums[hand, ("usual", "taken")[taken], place]
                if of[0] != screens:
                    raise SystemExit(f"hands: {hand} tried {of[0]} of {screens} ({name})")
                print(json.dumps(figure(hand, taken, place, of), ensure_ascii=False), flush=True)
                for holds, what in checks(hand, taken, place, of):
                    passed, failed = passed + holds, failed + (not holds)
                    if floors and not holds:
                        print(f"hands: {hand}, {name}{', offers taken up' if taken else ''}: {what}")
    if floors:
        print(f"hands: {passed} passed, {failed} failed")
    return 1 if floors and failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000, "--floors" in sys.argv))
