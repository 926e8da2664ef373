"""The toolkit that every app stands on: controls, domain, picture.

An app is a title, a few controls, one function from their values to a :class:`Shown`, and a
picture. The rest is here, once: the layout, the predict step, the status line, what happens
when something goes wrong, and ``drive``, with which a cell or a test moves the controls.
"""

from __future__ import annotations

import difflib
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets

from helpers.apps.guess import Guess, GuessBox
from helpers.apps.shown import Shown
from helpers.apps.stage import Stage
from helpers.facts import html_table
from helpers.figures.picture import Painter, Picture, saved

Show = Callable[..., Shown]

_log = logging.getLogger(__name__)

_MANY_ROWS = 6  # more may not fit the frame of a table
_LONG_OPTION = 22  # characters; a longer one would be cut off in a control of usual width


class App:
    """One app. Display it as the last value of a cell.

    Args:
        title: what it shows, in a few words; the picture's alternative text starts with it.
        controls: controls by the name of the argument that ``show`` takes, in the order
            scenario, patient, intervention, view.
        show: from the controls' values to what is shown. A ``ValueError`` is answered in
            the app, in words; any other exception is shown as a fault, and raised by
            :meth:`drive`.
        picture: makes the picture; called with ``narrow=True`` for a narrow window. Without
            one the app shows ``drawn["rows"]`` as a table.
        guess: a question that the learner answers before the controls unlock.
    """

    def __init__(
        self,
        title: str,
        controls: Mapping[str, widgets.Widget],
        show: Show,
        picture: Callable[..., Picture] | None = None,
        guess: Guess | None = None,
    ) -> None:
        self.title, self.controls, self.show = title, dict(controls), show
        self._make_picture = picture
        self._painters: dict[bool, Painter] = {}
        self._defaults = {name: control.value for name, control in self.controls.items()}
        self._held = self._stale = False
        self._fault: Exception | None = None
        self.shown = Shown()
        names = {_css(name): _name(control) for name, control in self.controls.items()}
        self.stage = Stage(names={css: name for css, name in names.items() if name})
        self._question = guess
        self.guess = GuessBox(guess, self._lock) if guess else None
        self.view = self._lay_out()
        for control in self.controls.values():
            control.observe(self._update, "value")
        self.stage.observe(self._paint, "narrow")
        self._update()
        if self._fault:
            raise self._fault

    # -- what a cell shows ------------------------------------------------------------

    def __repr__(self) -> str:
        return f"{self.title}\n{self.shown}"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live app, and for pages without a kernel its picture and its words."""
        close_earlier(self.view)
        data: dict[str, Any] = {"text/plain": repr(self)}
        if self.stage.png:
            data["image/png"] = saved(self.stage.png)
        if self.stage.html:
            data["text/html"] = self.stage.html
        data["application/vnd.jupyter.widget-view+json"] = {
            "version_major": 2,
            "version_minor": 0,
            "model_id": self.view.model_id,
        }
        return data, {"image/png": {"alt": self.stage.alt}} if self.stage.png else {}

    # -- for cells and tests ----------------------------------------------------------

    def drive(self, **settings: Any) -> Shown:
        """Move the controls, return what is then shown, and put the controls back.

        Raises:
            ValueError: for a control the app does not have, or a value it cannot take.
            Exception: whatever ``show`` or the picture raised, unless it is a ValueError of
                ``show``, which is answered in :attr:`Shown.problem`.
        """
        self._refuse_unknown(settings)
        before = {name: control.value for name, control in self.controls.items()}
        try:
            with self._hold():
                for name, value in settings.items():
                    self._set(name, value)
            if self._fault:
                raise self._fault
            return self.shown
        finally:
            with self._hold():
                for name, value in before.items():
                    self.controls[name].value = value

    def reset(self) -> None:
        """Put every control back to where it stood at first."""
        with self._hold():
            for name, value in self._defaults.items():
                self.controls[name].value = value

    # -- the machinery ----------------------------------------------------------------

    def _refuse_unknown(self, settings: Mapping[str, Any]) -> None:
        for name in settings:
            if name not in self.controls:
                near = difflib.get_close_matches(name, self.controls, n=1)
                hint = (
                    f"did you mean {near[0]!r}?" if near else f"it has {', '.join(self.controls)}"
                )
                raise ValueError(f"{self.title!r} has no control {name!r}; {hint}")

    def _set(self, name: str, value: Any) -> None:
        control = self.controls[name]
        try:
            control.value = value
        except Exception as error:  # traitlets has its own family of errors
            raise ValueError(f"{name} cannot be {value!r}: {error}") from error
        if control.value != value:  # a slider silently takes its nearest end
            raise ValueError(f"{name} cannot be {value!r}; the nearest is {control.value!r}")

    @contextmanager
    def _hold(self) -> Iterator[None]:
        """Several controls move, one update follows."""
        self._held, self._stale = True, False
        try:
            yield
        finally:
            self._held = False
            if self._stale:
                self._update()

    def _update(self, change: object = None) -> None:
        if self._held:
            self._stale = True
            return
        self._fault = None
        settings = {name: control.value for name, control in self.controls.items()}
        try:
            self.shown = self._ask(settings)
            self._paint()
            self.stage.problem = self.shown.problem
            if self.guess:
                self.guess.follow(settings, self.shown, self._in_words)
        except Exception as error:
            self._fault = error
            self.stage.problem = f"This app has a fault ({type(error).__name__}: {error})."
            _log.exception("%s failed at %s", self.title, settings)

    def _in_words(self, name: str, value: Any) -> str:
        control = self.controls[name]
        labels = getattr(control, "_options_labels", ())
        options = getattr(control, "_options_values", ())
        label = labels[options.index(value)] if value in options else value
        return f"{_name(control) or name} to {label}"

    def _ask(self, settings: Mapping[str, Any]) -> Shown:
        try:
            return self.show(**settings)
        except ValueError as error:
            return Shown(problem=f"{error}")

    def _paint(self, change: object = None) -> None:
        if self.shown.problem:
            self.stage.status = ""
            return
        with self.stage.hold_sync():
            if self._make_picture:
                painter = self._painter()
                painter.picture.show(**self.shown.drawn)
                self.stage.png = painter.png()
            else:
                self.stage.html = html_table(self.shown.drawn["rows"])
            self.stage.status = self.shown.sentence() + self._more()
            self.stage.alt = f"{self.title}. {self.shown.sentence()}"

    def _more(self) -> str:
        """A long table is cut by its frame, and a frame that ends on a row looks like its end."""
        rows = self.shown.drawn.get("rows", ()) if not self._make_picture else ()
        return ". Scroll inside the table for all of them." if len(rows) > _MANY_ROWS else ""

    def _painter(self) -> Painter:
        assert self._make_picture is not None
        narrow = self.stage.narrow
        if narrow not in self._painters:
            self._painters[narrow] = Painter(self._make_picture(narrow=narrow))
        return self._painters[narrow]

    def _lock(self, locked: bool) -> None:
        for control in self.controls.values():
            control.disabled = locked
        assert self._question is not None
        # Where the app answers as it opens, its picture would give the answer away.
        self.stage.veiled = locked and not self._question.at
        if not locked:
            self._update()

    def _lay_out(self) -> widgets.Widget:
        boxes = [_labelled(name, control) for name, control in self.controls.items()]
        row = widgets.Box(boxes)
        row.add_class("ls-controls")
        parts = [row, self.stage]
        if self.guess:
            self.stage.names = {**self.stage.names, **self.guess.names}
            parts.insert(0, self.guess.view)
        view = widgets.VBox(parts)
        view.add_class("ls-app")
        return view


_in_cells: dict[str, tuple[str, list[widgets.Widget]]] = {}


def close_earlier(view: widgets.Widget) -> None:
    """Close what an earlier run of this cell showed.

    A saved lesson would otherwise keep the apps of every run, and grow with each.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    parent = getattr(getattr(shell, "kernel", None), "get_parent", dict)()
    cell = parent.get("metadata", {}).get("cellId")
    if cell is None:
        return
    run = parent["header"]["msg_id"]
    earlier, views = _in_cells.get(cell, (run, []))
    if earlier != run:
        for old in views:
            _close(old)
        views = []
    _in_cells[cell] = (run, [*views, view])


def _close(widget: widgets.Widget) -> None:
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()


def _labelled(name: str, control: widgets.Widget) -> widgets.Widget:
    """The label above its control: beside it, long labels are cut off.

    A control without a name labels its own parts, as the tap pad does.
    """
    control.add_class(_css(name))
    if _name(control):
        control.style.description_width = "0px"
        box = widgets.VBox([widgets.Label(_name(control)), control])
    else:
        box = widgets.VBox([control])
    box.add_class("ls-control")
    if max(map(len, getattr(control, "_options_labels", ())), default=0) > _LONG_OPTION:
        box.add_class("ls-wide")
    return box


def _css(name: str) -> str:
    return f"ls-is-{name.replace('_', '-')}"


def _name(control: widgets.Widget) -> str:
    """A control's whole name; it is kept as tooltip, since a description would be cut off."""
    return control.tooltip or ""
