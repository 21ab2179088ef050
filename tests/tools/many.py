#!/usr/bin/env python3
"""A centre file with as many groups as there may be, made of the demonstration's: the same texts under other names, on all days
and hours; some forming, resting, full, called off or moved. Usage: many.py COUNT [TOPICS [AREAS]] > centre.json"""
import copy, json, sys
from datetime import date, timedelta

count, topics = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
centre = json.load(open("assets/demo/centre.json", encoding="utf-8"))
models = [g for g in centre["groups"] if g["state"] == "meeting" and len(g["purpose"]["en"].split()) < 10]
for n in range(len(centre["topics"]), topics):
    topic = copy.deepcopy(centre["topics"][n % 10])
    topic["key"] = f"topic-{n}"
    topic["name"] = {language: f"{' '.join(name.split()[:4])} {n}" for language, name in topic["name"].items()}
    centre["topics"].append(topic)
areas = int(sys.argv[3]) if len(sys.argv) > 3 else 0
if areas:
    names = [t["name"] for t in centre["topics"]]
    centre["areas"] = [{"key": f"area-{n}", "icon": centre["topics"][n % 10]["icon"],
                        "name": {language: f"{' '.join(name.split()[:3])} {n}" for language, name in names[n % 10].items()}}
                       for n in range(areas)]
    for n, topic in enumerate(centre["topics"]):
        if n % 50 != 49:  # a few stand in none
            topic["area"] = f"area-{n % areas}"
keys = [t["key"] for t in centre["topics"]]
centre["groups"] = []
for n in range(count):
    group = copy.deepcopy(models[n % len(models)])
    group["key"] = f"many-{n}"
    group["name"] = {language: f"{' '.join(name.split()[:4])} {n}" for language, name in group["name"].items()}
    group["topics"] = [keys[n % len(keys)]]
    group["state"] = {7: "resting", 8: "forming"}.get(n % 50, "meeting")
    group["sign_language"], group["easy_words"] = n % 11 == 0, n % 7 == 0
    if n % 10 == 3:
        group["taken"] = group["capacity"]
    day = date(2026, 11, 23) + timedelta(days=n % 7)
    group["meetings"] = [{"repeat": "weekly", "every": 1, "weekday": n % 7 + 1, "first": "2026-09-01",
                          "start": f"{8 + n * 37 % 14:02d}:{n * 5 % 60:02d}", "minutes": 90}]
    if n % 20 == 1:
        group["meetings"][0]["cancelled"] = [str(day + timedelta(days=7 * k)) for k in range(6)]
    centre["groups"].append(group)
json.dump(centre, sys.stdout, ensure_ascii=False)
