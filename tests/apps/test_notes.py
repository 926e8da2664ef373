"""What a learner notes for themselves: the nearest AED, and a manikin's numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.apps.ask import manikin_card, nearest_aed
from helpers.apps.manikin import ManikinCard, card
from helpers.course import notes
from helpers.course.answer import VARIABLE
from helpers.domain.manikin import FULL


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def typed(rate: str = "110", depth: str = "5,4", fraction: str = "75") -> ManikinCard:
    page = manikin_card()
    for name, text in (("rate", rate), ("depth", depth), ("fraction", fraction)):
        page.fields[name].value = text
    page.recoil.value = FULL
    page.judge.click()
    return page


# -- the nearest AED -------------------------------------------------------------------------


def test_the_place_is_asked_once_and_shown_next_time() -> None:
    first = nearest_aed()
    assert first.field.value == "" and first.forget.disabled
    first.field.value = "  entrance of the hall "
    first.keep.click()
    assert "entrance of the hall" in first.stage.status
    again = nearest_aed()
    assert again.field.value == "entrance of the hall" and "what you noted" in again.stage.status
    again.forget.click()
    assert nearest_aed().field.value == ""


def test_it_goes_with_all_other_notes() -> None:
    page = nearest_aed()
    page.field.value = "hall"
    page.keep.click()
    notes.forget()
    assert nearest_aed().field.value == ""


def test_a_page_without_a_kernel_shows_nothing_of_a_learners() -> None:
    page = nearest_aed()
    page.field.value = "secret hall"
    page.keep.click()
    typed("119")
    for shown in (nearest_aed(), manikin_card()):
        data, _ = shown._repr_mimebundle_()
        del data["application/vnd.jupyter.widget-view+json"]  # a random id may hold any digits
        assert not [one for one in ("secret", "119") if one in f"{data}"]


def test_trouble_is_told_in_words() -> None:
    page = nearest_aed()
    page.field.value = "x" * 400
    page.keep.click()
    assert "at most 300 characters" in page.stage.problem
    notes.file().parent.mkdir(exist_ok=True)
    notes.file().write_text("{", encoding="utf-8")
    assert "damaged" in nearest_aed().stage.problem and "damaged" in manikin_card().stage.problem


# -- the manikin -----------------------------------------------------------------------------


def test_three_sentences_and_the_last_time() -> None:
    page = typed()
    assert page.stage.status == (
        "110 a minute is the right rate. 5.4 cm is the right depth, and the chest came up fully. "
        "Hands pressed 75 % of the time: enough, as at least 60 % is asked for, breaths included."
    )
    again = manikin_card()
    assert again.fields["depth"].value == "5,4" and again.recoil.value == FULL
    assert again.stage.status == f"The last time: {page.stage.status}"


@pytest.mark.parametrize(
    ("name", "text"), [("rate", "fast"), ("depth", "-5"), ("depth", "12 cm"), ("fraction", "")]
)
def test_bad_input_is_answered_in_words_and_not_kept(name: str, text: str) -> None:
    page = typed(**{name: text})
    assert page.stage.problem.startswith(("The ", "A ")) and name in page.stage.problem
    assert page.fault is None and notes.read("manikin") == ""


def test_what_another_edition_kept_is_passed_over() -> None:
    for text in ("[]", "{", '{"rate": "110"}', '{"speed": "1"}', "7"):
        notes.keep("manikin", text)
        page = manikin_card()
        assert page.stage.problem == "" and "stays on this computer" in page.stage.status


def test_the_card_is_one_page_that_asks_nobody() -> None:
    page = manikin_card()
    page.card.click()
    written = Path("manikin-card.html")
    assert str(written.absolute()) in page.stage.status
    text = written.read_text(encoding="utf-8")
    assert text == card() and not re.search(r"https?:|src=|href=|url\(|<script", text)
    for asked in ("100 to 120 a minute", "at least 5 cm, not more than 6 cm", "60 %", "lean"):
        assert asked in text
    page.card.click()
    assert page.stage.problem == ""


def test_a_file_of_somebody_elses_is_not_written_over() -> None:
    Path("manikin-card.html").write_text("mine", encoding="utf-8")
    page = manikin_card()
    page.card.click()
    assert "is something else" in page.stage.problem and page.fault is None
    assert Path("manikin-card.html").read_text(encoding="utf-8") == "mine"
