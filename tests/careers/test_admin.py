"""An editor keeps the paths right."""

from __future__ import annotations

from datetime import date

import pytest

from careers.models import Milestone, SharedLink
from sources.models import RenamedSlug
from tests.admin.editing import Values, add, address, edit, page_of, sentences
from tests.admin.rows import make_milestone, make_place, make_role, make_route, make_source
from tests.queries import query_count

pytestmark = pytest.mark.django_db


def test_a_milestone_is_written_with_its_ways(admin_client):
    make_place()
    values = {"title": "Associate degree", "slug": "associate", "step_title": "Earn a degree", "kind": "education"}
    way = {"title": "College", "slug": "college", "strength": "employers", "months_min": "24", "load": "study"}
    ways = {"routes": [way | {"source": make_source().pk}]}
    assert add(admin_client, Milestone, values, new=ways).status_code == 302
    assert Milestone.objects.get().routes.get().place_id == "US"


def test_a_way_is_written_with_its_needs_and_costs(admin_client):
    route = make_route()
    need = make_milestone("high-school")
    rows: dict[str, list[Values]] = {
        "needs": [{"milestone": need.pk}],
        "costs": [{"min": "0", "basis": "fee", "source": make_source().pk}],
    }
    assert edit(admin_client, route, new=rows).status_code == 302
    assert [row.milestone for row in route.needs.all()] == [need]
    assert [(str(cost.min), cost.key) for cost in route.costs.all()] == [("0.00", "us-fee")]


def test_a_milestone_leads_to_the_page_of_each_way(admin_client):
    route = make_route()
    assert f'href="{page_of(route)}"' in admin_client.get(page_of(route.reaches)).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"months_min": "24", "months_max": "12"}, "The months must run from low to high."),
        ({"months_min": "-1"}, "The months must be 0 or more."),
        ({"months_max": "12"}, "The months must run from low to high."),
        ({"effort_hours_min": "9", "effort_hours_max": "8"}, "The hours of effort must run from low to high."),
        ({"hours_per_week": "169"}, "A week has 1 to 168 hours."),
        ({"opens": "2026-02-02", "closes": "2026-02-01"}, "A way opens before it closes."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_way_that_may_not_be_is_said(admin_client, changes, sentence):
    assert sentence in sentences(edit(admin_client, make_route(), changes))


@pytest.mark.parametrize(
    ("inline", "values", "sentence"),
    [
        ("costs", {"basis": "fee", "min": "5", "max": "4"}, "The cost must run from low to high."),
        ("needs", {"amount": "0"}, "An amount is more than 0."),
    ],
)
def test_a_row_of_a_way_that_may_not_be_is_said(admin_client, inline, values, sentence):
    rows = {inline: [values | {"source": make_source().pk, "milestone": make_milestone("high-school").pk}]}
    assert sentence in sentences(edit(admin_client, make_route(), new=rows))


def test_a_way_needs_a_milestone_once(admin_client):
    route, need = make_route(), make_milestone("high-school")
    route.needs.create(milestone=need)
    assert "already exists" in sentences(edit(admin_client, route, new={"needs": [{"milestone": need.pk}]}))


def test_the_months_of_a_way_are_checked_in_the_table_of_its_milestone(admin_client):
    route = make_route(months_min=1, months_max=2)
    answer = edit(admin_client, route.reaches, {"routes-0-months_min": "3"})
    assert "The months must run from low to high." in sentences(answer)


def test_a_role_has_one_milestone(admin_client):
    role = make_role()
    make_milestone("job", kind="role", role=role)
    other = make_milestone("other")
    assert "This role has its milestone already." in sentences(
        edit(admin_client, other, {"kind": "role", "role": role.pk})
    )
    assert "points at a role" in sentences(edit(admin_client, other, {"role": role.pk}))


def test_a_milestone_that_others_need_is_not_deleted(admin_client):
    need = make_milestone("high-school")
    make_route().needs.create(milestone=need)
    assert "Cannot delete milestone" in admin_client.get(address(Milestone, "delete", need.pk)).text


def test_a_renamed_way_is_remembered(admin_client):
    route = make_route("college")
    edit(admin_client, route.reaches, {"routes-0-slug": "community-college"})
    assert RenamedSlug.objects.newest("careers.route", "college") == "community-college"


def test_what_a_shared_link_kept_of_its_day_stays(admin_client):
    link = SharedLink.objects.create(
        code="abc", kind="role", state={"role": "a"}, title="A", created_on=date(2026, 7, 1), facts_then={"a": 1}
    )
    assert edit(admin_client, link, {"note": "For Ana", "state": "{}", "facts_then": "{}"}).status_code == 302
    link.refresh_from_db()
    assert (link.note, link.state, link.facts_then) == ("For Ana", {"role": "a"}, {"a": 1})
    assert admin_client.get(address(SharedLink, "add")).status_code == 403


def test_the_page_of_a_way_costs_the_same_with_20_needs(admin_client):
    costs = []
    for number in (1, 20):
        route = make_route(f"route-{number}", reaches=make_milestone(f"milestone-{number}"))
        for n in range(number):
            route.needs.create(milestone=make_milestone(f"need-{number}-{n}"))
            place = make_place(f"US-{number}{n}")
            route.costs.create(min=n, basis="fee", place=place, source=make_source(f"source-{number}-{n}"))
        query_count(admin_client, page_of(route))  # content types are looked up once
        costs.append(query_count(admin_client, page_of(route)))
    assert costs == [12, 12]
