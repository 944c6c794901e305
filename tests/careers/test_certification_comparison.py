"""Certifications side by side: what is alike, what the page says of law, and what an odd address gets."""

from __future__ import annotations

import pytest
from django.test import Client

from careers.models import Milestone, RouteNeed
from certifications.models import Certification, Renewal, StateRule
from tests.factories import (
    make_advice,
    make_certification,
    make_certification_fact,
    make_place,
    make_role,
    make_source,
    make_way,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db

CP, RP = "certified-paralegal", "registered-paralegal"
PAIR = f"/certifications/compare/{CP}-vs-{RP}/"


@pytest.fixture
def pair() -> tuple[Certification, Certification]:
    """Two for a paralegal that differ in their fee and are alike in how long they last."""
    role = make_role(title="Paralegal")
    found = (
        make_certification(abbreviation="CP", level="entry", validity="fixed"),
        make_certification(
            title="Registered Paralegal", abbreviation="RP", issuer="NFPA", level="experienced", validity="fixed"
        ),
    )
    for each, fee in zip(found, (275, 350), strict=True):
        make_certification_fact(certification=each, min=fee)
        make_certification_fact(certification=each, topic="validity", min=5, unit="years")
        make_way(certification=each)
        make_advice(role=role, certification=each)
    return found


def rows(page: object) -> dict[str, tuple[str, ...]]:
    """What each row says, by its title."""
    return {row.title: tuple(cell.value for cell in row.cells) for row in page.context["comparison"].traits}  # type: ignore[attr-defined]


def test_what_differs_comes_first_and_what_is_alike_last(client: Client, pair: object) -> None:
    page = client.get(PAIR)
    assert page.status_code == 200
    alike = [row.alike for row in page.context["comparison"].traits]
    assert alike == sorted(alike)
    same = {row.title for row in page.context["comparison"].traits if row.alike}
    assert same == {"What it is", "How long it lasts", "Is it still given?"}
    assert rows(page)["Fee"] == ("$275", "$350")
    assert rows(page)["Who gives it"] == ("NALA", "NFPA")
    assert rows(page)["Level"] == ("Entry level", "For people with experience")


def test_the_finding_says_what_they_are_and_where_they_part(client: Client, pair: object) -> None:
    finding = client.get(PAIR).context["finding"]
    assert finding == "Neither is a license; both are for a paralegal. CP costs $275 and RP costs $350."


def test_a_figure_that_nobody_checked_is_in_no_finding(client: Client, pair: object) -> None:
    make_certification_fact(
        certification=Certification.objects.get(slug=CP), min=300, audience="member", trust="memory"
    )
    assert client.get(PAIR).context["finding"] == "Neither is a license; both are for a paralegal."


def test_roles_stand_in_a_table_of_their_own_with_how_strongly_each_is_asked(client: Client, pair: object) -> None:
    assert "Both are named for the same role." in client.get(PAIR).text
    make_advice(role=make_role(title="Notary"), certification=Certification.objects.get(slug=RP), strength="employers")
    page = client.get(PAIR)
    table = {row.title: [cell and cell.strength for cell in row.cells] for row in page.context["comparison"].roles}
    assert table == {"Paralegal": ["Helpful", "Helpful"], "Notary": [None, "Asked by employers"]}
    assert "1 of 2 roles names both." in page.text
    assert "Not named" in page.text


def test_only_differences_hides_what_is_alike_and_says_how_much(client: Client, pair: object) -> None:
    page = client.get(PAIR + "?show=differences")
    assert "How long it lasts" not in rows(page)
    assert "3 rows hidden" in flat(page.text)
    assert "They are the same for both certifications." in flat(page.text)
    assert page.context["comparison"].roles == ()


def test_ways_with_the_same_needs_are_alike_however_they_are_worded(client: Client, pair: object) -> None:
    school = Milestone.objects.create(slug="school", title="A program", step_title="Finish it", kind="education")
    for each, words in zip(Certification.objects.order_by("slug"), ("One", "Another"), strict=True):
        route = each.milestones.get().routes.get()
        route.title = words
        route.save()
        RouteNeed.objects.create(route=route, milestone=school)
    same = {row.title for row in client.get(PAIR).context["comparison"].traits if row.alike}
    assert {"Who can take it", "Schooling before it"} <= same


def test_ways_of_which_no_needs_are_on_file_are_never_alike(client: Client, pair: object) -> None:
    ways = next(row for row in client.get(PAIR).context["comparison"].traits if row.slug == "ways")
    assert not ways.alike


def test_fees_of_renewal_are_spread_over_the_years(client: Client, pair: tuple[Certification, Certification]) -> None:
    common = {"certification": pair[0], "source": make_source(), "every_months": 24}
    Renewal.objects.create(option=1, what="Fee for members", fee=65, **common)
    Renewal.objects.create(option=2, what="Fee for others", fee=100, **common)
    page = client.get(PAIR)
    assert rows(page)["Fees a year to keep it"] == ("$32.50 to $50", "Not on file")
    assert rows(page)["To renew it"][0] == "$65 every 2 years; or $100 every 2 years"


def test_with_a_way_to_renew_of_unknown_cost_no_cost_is_named(client: Client, pair: object) -> None:
    common = {"certification": Certification.objects.get(slug=CP), "source": make_source(), "every_months": 24}
    Renewal.objects.create(option=1, what="You pay", fee=65, **common)
    Renewal.objects.create(option=2, what="You pass the exam again", **common)
    assert rows(client.get(PAIR))["Fees a year to keep it"] == ("Not on file", "Not on file")


# Law and state ------------------------------------------------------------------------------------------------


def test_what_is_not_on_file_is_never_called_not_required(client: Client, pair: object) -> None:
    make_place(code="US-OR", name="Oregon")
    for address in (PAIR, PAIR + "?state=OR"):
        page = client.get(address)
        title = "Asked for by law" + (" in Oregon" if "OR" in address else "")
        assert rows(page)[title] == ("No state rule on file", "No state rule on file")
        assert not next(row for row in page.context["comparison"].traits if row.slug == "law").alike
        assert "not required" not in page.text.lower()


def test_the_chosen_state_decides_what_law_asks_for(client: Client, pair: tuple[Certification, Certification]) -> None:
    washington = make_place(code="US-WA", name="Washington")
    make_place(code="US-OR", name="Oregon")
    rule = StateRule.objects.create(
        role=make_role(title="Medical assistant"),
        place=washington,
        topic="exam",
        answer="required",
        text="You pass an exam.",
        source=make_source(),
    )
    rule.accepts.add(pair[0])
    law = "Asked for by law"
    assert rows(client.get(PAIR))[law][0] == "A rule names it"
    here = client.get(PAIR + "?state=WA")
    assert rows(here)[f"{law} in Washington"][0] == "A rule names it"
    assert "In Washington for a medical assistant." in here.text
    assert rows(client.get(PAIR + "?state=OR"))[f"{law} in Oregon"][0] == "No state rule on file"


def test_a_states_own_is_not_for_another_state(client: Client, pair: tuple[Certification, Certification]) -> None:
    make_place(code="US-WA", name="Washington")
    Certification.objects.filter(pk=pair[0].pk).update(kind="license", place=make_place(code="US-OR", name="Oregon"))
    page = client.get(PAIR + "?state=WA")
    assert rows(page)["Asked for by law in Washington"][0] == "Not in Washington"
    assert page.context["finding"].startswith("Of these, only CP is a license; both are for a paralegal.")


def test_a_rule_on_a_score_shows_for_the_chosen_state(
    client: Client, pair: tuple[Certification, Certification]
) -> None:
    for code, name, points in (("AK", "Alaska", 459), ("KS", "Kansas", 455)):
        StateRule.objects.create(
            certification=pair[0],
            place=make_place(code=f"US-{code}", name=name),
            topic="passing-score",
            answer="required",
            text=f"You need {points} points.",
            source=make_source(),
        )
    assert rows(client.get(PAIR))["Rule about it"] == ("Depends on the state", "No state rule on file")
    here = rows(client.get(PAIR + "?state=KS"))
    assert here["Rule about it in Kansas"] == ("You need 455 points", "No state rule on file")


def test_the_state_and_the_view_go_along_in_every_link(client: Client, pair: object) -> None:
    make_place(code="US-NY", name="New York")
    page = client.get(PAIR + "?state=NY&show=differences").text
    swapped = f"/certifications/compare/{RP}-vs-{CP}/?state=NY&amp;show=differences"
    assert swapped in page
    assert f'href="/certifications/{CP}/?state=NY"' in page
    assert 'href="/roles/?state=NY"' in page
    assert " in New York | " in page


# What has ended -----------------------------------------------------------------------------------------------


def test_what_has_ended_can_be_put_beside_its_successor(client: Client, pair: tuple[Certification, ...]) -> None:
    Certification.objects.filter(pk=pair[0].pk).update(
        status="closed", replaced_by=pair[1], holders_keep="You may use it."
    )
    page = client.get(PAIR)
    assert rows(page)["Is it still given?"] == ("Closed to new people", "Yes")
    assert "Registered Paralegal (RP) takes its place. If you hold it: you may use it." in page.text


# Addresses ----------------------------------------------------------------------------------------------------


def test_the_order_is_kept_and_the_canonical_link_is_alphabetical(client: Client, pair: object) -> None:
    page = client.get(f"/certifications/compare/{RP}-vs-{CP}/")
    assert page.context["title"] == "Registered Paralegal (RP) and Certified Paralegal (CP)"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{PAIR}">' in page.text


def test_capitals_lead_to_the_right_address(client: Client, pair: object) -> None:
    page = client.get(f"/certifications/compare/Certified-Paralegal-vs-{RP}/?state=ny&show=differences")
    assert (page.status_code, page["Location"]) == (301, f"{PAIR}?state=NY&show=differences")


def test_one_is_a_start_and_suggests_those_for_the_same_roles(client: Client, pair: object) -> None:
    make_certification(title="Far from it")
    page = client.get(f"/certifications/compare/{CP}/")
    assert page.status_code == 200
    assert "Pick a second certification" in page.text
    assert [other.slug for other in page.context["alike"]] == [RP]
    assert f'href="{PAIR}"' in page.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"{CP}-vs-{CP}", "Choose two different certifications."),
        ("-vs-".join([CP, RP, "a", "b", "c"]), "You can compare up to 4 certifications. Remove one first."),
    ],
    ids=["twice", "five"],
)
def test_a_fault_in_the_choice_brings_the_picker_back(
    client: Client, pair: object, address: str, sentence: str
) -> None:
    page = client.get(f"/certifications/compare/{address}/")
    assert page.status_code == 422
    assert sentence in page.text
    assert "<title>Error: Compare certifications" in page.text
    assert f'<option value="{CP}" selected>' in page.text


def test_an_unknown_one_is_a_404_that_keeps_the_others_and_names_the_nearest(client: Client, pair: object) -> None:
    page = client.get(f"/certifications/compare/{CP}-vs-registered-paralegl/")
    assert page.status_code == 404
    assert "We have no certification called “registered paralegl”." in page.text
    assert f'href="{PAIR}"' in page.text
    assert f"/certifications/compare/?certification={CP}" in page.text


def test_the_picker_leads_to_the_comparison(client: Client, pair: object) -> None:
    for query in (f"certification={CP}&certification={RP}", f"pick={CP}&pick={RP}"):
        page = client.get(f"/certifications/compare/?{query}&state=NY")
        assert (page.status_code, page["Location"]) == (302, f"{PAIR}?state=NY")


def test_the_picker_offers_all_by_kind(client: Client, pair: object) -> None:
    make_certification(title="A license", kind="license", status="closed")
    page = flat(client.get("/certifications/compare/").text)
    assert '<optgroup label="License"> <option value="a-license">A license</option>' in page


def test_htmx_gets_a_slice_of_the_page(client: Client, pair: object) -> None:
    part = client.get(PAIR, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="cmp"' in part.text
    assert part.text.count("data-hx-swap-oob") == 2


# Ways to it ---------------------------------------------------------------------------------------------------


def test_a_page_leads_to_the_comparison_with_the_nearest(client: Client, pair: object) -> None:
    page = flat(client.get(f"/certifications/{CP}/").text)
    assert f'<a class="btn" href="{PAIR}">Compare with RP</a>' in page


def test_a_roles_page_leads_to_the_comparison_of_its_certifications(client: Client, pair: object) -> None:
    page = flat(client.get("/roles/paralegal/").text)
    assert f'<a href="{PAIR}">Compare the two side by side' in page
