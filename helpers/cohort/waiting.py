"""Answers that were handed in before there was a roster: they wait, and are collected with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.cohort.collect import Collected, collect
from helpers.cohort.example_rows import EXAMPLE
from helpers.cohort.locate import find_cohort
from helpers.cohort.problems import Refused, told_lines
from helpers.cohort.raw_tables import bytes_of, read_csv
from helpers.facts.files import digest, write

FOLDER = "waiting"
_SEVERAL = "several-"


def collect_or_wait(files: Sequence[Path], into: str | Path, several: bool) -> Collected:
    """Collect exports; where the cohort has no roster yet, keep them beside it until it has.

    Raises:
        ValueError, TimeoutError, NotCollected: as :func:`helpers.cohort.collect.collect`.
    """
    folder = find_cohort(into)
    if has_roster(folder):
        return collect(files, folder, several)
    problems = []
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


def collect_waiting(folder: Path) -> list[str]:
    """Collect what waits, now that there is a roster; what was done, in lines."""
    waiting = sorted((folder / FOLDER).glob("*.csv"))
    if not waiting or not has_roster(folder):
        return []
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
                file.unlink()
    count = sum(1 for file in waiting if not file.exists())
    return [f"answers.csv: {count} files that waited for the roster are collected", *lines]


def has_roster(folder: Path) -> bool:
    """Whether the cohort has a learner who is not the example."""
    if (folder / "roster.xlsx").exists():
        return True
    try:
        ids = read_csv(folder / "roster.csv").columns.get("learner_id", [EXAMPLE])
    except Refused:
        return False
    return any(text.strip() != EXAMPLE for text in ids if text.strip())
