"""A role that an import brought in: much is on file of it, and its page says the most important first."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from roles.models import (
    Occupation,
    Program,
    Role,
    RoleCode,
    RoleInterest,
    RoleSkill,
    RoleTitle,
    RoleTool,
    Skill,
    SurveyShare,
)
from sources.models import Place, Source
from tests.factories import make_place, make_role, make_role_duty, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db

NURSE = "/roles/nurse/"
NOTICE = "This product includes information from the O*NET 29.3 Database."


@pytest.fixture
def onet() -> Source:
    return make_source(
        slug="onet-29-3", title="O*NET 29.3 Database", attribution=NOTICE, published_on=date(2025, 5, 1), undated=False
    )


@pytest.fixture
def nurse(onet: Source) -> Role:
    role = make_role(title="Nurse", origin=Role.Origin.ONET, source=onet, summary_source=onet)
    for number in range(25):
        kind = "core" if number % 5 else "occasional"
        make_role_duty(role=role, duty=f"Duty {number:02}", source=onet, importance=kind, position=number)
    for number in range(20):
        rate(role, f"Skill {number:02}", 50 + number, onet)
    rate(role, "Biology", 60, onet, kind=Skill.Kind.KNOWLEDGE)
    rate(role, "Welding", 0, onet, not_relevant=True)
    rate(role, "Teaching", 99, onet, low_precision=True)
    for number in range(60):
        RoleTitle.objects.create(role=role, title=f"Nurse of kind {number:02}", source=onet)
    for title, hot, in_demand in (("Excel", True, False), ("Epic", True, True), ("Pager", False, False)):
        RoleTool.objects.create(
            role=role, title=title, category="Office tools", hot=hot, in_demand=in_demand, source=onet
        )
    for interest, score in (("R", 40), ("S", 90)):
        RoleInterest.objects.create(role=role, interest=interest, score=score, source=onet)
    code = Occupation.objects.create(system="onet", code="29-1141.00", title="Nurses", job_zone=4)
    RoleCode.objects.create(role=role, occupation=code, use=RoleCode.Use.DUTIES)
    for position, (category, percent) in enumerate(
        [("Bachelor’s degree", 60.4), ("Associate degree", 35), ("None", 1)]
    ):
        SurveyShare.objects.create(
            occupation=code, question="education", category=category, percent=percent, position=position, source=onet
        )
    Program.objects.create(code="51.3801", title="Registered nursing").occupations.add(code)
    return role


def rate(role: Role, title: str, points: float, source: Source, *, kind: str = Skill.Kind.PERSONAL, **values) -> None:
    skill = Skill.objects.create(slug=title.lower().replace(" ", "-"), title=title, kind=kind)
    RoleSkill.objects.create(role=role, skill=skill, importance=points, source=source, **values)


def section(client: Client, name: str) -> str:
    text = client.get(NURSE).text
    start = text.index(f'id="{name}"')
    return flat(text[start : text.index("</section>", start)])


@pytest.mark.usefixtures("nurse")
def test_the_core_duties_stand_first_and_the_others_behind_them(client):
    first, _, more = section(client, "duties").partition("<details")
    assert first.count("<li>") == 10
    assert "(sometimes)" not in first
    assert "15 more duties" in more
    assert more.count("<li>") == 15
    assert more.count("(sometimes)") == 5


@pytest.mark.usefixtures("nurse")
def test_what_all_duties_share_is_cited_once(client):
    assert section(client, "duties").count('role="doc-noteref"') == 1


@pytest.mark.usefixtures("nurse")
def test_of_sixty_names_a_dozen_are_shown_and_the_rest_folded(client):
    page = flat(client.get(NURSE).text)
    first, _, more = page[page.index("Also called:") :].partition("<details")
    assert first.count("nurse of kind") == 12
    assert first.count('role="doc-noteref"') == 1
    assert "48 more names" in more
    assert "nurse of kind 59." in more


def test_of_thousands_of_names_a_page_has_a_hundred(client, nurse, onet):
    for number in range(60):
        RoleTitle.objects.create(role=nurse, title=f"Sister {number:02}", source=onet)
    page = flat(client.get(NURSE).text)
    assert page.count("urse of kind") == 60
    assert page.count("ister ") == 40
    assert "Many more names" in page
    assert "a search finds each of them" in page


def test_a_name_that_somebody_wrote_here_comes_before_those_of_an_import(client, nurse, onet):
    RoleTitle.objects.filter(role=nurse).update(imported=True)
    RoleTitle.objects.create(role=nurse, title="Zealous nurse", source=onet)
    assert "Also called: zealous nurse" in flat(client.get(NURSE).text)


@pytest.mark.usefixtures("nurse")
def test_the_top_skills_are_bars_and_the_rest_numbers_with_knowledge_apart(client):
    shown, _, more = section(client, "skills").partition('<details class="more">')
    assert shown.count("<rect/>") == 10
    assert "Biology" not in shown
    assert "Show all 22 skills" in more
    assert "<b>Knowledge:</b> Biology 60." in more
    assert "Skill 10 60, " in more


@pytest.mark.usefixtures("nurse")
def test_a_rating_of_few_answers_says_so_and_what_plays_no_part_is_told_apart(client):
    found = section(client, "skills")
    assert 'Teaching <span class="tag tag-w">Few answers</span>' in found
    assert "1 skill that plays no part" in found
    assert "Most people asked said that the job does not need welding." in found
    assert "Welding 0" not in found


@pytest.mark.usefixtures("nurse")
def test_tools_in_ads_for_the_job_are_told_apart_from_those_in_ads_for_all_jobs(client):
    found = section(client, "tools")
    assert "Often named in ads for this job: Epic." in found
    assert "Often named in ads for jobs of all kinds: Excel." in found
    assert "All 3 tools by kind" in found
    assert "<b>Office tools</b><small>Epic, Excel, Pager</small>" in found


@pytest.mark.usefixtures("nurse")
def test_interests_are_told_in_plain_words_the_strongest_first(client):
    found = section(client, "interests")
    assert found.index("Help, teach or care for people") < found.index("Work with your hands")
    assert "Social</small>" in found
    assert '<td class="n" role="cell">90</td>' in found


@pytest.mark.usefixtures("nurse")
def test_schooling_says_how_much_one_learns_and_where(client):
    found = section(client, "schooling")
    assert "Zone 4" in found
    assert "<dd>Bachelor’s degree (60%), associate degree (35%)</dd>" in found
    assert "1 field of study that leads here" in found
    assert "Registered nursing." in found


@pytest.mark.usefixtures("nurse")
def test_schooling_does_not_cite_a_release_that_says_nothing_of_it(client):
    Program.objects.update(source=make_source(slug="crosswalk", title="The crosswalk"))
    SurveyShare.objects.all().delete()
    assert "O*NET 29.3 Database" in section(client, "schooling")
    Occupation.objects.update(job_zone=None)
    assert "The crosswalk" in section(client, "schooling")
    assert "O*NET 29.3 Database" not in section(client, "schooling")


@pytest.mark.usefixtures("nurse")
def test_fields_of_study_cite_who_says_where_they_lead(client):
    Program.objects.update(source=make_source(slug="crosswalk", title="The crosswalk"))
    assert "The crosswalk" in section(client, "schooling")
    assert "1 field of study" in flat(client.get("/sources/crosswalk/").text)


@pytest.mark.usefixtures("nurse")
@pytest.mark.parametrize("address", [NURSE, "/compare/nurse-vs-aide/", f"{NURSE}how-to-become/"])
def test_the_notice_of_the_license_stands_wherever_the_data_are_shown(client, address, onet):
    make_role(title="Aide", duties=["File"], source=onet)
    page = client.get(address).text
    if "O*NET 29.3 Database" in page:
        assert NOTICE in page
        assert "May 1, 2025" in page
    else:
        assert "how-to-become" in address


@pytest.mark.parametrize(
    ("duties", "words"), [((), "O*NET has only titles for this job."), (("File",), "no skill ratings for this job")]
)
def test_what_onet_does_not_know_is_said(client, duties, words):
    make_role(title="Nurse", origin=Role.Origin.ONET, duties=duties)
    assert words in flat(client.get(NURSE).text)
    assert "O*NET has" not in flat(client.get(f"/roles/{make_role(title='Aide').slug}/").text)


@pytest.mark.usefixtures("nurse")
def test_a_page_with_much_on_it_stays_small(client):
    assert len(client.get(NURSE).content) < 60_000


def test_what_holds_in_another_state_is_not_shown(client, nurse, onet):
    place: Place = make_place(code="US-NY")
    RoleTool.objects.create(role=nurse, title="Subway map", place=place, source=onet)
    assert "Subway map" not in client.get(NURSE).text
    assert "Subway map" in client.get(f"{NURSE}?state=NY").text


def test_more_of_everything_costs_no_more_queries(client, nurse, onet, django_assert_num_queries):
    client.get(NURSE)
    with django_assert_num_queries(QUERIES):
        client.get(NURSE)
    for number in range(30):
        make_role_duty(role=nurse, duty=f"Task {number:02}", source=onet)
        rate(nurse, f"Talent {number:02}", 30 + number, onet)
        RoleTitle.objects.create(role=nurse, title=f"Sister {number:02}", source=onet)
        RoleTool.objects.create(role=nurse, title=f"Tool {number:02}", source=onet)
    client.get(NURSE)
    with django_assert_num_queries(QUERIES):
        client.get(NURSE)


# The version and the role; codes, duties, skills, names; tools, interests, the survey and the fields of study;
# and what is near.
QUERIES = 15


def test_four_occupations_side_by_side_draw_the_widest_gaps_and_number_the_rest(client, onet):
    titles = ["Nurse", "Aide", "Cook", "Clerk"]
    for place, title in enumerate(titles):
        role = make_role(title=title, origin=Role.Origin.ONET, duties=["File", f"Own {title}"], source=onet)
        for number in range(40):
            skill, _ = Skill.objects.get_or_create(
                slug=f"s-{number}", defaults={"title": f"Skill {number:02}", "kind": Skill.Kind.PERSONAL}
            )
            points = min(100, 40 + number * place / 2)
            RoleSkill.objects.create(role=role, skill=skill, importance=points, source=onet)
    page = flat(client.get("/compare/nurse-vs-aide-vs-cook-vs-clerk/").text)
    assert page.count('class="track"') == 10
    numbers = page[page.index('id="numbers"') :]
    assert "Table of numbers: all 40 skills" in numbers
    assert numbers[: numbers.index("</details>")].count("<tr>") == 41
    assert page.index("Skill 39") < page.index("Skill 30")
    pair = flat(client.get("/compare/nurse-vs-aide/").text)
    assert pair.count('class="track"') == 10
    assert "Table of numbers: all 40 skills" in pair
    assert NOTICE in page


def test_what_plays_no_part_is_not_named_as_a_skill_in_a_comparison(client, nurse, onet):
    make_role(title="Aide", duties=["File"], skills={"Filing": None}, source=onet)
    page = flat(client.get("/compare/nurse-vs-aide/").text)
    assert "without a rating: filing" in page
    assert "welding" not in page.lower().partition('id="numbers"')[0]


def test_a_heading_with_nothing_under_it_is_left_out_and_said_once(client, onet):
    make_role(title="Nurse", origin=Role.Origin.ONET, source=onet, summary_source=onet)
    page = flat(client.get(NURSE).text)
    assert "Not on file yet: duties, skills, who you report to, certifications and next jobs." in page
    for part in ("duties", "glance", "skills", "certifications", "leads"):
        assert f'id="{part}"' not in page
        assert f'href="#{part}"' not in page


def test_names_of_an_import_lose_their_title_case_but_not_names_and_abbreviations(client, nurse, onet):
    RoleTitle.objects.all().delete()
    for title in ("Critical Care RN", "Head Start Nurse", "Java Nurse", "Nurse's Aide"):
        RoleTitle.objects.create(role=nurse, title=title, source=onet)
    RoleTitle.objects.update(imported=True)  # a save takes that off
    found = flat(client.get(NURSE).text)
    assert "Also called: critical care RN, head start nurse, Java nurse, nurse&#x27;s aide" in found


def test_of_many_tools_that_ads_name_the_first_are_told_and_how_many_more(client, nurse, onet):
    for number in range(20):
        RoleTool.objects.create(role=nurse, title=f"Tool {number:02}", category="Tools", hot=True, source=onet)
    assert "Tool 04 and 15 more." in section(client, "tools")


def test_what_federal_lists_call_the_job_is_no_other_name_of_it(client: Client, nurse: Role, onet: Source) -> None:
    RoleTitle.objects.all().delete()
    for title in ("Nurses", "Ward nurse"):
        RoleTitle.objects.create(role=nurse, title=title, source=onet)
    assert "Also called: ward nurse<" in flat(client.get(NURSE).text)
    RoleTitle.objects.get(title="Ward nurse").delete()
    assert "Also called" not in client.get(NURSE).text
