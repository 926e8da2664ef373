"""What an instructor prints holds what the lessons, their notes and the tables say, and no more."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from helpers.course.questions import questions
from helpers.domain import claims
from helpers.lessons import guide, notes, sheet, shelf
from helpers.lessons.__main__ import main
from helpers.lessons.guide import markup, pdf
from helpers.lessons.guide.markup import inline

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / guide.FOLDER
LESSONS = [file.stem for file in shelf.notebooks(ROOT / "notebooks")]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return {file.name: text for file, text in guide.documents(ROOT).items()}


def _words(page: str) -> str:
    return " ".join(sheet.without_html(page).split())


def _plain(text: str) -> str:
    return " ".join(html.unescape(sheet.without_html(inline(text))).split())


def test_what_is_committed_is_what_the_lessons_give_today(made: dict[str, str]) -> None:
    for name, text in made.items():
        there = (FOLDER / name).read_text(encoding="utf-8")
        assert there == text, f"{name}: run `make notebooks`"
    assert {file.name for file in FOLDER.iterdir()} == set(made), "somebody left a file there"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_guide_holds_every_note_question_and_claim(lesson: str, made: dict[str, str]) -> None:
    told = _words(made[f"{lesson}.html"])
    page = sheet.read_sheet(ROOT / "notebooks" / f"{lesson}.ipynb")
    found = notes.notes_of(page)
    for note in found.sections:
        for text in (note.aim, note.ask, *note.wrong):
            assert _plain(text) in told, f"{note.heading}: {text}"
    for question in questions(lesson):
        if "{" not in question.stem:
            assert _plain(question.stem) in told, question.id
        (right,) = (option for option in question.options if option.correct)
        if "{" not in right.text:
            assert f"✓ {_plain(right.text)}" in told, question.id
    for claim in claims.of_lesson(lesson):
        assert _plain(claim.claim) in told and _plain(claim.settled_by) in told, claim.fact_id


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_handout_gives_no_answer_away(lesson: str, made: dict[str, str]) -> None:
    told = _words(made[f"{lesson}-handout.html"])
    assert "✓" not in told and "Key to the questions" not in told
    assert not any(_plain(question.stem) in told for question in questions(lesson))
    assert "no clinical advice and no certificate" in told


def test_each_station_has_a_card(made: dict[str, str]) -> None:
    for lesson in LESSONS:
        found = notes.notes_of(sheet.read_sheet(ROOT / "notebooks" / f"{lesson}.ipynb"))
        cards = made.get(f"{lesson}-cards.html", "")
        assert cards.count("<article class=card>") == len(found.stations), lesson
        for station in found.stations:
            assert all(_plain(line) in _words(cards) for line in (*station.do, *station.watch))


def test_no_page_asks_another_host_or_leaves_anything_unfilled(made: dict[str, str]) -> None:
    for name, text in made.items():
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text), name
        assert not re.search(r"url\(|@import|<script", text), name
        if name.endswith(".html"):
            left = re.search(r"\{\w+\}|\]\(|\*\*|>None<", sheet.without_html(text))
            assert left is None, f"{name}: {left}"
            assert text.count("<h1>") >= 1 and '<html lang="en">' in text


def test_links_lead_to_pages_that_are_made(made: dict[str, str]) -> None:
    for name in ("index.html", *(f"{lesson}.html" for lesson in LESSONS)):
        for target in re.findall(r'href="([^"#]+)"', made[name]):
            assert target in made, f"{name} leads to {target}"
    for target in re.findall(r"\]\(([^)]+)\)", made["README.md"]):
        assert target in made, target
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/instructor/README.md)" in readme.partition("## ")[0], "the top names the page"


def test_the_whole_takes_little_space(made: dict[str, str]) -> None:
    assert sum(len(text.encode()) for text in made.values()) < 1_200_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*one* and **two**", "<em>one</em> and <strong>two</strong>"),
        ('say "no" (or "yes")', "say “no” (or “yes”)"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("[CARES 2024](#Sources)", "CARES 2024"),
        ("`a *b*` <b>", "<code>a *b*</code> &lt;b&gt;"),
        (r"\$5", "$5"),
    ],
)
def test_the_little_markdown(text: str, expected: str) -> None:
    assert inline(text) == expected


def test_blocks_are_headings_lists_tables_and_commands() -> None:
    text = (
        "# T\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | [2](b.html) |\n\n    make it\n\nEnd.\nHere."
    )
    assert markup.blocks(text).splitlines() == [
        "<h1>T</h1>",
        "<ul><li>a</li><li>b</li></ul>",
        '<table><thead><tr><th scope="col">x</th><th scope="col">y</th></tr></thead>'
        '<tbody><tr><td data-head="x">1</td>'
        '<td data-head="y"><a href="b.html">2</a></td></tr></tbody></table>',
        "<pre>make it</pre>",
        "<p>End. Here.</p>",
    ]


def test_a_misspelt_lesson_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean '03_the_aed'"):
        guide.to_print(ROOT, ["03_the_ade"])


def test_the_command_answers_a_misspelt_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "03_the_ade"]) == 1
    assert "did you mean '03_the_aed'" in capsys.readouterr().err


def test_without_a_browser_one_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: None)
    with pytest.raises(pdf.PrintError, match=r"index\.html"):
        pdf.print_all([FOLDER / "index.html"], tmp_path, "A4")


def test_a_browser_that_does_not_print_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: "/bin/false")
    with pytest.raises(pdf.PrintError, match=r"index\.html was not printed by /bin/false"):
        pdf.print_all([FOLDER / "index.html"], tmp_path, "A4")
