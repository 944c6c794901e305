"""Slugs renamed in content files (`formerly`): the row keeps its facts, and its old address leads on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sources import versioning
from sources.history import CHANGED, record
from sources.models import RenamedSlug
from sources.rows import Model, Row
from sources.writing import loaded_from


def former_names(rows: Iterable[Row]) -> dict[Model, dict[str, Row]]:
    """For each model, the slugs that its rows had before, each with the row that had it."""
    former: dict[Model, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        for old in row.formerly:
            former[row.table.model].setdefault(old, row)
    return former


def rename_rows(rows: Iterable[Row]) -> bool:
    """Give rows that the database has under a former slug the one they have now; whether there were any."""
    found = [
        (row, old)
        for model, former in former_names(rows).items()
        for row, old, here in _in_database(model, former)
        if old in here and row["slug"] not in here
    ]
    done = set()
    for row, old in found:
        if (row.table.model, row["slug"]) not in done:
            row.table.model._default_manager.filter(slug=old).update(slug=row["slug"])
            renamed = row.table.model._default_manager.get(slug=row["slug"])
            record(row.table.model, CHANGED, {renamed.pk: loaded_from(row)})
            RenamedSlug.objects.record(row.table.label, old, row["slug"])
            done.add((row.table.model, row["slug"]))
    if done:
        versioning.changed()
    return bool(done)


def record_former_names(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Let each former slug lead to its row, where that is here; what stands in the way."""
    conflicts = []
    for model, former in former_names(rows).items():
        known = dict(
            RenamedSlug.objects.filter(model=model._meta.label_lower, old__in=former).values_list("old", "new")
        )
        for row, old, here in _in_database(model, former):
            if row["slug"] in here and old in here:
                conflicts.append((row, f"formerly {old}, but another row is called so here; that keeps its address"))
            elif row["slug"] in here and known.get(old) != row["slug"]:
                RenamedSlug.objects.record(row.table.label, old, row["slug"])
                versioning.changed()
    return conflicts


def _in_database(model: Model, former: dict[str, Row]) -> Iterator[tuple[Row, str, set[str]]]:
    """Each row with a slug it had and the slugs, of all these, that the database has."""
    slugs = {*former, *(row["slug"] for row in former.values())}
    here = set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
    for old, row in former.items():
        yield row, old, here
