"""The little Markdown that lessons, notes and tables use, as HTML that prints."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from helpers.lessons.shelf import Lesson

_LINK = re.compile(r'\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)(?:\s+"[^"]*")?\)')
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?![\w*])")
_ESCAPED = re.compile(r"\\([*$\\_<|])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENS = re.compile(r'(?<![\w.,?!…)])"(?=\S)')
_KEPT = "\ue000{}\ue001"  # stands for a piece of code while the rest is read

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="guide.css">
</head>
<body class="{kind}">
<main>
{body}
</main>
<footer>Education, no clinical advice and no certificate. Local rules come first.</footer>
</body>
</html>
"""


def page(title: str, body: str, kind: str = "print") -> str:
    """A whole page; it asks no other host for anything."""
    return _PAGE.format(title=html.escape(title), body=body.strip(), kind=kind)


def head(what: str, lesson: Lesson) -> str:
    """What a page is, the lesson that it belongs to, and the lesson's question."""
    return (
        f"<header><p class=over>{what} · lesson {lesson.number}</p>"
        f"<h1>{inline(lesson.title)}</h1><p class=question>{inline(lesson.question)}</p></header>"
    )


def inline(text: str, *, links: bool = False) -> str:
    """A line of Markdown as HTML.

    Args:
        links: whether they can be followed; on paper only their words are left.
    """
    codes: list[str] = []

    def keep(found: re.Match[str]) -> str:
        codes.append(f"<code>{found[1]}</code>")
        return _KEPT.format(len(codes) - 1)

    said = _CODE.sub(keep, html.escape(text, quote=False))
    if links:
        said = _LINK.sub(r'<a href="\2">\1</a>', said)
    else:
        said = _OPENS.sub("“", _LINK.sub(r"\1", said)).replace('"', "”")
    said = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", said))
    said = _ESCAPED.sub(r"\1", said)
    for place, code in enumerate(codes):
        said = said.replace(_KEPT.format(place), code)
    return said


def listed(items: Iterable[str], kind: str = "ul", name: str = "") -> str:
    """A list of lines; nothing where there are none."""
    rows = "".join(f"<li>{inline(item)}</li>" for item in items)
    named = f' class="{name}"' if name else ""
    return f"<{kind}{named}>{rows}</{kind}>" if rows else ""


def blocks(text: str) -> str:
    """Headings, paragraphs, lists, tables and indented commands of some Markdown, as HTML."""
    parts = re.split(r"\n\s*\n", _COMMENT.sub("\n", text).strip())
    return "\n".join(_block(part) for part in parts if part.strip())


def _block(part: str) -> str:
    lines = part.strip("\n").splitlines()
    if part.startswith("    "):
        return f"<pre>{html.escape(chr(10).join(line[4:] for line in lines))}</pre>"
    lines = [line.strip() for line in lines if line.strip()]
    if heading := re.match(r"(#{1,4}) (.+)", lines[0]):
        level = len(heading[1])
        return f"<h{level}>{inline(heading[2], links=True)}</h{level}>"
    if lines[0].startswith("|"):
        return _table(lines)
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{inline(one[2:], links=True)}</li>' for one in lines)}</ul>"
    if all(re.match(r"\d+\. ", line) for line in lines):
        items = (line.partition(". ")[2] for line in lines)
        return f"<ol>{''.join(f'<li>{inline(one, links=True)}</li>' for one in items)}</ol>"
    return f"<p>{inline(' '.join(lines), links=True)}</p>"


def _table(lines: list[str]) -> str:
    head, _, *rows = lines
    heads = list(_cells(head))
    titles = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in heads)
    body = "".join(f"<tr>{''.join(map(_cell, heads, _cells(row)))}</tr>" for row in rows)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _cell(head: str, text: str) -> str:
    """A cell; what its column is called stands before it where a window is narrow."""
    return f'<td data-head="{html.escape(head)}">{inline(text, links=True)}</td>'


def _cells(line: str) -> Iterator[str]:
    return (cell.strip() for cell in line.strip("|").split("|"))
