"""Seconds a report: ``python -m tests.bench.reports``.

What a shell would do (``papermill``, then ``nbconvert``, cohort after cohort), the same two at
a time with ``xargs -P2``, and ``python -m helpers.reports`` with two workers. In turn, several
rounds, so that all three meet the same load; the ratios are what can be compared.
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

_ROUNDS = 5
_COHORTS = 6  # a round
_TODAY = "2026-06-01"


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print. The first argument may be another number of rounds."""
    rounds = int(arguments[0]) if arguments else _ROUNDS
    times: dict[str, list[float]] = {"loop": [], "xargs -P2": [], "ours": []}
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folders = _cohorts(Path(temporary))
        for number in range(rounds):
            for name, way in _WAYS.items():
                out = Path(temporary, f"{name}-{number}".replace(" ", ""))
                out.mkdir()
                times[name].append(_seconds(way(folders, out)) / len(folders))
                assert len(list(out.glob("c*.html"))) == len(folders), name
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


def _ours(folders: Sequence[Path], out: Path) -> list[str]:
    names = [str(folder) for folder in folders]
    options = ["--out", str(out), "--today", _TODAY, "--workers", "2"]
    return [sys.executable, "-m", "helpers.reports", *names, *options]


_WAYS: dict[str, Callable[[Sequence[Path], Path], list[str]]] = {
    "loop": _loop,
    "xargs -P2": _xargs,
    "ours": _ours,
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
