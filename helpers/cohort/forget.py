"""A learner's rows taken out of a class, every other byte left as it was.

Answers that wait for the roster are of the class as well.
What a program cannot decide is told and left to the office: workbooks, other files of the folder,
and places where the learner's name stands in somebody else's row.
"""

from __future__ import annotations

import csv
import glob
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort.example_rows import EXAMPLE
from helpers.cohort.folder import contents, leaves_folder
from helpers.cohort.locate import cohort_id, find_cohort
from helpers.cohort.match import Roster, same_name, turned
from helpers.cohort.problems import Refused
from helpers.cohort.raw_tables import clean, dialect_of, encoding_of, read_csv
from helpers.cohort.waiting import FOLDER, Waiting, what_waits
from helpers.facts.files import held, write

_ID = "learner_id"


@dataclass(frozen=True)
class Forgotten:
    """What was done.

    Attributes:
        rows: how many rows each file lost; one that waited and has no other row is gone.
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
        found = {file: _without(file, lambda id_: id_ == clean(learner)) for file in tables}
        names = {name for _, _, _, own in found.values() for name in own}
        rows = {file.name: lost for file, (_, lost, _, _) in found.items() if lost}
        by_hand = [f"{file.name} is not looked at" for file in (*read, *others) if _unread(file)]
        by_hand += [f"{one.name}, a folder, is not looked at" for one in _folders(folder)]
        waiting = what_waits(folder)
        early, told = _early(waiting, folder, learner)
        rows |= {f"{FOLDER}/{file.name}": lost for file, (_, lost, _, _) in early.items()}
        if not rows:
            raise ValueError(_nobody(folder, learner))
        for file, (content, lost, rest, _) in found.items():
            if lost:
                write(file, content)
            by_hand += _still_named(file, rest, names)
        for file, (content, _, rest, _) in early.items():
            if any(any(map(clean, cells)) for _, cells in rest):
                write(file, content, 0o600)
            else:
                file.unlink()
        for file in waiting.halves:
            file.unlink()
        by_hand += told
    gone = without_reports(folder, reports) if reports else ()
    return Forgotten(rows, gone, tuple(by_hand))


def called_so(folder: Path, name: str) -> list[str]:
    """The ids of those whom a roster calls so, in whatever spelling; none of a workbook."""
    columns = _roster(folder)
    rows = zip(columns.get(_ID, []), columns.get("name", []), strict=False)
    return [clean(one) for one, other in rows if clean(other) and same_name(other, turned(name))]


def _roster(folder: Path) -> Mapping[str, Sequence[str]]:
    """The columns of a roster; none where there is no roster yet, or it is no CSV file."""
    file = next((one for one in folder.iterdir() if one.name.lower() == "roster.csv"), None)
    try:
        return read_csv(file).columns if file else {}
    except Refused:
        return {}


def _nobody(folder: Path, learner: str) -> str:
    words = f"no table of {folder.name} has the learner {learner!r}"
    ids = called_so(folder, learner)
    if not ids:
        return f"{words}; write the learner_id as it stands in the roster"
    shown = " or ".join(ids)
    return f"{words}; this is a name, and a learner_id is asked for: write {shown}"


def _folders(folder: Path) -> list[Path]:
    """Folders in a cohort's, such as one with what other programs exported."""
    found = [one for one in sorted(folder.iterdir()) if one.is_dir() and one.name[0] != "."]
    return [one for one in found if one.name != FOLDER or one.is_symlink()]


def _unread(file: Path) -> bool:
    return file.suffix.lower() not in (".csv", ".toml")


_Rest = list[tuple[int, Sequence[str]]]
_Left = tuple[bytes, int, _Rest, set[str]]


def _early(waiting: Waiting, folder: Path, learner: str) -> tuple[dict[Path, _Left], list[str]]:
    """Files that wait and hold a learner, without the learner; what is left to be looked at.

    Whose an answer is, the roster says, as when it is collected. Before there is one, an id that
    only lacks zeros at its beginning may be somebody else's: it is told.
    """
    known = map(clean, _roster(folder).get(_ID, []))
    ids = [one for one in known if one and one != EXAMPLE]
    roster = Roster({_ID: one} for one in (*ids, clean(learner)))
    found: dict[Path, _Left] = {}
    told = [
        f"{FOLDER}/{file.name} is not looked at" for file in waiting.others if file.name != FOLDER
    ]
    for file in waiting.files:
        alike: set[str] = set()

        def is_theirs(id_: str, alike: set[str] = alike) -> bool:
            meant = roster.find(id_, _ID).learner == clean(learner)
            if meant and not ids and id_.casefold() != clean(learner).casefold():
                alike.add(id_)
                return False
            return meant

        try:
            left = _without(file, is_theirs)
        except ValueError as error:
            told.append(f"{FOLDER}/{error}")
            continue
        told += [f"{FOLDER}/{file.name}: the id {one} may mean the learner, too" for one in alike]
        if left[1]:
            found[file] = left
    return found, told


def _without(file: Path, is_theirs: Callable[[str], bool]) -> _Left:
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
            elif 0 <= place < len(cells) and is_theirs(clean(cells[place])):
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
