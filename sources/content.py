"""A folder of content files as one whole: every row in it, and what must hold among rows of any kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from sources.circles import circle
from sources.constraints import broken_constraints
from sources.documents import BadContent, Problem, got, read, shown
from sources.rows import Model, Row, table
from sources.shapes import Layout, rows_in


class Rows:
    """All rows of the content files, with the few questions that checks ask of them."""

    def __init__(self) -> None:
        self.by_model: dict[Model, list[Row]] = defaultdict(list)
        # Models some of whose rows could not be read: what is not found among them may well be there.
        self.unread: set[Model] = set()

    def __iter__(self) -> Iterator[Row]:
        for rows in self.by_model.values():
            yield from rows

    def of(self, model: Model) -> list[Row]:
        return self.by_model.get(model, [])

    def whole(self, model: Model) -> list[Row]:
        """The rows of which nothing is missing or wrong."""
        return [row for row in self.of(model) if not row.spoiled]

    def lacks(self, *models: Model) -> bool:
        """Whether any row of these models could not be read whole, so that conclusions from them may be wrong."""
        return any(model in self.unread or any(row.spoiled for row in self.of(model)) for model in models)


Check = Callable[[Rows], Iterator[Problem]]


def read_content(
    folder: Path, layouts: Sequence[Layout], checks: Sequence[Check], *, before_the_database: bool = True
) -> Rows:
    """Every row of the folder, or BadContent with every problem in it.

    Whoever is about to write the rows may leave the models' constraints to the database, which holds them
    sooner than we can: then they are looked at only where something else is wrong, so that all is said at once.
    """
    rows, problems = Rows(), list[Problem]()
    for layout in layouts:
        # Every model has its place, so that rows come in the order of the layouts.
        for model in layout.shape.models():
            rows.by_model[model] = []
    for path in content_files(folder):
        name = path.relative_to(folder).as_posix()
        kind = layout_of(name, layouts)
        if not kind:
            problems.append(Problem(shown(path), 1, "", "is not a file that content is kept in; see README.md there"))
            continue
        document, wrong = read(path, name=name)
        if wrong:
            rows.unread |= set(kind.shape.models())
        else:
            found, wrong = rows_in(document, kind)
            for row in found:
                rows.by_model[row.table.model].append(row)
        problems += wrong
    if not problems and not any(rows):
        raise BadContent([Problem(shown(folder), 1, "", "there are no content files in this folder")])
    for check in (
        _same_twice,
        _former_names_in_use,
        _unknown_rows,
        _rows_inside_themselves,
        *checks,
    ):
        problems += check(rows)
    if problems or before_the_database:
        problems += broken_constraints(rows)
    if problems:
        raise BadContent(problems)
    return rows


def content_files(folder: Path) -> list[Path]:
    """All that is named like YAML in a content folder, in order; hidden files and editors' copies are not.

    Whatever else is wrong with it (capitals, a folder of such a name) whoever reads it says: nothing is passed over.
    """
    found = (path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml"))
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def layout_of(name: str, layouts: Sequence[Layout]) -> Layout | None:
    """The layout of the files that this one is among; None where content is kept in no such file."""
    for layout in layouts:
        if fnmatchcase(name, layout.files) and name.count("/") == layout.files.count("/"):
            return layout
    return None


def _same_twice(rows: Rows) -> Iterator[Problem]:
    for model in rows.by_model:
        first: dict[str, Row] = {}
        for row in rows.of(model):
            if row.spoiled & row.parts.keys():
                continue
            name = list(row.parts)[-1]
            if before := first.setdefault(row.key, row):
                if before is row:
                    continue
                what = f"this {row.table.called} is at {before.at} too"
                if name == "key":
                    what += "; give one of them a “key” of its own"
                yield row.problem(name, f"{what} (got {got(row[name])})")


def _former_names_in_use(rows: Rows) -> Iterator[Problem]:
    """A slug that one row had, and that another row has, or says it had."""
    for model in rows.by_model:
        now = {row.ref: row for row in rows.of(model)}
        before: dict[str, Row] = {}
        for row in rows.of(model):
            for old in row.formerly:
                other = now.get(old) or before.setdefault(old, row)
                if old in now or other is not row:
                    yield row.problem("formerly", f"names the {row.table.called} at {other.at} (got {got(old)})")


def _unknown_rows(rows: Rows) -> Iterator[Problem]:
    known: dict[Model, set[str]] = defaultdict(set)
    for row in rows:
        known[row.table.model].add(row.ref)
    said: set[tuple[str, int, str]] = set()
    for row in rows:
        for name, target in row.table.targets.items():
            if name in row.spoiled or target in rows.unread:
                continue
            for ref in row.refs(name):
                if ref in known[target]:
                    continue
                # A row that a whole document is about is named once, at its top.
                where = (name,) if row.owner == name and (name,) in row.document.lines else (*row.where, name)
                line = row.document.line(where)
                if (row.document.name, line, ref) in said:
                    continue
                said.add((row.document.name, line, ref))
                near = get_close_matches(ref, known[target], 1, cutoff=0.75)
                hint = f"; did you mean {near[0]}?" if near else ""
                what = f"there is no {table(target).called} of this name{hint} (got {got(ref)})"
                yield row.document.problem(where, what)


def _rows_inside_themselves(rows: Rows) -> Iterator[Problem]:
    """Rows whose parent's parent (and so on) is the row itself."""
    for model in rows.by_model:
        for name, target in table(model).targets.items():
            if target is not model or table(model).columns[name].many:
                continue
            above = {row.ref: row[name] for row in rows.of(model) if name not in row.spoiled}
            for row in rows.of(model):
                ring = circle(row.ref, above)
                # A row that names itself outright breaks a constraint, which says so better.
                if len(ring) > 2:
                    what = f"leads round in a circle: {' → '.join(ring)}"
                    yield row.problem(name, f"{what} (got {got(row[name])})")
