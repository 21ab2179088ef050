#!/usr/bin/env python3
"""Simulated hands on ten screens and the keyboard (TCH-11): the walker's `tries` (tests/kit/walk_tries.c), added up.
hands.py BUILD [TRIES]: the table, one JSON line for each hand and place, as bench.py prints it; 1,000 tries a screen without a number.
hands.py BUILD TRIES --floors: also holds it against what is reached (FLOORS); ends with "hands: N passed, M failed".

The hands: one without impairment; one that types fast; essential tremor (4 to 12 Hz), Parkinson's (3 to 8 Hz) and intention tremor (2 to
5 Hz), with a swing of 2 to 15 mm, slips and up to three rebounds; cerebral palsy (one to five fingers land at once, one of them 25 mm off,
and slides to the target), before and after slide mode was chosen; a palm that rests first, on a display that measures its size and on one
that does not; a mouth stick. Every 20 tries are another person, to whom the touch filter fits itself anew."""
import collections, json, os, subprocess, sys, tempfile

WALK = "tests/walk/hands/tries.walk"
PLACES = {"screen": ("ten screens", 10), "keyboard": ("keyboard", 1)}
WRONG = 0.1  # per cent at most; commits by mistake and acts by rebound: none
GOALS = {("cerebral palsy, slide mode", "screen"): 90, ("cerebral palsy, slide mode", "keyboard"): 90}  # else 95: right, per cent
# What is reached with nothing switched on, per cent right at least; a hand that gets better raises its floor. Below the goal:
# cerebral palsy before slide mode was taken up, and the keyboard, whose keys are smaller than a strong tremor.
FLOORS = {
    "screen": {"none": 99, "essential tremor": 96, "Parkinson": 96, "intention tremor": 93, "cerebral palsy": 33,
               "cerebral palsy, slide mode": 99, "resting palm": 99,
               "resting palm, measured": 99, "mouth stick": 95},
    "keyboard": {"none": 99, "typist": 97, "essential tremor": 90, "Parkinson": 87, "intention tremor": 74, "cerebral palsy": 9,
                 "cerebral palsy, slide mode": 97, "resting palm": 98, "resting palm, measured": 98, "mouth stick": 93},
}
# Wrong, per cent at most, where the goal is not reached: keys beside the one that is meant.
WRONG_FLOORS = {("intention tremor", "keyboard"): 1.0, ("essential tremor", "keyboard"): 0.5, ("resting palm, measured", "keyboard"): 0.5}


def tries(build, count):
    """{(hand, place): [screens, tries, right, wrong, commits, extra]}"""
    sums = collections.defaultdict(lambda: [0] * 6)
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
            of = sums[words[1], words[2]]
            for i, n in enumerate([1] + [int(w) for w in words[4:]]):
                of[i] += n
    return sums


def percent(part, whole):
    return round(100 * part / whole, 2)


def main(build, count, floors):
    passed = failed = 0
    sums = tries(build, count)
    for place, (name, screens) in PLACES.items():
        for hand in FLOORS[place]:
            seen, n, right, wrong, commits, extra = sums[hand, place]
            if seen != screens:
                raise SystemExit(f"hands: {hand} tried {seen} of {screens} ({name})")
            print(json.dumps({"figure": f"simulated hand: {hand}, {name}: right", "value": percent(right, n), "unit": "%",
                              "goal": f">= {GOALS.get((hand, place), 95)}", "wrong_percent": percent(wrong, n),
                              "wrong_goal": f"<= {WRONG}", "wrong_commits": commits, "extra_by_rebound": extra, "tries": n},
                             ensure_ascii=False), flush=True)
            most = WRONG_FLOORS.get((hand, place), WRONG)
            for holds, what in ((percent(right, n) >= FLOORS[place][hand], f"right {percent(right, n)} %"),
                                (percent(wrong, n) <= most, f"wrong {percent(wrong, n)} %"),
                                (commits == 0, f"{commits} commits by mistake"), (extra == 0, f"{extra} acts by rebound")):
                passed, failed = passed + holds, failed + (not holds)
                if floors and not holds:
                    print(f"hands: {hand}, {name}: {what}")
    if floors:
        print(f"hands: {passed} passed, {failed} failed")
    return 1 if floors and failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000, "--floors" in sys.argv))
