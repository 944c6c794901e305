import pytest
from django.contrib.auth import get_user_model

from onet.linking import link_roles
from onet.writing import Counts, Writer
from roles.models import Occupation, Outlook, Pay, RoleCode
from sources.models import DataVersion
from tests.factories import make_role, make_source

pytestmark = pytest.mark.django_db


def occupation(code, *, system="onet"):
    return Occupation.objects.get_or_create(system=system, code=code, defaults={"title": code})[0]


def lean(role, code, *, use="title", match="exact", system="onet", **values):
    return RoleCode.objects.create(
        role=role, occupation=occupation(code, system=system), use=use, match=match, **values
    )


def figures(code, *, outlook=True):
    """A code of the Bureau with pay and an outlook on file."""
    found = occupation(code, system="bls")
    Pay.objects.create(occupation=found, p50=50_000, p50_cell="published", source=make_source())
    if outlook:
        Outlook.objects.create(occupation=found, period_from=2024, period_to=2034, source=make_source())


def links(role):
    found = role.codes.filter(occupation__system="bls").order_by("use").values_list("use", "occupation__code", "match")
    return list(found)


def link(combined=None):
    return link_roles(Writer("Tables"), combined)


@pytest.fixture
def role():
    return make_role(title="Paralegal")


def test_a_role_leans_on_the_code_that_its_own_begins_with(role):
    lean(role, "23-2011.00")
    figures("23-2011")
    assert link() == Counts(added=2)
    assert links(role) == [("outlook", "23-2011", "exact"), ("pay", "23-2011", "exact")]
    assert all(found.imported for found in role.codes.filter(occupation__system="bls"))


def test_a_detail_of_a_code_is_a_part_of_it(role):
    lean(role, "29-2011.04")
    figures("29-2011", outlook=False)
    link()
    assert links(role) == [("pay", "29-2011", "part")]


def test_a_code_without_figures_of_its_own_leans_on_the_one_it_is_published_under(role):
    lean(role, "13-1022.00")
    figures("13-1020")
    link({"13-1022": "13-1020"})
    assert links(role) == [("outlook", "13-1020", "combined"), ("pay", "13-1020", "combined")]


def test_what_goes_together_is_still_known_where_nobody_says_so(role):
    lean(role, "13-1022.00")
    figures("13-1020")
    link({"13-1022": "13-1020"})
    assert link() == Counts(same=2)
    assert len(links(role)) == 2


def test_figures_fit_no_better_than_the_code_that_leads_to_them(role):
    lean(role, "43-6012.00", use="duties", match="closest")
    figures("43-6012", outlook=False)
    link()
    assert links(role) == [("pay", "43-6012", "closest")]


def test_the_code_of_the_title_counts_before_that_of_the_duties(role):
    lean(role, "23-2011.00", use="duties")
    lean(role, "43-6012.00")
    for code in ("23-2011", "43-6012"):
        figures(code, outlook=False)
    link()
    assert links(role) == [("pay", "43-6012", "exact")]


def test_where_nothing_is_on_file_no_code_is_leaned_on(role):
    lean(role, "55-1011.00")
    occupation("55-1011", system="bls")
    link()
    assert links(role) == []


def test_our_own_choice_stays_alone(role):
    lean(role, "23-2011.00")
    lean(role, "43-6012", use="pay", match="closest", system="bls")
    figures("23-2011")
    link()
    assert links(role) == [("outlook", "23-2011", "exact"), ("pay", "43-6012", "closest")]


def test_an_imported_link_makes_room_for_our_own(role):
    lean(role, "23-2011.00")
    figures("23-2011", outlook=False)
    link()
    lean(role, "43-6012", use="pay", match="closest", system="bls")
    assert link() == Counts(removed=1)
    assert links(role) == [("pay", "43-6012", "closest")]


def test_a_link_that_somebody_took_off_stays_off(role):
    lean(role, "23-2011.00")
    figures("23-2011", outlook=False)
    link()
    taken_off = role.codes.get(use="pay")
    taken_off._history_user = get_user_model().objects.create_user("editor")
    taken_off.delete()
    assert link() == Counts(deleted_here=1)
    assert links(role) == []


def test_a_link_follows_the_code_of_its_role(role):
    own = lean(role, "23-2011.00")
    for code in ("23-2011", "43-6012"):
        figures(code, outlook=False)
    link()
    own.occupation = occupation("43-6012.00")
    own.save()
    assert link() == Counts(changed=1)
    assert links(role) == [("pay", "43-6012", "exact")]


def test_the_data_version_moves_only_when_a_link_does(role):
    lean(role, "23-2011.00")
    figures("23-2011")
    before = DataVersion.objects.current()
    link()
    moved = DataVersion.objects.current()
    link()
    assert (moved > before, DataVersion.objects.current()) == (True, moved)


def test_it_costs_as_many_queries_however_many_roles(role, django_assert_num_queries):
    lean(role, "23-2011.00")
    figures("23-2011")
    for number in range(5):
        lean(make_role(title=f"Role {number}"), "23-2011.00")
    link()
    with django_assert_num_queries(11):
        link()
