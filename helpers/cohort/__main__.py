"""The command line of the cohorts: ``python -m helpers.cohort new|check|import|collect|…``.

A star or a ``~`` that a shell hands over as it is means what it means elsewhere.
Exit codes: 0 everything was done, 1 some file was not taken or is to be mended, 2 wrong usage,
130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date

from helpers.cohort import commands
from helpers.cohort.forget_command import add_forget
from helpers.cohort.problems import Refused
from helpers.cohort.retention import add_retention
from helpers.domain.errors import DomainError

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that the terminal's encoding does not have must not end what is done.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except EOFError:
        print("stopped: an answer is missing, and nothing was written", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped: nothing was written", file=sys.stderr)
        return 130
    except (ValueError, DomainError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.cohort")
    parts = parser.add_subparsers(required=True)
    one = _add(parts, "new", commands.new, "ask for a class and write its folder")
    one.add_argument("folder", metavar="FOLDER")
    one = _add(parts, "check", commands.check, "tell everything that is wrong in a cohort's files")
    one.add_argument("folder", metavar="FOLDER")
    one = _add(parts, "import", commands.take, "take files of other programs into a cohort")
    one.add_argument("folder", metavar="FOLDER")
    one.add_argument("files", nargs="+", metavar="FILE", help="roster, gradebook, log, cards")
    one.add_argument("--yes", action="store_true", help="take every guess; no points are a pass")
    one = _add(parts, "collect", commands.gather, "gather answers, again and again, if you like")
    one.add_argument("files", nargs="+", metavar="FILE", help="exports, folder, zip, store, hub")
    one.add_argument("--into", required=True, metavar="COHORT", help="its name or folder")
    one.add_argument(
        "--several", action="store_true", help="a file may hold the answers of several learners"
    )
    one = _add(parts, "back", commands.give_back, "fill one column of an exported gradebook")
    one.add_argument("folder", metavar="FOLDER")
    one.add_argument("gradebook", metavar="GRADEBOOK", help="as Canvas or Moodle exported it")
    one.add_argument("--column", required=True, help="its heading in the gradebook")
    one.add_argument("--what", choices=commands.WHAT, default="complete")
    one.add_argument("--points", type=float, help="what a completed course is worth")
    one.add_argument("--out", metavar="FILE", help="by default GRADEBOOK-filled.csv")
    one.add_argument(
        "--over-a-station",
        action="store_true",
        help="fill a column, too, from which a station's results are read",
    )
    one = _add(parts, "tables", commands.spread, "write a report's tables as CSV and XLSX")
    one.add_argument("folder", metavar="FOLDER")
    one.add_argument("--out", required=True, metavar="FOLDER")
    one = _add(parts, "renewals", commands.renew, "write the days on which cards expire as .ics")
    one.add_argument("folder", metavar="FOLDER")
    one.add_argument("--out", required=True, metavar="FILE")
    add_forget(parts)
    add_retention(parts)
    for name in ("back", "tables", "renewals"):
        parts.choices[name].add_argument("--today", default=date.today().isoformat())
    return parser


def _add(
    parts: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: Run, words: str
) -> argparse.ArgumentParser:
    part = parts.add_parser(name, help=words, description=words)
    part.set_defaults(run=run)
    return part


if __name__ == "__main__":
    sys.exit(main())
