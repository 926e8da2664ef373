"""What no single cell shows: rows that contradict each other, the roster or the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from helpers.cohort.about import About
from helpers.cohort.alike import person_key
from helpers.cohort.cell_values import FAIL, PASS
from helpers.cohort.formats import CONTACT
from helpers.cohort.match import without_zeros
from helpers.cohort.problems import Problem
from helpers.course.questions import Question
from helpers.domain.certification import issuer_name, rule_of
from helpers.domain.certification.names import key
from helpers.facts.nearest import nearest

Tables = dict[str, pd.DataFrame]

_OTHERS = ("certifications", "answers", "hours", "skills")
_ZEROS = (
    "the zeros at the beginning of the ids are gone, which a spreadsheet leaves out when it saves; "
    "put back the file as it was, or write the ids as the other files have them, in a column that "
    "is formatted as text"
)
_HINTS = 50  # unknown names for which a near one is looked up; a file may hold 100,000
_DAY = 24.0  # hours
_MAY_BE_EMPTY = ("variant_seed", "issued", "expires")


@dataclass
class Findings:
    """What a check found.

    Attributes:
        problems: what must be mended before the cohort can be read.
        notes: what was read, and is worth a look all the same.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


class Checker:
    """Checks the tables of one cohort against each other and completes them.

    Args:
        tables: by name, as :func:`helpers.cohort.table.typed` gives them.
        files: the file of each table, as it is told in a problem.
        bank: the questions by id.
        about: what cohort.toml says; ``None`` where it could not be read.
    """

    def __init__(
        self,
        tables: Tables,
        files: Mapping[str, str],
        bank: Mapping[str, Question],
        about: About | None,
    ) -> None:
        self.tables, self.files, self.bank, self.about = tables, files, bank, about
        self.found = Findings()
        self._spoilt: list[str] = []

    def run(self) -> Findings:
        """Everything that was found; the tables are completed in place."""
        self._roster()
        self._zeros()
        for name in _OTHERS:
            self._learners(name)
        self._certifications()
        self._answers()
        self._hours()
        self._skills()
        return self.found

    def _tell(
        self,
        name: str,
        rows: pd.Series | pd.Index,
        column: str | None,
        remedy: str,
        hints: Mapping[object, str] | str = "",
        *,
        note: bool = False,
    ) -> None:
        """One problem, or note, for each of some rows; hints may differ by what was read."""
        kept = self.found.notes if note else self.found.problems
        table = self.tables[name].loc[rows]
        cells = [None] * len(table) if column is None else table[column]
        for row, value in zip(table.index, cells, strict=True):
            hint = hints if isinstance(hints, str) else hints[value]
            read = None if value is None else str(value)
            kept.append(Problem(self.files[name], remedy, int(row), column, read, hint))

    def _unknown(self, name: str, column: str, names: Sequence[str], remedy: str) -> None:
        """Tell each cell that is none of some names, with the nearest of them."""
        table = self.tables[name]
        wrong = table[column].notna() & ~table[column].isin(names)
        hints: dict[object, str] = {}
        for value in dict.fromkeys(table.loc[wrong, column]):
            near = nearest(value, names) if len(hints) < _HINTS else ""
            hints[value] = f"did you mean {near}?" if near else ""
        self._tell(name, wrong, column, remedy, hints)

    def _twice(self, name: str, keys: list[str], remedy: str) -> None:
        """Tell rows whose keys stand in an earlier row."""
        # A row whose key could not be read is told already.
        needed = [key for key in keys if key not in _MAY_BE_EMPTY]
        table = self.tables[name].dropna(subset=needed)
        again = table.index[table.duplicated(keys)]
        if not len(again):
            return
        rows = table.index.to_series().groupby([table[key] for key in keys], dropna=False)
        firsts = rows.transform("first")
        for row in again:
            self._tell(name, pd.Index([row]), keys[0], remedy, f"first in row {firsts[row]}")

    def _once(self, name: str, keys: list[str], remedy: str) -> None:
        """Drop rows that repeat an earlier one in every cell; tell those that contradict it."""
        table = self.tables[name]
        repeated = table.index[table.duplicated()]
        if len(repeated):
            words = "the same row stands above; it is counted once"
            self._tell(name, repeated, None, words, note=True)
            self.tables[name] = table.drop(repeated)
        self._twice(name, keys, remedy)

    def _roster(self) -> None:
        table = self.tables["roster"]
        self._twice("roster", ["learner_id"], "this learner stands twice; keep one row")
        self._one_in_two_spellings(table["learner_id"])
        shared = table.index[(table["email"] != "") & table.duplicated("email")]
        self._tell("roster", shared, "email", "another learner has the same address", note=True)

    def _one_in_two_spellings(self, ids: pd.Series) -> None:
        """``E01`` and ``e01`` would be two learners, and nobody could tell whose a row is."""
        first: dict[str, str] = {}
        for row, learner in ids.dropna().items():
            other = first.setdefault(learner.casefold(), learner)
            if other != learner:
                words = "another id differs from this one in capital letters only; change one"
                self._tell("roster", pd.Index([row]), "learner_id", words, f"it is {other}")

    def _zeros(self) -> None:
        """A roster that a spreadsheet saved without zeros is told once, not in each other row."""
        known = [value for value in self.tables["roster"]["learner_id"] if value is not None]
        ids = (value for name in _OTHERS for value in self.tables[name]["learner_id"])
        found = without_zeros((value for value in ids if value is not None), known)
        if found:
            whole, mine = min(found.items())
            hint = f"{len(found)} ids are so, for example {mine} here and {whole} elsewhere"
            self.found.problems.append(
                Problem(self.files["roster"], _ZEROS, None, "learner_id", None, hint)
            )
            self._spoilt = list(found)

    def _learners(self, name: str) -> None:
        known = [value for value in self.tables["roster"]["learner_id"] if value is not None]
        known += self._spoilt  # told once, at the roster
        remedy = "this learner is not in the roster; add the learner or mend the id"
        if known:  # a roster that could not be read is told once, not in every row
            self._unknown(name, "learner_id", known, remedy)

    def _certifications(self) -> None:
        name = "certifications"
        self._issuers()
        keys = ["learner_id", "certification", "issuer", "issued", "expires"]
        self._once(name, keys, "the same card stands twice; keep one")
        table = self.tables[name]
        both = table["issued"].notna() & table["expires"].notna()
        late = table.index[both][[e < i for i, e in table.loc[both, ["issued", "expires"]].values]]
        self._tell(name, late, "expires", "the card would expire before it was issued")
        self._compute_expiry()

    def _issuers(self) -> None:
        table = self.tables["certifications"]
        full: dict[object, str] = {}
        for text in table["issuer"].dropna().unique():
            try:
                full[text] = issuer_name(text)
            except ValueError as error:
                self._tell("certifications", table["issuer"] == text, "issuer", str(error))
        table["issuer"] = _texts(table, [full.get(text) for text in table["issuer"]])

    def _compute_expiry(self) -> None:
        table = self.tables["certifications"]
        table["computed"] = table["expires"].isna()
        for row in table.index[table["computed"]]:
            card = table.loc[row]
            if card["issuer"] is None:
                continue  # told already
            rule = rule_of(str(card["certification"]), str(card["issuer"]))
            if card["issued"] is None:
                self._tell("certifications", pd.Index([row]), "expires", _NO_DAY)
            elif rule is None:
                self._tell("certifications", pd.Index([row]), "expires", _NO_RULE)
            else:
                table.at[row, "expires"] = rule.expires(card["issued"])

    def _answers(self) -> None:
        known = tuple(self.bank)
        self._unknown("answers", "question_id", known, "this question is not in the bank")
        self._options()
        self._versions()
        keys = ["learner_id", "question_id", "question_version", "variant_seed", "attempt"]
        remedy = "another row answers the same attempt; keep the right one"
        self._once("answers", keys, remedy)
        moments = self.tables["answers"]["answered_at"]
        days = [None if pd.isna(moment) else moment.date() for moment in moments]
        self._outside("answers", "answered_at", days)

    def _outside(self, name: str, column: str, days: Sequence[date | None]) -> None:
        """Note what happened on no day of the class; a row whose day is unknown is told already."""
        if self.about is not None:
            start, end = self.about.start, self.about.end
            outside = [day is not None and not start <= day <= end for day in days]
            words = f"the day is not between the class's first and last day, {start} and {end}"
            self._tell(name, self.tables[name].index[outside], column, words, note=True)

    def _options(self) -> None:
        table = self.tables["answers"]
        pairs = {f"{q.id}\n{option.id}" for q in self.bank.values() for option in q.options}
        given = table["question_id"] + "\n" + table["option_id"]
        wrong = table["question_id"].isin(self.bank) & given.notna() & ~given.isin(pairs)
        for name, rows in table[wrong].groupby("question_id", sort=False):
            options = ", ".join(option.id for option in self.bank[str(name)].options)
            remedy = "the question has no such option; mend the id"
            self._tell("answers", rows.index, "option_id", remedy, f"{name} has {options}")

    def _versions(self) -> None:
        table = self.tables["answers"]
        newest = table["question_id"].map({name: q.version for name, q in self.bank.items()})
        known = newest.notna() & table["question_version"].notna()
        given, newest = table.loc[known, "question_version"], newest[known].astype("Int64")
        later, earlier = newest.index[given > newest], newest.index[given < newest]
        self._tell("answers", later, "question_version", "the bank has no such version yet")
        self._tell("answers", earlier, "question_version", _EARLIER, note=True)

    def _hours(self) -> None:
        table = self.tables["hours"]
        keys = ["learner_id", "date", "setting", "hours"]
        self._twice(
            "hours", keys, "the same row stands above; delete it, or add both up in one row"
        )
        days = table.groupby(["learner_id", "date"], sort=False)["hours"].transform("sum")
        self._tell("hours", days > _DAY, "hours", "the rows of this day make more than 24 hours")
        self._outside("hours", "date", list(table["date"]))

    def _skills(self) -> None:
        table = self.tables["skills"]
        # 'Megacode' and 'mega-code' are one station, spelt as it was first.
        alike = {name: key(name) for name in table["skill"].dropna().unique()}
        spelling = {alike[name]: name for name in reversed(list(alike))} | {key(CONTACT): CONTACT}
        spelt = [name and spelling[alike[name]] for name in table["skill"]]
        table["skill"] = _texts(table, spelt)
        self._near_skills()
        self._score()
        keys = ["learner_id", "skill", "attempt"]
        self._once("skills", keys, "another row has this attempt; keep one")
        self._own_assessor()

    def _near_skills(self) -> None:
        """A misspelt station would be one that all the others have not passed."""
        table = self.tables["skills"]
        often = Counter(str(name) for name in table["skill"].dropna())
        for name, times in often.items():
            usual = [other for other in often if other != CONTACT and often[other] > 10 * times]
            near = nearest(name, usual, alike=0.85)
            if near:
                rows, words = table["skill"] == name, "few rows have this skill"
                self._tell("skills", rows, "skill", words, f"was {near} meant?", note=True)

    def _score(self) -> None:
        """Hold scores against the pass mark; keep them beside the result."""
        table = self.tables["skills"]
        scored = table["result"].map(lambda value: isinstance(value, float)).astype(bool)
        table["score_percent"] = table["result"].where(scored).astype("float64")
        mark = None if self.about is None else self.about.pass_mark_percent
        if self.about is not None and mark is None:
            self._tell("skills", scored, "result", _NO_MARK)
        if mark is not None:
            passed = table.loc[scored, "score_percent"] >= mark
            table.loc[scored, "result"] = passed.map({True: PASS, False: FAIL})

    def _own_assessor(self) -> None:
        table, roster = self.tables["skills"], self.tables["roster"]
        columns = (roster[name] for name in ("learner_id", "name", "email"))
        selves = {row[0]: _spellings(*row) for row in zip(*columns, strict=True)}
        own = [
            bool(assessor) and person_key(assessor) in selves.get(learner, ())
            for learner, assessor in zip(table["learner_id"], table["assessor"], strict=True)
        ]
        self._tell("skills", table.index[own], "assessor", _OWN)


def _spellings(learner: str | None, name: str | None, email: str | None) -> set[str]:
    """What a learner can be called by, as names are compared."""
    ways = {f"{name or ''} {learner or ''}", learner or "", name or "", email or ""}
    return {person_key(way) for way in ways if way.strip()}


def _texts(table: pd.DataFrame, values: list[str | None]) -> pd.Series:
    """A column of text for a table, of that kind even where the table has no row."""
    return pd.Series(values, index=table.index, dtype=object)


_OWN = "learners cannot assess themselves; if somebody else has this name, write that one's id"
_NO_DAY = "write when the card expires, or when it was issued"
_NO_RULE = "no rule is known for this card; write when it expires"
_NO_MARK = "a score needs pass_mark_percent in cohort.toml; add it, or write pass or fail"
_EARLIER = "an earlier version was answered; it is scored by the key of the newest"
