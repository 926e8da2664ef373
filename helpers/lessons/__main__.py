"""``python -m helpers.lessons``: open, present, build, check, measure, print lessons; the site.

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
    if extra and options.command not in ("lab", "present"):
        _parser().error(f"unknown: {' '.join(extra)}")
    # Each command imports what it needs: `doctor` has to run where nothing is installed.
    return {
        "lab": _lab,
        "present": _present,
        "copy": _copy,
        "new": _new,
        "build": _build,
        "check": _check,
        "measure": _measure,
        "site": _site,
        "guide": _guide,
        "doctor": _doctor,
    }[options.command](options, extra)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.lessons", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lab = commands.add_parser("lab", help="open JupyterLab; its own options are passed on")
    copy = commands.add_parser("copy", help="only make or renew the working copies")
    for command in (lab, copy):
        command.add_argument("--into", type=Path, help="folder of the copies (my-lessons)")
    present = commands.add_parser("present", help="a lesson on a wall, as screens")
    present.add_argument("lesson", nargs="?", default="", help="03_the_aed, or 03; else a list")
    present.add_argument("--lab", action="store_true", help="in JupyterLab, code hidden")
    present.add_argument("--pdf", action="store_true", help="the same screens as a file")
    present.add_argument("--out", type=Path, help="the file, or folder, for --pdf (decks/)")
    present.add_argument("--no-browser", action="store_true", help="only print the address")
    new = commands.add_parser("new", help="begin a planned lesson from the template")
    new.add_argument("lesson", help="its name in data/lessons.csv, for example 05_rhythms")
    build = commands.add_parser("build", help="run every lesson and write what changed")
    build.add_argument("--check", action="store_true", help="write nothing, name what differs")
    check = commands.add_parser(
        "check", help="hold tables, lessons and their questions to the rules"
    )
    measure = commands.add_parser("measure", help="words, cells, lines and tables of each lesson")
    for command in (check, measure):
        command.add_argument("lessons", type=Path, nargs="*", help="notebooks; by default all")
    site = commands.add_parser("site", help="the course as a static folder, live in a browser")
    site.add_argument("--out", type=Path, default=Path("build/site"), help="folder (build/site)")
    site.add_argument("--pyodide", type=Path, help="a folder with a whole Pyodide to host too")
    site.add_argument("--decks", action="store_true", help="print each lesson's deck too (minutes)")
    site.add_argument("--cache", type=Path, help="where fetched wheels are kept")
    guide = commands.add_parser("guide", help="what instructors print, as PDF files")
    guide.add_argument("lessons", nargs="*", help="names as 03_the_aed; by default all")
    guide.add_argument("--pdf", type=Path, default=Path("build/instructor"), metavar="DIR")
    guide.add_argument("--paper", choices=("A4", "Letter"), default="A4")
    commands.add_parser("doctor", help="what is installed and what is missing")
    return parser


def _lab(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import lab

    return lab.open_lab(options.into and options.into.resolve(), extra)


def _copy(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import lab

    return lab.copy_lessons(options.into.resolve() if options.into else lab.copies_dir())


def _present(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons.deck import command

    return command.run(options, extra)


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
    from helpers.course import question_rules
    from helpers.facts import faults
    from helpers.lessons import rules, sheet, shelf

    files = options.lessons or shelf.notebooks()
    wrong = [str(error) for error in faults()]
    planned = {lesson.name for lesson in shelf.lessons()} if not wrong else set()
    # Where a table cannot be read, no lesson can be held against it.
    for file in files if not wrong else ():
        try:
            wrong += map(str, rules.check(file))
        except (OSError, sheet.SheetError) as error:
            print(error, file=sys.stderr)
            wrong.append("")
    written = [file.stem for file in files if file.stem in planned]
    wrong += map(str, question_rules.faults(written) if planned else ())
    for line in filter(None, wrong):
        print(line)
    if not planned and files:
        print("The lessons were not looked at: mend the tables first.")
    print(f"{len(wrong)} problems")
    return 1 if wrong else 0


def _measure(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import measure, sheet, shelf

    try:
        print(measure.measures(options.lessons or shelf.notebooks()))
    except (OSError, sheet.SheetError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _site(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import shelf

    root = shelf.project_dir()
    try:
        from helpers.lessons.site import main as site
    except ModuleNotFoundError as error:
        told = (
            f"{error.name} is not installed; install the project with pip install -e '.[lab,site]'"
        )
        print(told, file=sys.stderr)
        return 1
    if root is None:
        print("The site is built in a checkout of the project only.", file=sys.stderr)
        return 1
    out = options.out.resolve()
    return site.run(root, out, options.pyodide, options.cache, decks=options.decks)


def _guide(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import guide, shelf
    from helpers.lessons.guide import pdf

    root = shelf.project_dir()
    if root is None:
        print("Guides are printed in a checkout of the project only.", file=sys.stderr)
        return 1
    try:
        pages = guide.to_print(root, options.lessons)
        made = pdf.print_all(pages, options.pdf.resolve(), options.paper)
    except (ValueError, pdf.PrintError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(made)} files on {options.paper} are in {options.pdf}.")
    return 0


def _doctor(options: argparse.Namespace, extra: Sequence[str]) -> int:
    from helpers.lessons import doctor

    return doctor.examine()


if __name__ == "__main__":
    sys.exit(main())
