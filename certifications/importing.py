"""How certifications and the rules of places stand in content files, and what must hold among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from certifications.models import Certification, CertificationFact, Issuer, Renewal, StateRule
from sources.content import Rows
from sources.documents import Problem
from sources.models import SourcedFact
from sources.rows import Row
from sources.shapes import Layout, Shape

LAYOUTS = (
    Layout("issuers.yaml", Shape(parts={"issuers": Shape(Issuer)}), added="issuers.yaml"),
    Layout(
        "certifications/*.yaml",
        Shape(
            Certification,
            parts={
                "facts": Shape(CertificationFact, owner="certification"),
                "renewals": Shape(Renewal, owner="certification"),
                "rules": Shape(StateRule, owner="certification"),
            },
        ),
        added="certifications/{ref}.yaml",
    ),
    Layout(
        "rules/*.yaml",
        Shape(parts={"rules": Shape(StateRule, owner="role")}),
        about="role",
        added="rules/{ref}.yaml",
    ),
)


def overlapping_rules(rows: Rows) -> Iterator[Problem]:
    """Two published rules in use on one day that answer the same question."""
    alike: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for rule in rows.whole(StateRule):
        if rule["standing"] == SourcedFact.Standing.USED and rule["status"] == SourcedFact.Status.PUBLISHED:
            alike[tuple(rule[name] for name in ("role", "certification", "place", "topic", "duty"))].append(rule)
    for rules in alike.values():
        for one, other in combinations(rules, 2):
            if _starts(one) <= _ends(other) and _starts(other) <= _ends(one):
                what = (
                    f"the rules {one['key']} and {other['key']} both answer {one['topic']} for {one['place']} "
                    f"on the same day; the first is at {one.at}"
                )
                yield other.problem("", what)


def _starts(rule: Row) -> date:
    return rule["effective_from"] or date.min


def _ends(rule: Row) -> date:
    return rule["effective_until"] or date.max


CHECKS = (overlapping_rules,)
