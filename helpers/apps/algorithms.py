"""An algorithm as a flowchart, and what another edition settles otherwise, told in words."""

from __future__ import annotations

from helpers.apps.controls import choice, slider
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import algorithms
from helpers.domain.algorithms import Algorithm, Difference
from helpers.facts import html_table
from helpers.facts.nearest import known
from helpers.figures import algorithms as figures

_KEY = "° is for clinicians; whoever is none reads it as a difference between councils."
_MOST_PARTS = 8


def algorithm_app(name: str = "adult_arrest", edition: str = "AHA 2025") -> AlgorithmApp:
    """An algorithm in one edition, or beside another one, whose differences are told.

    Args:
        name: which algorithm at first, for example ``tachycardia``.
        edition: which edition at first.

    Raises:
        ValueError: for an algorithm or an edition that there is not; the nearest is named.
    """

    def show(algorithm: str, edition: str, other: str, part: int) -> Shown:
        return (
            _beside(algorithm, edition, other, part) if other else _alone(algorithm, edition, part)
        )

    editions = algorithms.editions(known(name, algorithms.names(), "algorithm"))
    known(edition, editions, "edition")
    # Whole in a narrow column: all are of adults where the title does not say of whom.
    titles = [
        (algorithms.load(one, edition).title.removesuffix(", adult"), one)
        for one in algorithms.names()
    ]
    controls = {
        "algorithm": choice("Algorithm", titles, name),
        "edition": choice("Edition", editions, edition),
        "other": choice("Beside it", [("nothing", ""), *((one, one) for one in editions)], ""),
        "part": slider("Part of the picture", 1, 1, _MOST_PARTS),
    }
    return AlgorithmApp("The algorithms, edition by edition", controls, show, figures.FlowPicture)


class AlgorithmApp(App):
    """The picture, and below it the table of what is done or of what differs."""

    def page(self) -> str:
        """The table, for a page without a kernel."""
        return self.stage.html

    def _paint(self) -> None:
        super()._paint()
        if not self.shown.problem:
            self.stage.html = html_table(self.shown.drawn["rows"])


def _alone(name: str, edition: str, part: int) -> Shown:
    algorithm = algorithms.load(name, edition)
    numbers = figures.tree_of(algorithm).numbers
    rows = [
        {
            "Box": _box(algorithm, place),
            "What is done": ". ".join(figures.actions_at(algorithm, place)) or "–",
            "Next": "; ".join(figures.ways_from(algorithm, place)) or "–",
        }
        for place in numbers
    ]
    rows += [
        {"Box": "Left open", "What is done": f"{one.about}: {one.words}", "Next": "–"}
        for one in algorithm.open_questions
    ]
    said = f"{algorithm.title}, {edition}: {len(numbers)} boxes; the table says what is done"
    return _shown({"Shown": said}, algorithm, part, rows, ())


def _beside(name: str, edition: str, other: str, part: int) -> Shown:
    algorithm, second = algorithms.load(name, edition), algorithms.load(name, other)
    found = algorithms.differences(name, edition, other)
    rows = [_row(one, algorithm, second) for one in found]
    same = "no difference, as far as both were read"
    if other == edition:
        same = "the same edition twice; choose another beside it"
    rows = rows or [{"Box": "all", "What": same, edition: "–"}]
    marked = sorted({one.place for one in found})
    lines = f"{len(found)} lines of difference" if len(found) != 1 else "one line of difference"
    said = f"{lines} in {len(marked)} boxes, marked “differs”" if found else same
    return _shown({f"{edition} and {other}": said}, algorithm, part, rows, tuple(marked))


def _row(one: Difference, algorithm: Algorithm, second: Algorithm) -> dict[str, str]:
    owner = algorithm if one.place in algorithm.places else second
    box = _box(owner, one.place) if owner is algorithm else owner.places[one.place].title
    mark = " °" if one.for_clinicians else ""
    about = f"{one.about}{mark}"
    return {"Box": box, "What": about, algorithm.edition: one.here, second.edition: one.there}


def _box(algorithm: Algorithm, place: str) -> str:
    return f"{figures.tree_of(algorithm).numbers[place]} · {algorithm.places[place].title}"


def _shown(
    values: dict[str, str],
    algorithm: Algorithm,
    part: int,
    rows: list[dict[str, str]],
    differing: tuple[str, ...],
) -> Shown:
    drawn = {
        "name": algorithm.name,
        "edition": algorithm.edition,
        "part": part,
        "differing": differing,
        "rows": rows,
    }
    return Shown(values, drawn, note=_KEY)
