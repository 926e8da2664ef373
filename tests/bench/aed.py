"""Grade the AED's rule on 5,000 strips of each rhythm: ``python -m tests.bench.aed``.

The strips are those of the grading seeds, from 2,000,000 on, which no threshold was chosen on:
rule and thresholds were committed before these seeds were first drawn. ``--write`` keeps the
counts in ``data/aed_grades.csv``, hits and misses alike.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from helpers.apps.tables import grades_table
from helpers.domain import aed
from helpers.facts import data_dir, files

STRIPS = 5000
FIRST = 100  # so many are counted again by a test
Job = tuple[str, str, str, int]


def jobs(strips: int) -> Iterator[Job]:
    """Every model, condition and rhythm; the second model draws fibrillation only."""
    for model, condition in itertools.product(aed.MODELS, aed.CONDITIONS):
        for name in aed.drawn_by(model):
            yield model, condition, name, strips


def count(job: Job) -> tuple[int, int]:
    """On how many strips of a job the rule advises a shock: of the first ones, and of all."""
    model, condition, name, strips = job
    first = min(strips, FIRST)
    found = [
        aed.shocks(aed.rule(), name, n, seed, condition, model)
        for seed, n in ((aed.GRADING_SEED, first), (aed.GRADING_SEED + first, strips - first))
    ]
    return found[0], sum(found)


def main() -> None:
    """Count, print, and keep the counts if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.aed", description=__doc__)
    parser.add_argument("--strips", type=int, default=STRIPS, help="of each rhythm")
    parser.add_argument("--write", action="store_true", help="write data/aed_grades.csv")
    options = parser.parse_args()
    work = list(jobs(options.strips))
    with ProcessPoolExecutor(2) as pool:
        counts = list(pool.map(count, work))
    rows = [(*job, *found) for job, found in zip(work, counts, strict=True)]
    for model, condition in itertools.product(aed.MODELS, aed.CONDITIONS):
        its = {name: found for m, c, name, _, _, found in rows if (m, c) == (model, condition)}
        print(f"\n{model} model, {condition}")
        print(grades_table(aed.grades_of(its, options.strips, "class")))
        print(grades_table(aed.grades_of(its, options.strips, "rhythm")))
    if options.write:
        _write(rows)


def _write(rows: list[tuple[str, str, str, int, int, int]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("model", "condition", "rhythm", "strips", "shocks_of_first_100", "shocks"))
    writer.writerows(rows)
    files.write(data_dir() / "aed_grades.csv", text.getvalue().encode())


if __name__ == "__main__":
    main()
