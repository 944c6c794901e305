"""What is kept of all roles takes little room, and says the same."""

from datetime import date

import pytest

from careers.facts.known import known
from tests.factories import make_role, make_schooling, make_source

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_written_facts_share_the_sources_and_the_lists_that_they_lead_to() -> None:
    role = make_role(title="Paralegal")
    source, further = make_source(slug="a-law", title="A law"), make_source(slug="a-book", title="A book")
    degree, diploma, other = (
        make_schooling(role=role, level=level, source=source) for level in ("bachelor", "high-school", "associate")
    )
    other.also_sources.add(further)
    written = known(TODAY).written[role.pk]
    told = {fact.pk: fact for fact in written.schooling.all()}
    assert told[degree.pk].source is told[diploma.pk].source is told[other.pk].source
    assert told[degree.pk].also_sources.all() is told[diploma.pk].also_sources.all()
    assert list(told[degree.pk].also_sources.all()) == []
    assert list(told[other.pk].also_sources.all()) == [further]
