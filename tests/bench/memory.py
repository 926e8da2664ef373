"""Memory over a thousand reports: ``python -m tests.bench.memory``.

The example cohorts again and again, by two processes that stay the same throughout. After each
hundred reports: what the processes that make them, and the one that asks for them, have of their
own. It may not grow after the first hundred.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import psutil

from helpers.cohort import cohort_names
from helpers.reports.job import Job
from helpers.reports.team import as_made, here
from tests.bench.measure import machine, makers, own_megabytes
from tests.reports.support import example, job

_REPORTS = 1_000
_STEPS = 10
_WORKERS = 2
#: By how much the second half may stand above the first; what is noise was less than half of it.
_GROWTH = 1.05


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print. The first argument may be another number of reports.

    Returns:
        1 where memory grew.
    """
    count = int(arguments[0]) if arguments else _REPORTS
    print(f"{count} reports, {_WORKERS} processes; {machine()}", flush=True)
    found = list(_measured(count))
    half = len(found) // 2
    growth = statistics.fmean(found[half:]) / statistics.fmean(found[1:half])
    print(f"the second half of the run stands at {growth:.3f} times the first")
    return 0 if growth <= _GROWTH else 1


def _measured(count: int) -> Iterator[float]:
    """Megabytes of each process that makes reports, in the mean, after each part of the run."""
    me, part = psutil.Process(), count // _STEPS
    started: set[int] = set()
    with here(_WORKERS) as submit:
        for step in range(_STEPS):
            # A part is made whole before it is measured: nobody is in the middle of a report.
            for asked, result in as_made(_jobs(step * part, part), submit, 2 * _WORKERS):
                assert result.page is not None, (asked.id, result.error, result.problems)
            team = list(makers())
            started |= {process.pid for process in team}
            sizes = [own_megabytes(process) for process in team]
            told = ", ".join(f"{size:.1f}" for size in sizes)
            print(f"{(step + 1) * part:>6} reports: {told} MB, and {own_megabytes(me):.1f} MB")
            sys.stdout.flush()
            yield statistics.fmean(sizes)
    assert len(started) == _WORKERS, "a process was replaced"


def _jobs(first: int, count: int) -> Iterator[Job]:
    kinds = [job(example(name)) for name in cohort_names()]
    for number in range(first, first + count):
        kind = kinds[number % len(kinds)]
        yield replace(kind, parcel=replace(kind.parcel, id=f"c{number}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
