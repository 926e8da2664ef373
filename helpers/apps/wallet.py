"""A wallet: the cards that a learner holds, with the days that stand on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ipywidgets as widgets
import traitlets

from helpers.apps.controls import day
from helpers.domain.certification import Held, cards

#: A card as the wallet keeps it: its name, its day of issue, the last day that stands on it.
Kept = tuple[str, date | None, date | None]
#: So many cards lie on a counter that is still readable.
MOST = 4
_PUT = "Put in"


def held(kept: Sequence[Kept]) -> tuple[Held, ...]:
    """The cards of a wallet.

    Raises:
        DomainError: for a card that would end before it was issued.
    """
    return tuple(Held(*one) for one in kept)


class Wallet(widgets.VBox):
    """A control whose value is the cards in it, each once, in the order they were put in.

    Attributes:
        value: name, day of issue and last day of each card; a day may be missing.
        disabled: whether it is locked, as before a guess.
        card, issued, expires: the card that is put in next, and its days.
        names: accessible names of the three, by their CSS class.
    """

    value = traitlets.Tuple()
    disabled = traitlets.Bool(False)

    def __init__(self, *kept: Kept) -> None:
        first = kept[0] if kept else (cards()[0].card, None, None)
        self.card = widgets.Dropdown(options=[one.card for one in cards()], value=first[0])
        self.issued = day("", first[1])
        self.expires = day("", first[2])
        fields = {
            "Card in your wallet": self.card,
            "Day of issue": self.issued,
            "Last day on it": self.expires,
        }
        self.names = {f"ls-is-wallet-{place}": name for place, name in enumerate(fields)}
        for css, field in zip(self.names, fields.values(), strict=True):
            field.add_class(css)
        self.put, self.take = self._button(_PUT, self._put), self._button("Take out", self._take)
        buttons = widgets.HBox([self.put, self.take])
        buttons.add_class("ls-presses")
        named = [_named(name, field) for name, field in fields.items()]
        super().__init__([*named, buttons], value=kept)
        self.add_class("ls-wallet")
        self.card.observe(self._choose, "value")
        self.observe(self._lock, ["disabled", "value"])
        self._lock()

    def __repr__(self) -> str:
        # The default names the random ids of its parts, which no two runs share.
        return f"Wallet({', '.join(one[0] for one in self.value)})"

    def ends(self) -> list[tuple[Kept, ...]]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        old, far = date(2, 2, 1), date(2100, 12, 31)
        every = [one.card for one in cards()]
        longest = sorted(every, key=len)[-MOST:]
        return [
            (),
            *(((name, None, None),) for name in every),
            tuple((name, old, None) for name in every[:MOST]),
            tuple((name, old, far) for name in longest),
        ]

    def _button(self, words: str, action: object) -> widgets.Button:
        button = widgets.Button(description=words)
        button.on_click(action)
        return button

    def _put(self, button: object = None) -> None:
        """Put the chosen card in, or renew it where it is in already."""
        new = (self.card.value, self.issued.value, self.expires.value)
        if self._in(new[0]):
            self.value = tuple(new if one[0] == new[0] else one for one in self.value)
        elif len(self.value) < MOST:
            self.value = (*self.value, new)

    def _take(self, button: object = None) -> None:
        self.value = tuple(one for one in self.value if one[0] != self.card.value)

    def _in(self, name: str) -> tuple[Kept, ...]:
        return tuple(one for one in self.value if one[0] == name)

    def _choose(self, change: object) -> None:
        """A card that is in shows its days; those of a new one are still to be given."""
        found = self._in(self.card.value) or (("", None, None),)
        _, self.issued.value, self.expires.value = found[0]
        self._lock()

    def _lock(self, change: object = None) -> None:
        """Open the buttons that mean something, and say what the first would do."""
        is_in, is_full = bool(self._in(self.card.value)), len(self.value) >= MOST
        self.put.description = "Change days" if is_in else "Full: take one out" if is_full else _PUT
        self.put.disabled = self.disabled or (is_full and not is_in)
        self.take.disabled = self.disabled or not is_in
        for field in (self.card, self.issued, self.expires):
            field.disabled = self.disabled


def _named(name: str, field: widgets.Widget) -> widgets.VBox:
    box = widgets.VBox([widgets.Label(name), field])
    box.add_class("ls-wallet-field")
    return box
