"""The receipt: a run sheet line by line, what each line counts as, and what it does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.domain.payment.amounts import are_miles_open, paid_miles, part_paid
from helpers.domain.payment.care import BONE, ELSEWHERE, Care
from helpers.domain.payment.deciding import UNDECIDED, Classified, classify
from helpers.domain.payment.findings import counted
from helpers.domain.payment.rules import Rule
from helpers.domain.payment.transport import Transport

_MANY = 3  # administrations make ALS2
# Why it is open how a line counts.
_ATTEMPT = "whether an attempt that failed counts was not read"
_KEPT = "begun before; whether keeping it up counts was not read"
_DEXTROSE = "dextrose is named among what is not counted; payers differ"
_BONE = "whether a line in the bone counts as a vein was not read"
_UNSAID_SCENE = "the sheet does not say whether the patient's condition needed it"
_UNSAID_SCOPE = "the sheet does not say whether EMTs may do it there"
_OPEN: Mapping[str, str] = {
    "milligrams only": "whether this is a whole dose stands in the local protocol",
    "IV infusion": "whether a second infusion of one drug counts was not read",
}
_UNSAID_ALS = "no specialty care here; the sheet does not say whether ALS had to do it"
_UNSURE = (
    _UNSAID_ALS,
    _ATTEMPT,
    _KEPT,
    _DEXTROSE,
    _BONE,
    _UNSAID_SCENE,
    _UNSAID_SCOPE,
    *_OPEN.values(),
)


@dataclass(frozen=True)
class Line:
    """One line of a receipt.

    Attributes:
        entry: what stands on the run sheet.
        counts_as: what it counts as; empty where it counts as nothing.
        not_counted: why it does not count, or not as more.
        level: the level after this line; ``None`` where it is open.
        possible: the levels that remain after this line.
        rule: the rule that decides up to here; ``None`` where it is open.
        is_raised: whether this line raised the level.
        decides: whether it is no entry of care, but the call or what decides beside the care.
    """

    entry: str
    counts_as: str
    not_counted: str
    level: str | None
    possible: tuple[str, ...]
    rule: Rule | None
    is_raised: bool
    decides: bool = False

    @property
    def is_crossed_out(self) -> bool:
        """Whether the line counts as nothing, or is a drug or fluid that is not counted as one."""
        return bool(self.not_counted) and not self.is_raised and not self.is_unsure

    @property
    def is_unsure(self) -> bool:
        """Whether nobody here has read how it counts, or the sheet does not say it."""
        return any(self.not_counted.startswith(one) for one in _UNSURE)


@dataclass(frozen=True)
class Receipt:
    """A whole receipt.

    Attributes:
        lines: the call first, then the care in the order of the sheet, then what decides beside it.
        miles: the miles that are billed, in words.
    """

    lines: tuple[Line, ...]
    decided: Classified
    miles: str

    @property
    def said(self) -> str:
        """The answer, in words."""
        return self.decided.said


_CALLS = {
    "emergency": "Emergency call",
    "planned": "Planned transport",
    "hailed": "Met or hailed, not dispatched",
}
_ASKED = {
    "ALS": "the protocol asked for ALS",
    "BLS": "the protocol asked for BLS",
    "no protocol": "no protocol was followed",
}


def receipt(transport: Transport) -> Receipt:
    """The receipt of a transport: each entry of care with the level up to there.

    Whether anything is paid, and who shares the transport, stands in the last line, so that what
    the care alone would reach is seen before.
    """
    alone = dataclasses.replace(
        transport, outcome="transported", necessary="yes", intercept=(), patients=1
    )
    before = classify(alone.with_care())
    call = _CALLS[transport.response]
    if transport.dispatch:
        call += f"; {_ASKED[transport.dispatch]}"
    lines = [_standing(call, "where it begins", before)]
    for place, one in enumerate(transport.care, 1):
        held = transport.care[:place]
        after = classify(alone.with_care(*held))
        raised = after.possible != before.possible
        counts_as, why = _judged(one, held, transport, after)
        lines.append(_line(str(one), counts_as, why, after, is_raised=raised))
        before = after
    decided = classify(transport)
    if decided.possible != before.possible or decided.rule != before.rule:
        lines.append(_standing(_beside(transport), "", decided))
    elif transport.outcome == "died after loading":
        lines.append(_standing(_beside(transport), "paid by the care, as for anybody", decided))
    return Receipt(tuple(lines), decided, _miles(transport, decided))


def _line(entry: str, counts_as: str, why: str, decided: Classified, *, is_raised: bool) -> Line:
    return Line(
        entry, counts_as, why, decided.level, decided.possible, decided.rule, is_raised=is_raised
    )


def _standing(entry: str, counts_as: str, decided: Classified) -> Line:
    line = _line(entry, counts_as, "", decided, is_raised=False)
    return dataclasses.replace(line, decides=True)


_NEED = {"no": "another vehicle would have done", "not said": "need of an ambulance not said"}


def _beside(transport: Transport) -> str:
    """What beside call and care decides."""
    parts = []
    if transport.outcome != "transported":
        parts.append(transport.outcome)
    if transport.necessary != "yes":
        words = {
            "no": "another vehicle would have done",
            "not said": "need of an ambulance not said",
        }
        parts.append(words[transport.necessary])
    if transport.intercept:
        parts.append("ALS by another service")
    text = "; ".join(parts) or "all together"
    return text[0].upper() + text[1:]


def _judged(
    one: Care, held: Sequence[Care], transport: Transport, after: Classified
) -> tuple[str, str]:
    """What an entry counts as, and why it does not count or not as more."""
    if not one.is_needed:
        return "", "not medically necessary, only a precaution"
    fits = {t.rule.fact_id for t in after.tried if t.fits == "yes"}
    if one.kind == "assessment":
        return _assessed(transport, fits, after)
    is_act = transport.crew != "EMT" and one.scope in ("ALS", "ALS or beyond")
    act = "an ALS intervention" if is_act and one.done != "attempted" else ""
    if one.kind == "procedure":
        return _procedure(one, act, after)
    if one.kind == "other":
        return _other(one, act, transport, after)
    return _given(one, held, act, after)


def _assessed(transport: Transport, fits: set[str], after: Classified) -> tuple[str, str]:
    if fits & {"F103-1", "F104-1"}:
        return "the required ALS assessment", ""
    if transport.crew == "EMT":
        return "", "not made by an ALS crew"
    if transport.response != "emergency":
        return "", "counts only in an emergency response"
    if transport.dispatch == "BLS":
        return "", "what was told at dispatch did not need an ALS crew"
    if any(t.rule.fact_id == "F104-1" and t.fits == "open" for t in after.tried):
        return "", _UNSAID_SCENE
    return "", "without a protocol the condition at the scene decides, and it did not need it"


def _procedure(one: Care, act: str, after: Classified) -> tuple[str, str]:
    condition = f"{one.name} = {'kept up' if one.is_in_place else 'done'}"
    rule = next((t for t in after.tried if condition in t.rule.conditions), None)
    if one.done == "attempted":
        return "", _ATTEMPT
    if rule is not None and rule.fits == "yes":
        return "a procedure of the list", ""
    if one.is_in_place:
        return act, _KEPT
    return act, "not on the list of procedures on that day"


def _other(one: Care, act: str, transport: Transport, after: Classified) -> tuple[str, str]:
    if one.scope == "beyond":
        if after.level == "SCT":
            return "care beyond the paramedic", ""
        if after.asks:
            return "", _UNSAID_ALS
        return "", "specialty care needs a critical patient between two facilities"
    if one.done == "attempted" and transport.crew != "EMT" and one.scope != "EMT":
        return "", _ATTEMPT
    if act:
        return act, ""
    if transport.crew == "EMT" or one.scope == "EMT":
        return "", "within the scope of an EMT"
    return "", _UNSAID_SCOPE


_ROUTES = {
    "IM": "into a muscle: neither push into a vein nor infusion",
    "SC": "under the skin: neither push into a vein nor infusion",
    "oral": "by mouth: neither push into a vein nor infusion",
    "sublingual": "under the tongue: neither push into a vein nor infusion",
    "nebulized": "inhaled: neither push into a vein nor infusion",
    "intranasal": "by nose: neither push into a vein nor infusion",
}


def _given(one: Care, held: Sequence[Care], act: str, after: Classified) -> tuple[str, str]:
    why = _why_not(one)
    needed = [other for other in held if other.is_needed]
    many, unsure = counted(needed)
    before, unsure_before = counted(needed[:-1])
    if not why and many == before:
        if sum(unsure.values()) > sum(unsure_before.values()):
            why = _OPEN[one.dose or one.route]
        else:
            why = "part of the same dose" if one.route == "IV push" else "the same infusion"
    if not why:
        number = f"administration {many} of {_MANY}" if many <= _MANY else f"administration {many}"
        return number, ""
    if any(one.name in ask for ask in after.asks):
        why = f"{_UNSAID_SCOPE}; {why}"
    return act, why


def _why_not(one: Care) -> str:
    if one.kind == "fluid":
        return "crystalloids and other fluids are not counted"
    if one.route in ELSEWHERE:
        return _ROUTES[one.route]
    if one.kind == "concentrated dextrose":
        return _DEXTROSE
    if one.is_in_place:
        return _KEPT
    if one.route in BONE:
        return _BONE
    return ""


def _miles(transport: Transport, decided: Classified) -> str:
    if are_miles_open(decided):
        return f"Miles: {UNDECIDED}"
    miles = paid_miles(transport, decided)
    text = f"Miles with the patient on board, as billed: {miles.normalize():f}"
    return "; ".join((text, *part_paid(transport, decided)))
