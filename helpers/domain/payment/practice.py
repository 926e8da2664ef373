"""Practice with run sheets: worked, half worked, alone. Keys follow from the rules.

A sheet that cannot be decided is shown as such, and whatever is said of it is not scored.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.domain.drill import AGAIN, Drill
from helpers.domain.errors import DomainError
from helpers.domain.payment.deciding import UNDECIDED, Classified, classify
from helpers.domain.payment.rules import NOTHING, levels, rules
from helpers.domain.payment.sheets import run_sheets, stories
from helpers.domain.payment.transport import Transport
from helpers.domain.payment.variants import variant
from helpers.facts.nearest import known

WORKED, HALF, ALONE = "worked", "half worked", "alone"
#: The three helps, from the most to none.
HELPS = (WORKED, HALF, ALONE)
NEXT = "Next sheet"
_RIGHT, _MISSED = "right", "missed"
#: Sheets that are worked through, one idea each: the response, the assessment, what does not
#: count, what counts, a listed procedure, who does it, whether anything is paid, what stays open.
_SHOWN = ("RS02", "RS03", "RS06", "RS18", "RS13", "RS23", "RS28", "RS24", "RS50", "RS20")
#: How many of each level in a sitting, so that none of them pays as a habit.
_QUOTA: Mapping[str, Mapping[str, int]] = {
    HALF: {NOTHING: 1, "BLS": 1, "BLS-E": 2, "ALS1-E": 2, "ALS2": 2, UNDECIDED: 1},
    ALONE: {
        NOTHING: 2,
        "BLS": 2,
        "BLS-E": 2,
        "ALS1": 1,
        "ALS1-E": 2,
        "ALS2": 2,
        "SCT": 1,
        "PI": 1,
        UNDECIDED: 2,
    },
}
_REASONS = 4  # rules to choose from
#: Rules that are most often taken for another.
_TAKEN = (
    "required ALS assessment",
    "ALS assessment without a protocol",
    "ALS intervention, emergency",
    "ALS intervention, no emergency",
    "three administrations",
)
_DEALS = 30  # a level that no variant had is looked for in others
_TRIES = 40  # seeds within which another variant of one rule is looked for


@functools.cache
def answers() -> tuple[str, ...]:
    """All that can be said of a sheet: the levels as in their table, then what is none."""
    return (*levels(), NOTHING, UNDECIDED)


@dataclass(frozen=True)
class Card:
    """A variant of a run sheet, to be judged.

    Attributes:
        sheet, seed: the variant, as in :func:`variant`; seed 0 is the sheet itself.
        needed: how many right answers it still needs to be put away.
        again: whether it comes back after a miss.
    """

    sheet: str
    seed: int
    needed: int = 1
    again: bool = False

    @property
    def transport(self) -> Transport:
        """What stands on it."""
        return variant(self.sheet, self.seed)

    @property
    def story(self) -> str:
        """What happened, in a sentence; of a variant only what stands on the sheet is known."""
        return stories()[self.sheet] if self.seed == 0 else ""

    @property
    def decided(self) -> Classified:
        """Its key, with the rule."""
        return _decided(self.sheet, self.seed)

    @property
    def level(self) -> str:
        """The level, or that it cannot be decided."""
        return self.decided.level or UNDECIDED

    @property
    def name(self) -> str:
        """The rule that decides it."""
        return self.decided.rule.rule if self.decided.rule else UNDECIDED

    @property
    def is_scored(self) -> bool:
        """Whether there is a right answer."""
        return self.decided.level is not None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Rules to choose from: the one that decides, and others, in any order."""
        return _reasons(self.sheet, self.seed)

    @property
    def right(self) -> str:
        """What counts as right to all that is asked of it."""
        return _RIGHT

    @property
    def options(self) -> tuple[str, ...]:
        """What the answers can come to."""
        return (_RIGHT, _MISSED)

    def next(self, needed: int) -> Card:
        """Another sheet that the same rule decides."""
        for seed in range(self.seed + 1, self.seed + _TRIES):
            other = replace(self, seed=seed, needed=needed, again=True)
            if other.name == self.name:
                return other
        return replace(self, needed=needed, again=True)


@functools.lru_cache(maxsize=4096)
def _decided(sheet: str, seed: int) -> Classified:
    return classify(variant(sheet, seed))


@functools.lru_cache(maxsize=1024)
def _reasons(sheet: str, seed: int) -> tuple[str, ...]:
    """The deciding rule and three others: those of a lower level that hold too come first, then
    those that people take for it.

    A second rule that leads to the same level would be as right, and is not among them.
    """
    decided = _decided(sheet, seed)
    if decided.rule is None:
        return ()
    draw = np.random.default_rng((seed, list(run_sheets()).index(sheet), 7))
    order = [decided.tried[int(n)] for n in draw.permutation(len(decided.tried))]
    held = [one.rule for one in order if one.fits == "yes"]
    near = [one.rule for one in order if one.rule.rule in _TAKEN]
    alike = [one.rule for one in order if one.rule.stage == decided.rule.stage]
    if decided.rule.stage != "care":  # a gate or a response is taken for another of its kind
        near, alike = alike, near
    as_right = {one.rule for one in held if one.level == decided.level}
    others = [one for one in (*held, *near, *alike, *rules()) if one.may_decide]
    names = dict.fromkeys(one.rule for one in others if one.rule not in as_right)
    chosen = np.array([decided.rule.rule, *list(names)[: _REASONS - 1]])
    return tuple(map(str, draw.permutation(chosen)))


@dataclass(frozen=True)
class Answered:
    """What was said to one card.

    Attributes:
        level: the level that was named.
        reason: the rule that was named; empty where none was asked for.
    """

    card: Card
    level: str
    reason: str = ""

    @property
    def is_level_right(self) -> bool | None:
        """None where it is not scored."""
        return self.level == self.card.level if self.card.is_scored else None

    @property
    def is_reason_right(self) -> bool | None:
        """None where none was asked for."""
        return self.reason == self.card.name if self.reason else None


@dataclass(frozen=True)
class Sitting:
    """A sitting with one help.

    Attributes:
        help: one of :data:`HELPS`.
        level: the level that was named of the card that is asked now, where its reason is still
            to come.
        shown: the answer that is being looked at; None while something is asked.
    """

    help: str
    drill: Drill[Card]
    answered: tuple[Answered, ...] = ()
    level: str = ""
    shown: Answered | None = None

    @property
    def card(self) -> Card | None:
        """The card that is looked at; None at the end."""
        return self.shown.card if self.shown else self.drill.now

    @property
    def is_told(self) -> bool:
        """Whether the whole receipt of the card is to be seen."""
        return self.shown is not None or (self.help == WORKED and self.drill.now is not None)

    @property
    def asked(self) -> str:
        """The question that is asked now; empty where none is."""
        if self.is_told or not self.drill.now:
            return ""
        return "Which rule decides it?" if self.level else "Which level?"

    @property
    def options(self) -> tuple[str, ...]:
        """The buttons."""
        if self.is_told:
            return (NEXT,)
        if not self.drill.now:
            return (AGAIN,)
        return self.drill.now.reasons if self.level else answers()

    def press(self, text: str) -> Sitting:
        """The sitting after a button.

        Raises:
            DomainError: at the end, where nothing is asked.
            ValueError: for a button that there is not.
        """
        if not self.options or (self.drill.now is None and not self.shown):
            raise DomainError(f"Every sheet is put away. Press {AGAIN!r} for others.")
        known(text, self.options, "answer")
        if text == NEXT and self.shown is None:  # a worked sheet was read
            return replace(self, drill=self.drill.answer(_RIGHT))
        if text == NEXT:
            return replace(self, shown=None)
        return self._answer(text)

    def _answer(self, said: str) -> Sitting:
        card = self.drill.now
        assert card is not None
        asks_reason = self.help == ALONE and card.is_scored and said == card.level
        if not self.level and asks_reason:
            return replace(self, level=said)
        given = Answered(card, self.level, said) if self.level else Answered(card, said)
        missed = given.is_level_right is False or given.is_reason_right is False
        drill = self.drill.answer(_MISSED if missed else _RIGHT)
        return Sitting(self.help, drill, (*self.answered, given), shown=given)

    @property
    def score(self) -> tuple[int, int]:
        """How many levels were right, and of how many that are scored."""
        scored = [one.is_level_right for one in self.answered if one.is_level_right is not None]
        return sum(scored), len(scored)


def begin(help: str, seed: int) -> Sitting:
    """The sheets of a sitting, shuffled; worked ones in their order.

    Raises:
        ValueError: for a help that there is not; the nearest is named.
    """
    known(help, HELPS, "help")
    if help == WORKED:
        return Sitting(help, Drill(tuple(Card(sheet, 0) for sheet in _SHOWN)))
    return Sitting(help, Drill(_dealt(_QUOTA[help], seed)))


def _dealt(quota: Mapping[str, int], seed: int) -> tuple[Card, ...]:
    """So many of each level, each from another sheet; in any order, an open one never first."""
    draw = np.random.default_rng(seed)
    left, chosen = list(run_sheets()), list[Card]()
    for deal in range(1, _DEALS):
        if len(chosen) == sum(quota.values()):
            break
        found: dict[str, list[Card]] = defaultdict(list)
        for place in draw.permutation(len(left)):
            # Seeds lie so far apart that no returning card meets another's.
            card = Card(left[int(place)], 10_000 * seed + 100 * deal)
            found[card.level].append(card)
        held = Counter(card.level for card in chosen)
        for level, many in quota.items():
            chosen += _spread(found[level], many - held[level])
        left = [sheet for sheet in left if sheet not in {card.sheet for card in chosen}]
    cards = [chosen[int(n)] for n in draw.permutation(len(chosen))]
    return tuple(sorted(cards, key=lambda card: card is cards[0] and not card.is_scored))


def _spread(cards: Sequence[Card], many: int) -> list[Card]:
    """So many of them, of as many rules as there are."""
    times: Counter[str] = Counter()
    ranked = []
    for card in cards:
        ranked.append((times[card.name], card))
        times[card.name] += 1
    return [card for _, card in sorted(ranked, key=lambda one: one[0])[:many]]


def play(presses: Iterable[str], help: str = ALONE, seed: int = 1) -> Sitting:
    """The sitting after these buttons; :data:`AGAIN` deals anew, under the next seed.

    Raises:
        ValueError: for a help or a button that there is not.
    """
    sitting = begin(help, seed)
    for press in presses:
        if press == AGAIN:
            seed += 1
            sitting = begin(help, seed)
        else:
            sitting = sitting.press(press)
    return sitting
