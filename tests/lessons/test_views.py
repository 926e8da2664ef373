"""Views of tables: none is kept that nobody sees."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.facts.loader import checked, table_names
from helpers.lessons import shelf

ROOT = Path(__file__).resolve().parents[2]
#: How a lesson, and the template of one, shows a view.
_CALL = re.compile(r'view\("(\w+)", "(\w+)"\)')


def test_every_view_is_shown_in_a_lesson() -> None:
    files = [*shelf.notebooks(ROOT / "notebooks"), ROOT / "helpers" / "lessons" / "template.md"]
    texts = [file.read_text(encoding="utf-8").replace('\\"', '"') for file in files]
    shown = {pair for text in texts for pair in _CALL.findall(text)}
    views = {(table, one.name) for table in table_names() for one in checked(table).schema.views}
    assert not views - shown
