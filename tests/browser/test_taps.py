"""The tap trainer in a real JupyterLab: taps arrive, are timed and scored, losses are refused."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.domain import cpr
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_CELLS = ("from helpers.apps.cpr import tap_trainer_app", "trainer = tap_trainer_app()\ntrainer")
# Event times as a test sees them, before the pad's own listeners: milliseconds.
_WATCH = """() => {
  window.seen = [];
  document.querySelector('.ls-pad').addEventListener('keydown', event => {
    window.seen.push(event.timeStamp);
  }, {capture: true});
}"""
# The second batch of taps never leaves the browser.
_LOSE_A_BATCH = """() => {
  const send = window.sendAll = WebSocket.prototype.send;
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
_LOSE_NONE = "() => { WebSocket.prototype.send = window.sendAll; }"
# A page that has something else to do nearly all the time.
_BUSY = """() => { window.busy = setInterval(() => {
  const end = performance.now() + 100;
  while (performance.now() < end);
}, 120); }"""
_AT_LEISURE = "() => clearInterval(window.busy)"
# The shortest trial on offer ends after four seconds.
_HURRY = "length => { length.options[0].value = '4'; length.selectedIndex = 0; }"
_SPACE = {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32}


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """One page and one kernel for all trials; what a test does to them, it undoes."""
    with steps.window(browser) as page:
        open_trainer(page, lab)
        yield page


def open_trainer(page: Page, lab: Lab) -> None:
    steps.write_notebook(lab.root, *_CELLS, name="taps.ipynb")
    steps.open_lesson(page, lab, "taps", alone=True)


@pytest.fixture
def trainer(page: Page) -> Locator:
    """A trainer that nobody has tapped on."""
    assert steps.run_all(page) == []
    return page.locator(".ls-app")


@contextmanager
def meanwhile(page: Page, begin: str, end: str) -> Iterator[None]:
    """Let something happen to the page, and end it again."""
    page.evaluate(begin)
    try:
        yield
    finally:
        page.evaluate(end)


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


def said_of(milliseconds: Sequence[float]) -> str:
    """The result as the domain has it of these taps."""
    score = cpr.score(cpr.trial(milliseconds))
    return (
        f"Rate: {score.rate:.0f} a minute, {score.verdict}. Steadiness: {score.evenness}. "
        f"Over the time: {score.course}"
    )


def expect_counted(trainer: Locator, taps: int) -> None:
    """So many taps left the browser, and all arrived: of lost ones nothing is scored."""
    expect(trainer.locator(".ls-taps-note")).to_contain_text(f"Finished: {taps} taps")
    expect(status(trainer)).to_contain_text("Rate: ")


def test_taps_arrive_and_are_scored(page: Page, trainer: Locator) -> None:
    start(trainer)
    tap(page, evenly(110, 20))
    stop(trainer)
    expect_counted(trainer, 20)
    said = status(trainer).inner_text()
    assert said == said_of([1000 * at for at in evenly(110, 20)]) and "in range" in said
    assert trainer.locator("img.ls-picture").get_attribute("alt").startswith("Metronome")


@pytest.mark.parametrize("busy", [False, True])
def test_the_browsers_times_are_as_exact_as_stated(
    page: Page, trainer: Locator, busy: bool
) -> None:
    start(trainer)
    page.evaluate(_WATCH)
    # Within the range asked for and beyond it: what is said depends on single intervals.
    asked = np.cumsum([0.0, *(0.452 + 0.005 * (place % 30) for place in range(40))])
    with meanwhile(page, *(_BUSY, _AT_LEISURE) if busy else ("1", "1")):
        tap(page, asked)
        seen = np.array(page.evaluate("window.seen"))
        stop(trainer)
    errors = np.abs(np.diff(seen) - 1000 * np.diff(asked))
    most = np.quantile(errors, 0.95)
    print(f"ms: median {np.median(errors):.3f}, 95 of 100 {most:.3f}, greatest {errors.max():.3f}")
    assert len(seen) == 41 and most <= cpr.TIMING_ERROR
    expect_counted(trainer, 41)
    # What Python scored is what the browser saw.
    expect(status(trainer)).to_have_text(said_of(seen))


def test_a_lost_batch_is_refused_in_words(page: Page, trainer: Locator) -> None:
    with meanwhile(page, _LOSE_A_BATCH, _LOSE_NONE):
        start(trainer)
        for _batch in range(3):
            tap(page, evenly(120, 10))
            page.wait_for_timeout(700)
        stop(trainer)
        alert = trainer.get_by_role("alert")
        expect(alert).to_contain_text("lost on the way")
    assert "Nothing is scored" in alert.inner_text() and status(trainer).inner_text() == ""


def test_the_clock_ends_a_trial_by_itself(page: Page, trainer: Locator) -> None:
    trainer.get_by_label("Length").evaluate(_HURRY)
    start(trainer, length="30 seconds")
    tap(page, evenly(110, 20))
    expect(trainer.get_by_role("button", name="Stop")).to_be_visible()
    expect(trainer.get_by_role("button", name="Start")).to_be_visible(timeout=20_000)
    page.keyboard.press("Space")  # too late: it neither counts nor begins another trial
    expect_counted(trainer, 20)


def test_pointer_and_enter_count_and_a_held_key_counts_once(page: Page, trainer: Locator) -> None:
    start(trainer)
    pad = trainer.locator(".ls-pad")
    for _ in range(10):
        pad.click()
        page.wait_for_timeout(200)
    for _ in range(9):
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
    page.keyboard.down(" ")
    for _ in range(5):
        page.keyboard.down(" ")  # repeats
    page.keyboard.up(" ")
    stop(trainer)
    expect_counted(trainer, 20)


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
    page.wait_for_function("window.contexts === 1")
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
    page.emulate_media(reduced_motion="no-preference")


def test_a_page_without_a_kernel_says_so(page: Page, lab: Lab, trainer: Locator) -> None:
    steps.shut_down_kernel(page)
    try:
        start(trainer)
        tap(page, evenly(120, 5))
        stop(trainer)
        expect(trainer.locator(".ls-taps-note")).to_contain_text("No kernel", timeout=15_000)
    finally:
        open_trainer(page, lab)


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
