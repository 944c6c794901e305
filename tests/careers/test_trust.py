"""Which tags a fact bears: one table for every kind of fact."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from careers.cells import Tag
from careers.facts.standpoint import Standpoint
from careers.facts.trust import data_date, dispute_tags, is_said_today, match_tags, tags
from careers.models import Milestone, RoleRecommendation, Route, RouteCost
from certifications.models import CertificationFact, Renewal, StateRule
from roles.models import Pay, RoleDuty, RoleTrait, Trait
from sources.models import Source, SourcedFact
from tests.factories import make_confusion, make_pay, make_place, make_role, make_rule, make_source
from tests.reading import flat

TODAY = date(2026, 11, 22)
VIEW = Standpoint(("US",), "United States", TODAY)
SCHOOL = Milestone(kind="education")
EXAM = Milestone(kind="assessment")


def source(**values: Any) -> Source:
    dated = {"published_on", "published_words"} & values.keys()
    defaults: dict[str, Any] = {"url": "https://example.org/", "undated": not dated, "review_by": date(2099, 1, 1)}
    return Source(**defaults | values)


@pytest.mark.parametrize(
    ("fact", "years"),
    [
        (Pay(), 2),
        (RouteCost(), 1),
        (StateRule(), 1),
        (CertificationFact(min=10), 1),
        (Renewal(fee=10), 1),
        (Renewal(amount=10), 1),
        (Route(strength="law"), 1),
        (Route(strength="certifier"), 1),
        (RoleRecommendation(milestone=EXAM), 1),
        (Route(strength="employers"), None),
        (RoleRecommendation(milestone=SCHOOL), None),
        (CertificationFact(), None),
        (Renewal(), None),
        (RoleDuty(), None),
    ],
)
def test_pay_grows_old_in_two_years_fees_and_rules_in_one_and_other_facts_never(fact: SourcedFact, years: int | None):
    fact.source = source()
    limit = date(TODAY.year - (years or 0), TODAY.month, TODAY.day)
    fact.as_of = limit
    assert tags(fact, TODAY) == ()
    fact.as_of = date(limit.year, limit.month, limit.day - 1)
    assert tags(fact, TODAY) == ((Tag.OLDER,) if years else ())
    fact.as_of = None
    assert tags(fact, TODAY) == ((Tag.UNDATED,) if years else ())


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("about 2019", date(2019, 12, 31)),
        ("rates of January 2014", date(2014, 12, 31)),
        ("2024 to 2034", date(2034, 12, 31)),
        ("in force since December 29, 2023", None),
        ("autumn", None),
    ],
)
def test_a_date_in_words_ages_from_the_end_of_its_year(words: str, day: date | None):
    assert data_date(StateRule(as_of_words=words, source=source(published_on=date(2000, 1, 1)))) == day
    assert data_date(StateRule(source=source(published_words=words))) == day


def test_words_without_a_year_are_a_date_on_the_page_all_the_same():
    assert tags(StateRule(source=source(published_words="autumn")), TODAY) == ()


def test_what_was_nowhere_to_be_read_has_no_page_without_a_date():
    assert tags(StateRule(source=source(url=""), trust="memory"), TODAY) == (Tag.UNCHECKED,)


def test_history_is_not_old_besides():
    dated = source(published_on=date(2010, 1, 1))
    assert tags(StateRule(source=dated, standing="historical"), TODAY) == (Tag.HISTORICAL,)
    assert tags(StateRule(source=dated, effective_until=date(2026, 11, 21)), TODAY) == (Tag.HISTORICAL,)
    assert tags(StateRule(source=dated, effective_until=TODAY), TODAY) == (Tag.OLDER,)


def test_a_fact_is_due_after_the_day_of_the_next_check():
    assert tags(RoleDuty(source=source(review_by=TODAY)), TODAY) == ()
    assert tags(RoleDuty(source=source(review_by=date(2026, 11, 21))), TODAY) == (Tag.DUE,)


def test_the_limit_of_a_leap_day_is_the_day_before():
    leap_day = date(2028, 2, 29)
    assert tags(Pay(source=source(), as_of=date(2026, 2, 28)), leap_day) == ()
    assert tags(Pay(source=source(), as_of=date(2026, 2, 27)), leap_day) == (Tag.OLDER,)


@pytest.mark.parametrize(
    ("match", "is_own", "found"),
    [("exact", True, ()), ("exact", False, (Tag.CLOSEST,)), ("combined", True, (Tag.CLOSEST,))],
)
def test_a_figure_of_another_job_is_the_closest_match(match: str, is_own: bool, found: tuple[Tag, ...]):
    assert match_tags(match, is_own=is_own) == found


def test_only_another_value_disagrees():
    assert dispute_tags(3, [3, 1]) == (Tag.DISAGREE,)
    assert dispute_tags(3, [3]) == ()
    assert dispute_tags(3, []) == ()


@pytest.mark.parametrize(
    ("standing", "said"), [("also", True), ("claimed", True), ("historical", False), ("used", False)]
)
def test_what_was_once_so_disagrees_with_nothing(standing: str, said: bool):
    assert is_said_today(RoleDuty(standing=standing), VIEW) is said
    assert not is_said_today(RoleDuty(standing=standing, effective_until=date(2020, 1, 1)), VIEW)


# On pages ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/roles/paralegal/", "/compare/paralegal-vs-clerk/"])
def test_pay_that_somebody_claims_otherwise_is_shown_beside_the_used_one_with_why(client: Client, address: str):
    role, _ = make_role(title="Paralegal", pay=50_000), make_role(title="Clerk", pay=40_000)
    Pay.objects.create(role=role, start=20_000, standing="claimed", why="It gives no source.", source=make_source())
    text = client.get(address).text
    assert "$20,000 a year at the start." in text
    assert "It gives no source." in text
    assert f">{Tag.CLAIMED}<" in text
    assert f">{Tag.DISAGREE}<" in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/roles/paralegal/", "/compare/paralegal-vs-clerk/"])
def test_a_trait_that_somebody_claims_otherwise_says_so(client: Client, address: str):
    role, _ = make_role(title="Paralegal"), make_role(title="Clerk")
    boss = Trait.objects.create(slug="reports-to", title="You report to")
    common = {"role": role, "trait": boss, "source": make_source()}
    RoleTrait.objects.create(code="lawyer", text="A lawyer", **common)
    RoleTrait.objects.create(code="nobody", text="Nobody", standing="claimed", why="No source agrees.", **common)
    text = client.get(address).text
    assert "Also said: Nobody." in text
    assert "No source agrees." in text
    assert f">{Tag.DISAGREE}<" in text


@pytest.mark.django_db
def test_what_is_said_otherwise_stands_below_a_table_of_three_roles(client: Client):
    role, *_ = make_role(title="Paralegal", pay=50_000), make_role(title="Clerk"), make_role(title="Notary")
    Pay.objects.create(role=role, start=20_000, standing="claimed", why="It gives no source.", source=make_source())
    text = flat(client.get("/compare/paralegal-vs-clerk-vs-notary/").text)
    table, _, below = text.partition("</table>")
    assert f">{Tag.DISAGREE}<" in table
    assert "$20,000" not in table
    assert "Paralegal, typical pay. Also said: $20,000 a year at the start." in below


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "disagrees"),
    [
        ({"answer": "required"}, True),
        ({"answer": "not-required"}, False),
        ({"answer": "required", "topic": "title"}, False),
        ({"answer": "required", "standing": "historical"}, False),
        ({"answer": "required", "effective_until": date(2020, 1, 1)}, False),
    ],
    ids=["another answer", "the same", "another topic", "once so", "over"],
)
def test_a_rule_that_somebody_claims_otherwise_today_says_so(client: Client, values: dict[str, Any], disagrees: bool):
    role, place = make_role(title="Paralegal"), make_place()
    make_rule(role=role, place=place, topic="exam", answer="not-required")
    common = {"topic": "exam", "key": "claim", "standing": "claimed", "text": "A site says so."}
    make_rule(role=role, place=place, **common | values)
    rules = flat(client.get("/roles/paralegal/").text.partition('id="rules"')[2].partition("</section>")[0])
    assert (f">{Tag.DISAGREE}<" in rules) is disagrees


@pytest.mark.django_db
def test_a_view_on_two_titles_that_is_only_claimed_is_shown_and_decides_nothing(client: Client):
    role, other = make_role(title="Paralegal"), make_role(title="Legal assistant")
    make_confusion(role=role, other=other, view="two", text="The list holds them as two jobs.")
    make_confusion(role=role, other=other, text="A site takes them for one.", standing="claimed", why="It is alone.")
    page = client.get("/roles/paralegal/").text
    assert page.index("The list holds them as two jobs.") < page.index("A site takes them for one.")
    assert "It is alone." in page
    assert "Two different jobs." in client.get("/compare/legal-assistant-vs-paralegal/").text


@pytest.mark.django_db
def test_a_fact_past_its_day_breaks_no_page(client: Client):
    role = make_role(title="Paralegal", titles=["Law clerk"], duties=["Draft papers"], skills={"Typing": 9}, pay=50_000)
    make_pay(role=make_role(title="Clerk"), effective_until=date(2020, 1, 1))
    for facts in (role.titles, role.duties, role.skills, Pay.objects):
        facts.update(effective_until=date(2020, 1, 1))
    for address in ("/", "/roles/", "/roles/paralegal/", "/compare/paralegal-vs-clerk/", "/sources/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Draft papers" not in answer.text
