"""What a file says put beside what the cohort holds: whole or not at all, nothing twice."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.cohort.about import FILE
from helpers.cohort.cell_values import FAIL, PASS
from helpers.cohort.example_rows import EXAMPLE
from helpers.cohort.folder import contents, read_cohort
from helpers.cohort.formats import FORMATS
from helpers.cohort.imports.convert import Converted, Rows, place_of
from helpers.cohort.imports.earlier import COLUMNS, Earlier
from helpers.cohort.imports.values import day
from helpers.cohort.mapping import with_order
from helpers.cohort.match import CONTRADICTS, Roster, same_name
from helpers.cohort.problems import Problem, Refused, Wrong
from helpers.cohort.raw_tables import bytes_of, clean, encoding_of, read_csv, text_of
from helpers.cohort.strangers import IMPORTED
from helpers.cohort.workbook import read_xlsx
from helpers.domain.certification.names import card_key, key
from helpers.facts.files import write

_COLUMNS = {form.name: [column.name for column in form.columns] for form in FORMATS}
_COLUMNS[IMPORTED] = list(COLUMNS)


class Desk:
    """The tables of a cohort while files are put beside them; written at the end, or not.

    Args:
        folder: the cohort.
        mark: the score in percent that passes.

    Raises:
        Refused: where a file of it cannot be read.
    """

    def __init__(self, folder: Path, mark: float | None = None) -> None:
        self.folder, self.mark = folder, mark
        self.files = {path.name.lower(): path for path in contents(folder)[0]}
        self.tables = {form.name: self._read(form.name) for form in FORMATS}
        self.earlier = Earlier(self._read(IMPORTED))
        self.added: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.changed: set[str] = set()
        self.meanings = ""
        self.orders: dict[int, str] = {}

    @property
    def roster(self) -> Roster:
        """The learners of the class, the example left out."""
        rows = self.tables["roster"]
        return Roster(row for row in rows if row["learner_id"] != EXAMPLE)

    def _read(self, name: str) -> Rows:
        file = self.files.get(f"{name}.csv") or self.files.get(f"{name}.xlsx")
        if file is None or (file.suffix == ".csv" and not text_of(file).strip()):
            return []
        sheet = read_xlsx(file) if file.suffix.lower() == ".xlsx" else read_csv(file)
        strange = [column for column in sheet.columns if column not in _COLUMNS[name]]
        if strange:
            remedy = "this column is not known; take it out before something is added to the file"
            raise Refused(Problem(file.name, remedy, 1, strange[0], strange[0]))
        absent = [""] * len(sheet.numbers)
        cells = [[clean(c) for c in sheet.columns.get(n, absent)] for n in _COLUMNS[name]]
        return [dict(zip(_COLUMNS[name], row, strict=True)) for row in zip(*cells, strict=True)]

    def people(self, rows: Sequence[Mapping[str, str]], file: str) -> list[Problem]:
        """Put people into the roster: new ones are added, empty cells filled, nothing replaced."""
        self.drop_example()
        roster = self.roster
        mine = {row["learner_id"].casefold(): row for row in self.tables["roster"]}
        mails = {
            row["email"].casefold(): row["learner_id"] for row in mine.values() if row["email"]
        }
        told = []
        for row in rows:
            old = mine.get(row["learner_id"].casefold())
            if old is None and (other := mails.get(row["email"].casefold())):
                words = (
                    "not added: the roster has this address under another id. If the roster's is "
                    "the wrong one, put this one in its place in every file of the cohort (roster, "
                    "hours, skills, certifications, answers), then import again"
                )
                hint = f"in the roster it is {other}"
                told.append(Problem(file, words, None, "learner_id", row["learner_id"], hint))
                continue
            if old is None:
                self._add("roster", dict(row))
                continue
            if why := roster.against(old["learner_id"], row["name"]):
                told.append(Problem(file, CONTRADICTS, None, None, row["learner_id"], why))
                continue
            self.known["roster"] += 1
            told += self._filled(old, row, file)
        given = {row["learner_id"].casefold() for row in rows}
        gone = [row["learner_id"] for name, row in mine.items() if name not in given]
        if gone:
            who = ", ".join(gone[:8]) + (f" and {len(gone) - 8} more" if len(gone) > 8 else "")
            words = f"not in this file and kept in the roster: {who}; write withdrawn_on for those"
            told.append(Problem(file, f"{words} who have left"))
        return told

    def _filled(self, old: dict[str, str], row: Mapping[str, str], file: str) -> list[Problem]:
        told = []
        for name, text in row.items():
            if text and not old[name]:
                old[name] = text
                self.changed.add("roster")
            elif (
                text and old[name].casefold() != text.casefold() and not same_name(old[name], text)
            ):
                words = f"the roster has {old[name]!r} for {old['learner_id']}, and keeps it"
                told.append(Problem(file, words, None, name, text))
        return told

    def drop_example(self) -> None:
        """Take the example rows of a new cohort away."""
        for name, rows in self.tables.items():
            kept = [row for row in rows if row["learner_id"] != EXAMPLE]
            if len(kept) < len(rows):
                self.tables[name] = kept
                self.changed.add(name)

    def hours(self, found: Converted, file: str) -> list[Problem]:
        """Add hours; where others stand for a day and setting, they stay and it is told."""
        rows, said = found.tables.get("hours", []), []
        keys = ("learner_id", "date", "setting")
        mine: dict[tuple[str, ...], list[str]] = {}
        for row in self.tables["hours"]:
            mine.setdefault(tuple(row[name] for name in keys), []).append(row["hours"])
        told = []
        for row in rows:
            there = mine.get(tuple(row[name] for name in keys))
            if there is None:
                self._add("hours", row)
                said.append(row)
            elif _same_number(row["hours"], there):
                self.known["hours"] += 1
                said.append(row)
            else:
                words = f"{' + '.join(there)} hours stand there for {row['learner_id']} on "
                words += f"{row['date']}, {row['setting']}; kept: mend hours.csv by hand"
                number, column = found.places[place_of(row)]
                told.append(Problem(file, words, number, column or None, row["hours"]))
        told += self.earlier.gone(found, file, self.tables["hours"])
        self.earlier.keep(said, file, self.tables["hours"])
        return told

    def cards(self, rows: Rows, file: str) -> list[Problem]:
        """Add cards that are not there yet."""
        for row in rows:
            if any(_same_card(row, other) for other in self.tables["certifications"]):
                self.known["certifications"] += 1
            else:
                self._add("certifications", row)
        return []

    def skills(self, found: Converted, file: str) -> list[Problem]:
        """Add results at stations; another score than last time only as the mapping says."""
        told: list[Problem] = []
        mine: dict[tuple[str, str], Rows] = {}
        for row in self.tables["skills"]:
            mine.setdefault((row["learner_id"], key(row["skill"])), []).append(row)
        for row in found.tables.get("skills", []):
            there = mine.setdefault((row["learner_id"], key(row["skill"])), [])
            why = self._attempt(row, there, found.changed.get(row["skill"], ""))
            if why:
                told.append(Problem(file, why, *found.places[place_of(row)], row["result"]))
        return told

    def _attempt(self, row: dict[str, str], there: Rows, changed: str) -> str:
        who = row["learner_id"]
        if not there:
            self._add("skills", {**row, "attempt": "1"})
            return ""
        last = max(there, key=lambda one: int(one["attempt"]) if one["attempt"].isdigit() else 0)
        if _same_result(row["result"], last["result"]):
            self.known["skills"] += 1
            return ""
        if any(
            _same_result(row["result"], o["result"]) and o["date"] == row["date"] for o in there
        ):
            self.known["skills"] += 1
            return f"{who} has this result at an earlier attempt; the later ones stay"
        if changed == "attempt" and last["attempt"].isdigit():
            if why := _no_later_try(row, last, self.mark):
                return f"{who} {why}"
            self._add("skills", {**row, "attempt": str(int(last["attempt"]) + 1)})
            return ""
        if changed == "correction":
            words = f"{who} had {last['result']} here; corrected"
            last["result"] = row["result"]
            self.changed.add("skills")
            return words
        return (
            f"{who} had {last['result']} here, and keeps it: say in cohort.toml under this station "
            'whether it is another try (changed = "attempt") or a mistake mended '
            '(changed = "correction")'
        )

    def _add(self, name: str, row: dict[str, str]) -> None:
        self.tables[name].append(row)
        self.added[name] += 1
        self.changed.add(name)

    def problems(self) -> list[Problem]:
        """What would be wrong with the cohort if this were written."""
        books = [name for name in self.changed if f"{name}.xlsx" in self.files]
        if books:
            remedy = "rows cannot be added to a workbook; save it as CSV UTF-8 and take it out"
            return [Problem(f"{name}.xlsx", remedy) for name in books]
        with tempfile.TemporaryDirectory() as place:
            trial = Path(place) / self.folder.name
            trial.mkdir()
            for path in self.files.values():
                shutil.copyfile(path, trial / path.name)
            self._write(trial)
            return list(read_cohort(trial).problems)

    def write(self) -> None:
        """Write what has changed; the roster before what refers to it."""
        self._write(self.folder)

    def _write(self, folder: Path) -> None:
        for form in FORMATS:
            if form.name in self.changed:
                file = self.files.get(f"{form.name}.csv", Path(f"{form.name}.csv"))
                write(folder / file.name, _text(form.name, self.tables[form.name]).encode())
        if self.earlier.changed:
            write(folder / f"{IMPORTED}.csv", _text(IMPORTED, self.earlier.rows).encode())
        if self.meanings or self.orders:
            write(folder / self.files[FILE].name, self._about())

    def keep_order(self, place: int, order: str) -> bool:
        """Keep how days of the meaning at that place are written; whether cohort.toml can."""
        can = with_order(text_of(self.files[FILE]), place, order) is not None
        if can:
            self.orders[place] = order
        return can

    def _about(self) -> bytes:
        """cohort.toml with what was answered, in the encoding that it has."""
        encoding, mark = encoding_of(bytes_of(self.files[FILE]))
        text = text_of(self.files[FILE])
        for place, order in self.orders.items():
            text = with_order(text, place, order) or text
        if self.meanings:
            text = f"{text.rstrip()}\n{self.meanings}"
        return mark + text.removeprefix("\ufeff").encode(encoding)


def _no_later_try(row: Mapping[str, str], last: Mapping[str, str], mark: float | None) -> str:
    """Why a score cannot be one more try; empty where it can be."""
    had, new = _score(last["result"], mark), _score(row["result"], mark)
    if had and new and had[1] and new[0] < had[0]:
        return (
            f"passed with {last['result']} here, and this is less: no later try, and not taken; if "
            'a mistake was mended, say changed = "correction" in cohort.toml'
        )
    try:
        is_later = day(row["date"], "") > day(last["date"], "")
    except Wrong:
        is_later = False
    if is_later:
        return ""
    return (
        f"had {last['result']} on {last['date']}, and the day of the new try is not known; not "
        "taken: write it as date under this station in cohort.toml, and import the file again"
    )


def _score(result: str, mark: float | None) -> tuple[float, bool] | None:
    """A result as a number, and whether it was a pass; without a pass mark every score is one."""
    if result.casefold() in (PASS, FAIL):
        passed = result.casefold() == PASS
        return (100.0 if passed else 0.0), passed
    try:
        value = float(result.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return None
    return value, mark is None or value >= mark


def _same_number(text: str, there: Sequence[str]) -> bool:
    try:
        return abs(float(text) - sum(float(one.replace(",", ".")) for one in there)) < 0.01
    except ValueError:
        return False


def _same_result(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or _same_number(
        one.removesuffix("%"), [other.removesuffix("%").strip()]
    )


def _same_card(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    alike = row["learner_id"] == other["learner_id"] and key(row["issuer"]) == key(other["issuer"])
    if not alike or card_key(row["certification"]) != card_key(other["certification"]):
        return False
    return any(row[name] and row[name] == other[name] for name in ("issued", "expires"))


def _text(name: str, rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
