"""Pages about states: all of them, one, and a move from one to another. What nobody checked is never “not required”."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import cycle

import pytest
from django.test import Client

from certifications.models import Certification, StateRule
from roles.models import Role
from sources.keys import key_of
from sources.models import Place
from tests.factories import make_certification, make_place, make_role, make_rule, make_source
from tests.queries import query_count
from tests.reading import flat, rows

pytestmark = pytest.mark.django_db

LATER = date(2090, 7, 1)


@pytest.fixture
def new_york() -> Place:
    return make_place(code="US-NY", name="New York")


@pytest.fixture
def california() -> Place:
    return make_place(code="US-CA", name="California")


def section(page: str, heading: str) -> str:
    """What stands in the section under a heading, however its spaces are."""
    _, found, rest = flat(page).partition(f">{heading}</h2>")
    return re.split(r"<h2", rest)[0] if found else ""


# All states ----------------------------------------------------------------------------------------------------------


def test_every_state_is_there_with_what_is_on_file(client: Client, new_york: Place, california: Place) -> None:
    parent = make_role(title="Paralegal")
    make_role(title="Court paralegal", parent=parent)
    early = make_source(slug="early", checked_on=date(2026, 2, 3))
    make_rule(role=parent, place=new_york, source=early)
    make_rule(role=parent, place=new_york, topic="exam", source=early, effective_from=LATER)
    make_rule(role=parent, place=california, answer="not-checked")
    page = client.get("/states/")
    found = rows(page.text)
    assert "New York 1 rule checked, for 2 roles. 1 change to come. Last check Feb 3, 2026." in found
    assert "1 of 2 states and territories have a rule that we checked." in found
    assert 'href="/states/CA/">California</a>' in section(page.text, "Not checked yet")
    assert 'href="/states/NY/">New York</a>' in section(page.text, "On file")


def test_rules_of_drafts_past_rules_and_claims_are_not_counted(client: Client, new_york: Place) -> None:
    role = make_role(title="Paralegal")
    make_rule(role=role, place=new_york, topic="exam", effective_until=date(2020, 1, 1))
    make_rule(role=role, place=new_york, topic="license", standing="claimed")
    make_rule(role=role, place=new_york, topic="title", status="draft")
    make_rule(role=role, place=new_york, topic="tasks", trust="memory")
    make_rule(role=make_role(title="Notary", status="draft"), place=new_york)
    (line,) = client.get("/states/").context["lines"]
    assert (line.rules, line.roles, line.coming, line.last_check) == (0, 0, 0, None)


def test_a_rule_of_a_district_counts_for_its_state(client: Client, new_york: Place) -> None:
    city = make_place(code="US-NY-NYC", name="New York City", kind="district", parent=new_york)
    make_rule(role=make_role(title="Paralegal"), place=city)
    (line,) = client.get("/states/").context["lines"]
    assert (line.rules, line.roles) == (1, 1)
    assert "In New York City" in client.get("/states/NY/").text


def test_without_states_the_page_says_so(client: Client) -> None:
    assert "No states are on file yet." in client.get("/states/").text


# Addresses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["ny", "Ny", "US-NY", "us-ny", "new-york", "New York"])
def test_a_state_has_one_address(client: Client, new_york: Place, typed: str) -> None:
    answer = client.get(f"/states/{typed}/?theme=x")
    assert (answer.status_code, answer["Location"]) == (301, "/states/NY/?theme=x")
    assert client.get("/states/NY/").status_code == 200


@pytest.mark.usefixtures("new_york", "california")
@pytest.mark.parametrize("typed", ["ny/to/CA", "NY/to/ca", "new-york/to/california"])
def test_a_move_has_one_address(client: Client, typed: str) -> None:
    answer = client.get(f"/states/{typed}/")
    assert (answer.status_code, answer["Location"]) == (301, "/states/NY/to/CA/")


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/states/ZZ/", "We have no state with the code “ZZ”."),
        ("/states/US/", "We have no state with the code “US”."),
        ("/states/PR/", "We have no rules on file for Puerto Rico yet."),
        ("/states/vi/", "We have no rules on file for the U.S. Virgin Islands yet."),
        ("/states/NY/to/gu/", "We have no rules on file for Guam yet."),
        ("/states/%3Cb%3E/", "We have no state with the code “&lt;b&gt;”."),
        ("/states/?go=ZZ", "We have no state with the code “ZZ”."),
    ],
)
def test_what_is_no_state_is_not_found_and_offers_the_list(client: Client, address: str, said: str) -> None:
    page = client.get(address, follow=True)
    assert page.status_code == 404
    assert f"{said} Pick a state from the list." in page.text
    assert 'href="/states/NY/">New York</a>' in page.text


@pytest.mark.usefixtures("new_york", "california")
def test_the_form_leads_to_the_move(client: Client) -> None:
    answer = client.get("/states/?from=NY&to=ca&state=NY")
    assert (answer.status_code, answer["Location"]) == (302, "/states/NY/to/CA/")
    assert client.get("/states/?go=ca")["Location"] == "/states/CA/"


@pytest.mark.usefixtures("new_york", "california")
@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("from=NY&to=NY", "to", "Choose two different states."),
        ("from=ZZ&to=NY", "from", "We have no state with the code “ZZ”."),
        ("from=NY&to=PR", "to", "We have no rules on file for Puerto Rico yet."),
    ],
)
def test_a_fault_in_the_form_is_told_at_its_field_with_the_rest_kept(client: Client, query, field, said) -> None:
    page = client.get(f"/states/?{query}")
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert f'<a href="#{field}">{said}</a>' in page.text
    assert f'id="{field}-error">{said}' in page.text
    assert '<option value="NY" selected>' in page.text


@pytest.mark.usefixtures("new_york", "california")
def test_one_end_of_a_move_is_no_fault(client: Client) -> None:
    page = client.get("/states/?from=NY")
    assert page.status_code == 200
    assert flat(page.text).count('<option value="NY" selected>New York') == 1
    assert client.get("/states/?from=&to=").status_code == 200
    assert '<a class="btn" href="/states/CA/">Rules in California</a>' in client.get("/states/?state=CA").text
    assert client.get("/states/NY/to/NY/").status_code == 422


# One state -----------------------------------------------------------------------------------------------------------


def test_a_state_stands_beside_the_others_topic_by_topic(client: Client, new_york: Place, california: Place) -> None:
    role = make_role(title="Paralegal")
    dated = make_source(slug="dated", published_on=date(2026, 6, 1))
    make_rule(role=role, place=new_york, topic="exam", answer="not-required", text="No test.", source=dated)
    make_rule(role=role, place=california, topic="exam", answer="required")
    make_rule(role=role, place=make_place(code="US-OH", name="Ohio"), topic="exam", answer="required")
    make_rule(role=role, place=make_place(code="US-TX", name="Texas"), topic="exam", answer="set-locally")
    make_rule(role=role, place=make_place(code="US-WA", name="Washington"), topic="exam", answer="not-checked")
    make_rule(role=role, place=california, topic="license")
    found = rows(client.get("/states/NY/").text)
    assert "Exam: not required. No test.1" in found
    assert "Required in 2 other states. Set locally in 1." in found
    assert "License: Not checked yet" in found
    assert "Required in 1 other state." in found


def test_a_missing_rule_is_never_not_required(client: Client, new_york: Place, california: Place) -> None:
    role = make_role(title="Paralegal")
    make_rule(role=role, place=california, topic="license")
    for address in ("/states/NY/", "/states/CA/to/NY/", "/states/NY/to/CA/", "/states/", "/roles/paralegal/?state=NY"):
        page = client.get(address).text
        assert "ot required" not in page
        assert "ot checked" in page
    assert "Paralegal License" in rows(client.get("/states/NY/").text)


def test_a_state_with_nothing_checked_says_so_and_leads_on(client: Client, new_york: Place) -> None:
    page = client.get("/states/NY/")
    assert page.status_code == 200
    assert "We have not checked a rule of New York yet. That does not mean there is none." in flat(page.text)
    assert "Ask the state agency that licenses jobs." in page.text
    assert "/states/?from=NY" in page.text


def test_a_rule_that_somebody_says_otherwise_of_is_marked(client: Client, new_york: Place, california: Place) -> None:
    for title in ("Paralegal", "Notary"):
        make_rule(role=make_role(title=title), place=new_york)
    paralegal, notary = Role.objects.order_by("-title")
    for place in (new_york, california):
        make_rule(role=paralegal, place=place, standing="claimed", answer="not-required", text="None, says a site.")
    make_rule(role=notary, place=new_york, standing="claimed", text="Schooling is needed, says a site.")
    page = client.get("/states/NY/").text
    assert "Sources disagree" in section(page, "Paralegal")
    assert "Sources disagree" not in section(page, "Notary")
    assert page.count("Sources disagree") == 1
    assert client.get("/states/NY/to/CA/").text.count("Sources disagree") == 1


def test_federal_rules_show_under_every_state(client: Client, new_york: Place, california: Place) -> None:
    for title in ("Teacher aide", "School helper"):
        make_rule(role=make_role(title=title), place=make_place(), text="Two years of study.")
    for address in ("/states/NY/", "/states/CA/"):
        (rule,) = client.get(address).context["found"].federal
        assert [subject.title for subject in rule.subjects] == ["School helper", "Teacher aide"]
        assert "Two years of study." in section(client.get(address).text, "Federal rules")
    assert "Two years of study." in section(client.get("/states/NY/to/CA/").text, "What stays the same")


def test_the_page_of_a_state_on_three_days(client: Client, new_york: Place, time_machine) -> None:
    role = make_role(title="Teacher aide")
    make_rule(role=role, place=new_york, key="old", text="A diploma.", effective_until=date(2027, 6, 30))
    make_rule(
        role=role, place=new_york, key="new", text="A degree.",
        effective_from=date(2027, 7, 1), effective_until=date(2028, 6, 30),
    )  # fmt: skip
    time_machine.move_to(datetime(2027, 1, 1, 18, tzinfo=UTC))
    page = client.get("/states/NY/").text
    assert "From Jul 1, 2027" in section(page, "What is to change")
    assert "A diploma." in section(page, "Teacher aide")
    assert "1 change to come." in flat(client.get("/states/").text)
    time_machine.move_to(datetime(2027, 7, 1, 18, tzinfo=UTC))
    page = client.get("/states/NY/").text
    assert section(page, "What is to change") == ""
    assert "A degree." in section(page, "Teacher aide")
    assert "Until Jun 30, 2027" in section(page, "What held before")
    time_machine.move_to(datetime(2028, 7, 1, 18, tzinfo=UTC))
    page = client.get("/states/NY/").text
    assert section(page, "Teacher aide") == ""
    assert "A degree." in section(page, "What held before")
    assert "We have not checked a rule of New York yet." in page


def test_a_state_shows_what_it_gives_and_what_its_rules_name(client: Client, new_york: Place) -> None:
    make_certification(title="Aide license", issuer="New York State", kind="license", place=new_york)
    test = make_certification(title="ParaPro", issuer="ETS", kind="assessment")
    make_certification(title="Elsewhere", issuer="Others")
    aide = make_role(title="Teacher aide")
    make_rule(role=aide, place=new_york, topic="exam").accepts.add(test)
    make_rule(role=aide, place=new_york, topic="license").accepts.add(test)
    part = section(client.get("/states/NY/").text, "What New York gives and accepts")
    assert "Aide license" in part
    assert "Named in the rule on exam and license for a teacher aide." in part
    assert "Elsewhere" not in part


def test_scores_say_where_districts_set_their_own(client: Client, new_york: Place) -> None:
    test = make_certification(title="ParaPro", issuer="ETS", kind="assessment")
    score(test, new_york, 456)
    warning = "Your district may ask for another score."
    page = client.get("/states/NY/").text
    assert "You need 456 points." in section(page, "Tests and certifications")
    assert warning not in page
    city = make_place(code="US-NY-NYC", name="New York City", kind="district", parent=new_york)
    score(test, city, 460)
    page = client.get("/states/NY/").text
    assert warning in page
    assert "New York City" in section(page, "Tests and certifications")


def score(test: Certification, place: Place, points: int) -> StateRule:
    return StateRule.objects.create(
        certification=test,
        place=place,
        topic="passing-score",
        answer="required",
        amount_min=points,
        amount_max=points,
        unit="points",
        text=f"You need {points} points.",
        source=make_source(),
    )


# A move --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ({"answer": "required"}, {"answer": "required"}, "Stays the same"),
        ({"answer": "required"}, {"answer": "required", "text": "More."}, "Same answer. Compare the details"),
        ({"answer": "required"}, {"answer": "not-required"}, "Changes"),
        ({"answer": "required", "amount_min": 8}, {"answer": "required", "amount_min": 12}, "Changes"),
        ({"answer": "required"}, {"answer": "not-checked"}, "Not checked yet: California"),
        ({"answer": "required"}, None, "Not checked yet: California"),
        (None, {"answer": "not-required"}, "Not checked yet: New York"),
        ({"answer": "required"}, {"answer": "not-required", "trust": "memory"}, "Not checked yet: California"),
    ],
)
def test_a_move_says_what_becomes_of_each_rule(client, new_york, california, before, after, verdict) -> None:
    role = make_role(title="Paralegal")
    for place, values in ((new_york, before), (california, after)):
        if values:
            make_rule(role=role, place=place, **values)
    page = client.get("/states/NY/to/CA/")
    ((change,),) = (each.changes for each in page.context["found"].roles)
    assert change.verdict == verdict
    assert verdict in page.text


@pytest.mark.parametrize(
    ("before", "after", "verdict", "said"),
    [
        (455, 460, "Check your score", "New York asks for 455 points, California for 460 points."),
        (460, 455, "Carries over", "A score that passes in New York passes in California: you need 455 points."),
        (455, 455, "Carries over", "A score that passes in New York passes in California: you need 455 points."),
        (455, None, "Not checked yet", "New York has a rule on it. We have not checked if California takes it."),
        (None, 455, "Check your score", "We have no score of New York on file."),
    ],
)
def test_a_move_compares_passing_scores(client, new_york, california, before, after, verdict, said) -> None:
    test = make_certification(title="ParaPro", issuer="ETS", kind="assessment")
    for place, points in ((new_york, before), (california, after)):
        if points:
            score(test, place, points)
    page = client.get("/states/NY/to/CA/")
    (found,) = page.context["found"].credentials
    assert found.verdict == verdict
    assert said in flat(page.text)


def test_a_move_gives_the_words_of_a_rule_without_a_score(client, new_york, california) -> None:
    test = make_certification(title="ParaPro", issuer="ETS", kind="assessment")
    rule = score(test, california, 455)
    StateRule.objects.filter(pk=rule.pk).update(answer="set-locally", amount_min=None, amount_max=None, text="Ask.")
    (found,) = client.get("/states/NY/to/CA/").context["found"].credentials
    assert (found.verdict, found.text, len(found.cell.sources)) == ("Read the rule", "Ask.", 1)
    StateRule.objects.filter(pk=rule.pk).update(answer="not-checked")
    (found,) = client.get("/states/NY/to/CA/").context["found"].credentials
    assert (found.verdict, found.is_open) == ("Not checked yet", True)


def test_a_move_says_which_certificates_carry_over(client: Client, new_york: Place, california: Place) -> None:
    role, other = make_role(title="Aide"), make_role(title="Helper")
    known = make_certification(title="Known in both", issuer="A")
    rival = make_certification(title="Rival", issuer="B")
    own = make_certification(title="State card", issuer="New York", place=new_york)
    left = make_certification(title="Left out", issuer="C")
    make_certification(title="New card", issuer="California", place=california)
    make_certification(title="Closed card", issuer="California", place=california, status="closed")
    make_rule(role=role, place=new_york, topic="exam").accepts.add(known, left)
    make_rule(role=role, place=california, topic="exam").accepts.add(known, rival)
    make_rule(role=other, place=new_york, topic="license").accepts.add(own)
    found = client.get("/states/NY/to/CA/").context["found"].credentials
    assert {name.title: each.verdict for each in found for name in each.names} == {
        "Known in both": "Carries over",
        "Rival": "Carries over",
        "Left out": "Not named",
        "State card": "Not checked yet",
        "New card": "New in California",
    }
    assert found[-1].names[0].title == "State card"


def test_what_is_named_from_memory_alone_may_carry_over(client, new_york, california) -> None:
    rule = make_rule(role=make_role(title="Aide"), place=california, topic="exam", trust="memory")
    rule.accepts.add(make_certification(title="Known"))
    (found,) = client.get("/states/NY/to/CA/").context["found"].credentials
    assert (found.verdict, found.is_open) == ("May carry over", True)


def test_a_move_between_states_with_nothing_on_file_says_so(client, new_york, california) -> None:
    page = client.get("/states/NY/to/CA/")
    assert page.status_code == 200
    assert "Not checked yet. No rule on file of either state names" in flat(page.text)


# All of it -----------------------------------------------------------------------------------------------------------

QUERIES = {"/states/": 5, "/states/SA/": 12, "/states/SA/to/SB/": 12}


def test_pages_cost_the_same_with_rules_of_51_states(client: Client) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [f"{first}{second}" for first in "ST" for second in letters][:51]
    roles = [make_role(title=f"Role {number}") for number in range(4)]
    test = make_certification(title="ParaPro", issuer="ETS")
    addresses = ("/states/", "/states/SA/", "/states/SA/to/SB/", "/roles/role-0/?state=SA", "/roles/?state=SA")

    def rules_for(code: str) -> None:
        place = make_place(code=f"US-{code}")
        score(test, place, 455)
        answers = cycle(StateRule.Answer.values)
        source = make_source()
        rules = [
            StateRule(role=role, place=place, topic=topic, answer=next(answers), text="Ask.", source=source)
            for role in roles
            for topic in StateRule.Topic.values
        ]
        for rule in rules:
            rule.key = key_of(rule)
        StateRule.objects.bulk_create(rules)  # with a history, row by row, it takes longer than all else here
        accepts = StateRule.accepts.through
        accepts.objects.bulk_create(accepts(staterule=rule, certification=test) for rule in rules)

    for code in codes[:2]:
        rules_for(code)
    make_rule(role=roles[0], place=make_place())
    counts = {address: query_count(client, address) for address in addresses}
    for code in codes[2:]:
        rules_for(code)
    make_rule(role=roles[1], place=make_place())
    assert {address: query_count(client, address) for address in addresses} == counts
    assert {address: counts[address] for address in addresses[:3]} == QUERIES
