"""Every page that shows what an import brought says whose it is, in which release and from when."""

from datetime import date

import pytest
from django.test import Client

from roles.models import Occupation, Outlook, Role, RoleCode, RoleTitle
from tests.factories import make_path, make_role, make_schooling, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db
ONET = "This product includes information from the O*NET 29.3 Database. Data from May 1, 2025."
TABLES = "The usual start comes from Projections, 2024 to 2034."
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def roles() -> None:
    onet = make_source(
        slug="onet-29-3",
        title="O*NET 29.3 Database",
        attribution="This product includes information from the O*NET 29.3 Database.",
        published_on=date(2025, 5, 1),
        undated=False,
    )
    tables = make_source(slug="tables", title="Projections, 2024 to 2034", attribution=TABLES)
    for number, title in enumerate(("Nurse", "Lawyer")):
        role = make_role(title=title, origin=Role.Origin.ONET, summary_source=onet)
        code = Occupation.objects.create(system="bls", code=f"29-100{number}", title=title)
        for use in ("pay", "outlook"):
            RoleCode.objects.create(role=role, occupation=code, use=use)
        Outlook.objects.create(
            occupation=code, period_from=2024, period_to=2034, entry_schooling="none", growth_percent=1, source=tables
        )
        RoleTitle.objects.create(role=role, title=f"{title} by another name", source=onet)
    Outlook.objects.update(imported=True)


def make_written() -> Role:
    """A role of ours with steps, so that there is something beside the imported ones."""
    role: Role = make_role(title="Clerk", duties=["File"], pay=30_000)
    make_schooling(role=role, level="certificate")
    make_path(role=role)
    return role


@pytest.mark.parametrize(
    "address",
    [
        "/roles/",
        "/roles/?q=nurse",
        "/roles/?q=nothing+like+that",
        "/roles/?letter=n",
        "/roles/nurse/",
        "/roles/nurse/how-to-become/",
        "/compare/nurse-vs-lawyer/",
        "/compare/nurse-vs-clerk/",
        "/compare/",
        "/compare/nurse/",
        "/paths/",
        "/paths/compare/nurse-vs-lawyer/",
        "/plan/?to=nurse",
        "/move/",
        "/move/?from=nurse",
        "/move/nurse/lawyer/",
        "/figures/",
        "/figures/29-1000/",
        "/sources/",
        "/",
    ],
)
def test_a_page_with_imported_roles_names_their_release_and_its_date(client: Client, address: str) -> None:
    make_written()
    text = flat(client.get(address, follow=True).text)
    assert ONET in text
    assert text.count(ONET) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/roles/",
        "/roles/?q=clerk",
        "/roles/nurse/",
        "/roles/nurse/how-to-become/",
        "/compare/nurse-vs-clerk/",
        "/paths/",
        "/figures/29-1000/",
    ],
)
def test_a_page_with_federal_figures_names_their_table(client: Client, address: str) -> None:
    make_written()
    assert flat(client.get(address).text).count(TABLES) == 1


def test_the_page_of_the_release_has_the_notice_and_the_date(client: Client) -> None:
    text = flat(client.get("/sources/onet-29-3/").text)
    assert "This product includes information from the O*NET 29.3 Database." in text
    assert "May 1, 2025" in text


@pytest.mark.parametrize("address", ["/roles/clerk/", "/roles/clerk/how-to-become/", "/plan/?to=clerk"])
def test_a_page_without_any_of_it_does_not(client: Client, address: str) -> None:
    make_written()
    text = flat(client.get(address).text)
    assert ONET not in text
    assert TABLES not in text


@pytest.mark.parametrize(
    "address",
    ["/roles/?q=nurse", "/paths/", "/roles/nurse/how-to-become/", "/plan/?to=nurse", "/compare/nurse-vs-lawyer/"],
)
def test_what_is_swapped_brings_it_along(client: Client, address: str) -> None:
    assert ONET in flat(client.get(address, headers=HTMX).text)
