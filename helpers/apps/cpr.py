"""CPR: the perfusion sawtooth, what guidelines ask, and the trainer for the rate."""

from __future__ import annotations

from helpers.apps.controls import choice, slider
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.tables import NOT_READ, SIGNS_IN_WORDS, history_rows, newest_rows
from helpers.apps.taps import TapPad
from helpers.apps.toolkit import App
from helpers.domain import cpr
from helpers.domain.cpr import Plan, Trial
from helpers.domain.cpr import taps_like as taps_like  # a lesson shows what a trial says
from helpers.figures.cpr import SawtoothPicture, TapsPicture

_RATIOS = [
    ("30:2", "30:2"),
    ("15:2 (child, two rescuers)", "15:2"),
    ("continuous", "continuous"),
]


def sawtooth_app(guess: str | None = None) -> App:
    """Plan five minutes of CPR; every pause shows as a tooth."""

    def show(
        rate: int, ratio: str, breaths: int, check: int, change: str, change_seconds: int
    ) -> Shown:
        course = cpr.sawtooth(Plan(rate, ratio, breaths, check, change, change_seconds))
        values = {
            "Compression fraction": f"{100 * course.fraction:.0f} %",
            "Compressions a minute": f"{course.per_minute:.0f} delivered, pressed at {rate}",
            "Longest pause": f"{course.longest_pause:.0f} s",
        }
        return Shown(values=values, drawn={"course": course}, note=_model_note())

    controls = {
        "rate": slider("Rate (compressions a minute)", 110, 80, 140, 5),
        "ratio": choice("Compressions to breaths", _RATIOS),
        "breaths": slider("Pause for two breaths (seconds)", 5, 2, 16),
        "check": slider("Pause for a check every 2 minutes (seconds)", 0, 0, 30),
        "change": choice("Another person takes over", cpr.CHANGES),
        "change_seconds": slider("That takes (seconds)", 5, 0, 15),
    }
    return App(
        "The perfusion sawtooth", controls, show, SawtoothPicture, find_guess("sawtooth_app", guess)
    )


def _model_note() -> str:
    """What the picture's greys and its dashed line mean, and what kind of model it is."""
    needed = cpr.needed_pressure()
    return (
        "A teaching model with numbers from pigs (Yu 2008): every compression is perfect and "
        "nobody tires. Read the shape, not values. Grey: breaths; striped: check; dotted: "
        f"change. Dashed: {needed.value:g} {needed.unit}, {needed.measure} ({needed.group}, "
        f"{needed.study} {needed.year}). {needed.note}"
    )


def guidelines_app() -> App:
    """High-quality CPR: choose an age; what each council's newest edition that was read asks."""

    def show(age: str, editions: str) -> Shown:
        rows = newest_rows(age) if editions == "newest" else history_rows(age)
        values = {"Shown": f"{len(rows)} rows for the {age}"}
        note = f"{SIGNS_IN_WORDS}, {NOT_READ} nothing read"
        return Shown(values=values, drawn={"rows": rows}, note=note)

    controls = {
        "age": choice("Age group", [(_AGES[age], age) for age in cpr.AGES]),
        "editions": choice("Editions", _EDITIONS),
    }
    return App("High-quality CPR by age and edition", controls, show)


_EDITIONS = [("the newest that was read", "newest"), ("every edition that was read", "all")]

_AGES = {
    "adult": "adult",
    "child": "child (1 year to puberty)",
    "infant": "infant (under 1 year)",
}


_TIMING = (
    f"The browser measures each interval to about {cpr.TIMING_ERROR:g} ms; your keyboard is "
    "less exact."
)


def tap_trainer_app(guess: str | None = None) -> App:
    """Tap along for up to two minutes; rate, spread, drift and pauses. Trains the rate only."""

    def show(taps: Trial) -> Shown:
        if not taps.taps and not taps.sent:
            minimum, maximum = cpr.asked_rate()
            none = f"{minimum:g} to {maximum:g} a minute are asked for; none yet"
            return Shown(values={"Taps": none}, drawn={"score": None})
        score = cpr.score(taps)
        values = {
            "Rate": f"{score.rate:.0f} a minute, {score.verdict}",
            "Steadiness": score.evenness,
            "Over the time": score.course,
        }
        return Shown(values=values, drawn={"score": score}, note=_TIMING)

    title = "Metronome and tap trainer"
    return App(title, {"taps": TapPad()}, show, TapsPicture, find_guess("tap_trainer_app", guess))
