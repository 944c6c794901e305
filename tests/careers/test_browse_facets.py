"""What the list of roles can be narrowed by: facets with their counts, letters, and what each role stands under."""

import json
import re
from html import unescape
from typing import Any

import pytest

from roles.models import Occupation, Outlook, Role, RoleCode
from tests.careers.browsing import counted, make_many, make_three, page, titles
from tests.factories import make_place, make_role, make_route, make_rule, make_schooling, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles() -> list[Role]:
    return make_three()


@pytest.fixture
def many_roles() -> None:
    make_many()


@pytest.fixture
def facets(roles):
    legal, paralegal, _ = roles
    make_schooling(role=legal, level="high-school")
    make_schooling(role=paralegal, level="associate")
    make_schooling(role=paralegal, level="bachelor")
    make_schooling(role=paralegal, level="certificate", weight=1)
    make_rule(role=paralegal, place=make_place(code="US-CA", name="California"))
    make_rule(role=legal, place=make_place(code="US-CA"), answer="not-checked")


@pytest.mark.usefixtures("facets")
def test_each_facet_says_how_many_roles_stand_under_its_options(client):
    answer = page(client, state="CA")
    assert counted(answer, "field") == {"law": 2, "school": 1}
    assert counted(answer, "schooling") == {"high-school": 1, "associate": 1, "bachelor": 1}
    assert counted(answer, "pay") == {"under-40k": 1, "40k-to-60k": 1, "60k-to-80k": 1}
    assert counted(answer, "time") == {"12-to-24": 1, "over-24": 1}
    assert counted(answer, "rule") == {"yes": 1, "no": 2}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"schooling": "associate"}, ["Paralegal"]),
        ({"schooling": ["high-school", "bachelor"]}, ["Legal assistant", "Paralegal"]),
        ({"schooling": "certificate"}, []),
        ({"pay": ["under-40k", "60k-to-80k"]}, ["Paralegal", "Teacher assistant"]),
        ({"time": "12-to-24"}, ["Legal assistant"]),
        ({"rule": "yes", "state": "CA"}, ["Paralegal"]),
        ({"rule": "no", "state": "CA", "field": "law"}, ["Legal assistant"]),
        ({"field": "school", "pay": "60k-to-80k"}, []),
    ],
    ids=["level", "levels", "unusual level", "pay", "time", "rule", "no rule", "two facets"],
)
@pytest.mark.usefixtures("facets")
def test_options_of_one_facet_add_up_and_facets_narrow(client, query, found):
    assert titles(page(client, **query)) == found


@pytest.mark.usefixtures("facets")
def test_what_is_picked_of_a_facet_shrinks_the_others_and_not_its_own_options(client):
    answer = page(client, pay="60k-to-80k")
    assert counted(answer, "pay") == {"under-40k": 1, "40k-to-60k": 1, "60k-to-80k": 1}
    assert counted(answer, "field") == {"law": 1, "school": 0}
    assert json.loads(unescape(re.search(r'data-counts="([^"]*)"', answer.text).group(1)))["field"] == {"law": 1}


def test_a_role_with_a_quick_way_in_is_found_though_others_take_long(client):
    role = make_role(title="Clerk", months=(0, 0))
    make_route(role=role, months=(36, 48))
    assert titles(page(client, time="up-to-6")) == ["Clerk"]
    assert titles(page(client, time="over-24")) == ["Clerk"]
    assert titles(page(client, time="6-to-12")) == []


@pytest.mark.usefixtures("facets")
def test_each_picked_option_is_a_chip_that_takes_it_off(client):
    text = flat(page(client, q="legal", field="law", pay="60k-to-80k", sort="title", pick="paralegal").text)
    assert re.findall(r'<a class="chip" href="([^"]*)">([^<]*) <', text) == [
        ("/roles/?q=legal&amp;pay=60k-to-80k&amp;sort=title&amp;pick=paralegal", "Law"),
        ("/roles/?q=legal&amp;field=law&amp;sort=title&amp;pick=paralegal", "$60,000 to $79,999"),
    ]
    assert '<a class="btn-q noprint" href="/roles/?q=legal&amp;sort=title&amp;pick=paralegal">Clear all</a>' in text


@pytest.mark.usefixtures("facets")
def test_the_clear_button_leads_to_the_address_without_filters(client):
    answer = page(client, q="legal", field="law", time="12-to-24", sort="title", page="2", pick="paralegal", clear="1")
    assert answer.status_code == 302
    assert answer["Location"] == "/roles/?q=legal&sort=title&pick=paralegal"


@pytest.mark.usefixtures("facets")
def test_results_say_whether_the_state_has_a_rule_on_file(client):
    assert "California: rule on file" in page(client, q="paralegal", state="CA").text
    assert "California: no rule on file" in page(client, q="legal assistant", state="CA").text
    assert "Depends on the state" in page(client, q="paralegal").text
    assert "rule on file" not in page(client, q="legal assistant").text  # as of most roles there are


def test_a_rule_of_the_whole_country_holds_in_every_state(client):
    make_place(code="US-NY", name="New York")
    make_role(title="Notary")
    make_rule(role=make_role(title="Physician assistant"), place=make_place(), text="Every state licenses the job.")
    assert client.get("/roles/physician-assistant/").context["glance"]["rule"].value in page(client).text
    for address in ("/roles/", "/roles/physician-assistant/", "/compare/notary-vs-physician-assistant/"):
        text = client.get(address, {"state": "NY"}).text
        assert "Rules for all states" in text
        assert "New York: rule on file" not in text
    assert counted(page(client, state="NY"), "rule") == {"all": 1, "no": 1}


def test_a_rule_from_memory_bears_its_tag_in_the_list(client):
    make_rule(role=make_role(title="Physician assistant"), place=make_place(), trust="memory", text="A license.")
    make_place(code="US-NY", name="New York")
    for asked, words in (({}, "A license"), ({"state": "NY"}, "Rules for all states")):
        text = flat(page(client, **asked).text)
        assert f'{words} <span class="tag tag-w">From general knowledge, not checked</span>' in text


def lean(role: Role, *, use: str = "duties", code: str = "", **values) -> Occupation:
    """An occupation of O*NET or the Bureau on which the role leans."""
    code = code or f"99-{role.pk:04}.00"
    system = "bls" if len(code) == 7 else "onet"
    occupation = Occupation.objects.get_or_create(system=system, code=code, defaults={"title": role.title} | values)[0]
    RoleCode.objects.create(role=role, occupation=occupation, use=use)
    return occupation


def project(role: Role, *, growth: float | None, openings: int | None = None, entry: str = "") -> Outlook:
    occupation = lean(role, use="outlook", code=f"98-{role.pk:04}")
    return Outlook.objects.create(
        occupation=occupation,
        source=make_source(),
        period_from=2024,
        period_to=2034,
        growth_percent=growth,
        openings_a_year=openings,
        entry_schooling=entry,
    )


@pytest.mark.usefixtures("roles")
def test_job_zones_say_how_much_one_learns_first(client):
    legal, paralegal, _ = Role.objects.order_by("title")
    lean(legal, job_zone=2)
    lean(paralegal, use="title", job_zone=3)
    make_role(title="Court paralegal", parent=paralegal)
    answer = page(client)
    assert counted(answer, "zone") == {"2": 1, "3": 2}
    assert "Zone 2: months to a year of training" in answer.text
    assert titles(page(client, zone="3")) == ["Court paralegal", "Paralegal"]


@pytest.mark.usefixtures("roles")
def test_a_bright_outlook_is_a_matter_of_growth_or_of_openings(client):
    legal, paralegal, teacher = Role.objects.order_by("title")
    project(legal, growth=-5.1, openings=120_000)
    project(paralegal, growth=7)
    project(teacher, growth=0.4, openings=500)
    answer = page(client)
    assert counted(answer, "outlook") == {"bright": 2, "more": 1, "same": 1, "fewer": 1}
    assert "Bright, by our own rule: 6.2% more jobs or better, twice the growth of all jobs." in answer.text
    answer = page(client, outlook="bright", sort="growth")
    assert titles(answer) == ["Paralegal", "Legal assistant"]
    assert flat(answer.text).count('<dd class="plain">Bright outlook</dd>') == 2


@pytest.mark.usefixtures("roles")
def test_where_no_schooling_is_weighed_that_of_the_projections_is_usual(client):
    legal, paralegal, _ = Role.objects.order_by("title")
    project(legal, growth=1, entry="bachelor")
    project(paralegal, growth=1, entry="bachelor")
    make_schooling(role=paralegal, level="associate")
    assert counted(page(client), "schooling") == {"associate": 1, "bachelor": 1}


def letters(answer) -> list[tuple[str, str, str]]:
    """Address, letter and count of each."""
    nav = flat(answer.text).partition('<nav class="pages letters"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]*)"[^>]*>(.)<small>(\d+)</small></a>', nav)


@pytest.mark.usefixtures("many_roles")
def test_each_first_letter_has_its_address_and_count(client):
    make_role(title="Paralegal")
    make_role(title="401k clerk")
    assert letters(page(client)) == [
        ("/roles/?letter=c", "C", "45"),
        ("/roles/?letter=p", "P", "1"),
        ("/roles/?letter=other", "#", "1"),
    ]
    answer = page(client, letter="p", state="")
    assert titles(answer) == ["Paralegal"]
    assert letters(answer)[0] == ("/roles/?letter=c", "C", "45")
    assert "Starts with P <" in flat(answer.text)
    # The form and htmx take it along.
    assert '<input type="hidden" name="letter" value="p" form="search">' in answer.text
    assert letters(page(client, q="clerk")) == []


def test_a_filter_that_is_typed_in_capitals_holds(client):
    make_role(title="Paralegal")
    make_role(title="Clerk")
    answer = client.get("/roles/?letter=P")
    assert answer.status_code == 200
    assert titles(answer) == ["Paralegal"]


def test_what_o_net_does_not_tell_of_an_occupation_is_said(client):
    source = make_source(slug="onet", attribution="This product includes information from O*NET.")
    made: dict[str, Any] = {"origin": Role.Origin.ONET, "summary_source": source}
    make_role(title="Legal support workers, all other", **made)
    make_role(title="Actuaries", duties=["Count"], **made)
    make_role(title="Lawyers", duties=["Plead"], skills={"Writing": 50}, **made)
    make_role(title="Aide", source=source)
    text = flat(page(client).text)
    assert re.findall(r"<h3><a[^>]*>([^<]*)</a>|(O\*NET has [^<]*)<", text) == [
        ("Actuaries", ""),
        ("", "O*NET has no skill ratings for this job."),
        ("Aide", ""),
        ("Lawyers", ""),
        ("Legal support workers, all other", ""),
        ("", "O*NET has only titles for this job."),
    ]
    assert '<p class="small">This product includes information from O*NET.</p>' in text
