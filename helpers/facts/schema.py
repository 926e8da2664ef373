"""A schema says what a table holds; it is read from ``data/schemas/<table>.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from helpers.facts.errors import FactError

KINDS = (
    "text", "list", "number", "integer", "year", "date", "yesno", "choice", "fact", "source",
)  # fmt: skip
CONFIDENCES = ("primary", "derived", "second-hand", "unverified")


@dataclass(frozen=True)
class Column:
    """One column: its kind, what may stand in it, and what it means."""

    name: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    greatest: float | None = None
    about: str = ""


@dataclass(frozen=True)
class Schema:
    """What one table holds.

    Attributes:
        name: the table's name, ``survival_models`` for ``survival_models.csv``.
        columns: in the order in which they stand in the file.
        unique: combinations of columns that may stand only once.
        ranges: two or three columns whose values must not decrease along a row.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    ranges: tuple[tuple[str, ...], ...] = ()
    is_facts: bool = True
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(column.name for column in self.columns))


_FIRST = (Column("fact_id", "text", True, about="The fact's own name; it never changes."),)
_LAST = (
    Column("source", "source", True, about="Keys of sources.csv: the original work."),
    Column("via", "source", about="Keys of sources.csv: where the number was seen repeated."),
    Column("confidence", "choice", True, CONFIDENCES, about="How far the row can be trusted."),
    Column("reviewed_by", about="The clinician who checked the row; empty until one has."),
    Column("reviewed_on", "date", about="When it was checked, as YYYY-MM-DD."),
)
_TABLE_KEYS = {"title", "about", "kind", "unique", "ranges", "columns"}
_COLUMN_KEYS = {"name", "kind", "required", "choices", "least", "greatest", "about"}


def read_schema(file: Path) -> Schema:
    """Read one schema.

    Raises:
        FactError: if the file is no TOML, or names something a schema does not have.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FactError(f"this schema cannot be read ({error})", file=file) from error
    _refuse_unknown(raw, _TABLE_KEYS, file)
    columns = tuple(_column(entry, file) for entry in raw.get("columns", ()))
    is_facts = raw.get("kind", "facts") == "facts"
    schema = Schema(
        name=file.stem,
        title=raw.get("title", file.stem),
        about=raw.get("about", ""),
        columns=(*_FIRST, *columns, *_LAST) if is_facts else columns,
        unique=(*((("fact_id",),) if is_facts else ()), *map(tuple, raw.get("unique", ()))),
        ranges=tuple(map(tuple, raw.get("ranges", ()))),
        is_facts=is_facts,
    )
    for group in (*schema.unique, *schema.ranges):
        _refuse_unknown(group, set(schema.names), file)
    return schema


def _column(entry: dict[str, object], file: Path) -> Column:
    _refuse_unknown(entry, _COLUMN_KEYS, file)
    values = {**entry, "choices": tuple(entry.get("choices", ()))}
    column = Column(**values)  # type: ignore[arg-type]
    if column.kind not in KINDS:
        raise FactError(
            f"kind {column.kind!r} is not one of {', '.join(KINDS)}", file=file, column=column.name
        )
    return column


def _refuse_unknown(found: object, known: set[str], file: Path) -> None:
    unknown = [name for name in found if name not in known]  # type: ignore[attr-defined]
    if unknown:
        raise FactError(f"{unknown[0]!r} is not known here; known are {sorted(known)}", file=file)
