"""Source numbers, and what the licences of sources want said."""

from __future__ import annotations

from datetime import date

from careers.cells import SourceFacts
from careers.views.citing import cited


def source(title: str, attribution: str) -> SourceFacts:
    slug = title.lower().replace(" ", "-")
    return SourceFacts(slug, title, "Somebody", "Reference", "", "", date(2026, 1, 1), False, attribution=attribution)


def test_releases_of_one_product_share_a_notice_that_names_them_all() -> None:
    sources = [source(title, f"With facts from the {title} by Somebody.") for title in ("Survey 2", "Survey 1")]
    sources += [source("Atlas", "Maps from the Atlas."), source("A page", "")]
    assert list(cited(sources)["attributions"]) == [
        "With facts from the Survey 2 and the Survey 1 by Somebody.",
        "Maps from the Atlas.",
    ]
