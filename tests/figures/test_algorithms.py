"""The flowcharts: nothing is left out, nothing covers anything, and all of it can be read."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyBboxPatch, Patch, Polygon
from matplotlib.text import Text

from helpers.domain.algorithms import Algorithm, catalog, load
from helpers.domain.errors import DomainError
from helpers.figures import plot_algorithm, style
from helpers.figures.algorithms import HIGH, FlowPicture, parts_of, tree_of
from helpers.figures.flow import Chart, names_in, tree

EVERY = [(name, edition) for name, editions in catalog().items() for edition in editions]
each = pytest.mark.parametrize(("name", "edition"), EVERY)


def words(name: str, edition: str) -> str:
    """All text of all parts, as it is drawn, in one line."""
    drawn = []
    for part in range(1, len(parts_of(name, edition)) + 1):
        (axes,) = plot_algorithm(name, edition, part).figure.axes
        drawn += [text.get_text() for text in axes.texts]
    return " ".join(drawn)


def charts(name: str, edition: str) -> list[Chart]:
    """All parts, as the lesson's picture and the app's two draw them, all boxes marked."""
    algorithm = load(name, edition)
    found = list(parts_of(name, edition))
    for narrow in (False, True):
        found += FlowPicture(narrow=narrow).charts(algorithm, tuple(algorithm.places))
    return found


def test_there_are_five_algorithms_in_four_editions() -> None:
    assert len(EVERY) == 20


@each
def test_every_place_and_way_is_drawn(name: str, edition: str) -> None:
    algorithm, drawn = load(name, edition), words(name, edition)
    assert names_in(parts_of(name, edition)) == algorithm.places.keys()
    for place in algorithm.places.values():
        assert place.title in drawn
    arrows = {(a.origin, a.to) for chart in parts_of(name, edition) for a in chart.arrows}
    numbers = tree_of(algorithm).numbers
    for edge in algorithm.edges:
        assert edge.label in drawn
        label = f"{edge.label or 'then'} → {numbers[edge.to]}"
        assert (edge.origin, edge.to) in arrows or label in drawn


@each
def test_every_action_stands_in_its_box_with_its_role_and_what_is_not_agreed(
    name: str, edition: str
) -> None:
    drawn = words(name, edition)
    for action in load(name, edition).actions:
        assert action.do in drawn and f"({action.role})" in drawn
        if action.standing != "agreed":
            assert {"councils differ": " ≠", "not settled": " ?"}[action.standing] in drawn


@each
def test_no_boxes_overlap_and_none_leaves_the_paper(name: str, edition: str) -> None:
    for chart in charts(name, edition):
        for one, other in combinations(chart.boxes.values(), 2):
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            above = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or above, (one.name, other.name)
        assert all(box.x >= 0 and box.x + box.width <= chart.width for box in chart.boxes.values())


@each
def test_no_text_is_clipped_or_covers_another(name: str, edition: str) -> None:
    for part in range(1, len(parts_of(name, edition)) + 1):
        figure = plot_algorithm(name, edition, part).figure
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        (axes,) = figure.axes
        boxes = {patch.get_gid(): patch.get_window_extent() for patch in axes.patches}
        extents: list[tuple[Text, object]] = []
        for text in axes.texts:
            if not text.get_text():
                continue
            assert text.get_fontsize() >= style.TEXT
            extent = text.get_window_extent()
            extents.append((text, extent))
            assert figure.bbox.x0 <= extent.x0 and extent.x1 <= figure.bbox.x1, text
            if (box := boxes.get(text.get_gid())) is not None:
                assert box.x0 < extent.x0 and extent.x1 < box.x1, text.get_text()
        for (one, a), (other, b) in combinations(extents, 2):
            overlap = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            assert min(overlap) <= 4, (one.get_text(), other.get_text())  # ascenders may meet
        for name_of, box in boxes.items():
            for text, extent in extents:
                if text.get_gid() != name_of:
                    apart = extent.x1 <= box.x0 or extent.x0 >= box.x1
                    assert apart or extent.y1 <= box.y0 + 2 or extent.y0 >= box.y1 - 2, text


@each
def test_each_part_fits_one_screen(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    for part in range(1, len(parts_of(name, edition)) + 1):
        _, height = plot_algorithm(name, edition, part).figure.get_size_inches()
        assert height * style.DPI <= HIGH
    for narrow in (False, True):
        picture = FlowPicture(narrow=narrow)
        for chart in picture.charts(algorithm, tuple(algorithm.places)):
            assert chart.height + 28 <= picture.size[1]


@each
def test_a_kind_is_told_by_word_and_shape(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    for part, chart in enumerate(parts_of(name, edition), start=1):
        (axes,) = plot_algorithm(name, edition, part).figure.axes
        for patch in axes.patches:
            place = algorithm.places.get(patch.get_gid() or "")
            if place is None:
                continue
            assert shape(patch) == place.kind
            if chart.boxes[place.name].is_whole:
                assert place.kind in chart.boxes[place.name].lines[0][0]


def shape(patch: Patch) -> str:
    if isinstance(patch, Polygon):
        return "check"
    assert isinstance(patch, FancyBboxPatch)
    return "end" if "Round" in type(patch.get_boxstyle()).__name__ else "treatment"


@each
def test_whoever_cannot_see_it_is_told_the_same(name: str, edition: str) -> None:
    algorithm = load(name, edition)
    parts = range(1, len(parts_of(name, edition)) + 1)
    told = "\n".join(repr(plot_algorithm(name, edition, part)) for part in parts)
    assert edition in told and algorithm.title in told
    for place in algorithm.places.values():
        assert f"{place.kind}" in told and place.title in told
    for edge in algorithm.edges:
        assert f"{edge.label or 'then'} → {tree_of(algorithm).numbers[edge.to]}" in told
    assert all(action.do in told for action in algorithm.actions)


def test_a_box_that_is_not_of_this_part_is_told_by_its_number() -> None:
    drawn = words("tachycardia", "AHA 2025")
    number = tree_of(load("tachycardia", "AHA 2025")).numbers["arrest"]
    assert f"no pulse → {number}" in drawn


def test_no_dose_stands_in_a_flowchart() -> None:
    for name, edition in EVERY:
        for algorithm_dose in doses_of(load(name, edition)):
            assert algorithm_dose not in words(name, edition)


def doses_of(algorithm: Algorithm) -> list[str]:
    return [one.words for action in algorithm.actions for row in action.drugs for one in row]


@pytest.mark.parametrize("part", [0, 3])
def test_a_part_that_there_is_not(part: int) -> None:
    with pytest.raises(DomainError, match="has 2 parts"):
        plot_algorithm("adult_arrest", "AHA 2025", part)


def test_the_shortest_way_leads_to_each_place() -> None:
    ways = [("a", "b", "x"), ("b", "c", ""), ("a", "c", "y"), ("c", "a", ""), ("a", "b", "z")]
    found = tree("a", ways)
    assert found.children == {"a": ("b", "c"), "b": (), "c": ()}
    assert found.labels == {"b": "x, or z", "c": "y"}
    assert found.numbers == {"a": 1, "b": 2, "c": 3}
