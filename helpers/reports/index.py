"""The index page: every report of a run with its cohort in numbers, and what to mend."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import quote

MADE, KEPT, FAILED = "made", "up to date", "not made"
EARLIER = "earlier"


@dataclass(frozen=True)
class Entry:
    """One report on the index.

    Attributes:
        name: the cohort's id, or what was asked for where there is no such cohort.
        state: made, up to date or not made.
        file: the report's file name; empty where there is none.
        error, problems: why there is no new one.
        about: the class's title and days, or the learner's name.
        counts: learners enrolled and complete, things due, cards that expire within 90 days.
    """

    name: str
    state: str
    file: str = ""
    error: str = ""
    problems: tuple[dict[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    about: str = ""


def line_of(problem: Mapping[str, str]) -> str:
    """A problem of a cohort's files as one line for a terminal."""
    row = f", row {problem['Row']}" if problem["Row"] else ""
    column = f", column {problem['Column']}" if problem["Column"] else ""
    read = f"{problem['Read']} was read; " if problem["Read"] else ""
    return f"{problem['File']}{row}{column}: {read}{problem['What to do']}"


def index_page(
    entries: Sequence[Entry], others: Sequence[Entry], today: str, unlinked: int = 0
) -> bytes:
    """The page as bytes.

    Args:
        others: reports that an earlier run left in the folder, their titles as names.
        today: the day the reports are for.
        unlinked: how many reports in the folder hold names and therefore have no link.
    """
    caption = f"{len(entries)} {'report' if len(entries) == 1 else 'reports'}"
    heading = f"<h1>Cohort reports for {html.escape(today)}</h1>"
    body = [heading, _lead(entries), _table(entries, caption)]
    body += [_failure(entry) for entry in entries if entry.state == FAILED]
    if others:
        body.append("<h2>Reports of earlier runs in this folder</h2>")
        body.append(_table(others, f"{len(others)} that lay here before"))
    if unlinked:
        body.append(f"<p>{html.escape(_NAMED.format(count=unlinked))}</p>")
    return _PAGE.format(style=_style(), body="\n".join(body)).encode("utf-8", "backslashreplace")


_NAMED = (
    "Reports of earlier runs that may hold names also lie in this folder ({count}). No link leads "
    "there; take them away before the folder is passed on."
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
style-src 'unsafe-inline'">
<link rel="icon" href="data:,">
<title>Cohort reports</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _style() -> str:
    return (files(__package__) / "html" / "report" / "style.css").read_text(encoding="utf-8")


def _lead(entries: Sequence[Entry]) -> str:
    failed = sum(entry.state == FAILED for entry in entries)
    there = len(entries) - failed
    words = f"{there} of {len(entries)} reports are up to date."
    if failed:
        words += f" {failed} could not be made; what to mend stands below."
    return f'<p class="lead">{words}</p>'


_COUNTS = {
    "enrolled": "Enrolled",
    "complete": "Complete",
    "due": "Due",
    "expiring": "Cards expiring within 90 days",
}


def _table(entries: Sequence[Entry], caption: str) -> str:
    """Reports with their cohorts in numbers, and the sum of these where there are several."""
    names = [name for name in _COUNTS if any(name in entry.counts for entry in entries)]
    lines = "".join(_row(entry, names) for entry in entries)
    counted = [entry.counts for entry in entries if entry.counts]
    if names and len(counted) > 1:
        sums = {name: sum(counts.get(name, 0) for counts in counted) for name in names}
        words = f"All {len(counted)} that are counted"
        lines += (
            f'<tr class="sum"><th scope="row">{words}</th>{_numbers(sums, names)}<td></td></tr>'
        )
    numbers = "".join(f'<th scope="col" class="number">{_COUNTS[name]}</th>' for name in names)
    head = f'<th scope="col">Report</th>{numbers}<th scope="col">State</th>'
    return (
        f"<table><caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _numbers(counts: Mapping[str, int], names: Sequence[str]) -> str:
    return "".join(f'<td class="number">{counts.get(name, "")}</td>' for name in names)


def _row(entry: Entry, names: Sequence[str]) -> str:
    numbers = _numbers(entry.counts, names)
    if entry.state != FAILED:
        link = _link(entry.file, entry.name)
        if entry.about:
            link += f'<br><span class="about">{html.escape(entry.about)}</span>'
        return f'<tr><th scope="row">{link}</th>{numbers}<td>{entry.state}</td></tr>'
    name = html.escape(entry.name)
    return f'<tr class="urgent"><th scope="row">{name}</th>{numbers}<td>{_why(entry)}</td></tr>'


def _why(entry: Entry) -> str:
    old = ""
    if entry.file:
        old = f" ({_link(entry.file, 'the last report that could be made')} is older)"
    return f"{FAILED}: {html.escape(entry.error)}{old}"


def _failure(entry: Entry) -> str:
    if not entry.problems:
        return ""
    names = list(entry.problems[0])
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(row[name])}</td>' for name in names)}</tr>"
        for row in entry.problems
    )
    title = f"What is wrong in the files of {html.escape(entry.name)}"
    return (
        f"<h2>{html.escape(entry.name)}: what to mend</h2><table><caption>{title}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _link(file: str, text: str) -> str:
    return f'<a href="{html.escape(quote(file))}">{html.escape(text)}</a>'
