"""How rows stand in content files: which fields, in which order, nested how.

Everything is derived from the models (names, types, choices, limits, defaults), so that a field added there is
at once a field of the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

from django.core.exceptions import ValidationError as DjangoError
from django.db import models
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from sources.documents import Document, Problem, Where, describe, got
from sources.keys import key_from
from sources.models import KeyedFact, SourcedFact
from sources.rows import Column, Model, Row, Table, table


class FileRow(BaseModel):
    """What every row of a content file keeps to."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


@dataclass(frozen=True, eq=False)
class Shape:
    """Rows of one model at one place of a document, and the rows that are nested in them.

    Without a model it is the frame of a document that only holds lists.
    """

    model: Model | None = None
    # The field that the nesting fills in: a role's titles do not repeat the role.
    owner: str = ""
    parts: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def of(self) -> Model:
        """The model; not to be asked of a frame."""
        if self.model is None:
            raise TypeError("the frame of a document has no rows of its own")
        return self.model

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The fields that are written in the file."""
        if not self.model:
            return {}
        implied = {self.owner, *(table(self.model).owners if self.owner else ())}
        return {name: column for name, column in table(self.model).columns.items() if name not in implied}

    @property
    def slugged(self) -> bool:
        """Whether its rows have an address, and so may say under which they were known before."""
        return "slug" in self.columns

    @cached_property
    def file_row(self) -> type[FileRow]:
        fields: dict[str, Any] = {}
        for name, column in self.columns.items():
            if column.many:
                fields[name] = (_file_type(column), Field(default_factory=list))
            elif name == "position":
                fields[name] = (_file_type(column), None)
            else:
                fields[name] = (_file_type(column), ... if column.required else column.default)
        if self.slugged:
            slug = self.columns["slug"]
            # The type of a field is a value here, made from the model's column.
            fields["formerly"] = (list[_file_type(slug)], Field(default_factory=list))  # type: ignore[misc]
        return create_model(self.model.__name__ if self.model else "Lists", __base__=FileRow, **fields)

    def models(self) -> Iterator[Model]:
        if self.model:
            yield self.model
        for part in self.parts.values():
            yield from part.models()


@dataclass(frozen=True, eq=False)
class Layout:
    """One kind of document: which files it is, and what stands in them."""

    files: str  # roles/*.yaml
    shape: Shape
    # Where rows go that no file has held yet; {ref} is the row, or the row that it is about.
    added: str
    # The field that names, at the top, the one row that all lists of the document belong to.
    about: str = ""


def rows_in(document: Document, layout: Layout) -> tuple[list[Row], list[Problem]]:
    """Every row of a document, owners before what they own, and what is wrong with the values."""
    reading = _Reading(document)
    if layout.about:
        data = dict(document.data)
        owner = data.pop(layout.about, None)
        if not isinstance(owner, str) or not owner:
            reading.problems.append(document.problem((layout.about,), f"should name one row (got {got(owner)})"))
            owner = ""
        reading.walk(layout.shape, data, (), 0, owner, also=layout.about)
    else:
        reading.walk(layout.shape, document.data, (), 0, None)
    return reading.rows, reading.problems


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.rows: list[Row] = []
        self.problems: list[Problem] = []

    def walk(self, shape: Shape, data: Any, where: Where, index: int, owner: str | None, *, also: str = "") -> None:
        if not isinstance(data, dict):
            what = f"should hold names and values (got {got(data)})"
            self.problems.append(self.document.problem(where, what))
            return
        own = {name: value for name, value in data.items() if name not in shape.parts}
        spoiled: set[str] = set()
        formerly: tuple[str, ...] = ()
        try:
            checked = shape.file_row.model_validate(own)
            values = {name: getattr(checked, name) for name in shape.columns}
            formerly = tuple(dict.fromkeys(getattr(checked, "formerly", ())))
        except ValidationError as error:
            known = [*shape.columns, *(["formerly"] if shape.slugged else []), *shape.parts, also]
            self.problems += describe(self.document, where, error, known)
            spoiled = {str(detail["loc"][0]) for detail in error.errors()}
            values = {name: _kept(own.get(name), column, name in spoiled) for name, column in shape.columns.items()}
        if shape.model:
            if issubclass(shape.model, SourcedFact) and not spoiled & {"source", "status"} and _lacks_source(values):
                what = "is missing; give one, or say “status: draft”"
                self.problems.append(self.document.problem((*where, "source"), what))
                spoiled.add("source")
            if shape.owner:
                values |= {**dict.fromkeys(table(shape.model).owners), shape.owner: owner}
                spoiled |= set() if owner else {shape.owner}
            _fill_in(table(shape.model), values, spoiled, index)
            row = Row(
                table(shape.model),
                values,
                self.document,
                where,
                index,
                shape.owner,
                formerly=formerly,
                spoiled=frozenset(spoiled),
            )
            self.rows.append(row)
            owner = row.ref if all(row.parts.values()) else None
        for name, part in shape.parts.items():
            items = data.get(name, [])
            if not isinstance(items, list):
                what = f"should be a list, each item on a line with “- ” (got {got(items)})"
                self.problems.append(self.document.problem((*where, name), what))
                continue
            for position, item in enumerate(items):
                self.walk(part, item, (*where, name, position), position, owner)


def _lacks_source(values: Mapping[str, Any]) -> bool:
    return values["source"] is None and values["status"] != SourcedFact.Status.DRAFT


def _kept(value: Any, column: Column, spoiled: bool) -> Any:
    """A value of a row that has other problems; a wrong slug stays, so that whoever names it is not wrong too."""
    if value is None or (spoiled and not isinstance(value, str)):
        return None if column.name == "position" else column.default
    return value


def _fill_in(own: Table, values: dict[str, Any], spoiled: set[str], index: int) -> None:
    """What a file need not say: the place in the list, and the key that a fact has by its subject."""
    for name, column in own.columns.items():
        if column.many:
            values[name] = tuple(dict.fromkeys(values[name]))
    if "position" in own.columns and values["position"] is None:
        values["position"] = index
    if issubclass(own.model, KeyedFact) and not values["key"]:
        values["key"] = derived_key(own.model, values)
        spoiled |= {"key"} if spoiled.intersection(own.model.key_fields) else set()


def derived_key(model: type[KeyedFact], values: Mapping[str, Any]) -> str:
    """The key of a fact for which nobody wrote one: `sources.keys.key_of` for values that are not saved yet."""
    return key_from(*(values[name] for name in model.key_fields))


def _file_type(column: Column) -> Any:
    """The type that pydantic checks in a file, with the model's own limits."""
    if column.many:
        return list[Annotated[str, Field(min_length=1)]]
    django = column.django
    if column.target:
        return Annotated[str, Field(min_length=1)] | None if django.null else Annotated[str, Field(min_length=1)]
    kind: Any
    if isinstance(django, models.DecimalField):
        kind = Annotated[Decimal, BeforeValidator(_whole_is_decimal)]
    else:
        kind = next(kind for base, kind in _TYPES if isinstance(django, base))
    kind = Annotated[kind, AfterValidator(_model_limits(django))]
    return kind | None if django.null or column.name == "position" else kind


_TYPES: tuple[tuple[type, Any], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.DateField, date),
    (models.CharField, str),
    (models.TextField, str),
)


def _whole_is_decimal(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _model_limits(django: Any) -> Callable[[Any], Any]:
    """A validator with the field's choices and its own validators: length, digits, address, slug."""
    choices = [value for value, _ in django.flatchoices or ()]

    def check(value: Any) -> Any:
        if value == "" and django.blank:
            return value
        if value == "":
            raise ValueError("should not be empty")
        if choices and value not in choices:
            raise ValueError(f"should be one of {', '.join(map(str, choices))}")
        try:
            django.run_validators(value)
        except DjangoError as error:
            raise ValueError(" ".join(error.messages)) from None
        return value

    return check
