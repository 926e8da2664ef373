"""The guide to the format of a cohort, written from the formats so that it cannot drift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from helpers.cohort.column import Column
from helpers.cohort.formats import FORMATS, INSTRUCTOR_KEYS, KEYS, Format

_SHOWN = 4  # rows of each file in the example

_BEGINNING = """\
# Cohorts

A cohort is one class: a folder with the files below. Its name is the folder's name, made of \
letters, digits, hyphens, points and underscores. `python -m helpers.reports NAME` makes its \
report.

**The cohorts in this folder are synthetic: nobody in them exists.** Their scores are drawn from \
distributions that were published for a large course. The EMT class begins with less and learns \
much, the ACLS renewal ends where it began. In `exports` beside each lies a gradebook as Canvas or \
Moodle exports it, which `import` takes and `back` fills in. `python -m helpers.cohort.example` \
writes them, and this page, anew.

| file | needed | what it holds |
|---|---|---|
| `cohort.toml` | yes | What the class is. |
"""

_SPREADSHEETS = """\
## What spreadsheets do to files

Files that a spreadsheet wrote are read as they are: in UTF-8 or UTF-16, with or without a \
byte-order mark, separated by commas, semicolons or tabs, with Windows line ends, empty rows, \
stray spaces, and a comma in `3,5`. A column that is not needed may be missing altogether. \
`roster`, `hours` and `skills` may be XLSX workbooks instead (the visible sheet named as the \
file is, or else the first visible one); a formula in them counts as the value that was stored \
with it, and `00017` stays `00017`. Other spreadsheets (XLS, ODS, Numbers) are not read but told.

An id has up to 64 letters, digits, spaces and any of `. _ - @ + /`, a letter or digit first; \
the lessons ask for the same. Capital and small letters, accents and the marks between words make \
no other station, card or person: `CPR`, `cpr`; `BLS`, `BLS Provider`; `Ana Núñez`, `nunez, ana`. \
Text that is no value (`-`, `?`, `n/a`, `none`, `tbd`, characters that nobody sees) counts as an \
empty cell. Where two learners have one name, their ids are shown beside it. Names are shown as \
they were typed, and nothing in them is ever run.

What could mean two things is refused, and so is what is not known: a day that is not in the \
calendar, 3/4/2026, a time without its offset from UTC, a question or option that the bank does \
not have, a learner who is not in the roster, an unknown column, a misspelt key, two files for \
one table. Every problem is told at once, with file, row, column, what was read and what to do.
"""

_IMPORTS = """\
## Files of other programs

`python -m helpers.cohort new FOLDER` asks for a class and writes its folder. `python -m \
helpers.cohort import FOLDER FILE…` takes a roster, a gradebook of Canvas, Moodle, Blackboard or \
Brightspace, an export of a training centre, a log of shifts or a list of cards into it. What a \
file is, is told by its headings; rows above them, points possible, test students, totals and \
columns that nobody asked for are left out, and said. What its columns mean is shown and, once \
you say yes, written into `cohort.toml`, where you can mend it; with `--yes` nothing is asked. \
Where every day of a file can be two, as 3/4/2026 can, you are asked which number is the month, \
and what a word of a log for a setting means where it cannot be guessed. A CSV file that is no \
UTF-8 is read as Windows-1252, and said. \
Hours as a grid, with the days across the top, are not read: write one row a shift. An id that \
differs from the roster's only in zeros at its beginning, which spreadsheets drop, is that \
learner's, and said; so it is with answers that are collected.

```toml
[[imports]]
kind = "canvas"                # or roster, moodle, blackboard, brightspace, centre, hours, cards
by = "learner_id"              # what the column learner is compared with: learner_id, email, name
columns = { learner = "SIS User ID", name = "Student" }

[[imports.stations]]           # these points are an assessor's result; others are nobody's pass
column = "Megacode (48307)"
skill = "Megacode"
date = 2026-05-20
points = 20                    # where the file does not say it
assessor = "I-01"              # without one it is no pass
changed = "attempt"            # what another score than last time is; or "correction"
```

A log of shifts may also say `dates = "day first"` or `"month first"` (how 3/4/2026 is meant), \
`setting` (of all its hours) or `settings = { "Mercy ED" = "clinical" }` (what its words mean) and \
`count = ["Approved"]` (the words in the column of the status whose rows count); a list of cards \
`issuer` and `certification`. Zeros that a spreadsheet left out at the beginning of an id are put \
back where only one learner can be meant; an id that it made 1.2E+15 is refused. What stands in \
the roster, in hours or at a station stays: where a file says something else, it is told, and only \
`changed = "correction"` replaces a score. With `changed = "attempt"` write the day of the new try \
as `date`: it must be later than that of the try before, and a score that fell after a pass is no \
later try. A row whose id and name are two people's is not taken. What a log of shifts brought is \
remembered in `imported.csv`: hours that the corrected log no longer says are told, and stay until \
you take them out. `... collect` takes answers from files, folders, zips \
and stores; before there is a roster they wait in the folder `waiting`. A hub's database waits \
there by its name only, and is collected when the roster is imported, if `CURRICULUM_DATABASE` \
holds its address then. `... forget` and `... retention --delete` take what waits, too.

`... back` fills one column of an exported gradebook (Canvas, Moodle) and leaves every other byte. \
A column from which a station's results are read is filled only with `--over-a-station`. \
`... tables` writes a report's tables as CSV and XLSX, `... renewals` the days on which cards \
expire as a calendar. Text that a spreadsheet would run as a formula gets an apostrophe there, and \
only there.
"""

_RULES = """\
## How it is summed up

- Answers are recorded by the learners themselves: they are formative. A pass needs a result \
that an assessor entered, and the last attempt decides.
- A learner is complete who has passed every station that the class has, has the hours that \
are asked for, and holds the card that the course asks for: on the report's day while the class \
runs, on its last day afterwards. A card that expired since then is told with the cards, and \
nobody is incomplete by it.
- Hours are held against the row of `data/training_hours.csv` that `requirement` names. Where \
that rule counts the classroom only, clinical and field hours are not counted either.
- A card whose `expires` is empty expires by its issuer's rule in `data/cards.csv`. One of the \
American Heart Association expires two years on, at the end of the month; ALS of Resuscitation \
Council UK and of the Australian Resuscitation Council four years on, courses of the European \
Resuscitation Council three, ILS of Resuscitation Council UK one, to the day; issued on \
29 February, on 28 February where the year has no 29th. Where no such rule was read, write the \
day. Write AHA, RCUK, ERC, or the issuer in full; ARC is the name of two.
- The gain is scored on first attempts at the questions that each lesson asks before and after \
it, over those who answered both completely in one lesson at least, each over the lessons where \
they did. The forms are parallel: the one of a lesson that a learner began first counts as the \
pretest.
- Under pseudonyms no name, address or other content of the files is shown; the same holds where \
cohort.toml cannot be read. A pseudonym is made with a key of the office: one file, made once in \
the user's settings folder, or where the variable `LIFE_SUPPORT_PSEUDONYM_KEY` says. Keep a copy \
of it, and never beside cohorts or reports: whoever has it and a roster can tell who is who.
- Groups under ten are not broken down, and nobody is ranked.
"""


_KINDS = {
    "learner": "id",
    "name": "text",
    "person": "text",
    "expiry": "date, as 2028-06-30; or month and year, as 06/2028",
    "hours": "number, as 8.5, or hours and minutes, as 8:30",
    "email": "address",
    "date": "date, as 2026-03-31",
    "moment": "moment, as 2026-03-31T09:30:00+02:00",
    "integer": "whole number",
    "yesno": "true or false",
    "result": "pass, fail or a score in percent",
    "list": "tables",
}


def guide(example: Mapping[str, str]) -> str:
    """The whole text of ``data/cohorts/README.md``.

    Args:
        example: the files of a cohort to show, by name.
    """
    needed = "".join(
        f"| `{form.name}.csv`{' or `.xlsx`' if form.xlsx else ''} "
        f"| {'yes' if form.required else 'no'} | {form.about.split('. ')[0].rstrip('.')}. |\n"
        for form in FORMATS
    )
    parts = [_BEGINNING + needed, _about_section(example["cohort.toml"])]
    parts += [_section(form, example[f"{form.name}.csv"]) for form in FORMATS]
    return "\n".join([*parts, _SPREADSHEETS, _IMPORTS, _RULES])


def _about_section(example: str) -> str:
    version = Column("format", "integer", True, about="Always 1.")
    people = Column("instructors", "list", about="One [[instructors]] each, with the keys below.")
    files = Column("imports", "list", about="What other programs' files mean; see below.")
    rows = _rows((version, *KEYS, people, files), "key")
    below = _rows(INSTRUCTOR_KEYS, "key of an instructor")
    return f"## cohort.toml\n\n{rows}\n{below}\n```toml\n{example}```\n"


def _section(form: Format, example: str) -> str:
    shown = "\n".join(example.splitlines()[: _SHOWN + 1])
    rows = _rows(form.columns, "column")
    return f"## {form.name}.csv\n\n{form.about}\n\n{rows}\n```\n{shown}\n```\n"


def _rows(columns: Iterable[Column], what: str) -> str:
    lines = [f"| {what} | needed | kind | meaning |", "|---|---|---|---|"]
    for column in columns:
        kind = _KINDS.get(column.kind, column.kind)
        if column.choices:
            kind = f"one of {', '.join(column.choices)}"
        need = "yes" if column.required else "no"
        lines.append(f"| `{column.name}` | {need} | {kind} | {column.about} |")
    return "\n".join(lines) + "\n"
