"""Seconds a report: ``python -m tests.bench.reports``.

What a shell would do (``papermill``, then ``nbconvert``, cohort after cohort), the same two at
a time with ``xargs -P2``, ``python -m helpers.reports`` with two workers, with one, and on a Dask
cluster of two processes, and the plain function that makes one report, in one process. In turn,
several rounds, so that all meet the same load; the ratios are what can be compared. Ours make
sixty; a shell, whose every report takes as long as the one before, makes six.
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
from pathlib import Path

from helpers.cohort import cohort_names, cohorts_dir
from helpers.reports.template import template
from tests.bench.faults import cluster

_ROUNDS = 3
_COHORTS = 60  # a round
_BY_SHELL = 6  # of them
_TODAY = "2026-06-01"


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print. The first argument may be another number of rounds."""
    rounds = int(arguments[0]) if arguments else _ROUNDS
    times: dict[str, list[float]] = {name: [] for name in _WAYS}
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary, cluster() as scheduler:
        os.environ[_SCHEDULER] = scheduler
        folders = _cohorts(Path(temporary))
        for number in range(rounds):
            for name, (way, count) in _WAYS.items():
                out = Path(temporary, f"{name}-{number}".replace(" ", ""))
                out.mkdir()
                times[name].append(_seconds(way(folders[:count], out)) / count)
                assert len(list(out.glob("c*.html"))) == count, name
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    _report(times, rounds)
    return 0


def _cohorts(folder: Path) -> list[Path]:
    """Copies of the example cohorts, each under a name of its own."""
    names = cohort_names()
    return [
        Path(shutil.copytree(cohorts_dir() / names[n % len(names)], folder / f"c{n}"))
        for n in range(_COHORTS)
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
_WAYS: dict[str, tuple[Callable[[Sequence[Path], Path], list[str]], int]] = {
    "loop": (_loop, _BY_SHELL),
    "xargs -P2": (_xargs, _BY_SHELL),
    "ours": (_ours, _COHORTS),
    "ours, one worker": (_one_worker, _COHORTS),
    "ours on Dask": (_dask, _COHORTS),
    "plain function": (_function, _COHORTS),
}


def _seconds(command: Sequence[str]) -> float:
    # As a user has it: Python keeps what it has compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _report(times: dict[str, list[float]], rounds: int) -> None:
    print(f"{'seconds a report, median of ' + str(rounds):<36} {'seconds':>8} {'ours is':>16}")
    ours = times["ours"]
    for name, found in times.items():
        ratio = statistics.median(a / b for a, b in zip(found, ours, strict=True))
        print(f"{name:<36} {statistics.median(found):>8.2f} {ratio:>8.1f} × faster")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
