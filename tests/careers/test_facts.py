"""Rows made into plain facts: which row is used, what it bears, what a specialty takes over."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from careers.cells import Cell, Range, Tag
from careers.comparison import compare
from careers.facts.lines import lines_of, roles_duties
from careers.facts.overlap import most_alike
from careers.facts.paths import path_graph
from careers.facts.roles import role_facts
from careers.facts.standpoint import Standpoint, standpoint
from careers.models import Milestone, RoleRecommendation
from careers.rolefacts import RoleFacts
from certifications.models import Certification, CertificationFact, Issuer, StateRule
from roles.models import PERCENTILES, Occupation, Outlook, Pay, Role, RoleCode, RoleSchooling
from tests.factories import (
    make_confusion,
    make_duty,
    make_path,
    make_pay,
    make_place,
    make_role,
    make_role_duty,
    make_source,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def look_from(code: str = "US") -> Standpoint:
    return standpoint(make_place(code=code), TODAY)


def facts_of(role: Role, place: str = "US") -> RoleFacts:
    view = look_from(place)
    return role_facts(role, view, path_graph(view.place, view.today))


def test_a_circle_among_places_ends_where_it_began() -> None:
    york = make_place(code="US-NY")
    york.parent = make_place(code="US-CA", parent=york)
    york.save()
    assert standpoint(york, TODAY).lineage == ("US-NY", "US-CA", "US")


def glance(facts: RoleFacts, slug: str) -> Cell:
    return next(row.cell for row in facts.glance if row.slug == slug)


# Families ---------------------------------------------------------------------------------------------------


def generations(*titles: str) -> list[Role]:
    """Roles, each a specialty of the one before."""
    roles: list[Role] = []
    for title in titles:
        roles.append(make_role(title=title, parent=roles[-1] if roles else None))
    return roles


def test_what_nobody_nearer_says_comes_from_the_oldest_ancestor() -> None:
    *_, youngest = family = generations("One", "Two", "Three", "Four")
    make_role_duty(role=family[0], duty="Send bills")
    make_pay(role=family[0], middle=50_000)
    other = make_role(title="Clerk", duties=["Send bills"])
    view = look_from()
    facts = facts_of(youngest)
    assert [duty.slug for duty in facts.duties] == ["send-bills"]
    assert facts.pay
    (line,) = lines_of([youngest.pk], view).values()
    assert line.pay
    assert [duty.slug for duty in roles_duties([youngest], view)[0].duties] == ["send-bills"]
    assert {alike.role.slug for alike in most_alike(other, 5, view)} == {"one", "two", "three", "four"}


def test_roles_that_are_each_others_specialty_have_what_both_say() -> None:
    first, second = generations("One", "Two")
    Role.objects.filter(pk=first.pk).update(parent=second)
    make_role_duty(role=second, duty="Send bills")
    assert [duty.slug for duty in facts_of(first).duties] == ["send-bills"]


# Overlap ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["US", "US-CA", "US-NY"])
def test_shared_duties_are_counted_as_the_comparison_counts_them(place: str) -> None:
    role, other = make_role(title="Paralegal"), make_role(title="Clerk")
    child = make_role(title="Night clerk", parent=other)
    cases: list[dict[str, Any]] = [
        {},
        {"place": make_place(code="US-CA")},
        {"place": make_place(code="US-NY")},
        {"effective_from": TOMORROW},
        {"effective_from": TODAY, "effective_until": TODAY},
        {"effective_until": YESTERDAY},
        *({"standing": standing} for standing in ("also", "claimed", "historical")),
    ]
    for number, values in enumerate(cases):
        make_role_duty(role=role, duty=f"Duty {number}")
        make_role_duty(role=other, duty=f"Duty {number}", **values)
    make_role_duty(role=other, duty="Sort mail").duties.clear()
    view = look_from(place)
    for one in (role, other, child):
        for alike in most_alike(one, 5, view):
            pair = roles_duties([one, Role.objects.get(slug=alike.role.slug)], view)
            assert alike.shared == compare(pair).finding.shared
    assert len(most_alike(role, 5, view)) == 2


def test_a_draft_is_alike_by_what_it_takes_over() -> None:
    oldest, *_, youngest = generations("One", "Two", "Three")
    make_role_duty(role=oldest, duty="Send bills")
    Role.objects.filter(pk=youngest.pk).update(status=Role.Status.DRAFT)
    make_role(title="Clerk", duties=["Send bills"])
    assert [alike.role.slug for alike in most_alike(youngest, 5, look_from())] == ["clerk", "one", "two"]


# Pay and outlook --------------------------------------------------------------------------------------------

NOTHING_PUBLISHED = dict.fromkeys(PERCENTILES) | {f"{name}_cell": "withheld" for name in PERCENTILES}
TOP = {"p50": 239_200, "p50_cell": "top", "p75": 239_200, "p75_cell": "top", "p90": 239_200, "p90_cell": "top"}


def make_outlook(*, role: Role, **values: Any) -> Outlook:
    occupation = Occupation.objects.create(system="bls", code="99-0000", title=role.title)
    RoleCode.objects.create(role=role, occupation=occupation, use=RoleCode.Use.OUTLOOK)
    years = {"period_from": 2024, "period_to": 2034}
    return Outlook.objects.create(occupation=occupation, source=make_source(), **years | values)


def two_paid_alike(client: Client, **values: Any) -> Any:
    for title in ("Surgeon", "Dentist"):
        make_pay(role=make_role(title=title), middle=150_000, **values)
    return client.get("/compare/surgeon-vs-dentist/")


def test_two_pays_of_which_nothing_is_published_are_not_the_same(client: Client) -> None:
    page = two_paid_alike(client, **NOTHING_PUBLISHED)
    comparison = page.context["comparison"]
    assert not comparison.pay[0].alike
    assert [row.alike for row in comparison.traits if row.slug == "pay"] == [False]
    assert "That is from the low 10%" not in client.get("/roles/surgeon/").text


def test_outlooks_that_say_nothing_are_not_the_same() -> None:
    role = make_role()
    make_outlook(role=role)
    outlook = facts_of(role).outlook
    assert outlook
    assert outlook.cell.code is None


def test_a_middle_that_is_only_published_as_or_more_is_no_figure(client: Client) -> None:
    page = two_paid_alike(client, **TOP)
    assert not page.context["comparison"].pay[0].alike
    assert page.context["whole"].finding.pay is None
    assert page.context["pay_line"] == "Pay this high is published only as “or more”."
    assert "earns" not in page.context["finding"]


def test_or_more_stands_wherever_the_figure_stands(client: Client) -> None:
    page = two_paid_alike(client, **TOP)
    assert page.text.count('<td role="cell" class="r num">$239,200 or more</td>') == 2
    assert page.text.count("Middle half: $120,000 to $239,200 or more. High 10%: $239,200 or more.") == 2
    role = client.get("/roles/surgeon/").text
    assert role.count('<dd class="num">$239,200 or more</dd>') == 1
    assert "Most earn $97,500 to $239,200 or more a year." in role
    assert "$239,200</" not in role


# Schooling --------------------------------------------------------------------------------------------------


def make_schooling(*, role: Role, weight: int, **values: Any) -> RoleSchooling:
    defaults = {"level": "bachelor", "text": f"Weight {weight}", "source": make_source()}
    return RoleSchooling.objects.create(role=role, weight=weight, **defaults | values)


@pytest.mark.parametrize(
    ("standing", "disagrees"),
    [("also", True), ("claimed", True), ("historical", False)],
)
def test_only_what_is_still_said_disagrees(standing: str, disagrees: bool) -> None:
    role = make_role()
    make_schooling(role=role, weight=3)
    make_schooling(role=role, weight=1, standing=standing)
    (level,) = facts_of(role).schooling
    assert (Tag.DISAGREE in level.cell.tags) is disagrees


@pytest.mark.parametrize("address", ["/roles/paralegal/", "/compare/paralegal-vs-clerk/"])
def test_claimed_and_past_schooling_is_shown_as_such(client: Client, address: str) -> None:
    role, _ = make_role(title="Paralegal"), make_role(title="Clerk")
    make_schooling(role=role, weight=3)
    make_schooling(role=role, weight=1, standing="claimed")
    make_schooling(role=role, weight=2, standing="historical")
    text = client.get(address).text
    assert re.search(r"Also said: Weight 1(?:(?!Also said).)*>Claimed only<", text)
    assert re.search(r"Also said: Weight 2(?:(?!Also said).)*>No longer so<", text)


# Tags -------------------------------------------------------------------------------------------------------

UNCHECKED = {"trust": "memory"}
MARK = "From general knowledge"


@pytest.fixture
def unchecked() -> Role:
    """A role of which nothing was read in a source, beside one of which everything was."""
    make_role(title="Clerk", duties=["Sort mail"], skills={"Typing": 10}, pay=40_000)
    role = make_role(title="Paralegal", titles=["Law clerk"], skills={"Typing": 90, "Latin": None}, pay=50_000)
    make_role_duty(role=role, duty="Draft papers")
    for facts in (role.titles, role.skills, role.duties, Pay.objects.filter(occupation__role_codes__role=role)):
        facts.update(**UNCHECKED)
    return role


def near(text: str, words: str) -> str:
    """What stands right behind the words, up to the end of the cell, the paragraph or the next of a list."""
    return re.split(r"</th>|</td>|</p>|<br>|,", text.split(words, 1)[1])[0]


def test_what_a_role_page_counts_as_unchecked_is_marked(client: Client, unchecked: Role) -> None:
    page = client.get("/roles/paralegal/")
    for words in ("Also called: law clerk", "Draft papers", 'scope="row">Typing', "without a rating: Latin"):
        assert MARK in near(flat(page.text), words), words
    # Once more for pay: in the ribbon and under the plot, though counted once.
    assert "5 are from general knowledge. We mark them." in flat(page.text)
    assert page.text.count(f">{Tag.UNCHECKED}<") == 6


@pytest.mark.parametrize("address", ["/compare/paralegal-vs-clerk/", "/compare/paralegal-vs-clerk-vs-notary/"])
def test_what_is_unchecked_is_marked_in_a_comparison(client: Client, unchecked: Role, address: str) -> None:
    make_role(title="Notary")
    text = flat(client.get(address).text)
    for words in ('scope="row">Typing', "without a rating: Latin"):
        assert MARK in near(text, words), words
    duties, skills, pay = (text.index(f'id="{name}"') for name in ("duties", "skills", "pay"))
    for block in (text[duties:skills], text[skills:pay], text[pay : text.index('id="schooling"')]):
        assert any(Tag.UNCHECKED in line for line in re.findall(r'<p class="src">.*?</p>', block))
    topics = text[text.index('id="topics"') : skills]
    assert MARK in near(topics, "Draft papers")
    assert MARK not in near(topics, "Sort mail")


def test_what_was_checked_bears_no_tag(client: Client) -> None:
    for title in ("Paralegal", "Clerk"):
        make_role(title=title, titles=[f"Law {title}"], duties=[f"File as {title}"], skills={"Typing": 90}, pay=50_000)
    for address in ("/roles/paralegal/", "/compare/paralegal-vs-clerk/"):
        assert "tag-w" not in client.get(address).text


# Rules ------------------------------------------------------------------------------------------------------


def make_rule(*, role: Role, place: str = "US-CA", **values: Any) -> StateRule:
    defaults = {"topic": "title", "answer": "required", "text": "Yes.", "source": make_source()}
    return StateRule.objects.create(role=role, place=make_place(code=place), **defaults | values)


def test_a_specialtys_own_rule_replaces_that_of_its_parent() -> None:
    parent, child = generations("Paralegal", "Court paralegal")
    make_rule(role=parent, text="As for any.")
    make_rule(role=parent, text="Classes.", topic="education")
    make_rule(role=parent, text="This duty.", duty=make_duty(title="File papers"))
    make_rule(role=parent, text="Everywhere.", place="US")
    make_rule(role=child, text="Its own.")
    make_rule(role=child, text="Its own, too.", key="another")
    texts = [rule.cell.value for rule in facts_of(child, "US-CA").rules]
    assert sorted(texts) == ["Classes.", "Everywhere.", "Its own, too.", "Its own.", "This duty."]


def test_a_specialtys_past_rule_replaces_nothing() -> None:
    parent, child = generations("Paralegal", "Court paralegal")
    make_rule(role=parent, text="As for any.")
    make_rule(role=child, text="Long ago.", effective_until=YESTERDAY)
    make_rule(role=child, text="In a hundred years.", effective_from=TOMORROW)
    assert [rule.cell.value for rule in facts_of(child, "US-CA").rules] == ["As for any."]


def test_states_are_offered_for_a_rule_of_today_or_one_to_come() -> None:
    role = make_role()
    make_rule(role=role, place="US-NY", effective_from=TOMORROW)
    make_rule(role=role, place="US-WA", effective_until=YESTERDAY)
    make_rule(role=role, place="US")
    make_rule(role=role, place="US-CA", effective_from=TODAY)
    assert [place.code for place in facts_of(role).rule_places] == ["CA", "NY"]


def test_a_rule_of_a_district_is_found_under_its_state() -> None:
    role, state = make_role(), make_place(code="US-CA")
    make_place(code="US-CA-LA", name="Los Angeles", kind="district", parent=state)
    make_rule(role=role, place="US-CA-LA")
    assert [place.code for place in facts_of(role).rule_places] == ["CA"]
    there = facts_of(role, "US-CA")
    assert [rule.place_name for rule in there.rules] == ["Los Angeles"]
    cell = glance(there, "rule")
    assert (cell.value, cell.context) == ("Depends on the district", "On file: Los Angeles.")
    assert facts_of(role).rules == facts_of(role, "US-NY").rules == ()


@pytest.mark.parametrize(("answer", "alike"), [("required", True), ("not-checked", False)])
def test_rules_that_nobody_checked_are_not_the_same(answer: str, alike: bool) -> None:
    facts = []
    for title in ("Paralegal", "Clerk"):
        role = make_role(title=title)
        make_rule(role=role, answer=answer)
        facts.append(facts_of(role, "US-CA"))
    assert [row.alike for row in compare(facts).traits if row.slug == "rule"] == [alike]


# Certifications ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fees", "words"),
    [
        ([{"min": 25, "max": 25}, {"min": 900, "max": 900}], "$25 to $900 fees"),
        ([{"min": 250, "max": 250, "audience": "member"}, {"min": 275, "audience": "other"}], "$250 to $275 fee"),
        ([{"min": 325, "max": 350}], "$325 to $350 fee"),
        ([{"min": 60, "text": "$60 for the exam"}], "$60 fee"),
        ([{"min": 60, "text": "From $60, by the number of parts"}], "fee from $60"),
        ([{"min": 60, "text": "$60 or more"}, {"min": 20}], "fees from $20"),
        ([{"min": 60, "max": 60}, {"min": 40, "max": 40, "place": "US-CA"}], "$40 fee"),
        ([{"min": 60, "max": 60}, {"min": 90, "max": 90, "standing": "historical"}], "$60 fee"),
        ([{"text": "A fee is due"}], ""),
    ],
    ids=["two kinds", "two payers", "a span", "no upper end", "open", "open among two", "nearer", "past", "no figure"],
)
def test_the_fees_of_a_certification(fees: list[dict[str, Any]], words: str) -> None:
    role, issuer = make_role(), Issuer.objects.create(slug="board", title="Board")
    certification = Certification.objects.create(slug="cp", title="CP", issuer=issuer, kind="certification")
    milestone = Milestone.objects.create(
        slug="cp", title="CP", step_title="Pass", kind="certification", certification=certification
    )
    RoleRecommendation.objects.create(role=role, milestone=milestone, strength="helpful", source=make_source())
    for number, fee in enumerate(fees):
        place = make_place(code=fee.pop("place", "US"))
        values = {"topic": "fee", "unit": "USD", "text": "A fee", "key": f"fee-{number}", "source": make_source()}
        CertificationFact.objects.create(certification=certification, place=place, **values | fee)
    (item,) = facts_of(role, "US-CA").certifications
    assert item.cell.context == " · ".join(filter(None, ["Board", words]))


# What a specialty takes over --------------------------------------------------------------------------------


def test_only_what_is_used_counts_as_said_by_a_specialty() -> None:
    parent = make_role(title="Paralegal", duties=["Draft papers"], skills={"Writing": 80}, pay=60_000)
    make_schooling(role=parent, weight=3)
    make_rule(role=parent, place="US")
    child = make_role(title="Court paralegal", parent=parent, skills={"Latin": 10})
    child.skills.update(standing="claimed")
    make_schooling(role=child, weight=1, standing="historical")
    make_role_duty(role=child, duty="File papers", effective_from=TOMORROW)
    make_rule(role=child, place="US", effective_until=YESTERDAY)
    make_outlook(role=child)  # a code, but not for pay
    assert facts_of(child).taken_over == {"duties", "skills", "schooling", "pay", "rules"}


def test_what_a_specialty_says_itself_is_not_taken_over() -> None:
    parent = make_role(title="Paralegal", skills={"Writing": 80}, pay=60_000)
    child = make_role(title="Court paralegal", parent=parent, skills={"Latin": 10}, pay=61_000)
    assert facts_of(child).taken_over == frozenset()
    assert facts_of(parent).taken_over == frozenset()


def test_what_a_role_does_not_pass_on_stays_with_it_alone() -> None:
    parent = make_role(title="Aide", duties=["Keep records"])
    make_role_duty(role=parent, duty="Give shots", position=1, passed_on=False)
    child = make_role(title="Law aide", parent=parent)
    clinic = make_role(title="Clinic aide", parent=parent, duties=["Give shots"])
    assert [duty.title for duty in facts_of(parent).duties] == ["Keep records", "Give shots"]
    assert [wording.text for wording in facts_of(child).wordings] == ["Keep records"]
    assert [duty.title for duty in facts_of(child).duties] == ["Keep records"]
    shared = {alike.role.slug: alike.shared for alike in most_alike(parent, 5, look_from())}
    assert shared == {"clinic-aide": 2, "law-aide": 1}
    assert [alike.role.slug for alike in most_alike(clinic, 1, look_from())] == ["aide"]


@pytest.mark.parametrize(("passed_on", "count"), [(True, 1), (False, 0)])
def test_a_certification_is_taken_over_only_where_it_is_passed_on(passed_on: bool, count: int) -> None:
    parent, child = generations("Aide", "Law aide")
    certification = Certification.objects.create(
        slug="cp", title="CP", issuer=Issuer.objects.create(slug="board", title="Board"), kind="certification"
    )
    milestone = Milestone.objects.create(
        slug="cp", title="CP", step_title="Pass", kind="certification", certification=certification
    )
    RoleRecommendation.objects.create(role=parent, milestone=milestone, passed_on=passed_on, source=make_source())
    assert len(facts_of(parent).certifications) == 1
    assert len(facts_of(child).certifications) == count


# Drafts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "published"])
def test_only_pages_that_readers_see_are_linked(client: Client, status: str) -> None:
    hidden = make_role(title="Paralegal", status=status, duties=["Draft papers"])
    make_role(title="Court paralegal", parent=hidden)
    make_role(title="Law clerk", status="retired", replaced_by=hidden)
    make_confusion(role=make_role(title="Notary"), other=hidden)
    names = {"court-paralegal": "A specialty of", "law-clerk": "See", "notary": "Somebody uses both names"}
    for slug, words in names.items():
        text = client.get(f"/roles/{slug}/").text
        assert words in text
        to_hidden = re.findall(r'href="(?:/roles/paralegal/|/compare/[^"]*-vs-paralegal/)"', text)
        assert bool(to_hidden) is (status == "published"), slug
    (line,) = lines_of([Role.objects.get(slug="court-paralegal").pk], look_from()).values()
    assert line.parent
    assert line.parent.is_readable is (status == "published")


# Time to a first job ----------------------------------------------------------------------------------------


def test_a_specialty_takes_as_long_as_the_role_whose_steps_it_shows(client: Client) -> None:
    oldest, *_, youngest = generations("One", "Two", "Three")
    make_path(role=oldest, months=(3, 12))
    (line,) = lines_of([youngest.pk], look_from()).values()
    assert line.months == Range(3, 12)
    assert glance(facts_of(youngest), "first-job").value == "3 to 12 months"
    assert 'href="/roles/one/how-to-become/"' in client.get("/roles/three/how-to-become/").text
    Role.objects.filter(pk=oldest.pk).update(status="draft")
    assert 'href="/roles/one/how-to-become/"' not in client.get("/roles/three/how-to-become/").text


def test_a_specialtys_own_steps_win() -> None:
    oldest, youngest = generations("One", "Two")
    make_path(role=oldest, months=(3, 12))
    make_path(role=youngest, months=(1, 2))
    assert facts_of(youngest).months_to_first_job == Range(1, 2)
