"""The list of roles: words, filters, order and pages, all of it in the address."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_field, make_place, make_role

pytestmark = pytest.mark.django_db

# The fields, the roles that match, those of the page, 5 for their lines, 10 for the graph of paths.
QUERIES = 16


def page(client: Client, **query):
    return client.get(reverse("careers:roles", query=query or None))


def titles(answer) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', answer.text)


def heading(answer) -> str:
    return re.search(r"<h2>([^<]*)</h2>", answer.text).group(1)


@pytest.fixture
def roles():
    make_field(slug="law", workplace="Law office", position=1)
    make_field(slug="school", workplace="School", position=2)
    legal = make_role(
        title="Legal assistant",
        titles=["Legal secretary"],
        pay=55_570,
        months=(0, 48),
        summary="You keep order. Not alone.",
    )
    paralegal = make_role(title="Paralegal", pay=62_890, months=(24, 66))
    teacher = make_role(title="Teacher assistant", field="school", pay=35_240)
    return [legal, paralegal, teacher]


@pytest.mark.usefixtures("roles")
def test_all_roles_are_listed_by_title(client):
    answer = page(client)
    assert titles(answer) == ["Legal assistant", "Paralegal", "Teacher assistant"]
    assert heading(answer) == "3 roles"


@pytest.mark.usefixtures("roles")
def test_the_heading_counts_what_matches(client):
    assert heading(page(client, q="assistant")) == "2 roles match “assistant”"
    assert heading(page(client, q="paralegal")) == "1 role matches “paralegal”"
    assert heading(page(client, field="law")) == "2 roles match your filters"


@pytest.mark.usefixtures("roles")
def test_a_result_says_what_the_role_is_at_a_glance(client):
    text = page(client, q="secretary").text
    for words in ("You keep order.", "$55,570", "0 to 4 years", "Law office", "Also called", "legal secretary"):
        assert words in text
    assert "Not alone" not in text


def test_what_is_not_on_file_is_said(client):
    make_role(title="Paralegal")
    text = page(client).text
    assert "<dd>not on file</dd>" in text
    assert "<dd>time not on file</dd>" in text


def test_a_specialty_names_its_parent_whose_pay_is_only_its_closest_match(client):
    parent = make_role(title="Paralegal", pay=62_890)
    make_role(title="Immigration paralegal", parent=parent)
    text = page(client, q="immigration").text
    assert "Specialty of paralegal" in text
    assert re.search(r"<dt>Typical pay</dt><dd>\$62,890 <span[^>]*>Closest match</span>", text)


@pytest.mark.usefixtures("roles")
def test_a_filter_narrows_and_its_counts_follow_the_words(client):
    answer = page(client, q="assistant", field="school")
    assert titles(answer) == ["Teacher assistant"]
    assert re.findall(r'value="(\w+)" form="search"( checked)?><span>[^<]*</span><span>(\d)', answer.text) == [
        ("law", "", "1"),
        ("school", " checked", "1"),
    ]


@pytest.mark.usefixtures("roles")
def test_a_workplace_without_a_match_stays_with_a_zero(client):
    assert '<span>School</span><span>0<span class="vh"> roles</span></span>' in page(client, q="paralegal").text


@pytest.mark.usefixtures("roles")
def test_each_filter_can_be_taken_off_and_words_and_order_stay(client):
    text = page(client, q="assistant", field=["law", "school"], sort="pay").text
    assert 'href="/roles/?q=assistant&amp;field=school&amp;sort=pay">Law office' in text
    assert 'href="/roles/?q=assistant&amp;sort=pay">Clear all' in text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Legal assistant", "Paralegal", "Teacher assistant"]),
        ("title", ["Legal assistant", "Paralegal", "Teacher assistant"]),
        ("pay", ["Paralegal", "Legal assistant", "Teacher assistant"]),
        ("time", ["Legal assistant", "Paralegal", "Teacher assistant"]),
    ],
)
@pytest.mark.usefixtures("roles")
def test_results_come_in_the_order_asked_for(client, sort, order):
    assert titles(page(client, sort=sort)) == order


def test_what_has_no_figure_comes_last(client):
    make_role(title="Aide")
    make_role(title="Clerk", pay=30_000, months=(6, 12))
    assert titles(page(client, sort="pay")) == ["Clerk", "Aide"]
    assert titles(page(client, sort="time")) == ["Clerk", "Aide"]


@pytest.mark.usefixtures("roles")
def test_nothing_found_leads_on(client):
    answer = page(client, q="paralegel", field="school")
    assert answer.status_code == 200
    assert heading(answer) == "No roles match “paralegel”"
    assert re.search(r'Did you mean <a href="/roles/paralegal/">paralegal</a>', answer.text)
    assert "You also have 1 filter on." in answer.text
    assert "See all 3 roles" in answer.text


@pytest.mark.usefixtures("roles")
def test_filters_that_leave_nothing_can_be_dropped(client):
    text = page(client, q="paralegal", field="school").text
    assert '<a href="/roles/?q=paralegal">Search without filters</a> (1 role)' in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"field": ["law", "moon"]}, "We know no workplace called “moon”, so that filter is off."),
        ({"sort": "color"}, "We cannot sort by “color”, so the best match comes first."),
        ({"q": "paralegal " + "x" * 5000}, "We took the start of it, up to 100 letters and 8 words."),
        ({"state": "ZZ"}, "We have no state with the code “ZZ”."),
    ],
    ids=["field", "sort", "long", "state"],
)
@pytest.mark.usefixtures("roles")
def test_what_is_not_followed_is_said(client, query, sentence):
    answer = page(client, **query)
    assert answer.status_code == 200
    assert sentence in answer.text


@pytest.fixture
def many_roles():
    for number in range(45):
        make_role(title=f"Clerk {number:02}")


@pytest.mark.usefixtures("many_roles")
def test_results_come_in_pages_of_twenty(client):
    assert titles(page(client))[0] == "Clerk 00"
    answer = page(client, page="3", q="clerk")
    assert titles(answer) == [f"Clerk {number}" for number in range(40, 45)]
    assert 'href="/roles/?q=clerk&amp;page=2" aria-label="Page 2"' in answer.text
    assert 'href="/roles/?q=clerk&amp;page=3" aria-current="page"' in answer.text


@pytest.mark.parametrize(
    ("number", "sentence", "shown"),
    [
        ("4", "There is no page 4.", "Clerk 40"),
        ("1000000000", "There is no page 1000000000.", "Clerk 40"),
        ("9" * 400, f"There is no page {'9' * 40}…", "Clerk 40"),
        ("abc", "“abc” is not the number of a page.", "Clerk 00"),
        ("-1", "“-1” is not the number of a page.", "Clerk 00"),
        ("0", "“0” is not the number of a page.", "Clerk 00"),
        ("1e9", "“1e9” is not the number of a page.", "Clerk 00"),
        ("٣", "“٣” is not the number of a page.", "Clerk 00"),
    ],
)
@pytest.mark.usefixtures("many_roles")
def test_a_page_that_does_not_exist_is_not_found_and_leads_to_one_that_does(client, number, sentence, shown):
    answer = page(client, q="clerk", page=number)
    assert answer.status_code == 404
    assert sentence in answer.text
    assert titles(answer)[0] == shown
    target = "/roles/?q=clerk&amp;page=3" if shown == "Clerk 40" else "/roles/?q=clerk"
    assert f'<a href="{target}">Go to' in answer.text


def test_an_empty_database_is_no_error(client):
    answer = page(client)
    assert answer.status_code == 200
    assert heading(answer) == "No roles on file yet"


def test_the_state_stays_in_links_and_forms(client):
    make_place(code="US-NY", name="New York")
    make_role(title="Paralegal")
    text = page(client, state="ny").text
    assert 'href="/roles/paralegal/?state=NY"' in text
    assert text.count('<input type="hidden" name="state" value="NY">') == 4  # shell twice, search, comparison


def test_picks_go_to_the_comparison(client):
    make_role(title="Paralegal")
    text = page(client).text
    assert '<input type="checkbox" name="role" value="paralegal" form="picks">' in text
    assert f'id="picks" action="{reverse("careers:compare-picker")}"' in text


@pytest.mark.usefixtures("roles")
def test_htmx_gets_a_verbatim_slice_of_the_page(client):
    url = reverse("careers:roles", query={"q": "assistant"})
    whole = client.get(url)
    part = client.get(url, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="results"')
    assert part.text.strip() in whole.text
    assert 'data-live="2 roles match."' in part.text
    restored = client.get(url, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.text


def test_caches_are_told_what_the_answer_hangs_on(client):
    vary = page(client)["Vary"]
    for header in ("HX-Request", "HX-History-Restore-Request", "Cookie"):
        assert header in vary


@pytest.mark.parametrize("query", [{}, {"q": "clerk", "sort": "pay"}, {"q": "clerk", "sort": "time", "field": "law"}])
def test_the_number_of_queries_does_not_grow_with_the_roles(client, query, django_assert_num_queries):
    def add(count: int, start: int) -> None:
        for number in range(start, start + count):
            parent = make_role(title=f"Clerk {number}", titles=["Copyist"], pay=30_000 + number, months=(1, 2))
            make_role(title=f"Night clerk {number}", parent=parent)

    add(2, start=0)
    queries = QUERIES + ("q" in query)  # the other names
    with django_assert_num_queries(queries):
        page(client, **query)
    add(6, start=2)
    with django_assert_num_queries(queries):
        assert len(titles(page(client, **query))) == 16


def test_words_from_outside_are_escaped(client):
    text = page(client, q='"><script>alert(1)</script>', field="<b>", page="<i>").text
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert "<i>" not in text
