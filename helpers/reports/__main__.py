"""``python -m helpers.reports COHORT… --out DIR``: a report for each cohort, and an index.

With --kind learner each learner has a page of their own, with --kind programme all cohorts have
one together. The index tells how many are enrolled and complete, what is due and which cards expire
within 90 days.

COHORT may hold a star or begin with ~ where the shell leaves that to the program. Reports and
overview can be read by their owner only; manifest.json tells programs what the overview tells.

With --pseudonyms, or where a class's cohort.toml says pseudonyms = true or cannot be read, no name
and no cell of its files is shown anywhere. The pseudonyms are made with a key of the office: a file
that is made once in the user's settings folder, or the one that the variable
LIFE_SUPPORT_PSEUDONYM_KEY names. Keep a copy of it, and never beside cohorts or reports.

COHORT may be an address, such as s3://bucket/emt-2026-spring: it is read here, once, and what makes
the report is sent its files and no address. With --scheduler a Dask cluster makes the reports (the
extra cluster); the files of a cohort, and the key where names are hidden, then go to its machines.

A report that takes more than 5 minutes or 2 GB of memory is given up (Windows and macOS limit no
memory); the others are made.

Exit codes: 0 all were made, 1 some could not be made, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import glob
import io
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from helpers.reports.index import FAILED, Entry, line_of
from helpers.reports.job import COHORT, KINDS, LEARNER, PROGRAMME


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the reports and say what came of each."""
    _speak_any_name()
    parser = _parser()
    options = parser.parse_args(arguments)
    _need_home(parser)
    before = signal.signal(signal.SIGTERM, _interrupt)  # ended in any way, no process is left
    try:
        return _run(options, parser)
    except KeyboardInterrupt:
        _say("Interrupted. Reports that were made are whole; no other is there.", sys.stderr)
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)


def _need_home(parser: argparse.ArgumentParser) -> None:
    """Say what to do where there is no home folder at all: nbconvert cannot begin without."""
    try:
        Path.home()
    except RuntimeError:
        parser.error("the home folder is not known; set HOME to a folder of your own")


def _speak_any_name() -> None:
    """Let a terminal or file that lacks a letter be told its code, not fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(text: str, stream: TextIO) -> None:
    """Print, where anybody listens: a closed pipe or a full disk costs no report."""
    with contextlib.suppress(OSError):
        print(text, file=stream, flush=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.reports",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("cohorts", nargs="+", metavar="COHORT", help="a cohort of data/cohorts, or a folder")
    add("--out", type=_folder, required=True, metavar="DIR", help="the folder of the reports")
    add("--today", type=_day, metavar="DATE", help="the day they are for, 2026-06-30")
    add("--pseudonyms", action="store_true", help="show pseudonyms in the place of names")
    add("--kind", choices=KINDS, default=COHORT, help="for each cohort, each learner, or for all")
    add("--workers", type=_count, default=2, metavar="N", help="how many are made at once (2)")
    add("--scheduler", default="", metavar="ADDRESS", help="let a Dask cluster make them: tcp://…")
    return parser


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"write a day as 2026-06-30, not {text!r}") from None


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        told = f"the home folder is not known; write {text!r} as a whole path"
        raise argparse.ArgumentTypeError(told) from None


def _expanded(cohorts: Iterable[str]) -> Iterator[str]:
    """What a shell makes of ``~`` and stars, where it has left them to us."""
    for cohort in cohorts:
        if "://" in cohort:
            yield cohort
            continue
        name = os.path.expanduser(cohort)
        found = [] if os.path.lexists(name) else sorted(filter(os.path.isdir, glob.glob(name)))
        yield from found or [name]


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"write a number from 1 to 64, not {text!r}")


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    # Not before the arguments are known to be right: this takes a second.
    from tqdm import tqdm

    from helpers.reports.batch import OverviewError, UsageError, Wish, run
    from helpers.reports.privacy import written
    from helpers.reports.team import NoCluster

    tqdm.monitor_interval = 0  # it needs no thread of its own
    today = options.today or date.today().isoformat()
    cohorts = tuple(_expanded(options.cohorts))
    wish = Wish(
        cohorts,
        options.out,
        today,
        options.pseudonyms,
        options.workers,
        options.scheduler,
        options.kind,
    )
    many = {COHORT: len(set(cohorts)), LEARNER: None, PROGRAMME: 1}
    with tqdm(total=many[wish.kind], unit="report", disable=None) as bar:

        def tell(entry: Entry) -> None:
            with contextlib.suppress(OSError):
                bar.clear()
                _say(_said(entry, wish.out), sys.stderr if entry.error else sys.stdout)
                bar.update()

        try:
            entries = run(wish, tell)
        except (UsageError, NoCluster) as error:
            bar.close()
            parser.error(written(str(error)))
        except OverviewError as error:
            bar.close()
            _say(written(str(error)), sys.stderr)
            return 1
    _say(f"The overview is {options.out / 'index.html'}", sys.stdout)
    return 1 if any(entry.state == FAILED for entry in entries) else 0


_TOLD = 10  # problems of a cohort that the terminal tells; the overview has them all


def _said(entry: Entry, out: Path) -> str:
    if not entry.error:
        return f"{entry.state}: {out / entry.file}"
    lines = [f"{entry.name}: {entry.state}: {entry.error}"]
    lines += [f"  {line_of(problem)}" for problem in entry.problems[:_TOLD]]
    more = len(entry.problems) - _TOLD
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)


if __name__ == "__main__":
    sys.exit(main())
