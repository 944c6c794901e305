"""What else somebody in a role could do: the words for it, and the pages that say it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers import relating
from careers.clock import today
from careers.facts.nearby import nearby
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.nearby import Nearby
from careers.rolefacts import RoleName
from certifications.models import StateRule
from roles.models import Occupation, RelatedRole, Role, RoleCode, RoleSchooling, Skill
from sources import versioning
from sources.models import DataVersion
from tests.factories import make_place, make_role, make_source
from tests.reading import flat, grade, rows, sentences

pytestmark = pytest.mark.django_db

AIDE = RoleName("aide", "Aide")


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"shared": 12}, "12 duties in common."),
        (
            {"shared": 1, "to_build": ("Legal writing",)},
            "1 duty in common. You would need more skill in legal writing.",
        ),
        ({"to_build": ("Writing", "Math")}, "You would need more skill in writing and math."),
        ({"to_build": ("Math", "NALA rules", "Law")}, "You would need more skill in math, NALA rules and law."),
        ({"to_build": ("Math", "Law and order")}, "You would need more skill in math, and law and order."),
        ({"to_build": ("Law and order",)}, "You would need more skill in law and order."),
        ({"shared": 2, "more_pay": 4_240}, "2 duties in common. Pay is about $4,200 a year more."),
        ({"shared": 2, "more_pay": -12_400}, "2 duties in common. Pay is about $12,000 a year less."),
        ({"shared": 2, "more_pay": 0}, "2 duties in common. Pay is about the same."),
        ({"shared": 2, "is_counted_as_one": True}, "2 duties in common. Federal pay figures count both as one job."),
        ({"to_know": ("Knowing the law",)}, "You would need to know more about the law."),
        (
            {"to_build": ("Writing",), "to_know": ("Running an organization", "Mechanical")},
            "You would need more skill in writing, and to know more about running an organization, "
            "and machines and tools.",
        ),
        (
            {"shared": 1, "schooling": "a bachelor’s degree", "credential": "in all states"},
            "1 duty in common. It usually takes a bachelor’s degree. You need a license or certificate in all states.",
        ),
        ({"listed_by": "onet", "is_near_the_top": True}, "O*NET lists it as close."),
        ({"listed_by": "onet"}, "O*NET lists it as related."),
        ({}, "Many of the same skills count."),
    ],
)
def test_a_suggestion_says_why(known: dict[str, Any], why: str) -> None:
    assert Nearby(AIDE, **({"shared": 0} | known)).why == why


@pytest.fixture
def jobs() -> list[Role]:
    """A clerk, an aide with like duties who needs more law, and a nurse whom only O*NET lists."""
    make_place(code="US-NY", name="New York")
    clerk = make_role(
        title="Clerk", duties=["File papers", "Greet clients"], skills={"Law": 40, "Care": 60, "Math": 50}
    )
    aide = make_role(title="Aide", duties=["File papers", "Greet clients"], skills={"Law": 70, "Care": 65, "Math": 20})
    nurse = make_role(title="Nurse", duties=["Give shots"], skills={"Law": 10, "Care": 90, "Math": 30})
    relating.relate_roles()
    onet = make_source(slug="onet", title="O*NET 30.1 Database", attribution="This product includes information.")
    listed: dict[str, Any] = {"tier": "primary-short", "onet_position": 1, "source": onet}
    RelatedRole.objects.filter(role=clerk).exclude(other=aide).delete()
    RelatedRole.objects.create(role=clerk, other=nurse, position=7, closeness=5, shared_duties=0, **listed)
    return [clerk, aide, nurse]


def test_a_role_page_suggests_others_with_reasons_and_leads_to_them(client: Client, jobs: list[Role]) -> None:
    page = client.get("/roles/clerk/?state=NY").text
    card = page[page.index("What else could I do?") :]
    assert flat(card).index("Aide") < flat(card).index("Nurse")
    assert "2 duties in common. You would need more skill in law." in card
    assert "O*NET lists it as close." in card
    for link in ("/compare/clerk-vs-aide/?state=NY", "/move/clerk/aide/?state=NY", "/move/?from=clerk&amp;state=NY"):
        assert f'href="{link}"' in card
    assert "Compare with</h2>" not in page


def test_a_list_of_o_net_is_cited_and_its_notice_shown(client: Client, jobs: list[Role]) -> None:
    for address in ("/roles/clerk/", "/move/?from=clerk"):
        page = client.get(address)
        assert f'href="#s{page.context["numbers"]["onet"]}"' in page.text
        assert "This product includes information." in page.text
    assert "onet" not in client.get("/roles/aide/").context["numbers"]


def test_pay_is_cited(client: Client, jobs: list[Role]) -> None:
    survey = make_source(slug="survey")
    RelatedRole.objects.filter(other=jobs[1]).update(more_pay=4_000, pay_source=survey)
    for address in ("/roles/clerk/", "/move/?from=clerk"):
        page = client.get(address)
        number = page.context["numbers"]["survey"]
        assert "Pay is about $4,000 a year more." in page.text
        assert f'What they pay is from one survey<a role="doc-noteref" href="#s{number}"' in page.text


def test_jobs_that_pay_figures_do_not_tell_apart_are_said_to_be_one_there(client: Client, jobs: list[Role]) -> None:
    clerk, aide, nurse = jobs
    for role, code in ((clerk, "43-6012"), (aide, "43-6012"), (nurse, "29-1141")):
        occupation, _ = Occupation.objects.get_or_create(system="bls", code=code, defaults={"title": code})
        RoleCode.objects.create(role=role, occupation=occupation, use="pay")
    page = client.get("/roles/clerk/").text
    assert "2 duties in common. You would need more skill in law. Federal pay figures count both as one job." in page
    assert page.count("count both as one job") == 1


def test_more_schooling_than_that_of_the_role_is_named_and_cited(client: Client, jobs: list[Role]) -> None:
    clerk, aide, nurse = jobs
    for role, level in ((clerk, "associate"), (aide, "certificate"), (nurse, "bachelor"), (nurse, "master")):
        RoleSchooling.objects.create(role=role, level=level, weight=3, text="Common", source=make_source(slug="board"))
    for address in ("/roles/clerk/", "/move/?from=clerk"):
        page = client.get(address)
        words = {each.role.slug: each.why for each in page.context["nearby"]}
        assert "usually takes" not in words["aide"]
        assert "It usually takes a bachelor’s degree." in words["nurse"]
        assert f'href="#s{page.context["numbers"]["board"]}"' in page.text[page.text.index("What they ask for") :]


def test_a_license_on_file_is_named_for_the_chosen_state_or_for_those_that_ask(
    client: Client, jobs: list[Role]
) -> None:
    rule: dict[str, Any] = {"role": jobs[2], "topic": "license", "answer": "required", "text": "Yes."}
    StateRule.objects.create(place_id="US-NY", source=make_source(slug="board"), **rule)

    def why(query: str) -> str:
        suggested = client.get(f"/roles/clerk/{query}").context["nearby"]
        return next(each.why for each in suggested if each.role.slug == "nurse")

    assert "You need a license or certificate in New York." in why("")
    assert "You need a license or certificate in New York." in why("?state=NY")
    make_place(code="US-CA", name="California")
    assert "license" not in why("?state=CA")
    make_place(code="US")
    StateRule.objects.create(place_id="US", source=make_source(slug="board"), **rule)
    assert "You need a license or certificate in all states." in why("?state=CA")


def test_knowledge_is_told_from_skill(client: Client, jobs: list[Role]) -> None:
    Skill.objects.filter(title="Law").update(onet_element="2.C.8.b")
    DataVersion.objects.bump()
    assert "You would need to know more about law." in client.get("/roles/clerk/").text


def test_what_was_withdrawn_since_is_no_longer_suggested(client: Client, jobs: list[Role]) -> None:
    Role.objects.filter(slug="aide").update(status="retired")
    assert [other.role.slug for other in client.get("/roles/clerk/").context["nearby"]] == ["nurse"]


def test_a_new_name_shows_at_once(client: Client, jobs: list[Role]) -> None:
    Role.objects.filter(slug="aide").update(title="Helper", slug="helper")
    assert 'href="/compare/clerk-vs-helper/">Helper</a>' in client.get("/roles/clerk/").text


def test_where_nothing_was_worked_out_shared_duties_are_counted(client: Client, jobs: list[Role]) -> None:
    RelatedRole.objects.all().delete()
    (other,) = client.get("/roles/clerk/").context["nearby"]
    assert (other.role.slug, other.why) == ("aide", "2 duties in common.")


def test_a_role_with_nothing_on_file_suggests_only_its_field(client: Client, jobs: list[Role]) -> None:
    make_role(title="Roofer")
    page = client.get("/roles/roofer/").text
    card = page[page.index("What else could I do?") :]
    assert "not enough to name a job that is close" in card
    assert '<a href="/roles/?field=' in card
    page = client.get("/move/?from=roofer").text
    assert "What we have on file of a roofer is not enough to name a job that is close." in flat(page)


def test_one_role_picked_for_a_move_suggests_where_to(client: Client, jobs: list[Role]) -> None:
    assert "What else could I do?" not in client.get("/move/").text
    page = client.get("/move/?from=clerk&state=NY").text
    assert 'href="/move/clerk/aide/?state=NY">Aide</a>' in page
    assert 'href="/compare/clerk-vs-aide/?state=NY">Compare<span class="vh"> with aide</span></a>' in page
    assert [row for row in rows(page) if row.startswith("Nurse")] == [
        "Nurse O*NET lists it as close. Compare with nurse"
    ]
    assert grade(sentences(page[page.index("What else could I do?") : page.index("Sources</h2>")])) <= 8


def test_a_faulty_choice_keeps_its_suggestions(client: Client, jobs: list[Role]) -> None:
    for address, status in (("/move/?from=clerk&to=clerk", 422), ("/move/?from=clerk&to=nobody", 404)):
        page = client.get(address)
        assert (page.status_code, [other.role.slug for other in page.context["nearby"]]) == (status, ["aide", "nurse"])
    assert client.get("/move/?from=nobody").context["nearby"] == []


def test_the_picker_suggests_what_is_close(client: Client, jobs: list[Role]) -> None:
    page = client.get("/compare/clerk/")
    assert [other.slug for other in page.context["alike"]] == ["aide", "nurse"]
    assert "These share duties or skills with a clerk." in page.text


def test_suggestions_are_one_read(jobs: list[Role]) -> None:
    view = Standpoint((COUNTRY,), "", today())
    with versioning.one_reading():
        nearby(jobs[0], view)
        with CaptureQueriesContext(connection) as queries:
            assert len(nearby(jobs[0], view)) == 2
    assert len(queries) == 1
