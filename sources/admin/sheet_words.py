"""What a table is, and what a file does to it, in words for the pages of an import."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Model

from sources.documents import Problem
from sources.rows import Column, Row, table
from sources.texts import sentence


def said(problem: Problem) -> tuple[str, str, str]:
    """Where it is and what is wrong, as a sentence."""
    return str(problem.line or "Columns"), problem.field, sentence(problem.what)


def new_values(row: Row) -> list[tuple[str, str, str]]:
    """Field, nothing and value for all that a new row says."""
    return [(name, "", shown(row[name])) for name in row.plain if name not in row.parts]


def changed_values(before: Row, after: Row) -> list[tuple[str, str, str]]:
    """Field, value before and value after, where these differ."""
    return [(name, shown(before[name]) or "nothing", shown(after[name]) or "nothing") for name in before.differs(after)]


def shown(value: Any) -> str:
    """A value as the cells of a table have it."""
    match value:
        case None | "":
            return ""
        case bool():
            return "true" if value else "false"
        case tuple() | list():
            return ", ".join(value)
    return str(value)


def columns_of(model: type[Model]) -> list[Column]:
    """The columns that a table of the model has."""
    return list(table(model).columns.values())


def known_by(model: type[Model]) -> str:
    """The columns that tell a row from all others, in words."""
    own = table(model)
    return " and ".join([" or ".join(own.owners), "key"] if own.owners else own.key_fields({}))


def meaning(column: Column) -> str:
    """What stands in the cells of a column."""
    if column.target:
        other = table(column.target)
        key = ":".join(other.key_fields({}))
        called = other.model._meta.verbose_name_plural if column.many else other.called
        return f"{key} of each of the {called}, with commas between" if column.many else f"{key} of the {called}"
    if column.django.choices:
        return ", ".join(str(value) for value, _ in column.django.flatchoices if value != "")
    for kind, words in (
        (models.BooleanField, "true or false"),
        (models.IntegerField, "a whole number"),
        (models.DecimalField, "a number, like 7.5"),
        (models.DateField, "a day, like 2025-05-01"),
    ):
        if isinstance(column.django, kind):
            return words
    return f"text, at most {column.django.max_length} characters" if column.django.max_length else "text"
