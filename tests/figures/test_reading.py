"""The strip that is read: marks stand where the step measures, and no label hides another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers.domain import reading_reasons, reading_steps, rhythms
from helpers.domain.rhythms import STEPS
from helpers.figures.reading import ReadingPicture

READ = [name for name in rhythms.names() if rhythms.rhythm(name).family]


@pytest.fixture(scope="module", params=[False, True], ids=["wide", "narrow"])
def picture(request: pytest.FixtureRequest) -> ReadingPicture:
    return ReadingPicture(narrow=request.param)


@pytest.mark.parametrize("name", READ)
def test_no_label_hides_another_or_leaves_the_picture(picture: ReadingPicture, name: str) -> None:
    exercise = reading_steps.begin(name, reading_steps.ALONE, 1)
    canvas = FigureCanvasAgg(picture.figure)
    for step in STEPS:
        picture.show(exercise, step)
        canvas.draw()
        whole = picture.figure.bbox
        for row in picture.labels:
            boxes = [label.get_window_extent() for label in row if label.get_text()]
            assert all(a.x1 <= b.x0 for a, b in pairwise(boxes)), step
            assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 for box in boxes), step
            assert all(box.y1 <= whole.y1 for box in boxes), step


def test_each_mark_is_drawn_on_its_line_of_paper(picture: ReadingPicture) -> None:
    exercise = reading_steps.begin("first-degree block", reading_steps.ALONE, 1)
    picture.show(exercise, "PR?")
    drawn = [path.vertices[:, 0] for bands in picture.spans for path in bands.get_paths()]
    marks = reading_reasons.marks(exercise, "PR?")
    halves = [mark for mark in marks if mark.left < 5 < mark.right]
    assert len(drawn) == len(marks) + len(halves)
    assert drawn[0].min() == pytest.approx(marks[0].left)
    assert drawn[0].max() == pytest.approx(marks[0].right)
    picture.show(exercise, "")
    assert not any(bands.get_paths() for bands in picture.spans)
    assert not any(label.get_text() for row in picture.labels for label in row)
