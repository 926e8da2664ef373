"""One play of a scene before anything is done: wordings, times and buttons, by the seed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from helpers.domain.scenes import tables
from helpers.domain.scenes.tables import PRESS_ON, Moment, Scene, Step
from helpers.facts.nearest import known

_KEYS = "1234567890"


@dataclass(frozen=True)
class Choice:
    """A button.

    Attributes:
        key: what is pressed for it.
        seconds: what it costs.
    """

    key: str
    action: str
    label: str
    seconds: int


@dataclass(frozen=True)
class Script:
    """A scene with its seed.

    Attributes:
        opening: what is seen and heard first.
        choices: the buttons, in this play's order.
        moments: what happens by itself, each with its second.
        aed: the second at which the AED arrives; ``None`` if none does.
    """

    scene: Scene
    seed: int
    opening: str
    choices: tuple[Choice, ...]
    moments: tuple[tuple[int, Moment], ...]
    aed: int | None

    def step(self, action: str) -> Step | None:
        """What an action is worth here."""
        return tables.steps(self.scene.scene).get(action)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What all actions are worth here."""
        return tuple(tables.steps(self.scene.scene).values())

    @property
    def is_arrest(self) -> bool:
        """Whether the heart stands still."""
        return self.scene.truth == "arrest"


def names() -> tuple[str, ...]:
    """The names of all scenes."""
    return tuple(tables.scenes())


def script(name: str, seed: int = 1) -> Script:
    """A scene as it is played under a seed.

    Raises:
        ValueError: for a scene that is not known; the nearest is named.
    """
    scene = tables.scenes()[known(name, tables.scenes(), "scene")]
    draw = np.random.default_rng([seed, *name.encode()])
    slots = {slot: texts[draw.integers(len(texts))] for slot, texts in _slots(name).items()}
    moments = [
        (int(draw.integers(one.second, one.second_most + 1)), one)
        for one in tables.moments()
        if one.scene == name
    ]
    aed = None
    if scene.aed_second is not None and scene.aed_second_most is not None:
        aed = int(draw.integers(scene.aed_second, scene.aed_second_most + 1))
    offered = [action for action in tables.steps(name) if action != PRESS_ON]
    order = [offered[place] for place in draw.permutation(len(offered))]
    return Script(
        scene=scene,
        seed=seed,
        opening=scene.opening.format_map(slots),
        choices=tuple(itertools.starmap(_choice, zip(_KEYS, order, strict=False))),
        moments=tuple(sorted(moments, key=lambda pair: pair[0])),
        aed=aed,
    )


def wordings(name: str) -> tuple[str, ...]:
    """Every opening that a scene can have.

    Raises:
        ValueError: for a scene that is not known.
    """
    scene = tables.scenes()[known(name, tables.scenes(), "scene")]
    slots = _slots(name)
    return tuple(
        scene.opening.format_map(dict(zip(slots, texts, strict=True)))
        for texts in itertools.product(*slots.values())
    )


def _choice(key: str, action: str) -> Choice:
    one = tables.actions()[action]
    return Choice(key, action, one.label, one.seconds)


def _slots(name: str) -> dict[str, list[str]]:
    slots: dict[str, list[str]] = {}
    for one in tables.variants():
        if one.scene == name:
            slots.setdefault(one.slot, []).append(one.text)
    return slots
