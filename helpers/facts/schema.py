"""A schema says what a table holds; it is read from ``data/schemas/<table>.toml``.

It speaks the words of the standard Table Schema (https://specs.frictionlessdata.io/table-schema/).
What the standard cannot say stands in words of ours: ``facts``, ``rising``, ``references``,
``choices`` and ``views``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from helpers.facts import nearest
from helpers.facts.errors import FactError

TYPES = ("string", "number", "integer", "year", "date", "boolean", "list")
CONFIDENCES = ("primary", "derived", "second-hand", "unverified")
#: What fits on a screen of a lesson; only a view for the evidence has more.
MOST_ROWS, MOST_COLUMNS = 7, 4
#: The table of a reference that may lead to any table with a column of the name.
ANY = "*"


@dataclass(frozen=True)
class Field:
    """One column of a table: its type, what may stand in it, and what it means.

    Attributes:
        enum: the values that may stand in it; all where there are none.
        delimiter: what stands between the items of a list.
        choices: the items that may stand in a list; all where there are none.
        references: ``table.column`` where each item of a list must be found.
    """

    name: str
    type: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    unique: bool = False
    true_values: tuple[str, ...] = ()
    false_values: tuple[str, ...] = ()
    delimiter: str = ","
    choices: tuple[str, ...] = ()
    references: tuple[str, str] | None = None
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand together in a row of another table."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """Some rows and columns of a table under one name, as a lesson shows them.

    Attributes:
        columns: each column with the heading a reader sees, in the order shown.
        rows: each column with the texts of which one must stand in it; all must hold.
        order: the rows by their key, where neither all that fit nor the table's order is wanted.
        evidence: whether it may be longer and wider than a screen.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    caption: str = ""
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: tuple[str, ...] = ()
    evidence: bool = False

    @property
    def used(self) -> tuple[str, ...]:
        """Every column that it names."""
        return tuple(name for name, _ in (*self.columns, *self.rows))


@dataclass(frozen=True)
class Schema:
    """What one table holds.

    Attributes:
        name: the table's name, ``survival_models`` for ``survival_models.csv``.
        fields: in the order in which their columns stand in the file.
        is_facts: whether it has a fact's own columns: its id, its sources, its confidence.
        unique: combinations of columns that may stand only once; the first is the primary key.
        rising: two or three columns whose values must not decrease along a row.
        views: what lessons show of it, by name.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    is_facts: bool = False
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    rising: tuple[tuple[str, ...], ...] = ()
    views: tuple[View, ...] = ()
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(one.name for one in self.fields))

    @property
    def unique(self) -> tuple[tuple[str, ...], ...]:
        """Every combination of columns that may stand only once."""
        alone = tuple((one.name,) for one in self.fields if one.unique)
        return tuple(filter(None, (self.primary_key, *self.unique_keys, *alone)))


_SOURCES = ("sources", "key")
_FIRST = (Field("fact_id", required=True, description="The fact's own name; it never changes."),)
_LAST = (
    Field(
        "source",
        "list",
        True,
        delimiter=";",
        references=_SOURCES,
        description="Keys of sources.csv: the original work.",
    ),
    Field(
        "via",
        "list",
        delimiter=";",
        references=_SOURCES,
        description="Keys of sources.csv: where the number was seen repeated.",
    ),
    Field(
        "confidence",
        required=True,
        enum=CONFIDENCES,
        description="How far the row can be trusted.",
    ),
    Field("reviewed_by", description="The clinician who checked the row; empty until one has."),
    Field("reviewed_on", "date", description="When it was checked, as YYYY-MM-DD."),
)
#: The columns that every table of facts has.
COMMON = tuple(one.name for one in (*_FIRST, *_LAST))

_KEYS = "a list of names of fields, or one name"
# Each property of a schema, of a field and of its constraints, with how its value is written.
_TABLE: Mapping[str, str] = {
    "title": "text",
    "description": "text",
    "facts": "true or false",
    "primaryKey": _KEYS,
    "uniqueKeys": "a list of lists of names of fields",
    "foreignKeys": "a list of { fields, reference = { resource, fields } }",
    "rising": "a list of lists of names of fields",
    "fields": "one [[fields]] for each column",
    "views": "one [views.NAME] for each table that a lesson shows",
}
_VIEW: Mapping[str, str] = {
    "caption": "text",
    "rows": '{ column = "value" } or { column = ["one", "or another"] }',
    "order": "a list of fact_ids",
    "columns": '{ column = "Heading" }',
    "evidence": "true or false",
}
_FIELD: Mapping[str, str] = {
    "name": "text",
    "type": "text",
    "title": "text",
    "description": "text",
    "constraints": "a table",
    "trueValues": "a list of texts",
    "falseValues": "a list of texts",
    "delimiter": "text",
    "choices": "a list of texts",
    "references": "text such as sources.key",
}
_CONSTRAINTS: Mapping[str, str] = {
    "required": "true or false",
    "unique": "true or false",
    "minimum": "a number",
    "maximum": "a number",
    "enum": "a list of texts",
    "pattern": "text",
}


def read_schema(file: Path) -> Schema:
    """Read one schema.

    Raises:
        FactError: if the file is no TOML, lacks something a schema needs, or says something
            that a schema cannot say; the nearest right word is named.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FactError(
            "there is no such file; write the schema of this table", file=file
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FactError(f"this schema cannot be read ({error})", file=file) from error
    return _Reader(file).schema(raw)


class _Reader:
    """Reads one schema; whatever is wrong is said with its file and its field."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def schema(self, raw: Mapping[str, object]) -> Schema:
        self._known(raw, _TABLE, "a schema has")
        own = tuple(self._field(entry, place) for place, entry in enumerate(self._own(raw), 1))
        is_facts = self._flag(raw, "facts")
        fields = (*_FIRST, *own, *_LAST) if is_facts else own
        names = [one.name for one in fields]
        for name in names:
            if names.count(name) > 1:
                common = "; a table of facts has it already" if name in COMMON and is_facts else ""
                self._fail(f"there are two fields of this name{common}; take one out", name)
        key = self._texts(raw, "primaryKey") or (("fact_id",) if is_facts else ())
        schema = Schema(
            name=self.file.stem,
            title=self._text(raw, "title") or self.file.stem,
            description=self._text(raw, "description"),
            fields=fields,
            is_facts=is_facts,
            primary_key=key,
            unique_keys=self._groups(raw, "uniqueKeys"),
            foreign_keys=tuple(self._foreign_key(e) for e in self._tables(raw, "foreignKeys")),
            rising=self._groups(raw, "rising"),
            views=self._views(raw),
        )
        used = [*schema.unique, *schema.rising, *(one.fields for one in schema.foreign_keys)]
        for name in (name for group in used for name in group):
            if name not in names:
                self._fail(f"there is no field {name!r}{nearest.hint(name, names)}")
        for view in schema.views:
            self._check_view(view, schema)
        return schema

    def _views(self, raw: Mapping[str, object]) -> tuple[View, ...]:
        views = raw.get("views", {})
        if not isinstance(views, dict) or not all(isinstance(one, dict) for one in views.values()):
            return self._fail_form("views", views, None)
        return tuple(self._view(name, one) for name, one in views.items())

    def _view(self, name: str, raw: Mapping[str, object]) -> View:
        place = f"views.{name}"
        self._known(raw, _VIEW, "a view has", place)
        rows = self._pairs(raw, "rows", place)
        columns = self._pairs(raw, "columns", place)
        headings = [(column, texts[0]) for column, texts in columns if len(texts) == 1 and texts[0]]
        if not columns or len(headings) != len(columns):
            self._fail(f"each column needs a heading; write {_VIEW['columns']}", place)
        return View(
            name=name,
            columns=tuple(headings),
            caption=self._text(raw, "caption", place),
            rows=rows,
            order=self._texts(raw, "order", place),
            evidence=self._flag(raw, "evidence", place),
        )

    def _pairs(
        self, raw: Mapping[str, object], key: str, place: str
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        value = raw.get(key, {})
        if not isinstance(value, dict):
            return self._fail_form(key, value, place)
        lists = {column: [one] if isinstance(one, str) else one for column, one in value.items()}
        return tuple((column, self._texts({key: one}, key, place)) for column, one in lists.items())

    def _check_view(self, view: View, schema: Schema) -> None:
        place = f"views.{view.name}"
        for name in view.used:
            if name not in schema.names:
                self._fail(f"there is no field {name!r}{nearest.hint(name, schema.names)}", place)
        headings = [heading for _, heading in view.columns]
        for heading in headings:
            if headings.count(heading) > 1:
                self._fail(f"there are two columns headed {heading!r}; give each its own", place)
        if view.order and len(schema.primary_key) != 1:
            self._fail("order needs a table with a key of one column", place)
        if len(headings) > MOST_COLUMNS and not view.evidence:
            told = f"{len(headings)} columns are more than {MOST_COLUMNS}"
            self._fail(f"{told}; show fewer, or say evidence = true", place)

    def _own(self, raw: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
        fields = self._tables(raw, "fields")
        if not fields:
            self._fail("there are no fields; write one [[fields]] with a name for each column")
        return fields

    def _field(self, raw: Mapping[str, object], place: int) -> Field:
        name = self._text(raw, "name")
        if not name:
            self._fail(f'[[fields]] number {place} has no name; write name = "…" as in the header')
        self._known(raw, _FIELD, "a field has", name)
        kind = self._text(raw, "type", name) or "string"
        if kind not in TYPES:
            hint = nearest.hint(kind, TYPES)
            self._fail(f"there is no type {kind!r}{hint}; types are {', '.join(TYPES)}", name)
        held = raw.get("constraints", {})
        if not isinstance(held, dict):
            self._fail("constraints are written as constraints.required = true, one a line", name)
        self._known(held, _CONSTRAINTS, "constraints have", name)
        found = Field(
            name=name,
            type=kind,
            required=self._flag(held, "required", name),
            enum=self._texts(held, "enum", name),
            minimum=self._number(held, "minimum", name),
            maximum=self._number(held, "maximum", name),
            pattern=self._text(held, "pattern", name),
            unique=self._flag(held, "unique", name),
            true_values=self._texts(raw, "trueValues", name),
            false_values=self._texts(raw, "falseValues", name),
            delimiter=self._text(raw, "delimiter", name) or ",",
            choices=self._texts(raw, "choices", name),
            references=self._reference(raw, name),
            title=self._text(raw, "title", name),
            description=self._text(raw, "description", name),
        )
        self._fitting(found)
        return found

    def _fitting(self, one: Field) -> None:
        """Refuse what would be read over: a property that the type does not have."""
        is_list = one.type == "list"
        if one.type == "boolean" and not (one.true_values and one.false_values):
            self._fail('a boolean needs trueValues = ["yes"] and falseValues = ["no"]', one.name)
        if is_list and (one.enum or one.unique):
            self._fail("a list has no enum and is not unique; its items have choices", one.name)
        if not is_list and (one.choices or one.references):
            self._fail(
                "only a list has choices and references; write constraints.enum or foreignKeys",
                one.name,
            )
        bounds = one.minimum is not None or one.maximum is not None
        if bounds and one.type not in ("number", "integer", "year"):
            self._fail(f"a {one.type} has no minimum and no maximum", one.name)

    def _reference(self, raw: Mapping[str, object], name: str) -> tuple[str, str] | None:
        text = self._text(raw, "references", name)
        if not text:
            return None
        table, dot, column = text.partition(".")
        if not (table and dot and column):
            self._fail(f"references {text!r}: write table.column, for example sources.key", name)
        return table, column

    def _foreign_key(self, raw: Mapping[str, object]) -> ForeignKey:
        wanted = 'write { fields = "x", reference = { resource = "table", fields = "y" } }'
        target = raw.get("reference")
        if set(raw) != {"fields", "reference"} or not isinstance(target, dict):
            self._fail(f"this is no foreign key; {wanted}")
        fields, to = self._texts(raw, "fields"), self._texts(target, "fields")
        table = self._text(target, "resource")
        if not table or not fields or len(fields) != len(to):
            self._fail(f"a foreign key names a table and as many fields there as here; {wanted}")
        return ForeignKey(fields, table, to)

    def _known(
        self, found: Iterable[str], known: Mapping[str, str], of: str, name: str | None = None
    ) -> None:
        for word in found:
            if word in known:
                continue
            if known is _FIELD and word in _CONSTRAINTS:
                self._fail(f"write constraints.{word}, not {word}", name)
            self._fail(
                f"{of} no {word!r}{nearest.hint(word, known)}; known are {', '.join(known)}", name
            )

    def _text(self, raw: Mapping[str, object], key: str, name: str | None = None) -> str:
        value = raw.get(key, "")
        return value if isinstance(value, str) else self._fail_form(key, value, name)

    def _flag(self, raw: Mapping[str, object], key: str, name: str | None = None) -> bool:
        value = raw.get(key, False)
        return value if isinstance(value, bool) else self._fail_form(key, value, name)

    def _number(self, raw: Mapping[str, object], key: str, name: str | None = None) -> float | None:
        value = raw.get(key)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return value
        return self._fail_form(key, value, name)

    def _texts(
        self, raw: Mapping[str, object], key: str, name: str | None = None
    ) -> tuple[str, ...]:
        value = raw.get(key, [])
        if isinstance(value, str) and key in ("primaryKey", "fields"):
            return (value,)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        return self._fail_form(key, value, name)

    def _groups(self, raw: Mapping[str, object], key: str) -> tuple[tuple[str, ...], ...]:
        value = raw.get(key, [])
        if not isinstance(value, list):
            return self._fail_form(key, value, None)
        return tuple(self._texts({key: group}, key) for group in value)

    def _tables(self, raw: Mapping[str, object], key: str) -> tuple[Mapping[str, object], ...]:
        value = raw.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return tuple(value)
        return self._fail_form(key, value, None)

    def _fail_form(self, key: str, value: object, name: str | None) -> NoReturn:
        wanted = {**_TABLE, **_FIELD, **_CONSTRAINTS, **_VIEW}.get(key, "text")
        self._fail(f"{key} = {value!r} was read; write {wanted}", name)

    def _fail(self, message: str, name: str | None = None) -> NoReturn:
        raise FactError(message, file=self.file, column=name)
