"""A new cohort: asked for in words, and written as a folder that shows how it is meant."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.cohort.about import FILE, FORMAT
from helpers.cohort.cell_values import parse
from helpers.cohort.example_rows import example_rows
from helpers.cohort.formats import FORMATS, KEYS
from helpers.cohort.locate import cohort_id
from helpers.cohort.prerequisite import NOTHING, usual_card
from helpers.cohort.problems import Wrong
from helpers.facts import load
from helpers.facts.files import write

Ask = Callable[[str], str]
Say = Callable[[str], None]
_KEY = {column.name: column for column in KEYS}
_QUESTIONS = {
    "title": "What is the class called, as it will head the report?",
    "course": "Which course is it: EMT, ACLS, BLS, ALS, …?",
    "kind": "Is it initial, renewal or blended?",
    "start": "Which is its first day, as 2026-03-31?",
    "end": "Which is its last day?",
    "edition": "Which guidelines does it teach, for example AHA 2025? [Enter for none]",
    "region": "Whose rules apply: which country or state? [Enter for none]",
    "pass_mark_percent": "Which mark, in percent, passes a score? [Enter for none]",
    "students_per_instructor": "How many learners to one instructor at most? [Enter for none]",
    "students_per_manikin": "How many learners to one manikin at most? [Enter for none]",
}
_MANIKINS = "How many manikins does the class have? [Enter if you do not know yet]"
_SHOWN = 8


def new_cohort(folder: Path, ask: Ask, say: Say) -> None:
    """Ask for a class and write its folder.

    Raises:
        ValueError: for a name that a cohort cannot have, or a folder that holds something.
        EOFError: where the answers end too early; nothing is written then.
    """
    cohort_id(Path(folder.absolute()))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is there already and not empty; name a new folder")
    values = {}
    for name, text in _QUESTIONS.items():
        values[name] = _asked(ask, say, name, text)
        if name == "pass_mark_percent" and values[name] is None:
            say("To set it later, write a line such as pass_mark_percent = 84 in cohort.toml;")
            say("until then no score can be taken as a pass or a fail.")
    while str(values["end"]) < str(values["start"]):
        say(f"The last day cannot be before the first, {values['start']}.")
        values["end"] = _asked(ask, say, "end", _QUESTIONS["end"])
    if values["students_per_manikin"] is not None:
        values["manikins"] = _asked(ask, say, "manikins", _MANIKINS)
    values["prerequisite"] = _card(ask, say, str(values["course"]))
    values["requirement"] = _requirement(ask, say)
    text = ask("Who teaches: ids or names with commas between? [Enter for none] ")
    people = [name.strip() for name in text.split(",") if name.strip()]
    write(folder / FILE, _toml(values, list(dict.fromkeys(people))).encode())
    rows = example_rows(str(values["start"]))
    for form in FORMATS:
        out = io.StringIO()
        writer = csv.DictWriter(out, [c.name for c in form.columns], lineterminator="\n")
        writer.writeheader()
        writer.writerow(rows[form.name])
        write(folder / f"{form.name}.csv", out.getvalue().encode())


def _asked(ask: Ask, say: Say, name: str, text: str) -> object:
    while True:
        try:
            return parse(ask(f"{text} "), _KEY[name])
        except Wrong as error:
            say(f"{error}.")


def _card(ask: Ask, say: Say, course: str) -> str:
    """The card that a learner must hold; what a course of this name usually needs is offered."""
    usual = usual_card(course) or NOTHING
    text = f"Which card must a learner hold to complete it, or {NOTHING}? [Enter for {usual}]"
    card = str(_asked(lambda shown: ask(shown).strip() or usual, say, "prerequisite", text))
    # Whoever writes "none" or "-" says that there is no such card.
    return card if card and card.casefold() != NOTHING else NOTHING


def _requirement(ask: Ask, say: Say) -> str | None:
    """The rule whose hours are asked for: by its id, or by a word of its place or level."""
    table = load("training_hours")
    ids = {str(fact).casefold(): str(fact) for fact in table["fact_id"]}
    while True:
        word = ask(_RULE).strip().casefold()
        if not word:
            return None
        if word in ids:
            if _is_old(table, ids[word]):
                say(f"{ids[word]} is an old rule, no longer in force.")
            return ids[word]
        if word == "?":
            say("Known are rules of: " + " · ".join(sorted(set(table["jurisdiction"].astype(str)))))
            say("Write a place and a level, such as Ohio EMT.")
            continue
        _search(table, word, say)


_RULE = (
    "Which rule asks for hours? Its id, words to search for such as Ohio EMT, ? for the places "
    "that are known, or Enter for none: "
)


def _is_old(table: pd.DataFrame, fact: str) -> bool:
    return str(table.set_index("fact_id").loc[fact, "in_force"]) == "no"


def _search(table: pd.DataFrame, word: str, say: Say) -> None:
    columns = ["fact_id", "jurisdiction", "level_name", "hours_least", "year"]
    lines = []
    for row in table[[*columns, "in_force"]].itertuples(index=False, name=None):
        *cells, in_force = map(str, row)
        shown = " · ".join(cell for cell in cells if cell not in ("", "nan", "<NA>", "None"))
        lines.append(f"{shown} (an old rule)" if in_force == "no" else shown)
    found = [line for line in lines if all(part in line.casefold() for part in word.split())]
    for line in found[:_SHOWN]:
        say(f"    {line}")
    more = f"; {len(found) - _SHOWN} more, add a word" if len(found) > _SHOWN else ""
    say(f"{len(found)} found{more}. data/training_hours.csv holds all.")
    if found:
        first = found[0].partition(" · ")[0]
        say(f"To take one, type its id, which stands first in its line: {first} for example.")


def _toml(values: dict[str, object], people: list[str]) -> str:
    lines = [f"format = {FORMAT}"]
    for column in KEYS:
        value = values.get(column.name)
        if value in (None, ""):
            if not column.required:
                lines.append(f"# {column.name} =   # {column.about}")
        else:
            lines.append(f"{column.name} = {_value(value)}")
    for name in people:
        lines += ["", "[[instructors]]", f"id = {_value(name)}", "# card_expires = 2027-03-31"]
    return "\n".join([*lines, ""])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{value:g}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
