"""Sources and citations: who says a thing, and of when that is."""

from __future__ import annotations

from datetime import date

from careers.cells import SourceFacts
from careers.facts.trust import main_source
from careers.wording import long_date
from sources.models import Source, SourcedFact


def source_facts(source: Source, today: date) -> SourceFacts:
    """What source lists and source lines show of a source."""
    return SourceFacts(
        slug=source.slug,
        title=source.title,
        publisher=source.publisher,
        kind=Source.Kind(source.kind).label,
        url=source.url,
        date_words=source_date_words(source),
        checked_on=source.checked_on,
        is_due=source.review_by < today,
        note=source.note,
        attribution=source.attribution,
        review_by=source.review_by,
    )


def source_date_words(source: Source) -> str:
    """The date of the page in words, or nothing where it shows none."""
    if source.published_words:
        return source.published_words
    return long_date(source.published_on) if source.published_on else ""


def data_date_words(fact: SourcedFact) -> str:
    """When a fact held, in words: its own date, or else that of its source."""
    if fact.as_of_words:
        return fact.as_of_words
    return long_date(fact.as_of) if fact.as_of else source_date_words(main_source(fact))


def citations(fact: SourcedFact, today: date) -> tuple[SourceFacts, ...]:
    """The sources of a fact, the main one first. Runs no query where `also_sources` is prefetched."""
    return tuple(source_facts(source, today) for source in (main_source(fact), *fact.also_sources.all()))
