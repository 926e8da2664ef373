"""From a run sheet to what the rules ask: one finding for each name in the decision table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from helpers.domain.payment.care import BONE, VEIN, Care, kinds
from helpers.domain.payment.rules import Finding
from helpers.domain.payment.transport import Transport

_FACILITY = "Medicare skilled nursing facility"
_CONDITIONS = {
    "rural New York",
    "agreement",
    "volunteer service gives BLS only",
    "volunteer service may not bill",
}
#: What may or may not count among the administrations, by the finding that asks it.
OPEN_KINDS = (
    "with milligrams",
    "with dextrose",
    "with bone",
    "with second infusion",
    "with kept infusions",
)


def findings(transport: Transport) -> dict[str, Finding]:
    """All that the rules of every stage but ``special`` ask of a transport."""
    needed = [one for one in transport.care if one.is_needed]
    found = {
        "outcome": _one(transport.outcome),
        "necessary": _necessary(transport),
        "response": _one(transport.response),
        "asked": _one(transport.dispatch or "nobody"),
        "scene": _scene(transport),
        "assessment": _one(_assessment(transport, needed)),
        "intervention": _intervention(transport, needed),
        "ends": _one(_ends(transport)),
        "critical": _one(transport.critical),
        "beyond": _one(_beyond(needed)),
        "intercept": _one(_intercept(transport)),
    }
    return found | _procedures(needed) | _administrations(needed)


def _one(value: str | int) -> Finding:
    return Finding(frozenset({value}))


def _necessary(transport: Transport) -> Finding:
    if transport.necessary == "not said":
        ask = "whether any other vehicle would have endangered the patient"
        return Finding(frozenset({"yes", "no"}), ask)
    return _one(transport.necessary)


def _scene(transport: Transport) -> Finding:
    if transport.dispatch == "no protocol" and not transport.scene:
        ask = "whether the patient's condition at the scene needed an ALS assessment"
        return Finding(frozenset({"ALS", "BLS"}), ask)
    return _one(transport.scene or "not asked")


def _assessment(transport: Transport, needed: Sequence[Care]) -> str:
    if not any(one.kind == "assessment" and not one.done for one in needed):
        return "none"
    return "by EMTs" if transport.crew == "EMT" else "by an ALS crew"


def _intervention(transport: Transport, needed: Sequence[Care]) -> Finding:
    """Whether the law required ALS personnel for any of it; the assessment is none."""
    acts = [one for one in needed if one.kind != "assessment"]
    if transport.crew == "EMT":
        return _one("no")
    done = [one for one in acts if one.done != "attempted"]
    if any(one.scope in ("ALS", "ALS or beyond") for one in done):
        return _one("yes")
    unsaid = [one.name for one in done if one.scope == "EMT or ALS"]
    beyond = any(one.scope == "beyond" for one in done)
    tried = any(one.scope == "ALS" and one.done == "attempted" for one in acts)
    otherwise = "attempted" if tried else "no"
    if unsaid or beyond:
        what = f"whether EMTs may do this there: {', '.join(dict.fromkeys(unsaid))}"
        ask = what if unsaid else "whether ALS personnel had to do any of it"
        return Finding(frozenset({"yes", otherwise}), ask)
    return _one(otherwise)


def _ends(transport: Transport) -> str:
    ends = {transport.from_place, transport.to_place}
    if ends == {"hospital"}:
        return "hospital to hospital"
    if ends <= {"hospital", _FACILITY}:
        return "with a Medicare skilled nursing facility"
    return "other"


def _beyond(needed: Sequence[Care]) -> str:
    scopes = {one.scope for one in needed}
    return "yes" if "beyond" in scopes else "not said" if "ALS or beyond" in scopes else "no"


def _intercept(transport: Transport) -> str:
    if not transport.intercept:
        return "none"
    if set(transport.intercept) >= _CONDITIONS:
        return "all conditions"
    return "agreement" if "agreement" in transport.intercept else "no agreement"


def _procedures(needed: Sequence[Care]) -> dict[str, Finding]:
    """Each procedure of the list: done, kept up or not; and what is open of all of them."""
    listed = [one.care for one in kinds() if one.kind == "procedure"]
    by_name: dict[str, set[str]] = {name: set() for name in listed}
    for one in needed:
        if one.name in by_name:
            by_name[one.name].add(
                {"": "done", "already in place": "kept up"}.get(one.done, "tried")
            )
    found = {
        name: _one(next((how for how in ("done", "kept up") if how in said), "not done"))
        for name, said in by_name.items()
    }
    others = {name: said for name, said in by_name.items() if name != "endotracheal intubation"}
    kept = any("kept up" in said for said in others.values())
    tried = any("tried" in said for said in by_name.values())
    found["other procedure"] = _one("kept up" if kept else "none")
    found["any procedure"] = _one("attempted" if tried else "none")
    return found


def _administrations(needed: Sequence[Care]) -> dict[str, Finding]:
    """The administrations that count, and how many they are with what is open."""
    sure, unsure = counted(needed)
    most = sure + sum(unsure.values())
    return {
        "administrations": _one(sure),
        **{name: _one(most if unsure[name] else sure) for name in OPEN_KINDS},
    }


def counted(needed: Sequence[Care]) -> tuple[int, Mapping[str, int]]:
    """Administrations that count, and those that may, by the finding that asks.

    One dose in parts is one, one infusion is one; only drugs by push into a vein or by continuous
    infusion count. The order of the entries changes nothing.
    """
    unsure = Counter(dict.fromkeys(OPEN_KINDS, 0))
    groups: Counter[tuple[str, str, str]] = Counter()
    for one in needed:
        asks = _asks(one)
        if asks:
            unsure[asks] += 1
        elif one.kind == "drug" and one.route in VEIN:
            groups[one.name, one.route, one.dose] += 1
    sure = 0
    for (name, route, dose), many in groups.items():
        if route == "IV push":
            sure += 1 if dose else many
        elif not dose:
            sure += 1
            unsure["with second infusion"] += many - 1
        elif not groups[name, route, ""]:
            sure += 1
    return sure, unsure


def _asks(one: Care) -> str:
    """The finding that asks whether an entry is an administration; empty where it is settled."""
    if one.route not in (*VEIN, *BONE) or one.kind in ("fluid", "other"):
        return ""
    if one.kind == "concentrated dextrose":
        return "with dextrose"
    if one.is_in_place:
        return "with kept infusions"
    if one.route in BONE:
        return "with bone"
    return "with milligrams" if one.dose == "milligrams only" else ""
