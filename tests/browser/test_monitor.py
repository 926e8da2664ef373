"""The monitor in a real JupyterLab: it runs, true to its squares, and stands still when asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.domain import rhythms
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_CELLS = ("from helpers.apps.monitor import monitor_app", "monitor_app('sinus rhythm', 1)")
FRAMES = 30  # a second; what the eye takes for a movement
# Every stroke of a pen, as it was asked for: when, on what, what, where.
_WATCH = """() => {
  window.pen = [];
  for (const name of ['moveTo', 'lineTo', 'stroke', 'clearRect']) {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...at) {
      window.pen.push([performance.now(), this.canvas.className, name, at[0], at[1]]);
      return own.apply(this, at);
    };
  }
  window.contexts = 0;
  const Whole = AudioContext;
  window.AudioContext = class extends Whole {
    constructor() { super(); window.contexts += 1; }
  };
}"""


def strokes(page: Page, seconds: float) -> list[list[Any]]:
    """What the pens did in so many seconds."""
    page.evaluate("() => { window.pen = []; }")
    page.wait_for_timeout(1000 * seconds)
    found: list[list[Any]] = page.evaluate("window.pen")
    return found


def square(pen: list[list[Any]]) -> float:
    """Pixels of a small square, as its paper was ruled."""
    down = [x for _, canvas, name, x, y in pen if canvas == "ls-ecg-paper" and name == "moveTo"]
    gaps = np.diff(sorted({round(x, 4) for x in down if x > 0}))
    return float(np.median(gaps))


def line(pen: list[list[Any]]) -> np.ndarray:
    """The points of the line: when drawn, x, y."""
    points = [
        (when, x, y)
        for when, canvas, name, x, y in pen
        if canvas == "ls-ecg-trace" and name == "lineTo"
    ]
    return np.array(points)


@pytest.fixture
def monitor(page: Page, lab: Lab) -> Locator:
    """A monitor on a page of its own; what its pens do is written down."""
    page.add_init_script(f"({_WATCH})()")
    steps.run_cells(page, lab, "monitor", *_CELLS)
    app = page.locator(".ls-app")
    expect(app.locator(".ls-ecg-screen")).to_be_visible()
    return app


def button(monitor: Locator, name: str) -> Locator:
    return monitor.get_by_role("button", name=name)


def note(monitor: Locator) -> Locator:
    return monitor.locator(".ls-ecg-note")


def test_it_runs_smoothly_and_true_to_its_squares(page: Page, monitor: Locator) -> None:
    ruled = square(page.evaluate("window.pen"))
    across = float(monitor.locator(".ls-ecg-screen").get_attribute("data-seconds") or 0)
    strokes(page, 1)
    pen = strokes(page, 5)
    frames = sorted({when for when, _, name, *_ in pen if name == "stroke"})
    each = np.histogram(frames, bins=np.arange(frames[0], frames[-1], 1000))[0]
    print(f"frames a second: median {np.median(each):.0f}, least {each.min()}")
    assert np.median(each) >= FRAMES
    # How far the sweep comes in a second, on the paper that lies below it.
    drawn = line(pen)
    ends = np.append(np.diff(drawn[:, 0]) > 0, True)  # the last point of each frame
    way = np.unwrap(drawn[ends, 1], period=across * 25 * ruled)
    speed = np.polyfit(drawn[ends, 0] / 1000, way, 1)[0]
    print(f"{speed / ruled:.2f} small squares a second")
    assert speed / ruled == pytest.approx(25, rel=0.02)


def test_frozen_each_beat_stands_where_it_was_and_no_kernel_is_asked(
    page: Page, monitor: Locator
) -> None:
    ruled = square(page.evaluate("window.pen"))
    beats = [one.second for one in rhythms.strip("sinus rhythm", 1, 60.0).beats]
    steps.shut_down_kernel(page)
    button(monitor, "Freeze").focus()
    page.keyboard.press("Space")
    expect(note(monitor)).to_contain_text("Frozen: seconds 0.0")
    page.evaluate("() => { window.pen = []; }")
    button(monitor, "Later").press("Enter")
    expect(note(monitor)).not_to_contain_text("seconds 0.0")
    left = float(note(monitor).inner_text().split()[2])
    drawn = line(page.evaluate("window.pen"))
    at = left + drawn[:, 1] / (25 * ruled)
    inside = [beat for beat in beats if left + 0.2 < beat < at.max() - 0.2]
    assert len(inside) >= 4
    for beat in inside:
        near = np.abs(at - beat) < 0.15
        top = at[near][np.argmin(drawn[near, 2])]
        assert top == pytest.approx(beat, abs=0.008)  # two samples
    assert line(strokes(page, 0.7)).size == 0
    button(monitor, "Go on").click()
    assert len(line(strokes(page, 0.7))) > 20


def test_sound_is_off_until_asked_for_and_no_shortcut_fires(page: Page, monitor: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    sound = monitor.get_by_label("Sound at each QRS")
    expect(sound).not_to_be_checked()
    page.wait_for_timeout(1500)
    assert page.evaluate("window.contexts") == 0
    button(monitor, "Freeze").focus()
    for key in ("a", "b", "d", "d", "m", "y", "x"):
        page.keyboard.press(key)
    sound.check()
    page.wait_for_function("window.contexts > 0")
    page.wait_for_timeout(300)
    assert page.evaluate("window.contexts") == 1 and page.locator(".jp-Cell").count() == cells
    grave = ("critical", "serious")
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in grave] == []


def test_it_stands_still_for_who_asks_for_no_movement(page: Page, monitor: Locator) -> None:
    page.emulate_media(reduced_motion="reduce")
    expect(note(monitor)).to_contain_text("asks for no movement")
    expect(button(monitor, "Go on")).to_be_hidden()
    assert line(strokes(page, 1)).size == 0
    # Another rhythm does not set it going.
    monitor.get_by_role("combobox", name="Rhythm").select_option("atrial fibrillation")
    expect(monitor.locator(".ls-status")).to_contain_text("atrial fibrillation")
    page.wait_for_timeout(500)
    assert line(strokes(page, 1)).size == 0
    before = note(monitor).inner_text()
    button(monitor, "Later").click()
    assert note(monitor).inner_text() != before
