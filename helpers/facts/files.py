"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

_HEAD = 2_000  # bytes in which a file says what it is
_PATIENCE = 60  # seconds that one waits for a folder


def write(file: Path, content: bytes, mode: int | None = None) -> None:
    """Put ``content`` in the place of ``file`` in one step.

    Whoever reads meanwhile, or whenever the machine stops, finds the old content or the new.

    Args:
        mode: its permissions, for example ``0o600`` for its owner alone; by default those that
            the file has, or that the system gives to a new one.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(file) if mode is None else mode)
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
    lock = _locks() / f"{digest(str(folder.resolve()).encode())[:32]}.lock"
    with contextlib.closing(
        sqlite3.connect(lock, timeout=_PATIENCE, isolation_level=None)
    ) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            told = f"{folder} is in use by another program ({error}); try again when it is done"
            raise TimeoutError(told) from None
        yield


def _locks() -> Path:
    """A folder for locks that nobody else can write to, reach or put in our way.

    It lies in the folder for temporary files, which is on this machine even where the home is
    not, and is there without a home; where somebody else has taken its name, in the home.

    Raises:
        PermissionError: where there is no such place.
    """
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    name = f"life-support-{user}"
    places = [Path(tempfile.gettempdir(), name)]
    with contextlib.suppress(RuntimeError):  # no home
        places.append(Path.home() / f".{name}")
    for place in places:
        with contextlib.suppress(OSError):
            place.mkdir(mode=0o700, exist_ok=True)
            if _is_private(place):
                return place
    told = f"{places[0]} belongs to somebody else; name another folder in the variable TMPDIR"
    raise PermissionError(told)


def _is_private(place: Path) -> bool:
    found = place.lstat()
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(found.st_mode)
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return is_ours and not found.st_mode & 0o077


def digest(content: bytes) -> str:
    """The SHA-256 of some content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class NotOurs(RuntimeError):
    """A file was not written; the sentence says which, why, and what to do."""


def write_own(file: Path, content: bytes, mark: bytes, mode: int | None = None) -> Path:
    """Write what somebody asked for, and nothing over a file of theirs.

    Args:
        mark: what such a file holds in its first lines, and no other; an earlier one is replaced.
        mode: its permissions, see :func:`write`.

    Returns:
        The file's full path.

    Raises:
        NotOurs: where another file has the name, or it cannot be written.
    """
    path = file.expanduser().absolute()
    try:
        is_other = path.is_symlink() or (path.exists() and mark not in path.read_bytes()[:_HEAD])
        if is_other:
            raise NotOurs(f"{path} is there and is something else. Rename it, then write again.")
        write(path, content, mode)
    except OSError as error:
        told = f"{path} was not written ({error.strerror or error}). Nothing else is lost."
        raise NotOurs(told) from error
    return path


def _mode(file: Path) -> int:
    # A temporary file is made for its owner alone; the new file keeps what the old one had.
    if file.exists():
        return file.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
