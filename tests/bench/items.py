"""Item analysis beside its published numbers: ``python -m tests.bench.items``.

Ends with 1 where one differs by more than is allowed: half of the last digit that was printed, or,
in the rows that say so, what rounding before the last step or another model makes.
"""

from __future__ import annotations

from tests.cohort.published_items import published


def main() -> int:
    """Print the table."""
    print(f"{'source':<42} {'statistic':<34} {'published':>10} {'ours':>10} {'differs':>9} allowed")
    wrong = 0
    for one in published():
        ours = one.ours()
        off = ours - float(one.printed)
        wrong += not one.agrees
        print(
            f"{one.source:<42} {one.statistic:<34} {one.printed:>10} {ours:>10.7f} {off:>9.1e} "
            f"{one.allowed:.1e}{'' if one.agrees else '  differs'}"
        )
    print(f"{wrong} differ." if wrong else "All agree.")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
