"""What a bill is made of, as a table."""

from __future__ import annotations

from helpers.apps.bill import bill_table


def test_no_dollar_stands_without_its_doubt() -> None:
    shown = bill_table("RS03", index=0.95)
    assert all("†" in row["Step"] for row in shown.rows)
    assert "no bill" in shown.note
    assert set(shown.sources) >= {"CMS_AFSPUF", "CFR414610_2010", "ABT_COMPONENTS"}
