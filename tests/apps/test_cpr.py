"""The CPR apps: every control to its ends, the picture follows the domain, taps are received."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from helpers.apps import cpr as apps
from helpers.apps.tables import history_rows, newest_rows
from helpers.apps.taps import TapPad
from helpers.domain import cpr
from helpers.domain.cpr import Plan, Trial
from helpers.facts import SIGNS
from helpers.figures.cpr import plot_hands_only, plot_published_effects


class TestSawtooth:
    def test_what_is_said_is_what_the_domain_counts(self) -> None:
        shown = apps.sawtooth_app().drive(rate=120)
        assert shown.values["Compressions a minute"] == "90 delivered, pressed at 120"
        assert shown.values["Compression fraction"] == "75 %"
        assert shown.drawn["course"].fraction == cpr.sawtooth(Plan(rate=120)).fraction

    def test_the_drawn_curve_and_bands_follow(self) -> None:
        app = apps.sawtooth_app()
        app.controls["check"].value = 12
        picture = app._painter().picture
        course = cpr.sawtooth(Plan(check=12))
        assert np.array_equal(picture.line.get_ydata(), course.mmhg)
        assert picture.bar.get_width() == pytest.approx(100 * course.fraction)
        bands = {kind: len(drawn.get_paths()) for kind, drawn in picture.pauses.items()}
        counted = {k: sum(p.kind == k for p in course.stretches) for k in bands}
        assert bands == counted and bands["check"] == 2 and bands["change"] == 0

    def test_every_control_changes_the_curve(self) -> None:
        app = apps.sawtooth_app()
        base = {"check": 10, "change": "after the check"}
        before = app.drive(**base).drawn["course"].mmhg
        settings = {"rate": 90, "ratio": "15:2", "breaths": 9, "check": 20}
        for moved in {**settings, "change": "never", "change_seconds": 12}.items():
            after = app.drive(**{**base, **dict([moved])}).drawn["course"].mmhg
            assert not np.array_equal(before, after), moved

    def test_the_assumptions_are_in_sight_and_the_studies_have_a_picture_of_their_own(self) -> None:
        app = apps.sawtooth_app()
        for needed in ("teaching model", "nobody tires", "pigs", "18 others"):
            assert needed in app.stage.note, needed
        assert "0.47" in plot_published_effects().alt and "45.6" in plot_published_effects().alt


class TestGuidelines:
    def test_an_age_changes_the_rows(self) -> None:
        app = apps.guidelines_app()
        adult, infant = (app.drive(age=age).drawn["rows"] for age in ("adult", "infant"))
        assert adult != infant and adult == newest_rows("adult")

    def test_every_edition_in_doubt_has_its_sign(self) -> None:
        shown = apps.guidelines_app().drive(editions="all")
        assert shown.drawn["rows"] == history_rows("adult")
        doubted = [one.confidence in SIGNS for one in cpr.history("adult")]
        assert [row["Metric"][-1] in "†‡" for row in shown.drawn["rows"]] == doubted
        assert "† read only where others quote it" in shown.note


def send(pad: TapPad, *messages: dict[str, Any]) -> None:
    for message in messages:
        pad._receive(pad, message, [])


def in_batches(trial: Trial, size: int = 7, number: int = 1) -> list[dict[str, Any]]:
    taps = [list(tap) for tap in trial.taps]
    parts = [taps[start : start + size] for start in range(0, len(taps), size)]
    return [
        {"kind": "begin", "trial": number},
        *({"kind": "taps", "trial": number, "taps": part} for part in parts),
        {"kind": "end", "trial": number, "sent": trial.sent},
    ]


class TestTrainer:
    def test_nothing_is_scored_before_the_first_trial(self) -> None:
        app = apps.tap_trainer_app()
        assert "none yet" in app.shown.values["Taps"] and "100 to 120" in app.shown.values["Taps"]
        assert not app.shown.note and list(app.shown.values) == ["Taps"]
        assert "0.2 ms" in app.drive(taps=cpr.taps_like(110)).note

    def test_a_trial_in_batches_is_scored_when_it_ends(self) -> None:
        app = apps.tap_trainer_app()
        pad, trial = app.controls["taps"], cpr.taps_like(110)
        *most, end = in_batches(trial)
        send(pad, *most)
        assert "none yet" in app.shown.values["Taps"] and pad.answered == 0
        send(pad, end)
        assert app.shown.values["Rate"].startswith("110 a minute, in range") and pad.answered == 1
        assert app.stage.status.startswith("Rate: 110")

    def test_the_picture_draws_the_score(self) -> None:
        app = apps.tap_trainer_app()
        times = np.array([ms for _, ms in cpr.taps_like(110).taps])
        times[50:] += 4000
        app.controls["taps"].value = cpr.trial(times)
        picture = app._painter().picture
        drawn = picture.line.get_ydata()
        assert np.nanmax(np.abs(drawn - 110)) < 0.01 and np.isnan(drawn).sum() == 1
        assert len(picture.pauses.get_paths()) == 1 and picture.mean.get_ydata()[
            0
        ] == pytest.approx(110)
        assert picture.axes.get_xlim()[1] == pytest.approx(
            app.shown.drawn["score"].seconds, rel=0.02
        )
        app.reset()
        assert len(picture.line.get_xdata()) == 0

    def test_a_second_trial_begins_anew(self) -> None:
        app = apps.tap_trainer_app()
        send(app.controls["taps"], *in_batches(cpr.taps_like(90)))
        send(app.controls["taps"], *in_batches(cpr.taps_like(110), number=2))
        assert app.shown.values["Rate"].startswith("110")

    def test_a_lost_batch_is_refused_in_words(self) -> None:
        app = apps.tap_trainer_app()
        messages = in_batches(cpr.taps_like(110))
        send(app.controls["taps"], *messages[:3], *messages[4:])
        assert "7 of" in app.stage.problem and "Nothing is scored" in app.stage.problem

    def test_a_lost_last_batch_is_refused_too(self) -> None:
        app = apps.tap_trainer_app()
        messages = in_batches(cpr.taps_like(110))
        send(app.controls["taps"], *messages[:-2], messages[-1])
        assert "lost on the way" in app.stage.problem

    def test_a_lost_beginning_is_refused_too(self) -> None:
        app = apps.tap_trainer_app()
        send(app.controls["taps"], *in_batches(cpr.taps_like(110))[:-1])
        send(app.controls["taps"], *in_batches(cpr.taps_like(110), number=2)[1:])
        assert "twice" in app.stage.problem

    def test_driving_leaves_no_trace(self) -> None:
        app = apps.tap_trainer_app()
        shown = app.drive(taps=cpr.taps_like(120, 90, seconds=120))
        assert "slowing from about 120 to about 90" in shown.values["Over the time"]
        assert len(shown.values) == 3  # rate, steadiness, drift and pauses
        assert "none yet" in app.shown.values["Taps"]

    def test_a_page_without_a_kernel_has_words_and_a_picture(self) -> None:
        data, metadata = apps.tap_trainer_app()._repr_mimebundle_()
        assert "none yet" in data["text/plain"] and data["image/png"]
        assert len(metadata["image/png"]["alt"]) > 40

    def test_its_name_is_the_same_in_every_run(self) -> None:
        assert repr(TapPad()) == "TapPad(0 taps)"

    def test_the_pad_is_locked_as_any_control(self) -> None:
        app = apps.tap_trainer_app()
        app.controls["taps"].disabled = True
        assert app.controls["taps"].get_state()["disabled"] is True

    def test_the_pad_names_its_own_parts(self) -> None:
        assert apps.tap_trainer_app().stage.names == {}


def test_the_two_studies_are_drawn_with_their_intervals() -> None:
    plot = plot_hands_only()
    for number in ("1.6, 1.08 to 2.35", "1.22, 1.01 to 1.46", "0.96, 0.83 to 1.11"):
        assert number in plot.alt
