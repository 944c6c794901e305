"""Every page costs a fixed number of queries: the same for two roles and four, and with four times the content."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from careers.content import load
from careers.models import Milestone, Route
from roles.models import Role
from sources.models import Source
from tests.factories import (
    make_advice,
    make_certification,
    make_certification_fact,
    make_confusion,
    make_role,
    make_source,
    make_way,
)
from tests.queries import query_count

PAIR = "/compare/paralegal-vs-legal-assistant/"
FOUR = "/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal-vs-litigation-paralegal/"
# What all roles share, the states and the path graph are at hand; what hangs on a role takes 5, on those compared 4.
QUERIES = {
    "/roles/paralegal/": 14,
    PAIR: 6,
    # The first of these two puts the list of all roles together, which the second finds.
    "/": 22,
    "/roles/": 4,
    FOUR: 6,
    "/plan/?to=paralegal&have=bachelors-degree&budget=9000": 2,
    "/paths/?months=12&budget=3000": 4,
    "/move/legal-assistant/paralegal/": 9,
    "/paths/compare/paralegal-vs-legal-assistant/": 4,
    "/paths/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal-vs-lab-assistant/?plan=cheapest": 4,
    "/roles/paralegal/how-to-become/compare/": 2,
    "/certifications/": 10,
    "/certifications/compare/nala-cp-vs-nfpa-rp/": 19,
    "/certifications/compare/nala-cp-vs-nfpa-rp-vs-nfpa-crp-vs-nals-pp/": 19,
    "/certifications/nala-cp/": 26,
    "/certifications/parapro-assessment/?state=AK": 29,
}


@pytest.mark.django_db
def test_pages_cost_the_same_with_four_times_the_content(client: Client, project: Path) -> None:
    load(project / "fixtures")
    # Sources of rows that are not there are not asked for: every kind of row is there from the start.
    make_confusion(role=make_role(title="Notary"), other=Role.objects.get(slug="paralegal"))
    client.get(PAIR)  # the graph of paths is read now, and what is read once a process
    before = {address: query_count(client, address) for address in QUERIES}
    assert before == QUERIES

    roles, sources = Role.objects.count(), Source.objects.count()
    for number in range(3 * sources):
        make_source(slug=f"source-{number}")
    for number in range(3 * roles):
        role = make_role(
            title=f"Role {number}",
            titles=[f"Name {number}"],
            duties=[f"Duty {number}", "Send bills"],
            skills={f"Skill {number}": 50, "Writing": 60},
            pay=30_000 + number,
            months=(1, 2),
            source=make_source(slug=f"source-{number}"),
        )
        make_confusion(role=role, other=Role.objects.get(slug="paralegal"))
        found = make_certification(title=f"Certification {number}")
        make_certification_fact(certification=found, min=number + 1, source=make_source(slug=f"source-{number}"))
        make_way(certification=found)
        make_advice(role=role, certification=found)
    assert Milestone.objects.count() > roles
    assert Route.objects.count() > roles
    client.get(PAIR)
    assert {address: query_count(client, address) for address in QUERIES} == QUERIES
