"""The drill of recognition: two questions decide, in doubt it is an arrest, no button wins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import recognition
from helpers.domain.drill import AGAIN
from helpers.domain.recognition import NO, PRESS, SIDE, TALK, YES, Case

CASES = {case.name: case for case in recognition.cases()}
BUTTONS = {TALK: (YES,), SIDE: (NO, YES), PRESS: (NO, NO)}


def rightly(presses: tuple[str, ...] = (), seed: int = 1) -> tuple[str, ...]:
    while now := recognition.play(presses, seed).drill.now:
        presses += BUTTONS[now.right]
        assert len(presses) < 20 * len(CASES), "right answers do not end the drill"
    return presses


def wordings() -> Iterator[tuple[str, str]]:
    for case in CASES.values():
        for text in case.texts:
            yield case.name, text


def test_the_cases_that_decide_lives_are_all_there() -> None:
    assert len(CASES) >= 14
    for name in ("gasp", "gurgle", "snore with gaps", "jerks, then gasps", "in doubt", "stillness"):
        assert CASES[name].right == PRESS
    assert CASES["athlete who pants and does not answer"].right == PRESS
    for name in ("drunk who does not answer", "snore that the airway explains"):
        assert CASES[name].right == SIDE and "keep looking" in CASES[name].follows
    for name in ("sleeper", "sleeper who snores", "drunk who answers"):
        assert CASES[name].right == TALK


def test_no_sound_alone_tells_and_no_answer_wins_by_itself() -> None:
    for word in ("snor", "pant", "jerk", "wine"):
        kinds = {CASES[name].right for name, text in wordings() if word in text.lower()}
        assert len(kinds) >= 2, word
    rights = [case.right for case in CASES.values()]
    assert all(rights.count(kind) / len(rights) <= 0.5 for kind in (TALK, SIDE, PRESS))


def test_no_wording_names_the_answer_and_none_stands_twice() -> None:
    texts = [text for _, text in wordings()]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "arrest" in text or "normal" in text]


@given(st.integers(0, 2000))
def test_who_answers_rightly_sees_each_case_once(seed: int) -> None:
    done = recognition.play(rightly(seed=seed), seed).drill
    assert sorted(a.card.name for a in done.answers) == sorted(CASES)
    assert done.hits == len(CASES)


@given(st.integers(0, 2000), st.lists(st.sampled_from((YES, NO)), max_size=30))
def test_what_was_missed_comes_back_in_other_words(seed: int, presses: list[str]) -> None:
    done = recognition.play(rightly(tuple(presses), seed), seed).drill
    for place, answer in enumerate(done.answers):
        if not answer.is_right:
            later = [a for a in done.answers[place + 1 :] if a.card.name == answer.card.name]
            assert sum(a.is_right for a in later) >= 2
            assert later[0].card.text != answer.card.text


def test_who_responds_is_not_asked_about_the_breathing() -> None:
    assert recognition.play((YES,)).asked == recognition.RESPONDS
    assert recognition.play((NO,)).asked == recognition.BREATHES
    assert recognition.play((NO, NO)).asked == recognition.RESPONDS
    assert recognition.play((NO, AGAIN)).asked == recognition.RESPONDS
    assert [a.said for a in recognition.play((YES, NO, YES, NO, NO)).drill.answers] == [
        *(TALK, SIDE, PRESS)
    ]


def test_after_the_end_buttons_change_nothing_and_unknown_ones_are_refused() -> None:
    whole = rightly()
    assert recognition.play((*whole, NO, NO)).drill == recognition.play(whole).drill
    with pytest.raises(ValueError, match="did you mean 'Yes'"):
        recognition.play(("Yess",))


def test_a_case_says_what_follows_unless_it_is_an_arrest() -> None:
    one = CASES["gasp"]
    whole = {name: getattr(one, name) for name in Case.__dataclass_fields__}
    with pytest.raises(ValueError, match="always the same"):
        Case(**{**whole, "then": "Wait."})
    with pytest.raises(ValueError, match="three wordings"):
        Case(**{**whole, "texts": one.texts[:2]})
