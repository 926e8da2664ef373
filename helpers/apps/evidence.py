"""Tables of the folded evidence, each by its name: what was worked out from facts."""

from __future__ import annotations

import pandas as pd

from helpers.course.lessons import lesson_titles
from helpers.domain import cpr, outcome, scope, statements, training
from helpers.domain.cpr import Plan
from helpers.domain.training import Hours
from helpers.facts import TableView, fact_table, load, table_view

_RATE = 110  # compressions a minute, as the sawtooth begins


def _computed(rows: list[dict[str, str]], caption: str) -> TableView:
    """Rows that rest on arithmetic or a model alone, and on no source."""
    return table_view(pd.DataFrame(rows), {name: name for name in rows[0]}, caption)


def fractions_table() -> TableView:
    """How much of the time is left for compressions under four plans."""
    plans = {
        **{f"30:2, {pause} s for two breaths": ("30:2", pause, 0) for pause in (10, 5, 4)},
        "no breaths, a check of 10 s": ("continuous", 5, 10),
    }
    rows = []
    for named, (ratio, breaths, check) in plans.items():
        fraction = cpr.sawtooth(Plan(_RATE, ratio, breaths, check)).fraction
        rows.append({"Plan": named, "Compression fraction": f"{100 * fraction:.0f} %"})
    return _computed(rows, "Five minutes of CPR in the teaching model")


def medications_table() -> TableView:
    """Which medications the two lists give to an EMR, and which come with the EMT."""
    rows = []
    for level in scope.LEVELS[:2]:
        new = [one.name for one in scope.adds(level) if one.topic == "medication"]
        every = [one for one in scope.allowed(level) if one.topic == "medication"]
        rows.append({"Level": level, "New medications": "; ".join(new), "In all": str(len(every))})
    return _computed(rows, "Medications on both lists")


def crews_table() -> TableView:
    """How many things two crews may do together, and how many of them the paramedic brings."""
    rows = []
    for levels in (("EMT", "EMT"), ("EMT", "paramedic")):
        crew = scope.crew(*levels)
        brought = len(crew.only.get("paramedic", ()))
        rows.append(
            {
                "Crew": " and ".join(levels),
                "Things together": str(len(crew.together)),
                "Paramedic's alone": str(brought) if brought else "–",
            }
        )
    return _computed(rows, "What a crew may do on these lists")


def endpoints_table() -> TableView:
    """Each count of two studies: how many more of 1,000 people, and how sure that is."""
    rows = [
        {
            "Study": one.study,
            "Outcome": one.outcome,
            "More of 1,000": f"{one.more:+d}",
            "Result": one.result,
        }
        for one in outcome.endpoints()
    ]
    return _computed(rows, "One study, several counts")


def _of_texts(rows: list[dict[str, str]], *fact_ids: str, caption: str = "") -> TableView:
    """Rows about some texts on training, with the sources of those texts."""
    facts = load("training_hours").set_index("fact_id").loc[list(fact_ids)].reset_index()
    return fact_table(rows, facts, caption, marks=list(facts["confidence"]))


def extremes_table() -> TableView:
    """The smallest and the largest minimum for an EMT in one state, and their ratio."""
    smallest, largest = training.requirement("H67"), training.requirement("H73")
    ratio = largest.own_hours.over(smallest.own_hours)
    rows = [
        {"State": one.jurisdiction, "Hours": one.hours_in_words(), "Ratio": told}
        for one, told in ((smallest, "–"), (largest, str(ratio)))
    ]
    return _of_texts(rows, smallest.fact_id, largest.fact_id)


_A_WEEK = 40  # hours; a full week of school


def weeks_table() -> TableView:
    """Four courses at 40 hours a week, with what must come before and what they count."""
    courses = [training.requirement(fact_id) for fact_id in ("H68", "H62", "H103", "H104")]
    rows = [
        {
            "Place": one.jurisdiction,
            "Course": one.level_name,
            "Hours": one.hours_in_words(),
            "Weeks": one.weeks_in_words(_A_WEEK),
            "Course before": one.prerequisite or "not said",
            "What is counted": one.counted_note or one.counted,
        }
        for one in courses
    ]
    caption = f"How many weeks, at {_A_WEEK} hours a week"
    return _of_texts(rows, *(one.fact_id for one in courses), caption=caption)


def two_countries_table() -> TableView:
    """Germany's longer course against Arizona's, and the two from nothing, with the cautions."""
    texts = training.requirement("H30"), training.requirement("H62")
    places = training.place("Germany"), training.place("Arizona")
    compared = {
        "one course against the other": training.compare_levels(*texts),
        "from no training to paramedic": training.compare_places(*places),
    }
    rows = [
        {"Comparison": what, "Ratio": str(found.ratio), "Careful": "; ".join(found.warnings)}
        for what, found in compared.items()
    ]
    return _of_texts(rows, *(one.fact_id for one in texts))


def two_ways_table() -> TableView:
    """The page's hours divided in two ways: the paramedic part alone, and with the EMT course."""
    emt, paramedic = Hours(170, 170), Hours(1200, 1800)
    ways = {
        "the paramedic part alone": training.beyond(paramedic, emt),
        "the EMT course above the line too": training.including(paramedic, emt),
    }
    rows = [{"Comparison": way, "Interval": str(found)} for way, found in ways.items()]
    return _computed(rows, "1,200 to 1,800 hours against 170")


def one_course_table() -> TableView:
    """What goes wrong if one EMT course has two lengths in one division."""
    emt, paramedic = Hours(150, 190), Hours(1200, 1800)
    ways = {
        "two lengths of one course": ((paramedic + emt).over(emt), (150, 190), (190, 150)),
        "one length above and below": (training.including(paramedic, emt), (190, 190), (150, 150)),
    }
    rows = [
        {
            "EMT course": way,
            "Lower end": _division(1200, *low),
            "Upper end": _division(1800, *high),
            "Interval": str(found),
        }
        for way, (found, low, high) in ways.items()
    ]
    return _computed(rows, "1,200 to 1,800 hours on top of 150 to 190")


def _division(paramedic: int, above: int, below: int) -> str:
    return f"({paramedic:,} + {above}) / {below} = {(paramedic + above) / below:.1f}"


def statements_table() -> TableView:
    """How many statements of the two documents each lesson teaches, by verdict."""
    counts = statements.counts()
    titles = lesson_titles()
    rows = []
    for lesson, row in counts.iterrows():
        name = str(lesson)
        shown = f"{name[:2]} {titles[name]}" if name in titles else name.capitalize()
        numbers = {str(verdict).capitalize(): str(n) for verdict, n in row.items()}
        rows.append({"Lesson": shown, **numbers})
    return _computed(rows, "Every statement of the two documents, by lesson and verdict")
