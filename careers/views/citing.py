"""Source numbers: every source of a page once, numbered in the order in which the page cites it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from careers.cells import SourceFacts, sources_of
from careers.escaping import escape
from careers.wording import joined

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TITLE = "{title}"  # stands for that of the source in a notice


def cited(*groups: Iterable[SourceFacts], origins: Iterable[SourceFacts] = ()) -> dict[str, Any]:
    """Template context: `sources` for the list at the end, `numbers` for the links to it.

    `attributions` are what their licences want said, and those of `origins`, which no fact here cites.
    """
    sources = sources_of(*groups)
    return {
        "sources": sources,
        "attributions": attributions(sources, origins),
        "numbers": {source.slug: number for number, source in enumerate(sources, start=1)},
        "due_count": sum(source.is_due for source in sources),
    }


def attributions(*groups: Iterable[SourceFacts]) -> tuple[SafeString, ...]:
    """What licences want said, with the dates of the data: one notice for all releases of one product."""
    return _attributions(tuple([source for source in sources_of(*groups) if source.attribution]))


@lru_cache(64)
def _attributions(sources: tuple[SourceFacts, ...]) -> tuple[SafeString, ...]:
    """A thousand roles have few combinations of such sources: what was said of one is kept as it stands in HTML."""
    told: dict[str, list[SourceFacts]] = {}
    for source in sources:
        told.setdefault(source.attribution.replace(source.title, TITLE), []).append(source)
    return tuple(SafeString(escape(_notice(words, found))) for words, found in told.items())


def _notice(words: str, sources: Sequence[SourceFacts]) -> str:
    dates = joined(list(dict.fromkeys(source.date_words for source in sources if source.date_words)))
    notice = words.replace(TITLE, " and the ".join(source.title for source in sources))
    return f"{notice} Data from {dates}." if dates and not YEAR.search(notice) else notice
