"""The command line of answers: ``python -m helpers.course database upgrade|grant|…``.

The variable ``CURRICULUM_DATABASE`` names the database, with its owner's login.
Exit codes: 0 done, 1 not done, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from helpers.course.answer import DATABASE

_FORM = "postgresql+psycopg://OWNER:PASSWORD@HOST/DATABASE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    options = _parser().parse_args(arguments)
    address = os.environ.get(DATABASE, "")
    if not address:
        print(f"{DATABASE} is not set; write {DATABASE}={_FORM} before the command, or export it")
        return 2
    try:
        from helpers.course.hub import database
    except ImportError as error:
        print(f"{error.name} is missing: pip install 'life-support-curriculum[hub]'")
        return 1
    try:
        if options.what == "upgrade":
            print(f"{database.upgrade(address)}: the tables and all rights are up to date")
        elif options.what == "grant":
            print(database.grant(address, options.learner, options.login))
        elif options.what == "instructor":
            print(database.instructor(address, options.login))
        else:
            count = database.forget(address, options.learner)
            print(f"{count} answers of {options.learner} were deleted, and the login too")
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers.course")
    base = parser.add_subparsers(required=True).add_parser(
        "database", help="the answers of a school's hub, in PostgreSQL", description=__doc__
    )
    parts = base.add_subparsers(dest="what", required=True)
    parts.add_parser("upgrade", help="make the tables, or bring them and all rights up to date")
    one = parts.add_parser(
        "grant", help="give a learner a login or a new password; prints the address with it"
    )
    one.add_argument("learner", metavar="LEARNER", help="the id in the class")
    one.add_argument("--login", default="", help="as the hub calls the learner; else the id")
    one = parts.add_parser(
        "instructor", help="give an instructor a login that reads; prints the address with it"
    )
    one.add_argument("login", metavar="LOGIN")
    one = parts.add_parser("forget", help="delete a learner's answers and login for good")
    one.add_argument("learner", metavar="LEARNER", help="the id in the class")
    return parser


if __name__ == "__main__":
    sys.exit(main())
