"""A table as a reader sees it, with what stands behind it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from helpers.facts import FactError, checked, load, short, table_names, table_view, view
from helpers.facts.view import TableView

FACTS = pd.DataFrame(
    {
        "what": ["a", "b", "c"],
        "source": [("LARSEN1993", "AHA2025_P7"), ("LARSEN1993",), ("KUO1978",)],
        "via": [("PHILIPS_FR2PLUS",), (), ()],
        "confidence": ["second-hand", "primary", "unverified"],
    }
)
COLOURS = """\
fact_id,name,sort,source,via,confidence,reviewed_by,reviewed_on
C1,red,warm,COMMON,,primary,,
C2,blue,cold,COMMON,,unverified,,
C3,orange,warm,COMMON,,second-hand,,
"""
SCHEMA = """\
facts = true
[[fields]]
name = "name"
[[fields]]
name = "sort"
[views.shown]
"""


def shown(folder: Path, told: str) -> TableView:
    """A small table with one view."""
    (folder / "schemas").mkdir(exist_ok=True)
    (folder / "colours.csv").write_text(COLOURS, encoding="utf-8")
    (folder / "schemas" / "colours.toml").write_text(SCHEMA + told, encoding="utf-8")
    for name in ("sources.csv", "schemas/sources.toml"):
        (folder / name).write_text((Path("data") / name).read_text(encoding="utf-8"), "utf-8")
    return view("colours", "shown", folder=folder)


def test_a_view_shows_its_rows_and_columns_under_its_headings(tmp_path: Path) -> None:
    found = shown(tmp_path, 'caption = "Warm"\nrows = { sort = "warm" }\ncolumns = { name = "It" }')
    assert found.caption == "Warm"
    assert found.rows == [{"It": "red"}, {"It": "orange †"}]
    assert "† read only where others quote it" in found.note and "‡" not in found.note


def test_order_chooses_and_arranges_rows(tmp_path: Path) -> None:
    found = shown(tmp_path, 'order = ["C3", "C1"]\ncolumns = { name = "It" }')
    assert [row["It"] for row in found.rows] == ["orange †", "red"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('columns = { nam = "It" }', "no field 'nam'; did you mean 'name'"),
        ('rows = { srt = "warm" }\ncolumns = { name = "It" }', "no field 'srt'"),
        ('rows = { sort = "worm" }\ncolumns = { name = "It" }', "'worm'.*did you mean 'warm'"),
        ('rows = { sort = "warm", name = "blue" }\ncolumns = { name = "It" }', "no row fits"),
        ('order = ["C9"]\ncolumns = { name = "It" }', "no row has the fact_id 'C9'"),
        ('order = ["C1", "C1"]\ncolumns = { name = "It" }', "twice"),
        ('rows = { sort = "cold" }\norder = ["C1"]\ncolumns = { name = "It" }', "not fit rows"),
        ('columns = { name = "It", sort = "It" }', "two columns headed 'It'"),
        ("columns = { name = 5 }", "write"),
        ("columns = { }", "needs a heading"),
        ('column = { name = "It" }', "did you mean 'columns'"),
        (
            'columns = { fact_id = "A", name = "B", sort = "C", source = "D", via = "E" }',
            "5 columns are more than 4",
        ),
    ],
)
def test_a_view_that_cannot_be_shown_is_refused_in_words(
    tmp_path: Path, told: str, words: str
) -> None:
    with pytest.raises(FactError, match=rf"colours\.toml, column 'views.shown': .*{words}"):
        shown(tmp_path, told)


def test_a_view_is_checked_with_its_table_before_anyone_asks_for_it(tmp_path: Path) -> None:
    shown(tmp_path, 'columns = { name = "It" }\n[views.other]\ncolumns = { name = "It" }')
    (tmp_path / "again").mkdir()
    with pytest.raises(FactError, match=r"views\.other.*'worm'"):
        shown(
            tmp_path / "again",
            'columns = { name = "It" }\n'
            '[views.other]\nrows = { sort = "worm" }\ncolumns = { name = "It" }',
        )


def test_only_evidence_is_longer_than_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.facts.selection.MOST_ROWS", 2)
    assert len(shown(tmp_path, 'evidence = true\ncolumns = { name = "It" }').rows) == 3
    (tmp_path / "second").mkdir()
    with pytest.raises(FactError, match="3 rows are more than 2"):
        shown(tmp_path / "second", 'columns = { name = "It" }')


def test_an_unknown_view_is_answered_with_the_nearest(tmp_path: Path) -> None:
    shown(tmp_path, 'columns = { name = "It" }')
    with pytest.raises(FactError, match="no view of colours 'show'; did you mean 'shown'"):
        view("colours", "show", folder=tmp_path)


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, one.name) for table in table_names() for one in checked(table).schema.views],
)
def test_every_view_of_the_tables_names_its_sources(table: str, name: str) -> None:
    found = view(table, name)
    assert found.rows and all(found.rows[0])
    is_fact = checked(table).schema.is_facts
    assert not is_fact or found.note.splitlines()[-1].startswith("Sources: ")
    assert bool(found.sources) == is_fact


def test_doubt_is_a_sign_and_sources_stand_in_words() -> None:
    found = table_view(FACTS, {"what": "What"})
    assert [row["What"] for row in found.rows] == ["a †", "b", "c ‡"]
    signs, sources = found.note.split("\n")
    assert signs == "† read only where others quote it, ‡ not looked up"
    assert sources == (
        "Sources: Larsen and others 1993 and Kuo and Dillman 1978; "
        "Larsen and others 1993 and AHA 2025, quoted by Philips Medical Systems."
    )
    assert repr(found).endswith("Philips Medical Systems.") and signs in repr(found)
    assert f"<small>{signs}<br>Sources: " in found._repr_html_()


def test_only_signs_that_occur_are_explained() -> None:
    assert "†" not in table_view(FACTS[1:], {"what": "What"}).note
    assert table_view(FACTS[1:2], {"what": "What"}).note == "Sources: Larsen and others 1993."


def test_they_are_not_made_up() -> None:
    assert table_view(FACTS[["what"]], {"what": "What"}).note == ""
    assert table_view(FACTS[:0], {"what": "What"}).note == ""


def test_an_output_carries_the_keys_of_its_sources_unseen() -> None:
    data, metadata = DisplayFormatter().format(table_view(FACTS, {"what": "What"}))
    keys = ["AHA2025_P7", "KUO1978", "LARSEN1993", "PHILIPS_FR2PLUS"]
    assert metadata == {"text/html": {"sources": keys}}
    assert set(data) == {"text/plain", "text/html"}
    assert "LARSEN1993" not in f"{data}"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("LARSEN1993", "Larsen and others 1993"),
        ("KUO1978", "Kuo and Dillman 1978"),
        ("JEKOVA2000", "Jekova 2000"),
        ("AIRWAYTRIALS", "Wang and others 2019"),
        ("AHA2025_P7", "AHA 2025"),
        ("AHA2025_760", "Good Work Jobs 2025"),
        ("ILCOR_ROLE", "Resuscitation Council UK 2025"),
        ("FIRSTAID_NOTES", "public research notes on first aid and CPR 2026"),
        ("CARES2017", "CARES 2017"),
        ("AHA2025_P6", "AHA 2025"),
        ("OPENWA", "Piette"),
    ],
)
def test_a_source_as_one_says_it(key: str, words: str) -> None:
    assert short(key) == words


def test_every_source_has_a_name_to_say() -> None:
    for key in load("sources")["key"]:
        assert short(key).strip("() ") == short(key) or short(key).endswith(")"), key


def test_what_is_shown_is_never_run() -> None:
    found = TableView([{"<b>": "<i>"}], "<u>", "<s>")._repr_html_()
    assert not any(tag in found for tag in ("<b>", "<i>", "<u>", "<s>"))
