"""``python -m helpers.reports COHORT… --out DIR``: a report for each cohort, and an index.

Exit codes: 0 all were made, 1 some could not be made, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from helpers.reports.index import FAILED, Entry


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the reports and say what came of each."""
    parser = _parser()
    options = parser.parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _interrupt)  # ended in any way, no process is left
    try:
        return _run(options, parser)
    except KeyboardInterrupt:
        print("Interrupted. Reports that were made are whole; no other is there.", file=sys.stderr)
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.reports", description=__doc__)
    add = parser.add_argument
    add("cohorts", nargs="+", metavar="COHORT", help="a cohort of data/cohorts, or a folder")
    add("--out", type=Path, required=True, metavar="DIR", help="the folder of the reports")
    add("--today", type=_day, metavar="DATE", help="the day they are for, 2026-06-30")
    add("--pseudonyms", action="store_true", help="show pseudonyms in the place of names")
    add("--workers", type=_count, default=2, metavar="N", help="how many are made at once (2)")
    return parser


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"write a day as 2026-06-30, not {text!r}") from None


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"write a number from 1 to 64, not {text!r}")


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    # Not before the arguments are known to be right: this takes a second.
    from tqdm import tqdm

    from helpers.reports.batch import UsageError, Wish, run

    tqdm.monitor_interval = 0  # its thread would be copied into the processes that make reports
    today = options.today or date.today().isoformat()
    wish = Wish(tuple(options.cohorts), options.out, today, options.pseudonyms, options.workers)
    with tqdm(total=len(set(wish.cohorts)), unit="report", disable=None) as bar:

        def tell(entry: Entry) -> None:
            bar.write(_said(entry, wish.out), file=sys.stderr if entry.error else sys.stdout)
            bar.update()

        try:
            entries = run(wish, tell)
        except UsageError as error:
            bar.close()
            parser.error(str(error))
    print(f"The overview is {options.out / 'index.html'}")
    return 1 if any(entry.state == FAILED for entry in entries) else 0


def _said(entry: Entry, out: Path) -> str:
    if entry.error:
        return f"{entry.name}: {entry.state}: {entry.error}"
    return f"{entry.state}: {out / entry.file}"


if __name__ == "__main__":
    sys.exit(main())
