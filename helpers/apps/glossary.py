"""The glossary, searched as one types."""

from __future__ import annotations

from helpers.apps.controls import choice, words
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import glossary
from helpers.lessons.words import first_used


def glossary_app() -> App:
    """Type a word or choose a kind; the entries that fit are listed."""

    def show(text: str, kind: str) -> Shown:
        found = glossary.search(text, kind).to_dict("records")
        places = first_used()
        rows = [
            {
                "Word": row["term"]
                if row["short"] in ("", row["term"])
                else f"{row['short']}: {row['term']}",
                "Meaning": row["meaning"],
                "Easily confused": row["misleads"],
                "First used in lesson": str(places.get(row["fact_id"], "")),
            }
            for row in found
        ]
        return Shown(values={"Found": f"{len(rows)} of {glossary.size()}"}, drawn={"rows": rows})

    controls = {
        "text": words("Search the glossary", "for example AED"),
        "kind": choice("Kind of word", [("all", ""), *((k, k) for k in glossary.kinds())]),
    }
    return App("The glossary", controls, show)
