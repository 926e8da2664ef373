"""Recordings of a learner's own: read as they were written, or refused in a sentence."""

from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

from helpers.facts import FactError
from helpers.facts.recordings import Recording, read

RATE = 250
COUNT = 12 * RATE
ONE = np.round(np.sin(2 * np.pi * 1.3 * np.arange(COUNT) / RATE), 3)
TWO = np.round(0.5 * np.cos(2 * np.pi * 2.1 * np.arange(COUNT) / RATE), 3)


def table(folder: Path, header: str = "seconds,I (mV),II (mV)", rate: float = RATE) -> Path:
    rows = [
        f"{n / rate:.3f},{a:.3f},{b:.3f}" for n, (a, b) in enumerate(zip(ONE, TWO, strict=True))
    ]
    file = folder / "own.csv"
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return file


def changed(folder: Path, row: int, line: str) -> Path:
    """The table with one line replaced; the header is row 1."""
    file = table(folder)
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[row - 1] = line
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


def record(folder: Path, units: str = "mV", samples: int = COUNT) -> Path:
    """A record of two leads as PhysioNet keeps them: 16 bits, 200 and 1,000 units a millivolt."""
    raw = np.column_stack([ONE * 200, TWO * 1000]).round().astype("<i2")
    raw[:samples].tofile(folder / "r1.dat")
    (folder / "r1.hea").write_text(
        f"r1 2 {RATE} {COUNT}\n"
        f"r1.dat 16 200/{units} 16 0 0 0 0 I\n"
        "r1.dat 16 1000/mV 16 0 0 0 0 II\n",
        encoding="ascii",
    )
    return folder / "r1"


@pytest.mark.parametrize("write", [table, record])
@pytest.mark.parametrize(("lead", "values"), [(0, ONE), (1, TWO)])
def test_a_piece_is_what_was_written(write, lead: int, values: np.ndarray, tmp_path: Path) -> None:
    piece = read(write(tmp_path), lead=lead, start=1, seconds=8)
    assert piece.sampling_rate == RATE and piece.seconds == 8 and piece.start == 1
    assert piece.signal == pytest.approx(values[RATE : 9 * RATE], abs=0.003)


@pytest.mark.parametrize("name", ["r1", "r1.hea", "r1.dat"])
def test_a_record_is_found_by_each_of_its_names(name: str, tmp_path: Path) -> None:
    piece = read(record(tmp_path).with_name(name), lead="II")
    assert (piece.name, piece.lead, piece.signal.size) == ("r1", "II", 10 * RATE)


@pytest.mark.parametrize("rate", [100, 128, 250, 360, 500])
def test_rounded_times_give_the_sampling_rate(rate: int, tmp_path: Path) -> None:
    piece = read(table(tmp_path, rate=rate), seconds=5)
    assert piece.sampling_rate == pytest.approx(rate, rel=2e-4)
    assert piece.signal.size == 5 * rate


def test_a_recording_is_frozen(tmp_path: Path) -> None:
    piece: Recording = read(table(tmp_path))
    with pytest.raises(FrozenInstanceError):
        piece.name = "other"  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        piece.signal[0] = 1


@pytest.mark.parametrize("write", [table, record])
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"lead": 2}, "lead 2 was asked for and 2 were read"),
        ({"lead": -1}, "the first is 0"),
        ({"lead": "V5"}, "there is no lead 'V5'; the leads are I"),
        ({"start": 12}, "start at second 12, and the recording lasts 12.0 seconds; start earlier"),
        ({"start": 3}, "10 seconds from second 3 on were asked for, and the recording lasts 12.0"),
        ({"seconds": 13}, "ask for fewer"),
        ({"start": -1}, "start at 0 or later"),
        ({"seconds": 0}, "more than 0 seconds"),
        ({"start": float("nan")}, "start at 0 or later"),
        ({"seconds": 0.001}, "0.001 seconds hold no sample"),
        ({"seconds": 1e308}, "ask for fewer"),
        ({"start": "3"}, "start is '3'; give it as a number"),
        ({"seconds": None}, "seconds is None"),
        ({"lead": None}, "lead None was asked for"),
    ],
)
def test_a_piece_that_is_not_there_is_refused(write, settings, words: str, tmp_path: Path) -> None:
    with pytest.raises(FactError, match=words):
        read(write(tmp_path), **settings)


@pytest.mark.parametrize(
    ("row", "line", "words"),
    [
        (1, "time,I (mV),II (mV)", "row 1: the first column is 'time', so the sampling rate"),
        (1, "seconds;I;II", "row 1: the cells are separated by semicolons"),
        (1, "seconds,I (uV),II (mV)", "lead 'I .uV.' is in uV, and millivolts"),
        (1, "seconds,I [µV],II (mV)", "is in µV, and millivolts"),
        (9, "0.028,high,0.1", "row 9, column 'I .mV.': 'high' is no number"),
        (9, "0.028,nan,0.1", "row 9, column 'I .mV.': 'nan' is no number"),
        (9, "0.028,,0.1", "row 9, column 'I .mV.': '' is no number"),
        (9, "late,0.1,0.1", "row 9, column 'seconds': 'late' is no number"),
        (9, "0.5,0.1,0.1", "row 9, column 'seconds': the samples are not evenly spaced: 0.5 s"),
        (9, "0.028,900,0.1", "901 high, and no heart gives that many millivolts"),
        (9, "0.028,0.1", "2 cells were read and the header has 3"),
    ],
)
def test_a_bad_table_is_refused(row: int, line: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(FactError, match=words):
        read(changed(tmp_path, row, line))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("seconds,I\n", "0 samples were read and their times do not rise"),
        ("seconds,I\n0,0.1\n", "1 samples were read"),
        ("seconds,I\n0,0.1\n0,0.2\n", "their times do not rise, so the sampling rate is not known"),
        ("seconds\n0\n1\n", "lead 0 was asked for and 0 were read"),
        ("seconds,I\n0,0.1\n1,0.2\n", "1 samples a second, and an ECG has 20 to"),
        ("seconds,I\n0,0.1\n0.1,0.2\n", "sampling rate is 10 samples a second"),
        ("seconds;I\n0,1;0,1\n", "separated by semicolons.*point before the decimals"),
        ("seconds\tI\n0\t0.1\n", "separated by tabs"),
        ("seconds,seconds,I\n0,0,0.1\n", "two columns are called 'seconds'"),
        ("seconds,I,I\n0,0.1,0.1\n", "two columns are called 'I'"),
        ("seconds,I_uV\n0,0.1\n", "is in uV"),
    ],
)
def test_a_table_without_a_signal_is_refused(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FactError, match=words):
        read(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"none.csv: there is no such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(FactError, match=r"none.hea: there is no such header.*\.csv"):
        read(tmp_path / "none")


@pytest.mark.parametrize("name", ["", ".", "a\0.csv", 5000 * "a" + ".csv", None, 5])
def test_what_names_no_file_is_refused(name: object) -> None:
    with pytest.raises(FactError, match=r"no file was named|no name of a file"):
        read(name)  # type: ignore[arg-type]


def test_an_address_is_refused_and_the_home_folder_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FactError, match="download the file first"):
        read("https://example.org/418.csv")
    monkeypatch.setenv("HOME", str(tmp_path))
    table(tmp_path)
    assert read("~/own.csv").name == "own"


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    folder, loop = tmp_path / "folder.csv", tmp_path / "loop.csv"
    folder.mkdir()
    loop.symlink_to(loop)
    for file in (folder, loop):
        with pytest.raises(FactError, match="cannot be opened"):
            read(file)


def test_a_table_of_days_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    with file.open("wb") as days:
        days.truncate(200_000_000)
    with pytest.raises(FactError, match=r"200 megabytes.*save a shorter piece"):
        read(file)


@pytest.mark.parametrize("units", ["uV", "V", "mmHg", "kPa", "MV"])
def test_a_record_in_other_units_is_refused(units: str, tmp_path: Path) -> None:
    with pytest.raises(FactError, match=f"lead 'I' is in {units}, and millivolts"):
        read(record(tmp_path, units=units))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("r1/2 2 250 6000\nr2 3000\nr2 3000\n", "several segments; give the name of one"),
        ("r1 1 250\nr1.dat 16 200/mV 16 0 0 0 0 I\n", "does not say how many samples"),
    ],
)
def test_a_header_of_another_kind_is_refused(header: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "r1.hea").write_text(header, encoding="ascii")
    (tmp_path / "r2.hea").write_text("r2 1 250 3000\nr2.dat 16 200/mV\n", encoding="ascii")
    with pytest.raises(FactError, match=words):
        read(tmp_path / "r1")


def test_a_lead_without_a_name_is_counted(tmp_path: Path) -> None:
    file = record(tmp_path).with_suffix(".hea")
    text = file.read_text(encoding="ascii").replace(" 16 0 0 0 0 II", "")
    file.write_text(text, encoding="ascii")
    assert read(file, lead=1).lead == "lead 1"


def test_half_a_record_is_refused(tmp_path: Path) -> None:
    (record(tmp_path).with_name("r1.dat")).unlink()
    with pytest.raises(FactError, match=r"r1.dat: it cannot be read.*\.hea and \.dat again"):
        read(tmp_path / "r1")
    with pytest.raises(FactError, match="cannot be read as a part of a WFDB record"):
        read(record(tmp_path, samples=RATE))


def test_a_header_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r1.hea").write_text("this is a letter\nto my aunt\n", encoding="utf-8")
    with pytest.raises(FactError, match=r"r1.hea: it cannot be read"):
        read(tmp_path / "r1")


def test_a_gap_in_a_record_is_refused(tmp_path: Path) -> None:
    file = record(tmp_path)
    raw = np.fromfile(file.with_suffix(".dat"), "<i2").reshape(-1, 2)
    raw[500] = -32768  # how the format says that nothing was recorded
    raw.tofile(file.with_suffix(".dat"))
    with pytest.raises(FactError, match=r"lead 'I' has a gap at second 2.00"):
        read(file)


def test_without_the_package_a_record_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "wfdb", None)
    with pytest.raises(FactError, match="pip install wfdb"):
        read(record(tmp_path))
