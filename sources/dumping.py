"""Writes rows back as content files, in the one form that the files are kept in."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from sources.content import content_files, layout_of
from sources.documents import BadContent, Problem, parse, read, shown
from sources.ledger import FILES, Id, follow_renames
from sources.models import KeyedFact, LoadedRow
from sources.rows import Model, Row, decimal_words
from sources.shapes import Layout, Shape, derived_key, rows_in
from sources.stored import Stored, read_stored

WIDTH = 110
# Longer texts are folded under their name.
FOLD = 80


@dataclass
class Written:
    """What a dump did, by the files' names."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    # Files that hold nothing of the database, and that were never loaded: somebody's own.
    left: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.written)} written, {len(self.removed)} removed, {len(self.same)} as they were"


def dump_rows(folder: Path, layouts: Sequence[Layout], models: Sequence[Model]) -> Written:
    """Write every row of these models into a content folder, new or not.

    A file that already says the same is left as it is. A file none of whose rows is there any more is removed, if
    it was loaded once; a folder that holds other YAML is refused with BadContent.
    """
    found = {path.relative_to(folder).as_posix(): path for path in content_files(folder)} if folder.is_dir() else {}
    strangers = [path for name, path in found.items() if not layout_of(name, layouts) or path.is_dir()]
    if strangers or (folder.exists() and not folder.is_dir()):
        what = "is not a content file, so this is no folder to write content into"
        raise BadContent([Problem(shown(path), 1, "", what) for path in strangers or [folder]])
    stored = _with_all_they_name(models)
    ledger = follow_renames(LoadedRow.objects.all(), stored, models)
    made = _Documents(ledger, [row for rows in stored.rows.values() for row in rows.values()], stored.former)
    for layout in layouts:
        made.add(layout)
    if misfits := [name for name in made.documents if not _can_be_loaded(name, layouts)]:
        what = "no content file can have this name, so nothing was written; change the slug or code of its row"
        raise BadContent([Problem(name, 1, "", what) for name in misfits])
    known = {entry.document for entry in ledger.values()}
    result = Written()
    for name, data in sorted(made.documents.items()):
        text = as_yaml(data)
        if name in found and _says(found[name], name, text, layouts):
            result.same.append(name)
        else:
            _write(folder / name, text)
            result.written.append(name)
    for name in sorted(found.keys() - made.documents.keys()):
        if name in known:
            found[name].unlink()
            result.removed.append(name)
        else:
            result.left.append(name)
    return result


def _with_all_they_name(models: Sequence[Model]) -> Stored:
    """Our own rows, and the imported ones that they name: those stand in the files, too."""
    named: dict[Model, set[Any]] = defaultdict(set)
    while True:
        stored = read_stored(models, besides=lambda model: Q(pk__in=named[model]))
        before = sum(map(len, named.values()))
        here = {(model, row.pk) for model, rows in stored.rows.items() for row in rows.values()}
        for rows in stored.rows.values():
            for row in rows.values():
                for name, target in row.table.targets.items():
                    pks = (stored.pks[target][ref] for ref in row.refs(name))
                    named[target].update(pk for pk in pks if (target, pk) not in here)
        if sum(map(len, named.values())) == before:
            return stored


class _Documents:
    """All documents, by name, as plain data."""

    def __init__(
        self, ledger: Mapping[Id, LoadedRow], rows: Iterable[Row], former: Mapping[Model, Mapping[str, list[str]]]
    ) -> None:
        self.ledger = ledger
        self.former = former
        self.documents: dict[str, dict[str, Any]] = {}
        self.by_model: dict[Model, list[Row]] = defaultdict(list)
        self.by_owner: dict[tuple[Model, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            entry = self.entry(row)
            if entry and entry.loader != FILES:
                continue
            self.by_model[row.table.model].append(row)
            for name, column in row.table.columns.items():
                if column.target and not column.many and row[name] is not None:
                    self.by_owner[row.table.model, name, row[name]].append(row)

    def entry(self, row: Row) -> LoadedRow | None:
        return self.ledger.get((row.table.model, row.key))

    def add(self, layout: Layout) -> None:
        shape = layout.shape
        if shape.model:
            for row in sorted(self.by_model[shape.model], key=self.place):
                self.documents[self.free_name(row, layout, row.ref)] = self.data(shape, row, 0)
            return
        for part, rows_shape in shape.parts.items():
            lists: dict[tuple[str, str], list[Row]] = defaultdict(list)
            for row in self.by_model[rows_shape.of]:
                about = row[layout.about] if layout.about else ""
                if about is not None:
                    lists[self.name(row, layout, about), about].append(row)
            for (name, about), rows in sorted(lists.items()):
                if layout.about and self.documents.get(name, {}).get(layout.about, about) != about:
                    name = _default_name(layout, about)
                document = self.documents.setdefault(name, {layout.about: about} if layout.about else {})
                document[part] = self.items(rows_shape, rows)

    def name(self, row: Row, layout: Layout, ref: str) -> str:
        """The file that a row stands in: the one it was loaded from."""
        entry = self.entry(row)
        if entry and layout_of(entry.document, [layout]):
            return entry.document
        return _default_name(layout, ref)

    def free_name(self, row: Row, layout: Layout, ref: str) -> str:
        """The file for a row that has one to itself."""
        name = self.name(row, layout, ref)
        return name if name not in self.documents else _default_name(layout, f"{ref}-2")

    def place(self, row: Row) -> tuple[Any, ...]:
        """Sorts a list: the order that the rows bear, and else the one they were loaded in; added rows come last."""
        entry = self.entry(row)
        position = row.values.get("position", 0)
        return (entry is None, position, entry.index if entry else 0, row.key)

    def items(self, shape: Shape, rows: Iterable[Row]) -> list[dict[str, Any]]:
        return [self.data(shape, row, index) for index, row in enumerate(sorted(rows, key=self.place))]

    def data(self, shape: Shape, row: Row, index: int) -> dict[str, Any]:
        """One row as the files write it: what goes without saying is left out."""
        implied = {name: column.default for name, column in shape.columns.items() if not column.required}
        if "position" in implied:
            implied["position"] = index
        if issubclass(row.table.model, KeyedFact):
            implied["key"] = derived_key(row.table.model, row.values)
        data = {
            name: column.tidy(row[name])
            for name, column in shape.columns.items()
            if name not in implied or column.plain(row[name]) != column.plain(implied[name])
        }
        former = self.former.get(row.table.model, {}).get(row.ref, []) if shape.slugged else []
        if former:
            data = {"slug": data["slug"], "formerly": tuple(reversed(former))} | data
        for name, part in shape.parts.items():
            if rows := self.by_owner[part.of, part.owner, row.ref]:
                data[name] = self.items(part, rows)
        return data


def _default_name(layout: Layout, ref: str) -> str:
    return layout.added.format(ref=ref.replace(":", "-"))


def _can_be_loaded(name: str, layouts: Sequence[Layout]) -> bool:
    """Whether a file of this name is inside the folder, and read when the folder is loaded."""
    parts = name.split("/")
    return bool(layout_of(name, layouts)) and not any(part.startswith(".") or not part.isprintable() for part in parts)


def _says(path: Path, name: str, text: str, layouts: Sequence[Layout]) -> bool:
    """Whether a file holds just these rows, in this order, however it puts it."""
    layout = layout_of(name, layouts)
    document, problems = read(path, name=name)
    if problems or not layout:
        return False
    there, problems = rows_in(document, layout)
    wanted, _ = rows_in(parse(text, document)[0], layout)
    return not problems and [_said(row) for row in there] == [_said(row) for row in wanted]


def _said(row: Row) -> tuple[str, str, list[str]]:
    return row.key, row.digest, sorted(row.formerly)


def _write(path: Path, text: str) -> None:
    """Replace the file in one step; the comment at its top stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _top_comment(path) + text
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _top_comment(path: Path) -> str:
    if not path.exists():
        return ""
    comment = ""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True):
        if not line.startswith("#"):
            break
        comment += line
    return comment


# The C dumper where PyYAML was built with it: a base that is only known when it runs.
class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Block style, but names of other rows on one line; numbers as a person writes them."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _represent_number(dumper: yaml.Dumper, value: Decimal) -> yaml.Node:
    words = decimal_words(value)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in words else 'int'}", words)


def _represent_names(dumper: yaml.Dumper, value: tuple[str, ...]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def _represent_text(dumper: yaml.Dumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else ">" if len(value) > FOLD else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(Decimal, _represent_number)
_Dumper.add_representer(tuple, _represent_names)
_Dumper.add_representer(str, _represent_text)


def as_yaml(data: dict[str, Any]) -> str:
    """A document as YAML that people can read, with the names in the order given."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False)
