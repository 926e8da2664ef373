"""What goes back: the gradebook that was exported, tables for spreadsheets, renewals.

``fill(gradebook, column, results)`` changes one column of the bytes of a gradebook and no other
byte; ``tables(results)`` writes CSV and XLSX; ``renewals(cards, today)`` makes a calendar.
"""

from helpers.cohort.back.gradebook import Filled, fill, heading
from helpers.cohort.back.renewals import renewals
from helpers.cohort.back.tables import as_csv, as_xlsx, harmless, tables

__all__ = ["Filled", "as_csv", "as_xlsx", "fill", "harmless", "heading", "renewals", "tables"]
