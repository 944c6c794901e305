"""Source numbers: every source of a page once, numbered in the order in which the page cites it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careers.cells import SourceFacts, sources_of


def cited(*groups: Iterable[SourceFacts]) -> dict[str, Any]:
    """Template context: `sources` for the list at the end, `numbers` for the links to it.

    `attributions` are what the sources' licences want said, one line for all releases of one product.
    """
    sources = sources_of(*groups)
    return {
        "sources": sources,
        "attributions": list(dict.fromkeys(source.attribution for source in sources if source.attribution)),
        "numbers": {source.slug: number for number, source in enumerate(sources, start=1)},
        "due_count": sum(source.is_due for source in sources),
    }
