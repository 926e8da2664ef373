"""The page to print: a learner's own chain, what was missed, and what comes when."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from datetime import date

from helpers.course.first_ideas import Idea
from helpers.course.lessons import lesson_titles
from helpers.course.own_chain import Link
from helpers.course.schedule import Due, in_words
from helpers.facts import html_table

MARK = "<!-- own chain -->"
_FIRST = 12


def page(
    links: Sequence[Link],
    png: bytes,
    alt: str,
    due: Sequence[Due],
    ideas: Sequence[Idea],
    today: date,
) -> str:
    """One page that asks nobody for anything, without a name.

    Args:
        png: the chain as a picture.
        alt: the picture in words.
        due: what to come back to, what is first at the top.
        ideas: what was thought at first.
    """
    titles = lesson_titles()
    rows = [
        {
            "Lesson": titles[one.lesson],
            "What it was about": one.objective,
            "Come back": one.when(today),
            "Why": one.why,
        }
        for one in due[:_FIRST]
    ]
    told = "".join(
        f"<li>{html.escape(one.asked)} <em>You said: {html.escape(one.said)}.</em> "
        f"{html.escape(one.became)}</li>"
        for one in ideas[:_FIRST]
    )
    parts = [
        f"<p>{in_words(today)}. Name, if you like: ____________________</p>",
        f'<img alt="{html.escape(alt)}" src="data:image/png;base64,'
        f'{base64.b64encode(png).decode()}">',
        html_table([link.told(today) for link in links], "The six links"),
        html_table(rows, "What to come back to, and when") if rows else "",
        f"<h2>What you thought at first</h2><ul>{told}</ul>" if told else "",
    ]
    return _PAGE.format(mark=MARK, style=_STYLE, body="".join(parts))


_STYLE = (
    "@page{size:A4;margin:14mm}body{font:11pt/1.4 sans-serif;color:#000;background:#fff;"
    "max-width:182mm;margin:8mm auto}h1{font-size:17pt;margin:0 0 3mm}h2{font-size:13pt}"
    "img{max-width:100%}table{border-collapse:collapse;width:100%;margin:4mm 0}"
    "th,td{border:1px solid #000;padding:1.5mm 2.5mm;text-align:left;vertical-align:top}"
    "caption{text-align:left;font-weight:700;padding:1mm 0}tr{break-inside:avoid}"
    "small{font-size:9.5pt}"
)
_PAGE = """<!DOCTYPE html>
{mark}
<html lang="en"><head><meta charset="utf-8"><title>My own chain</title>
<style>{style}</style></head><body>
<h1>My own chain</h1>
{body}
<p><small>For an instructor who helps you go on, and for yourself. It says what was answered on one
computer and which days of practice were typed in: no test, no pass, no certificate, and no proof
that anybody can do it.</small></p>
</body></html>
"""
