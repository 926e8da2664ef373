"""A file of run sheets: the same answers as one by one, and what is wrong said with its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers import payment as door
from helpers.domain import payment
from helpers.domain.payment import TableError, classify, classify_table
from helpers.domain.payment.table import COLUMNS
from helpers.facts import data_dir, load, read_schema

GOOD = {
    "sheet": "1",
    "date": "2026-03-02",
    "response": "emergency",
    "dispatch": "ALS",
    "crew": "paramedic",
    "care": "ALS assessment; fentanyl, IV push",
    "outcome": "transported",
    "necessary": "yes",
    "loaded_miles": "8.01",
}


def table(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([{**GOOD, "sheet": str(n), **one} for n, one in enumerate(changes, 1)])


def test_a_table_is_classified_as_its_sheets_are_one_by_one() -> None:
    told = classify_table(load("run_sheets"))
    assert len(told) == len(payment.run_sheets())
    for row, transport in zip(told.itertuples(), payment.run_sheets().values(), strict=True):
        decided = classify(transport)
        assert row.level == (decided.level or payment.UNDECIDED)
        assert (row.code, row.reason) == (decided.code, decided.said)
        assert bool(row.open_rows) == (decided.level is None)


def test_columns_that_are_not_needed_may_be_absent_and_others_stay() -> None:
    told = classify_table(table({"remark": "mine"}))
    first = told.iloc[0]
    assert (first["level"], first["code"], first["rule"]) == ("ALS1-E", "A0427", "F103-1")
    assert first["remark"] == "mine" and first["billed_miles"] == "8.1"


def test_numbers_and_days_as_a_spreadsheet_keeps_them_are_read() -> None:
    given = table({"date": pd.Timestamp("2025-01-01 10:30"), "patients": 2.0, "loaded_miles": 8.0})
    assert payment.transports(given)["1"].patients == 2


def test_the_dictionary_describes_every_column_of_a_file_in_its_order() -> None:
    names = read_schema(data_dir() / "schemas" / "run_sheets.toml").names
    assert tuple(name for name in names if name not in ("story", "standing")) == tuple(
        sorted(COLUMNS, key=names.index)
    )
    fields = read_schema(data_dir() / "schemas" / "run_sheets.toml").fields
    words = payment.Transport.WORDS
    said = {field.name: set(field.enum) for field in fields if field.name in words}
    assert said == {name: set(one) - {""} for name, one in words.items()}


@pytest.mark.parametrize(
    ("change", "column", "told"),
    [
        ({"date": "3/2/2026"}, "date", "'3/2/2026' was read; write the day of service as 2026"),
        ({"date": ""}, "date", "empty; write the day"),
        ({"response": "emergncy"}, "response", "'emergncy'; did you mean 'emergency'?"),
        ({"crew": ""}, "crew", "there are EMT, AEMT, paramedic, specialist"),
        ({"care": "fentanil, IV push"}, "care", "'fentanil'; did you mean 'fentanyl'?"),
        ({"care": "fentanyl"}, "care", "how was it given?"),
        ({"care": "RSI"}, "care", "write 'other drug A'"),
        ({"loaded_miles": "8,2"}, "loaded_miles", "'8,2' was read; write a plain number"),
        ({"patients": "two"}, "patients", "'two' was read; write a whole number"),
        ({"sheet": ""}, "sheet", "give the sheet a name"),
        ({"outcome": ""}, "outcome", "died before loading"),
        ({"crew": "EMT"}, "crew", "'fentanyl' is the work of ALS"),
        ({"response": "non-emergency"}, "response", "did you mean 'planned'?"),
        ({"crew": "EMT-P"}, "crew", "did you mean 'paramedic'?"),
        ({"outcome": "refused"}, "outcome", "did you mean 'not transported'?"),
        ({"care": "fentanyl IV push"}, "care", "did you mean 'fentanyl, IV push'?"),
        ({"care": "aspirin PO"}, "care", "did you mean 'aspirin, oral'?"),
        ({"care": "fentanyl 50 mcg IV"}, "care", "write 'fentanyl', a comma and how it was"),
        ({"care": "Zofran, IV push x2"}, "care", "'ondansetron'"),
        ({"care": "plasm"}, "care", "did you mean 'blood transfusion'?"),
        (
            {"crew": "EMT", "intercept": "another ALS service"},
            "crew",
            "joined from another service",
        ),
        ({"from_place": "SNF"}, "from_place", "did you mean 'Medicare skilled nursing facility'?"),
        ({"necessary": "Y"}, "necessary", "did you mean 'yes'?"),
        ({"date": "46146"}, "date", "the format yyyy-mm-dd"),
        ({"care": "oxygen, fentanyl IV push"}, "care", "write a semicolon before it"),
        ({"care": "oxigen; fentanil, IV push"}, "care", "'oxygen'?; there is no care 'fentanil'"),
    ],
)
def test_a_wrong_cell_is_said_with_file_row_and_column(
    change: dict[str, object], column: str, told: str
) -> None:
    with pytest.raises(TableError) as caught:
        classify_table(table({}, change), "march.csv")
    (problem,) = caught.value.problems
    assert problem.startswith(f"march.csv, row 3, column '{column}': ") and told in problem


def test_a_drug_is_never_taken_for_another_that_merely_looks_like_it() -> None:
    for name in ("Benylin", "ASB"):  # near to fentanyl and to plasma
        with pytest.raises(TableError) as caught:
            classify_table(table({"care": f"{name}, IV push"}))
        assert "did you mean" not in str(caught.value)
    told = classify_table(table({"care": "ASA, PO, EMT may; NTG, SL, EMT may; Narcan, IN"}))
    assert told.iloc[0]["level"] == payment.UNDECIDED  # the sheet does not say who may do the last


def test_miles_that_the_sheet_does_not_say_are_not_billed_as_none() -> None:
    told = classify_table(table({"loaded_miles": ""}, {"outcome": "died before loading"}))
    assert list(told["billed_miles"]) == ["", "0"]


def test_miles_are_known_where_only_the_level_is_open() -> None:
    told = classify_table(table({"care": "IV line", "dispatch": "BLS"}, {"necessary": "not said"}))
    assert list(told["level"]) == [payment.UNDECIDED] * 2
    assert list(told["billed_miles"]) == ["8.1", ""]


def test_what_is_paid_in_part_is_said() -> None:
    ride: dict[str, object] = {
        "response": "planned",
        "dispatch": "",
        "crew": "EMT",
        "care": "vital signs",
    }
    told = classify_table(table({}, {"patients": "3"}, {**ride, "to_place": "dialysis"}))
    alone, three, dialysis = told["part_paid"]
    assert alone == "" and "60 % of the base and one of 3 parts" in three
    assert "23 % less" in dialysis


def test_an_empty_cell_is_no_answer_where_the_level_turns_on_it() -> None:
    moved: dict[str, object] = {
        "response": "planned",
        "dispatch": "",
        "crew": "specialist",
        "care": "balloon pump",
    }
    moved |= {"from_place": "hospital"}
    assert classify_table(table({**moved, "critical": "yes"})).iloc[0]["level"] == "SCT"
    with pytest.raises(TableError, match="column 'critical': empty; with care beyond"):
        classify_table(table(moved))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(TableError) as caught:
        classify_table(table({"date": "x"}, {}, {"crew": "doctor"}, {"sheet": "2"}))
    rows = [one.partition(" column")[0] for one in caught.value.problems]
    assert rows == ["table, row 2,", "table, row 4,", "table, row 5,"]
    assert "stands in row 3 already" in caught.value.problems[-1]


def test_every_wrong_cell_of_a_row_is_said_at_once() -> None:
    with pytest.raises(TableError) as caught:
        classify_table(table({"date": "x", "crew": "doctor", "care": "RSI", "loaded_miles": "8,2"}))
    columns = [one.partition("column ")[2].partition(":")[0] for one in caught.value.problems]
    assert columns == ["'date'", "'crew'", "'care'", "'loaded_miles'"]


def test_words_may_be_written_in_any_letters() -> None:
    told = classify_table(table({"response": "Emergency", "crew": "Paramedic", "necessary": "YES"}))
    assert told.iloc[0]["level"] == "ALS1-E"


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (table({}).rename(columns={"crew": "crw"}), "did you mean 'crew'"),
        (table({}).rename(columns={"loaded_miles": "miles"}), "did you mean 'loaded_miles'"),
        (table({}).assign(origin="hospital"), "did you mean 'from_place'"),
        (table({}).drop(columns="necessary"), "column 'necessary': this column is missing"),
        (table({}).assign(level="x"), "written by the command"),
        (table({}).iloc[:0], "there is no row"),
        (pd.concat([table({}), table({})[["crew"]]], axis=1), "stands twice"),
    ],
)
def test_wrong_headings_are_said(frame: pd.DataFrame, told: str) -> None:
    with pytest.raises(TableError, match=told):
        classify_table(frame)


# The door.


def test_the_door_writes_the_levels_and_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table({}, {"crew": "EMT", "care": "splint"}).to_csv(given, index=False)
    assert door.main([str(given), str(out)]) == 0
    assert list(pd.read_csv(out)["level"]) == ["ALS1-E", "BLS-E"]
    said = capsys.readouterr().out
    assert "2 run sheets (1 BLS-E, 1 ALS1-E)" in said and "no advice on a bill" in said
    assert "from_place = scene, to_place = hospital, critical = no, intercept = none" in said


def test_the_door_reads_a_workbook_with_its_days(tmp_path: Path) -> None:
    given, out = tmp_path / "in.xlsx", tmp_path / "out.csv"
    frame = table({"date": pd.Timestamp("2024-12-31"), "care": "packed red cells"})
    frame.assign(loaded_miles=12.34).to_excel(given, index=False)
    assert door.main([str(given), str(out)]) == 0
    (row,) = pd.read_csv(out, dtype=str).to_dict("records")
    assert (row["date"], row["level"], row["billed_miles"]) == ("2024-12-31", "ALS1-E", "12.4")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_the_door_reads_what_spreadsheets_write(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    frame = table({"care": "ALS assessment; Fentanyl, iv PUSH"})
    given.write_bytes(frame.to_csv(index=False, sep=separator).encode(encoding))
    assert door.main([str(given), str(out)]) == 0
    assert list(pd.read_csv(out)["level"]) == ["ALS1-E"]


def test_the_door_writes_nothing_where_a_row_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    out.write_text("as before")
    text = table({}, {"crew": "doctor"}).to_csv(index=False)
    head, first, second = text.splitlines()
    given.write_text("\n".join((head, first, "," * head.count(","), second)))
    assert door.main([str(given), str(out)]) == 1
    assert "in.csv, row 4, column 'crew'" in capsys.readouterr().err  # an empty row is counted
    assert out.read_text() == "as before" and sorted(tmp_path.iterdir()) == [given, out]


@pytest.mark.parametrize("raw", [None, b"", b"\xe9a\n", b"sheet,date\n1,2,3\n", b"sheet\n1\n"])
def test_the_door_says_what_is_wrong_with_a_file(
    raw: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.csv"
    if raw is not None:
        given.write_bytes(raw)
    assert door.main([str(given), str(tmp_path / "out.csv")]) == 1
    assert "in.csv" in capsys.readouterr().err and not (tmp_path / "out.csv").exists()


def test_the_door_never_writes_over_what_it_reads(tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    table({}).to_csv(given, index=False)
    before = given.read_bytes()
    with pytest.raises(SystemExit) as caught:
        door.main([str(given), str(tmp_path / "." / "in.csv")])
    assert caught.value.code == 2 and given.read_bytes() == before


def test_the_door_opens_by_its_name(tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table({}).to_csv(given, index=False)
    command = [sys.executable, "-m", "helpers.payment", str(given), str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert out.exists()
