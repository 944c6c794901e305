"""The planner: the form, what it finds, and every odd answer."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from careers.models import Milestone, RoleRecommendation, RouteCost, RouteNeed
from sources.models import RenamedSlug
from tests.admin.rows import make_milestone, make_place, make_role, make_route, make_source
from tests.reading import flat, rows

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def url(**query) -> str:
    return reverse("careers:plan", query=query or None)


def words(response) -> str:
    return " ".join(rows(response.text))


def add_route(slug, reaches, *needs, cost=None, most=None, place=None, **values) -> None:
    more = {"place": place} if place else {}
    route = make_route(slug, reaches=reaches, source=make_source(f"says-{slug}"), **more, **values)
    for need in needs:
        milestone, amount = need if isinstance(need, tuple) else (need, None)
        RouteNeed.objects.create(route=route, milestone=milestone, amount=amount)
    if cost is not None:
        source = make_source(f"costs-{slug}")
        RouteCost.objects.create(route=route, basis="fee", min=cost, max=most or cost, source=source)


@pytest.fixture
def law() -> dict[str, Milestone]:
    """School for 2 years or work for 3 before a job; California asks for a license that nobody can get."""
    california = make_place("US-CA", name="California", parent=make_place())
    make_place("US-NY", name="New York", parent=make_place())
    role, aide = make_role("paralegal"), make_role("legal-assistant", title="Legal assistant")
    named = {
        "diploma": make_milestone("high-school-diploma", title="High school diploma", position=1),
        "degree": make_milestone("degree", title="Degree", step_title="Earn a degree", position=2),
        "aide": make_milestone(
            "legal-assistant", title="Legal assistant", step_title="Apply", kind="role", role=aide, position=3
        ),
        "office": make_milestone(
            "office",
            title="Law office work",
            step_title="Work in an office",
            kind="experience",
            unit="years",
            position=4,
        ),
        "training": make_milestone("training", step_title="Learn the law", kind="requirement", position=5),
        "license": make_milestone("license", title="License", kind="license", position=6),
        "job": make_milestone("paralegal", title="Paralegal", kind="role", role=role, text="Look around.", position=7),
        "exam": make_milestone("exam", title="An exam", kind="certification", position=8),
    }
    add_route("school", named["diploma"], months_min=48, months_max=48, load="study", cost=0)
    add_route("college", named["degree"], named["diploma"], months_min=24, months_max=24, load="study", cost=8000)
    add_route("hire", named["aide"], named["diploma"], months_min=0, months_max=0, cost=0)
    add_route("earn", named["office"], named["aide"], months_min=12, months_max=12, load="work", while_in=aide, cost=0)
    add_route("by-degree", named["training"], named["degree"], title="A degree", text="The usual start.")
    add_route("by-work", named["training"], (named["office"], 3), title="Work", text="Learn at work. Few firms do it.")
    add_route("apply", named["job"], named["training"], months_min=0, months_max=0, cost=0)
    add_route("by-law", named["job"], named["license"], strength="law", place=california)
    RoleRecommendation.objects.create(role=role, milestone=named["exam"], source=make_source("advice"))
    return named


# The plans --------------------------------------------------------------------------------------------------


def test_the_plans_that_stand_out_are_told_most_wins_first(client: Client, law):
    page = client.get(url(to="paralegal"))
    text = words(page)
    assert page.status_code == 200
    for part in (
        "2 routes fit your answers",
        "For a paralegal job. All bars use the same scale.",
        "Counted from what you have: high school diploma.",
        "Work in an office",
        "Learn at work.",
        "Right away you could already work as a legal assistant.",
        "Few firms do it.",
        "Earn a degree",
        "$8,000",
        "Can help, but you can skip it An exam",
        "All 2 plans",
        "Costs are before financial aid.",
    ):
        assert part in text
    shown = flat(page.text)
    assert shown.index('<span class="tag">Cheapest</span>') < shown.index('<span class="tag">Fastest</span>')


def test_the_steps_of_a_plan_keep_state_and_what_one_has(client: Client, law):
    page = client.get(url(to="paralegal", state="NY", have=["high-school-diploma", "office:1"])).text
    steps = "/roles/paralegal/how-to-become/?have=high-school-diploma&amp;have=office%3A1&amp;state=NY&amp;alt=by-work"
    assert f'href="{steps}"' in page


def test_part_of_an_amount_counts(client: Client, law):
    text = words(client.get(url(to="paralegal", have=["high-school-diploma", "office:2"])))
    assert "Work in an office, 1 year" in text
    assert "Counted from what you have: law office work (2 years)." in text
    assert "Not needed on these routes: high school diploma." in text


def test_fewer_hours_a_week_take_longer(client: Client, law):
    assert "Earn a degree, 2 years 8 months" in words(client.get(url(to="paralegal", hours=30)))


def test_plans_over_the_budget_are_counted_and_can_be_shown(client: Client, law):
    page = client.get(url(to="paralegal", budget="5,000"))
    text = words(page)
    assert "1 route fits your answers" in text
    assert "1 route is over your budget. Show it." in text
    assert 'href="/plan/?to=paralegal"' in page.text


def test_with_no_plan_in_the_budget_the_budget_is_named(client: Client, law):
    law["aide"].routes.all().delete()
    page = client.get(url(to="paralegal", budget=100))
    text = words(page)
    assert page.status_code == 200
    assert "No route fits all your answers" in text
    assert "Your budget of $100 blocks most. Without it, 1 route would fit, from $8,000 on." in text
    assert 'href="/plan/?to=paralegal"' in page.text


def test_a_state_without_a_way_says_what_is_missing_and_where_there_is_one(client: Client, law):
    add_route("sit", law["license"], place=make_place("US-NY"), strength="law")
    page = client.get(url(to="paralegal", state="CA"))
    text = words(page)
    assert "No route fits all your answers" in text
    assert "Your state blocks most: we have no way on file for California." in text
    assert "What is missing: license." in text
    assert 'href="/plan/?to=paralegal">Plan without a state' in flat(page.text)


def test_where_no_state_has_a_way_no_state_is_blamed(client: Client, law):
    law["job"].routes.filter(slug="apply").delete()
    text = words(client.get(url(to="paralegal", state="CA")))
    assert "We have no way on file in any state. That does not mean there is none." in text
    assert "Your state blocks most" not in text


def test_too_few_hours_before_a_way_closes_are_named(client: Client, law):
    law["aide"].routes.all().delete()
    law["job"].routes.filter(slug="apply").update(closes="2029-06-01")
    page = client.get(url(to="paralegal", hours=10))
    assert "Your 10 hours a week block most. Full time, 1 route would fit." in words(page)
    assert 'href="/plan/?to=paralegal">Plan with full time' in flat(page.text)


@pytest.mark.parametrize("have", ["training", "paralegal", "degree"])
def test_who_has_it_all_is_told_how_to_apply(client: Client, law, have):
    text = words(client.get(url(to="paralegal", have=have)))
    assert "You already meet the steps on file" in text
    assert "What is left is to apply. Look around." in text
    assert "Counted from what you have" in text


def test_who_has_one_way_behind_them_is_told_of_the_others(client: Client, law):
    assert "Other ways in Work See all the ways in" in words(client.get(url(to="paralegal", have="degree")))
    assert "Other ways in" not in words(client.get(url(to="paralegal", have="paralegal")))


def test_what_changes_nothing_is_said_and_stays_in_the_form(client: Client, law):
    page = client.get(url(to="paralegal", have=["high-school-diploma", "exam"]))
    assert "Not needed on these routes: an exam." in words(page)
    assert '<legend>Not needed for this goal</legend><label class="check" for="have-exam">' in flat(page.text)


def test_a_role_without_steps_says_so(client: Client, law):
    make_role("notary", title="Notary")
    page = client.get(url(to="notary"))
    assert page.status_code == 200
    assert "No steps on file" in words(page)


def test_a_specialty_without_steps_of_its_own_has_those_of_its_general_role(client: Client, law):
    make_role("tax-paralegal", title="Tax paralegal", parent=law["job"].role)
    text = words(client.get(url(to="tax-paralegal")))
    assert "These are the steps to become a paralegal" in text
    assert "2 routes fit your answers" in text


# The form ---------------------------------------------------------------------------------------------------


def test_without_a_goal_the_page_asks_for_one(client: Client, law):
    page = client.get(url())
    assert page.status_code == 200
    assert "Choose a goal first" in words(page)
    assert 'id="to" name="to" value=""' in page.text


def test_only_what_counts_toward_the_goal_is_asked(client: Client, law):
    page = flat(client.get(url(to="paralegal")).text)
    for field in ("have-high-school-diploma", "have-degree", "have-legal-assistant", "amount-office"):
        assert f'id="{field}"' in page
    for field in ("have-exam", "have-training", "have-paralegal"):
        assert f'id="{field}"' not in page


def test_answers_are_filled_in(client: Client, law):
    page = flat(client.get(url(to="paralegal", have="office:2", hours=25, budget="6000", state="NY")).text)
    for part in (
        'name="to" value="Paralegal"',
        '<option value="NY" selected>',
        'name="amount-office" value="2"',
        'value="other" autocomplete="off" checked',
        'name="other" value="25"',
        'name="budget" value="6000"',
    ):
        assert part in page
    assert 'value="high-school-diploma" autocomplete="off" checked' not in page


def test_as_much_as_is_asked_stands_as_a_number_in_its_field(client: Client, law):
    assert 'name="amount-office" value="3"' in flat(client.get(url(to="paralegal", have="office")).text)


@pytest.mark.parametrize(
    ("form", "address"),
    [
        (
            "to=paralegal&state=NY&have=nothing&have=high-school-diploma&amount-office=1.5&hours=10&other=&budget=$6,000",
            "/plan/?to=paralegal&have=high-school-diploma&have=office%3A1.5&hours=10&budget=6000&state=NY",
        ),
        ("to=paralegal&state=&have=nothing&hours=40&other=&budget=", "/plan/?to=paralegal&have=nothing"),
    ],
)
def test_the_form_leads_to_the_address_that_says_the_same(client: Client, law, form, address):
    page = client.get(f"/plan/?{form}")
    assert (page.status_code, page["Location"]) == (302, address)
    assert client.get(address).status_code == 200


def test_a_renamed_role_leads_on_with_the_answers(client: Client, law):
    RenamedSlug.objects.create(model="roles.role", old="law-clerk", new="paralegal")
    page = client.get(url(to="law-clerk", budget=50))
    assert page["Location"] == "/plan/?to=paralegal&budget=50"


def test_htmx_gets_the_routes_and_a_fresh_form(client: Client, law):
    whole, part = client.get(url(to="paralegal")), client.get(url(to="paralegal"), headers=HTMX)
    assert "<html" not in part.text
    assert 'id="routes"' in part.text
    assert 'data-live="2 routes fit your answers."' in part.text
    assert 'data-hx-swap-oob="true"' in part.text
    assert 'data-hx-swap-oob="true"' not in whole.text
    assert "HX-Request" in whole["Vary"]


# Bad input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("to=spaceship", "to", "We know no role called “spaceship”."),
        ("to=<b>x</b>", "to", "We know no role called “&lt;b&gt;x&lt;/b&gt;”."),
        ("to=&have=nothing&hours=40&other=&budget=", "to", "Choose a goal."),
        ("to=paralegal&hours=0", "other", "Enter the hours you can study in a week, from 1 to 80."),
        ("to=paralegal&hours=500", "other", "Enter the hours you can study in a week, from 1 to 80."),
        ("to=paralegal&hours=often", "other", "Enter the hours you can study in a week, from 1 to 80."),
        ("to=paralegal&budget=-1", "budget", "Enter a budget in dollars, like 6000."),
        ("to=paralegal&budget=lots", "budget", "Enter a budget in dollars, like 6000."),
        ("to=paralegal&have=office:much", "amount-office", "Law office work: enter a number of years, like 2."),
        ("to=paralegal&have=college:x&amount-office=-2", "amount-office", "enter a number of years, like 2."),
    ],
)
def test_a_fault_is_told_on_top_and_at_its_field(client: Client, law, query, field, sentence):
    page = client.get(f"/plan/?{query}")
    shown = flat(page.text)
    assert page.status_code == 422
    assert "<title>Error: Plan your route" in shown
    assert f'<a href="#{field}">' in shown
    assert f'id="{field}-error"' in shown
    assert f'id="{field}"' in shown
    assert 'aria-invalid="true"' in shown
    assert shown.count(sentence) >= 2


def test_an_unknown_goal_leads_to_the_nearest_with_the_same_answers(client: Client, law):
    page = client.get(url(to="paralegel", have="degree", state="NY"))
    assert '<a href="/plan/?to=paralegal&amp;have=degree&amp;state=NY">paralegal</a>?' in flat(page.text)


def test_what_was_typed_is_kept_beside_a_fault(client: Client, law):
    page = flat(client.get("/plan/?to=paralegal&state=NY&have=degree&amount-office=two&hours=500&budget=lots").text)
    for part in (
        'name="to" value="Paralegal"',
        '<option value="NY" selected>',
        'value="degree" autocomplete="off" checked',
        'name="amount-office" value="two"',
        'name="other" value="500"',
        'name="budget" value="lots"',
    ):
        assert part in page


def test_several_faults_are_all_told(client: Client, law):
    page = client.get("/plan/?to=spaceship&hours=500&budget=lots")
    assert flat(page.text).count('<p class="err"') == 3


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("to=paralegal&have=spaceship", "We do not know what “spaceship” is"),
        ("to=paralegal&have=nothing&have=degree", "You chose “nothing” and something. We count what you have."),
        ("to=paralegal&have=office:1&have=office:2", "two amounts for law office work. We count 2 years."),
        ("to=paralegal&state=XX", "We have no state with the code “XX”."),
        ("to=paralegal&to=legal-assistant", "The address gives “to” more than once."),
        ("to=paralegal&" + "&".join(f"have=box-{n}" for n in range(200)), "197 more in the address"),
    ],
)
def test_what_cannot_be_followed_is_said_and_the_rest_counts(client: Client, law, query, sentence):
    page = client.get(f"/plan/?{query}")
    assert page.status_code == 200
    assert sentence in words(page)


def test_every_box_of_the_database_can_be_ticked(client: Client, law):
    many = [make_milestone(f"thing-{n}", title=f"Thing {n}").slug for n in range(200)]
    page = client.get(url(to="paralegal", have=many))
    assert page.status_code == 200
    assert "Thing 199" in page.text
    assert "thing 7 and 192 more." in words(page)


@pytest.mark.parametrize("odd", ["%00", "%ff", "🧪" * 200, "<script>", "a:b:c", ":", "nothing:4", "9" * 400])
def test_nothing_in_the_address_breaks_the_page(law, odd):
    client = Client(raise_request_exception=False)
    for name in ("to", "have", "state", "hours", "other", "budget", "amount-office", "amount-"):
        for query in (f"{name}={odd}", f"to=paralegal&{name}={odd}"):
            page = client.get(f"/plan/?{query}", follow=True)
            assert page.status_code in (200, 400, 422)
            assert "<script>" not in page.text


def test_steps_and_roles_lead_to_the_planner(client: Client, law):
    steps = client.get("/roles/paralegal/how-to-become/?have=office:1&state=NY").text
    assert 'href="/plan/?to=paralegal&amp;have=office%3A1&amp;state=NY"' in steps
    assert 'href="/plan/?to=paralegal&amp;state=NY"' in client.get("/roles/paralegal/?state=NY").text


def test_the_steps_count_the_same_amount_as_the_planner(client: Client, law):
    address = "/roles/paralegal/how-to-become/?have=high-school-diploma&have=office%3A1&alt=by-work"
    assert (
        f'href="{address.replace("&", "&amp;")}"'
        in client.get(url(to="paralegal", have=["high-school-diploma", "office:1"])).text
    )
    text = words(client.get(address))
    assert "Total time 2 years" in text
    assert "We do not know" not in text


def test_nothing_of_it_is_kept(client: Client, law):
    assert not client.get(url(to="paralegal", have="degree")).cookies
