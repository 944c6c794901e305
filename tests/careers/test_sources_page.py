"""Who says so: every source with its date, its last check and how much leans on it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from roles.models import RoleTitle
from sources.models import Source
from tests.factories import make_role, make_source

pytestmark = pytest.mark.django_db

URL = "/sources/"
QUERIES = 2  # the sources, the counts of all kinds of facts


def entry(text: str, slug: str) -> str:
    """The words of one source's line."""
    line = text.split(f'<li id="{slug}">')[1].split("</li>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def test_the_page_is_where_links_say(client):
    assert reverse("careers:sources") == URL


def test_no_source_yet_is_no_error(client):
    answer = client.get(URL)
    assert answer.status_code == 200
    assert "No sources are on file yet." in answer.text


def test_sources_stand_under_their_kind(client):
    make_source(slug="a-law", kind=Source.Kind.LAW)
    make_source(slug="a-blog", kind=Source.Kind.COMPANY)
    text = client.get(URL).text
    assert (
        text.index('<h2 id="kind-1">Law')
        < text.index('id="a-law"')
        < text.index("Company page")
        < text.index('id="a-blog"')
    )
    assert "Union" not in text


def test_a_source_tells_publisher_date_check_and_note(client):
    make_source(
        slug="wages",
        title="Wage survey",
        publisher="Bureau of Labor Statistics",
        url="https://example.org/wages",
        published_words="May 2025",
        note="A survey of employers.",
    )
    text = client.get(URL).text
    assert '<a href="https://example.org/wages">Wage survey</a>' in text
    assert entry(text, "wages") == (
        "Wage survey Bureau of Labor Statistics · no facts yet A survey of employers. May 2025 Checked Jul 1, 2026"
    )


def test_a_page_without_a_date_and_a_source_that_is_due_say_so(client):
    make_source(slug="old", review_by=date(2026, 7, 2))
    words = entry(client.get(URL).text, "old")
    assert "No date on page" in words
    assert "Due for a check" in words


def test_facts_are_counted_where_they_lean_on_a_source_as_main_or_as_one_more(client):
    main, extra, of_summary = make_source(slug="main"), make_source(slug="extra"), make_source(slug="of-summary")
    make_role(title="Paralegal", titles=["Legal aide", "Legal clerk"], source=main, summary_source=of_summary)
    RoleTitle.objects.first().also_sources.add(extra)
    text = client.get(URL).text
    assert "2 facts" in entry(text, "main")
    assert "1 fact" in entry(text, "extra")
    assert "1 fact" in entry(text, "of-summary")
    assert "None of the 3 facts is due for a check." in text


def test_facts_of_a_source_that_is_due_are_due(client):
    make_role(titles=["Legal aide", "Legal clerk"], source=make_source(slug="old", review_by=date(2026, 7, 2)))
    assert "2 of 2 facts are due for a check." in client.get(URL).text


def test_the_number_of_queries_is_fixed(client, django_assert_num_queries):
    make_role(titles=["Legal aide"])
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    for number in range(8):
        make_role(title=f"Clerk {number}", titles=["Copyist"], pay=30_000, source=make_source(slug=f"source-{number}"))
    with django_assert_num_queries(QUERIES):
        assert client.get(URL).text.count('<li id="source-') == 8


def test_a_readers_page_sets_no_cookie_and_says_what_it_hangs_on(client):
    answer = client.get(URL)
    assert not answer.cookies
    assert "Cookie" in answer["Vary"]
