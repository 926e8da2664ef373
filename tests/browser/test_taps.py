"""The tap trainer in a real JupyterLab: taps arrive, are timed and scored, losses are refused."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.domain import cpr
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_CELLS = ("from helpers.apps.cpr import tap_trainer_app", "trainer = tap_trainer_app()\ntrainer")
# Event times as a test sees them, beside the pad's own listeners: seconds since 1970.
_WATCH = """() => {
  window.seen = [];
  document.querySelector('.ls-pad').addEventListener('keydown', event => {
    window.seen.push((performance.timeOrigin + event.timeStamp) / 1000);
  }, {capture: true});
}"""
# The second batch of taps never leaves the browser.
_LOSE_A_BATCH = """() => {
  const send = WebSocket.prototype.send;
  let batches = 0;
  const holdsTaps = data => {
    const bytes = typeof data === 'string' ? data : new TextDecoder().decode(data);
    return bytes.includes('"kind":"taps"');
  };
  WebSocket.prototype.send = function (data) {
    if (holdsTaps(data)) batches += 1;
    if (holdsTaps(data) && batches === 2) return;
    return send.call(this, data);
  };
}"""
# A page that has something else to do nearly all the time.
_BUSY = """() => setInterval(() => {
  const end = performance.now() + 100;
  while (performance.now() < end);
}, 120)"""
_SPACE = {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32}


@pytest.fixture
def trainer(page: Page, lab: Lab) -> Locator:
    """The trainer on a page of its own."""
    steps.write_notebook(lab.root, *_CELLS, name="taps.ipynb")
    steps.open_lesson(page, lab, "taps", alone=True)
    assert steps.run_all(page) == []
    return page.locator(".ls-app")


def tap(page: Page, seconds: Sequence[float]) -> None:
    """Press the space bar as if at these seconds, ending now, whatever this machine is doing.

    The browser is told when each key went down, as a keyboard's driver tells it; so what is
    known exactly is not blurred by the way from this test to the browser. It takes no time
    from before the page was opened.
    """
    page.wait_for_function("age => performance.now() > age", arg=1000 * (seconds[-1] + 1))
    session = page.context.new_cdp_session(page)
    begun = time.time() - seconds[-1]
    for at in seconds:
        when = {"timestamp": begun + at}
        session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **_SPACE, **when})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **_SPACE, **when})


def start(trainer: Locator, length: str = "30 seconds") -> None:
    trainer.get_by_label("Length").select_option(length)
    trainer.get_by_role("button", name="Start").click()
    expect(trainer.locator(".ls-pad")).to_be_focused()


def stop(trainer: Locator) -> None:
    trainer.get_by_role("button", name="Stop").click()


def evenly(rate: float, count: int) -> list[float]:
    return [60.0 / rate * place for place in range(count)]


def status(trainer: Locator) -> Locator:
    return trainer.locator(".ls-status")


def test_taps_arrive_and_are_scored(page: Page, trainer: Locator) -> None:
    start(trainer)
    tap(page, evenly(110, 40))
    stop(trainer)
    expect(status(trainer)).to_contain_text("in range")
    said = status(trainer).inner_text()
    assert 109 <= int(re.search(r"Rate: (\d+) a minute", said)[1]) <= 111
    assert "Taps: 40" in said and "double" not in said
    assert trainer.locator("img.ls-picture").get_attribute("alt").startswith("Metronome")


@pytest.mark.parametrize("busy", [False, True])
def test_the_browsers_times_are_as_exact_as_stated(
    page: Page, trainer: Locator, busy: bool
) -> None:
    start(trainer)
    page.evaluate(_WATCH)
    if busy:
        page.evaluate(_BUSY)
    asked = np.cumsum([0.0, *(0.5 + 0.001 * (place % 40) for place in range(60))])
    tap(page, asked)
    seen = np.array(page.evaluate("window.seen"))
    stop(trainer)
    errors = 1000 * np.abs(np.diff(seen) - np.diff(asked))
    most = np.quantile(errors, 0.95)
    print(f"ms: median {np.median(errors):.3f}, 95 of 100 {most:.3f}, greatest {errors.max():.3f}")
    assert len(seen) == 61 and most <= cpr.TIMING_ERROR
    # What Python scored is what the browser saw: same rate, same spread.
    expected = cpr.score(cpr.trial(1000 * asked))
    expect(status(trainer)).to_contain_text(f"Rate: {expected.rate:.0f} a minute")
    expect(status(trainer)).to_contain_text(f"Spread: {expected.spread:.0f} ms")


def test_a_lost_batch_is_refused_in_words(page: Page, trainer: Locator) -> None:
    page.evaluate(_LOSE_A_BATCH)
    start(trainer)
    for _batch in range(3):
        tap(page, evenly(120, 10))
        page.wait_for_timeout(700)
    stop(trainer)
    alert = trainer.get_by_role("alert")
    expect(alert).to_contain_text("lost on the way")
    assert "Nothing is scored" in alert.inner_text() and status(trainer).inner_text() == ""


def test_the_clock_ends_a_trial_by_itself(page: Page, trainer: Locator) -> None:
    start(trainer)
    tap(page, evenly(110, 25))
    expect(trainer.get_by_role("button", name="Start")).to_be_visible(timeout=40_000)
    page.keyboard.press("Space")  # too late: it neither counts nor begins another trial
    expect(status(trainer)).to_contain_text("Taps: 25")
    expect(trainer.locator(".ls-taps-note")).to_contain_text("Finished: 25 taps")


def test_pointer_and_enter_count_and_a_held_key_counts_once(page: Page, trainer: Locator) -> None:
    start(trainer)
    pad = trainer.locator(".ls-pad")
    for _ in range(12):
        pad.click()
        page.wait_for_timeout(250)
    for _ in range(12):
        page.keyboard.press("Enter")
        page.wait_for_timeout(250)
    page.keyboard.down(" ")
    for _ in range(5):
        page.keyboard.down(" ")  # repeats
    page.keyboard.up(" ")
    stop(trainer)
    expect(status(trainer)).to_contain_text("Taps: 25")


def test_no_shortcut_fires_while_tapping(page: Page, trainer: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    start(trainer)
    for key in ("a", "b", "d", "d", "m", "y", "x", "Space", "Enter"):
        page.keyboard.press(key)
    stop(trainer)
    page.wait_for_timeout(300)
    assert page.locator(".jp-Cell").count() == cells


def test_sound_is_off_until_asked_for(page: Page, trainer: Locator) -> None:
    page.evaluate("""() => {
      window.contexts = 0;
      const Whole = AudioContext;
      window.AudioContext = class extends Whole {
        constructor() { super(); window.contexts += 1; }
      };
    }""")
    start(trainer)
    page.wait_for_timeout(300)
    assert page.evaluate("window.contexts") == 0
    trainer.get_by_label("Sound").check()
    page.wait_for_timeout(300)
    assert page.evaluate("window.contexts") == 1
    stop(trainer)


def test_a_calm_reader_sees_no_movement(page: Page, trainer: Locator) -> None:
    page.emulate_media(reduced_motion="reduce")
    start(trainer)
    light = trainer.locator(".ls-beat")
    expect(light).to_be_visible()
    moves = {light.evaluate("light => light.style.transform") for _ in range(20)}
    assert moves == {"none"}
    stop(trainer)
    expect(light).to_be_hidden()


def test_a_page_without_a_kernel_says_so(page: Page, trainer: Locator) -> None:
    steps.shut_down_kernel(page)
    start(trainer)
    tap(page, evenly(120, 5))
    stop(trainer)
    expect(trainer.locator(".ls-taps-note")).to_contain_text("No kernel", timeout=15_000)


def test_the_trainer_is_accessible(page: Page, trainer: Locator) -> None:
    grave = ("critical", "serious")
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in grave] == []
    names = [
        trainer.get_by_role(role, name=name).count()
        for role, name in (
            ("button", "Tap here: space bar, Enter or pointer"),
            ("button", "Start"),
            ("combobox", "Length"),
            ("combobox", "Beat"),
            ("checkbox", "Sound"),
        )
    ]
    assert names == [1, 1, 1, 1, 1]
