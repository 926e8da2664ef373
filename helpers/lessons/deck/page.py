"""Screens as a page: the HTML that is there at once, and the cells that the kernel then runs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import mistune
import nbformat

from helpers.lessons.deck.asking import Ask
from helpers.lessons.deck.screens import Deck, Screen
from helpers.lessons.sheet import text_of, without_html

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
#: Pixels of the wall to one of a picture as a lesson keeps it.
SHARPNESS = 2.5
#: Said on a question that the lesson asks again, when it has taught what is asked.
HELD = "The answer is held back until the end; R shows it."
_ATTACHED = re.compile(r"\(attachment:([^)]+)\)")


def notebook(deck: Deck) -> nbformat.NotebookNode:
    """The notebook that Voilà serves: only what is run, with the page in its metadata."""
    cells = [nbformat.v4.new_code_cell(deck.setup)]
    cells += [nbformat.v4.new_code_cell(_run(one)) for one in deck.screens if one.source]
    page = {
        "title": deck.title,
        "name": deck.name,
        "body": body(deck),
        "facts": as_json(facts(deck)),
    }
    metadata = {"kernelspec": _KERNEL, "deck": page}
    made: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    return made


def _run(screen: Screen) -> str:
    """What the kernel runs for a screen; all is drawn with the pixels of a wall."""
    if screen.kind == "app":
        return f"{screen.source}.on_wall({SHARPNESS})"
    if screen.kind != "picture":
        return screen.source
    return f"_drawn = {screen.source}\n_drawn.sharpness = {SHARPNESS}\n_drawn"


def body(deck: Deck) -> str:
    """All screens as HTML, in order."""
    made, run = [], 1  # the first cell is the setup
    parts = _parts(deck)
    for place, screen in enumerate(deck.screens):
        run += bool(screen.source)
        made.append(_section(deck, screen, place, parts[place], run if screen.source else 0))
    return "\n".join(made)


def facts(deck: Deck) -> dict[str, Any]:
    """What the page and its notes window know of the screens."""
    parts = _parts(deck)
    screens = [
        {
            "heading": screen.heading,
            "part": parts[place],
            "aside": screen.aside,
            "words": _in_words(screen),
            "notes": dict(screen.notes),
        }
        for place, screen in enumerate(deck.screens)
    ]
    return {"lesson": deck.name, "title": deck.title, "minutes": deck.minutes, "screens": screens}


def markdown(text: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Markdown as HTML, its attached pictures inside."""

    def inside(found: re.Match[str]) -> str:
        held = (attachments or {}).get(found[1], {})
        return next((f"(data:{mime};base64,{text_of(data)})" for mime, data in held.items()), "()")

    render = mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])
    return str(render(_ATTACHED.sub(inside, text)))


def _parts(deck: Deck) -> list[str]:
    """Which part of its section each screen is, in words; empty where it is the only one."""
    sizes: dict[str, int] = {}
    for screen in deck.screens:
        sizes[screen.heading] = sizes.get(screen.heading, 0) + 1
    seen: dict[str, int] = {}
    told = []
    for screen in deck.screens:
        seen[screen.heading] = seen.get(screen.heading, 0) + 1
        size = sizes[screen.heading]
        told.append(f"{seen[screen.heading]} of {size}" if size > 1 else "")
    return told


def _section(deck: Deck, screen: Screen, place: int, part: str, cell: int) -> str:
    level = "h1" if screen.kind == "title" else "h2"
    below = f'<span class="deck-below">{html.escape(screen.below)}</span>' if screen.below else ""
    heading = f"<{level}>{_inline(screen.heading)}{below}</{level}>"
    where = f"{deck.title} · {part}" if part else deck.title
    inner = "".join(_inner(screen, cell))
    aside = " data-aside" if screen.aside else ""
    return (
        f'<section class="deck-screen deck-{screen.kind}" id="s{place + 1}" tabindex="-1"{aside} '
        f'aria-label="{html.escape(f"{screen.heading}, screen {place + 1}")}">'
        f'<header>{heading}<p class="deck-where">{html.escape(where)}</p></header>'
        f'<div class="deck-body">{inner}</div></section>'
    )


def _inline(text: str) -> str:
    return markdown(text).strip().removeprefix("<p>").removesuffix("</p>")


def _inner(screen: Screen, cell: int) -> Iterator[str]:
    if screen.text:
        yield f'<div class="deck-prose">{markdown(screen.text, screen.attachments)}</div>'
    if screen.ask:
        yield _question(screen.ask)
    if screen.kind == "app":
        yield (
            f'<div class="deck-live" cell-index="{cell}"><p class="deck-wait" role="status">'
            'This app is being made ready …</p><div class="deck-slot"></div></div>'
        )
    if screen.outputs and screen.kind != "app":
        stored = "".join(map(_output, screen.outputs))
        name = "deck-stored" if screen.kind == "picture" else "deck-given"
        yield f'<div class="{name}">{stored}</div>'
        if cell:  # drawn anew, sharper; it takes the place of what was saved
            yield (
                f'<div class="deck-live deck-drawn" cell-index="{cell}">'
                '<div class="deck-slot"></div></div>'
            )


def _output(output: Mapping[str, Any]) -> str:
    """One saved output; what a page without a kernel shows of it."""
    if output.get("output_type") == "stream":
        return f"<pre>{html.escape(text_of(output.get('text', '')))}</pre>"
    data = output.get("data", {})
    if "image/png" in data:
        alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
        source = text_of(data["image/png"]).replace("\n", "")
        return f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{source}">'
    if "text/html" in data:
        return text_of(data["text/html"])
    return f"<pre>{html.escape(text_of(data.get('text/plain', '')))}</pre>"


def _question(ask: Ask) -> str:
    rows = "".join(
        _choice(number, one.text, one.told, one.is_right)
        for number, one in enumerate(ask.choices, start=1)
    )
    typed = (
        f'<label class="deck-typed">The room says <input type="number" inputmode="numeric" '
        f'min="{ask.least}" max="{ask.most}"> {html.escape(ask.unit)}</label>'
        if ask.unit
        else ""
    )
    told = f'<p class="deck-why" hidden>{html.escape(ask.told)}</p>' if ask.told else ""
    waits = (" data-waits" if ask.waits else "") + (" data-guess" if ask.is_guess else "")
    choices = f'<ol class="deck-choices">{rows}</ol>' if rows else ""
    held = f'<p class="deck-held">{HELD}</p>' if ask.waits and not ask.is_guess else ""
    return (
        f'<div class="deck-asked"{waits}><p class="deck-lead">{html.escape(ask.lead)}</p>'
        f'<p class="deck-stem">{html.escape(ask.asked)}</p>{choices}{typed}{told}{held}'
        '<p class="deck-count" role="status"></p></div>'
    )


def _choice(number: int, text: str, told: str, is_right: bool) -> str:
    right = " data-right" if is_right else ""
    feedback = f'<span class="deck-told" hidden>{html.escape(told)}</span>' if told else ""
    return (
        f'<li{right}><kbd aria-hidden="true">{number}</kbd><span class="deck-option">'
        f'{html.escape(text)}{feedback}</span><span class="deck-bar" aria-hidden="true"></span>'
        f'<input type="number" min="0" max="999" inputmode="numeric" '
        f'aria-label="Hands for: {html.escape(text)}"></li>'
    )


def _in_words(screen: Screen) -> str:
    """What a screen shows, in a line for the notes window."""
    if screen.ask:
        return f"{screen.ask.lead}: {screen.ask.asked}"
    if screen.kind == "app":
        return f"An app: {screen.source.partition('(')[0].removesuffix('_app').replace('_', ' ')}"
    if screen.kind in ("picture", "output"):
        return "A picture" if screen.kind == "picture" else "A table"
    return " ".join(without_html(markdown(screen.text)).split())[:280]


def as_json(value: object) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
