"""What is asked of a learner, and what an order is that is not due."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.domain.algorithms import Action, Due, State, load
from helpers.domain.score.lines import Kind

#: What would harm somebody whose pulse is back; adrenaline apart, of which the edition speaks.
_HARMS = {
    "compressions": "There is a pulse: hands leave the chest. If it is lost, they come back.",
    "shock": "There is a pulse: nobody shocks. The pads stay on.",
    "antiarrhythmic": "There is a pulse: it was for a fibrillation that lasts.",
}
_SHOCKED = ("ventricular fibrillation", "monomorphic VT", "polymorphic VT")


def is_asked(due: Due) -> bool:
    """Whether something that is due may be asked: settled, and for every reader."""
    audiences = [fact.audience for fact in due.action.facts]
    audiences += [dose.audience for dose in due.doses[:1]]
    if due.energy is not None:
        audiences.append(due.energy.audience)
    return due.is_scored and set(audiences) == {"all"}


def judged(state: State, order: str, is_done: bool, found: Mapping[str, str]) -> tuple[Kind, str]:
    """What an order is that is not due now, and why.

    Args:
        order: the series of the action.
        is_done: whether it was done already.
        found: what the last look found; empty before the first.
    """
    if state.place == "pulse is back":
        return _with_a_pulse(state, order)
    if is_done:
        return "already", "It is done, or in hand."
    if order == "no more adrenaline":
        return "harm", "Nobody felt a pulse: hands stay on the chest."
    if not found:
        return "too early", "CPR and the monitor come first; nobody has seen the rhythm."
    if state.place == "shock":
        return "too early", "The shock comes first, and CPR at once after it."
    if order == "shock":
        is_shocked = found["rhythm"] in _SHOCKED
        told = "One shock, then two minutes of CPR: the next look decides."
        return ("too early", told) if is_shocked else ("harm", _rule(state, "shock"))
    return "too early", _rule(state, order)


def _with_a_pulse(state: State, order: str) -> tuple[Kind, str]:
    """Air, a line, the monitor and the cause stay somebody's part; what is for an arrest ends."""
    if order in _HARMS:
        return "harm", _HARMS[order]
    if order == "adrenaline":
        return "harm", f"There is a pulse. {_rule(state, 'no more adrenaline')}"
    return "goes on", "Air, line, monitor and cause are looked after with a pulse too."


def _rule(state: State, series: str) -> str:
    """What the edition says of a series, if possible where the case stands."""
    actions = [one for one in load(state.name, state.edition).actions if one.series == series]

    def is_elsewhere(action: Action) -> bool:
        return state.place not in action.at

    nearest = sorted(actions, key=is_elsewhere)
    return nearest[0].facts[0].statement if nearest else ""
