"""The least that a page could cost: what our pages stand beside.

`/bare` answers constant bytes, behind our own middleware (`benchmarks.bare_settings`). `/table` is a Django page that
somebody tuned by hand: one table of as many rows, columns and bytes as asked for, read with two queries as tuples
and handed to the template as strings, behind the middleware that Django comes with (`benchmarks.tuned_settings`).
"""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

# Rows enough that every page reads other ones.
SUBJECTS, ROWS = 100, 1_000
TABLES = """
CREATE TABLE subject (id integer PRIMARY KEY, code text NOT NULL UNIQUE, title text NOT NULL);
CREATE TABLE label (id integer PRIMARY KEY, title text NOT NULL);
CREATE TABLE rating (subject_id integer NOT NULL, label_id integer NOT NULL, value real NOT NULL,
                     PRIMARY KEY (subject_id, label_id)) WITHOUT ROWID;
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Side by side</title></head><body><main>
<h1>Side by side</h1><table><thead><tr><th scope="col">Measure</th>{% for each in subjects %}
<th scope="col"><a href="/{{ each.code }}/">{{ each.title }}</a></th>{% endfor %}</tr></thead><tbody>
{% for row in rows %}<tr{% if row.differs %} class="d"{% endif %}><th scope="row">{{ row.label }}</th>
{% for cell in row.cells %}
<td><span>{{ cell.value }}</span>{% if cell.is_most %} <b>most</b>{% endif %} {{ cell.words }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table></main></body></html>"""
# What a row, and a cell, come to without words.
ROW_BYTES, CELL_BYTES = 60, 29

template = Engine().from_string(PAGE)


def make() -> None:
    """Fill the database of the tuned page."""
    with connection.cursor() as cursor:
        for statement in TABLES.split(";"):
            cursor.execute(statement)
        cursor.executemany(
            "INSERT INTO subject VALUES (%s, %s, %s)",
            [(number, f"subject-{number}", f"Subject & number {number}") for number in range(SUBJECTS)],
        )
        cursor.executemany(
            "INSERT INTO label VALUES (%s, %s)", [(number, f"Measure number {number}") for number in range(ROWS)]
        )
        cursor.executemany(
            "INSERT INTO rating VALUES (%s, %s, %s)",
            [(one, other, (one * 37 + other * 11) % 500 / 100) for one in range(SUBJECTS) for other in range(ROWS)],
        )


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"<p>" + b"x" * int(request.GET["bytes"]))


def table(request: HttpRequest) -> HttpResponse:
    count, size = int(request.GET["rows"]), int(request.GET["bytes"])
    wanted = [int(number) % SUBJECTS for number in request.GET["of"].split("-")]
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        # The marks stand for numbers, as many as are wanted.
        cursor.execute(f"SELECT id, code, title FROM subject WHERE id IN ({marks})", wanted)  # noqa: S608
        subjects = {number: {"code": code, "title": title} for number, code, title in cursor.fetchall()}
        # Here, too.
        cursor.execute(
            "SELECT subject_id, label_id, title, value FROM rating JOIN label ON label.id = label_id "  # noqa: S608
            f"WHERE subject_id IN ({marks}) AND label_id < %s",
            [*wanted, count],
        )
        values: dict[int, dict[int, float]] = {}
        labels: dict[int, str] = {}
        for subject, label, title, value in cursor.fetchall():
            values.setdefault(label, {})[subject] = value
            labels[label] = title
    length = (size // count - ROW_BYTES) // len(wanted) - CELL_BYTES
    words = ("and so on, " * (length // 11 + 1))[: max(0, length)]
    rows = []
    for label, row in values.items():
        most, least = max(row.values()), min(row.values())
        cells = [{"value": str(row[each]), "is_most": row[each] == most, "words": words} for each in wanted]
        rows.append({"label": labels[label], "differs": most - least > 1.5, "cells": cells})
    page = Context({"subjects": [subjects[each] for each in wanted], "rows": rows})
    return HttpResponse(template.render(page))


urlpatterns = [path("bare", bare), path("table", table)]
