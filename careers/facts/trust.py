"""How far a fact can be leaned on: which tags it bears is decided here, for every kind of fact and every page.

| tag | when |
|---|---|
| Due for a check | the day of the next check of its main source is over |
| Older figure | a figure or a rule whose data are older than the limit of its kind |
| No date on page | a figure or a rule of which nobody knows how old it is |
| Few answers | a rating or a share that the survey itself calls uncertain; its rows say so, not their dates |
| Closest match | a figure of another job's code, or of the job that this one is a specialty of |
| Sources disagree | somebody else says otherwise today: a value that is used beside one that is also said or claimed |

What is not on file is `cells.MISSING` wherever it is asked for, and never a tag on something that is there.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from datetime import date

from careers.cells import Tag
from careers.facts.standpoint import Held, Standpoint
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, Strength
from certifications.models import CertificationFact, Renewal, StateRule
from roles.models import Pay, Role, RoleCode
from sources.models import Source, SourcedFact

# Data older than this bear “Older figure”.
PAY_GROWS_OLD_YEARS = 2
FEES_AND_RULES_GROW_OLD_YEARS = 1
# Whose word is a rule. What employers ask for is none, and does not age by the year.
RULING = (Strength.LAW, Strength.CERTIFIER)
# What a certifier or a state offers changes with its rules; other advice does not age.
RULED = (Milestone.Kind.CERTIFICATION, Milestone.Kind.LICENSE, Milestone.Kind.ASSESSMENT)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def tags(fact: SourcedFact, today: date) -> tuple[Tag, ...]:
    """The tags that a fact bears by its own dates and standing, and by those of its main source."""
    source = main_source(fact)
    is_past = fact.standing == SourcedFact.Standing.HISTORICAL or _is_over(fact, today)
    years, day = _years_until_old(fact), data_date(fact)
    found = {
        Tag.UNCHECKED: fact.trust == SourcedFact.Trust.MEMORY,
        Tag.CLAIMED: fact.standing == SourcedFact.Standing.CLAIMED,
        Tag.HISTORICAL: is_past,
        # What is history already does not have to be marked as old besides.
        Tag.OLDER: bool(years and day and day < _years_before(today, years) and not is_past),
        Tag.UNDATED: bool(years and source.url and not _has_date(fact, source)),
        Tag.DUE: source.review_by < today,
    }
    return tuple(tag for tag, bears in found.items() if bears)


def summary_tags(role: Role, today: date) -> tuple[Tag, ...]:
    """The tags of what a role says of itself in two sentences."""
    found = {
        Tag.UNCHECKED: role.summary_trust == SourcedFact.Trust.MEMORY,
        Tag.DUE: role.summary_source is not None and role.summary_source.review_by < today,
    }
    return tuple(tag for tag, bears in found.items() if bears)


def match_tags(match: str, *, is_own: bool) -> tuple[Tag, ...]:
    """How well a figure fits: it is the job's own, of the same code and not taken over from the job it is part of."""
    return () if is_own and match == RoleCode.Match.EXACT else (Tag.CLOSEST,)


def dispute_tags(used: Hashable, said: Iterable[Hashable]) -> tuple[Tag, ...]:
    """Whether one of the values that are said today beside the used one is another: see `is_said_today`."""
    return (Tag.DISAGREE,) if any(value != used for value in said) else ()


def is_said_today(fact: Held, view: Standpoint) -> bool:
    """Whether somebody says it now, instead of what is used. What was once so disagrees with nothing."""
    rivals = (SourcedFact.Standing.ALSO, SourcedFact.Standing.CLAIMED)
    return fact.standing in rivals and view.is_current(fact)


def counts(fact: Held, view: Standpoint) -> bool:
    """Whether a fact is used, and holds on this day, wherever that is."""
    return fact.standing == SourcedFact.Standing.USED and view.is_current(fact)


def main_source(fact: SourcedFact) -> Source:
    """Who says so first. Only drafts may lack it, and pages are made of published facts."""
    if fact.source is None:
        raise ValueError(f"{fact!r} has no source: it is a draft, and not for pages")
    return fact.source


def data_date(fact: SourcedFact) -> date | None:
    """The day up to which a fact is known to have held: its own date, or else that of its source.

    Words that name a year stand for its last day. Since when something holds says nothing of when that was read.
    """
    source = main_source(fact)
    if fact.as_of:
        return fact.as_of
    if fact.as_of_words:
        return _end_of(fact.as_of_words)
    return source.published_on or _end_of(source.published_words)


def _end_of(words: str) -> date | None:
    years = [] if "since" in words else YEAR.findall(words)
    return date(int(years[-1]), 12, 31) if years else None


def _has_date(fact: SourcedFact, source: Source) -> bool:
    return bool(fact.as_of or fact.as_of_words or source.published_on or source.published_words)


def _is_over(fact: SourcedFact, today: date) -> bool:
    return fact.effective_until is not None and fact.effective_until < today


def _years_until_old(fact: SourcedFact) -> int | None:
    """The limit for data of its kind; what is no figure and no rule has none."""
    match fact:
        case Pay():
            return PAY_GROWS_OLD_YEARS
        case RouteCost() | StateRule():
            return FEES_AND_RULES_GROW_OLD_YEARS
        case CertificationFact(min=amount) if amount is not None:
            return FEES_AND_RULES_GROW_OLD_YEARS
        case Renewal(amount=amount, fee=fee) if amount is not None or fee is not None:
            return FEES_AND_RULES_GROW_OLD_YEARS
        case Route() if fact.strength in RULING:
            return FEES_AND_RULES_GROW_OLD_YEARS
        case RoleRecommendation() if fact.milestone.kind in RULED:
            return FEES_AND_RULES_GROW_OLD_YEARS
    return None


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
