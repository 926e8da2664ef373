"""A learner's rows taken out of a class, every other byte left as it was.

What a program cannot decide is told and left to the office: workbooks, other files of the folder,
and places where the learner's name stands in somebody else's row.
"""

from __future__ import annotations

import csv
import glob
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort.folder import contents, leaves_folder
from helpers.cohort.locate import cohort_id, find_cohort
from helpers.cohort.raw_tables import clean, dialect_of, encoding_of
from helpers.facts.files import held, write

_ID = "learner_id"


@dataclass(frozen=True)
class Forgotten:
    """What was done.

    Attributes:
        rows: how many rows each file lost.
        reports: pages that held the learner and are gone.
        by_hand: what is left to be looked at.
    """

    rows: dict[str, int]
    reports: tuple[str, ...]
    by_hand: tuple[str, ...]


def forget(learner: str, cohort: str | Path, reports: Path | None = None) -> Forgotten:
    """Take a learner out of a cohort's tables.

    Args:
        learner: the learner_id.
        reports: a folder of reports; the pages of the cohort, its learners and the programme, the
            overview and the manifest, which may hold what was forgotten, are deleted there, to be
            made anew.

    Raises:
        ValueError: where there is no such cohort, no such learner, or a table cannot be read.
        OSError: where a table cannot be written.
        TimeoutError: where another program holds the cohort.
    """
    folder = find_cohort(cohort)
    with held(folder):
        read, others = contents(folder)
        tables = [file for file in read if file.suffix.lower() == ".csv"]
        if away := [file.name for file in tables if leaves_folder(file)]:
            raise ValueError(f"{away[0]} is a link out of the folder; forget the learner there")
        found = {file: _without(file, learner) for file in tables}
        names = {name for _, _, _, own in found.values() for name in own}
        rows = {file.name: lost for file, (_, lost, _, _) in found.items() if lost}
        by_hand = [f"{file.name} is not looked at" for file in (*read, *others) if _unread(file)]
        by_hand += [f"{one.name}, a folder, is not looked at" for one in _folders(folder)]
        if not rows:
            raise ValueError(f"no table of {folder.name} has the learner {learner!r}")
        for file, (content, lost, rest, _) in found.items():
            if lost:
                write(file, content)
            by_hand += _still_named(file, rest, names)
    gone = without_reports(folder, reports) if reports else ()
    return Forgotten(rows, gone, tuple(by_hand))


def _folders(folder: Path) -> list[Path]:
    """Folders in a cohort's, such as one with what other programs exported."""
    return [one for one in sorted(folder.iterdir()) if one.is_dir() and one.name[0] != "."]


def _unread(file: Path) -> bool:
    return file.suffix.lower() not in (".csv", ".toml")


_Rest = list[tuple[int, Sequence[str]]]


def _without(file: Path, learner: str) -> tuple[bytes, int, _Rest, set[str]]:
    """A table without a learner, how many rows it lost, the other rows, and the names it gave."""
    raw = file.read_bytes()
    encoding, mark = encoding_of(raw)
    kept, rest, lost, names = [], [], 0, set()
    place = name = -1
    number = 0
    try:
        for text, cells in _records(raw[len(mark) :].decode(encoding)):
            number += cells is not None
            if cells is None:
                pass
            elif place < 0 and any(map(clean, cells)):
                heads = [re.sub(r"[\s\-]+", "_", clean(cell).lower()) for cell in cells]
                place = heads.index(_ID) if _ID in heads else len(heads)
                name = heads.index("name") if "name" in heads else -1
            elif 0 <= place < len(cells) and clean(cells[place]) == clean(learner):
                lost += 1
                if 0 <= name < len(cells):
                    names.add(clean(cells[name]))
                continue
            else:
                rest.append((number, cells))
            kept.append(text)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{file.name} cannot be read ({error}); mend it first") from None
    return mark + "".join(kept).encode(encoding), lost, rest, names


def _records(text: str) -> Iterator[tuple[str, Sequence[str] | None]]:
    """Each row as it stands in the file, with its cells."""
    taken: list[str] = []
    delimiter, start = dialect_of(text)
    if start:  # what Excel says of the file is no row
        yield text[:start], None
    lines = io.StringIO(text[start:], newline="")

    def told() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(told(), delimiter=delimiter, strict=True, skipinitialspace=True)
    for cells in reader:
        yield "".join(taken), cells
        taken.clear()


def _still_named(file: Path, rest: _Rest, names: set[str]) -> list[str]:
    return [
        f"{file.name}, row {number}: a name that was forgotten stands in this row as well"
        for number, cells in rest
        if any(name and name.casefold() in cell.casefold() for name in names for cell in cells)
    ]


def without_reports(folder: Path, reports: Path) -> tuple[str, ...]:
    """Delete the pages that may hold somebody of a cohort, and give back their names."""
    name, gone = cohort_id(folder), []
    # A learner's own page has the learner's id in its name, or a pseudonym.
    pages = sorted(reports.glob(f"{glob.escape(name)}+*.html"))
    shared = (f"{name}.html", "programme.html", "index.html", "manifest.json")
    others = (reports / other for other in shared)
    for file in (*pages, *others):
        if file.is_file():
            file.unlink()
            gone.append(file.name)
    return tuple(gone)
