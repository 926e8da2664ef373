"""What a file is by its first bytes, where it is no table whatever its name says."""

from __future__ import annotations

_PICTURES = {
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"\x89PNG": "a picture (PNG)",
    b"GIF8": "a picture (GIF)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"BM": "a picture (BMP)",
}
_EXPORT = "go to the program that made it, and export the list there as Excel (XLSX) or CSV"
_TEXT = frozenset(range(0x20)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")


def no_table(raw: bytes, ending: str) -> str:
    """Why a file holds no table, and what to do; empty where it may hold one.

    Args:
        raw: its bytes, or the first of them.
        ending: of its name, in lower case, as ``.csv``.
    """
    if raw.startswith(b"%PDF"):
        return f"this is a PDF, whatever it is called, and no table can be read from one; {_EXPORT}"
    for start, what in _PICTURES.items():
        if raw.startswith(start) and (len(start) > 2 or 0 in raw[:20]):
            return f"this is {what}, whatever it is called, and no table; {_EXPORT}"
    if raw[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix"):
        return f"this is a picture (HEIC), whatever it is called, and no table; {_EXPORT}"
    if ending == ".xlsx":
        return ""
    if raw.startswith(b"PK\x03\x04"):
        if b"[Content_Types]" in raw[:4000] or b"xl/" in raw[:4000]:
            return "this is an Excel workbook under another name; let its name end in .xlsx"
        return "this is a zip, whatever it is called; unpack it, and give the files in it"
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return "this is an old Excel workbook; open it and save it as XLSX or CSV UTF-8"
    return ""


def is_binary(raw: bytes) -> bool:
    """Whether bytes hold control characters that no text has."""
    return not _TEXT.isdisjoint(raw[:4000])
