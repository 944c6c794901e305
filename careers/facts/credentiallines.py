"""Certifications and licenses in one line each, for lists, and the roles that each is tied to."""

from __future__ import annotations

from django.db.models import Prefetch, Q

from careers.credentialfacts import CredentialLine
from careers.facts.certifications import fee_span
from careers.facts.credentialnames import ENDED, credential_name
from careers.facts.remembered import remembered
from careers.facts.rules import is_checked
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import counts
from careers.models import RoleRecommendation, RouteNeed
from careers.rolefacts import RoleName
from careers.wording import first_sentence
from certifications.models import Certification, CertificationFact, StateRule
from roles.models import Role
from sources.models import SourcedFact

Topic = CertificationFact.Topic
Standing = SourcedFact.Standing
PUBLIC = Q(route__status=SourcedFact.Status.PUBLISHED)


def credential_listing(view: Standpoint) -> tuple[CredentialLine, ...]:
    """A line for each certification: one query, and those of `credential_lines` when content has changed."""
    return remembered("credentials", view, lambda: tuple(credential_lines(view)))


def credential_lines(view: Standpoint) -> list[CredentialLine]:
    """Every certification and license by workplace, then by title: a fixed number of queries."""
    rows = Certification.objects.select_related("issuer", "place").prefetch_related(
        Prefetch("facts", CertificationFact.objects.published().filter(topic=Topic.FEE)),
        Prefetch("rules", StateRule.objects.published().select_related("place")),
        Prefetch("accepted_by", StateRule.objects.published().select_related("role", "place")),
    )
    roles = roles_by_certification()
    # What took the place of another is for the same people.
    found = []
    for row in rows:
        linked = roles.get(row.pk) or roles.get(row.replaced_by_id, [])
        fees = [fee for fee in row.facts.all() if counts(fee, view)]
        amounts = [float(fee.min) for fee in fees if fee.unit == "USD" and fee.min is not None]
        accepting = [rule for rule in row.accepted_by.all() if is_offered(rule.role)]
        naming = [rule for rule in (*row.rules.all(), *accepting) if counts(rule, view) and is_checked(rule)]
        line = CredentialLine(
            name=credential_name(row),
            summary=first_sentence(row.lets_you),
            kind=row.kind,
            level=row.level,
            level_words="" if row.level == Certification.Level.UNKNOWN else row.get_level_display(),
            place=row.place.code,
            place_name="" if row.place_id == COUNTRY else row.place.name,
            named_in=frozenset(rule.place.code for rule in naming) - {COUNTRY},
            roles=tuple(RoleName(role.slug, role.title) for role in linked),
            fee=fee_span(fees),
            lowest_fee=min(amounts, default=None),
            workplace=linked[0].field.workplace if linked else "",
            field_slugs=tuple(dict.fromkeys(role.field.slug for role in linked)),
            has_ended=row.status in ENDED,
        )
        rank = (linked[0].field.position, linked[0].field.title) if linked else (2**15, "")
        found.append((rank, row.title.lower(), line))
    return [line for *_, line in sorted(found, key=lambda entry: entry[:2])]


def roles_by_certification() -> dict[int | None, list[Role]]:
    """The published roles that advice, rules and ways in tie to each certification: four queries."""
    pairs = [
        *RoleRecommendation.objects.published()
        .filter(standing=Standing.USED, milestone__certification__isnull=False)
        .order_by("position")
        .values_list("milestone__certification", "role"),
        *StateRule.objects.published()
        .filter(standing=Standing.USED, accepts__isnull=False, role__isnull=False)
        .order_by("pk")
        .values_list("accepts", "role"),
        *RouteNeed.objects.filter(PUBLIC, route__reaches__certification__isnull=False, milestone__role__isnull=False)
        .order_by("route__position", "position")
        .values_list("route__reaches__certification", "milestone__role"),
    ]
    published = Role.objects.published().select_related("field").in_bulk({role for _, role in pairs})
    found: dict[int | None, list[Role]] = {}
    for certification, role in dict.fromkeys(pairs):
        if role in published:
            found.setdefault(certification, []).append(published[role])
    return found


def is_offered(role: Role | None) -> bool:
    """Whether readers are offered the role."""
    return role is not None and role.status == Role.Status.PUBLISHED
