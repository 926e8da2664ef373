"""What goes to a process that makes reports, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.reports.parcel import Parcel

#: The kinds of reports, and what each is called.
COHORT, LEARNER, PROGRAMME = "cohort", "learner", "programme"
KINDS = (COHORT, LEARNER, PROGRAMME)


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
        kind: cohort, learner or programme.
        learner: whose report it is, by id or pseudonym; for the kind learner only.
        beside: further cohorts, for the kind programme only.
        name: of the report; the cohort's id where nothing is said.
    """

    parcel: Parcel
    today: str
    pseudonyms: bool
    template: bytes = field(repr=False)
    fingerprint: str
    code: str = ""
    key: bytes | None = field(default=None, repr=False)
    kind: str = COHORT
    learner: str = field(default="", repr=False)
    beside: tuple[Parcel, ...] = ()
    name: str = ""

    @property
    def id(self) -> str:
        """What the report is called; a cohort's has the cohort's id."""
        return self.name or self.parcel.id


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
