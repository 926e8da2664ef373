"""The run sheets to practise on, from ``run_sheets``; their keys follow from the rules."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from helpers.domain.payment.deciding import classify
from helpers.domain.payment.rules import rules
from helpers.domain.payment.table import COLUMNS, transports
from helpers.domain.payment.transport import Transport
from helpers.facts import load
from helpers.facts.nearest import known


@functools.cache
def run_sheets() -> Mapping[str, Transport]:
    """Every run sheet by its name, in the order of the table."""
    return transports(load("run_sheets")[list(COLUMNS)], "run_sheets.csv")


def run_sheet(name: str) -> Transport:
    """One run sheet.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    return run_sheets()[known(name, run_sheets(), "run sheet")]


@functools.cache
def stories() -> Mapping[str, str]:
    """What happened, in a sentence, by the name of the sheet."""
    table = load("run_sheets")
    return dict(zip(table["sheet"], table["story"], strict=True))


def sheets_by_rule() -> Mapping[str, tuple[str, ...]]:
    """For each rule by its ``fact_id``: the sheets that it decides or keeps open.

    In the order of the decision table; a rule without a sheet has an empty tuple.
    """
    found: dict[str, list[str]] = {one.fact_id: [] for one in rules()}
    for name, transport in run_sheets().items():
        decided = classify(transport)
        for rule in (decided.rule,) if decided.rule else decided.open_rules:
            found[rule.fact_id].append(name)
    return {fact: tuple(names) for fact, names in found.items()}
