"""What the shipped content holds, read from its files: for tests that go through all of it."""

from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def documents(folder: str) -> list[dict[str, Any]]:
    """The documents of a folder, by the name of their file."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((FIXTURES / folder).glob("*.yaml"))]


VOCABULARY: dict[str, Any] = yaml.safe_load((FIXTURES / "vocabulary.yaml").read_text(encoding="utf-8"))
ROLES = documents("roles")
CERTIFICATIONS = documents("certifications")


def pairs_in_a_field() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each two roles that share a workplace, in the order of their slugs."""
    return [(one, other) for one, other in combinations(ROLES, 2) if one["field"] == other["field"]]
