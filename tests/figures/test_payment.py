"""The receipt's picture: the level climbs, what does not count is struck, no text leaves it."""

from __future__ import annotations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from helpers.domain import payment
from helpers.figures import plot_receipt
from helpers.figures.picture import Plot


def texts(plot: Plot) -> list[Text]:
    return [one for one in plot.figure.axes[0].texts if one.get_text()]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("sheet", payment.run_sheets())
def test_every_sheet_has_a_picture_in_which_no_text_leaves_or_touches(
    sheet: str, narrow: bool
) -> None:
    plot = plot_receipt(sheet, narrow=narrow)
    renderer = FigureCanvasAgg(plot.figure).get_renderer()
    boxes = [(one.get_text(), one.get_window_extent(renderer)) for one in texts(plot)]
    width, height = plot.figure.canvas.get_width_height()
    for text, box in boxes:
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text
    for place, (text, box) in enumerate(boxes):
        for other, beside in boxes[place + 1 :]:
            assert not box.shrunk(0.98, 0.6).overlaps(beside.shrunk(0.98, 0.6)), (text, other)


def test_the_alternative_text_climbs_names_rules_and_crosses_out() -> None:
    alt = plot_receipt("RS18").alt
    assert "normal saline, IV infusion: crossed out, not counted: crystalloids" in alt
    assert "rule: required ALS assessment; then ALS1-E" in alt
    assert "open, ALS1-E or ALS2" in plot_receipt("RS20").alt


def test_as_many_lines_are_struck_through_as_do_not_count() -> None:
    crossed = [
        one for one in payment.receipt(payment.run_sheet("RS23")).lines if one.is_crossed_out
    ]
    plot = plot_receipt("RS23")
    strikes = [one for one in plot.figure.axes[0].lines if one.get_linewidth() == 1.2]
    assert len(strikes) == len(crossed) == 2


def test_an_unknown_sheet_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'RS18'"):
        plot_receipt("RS-18")
