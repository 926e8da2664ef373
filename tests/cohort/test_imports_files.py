"""Files that hold no table, or hold it in another form than their name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]

GRID = b"Attendance\nStudent ID,Name,8/24/2026,8/26/2026,8/29/2026\n1,Ana,5,5,0\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\xef\xbb\xbf\n,,\n", "the file is empty"),
        ("a.xlsx", b"%PDF-1.4\n", "this is a PDF, whatever it is called"),
        ("a.pdf", b"%PDF-1.4\n", "export the list there as Excel (XLSX) or CSV"),
        ("a.csv", GRID, "hours as a grid"),
        ("a.csv", b"Name,8/24,8/26,8/29\nAna,5,5,0\n", "write one row a shift"),
        ("a.csv", b"colour,size\nred,3\n", "what this file is"),
        ("a.xls", b"x", "save it as XLSX or CSV"),
        ("a.xlsx", b"x", "no XLSX workbook"),
        ("a.csv", b"Student ID,Name\n1,\x81\n", "no text that can be read"),
        ("a.csv", b"Student ID,Name\n1,N\xfa\x00\x01\n", "no text that can be read"),
        ("~$Class list.xlsx", b"\x05owner", "close the workbook there, and give its name without"),
        ("a.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is a picture (JPEG)"),
        ("a.csv", b"PK\x03\x04 x.csv", "this is a zip"),
        ("a.csv", b"PK\x03\x04 [Content_Types].xml", "let its name end in .xlsx"),
        ("a.csv", b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        ("a.xlsx", b"\x89PNG\r\n", "this is a picture (PNG)"),
        ("a.csv", b"Student ID,Name\n", "no learner below"),
        ("none.csv", None, "cannot be opened"),
    ],
)
def test_what_cannot_be_taken_is_told(
    name: str, content: bytes | None, words: str, filled: Path
) -> None:
    file = filled.parent / name
    if content is not None:
        file.write_bytes(content)
    done, said = take(filled, file)
    assert not done and words in said


def test_a_folder_is_no_file(filled: Path) -> None:
    done, said = take(filled, filled.parent)
    assert not done and "this is a folder; give the files in it" in said


def test_plain_csv_of_a_european_spreadsheet_is_read_and_said(filled: Path) -> None:
    text = "Student ID;Name\nNEW-1;Zoë Núñez\n"
    done, said = take(filled, put(filled, "late.csv", text, "cp1252"))
    assert done and "Zoë Núñez" in set(read(filled).roster["name"])
    assert "was read as Windows-1252" in said
