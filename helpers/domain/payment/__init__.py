"""What Medicare pays a ground ambulance for: level, rule, receipt, and the miles.

``classify(transport)`` gives the level with the rule that decided and every rule that was tried;
the rules are data (``payment_rules``). Teaching, and no advice on a bill.
"""

from helpers.domain.payment.amounts import (
    Bill,
    Shares,
    bill,
    billed_miles,
    geographic_factor,
    paid_miles,
    shares,
)
from helpers.domain.payment.care import Care, care
from helpers.domain.payment.deciding import UNDECIDED, Classified, classify
from helpers.domain.payment.receipt import Line, Receipt, receipt
from helpers.domain.payment.rules import NOTHING, Level, Rule, Tried, levels, rank, rules
from helpers.domain.payment.sheets import run_sheet, run_sheets, sheets_by_rule, stories
from helpers.domain.payment.table import TableError, classify_table, transports
from helpers.domain.payment.transport import SheetError, Transport

__all__ = [
    "NOTHING",
    "UNDECIDED",
    "Bill",
    "Care",
    "Classified",
    "Level",
    "Line",
    "Receipt",
    "Rule",
    "Shares",
    "SheetError",
    "TableError",
    "Transport",
    "Tried",
    "bill",
    "billed_miles",
    "care",
    "classify",
    "classify_table",
    "geographic_factor",
    "levels",
    "paid_miles",
    "rank",
    "receipt",
    "rules",
    "run_sheet",
    "run_sheets",
    "shares",
    "sheets_by_rule",
    "stories",
    "transports",
]
