"""The home page: what it offers follows from what is on file."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from careers.models import Milestone, RouteNeed
from roles.models import Role
from tests.admin.rows import make_milestone
from tests.factories import (
    make_confusion,
    make_path,
    make_place,
    make_role,
    make_route,
    make_rule,
    make_schooling,
    make_source,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db

# The roles, the pairs, 3 for the duties of one, the version.
QUERIES = 6
# The same as for a changed list of roles, and 4 for what is on file and who brought it in.
QUERIES_AFTER_A_CHANGE = 42 + 4


@pytest.fixture
def pair() -> tuple[Role, Role]:
    paralegal = make_role(
        title="Paralegal", duties=["Research laws", "Interview clients", "Send bills"], pay=62_890, months=(24, 66)
    )
    legal_assistant = make_role(
        title="Legal assistant", duties=["Send bills", "Answer the phone"], pay=55_570, months=(0, 48)
    )
    make_confusion(role=paralegal, other=legal_assistant)
    return paralegal, legal_assistant


def options(text: str, name: str) -> list[tuple[str, str]]:
    select = re.search(rf'<select id="{name}" name="{name}">(.*?)</select>', text, re.DOTALL).group(1)
    return re.findall(r'<option value="([^"]*)"( selected)?>', select)


def test_an_empty_database_shows_search_and_browse(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert f'action="{reverse("careers:roles")}"' in answer.text
    assert "Browse all roles" in answer.text
    for absent in ('name="a"', "Pay at a glance", "Start from where you are", "How we know", 'class="overlap"'):
        assert absent not in answer.text


def test_one_role_is_too_few_to_compare(client):
    make_role(title="Paralegal")
    text = client.get("/").text
    assert 'name="a"' not in text
    assert 'href="/roles/paralegal/"' in text


def test_roles_are_chosen_from_two_lists_by_workplace(client, pair):
    make_role(title="Teacher assistant", field="school")
    make_role(title="Draft", status=Role.Status.DRAFT)
    text = client.get("/").text
    assert f'action="{reverse("careers:compare-picker")}"' in text
    offered = ["legal-assistant", "paralegal", "teacher-assistant"]
    assert [slug for slug, _ in options(text, "a")] == offered
    assert '<optgroup label="Law office">' in text
    assert ("paralegal", " selected") in options(text, "a")
    assert ("legal-assistant", " selected") in options(text, "b")


def test_without_a_pair_the_two_lists_start_at_two_roles(client):
    make_role(title="Aide")
    make_role(title="Clerk")
    text = client.get("/").text
    assert ("aide", "") in options(text, "a")
    assert ("clerk", " selected") in options(text, "b")


def test_often_compared_are_mixed_up_roles_first_then_specialties(client, pair):
    make_role(title="Immigration paralegal", parent=pair[0])
    text = client.get("/").text
    assert re.findall(r'class="chip" href="([^"]*)"', text) == [
        "/compare/paralegal-vs-legal-assistant/",
        "/compare/immigration-paralegal-vs-paralegal/",
    ]


def test_a_pair_is_offered_once_however_many_speak_of_it(client, pair):
    make_confusion(role=pair[1], other=pair[0], source=make_source(slug="another"))
    assert client.get("/").text.count('class="chip"') == 1


def test_a_role_that_is_not_published_is_in_no_pair(client, pair):
    Role.objects.filter(pk=pair[1].pk).update(status=Role.Status.DRAFT)
    assert "legal-assistant" not in client.get("/").text


def test_the_picture_shows_the_numbers_of_the_comparison(client, pair):
    text = client.get("/").text
    assert re.findall(r"<text[^>]*>(\d+)</text>", text.split('class="overlap"')[1].split("</svg>")[0]) == [
        "2",
        "1",
        "1",
    ]
    assert "Paralegal and legal assistant: 1 duty is shared, 2 only for the first, 1 only for the second" in text
    assert "<li>Answer the phone</li>" in text


def test_pay_stands_highest_first_on_one_scale(client, pair):
    table = client.get("/").text.split("Pay at a glance")[1].split("</table>")[0]
    assert re.findall(r'class="r num">([^<]*)<', table) == ["$62,890", "$55,570"]


def test_a_role_paid_far_above_the_others_does_not_press_them_together(client, pair):
    make_role(title="Surgeon", pay=239_000)
    make_role(title="Clerk", pay=40_000)
    table = client.get("/").text.split("Pay at a glance")[1].split("</table>")[0]
    assert re.findall(r'class="r num">([^<]*)<', table) == ["$62,890", "$55,570", "$40,000"]


def test_a_specialty_does_not_repeat_its_parents_pay(client, pair):
    make_role(title="Immigration paralegal", parent=pair[0])
    table = client.get("/").text.split("Pay at a glance")[1].split("</table>")[0]
    assert "Immigration" not in table


def starts(text: str) -> list[tuple[str, str, str]]:
    """Address, title and text of each card."""
    return [(unescape(address), *rest) for address, *rest in re.findall(CARD, flat(text))]


CARD = r'<li><h3><a href="([^"]*)">([^<]*)</a></h3><p>([^<]*)</p></li>'


def test_who_starts_from_school_is_led_to_every_role_from_there(client, pair):
    make_milestone("two-years-of-college", title="Two years of college")
    make_place(code="US-NY", name="New York")
    school, college = starts(client.get("/").text)
    assert school == (
        "/paths/?have=high-school-diploma",
        "I’m in high school or have a diploma",
        "Every role from a diploma: how soon, and for how much",
    )
    assert college[:2] == ("/paths/?have=two-years-of-college", "I have some college")
    assert "Counted from what you have: two years of college." in flat(client.get(college[0]).text)
    assert starts(client.get("/?state=NY").text)[0][0] == "/paths/?state=NY&have=high-school-diploma"


def test_who_has_a_degree_is_led_to_the_planner_with_the_quickest_plan_from_there(client, pair):
    degree = make_path(role=make_role(title="Graduate"), months=(48, 48))
    Milestone.objects.filter(pk=degree.pk).update(slug="bachelors-degree", kind="education", role=None)
    quick = make_route(role=pair[0], months=(3, 18))
    RouteNeed.objects.filter(route=quick).update(milestone=degree)
    Milestone.objects.filter(role=pair[0]).first().save()
    address = "/plan/?to=paralegal&have=bachelors-degree"
    assert starts(client.get("/").text)[1:] == [
        (address, "I have a degree", "From a degree to a paralegal job: 3 to 18 months")
    ]
    assert "3 to 18 months" in client.get(address).text


def test_without_steps_or_schooling_on_file_there_is_nothing_to_start_from(client):
    make_role(title="Aide")
    assert "Start from where you are" not in client.get("/").text


def test_a_workplace_leads_to_the_list_of_its_roles(client, pair):
    assert '<h3><a href="/roles/?field=law">Law office</a> <span>2 roles</span></h3>' in flat(client.get("/").text)


def test_a_workplace_with_more_roles_than_it_shows_leads_to_all(client, pair):
    link = '<a href="/roles/?field=law">See all 5<span class="vh"> in law office</span></a>'
    assert link not in flat(client.get("/").text)
    for number in range(3):
        make_role(title=f"Clerk {number}")
    assert link in flat(client.get("/").text)


def test_counts_are_live(client, pair):
    make_source(slug="old", review_by=date(2026, 7, 2))
    text = client.get("/").text.split("How we know")[1]
    facts = 5 + 2 + 1 + 3  # duties, pay, the confusion, the routes of two paths
    assert re.findall(r'class="num">([^<]*)<', text)[:2] == [str(facts), "2"]


def test_where_nothing_is_due_it_says_none(client, pair):
    assert "None of the facts is due for a check." in " ".join(re.sub("<[^>]+>", " ", client.get("/").text).split())


def test_the_state_stays_in_links_and_the_form(client, pair):
    make_place(code="US-NY", name="New York")
    text = client.get("/?state=NY").text
    assert 'href="/compare/paralegal-vs-legal-assistant/?state=NY"' in text
    assert '<input type="hidden" name="state" value="NY">' in text
    assert 'href="/roles/paralegal/?state=NY"' in text


def test_a_readers_page_sets_no_cookie_and_says_what_it_hangs_on(client, pair):
    answer = client.get("/")
    assert not answer.cookies
    assert "Cookie" in answer["Vary"]


def test_the_number_of_queries_does_not_grow_with_the_roles(client, pair, django_assert_num_queries):
    make_schooling(role=pair[0], level="certificate")
    make_rule(role=pair[0], place=make_place(code="US-CA"))
    with django_assert_num_queries(QUERIES + QUERIES_AFTER_A_CHANGE):
        client.get("/")
    with django_assert_num_queries(QUERIES):
        client.get("/")
    for number in range(6):
        role = make_role(
            title=f"Clerk {number}", field=f"field-{number % 2}", pay=40_000, months=(1, 2), duties=["File"]
        )
        make_role(title=f"Night clerk {number}", parent=role)
        make_confusion(role=role, other=pair[0])
    with django_assert_num_queries(QUERIES + QUERIES_AFTER_A_CHANGE):
        client.get("/")
    with django_assert_num_queries(QUERIES):
        client.get("/")


def test_roles_that_were_brought_in_are_reached_by_field_zone_outlook_and_letter(client, pair):
    assert "A to Z" not in client.get("/").text
    make_role(title="Actuaries", field="math", origin=Role.Origin.ONET)
    make_place(code="US-NY", name="New York")
    text = flat(client.get("/?state=NY").text)
    assert 'Another role? <a href="/compare/?state=NY">Pick from all 3</a>' in text
    assert (
        '<li><a href="/roles/?field=math&amp;state=NY">Math</a> <span>1<span class="vh"> role</span></span></li>'
        in text
    )
    assert '<a href="/roles/?letter=a&amp;state=NY">A<small>1</small></a>' in text
    # Only those that somebody wrote are put beside each other here.
    assert [slug for slug, _ in options(text, "a")] == ["legal-assistant", "paralegal"]
    assert "Math office" not in text
