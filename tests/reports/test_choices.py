"""What was asked and chosen is told with numbers, never with the places for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.cohort import cohort_names
from helpers.course.questions import bank
from helpers.course.variants import MAKERS, variant
from helpers.reports import batch
from helpers.reports.batch import INDEX, Wish
from helpers.reports.choices import behind
from helpers.reports.job import KINDS, LEARNER
from tests.reports.support import Page, small

HALF = re.compile(r"\w …|\.\.\.|\b[Tt]he log says|not told here|otherwise here")
PLACE = re.compile(r"\{\w+\}")
ANSWERS = "learner_id,question_id,question_version,variant_seed,attempt,option_id,answered_at\n"


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_of_any_example_holds_a_place_for_a_number(kind: str, tmp_path: Path) -> None:
    wish = Wish(tuple(cohort_names()), tmp_path, "2026-06-01", False, kind=kind)
    batch.run(wish, lambda entry: None)
    pages = {file.name: Page(file.read_text("utf-8")) for file in tmp_path.glob("*.html")}
    assert len(pages) > 60 or kind != LEARNER
    found = {name: PLACE.findall(page.text) for name, page in pages.items()}
    assert {name: places for name, places in found.items() if places} == {}
    # Nor half a question, nor words that need the screen beside them.
    assert {
        name: HALF.findall(page.text) for name, page in pages.items() if HALF.search(page.text)
    } == {}


def test_a_learners_page_holds_the_numbers_that_this_learner_had(tmp_path: Path) -> None:
    asked = next(q for q in map(bank().get, MAKERS) if q is not None and q.form == "posttest")
    wrong = next(one for one in asked.options if not one.correct and PLACE.search(one.text))
    texts = {variant(asked, seed).option(wrong.id).text: seed for seed in range(1, 20)}
    seen, seeds = list(texts)[:2], list(texts.values())[:2]
    rows = [
        f"L{who},{asked.id},{asked.version},{seed},1,{wrong.id},2026-02-01T10:00:00+00:00\n"
        for who, seed in enumerate(seeds, start=1)
    ]
    # The other form, first: else this one would count as the one before the lesson.
    other = next(q for q in bank().values() if q.lesson == asked.lesson and q.form == "pretest")
    early = [
        f"L{who},{other.id},{other.version},,1,{other.right[0].id},2026-01-20T10:00:00+00:00\n"
        for who in (1, 2)
    ]
    folder = small(tmp_path, "two", answers_csv=ANSWERS + "".join(early + rows))
    wish = Wish((str(folder),), tmp_path / "out", "2026-06-01", False, kind=LEARNER)
    batch.run(wish, lambda entry: None)
    pages = [file for file in sorted((tmp_path / "out").glob("*.html")) if file.name != INDEX]
    for file, text in zip(pages, seen, strict=True):
        assert text in Page(file.read_text("utf-8")).text


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "That is the price: a crew comes and looks. The log says something else here.",
            "That is the price: a crew comes and looks.",
        ),
        ("Here it is otherwise.", ""),
        ("The clock is not what misleads here. Ask it another question.", ""),
        ("There it is. It stays whole!", "There it is. It stays whole!"),
    ],
)
def test_sentences_that_need_their_screen_are_left_out_whole(said: str, left: str) -> None:
    assert behind(said) == left
