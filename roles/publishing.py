"""What a role needs before readers see it, and what comes out with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roles.models import Role
from sources import publishing
from sources.models import KeyedFact, SourcedFact

# What a page about a role cannot do without, by the list that holds it; a specialty may take it over.
SECTIONS: Mapping[str, str] = {"duties": "a duty with its source", "schooling": "its schooling with the source"}


def lacks(role: Role) -> list[str]:
    """What a role must get before it can be published, in words for a sentence; nothing where it may be.

    Its drafts count, where they may be published themselves: they come out with it.
    """
    found = []
    if role.replaced_by:
        found.append("an empty field “Replaced by”")
    if not role.summary:
        found.append("a summary")
    elif role.summary_source is None:
        found.append("the source of its summary")
    family = list(_family(role))
    for section, words in SECTIONS.items():
        if not any(_has(member, section, drafts=member == role) for member in family):
            found.append(words)
    return found


def drafts_of(role: Role) -> Iterator[SourcedFact]:
    """The facts about the role that are drafts, of whatever kind: a query for each kind."""
    for relation in Role._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and issubclass(model, KeyedFact) and relation.field.name in model.owner_fields:
            drafts = model.objects.filter(**{relation.field.name: role}, status=SourcedFact.Status.DRAFT)
            yield from drafts.select_related("source")


def _family(role: Role) -> Iterator[Role]:
    """The role, and what it is a specialty of where readers may know of that."""
    seen = []
    member: Role | None = role
    while member is not None and member not in seen and (member == role or member.is_public):
        seen.append(member)
        yield member
        member = member.parent


def _has(role: Role, section: str, *, drafts: bool) -> bool:
    facts = getattr(role, section)
    if facts.published().exists():
        return True
    return drafts and any(not publishing.lacks(fact) for fact in facts.select_related("source"))
