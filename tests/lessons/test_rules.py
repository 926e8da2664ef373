"""Each rule is broken once, and says so; the lesson it was broken in is otherwise faultless."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.lessons import depths, normal, notes, rules, sheet, words
from tests.lessons import toys
from tests.lessons.toys import CODE, ESSAY, SETUP, Node, code, markdown, printed, shown

Break = Callable[[list[Node]], object]


def found(cells: list[Node], rule: rules.Rule, **page: object) -> list[str]:
    return [what for _, what, _ in rule(toys.page(*cells, **page))]  # type: ignore[arg-type]


def test_a_good_lesson_has_no_problem(tmp_path: Path) -> None:
    assert [str(p) for p in rules.check(toys.write(tmp_path, *toys.good_cells()))] == []


def test_a_problem_names_lesson_cell_fault_and_remedy(tmp_path: Path) -> None:
    cells = toys.good_cells()
    cells[CODE] = code("import os", printed("5.20"), count=4)
    problem, *_ = rules.check(toys.write(tmp_path, *cells))
    assert str(problem) == (
        "01_chain_of_survival.ipynb, cell 6: it imports something. "
        "Move it into the first code cell."
    )


def _add(cell: Node) -> Break:
    return lambda cells: cells.insert(CODE, cell)


def _never_ran(cell: Node) -> None:
    if cell["cell_type"] == "code":
        cell.update(execution_count=None, outputs=[])


def _setup(source: str) -> Break:
    return lambda cells: cells[SETUP].update(source=source)


def _code(source: str) -> Break:
    return lambda cells: cells[CODE].update(source=source)


def _long(lines: int) -> Break:
    places = (CODE, toys.WARM_UP, toys.PRETEST, toys.QUIZ)
    return lambda cells: [cells[n].update(source="x = 1\n" * lines) for n in places]


def _tables(number: int) -> Break:
    views = [code(f'view("registry", "v{n}")') for n in range(number)]
    return lambda cells: cells.__setitem__(slice(CODE, CODE), views)


def _output(output: Node) -> Break:
    return lambda cells: cells[CODE]["outputs"].append(output)


def _essay(text: str) -> Break:
    return lambda cells: cells[ESSAY].update(source=f"{cells[ESSAY]['source']}\n\n{text}")


def _table(rows: int, columns: int) -> Break:
    head = "".join('<th scope="col">h</th>' for _ in range(columns))
    body = "<tr><td>1</td></tr>" * rows
    html = shown(text__html=f"<table><tr>{head}</tr>{body}</table>")
    return lambda cells: cells[CODE].update(source='view("a", "b")', outputs=[html])


@pytest.mark.parametrize(
    ("rule", "break_it", "expected"),
    [
        (rules.header, lambda cells: cells.pop(0), "does not begin with its header"),
        (rules.header, _essay("# Another title"), "second title, 'Another title'"),
        (
            rules.header,
            lambda cells: cells[toys.NEXT].update(code("1", tags=[sheet.NEXT])),
            "a generated cell is code",
        ),
        (rules.sections, lambda cells: cells.pop(toys.OVERVIEW), "'Overview' is missing"),
        (
            rules.sections,
            lambda cells: cells.insert(toys.DUTY, cells.pop(toys.OVERVIEW)),
            "is in another place",
        ),
        (rules.sections, lambda cells: cells.pop(toys.CLAIM), "'Claims to check' is missing"),
        (
            rules.sections,
            lambda cells: cells.insert(toys.SUMMARY, cells.pop(toys.CHECK)),
            "is in another place",
        ),
        (rules.sections, lambda cells: cells.pop(toys.SOURCES), "'Sources' is missing"),
        (
            rules.sections,
            lambda cells: cells[toys.NEXT].update(metadata={}),
            "tagged generated-next",
        ),
        (rules.sections, _essay("## Summary"), "two sections 'Summary'"),
        (
            rules.sections,
            lambda cells: cells[ESSAY].update(source="no heading"),
            "no section that teaches",
        ),
        (rules.setup, lambda cells: cells.__setitem__(slice(None), [cells[ESSAY]]), "no code cell"),
        (rules.setup, _add(code("import os")), "imports something"),
        (rules.setup, _setup("import math\nx = 1"), "does more than import"),
        (rules.setup, _setup("\n".join(f"import a{i}" for i in range(6))), "has 6 imports"),
        (rules.setup, _setup("x = 1"), "has 0 imports"),
        (
            rules.setup,
            lambda cells: cells[SETUP].update(metadata={"jupyter": {"source_hidden": True}}),
            "folded away",
        ),
        (rules.code, _code("# nothing"), "is empty"),
        (rules.code, _code("x = 1\n" * 13), "13 lines of code are more than 12"),
        (rules.code, _code(f"x = '{'y' * 95}'"), "a line of 101 characters"),
        (rules.code, _long(8), "median cell has 8"),
        (rules.code, _code("%matplotlib inline"), "not plain Python"),
        (rules.code, _code("!ls"), "not plain Python"),
        (rules.code, _code("class A:\n    pass"), "A is defined"),
        (rules.code, _code("async def g():\n    pass"), "g is defined"),
        (rules.code, _code("open('../data/x.csv')"), "parent folder"),
        (rules.code, _code("'pip install x'"), "package is installed"),
        (rules.code, _code("1  # NBVAL_IGNORE_OUTPUT"), "comparison of outputs off"),
        (rules.prose, _long(9), "words of prose for 4"),
        (rules.prose, _essay("It costs $5."), "begins a formula"),
        (rules.replaced, _essay("**To write.** Say what was seen."), "there, 'Say what was seen.'"),
        (rules.tags, lambda cells: cells[ESSAY].update(metadata={"tags": ["cor"]}), "'cor'"),
        (
            rules.tags,
            lambda cells: cells[CODE].update(metadata={"tags": ["nbval-skip"]}),
            "'nbval-skip'",
        ),
        (rules.outputs, lambda cells: cells[CODE].update(execution_count=None), "is None, not 4"),
        (rules.outputs, lambda cells: cells[CODE].update(execution_count=7), "is 7, not 4"),
        (rules.outputs, lambda cells: [_never_ran(cell) for cell in cells], "has not run yet"),
        (rules.outputs, _output({"output_type": "error", "ename": "ValueError"}), "ValueError"),
        (rules.outputs, _output(printed("oh", "stderr")), "written to stderr"),
        (rules.outputs, _output({"data": {normal.WIDGET_VIEW: {}}}), "keeps a widget"),
        (rules.alternative_text, _output(shown(image__png=toys.PIXEL)), "image/png"),
        (
            rules.alternative_text,
            _output(shown({"image/svg+xml": {"alt": " "}}, **{"image/svg+xml": "<svg/>"})),
            "image/svg+xml",
        ),
        (rules.alternative_text, _output(shown(text__html="<img src='x'>")), "in HTML"),
        (rules.alternative_text, _essay("![](picture.png)"), "no alternative text"),
        (rules.alternative_text, _essay("<img src='x' alt=''>"), "no alternative text"),
        (rules.citations, _essay("So it is [GOLD2010]."), "[GOLD2010] is cited by its key"),
        (rules.citations, _essay("So it is [NOBODY1999]."), "[NOBODY1999] is not in sources.csv"),
        (rules.numbers_in_prose, _essay("It took 7.5 minutes."), "7.5 stands in the prose"),
        (
            notes.noted,
            lambda cells: cells[ESSAY]["metadata"].clear(),
            "section 'Why minutes matter' has no note",
        ),
        (rules.questions_asked, lambda cells: cells.pop(toys.QUIZ), "no quiz("),
        (
            rules.questions_asked,
            lambda cells: cells[toys.QUIZ].update(source='quiz("00_start_here")'),
            "no quiz(",
        ),
        (
            rules.questions_asked,
            lambda cells: cells.insert(CODE, cells.pop(toys.QUIZ)),
            "no quiz(",
        ),
        (rules.questions_asked, lambda cells: cells.pop(toys.WARM_UP), "no warm-up follows"),
        (rules.questions_asked, lambda cells: cells.pop(toys.AFTER), "no posttest("),
        (rules.questions_asked, lambda cells: cells.pop(toys.PRETEST), "there is no pretest"),
        (
            rules.questions_asked,
            lambda cells: cells.insert(toys.ESSAY, cells.pop(toys.PRETEST)),
            "away from what it asks",
        ),
        (
            rules.questions_asked,
            lambda cells: cells[toys.PRETEST].update(source='pretest("00_start_here")'),
            "pretest of another lesson",
        ),
        (depths.length, _essay("One word more. " * 700), "are enough for 2000"),
        (depths.order, lambda cells: cells.insert(toys.ESSAY, cells.pop(toys.DUTY)), "mixed"),
        (depths.order, _add(markdown("## Evidence: more\n\nLine.")), "two sections Evidence"),
        (depths.fold, lambda cells: cells[toys.FOLD].update(metadata={}), "is not folded"),
        (
            depths.fold,
            lambda cells: cells[toys.FOLD].update(source="## Evidence: all\n\nOne.\n\nTwo."),
            "a cell with 2 lines",
        ),
        (depths.fold, _essay("## Next idea"), "begins inside a cell"),
        (
            depths.fold,
            lambda cells: cells[toys.PROOF].update(source="### Models"),
            "'Models' stands in the fold",
        ),
        (depths.fold, _essay("[x](#Evidence:-one-study)"), "leads into a fold"),
        (depths.sentences, _code("x = 1"), "no single call"),
        (depths.sentences, _code("a.b(1)"), "no single call"),
        (depths.sentences, _code("view(x)"), "no single call"),
        (depths.sentences, _code("view('a', columns={'b': 'c'})"), "no single call"),
        (depths.sentences, _code("f(1)\nf(2)"), "no single call"),
        (depths.tables, _table(8, 2), "8 rows and 2 columns"),
        (depths.tables, _table(2, 5), "2 rows and 5 columns"),
        (depths.amount, _tables(8), "the core has 8 tables"),
        (depths.amount, _code("f(1)\n" * 31), "lines of code"),
        (words.words, _essay("Then comes capnography."), "'capnography' is used"),
        (depths.plain_words, _essay("We know it second-hand."), "'second-hand' stands"),
        (depths.plain_words, _essay("Before you run the cell, guess."), "asks for a guess"),
        (
            depths.summary,
            lambda cells: cells[toys.SUMMARY].update(source="## Summary\n\n" + "Press. " * 8),
            "has 8 sentences",
        ),
    ],
)
def test_a_broken_rule_is_told(rule: rules.Rule, break_it: Break, expected: str) -> None:
    cells = toys.good_cells()
    assert found(cells, rule) == []
    break_it(cells)
    assert any(expected in what for what in found(cells, rule)), found(cells, rule)


def test_a_link_may_lead_to_the_heading_of_the_fold() -> None:
    cells = toys.good_cells()
    _essay("[x](#Evidence:-how-anyone-knows)")(cells)
    assert found(cells, depths.fold) == []


def test_every_rule_is_broken_above() -> None:
    (marker,) = test_a_broken_rule_is_told.pytestmark  # type: ignore[attr-defined]
    broken = {case[0] for case in marker.args[1]}
    assert broken == set(rules.RULES) - {rules.planned}


def test_a_lesson_has_to_be_planned() -> None:
    assert found(toys.good_cells(), rules.planned) == []
    assert found(toys.good_cells(), rules.planned, name="99_more") != []


def test_saved_widgets_and_size_are_told() -> None:
    assert found(toys.good_cells(), rules.outputs, widgets={}) == [
        "the state of widgets is saved in it"
    ]
    assert found(toys.good_cells(), rules.outputs, size=512_001) == [
        "512,001 bytes are more than 512,000"
    ]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[x](https://example.org)", None),
        ("[x](#Why-minutes-matter)", None),
        ("[x](02_basic.ipynb)", None),
        ("[x](02_basic.ipynb#Overview)", None),
        ("`[x](nowhere)`", None),
        ("[x](#Why-Minutes-Matter)", "leads to no heading"),
        ("[x](03_missing.ipynb)", "leads to no file"),
        ("[x](02_basic.ipynb#Nowhere)", "leads to no heading"),
        ("[x](/etc/hosts)", "leads to no file"),
        ("[x]()", "is empty"),
        ("![x](attachment:y.png)", "has no attachment"),
        ("[a [b] c](nowhere.md)", "leads to no file"),
    ],
)
def test_links_resolve(link: str, expected: str | None, tmp_path: Path) -> None:
    toys.write(tmp_path, markdown("## Overview"), name="02_basic")
    cells = toys.good_cells()
    cells[ESSAY]["source"] += f"\n\n{link}"
    problems = [str(p) for p in rules.check(toys.write(tmp_path, *cells))]
    assert len(problems) == (expected is not None), problems
    assert all(expected in problem for problem in problems if expected)


def test_a_number_must_stand_in_the_same_section() -> None:
    cells = toys.good_cells()
    cells[toys.CLAIM]["source"] += "\n\nAfter 5.2 minutes."
    assert len(found(cells, rules.numbers_in_prose)) == 1


def test_a_section_may_begin_in_the_middle_of_a_cell() -> None:
    cells = [
        markdown("## One\n\nIt took 5 minutes.\n\n## Two\n\nIt took 7 minutes."),
        code("7", printed("7")),
    ]
    (what,) = found(cells, rules.numbers_in_prose)
    assert "5 stands in the prose and in no output of section 'One'" in what


def test_headings_in_a_block_of_code_are_none() -> None:
    page = toys.page(markdown("```\n# a comment\n## b\n```\n\n### Real"))
    assert [heading.text for heading in page.headings] == ["Real"]


def test_numbers_count_in_text_html_and_print_but_not_in_markup() -> None:
    html = shown(text__html="<td style='width:5px'>7 minutes</td><style>9</style>")
    cells = [markdown("## A\n\nIt took 7 minutes, not 5 minutes or 9 minutes."), code("1", html)]
    assert [what.split()[0] for what in found(cells, rules.numbers_in_prose)] == ["5", "9"]


@pytest.mark.parametrize("content", ["", "no JSON", "[]", '{"nbformat": 3}'])
def test_what_is_no_notebook_is_told(content: str, tmp_path: Path) -> None:
    file = tmp_path / "01_x.ipynb"
    file.write_text(content)
    with pytest.raises(sheet.SheetError, match=r"01_x\.ipynb is no notebook"):
        rules.check(file)
