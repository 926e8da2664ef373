"""The three example cohorts: ``python -m helpers.cohort.example [--out DIR]`` writes them anew.

Everything in them is invented; see :mod:`helpers.cohort.example_draws` for what the scores are
drawn from. The same seed gives the same files on every machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from helpers.cohort import example_draws as draws
from helpers.cohort import example_people as people
from helpers.cohort.example_class import LESSONS, ExampleClass, Station
from helpers.cohort.example_exports import CANVAS_FILE, MOODLE_FILE, canvas, moodle
from helpers.cohort.guide import guide
from helpers.cohort.locate import cohorts_dir

#: A day shortly after the last class: the examples have something due on it in every band.
EXAMPLE_DAY = date(2026, 6, 15)

EMT, ACLS, ALS_UK = "emt-2026-spring", "acls-2026-hospital", "als-2026-uk"

Files = dict[str, str]

#: More questions than are asked: somebody skips them all.
_ALL = 999


def emt() -> Files:
    """An EMT class with hours, patients, and everything that can be open in a class."""
    made = ExampleClass(
        seed=20260113,
        prefix="E",
        names=people.EMT,
        roles=("EMT student",),
        assessors=("I-01", "I-02", "I-03"),
        withdrawn={7: date(2026, 3, 5)},
        before_mean=draws.BEGINNERS_MEAN,  # beginners: the course teaches them something
    )
    # A lesson each week; the clocks change on March 8.
    days = [date(2026, 2, 3) + timedelta(weeks=week) for week in range(len(LESSONS))]
    begins = [_at(day, hour=18, offset=-5 if day < date(2026, 3, 8) else -4) for day in days]
    made.lessons(begins, skipped_before={19: 2}, skipped_after={11: 4, 20: _ALL})
    made.attend(tuple(_emt_sessions()), missed={5: 7, 16: 4, 21: 10})
    for skill, day in (
        ("Adult CPR and AED", date(2026, 2, 7)),
        ("Infant and child CPR", date(2026, 2, 7)),
        ("Airway and bag-mask", date(2026, 3, 7)),
        ("Bleeding control and splinting", date(2026, 4, 4)),
        ("Patient assessment", date(2026, 5, 2)),
    ):
        made.easy_station(Station(skill, day))
    made.station(Station("Cardiac arrest scenario", date(2026, 5, 16)), spared={20})
    made.station(Station("Written examination", date(2026, 5, 19), scored=True), 80, spared={20})
    made.contacts([day for day, setting, _ in _emt_sessions() if setting == "field"], {21: 6})
    for number in range(1, len(people.EMT) + 1):
        made.card(number, "BLS", "AHA", _EMT_CARDS.get(number, "2025-10-18"))
    made.card(14, "BLS", "AHA", "2026-02-07")
    return _files(made, _EMT_TOML) | {CANVAS_FILE: canvas(made, "Written examination")}


def acls() -> Files:
    """A hospital's one-day ACLS renewal."""
    day = date(2026, 4, 22)
    made = ExampleClass(
        seed=20260422,
        prefix="A",
        names=people.ACLS,
        roles=("nurse", "physician", "nurse", "respiratory therapist", "nurse", "paramedic"),
        assessors=("I-11", "I-12", "I-13"),
        after_mean=draws.PRETEST_MEAN,  # they knew it before: the course teaches them nothing new
    )
    # At home in the two weeks before, a lesson on each evening.
    first = date(2026, 4, 9)
    evenings = [first + timedelta(days=n) for n in range(len(LESSONS))]
    made.lessons([_at(day, hour=19, offset=-5) for day in evenings])
    made.attend(((day, "classroom", 3.5), (day, "lab", 4.0)), missed=dict.fromkeys(range(1, 19), 0))
    made.easy_station(Station("Adult CPR and AED", day))
    made.easy_station(Station("Airway management", day))
    made.station(Station("Megacode", day))
    made.station(Station("Written test", day, scored=True), 84)
    for number in range(1, len(people.ACLS) + 1):
        made.card(number, "BLS", "AHA", _ACLS_BLS.get(number, "2025-03-12"))
        made.card(number, "ACLS", "AHA", "2024-06-19")
    made.new_cards("ACLS", "AHA", day, "Megacode")
    _forget_assessor(made, "A05", "Airway management")
    return _files(made, _ACLS_TOML) | {MOODLE_FILE: moodle(made, "Written test")}


def als_uk() -> Files:
    """A course in the United Kingdom: a day of e-learning, then a day face to face."""
    day = date(2026, 3, 27)
    made = ExampleClass(
        seed=20260327,
        prefix="U",
        names=people.ALS_UK,
        roles=("doctor in training", "critical care nurse", "paramedic", "doctor in training"),
        assessors=("I-21", "I-22", "I-23", "I-24"),
    )
    # Every other evening; the clocks change on March 29.
    days = [date(2026, 3, 2) + timedelta(days=2 * n) for n in range(len(LESSONS))]
    begins = [_at(one, hour=19, offset=0 if one < date(2026, 3, 29) else 1) for one in days]
    made.lessons(begins, skipped_after={12: _ALL})
    made.attend(((day, "classroom", 2.0), (day, "lab", 5.5)), missed=dict.fromkeys(range(1, 33), 0))
    made.easy_station(Station("Initial assessment", day))
    made.easy_station(Station("Airway management", day))
    made.station(Station("Cardiac arrest simulation test", day))
    made.card(3, "ALS", "RCUK", "2022-03-04")
    made.card(9, "ALS", "RCUK", "2024-02-29")
    made.card(29, "ALS", "RCUK", "2022-06-20")
    made.new_cards("ALS", "RCUK", day, "Cardiac arrest simulation test")
    return _files(made, _ALS_TOML) | {MOODLE_FILE: moodle(made, "")}


#: Makes each example, by its name.
EXAMPLES: dict[str, Callable[[], Files]] = {EMT: emt, ACLS: acls, ALS_UK: als_uk}


def write(folder: Path) -> None:
    """Write the examples, and the guide to the format, into a folder."""
    for name, make in EXAMPLES.items():
        for file, text in make().items():
            _write(folder / name / file, text)
    _write(folder / "README.md", guide(emt()))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _files(made: ExampleClass, about: str) -> Files:
    tables = {f"{name}.csv": made.text(name) for name, rows in made.rows.items() if rows}
    return {"cohort.toml": about, **tables}


def _at(day: date, hour: int, offset: int) -> datetime:
    zone = timezone(timedelta(hours=offset))
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)


def _emt_sessions() -> Iterator[tuple[date, str, float]]:
    """Tuesdays and Thursdays, some Saturdays, and four shifts: 156 hours in all."""
    first = date(2026, 1, 13)
    for week in range(18):
        yield first + timedelta(weeks=week), "classroom", 3.0
        yield first + timedelta(weeks=week, days=2), "lab", 3.0
    for day in (date(2026, 2, 7), date(2026, 3, 7), date(2026, 4, 4), date(2026, 5, 2)):
        yield day, "lab", 5.0
    for day, setting, hours in (
        (date(2026, 3, 21), "clinical", 6.0),
        (date(2026, 4, 11), "clinical", 6.0),
        (date(2026, 4, 18), "field", 8.0),
        (date(2026, 4, 25), "field", 8.0),
    ):
        yield day, setting, hours


def _forget_assessor(made: ExampleClass, learner: str, skill: str) -> None:
    """Somebody forgot to write down who judged a station; it happens in every class."""
    made.rows["skills"] = [
        (*row[:4], "", *row[5:]) if row[:2] == (learner, skill) else row
        for row in made.rows["skills"]
    ]


# Issued two years before they expire at the end of the month; the 29th of February among them.
_EMT_CARDS = {3: "2024-04-11", 9: "2024-02-29", 14: "2024-05-20", 17: "2024-06-27"}
_ACLS_BLS = {2: "2024-05-31", 6: "2024-07-01", 8: "2024-08-30", 13: "2024-06-03"}

_EMT_TOML = """\
format = 1
title = "EMT class, spring 2026 (synthetic example, invented people)"
course = "EMT"
edition = "AHA 2025"
kind = "initial"
region = "Ohio, United States"
location = "Evening class, invented"
start = 2026-01-13
end = 2026-05-29
students_per_instructor = 8
students_per_manikin = 2
manikins = 12
prerequisite = "BLS"
pass_mark_percent = 80
requirement = "H64"
pseudonyms = false

[[instructors]]
id = "I-01"
card_expires = 2027-03-31

[[instructors]]
id = "I-02"
card_expires = 2026-07-31

[[instructors]]
id = "I-03"
card_expires = 2026-12-31
"""
_ACLS_TOML = """\
format = 1
title = "ACLS renewal, hospital, April 2026 (synthetic example, invented people)"
course = "ACLS"
edition = "AHA 2025"
kind = "renewal"
region = "United States"
location = "Hospital, invented"
start = 2026-04-09
end = 2026-04-22
students_per_instructor = 6
students_per_manikin = 3
manikins = 6
prerequisite = "BLS"
pass_mark_percent = 84
pseudonyms = false

[[instructors]]
id = "I-11"
card_expires = 2027-01-31

[[instructors]]
id = "I-12"
card_expires = 2027-08-31

[[instructors]]
id = "I-13"
card_expires = 2026-08-31
"""
_ALS_TOML = """\
format = 1
title = "e-ALS course, United Kingdom, March 2026 (synthetic example, invented people)"
course = "ALS"
edition = "RCUK 2025"
kind = "blended"
region = "United Kingdom"
location = "Course center, invented"
start = 2026-03-02
end = 2026-03-30
manikins = 8
pseudonyms = false

[[instructors]]
id = "I-21"

[[instructors]]
id = "I-22"

[[instructors]]
id = "I-23"

[[instructors]]
id = "I-24"
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the example cohorts where the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.cohort.example",
        description="Write the three synthetic example cohorts and the guide to their format.",
    )
    parser.add_argument("--out", type=Path, default=cohorts_dir(), metavar="DIR")
    folder = parser.parse_args(arguments).out
    write(folder)
    print(f"{len(EXAMPLES)} synthetic cohorts are in {folder}.")


if __name__ == "__main__":
    main()
