"""What a reader sees as a table, in one import: ready tables of the domain, and ``view``.

The domain says what is true; which words stand above it and how it is rounded is said here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.apps.evidence import (
    crews_table,
    endpoints_table,
    extremes_table,
    fractions_table,
    medications_table,
    one_course_table,
    statements_table,
    two_countries_table,
    two_ways_table,
    weeks_table,
)
from helpers.apps.town_tables import misses_table, policies_table
from helpers.domain import aed, chain, cpr, registry, scope, survival, training
from helpers.domain.aed import Grade
from helpers.facts import (
    SIGNS,
    TableView,
    explained,
    fact_table,
    load,
    short,
    signed,
    table_view,
    view,
    weakest,
)

__all__ = [
    "ages_table",
    "assumptions_table",
    "chains_table",
    "checks_table",
    "counts_table",
    "crews_table",
    "differences_table",
    "endpoints_table",
    "extremes_table",
    "findings_table",
    "fractions_table",
    "fresh_grades",
    "grades_table",
    "history_rows",
    "links_table",
    "load",
    "medications_table",
    "misses_table",
    "models_table",
    "newest_rows",
    "one_course_table",
    "policies_table",
    "ratios_table",
    "recorded_grades",
    "statements_table",
    "surely_over",
    "two_countries_table",
    "two_ways_table",
    "view",
    "weeks_table",
]

#: What stands where no edition was read.
NOT_READ = "–"
#: What an app says of the signs in the rows that it lists.
SIGNS_IN_WORDS = explained(SIGNS)


def links_table(name: str = chain.NEWEST) -> TableView:
    """Each link of a chain with its level of care and who forges it.

    Raises:
        ValueError: for a chain that is not in the table; the nearest is named.
    """
    columns = {"position": "Link", "link": "Name", "level": "Level of care", "who": "Who forges it"}
    return table_view(chain.links(name), columns)


def chains_table() -> TableView:
    """Every chain as one row: its links in order."""
    editions = chain.editions()
    rows = [
        {"Chain": one.chain, "Links": str(len(one.links)), "In order": " → ".join(one.links)}
        for one in editions
    ]
    facts = pd.concat([chain.links(one.chain) for one in editions])
    return fact_table(rows, facts, marks=[weakest(one.confidence) for one in editions])


def counts_table(
    *groups: str, measure: str = registry.SURVIVAL, year: int | None = None
) -> TableView:
    """What a registry counted in each group, in its newest year or in one year.

    Raises:
        DomainError: where the registry has no such row.
    """
    rows = registry.counts(*groups, measure=measure, year=year)
    columns = {"group": "Who", "value": "Percent", "year": "Year"}
    return table_view(rows, columns, caption=measure.capitalize())


def models_table() -> TableView:
    """The four models, one row each: what a reader must know before using one."""
    models = [survival.model(name) for name in survival.model_names()]
    facts = [{"source": m.sources, "via": m.via, "confidence": m.confidence} for m in models]
    return fact_table([_model(one) for one in models], pd.DataFrame(facts))


def _model(one: survival.Model) -> dict[str, str]:
    least, most = one.valid_minutes
    return {
        "Model": one.title,
        "Its clock starts at the": one.clock,
        "Fitted on": one.population,
        "Rhythm": one.rhythm,
        "n": "not known" if one.n is None else f"{one.n:,}",
        "Drawn as valid": f"{least:g} to {most:g} minutes ({one.validity_basis})",
    }


def newest_rows(age: str) -> list[dict[str, str]]:
    """What the newest edition that was read asks, one row a metric, one column a council.

    Raises:
        ValueError: for an unknown age group.
    """
    return _rows(cpr.newest(age))


def ages_table(council: str) -> TableView:
    """What one council's newest edition that was read asks, one column an age group.

    Raises:
        ValueError: for an unknown council.
    """
    asked = cpr.across_ages(council)
    cells = [cell for row in asked.values() for cell in row.values() if cell]
    newest = max(cells, key=lambda cell: cell.edition[-4:]).edition
    rows = _rows(asked, newest=newest)
    caption = f"{newest}, or the earlier edition that is named"
    note = f"{NOT_READ} nothing read" if any(NOT_READ in row.values() for row in rows) else ""
    facts = pd.DataFrame([vars(cell) for cell in cells])
    return fact_table(rows, facts, caption, marks=(), note=note)


def _rows(asked: Mapping[str, cpr.Cells], newest: str = "") -> list[dict[str, str]]:
    """One row a metric; the sign of the weakest cell stands behind its name."""
    rows = [
        {"Metric": metric, **{title: _cell(cell, newest) for title, cell in cells.items()}}
        for metric, cells in asked.items()
    ]
    marks = [weakest(cell.confidence for cell in row.values() if cell) for row in asked.values()]
    return signed(rows, marks)


def _cell(asked: cpr.Asked | None, newest: str) -> str:
    if asked is None:
        return NOT_READ
    return asked.words if asked.edition == newest else f"{asked.words} ({asked.edition})"


def history_rows(age: str) -> list[dict[str, str]]:
    """Every edition that was read, metric by metric, the oldest first.

    Raises:
        ValueError: for an unknown age group.
    """
    editions = cpr.history(age)
    rows = [
        {
            "Metric": one.metric,
            "Edition": one.edition,
            "What it asks": one.words,
            "Replaced": "yes" if one.is_replaced else "",
            "Note": one.note,
        }
        for one in editions
    ]
    return signed(rows, [one.confidence for one in editions])


def findings_table(*studies: str) -> TableView:
    """What these studies found, one row a number, each with its unit and interval.

    Raises:
        ValueError: for a study that is not in the table.
    """
    found = cpr.findings(*studies)
    rows = [
        {
            "Study": f"{one.study} {one.year}, {one.design}",
            "Measured": one.measure,
            "When, in whom": one.group,
            "Found": one.found(),
            "Note": one.note,
        }
        for one in found
    ]
    return fact_table(rows, pd.DataFrame(map(vars, found)))


def assumptions_table() -> TableView:
    """What the teaching model of CPR takes for granted, and why."""
    assumed = cpr.assumptions()
    rows = [
        {
            "Assumption": one.what,
            "Reason": one.why,
            "Origin": ", ".join(map(short, one.sources)) or "our choice",
        }
        for one in assumed
    ]
    sources = sorted({key for one in assumed for key in one.sources})
    return TableView(rows, "Assumptions of the teaching model", sources=sources)


def checks_table() -> TableView:
    """The teaching model of CPR against experiments, failures included."""
    checks = cpr.checks()
    rows = [
        {
            "Study": f"{one.found.study} {one.found.year}",
            "Measured": one.found.measure,
            "When": one.found.group,
            "Found": one.found.found(),
            "Model": _said(one),
        }
        for one in checks
    ]
    facts = pd.DataFrame([vars(one.found) for one in checks])
    caption = "The teaching model against experiments; for Berg, 15:2 is assumed, as was usual then"
    return fact_table(rows, facts, caption)


def _said(one: cpr.Check) -> str:
    is_share = one.found.unit == "percent"
    return f"{one.model:.0f} %" if is_share else f"{one.model:.1f} {one.found.unit}"


def grades_table(grades: Iterable[Grade]) -> TableView:
    """Grades of an AED's rule, in per cent."""
    return TableView([_grade(one) for one in grades])


def _grade(one: Grade) -> dict[str, str]:
    has_goal = one.is_met is not None
    goal = f"over {100 * one.goal:.0f}, surely over {100 * one.limit:.0f}"
    return {
        "Rhythms": one.name,
        "Counted": one.measure if has_goal else "shock advised",
        "Strips": f"{one.n:,}",
        "So advised": f"{one.right:,}",
        "Wrong": f"{one.n - one.right:,}" if has_goal else "–",
        "In %": f"{100 * one.share:.1f}",
        "Surely over, %": f"{100 * one.lower:.1f}",
        "Goal, %": goal if has_goal else "–",
        "Met": {True: "yes", False: "no", None: "report only"}[one.is_met],
    }


def fresh_grades(n: int = 40, condition: str = "quiet", **moved: float) -> TableView:
    """Grade the rule here and now, as it is or with thresholds moved: ``leakage=0.7``.

    Raises:
        ValueError: for a condition or a measurement that there is not; the nearest is named.
    """
    return grades_table(aed.grade(aed.rule(**moved), n=n, condition=condition))


def recorded_grades(condition: str, by: str = "class", model: str = "first") -> TableView:
    """The grades that were counted once on 5,000 strips of each rhythm.

    Raises:
        ValueError: for unknown words.
    """
    return grades_table(aed.recorded(condition, by=by, model=model))


def surely_over(right: int, n: int) -> str:
    """What so many right ones show, with 90 % confidence.

    Raises:
        ValueError: for a count that is no part of ``n``.
    """
    return f"{right:,} of {n:,} right: surely over {100 * aed.lower_limit(right, n):.1f} %"


def differences_table() -> TableView:
    """Every intervention on which the lists that were read differ, level by level."""
    differ = scope.disagreements()
    rows = [{"What": row["name"], "Who says what": row["where"]} for _, row in differ.iterrows()]
    facts = pd.concat([scope.lists_of(key) for key in differ["intervention"]])
    differing = f"The lists differ on {len(differ)} of {len(scope.interventions())} things"
    return fact_table(rows, facts, differing, marks=())


def ratios_table() -> TableView:
    """Paramedic against EMT, place by place, alone and with the EMT course counted in."""
    columns = {"place": "Place", "emt": "EMT", "paramedic": "Paramedic part"}
    columns |= {"beyond": "Part alone", "including": "With the EMT course", "warnings": "Careful"}
    return table_view(training.ratios(), columns)
