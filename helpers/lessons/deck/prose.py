"""Prose of a lesson cut into pieces that a room can read from its last row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.lessons.sheet import count_words, without_citations

#: Words of prose on one screen; a single paragraph may have more.
WORDS = 70
#: So many still stand above a table or picture instead of on a screen of their own.
LEAD = 30
#: A paragraph of more is cut between its sentences.
LONGEST = 105

_SENTENCE = re.compile(r"(?<=[.!?:])(?<!e\.g\.)(?<!i\.e\.)[*_”\"’)]*\s+(?=[A-Z“\"*_(†‡0-9])")
_LIST = re.compile(r"^\s{0,3}(?:[-*+]|\d+[.)])\s")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
# What is said to somebody at a keyboard of their own is nothing to a room.
_AT_A_KEYBOARD = re.compile(
    r"Shift \+ Enter|\*\*Shift\*\*|Run All Cells|first gr[ae]y cell|Run this first"
    r"|A wrong answer is explained at once|both answers side by side|Type a word, or part of one"
    r"|stop when you have had enough|with the pointer or the key|, tick \*|Print this card"
    r"|the code need not|Only an hour\?|Take the short way|short way goes on"
)


@dataclass(frozen=True)
class Piece:
    """Some Markdown that stays together.

    Attributes:
        kind: ``text``, ``list``, ``table``, ``picture`` or ``heading``.
    """

    kind: str
    text: str

    @property
    def words(self) -> int:
        """How many words it takes to read."""
        return count_words(self.text)


def pieces(source: str) -> Iterator[Piece]:
    """The paragraphs, lists, tables, pictures and headings of some Markdown, in order."""
    for block in _blocks(source):
        kind = _kind(block)
        text = block if kind == "heading" else spoken(block)
        if kind == "text" and _AT_A_KEYBOARD.search(text):
            said = _SENTENCE.split(text)
            text = " ".join(one for one in said if not _AT_A_KEYBOARD.search(one))
        if text.strip():
            yield Piece(kind, text.strip())


def spoken(text: str) -> str:
    """Markdown whose sources and links are gone: nobody clicks on a wall by intention."""
    text = without_citations(text)
    text = _LINK.sub(lambda found: found[1], text)
    text = re.sub(r"[ \t]+([.,;:)])", r"\1", text)
    text = re.sub(r"\([,; ]*\)|,(?=[.;:])", "", text)
    return re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", text)


def packed(found: list[Piece]) -> list[list[Piece]]:
    """Pieces by screen: as many as are read at a glance, a table or picture alone."""
    screens: list[list[Piece]] = []
    room = 0
    for piece in (small for one in found for small in _cut(one)):
        is_alone = piece.kind in ("table", "picture")
        if is_alone and screens and _leads_on(screens[-1]):
            screens[-1].append(piece)
            room = 0
            continue
        if is_alone or piece.words > room or not screens:
            screens.append([])
            room = 0 if is_alone else WORDS
        screens[-1].append(piece)
        room -= piece.words
        # A paragraph that ends with a colon leads on to what follows it.
        if piece.text.endswith(":") and not is_alone:
            room += piece.words
    return _without_widows(screens)


def _leads_on(screen: list[Piece]) -> bool:
    """Whether a screen is nothing but a few words that lead to what follows."""
    few = sum(piece.words for piece in screen) <= LEAD
    return few and screen[-1].kind == "text" and screen[-1].text.endswith(":")


def _without_widows(screens: list[list[Piece]]) -> list[list[Piece]]:
    """A short last line is no screen of its own where the screen before has room for it."""
    out: list[list[Piece]] = []
    for screen in screens:
        words = sum(piece.words for piece in screen)
        before = sum(piece.words for piece in out[-1]) if out else 0
        is_text = all(piece.kind in ("text", "list") for piece in screen)
        fits = bool(out) and all(piece.kind in ("text", "list") for piece in out[-1])
        if is_text and fits and words <= 30 and before + words <= LONGEST:
            out[-1] = [*out[-1], *screen]
        else:
            out.append(screen)
    return out


def _cut(piece: Piece) -> Iterator[Piece]:
    if piece.kind != "text" or piece.words <= LONGEST:
        yield piece
        return
    sentences = _SENTENCE.split(piece.text)
    parts = -(-piece.words // WORDS)
    wanted = piece.words / parts
    held: list[str] = []
    for sentence in sentences:
        if held and count_words(" ".join([*held, sentence])) > wanted * 1.15:
            yield Piece("text", " ".join(held))
            held = []
        held.append(sentence)
    if held:
        yield Piece("text", " ".join(held))


def _blocks(source: str) -> Iterator[str]:
    """Runs of lines between empty ones; a list with empty lines in it is one."""
    held: list[str] = []
    for block in re.split(r"\n\s*\n", source.strip()):
        lines = block.splitlines()
        while lines and lines[0].startswith("#"):
            if held:
                yield "\n\n".join(held)
                held = []
            yield lines.pop(0)
        text = "\n".join(lines)
        if not text.strip():
            continue
        goes_on = held and _LIST.match(held[0]) and (_LIST.match(text) or text.startswith("  "))
        if held and not goes_on:
            yield "\n\n".join(held)
            held = []
        held.append(text)
    if held:
        yield "\n\n".join(held)


def _kind(block: str) -> str:
    if block.startswith("#"):
        return "heading"
    if block.startswith("|"):
        return "table"
    if block.startswith("!["):
        return "picture"
    return "list" if _LIST.match(block) else "text"
