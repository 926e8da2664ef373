"""How fast the town is, what memory it needs, and how it stands: ``python -m tests.bench.town``.

Arrests a second and the peak of memory at three sizes, each in a process of its own; then the
scorecard, misses first, with the rows that the model was set to.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from helpers.domain import town as towns
from helpers.domain.town import Policy, Score

SIZES = (100_000, 1_000_000, 10_000_000)
_LIMIT = 3.0  # seconds for a million arrests on two cores
_MORE = 1.1  # memory may not grow by more, from the least to the greatest


def measure(arrests: int) -> tuple[float, float, float]:
    """Seconds of the clock and of the processor, and megabytes at the peak, in this process."""
    place = towns.town()
    towns.simulate(place, arrests=1)  # tables are read once
    start, worked = time.perf_counter(), time.process_time()
    towns.simulate(place, Policy(training=20), arrests)
    seconds, processor = time.perf_counter() - start, time.process_time() - worked
    return seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(arrests: int) -> tuple[float, float, float]:
    code = f"from tests.bench.town import measure; print(*measure({arrests}))"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, processor, megabytes = map(float, ran.stdout.split())
    return seconds, processor, megabytes


def _line(score: Score) -> str:
    target = score.target
    found = "" if score.found is None else f"{score.found:8.2f}"
    mark = " " if score.found is None else "+" if score.hit else "-"
    return (
        f"{mark} {target.use:<9} {target.verdict:<18} {target.model:<8} {target.value:8.2f} "
        f"{found:>8} {target.unit:<10} {target.study}: {target.what}"
    )


def main() -> int:
    """Measure and print; 1 where a million takes too long, memory grows, or a verdict fails."""
    took = {size: _apart(size) for size in SIZES}
    for size, (seconds, processor, megabytes) in took.items():
        print(
            f"{size:>10,} arrests {seconds:7.2f} s ({processor:6.2f} s of the processor)  "
            f"{size / seconds:>10,.0f} a second  {megabytes:6.0f} MB"
        )
    scores = towns.scorecard()
    print("\nmodel against published; + within the tolerance, - beyond it; worst first")
    for score in scores:
        print(_line(score))
    told = [one for one in scores if one.target.use == "held out"]
    print(f"\nheld out: {sum(one.hit for one in told)} of {len(told)} within the tolerance")
    fitted = [one.target.fact_id for one in scores if one.target.use == "fitted"]
    print(f"fitted: {', '.join(sorted(fitted))}")
    grows = took[SIZES[-1]][2] > _MORE * took[SIZES[0]][2]
    wrong = [one for one in scores if one.hit != (one.target.verdict == "agrees")]
    return int(took[1_000_000][0] > _LIMIT or grows or any(one.target.is_tested for one in wrong))


if __name__ == "__main__":
    raise SystemExit(main())
