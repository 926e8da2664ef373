"""The structure every lesson keeps, as rules that say what is wrong and what to do.

A rule is a function from a lesson's :class:`~helpers.lessons.sheet.Sheet` to its violations.
A new rule is written, added to :data:`RULES`, and broken once in its test.
"""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from helpers.facts import load
from helpers.lessons import depths, normal, notes, numbers, sheet, shelf, words
from helpers.lessons.depths import CLOSING, OPENING
from helpers.lessons.notes import TO_WRITE
from helpers.lessons.sheet import Cell, Found, Sheet

TAGS = frozenset({*shelf.readers(), *sheet.GENERATED})

_MOST_IMPORTS = 5
_MOST_LINES = 12
_MEDIAN_LINES = 1
_WIDEST = 100  # characters; ruff, in `make lint`, holds cells to the same
_LEAST_WORDS = 15  # for each line of code

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"[^"]+"|'[^']+')""", re.IGNORECASE)
_DOLLAR = re.compile(r"(?<!\\)\$")
_NBVAL = re.compile(r"#\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)")
_PARENT = re.compile(r"""["']\.\./""")


@dataclass(frozen=True)
class Violation:
    """One thing to mend in a lesson; ``cell`` counts from 0 as every message here does."""

    lesson: str
    cell: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        place = self.lesson if self.cell is None else f"{self.lesson}, cell {self.cell}"
        return f"{place}: {self.what}. {self.remedy}"


Rule = Callable[[Sheet], Found]


def check(file: Path) -> list[Violation]:
    """Everything that is wrong with a lesson, rule after rule.

    Raises:
        SheetError: if the file is no notebook.
    """
    page = sheet.read_sheet(file)
    name = file.name
    found = [Violation(name, *problem) for rule in RULES for problem in rule(page)]
    return [*found, *(Violation(name, *problem) for problem in links(page, file.parent))]


def header(page: Sheet) -> Found:
    """The first cell is the generated header; there is no other title."""
    remedy = f"Begin with one Markdown cell tagged {sheet.HEADER} and run `make notebooks`."
    if not page.cells or sheet.HEADER not in page.cells[0].tags:
        yield 0, "the lesson does not begin with its header", remedy
    titles = [heading for heading in page.headings if heading.level == 1]
    for title in titles[1:]:
        yield title.cell, f"there is a second title, {title.text!r}", "Use ## for a section."
    for cell in page.cells:
        if cell.is_generated and cell.kind != "markdown":
            yield cell.index, "a generated cell is code", "Change it to Markdown."


def sections(page: Sheet) -> Found:
    """The opening and closing sections are there, once, in order, and where they belong."""
    names = [heading.text for heading in page.headings if heading.level == 2]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield None, f"there are two sections {name!r}", "Give each a name of its own."
    opening, closing = names[: len(OPENING)], names[-len(CLOSING) :]
    yield from _in_place(opening, OPENING, names, "The lesson opens with")
    yield from _in_place(closing, CLOSING, names, "The lesson ends with")
    if not any(depths.depth(name) == "core" for name in names):
        yield None, "there is no section that teaches", "Write it after 'Overview'."
    wanted = {sheet.NEXT: "Next", sheet.SOURCES: "Sources"}
    tags = {tag for cell in page.cells for tag in cell.tags}
    for tag in sorted(wanted.keys() - tags):
        yield None, f"no cell is tagged {tag}", f"Tag the cell of section {wanted[tag]!r}."


def _in_place(
    found: list[str], wanted: tuple[tuple[str, ...], ...], names: list[str], remedy: str
) -> Found:
    order = ", ".join(entry[0] for entry in wanted)
    for place, entry in enumerate(wanted):
        if place < len(found) and found[place] in entry:
            continue
        is_there = any(name in entry for name in names)
        what = "is in another place" if is_there else "is missing"
        yield None, f"section {entry[0]!r} {what}", f"{remedy}: {order}."


def setup(page: Sheet) -> Found:
    """The first code cell holds all imports, at most five, for everyone to see."""
    if not page.code:
        yield None, "there is no code cell", "A lesson runs: begin with its imports."
        return
    first = page.code[0]
    for cell in page.code:
        tree = _tree(cell)
        statements = tree.body if tree else []
        imports = [s for s in statements if isinstance(s, ast.Import | ast.ImportFrom)]
        if cell is not first and imports:
            yield cell.index, "it imports something", "Move it into the first code cell."
        if cell is first and len(imports) != len(statements):
            yield cell.index, "the setup cell does more than import", "Move that into a later cell."
        if cell is first and not 0 < len(imports) <= _MOST_IMPORTS:
            yield (
                cell.index,
                f"the setup cell has {len(imports)} imports",
                f"Between one and {_MOST_IMPORTS} are wanted.",
            )
    if first.raw.get("metadata", {}).get("jupyter", {}).get("source_hidden"):
        yield first.index, "the setup cell is folded away", "Unfold it."


def code(page: Sheet) -> Found:
    """Plain Python in short cells, without definitions, magics and paths."""
    for cell in page.code:
        if not cell.code_lines:
            yield cell.index, "the code cell is empty", "Delete it."
            continue
        if len(cell.code_lines) > _MOST_LINES:
            yield (
                cell.index,
                f"{len(cell.code_lines)} lines of code are more than {_MOST_LINES}",
                "Split the cell, or move the work into helpers/.",
            )
        widest = max(map(len, cell.code_lines))
        if widest > _WIDEST:
            yield cell.index, f"a line of {widest} characters is too long", "Break it in two."
        yield from _statements(cell)
    lengths = [len(cell.code_lines) for cell in page.code if cell.code_lines]
    if lengths and statistics.median(lengths) > _MEDIAN_LINES:
        yield (
            None,
            f"the median cell has {statistics.median(lengths):g} lines of code",
            f"{_MEDIAN_LINES} or fewer are wanted.",
        )


def _statements(cell: Cell) -> Found:
    tree = _tree(cell)
    if tree is None:
        yield cell.index, "this is not plain Python", "Take out magics and shell commands."
        return
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds):
            yield cell.index, f"{node.name} is defined in the lesson", "Move it into helpers/."
    if _PARENT.search(cell.source):
        yield cell.index, "a path leads to a parent folder", "Use helpers.facts.load()."
    if "pip install" in cell.source:
        yield cell.index, "a package is installed", "Name it in pyproject.toml."
    if _NBVAL.search(cell.source):
        yield cell.index, "a comment turns the comparison of outputs off", "Take it out."


def _tree(cell: Cell) -> ast.Module | None:
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def prose(page: Sheet) -> Found:
    """The essay carries the lesson, and nothing in it is taken for a formula by mistake."""
    lines = sum(len(cell.code_lines) for cell in page.code)
    words = sum(sheet.count_words(p.text) for p in page.written())
    if words < _LEAST_WORDS * lines:
        yield (
            None,
            f"{words} words of prose for {lines} lines of code",
            f"At least {_LEAST_WORDS} words for each line are wanted.",
        )
    for passage in page.passages:
        if _DOLLAR.search(sheet.without_code(passage.text)):
            yield passage.cell, "a bare $ begins a formula", r"Write \$ for money."


def replaced(page: Sheet) -> Found:
    """Nothing of the template is left that only says what to write."""
    for cell in page.markdown:
        at = cell.source.find(TO_WRITE)
        if at >= 0:
            words = cell.source[at + len(TO_WRITE) :].split()[:5]
            rest = f", {' '.join(words)!r}" if words else ""
            yield (
                cell.index,
                f"the template's words still stand there{rest}",
                f"Write the lesson in their place, and take out {TO_WRITE}",
            )


def tags(page: Sheet) -> Found:
    """Only known tags: a misspelt one marks nothing, and nbval's own turn its checks off."""
    for cell in page.cells:
        for tag in cell.tags:
            if tag not in TAGS:
                yield cell.index, f"tag {tag!r} is unknown", f"Known are {', '.join(sorted(TAGS))}."


def outputs(page: Sheet) -> Found:
    """Every cell has run, without error or warning, and left no live widget behind."""
    again = "Mend the cell and run `make notebooks`."
    if not _has_run(page):
        yield None, "the lesson has not run yet", "Run `make notebooks`."
        return
    for place, cell in enumerate(page.code, start=1):
        count = cell.raw.get("execution_count")
        if count != place:
            yield cell.index, f"its execution count is {count}, not {place}", again
        for output in cell.outputs:
            kind, name = output.get("output_type"), output.get("name")
            if kind == "error":
                yield cell.index, f"it ended with {output.get('ename')}", again
            if kind == "stream" and name != "stdout":
                yield cell.index, f"something was written to {name}", again
            if normal.WIDGET_VIEW in output.get("data", {}):
                yield cell.index, "its output keeps a widget that no page can show", again
    if "widgets" in page.metadata:
        yield None, "the state of widgets is saved in it", "Run `make notebooks`."
    if page.size > normal.LARGEST:
        yield (
            None,
            f"{page.size:,} bytes are more than {normal.LARGEST:,}",
            "Show fewer or simpler pictures.",
        )


def _has_run(page: Sheet) -> bool:
    return any(cell.raw.get("execution_count") or cell.outputs for cell in page.code)


def alternative_text(page: Sheet) -> Found:
    """Whoever cannot see a picture is told what it shows."""
    say = "Say in its alternative text which values it shows."
    for cell in page.code:
        for output in cell.outputs:
            for mime in output.get("data", {}):
                alt = output.get("metadata", {}).get(mime, {}).get("alt", "")
                if mime.startswith("image/") and not str(alt).strip():
                    yield cell.index, f"a picture ({mime}) has no alternative text", say
            shown = sheet.text_of(output.get("data", {}).get("text/html", ""))
            if any(not _ALT.search(image) for image in _IMG.findall(shown)):
                yield cell.index, "a picture in HTML has no alternative text", say
    for passage in page.passages:
        for is_picture, label, _ in _LINK.findall(passage.text):
            if is_picture and not label.strip():
                yield passage.cell, "a picture has no alternative text", say
        if any(not _ALT.search(image) for image in _IMG.findall(passage.text)):
            yield passage.cell, "a picture has no alternative text", say


def citations(page: Sheet) -> Found:
    """Every source that is cited is in the table of sources, and stands there by its name."""
    known = set(load("sources")["key"])
    for key, cell in page.citations().items():
        if key not in known:
            yield cell, f"source [{key}] is not in sources.csv", "Add it there or mend the key."
        elif _has_run(page) and f"[{key}]" in sheet.without_code(page.cells[cell].source):
            yield cell, f"source [{key}] is cited by its key", "Run `make notebooks`: it names it."


def numbers_in_prose(page: Sheet) -> Found:
    """Every number in prose stands in a text output of the same section."""
    if not _has_run(page):
        return  # there are no outputs yet; `outputs` says so
    texts: dict[str, list[str]] = {}
    for cell in page.code:
        for output in cell.outputs:
            texts.setdefault(cell.section, []).extend(sheet.output_texts(output))
    for passage in page.written():
        stated = numbers.stated(texts.get(passage.section, ()))
        for number in numbers.checked(sheet.without_citations(passage.text)):
            if not stated.has(number):
                yield (
                    passage.cell,
                    f"{number} stands in the prose and in no output of section {passage.section!r}",
                    "Show it there from a table or a function, or leave it out.",
                )


def links(page: Sheet, folder: Path) -> Found:
    """Links lead to a file that is there and to a heading that is there."""
    for cell in page.markdown:
        text = sheet.without_code("\n".join(sheet.outside_fences(cell.source)))
        for _, _, target in _LINK.findall(text):
            problem = _dead(target, cell, page, folder)
            if problem:
                yield cell.index, f"the link {target!r} {problem}", "Mend it or leave it out."


def _dead(target: str, cell: Cell, page: Sheet, folder: Path) -> str:
    """Why a link is dead; empty if it is not."""
    if re.match(r"(https?|mailto):", target):
        return ""
    if target.startswith("attachment:"):
        name = target.partition(":")[2]
        return "" if name in cell.raw.get("attachments", {}) else "has no attachment of its name"
    path, _, anchor = target.partition("#")
    file = folder / path if path else None
    if target.startswith("/") or (file and not file.exists()):
        return "leads to no file"
    if not anchor or (file and file.suffix != ".ipynb"):
        return "" if path or anchor else "is empty"
    there = sheet.read_sheet(file) if file else page
    anchors = {sheet.anchor(heading.text) for heading in there.headings}
    return "" if anchor in anchors else "leads to no heading; JupyterLab joins its words with -"


def planned(page: Sheet) -> Found:
    """The lesson is in the table of lessons, from which its header is written."""
    if page.name not in [lesson.name for lesson in shelf.lessons()]:
        yield None, "the lesson is not in lessons.csv", "Add a row, or rename the file."


def questions_asked(page: Sheet) -> Found:
    """Learners are asked before, on the way and after, each where the lesson promises it."""
    name = page.name
    yield from _asked_in(page, f'quiz("{name}")', "Check yourself")
    yield from _asked_in(page, f'posttest("{name}")', "What you know now")
    before = [cell for cell in page.code if cell.source.startswith("pretest(")]
    if not before:
        yield None, "there is no pretest", f'Add pretest("{name}", "…") where it is taught.'
    for cell in before:
        if not cell.source.startswith(f'pretest("{name}"'):
            yield cell.index, "the pretest of another lesson is asked", f"Name {name}."
        if depths.depth(cell.section) not in ("core", "on duty", "evidence"):
            what = "a pretest stands away from what it asks"
            yield cell.index, what, "Put it at the head of the section that teaches it."
    if name == shelf.lessons()[0].name:
        return
    second = page.code[1] if len(page.code) > 1 else None
    if second is None or second.source.strip() != f'warm_up("{name}")':
        yield (
            None if second is None else second.index,
            "no warm-up follows the setup cell",
            f'Add a cell warm_up("{name}") after it.',
        )


def _asked_in(page: Sheet, call: str, section: str) -> Found:
    cells = [cell for cell in page.code if cell.source.strip() == call]
    if not any(cell.section == section for cell in cells):
        yield None, f"no {call} stands under {section!r}", "Add a cell with it there."


RULES: tuple[Rule, ...] = (
    planned,
    header,
    sections,
    setup,
    code,
    prose,
    replaced,
    tags,
    outputs,
    alternative_text,
    citations,
    numbers_in_prose,
    questions_asked,
    notes.noted,
    *depths.RULES,
    words.words,
)
