"""The list of roles: words, filters, order and pages, all of it in the address."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careers import clock
from roles.models import Occupation, Pay, Role, RoleCode, RoleTool
from tests.careers.browsing import heading, make_many, make_three, options, page, titles
from tests.factories import (
    make_certification,
    make_next_job,
    make_pay,
    make_place,
    make_role,
    make_rule,
    make_schooling,
    make_skill,
    make_source,
    retire,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db

# The version.
QUERIES = 1
# 11 for the graph of paths, 10 for the catalog, 3 for what the lines of a page say, 17 for what is known of all roles
# and written of some, 1 for the states, 1 for the releases to name.
QUERIES_OF_A_CHANGED_LISTING = 43


@pytest.fixture
def roles() -> list[Role]:
    return make_three()


@pytest.mark.usefixtures("roles")
def test_all_roles_are_listed_by_title(client):
    answer = page(client)
    assert titles(answer) == ["Legal assistant", "Paralegal", "Teacher assistant"]
    assert heading(answer) == "3 roles"


@pytest.mark.usefixtures("roles")
def test_the_heading_counts_what_matches(client):
    assert heading(page(client, q="assistant")) == "2 roles match “assistant”"
    assert heading(page(client, q="paralegal")) == "1 role matches “paralegal”"
    assert heading(page(client, field="law")) == "2 roles match your filters"


@pytest.mark.usefixtures("roles")
def test_a_result_says_what_the_role_is_at_a_glance(client):
    text = page(client, q="secretary").text
    for words in ("You keep order.", "$55,570", "0 to 4 years", "Law office", "Also called", "legal secretary"):
        assert words in text
    assert "Not alone" not in text


def test_what_is_not_on_file_is_said(client):
    make_role(title="Paralegal")
    text = page(client).text
    assert "<dd>not on file</dd>" in text
    assert "<dd>time not on file</dd>" in text


def test_a_specialty_names_its_parent_whose_pay_is_only_its_closest_match(client):
    parent = make_role(title="Paralegal", pay=62_890)
    make_role(title="Immigration paralegal", parent=parent)
    text = flat(page(client, q="immigration").text)
    assert "Specialty of paralegal" in text
    assert re.search(r"<dt>Typical pay</dt><dd>\$62,890 <span[^>]*>Closest match</span>", text)


@pytest.mark.usefixtures("roles")
def test_a_filter_narrows_and_its_counts_follow_the_words(client):
    answer = page(client, q="assistant", field="school")
    assert titles(answer) == ["Teacher assistant"]
    assert options(answer, "field") == [("law", "", "1"), ("school", " checked", "1")]


@pytest.mark.usefixtures("roles")
def test_a_workplace_without_a_match_stays_with_a_zero(client):
    answer = page(client, q="paralegal")
    assert options(answer, "field") == [("law", "", "1"), ("school", "", "0")]
    assert re.search(r'<label class="check quiet"><input[^>]*value="school"', flat(answer.text))


@pytest.mark.usefixtures("roles")
def test_each_filter_can_be_taken_off_and_words_and_order_stay(client):
    text = flat(page(client, q="assistant", field=["law", "school"], sort="pay").text)
    assert 'href="/roles/?q=assistant&amp;field=school&amp;sort=pay">Law' in text
    assert 'href="/roles/?q=assistant&amp;sort=pay">Clear all' in text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Legal assistant", "Paralegal", "Teacher assistant"]),
        ("title", ["Legal assistant", "Paralegal", "Teacher assistant"]),
        ("pay", ["Paralegal", "Legal assistant", "Teacher assistant"]),
        ("time", ["Legal assistant", "Paralegal", "Teacher assistant"]),
    ],
)
@pytest.mark.usefixtures("roles")
def test_results_come_in_the_order_asked_for(client, sort, order):
    assert titles(page(client, sort=sort)) == order


def test_what_has_no_figure_comes_last(client):
    make_role(title="Aide")
    make_role(title="Clerk", pay=30_000, months=(6, 12))
    assert titles(page(client, sort="pay")) == ["Clerk", "Aide"]
    assert titles(page(client, sort="time")) == ["Clerk", "Aide"]


@pytest.mark.parametrize("words", ["", " ", "\t\n", "\u00a0"])
def test_who_types_no_words_sees_all_roles(client, words):
    make_role(title="Paralegal")
    assert heading(page(client, q=words)) == "1 role"


@pytest.mark.usefixtures("roles")
def test_nothing_found_leads_on(client):
    answer = page(client, q="paralegel", field="school")
    assert answer.status_code == 200
    assert heading(answer) == "No roles match “paralegel”"
    assert re.search(r'Did you mean <a href="/roles/paralegal/">paralegal</a>', flat(answer.text))
    assert "You also have 1 filter on." in answer.text
    assert "See all 3 roles" in answer.text


def test_where_no_role_has_all_words_the_page_says_which_it_left_out(client):
    make_role(title="Mechanic", titles=["Car mechanic"])
    make_role(title="Film crew", duties=["Fix lights and care for actors"])
    answer = page(client, q="polish cars")
    assert heading(answer) == "1 role matches “cars”"
    assert titles(answer) == ["Mechanic"]
    assert "No role has all of these words, so we left out “polish”." in answer.text
    assert 'value="polish cars"' in answer.text
    assert "q=polish+cars" in answer.text


def test_a_job_without_a_page_leads_to_where_it_is_told_and_nothing_else_is_guessed(client):
    make_role(title="Pharmacy technician")
    make_next_job(title="Veterinary technician", after=make_role(title="Veterinary assistant", months=(1, 3)))
    text = flat(page(client, q="vet tech").text)
    assert "No roles match “vet tech”" in text
    assert "We have no page for <b>veterinary technician</b> yet. It is a next step from" in text
    assert '<a href="/roles/veterinary-assistant/#leads">veterinary assistant</a>.' in text
    assert "Did you mean" not in text
    assert "Try another name" not in text


def test_a_retired_role_that_nothing_replaced_still_leads_to_its_page(client):
    make_role(title="Typist", status="retired")
    make_role(title="Clerk")
    text = flat(page(client, q="typist").text)
    assert "No roles match" in text
    assert '<a href="/roles/typist/">Typist</a> has been retired, and no other role took its place.' in text
    assert "has been retired" not in page(client, q="clerk").text
    make_role(title="Secretary", duties=["Help typists"])
    answer = page(client, q="typists")
    assert titles(answer) == ["Secretary"]
    assert "Typist</a> has been retired, and no other role took its place." in flat(answer.text)


def test_roles_that_go_by_one_name_are_told_apart(client):
    make_place(code="US-NY", name="New York")
    make_role(title="Legal assistant")
    make_role(title="Paralegal", titles=["Legal assistant"])
    make_role(title="Clerk", duties=["Help the legal assistant"])
    text = flat(page(client, q="legal assistant", state="NY").text)
    assert (
        '<a href="/roles/legal-assistant/?state=NY">Legal assistant</a> and '
        '<a href="/roles/paralegal/?state=NY">paralegal</a> go by that name. '
        '<a href="/compare/legal-assistant-vs-paralegal/?state=NY">See how they differ</a>'
    ) in text
    assert "go by that name" not in page(client, q="paralegal").text


def test_the_old_name_of_a_role_finds_the_new_one_and_says_so(client):
    old = make_role(title="Legal secretary")
    retire(old, replaced_by=make_role(title="Legal assistant"))
    text = flat(page(client, q="legal secretary").text)
    assert "1 role matches" in text
    assert "<dt>New name for</dt><dd>legal secretary</dd>" in text


@pytest.mark.usefixtures("roles")
def test_filters_that_leave_nothing_can_be_dropped(client):
    text = flat(page(client, q="paralegal", field="school").text)
    assert '<a href="/roles/?q=paralegal">Search without filters</a> (1 role)' in text


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"field": ["law", "moon"]}, 422, "“Field of work” has no “moon”, so that filter is off."),
        ({"zone": "6"}, 422, "“Job zone” has no “6”, so that filter is off."),
        ({"letter": "ä"}, 422, "“First letter” has no “ä”, so that filter is off."),
        ({"time": "soon"}, 422, "“Time to a first job” has no “soon”, so that filter is off."),
        ({"color": "red"}, 422, "There is no filter called “color”, so it is off."),
        ({"sort": "color"}, 422, "We cannot sort by “color”, so titles stand in order."),
        ({"pick": ["paralegal", "nobody"]}, 404, "We know no role called “nobody”, so it is not picked."),
        ({"pick": ["paralegal"] * 9}, 422, "You can compare up to 4 roles. Remove one first."),
        ({"rule": "yes"}, 200, "Rules differ by state: choose one to filter by its rules."),
        ({"q": "paralegal " + "x" * 5000}, 200, "We took the start of it, up to 100 letters and 8 words."),
        ({"state": "ZZ"}, 200, "We have no state with the code “ZZ”."),
    ],
    ids=["value", "zone", "letter", "band", "facet", "sort", "pick", "picks", "rule", "long", "state"],
)
@pytest.mark.usefixtures("roles")
def test_what_is_not_followed_is_said(client, query, status, sentence):
    answer = page(client, **query)
    assert answer.status_code == status
    assert sentence in answer.text
    assert ("<title>Error: " in answer.text) is (status == 422)


@pytest.mark.usefixtures("roles")
def test_marks_that_other_sites_put_on_links_are_no_filters(client):
    assert page(client, utm_source="letter", fbclid="x").status_code == 200


# Certifications ---------------------------------------------------------------------------------------------


def test_certifications_that_match_stand_in_a_second_list(client):
    make_certification(title="Certified Paralegal", abbreviation="CP")
    make_certification(title="Certified Dental Assistant", abbreviation="CDA")
    make_role(title="Paralegal")
    text = page(client, q="paralegal").text.partition("Certifications that match")[2]
    assert "Certified Paralegal (CP)" in text
    assert "Dental" not in text
    assert "Certifications that match" not in page(client).text


# Pages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def many_roles() -> None:
    make_many()


@pytest.mark.usefixtures("many_roles")
def test_results_come_in_pages_of_twenty(client):
    assert titles(page(client))[0] == "Clerk 00"
    answer = page(client, page="3", q="clerk")
    assert titles(answer) == [f"Clerk {number}" for number in range(40, 45)]
    assert 'href="/roles/?q=clerk&amp;page=2" aria-label="Page 2"' in answer.text
    assert 'href="/roles/?q=clerk&amp;page=3" aria-current="page"' in answer.text


@pytest.mark.parametrize(
    ("number", "sentence", "shown"),
    [
        ("4", "There is no page 4.", "Clerk 40"),
        ("1000000000", "There is no page 1000000000.", "Clerk 40"),
        ("9" * 400, f"There is no page {'9' * 40}…", "Clerk 40"),
        ("abc", "“abc” is not the number of a page.", "Clerk 00"),
        ("-1", "“-1” is not the number of a page.", "Clerk 00"),
        ("0", "“0” is not the number of a page.", "Clerk 00"),
        ("1e9", "“1e9” is not the number of a page.", "Clerk 00"),
        ("٣", "“٣” is not the number of a page.", "Clerk 00"),
    ],
)
@pytest.mark.usefixtures("many_roles")
def test_a_page_that_does_not_exist_is_not_found_and_leads_to_one_that_does(client, number, sentence, shown):
    answer = page(client, q="clerk", page=number)
    assert answer.status_code == 404
    assert sentence in answer.text
    assert titles(answer)[0] == shown
    target = "/roles/?q=clerk&amp;page=3" if shown == "Clerk 40" else "/roles/?q=clerk"
    assert f'<a href="{target}">Go to' in answer.text


def test_an_empty_database_is_no_error(client):
    answer = page(client)
    assert answer.status_code == 200
    assert heading(answer) == "No roles on file yet"


def test_the_state_stays_in_links_and_forms(client):
    make_place(code="US-NY", name="New York")
    make_role(title="Paralegal")
    text = page(client, state="ny").text
    assert 'href="/roles/paralegal/?state=NY"' in text
    assert text.count('<input type="hidden" name="state" value="NY">') == 2  # the shell's search, twice
    assert '<option value="NY" selected>' in text


@pytest.mark.usefixtures("roles")
def test_htmx_gets_a_verbatim_slice_of_the_page(client):
    url = reverse("careers:roles", query={"q": "assistant"})
    whole = client.get(url)
    part = client.get(url, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="results"')
    assert part.text.strip() in whole.text
    assert 'data-live="2 roles match."' in part.text
    restored = client.get(url, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.text


def test_caches_are_told_what_the_answer_hangs_on(client):
    vary = page(client)["Vary"]
    for header in ("HX-Request", "HX-History-Restore-Request", "Cookie"):
        assert header in vary


@pytest.mark.parametrize("query", [{}, {"q": "clerk", "sort": "pay"}, {"q": "clerk", "sort": "time", "field": "law"}])
def test_the_number_of_queries_does_not_grow_with_the_roles(client, query, django_assert_num_queries):
    def add(count: int, start: int) -> None:
        for number in range(start, start + count):
            parent = make_role(title=f"Clerk {number}", titles=["Copyist"], pay=30_000 + number, months=(1, 2))
            make_role(title=f"Night clerk {number}", parent=parent)
            make_schooling(role=parent, level="certificate")
            make_rule(role=parent, place=make_place(code="US-CA"))

    add(3, start=0)
    # Roles by name, and by what is told; certifications, jobs without a page and retired roles are kept.
    searched, kept = (2, 3) if query else (0, 0)
    queries, changed = QUERIES + searched, QUERIES_OF_A_CHANGED_LISTING + kept
    with django_assert_num_queries(queries + changed):
        page(client, **query)
    with django_assert_num_queries(queries):
        page(client, **query)
    add(5, start=3)
    with django_assert_num_queries(queries + changed):
        assert len(titles(page(client, **query))) == 16
    with django_assert_num_queries(queries):
        page(client, **query)


def test_with_nothing_asked_for_nothing_is_the_best_match(client):
    make_role(title="Clerk", pay=30_000)
    make_role(title="Night clerk", pay=40_000)
    assert re.findall(r'<option value="(\w*)" ?(selected)?>([^<]*)', page(client).text.partition('id="sort"')[2])[
        :2
    ] == [
        ("", "selected", "Title"),
        ("pay", "", "Highest pay"),
    ]
    assert '<option value="" selected>Best match' in page(client, q="clerk").text


def test_what_tells_of_the_words_is_said_in_one_query(client, django_assert_num_queries):
    role = make_role(title="Clerk", duties=["Swear witnesses in"], skills={"Typing": 80})
    RoleTool.objects.create(role=role, title="Case files", source=make_source())
    skill = make_skill(title="Typing")
    skill.onet_title = "Keyboard Use"
    skill.save()
    for words, told in {
        "swear": '<dt>Duty</dt><dd class="plain"><b>Swear</b> witnesses in</dd>',
        "typing": '<dt>Skill</dt><dd class="plain"><b>Typing</b></dd>',
        "keyboard": '<dt>Skill</dt><dd class="plain">Typing, which O*NET calls <b>Keyboard</b> Use</dd>',
        "files": '<dt>Tool</dt><dd class="plain">Case <b>files</b></dd>',
    }.items():
        text = flat(page(client, q=words).text)
        assert told in text, text[text.find("<dt>") : text.find("<dt>") + 300]
    with django_assert_num_queries(QUERIES + 4):  # names, what is told in these words and in words that start so, why
        page(client, q="swear")
    make_role(title="Bailiff", duties=["Swear clerks in"])
    page(client, q="swear")
    with django_assert_num_queries(QUERIES + 4):
        assert len(titles(page(client, q="swear"))) == 2


def test_a_search_that_finds_too_many_says_that_it_lists_the_first(client, monkeypatch):
    for number in range(4):
        make_role(title=f"Clerk {number}", field="law" if number else "health")
    monkeypatch.setattr("careers.search.roles.MOST_FOUND", 3)
    text = flat(page(client, q="clerk").text)
    assert "<h2>At least 3 roles match “clerk”</h2>" in text
    assert "We list and count the first 3 for one search. Add a word to find the others." in text
    assert "<h2>At least 2 roles match “clerk”</h2>" in flat(page(client, q="clerk", field="law").text)
    none = flat(page(client, q="clerk", field="law", letter="x").text)
    assert "<h2>None of the first 3 roles match “clerk”</h2>" in none
    monkeypatch.undo()
    assert "We list and count" not in page(client, q="clerk").text


def test_a_federal_code_names_the_roles_that_lean_on_it(client):
    paralegal, other = make_role(title="Paralegal"), make_role(title="Legal assistant")
    occupation = Occupation.objects.create(system="onet", code="23-2011.00", title="Paralegals and Legal Assistants")
    RoleCode.objects.create(role=other, occupation=occupation, use="pay")
    RoleCode.objects.create(role=paralegal, occupation=occupation, use="title", primary=True)
    for code in ("23-2011.00", "23-2011", "23–2011"):
        answer = page(client, q=code)
        assert titles(answer) == ["Paralegal", "Legal assistant"]
        assert "<dt>Federal code</dt><dd>23-2011.00 Paralegals and Legal Assistants</dd>" in answer.text
    text = flat(page(client, q="99-9999.00").text)
    assert "No roles match" in text
    assert "Did you mean" not in text


def test_a_slip_in_a_certifications_name_is_forgiven_where_nothing_else_is_found(client):
    make_certification(title="Certified Paralegal", abbreviation="CP", issuer="NALA")
    make_role(title="Paralegal")
    text = flat(page(client, q="certifed paralegal").text)
    assert "Certifications that you may mean" in text
    assert "Certified Paralegal (CP)" in text
    assert "that you may mean" not in page(client, q="paralegal").text
    assert "Certified Paralegal (CP)" not in page(client, q="certifed welder").text


def test_a_list_is_never_older_than_what_is_on_file(client):
    pay = make_pay(role=make_role(title="Clerk"), middle=30_000)
    assert "$30,000" in page(client).text
    pay.p50 = 31_000
    pay.save()
    assert "$31,000" in page(client).text


def test_a_list_is_never_older_than_the_day(client, time_machine):
    make_role(title="Clerk", pay=30_000)
    pay = Pay.objects.get()
    pay.effective_until = clock.today()
    pay.save()
    assert "$30,000" in page(client).text
    time_machine.move_to(datetime.now(UTC) + timedelta(days=2))
    assert "$30,000" not in page(client).text


def test_words_from_outside_are_escaped(client):
    text = page(client, q='"><script>alert(1)</script>', field="<b>", page="<i>").text
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert "<i>" not in text
