"""Hours of training: towers of weeks, ratios as intervals, and every number that was read."""

from __future__ import annotations

from helpers.apps.controls import choice, one_or_all, slider
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.tables import SIGNS_IN_WORDS
from helpers.apps.toolkit import App
from helpers.domain import training
from helpers.domain.training import Hours
from helpers.facts import explained, signed, with_sign
from helpers.figures.training import RatioPicture, WeeksPicture

_WAYS = [("paramedic part alone", "beyond"), ("with the EMT course", "including")]

_KEY = (
    "One brick: a week; one layer: four weeks. Fading: between least and most hours. Crossed: "
    "not the whole course, or mixed units. Dotted: what is counted is not stated."
)


def weeks_app(guess: str | None = None) -> App:
    """Two places, so many hours a week: each course as a tower of weeks."""

    def show(first: str, second: str, way: str, hours_a_week: int) -> Shown:
        places = [training.place(name) for name in (first, second)]
        towers = [training.towers(where, way, hours_a_week) for where in places]
        values, titles, careful = {}, [], []
        for where, pair in zip(places, towers, strict=True):
            found = training.compare(where, way)
            values[f"{where.name}, paramedic"] = with_sign(str(pair[-1]), where.confidence)
            if found.warnings:
                careful.append(f"Careful with {where.name}: {'; '.join(found.warnings)}.")
            titles.append(f"{where.name}\n{found.ratio}")
        drawn = {"titles": titles, "towers": towers}
        signs = explained(where.confidence for where in places)
        note = " ".join(filter(None, [*careful, signs and f"{signs}.", _KEY]))
        return Shown(values=values, drawn=drawn, note=note)

    controls = {
        "first": choice("First place", training.place_names()),
        "second": choice("Second place", training.place_names(), "Germany"),
        "way": choice("The paramedic's tower", _WAYS),
        "hours_a_week": slider("Hours of training a week", 40, 8, 48, 2),
    }
    return App(
        "Training as stacked weeks", controls, show, WeeksPicture, find_guess("weeks_app", guess)
    )


def ratio_app(guess: str | None = None) -> App:
    """Choose both ranges of hours; the ratio is an interval, beside what places ask."""

    def show(
        emt_minimum: int, emt_maximum: int, paramedic_minimum: int, paramedic_maximum: int, way: str
    ) -> Shown:
        emt, paramedic = (
            Hours(emt_minimum, emt_maximum),
            Hours(paramedic_minimum, paramedic_maximum),
        )
        ratio = training.ratio(paramedic, emt, way)
        values = {"Ratio": str(ratio), "Inside seven to ten": _inside(ratio)}
        if way == "including":
            free = (paramedic + emt).over(emt)
            values["If the EMT course could differ above and below"] = (
                "the same, because your EMT course has one length"
                if emt.least == emt.most
                else f"{free}, too wide"
            )
        return Shown(values=values, drawn={"ratio": ratio})

    controls = {
        "emt_minimum": slider("EMT course, least (hours)", 170, 100, 320, 10),
        "emt_maximum": slider("EMT course, most (hours)", 170, 100, 320, 10),
        "paramedic_minimum": slider("Paramedic part, least (hours)", 1200, 600, 2000, 50),
        "paramedic_maximum": slider("Paramedic part, most (hours)", 1800, 600, 2000, 50),
        "way": choice("What is compared", _WAYS),
    }
    return App(
        "The ratio as an interval", controls, show, RatioPicture, find_guess("ratio_app", guess)
    )


def _inside(ratio: training.Ratio) -> str:
    claim = training.claimed()
    if ratio.is_within(claim):
        return "all of it"
    return "part of it" if ratio.low <= claim.high and ratio.high >= claim.low else "none of it"


def hours_app() -> App:
    """Every number of hours that was read: by level, by country, by kind of text."""

    def show(level: str, country: str, kind: str, hours_a_week: int) -> Shown:
        found = training.find(level, country, kind)
        rows = signed([_row(one, hours_a_week) for one in found], [one.confidence for one in found])
        these = training.summary(found)
        note = f"{_below(these)}{SIGNS_IN_WORDS}"
        return Shown(values=_summary(these), drawn={"rows": rows}, note=note)

    controls = {
        "level": choice("Level", list(training.LEVELS), "EMT"),
        "country": one_or_all("Country", "every country", training.countries()),
        "kind": one_or_all("Kind of text", "every kind", training.kinds()),
        "hours_a_week": slider("Hours of training a week", 40, 8, 48, 2),
    }
    return App("Hours of training, row by row", controls, show)


def _summary(these: training.Summary) -> dict[str, str]:
    told = {"Rows": f"{these.rows}, {these.with_hours} with hours"}
    if these.span:
        told["Fewest to most"] = str(these.span)
    return told


def _below(these: training.Summary) -> str:
    """What the hours count, and what the rows name that have none."""
    told = f"What they count: {', '.join(these.counted)}. " if these.span else ""
    others = {
        "months, years, credits or a degree": these.with_duration,
        "something else": these.with_else,
    }
    named = " and ".join(f"{count} name {what}" for what, count in others.items() if count)
    return f"{told}No total of hours: {named}. " if named else told


def _row(one: training.TrainingRequirement, hours_a_week: int) -> dict[str, str]:
    return {
        "Place": one.jurisdiction,
        "Called": one.level_name,
        "Hours": one.hours_in_words(),
        "Weeks": one.weeks_in_words(hours_a_week),
        "What is counted": one.counted_note or one.counted or "–",
        "Text": f"{one.kind}, {one.year}",
        "In force": one.in_force,
    }
