"""Which certifications are for the same roles."""

from __future__ import annotations

from careers.credentialfacts import CredentialName
from careers.facts.credentiallines import roles_by_certification
from careers.facts.credentialnames import ENDED, credential_name
from careers.facts.standpoint import COUNTRY
from certifications.models import Certification

NEAREST = 4


def for_the_same_roles(slug: str) -> list[CredentialName]:
    """A few to hold it against: what took its place, then those for the most of its roles: five queries.

    What is another state's own comes after, and what has ended, last.
    """
    known = list(Certification.objects.select_related("issuer"))
    found = next(row for row in known if row.slug == slug)
    roles = {pk: {role.pk for role in linked} for pk, linked in roles_by_certification().items()}
    own = roles.get(found.pk) or roles.get(found.replaced_by_id, set())

    def is_near(other: Certification) -> bool:
        succeeds = other.pk == found.replaced_by_id or other.replaced_by_id == found.pk
        return succeeds or bool(own & roles.get(other.pk, set()))

    def rank(other: Certification) -> tuple[bool, bool, bool, int, str]:
        return (
            other.pk != found.replaced_by_id,
            other.status in ENDED,
            other.place_id not in (found.place_id, COUNTRY),
            -len(own & roles.get(other.pk, set())),
            other.title,
        )

    near = sorted((other for other in known if other is not found and is_near(other)), key=rank)
    return [credential_name(other) for other in near[:NEAREST]]
