"""Seconds a report: ``python -m tests.bench.reports [ROUNDS] [COHORTS]``.

What a shell would do (``papermill``, then ``nbconvert``, cohort after cohort), the same two at
a time with ``xargs -P2``, ``python -m helpers.reports`` with two workers, with one, and on a Dask
cluster of two processes, and the plain function that makes one report, in one process. In turn,
several rounds, so that all meet the same load; the ratios are what can be compared. Ours make
sixty; a shell, whose every report takes as long as the one before, makes six.

Beside the clock stands the time of the processors, all processes of a way taken together: on a
machine that others use as well the clock says how busy they were.
"""

from __future__ import annotations

import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort import cohort_names, cohorts_dir
from helpers.reports.template import template
from tests.bench.measure import machine, spent
from tests.reports.support import cluster

_ROUNDS = 3
_COHORTS = 60  # a round
_BY_SHELL = 6  # of them
_TODAY = "2026-06-01"


@dataclass(frozen=True)
class Taken:
    """What a report took: seconds of the clock, and of the processors."""

    clock: float
    processors: float


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print; the arguments are numbers of rounds and of cohorts."""
    rounds, cohorts = [*map(int, arguments), *(_ROUNDS, _COHORTS)[len(arguments) :]]
    found: dict[str, list[Taken]] = {name: [] for name in _WAYS}
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary, cluster() as scheduler:
        os.environ[_SCHEDULER] = scheduler
        folders = _cohorts(Path(temporary), cohorts)
        for number in range(rounds):
            for name, way in _WAYS.items():
                out = Path(temporary, f"{name}-{number}".replace(" ", ""))
                out.mkdir()
                asked = folders[:_BY_SHELL] if way in (_loop, _xargs) else folders
                taken = _taken(way(asked, out), len(asked))
                assert len(list(out.glob("c*.html"))) == len(asked), name
                found[name].append(taken)
                told = f"{taken.clock:.2f} s by the clock, {taken.processors:.2f} s of processors"
                print(f"{name}, {len(asked)} reports: {told}", file=sys.stderr, flush=True)
    _report(found)
    print(machine())
    return 0


def _cohorts(folder: Path, count: int) -> list[Path]:
    """Copies of the example cohorts, each under a name of its own."""
    names = cohort_names()
    return [
        Path(shutil.copytree(cohorts_dir() / names[n % len(names)], folder / f"c{n}"))
        for n in range(count)
    ]


def _one(folder: str, out: Path) -> str:
    """The two commands that make one report, for a shell."""
    python, notebook = shlex.quote(sys.executable), shlex.quote(str(template()))
    run = f"{python} -m papermill -p cohort {folder} -p today {_TODAY} {notebook}"
    ran = f"{shlex.quote(str(out))}/$(basename {folder}).ipynb"
    page = f"{python} -m nbconvert --to html --no-input --log-level ERROR"
    return f"{run} {ran} 2>/dev/null && {page} {ran}"


def _loop(folders: Sequence[Path], out: Path) -> list[str]:
    names = " ".join(shlex.quote(str(folder)) for folder in folders)
    return ["sh", "-c", f"for c in {names}; do {_one('$c', out)} || exit 1; done"]


def _xargs(folders: Sequence[Path], out: Path) -> list[str]:
    names = " ".join(shlex.quote(str(folder)) for folder in folders)
    each = shlex.quote(_one('"$1"', out))
    return ["sh", "-c", f"printf '%s\\n' {names} | xargs -P2 -n1 sh -c {each} sh"]


def _ours(folders: Sequence[Path], out: Path, *how: str) -> list[str]:
    names = [str(folder) for folder in folders]
    options = ["--out", str(out), "--today", _TODAY, *(how or ("--workers", "2"))]
    return [sys.executable, "-m", "helpers.reports", *names, *options]


def _one_worker(folders: Sequence[Path], out: Path) -> list[str]:
    return _ours(folders, out, "--workers", "1")


def _dask(folders: Sequence[Path], out: Path) -> list[str]:
    return _ours(folders, out, "--scheduler", os.environ[_SCHEDULER])


def _function(folders: Sequence[Path], out: Path) -> list[str]:
    source = (
        "import sys\nfrom pathlib import Path\nfrom helpers.reports.build import build\n"
        "from tests.reports.support import job\n"
        "for name in sys.argv[2:]:\n"
        "    Path(sys.argv[1], Path(name).name + '.html').write_bytes(build(job(name)).page)\n"
    )
    return [sys.executable, "-c", source, str(out), *map(str, folders)]


_SCHEDULER = "BENCH_SCHEDULER"
_WAYS: dict[str, Callable[[Sequence[Path], Path], list[str]]] = {
    "loop": _loop,
    "xargs -P2": _xargs,
    "ours": _ours,
    "ours, one worker": _one_worker,
    "ours on Dask": _dask,
    "plain function": _function,
}


def _taken(command: Sequence[str], reports: int) -> Taken:
    # As a user has it: Python keeps what it has compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun, start = spent(), time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    clock = time.perf_counter() - start
    return Taken(clock / reports, begun.since() / reports)


def _report(found: dict[str, list[Taken]]) -> None:
    rounds = len(found["ours"])
    print(f"{f'seconds a report, median of {rounds}':<30}{'clock':>8}{'':>18}{'processors':>14}")
    for name, taken in found.items():
        pairs = list(zip(taken, found["ours"], strict=True))
        clock = statistics.median(one.clock for one in taken)
        busy = statistics.median(one.processors for one in taken)
        faster = statistics.median(one.clock / ours.clock for one, ours in pairs)
        less = statistics.median(one.processors / ours.processors for one, ours in pairs)
        print(f"{name:<30}{clock:>8.2f}{faster:>8.1f} × ours{busy:>14.2f}{less:>8.1f} × ours")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
