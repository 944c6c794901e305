"""The least that a page could cost: what our pages stand beside.

`/bare` answers constant bytes, behind our own middleware (`benchmarks.bare_settings`). `/table` is a Django page that
somebody tuned by hand: one table of as many rows, columns and bytes as asked for, read with two queries of
`values_list` and handed to the template as strings, behind the middleware that Django comes with
(`benchmarks.tuned_settings`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

# Rows enough that every page reads other ones.
SUBJECTS, ROWS = 100, 1_000
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Side by side</title></head><body><main>
<h1>Side by side</h1><table><thead><tr><th scope="col">Measure</th>{% for each in subjects %}
<th scope="col"><a href="/{{ each.code }}/">{{ each.title }}</a></th>{% endfor %}</tr></thead><tbody>
{% for row in rows %}<tr{% if row.differs %} class="d"{% endif %}><th scope="row">{{ row.label }}</th>
{% for cell in row.cells %}
<td><span>{{ cell.value }}</span>{% if cell.is_most %} <b>most</b>{% endif %} {{ cell.words }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table></main></body></html>"""
# What a row, and a cell, come to without words.
ROW_BYTES, CELL_BYTES = 60, 29

LABELS = [f"Measure number {number}" for number in range(ROWS)]

template = Engine().from_string(PAGE)


class Subject(models.Model):
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=40)
    objects: ClassVar[models.Manager[Subject]] = models.Manager()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """What a subject has in the row of a label."""

    subject = models.ForeignKey(Subject, models.CASCADE)
    label = models.IntegerField()
    value = models.FloatField()
    objects: ClassVar[models.Manager[Rating]] = models.Manager()

    class Meta:
        app_label = "floor"
        constraints = [models.UniqueConstraint(fields=["subject", "label"], name="one_rating_a_label")]

    def __str__(self) -> str:
        return f"{LABELS[self.label]}: {self.value}"


def make() -> None:
    """Fill the database of the tuned page."""
    with connection.schema_editor() as editor:
        editor.create_model(Subject)
        editor.create_model(Rating)
    Subject.objects.bulk_create(
        Subject(pk=number, code=f"subject-{number}", title=f"Subject & number {number}") for number in range(SUBJECTS)
    )
    Rating.objects.bulk_create(
        Rating(subject_id=one, label=other, value=(one * 37 + other * 11) % 500 / 100)
        for one in range(SUBJECTS)
        for other in range(ROWS)
    )


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"<p>" + b"x" * int(request.GET["bytes"]))


def table(request: HttpRequest) -> HttpResponse:
    count, size = int(request.GET["rows"]), int(request.GET["bytes"])
    wanted = [int(number) % SUBJECTS for number in request.GET["of"].split("-")]
    told = Subject.objects.filter(id__in=wanted).values_list("id", "code", "title")
    subjects = {number: {"code": code, "title": title} for number, code, title in told}
    values: list[dict[int, float]] = [{} for _ in range(count)]
    ratings = Rating.objects.filter(subject_id__in=wanted, label__lt=count)
    for subject, label, value in ratings.values_list("subject_id", "label", "value"):
        values[label][subject] = value
    length = (size // count - ROW_BYTES) // len(wanted) - CELL_BYTES
    words = ("and so on, " * (length // 11 + 1))[: max(0, length)]
    rows = []
    for label, row in zip(LABELS, values, strict=False):
        most, least = max(row.values()), min(row.values())
        cells = [{"value": str(row[each]), "is_most": row[each] == most, "words": words} for each in wanted]
        rows.append({"label": label, "differs": most - least > 1.5, "cells": cells})
    page = Context({"subjects": [subjects[each] for each in wanted], "rows": rows})
    return HttpResponse(template.render(page))


urlpatterns = [path("bare", bare), path("table", table)]
