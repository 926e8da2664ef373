"""Answers that were handed in before there was a roster: they wait, and are collected with it.

Files wait as they are. Of a hub's database nobody knows yet whose answers belong to the class, so
only a note waits that says which database it is; no login and no password stands in it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort.collect import Collected, collect
from helpers.cohort.example_rows import EXAMPLE
from helpers.cohort.folder import Cohort, read_cohort
from helpers.cohort.locate import find_cohort
from helpers.cohort.problems import Refused, told_lines
from helpers.cohort.raw_tables import bytes_of, read_csv
from helpers.cohort.sources import Exports, hub_export, hub_place
from helpers.course.answer import DATABASE
from helpers.facts.files import digest, held, write

FOLDER = "waiting"
_SEVERAL = "several-"
_HUB = "hub-"


@dataclass(frozen=True)
class Waiting:
    """What is in the folder of what waits.

    Attributes:
        files: answers.
        notes: which databases wait.
        halves: what a machine that stopped left half-written.
        others: what nobody here has put there.
    """

    files: tuple[Path, ...] = ()
    notes: tuple[Path, ...] = ()
    halves: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def what_waits(folder: Path) -> Waiting:
    """What waits in a cohort; where the folder for it is a link, that and no more is said."""
    place = folder / FOLDER
    if place.is_symlink():
        return Waiting(others=(place,))
    if not place.is_dir():
        return Waiting()
    found: dict[str, list[Path]] = {"files": [], "notes": [], "halves": [], "others": []}
    for path in sorted(place.iterdir()):
        found[_kind(path)].append(path)
    return Waiting(**{kind: tuple(paths) for kind, paths in found.items()})


def _kind(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "others"
    if path.name.startswith("."):
        return "halves" if path.suffixes[-2:-1] in ([".csv"], [".txt"]) else "others"
    if path.suffix == ".csv":
        return "files"
    return "notes" if path.name.startswith(_HUB) and path.suffix == ".txt" else "others"


def collect_or_wait(files: Sequence[Path], into: str | Path, several: bool) -> Collected:
    """Collect exports; where the cohort has no roster yet, keep them beside it until it has.

    Raises:
        ValueError, TimeoutError, NotCollected: as :func:`helpers.cohort.collect.collect`.
    """
    folder = find_cohort(into)
    if has_roster(folder):
        return collect(files, folder, several)
    problems = []
    with held(folder):
        for file in files:
            try:
                content = bytes_of(file)
            except Refused as error:
                problems.append(error.problem)
                continue
            name = f"{_SEVERAL if several else ''}{digest(content)[:16]}.csv"
            write(folder / FOLDER / name, content, 0o600)
    told = f"{len(files) - len(problems)} files wait in {FOLDER}/ until the roster is imported"
    return Collected({}, {}, (told,), tuple(problems))


def hub_waits(folder: Path, address: str) -> str:
    """Note that a database is to be collected once there is a roster; what to say of it.

    Raises:
        ValueError: for an address that is none.
        ModuleNotFoundError: without the extra ``hub``.
    """
    place = hub_place(address)
    with held(folder):
        write(_note(folder, place), f"{place}\n".encode(), 0o600)
    return (
        f"{place} waits until the roster is imported: nobody knows yet whose answers there belong "
        f"to this class. Put the address into the variable {DATABASE} when you import the roster"
    )


def no_longer_waits(folder: Path, address: str) -> None:
    """Take the note of a database away, now that it was collected."""
    _note(folder, hub_place(address)).unlink(missing_ok=True)


def _note(folder: Path, place: str) -> Path:
    return folder / FOLDER / f"{_HUB}{digest(place.encode())[:16]}.txt"


def collect_waiting(folder: Path) -> list[str]:
    """Collect what waits, now that there is a roster; what was done, in lines."""
    found = what_waits(folder)
    if not has_roster(folder):
        return []
    files = _collect_files(folder, found.files) if found.files else []
    return [*files, *(_collect_hub(folder, note) for note in found.notes)]


def _collect_files(folder: Path, waiting: Sequence[Path]) -> list[str]:
    lines = []
    for several in (False, True):
        files = [file for file in waiting if file.name.startswith(_SEVERAL) is several]
        try:
            done = collect(files, folder, several)
        except (ValueError, OSError) as error:
            return [f"what waits in {FOLDER}/ was not collected: {error}"]
        lines += [*done.conflicts, *told_lines(done.problems)]
        bad = {problem.file for problem in done.problems}
        for file in files:
            if str(file) not in bad:
                file.unlink(missing_ok=True)
    count = sum(1 for file in waiting if not file.exists())
    return [f"answers.csv: {count} files that waited for the roster are collected", *lines]


def _collect_hub(folder: Path, note: Path) -> str:
    """Collect a database that waits, if the environment has its address; what was done."""
    place, address = note.read_text("utf-8", "replace").strip(), os.environ.get(DATABASE, "")
    waits = f"{place} still waits to be collected"
    again = f"python -m helpers.cohort collect ADDRESS --into {folder}"
    if not address:
        how = f"set {DATABASE} to its address and import again, or: {again}"
        return f"{waits}: {DATABASE} is not set; {how}"
    try:
        if (other := hub_place(address)) != place:
            return f"{waits}: {DATABASE} names another one, {other}; collect it with: {again}"
        cohort = read_cohort(folder).cohort
        if cohort is None:
            return f"{waits}: the cohort has problems of its own; mend them, then: {again}"
        with tempfile.TemporaryDirectory() as room:
            sources = Exports()
            hub_export(address, learners_of(cohort), Path(room), sources)
            done = collect(sources.files, folder, several=True)
    except (ValueError, OSError, ModuleNotFoundError) as error:
        return f"{waits}: {error}"
    if done.problems:
        return f"{waits}: {sources.names(str(done.problems[0]))}"
    note.unlink(missing_ok=True)
    added = sum(done.added.values())
    return f"answers.csv: {added} answers that waited in {place} are collected"


def learners_of(cohort: Cohort) -> set[str]:
    """The ids of a class."""
    return set(map(str, cohort.roster["learner_id"]))


def has_roster(folder: Path) -> bool:
    """Whether the cohort has a learner who is not the example."""
    if (folder / "roster.xlsx").exists():
        return True
    try:
        ids = read_csv(folder / "roster.csv").columns.get("learner_id", [EXAMPLE])
    except Refused:
        return False
    return any(text.strip() != EXAMPLE for text in ids if text.strip())
