"""What an answer is, what keeps answers, and what is said where that fails."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

VARIABLE = "LIFE_SUPPORT_DATA"
#: The address of a hub's database, where answers are kept there.
DATABASE = "CURRICULUM_DATABASE"
#: What an id begins with that nobody chose.
RANDOM = "local-"
_ELSEWHERE = f"or name another folder in the variable {VARIABLE} and start again"
_ON_SCREEN = "What you answer now stays on this screen only."


class NotKept(RuntimeError):
    """Answers could not be kept or read; the message says why, what stays, and what to do.

    Args:
        where: the folder, file or database that was meant to keep them.
        why: what the system says about it.
        advice: what to do; by default what helps where a folder cannot be written to.
    """

    def __init__(self, where: Path | str, why: object, advice: str = "") -> None:
        advice = advice or f"Make room there, or let the folder be written to; {_ELSEWHERE}."
        super().__init__(f"Answers cannot be kept in {where} ({why}). {_ON_SCREEN} {advice}")


class Held(NotKept):
    """Another program holds the answers; they are whole, and the next answer tries again."""

    def __init__(self, file: Path, why: object) -> None:
        RuntimeError.__init__(
            self,
            f"Another program holds your answers ({why}). What you answered before is safe in "
            f"{file}. What you answer now stays on this screen only until that program lets go; "
            "every answer tries again. Close other lessons and programs that have the file open.",
        )


class Damaged(NotKept):
    """The file of answers cannot be read."""

    def __init__(self, file: Path, why: object) -> None:
        super().__init__(
            file,
            f"the file is damaged: {why}",
            f"The file is left as it is. Give it another name: then a new {file.name} begins "
            "with your next answer. If you have a copy of the old one, put it back instead.",
        )


class Foreign(NotKept):
    """The file of answers is another user's, another program's or another edition's."""


class NotDeleted(NotKept):
    """Answers that only an office may delete; the message says how to ask for it."""

    def __init__(self, learner_id: str) -> None:
        RuntimeError.__init__(
            self,
            "Nothing was deleted: answers on a hub are deleted by whoever looks after it. Ask for "
            f"it by your id, {learner_id}; all your answers go then, and your login with them.",
        )


class StillInLog(NotKept):
    """What was deleted cannot be read any more, but its bytes are still on the disk."""

    def __init__(self, file: Path, count: int) -> None:
        RuntimeError.__init__(
            self,
            f"{count} answers are deleted, but another program still reads {file}: until it is "
            f"closed, their text remains in {file.name}-wal beside it. Close other lessons, then "
            "delete once more.",
        )


class NotWritten(RuntimeError):
    """A file of answers could not be written; the answers themselves are as safe as before."""

    def __init__(self, file: Path, why: str, advice: str) -> None:
        super().__init__(
            f"{file} was not written: {why}. Your answers are kept all the same, nothing is "
            f"lost. {advice}"
        )


def denied(file: Path, error: OSError) -> NotKept:
    """What to say where the system refuses a file of answers, or its folder."""
    why = error.strerror or str(error)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        place = next((p for p in (file, *file.parents) if os.path.lexists(p)), file)
        return not_ours(place, why)
    if error.errno == errno.ELOOP:
        advice = f"Put a file of your own in its place; {_ELSEWHERE}."
        return Foreign(file, "the file is a link; it may lead to somebody else's", advice)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = f"Make room on the disk; your next answer tries again; {_ELSEWHERE}."
        return NotKept(file.parent, f"the disk is full: {why}", advice)
    return NotKept(file.parent, why)


def not_ours(place: Path, why: object) -> NotKept:
    """What to say where a file or folder may not be read or written."""
    if is_anothers(place):
        advice = f"Ask its owner or whoever looks after this computer; {_ELSEWHERE}."
        return Foreign(place, f"it belongs to another user of this computer: {why}", advice)
    advice = f"Let {place} be read and written to; {_ELSEWHERE}."
    return NotKept(place, f"you may not write there: {why}", advice)


def is_anothers(place: Path) -> bool:
    """Whether a file or folder belongs to another user, as far as the system tells."""
    try:
        return os.name == "posix" and place.lstat().st_uid != os.geteuid()
    except OSError:
        return False


@dataclass(frozen=True)
class Given:
    """An option that a learner has chosen.

    Attributes:
        variant_seed: the seed of the question's numbers; ``None`` if it has none.
        lesson: the lesson in which it was asked.
        answered_at: date, time and offset from UTC, ISO 8601; empty means now.
        answer_id: a UUID that whoever asks gives to the answer; empty means a new one. What is
            kept again under the same id is kept once.
    """

    question_id: str
    question_version: int
    option_id: str
    lesson: str
    variant_seed: int | None = None
    answered_at: str = ""
    answer_id: str = ""


@dataclass(frozen=True)
class Answer(Given):
    """A kept answer: whose it is, and which attempt at the question, counted from 1."""

    learner_id: str = ""
    attempt: int = 1


class Store(Protocol):
    """Where answers are kept. Every method raises :class:`NotKept` where that fails."""

    @property
    def folder(self) -> Path:
        """The folder for what is remembered beside them; it need not exist yet."""

    @property
    def where(self) -> str:
        """Where they are, to be read after "Your answers are"."""

    def learner(self) -> str:
        """The id of the learner who works now; made at random where there is none."""

    def call_me(self, learner_id: str) -> None:
        """Give the learner an id; answers under a random id go with it.

        Raises:
            ValueError: for what cannot be an id.
        """

    def keep(self, given: Given) -> Answer:
        """Keep an answer of this learner for good, and number the attempt.

        Returns:
            What is kept; for an ``answer_id`` that is kept already, the answer of then.
        """

    def answers(self) -> list[Answer]:
        """All answers of this learner, in the order in which they were given."""

    def ids(self) -> dict[str, int]:
        """How many answers are kept here under each id, the ids sorted."""

    def delete(self, only: str | None = None) -> int:
        """Delete all that is kept here, under whichever id; how many answers that were.

        Args:
            only: delete the answers of this id alone.

        Raises:
            StillInLog: where the answers are deleted, but bytes of them remain for a while.
        """


def now() -> str:
    """This moment with its offset from UTC, ISO 8601."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def made(given: Given, learner_id: str, attempt: int) -> Answer:
    """The answer that is to be kept: with its moment and its id."""
    told = {**vars(given), "answered_at": given.answered_at or now()}
    told["answer_id"] = given.answer_id or str(uuid.uuid4())
    return Answer(**told, learner_id=learner_id, attempt=attempt)


class OfFile:
    """What the stores that are one file of this computer have in common.

    Args:
        file: where answers are; made with the first.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def folder(self) -> Path:
        """The folder for what is remembered beside them."""
        return self.file.parent

    @property
    def where(self) -> str:
        """Where they are, to be read after "Your answers are"."""
        return f"on this computer and nowhere else: {self.file}"


def seed_of(learner: str) -> int:
    """A learner's own seed: it orders options, draws numbers and chooses the first form."""
    return int.from_bytes(hashlib.sha256(learner.encode()).digest()[:4]) % 1_000_000


def private(file: Path) -> None:
    """See to it that a file of answers can be read by its owner alone, before it holds any.

    Its folder is made, if it is not there, for the owner alone. An older file that others may
    read is closed to them.

    Raises:
        OSError: where that cannot be; a file that is a link is not followed (``ELOOP``).
    """
    if not file.parent.exists():
        file.parent.parent.mkdir(parents=True, exist_ok=True)
        file.parent.mkdir(mode=0o700, exist_ok=True)
    if file.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file))
    # A file that is there is not opened: closing it would end the locks of a database that
    # this process has open.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for mine in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if os.name == "posix" and mine.exists() and mine.stat().st_mode & 0o077:
            mine.chmod(0o600)
