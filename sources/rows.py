"""What a row is to content files and the ledger: its fields, its natural key, its values in one plain form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from django.db import models

from sources.documents import Document, Problem, Where
from sources.models import KeyedFact, SourcedFact

Model = type[models.Model]


@dataclass(frozen=True)
class Column:
    """One field of a model, as content files and the ledger see it."""

    name: str
    django: Any  # a Django field; its classes share no useful type

    @property
    def many(self) -> bool:
        return bool(self.django.many_to_many)

    @property
    def target(self) -> Model | None:
        """The model that this field names a row of (or rows)."""
        return self.django.related_model if self.django.is_relation else None

    @cached_property
    def default(self) -> Any:
        """What an empty field holds; None where it must be written, too."""
        if self.many:
            return ()
        if self.django.has_default():
            value = self.django.get_default()
            return getattr(value, "value", value)
        return "" if isinstance(self.django, models.CharField | models.TextField) else None

    @property
    def required(self) -> bool:
        return not (self.many or self.django.null or self.django.blank or self.django.has_default())

    def tidy(self, value: Any) -> Any:
        """The value, the same whether it was read from a file, the database or a form."""
        if isinstance(value, str):
            # Browsers send every line of a text area with a carriage return.
            return value.replace("\r\n", "\n").replace("\r", "\n").strip()
        return value

    def plain(self, value: Any) -> Any:
        """The tidy value as JSON holds it."""
        match value:
            case Decimal():
                return decimal_words(value)
            case date():
                return value.isoformat()
            case tuple() | list():
                return sorted(value)
        return self.tidy(value)


def decimal_words(value: Decimal) -> str:
    """The number without needless zeros: 7.5, 500."""
    words = f"{value:f}" if value else "0"
    return words.rstrip("0").rstrip(".") if "." in words else words


@dataclass(frozen=True, eq=False)
class Table:
    """One model as a table of rows with natural keys. Get it from `table(model)`."""

    model: Model

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Every field, the row's own ones first, then what each fact carries."""
        meta = self.model._meta
        fields = [
            found
            for found in (*meta.concrete_fields, *meta.many_to_many)
            if found.editable and not (found.primary_key and found.auto_created)
        ]
        fact = set()
        if issubclass(self.model, SourcedFact):
            fact = {found.name for found in (*SourcedFact._meta.fields, *SourcedFact._meta.many_to_many)}
        fields.sort(key=lambda found: (found.name not in ("slug", "key"), found.name in fact, found.creation_counter))
        return {found.name: Column(found.name, found) for found in fields}

    @cached_property
    def label(self) -> str:
        return str(self.model._meta.label_lower)

    @cached_property
    def called(self) -> str:
        return str(self.model._meta.verbose_name)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The fields that name the row this one belongs to; one of them is filled."""
        return self.model.owner_fields if issubclass(self.model, KeyedFact) else ()

    def key_fields(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The fields whose values name a row for good."""
        if issubclass(self.model, KeyedFact):
            return (*(name for name in self.owners if values.get(name) is not None), "key")
        return self._own_key

    def is_key(self, names: Sequence[str]) -> bool:
        """Whether these fields are a natural key of the table."""
        return "key" in names if self.owners else set(names) == set(self._own_key)

    @cached_property
    def _own_key(self) -> tuple[str, ...]:
        if "slug" in self.columns:
            return ("slug",)
        if not self.model._meta.pk.auto_created:
            return (self.model._meta.pk.name,)
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition:
                return tuple(constraint.fields)
        raise TypeError(f"{self.label} has no natural key")

    @cached_property
    def named(self) -> bool:
        """Whether other rows can name a row of it: its key holds no other row."""
        return not issubclass(self.model, KeyedFact) and not any(self.columns[name].target for name in self._own_key)

    @cached_property
    def both_ways(self) -> list[str]:
        """Fields that hold for the row they name, too."""
        return [name for name, column in self.columns.items() if column.many and column.django.remote_field.symmetrical]

    @cached_property
    def targets(self) -> dict[str, Model]:
        """Each field that names other rows, with the model of those."""
        return {name: column.target for name, column in self.columns.items() if column.target}


@cache
def table(model: Model) -> Table:
    """The table of a model: made once."""
    return Table(model)


NOT_IN_A_FILE = Document("", "")


@dataclass(frozen=True)
class Row:
    """One row, wherever it was read: every field, related rows by what content files call them."""

    table: Table
    values: Mapping[str, Any]
    document: Document = NOT_IN_A_FILE
    where: Where = ()
    # Where it stood in its list, and the field that names the row it was nested in.
    index: int = 0
    owner: str = ""
    pk: Any = None
    # Whether an import brought it in, and nobody has made it ours since.
    imported: bool = False
    # The slug that content files still call it by, after it was renamed in the admin.
    known_as: str = ""
    # The slugs that it had before, as content files say.
    formerly: tuple[str, ...] = ()
    # Fields that are missing or wrong in the file; checks leave them alone.
    spoiled: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @cached_property
    def parts(self) -> dict[str, Any]:
        """The natural key, field by field."""
        if self.known_as:
            return {"slug": self.known_as}
        return {name: self.values[name] for name in self.table.key_fields(self.values)}

    @cached_property
    def key(self) -> str:
        """The natural key, as the ledger keeps it."""
        return json.dumps(self.parts, ensure_ascii=False)

    @cached_property
    def ref(self) -> str:
        """What other rows call this one: a slug, a place's code, onet:23-2011.00."""
        return ":".join(map(str, self.parts.values()))

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The values as JSON, without those that any new row has: a field added later changes no digest."""
        columns = self.table.columns.items()
        plain = ((name, column.plain(self.values[name]), column.plain(column.default)) for name, column in columns)
        return {name: value for name, value, default in plain if value != default}

    @cached_property
    def digest(self) -> str:
        text = json.dumps(self.plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def differs(self, other: Row) -> list[str]:
        """The fields in which two rows part, in the order of the files."""
        return [name for name in self.table.columns if self.plain.get(name) != other.plain.get(name)]

    def refs(self, name: str) -> tuple[str, ...]:
        """The rows that one field names."""
        value = self.values[name]
        return tuple(value) if self.table.columns[name].many else (value,) if value is not None else ()

    def problem(self, name: str, what: str) -> Problem:
        return self.document.problem((*self.where, name) if name else self.where, what)

    @property
    def at(self) -> str:
        """Its file and line, for a message that names two rows."""
        return f"{self.document.file}:{self.document.line(self.where)}"

    def __str__(self) -> str:
        return f"{self.table.called} {self.ref}"
