"""What goes to a process that makes reports, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """A report to be made.

    Attributes:
        folder: the cohort's, absolute.
        today: as 2026-06-30.
        pseudonyms: whether names are hidden, by option or by the class's own wish.
        fingerprint: of everything it is made from.
    """

    folder: str
    today: str
    pseudonyms: bool
    template: str
    fingerprint: str

    @property
    def id(self) -> str:
        """The cohort's id."""
        return Path(self.folder).name


@dataclass(frozen=True)
class JobResult:
    """What came of a job: the page, or why there is none.

    Attributes:
        problems: those of the cohort's files, one row each with file, row, column, what was
            read and what to do.
    """

    page: bytes | None = None
    error: str = ""
    problems: tuple[dict[str, str], ...] = ()
