"""What a reader sees as a table, in one import: ready tables of the domain, and ``view``.

The domain says what is true; which words stand above it and how it is rounded is said here.
"""

from __future__ import annotations

from collections.abc import Iterable

from helpers.domain import chain, cpr, registry, survival
from helpers.domain.aed import Grade
from helpers.facts import TableView, load, view

__all__ = [
    "ages_table",
    "assumptions_table",
    "chains_table",
    "checks_table",
    "counts_table",
    "findings_table",
    "grades_table",
    "history_rows",
    "links_table",
    "load",
    "models_table",
    "newest_rows",
    "view",
]

NOT_READ = "not read by us"


def links_table(name: str = chain.NEWEST) -> TableView:
    """Each link of a chain with its level of care and who forges it.

    Raises:
        ValueError: for a chain that is not in the table; the nearest is named.
    """
    columns = {"position": "Link", "link": "Name", "level": "Level of care", "who": "Who forges it"}
    return view(chain.links(name), columns)


def chains_table() -> TableView:
    """Every chain as one row: its links in order, and how surely we know them."""
    rows = [
        {
            "Chain": one.chain,
            "Links": str(len(one.links)),
            "In order": " → ".join(one.links),
            "Confidence": ", ".join(one.confidence),
        }
        for one in chain.editions()
    ]
    return TableView(rows)


def counts_table(
    *groups: str, measure: str = registry.SURVIVAL, year: int | None = None
) -> TableView:
    """What a registry counted in each group, in its newest year or in one year.

    Raises:
        DomainError: where the registry has no such row.
    """
    rows = registry.counts(*groups, measure=measure, year=year)
    columns = {"group": "Who", "value": "Percent", "year": "Year", "source": "Source"}
    return view(rows, {**columns, "confidence": "Confidence"}, caption=measure.capitalize())


def models_table() -> TableView:
    """The four models, one row each: what a reader must know before using one."""
    return TableView([_model(survival.model(name)) for name in survival.model_names()])


def _model(one: survival.Model) -> dict[str, str]:
    least, most = one.valid_minutes
    return {
        "Model": one.title,
        "Its clock starts at the": one.clock,
        "Fitted on": one.population,
        "Rhythm": one.rhythm,
        "n": "not known" if one.n is None else f"{one.n:,}",
        "Drawn as valid": f"{least:g} to {most:g} minutes ({one.validity_basis})",
        "Confidence": one.confidence,
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
    return TableView(_rows(cpr.across_ages(council)))


def _rows(asked: dict[str, cpr.Cells]) -> list[dict[str, str]]:
    return [
        {"Metric": metric, **{title: _cell(cell) for title, cell in cells.items()}}
        for metric, cells in asked.items()
    ]


def _cell(asked: cpr.Asked | None) -> str:
    return f"{asked.words} ({asked.edition}, {asked.confidence})" if asked else NOT_READ


def history_rows(age: str) -> list[dict[str, str]]:
    """Every edition that was read, metric by metric, the oldest first.

    Raises:
        ValueError: for an unknown age group.
    """
    return [
        {
            "Metric": one.metric,
            "Edition": one.edition,
            "Asks": one.words,
            "Replaced": "yes" if one.is_replaced else "",
            "Note": one.note,
            "Confidence": one.confidence,
        }
        for one in cpr.history(age)
    ]


def findings_table(*studies: str) -> TableView:
    """What these studies found, one row a number, each with its unit and interval.

    Raises:
        ValueError: for a study that is not in the table.
    """
    rows = [
        {
            "Study": f"{one.study} {one.year}, {one.design}",
            "Measured": one.measure,
            "When, in whom": one.group,
            "Found": one.found(),
            "Note": one.note,
        }
        for one in cpr.findings(*studies)
    ]
    return TableView(rows)


def assumptions_table() -> TableView:
    """What the teaching model of CPR takes for granted, and why."""
    rows = [
        {
            "It assumes": one.what,
            "Because": one.why,
            "From": ", ".join(one.sources) or "our choice",
            "Confidence": "teaching model",
        }
        for one in cpr.assumptions()
    ]
    return TableView(rows)


def checks_table() -> TableView:
    """The teaching model of CPR against experiments, failures included."""
    rows = [
        {
            "Study": f"{one.found.study} {one.found.year}",
            "Measured": one.found.measure,
            "When": one.found.group,
            "Found": one.found.found(),
            "The model says": _said(one),
        }
        for one in cpr.checks()
    ]
    return TableView(rows, caption="For Berg, 15:2 is assumed, the ratio of that time.")


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
