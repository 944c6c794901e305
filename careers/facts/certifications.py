"""Certifications that help in a role, each in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from careers.cells import MISSING, Cell
from careers.facts.known import written_of
from careers.facts.sources import citations
from careers.facts.standpoint import Standpoint
from careers.facts.trust import tags
from careers.models import RoleRecommendation, Strength
from careers.rolefacts import CertificationFacts
from careers.wording import amount_words, dollars
from certifications.models import Certification, CertificationFact
from roles.models import Role

# A fee without an upper end is the fee itself, unless its words say that it can be more.
OPEN_END = re.compile(r"\b(from \$|at least|or more|and up|starts? at)", re.IGNORECASE)


def certifications(family: tuple[Role, ...], view: Standpoint) -> tuple[CertificationFacts, ...]:
    """What is recommended for the role, in editor order; a specialty takes over what its parent says."""
    found: dict[str, CertificationFacts] = {}
    for generation, member in enumerate(family):
        recommended = view.used(written_of(member, "recommendations"), subject=lambda fact: fact.milestone_id)
        for fact in recommended.values():
            if generation and not fact.passed_on:
                continue
            if certification := fact.milestone.certification:
                found.setdefault(certification.slug, _certification(fact, certification, view))
    return tuple(found.values())


def certification_cell(found: tuple[CertificationFacts, ...]) -> Cell:
    """What the at-a-glance table says: whether one is needed, and the first on file."""
    if not found:
        return MISSING
    needed = [item for item in found if item.strength == Strength.LAW.label]
    first = (needed or found)[0]
    value = "Required by law" if needed else "Optional"
    return Cell((value, first.slug), value, f"For example: {first.title}", sources=first.cell.sources)


def _certification(fact: RoleRecommendation, certification: Certification, view: Standpoint) -> CertificationFacts:
    facts = view.nearest(certification.facts.all(), subject=lambda found: (found.topic, found.audience))
    fees = [found for found in facts if found.topic == CertificationFact.Topic.FEE]
    lasts = [found for found in facts if found.topic == CertificationFact.Topic.VALIDITY]
    status = "" if certification.status == Certification.Status.OFFERED else certification.get_status_display()
    parts = [str(certification.issuer), _fee(fees), *(_amount(found) for found in lasts[:1]), status]
    shown = [*fees, *lasts[:1]]
    marks = [tag for found in shown for tag in tags(found, view.today)]
    return CertificationFacts(
        slug=certification.slug,
        title=str(certification),
        kind=certification.get_kind_display(),
        strength=fact.get_strength_display(),
        cell=Cell(
            code=certification.slug,
            value=str(certification),
            context=" · ".join(part for part in parts if part),
            tags=tuple(dict.fromkeys([*tags(fact, view.today), *marks])),
            sources=tuple(
                {source.slug: source for each in [fact, *shown] for source in citations(each, view.today)}.values()
            ),
        ),
    )


def fee_span(fees: Iterable[CertificationFact]) -> str:
    """The span of all fees on file in US dollars, whoever pays them: `$125 to $275`, `from $55`."""
    known = [fee for fee in fees if fee.unit == "USD" and fee.min is not None]
    amounts = [amount for fee in known for amount in (fee.min, fee.max) if amount is not None]
    if not amounts:
        return ""
    low, high = min(amounts), max(amounts)
    if any(fee.max is None and OPEN_END.search(fee.text) for fee in known):
        return f"from {dollars(low)}"
    return dollars(low) if low == high else f"{dollars(low)} to {dollars(high)}"


def _fee(fees: list[CertificationFact]) -> str:
    """The span of fees as a line of its own says it: one who pays several pays “fees”."""
    span = fee_span(fees)
    payers = [fee.audience for fee in fees if fee.unit == "USD" and fee.min is not None]
    word = "fee" if len(set(payers)) == len(payers) else "fees"
    if not span:
        return ""
    return f"{word} {span}" if span.startswith("from") else f"{span} {word}"


def _amount(fact: CertificationFact) -> str:
    if fact.min is None:
        return fact.text.rstrip(".")
    return f"lasts {amount_words(fact.min, fact.unit)}"
