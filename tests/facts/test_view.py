"""A table as a reader sees it, with what stands behind it."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.facts import load, view
from helpers.facts.view import TableView

FACTS = pd.DataFrame(
    {
        "what": ["a", "b", "c"],
        "source": [("LARSEN1993", "KERBER1997"), ("LARSEN1993",), "SEED1"],
        "via": [("PHILIPS_FR2PLUS",), (), None],
    }
)


def test_the_sources_of_the_rows_that_are_shown_stand_below() -> None:
    below = "Sources: LARSEN1993, KERBER1997, SEED1; seen in PHILIPS_FR2PLUS."
    shown = view(FACTS, {"what": "What"})
    assert shown.note == below
    assert repr(shown).endswith(f"\n\n{below}")
    assert shown._repr_html_().endswith(f"<p><small>{below}</small></p>")
    assert view(FACTS[1:], {"what": "What"}).note == "Sources: LARSEN1993, SEED1."


def test_they_are_not_said_twice_and_not_made_up() -> None:
    assert view(FACTS, {"what": "What", "source": "Source"}).note == ""
    assert view(FACTS.drop(columns=["source", "via"]), {"what": "What"}).note == ""
    assert view(FACTS[:0], {"what": "What"}).note == ""


@pytest.mark.parametrize("name", ["aed_facts", "cpr_quality", "training_hours"])
def test_every_row_of_a_table_of_facts_has_a_source_below(name: str) -> None:
    table = load(name)
    note = view(table, {table.columns[0]: "Id"}).note
    assert all(key in note for keys in table["source"] for key in keys)


def test_what_is_shown_is_never_run() -> None:
    shown = TableView([{"<b>": "<i>"}], "<u>", "<s>")._repr_html_()
    assert not any(tag in shown for tag in ("<b>", "<i>", "<u>", "<s>"))
