"""The three depths of a lesson, and the rules that keep each where its readers look for it.

The core is for the first reader that the header names; *On duty* says what others do beyond it;
*Evidence* is folded and says how anyone knows.
"""

from __future__ import annotations

import ast
import re

from helpers.lessons import sheet, shelf
from helpers.lessons.sheet import Cell, Found, Sheet

OPENING = (("Overview",),)
CLOSING = (
    ("Claims to check",),
    ("Check yourself",),
    ("What you know now",),
    ("Summary",),
    ("Next",),
    ("Sources",),
)
ON_DUTY, EVIDENCE = "On duty", "Evidence"
FOLDED = "jp-MarkdownHeadingCollapsed"

_WORDS_A_MINUTE = 50
_MOST_WORDS = 2_500
_MOST_ROWS, _MOST_COLUMNS = 7, 4
#: Three tables would be enough; the fullest lesson has so many, and none is to get more.
_MOST_TABLES = 7
_MOST_LINES = 30  # of code in the core, setup and questions counted
_MOST_SUMMARY = 7  # sentences
_FRAME = frozenset(name for entry in (*OPENING, *CLOSING) for name in entry)
_DOUBT = re.compile(r"second-hand|secondhand|unverified|not read by us|not looked up", re.I)
_PROMPT = re.compile(r"before (?:you |we )?run|then run the cell|run the cell", re.I)
_TABLE = re.compile(r"view\(|\w+_table\(")
_SENTENCE = re.compile(r"[.?!](?:\s|$)")
_ROW = re.compile(r"<tr>(?=<td)")
_HEAD = re.compile(r"<th ")


def depth(section: str) -> str:
    """Which depth a second-level section has: ``frame``, ``core``, ``on duty``, ``evidence``."""
    if section in _FRAME or not section:
        return "frame"
    if section.startswith(EVIDENCE):
        return "evidence"
    return "on duty" if section.startswith(ON_DUTY) else "core"


def core_words(page: Sheet) -> int:
    """The words of prose that the first reader reads, opening and closing sections included."""
    passages = (p for p in page.written() if depth(p.section) in ("core", "frame"))
    return sum(sheet.count_words(p.text) for p in passages)


def length(page: Sheet) -> Found:
    """The core can be worked through in the minutes that the header states."""
    minutes = {one.name: one.minutes for one in shelf.lessons()}.get(page.name, 0)
    most = min(_WORDS_A_MINUTE * minutes, _MOST_WORDS)
    if minutes and (words := core_words(page)) > most:
        yield (
            None,
            f"the core has {words} words; {minutes} minutes are enough for {most}",
            "Take out what the first reader does not need; what is true goes into Evidence.",
        )


def order(page: Sheet) -> Found:
    """Core, then *On duty*, then one *Evidence*."""
    names = [h.text for h in page.headings if h.level == 2 and depth(h.text) != "frame"]
    found = [depth(name) for name in names]
    if found != sorted(found, key=("core", "on duty", "evidence").index):
        yield None, "the depths are mixed", "Write the core, then On duty, then Evidence."
    if found.count("evidence") > 1:
        yield None, "there are two sections Evidence", "Make one of them, with parts below it."


def fold(page: Sheet) -> Found:
    """The evidence is one fold: its heading alone in a cell, collapsed, its parts below it."""
    for heading in page.headings:
        cell = page.cells[heading.cell]
        if heading.level == 2 and depth(heading.text) == "evidence":
            yield from _folded(page, cell)
        elif heading.level == 2 and not _is_first_line(cell, heading.text):
            yield cell.index, f"section {heading.text!r} begins inside a cell", "Begin a cell."
        is_part = heading.text.startswith(f"{EVIDENCE}: ")
        if heading.level == 3 and depth(_section(page, cell)) == "evidence" and not is_part:
            yield cell.index, f"{heading.text!r} stands in the fold", "Call it 'Evidence: …'."
    folded = {
        sheet.anchor(h.text)
        for h in page.headings
        if h.level > 2 and h.text.startswith(f"{EVIDENCE}: ")
    }
    for cell in page.markdown:
        for target in re.findall(r"\]\(#([^)]+)\)", cell.source):
            if target in folded and depth(_section(page, cell)) != "evidence":
                what = f"the link to {target!r} leads into a fold"
                yield cell.index, what, "Link to the heading of the fold."


def _is_first_line(cell: Cell, heading: str) -> bool:
    return cell.source.lstrip().partition("\n")[0].strip() == f"## {heading}"


def _folded(page: Sheet, cell: Cell) -> Found:
    if not cell.raw.get("metadata", {}).get(FOLDED):
        yield cell.index, "Evidence is not folded", f'Set "{FOLDED}": true in its metadata.'
    text = [line for line in cell.source.splitlines() if line.strip()]
    if len(text) != 2:
        what = f"the heading of Evidence stands in a cell with {len(text) - 1} lines"
        yield cell.index, what, "One line says what is inside; the rest begins a cell."


def _section(page: Sheet, cell: Cell) -> str:
    """The section that a cell stands in, its own heading counted."""
    own = [h.text for h in page.headings if h.cell == cell.index and h.level == 2]
    return own[0] if own else cell.section


def sentences(page: Sheet) -> Found:
    """A cell of the core, and of On duty, reads as a sentence: one call with plain arguments."""
    for cell in page.code[1:]:
        if depth(cell.section) != "evidence" and not _is_call(cell.source):
            what = "the cell is no single call with plain arguments"
            yield cell.index, what, "Give what it shows a name in data/, or move it into Evidence."


def _is_call(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        return False
    call = body[0].value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return False
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return all(isinstance(argument, ast.Constant) for argument in arguments)


def tables(page: Sheet) -> Found:
    """A table outside the evidence is one that the reader uses, and takes in at a glance."""
    for cell in page.code:
        if depth(cell.section) == "evidence" or not _TABLE.match(cell.source):
            continue
        text = "".join(
            sheet.text_of(out.get("data", {}).get("text/html", "")) for out in cell.outputs
        )
        rows, columns = len(_ROW.findall(text)), len(_HEAD.findall(text))
        if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
            yield (
                cell.index,
                f"a table of {rows} rows and {columns} columns stands in sight",
                f"{_MOST_ROWS} rows and {_MOST_COLUMNS} columns at most; the rest is Evidence.",
            )


def amount(page: Sheet) -> Found:
    """The core is something to do: few tables to read, and little code to look at."""
    cells = [cell for cell in page.code if depth(cell.section) in ("core", "frame")]
    shown = sum(bool(_TABLE.match(cell.source)) for cell in cells)
    if shown > _MOST_TABLES:
        remedy = f"{_MOST_TABLES} at most; say it in a sentence, or move a table into Evidence."
        yield None, f"the core has {shown} tables", remedy
    lines = sum(len(cell.code_lines) for cell in cells)
    if lines > _MOST_LINES:
        remedy = f"{_MOST_LINES} are enough; move cells into Evidence."
        yield None, f"the core has {lines} lines of code", remedy


def plain_words(page: Sheet) -> Found:
    """Doubt is a sign at its row; a prompt is a guess that an app asks."""
    for passage in page.written():
        if depth(passage.section) != "evidence" and (word := _DOUBT.search(passage.text)):
            what = f"{word[0]!r} stands in the prose"
            yield passage.cell, what, "The sign in the table says it; say what it means, once."
        if prompt := _PROMPT.search(passage.text):
            what = f"{prompt[0]!r} asks for a guess above its own stored answer"
            yield passage.cell, what, "Put the question into data/guesses.csv, or ask it plainly."


def summary(page: Sheet) -> Found:
    """What to keep fits into a few sentences."""
    for passage in page.written():
        count = len(_SENTENCE.findall(passage.text)) if passage.section == "Summary" else 0
        if count > _MOST_SUMMARY:
            what = f"the summary has {count} sentences"
            yield passage.cell, what, f"Keep at most {_MOST_SUMMARY}."


RULES = (length, order, fold, sentences, tables, amount, plain_words, summary)
