"""Who may do what: the jump bag, the matrix of interventions, and the lists side by side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from helpers.apps.controls import choice, one_or_all, yes_no
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.tables import SIGNS_IN_WORDS
from helpers.apps.toolkit import App
from helpers.domain import outcome, scope
from helpers.facts import signed, with_sign
from helpers.figures.outcome import ThousandPicture
from helpers.figures.scope import KEY, MARKS, BagPicture


def jump_bag_app(guess: str | None = None) -> App:
    """Open the bag level by level; each thing inside carries its mark of evidence."""

    def show(level: str) -> Shown:
        opened = scope.LEVELS[: scope.LEVELS.index(level) + 1] if level else ()
        if not opened:
            return Shown(values={"Open": "nothing yet"}, drawn={"opened": opened}, note=KEY)
        new = scope.adds(level)
        marks = scope.count_evidence(new)
        values = {
            f"New with the {level}": f"{len(new)} things",
            "Dots among the new": (
                f"{marks['solid']} full, {marks['mixed']} half, {marks['none']} empty"
            ),
            "In the open bag": f"{len(scope.allowed(level))} things",
        }
        return Shown(values=values, drawn={"opened": opened}, note=KEY)

    controls = {"level": one_or_all("Open it for", "nobody", scope.LEVELS, "EMT")}
    return App(
        "The jump bag, level by level",
        controls,
        show,
        BagPicture,
        find_guess("jump_bag_app", guess),
    )


def matrix_app() -> App:
    """Interventions against levels; choose a level, a link of the chain, a topic."""

    def show(level: str, link: str, topic: str) -> Shown:
        table = scope.matrix(level, link, topic)
        rows = [
            {
                "What": row["name"],
                **{name: row[name] for name in scope.LEVELS},
                "Evidence in arrest": MARKS[row["evidence"]],
            }
            for row in table.to_dict("records")
        ]
        values = {"Found": f"{len(rows)} of {len(scope.interventions())} interventions"}
        return Shown(values=values, drawn={"rows": rows})

    controls = {
        "level": one_or_all("What this level may do", "every level", scope.LEVELS),
        "link": one_or_all("Link of the chain", "every link", scope.links()),
        "topic": one_or_all("Topic", "every topic", scope.topics()),
    }
    return App("Interventions and levels, on two copied lists", controls, show)


def who_may_app(guess: str | None = None) -> App:
    """Choose an intervention; every list that was read answers, with its year."""

    def show(what: str, newest_only: bool) -> Shown:
        table = scope.who_may(what, newest_only=newest_only)
        rows = [
            {
                "List": row["list"],
                "Year": row["year"],
                **{name: row[name] or "not named" for name in scope.LEVELS},
                "To know": _caution(row),
            }
            for row in table.to_dict("records")
        ]
        values = {
            "Lists that speak of it": str(len(rows)),
            "Do they agree": scope.disagreement(what, newest_only=newest_only),
        }
        shown = signed(rows, list(table["confidence"]))
        return Shown(values=values, drawn={"rows": shown}, note=SIGNS_IN_WORDS)

    names = sorted((one.name, one.key) for one in scope.interventions())
    controls = {
        "what": choice("What", names, "cpr"),
        "newest_only": yes_no("Leave out texts known to be replaced"),
    }
    return App("Who may do this?", controls, show, guess=find_guess("who_may_app", guess))


def thousand_app(guess: str | None = None) -> App:
    """Two groups of a thousand people; choose what is counted."""

    def show(counted: str) -> Shown:
        endpoint = outcome.endpoint(counted)
        counts = (endpoint.treated, endpoint.control)
        (one, other), n = endpoint.groups, endpoint.treated
        values = {
            "Counted": f"{endpoint.outcome} ({endpoint.study})",
            "Difference": (
                f"{endpoint.more:+d} of 1,000: {n} with {one}, {endpoint.control} with {other}"
            ),
            "In the study": with_sign(endpoint.result, endpoint.confidence),
        }
        return Shown(values=values, drawn={"groups": endpoint.groups, "counts": counts})

    names = [(one.plain, one.key) for one in outcome.endpoints()]
    controls = {"counted": choice("What is counted", names)}
    title = "A thousand people with, a thousand without"
    return App(title, controls, show, ThousandPicture, find_guess("thousand_app", guess))


def _caution(row: Mapping[Hashable, Any]) -> str:
    return f"{'Known to be replaced. ' if row['superseded'] else ''}{row['note']}"
