"""What a bill is made of, as a table: from a weight to dollars, step by step."""

from __future__ import annotations

import pandas as pd

from helpers.domain import payment
from helpers.domain.payment.steps import bill_steps
from helpers.facts import TableView, fact_table, load

_NO_BILL = (
    "By Medicare's fee schedule, before deductible, coinsurance and sequestration: "
    "a calculation to learn from, and no bill."
)


def bill_table(sheet: str, index: float = 1.0, pickup: str = "urban") -> TableView:
    """The dollars of a run sheet, one row a step.

    Args:
        sheet: the name of a run sheet, such as ``"RS03"``.
        index: the practice-expense index of the place of pickup.
        pickup: urban, rural or super-rural.

    Raises:
        ValueError: for a name that is not there, or a transport that has no steps.
    """
    transport = payment.run_sheet(sheet)
    steps = bill_steps(transport, index, pickup)
    rows = [{"Step": one.what, "Dollars": f"{one.dollars:,.2f}"} for one in steps]
    every = pd.concat([load("payment_amounts"), load("payment_units")])
    used = [fact for one in steps for fact in one.facts]
    facts = every[every["fact_id"].isin(used)]
    caption = f"{payment.stories()[sheet]}"
    return fact_table(rows, facts, caption, marks=[one.confidence for one in steps], note=_NO_BILL)
