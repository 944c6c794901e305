"""Plans of different roles, side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from careers.models import Milestone, Route
from roles.models import Role
from sources.models import RenamedSlug
from tests.admin.rows import make_milestone, make_role
from tests.careers.test_path_page import add_route, law, text_of

pytestmark = pytest.mark.django_db
__all__ = ["law"]  # the fixture


@pytest.fixture
def clinic(law: dict[str, Milestone]) -> dict[str, Milestone]:
    """Beside the paralegal an aide, who learns on the job or in a course, and a notary without any steps on file."""
    aide = make_milestone("aide", step_title="Apply for an aide job", kind="role", role=make_role("aide"), position=20)
    course = make_milestone("aide-course", title="Aide course", position=21)
    make_role("notary")
    add_route("study", course, law["diploma"], months_min=6, months_max=6, load="study", cost=900, hours_per_week=40)
    add_route("hired", aide, course, title="First job as an aide", months_min=0, months_max=0, cost=0)
    return law | {"aide": aide, "aide-course": course}


def url(*slugs: str, **query: object) -> str:
    return reverse("careers:compare-paths", args=[list(slugs or ("paralegal", "aide"))], query=query or None)


def traits(response: Any) -> dict[str, tuple[str, ...]]:
    return {row.title: tuple(cell.value for cell in row.cells) for row in response.context["comparison"].traits}


def test_the_plans_of_two_roles_stand_side_by_side(client: Client, clinic: object) -> None:
    response = client.get(url())
    page = text_of(response)
    assert "How to become a paralegal or an aide" in page
    assert "Shortest: aide, 6 months. Lowest cost: aide, $900. Least schooling: aide, 6 months." in page
    assert "Each is the fastest plan to its job, from high school diploma. Costs are before financial aid." in page
    found = traits(response)
    assert found["Time"] == ("19 to 29 months", "6 months")
    assert found["Cost"] == ("$8,000", "$900")
    assert found["Must do"] == ("2 steps", "2 steps")
    assert found["Counted as yours"] == ("High school diploma", "High school diploma")


def test_the_goals_share_a_row_and_other_steps_have_their_own(client: Client, clinic: object) -> None:
    response = client.get(url())
    steps = {row.title: [cell and cell.value for cell in row.cells] for row in response.context["comparison"].steps}
    assert list(steps)[-1] == "Get the job"
    assert steps["Get: Aide course"] == [None, "Study"]
    assert steps["Get the job"] == ["Apply", "First job as an aide"]
    cited = set(re.findall(r'href="#(s\d+)"', response.text))
    assert cited
    assert cited == set(re.findall(r'<li id="(s\d+)"', response.text))


def test_the_plan_can_be_the_cheapest_or_the_one_with_least_schooling(
    client: Client, clinic: dict[str, Milestone]
) -> None:
    add_route("trainee", clinic["aide"], clinic["diploma"], title="Trainee", months_min=12, months_max=12, cost=0)
    assert traits(client.get(url()))["Time"][1] == "6 months"
    cheapest = client.get(url(plan="cheapest"))
    assert traits(cheapest)["Time"][1] == "1 year"
    assert traits(cheapest)["This plan is"][1] == "Cheapest and least schooling"
    assert traits(client.get(url(plan="least-schooling")))["Time"][1] == "1 year"


def test_fewer_hours_a_week_take_longer(client: Client, clinic: object) -> None:
    response = client.get(url(hours=20))
    assert traits(response)["Time"][1] == "1 year"
    assert "with 20 hours of study a week" in text_of(response)


def test_state_start_hours_and_plan_stay_in_every_link_of_the_choice(client: Client, clinic: object) -> None:
    query = "state=CA&amp;have=high-school-diploma&amp;hours=20&amp;plan=cheapest"
    page = client.get(url(state="ca", have="high-school-diploma", hours=20, plan="cheapest")).text
    turned = re.search(r'href="(/paths/compare/aide-vs-paralegal/\?[^"]*)"', page)
    assert turned
    for part in ("state=CA", "have=high-school-diploma", "hours=20", "plan=cheapest"):
        assert part in turned[1]
    assert f"?{query}&amp;show=differences" in page
    assert "/roles/aide/how-to-become/?state=CA&amp;have=high-school-diploma" in page
    assert 'href="/compare/paralegal-vs-aide/?state=CA"' in page
    assert '<link rel="canonical" href="' in page
    assert "/paths/compare/aide-vs-paralegal/?state=CA" in page


def test_only_differences(client: Client, clinic: object) -> None:
    page = client.get(url(show="differences"))
    assert "Counted as yours" not in traits(page)
    assert "They are the same for both paths." in text_of(page)


@pytest.mark.parametrize(
    ("slugs", "query", "status", "words"),
    [
        (("paralegal", "astronaut"), {}, 404, "We have no role called “astronaut”."),
        (("paralegal",), {}, 200, "Pick a second role to see them side by side."),
        (("paralegal", "paralegal"), {}, 422, "Choose two different roles."),
        (("paralegal", "aide", "notary", "a", "b"), {}, 422, "You can compare up to 4 roles. Remove one first."),
        (("paralegal", "notary"), {}, 200, "The steps to become a notary are not on file yet."),
        (("notary", "aide"), {"have": "aide"}, 200, "You already meet the steps on file for an aide job."),
        (("paralegal", "aide"), {"have": "magic"}, 200, "We do not know what “magic” is"),
        (("paralegal", "aide"), {"have": ["nothing", "certificate"]}, 200, "You chose “nothing” and something."),
        (("paralegal", "aide"), {"state": "ZZ"}, 200, "We have no state with the code “ZZ”."),
        (("paralegal", "aide"), {"state": ["CA", "US"]}, 200, "The address gives “state” more than once."),
        (("paralegal", "aide"), {"plan": "x" * 900}, 200, "There is no plan called “xxx"),
        (("paralegal", "aide"), {"show": "half"}, 200, "There is no view called “half”."),
        (("paralegal", "aide"), {"hours": "0"}, 422, "Enter the hours you can study in a week, from 1 to 80."),
        (("paralegal", "aide"), {"hours": "500"}, 422, "Enter the hours you can study in a week, from 1 to 80."),
        (("paralegal", "aide"), {"budget": "-5"}, 200, "How to become a paralegal or an aide"),
        (("paralegal", "aide"), {"have": [f"box-{n}" for n in range(200)]}, 200, "197 more in the address"),
    ],
)
def test_whatever_the_address_says_gets_its_sentence(
    client: Client, clinic: object, slugs: tuple[str, ...], query: dict[str, Any], status: int, words: str
) -> None:
    response = client.get(url(*slugs, **query))
    assert response.status_code == status
    assert words in text_of(response)


def test_where_a_state_has_no_way_it_says_what_is_missing_and_where_there_is_one(
    client: Client, clinic: dict[str, Milestone]
) -> None:
    Route.objects.filter(slug="hired").update(place="US-CA")
    page = client.get(url(have="high-school-diploma"))
    assert "We have no way on file to become an aide." in text_of(page)
    assert f'href="{url(state="CA", have="high-school-diploma").replace("&", "&amp;")}">California</a>' in page.text
    assert traits(page)["Time"] == ("19 to 29 months", "Not on file")
    assert "How to become an aide" in text_of(page)


def test_a_retired_role_says_so(client: Client, clinic: object) -> None:
    Role.objects.filter(slug="aide").update(status="retired", replaced_by=Role.objects.get(slug="notary"))
    assert "Aide has been retired. See Notary instead." in text_of(client.get(url()))


def test_a_specialty_without_steps_has_those_of_its_role(client: Client, clinic: object) -> None:
    make_role("family-law", parent=Role.objects.get(slug="paralegal"))
    page = client.get(url("family-law", "aide"))
    assert "Family law is a specialty. The steps are those to become a paralegal ." in text_of(page)
    assert traits(page)["Time"][0] == "19 to 29 months"


def test_an_unknown_role_leads_to_the_nearest_path_and_keeps_the_other(client: Client, clinic: object) -> None:
    page = client.get(url("aide", "paralegl"))
    assert page.status_code == 404
    assert f'href="{url("aide", "paralegal")}"' in page.text
    assert "/paths/compare/?role=aide" in page.text


def test_capitals_and_old_names_lead_on_with_all_answers(client: Client, clinic: object) -> None:
    RenamedSlug.objects.create(model="roles.role", old="helper", new="aide")
    answer = client.get(url("Paralegal", "helper", state="CA", have=["certificate", "associate-degree"], hours=10))
    assert answer.status_code == 301
    assert answer["Location"] == url(
        "paralegal", "aide", state="CA", have=["certificate", "associate-degree"], hours=10
    )


def test_ticked_roles_lead_to_their_paths(client: Client, clinic: object) -> None:
    paths = reverse("careers:path-picker")
    answer = client.get(paths, {"pick": ["aide", "paralegal"], "have": "nothing", "state": "CA"})
    assert answer["Location"] == url("aide", "paralegal", state="CA", have="nothing")
    alone = client.get(paths, {"pick": "aide", "have": "nothing"})
    assert alone.status_code == 200
    assert '<input type="hidden" name="have" value="nothing">' in alone.text
    assert "Compare paths to roles" in client.get(paths).text


def test_the_list_of_paths_the_planner_and_the_comparison_lead_here(client: Client, clinic: object) -> None:
    listed = client.get(reverse("careers:paths", query={"have": "high-school-diploma"})).text
    assert 'name="pick" value="aide" form="pick"' in listed
    assert '<form class="tray" id="pick" action="/paths/compare/">' in listed
    pair = client.get(reverse("careers:compare", args=[["paralegal", "aide"]], query={"state": "CA"})).text
    assert 'href="/paths/compare/paralegal-vs-aide/?state=CA">The ways in, side by side</a>' in pair


def test_the_planner_leads_to_its_named_plans_side_by_side(client: Client, clinic: dict[str, Milestone]) -> None:
    add_route("trainee", clinic["aide"], clinic["diploma"], title="Trainee", months_min=12, months_max=12, cost=0)
    page = client.get(reverse("careers:plan", query={"to": "aide", "hours": 39})).text
    link = re.search(r'href="([^"]*)">See these routes side by side', page)
    assert link
    assert link[1] == "/roles/aide/how-to-become/compare/?hours=39&amp;way=trainee&amp;way=hired"
    assert "Trainee" in client.get(link[1].replace("&amp;", "&")).text


def test_queries_do_not_grow_with_the_roles(client: Client, clinic: object, django_assert_num_queries) -> None:
    four = ["paralegal", "aide", "notary", make_role("clerk").slug]
    client.get(url())  # the graph is read now
    for slugs in (["paralegal", "aide"], four):
        with django_assert_num_queries(4):
            client.get(url(*slugs))
