"""Certifications and licenses: the list, and the page of one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from careers import clock
from careers.models import Milestone, RouteCost, RouteNeed
from certifications.models import Renewal, StateRule
from sources.models import RenamedSlug
from tests.factories import (
    make_advice,
    make_certification,
    make_certification_fact,
    make_path,
    make_place,
    make_role,
    make_source,
    make_way,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db

CP = "/certifications/certified-paralegal/"


def need(title: str, **values: object) -> Milestone:
    slug = title.lower().replace(" ", "-")
    defaults: dict[str, object] = {"slug": slug, "title": title, "step_title": title, "kind": "education"}
    return Milestone.objects.create(**defaults | values)


# What it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("certification", "It is not a license."),
        ("license", "It is a license: the state gives it, and the law asks for it."),
        ("assessment", "It is a test, not a license."),
    ],
)
def test_a_page_says_whether_it_is_a_license(client: Client, kind: str, words: str) -> None:
    make_certification(kind=kind, lets_you="You may put letters after your name.")
    assert words in client.get(CP).text


def test_it_is_not_said_twice_that_something_is_no_license(client: Client) -> None:
    make_certification(lets_you="You may put CP after your name. It is not a license.")
    assert client.get(CP).context["found"].lead.count("license") == 1


def test_a_states_own_says_where_it_holds_and_that_others_can_do_without(client: Client) -> None:
    make_certification(kind="license", place=make_place(code="US-OR", name="Oregon"))
    page = client.get(CP).text
    assert "Oregon only" in page
    assert "You will not work in Oregon. It is that state’s own." in page


def test_the_official_page_opens_in_the_same_tab(client: Client) -> None:
    found = make_certification()
    found.issuer.url = "https://example.org/nala/"
    found.issuer.save()
    assert '<a class="btn btn-1" href="https://example.org/nala/">Visit the official page</a>' in client.get(CP).text


def test_what_is_not_on_file_is_said_in_words(client: Client) -> None:
    make_certification()
    page = client.get(CP)
    assert page.status_code == 200
    assert page.text.count("Not on file") >= 5
    assert "Ask NALA who may apply." in page.text


# Key figures --------------------------------------------------------------------------------------------------


def test_the_key_figures_come_from_what_is_used(client: Client) -> None:
    found = make_certification(validity="fixed")
    make_certification_fact(certification=found, min=125, audience="member")
    make_certification_fact(certification=found, min=275, audience="other")
    make_certification_fact(certification=found, min=999, audience="before", standing="historical")
    make_certification_fact(certification=found, topic="exam", min=2, unit="parts")
    make_certification_fact(certification=found, topic="retake", min=60, audience="fee")
    make_certification_fact(certification=found, topic="retake", min=90, unit="days", audience="wait")
    make_certification_fact(certification=found, topic="validity", min=60, unit="months")
    ribbon = dict(client.get(CP).context["found"].ribbon)
    assert {title: cell.value for title, cell in ribbon.items()} == {
        "Fee": "$125 to $275",
        "Format": "2 parts",
        "If you don’t pass": "$60 a retake",
        "Good for": "5 years",
    }
    assert ribbon["If you don’t pass"].context == "wait 90 days"


def test_what_goes_on_for_good_does_not_run_out(client: Client) -> None:
    make_certification(validity="continuous")
    assert "For good" in client.get(CP).text


def test_without_a_fee_on_file_that_of_the_ways_is_shown(client: Client) -> None:
    route = make_way(certification=make_certification())
    RouteCost.objects.create(route=route, min=40, max=40, basis="fee", source=make_source())
    assert dict(client.get(CP).context["found"].ribbon)["Fee"].value == "$40"


# Who may take it, and how -------------------------------------------------------------------------------------


def test_each_way_is_a_card_that_says_what_it_needs(client: Client) -> None:
    found = make_certification()
    work = need("Work as a paralegal", kind="experience", unit="years")
    by_work = make_way(certification=found, title="By work")
    RouteNeed.objects.create(route=by_work, milestone=work, amount=7, within_months=120)
    make_way(certification=found, title="By school", needs=[need("Paralegal program"), need("Diploma")])
    on_the_job = make_way(certification=found, title="On the job", needs=[need("Paralegal", kind="role")])
    RouteNeed.objects.create(route=on_the_job, milestone=need("Exam prep"), within_months=12)
    make_way(certification=found, title="Old way", closes=date(2003, 12, 31))
    make_way(certification=found, title="Good advice", strength="helpful")
    page = client.get(CP)
    ways = {way.title: way.needs for way in page.context["found"].ways}
    assert ways == {
        "By work": "work as a paralegal (7 years, from the last 10 years)",
        "By school": "paralegal program; diploma",
        "On the job": "exam prep (from the last year); a job as a paralegal",
    }
    assert "You need to fit just 1 of these." in page.text
    assert page.text.count('<span class="or">or</span>') == 2


def test_lines_of_one_renewal_stand_together_and_options_are_alternatives(client: Client) -> None:
    found = make_certification(validity="fixed")
    common = {"certification": found, "source": make_source(), "every_months": 24}
    Renewal.objects.create(option=1, what="Hours of classes", amount=12, unit="hours", **common)
    Renewal.objects.create(option=1, what="Fee", fee=100, **common)
    Renewal.objects.create(option=2, what="Pass the exam again", max_times=1, **common)
    Renewal.objects.create(option=1, what="Fee in 2014", fee=50, standing="historical", **common)
    page = client.get(CP)
    renewals = page.context["found"].renewals
    assert [[(line.cell.value, line.amount) for line in option] for option in renewals] == [
        [("Fee.", "$100 every 2 years."), ("Hours of classes.", "12 hours every 2 years.")],
        [("Pass the exam again.", "Every 2 years, at most 1 time.")],
    ]
    assert "choose 1 of 2" in page.text
    assert [line.cell.value for line in page.context["found"].past_renewals] == ["Fee in 2014."]


def test_what_holds_beside_a_renewal_and_what_was_once_so_stand_apart(client: Client) -> None:
    found = make_certification(validity="fixed")
    Renewal.objects.create(certification=found, what="Fee", fee=50, source=make_source())
    Renewal.objects.create(certification=found, what="Late fee", fee=75, standing="also", source=make_source())
    Renewal.objects.create(certification=found, what="Fee in 2014", fee=35, standing="historical", source=make_source())
    page = flat(client.get(CP).text)
    beside, before = page.index("Also good to know when you renew it"), page.index("How it was before")
    assert page.index("To renew it") < beside < page.index("Late fee") < before < page.index("Fee in 2014")
    context = client.get(CP).context["found"]
    assert context.renewals_beside[0].cell.context == ""  # it holds: its source needs no telling in words
    assert context.past_renewals[0].cell.context != ""


def test_what_cannot_be_renewed_is_no_gap(client: Client) -> None:
    gap = "What it takes to renew it is not on file."
    found = make_certification(validity="fixed")
    make_certification_fact(certification=found, topic="validity", min=3, unit="years", text="You cannot renew it")
    assert gap in client.get(CP).text
    Renewal.objects.create(certification=found, what="You cannot renew it", max_times=0, source=make_source())
    page = client.get(CP)
    assert gap not in page.text
    assert "To renew it" not in page.text
    assert dict(page.context["found"].ribbon)["Good for"].context == ""


def test_what_holds_for_good_is_not_asked_how_to_renew(client: Client) -> None:
    make_certification_fact(certification=make_certification(validity="continuous"), topic="validity")
    assert "What it takes to renew it" not in client.get(CP).text


def test_where_sources_differ_each_statement_has_its_source_date_and_standing(client: Client) -> None:
    found = make_certification()
    make_certification_fact(
        certification=found,
        min=525,
        audience="now",
        text="$525 to apply",
        as_of_words="after August 2025",
        source=make_source(slug="the-council"),
    )
    make_certification_fact(
        certification=found,
        min=425,
        audience="then",
        text="$425 to apply",
        standing="historical",
        as_of_words="before August 2025",
        source=make_source(slug="old-page"),
    )
    make_certification_fact(
        certification=found,
        audience="claim",
        text="Free for all",
        standing="claimed",
        why="Nobody else says so.",
        source=make_source(slug="a-blog"),
    )
    page = client.get(CP)
    (pay,) = [step for step in page.context["found"].steps if step.title == "Apply and pay"]
    assert [(cell.value, cell.context) for cell in pay.told.cells] == [
        ("$525 to apply.", "The council, after August 2025."),
        ("Free for all.", "A blog. Nobody else says so."),
        ("$425 to apply.", "Old page, before August 2025."),
    ]
    assert "Sources disagree" in page.text
    assert "Claimed only" in page.text
    assert "No longer so" in page.text


def test_what_was_once_so_disagrees_with_nothing(client: Client) -> None:
    found = make_certification()
    make_certification_fact(certification=found, min=50, audience="now")
    make_certification_fact(certification=found, min=40, audience="then", standing="historical")
    assert "Sources disagree" not in client.get(CP).text


def test_every_citation_has_its_source_in_the_list(client: Client) -> None:
    found = make_certification()
    make_certification_fact(certification=found, min=50, source=make_source(slug="one"))
    make_certification_fact(certification=found, topic="other", source=make_source(slug="two"))
    make_certification_fact(certification=found, topic="eligibility", source=make_source(slug="three"))
    page = client.get(CP)
    assert len(page.context["numbers"]) == 3
    for number in page.context["numbers"].values():
        assert f'href="#s{number}"' in page.text
        assert f'id="s{number}"' in page.text


# Is it worth it -----------------------------------------------------------------------------------------------


def test_what_nobody_asks_for_on_the_way_in_can_wait(client: Client) -> None:
    role, found = make_role(title="Paralegal"), make_certification()
    make_way(certification=found)
    make_advice(role=role, certification=found, text="Larger firms like it.")
    page = client.get(CP).text
    assert "You want to stand out as a paralegal." in page
    assert "Larger firms like it." in page
    assert "You look for a first job as a paralegal. No way in on file asks for it." in page


def test_what_one_of_several_ways_in_asks_for_is_not_said_to_wait(client: Client) -> None:
    """However far down: the certification settles a choice that the role's own route asks for."""
    role, found = make_role(title="Paralegal"), make_certification()
    make_way(certification=found)
    make_advice(role=role, certification=found)
    choice = need("The school standard", kind="requirement")
    settles = make_way(certification=make_certification(title="Other"), title="By test")
    settles.reaches = choice
    settles.save()
    RouteNeed.objects.create(route=settles, milestone=Milestone.objects.get(certification=found))
    goal = make_path(role=role)
    RouteNeed.objects.create(route=goal.routes.get(), milestone=choice)
    page = client.get(CP).text
    assert "No way in on file asks for it" not in page
    assert "You want this next: the school standard. This counts toward it." in page


def test_a_rule_that_accepts_it_speaks_for_itself(client: Client) -> None:
    role, found = make_role(title="Medical assistant"), make_certification()
    rule = StateRule.objects.create(
        role=role,
        place=make_place(code="US-WA", name="Washington"),
        topic="exam",
        answer="required",
        text="You pass a national exam.",
        source=make_source(),
    )
    rule.accepts.add(found)
    page = client.get(CP).text
    assert "<b>Washington, medical assistant:</b> you pass a national exam." in page
    assert "You need it if" not in page


def test_what_the_law_asks_for_is_needed(client: Client) -> None:
    role, found = make_role(title="Physician assistant"), make_certification()
    make_way(certification=found)
    make_advice(role=role, certification=found, strength="law")
    page = client.get(CP).text
    assert "You need it if" in page
    assert "required by law" in page


def test_states_with_the_same_rule_share_a_line_and_the_chosen_one_comes_first(client: Client) -> None:
    found = make_certification(kind="assessment")
    for code, name, text in [
        ("AK", "Alaska", "You need 459 points."),
        ("AZ", "Arizona", "You need 459 points."),
        ("KS", "Kansas", "You need 455 points."),
    ]:
        StateRule.objects.create(
            certification=found,
            place=make_place(code=f"US-{code}", name=name),
            topic="passing-score",
            answer="required",
            text=text,
            source=make_source(),
        )
    assert [rule.places for rule in client.get(CP).context["found"].rules] == ["Alaska and Arizona", "Kansas"]
    here = client.get(CP + "?state=KS").context["found"].rules
    assert [rule.places for rule in here] == ["Kansas", "Alaska and Arizona"]


# Namesakes and what has ended ---------------------------------------------------------------------------------


def test_two_with_the_same_letters_point_at_each_other(client: Client) -> None:
    make_certification(title="Child Development Associate", abbreviation="CDA", issuer="Council")
    make_certification(title="Certified Dental Assistant", abbreviation="CDA", issuer="DANB")
    page = client.get("/certifications/child-development-associate/").text
    assert "Not the same as" in page
    assert 'href="/certifications/certified-dental-assistant/"' in page
    assert "Certification · DANB" in page


def test_what_has_ended_says_so_on_top_and_keeps_its_facts_as_history(client: Client) -> None:
    new = make_certification(title="Initial")
    old = make_certification(
        title="Level I", status="closed", replaced_by=new, holders_keep="You may work with it until it runs out."
    )
    make_certification_fact(certification=old, min=40, text="$40 to apply", effective_until=date(2020, 1, 1))
    make_way(certification=old, title="By test", effective_until=date(2020, 1, 1))
    page = flat(client.get("/certifications/level-i/").text)
    assert "This is closed to new people." in page
    assert "If you hold it: you may work with it until it runs out." in page
    assert 'New people look at <a href="/certifications/initial/">Initial</a>.' in page
    assert "$40 to apply" in page
    assert "By test" in page
    assert page.index("This is closed") < page.index("<h1>")
    assert 'It took the place of <a href="/certifications/level-i/">' in flat(
        client.get("/certifications/initial/").text
    )


def test_what_has_ended_names_the_roles_of_what_took_its_place(client: Client) -> None:
    new = make_certification(title="Initial")
    make_way(certification=new)
    make_advice(role=make_role(title="Teacher assistant"), certification=new)
    make_certification(title="Level I", status="closed", replaced_by=new)
    page = flat(client.get("/certifications/level-i/").text)
    assert "Teacher assistant</a></dd><dd>what took its place is for this role" in page


def test_nobody_is_sent_to_apply_for_what_is_closed(client: Client) -> None:
    make_certification(status="closed")
    assert "Ask NALA" not in client.get(CP).text


@pytest.mark.parametrize(
    ("closes", "words"),
    [
        (date(2020, 1, 1), "The last day to apply was Jan 1, 2020."),
        (date(2099, 1, 1), "The last day to apply is Jan 1, 2099."),
    ],
)
def test_what_ends_says_on_which_day(client: Client, closes: date, words: str) -> None:
    found = make_certification(status="closed" if closes.year < 2026 else "closing")
    make_way(certification=found, closes=closes)
    assert words in client.get(CP).text
    make_way(certification=found, title="Another way")
    assert words not in client.get(CP).text


@pytest.mark.parametrize(
    ("status", "words"), [("closing", "This is being phased out."), ("unverified", "We could not confirm")]
)
def test_what_may_end_says_so_on_top(client: Client, status: str, words: str) -> None:
    make_certification(status=status)
    assert words in client.get(CP).text


# Addresses ----------------------------------------------------------------------------------------------------


def test_capitals_and_old_slugs_lead_on_and_keep_the_query(client: Client) -> None:
    make_certification()
    RenamedSlug.objects.record("certifications.certification", "cp-exam", "certified-paralegal")
    for address in ("/certifications/Certified-Paralegal/", "/certifications/cp-exam/", "/certifications/CP-Exam/"):
        answer = client.get(address + "?state=NY")
        assert (answer.status_code, answer["Location"]) == (301, CP + "?state=NY")


def test_an_unknown_one_is_a_404_that_suggests_the_nearest(client: Client) -> None:
    make_certification()
    page = client.get("/certifications/certified-paralegel/")
    assert page.status_code == 404
    assert "We have no certification called “certified paralegel”." in page.text
    assert f'href="{CP}">Certified Paralegal</a>' in page.text
    assert "See all certifications" in page.text


def test_an_odd_state_is_said_and_the_page_stays(client: Client) -> None:
    make_certification()
    page = client.get(CP + "?state=ZZ")
    assert page.status_code == 200
    assert "We have no state with the code “ZZ”" in page.text


# The list -----------------------------------------------------------------------------------------------------


def test_what_all_lines_of_a_section_bear_is_said_once(client: Client) -> None:
    found = make_certification()
    make_certification_fact(certification=found, min=125, text="$125 as a student", as_of=date(2019, 1, 1))
    other = make_certification_fact(certification=found, min=250, text="$250 as a member", as_of=date(2019, 1, 1))
    page = flat(client.get(CP).text)
    assert page.count("Older figure") == 2  # the key figure alone, and the steps
    assert 'All lines here: <span class="tag tag-w">Older figure</span>' in page
    other.as_of = clock.today()
    other.save()
    page = flat(client.get(CP).text)
    assert "All lines here:" not in page
    assert page.count("Older figure") == 2  # the key figure, and the line that is older


# Ways to get there --------------------------------------------------------------------------------------------


def test_pages_that_name_a_certification_link_to_it(client: Client) -> None:
    role, found = make_role(title="Paralegal"), make_certification()
    make_role(title="Legal assistant")
    make_way(certification=found)
    make_advice(role=role, certification=found)
    make_path(role=role)
    for address in (
        "/roles/paralegal/",
        "/roles/paralegal/how-to-become/",
        "/compare/paralegal-vs-legal-assistant/",
    ):
        page = client.get(address).text
        assert f'href="{CP}"' in page, address
        assert 'href="/certifications/"' in page, address


def test_without_any_rule_a_state_can_be_chosen_and_silence_is_no_answer(client: Client) -> None:
    make_certification()
    make_place(code="US-OR", name="Oregon")
    page = flat(client.get(CP).text)
    assert "No rule on file is about it or names it. That does not mean there is none." in page
    assert '<option value="OR">Oregon' in page
    here = flat(client.get(CP + "?state=OR").text)
    assert "State rules: Oregon</h2>" in here
    assert "We have no rule on file that Oregon has for it. That does not mean there is none." in here


def test_the_chosen_state_is_named_in_the_heading_and_stays_chosen(client: Client) -> None:
    found = make_certification()
    for code, name in (("KS", "Kansas"), ("OR", "Oregon")):
        make_place(code=f"US-{code}", name=name)
    StateRule.objects.create(
        certification=found,
        place=make_place(code="US-KS", name="Kansas"),
        topic="passing-score",
        answer="required",
        text="You need 455 points.",
        source=make_source(),
    )
    here = flat(client.get(CP + "?state=KS").text)
    assert "State rules: Kansas</h2>" in here
    assert '<option value="KS" selected>Kansas' in here
    assert "That does not mean there is none." not in here
    elsewhere = client.get(CP + "?state=OR").text
    assert "State rules: Oregon</h2>" in elsewhere
    assert "That does not mean there is none." in elsewhere
