"""One entry of a file of an algorithm: its words are known, its values of the promised form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from helpers.facts import FactError
from helpers.facts.nearest import known

T = TypeVar("T", bound=str)


@dataclass(frozen=True, eq=False)
class Entry:
    """A table of the file, for example ``actions 3`` or ``places.check``.

    Attributes:
        place: where it stands, as the messages name it; empty for the whole file.
        words: the words that it may have, each with what is written there.

    Raises:
        FactError: for a word that it does not have.
    """

    file: Path
    place: str
    raw: Mapping[str, object]
    words: Mapping[str, str]
    key: str = ""

    def __post_init__(self) -> None:
        for word in self.raw:
            self.known(word, self.words, "word")

    def fault(self, message: str) -> FactError:
        """What is wrong here."""
        return FactError(message, file=self.file, column=self.place or None)

    def known(self, word: str, there: Iterable[str], of: str) -> str:
        """A word, if it is one of those that there are.

        Raises:
            FactError: if not; the nearest is named.
        """
        try:
            return known(word, there, of)
        except ValueError as problem:
            raise self.fault(str(problem)) from None

    def text(self, word: str) -> str:
        """A text; empty where there is none."""
        value = self.raw.get(word, "")
        return value if isinstance(value, str) else self._fail(word, value)

    def one_of(self, word: str, there: Sequence[T]) -> T:
        """One of some texts.

        Raises:
            FactError: for another, or none.
        """
        self.known(self.text(word), there, word)
        return next(one for one in there if one == self.text(word))

    def texts(self, word: str) -> tuple[str, ...]:
        """Several texts; none where the word is absent."""
        value = self.raw.get(word, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        return self._fail(word, value)

    def whole(self, word: str) -> int | None:
        """A whole number from 0; ``None`` where there is none."""
        value = self.raw.get(word)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        return self._fail(word, value)

    def wholes(self, word: str) -> tuple[int, ...]:
        """Several whole numbers that do not fall."""
        value = self.raw.get(word, [])
        is_whole = isinstance(value, list) and all(type(one) is int for one in value)
        if is_whole and isinstance(value, list) and value == sorted(value):
            return tuple(value)
        return self._fail(word, value)

    def flag(self, word: str) -> bool:
        """Yes or no; no where nothing stands."""
        value = self.raw.get(word, False)
        return value if isinstance(value, bool) else self._fail(word, value)

    def pairs(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Names, each with one text or several."""
        value = self.raw.get(word, {})
        if not isinstance(value, dict):
            return self._fail(word, value)
        lists = {name: [one] if isinstance(one, str) else one for name, one in value.items()}
        inner = Entry(self.file, self.place, lists, dict.fromkeys(lists, '["text"]'))
        return tuple((name, inner.texts(name)) for name in lists)

    def tables(self, word: str, words: Mapping[str, str]) -> tuple[Entry, ...]:
        """The tables that stand under a word, each with its own name."""
        value = self.raw.get(word, {})
        if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
            return self._fail(word, value)
        return tuple(
            Entry(self.file, f"{word}.{name}", one, words, name) for name, one in value.items()
        )

    def entries(self, word: str, words: Mapping[str, str]) -> tuple[Entry, ...]:
        """The tables of a list; the messages name them, or count them from 1."""
        value = self.raw.get(word, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            return self._fail(word, value)
        return tuple(
            Entry(self.file, f"{word} {number} {one.get('name', '')}".strip(), one, words)
            for number, one in enumerate(value, 1)
        )

    def _fail(self, word: str, value: object) -> NoReturn:
        raise self.fault(f"{word} = {value!r} was read; write {self.words[word]}")
