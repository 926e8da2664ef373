"""The controls that apps are made of, each with its whole name and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ipywidgets as widgets

from helpers.facts.nearest import known

#: No day of a control is later, so that a year has four digits.
LATEST = date(2100, 12, 31)


def minutes(name: str, value: float, maximum: float = 20, step: float = 1) -> widgets.Widget:
    """A delay in minutes, from 0."""
    return slider(f"{name} (minutes)", value, 0, maximum, step)


def slider(
    name: str, value: float, minimum: float, maximum: float, step: float = 1
) -> widgets.Widget:
    """A number on a scale; whole numbers where value, ends and step are whole."""
    whole = all(float(number).is_integer() for number in (value, minimum, maximum, step))
    kind, cast = (widgets.IntSlider, int) if whole else (widgets.FloatSlider, float)
    return kind(
        value=cast(value), min=cast(minimum), max=cast(maximum), step=cast(step), tooltip=name
    )


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


def day(name: str, value: date | None = None) -> widgets.Widget:
    """A day; ``None`` while the field is empty.

    It has no earliest day: whoever types a year goes through those of one, two and three digits,
    and a field that corrected them would take the year out of their hands.
    """
    return widgets.DatePicker(value=value, max=LATEST, tooltip=name)


def from_text(control: widgets.Widget, text: str, name: str) -> Any:
    """The value that a control takes for a text, as a table of guesses writes it.

    Args:
        control: one that this module makes.
        text: a number or a day; or an option, by its value or by its label.
        name: of the control, for the message.

    Raises:
        ValueError: for a text that stands for no value of this control.
    """
    if hasattr(control, "options"):
        labels, options = control._options_labels, control._options_values
        by_text = {**dict(zip(labels, options, strict=True)), **{str(o): o for o in options}}
        return by_text[known(text, by_text, f"value of {name}")]
    if not hasattr(control, "min"):
        return text
    if isinstance(control, widgets.DatePicker):
        return _day_from(text, name)
    try:
        number = type(control.value)(text)
    except ValueError:
        raise ValueError(f"{name} takes a number; {text!r} was read") from None
    if not control.min <= number <= control.max:
        raise ValueError(f"{name} cannot be {text}; it goes from {control.min} to {control.max}")
    return number


def _day_from(text: str, name: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} takes a day, as in 2026-12-01; {text!r} was read") from None
    if found > LATEST:
        raise ValueError(f"{name} cannot be {text}; the latest day is {LATEST}")
    return found
