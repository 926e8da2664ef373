"""Every app there is; every control of an app to its minimum, its maximum and each option."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import helpers.apps
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import arrest, cpr, glossary, outcome, rhythms, scope, survival, training


def apps() -> dict[str, Callable[..., App]]:
    """Every function that makes an app, by its name."""
    found = {}
    for entry in pkgutil.iter_modules(helpers.apps.__path__):
        module = importlib.import_module(f"helpers.apps.{entry.name}")
        for name, made in vars(module).items():
            if name.endswith("_app") and made.__module__ == module.__name__:
                found[name] = made
    return found


#: By app: a function of the domain that its callback needs, and a setting that needs it anew.
CALLBACKS: dict[str, tuple[ModuleType, str, dict[str, Any]]] = {
    "aed_view_app": (rhythms, "strip", {"patient": 9}),
    "shock_drill_app": (rhythms, "strip", {"presses": ("Shock",)}),
    "arrest_clock_app": (arrest, "here", {"minute": 12}),
    "sawtooth_app": (cpr, "sawtooth", {"rate": 120}),
    "guidelines_app": (cpr, "newest", {"age": "infant"}),
    "tap_trainer_app": (cpr, "score", {"taps": cpr.taps_like(110)}),
    "glossary_app": (glossary, "search", {"text": "a"}),
    "jump_bag_app": (scope, "adds", {"level": "AEMT"}),
    "matrix_app": (scope, "matrix", {"level": "EMT"}),
    "who_may_app": (scope, "who_may", {"what": "cpap"}),
    "thousand_app": (outcome, "endpoint", {"counted": "E10"}),
    "fading_hundred_app": (survival, "hundred", {"als": 20}),
    "models_app": (survival, "curves", {"als": 20}),
    "worth_of_a_minute_app": (survival, "worth_of_a_minute", {"als": 20}),
    "weeks_app": (training, "towers", {"hours_a_week": 20}),
    "ratio_app": (training, "ratio", {"way": "including"}),
    "hours_app": (training, "find", {"level": "paramedic"}),
}


def ends(control: Any) -> list[Any]:
    """The values at which a control is most likely to break its app."""
    if hasattr(control, "buttons"):
        return [(), *((text,) for text in control.buttons), 30 * control.buttons[:2]]
    if hasattr(control, "min"):
        return [control.min, control.max]
    if hasattr(control, "options"):
        return [o[1] if isinstance(o, tuple) else o for o in control.options]
    if hasattr(control, "answered"):
        return [cpr.Trial(), cpr.taps_like(110)]
    return ["", "zzz", "<b>", "é" * 200]


def sweep(app: App) -> Iterator[tuple[str, Any, Shown]]:
    """Each control in turn at its ends, the others at their defaults, wide and narrow."""
    for narrow in (False, True):
        app.stage.narrow = narrow
        for name, control in app.controls.items():
            for value in ends(control):
                yield name, value, app.drive(**{name: value})
