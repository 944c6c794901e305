"""Who says so: every source with its date, its last check and how much leans on it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from roles.models import RoleSchooling, RoleTitle
from sources.models import RenamedSlug, Source
from tests.factories import (
    make_certification,
    make_certification_fact,
    make_path,
    make_place,
    make_role,
    make_rule,
    make_source,
)
from tests.queries import query_count
from tests.reading import flat

pytestmark = pytest.mark.django_db

URL = "/sources/"
QUERIES = 4  # the version, the sources, the counts of all kinds of facts, who brought roles in


def entry(text: str, slug: str) -> str:
    """The words of one source's line."""
    line = text.split(f'<li id="{slug}">')[1].split("</li>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def test_the_page_is_where_links_say():
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
        < text.index('<h2 id="kind-2">Company page')
        < text.index('id="a-blog"')
    )
    assert "Union" not in text


def test_a_source_tells_publisher_date_and_checks(client):
    make_source(
        slug="wages",
        title="Wage survey",
        publisher="Bureau of Labor Statistics",
        url="https://example.org/wages",
        published_words="May 2025",
        note="A survey of employers.",
    )
    text = client.get(URL).text
    assert '<a href="/sources/wages/">Wage survey</a>' in text
    assert entry(text, "wages") == (
        "Wage survey Bureau of Labor Statistics · no facts yet May 2025 Checked Jul 1, 2026 Next by Jul 1, 2099"
    )
    own = client.get("/sources/wages/").text
    assert 'href="https://example.org/wages">Open the source</a>' in own
    assert "A survey of employers." in own


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


# Order and kinds --------------------------------------------------------------------------------------------


def slugs(text: str) -> list[str]:
    return re.findall(r'<li id="([a-z-]+)">', text)


@pytest.fixture
def three() -> None:
    make_source(slug="b-law", kind=Source.Kind.LAW, review_by=date(2031, 1, 1))
    make_source(slug="c-law", kind=Source.Kind.LAW, review_by=date(2030, 1, 1))
    make_role(titles=["Aide"], source=make_source(slug="a-blog", kind=Source.Kind.COMPANY))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["b-law", "c-law", "a-blog"]),
        ("?sort=name", ["a-blog", "b-law", "c-law"]),
        ("?sort=due", ["c-law", "b-law", "a-blog"]),
        ("?sort=facts", ["a-blog", "b-law", "c-law"]),
        ("?kind=law", ["b-law", "c-law"]),
        ("?kind=law&sort=due", ["c-law", "b-law"]),
        ("?kind=LAW", ["b-law", "c-law"]),
        ("?kind=union", []),
    ],
)
@pytest.mark.usefixtures("three")
def test_the_list_is_sifted_and_sorted_by_its_address(client, query: str, found: list[str]):
    assert slugs(client.get(f"{URL}{query}").text) == found


@pytest.mark.parametrize("query", ["?kind=rumor", "?sort=color"])
@pytest.mark.usefixtures("three")
def test_a_kind_or_an_order_that_we_do_not_know_is_said(client, query: str):
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert len(slugs(answer.text)) == 3


# One source -------------------------------------------------------------------------------------------------


def test_a_source_lists_every_kind_of_fact_under_the_page_that_shows_it(client):
    source = make_source(slug="wages")
    role = make_role(
        title="Paralegal", titles=["Aide"], duties=["Draft papers"], skills={"Typing": 90}, pay=50_000, source=source
    )
    make_path(role=role, source=source)
    make_rule(role=role, place=make_place(code="US-CA", name="California"), source=source, text="You need a course.")
    certification = make_certification(title="Certified Paralegal")
    make_certification_fact(certification=certification, min=100, text="$100 to apply.", source=source)
    text = client.get("/sources/wages/").text
    for address, words in (
        ("/roles/paralegal/#main", "Aide"),
        ("/roles/paralegal/#duties", "Draft papers"),
        ("/roles/paralegal/#skills", "Typing: 90 of 100"),
        ("/roles/paralegal/?state=CA#rules", "You need a course."),
        ("/roles/paralegal/how-to-become/#steps", "Apply"),
        ("/certifications/certified-paralegal/#steps", "$100 to apply."),
    ):
        assert words in text.split(f'href="{address}"')[1].split("</ul>")[0], address
    assert "$50,000 a year in the middle" in text


def test_a_claim_is_told_as_such_with_what_others_say_beside_it(client):
    role, source = make_role(), make_source(slug="a-blog")
    for number, standing in ((3, "used"), (1, "claimed")):
        RoleSchooling.objects.create(
            role=role, level="bachelor", weight=number, text=standing, source=source, standing=standing, why="Alone."
        )
    line = client.get("/sources/a-blog/").text.split("claimed", 1)[1].split("</li>")[0]
    assert "Claimed only" in line
    assert "Sources disagree" in line
    assert "Alone." in line


def test_one_more_source_of_a_fact_says_so(client):
    make_role(titles=["Aide"])
    RoleTitle.objects.get().also_sources.add(make_source(slug="extra"))
    assert "Aide <span" in client.get("/sources/extra/").text
    assert "one more source" in client.get("/sources/extra/").text


def test_a_source_without_a_date_an_address_or_facts_breaks_no_page(client):
    make_source(slug="bare", url="")
    answer = client.get("/sources/bare/")
    assert answer.status_code == 200
    assert "Never" in answer.text
    assert "Open the source" not in answer.text
    make_source(slug="undated")
    assert "None" in client.get("/sources/undated/").text


def test_drafts_are_on_no_list(client):
    make_role(title="Secret", titles=["Aide"], status="draft", source=make_source(slug="wages"))
    assert "Aide" not in client.get("/sources/wages/").text


def test_an_unknown_source_is_not_found_and_capitals_and_old_names_lead_on(client):
    make_source(slug="wages")
    assert client.get("/sources/nothing/").status_code == 404
    assert client.get("/sources/WAGES/?page=1").url == "/sources/wages/?page=1"
    RenamedSlug.objects.record("sources.source", "pay", "wages")
    answer = client.get("/sources/pay/")
    assert (answer.status_code, answer.url) == (301, "/sources/wages/")


def test_thousands_of_facts_come_in_pages_and_cost_no_more_queries(client, django_assert_max_num_queries):
    source, role = make_source(slug="wages"), make_role(source=make_source(slug="other"))
    RoleTitle.objects.bulk_create(
        RoleTitle(role=role, title=f"Name {n:04}", key=f"n{n}", source=source) for n in range(2000)
    )
    with django_assert_max_num_queries(6) as asked:  # the source, how many, which, those, disputes
        page = client.get("/sources/wages/")
    assert page.text.count("</b> Name ") == 100
    assert "2,000" in page.text
    with django_assert_max_num_queries(len(asked.captured_queries)):
        last = client.get("/sources/wages/?page=20")
    assert "</b> Name 1999" in last.text


@pytest.mark.parametrize("typed", ["9", "x", "0", "-1", "9" * 500])
def test_a_page_that_is_not_there_says_so(client, typed: str):
    make_role(titles=["Aide"], source=make_source(slug="wages"))
    answer = client.get("/sources/wages/", {"page": typed})
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text
    assert "Aide" in answer.text


# How we check -----------------------------------------------------------------------------------------------

CHECKS = "/how-we-check/"


def square(text: str, role: str, state: str) -> str:
    """What the table says of a role in a state, in words."""
    table = text[text.index("<caption>") :]
    column = re.findall(r'<th scope="col"><a href="/roles/([^/]*)/#rules"', table).index(role)
    row = table[table.index(f">{state}</th>") :].partition("</tr>")[0]
    return re.findall(r'(?:aria-label=|class="vh">)"?([^"<]*)["<]', row)[column]


def test_with_nothing_on_file_the_method_is_told_all_the_same(client):
    answer = client.get(CHECKS)
    assert answer.status_code == 200
    assert "We read the page." in answer.text
    assert "role by state" not in answer.text


def test_counts_tell_what_is_read_due_and_set_aside(client):
    due = make_source(slug="old", review_by=date(2026, 7, 2))
    role = make_role(title="Paralegal", titles=["Aide", "Clerk"], source=due)
    RoleTitle.objects.filter(title="Aide").update(trust="memory", standing="claimed")
    text = flat(client.get(CHECKS).text)
    assert "2 facts" in text
    assert "1 claim" in text
    assert f'<a href="{role.get_absolute_url()}">Paralegal</a> <span>2 of 2 facts</span>' in text
    assert "2 facts, 1 not read" in text


def test_each_square_tells_checked_topics_from_federal_rules_and_from_gaps(client):
    role = make_role(title="Paralegal")
    make_role(title="Litigation paralegal", parent=role)
    make_role(title="Clerk")
    california = make_place(code="US-CA", name="California")
    make_place(code="US-NY", name="New York")
    make_rule(role=role, place=california)
    make_rule(role=role, place=california, topic="title")
    make_rule(role=role, place=make_place(code="US-CA-LA", kind="district", parent=california), topic="exam")
    make_rule(role=role, place=make_place(), topic="tasks")
    text = client.get(CHECKS).text
    assert square(text, "paralegal", "CA") == "3 topics"
    assert square(text, "litigation-paralegal", "CA") == "3 topics"
    assert square(text, "paralegal", "NY") == "Federal rule only"
    assert square(text, "clerk", "NY") == "Not checked"
    # What nobody looked up is no stop for the keyboard.
    assert re.findall(r'href="([^"]*\?state=[^"]*)"', text) == [
        "/roles/litigation-paralegal/?state=CA#rules",
        "/roles/paralegal/?state=CA#rules",
    ]


def test_small_screens_get_the_table_in_words_role_by_role(client):
    role = make_role(title="Paralegal")
    make_role(title="Clerk")
    make_rule(role=role, place=make_place(code="US-CA", name="California"))
    make_place(code="US-NY", name="New York")
    text = flat(client.get(CHECKS).text)
    assert 'Paralegal</a><span class="where">Checked: California (1 topic). In the other 1: not checked.</span>' in text
    assert 'Clerk</a><span class="where">In all states: not checked.</span>' in text


@pytest.mark.parametrize(
    "values",
    [
        {"answer": "not-checked"},
        {"trust": "memory"},
        {"standing": "claimed"},
        {"status": "draft"},
        {"effective_until": date(2020, 1, 1)},
    ],
)
def test_what_nobody_checked_or_what_is_over_stays_a_gap(client, values):
    make_rule(role=make_role(), place=make_place(code="US-CA"), **values)
    assert square(client.get(CHECKS).text, "paralegal", "CA") == "Not checked"


def test_more_states_and_roles_cost_no_more_queries(client, django_assert_num_queries):
    def load(numbers: range) -> None:
        for number in numbers:
            role = make_role(title=f"Role {number}", titles=["Aide"])
            make_rule(role=role, place=make_place(code=f"US-{chr(65 + number)}{chr(65 + number)}"))

    load(range(2))
    few = query_count(client, CHECKS)
    load(range(2, 20))
    assert query_count(client, CHECKS) == few
    with django_assert_num_queries(1):  # whether content has moved
        client.get(CHECKS)


def test_the_home_page_and_every_footer_lead_to_how_we_check(client):
    make_role(titles=["Aide"])
    assert client.get("/").text.count(f'href="{CHECKS}"') == 2
    assert f'href="{CHECKS}"' in client.get("/roles/").text


def test_a_list_of_sources_on_a_page_leads_to_each_of_them(client):
    make_role(title="Paralegal", titles=["Aide"], source=make_source(slug="wages"))
    assert 'href="/sources/wages/"' in client.get("/roles/paralegal/").text
