"""The clock of a case that is led: orders go out and come back, hands press, notes are put down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from helpers.domain.algorithms import Due, begin, carry_out, leave_out, load, step
from helpers.domain.score.judging import is_asked, judged
from helpers.domain.score.lines import Kind, Line, Sitting
from helpers.domain.score.notes import Note, Round, Score
from helpers.domain.score.patients import Look, Patient
from helpers.domain.score.team import heard, orders, read_deed, team
from helpers.domain.score.writing import AIRWAY, ALGORITHM, DRUG, LINE, allowed_pause, write

YES, NO = "Yes, as I said", "No, not what I said"
GO = "Let the clock run"
BEGIN = (
    "The team looks at you. Say all that is due, one order after another; then let the clock "
    "run to the next look."
)
#: Rounds of a sitting.
ROUNDS = 4
#: Seconds to say an order and hear it; of one look; until a team helps itself; that a mistake
#: costs which somebody else must stop. Ours, set for teaching.
SAY, LOOK, OWN, STOPPED = 3.0, 5.0, 10.0, 6.0


@dataclass
class _Row:
    """A round while it is played."""

    number: int
    looked: float
    look: Look
    notes: list[Note] = field(default_factory=list)
    back: float | None = None


class Leading:
    """A case while it is led; each deed changes it."""

    def __init__(self, edition: str, seed: int) -> None:
        self.edition, self.seed, self.patient = edition, seed, Patient(seed)
        due, self.state = begin(ALGORITHM, edition)
        self.before = self.state
        self.second = self.off = 0.0
        self.hands = self.has_line = self.is_over = self.was_shocked = False
        self.row: _Row | None = None
        self.first: list[Note] = []  # before the first look
        self.rows: list[_Row] = []
        self.lines: list[Line] = []
        self.open: dict[str, Due] = {}
        self.waiting: dict[str, Due] = {}
        self.once: set[str] = set()  # what is asked until it was done, and then goes on by itself
        self.overdue: set[str] = set()
        self.busy: dict[str, float] = {}
        self.pending: tuple[str, str, str] | None = None
        self.repeated = self.lines_tried = 0
        self.heard = BEGIN
        self._open(due)

    def do(self, text: str) -> None:
        """One deed of the leader; what cannot be said just then is passed over.

        Raises:
            ValueError: for an order or a role that is not known.
        """
        if self.is_over:
            return
        if text in (YES, NO):
            if self.pending:
                self._answer(text == YES)
        elif self.pending:
            return
        elif text == GO:
            self._go()
        else:
            self._say(*read_deed(text))

    # -- the closed loop ----------------------------------------------------------------

    def _say(self, order: str, role: str) -> None:
        self.second += SAY
        member = team()[role]
        if self.state.place == "shock" and order == "compressions" and "shock" in self.open:
            self._pass_over_shock()
        due = self.open.get(order)
        if due is None:
            self._refuse(order, role)
        elif due.action.role != role:
            why = f"Whose part it is: {team()[due.action.role].words}."
            self._line(order, role, "wrong person", why, due)
            self.heard = f"{member.name}: “I have my hands full. Who else?”"
        else:
            self.repeated += 1
            said = heard(orders()[order], self.seed, self.repeated)
            self.pending = (order, role, said)
            self.heard = f"{member.name}: “{_quoted(said)}”"

    def _refuse(self, order: str, role: str) -> None:
        kind, why = judged(self.state, order, self._done(order), self._findings())
        self._line(order, role, kind, why)
        answers = {"already": "That is done.", "goes on": "I stay with it."}
        said = answers.get(kind, "Is that due now? I wait.")
        self.heard = f"{team()[role].name}: “{_quoted(said)}”"

    def _answer(self, yes: bool) -> None:
        assert self.pending is not None
        order, role, said = self.pending
        due, member, meant = self.open[order], team()[role], orders()[order].repeated
        is_exact = said == meant
        if is_exact and yes:
            self.pending = None
            self._carry_out(order, role, "right")
        elif yes:
            self.pending = None
            self.second += STOPPED
            self._line(order, role, "not noticed", f"What came back was “{said}”", due)
            self.heard = f"{team()['record'].name}: “Stop! That is not what was said”"
        else:
            self.second += SAY
            self.pending = (order, role, meant)
            self.heard = f"{member.name}: “{_quoted(meant)}”"
            if not is_exact:
                self.pending = None
                self._carry_out(order, role, "noticed", f"“{said}” came back, and you saw it.")

    def _carry_out(self, order: str, role: str, kind: Kind, why: str = "") -> None:
        due = self.open.pop(order)
        if order in self.overdue and kind in ("right", "noticed"):
            kind, why = "late", "It was due in an earlier round."
        self.overdue.discard(order)
        member, told = team()[role], orders()[order].done
        if due.waits_for and not self.has_line:
            self.waiting[order] = due
            told = "Ready. I give it as soon as there is a line."
        elif order == "line" and not self._line_found(due):
            told = "The vein fails. The bone is next."
        else:
            self._done_now(order, due)
        self._line(order, role, kind, why, due)
        self.heard = f"{member.name}: “{_quoted(told)}”"

    def _line_found(self, due: Due) -> bool:
        """A vein, or at the second order the bone; one that fails can be ordered again."""
        self.lines_tried += 1
        if self.lines_tried > 1 or self.patient.happens("vein found", 1):
            return True
        self.busy["drugs"] = max(self.second, self.busy.get("drugs", 0.0)) + LINE
        self.open["line"] = due
        return False

    # -- what is done -------------------------------------------------------------------

    def _done_now(self, order: str, due: Due) -> None:
        if due.action.kind in ("airway", "cause"):
            self.once.add(order)
        if order == "compressions":
            self._hands_on(self.second)
        elif order == "shock":
            self._note(Note(self.second, 0.0, "shock", "shock", due.number))
            self.was_shocked = True
            self._step_into_round()
        elif order == "airway":
            self._note(Note(self.second + AIRWAY, 0.0, "airway", "airway"))
        elif order == "line":
            self._note(Note(self._by_drugs(LINE), 0.0, "line", "line"))
            self.has_line = True
            for name, one in list(self.waiting.items()):
                self._give(name, one)
            self.waiting.clear()
        elif due.action.kind == "drug":
            self._give(order, due)

    def _give(self, order: str, due: Due) -> None:
        if due.waits_for:
            self.state = carry_out(self.state, due)
        self._note(Note(self._by_drugs(DRUG), 0.0, "drug", order, due.number))

    def _by_drugs(self, seconds: float) -> float:
        """One pair of hands does one thing after another."""
        self.busy["drugs"] = max(self.second, self.busy.get("drugs", 0.0)) + seconds
        return self.busy["drugs"]

    def _hands_on(self, second: float) -> None:
        self._note(Note(self.off, second - self.off, "gap", "gap"))
        self.hands, self.off = True, second
        if self.row:
            self.row.back = second

    def _note(self, note: Note) -> None:
        (self.row.notes if self.row else self.first).append(note)

    def _done(self, order: str) -> bool:
        """Whether something was done already, so that saying it again changes nothing."""
        is_shocked = order == "shock" and self.was_shocked and self.state.place != "check"
        is_pressed = order == "compressions" and self.hands
        is_held = order == "line" and self.has_line
        is_old = order == "monitor" and self.row is not None
        is_given = order in self.waiting or order in self.once
        return is_shocked or is_pressed or is_held or is_old or is_given

    # -- time goes on -------------------------------------------------------------------

    def _go(self) -> None:
        if self.state.place == "shock":
            self._pass_over_shock()
            self.heard = "Nobody shocks. The round begins."
            return
        self._leave_open()
        if self.state.place == "pulse is back":
            self.is_over = True
            self.heard = "The case is over."
            return
        if not self.hands:
            self.second += OWN
            self._hands_on(self.second)
        algorithm = load(ALGORITHM, self.edition)
        length = algorithm.round_seconds if self.row else algorithm.places["begin"].seconds
        self.second = max(self.second, self.off + length)
        self._note(Note(self.off, self.second - self.off, "compressions", "compressions"))
        if len(self.rows) == ROUNDS:
            self.is_over = True
            self.heard = f"{team()['record'].name}: “Two minutes.” Others take over here."
        else:
            self._look()

    def _look(self) -> None:
        _, self.state = step(self.state, {})
        number = len(self.rows) + 1
        look = self._found(number)
        self.row = _Row(number, self.second, look)
        self.rows.append(self.row)
        self.hands, self.off, self.was_shocked = False, self.second, False
        self.second += LOOK
        caller, told = ("record", "Two minutes") if number > 1 else ("defibrillator", "Let me look")
        self.heard = f"{team()[caller].name}: “{told}”"
        self.before = self.state
        due, self.state = step(self.state, self._findings())
        if look.pulse:
            self._note(Note(self.off, LOOK, "gap", "gap"))
            self._note(Note(self.second, 0.0, "pulse", "pulse"))
            self.row.back = self.second
        self._open(due)

    def _found(self, number: int) -> Look:
        if self.row is None:
            return self.patient.first()
        return self.patient.next(self.row.look, self.was_shocked, number)

    def _findings(self) -> dict[str, str]:
        if self.row is None:
            return {}
        pulse = "yes" if self.row.look.pulse else "no"
        access = "yes" if self.has_line else "no"
        return {"rhythm": self.row.look.rhythm, "pulse": pulse, "access": access}

    def _step_into_round(self) -> None:
        self.before = self.state
        due, self.state = step(self.state, self._findings())
        self._open(due)

    def _pass_over_shock(self) -> None:
        due = self.open.pop("shock")
        self._line("shock", "", "missing", "", due)
        self.state = leave_out(self.state, self.before, due)
        self._step_into_round()

    def _open(self, due: Sequence[Due]) -> None:
        self.open = {}
        for one in due:
            series = one.action.series
            if series in self.waiting:
                self.waiting[series] = one
            elif series in orders() and series not in self.once and is_asked(one):
                self.open[series] = one
            elif any(fact.audience == "clinicians" for fact in one.action.facts):
                self._line(series, "", "not asked", "", one)

    def _leave_open(self) -> None:
        """What was due and not said: it is missing now, and late when it is said."""
        for order, due in self.open.items():
            if due.waits_for and not self.has_line:
                continue  # nobody could have given it
            self._line(order, "", "missing", "", due)
            if due.action.kind in ("drug", "line", "airway", "cause"):
                self.overdue.add(order)
            if due.action.kind == "drug" and not due.waits_for:
                self.state = leave_out(self.state, self.before, due)
        self.open = {}

    def _line(self, order: str, to: str, kind: Kind, why: str, due: Due | None = None) -> None:
        self.lines.append(Line(self.second, order, to, kind, why, due))

    # -- the result ---------------------------------------------------------------------

    def sitting(self) -> Sitting:
        """The case as it stands."""
        looks = [row.look for row in self.rows]
        is_laid = self.is_over and bool(looks)
        return Sitting(
            edition=self.edition,
            seed=self.seed,
            second=self.second,
            look=looks[-1] if looks else None,
            heard=self.heard,
            is_repeated=self.pending is not None,
            is_over=self.is_over,
            has_hands=self.hands,
            lines=tuple(self.lines),
            score=Score("You", self._rounds(), self.second, allowed_pause(self.edition)),
            beside=write(looks, self.edition) if is_laid else None,
        )

    def _rounds(self) -> tuple[Round, ...]:
        rounds = []
        for row in self.rows:
            notes = (*(self.first if row.number == 1 else ()), *row.notes, *self._going_on(row))
            back = self.second if row.back is None else row.back
            look = row.look
            rounds.append(Round(row.number, row.looked, back, look.rhythm, look.pulse, notes))
        return tuple(rounds)

    def _going_on(self, row: _Row) -> tuple[Note, ...]:
        """What goes on at this moment: pressing, or a gap."""
        if row is not self.row or self.is_over or row.look.pulse:
            return ()
        kind: Literal["compressions", "gap"] = "compressions" if self.hands else "gap"
        return (Note(self.off, self.second - self.off, kind, kind),)


def _quoted(said: str) -> str:
    """Words as they stand between marks within a sentence."""
    return said.removesuffix(".")
