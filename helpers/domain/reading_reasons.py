"""Why each step of reading finds what it finds, and where it measures on the strip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from helpers.domain import rhythms
from helpers.domain.reading_steps import Exercise, meaning
from helpers.domain.rhythms import STEPS, Finding
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Mark:
    """A measurement on the strip: from one second to another, or at one, and what it says."""

    left: float
    right: float
    label: str


def why(exercise: Exercise, step: str) -> str:
    """What was measured for a step, against which limit, and what its word means.

    Raises:
        ValueError: for a word that is no step.
    """
    finding = exercise.reading.findings[STEPS.index(known(step, STEPS, "step"))]
    told = {"Rate?": _rate, "PR?": _pr, "QRS?": _qrs}.get(step, _number)(exercise, finding)
    return " ".join(filter(None, (told, meaning(step, finding.word))))


def number(finding: Finding) -> str:
    """What a step measured; two ends that are the same once."""
    return re.sub(r"(\S+) to \1(?!\S)", r"\1", finding.number)


def _number(exercise: Exercise, finding: Finding) -> str:
    told = number(finding)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _rate(exercise: Exercise, finding: Finding) -> str:
    what, (least, most) = exercise.measured, rhythms.limits("rate of the sinus node")
    if len(what.qrs) < 3:
        return f"{len(what.qrs)} QRS in {what.seconds:g} s, counted." if what.qrs else ""
    many, span = len(what.qrs) - 1, what.qrs[-1].second - what.qrs[0].second
    return (
        f"{many} intervals last {span:.1f} s: 60 × {many} / {span:.1f} = {what.rate:.0f} a minute; "
        f"usual are {least:g} to {most:g}."
    )


def _pr(exercise: Exercise, finding: Finding) -> str:
    least, most = rhythms.limits("PR interval")
    return f"{number(finding)}; usual are {least:g} to {most:g} ms." if finding.number else ""


def _qrs(exercise: Exercise, finding: Finding) -> str:
    border, _ = rhythms.limits("wide QRS")
    return f"{number(finding)}; from {border:g} ms on it is wide." if finding.number else ""


def apart(exercise: Exercise, most: int = 2) -> tuple[tuple[str, str], ...]:
    """For what the rhythm may be taken, each with the first step that tells the two apart."""
    family = exercise.criteria.family
    found = []
    for other in exercise.criteria.mistaken_for[:most]:
        steps = exercise.reading.apart(family, other)
        step, _, there = steps[0] if steps else ("", "", "all five steps can agree")
        found.append((other, f"{step} {there}".strip()))
    return tuple(found)


# -- the marks of each step ----------------------------------------------------------------------


def marks(exercise: Exercise, step: str) -> tuple[Mark, ...]:
    """Where a step measures on the strip; nothing where there is nothing to measure.

    Raises:
        ValueError: for a word that is no step.
    """
    makers = {
        "Regular?": _interval_marks,
        "Rate?": _rate_marks,
        "P?": _p_marks,
        "PR?": _pr_marks,
        "QRS?": _qrs_marks,
    }
    return makers[known(step, makers, "step")](exercise)


def _interval_marks(exercise: Exercise) -> tuple[Mark, ...]:
    at = [one.second for one in exercise.measured.qrs]
    return tuple(Mark(a, b, f"{b - a:.2f}") for a, b in pairwise(at))


def _rate_marks(exercise: Exercise) -> tuple[Mark, ...]:
    at = [one.second for one in exercise.measured.qrs]
    if len(at) < 3:
        return tuple(Mark(second, second, "QRS") for second in at)
    return (Mark(at[0], at[-1], f"{len(at) - 1} intervals"),)


def _p_marks(exercise: Exercise) -> tuple[Mark, ...]:
    if exercise.measured.spikes:
        return tuple(Mark(at, at, "spike") for at in exercise.measured.spikes)
    label = "tooth" if exercise.measured.line == "saw teeth" else "P"
    return tuple(Mark(one.second, one.second, label) for one in exercise.strip.atria)


def _pr_marks(exercise: Exercise) -> tuple[Mark, ...]:
    if exercise.reading.word("PR?") == "none":
        return ()
    what = exercise.measured
    return tuple(
        Mark(one.onset - pr, one.onset, f"{1000 * pr:.0f}")
        for one, pr in zip(what.qrs, what.pr(), strict=True)
        if pr is not None
    )


def _qrs_marks(exercise: Exercise) -> tuple[Mark, ...]:
    if exercise.reading.word("QRS?") == "none":
        return ()
    return tuple(
        Mark(one.onset, one.onset + one.ms / 1000, f"{one.ms:.0f}") for one in exercise.measured.qrs
    )
