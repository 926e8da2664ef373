"""How long the queue takes: ``python -m tests.bench.dispatch``.

Thirty replications of one threshold, as an app asks for them at each move, and two thresholds
compared; each several times with another seed, so that nothing is taken from memory. The ratio
to a loop in plain Python that does the same number of additions can be compared between
machines.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from helpers.domain import dispatch
from helpers.domain.dispatch import Runs

_ROUNDS = 7
_LIMIT = 2.0  # seconds


def _seconds(work: Callable[[int], object]) -> float:
    found = []
    for seed in range(_ROUNDS):
        start = time.perf_counter()
        work(1000 + seed)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def _plain(_seed: int) -> int:
    return sum(number for number in range(3_000_000))


def main() -> int:
    """Measure and print; 1 where thirty replications take two seconds or more."""
    dispatch.calls()
    runs = Runs()
    works: dict[str, Callable[[int], object]] = {
        "one threshold": lambda seed: dispatch.waited(3, runs=Runs(seed=seed)),
        "ALS to everybody": lambda seed: dispatch.waited(0, runs=Runs(seed=seed + 100)),
        "two compared": lambda seed: dispatch.compared(2, 4, runs=Runs(seed=seed + 200)),
    }
    plain = _seconds(_plain)
    print(f"{runs.replications} replications of {runs.days:g} days, median of {_ROUNDS}")
    took = {name: _seconds(work) for name, work in works.items()}
    for name, seconds in took.items():
        print(f"{name:<18} {seconds:6.3f} s   {seconds / plain:6.1f} plain loops")
    return int(max(took.values()) >= _LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
