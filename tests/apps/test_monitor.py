"""Monitor and calipers without a browser: what is sent there, and what comes back is judged."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.apps.calipers import Calipers, CalipersApp, Placed, calipers_app
from helpers.apps.monitor import monitor_app
from helpers.domain import calipers, rhythms
from helpers.domain.errors import DomainError
from helpers.domain.rhythms import CAUTION
from helpers.figures.rhythms import MOST

_VT = "monomorphic ventricular tachycardia"


def handed_in(app: CalipersApp, **content: object) -> None:
    """What the browser sends when Judge is pressed."""
    control = app.controls["legs"]
    sent = {"strip": control.strip, "what": "PR", "left": 1.0, "right": 1.2, "answer": None}
    control._receive(control, {**sent, "none": False, **content}, [])


def truth(app: CalipersApp) -> tuple[float, float]:
    beat = next(b for b in app.shown.drawn["strip"].beats if b.pr_ms and b.onset > 1)
    return beat.onset - beat.pr_ms / 1000, beat.onset


@pytest.mark.parametrize("name", rhythms.names())
def test_the_browser_gets_the_strip_to_a_microvolt_and_on_its_paper(name: str) -> None:
    app = monitor_app(name, 2)
    monitor, strip = app.controls["monitor"], app.shown.drawn["strip"]
    sent = np.frombuffer(monitor.samples, dtype="<i2") / 1000
    assert np.abs(sent - strip.signal).max() <= 0.0005 + 1e-9
    assert monitor.rate == strip.sampling_rate and len(sent) == 60 * monitor.rate
    assert monitor.beats == [beat.second for beat in strip.beats]
    if np.ptp(sent) < 2 * MOST:
        assert np.abs(sent + monitor.lift).max() <= MOST
    assert name in monitor.label and name in repr(monitor)


def test_a_page_without_a_kernel_shows_the_strip_and_says_what_a_screen_is_not() -> None:
    data, metadata = monitor_app()._repr_mimebundle_()
    assert "No screen is a ruler" in data["text/plain"] and "no pulse" in data["text/plain"]
    assert data["image/png"] and "sinus rhythm" in metadata["image/png"]["alt"]
    data, _ = calipers_app()._repr_mimebundle_()
    assert data["image/png"] and "harmless" in data["text/plain"]


def test_a_page_with_an_open_guess_shows_no_strip() -> None:
    for app in (monitor_app(guess="line_and_pulse"), calipers_app(guess="not_very_wide")):
        data, metadata = app._repr_mimebundle_()
        assert "ECG paper" not in metadata["image/png"]["alt"]
        app.guess.skip.click()
        data, metadata = app._repr_mimebundle_()
        assert "ECG paper" in metadata["image/png"]["alt"] and data["image/png"]


def test_a_measurement_is_judged_answered_and_told_step_by_step() -> None:
    app = calipers_app()
    left, right = truth(app)
    handed_in(app, left=left + 0.06, right=right)
    assert app.controls["legs"].heard == 1
    assert "not yet. It went wrong at: Left leg" in app.stage.status
    assert "By the strip" not in app.stage.status  # the way there, not the answer
    assert "after the onset of the P" in app.stage.html and "Right leg" not in app.stage.html
    handed_in(app, left=left, right=right, answer=1000 * (right - left))
    assert "PR: right. By the strip" in app.stage.status and app.stage.html.count("right") >= 4


def test_a_measurement_of_another_strip_is_not_judged_on_this_one() -> None:
    app = calipers_app()
    left, right = truth(app)
    handed_in(app, left=left, right=right)
    app.controls["patient"].value = 2
    assert app.stage.status.startswith("To do") and app.stage.html == ""
    assert app.controls["legs"].strip == "first-degree block/2"


def test_legs_the_wrong_way_round_are_answered_in_words() -> None:
    app = calipers_app()
    handed_in(app, left=2.0, right=1.0)
    assert "left leg must stand before the right" in app.stage.problem


def test_no_width_is_said_to_be_harmless() -> None:
    app = calipers_app()
    assert "turns a regular, wide, fast rhythm into something harmless" in app.stage.note
    app = calipers_app(_VT)
    for what in calipers.WHAT:
        handed_in(app, what=what, left=1.0, right=1.08)
        assert app.stage.note == CAUTION


def test_calipers_are_not_given_out_for_people_without_a_pulse() -> None:
    with pytest.raises(DomainError, match="people with a pulse"):
        calipers_app("asystole")
    offered = calipers_app().controls["rhythm"].options
    assert "coarse ventricular fibrillation" not in offered and _VT in offered


def test_an_unknown_rhythm_is_answered_with_the_nearest() -> None:
    for make in (monitor_app, calipers_app):
        with pytest.raises(ValueError, match="did you mean 'sinus rhythm'"):
            make("sinus rythm")


def test_nothing_random_is_in_its_name() -> None:
    assert repr(Calipers(strip="a/1")) == "Calipers('a/1')"
    assert Placed("a/1", "PR", 1.0, 1.2).measurement().span == pytest.approx(0.2)


def test_what_is_measured_after_a_guess_is_judged_without_a_fault() -> None:
    app = calipers_app(guess="not_very_wide")
    assert app.guess is not None
    app.guess.field.value = "only if nobody complains"
    app.guess.commit.click()
    handed_in(app)
    assert app.stage.problem == "" and "PR" in app.shown.values
    assert "Not so: no." in app.guess.note.value
