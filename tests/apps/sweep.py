"""Drive every control of an app to its least, its greatest, and each option."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.apps.shown import Shown
from helpers.apps.toolkit import App


def ends(control: Any) -> list[Any]:
    """The values at which a control is most likely to break its app."""
    if hasattr(control, "buttons"):
        return [(), *((text,) for text in control.buttons), 30 * control.buttons[:2]]
    if hasattr(control, "min"):
        return [control.min, control.max]
    if hasattr(control, "options"):
        return [o[1] if isinstance(o, tuple) else o for o in control.options]
    return ["", "zzz", "<b>", "é" * 200]


def sweep(app: App) -> Iterator[tuple[str, Any, Shown]]:
    """Each control in turn at its ends, the others at their defaults, wide and narrow."""
    for narrow in (False, True):
        app.stage.narrow = narrow
        for name, control in app.controls.items():
            for value in ends(control):
                yield name, value, app.drive(**{name: value})
