"""The toolkit that every app stands on: controls, domain, picture.

An app is a title, a few controls, one function from their values to a :class:`Shown`, and a
picture. The rest is here, once: the layout, the predict step with its cover, the status line,
and ``drive``, with which a cell or a test moves the controls. What was promised to an app is
checked when it is made, so that a slip is an error for its author and not for a learner.
"""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

import ipywidgets as widgets

from helpers.apps.controls import from_text
from helpers.apps.display import Display, close_earlier
from helpers.apps.guess import COVERED, Guess, GuessBox
from helpers.apps.shown import Shown
from helpers.apps.stage import Stage
from helpers.domain.errors import DomainError
from helpers.facts import html_table
from helpers.facts.nearest import known
from helpers.figures.cover import CoverPicture
from helpers.figures.picture import Painter, Picture

Show = Callable[..., Shown]

_MANY_ROWS = 6  # more may not fit the frame of a table
_LONG_OPTION = 22  # characters; a longer one would be cut off in a control of usual width


class App(Display):
    """One app. Display it as the last value of a cell.

    Args:
        title: what it shows, in a few words; the picture's alternative text starts with it.
        controls: controls by the name of the argument that ``show`` takes, in the order
            scenario, patient, intervention, view.
        show: from the controls' values to what is shown. A ``DomainError`` is answered in the
            app, in words; any other exception is shown as a fault, and raised by
            :meth:`drive`.
        picture: makes the picture; called with ``narrow=True`` for a narrow window. Without
            one the app shows ``drawn["rows"]`` as a table.
        guess: a question that the learner answers before the controls unlock. Until then a
            cover stands in the place of everything that the app shows.

    Raises:
        ValueError: where ``show`` does not take the controls, refuses them as they stand at
            first, or shows neither rows nor a picture; where the guess names a control or a
            value that there is not, a setting that cannot be, or has no right answer.
        Exception: whatever ``show`` or the picture raises.
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
        self._check_controls()
        self._make_picture = picture
        self._painters: dict[bool, Painter] = {}
        self._covers: dict[bool, Painter] = {}
        self._defaults = {name: control.value for name, control in self.controls.items()}
        self._held = self._stale = False
        self._sharpness = 1.0
        self.shown = Shown()
        names = {_css(name): _name(control) for name, control in self.controls.items()}
        self.stage = Stage(names={css: name for css, name in names.items() if name})
        self._answer_at: dict[str, Any] = {}
        self.guess = GuessBox(guess, self._unlock) if guess else None
        self.view = self._lay_out()
        close_earlier(self.view)  # a cell may only drive it, and never show it
        for control in self.controls.values():
            control.observe(self._update, "value")
            control.disabled = self.is_covered
        self.stage.observe(self._update, "narrow")
        self._check_start()
        if guess:
            self._check_guess(guess)

    @property
    def is_covered(self) -> bool:
        """Whether a guess is open, and what the app shows must not answer it."""
        return self.guess is not None and self.guess.is_open

    # -- what a cell shows ------------------------------------------------------------

    def __repr__(self) -> str:
        if self.guess and self.is_covered:
            return "\n".join((self.title, *self.guess.guess.covered()))
        return f"{self.title}\n{self.shown}"

    def page(self) -> str:
        """The table of an app without a picture, or what covers it."""
        if self._make_picture:
            return ""
        if self.guess and self.is_covered:
            lines = (self.title, *self.guess.guess.covered())
            return "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        return self.stage.html

    # -- for a wall -------------------------------------------------------------------

    def on_wall(self, sharpness: float = 1.0) -> Self:
        """The same for a class, whose guess is judged as a learner's is, and not kept.

        Args:
            sharpness: pixels of the wall to one of the picture as a learner sees it.
        """
        if self.guess:
            self.guess.ask_class()
        self._sharpness = self.stage.sharpness = sharpness
        self._painters.clear()
        self._covers.clear()
        self._update()
        return self

    # -- for cells and tests ----------------------------------------------------------

    def drive(self, **settings: Any) -> Shown:
        """Move the controls, return what is then shown, and put the controls back.

        Raises:
            ValueError: for a control the app does not have, or a value it cannot take.
            Exception: whatever ``show`` or the picture raised, unless it is a DomainError of
                ``show``, which is answered in :attr:`Shown.problem`.
        """
        for name in settings:
            known(name, self.controls, f"control of {self.title!r}")
        before = {name: control.value for name, control in self.controls.items()}
        try:
            with self._hold():
                for name, value in settings.items():
                    self._set(name, value)
            if self.fault:
                raise self.fault
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

    # -- what is checked when an app is made ------------------------------------------

    def _check_controls(self) -> None:
        taken = inspect.signature(self.show).parameters
        for name in self.controls:
            known(name, taken, f"argument of the function behind {self.title!r}")
        for name in taken:
            known(name, self.controls, f"control of {self.title!r}")

    def _check_start(self) -> None:
        self._update()
        if self.fault:
            raise self.fault
        if self.shown.problem:
            raise ValueError(f"{self.title!r} refuses its first setting: {self.shown.problem}")

    def _check_guess(self, guess: Guess) -> None:
        for name, text in guess.at.items():
            known(name, self.controls, f"control of {self.title!r}")
            self._answer_at[name] = from_text(self.controls[name], text, name)
        shown = self.drive(**self._answer_at)
        if shown.problem:
            raise ValueError(f"{self.title!r} refuses the guess's setting: {shown.problem}")
        guess.check_answer(shown.values[known(guess.value, shown.values, "shown value")])

    # -- the machinery ----------------------------------------------------------------

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
        self.attempt(self._show_now)

    def _show_now(self) -> None:
        settings = {name: control.value for name, control in self.controls.items()}
        self.shown = self._ask(settings)
        with self.stage.hold_sync():
            self._paint()
            if self.is_covered:
                self._cover()
            self.stage.covered = self.is_covered
            self.stage.problem = self.shown.problem
        if self.guess and not self.is_covered and not self.shown.problem:
            self._judge(settings)

    def _ask(self, settings: Mapping[str, Any]) -> Shown:
        try:
            return self.show(**settings)
        except DomainError as error:
            return Shown(problem=f"{error}")

    def _paint(self) -> None:
        """Put on the stage what is shown; where that is a problem, what was there stays."""
        if self.shown.problem:
            self.stage.status = self.stage.note = ""
            return
        if self._make_picture:
            painter = self._painter()
            painter.picture.show(**self.shown.drawn)
            png, table = painter.png(), ""
        else:
            png, table = b"", html_table(self._rows())
        # Covered, all of that is made, so that a fault is found, and nothing of it is put there.
        if not self.is_covered:
            self.stage.png, self.stage.html = png, table
            self.stage.status = self.shown.sentence() + self._more()
            self.stage.note = self.shown.note
            self.stage.alt = f"{self.title}. {self.shown.sentence()}"

    def _cover(self) -> None:
        assert self.guess is not None
        narrow = self.stage.narrow
        if narrow not in self._covers:
            self._covers[narrow] = Painter(CoverPicture(narrow=narrow), self._sharpness)
            self._covers[narrow].picture.show(words=COVERED)
        self.stage.png, self.stage.html = self._covers[narrow].png(), ""
        self.stage.status, self.stage.note = COVERED, ""
        self.stage.alt = f"{self.title}. {' '.join(self.guess.guess.covered())}"

    def _judge(self, settings: Mapping[str, Any]) -> None:
        assert self.guess is not None
        at = self._answer_at.items()
        missing = [self._in_words(name, value) for name, value in at if settings[name] != value]
        # What was judged stays judged; what the app shows after that may have other names.
        if not self.guess.is_done:
            answer = "" if missing else self.shown.values[self.guess.guess.value]
            self.guess.follow(missing, answer)

    def _in_words(self, name: str, value: Any) -> str:
        control = self.controls[name]
        labels = getattr(control, "_options_labels", ())
        options = getattr(control, "_options_values", ())
        label = labels[options.index(value)] if value in options else value
        return f"{_name(control) or name} to {label}"

    def _rows(self) -> Any:
        if "rows" not in self.shown.drawn:
            raise ValueError(f"{self.title!r} has no picture, so its show must give drawn['rows']")
        return self.shown.drawn["rows"]

    def _more(self) -> str:
        """A long table is cut by its frame, and a frame that ends on a row looks like its end."""
        rows = () if self._make_picture else self._rows()
        return ". Scroll inside the table for all of them." if len(rows) > _MANY_ROWS else ""

    def _painter(self) -> Painter:
        assert self._make_picture is not None
        narrow = self.stage.narrow
        if narrow not in self._painters:
            self._painters[narrow] = Painter(self._make_picture(narrow=narrow), self._sharpness)
        return self._painters[narrow]

    def _unlock(self) -> None:
        for control in self.controls.values():
            control.disabled = False
        self._update()

    def _lay_out(self) -> widgets.Widget:
        boxes = [_labelled(name, control) for name, control in self.controls.items()]
        row = widgets.Box(boxes)
        row.add_class("ls-controls")
        body = widgets.Box([row, self.stage])
        body.add_class("ls-body")
        if self._make_picture:
            body.add_class("ls-pictured")
        parts = [body]
        if self.guess:
            self.stage.names = {**self.stage.names, **self.guess.names}
            parts.insert(0, self.guess.view)
        view = widgets.VBox(parts)
        view.add_class("ls-app")
        return view


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
