"""``python -m helpers.lessons``: open, copy, begin, build and check the lessons.

Exit codes: 0 all is well, 1 something is wrong and was said, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    options, extra = _parser().parse_known_args(arguments)
    if extra and options.command != "lab":
        _parser().error(f"unknown: {' '.join(extra)}")
    # Each command imports what it needs: `doctor` has to run where nothing is installed.
    return {
        "lab": _lab,
        "copy": _copy,
        "new": _new,
        "build": _build,
        "check": _check,
        "doctor": _doctor,
    }[options.command](options, extra)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.lessons", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lab = commands.add_parser("lab", help="open JupyterLab; its own options are passed on")
    copy = commands.add_parser("copy", help="only make or renew the working copies")
    for command in (lab, copy):
        command.add_argument("--into", type=Path, help="folder of the copies (my-lessons)")
    new = commands.add_parser("new", help="begin a planned lesson from the template")
    new.add_argument("lesson", help="its name in data/lessons.csv, for example 05_rhythms")
    build = commands.add_parser("build", help="run every lesson and write what changed")
    build.add_argument("--check", action="store_true", help="write nothing, name what differs")
    check = commands.add_parser("check", help="hold lessons to the structure rules")
    check.add_argument("lessons", type=Path, nargs="*", help="notebooks; by default all")
    commands.add_parser("doctor", help="what is installed and what is missing")
    return parser


def _lab(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import lab

    return lab.open_lab(options.into and options.into.resolve(), extra)


def _copy(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import lab

    return lab.copy_lessons(options.into.resolve() if options.into else lab.copies_dir())


def _new(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import shelf, template

    try:
        file = template.begin(options.lesson, shelf.lessons_dir())
    except (ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{file.name} is begun. Write it, then run `make notebooks`.")
    return 0


def _build(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import build, shelf

    root = shelf.project_dir()
    if root is None:
        print("Lessons are built in a checkout of the project only.", file=sys.stderr)
        return 1
    write = not options.check
    return build.report(build.build(root, write=write), write=write)


def _check(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import rules, sheet, shelf

    count = 0
    for file in options.lessons or shelf.notebooks():
        try:
            problems = rules.check(file)
        except (OSError, sheet.SheetError) as error:
            print(error, file=sys.stderr)
            count += 1
            continue
        for problem in problems:
            print(problem)
        count += len(problems)
    print(f"{count} problems")
    return 1 if count else 0


def _doctor(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import doctor

    return doctor.examine()


if __name__ == "__main__":
    sys.exit(main())
