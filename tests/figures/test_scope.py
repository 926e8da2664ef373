"""The bag: every thing once, in its level's compartment, with its mark."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.domain import scope
from helpers.figures.picture import Painter
from helpers.figures.scope import KEY, MARKS, BagPicture


@pytest.fixture(scope="module", params=[False, True], ids=["wide", "narrow"])
def picture(request: pytest.FixtureRequest) -> BagPicture:
    picture = BagPicture(narrow=request.param)
    picture.show(scope.LEVELS)
    Painter(picture).png()
    return picture


def texts(picture: BagPicture) -> list[str]:
    return [text.get_text() for axes in picture.figure.axes for text in axes.texts]


def test_everything_that_is_allowed_is_in_the_bag_once(picture: BagPicture) -> None:
    written = texts(picture)
    for one in scope.allowed("paramedic"):
        name = f"{one.short} ≠" if one.is_unsure else one.short
        assert written.count(name) == 1, name


def test_each_mark_has_its_word(picture: BagPicture) -> None:
    written = texts(picture)
    for mark, word in {"solid": "full", "mixed": "half", "none": "no study"}.items():
        holding = [level for level in scope.LEVELS if scope.count_evidence(scope.adds(level))[mark]]
        assert written.count(word if picture.narrow else f"({word})") == len(holding)


def test_marks_have_one_set_of_words(picture: BagPicture) -> None:
    for mark in scope.EVIDENCE:
        assert MARKS[mark].partition(" (")[0] in KEY.lower()
    assert not {"solid", "mixed", "none"} & set(texts(picture))


def test_no_two_texts_meet_and_none_is_cut_off(picture: BagPicture) -> None:
    renderer = picture.figure.canvas.get_renderer()
    for level in scope.LEVELS:  # one compartment is seen at a time, with all flaps below it open
        picture.show(scope.LEVELS[: scope.LEVELS.index(level) + 1])
        check_texts(picture, renderer)


def check_texts(picture: BagPicture, renderer: Any) -> None:
    labels = {id(flap[-1]) for flap in picture.flaps.values()}  # lie over the words below them
    still = [t for t in picture.figure.axes[0].texts if t.get_visible() and id(t) not in labels]
    boxes = [text.get_window_extent(renderer) for text in still]
    width, height = picture.figure.canvas.get_width_height()
    for i, (text, box) in enumerate(zip(still, boxes, strict=True)):
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text
        for other, its in list(zip(still, boxes, strict=True))[i + 1 :]:
            meets = box.x0 < its.x1 and its.x0 < box.x1 and box.y0 < its.y1 and its.y0 < box.y1
            assert not meets, (text.get_text(), other.get_text())
