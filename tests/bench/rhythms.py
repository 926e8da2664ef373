"""Print each rhythm as published and as measured: ``python -m tests.bench.rhythms``.

The detector of ``tests/domain/detector.py`` is given the signal only. Ranges are the 5th to the
95th of a hundred over the strips; ``right`` is the share of strips whose measured rate is the true
one within 3 %. ``--write`` writes what was measured into ``data/rhythm_detected.csv``.
"""

from __future__ import annotations

import argparse
import csv
import io
import math

import numpy as np

from helpers.facts import data_dir, files
from tests.domain.published import PUBLISHED, SEEDS, Range, drawn, found, pr, rate, width


def _published(limits: Range | None) -> str:
    if limits is None or limits == (0, math.inf):
        return "-"
    least, most = limits
    if most == math.inf:
        return f"over {least:g}"
    return f"to {most:g}" if not least else f"{least:.4g} to {most:.4g}"


def _range(values: list[float], digits: int = 0) -> tuple[str, str]:
    """The 5th and the 95th of a hundred; nothing where nothing was measured."""
    if not np.any(np.isfinite(values)):
        return "", ""
    low, high = np.nanquantile(values, (0.05, 0.95))
    return f"{low:.{digits}f}", f"{high:.{digits}f}"


def measured(name: str) -> dict[str, str]:
    """What the detector finds on the strips of a rhythm: a row of ``rhythm_detected``."""
    rates = [rate(name, seed) for seed in SEEDS]
    true = [drawn(name, seed).rate for seed in SEEDS]
    right = np.mean(np.abs(np.divide(rates, true) - 1) < 0.03)
    ranges = {
        "rate": _range(rates),
        "qrs_ms": _range([width(name, seed) for seed in SEEDS]),
        "pr_ms": _range([pr(name, seed) for seed in SEEDS]) if PUBLISHED[name].pr else ("", ""),
        "spread": _range([found(name, seed).spread for seed in SEEDS], 2),
    }
    row = {"rhythm": name, "strips": str(len(SEEDS))}
    for what, (low, high) in ranges.items():
        row |= {f"{what}_low": low, f"{what}_high": high}
        if what == "rate":
            row["rate_right_percent"] = f"{100 * right:.0f}"
    return row


def _said(row: dict[str, str]) -> str:
    one = PUBLISHED[row["rhythm"]]
    cells = [row["rhythm"]]
    for what, limits in (("rate", one.rate), ("qrs_ms", one.qrs), ("pr_ms", one.pr)):
        low, high = row[f"{what}_low"], row[f"{what}_high"]
        cells += [_published(limits), f"{low} to {high}" if low else "-"]
        if what == "rate":
            cells.append(f"{row['rate_right_percent']} %")
    return " | ".join([*cells, f"{row['spread_low']} to {row['spread_high']}"])


def main() -> None:
    """Print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description="Measure the drawn rhythms again.")
    parser.add_argument("--write", action="store_true", help="write data/rhythm_detected.csv")
    write = parser.parse_args().write
    print(
        f"{len(SEEDS)} strips of each rhythm; rates a minute, QRS and PR in ms, spread of intervals"
    )
    head = ("rhythm", "rate", "measured", "right", "QRS", "measured", "PR", "measured", "spread")
    print(" | ".join(head))
    rows = []
    for name in PUBLISHED:
        rows.append(measured(name))
        print(_said(rows[-1]))
    if write:
        text = io.StringIO()
        table = csv.DictWriter(text, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        files.write(data_dir() / "rhythm_detected.csv", text.getvalue().encode())


if __name__ == "__main__":
    main()
