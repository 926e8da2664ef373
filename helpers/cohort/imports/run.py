"""Files of other programs taken into a cohort: recognised, shown, confirmed, put beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from helpers.cohort.about import About, read_about
from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column
from helpers.cohort.formats import SETTINGS
from helpers.cohort.imports.convert import (
    ZERO_GONE,
    Converted,
    makes_roster,
    roster_rows,
    table_rows,
)
from helpers.cohort.imports.guess import doubtful, guess, setting_words
from helpers.cohort.imports.merge import Desk
from helpers.cohort.imports.sheets import Sheet, read_sheet
from helpers.cohort.imports.show import matches, meaning_lines, settable_lines
from helpers.cohort.locate import find_cohort
from helpers.cohort.mapping import KINDS, ORDERS, Meaning, Station, toml
from helpers.cohort.match import none_matches
from helpers.cohort.problems import Problem, Refused, Wrong, told_lines
from helpers.cohort.strangers import known_names
from helpers.cohort.waiting import collect_waiting
from helpers.facts.files import held

Say = Callable[[str], None]
Ask = Callable[[str], str]
_ROWS_OF = ("hours", "cards")  # kinds of which every row says something
_ORDER = ("roster", "canvas", "moodle", "blackboard", "brightspace", "centre", "hours", "cards")


def import_files(into: str | Path, files: Sequence[Path], *, ask: Ask | None, say: Say) -> bool:
    """Take files into a cohort.

    Args:
        into: the cohort, found as ``find_cohort`` finds it.
        ask: puts a question and gives the answer; ``None`` takes every guess as it is, and
            makes no column a station.
        say: shows a line.

    Returns:
        Whether every file was taken.

    Raises:
        ValueError: where there is no such cohort.
        TimeoutError: where another program holds it.
    """
    folder = find_cohort(into)
    with held(folder):
        done = _Work(folder, ask, say).run(list(dict.fromkeys(files)))
    for line in collect_waiting(folder):
        say(line)
    return done


class _Work:
    """One run over some files."""

    def __init__(self, folder: Path, ask: Ask | None, say: Say) -> None:
        self.folder, self.ask, self.say = folder, ask, say
        self.told: list[Problem] = []

    def run(self, files: Sequence[Path]) -> bool:
        about, wrong = read_about(self.folder / "cohort.toml")
        if about is None:
            return self._refused(wrong)
        try:
            desk = Desk(self.folder, about.pass_mark_percent)
        except Refused as error:
            return self._refused([error.problem])
        sheets = [sheet for file in files if (sheet := self._sheet(file)) is not None]
        sheets.sort(key=lambda sheet: _ORDER.index(sheet.kind))
        done = [self._take(sheet, about, desk) for sheet in sheets]
        for line in told_lines(_once(self.told)):
            self.say(line)
        taken = {sheet.file for sheet, is_done in zip(sheets, done, strict=True) if is_done}
        left = [file.name for file in files if file.name not in taken]
        result = self._ended(desk, done) and not left
        if left:
            self.say(f"Not taken, see above: {', '.join(left)}")
        return result

    def _ended(self, desk: Desk, done: Sequence[bool]) -> bool:
        """Whether the cohort is as it should be: what was found is written, or there was none."""
        if not any(done) and not desk.meanings and not desk.orders:
            return False
        if wrong := desk.problems():
            self.say("Nothing was written, since the cohort would have these problems:")
            return self._refused(wrong)
        desk.write()
        self._written(desk)
        return True

    def _refused(self, problems: Sequence[Problem]) -> bool:
        for line in told_lines(problems):
            self.say(line)
        return False

    def _sheet(self, file: Path) -> Sheet | None:
        try:
            if (
                file.parent.resolve() == self.folder.resolve()
                and file.name.lower() in known_names()
            ):
                remedy = "this is the cohort's own file; put what is to be imported elsewhere"
                raise Refused(Problem(file.name, remedy))
            return read_sheet(file)
        except Refused as error:
            self._refused([error.problem])
            return None

    def _take(self, sheet: Sheet, about: About, desk: Desk) -> bool:
        self.told += sheet.told
        if not sheet.rows:
            return self._refused([Problem(sheet.file, "there is no learner below the headings")])
        fit = [one for one in about.imports if one.part(sheet.kind, sheet.headings)]
        # Of two that fit, the one that says more: it was made for this file.
        known = max(fit, key=lambda one: _says(one, sheet), default=None)
        place, block = about.imports.index(known) if known else -1, ""
        if known:
            self.say(f"{sheet.file}: {KINDS[sheet.kind]}, read as cohort.toml says")
            self._gone(sheet, known)
            order = desk.orders.get(place, known.dates)
            meaning = self._ordered(sheet, replace(_part(known, sheet), dates=order), known=True)
        else:
            found = self._confirmed(sheet, about, desk)
            if found is None:
                self.say(f"{sheet.file}: not taken")
                return False
            meaning = found
            taken = {station.column for station in meaning.stations}
            free = {name: most for name, most in sheet.points.items() if name not in taken}
            block = toml(meaning, free)
        done = self._put(sheet, meaning, desk)
        if done is not None:
            desk.meanings += block
            if known and meaning.dates != known.dates and not desk.keep_order(place, meaning.dates):
                where = self._where(sheet)
                self.say(f"So that it is not asked again, {where}: {_dates(meaning.dates)}")
        return bool(done)

    def _gone(self, sheet: Sheet, known: Meaning) -> None:
        for name in known.missing(sheet.headings):
            words = (
                "cohort.toml knows this column, and the file does not have it; the rest was read "
                "as before. If it is called otherwise now, write its new name in cohort.toml"
            )
            self.told.append(Problem(sheet.file, words, None, name))

    def _put(self, sheet: Sheet, meaning: Meaning, desk: Desk) -> bool | None:
        """Whether something was taken; ``None`` where its meaning is not worth keeping either."""
        if makes_roster(sheet.kind, desk.roster):
            people = roster_rows(sheet, meaning)
            self.told += people.told
            self.told += desk.people(people.tables["roster"], sheet.file)
            if not people.tables["roster"]:
                self._refused([Problem(sheet.file, "no learner of it could be taken")])
                return False if not meaning.dates and doubtful(sheet, meaning) else None
            # From now on the roster is what every row is looked up in.
            meaning = replace(meaning, by="learner_id")
        found = table_rows(sheet, meaning, desk.roster)
        if sheet.kind != "roster":
            self.told += found.told
        if found.unmatched == len(sheet.rows) and sheet.kind != "roster":
            first = "there is no learner in the roster yet; import the roster first"
            remedy = none_matches(len(sheet.rows)) if len(desk.roster) else first
            self._refused([Problem(sheet.file, remedy)])
            return None
        self._beside(found, desk, sheet.file)
        # What the columns mean is kept all the same: a line of it is what has to be mended.
        nothing = sheet.kind in _ROWS_OF and found.told and not any(found.tables.values())
        return not nothing or self._refused([Problem(sheet.file, "nothing of it could be taken")])

    def _beside(self, found: Converted, desk: Desk, file: str) -> None:
        tables = found.tables
        self.told += desk.hours(found, file)
        self.told += desk.cards(tables.get("certifications", []), file)
        self.told += desk.skills(found, file)

    def _confirmed(self, sheet: Sheet, about: About, desk: Desk) -> Meaning | None:
        for one in about.imports:
            if one.kind == sheet.kind and (gone := one.missing(sheet.headings)):
                self.say(
                    f"{sheet.file}: cohort.toml knows {KINDS[sheet.kind]} with the headings "
                    f"{', '.join(map(repr, gone))}, which this file does not have; guessed anew"
                )
        meaning = guess(sheet, desk.roster)
        for line in meaning_lines(sheet, meaning, desk.roster):
            self.say(line)
        if self.ask is None:
            plain = self._is_plain(sheet, meaning, desk)
            return self._ordered(sheet, meaning) if plain else None
        if not _yes(self.ask("Is that right? It is then kept in cohort.toml. [y/n] ")):
            for line in settable_lines(sheet, meaning, self.folder / "cohort.toml"):
                self.say(line)
            return None
        meaning = self._ordered(sheet, self._placed(sheet, meaning, self.ask))
        return replace(meaning, stations=self._stations(sheet, self.ask))

    def _where(self, sheet: Sheet, last: str = "") -> str:
        about = self.folder / "cohort.toml"
        return f'write below the {last}line kind = "{sheet.kind}" of {about}'

    def _ordered(self, sheet: Sheet, meaning: Meaning, known: bool = False) -> Meaning:
        """The meaning with the order of the dates, asked for where no cell of the file tells it."""
        found = None if meaning.dates else doubtful(sheet, meaning)
        if found is None:
            return meaning
        column, text = found
        if self.ask is None:
            where = self._where(sheet, "" if known else "last ")  # a guess is put at the end
            self.say(f"{sheet.file}: {text!r} in {column!r} can mean two days. So {where}")
            self.say(f"    {_dates(ORDERS[1])}")
            self.say(f"or {_dates(ORDERS[0])}, as it is meant, and import the file again.")
            return meaning
        order = ""
        while not order:
            asked = f"{text!r} in {column!r}: does the month come first, or the day? [m/d] "
            first = self.ask(asked).strip().lower()[:1]
            order = next((order for order in ORDERS if first and order.startswith(first)), "")
        return replace(meaning, dates=order)

    def _is_plain(self, sheet: Sheet, meaning: Meaning, desk: Desk) -> bool:
        """Whether a guess may be taken without somebody who looks at it."""
        if makes_roster(sheet.kind, desk.roster):
            return True
        found = matches(sheet, meaning, desk.roster)
        if 2 * found >= len(sheet.rows):
            return True
        if not found and len(desk.roster):
            return self._refused([Problem(sheet.file, none_matches(len(sheet.rows)))])
        self.say(
            f"{sheet.file}: only {found} of {len(sheet.rows)} rows are of learners of the roster; "
            "import it without --yes, and look whether the right column tells whose a row is"
        )
        return False

    def _placed(self, sheet: Sheet, meaning: Meaning, ask: Ask) -> Meaning:
        """The meaning with the setting of each word of a log that could not be guessed."""
        settings = dict(meaning.settings)
        for word, setting in setting_words(sheet, meaning).items():
            while not setting and word not in settings:
                names = "/".join(SETTINGS)
                text = ask(f"{word!r} is which setting? [{names}, or Enter to leave it out] ")
                text = text.strip().lower()
                near = [name for name in SETTINGS if text and name.startswith(text)]
                if not text:
                    break
                if len(near) == 1:
                    settings[word] = near[0]
        return replace(meaning, settings=settings)

    def _stations(self, sheet: Sheet, ask: Ask) -> tuple[Station, ...]:
        if not sheet.points:
            return ()
        names = list(sheet.points)
        chosen: list[str] | None = None
        while chosen is None:
            text = ask(
                "Which of the numbered columns did an assessor fill at a station? "
                "[numbers, or Enter for none] "
            )
            chosen = _chosen(text, names)
            if chosen is None:
                self.say(f"Write numbers from 1 to {len(names)}, for example 1, 3; or only Enter.")
        return tuple(self._station(name, sheet.points[name], ask) for name in dict.fromkeys(chosen))

    def _station(self, column: str, most: float | None, ask: Ask) -> Station:
        bare = column.partition(" (")[0].partition(" [")[0].strip()
        skill = self._valued(
            lambda text: ask(text).strip() or bare,
            f"{column!r}: the station's name [{bare}] ",
            Column("skill", "name", True),
        )
        when = self._valued(
            ask, f"{skill}: the day it was assessed, as 2026-03-31 ", Column("date", "date", True)
        )
        if most is None:
            points = self._valued(
                ask,
                f"{skill}: how many points there are ",
                Column("points", "number", True, least=0.01),
            )
        else:
            points = most
        who = self._valued(
            ask,
            f"{skill}: who assessed it (without anybody it is no pass) ",
            Column("assessor", "name"),
        )
        return Station(column, skill, when, points, who)  # type: ignore[arg-type]

    def _valued(self, ask: Ask, text: str, column: Column) -> object:
        while True:
            try:
                return parse(ask(text), column)
            except Wrong as error:
                self.say(str(error))

    def _written(self, desk: Desk) -> None:
        for name in desk.tables:
            if desk.added[name] or desk.known[name]:
                added, known = desk.added[name], desk.known[name]
                self.say(f"{name}.csv: {added} rows added, {known} were there already")
        if desk.meanings or desk.orders:
            self.say("cohort.toml: what the columns mean is kept there; next time nothing is asked")


def _once(told: Sequence[Problem]) -> list[Problem]:
    """What was told, of ids without their zeros once for all files."""
    short = {one.read: one for one in reversed(told) if one.remedy == ZERO_GONE}
    return [one for one in told if one.remedy != ZERO_GONE or short[one.read] is one]


def _part(known: Meaning, sheet: Sheet) -> Meaning:
    return known.part(sheet.kind, sheet.headings) or known


def _says(known: Meaning, sheet: Sheet) -> tuple[int, bool]:
    """How much of a file a meaning tells; of equals, the one that lacks nothing is better."""
    part = _part(known, sheet)
    return len(part.columns) + len(part.stations), not known.missing(sheet.headings)


def _chosen(text: str, names: Sequence[str]) -> list[str] | None:
    """The names that some numbers mean; ``None`` where something else was written."""
    words = text.replace(",", " ").split()
    if not all(word.isascii() and word.isdigit() and 0 < int(word) <= len(names) for word in words):
        return None
    return [names[int(word) - 1] for word in words]


def _dates(order: str) -> str:
    return f'dates = "{order}"'


def _yes(text: str) -> bool:
    return text.strip().lower() in ("y", "yes")
