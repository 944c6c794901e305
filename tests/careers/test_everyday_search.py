"""Everyday words find the roles whose names say it otherwise, and pages tell so."""

import pytest
from django.test import Client
from django.urls import reverse

from careers.search import nearest_roles, search_roles, second_best, suggest_roles
from careers.search.everyday import EVERYDAY, NAMES_FOR, phrases
from careers.search.words import GLUE, Typed, plain
from roles.models import Occupation, Outlook, RoleCode
from tests.careers.searching import found
from tests.factories import make_role, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> None:
    make_role(title="Dental assistant")
    make_role(title="Automotive mechanic", titles=["Car mechanic"])
    make_role(title="Rail car repairer")
    make_role(title="Real estate sales agent")
    make_role(title="House painter")
    make_role(title="Gear maker", titles=["Teeth cutter"])
    make_role(title="Power plant operator")
    make_role(title="Floral designer")
    make_role(title="Home health aide")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("teeth", ["Dental assistant", "Gear maker"]),
        ("tooth", ["Dental assistant"]),
        ("teeth cutter", ["Gear maker"]),
        ("cars", ["Automotive mechanic", "Rail car repairer"]),
        ("fix cars", ["Automotive mechanic", "Rail car repairer"]),
        ("sell houses", ["Real estate sales agent"]),
        ("I want to sell a house", ["Real estate sales agent"]),
        ("paint houses", ["House painter"]),
        ("plants", ["Floral designer", "Power plant operator"]),
        ("plant", ["Power plant operator"]),
        ("old people", ["Home health aide"]),
        ("people", []),
    ],
)
@pytest.mark.usefixtures("street")
def test_who_types_an_everyday_word_finds_what_names_have_for_it(text, titles):
    assert found(text) == [hit.title for hit in suggest_roles(text).hits] == titles


def test_everyday_words_cost_no_query_more(django_assert_num_queries, monkeypatch):
    # These are asked for once, and kept.
    monkeypatch.setattr("careers.search.roles.openings", dict)
    monkeypatch.setattr("careers.search.roles.asked_to_use", lambda *_, **__: [])
    for number in range(6):
        make_role(title=f"Automotive mechanic {number}")
    for text in ("automotive", "cars", "fix cars"):
        with django_assert_num_queries(2):
            assert len(found(text)) == 6


def test_a_role_that_is_called_just_so_goes_before_what_else_may_be_meant():
    make_role(title="Hacker")
    make_role(title="Penetration tester")
    make_role(title="Hacker of trees")
    assert found("hacker") == ["Hacker", "Penetration tester", "Hacker of trees"]


def test_of_titles_that_say_it_those_come_first_that_begin_so_then_those_with_most_openings():
    for title, openings in (
        ("Fleet automotive clerk", 9_000),
        ("Automotive engineer", 10),
        ("Automotive mechanic", 800),
    ):
        code = Occupation.objects.create(code=f"49-{openings:04}", title=title, system="bls")
        RoleCode.objects.create(role=make_role(title=title), occupation=code, use="outlook")
        Outlook.objects.create(
            occupation=code, source=make_source(), period_from=2024, period_to=2034, openings_a_year=openings
        )
    assert found("cars") == ["Automotive mechanic", "Automotive engineer", "Fleet automotive clerk"]


def test_those_who_lead_others_come_after_them():
    make_role(title="First-line supervisor of landscaping workers", titles=["Lawn boss"])
    make_role(title="Landscaping worker", origin="onet")
    make_role(title="Lawn service worker", origin="onet")
    assert found("landscaping") == ["Landscaping worker", "First-line supervisor of landscaping workers"]
    assert found("yard")[-1] == "First-line supervisor of landscaping workers"


def test_a_title_with_the_word_as_it_was_typed_goes_before_one_with_its_singular():
    make_role(title="New accounts clerk")
    make_role(title="News analyst and reporter")
    assert found("news") == ["News analyst and reporter", "New accounts clerk"]


def test_where_no_role_has_all_words_those_that_are_left_mean_the_same():
    make_role(title="Dental assistant")
    part, _ = second_best("xyzzy teeth")
    assert [hit.title for hit in part.hits] == []
    make_role(title="Gear maker", duties=["Cut teeth"])
    part, _ = second_best("xyzzy teeth")
    assert (part.kept, [hit.title for hit in part.hits]) == ("teeth", ["Dental assistant", "Gear maker"])
    assert part.meant == (("teeth", ("dental", "dentist")),)


@pytest.mark.usefixtures("street")
def test_pages_say_what_else_was_looked_for_and_only_where_it_found_something():
    page = flat(Client().get(reverse("careers:roles", query={"q": "fix cars"})).text)
    assert (
        "We also looked for other words. For “fix”: repair, repairer, mechanic. For “cars”: automotive, auto." in page
    )
    assert "also looked" not in flat(Client().get(reverse("careers:roles", query={"q": "dental"})).text)
    assert "also looked" not in flat(Client().get(reverse("careers:roles", query={"q": "teeth cutter"})).text)


@pytest.mark.usefixtures("street")
def test_what_is_offered_while_somebody_types_says_so_too_and_those_words_stand_out():
    headers = {"HX-Request": "true"}
    text = flat(Client().get(reverse("careers:suggest", query={"q": "teeth"}), headers=headers).text)
    assert "2 roles match. We also looked for other words. For “teeth”: dental, dentist." in text
    assert "<b>Dental</b> assistant" in text
    assert "also called <b>teeth</b> cutter" in text


def test_roles_that_go_by_the_word_are_no_question_where_another_was_meant():
    make_role(title="Taxi driver", titles=["Hacker"], origin="onet")
    make_role(title="Lumber worker", titles=["Hacker"], origin="onet")
    assert len(search_roles("hacker").namesakes) == 2
    make_role(title="Penetration tester", origin="onet")
    assert search_roles("hacker").namesakes == ()


# The table --------------------------------------------------------------------------------------------------


def test_each_everyday_word_has_one_line_and_could_be_typed():
    said = [" ".join(phrase) for line in EVERYDAY for phrase in phrases(line)]
    assert sorted(said) == sorted(set(said))
    for words in (*said, *(" ".join(name) for names in NAMES_FOR.values() for name in names)):
        assert words == plain(words), words
    for words in said:
        assert not GLUE.intersection(words.split()), words
        assert Typed.of(words).everyday[0][0] == tuple(words.split()), words


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize(("typed", "title"), [("enterpreneur", "Online merchant"), ("tooht", "Dental assistant")])
def test_slips_in_everyday_words_are_forgiven_too(typed, title):
    make_role(title="Online merchant")
    assert [role.title for role in nearest_roles(typed)] == [title]


def test_an_everyday_word_with_fewer_slips_goes_before_a_name_with_more():
    make_role(title="Tuber grower", titles=["Yotuber"])
    make_role(title="Video editor")
    assert [role.title for role in nearest_roles("youtubr")] == ["Video editor"]


def test_an_everyday_word_with_as_many_slips_as_a_name_may_be_meant_as_well():
    make_role(title="Political scientist")
    make_role(title="Legislator")
    assert [role.title for role in nearest_roles("politican")] == ["Political scientist", "Legislator"]


def test_a_letter_with_a_number_stands_in_names_with_a_dash_too():
    make_role(title="Police officer", titles=["K-9 officer"])
    make_role(title="Explosives worker", titles=["K9 handler"])
    assert found("k9") == [hit.title for hit in suggest_roles("k9").hits] == ["Police officer", "Explosives worker"]
    assert found("k-9") == ["Police officer"]
