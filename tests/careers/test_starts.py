"""Usual schooling where nobody weighed any: as federal tables and a survey name it."""

import re
from typing import Any

import pytest
from django.test import Client

from roles.models import Occupation, Outlook, Role, RoleCode, SurveyShare
from tests.factories import make_role, make_schooling, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db
NURSE, COMPARED = "/roles/nurse/", "/compare/nurse-vs-aide/"
CATEGORIES = {"bachelor": "Bachelor’s degree", "associate": "Associate degree", "diploma": "High school diploma or GED"}


@pytest.fixture
def nurse() -> Role:
    return make_role(title="Nurse", origin="onet", duties=["Care"])


def tables(role: Role, level: str, *, match: str = "exact") -> None:
    code = Occupation.objects.create(system="bls", code=f"29-{role.pk:04}", title=role.title)
    RoleCode.objects.create(role=role, occupation=code, use="outlook", match=match)
    Outlook.objects.create(
        occupation=code,
        period_from=2024,
        period_to=2034,
        entry_schooling=level,
        source=make_source(slug="tables", title="Job tables"),
    )


def survey(role: Role, asked: int | None = 28, **percents: float) -> None:
    code = Occupation.objects.create(system="onet", code=f"29-{role.pk:04}.00", title=role.title)
    RoleCode.objects.create(role=role, occupation=code, use="schooling")
    for level, percent in percents.items():
        SurveyShare.objects.create(
            occupation=code,
            question="education",
            category=CATEGORIES[level],
            percent=percent,
            n=asked,
            source=make_source(slug="survey", title="Survey"),
        )


def ribbon(client: Client) -> str:
    """The usual schooling in the ribbon: words, context and tags."""
    text = flat(client.get(NURSE).text).partition("<dt>Usual schooling</dt>")[2].partition("</div>")[0]
    return " ".join(flat(text.replace("<", " <").replace(">", "> ")).split())


def levels(client: Client) -> str:
    return flat(client.get(NURSE).text).partition('id="schooling"')[2].partition("</section>")[0]


def listed(client: Client, level: str) -> bool:
    return "Nurse</a></h3>" in client.get(f"/roles/?schooling={level}").text


def test_federal_tables_say_what_is_usual_and_the_survey_what_people_say(client: Client, nurse: Role) -> None:
    tables(nurse, "bachelor")
    survey(nurse, bachelor=60.4, associate=35, diploma=4.6)
    found = ribbon(client)
    assert "Bachelor’s degree" in found
    assert "60% of 28 people asked say so" in found
    assert found.count('role="doc-noteref"') == 2
    table = levels(client)
    assert "Usual start in federal job tables; 60% of 28 people asked" in table
    assert "35% of 28 people asked" in table
    assert "High school" not in table  # too few named it
    assert "Who names it" in table


def test_where_they_part_both_are_told_and_why_the_tables_are_followed(client: Client, nurse: Role) -> None:
    tables(nurse, "bachelor")
    survey(nurse, bachelor=30, associate=55)
    found = ribbon(client)
    assert "Bachelor’s degree" in found
    assert "55% of 28 people asked say associate degree" in found
    assert "Sources disagree" in found
    assert "Also said: Associate degree, by 55% of 28 people asked." in levels(client).replace(
        '<a role="doc-noteref" href="#s2" aria-labelledby="n n2">2</a>', ""
    )
    assert "We use the job tables: they are newer, and about how people start." in levels(client)
    assert listed(client, "bachelor")
    assert not listed(client, "associate")


def test_tables_of_a_wider_group_give_way_to_people_of_the_very_job(client: Client, nurse: Role) -> None:
    tables(nurse, "bachelor", match="part")
    survey(nurse, asked=None, bachelor=5, associate=95)
    found = ribbon(client)
    assert "Associate degree" in found
    assert "95% of people asked say so" in found
    assert "tag" not in found
    assert "Usual start of a wider group in federal job tables; 5% of people asked" in levels(client)
    assert "Closest match" in levels(client)
    assert listed(client, "associate")
    assert not listed(client, "bachelor")


def test_they_stay_where_too_few_agree_on_another_level(client: Client, nurse: Role) -> None:
    tables(nurse, "bachelor", match="part")
    survey(nurse, associate=15, diploma=14)
    found = ribbon(client)
    assert "Bachelor’s degree" in found
    assert "Usual start of a wider group in federal job tables" in found
    assert "Closest match" in found


def test_either_alone_is_enough_and_neither_is_not_on_file(client: Client, nurse: Role) -> None:
    assert "Not on file" in ribbon(client)
    tables(nurse, "none")
    assert "No diploma" in ribbon(client)
    assert "Usual start in federal job tables" in ribbon(client)
    Outlook.objects.all().delete()
    survey(nurse, diploma=15)
    assert "High school diploma" in ribbon(client)


def test_what_people_weighed_here_is_followed_alone(client: Client, nurse: Role) -> None:
    tables(nurse, "bachelor")
    make_schooling(role=nurse, level="associate")
    assert "Associate degree" in ribbon(client)
    assert "job tables" not in levels(client)


def test_a_comparison_says_the_same_and_lines_the_levels_up(client: Client, nurse: Role) -> None:
    aide: Any = make_role(title="Aide", origin="onet", duties=["Help"])
    tables(nurse, "bachelor")
    survey(aide, bachelor=20, diploma=80)
    page = flat(client.get(COMPARED).text)
    glance = page.partition("Usual schooling</th>")[2].partition("</tr>")[0]
    assert "Bachelor’s degree" in glance
    assert "80% of 28 people asked say so" in glance
    rows = page.partition('id="schooling"')[2].partition("</section>")[0]
    assert rows.count("Bachelor’s degree, 4 years") == 1
    assert "20% of 28 people asked" in rows
    assert "How usual each level is" in rows
    assert rows.count("Seldom or never named") == 1


def test_shares_of_few_answers_say_so_wherever_they_are_told(client: Client, nurse: Role) -> None:
    survey(nurse, bachelor=60, associate=35)
    assert "Few answers" not in client.get(NURSE).text
    shares = SurveyShare.objects.filter(category=CATEGORIES["bachelor"])
    SurveyShare.objects.create(
        occupation=shares.get().occupation,
        question="training",
        category="2 to 4 years",
        percent=70,
        n=28,
        low_precision=True,
        source=make_source(slug="survey", title="Survey"),
    )
    share = shares.get()
    share.low_precision = True
    share.save()
    assert "Few answers" in ribbon(client)
    table = levels(client)
    assert re.search(r"60% of 28 people asked.*?Few answers.*?</td>", table)
    assert not re.search(r"35% of 28 people asked(?:(?!</td>).)*Few answers", table)
    assert re.search(r"2 to 4 years \(70%\), of 28 people asked <span[^>]*>Few answers</span>", table)
    assert "Bachelor’s degree (few answers)" in client.get(f"/figures/{share.occupation.code}/").text
