"""The policies of a class: read from a folder, run on the same people, ranked with intervals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from helpers.domain.errors import DomainError
from helpers.domain.interval import Interval
from helpers.domain.town.chances import Model
from helpers.domain.town.comparing import paired
from helpers.domain.town.place import town
from helpers.domain.town.policy import NOTHING, Policy
from helpers.domain.town.running import DEFAULT_MODEL, blocks, treat
from helpers.domain.town.targets import policy_of
from helpers.facts.files import write_own

ARRESTS = 100_000
_ENDING = ".policy.txt"
_NAME = re.compile(r"[\w][\w .-]{0,39}")
_MARK = "# A policy for the town of lesson 11\n"
_MOST = 200  # policies in a folder; more is another folder


@dataclass(frozen=True)
class Ranked:
    """One policy among those of a class.

    Attributes:
        name: of its file.
        told: what it does, as a table writes it.
        points, low, high: percentage points of survival that it gains, with the run's interval.
        places: the best and the worst place that the intervals leave open.
    """

    name: str
    told: str
    points: float
    low: float
    high: float
    places: tuple[int, int]


def told(policy: Policy) -> str:
    """A policy as a table writes it: ``training=10, telephone=yes``; empty for nothing."""
    words = []
    for field in fields(policy):
        value = getattr(policy, field.name)
        if field.name == "off":
            words += [f"off={' '.join(sorted(value))}"] if value else []
        elif value:
            words.append(f"{field.name}={'yes' if value is True else f'{value:g}'}")
    return ", ".join(words)


def hand_in(name: str, policy: Policy, folder: str | Path = "policies") -> Path:
    """Put a policy into the folder of the class, and over an earlier one of the same name.

    Raises:
        DomainError: for a name that no file can have.
        NotOurs: where a file of that name is something else.
    """
    if not _NAME.fullmatch(name):
        raise DomainError(
            f"A name has letters, digits, spaces and - at most, 40 of them; {name!r} was read."
        )
    content = f"{_MARK}{told(policy) or '# nothing'}\n"
    return write_own(Path(folder) / f"{name}{_ENDING}", content.encode(), _MARK.encode())


def read(folder: str | Path) -> dict[str, Policy]:
    """The policies of a folder by the names of their files, in alphabetical order.

    Raises:
        DomainError: where there is no folder, none or too many in it, or one that cannot be
            read; file and reason are named.
    """
    files = sorted(Path(folder).glob(f"*{_ENDING}"))
    if not 1 <= len(files) <= _MOST:
        raise DomainError(
            f"{len(files)} policies were found in {Path(folder).name!r}; between 1 and {_MOST} "
            f"files that end in {_ENDING} can be compared."
        )
    return {file.name.removesuffix(_ENDING): _read(file) for file in files}


def _read(file: Path) -> Policy:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        return policy_of(", ".join(line for line in lines if not line.lstrip().startswith("#")))
    except (OSError, ValueError) as error:  # a DomainError is a ValueError
        raise DomainError(f"{file.name}: {error}") from None


def ranked(
    policies: Mapping[str, Policy],
    arrests: int = ARRESTS,
    seed: int = 1,
    model: Model = DEFAULT_MODEL,
) -> tuple[Ranked, ...]:
    """Each policy on the same people, the one that gains most first.

    Two policies have different places only where the interval of their difference, from pairs
    of the same people, leaves out no difference.

    Raises:
        DomainError: for a policy that cannot be, or a number of arrests.
    """
    every = [NOTHING, *policies.values()]
    both = np.zeros((len(every), len(every)), dtype=np.int64)
    here = town()
    for people in blocks(seed, arrests):
        alive = np.array([treat(here, one, model, people).alive for one in every], np.float32)
        both += np.rint(alive @ alive.T).astype(np.int64)
    rows = [
        Ranked(name, told(policy), *_gain(both, place, arrests), _places(both, place, arrests))
        for place, (name, policy) in enumerate(policies.items(), 1)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.points, row.name)))


def _gain(
    both: npt.NDArray[np.int64], place: int, arrests: int, other: int = 0
) -> tuple[float, float, float]:
    """Points of one policy over another, and their interval."""
    shared = int(both[place, other])
    gained, lost = int(both[place, place]) - shared, int(both[other, other]) - shared
    interval: Interval = paired(gained, lost, arrests)
    return 100 * (gained - lost) / arrests, *interval


def _places(both: npt.NDArray[np.int64], place: int, arrests: int) -> tuple[int, int]:
    others = [other for other in range(1, len(both)) if other != place]
    gaps = [_gain(both, other, arrests, place) for other in others]
    surely_better = sum(low > 0 for _, low, _ in gaps)
    surely_worse = sum(high < 0 for *_, high in gaps)
    return 1 + surely_better, len(both) - 1 - surely_worse
