"""The rows of the tables of scenes, and what must hold between them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from helpers.facts import FactError, data_dir, records

PRESS, PRESS_ON, AED = "press", "press_on", "aed"
Verdict = Literal["right", "helps", "lost", "unneeded", "harm", "gravest"]


@dataclass(frozen=True)
class Scene:
    """A scene as its row has it."""

    scene: str
    lesson: str
    title: str
    truth: Literal["arrest", "breathes normally"]
    twin: str
    opening: str
    quickest: tuple[str, ...]
    aed_second: int | None = None
    aed_second_most: int | None = None


@dataclass(frozen=True)
class Variant:
    """One wording of the opening."""

    scene: str
    slot: str
    text: str


@dataclass(frozen=True)
class Moment:
    """What happens by itself."""

    moment: str
    scene: str
    second: int
    second_most: int
    after: tuple[str, ...]
    until: str
    text: str


@dataclass(frozen=True)
class Action:
    """What can be done, in any scene."""

    action: str
    label: str
    did: str
    seconds: int
    frees_chest: bool


@dataclass(frozen=True)
class Step:
    """What an action is worth in some scenes.

    Raises:
        ValueError: where what is right does not say what to tell who left it out, or what is
            no button has a reply.
    """

    fact_id: str
    scenes: tuple[str, ...]
    action: str
    needs: tuple[str, ...]
    also: tuple[str, ...]
    reply: str
    verdict: Verdict
    again: bool
    why: str
    missing: str
    council: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.verdict == "right" and not self.missing:
            raise ValueError("what is right can be left out; say in 'missing' what is told then")
        if self.missing and self.verdict not in ("right", "helps"):
            raise ValueError("only what is right or helps can be missing")
        if bool(self.reply) == (self.action == PRESS_ON):
            raise ValueError("each button has a reply, and press_on, which is no button, has none")


@functools.cache
def scenes() -> Mapping[str, Scene]:
    """All scenes by name, in the order of the table."""
    return {one.scene: one for one in records("scenes", Scene)}


@functools.cache
def variants() -> tuple[Variant, ...]:
    """All wordings."""
    return records("scene_variants", Variant)


@functools.cache
def moments() -> tuple[Moment, ...]:
    """All that happens by itself."""
    return records("scene_moments", Moment)


@functools.cache
def actions() -> Mapping[str, Action]:
    """All actions by name."""
    return {one.action: one for one in records("scene_actions", Action)}


@functools.cache
def steps(scene: str) -> Mapping[str, Step]:
    """What each action is worth in a scene, by action.

    Raises:
        FactError: for an action that stands twice for the scene, one that is not known, or a
            need that no action of the scene can meet.
    """
    found: dict[str, Step] = {}
    for step in records("scene_steps", Step):
        if scene in step.scenes:
            if step.action in found:
                raise _fault(f"{step.action!r} stands twice for the scene {scene!r}")
            found[step.action] = step
    known = {*actions(), PRESS_ON}
    for step in found.values():
        if step.action not in known:
            raise _fault(f"{step.fact_id}: there is no action {step.action!r}")
        for need in step.needs:
            if need not in {*found, AED}:
                raise _fault(f"{step.fact_id} needs {need!r}, which {scene!r} does not have")
    for action in scenes()[scene].quickest:
        if action not in found:
            raise _fault(f"the quickest order of {scene!r} has {action!r}, which has no row")
    return found


def _fault(told: str) -> FactError:
    return FactError(told, file=data_dir() / "scene_steps.csv")
