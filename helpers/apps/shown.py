"""What an app shows at one moment, frozen so that a lesson or a test can hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np


def _frozen(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(values))


@dataclass(frozen=True)
class Shown:
    """One moment of an app.

    Attributes:
        values: what the app says, in words with units, by name: one to three things, the
            first of them the answer. More than that belongs into the picture.
        drawn: what its picture draws, by the names that the picture's ``show`` takes.
        problem: why these settings make no sense, in words; empty where they do.
        note: a small remark below that: an error of measurement, a key, what to be careful with.

    Raises:
        TypeError: for a value that is no text: numbers need their unit.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            if not isinstance(value, str):
                raise TypeError(f"the value {name!r} must be text with its unit; {value!r} is not")
        object.__setattr__(self, "values", _frozen(self.values))
        drawn = {name: _read_only(value) for name, value in self.drawn.items()}
        object.__setattr__(self, "drawn", _frozen(drawn))

    def sentence(self) -> str:
        """The values as one line, for the status line and the alternative text."""
        parts = (f"{name}: {text.rstrip('.')}" for name, text in self.values.items())
        return self.problem or ". ".join(parts)

    def __str__(self) -> str:
        if self.problem:
            return self.problem
        width = max(map(len, self.values), default=0)
        lines = [f"{name:<{width}}  {text}" for name, text in self.values.items()]
        return "\n".join([*lines, self.note] if self.note else lines)

    def __repr__(self) -> str:
        return str(self)


def _read_only(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.setflags(write=False)
    return value
