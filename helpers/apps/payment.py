"""What the lesson on payment lets a learner write, judge and look up, in one import."""

from __future__ import annotations

from helpers.apps.receipt import receipt_app
from helpers.apps.run_sheets import run_sheets_app
from helpers.domain import payment
from helpers.facts import TableView, fact_table, load

__all__ = ["receipt_app", "rules_table", "run_sheets_app"]


def rules_table() -> TableView:
    """Every rule of the decision table in its order, with the run sheets that it decides."""
    sheets = payment.run_sheets()
    is_open = {name: payment.classify(one).level is None for name, one in sheets.items()}
    rows = []
    for rule, names in zip(payment.rules(), payment.sheets_by_rule().values(), strict=True):
        decides = ", ".join(name for name in names if not is_open[name])
        keeps = ", ".join(name for name in names if is_open[name])
        rows.append(
            {
                "Rule": rule.rule,
                "Level": rule.level,
                "Decides": decides or "–",
                "Keeps open": keeps or "–",
            }
        )
    caption = f"Which rule decides which of {len(sheets)} run sheets"
    return fact_table(rows, load("payment_rules"), caption)
