"""What a fact needs before readers see it: decided here, and nowhere else."""

from __future__ import annotations

from copy import copy

from sources.models import Proposal, SourcedFact


def lacks(fact: SourcedFact) -> list[str]:
    """What a fact must get before it can be published, in words for a sentence; nothing where it may be.

    The database holds published facts to the first by a constraint of theirs, and to the second by one of sources.
    """
    if fact.source is None:
        return ["a source"]
    if not is_dated(fact):
        return ["a date, or the tick “No date on page” at its source"]
    return [f"days of its own ({clash})"] if (clash := _as_published(fact).clash()) else []


def take_place(fact: SourcedFact) -> SourcedFact | None:
    """Set aside what the fact, published now, was proposed to replace: that is history then, and is returned."""
    old = fact.replaces()
    if old is None:
        return None
    Proposal.objects.filter(model=fact._meta.label_lower, draft=fact.pk).delete()
    old.standing = SourcedFact.Standing.HISTORICAL
    # django-simple-history reads this name from the row; the model does not declare it.
    old._change_reason = f"Replaced by “{fact}”"[:300]  # type: ignore[attr-defined]
    old.save(update_fields=["standing"])
    return old


def _as_published(fact: SourcedFact) -> SourcedFact:
    published = copy(fact)
    published.status = SourcedFact.Status.PUBLISHED
    return published


def is_dated(fact: SourcedFact) -> bool:
    """Whether anybody can tell when it held. A fact without a date of its own has the date of its source."""
    if fact.as_of or fact.as_of_words:
        return True
    source = fact.source
    return source is not None and bool(source.published_on or source.published_words or source.undated)
