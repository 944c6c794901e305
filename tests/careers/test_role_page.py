"""The role page, as an address: what it shows, and what it does where something is missing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from careers.cells import Range
from careers.models import Milestone, Route, RouteCost, RouteNeed
from certifications.models import StateRule
from roles.models import Occupation, Pay, Role, RoleCode, RoleSkill, RoleTitle, RoleTrait, Skill, Topic, Trait
from sources.models import DataVersion
from tests.factories import (
    make_advice,
    make_certification,
    make_confusion,
    make_path,
    make_pay,
    make_place,
    make_role,
    make_role_duty,
    make_route,
    make_skill,
    make_source,
    make_way,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db


def make_rule(role: Role, state: str, text: str) -> StateRule:
    place = make_place(code=f"US-{state}", name={"CA": "California", "AZ": "Arizona", "NY": "New York"}[state])
    return StateRule.objects.create(
        role=role, place=place, topic="title", answer="required", text=text, source=make_source()
    )


def test_a_role_shows_its_own_words_for_its_duties(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_role_duty(role=role, duty="Research laws", text="Look up laws and past cases")
    page = client.get("/roles/paralegal/")
    assert page.status_code == 200
    assert "Look up laws and past cases" in page.text


@pytest.mark.parametrize(("count", "groups"), [(12, []), (13, ["Billing", "Other duties"])])
def test_only_a_long_list_of_duties_is_in_groups(client: Client, count: int, groups: list[str]) -> None:
    role = make_role(title="Paralegal")
    office = Topic.objects.create(slug="office", title="Billing")
    Topic.objects.create(slug="bills", title="Bills", parent=office)
    for number in range(count):
        duty = make_role_duty(role=role, duty=f"Duty {number}", position=number)
        if number < 5:
            duty.duties.update(topic=Topic.objects.get(slug="bills"))
        else:
            duty.duties.clear()
    text = client.get("/roles/paralegal/").text
    assert re.findall(r'<h3 class="sub">([^<]+)</h3>', text) == groups
    assert all(f"Duty {number}" in text for number in range(count))


def test_every_citation_has_its_source_in_the_list(client: Client) -> None:
    role = make_role(title="Paralegal", source=make_source(slug="one"), duties=["Draft papers"], pay=60_000)
    make_role_duty(role=role, duty="File papers", source=make_source(slug="two"))
    page = client.get("/roles/paralegal/")
    assert page.context["numbers"].keys() >= {"one", "two"}
    for number in page.context["numbers"].values():
        assert f'href="#s{number}"' in page.text
        assert f'id="s{number}"' in page.text


def test_what_a_skill_means_comes_with_the_level_that_the_job_takes_where_that_is_on_file(client: Client) -> None:
    make_role(title="Clerk", skills={"Writing": 80})
    Skill.objects.update(description="Putting words down.")
    assert "<summary>What these skills mean</summary>" in client.get("/roles/clerk/").text
    RoleSkill.objects.update(level=57.4)
    DataVersion.objects.bump()
    page = client.get("/roles/clerk/").text
    assert "<summary>What these skills mean, and how much of each the job takes</summary>" in page
    assert "<b>Writing</b><small>Putting words down. Level 57 of 100.</small>" in page


def test_an_empty_section_says_that_nothing_is_on_file(client: Client) -> None:
    make_role(title="Paralegal")
    page = client.get("/roles/paralegal/")
    assert page.status_code == 200
    assert page.text.count("Not on file") >= 5


def test_a_specialty_takes_over_what_it_does_not_say_and_says_so(client: Client) -> None:
    parent = make_role(title="Paralegal", duties=["Draft papers"], skills={"Writing": 80}, pay=62_000)
    child = make_role(title="Immigration paralegal", parent=parent)
    make_role_duty(role=child, duty="Fill in visa forms")
    page = client.get("/roles/immigration-paralegal/")
    texts = [wording.text for wording in page.context["role"].wordings]
    assert texts == ["Fill in visa forms", "Draft papers"]
    assert "as any paralegal" in page.text
    assert "A specialty of" in page.text
    assert page.context["role"].taken_over >= {"skills", "pay"}
    assert "no figure for this specialty" in page.text


def test_each_section_says_what_of_it_the_parent_says(client: Client) -> None:
    parent = make_role(title="Paralegal", skills={"Writing": 80, "Listening": 70})
    child = make_role(title="Immigration paralegal", parent=parent, skills={"Writing": 90})
    boss = Trait.objects.create(slug="reports-to", title="You report to")
    RoleTrait.objects.create(role=parent, trait=boss, code="lawyer", text="A lawyer", source=make_source())
    page = client.get("/roles/immigration-paralegal/").text
    assert "In part as for any paralegal." in page[page.index('id="skills"') : page.index('id="schooling"')]
    assert "As for any paralegal." in page[page.index('id="glance"') : page.index('id="skills"')]
    RoleTrait.objects.create(role=child, trait=boss, code="boss", text="A boss", source=make_source())
    page = client.get("/roles/immigration-paralegal/").text
    assert "for any paralegal" not in page[page.index('id="glance"') : page.index('id="skills"')]


def test_a_role_names_its_kinds_and_leads_to_them(client: Client) -> None:
    parent = make_role(title="Paraprofessional")
    make_role(title="School paraprofessional", parent=parent)
    page = flat(client.get("/roles/paraprofessional/").text)
    assert 'Kinds of this job: <a href="/roles/school-paraprofessional/">school paraprofessional</a>.' in page


def test_a_job_without_a_page_tells_what_it_takes_from_here(client: Client) -> None:
    role = make_role(title="Dental assistant", months=(0, 0))
    held = Milestone.objects.get(role=role)
    common = {"source": make_source(), "strength": "law"}
    degree = Milestone.objects.create(slug="degree", title="Degree in hygiene", step_title="Study", kind="education")
    school = Route.objects.create(
        slug="school", reaches=degree, title="College", months_min=24, months_max=24, load="study", **common
    )
    RouteCost.objects.create(route=school, min=2_880, max=17_800, basis="tuition", source=make_source(slug="prices"))
    job = Milestone.objects.create(slug="hygienist", title="Dental hygienist", step_title="Apply", kind="role")
    hired = Route.objects.create(slug="hired", reaches=job, title="Hired", months_min=0, months_max=0, **common)
    RouteCost.objects.create(route=hired, min=0, max=0, basis="fee", source=make_source())
    RouteNeed.objects.create(route=hired, milestone=degree)
    onward = Route.objects.create(
        slug="onward",
        reaches=job,
        title="From assisting",
        text="You know the chair.",
        strength="helpful",
        source=make_source(),
    )
    RouteNeed.objects.create(route=onward, milestone=held)
    page = client.get("/roles/dental-assistant/")
    (lead,) = page.context["leads"]
    assert (lead.title, lead.needs, lead.months, lead.cost) == (
        "Dental hygienist",
        "degree in hygiene",
        Range(24, 24),
        Range(2_880, 17_800),
    )
    assert "You know the chair." in page.text
    assert "Time from here</dt><dd>2 years" in flat(page.text)
    assert "$2,880 to $17,800" in page.text
    assert "prices" in page.context["numbers"]
    # A way with no end on file does not turn what is known into “at least”.
    Route.objects.create(slug="abroad", reaches=degree, title="Abroad", months_min=30, load="study", **common)
    (lead,) = client.get("/roles/dental-assistant/").context["leads"]
    assert lead.months == Range(24, 24)


def test_a_job_to_which_no_way_is_on_file_says_so(client: Client) -> None:
    role = make_role(title="Dental assistant", months=(0, 0))
    job = Milestone.objects.create(slug="hygienist", title="Dental hygienist", step_title="Apply", kind="role")
    onward = Route.objects.create(slug="on", reaches=job, title="On", strength="helpful", source=make_source())
    RouteNeed.objects.create(route=onward, milestone=Milestone.objects.get(role=role))
    page = client.get("/roles/dental-assistant/").text
    assert "Time from here</dt><dd>Not on file" in flat(page)


def test_steps_are_offered_where_some_are_on_file_and_nowhere_else(client: Client) -> None:
    make_role(title="Clerk", months=(1, 2))
    make_role(title="Scout")
    with_steps, without = (client.get(f"/roles/{slug}/").text for slug in ("clerk", "scout"))
    both = client.get("/compare/clerk-vs-scout/").text
    assert "/roles/clerk/how-to-become/" in with_steps
    assert "/plan/?to=clerk" in with_steps
    assert "/roles/scout/how-to-become/" not in without
    assert "/plan/?to=scout" not in without
    assert "We have no steps on file to get there. That does not mean there are none." in flat(without)
    assert "How to become a clerk" in both
    assert "How to become a scout" not in both


def test_a_specialtys_own_words_win(client: Client) -> None:
    parent = make_role(title="Paralegal")
    make_role_duty(role=parent, duty="Draft papers", text="Write drafts")
    child = make_role(title="Immigration paralegal", parent=parent)
    make_role_duty(role=child, duty="Draft papers", text="Write drafts of visa letters")
    texts = [each.text for each in client.get("/roles/immigration-paralegal/").context["role"].wordings]
    assert texts == ["Write drafts of visa letters"]


def test_a_claim_is_shown_as_a_claim_and_never_as_the_pay(client: Client) -> None:
    role = make_role(title="Paralegal")
    Pay.objects.create(role=role, start=20_000, later=30_000, standing="claimed", source=make_source())
    page = client.get("/roles/paralegal/")
    assert "Claimed elsewhere: $20,000 a year at the start, later $30,000." in page.text
    assert "Claimed only" in page.text
    assert page.context["role"].pay is None


def test_another_figure_for_pay_stands_beside_the_one_in_use(client: Client) -> None:
    role = make_role(title="Office manager", pay=69_500)
    cells = {"p10": 73_390, "p50": 123_860, "p90": 224_340}
    Pay.objects.create(
        role=role,
        standing="also",
        why="It counts hospital directors too.",
        as_of_words="May 2025",
        source=make_source(slug="survey"),
        **cells,
        **{f"{name}_cell": "published" for name in cells},
    )
    page = client.get("/roles/office-manager/")
    assert "Another figure on file: $123,860 a year in the middle, most earn $73,390 to $224,340." in page.text
    assert "May 2025. It counts hospital directors too." in page.text
    assert page.context["role"].pay.p50 == 69_500


def test_history_of_pay_is_said_to_be_history(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_pay(role=role, middle=40_000, standing="historical")
    assert "As it was: $40,000 a year in the middle" in client.get("/roles/paralegal/").text


def test_claims_and_history_stand_beside_what_is_used(client: Client) -> None:
    role = make_role(title="Paralegal")
    boss = Trait.objects.create(slug="reports-to", title="You report to")
    common = {"role": role, "trait": boss, "source": make_source()}
    RoleTrait.objects.create(code="lawyer", text="A lawyer", **common)
    RoleTrait.objects.create(code="nobody", text="Nobody", standing="claimed", why="No source agrees.", **common)
    rule = make_rule(role, "CA", "Work before 2004 counted.")
    StateRule.objects.filter(pk=rule.pk).update(standing="historical")
    page = client.get("/roles/paralegal/?state=CA")
    assert "Also said: Nobody." in page.text
    assert "No source agrees." in page.text
    assert "What held before" in page.text
    assert "Work before 2004 counted." in page.text
    assert "No longer so" in page.text
    assert page.context["glance"]["rule"].is_missing
    assert {row.cell.value for row in page.context["traits"]} == {"A lawyer"}


def test_a_rule_that_nobody_checked_is_not_on_file(client: Client) -> None:
    role = make_role(title="Paralegal")
    rule = make_rule(role, "CA", "Not checked yet.")
    StateRule.objects.filter(pk=rule.pk).update(answer="not-checked")
    assert client.get("/roles/paralegal/").context["role"].rule_places == ()


def test_certifications_that_are_optional_do_not_hide_what_a_state_asks_for(client: Client) -> None:
    role, found = make_role(title="Phlebotomist"), make_certification()
    make_way(certification=found)
    make_advice(role=role, certification=found)
    make_rule(role, "CA", "You need a license.")
    StateRule.objects.update(topic="license", answer="required")
    make_rule(role, "NY", "Learn it.")

    def said(address: str) -> str:
        return flat(client.get(address).text).partition("A certification is not a license. ")[2].partition("</p>")[0]

    assert said("/roles/phlebotomist/").strip() == "It is optional for this role, unless your state asks for one."
    here = 'It is optional for this role, but California asks for more: see <a href="#rules">its rules</a>.'
    assert said("/roles/phlebotomist/?state=CA").strip() == here
    assert said("/roles/phlebotomist/?state=NY").strip() == "It is optional for this role."


def test_a_figure_of_a_near_code_is_marked(client: Client) -> None:
    role = make_role(title="Legal assistant", pay=55_000)
    RoleCode.objects.filter(role=role).update(match="closest")
    Occupation.objects.update(title="Legal secretaries")
    page = client.get("/roles/legal-assistant/")
    assert "Closest match" in page.text
    assert "Legal secretaries" in page.text


def test_an_old_figure_and_a_source_past_its_review_are_marked(client: Client, time_machine: object) -> None:
    source = make_source(slug="old-survey", published_on="2020-05-01", review_by="2026-08-01")
    make_role(title="Paralegal", pay=50_000, source=source)
    page = client.get("/roles/paralegal/")
    assert "Older figure" in page.text
    assert "Due for a check" in page.text


def test_without_a_state_the_page_names_the_states_on_file(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_rule(role, "CA", "The law protects the title.")
    make_rule(role, "AZ", "A license lets some work without a lawyer.")
    page = client.get("/roles/paralegal/")
    assert "On file: Arizona and California." in page.text
    assert "The law protects the title." not in page.text


def test_the_narrowest_place_comes_first_among_rules(client: Client) -> None:
    role = make_role(title="Paralegal")
    StateRule.objects.create(
        role=role, place=make_place(), topic="exam", answer="required", text="An exam.", source=make_source()
    )
    make_rule(role, "CA", "The law protects the title.")
    rules = client.get("/roles/paralegal/?state=CA").context["role"].rules
    assert [rule.place for rule in rules] == ["US-CA", "US"]


def test_rules_of_the_whole_country_that_ask_for_nothing_are_on_file(client: Client) -> None:
    role = make_role(title="Paralegal")
    StateRule.objects.create(
        role=role, place=make_place(), topic="exam", answer="not-required", text="No exam.", source=make_source()
    )
    said = client.get("/roles/paralegal/").context["glance"]["rule"]
    assert (said.value, said.is_missing) == ("Rules for all states", False)
    assert "Rules for all states" in client.get("/roles/").text


def test_a_country_that_asks_for_nothing_is_no_answer_of_a_state(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_place(code="US-NY", name="New York")
    StateRule.objects.create(
        role=role, place=make_place(), topic="exam", answer="not-required", text="No exam.", source=make_source()
    )
    page = client.get("/roles/paralegal/?state=NY")
    assert page.context["glance"]["rule"].value == "No state rule on file"
    assert "No exam." in page.text
    StateRule.objects.create(
        role=role, place=make_place(), topic="license", answer="set-locally", text="Ask there.", source=make_source()
    )
    said = client.get("/roles/paralegal/?state=NY").context["glance"]["rule"]
    assert (said.value, said.context) == ("Ask there", "Rules for all states.")


def test_a_page_without_facts_counts_none_and_says_so(client: Client) -> None:
    make_role(title="Blood drawer")
    page = client.get("/roles/blood-drawer/")
    assert "No facts are on file yet." in flat(page.text)
    assert "Nothing on this page has a source yet." in page.text


def test_views_on_several_names_say_which_they_are_about(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_confusion(role=role, other=make_role(title="Legal assistant"))
    assert "Legal assistant: Somebody" not in client.get("/roles/paralegal/").text
    make_confusion(role=make_role(title="Notary"), other=role)
    page = client.get("/roles/paralegal/").text
    assert "Legal assistant: Somebody uses both names for one job." in page
    assert "Notary: Somebody uses both names for one job." in page
    assert 'href="/compare/paralegal-vs-legal-assistant/">See paralegal and legal assistant side by side</a>' in page
    assert 'href="/compare/notary-vs-paralegal/">See notary and paralegal side by side</a>' in page


def test_other_jobs_are_suggested_before_the_roles_own_family_and_few_of_that(client: Client) -> None:
    parent = make_role(title="Paralegal", duties=["Draft papers", "File papers"])
    for area in ("Family", "Tax", "Criminal"):
        make_role(title=f"{area} paralegal", parent=parent)
    make_role(title="Notary", duties=["File papers"])
    nearby = client.get("/roles/paralegal/").context["nearby"]
    assert [other.role.slug for other in nearby] == ["notary", "criminal-paralegal", "family-paralegal"]


def test_a_state_shows_its_rules_and_its_name(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_rule(role, "CA", "The law protects the title.")
    page = client.get("/roles/paralegal/?state=CA")
    assert "State rules: California" in page.text
    assert "The law protects the title." in page.text


def test_a_state_without_a_rule_does_not_say_that_there_is_none(client: Client) -> None:
    make_role(title="Paralegal")
    make_place(code="US-NY", name="New York")
    page = client.get("/roles/paralegal/?state=NY")
    assert "That does not mean there is none." in page.text
    assert "Not required" not in page.text


def test_a_state_with_rules_for_some_kinds_of_a_job_links_those(client: Client) -> None:
    role, lead = make_role(title="Aide"), "New York has rules for some kinds of this job:"
    for title in ("School aide", "Legal aide", "Clinic aide"):
        kind = make_role(title=title, parent=role)
        if title != "Legal aide":
            rule = make_rule(kind, "NY", "A certificate.")
            StateRule.objects.filter(pk=rule.pk).update(answer="required" if title == "School aide" else "not-checked")
    page = flat(client.get("/roles/aide/?state=NY").text)
    assert f'{lead} <a href="/roles/school-aide/?state=NY#rules">School aide</a>.</p>' in page
    assert lead not in flat(client.get("/roles/aide/").text)
    make_rule(role, "NY", "A rule of its own.")
    assert lead not in flat(client.get("/roles/aide/?state=NY").text)


def test_the_states_on_file_are_named_beside_a_federal_rule(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_rule(role, "CA", "The law protects the title.")
    StateRule.objects.create(
        role=role, place=make_place(), topic="exam", answer="not-required", text="No exam.", source=make_source()
    )
    page = client.get("/roles/paralegal/").text
    assert "No exam." in page
    assert 'href="/roles/paralegal/?state=CA#rules">California</a>' in page
    make_place(code="US-NY", name="New York")
    page = client.get("/roles/paralegal/?state=NY").text
    assert "No exam." in page
    assert "We have no rule of New York on file for this role." in page


def test_what_holds_in_every_state_is_said_where_no_state_has_a_rule_of_its_own(client: Client) -> None:
    role = make_role(title="Physician assistant")
    StateRule.objects.create(
        role=role,
        place=make_place(),
        topic="license",
        answer="required",
        text="Every state asks for a license. Look at your state’s site.",
        source=make_source(),
    )
    page = client.get("/roles/physician-assistant/")
    assert page.context["glance"]["rule"].value == "Every state asks for a license"
    assert "We have no rule of a single state on file." in page.text
    make_rule(role, "CA", "A rule of its own.")
    assert client.get("/roles/physician-assistant/").context["glance"]["rule"].value == "Depends on the state"


def test_htmx_gets_the_role_without_the_shell(client: Client) -> None:
    make_role(title="Paralegal")
    make_place(code="US-NY", name="New York")
    address = "/roles/paralegal/?state=NY"
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert part.strip() in client.get(address).text
    assert 'data-live="Showing rules for New York."' in part
    assert 'data-title="Paralegal in New York | Pathside"' in part


def test_the_state_goes_along_wherever_the_page_leads(client: Client) -> None:
    parent = make_role(title="Paralegal", duties=["Research laws"])
    make_role(title="Legal assistant", duties=["Research laws"])
    make_role(title="Immigration paralegal", parent=parent)
    make_place(code="US-NY", name="New York")
    page = client.get("/roles/paralegal/?state=NY").text
    main = page[page.index("<main") : page.index("</main>")]
    leads = re.findall(r'href="(/(?:roles|compare)/[^"#]*)', main)
    assert len(leads) >= 6
    assert [link for link in leads if "state=NY" not in link] == []


def test_a_retired_role_says_so_and_names_its_successor(client: Client) -> None:
    new = make_role(title="Legal assistant")
    make_role(title="Legal secretary", status=Role.Status.RETIRED, replaced_by=new)
    page = client.get("/roles/legal-secretary/")
    assert page.status_code == 200
    assert "This role has been retired." in page.text
    assert "/roles/legal-assistant/" in page.text


def test_capitals_lead_on_for_good(client: Client) -> None:
    make_role(title="Paralegal")
    page = client.get("/roles/PARALEGAL/?state=CA")
    assert (page.status_code, page["Location"]) == (301, "/roles/paralegal/?state=CA")


def test_an_unknown_role_is_not_found_and_the_nearest_is_offered(client: Client) -> None:
    make_role(title="Paralegal")
    page = client.get("/roles/paralegel/")
    assert page.status_code == 404
    assert "/roles/paralegal/" in page.text


def test_a_code_leads_to_its_primary_role(client: Client) -> None:
    role = make_role(title="Paralegal")
    occupation = Occupation.objects.create(system="onet", code="23-2011.00", title="Paralegals")
    RoleCode.objects.create(role=role, occupation=occupation, use="title", primary=True)
    page = client.get("/roles/23-2011.00/")
    assert (page.status_code, page["Location"]) == (302, "/roles/paralegal/")


def test_a_code_of_several_roles_offers_the_choice(client: Client) -> None:
    occupation = Occupation.objects.create(system="onet", code="23-2011.00", title="Paralegals")
    for title in ("Paralegal", "Legal assistant"):
        RoleCode.objects.create(role=make_role(title=title), occupation=occupation, use="title")
    page = client.get("/roles/23-2011.00/")
    assert page.status_code == 200
    assert "Which role do you mean?" in page.text


def test_a_code_that_only_a_retired_role_leans_on_leads_to_it(client: Client) -> None:
    role = make_role(title="Switchboard operator", status="retired")
    occupation = Occupation.objects.create(system="onet", code="43-2011.00", title="Switchboard operators")
    code = RoleCode.objects.create(role=role, occupation=occupation, use="title", primary=True)
    page = client.get("/roles/43-2011.00/?state=NY")
    assert (page.status_code, page["Location"]) == (302, "/roles/switchboard-operator/?state=NY")
    RoleCode.objects.create(role=make_role(title="Call center worker"), occupation=code.occupation, use="duties")
    assert "call-center-worker" in client.get("/roles/43-2011.00/").text


def test_a_code_that_no_role_leans_on_is_not_found(client: Client) -> None:
    assert client.get("/roles/99-9999.00/").status_code == 404


def test_other_names_stand_in_the_page(client: Client) -> None:
    role = make_role(title="Legal assistant")
    RoleTitle.objects.create(role=role, title="Legal secretary", source=make_source())
    assert "legal secretary" in client.get("/roles/legal-assistant/").text


def test_the_nearest_place_and_the_day_decide_what_holds(client: Client) -> None:
    role = make_role(title="Paralegal")
    trait = Trait.objects.create(slug="limits", title="What you may not do")
    california = make_place(code="US-CA", name="California")
    common = {"role": role, "trait": trait, "source": make_source()}
    RoleTrait.objects.create(code="advice", text="Give legal advice", **common)
    RoleTrait.objects.create(code="ca", text="Use the title freely", place=california, **common)
    RoleTrait.objects.create(code="past", text="Wear a wig", effective_until="2000-01-01", **common)
    assert "Give legal advice" in client.get("/roles/paralegal/").text
    there = client.get("/roles/paralegal/?state=CA").text
    assert "Use the title freely" in there
    assert "Give legal advice" not in there
    assert "Wear a wig" not in there


def test_no_cookie_is_set(client: Client) -> None:
    make_role(title="Paralegal")
    assert not client.get("/roles/paralegal/").cookies


def test_unpublished_ends_of_pay_are_left_out(client: Client) -> None:
    role = make_role(title="Paralegal")
    make_pay(role=role, p90=None, p90_cell="withheld")
    page = client.get("/roles/paralegal/")
    assert page.status_code == 200
    assert page.context["plot"].high == ""
    assert "High 10%:" not in page.text


@pytest.mark.parametrize(("count", "at_once", "behind"), [(12, 12, 0), (13, 10, 3), (31, 10, 0)])
def test_of_many_skills_the_ten_highest_stand_first_and_of_a_survey_they_alone_are_bars(
    client: Client, count: int, at_once: int, behind: int
) -> None:
    make_role(title="Paralegal", skills={f"Skill {number:02}": 20 + number for number in range(count)})
    page = client.get("/roles/paralegal/")
    section = page.text[page.text.index('id="skills"') : page.text.index('id="schooling"')]
    shown, _, more = section.partition('<details class="more">')
    assert (shown.count("<rect/>"), more.count("<rect/>")) == (at_once, behind)
    assert shown.index(f"Skill {count - 1:02}") < shown.index(f"Skill {count - at_once:02}")
    assert (f"Show all {count} skills" in more) is (count > 12)


def test_a_skill_that_is_only_named_is_not_rated_at_zero(client: Client) -> None:
    make_skill(title="Legal research")
    make_role(title="Paralegal", skills={"Legal research": None})
    page = client.get("/roles/paralegal/")
    assert "without a rating: legal research" in flat(page.text)
    assert page.context["rated"] == []


@pytest.mark.parametrize(
    ("months", "figure", "words"),
    [
        ((24, 48), "2 to 4 years", "after high school, by 1 of the 2 ways in."),
        ((0, 0), "Right away", "by 1 of the 2 ways in."),
    ],
)
def test_where_the_time_of_a_way_is_not_known_it_says_of_how_many_it_speaks(
    client: Client, months: tuple[int, int], figure: str, words: str
) -> None:
    role = make_role(title="Clerk")
    make_path(role=role, months=months)
    make_route(role=role, months=None)
    text = flat(client.get("/roles/clerk/").text)
    rest = "How long the other takes is not on file."
    assert f'<dd class="num">{figure}</dd><dd>{words} {rest}</dd>' in text
    assert f"<dd>{figure[:1].lower() + figure[1:]} (1 of 2 ways in)</dd>" in flat(client.get("/roles/").text)
