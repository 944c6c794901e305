"""Which certifications are for the same roles."""

from __future__ import annotations

from careers.credentialfacts import CredentialName
from careers.facts.credentials import credential_name, roles_by_certification
from certifications.models import Certification

ENDED = (Certification.Status.CLOSED, Certification.Status.CLOSING)


def for_the_same_roles(found: Certification, count: int = 4) -> list[CredentialName]:
    """Those to hold it against: what took its place, then those for the most of its roles: a fixed number of queries.

    Of a state's own, that state's come first. What has ended is nothing to weigh, and comes last.
    """
    roles = {pk: {role.pk for role in linked} for pk, linked in roles_by_certification().items()}
    own = roles.get(found.pk) or roles.get(found.replaced_by_id, set())

    def rank(other: Certification) -> tuple[bool, bool, int, bool, str]:
        return (
            other.pk != found.replaced_by_id,
            other.status in ENDED,
            -len(own & roles.get(other.pk, set())),
            other.place_id != found.place_id,
            other.title,
        )

    others = Certification.objects.exclude(pk=found.pk).select_related("issuer")
    near = [
        other
        for other in others
        if own & roles.get(other.pk, set()) or other.pk == found.replaced_by_id or other.replaced_by_id == found.pk
    ]
    return [credential_name(other) for other in sorted(near, key=rank)[:count]]
