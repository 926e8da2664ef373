"""``python -m helpers.cohort forget LEARNER --in COHORT``: its options, and what it says."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import Any

from helpers.cohort.forget import forget

_ELSEWHERE = (
    "Look also at what was made of this class elsewhere: tables, renewals.ics, filled gradebooks, "
    "and learners' own pages in other folders. "
    "And take the learner out of the files that you import, or the next import brings them back. "
    "In a school's database the learner stays, and the next collection brings their answers back, "
    "until whoever looks after it runs: python -m helpers.course database forget {learner}"
)


def add_forget(commands: Any) -> None:
    """Add the command to those of the cohorts."""
    parser = commands.add_parser("forget", help="take a learner's rows out of a cohort's tables")
    parser.add_argument("learner", metavar="LEARNER", help="the learner_id")
    parser.add_argument("--in", required=True, dest="cohort", metavar="COHORT")
    parser.add_argument(
        "--reports", type=Path, metavar="DIR", help="delete the reports there that hold the learner"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before it deletes")
    parser.set_defaults(run=run_forget)


def _is_meant(learner: str, folder: Path) -> bool:
    asked = f"Delete every row of {learner} in {folder}? It cannot be undone. [y/n] "
    return input(asked).strip().lower() in ("y", "yes")


def run_forget(options: argparse.Namespace) -> int:
    """Do it and say what was done; 1 where something is left to be looked at."""
    folder = Path(options.cohort).expanduser()
    if not options.yes and sys.stdin.isatty() and not _is_meant(options.learner, folder):
        print("nothing was deleted")
        return 1
    done = forget(options.learner, folder, options.reports)
    for name, count in done.rows.items():
        print(f"{name}: {count} rows are gone")
    for name in done.reports:
        print(f"{name}: deleted; make the reports anew")
    for line in done.by_hand:
        print(line, file=sys.stderr)
    if not options.reports:
        print("Reports that were made before hold the learner still; name their folder: --reports")
    print(_ELSEWHERE.format(learner=shlex.quote(options.learner)))
    return 1 if done.by_hand else 0
