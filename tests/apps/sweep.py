"""Every app there is; every control of an app to its minimum, its maximum and each option."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

import helpers.apps
import tests.apps
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import cpr


def apps() -> dict[str, Callable[..., App]]:
    """Every function that makes an app, by its name."""
    found = {}
    for entry in pkgutil.iter_modules(helpers.apps.__path__):
        module = importlib.import_module(f"helpers.apps.{entry.name}")
        for name, made in vars(module).items():
            if name.endswith("_app") and made.__module__ == module.__name__:
                found[name] = made
    return found


@contextlib.contextmanager
def broken_domain(name: str, error: type[Exception]) -> Iterator[None]:
    """Within, every function of the domain that an app's module can call raises."""

    def broken(*args: object, **named: object) -> None:
        raise error("broken on purpose")

    with pytest.MonkeyPatch.context() as patch:
        for module in _domain(inspect.unwrap(apps()[name]).__globals__):
            for function, made in list(vars(module).items()):
                if callable(made) and not isinstance(made, type) and not function.startswith("_"):
                    patch.setattr(module, function, broken)
        yield


def _domain(names: dict[str, Any]) -> list[ModuleType]:
    modules = (made for made in names.values() if isinstance(made, ModuleType))
    return [module for module in modules if module.__name__.startswith("helpers.domain")]


def another(app: App) -> dict[str, Any]:
    """A setting of one control at which an app needs its callback anew, and makes sense."""
    for name, control in app.controls.items():
        for value in reversed(ends(control)):
            if value != control.value and not app.drive(**{name: value}).problem:
                return {name: value}
    raise AssertionError(f"{app.title} makes sense only as it opens: no control can be moved")


def refused() -> dict[tuple[str, str], str]:
    """By app and control: the words with which the domain refuses one of its ends.

    Each ``tests/apps/test_*.py`` may say so of its own apps, under the name ``REFUSED``.
    """
    found: dict[tuple[str, str], str] = {}
    for entry in pkgutil.iter_modules(tests.apps.__path__):
        if entry.name.startswith("test_"):
            found |= getattr(importlib.import_module(f"tests.apps.{entry.name}"), "REFUSED", {})
    return found


def ends(control: Any) -> list[Any]:
    """The values at which a control is most likely to break its app."""
    if hasattr(control, "ends"):
        return list(control.ends())
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
