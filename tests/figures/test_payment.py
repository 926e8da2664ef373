"""The receipt's picture: the level climbs, what does not count is struck, no text leaves it."""

from __future__ import annotations

from datetime import date

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from helpers.domain import payment
from helpers.figures import plot_receipt
from helpers.figures.payment import ReceiptPicture
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


CARE = [f"{name}, {way}" for name in ("epinephrine", "norepinephrine") for way in ("IM", "IV push")]
LONG = [
    "manual defibrillation",
    "IV line, already in place",
    "dextrose 50 %, IV push",
    "other fluid, IV infusion",
]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("end", ["transported", "died before loading", "died after loading"])
@pytest.mark.parametrize(
    "care", [[], CARE, LONG, LONG[::-1], [*CARE, *LONG], 7 * LONG[:1], 7 * LONG[2:3]]
)
def test_a_growing_receipt_stays_on_its_paper(care: list[str], end: str, narrow: bool) -> None:
    call = payment.Transport(
        date(2026, 3, 2), "emergency", "paramedic", dispatch="no protocol", outcome=end,
        patients=3, loaded_miles=8.2,
    )  # fmt: skip
    transport = call.with_care(*care)
    receipt = payment.receipt(transport)
    figure = ReceiptPicture(narrow=narrow).written(transport, receipt)
    renderer = FigureCanvasAgg(figure).get_renderer()
    width, height = figure.canvas.get_width_height()
    shown = [one for one in figure.axes[0].texts if one.get_text()]
    boxes = [(one.get_text(), one.get_window_extent(renderer)) for one in shown]
    for text, box in boxes:
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text
    for place, (text, box) in enumerate(boxes):
        for other, beside in boxes[place + 1 :]:
            assert not box.shrunk(0.98, 0.6).overlaps(beside.shrunk(0.98, 0.6)), (text, other)
    last = receipt.lines[-1]
    written = " ".join(one.get_text() for one in shown)
    assert (last.not_counted or last.counts_as or last.entry).split()[0] in written
