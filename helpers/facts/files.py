"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PATIENCE = 60  # seconds that one waits for a folder


def write(file: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``file`` in one step.

    Whoever reads meanwhile, or whenever the machine stops, finds the old content or the new.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(file))
        os.replace(temporary, file)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, so that no other process of this user reads and writes it meanwhile.

    The lock is that of an empty SQLite file: the system takes it back from a process that dies.

    Raises:
        TimeoutError: where another process does not let go within a minute.
    """
    name = digest(f"{Path.home()}\0{folder.resolve()}".encode())[:32]
    lock = Path(tempfile.gettempdir(), f"life-support-{name}.lock")
    with contextlib.closing(
        sqlite3.connect(lock, timeout=_PATIENCE, isolation_level=None)
    ) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            told = f"{folder} is in use by another program ({error}); try again when it is done"
            raise TimeoutError(told) from None
        yield


def digest(content: bytes) -> str:
    """The SHA-256 of some content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _mode(file: Path) -> int:
    # A temporary file is made for its owner alone; the new file keeps what the old one had.
    if file.exists():
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
