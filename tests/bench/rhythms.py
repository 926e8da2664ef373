"""Print each rhythm as published and as measured: ``python -m tests.bench.rhythms``.

The detector of ``tests/domain/detector.py`` is given the signal only. Ranges are the 5th to the
95th of a hundred over the strips; ``right`` is the share of strips whose measured rate is the true
one within 3 %.
"""

from __future__ import annotations

import math

import numpy as np

from tests.domain.published import PUBLISHED, SEEDS, Range, drawn, found, pr, rate, width


def _published(limits: Range | None) -> str:
    if limits is None or limits == (0, math.inf):
        return "-"
    least, most = limits
    if most == math.inf:
        return f"over {least:g}"
    return f"to {most:g}" if not least else f"{least:.4g} to {most:.4g}"


def _measured(values: list[float], digits: int = 0) -> str:
    if not np.any(np.isfinite(values)):
        return "-"
    low, high = np.nanquantile(values, (0.05, 0.95))
    return f"{low:.{digits}f} to {high:.{digits}f}"


def main() -> None:
    """Print the table."""
    print(
        f"{len(SEEDS)} strips of each rhythm; rates a minute, QRS and PR in ms, spread of intervals"
    )
    head = ("rhythm", "rate", "measured", "right", "QRS", "measured", "PR", "measured", "spread")
    print(" | ".join(head))
    for name, one in PUBLISHED.items():
        rates = [rate(name, seed) for seed in SEEDS]
        true = [drawn(name, seed).rate for seed in SEEDS]
        right = np.mean(np.abs(np.divide(rates, true) - 1) < 0.03)
        cells = (
            name,
            _published(one.rate),
            _measured(rates),
            f"{100 * right:.0f} %",
            _published(one.qrs),
            _measured([width(name, seed) for seed in SEEDS]),
            _published(one.pr),
            _measured([pr(name, seed) for seed in SEEDS]) if one.pr else "-",
            _measured([found(name, seed).spread for seed in SEEDS], 2),
        )
        print(" | ".join(cells))


if __name__ == "__main__":
    main()
