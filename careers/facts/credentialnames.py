"""What certifications are called, and what each one is."""

from __future__ import annotations

from careers.credentialfacts import CredentialName
from certifications.models import Certification

ENDED = (Certification.Status.CLOSED, Certification.Status.CLOSING)
STATUS: dict[str, str] = {
    Certification.Status.CLOSING: "Being phased out",
    Certification.Status.CLOSED: "Closed to new people",
    Certification.Status.UNVERIFIED: "Not confirmed",
}
# Said where a text does not say it already: no reader shall take the one for the other.
NO_LICENSE: dict[str, str] = {
    Certification.Kind.LICENSE: "It is a license: the state gives it, and the law asks for it.",
    Certification.Kind.CERTIFICATION: "It is not a license.",
    Certification.Kind.ASSESSMENT: "It is a test, not a license.",
}


def credential_name(found: Certification) -> CredentialName:
    """How other pages name it. It comes with its issuer."""
    offered = found.status == Certification.Status.OFFERED
    return CredentialName(
        slug=found.slug,
        title=str(found),
        kind=found.get_kind_display(),
        issuer=found.issuer.title,
        status="" if offered else STATUS[found.status],
        short=found.abbreviation or found.title,
    )


def lead_of(found: Certification) -> str:
    """What it lets you do, and that it is no license where that could be mistaken."""
    told = "license" in found.lets_you.lower()
    return " ".join(part for part in (found.lets_you, "" if told else NO_LICENSE.get(found.kind, "")) if part)


def namesakes(found: Certification) -> tuple[CredentialName, ...]:
    """What is mistaken for it: what editors name, and whatever has the same letters."""
    named = {other.pk: other for other in found.not_the_same_as.all()}
    same = Certification.objects.filter(abbreviation=found.abbreviation).exclude(abbreviation="").exclude(pk=found.pk)
    alike = {other.pk: other for other in same.select_related("issuer")}
    return tuple(credential_name(other) for other in (named | alike).values())
