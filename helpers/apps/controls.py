"""The controls that apps are made of, each with its whole name and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets


def minutes(name: str, value: float, most: float = 20, step: float = 1) -> widgets.Widget:
    """A delay in minutes, from 0."""
    return slider(f"{name} (minutes)", value, 0, most, step)


def slider(name: str, value: float, least: float, most: float, step: float = 1) -> widgets.Widget:
    """A number on a scale; whole numbers where value, ends and step are whole."""
    whole = all(float(number).is_integer() for number in (value, least, most, step))
    kind, cast = (widgets.IntSlider, int) if whole else (widgets.FloatSlider, float)
    return kind(value=cast(value), min=cast(least), max=cast(most), step=cast(step), tooltip=name)


def choice(name: str, options: Sequence[Any], value: Any = None) -> widgets.Widget:
    """One of several; ``options`` as texts, or as pairs of text and value."""
    first = options[0][1] if isinstance(options[0], tuple) else options[0]
    return widgets.Dropdown(
        options=list(options), value=first if value is None else value, tooltip=name
    )


def one_or_all(name: str, every: str, options: Sequence[str], value: str = "") -> widgets.Widget:
    """One of several texts, or all of them: empty text, under the words ``every``."""
    return choice(name, [(every, ""), *((option, option) for option in options)], value)


def words(name: str, placeholder: str) -> widgets.Widget:
    """A few words typed by the learner; every key press counts."""
    return widgets.Text(placeholder=placeholder, continuous_update=True, tooltip=name)


def yes_no(name: str, value: bool = False) -> widgets.Widget:
    """Whether something is so."""
    return widgets.Dropdown(options=[("no", False), ("yes", True)], value=value, tooltip=name)
