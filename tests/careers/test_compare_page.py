"""The comparison and the picker, as addresses: what each answers, with which status."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from certifications.models import StateRule
from roles.models import Occupation, Pay, Role, RoleCode, RoleSkill, RoleTrait, Trait
from sources.models import RenamedSlug
from tests.factories import make_confusion, make_place, make_role, make_role_duty, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db

PAIR = "/compare/paralegal-vs-legal-assistant/"


@pytest.fixture
def pair() -> tuple[Role, Role]:
    paralegal = make_role(
        title="Paralegal",
        duties=["Interview witnesses", "Send bills"],
        skills={"Writing": 80, "Typing": 50},
        pay=62_000,
        months=(24, 36),
    )
    assistant = make_role(
        title="Legal assistant",
        duties=["Book witnesses", "Send bills"],
        skills={"Writing": 40, "Typing": 55},
        pay=55_000,
        months=(0, 12),
    )
    return paralegal, assistant


@pytest.fixture
def four(pair: tuple[Role, Role]) -> str:
    make_role(title="Court clerk", duties=["File papers"], pay=40_000)
    make_role(title="Notary", duties=["File papers", "Send bills"])
    return "/compare/paralegal-vs-legal-assistant-vs-court-clerk-vs-notary/"


def test_two_roles_stand_side_by_side_in_the_order_asked_for(client: Client, pair: object) -> None:
    page = client.get("/compare/legal-assistant-vs-paralegal/")
    assert page.status_code == 200
    assert [role.slug for role in page.context["comparison"].roles] == ["legal-assistant", "paralegal"]
    assert "<h1>Legal assistant and paralegal</h1>" in page.text


def test_the_canonical_link_is_the_same_whichever_role_stands_first(client: Client, pair: object) -> None:
    for address in (PAIR, "/compare/legal-assistant-vs-paralegal/"):
        assert 'href="http://127.0.0.1:8000/compare/legal-assistant-vs-paralegal/"' in client.get(address).text


def test_the_finding_says_what_is_shared_and_where_they_part(client: Client, pair: object) -> None:
    finding = client.get(PAIR).context["finding"]
    assert finding == (
        "They share 1 of 3 duties: 1 only for a paralegal, 1 only for a legal assistant. "
        "A typical paralegal earns $7,000 more a year, and a legal assistant can start sooner."
    )


def test_all_that_an_address_says_wrongly_is_named(client: Client, pair: object) -> None:
    make_place(code="US-CA", name="California")
    make_place(code="US-NY", name="New York")
    page = client.get(PAIR + "?show=nonsense&state=CA&state=NY")
    assert "The address gives “state” more than once. You see the last, “NY”." in page.text
    assert "There is no view called “nonsense”. You see everything." in page.text


def test_one_topic_with_two_parts_is_told(client: Client) -> None:
    make_role(title="Paralegal", duties=["Draft papers"])
    make_role(title="Legal assistant", duties=["Proofread papers"])
    page = client.get(PAIR)
    assert "Same topic, different part" in page.text
    (topic,) = page.context["comparison"].topics
    assert [[duty.title for duty in part] for part in topic.parts] == [["Draft papers"], ["Proofread papers"]]


def test_names_that_sources_mix_up_get_a_note(client: Client, pair: tuple[Role, Role]) -> None:
    assert "The names overlap" not in client.get(PAIR).text
    make_confusion(role=pair[0], other=pair[1], text="A national group uses both names for one job.")
    page = client.get("/compare/legal-assistant-vs-paralegal/")
    assert "A national group uses both names for one job." in page.text


def test_only_differences_leaves_out_what_is_alike_and_says_so(client: Client, pair: object) -> None:
    page = client.get(PAIR, {"show": "differences"})
    assert page.context["live"] == "Only differences. 1 duty and 1 skill hidden."
    assert "1 shared duty is hidden" in page.text
    assert 'id="show-differences"' in page.text


def test_what_is_the_same_is_one_cell(client: Client, pair: tuple[Role, Role]) -> None:
    boss = Trait.objects.create(slug="reports-to", title="You report to")
    for role, text in zip(pair, ("A lawyer", "An attorney"), strict=True):
        RoleTrait.objects.create(role=role, trait=boss, code="lawyer", text=text, source=make_source())
    text = client.get(PAIR).text
    assert re.search(r"= Same</span>A lawyer", text)
    assert "An attorney" not in text


def test_a_missing_value_says_so(client: Client) -> None:
    make_role(title="Paralegal")
    make_role(title="Legal assistant")
    page = client.get(PAIR)
    assert page.status_code == 200
    assert page.text.count("Not on file") >= 4


def test_a_state_changes_the_heading_and_the_rules(client: Client, pair: tuple[Role, Role]) -> None:
    california = make_place(code="US-CA", name="California")
    StateRule.objects.create(
        role=pair[0], place=california, topic="title", answer="required", source=make_source(),
        text="The law protects the title. You must meet one of four tests.",
    )  # fmt: skip
    page = client.get(PAIR, {"state": "ca"})
    assert "Rule in California" in page.text
    assert "The law protects the title" in page.text
    assert "No state rule on file" in page.text
    assert "state=CA" in page.context["swap_url"].replace("ca", "CA")


def test_a_state_we_do_not_hold_is_named(client: Client, pair: object) -> None:
    page = client.get(PAIR, {"state": "ZZ"})
    assert page.status_code == 200
    assert "We have no state with the code “ZZ”." in page.text


@pytest.mark.parametrize("address", [PAIR, "/roles/paralegal/", "/roles/", "/"])
def test_what_an_address_says_twice_is_named(client: Client, pair: object, address: str) -> None:
    make_place(code="US-NY", name="New York")
    page = client.get(f"{address}?state=CA&state=NY")
    assert "The address gives “state” more than once. You see the last, “NY”." in page.text


def test_a_view_we_do_not_have_is_named(client: Client, pair: object) -> None:
    assert "There is no view called “sideways”." in client.get(PAIR, {"show": "sideways"}).text


@pytest.mark.parametrize("count", [3, 4])
def test_three_and_four_roles_fit(client: Client, four: str, count: int) -> None:
    address = reverse("careers:compare", args=[four.strip("/").split("/")[1].split("-vs-")[:count]])
    page = client.get(address)
    assert page.status_code == 200
    assert f"{count} of 4 roles" in page.text
    assert len(page.context["removals"]) == count


def test_more_than_two_get_a_row_a_duty_they_share_and_a_list_each_of_their_own(client: Client, four: str) -> None:
    page = client.get(four)
    assert [row.title for row in page.context["common_duties"]] == ["Send bills", "File papers"]
    own = {role.slug: [words for words, _ in duties] for _, role, duties, *_ in page.context["only_duties"]}
    assert own == {
        "paralegal": ["Interview witnesses"],
        "legal-assistant": ["Book witnesses"],
        "court-clerk": [],
        "notary": [],
    }
    assert page.text.count("<li>Interview witnesses</li>") == 1
    assert "None of 4 duties on file is shared by all four." in page.text


def test_more_than_two_fold_the_rest_of_a_long_list_of_duties(client: Client, four: str) -> None:
    make_role(title="Clerk", duties=[f"Sort box {number}" for number in range(25)])
    page = client.get(four.replace("notary", "clerk")).text
    shown, _, folded = page.partition('13 more<span class="vh"> only for a clerk</span>')
    assert shown.count("<li>Sort box") == 12
    assert folded.count("<li>Sort box") == 13


def test_among_more_than_two_a_note_on_names_says_which_two_it_means(client: Client, four: str) -> None:
    roles = Role.objects.in_bulk(field_name="slug")
    make_confusion(role=roles["court-clerk"], other=roles["notary"], text="A county uses both names for one job.")
    assert "Court clerk and notary: A county uses both names for one job." in client.get(four).text


def test_capitals_lead_to_the_address_in_small_letters(client: Client, pair: object) -> None:
    page = client.get("/compare/Paralegal-vs-LEGAL-assistant/?state=CA")
    assert (page.status_code, page["Location"]) == (301, f"{PAIR}?state=CA")


def test_a_renamed_role_leads_on(client: Client, pair: tuple[Role, Role]) -> None:
    role = Role.objects.get(pk=pair[1].pk)
    role.slug = "law-office-assistant"
    role.save()
    assert RenamedSlug.objects.get().new == "law-office-assistant"
    page = client.get(PAIR)
    assert (page.status_code, page["Location"]) == (301, "/compare/paralegal-vs-law-office-assistant/")


def test_an_unknown_role_is_not_found_and_the_nearest_is_offered(client: Client, pair: object) -> None:
    page = client.get("/compare/paralegal-vs-legal-asistant/")
    assert page.status_code == 404
    assert "legal-assistant" in page.text
    assert "paralegal" in page.text


def test_a_draft_is_not_found(client: Client, pair: object) -> None:
    make_role(title="Secret", status=Role.Status.DRAFT)
    assert client.get("/compare/paralegal-vs-secret/").status_code == 404


def test_a_retired_role_can_still_be_compared(client: Client, pair: object) -> None:
    make_role(title="Law clerk", status=Role.Status.RETIRED)
    assert client.get("/compare/paralegal-vs-law-clerk/").status_code == 200


def test_one_role_is_a_start_and_suggests_the_most_alike(client: Client, pair: object) -> None:
    page = client.get("/compare/paralegal/")
    assert page.status_code == 200
    assert "Pick a second role to see them side by side." in page.text
    assert [other.slug for other in page.context["alike"]] == ["legal-assistant"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/compare/paralegal-vs-paralegal/", "Choose two different roles."),
        ("/compare/?role=paralegal&role=paralegal", "Choose two different roles."),
        ("/compare/?a=paralegal&b=Paralegal", "Choose two different roles."),
        ("/compare/a-vs-b-vs-c-vs-d-vs-e/", "You can compare up to 4 roles. Remove one first."),
        (
            "/compare/?role=a&role=b&role=c&role=d&role=paralegal",
            "You can compare up to 4 roles. Remove one first.",
        ),
    ],
)
def test_a_choice_that_cannot_be_compared_comes_back_with_its_fault(
    client: Client, pair: object, address: str, sentence: str
) -> None:
    page = client.get(address)
    assert page.status_code == 422
    assert sentence in page.text
    assert "<title>Error: " in page.text


def test_five_known_roles_are_all_kept_in_the_form(client: Client, four: str) -> None:
    make_role(title="Fifth role")
    page = client.get(f"{four[:-1]}-vs-fifth-role/")
    assert page.status_code == 422
    assert len([slot for slot in page.context["slots"] if slot.chosen]) == 5


@pytest.mark.parametrize("query", ["?role=paralegal&role=legal-assistant", "?a=paralegal&b=legal-assistant"])
def test_the_picker_leads_to_the_comparison(client: Client, pair: object, query: str) -> None:
    page = client.get(f"/compare/{query}&state=CA&show=differences")
    assert (page.status_code, page["Location"]) == (302, f"{PAIR}?state=CA&show=differences")


def test_empty_selects_do_not_count(client: Client, pair: object) -> None:
    page = client.get("/compare/?role=paralegal&role=legal-assistant&role=&role=")
    assert (page.status_code, page["Location"]) == (302, PAIR)


def test_roles_to_change_are_shown_in_the_form(client: Client, pair: object) -> None:
    page = client.get("/compare/?role=paralegal&role=legal-assistant&edit=1")
    assert page.status_code == 200
    assert [slot.chosen.slug for slot in page.context["slots"] if slot.chosen] == ["paralegal", "legal-assistant"]


def test_an_unknown_role_in_the_picker_keeps_the_others(client: Client, pair: object) -> None:
    page = client.get("/compare/?role=paralegal&role=wizard")
    assert page.status_code == 404
    assert "We know no role called “wizard”." in page.text
    assert [role.slug for role in page.context["picked"]] == ["paralegal"]


def test_every_unknown_role_is_named(client: Client, pair: object) -> None:
    page = client.get("/compare/wizard-vs-paralegal-vs-sorcerer/")
    assert page.status_code == 404
    assert "We have no role called “wizard”." in page.text
    assert "We have no role called “sorcerer”." in page.text
    picker = client.get("/compare/?role=wizard&role=paralegal&role=sorcerer")
    assert "We know no role called “wizard”." in picker.text
    assert "We know no role called “sorcerer”." in picker.text


def test_a_faulty_choice_names_its_unknown_roles_too(client: Client, pair: object) -> None:
    page = client.get("/compare/paralegal-vs-paralegal-vs-nonsense/")
    assert page.status_code == 422
    assert "Choose two different roles." in page.text
    assert "We know no role called “nonsense”." in page.text
    assert [role.slug for role in page.context["picked"]] == ["paralegal", "paralegal"]


def test_a_renamed_role_is_kept_beside_an_unknown_one(client: Client, pair: tuple[Role, Role]) -> None:
    role = Role.objects.get(pk=pair[1].pk)
    role.slug = "law-office-assistant"
    role.save()
    page = client.get("/compare/legal-assistant-vs-wizard/")
    assert page.status_code == 404
    assert [kept.slug for kept in page.context["keep"]] == ["law-office-assistant"]


def test_an_old_address_of_a_draft_leads_nowhere(client: Client) -> None:
    role = Role.objects.get(pk=make_role(title="Secret", status=Role.Status.DRAFT).pk)
    role.slug = "very-secret"
    role.save()
    assert client.get("/roles/secret/").status_code == 404


def test_a_retired_role_stays_picked(client: Client, pair: object) -> None:
    make_role(title="Law clerk", status=Role.Status.RETIRED)
    page = client.get("/compare/law-clerk/")
    assert 'value="Law clerk"' in page.text


@pytest.mark.parametrize("address", [PAIR, "/compare/", "/compare/paralegal/", "/", "/roles/", "/nowhere/"])
def test_every_page_hangs_on_the_theme(client: Client, pair: object, address: str) -> None:
    assert "Cookie" in client.get(address)["Vary"]


@pytest.mark.parametrize("address", [PAIR, "/compare/paralegal/", "/", "/roles/", "/roles/paralegal/"])
def test_a_state_stays_in_links_and_forms(client: Client, pair: object, address: str) -> None:
    make_place(code="US-CA", name="California")
    text = client.get(address, {"state": "CA"}).text
    assert 'href="/roles/?state=CA"' in text
    assert 'href="/compare/?state=CA"' in text
    assert 'name="state" value="CA"' in text


def test_htmx_gets_a_slice_of_the_page(client: Client, pair: object) -> None:
    part = client.get(PAIR, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="cmp"' in part.text
    assert part.text.count("data-hx-swap-oob") == 2


@pytest.mark.parametrize(
    ("used", "spoken"),
    [
        ("state-form", "State rules for California."),
        ("show-differences", "Only differences. 1 duty and 1 skill hidden."),
    ],
)
def test_the_live_region_speaks_of_the_control_that_was_used(
    client: Client, pair: object, used: str, spoken: str
) -> None:
    make_place(code="US-CA", name="California")
    page = client.get(PAIR, {"state": "CA", "show": "differences"}, headers={"HX-Request": "true", "HX-Trigger": used})
    assert page.context["live"] == spoken
    assert "HX-Trigger" in page["Vary"]


def test_a_history_restore_gets_the_whole_page(client: Client, pair: object) -> None:
    page = client.get(PAIR, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in page.text
    assert {"HX-Request", "HX-History-Restore-Request"} <= {name.strip() for name in page["Vary"].split(",")}


def test_no_cookie_is_set(client: Client, pair: object) -> None:
    assert not client.get(PAIR).cookies


def test_the_columns_use_the_roles_own_words(client: Client) -> None:
    make_role_duty(role=make_role(title="Paralegal"), duty="Research laws", text="Look up laws and past cases")
    make_role(title="Legal assistant", duties=["Answer the phone"])
    assert "<li>Look up laws and past cases" in client.get(PAIR).text


def test_one_role_suggests_other_jobs_before_its_own_specialties(client: Client) -> None:
    parent = make_role(title="Paralegal", duties=["Draft papers", "Send bills"])
    for number in range(5):
        make_role(title=f"Specialty {number}", parent=parent)
    make_role(title="Legal assistant", duties=["Send bills"])
    page = client.get("/compare/paralegal/")
    assert page.context["alike"][0].slug == "legal-assistant"


def test_markup_in_content_is_shown_as_text(client: Client, pair: object) -> None:
    make_role(title="<b>Bold</b>", slug="bold", duties=["<script>alert(1)</script>"])
    page = client.get("/compare/bold-vs-paralegal/")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_roles_that_lean_on_one_code_are_said_to_have_its_numbers(client: Client) -> None:
    legal = Occupation.objects.create(system="onet", code="43-6012.00", title="Legal Secretaries")
    other = Occupation.objects.create(system="onet", code="23-2011.00", title="Paralegals")
    for occupation, middle in ((legal, 50_000), (other, 60_000)):
        Pay.objects.create(occupation=occupation, p50=middle, p50_cell="published", source=make_source())
    for title, occupation in (("Legal secretary", legal), ("Legal assistant", legal), ("Paralegal", other)):
        role = make_role(title=title, skills={"Writing": 60})
        for use in ("duties", "pay"):
            RoleCode.objects.create(role=role, occupation=occupation, use=use, match="closest")
    counted = "are counted as one job, “Legal Secretaries” (43-6012.00). So their pay figures are the same."
    rated = "are rated as one job, “Legal Secretaries” (43-6012.00). That is why many of their numbers are the same."
    page = flat(client.get("/compare/legal-secretary-vs-legal-assistant/").text)
    assert f"Both {counted}" in page
    assert f"Both {rated}" in page
    page = flat(client.get("/compare/legal-secretary-vs-legal-assistant-vs-paralegal/").text)
    assert f"A legal secretary and a legal assistant {counted}" in page
    assert f"A legal secretary and a legal assistant {rated}" in page
    assert "as one job" not in client.get("/compare/legal-assistant-vs-paralegal/").text


def test_a_long_list_of_one_role_shows_its_start_and_folds_the_rest(client: Client) -> None:
    make_role(title="Nurse", duties=[f"Duty {number:02}" for number in range(21)])
    make_role(title="Aide", duties=[f"Chore {number:02}" for number in range(20)])
    text = flat(client.get("/compare/nurse-vs-aide/").text)
    nurse = text.partition("Only nurse")[2].partition("</section>")[0]
    assert nurse.partition("<details")[0].count("<li>") == 12
    assert '9 more<span class="vh"> only for a nurse</span>' in nurse
    assert nurse.count("<li>") == 21
    assert "<details" not in text.partition("Only aide")[2].partition("</section>")[0]


@pytest.mark.parametrize("address", ["/compare/nurse-vs-aide/", "/compare/nurse-vs-aide-vs-clerk/"])
def test_there_is_no_heading_over_certifications_that_nobody_named(client: Client, address: str) -> None:
    for title in ("Nurse", "Aide", "Clerk"):
        make_role(title=title)
    assert 'id="certs"' not in client.get(address).text


def test_the_table_of_numbers_tells_the_level_of_a_skill_where_it_is_on_file(client: Client) -> None:
    make_role(title="Clerk", skills={"Writing": 30})
    make_role(title="Paralegal", skills={"Writing": 80})
    make_role(title="Aide")
    RoleSkill.objects.filter(role__slug="paralegal").update(level=57.4)
    table = client.get("/compare/clerk-vs-paralegal-vs-aide/").text.partition('id="numbers"')[2]
    cells = re.findall(r'<td class="n">(.*?)</td>', table)
    assert cells == ["30", "80<small>/57</small>", "–"]
