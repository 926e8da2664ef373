"""The office's secret, without which a pseudonym cannot be traced back to a person.

It is one file of random digits, made at the first need, readable by its owner only, and kept
away from cohorts and reports. Whoever has it and a roster can tell whose pseudonym is whose.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: The variable that names another file for the key, as a full path.
VARIABLE = "LIFE_SUPPORT_PSEUDONYM_KEY"
_PROJECT = "life-support-curriculum"
_BYTES = 32
_DIGITS = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


class KeyFileError(ValueError):
    """A key that cannot be read or made, in words."""


def key_file() -> Path:
    """Where the key is kept: the file that the variable names, or the user's settings folder.

    Raises:
        KeyFileError: where neither gives a full path, as for a user without a home folder.
    """
    if named := os.environ.get(VARIABLE):
        file = Path(named).expanduser() if named.startswith("~/") else Path(named)
    else:
        from platformdirs import user_config_path  # part of the extra that reports need

        file = user_config_path(_PROJECT, appauthor=False) / "pseudonyms.key"
    if not file.is_absolute():
        raise KeyFileError(
            f"the key of the pseudonyms has no place ({file}); set {VARIABLE} to the full path of "
            "a file"
        )
    return file


def office_key() -> bytes:
    """The key; it is made where there is none yet.

    Raises:
        KeyFileError: for a file that cannot be read or made, is no key, or may be read by
            others.
    """
    if _lent is not None:
        return _lent
    file = key_file()
    try:
        if not os.path.lexists(file):
            _make(file)
        return _read(file)
    except OSError as error:
        told = f"the key of the pseudonyms, {file}, cannot be used ({error.strerror})"
        raise KeyFileError(f"{told}; set {VARIABLE} to a file that can") from None


_lent: bytes | None = None


@contextlib.contextmanager
def lent(key: bytes | None) -> Iterator[None]:
    """Use a key that the office hands to this process, and keep it nowhere."""
    global _lent
    before, _lent = _lent, key
    try:
        yield
    finally:
        _lent = before


def _make(file: Path) -> None:
    """Put a key in its place whole; where another process was first, its key stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".key-")  # for its owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_BYTES) + "\n")
        with contextlib.suppress(FileExistsError):
            os.link(temporary, file)
    finally:
        os.unlink(temporary)


def _read(file: Path) -> bytes:
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise KeyFileError(
            f"the key of the pseudonyms, {file}, can be read by others; run chmod 600 on it"
        )
    text = file.read_text(encoding="ascii", errors="replace").strip()
    if not _DIGITS.fullmatch(text):
        raise KeyFileError(
            f"{file} is no key of pseudonyms: it needs {2 * _BYTES} digits 0 to 9 and a to f; "
            "restore it, or delete it, and a new key makes new pseudonyms"
        )
    return bytes.fromhex(text)
