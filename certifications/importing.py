"""How certifications and the rules of places stand in content files, and what must hold among them."""

from __future__ import annotations

from collections.abc import Iterator

from certifications.models import Certification, CertificationFact, Issuer, Renewal, StateRule
from certifications.overlaps import in_words, overlapping
from sources.content import Rows
from sources.documents import Problem
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
    """Two rules that answer the same question on one day."""
    for one, other in overlapping(rows.whole(StateRule), Row.__getitem__):
        where = f"the first is at {one.at}" if one.where else "the first is here already"
        yield other.problem("", f"{in_words(one, other, Row.__getitem__)}; {where}")


CHECKS = (overlapping_rules,)
