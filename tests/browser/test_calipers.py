"""The calipers in a real JupyterLab: legs stand where they are put, and what they say is judged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.domain import calipers
from helpers.domain.rhythms import Beat
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_CELLS = ("from helpers.apps.calipers import calipers_app", "calipers_app('first-degree block', 1)")
# Where each sample of the long strip was drawn, pixels from the left edge of its paper.
_WATCH = """() => {
  window.drawn = [];
  for (const name of ['moveTo', 'lineTo', 'fillRect']) {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...at) {
      if (this.canvas.className === 'ls-ecg-paper') {
        if (name === 'fillRect') window.drawn = [];
        else window.drawn.push([name, ...at]);
      }
      return own.apply(this, at);
    };
  }
}"""


@pytest.fixture
def app(page: Page, lab: Lab) -> Locator:
    """The calipers on a page of their own."""
    page.add_init_script(f"({_WATCH})()")
    steps.run_cells(page, lab, "calipers", *_CELLS)
    shown = page.locator(".ls-app")
    expect(shown.locator(".ls-cal-paper")).to_be_visible()
    return shown


def drawn(page: Page) -> np.ndarray:
    """Pixels from the left edge, by sample: the last line that was drawn on the paper."""
    rows = page.evaluate("window.drawn")
    begin = max(place for place, row in enumerate(rows) if row[0] == "moveTo")
    return np.array([row[1] for row in rows[begin:]])


def leg(app: Locator, name: str) -> Locator:
    return app.get_by_role("slider", name=name)


def stands(app: Locator, name: str) -> float:
    return float(leg(app, name).get_attribute("aria-valuenow") or "nan")


def drag(page: Page, app: Locator, name: str, to: float) -> None:
    """Take a leg by the mouse to so many pixels from the left edge of the paper."""
    held = leg(app, name).bounding_box()
    paper = app.locator(".ls-cal-paper canvas").bounding_box()
    assert held and paper
    middle, y = held["x"] + held["width"] / 2, round(paper["y"] + 30)
    # A mouse knows whole pixels only; it is let go where the leg looks right.
    taken = round(middle)
    page.mouse.move(taken, y)
    page.mouse.down()
    page.mouse.move(round(paper["x"] + to - (middle - taken)), y, steps=3)
    page.mouse.up()


def places(beat: Beat, what: str) -> tuple[float, float]:
    if what == calipers.PR:
        assert beat.pr_ms is not None
        return beat.onset - beat.pr_ms / 1000, beat.onset
    return beat.onset, beat.onset + beat.qrs_ms / 1000


def choose(app: Locator, rhythm: str) -> None:
    app.get_by_role("combobox", name="Rhythm").select_option(rhythm)
    expect(app.locator(".ls-cal-paper")).to_have_attribute(
        "aria-label", f"6 seconds of ECG: {rhythm}. Two legs to move."
    )


def status(app: Locator) -> Locator:
    return app.locator(".ls-status")


def test_legs_are_where_they_were_put_and_right_is_judged_right(page: Page, app: Locator) -> None:
    errors: list[float] = []
    for rhythm in ("first-degree block", "sinus rhythm", "second-degree block, Mobitz II"):
        choose(app, rhythm)
        strip, pixels = calipers.strip(rhythm, 1), drawn(page)
        assert len(pixels) == strip.signal.size
        for beat in [b for b in strip.beats if b.pr_ms and b.onset > 0.5][:3]:
            for what in (calipers.PR, calipers.QRS):
                app.get_by_role("combobox", name="Measure").select_option(what)
                left, right = places(beat, what)
                for name, second in (("Right leg", right), ("Left leg", left)):
                    drag(page, app, name, pixels[round(second * strip.sampling_rate)])
                    errors.append(1000 * abs(stands(app, name) - second))
                app.get_by_role("button", name="Judge").click()
                expect(status(app)).to_contain_text(f"{what}: right")
                app.get_by_role("button", name="There is none").click()
                expect(status(app)).to_contain_text("not yet")
    print(f"ms: median {np.median(errors):.1f}, greatest {max(errors):.1f}, {len(errors)} legs")
    assert max(errors) <= calipers.LEG_ERROR


def test_what_is_judged_fits_a_narrow_window(page: Page, app: Locator) -> None:
    """The longest there is: every step of PR right, and a number that does not follow."""
    beat = calipers.strip("first-degree block", 1).beats[2]
    left, right = places(beat, calipers.PR)
    for name, second in (("Right leg", right), ("Left leg", left)):
        drag(page, app, name, drawn(page)[round(500 * second)])
    page.set_viewport_size({"width": 560, "height": 900})
    app.get_by_role("spinbutton").fill("7")
    app.get_by_role("button", name="Judge").click()
    expect(status(app)).to_contain_text("went wrong at: Your number")
    top = app.locator(".ls-controls").bounding_box()
    end = status(app).bounding_box()
    assert top and end and end["y"] + end["height"] - top["y"] <= 640


def press(page: Page, keys: Sequence[str]) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_everything_works_from_the_keyboard(page: Page, app: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    leg(app, "Left leg").focus()
    press(page, ["Home", *["PageUp"] * 3, "Shift+ArrowRight", "ArrowRight", "ArrowLeft"])
    assert stands(app, "Left leg") == pytest.approx(0.64)
    # The right leg is taken along where it is met, and the other way round.
    press(page, ["End"])
    assert stands(app, "Right leg") == 6.0 and stands(app, "Left leg") == pytest.approx(5.99)
    leg(app, "Right leg").focus()
    press(page, ["Home", "a", "b", "d", "d", "m", "x"])
    assert stands(app, "Left leg") == 0.0 and stands(app, "Right leg") == pytest.approx(0.01)
    beat = calipers.strip("first-degree block", 1).beats[2]
    onset = beat.onset - (beat.pr_ms or 0) / 1000
    for name, to in (("Right leg", beat.onset), ("Left leg", onset)):
        leg(app, name).focus()
        away = round((to - stands(app, name)) / 0.01)
        large, small = divmod(away, 20)
        press(page, [*["PageUp"] * large, *["ArrowRight"] * small])
    app.get_by_role("spinbutton").fill("7")
    page.keyboard.press("Enter")
    expect(status(app)).to_contain_text("went wrong at: Your number")
    app.get_by_role("spinbutton").fill(str(round(1000 * (beat.onset - onset), -1)))
    page.keyboard.press("Enter")
    expect(status(app)).to_contain_text("PR: right")
    assert page.locator(".jp-Cell").count() == cells


def test_a_screen_reader_and_a_page_without_a_kernel_are_told(page: Page, app: Locator) -> None:
    grave = ("critical", "serious")
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in grave] == []
    for role, name in (
        ("combobox", "Measure"),
        ("spinbutton", "Your number (ms), if you like"),
        ("slider", "Left leg"),
        ("slider", "Right leg"),
        ("button", "Judge"),
        ("button", "There is none"),
    ):
        assert app.get_by_role(role, name=name, exact=True).count() == 1, name
    assert "small squares" in (leg(app, "Left leg").get_attribute("aria-valuetext") or "")
    steps.shut_down_kernel(page)
    app.get_by_role("button", name="Judge").click()
    expect(app.locator(".ls-ecg-note")).to_contain_text("No kernel", timeout=15_000)


def test_the_lenses_are_drawn_as_soon_as_the_guess_uncovers_them(page: Page, lab: Lab) -> None:
    call = "calipers_app(guess='not_very_wide')"
    steps.run_cells(page, lab, "covered", _CELLS[0], call)
    app = page.locator(".ls-app")
    app.get_by_role("radio", name="yes").check()
    app.get_by_role("button", name="Commit my guess").click()
    lens = app.locator(".ls-lens canvas").first
    expect(lens).to_be_visible()
    # Never drawn, a canvas is 150 pixels high.
    page.wait_for_function("lens => lens.clientHeight < 120", arg=lens.element_handle())
