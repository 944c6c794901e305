"""Source numbers: every source of a page once, numbered in the order in which the page cites it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careers.cells import SourceFacts, sources_of

TITLE = "{title}"  # stands for that of the source in a notice


def cited(*groups: Iterable[SourceFacts]) -> dict[str, Any]:
    """Template context: `sources` for the list at the end, `numbers` for the links to it.

    `attributions` are what the sources' licences want said, one line for all releases of one product.
    """
    sources = sources_of(*groups)
    return {
        "sources": sources,
        "attributions": _attributions(sources),
        "numbers": {source.slug: number for number, source in enumerate(sources, start=1)},
        "due_count": sum(source.is_due for source in sources),
    }


def _attributions(sources: Iterable[SourceFacts]) -> list[str]:
    """Notices that differ in nothing but the title of the source are one, which names them all."""
    titles: dict[str, list[str]] = {}
    for source in sources:
        if source.attribution:
            titles.setdefault(source.attribution.replace(source.title, TITLE), []).append(source.title)
    return [notice.replace(TITLE, " and the ".join(named)) for notice, named in titles.items()]
