"""What goes to a process that makes reports, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.reports.parcel import Parcel


@dataclass(frozen=True)
class Job:
    """A report to be made; no address and no path of the office goes along.

    Attributes:
        today: as 2026-06-30.
        pseudonyms: whether names are hidden, by option or by the class's own wish.
        template: the notebook that the report is made from.
        fingerprint: of everything it is made from.
        code: of the code alone; whoever makes the report must have the same.
        key: the office's, where names are hidden. It is never shown.
    """

    parcel: Parcel
    today: str
    pseudonyms: bool
    template: bytes = field(repr=False)
    fingerprint: str
    code: str = ""
    key: bytes | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The cohort's id."""
        return self.parcel.id


@dataclass(frozen=True)
class JobResult:
    """What came of a job: the page, or why there is none.

    Attributes:
        problems: those of the cohort's files, one row each with file, row, column, what was
            read and what to do.
    """

    page: bytes | None = field(default=None, repr=False)
    error: str = ""
    problems: tuple[dict[str, str], ...] = ()
