"""Sources, citations and the tags that say how far a fact can be leaned on."""

from __future__ import annotations

from datetime import date

from careers.cells import SourceFacts, Tag
from sources.models import Source, SourcedFact

# Data older than this bears “Older figure”.
PAY_GROWS_OLD_YEARS = 2
OTHER_FIGURES_GROW_OLD_YEARS = 1


def long_date(day: date) -> str:
    """`Nov 3, 2026`: a day that somebody did something."""
    return f"{day:%b} {day.day}, {day.year}"


def source_facts(source: Source, today: date) -> SourceFacts:
    """What source lists and source lines show of a source."""
    return SourceFacts(
        slug=source.slug,
        title=source.title,
        publisher=source.publisher,
        kind=source.get_kind_display(),
        url=source.url,
        date_words=source_date_words(source),
        checked_on=source.checked_on,
        is_due=source.review_by < today,
        note=source.note,
        attribution=source.attribution,
    )


def source_date_words(source: Source) -> str:
    """The date of the page in words, or nothing where it shows none."""
    if source.published_words:
        return source.published_words
    return long_date(source.published_on) if source.published_on else ""


def main_source(fact: SourcedFact) -> Source:
    """Who says so first. Only drafts may lack it, and pages are made of published facts."""
    if fact.source is None:
        raise ValueError(f"{fact!r} has no source: it is a draft, and not for pages")
    return fact.source


def data_date_words(fact: SourcedFact) -> str:
    """When a fact held, in words: its own date, or else that of its source."""
    if fact.as_of_words:
        return fact.as_of_words
    return long_date(fact.as_of) if fact.as_of else source_date_words(main_source(fact))


def citations(fact: SourcedFact, today: date) -> tuple[SourceFacts, ...]:
    """The sources of a fact, the main one first. Runs no query where `also_sources` is prefetched."""
    return tuple(source_facts(source, today) for source in (main_source(fact), *fact.also_sources.all()))


def tags(fact: SourcedFact, today: date, *, older_after_years: int | None = None) -> tuple[Tag, ...]:
    """The tags that a fact bears by its own dates and standing.

    `older_after_years` is the limit for figures of its kind; what is no figure has none.
    """
    source = main_source(fact)
    found = []
    if fact.trust == SourcedFact.Trust.MEMORY:
        found.append(Tag.UNCHECKED)
    if fact.standing == SourcedFact.Standing.CLAIMED:
        found.append(Tag.CLAIMED)
    if fact.standing == SourcedFact.Standing.HISTORICAL or (fact.effective_until and fact.effective_until < today):
        found.append(Tag.HISTORICAL)
    data_date = fact.as_of or source.published_on
    if older_after_years is not None and data_date and data_date < _years_before(today, older_after_years):
        found.append(Tag.OLDER)
    if source.review_by < today:
        found.append(Tag.DUE)
    return tuple(found)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
