"""What a field offers while somebody types."""

import pytest
from django.test import Client
from django.urls import reverse

from roles.models import Occupation, Role, RoleCode
from tests.factories import make_certification, make_place, make_role
from tests.reading import flat

pytestmark = pytest.mark.django_db

PAIR = {"pick": ["paralegal", "legal-assistant"]}


@pytest.fixture
def client() -> Client:
    return Client(headers={"HX-Request": "true"})


@pytest.fixture(autouse=True)
def offices() -> None:
    make_role(title="Paralegal", titles=["Legal aide"])
    make_role(title="Legal assistant", titles=["Legal secretary", "Legal administrative secretary"])
    make_role(title="Immigration paralegal")
    make_role(title="Medical assistant", field="clinic", titles=["Clinic secretary"], duties=["Interview patients"])


def suggested(client: Client, typed: str, **query: object) -> str:
    answer = client.get(reverse("careers:suggest", query={"q": typed, **query}))
    assert answer.status_code == 200
    return flat(answer.text)


def addresses(text: str) -> list[str]:
    return [part.partition('"')[0] for part in text.split('aria-selected="false" href="')[1:]]


def test_roles_are_offered_by_name_with_what_was_typed_in_bold_and_their_workplace(client):
    text = suggested(client, "ASSIST")
    assert addresses(text) == ["/roles/legal-assistant/", "/roles/medical-assistant/"]
    assert "Legal <b>assist</b>ant" in text
    assert "<small>Law office</small>" in text
    assert 'data-live="2 roles match."' in text


def test_another_name_finds_a_role_and_is_told(client):
    text = suggested(client, "secretary", **PAIR)
    assert "Medical assistant<small>also called clinic <b>secretary</b>" in text
    assert "1 other role matches." in text


def test_the_former_name_of_a_role_finds_it_and_is_told(client):
    new = Role.objects.get(slug="medical-assistant")
    make_role(title="Podiatry aide", status=Role.Status.RETIRED, replaced_by=new)
    text = suggested(client, "podiatry")
    assert "Medical assistant<small>new name for <b>podiatry</b> aide" in text


def test_an_option_adds_its_role_and_keeps_state_and_view(client):
    text = suggested(client, "medical", **PAIR, state="NY", show="differences")
    assert addresses(text) == [
        "/compare/paralegal-vs-legal-assistant-vs-medical-assistant/?state=NY&amp;show=differences"
    ]


def test_an_option_takes_the_place_of_the_role_that_is_changed(client):
    text = suggested(client, "medical", **PAIR, instead="paralegal")
    assert addresses(text) == ["/compare/medical-assistant-vs-legal-assistant/"]


def test_of_four_roles_one_can_be_changed_but_none_added(client):
    make_role(title="Midwife")
    four = {"pick": ["paralegal", "legal-assistant", "immigration-paralegal", "medical-assistant"]}
    assert len(addresses(suggested(client, "midwife", **four, instead="paralegal"))) == 1
    answer = client.get(reverse("careers:suggest", query={"q": "midwife", **four}))
    assert answer.status_code == 422
    assert "You can compare up to 4 roles. Remove one first." in answer.text


def test_what_is_compared_already_is_not_offered(client):
    text = suggested(client, "para", **PAIR)
    assert addresses(text) == ["/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal/"]


@pytest.mark.parametrize("typed", ["legal assistant", "legal asistant"])
def test_who_looks_for_a_role_that_is_compared_already_is_told(client, typed):
    text = suggested(client, typed, **PAIR)
    assert addresses(text) == []
    assert 'data-live="Legal assistant is in the comparison already."' in text


def test_where_nothing_is_compared_certifications_are_offered_too_and_say_what_they_are(client):
    make_certification(title="Certified Paralegal", abbreviation="CP")
    text = suggested(client, "para", state="")
    assert addresses(text)[-1] == "/certifications/certified-paralegal/"
    assert "Certified <b>Para</b>legal (CP) </span><small>Certification</small>" in text
    assert "2 roles match. 1 certification too." in text
    assert "Certified" not in suggested(client, "para", **PAIR)


def test_a_certification_alone_is_offered_without_a_guess(client):
    make_certification(title="Registered Phlebotomist", abbreviation="RP")
    text = suggested(client, "phlebo")
    assert addresses(text) == ["/certifications/registered-phlebotomist/"]
    assert "No role is called “phlebo”. 1 certification is." in text


@pytest.mark.parametrize("status", [Role.Status.DRAFT, Role.Status.RETIRED])
def test_only_published_roles_are_offered(client, status):
    make_role(title="Medical secretary", status=status)
    assert addresses(suggested(client, "medical")) == ["/roles/medical-assistant/"]


def test_at_most_eight_are_offered_and_all_are_counted(client):
    for number in range(9):
        make_role(title=f"Clerk {number}")
    text = suggested(client, "clerk")
    assert len(addresses(text)) == 8
    assert "9 roles match. The first 8 are shown." in text


def test_where_no_role_is_called_so_those_that_tell_of_it_are_offered(client):
    text = suggested(client, "interview")
    assert addresses(text) == ["/roles/medical-assistant/"]
    assert "No role is called “interview”. 1 role tells of it." in text


def test_what_tells_of_it_is_said(client):
    make_role(title="Court clerk", duties=["Swear witnesses in"])
    text = suggested(client, "swear witn")
    assert "Court clerk<small>Duty: <b>Swear</b> <b>witn</b>esses in</small>" in text


def test_a_federal_code_offers_its_role(client):
    occupation = Occupation.objects.create(system="onet", code="31-9092.00", title="Medical Assistants")
    role = Role.objects.get(slug="medical-assistant")
    RoleCode.objects.create(role=role, occupation=occupation, use="title", primary=True)
    text = suggested(client, "31-90")
    assert addresses(text) == ["/roles/medical-assistant/"]
    assert "<small>31-9092.00 Medical Assistants</small>" in text


def test_a_retired_role_is_offered_as_one(client):
    make_role(title="Switchboard operator", status=Role.Status.RETIRED)
    text = suggested(client, "switchboard operators")
    assert addresses(text) == ["/roles/switchboard-operator/"]
    assert "Switchboard operator has been retired." in text
    assert "<small>Retired</small>" in text


def test_a_slip_in_a_certifications_name_is_understood(client):
    make_certification(title="Certified Welder", abbreviation="CW", issuer="AWS")
    text = suggested(client, "certifed welder")
    assert addresses(text) == ["/certifications/certified-welder/"]
    assert "Did you mean Certified Welder?" in text


def test_a_slip_of_the_fingers_is_understood(client):
    text = suggested(client, "imigration", **PAIR)
    assert "No other roles match “imigration”. Did you mean immigration paralegal?" in text
    assert addresses(text) == ["/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal/"]


def test_where_no_role_has_all_words_what_was_left_out_is_said(client):
    text = suggested(client, "treat patients")
    assert addresses(text) == ["/roles/medical-assistant/"]
    assert "No role has all of these words. These match “patients”." in text


def test_what_is_like_nothing_says_so(client):
    text = suggested(client, "zzzzzz")
    assert addresses(text) == []
    assert "No roles match “zzzzzz”. Try another name for the job, or fewer words." in text


@pytest.mark.parametrize("typed", ["", " ", "p", " p "])
def test_less_than_two_letters_offer_nothing(client, typed, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = suggested(client, typed)
    assert "listbox" not in text
    assert 'data-live=""' in text


def test_the_start_of_a_very_long_text_counts(client):
    assert len(suggested(client, "x" * 10_000)) < 2_000
    assert addresses(suggested(client, "medical " * 1_000)) == ["/roles/medical-assistant/"]


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", 'pa"><b onclick=x>', "pa(", "pa|", "\\", "%%", "🧪🧪"])
def test_markup_and_signs_are_shown_as_text(client, typed):
    text = suggested(client, typed)
    assert "<script" not in text
    assert "<b onclick" not in text


def test_a_title_with_markup_is_shown_as_text(client):
    make_role(title="<i>Clerk</i>", slug="clerk")
    assert "&lt;i&gt;<b>Clerk</b>&lt;/i&gt;" in suggested(client, "clerk")


def test_a_character_that_means_nothing_is_refused(client):
    assert client.get(reverse("careers:suggest") + "?q=pa%00ra").status_code == 400


@pytest.mark.parametrize(
    ("picks", "status"),
    [
        (["paralegal", "no-such-role"], 404),
        (["paralegal", "a/b"], 404),
        (["paralegal", "paralegal"], 422),
        (["PARALEGAL", ""], 200),
    ],
)
def test_odd_picks_get_the_right_status(client, picks, status):
    assert client.get(reverse("careers:suggest", query={"q": "medical", "pick": picks})).status_code == status


def test_it_costs_the_same_however_many_roles_match(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the picks, the names
        suggested(client, "legal", **PAIR)
    with django_assert_num_queries(3):  # the names, the version, and for the first time the certifications
        suggested(client, "legal")
    with django_assert_num_queries(2):
        suggested(client, "legal")
    for number in range(12):
        make_role(title=f"Legal clerk {number}", titles=[f"Legal writer {number}"])
    with django_assert_num_queries(2):
        suggested(client, "legal", **PAIR)
    # And tools that ads name, of this version; what is told; what the word may mean, where it may be two, names, roles.
    with django_assert_num_queries(10):
        suggested(client, "imigration", **PAIR)


def test_without_htmx_it_is_the_page_of_search():
    make_place(code="US-NY")
    query = {"q": " med ", **PAIR, "instead": "paralegal", "state": "NY", "show": "differences"}
    answer = Client().get(reverse("careers:suggest", query=query))
    assert answer.status_code == 302
    assert answer["Location"] == "/roles/?q=med&state=NY&pick=legal-assistant"
    assert "HX-Request" in answer["Vary"]
    assert Client().get(answer["Location"]).status_code == 200


def test_it_sets_no_cookie(client):
    assert not client.get(reverse("careers:suggest", query={"q": "medical"})).cookies
