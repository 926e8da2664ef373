"""A row of a list of cards as a row of certifications.csv; what cannot be read, with its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.cohort.imports.values import At, day, read_cell
from helpers.cohort.mapping import Meaning
from helpers.cohort.problems import Wrong
from helpers.domain.certification import issuer_name, rule_of


def card(cells: Mapping[str, str], meaning: Meaning) -> Iterator[dict[str, str]]:
    """The card of a row, if there is one yet.

    Raises:
        At: where something of it cannot be read.
    """
    columns = meaning.columns
    given = [cells[columns[name]] for name in ("issued", "expires") if name in columns]
    if not any(given):
        return  # no card yet
    what = cells[columns["certification"]] if "certification" in columns else meaning.certification
    issuer = cells[columns["issuer"]] if "issuer" in columns else meaning.issuer
    for name, text in (("certification", what), ("issuer", issuer)):
        if not text:
            raise At(Wrong(f'say what it is: {name} = "…" in cohort.toml, or fill it in'), name, "")
    row = {"certification": what, "issuer": issuer}
    for name in ("issued", "expires"):
        text = cells[columns[name]] if name in columns else ""
        row[name] = (
            read_cell(cells, columns, name, lambda t: day(t, meaning.dates, month_is_enough=True))
            if text
            else ""
        )
    if row["issued"] and row["expires"] and row["expires"] < row["issued"]:
        words = "the card would expire before it was issued; mend one of the days"
        raise At(Wrong(words), columns["expires"], cells[columns["expires"]])
    _may_expire(row, columns)
    yield row


def _may_expire(row: Mapping[str, str], columns: Mapping[str, str]) -> None:
    """Refuse a card of which nobody could say when it expires; one such row would stop the rest."""
    issuer, column = row["issuer"], columns.get("issuer", "issuer")
    try:
        rule = rule_of(row["certification"], issuer_name(issuer))
    except ValueError as error:
        raise At(Wrong(str(error)), column, issuer) from None
    if not row["expires"] and rule is None:
        words = "no rule is known for a card of this issuer; write in the file when it expires"
        raise At(Wrong(words), column, issuer)
