"""Two rules may not answer one question on one day: decided here, for content files, imports and forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from django.apps import apps

from sources.keys import key_of
from sources.models import SourcedFact

Rule = TypeVar("Rule")
# The value that a rule has in a field: rules are rows of files, or of the database.
ValueOf = Callable[[Rule, str], Any]

# What rules have in common that answer the same question.
QUESTION = ("role", "certification", "place", "topic", "duty")
# Rules that readers are shown as the answer. A draft may say what it likes, and so may what is only claimed.
ANSWERS = {"status": SourcedFact.Status.PUBLISHED, "standing": SourcedFact.Standing.USED}


def overlapping(rules: Iterable[Rule], value: ValueOf[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Each two of these rules that answer the same question on one day, in the order given."""
    alike: dict[tuple[Any, ...], list[Rule]] = defaultdict(list)
    for rule in rules:
        if all(value(rule, name) == wanted for name, wanted in ANSWERS.items()):
            alike[tuple(value(rule, name) for name in QUESTION)].append(rule)
    for sisters in alike.values():
        for one, other in combinations(sisters, 2):
            if _starts(one, value) <= _ends(other, value) and _starts(other, value) <= _ends(one, value):
                yield one, other


def in_words(one: Rule, other: Rule, value: ValueOf[Rule]) -> str:
    """What is wrong with two such rules."""
    names = f"{value(one, 'key')} and {value(other, 'key')}"
    topics = dict(apps.get_model("certifications.StateRule").Topic.choices)  # which leans on this module
    topic = topics.get(value(one, "topic"), "nothing that we know").lower()
    return f"the rules {names} both answer {topic} for {value(one, 'place')} on the same day"


def of_instance(rule: Any, name: str) -> Any:
    """The value of a rule of the database, by the keys of what it leads to; one that is not saved yet has no key."""
    if name == "key":
        return rule.key or f"{key_of(rule)} (new)"
    return getattr(rule, rule._meta.get_field(name).attname)


def _starts(rule: Rule, value: ValueOf[Rule]) -> date:
    return value(rule, "effective_from") or date.min


def _ends(rule: Rule, value: ValueOf[Rule]) -> date:
    return value(rule, "effective_until") or date.max
