"""Reads content files: YAML in, plain values with their line numbers out, and every problem told by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sources.texts import unfit_character

# The C parser is about ten times as fast; a PyYAML built without it still reads the same.
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Where a value stands in a document: ("duties", 3, "source").
Where = tuple[str | int, ...]

MOST_BYTES = 5_000_000
MOST_DEEP = 50


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where an editor finds it."""

    file: str
    line: int
    field: str
    what: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.field}: {self.what}"
            if self.field
            else (f"{self.file}:{self.line}: {self.what}")
        )


class BadContent(ValueError):
    """Content that cannot be loaded: every problem in it, by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Document:
    """One file: its plain values, and the line of each."""

    name: str  # inside the content folder, with forward slashes: roles/paralegal.yaml
    file: str  # as messages name it
    data: Any = None
    lines: Mapping[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """The line of the value, or of the nearest one around it that was written down."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Where, what: str) -> Problem:
        names = ".".join(part for part in where if isinstance(part, str))
        return Problem(self.file, self.line(where), names, what)


def read(path: Path, *, name: str) -> tuple[Document, list[Problem]]:
    """The document, and what is wrong with it as YAML; with problems its data are not to be used."""
    document = Document(name, shown(path))
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            return document, [document.problem((), f"the file is larger than {MOST_BYTES:,} bytes")]
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return document, [Problem(document.file, line, "", "is not UTF-8 text; save the file as UTF-8")]
    except OSError as error:
        return document, [document.problem((), f"cannot be read: {error.strerror}")]
    return parse(text, document)


def parse(text: str, document: Document) -> tuple[Document, list[Problem]]:
    """The document with what its text says, and what is wrong with that as YAML."""
    try:
        if unfit := _unfit(text, document):
            return document, [unfit]
        node = yaml.compose(text, Loader)
        walk = _Walk(document)
        data = walk.value(node, ()) if node else None
    except yaml.YAMLError as error:
        return document, [_broken(document, text, error)]
    if not walk.problems and not isinstance(data, dict):
        walk.problems.append(document.problem((), "should hold names and values, like “slug: paralegal”"))
    return Document(document.name, document.file, data, walk.lines), walk.problems


def shown(path: Path) -> str:
    """The path as a person in this folder would write it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def describe(document: Document, where: Where, error: ValidationError, known: Iterable[str]) -> list[Problem]:
    """What is wrong with the values at one place; `known` are all the names that may stand there."""
    problems = []
    for detail in error.errors():
        what = _words(detail)
        if detail["type"] == "extra_forbidden":
            near = get_close_matches(str(detail["loc"][0]), list(known), 1)
            what += f"; did you mean “{near[0]}”?" if near else ""
        if detail["type"] != "missing":
            what += f" (got {got(detail['input'])})"
        problems.append(document.problem((*where, *detail["loc"]), what))
    return problems


def got(value: object) -> str:
    """A value as a message repeats it: as it was written, and not too much of it."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "names and values"
    words = str(value).lower() if isinstance(value, bool) else str(value)
    words = words if len(words) <= 60 else words[:57] + "..."
    return repr(words) if isinstance(value, str) else words


_WORDS = {
    "extra_forbidden": "there is no such field here",
    "missing": "is missing",
    "string_type": "should be text; put a number, a date, true or false in quotes",
    "bool_type": "should be true or false",
    "int_type": "should be a whole number, without quotes",
    "decimal_type": "should be a number, without quotes",
    "is_instance_of": "should be a number, without quotes",
    "date_type": "should be a date like 2025-05-01, without quotes",
    "list_type": "should be a list, each item on a line with “- ”",
    "model_type": "should hold names and values",
    "model_attributes_type": "should hold names and values",
    "dict_type": "should hold names and values",
}


def _words(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return _WORDS.get(detail["type"]) or detail["msg"][:1].lower() + detail["msg"][1:]


def _unfit(text: str, document: Document) -> Problem | None:
    """What would make the values grow without end: a reference, which may lead to itself, or lists 50 deep."""
    depth = 0
    for event in yaml.parse(text, Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return Problem(document.file, line, "", f"do not use references; write it out (got *{event.anchor})")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            return Problem(document.file, line, "", "is nested too deeply")
    return None


def _broken(document: Document, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    if mark and "\t" in (text.split("\n")[mark.line : mark.line + 1] or [""])[0]:
        what += "; a line may not be indented with tabs"
    return Problem(document.file, line, "", f"is not YAML: {what}")


class _Walk:
    """Turns YAML's nodes into plain values, noting the line of each.

    Stricter than YAML itself, which takes `no` for false, `010` for 8 and `1:30` for 90: such words are a
    problem here, because a later reader could take them either way.
    """

    NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
    DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines: dict[Where, int] = {(): 1}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, where: Where) -> Any:
        self.lines.setdefault(where, node.start_mark.line + 1)
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if isinstance(node, yaml.MappingNode) and kind == "map":
            return self.mapping(node, where)
        if isinstance(node, yaml.SequenceNode) and kind == "seq":
            return [self.value(item, (*where, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node.value, kind, where)
        return self.problem(where, f"has a tag that content files do not use (got {got(node.tag)})")

    def mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                self.lines.setdefault(where, line)
                name = key.value if isinstance(key, yaml.ScalarNode) else "?"
                self.problems.append(
                    Problem(self.document.file, line, "", f"a field's name should be a word (got {got(name)})")
                )
            elif key.value in values:
                first = self.lines[*where, key.value]
                self.problems.append(
                    Problem(
                        self.document.file,
                        line,
                        self.document.problem((*where, key.value), "").field,
                        f"is written twice here; it is on line {first} too",
                    )
                )
            else:
                self.lines[*where, key.value] = line
                values[key.value] = self.value(value, (*where, key.value))
        return values

    def scalar(self, text: str, kind: str, where: Where) -> Any:
        quoted = "put it in quotes if it is text"
        match kind:
            case "str":
                if unfit := unfit_character(text):
                    return self.problem(where, f"holds a control character, {unfit}; take it out (got {got(text)})")
                return text
            case "null":
                return None
            case "bool":
                if text in ("true", "false"):
                    return text == "true"
                return self.problem(where, f"write true or false, or {quoted} (got {text})")
            case "int" | "float":
                if self.NUMBER.match(text):
                    return int(text) if kind == "int" and len(text) < 30 else Decimal(text)
                return self.problem(where, f"write the number in plain digits, or {quoted} (got {text})")
            case "timestamp":
                try:
                    return date.fromisoformat(text if self.DATE.match(text) else "")
                except ValueError:
                    return self.problem(where, f"is not a date of the form 2025-05-01; {quoted} (got {text})")
        return self.problem(where, f"has a tag that content files do not use (got {got(text)})")

    def problem(self, where: Where, what: str) -> None:
        names = self.document.problem(where, "").field
        self.problems.append(Problem(self.document.file, self.lines[where], names, what))
