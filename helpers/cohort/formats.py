"""What stands in a cohort's files: the columns of each, described once.

The reader checks by these descriptions, and ``data/cohorts/README.md`` is written from them.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.cohort.column import Column

KINDS = ("initial", "renewal", "blended")
SETTINGS = ("classroom", "lab", "clinical", "field")
#: Rows of skills.csv with this skill count patients; they are no station to be passed.
CONTACT = "patient contact"


@dataclass(frozen=True)
class Format:
    """What one file of a cohort holds.

    Attributes:
        name: ``roster`` for ``roster.csv``.
        xlsx: whether the file may also be a workbook.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    xlsx: bool = False

    @property
    def required(self) -> bool:
        """Whether a cohort must have this file."""
        return self.name == "roster"


def _learner() -> Column:
    return Column("learner_id", "learner", True, about="The learner, as in the roster.")


ROSTER = Format(
    "roster",
    "One row a learner.",
    (
        Column("learner_id", "learner", True, about="The learner's own id; it never changes."),
        Column("name", "person", True, about="The name as it is to be shown."),
        Column("email", "email", about="An address; only shown, never written to."),
        Column("role", "text", about="Profession or place in the class, in your own words."),
        Column("withdrawn_on", "date", about="When the learner left the class; else empty."),
    ),
    xlsx=True,
)
CERTIFICATIONS = Format(
    "certifications",
    "One row a card that a learner holds.",
    (
        _learner(),
        Column("certification", "name", True, about="What the card says, for example BLS."),
        Column("issuer", "name", True, about="Who issued it: AHA, RCUK, ERC, or the name in full."),
        Column("issued", "date", about="When it was issued."),
        Column("expires", "expiry", about="When it expires; where empty it is computed."),
    ),
)
ANSWERS = Format(
    "answers",
    "One row an answer, as the lessons keep it. Learners record these themselves.",
    (
        _learner(),
        Column("question_id", "id", True, about="The question, as in data/questions.csv."),
        Column("question_version", "integer", True, least=1, about="The version that was shown."),
        Column("variant_seed", "integer", least=0, about="The seed of its numbers, if it has any."),
        Column("attempt", "integer", True, least=1, about="1 for the first try, 2 for the next."),
        Column("option_id", "id", True, about="The option chosen, as in data/options.csv."),
        Column("answered_at", "moment", True, about="Date, time and offset from UTC (ISO 8601)."),
    ),
)
HOURS = Format(
    "hours",
    "One row a learner, a day and a setting.",
    (
        _learner(),
        Column("date", "date", True, about="The day."),
        Column("setting", "choice", True, SETTINGS, about="Where the hours were spent."),
        Column("hours", "hours", True, least=0, greatest=24, about="Clock hours of 60 minutes."),
    ),
    xlsx=True,
)
SKILLS = Format(
    "skills",
    f"One row an attempt at a station, entered by an assessor. Rows with the skill "
    f"'{CONTACT}' count patients: attempt 1 is the first, attempt 2 the second.",
    (
        _learner(),
        Column("skill", "name", True, about="The station's name, spelt the same in every row."),
        Column("attempt", "integer", True, least=1, about="1 for the first try, 2 for the next."),
        Column(
            "result",
            "result",
            True,
            least=0,
            greatest=100,
            about="How it went; a score is held against the pass mark.",
        ),
        Column("assessor", "name", about="Who judged it; without one it is no pass."),
        Column("date", "date", True, about="The day."),
        Column("remediation", "text", about="In the row of a fail: what was done about it."),
    ),
    xlsx=True,
)
FORMATS = (ROSTER, CERTIFICATIONS, ANSWERS, HOURS, SKILLS)

#: The keys of cohort.toml; ``format`` and ``instructors`` are read by ``helpers.cohort.about``.
KEYS = (
    Column("title", "text", True, about="What the report is headed with."),
    Column("course", "text", True, about="The course, for example EMT, ACLS or ALS."),
    Column("edition", "text", about="The guidelines it teaches, for example AHA 2025."),
    Column("kind", "choice", True, KINDS, about="What form of the course it is."),
    Column("region", "text", about="The country or state whose rules apply."),
    Column("location", "text", about="Where it is taught."),
    Column("start", "date", True, about="The first day."),
    Column("end", "date", True, about="The last day."),
    Column(
        "students_per_instructor",
        "number",
        least=0,
        about="Learners to one instructor that the course asks for, at most.",
    ),
    Column(
        "students_per_manikin",
        "number",
        least=0,
        about="Learners to one manikin that the course asks for, at most.",
    ),
    Column("manikins", "integer", least=1, about="How many manikins the class has."),
    Column(
        "prerequisite",
        "name",
        about="The card that a learner must hold, and that must not have expired, to complete "
        "the course, for example BLS. Without this key it is BLS as soon as one learner's BLS card "
        "is on file, and who has none lacks it; write nothing where the course needs no card.",
    ),
    Column(
        "pass_mark_percent", "number", least=0, greatest=100, about="Pass mark of scores, percent."
    ),
    Column("requirement", "id", about="A fact_id of data/training_hours.csv: the hours asked for."),
    Column("pseudonyms", "yesno", about="Whether reports show pseudonyms instead of names."),
)
INSTRUCTOR_KEYS = (
    Column("id", "name", True, about="The instructor's id or name."),
    Column("card_expires", "expiry", about="When the instructor's own card expires."),
)
