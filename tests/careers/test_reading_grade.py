"""How hard the pages are to read: every text that readers meet, with the shipped content."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import escape

from sources.models import Source
from tests.effort import IS_FULL
from tests.reading import grade, sentences, syllables, words
from tests.shipped import CERTIFICATIONS, ROLES, pairs_in_a_field

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

HARDEST = 8.5
LONGEST = 25
LIST = re.compile(r"Also named|Named, without|You need:|(?:[^,]+ \d+, ){3}")  # names, one after the other, or ratings

# Not read, because it is not our prose: what stands on every page alike, numbers of sources, labels, controls, the
# other names of jobs, the titles of certifications and sources with those who give them, and the words that a license
# asks for. The notes on sources are read by themselves.
LEFT_OUT = (
    *("nav", "header", "footer", "form", "button", "details.filters"),
    *("[role=doc-noteref]", ".tag", ".vh", ".aka", ".sources", ".list", ".src", ".paper-only"),
)

# Of the comparisons, whose sentences are made from few patterns, a quarter, or all with `make test-full`.
PAGES = [
    *(
        "/",
        "/roles/",
        "/roles/?zone=3&outlook=bright&letter=p",
        "/sources/",
        "/how-we-check/",
        "/compare/",
        "/certifications/",
    ),
    *(f"/roles/{role['slug']}/" for role in ROLES),
    *(f"/roles/{role['slug']}/how-to-become/" for role in ROLES),
    *(f"/roles/{slug}/?state={state}" for slug, state in (("paralegal", "CA"), ("medical-assistant", "WA"))),
    *(f"/roles/{slug}/how-to-become/?state=NY" for slug in ("teacher-assistant", "dental-assistant")),
    *(
        "/roles/paralegal/how-to-become/compare/",
        "/roles/teacher-assistant/how-to-become/compare/?state=NY&have=nothing",
    ),
    *(
        f"/paths/compare/{paths}"
        for paths in (
            "paralegal-vs-legal-assistant/",
            "paralegal-vs-medical-office-manager/?plan=cheapest&hours=10",
            "medical-assistant-vs-teacher-assistant-vs-dental-assistant-vs-lab-assistant/?state=NY&have=nothing",
        )
    ),
    *("/paths/", "/paths/?state=OH&have=high-school-diploma&months=12&budget=3000", "/paths/?months=0&have=nothing"),
    *(
        "/plan/",
        *(f"/plan/?to={role['slug']}" for role in ROLES),
        "/plan/?to=paralegal&have=bachelors-degree&budget=900",
    ),
    *(
        f"/plan/?to={slug}&have=nothing&state=NY&hours=10"
        for slug in ("lab-assistant", "paralegal", "teacher-assistant")
    ),
    *(
        f"/move/{move}/"
        for move in ("legal-assistant/paralegal", "paralegal/legal-assistant", "teacher-assistant/paralegal")
    ),
    *("/move/", "/move/phlebotomist/medical-office-manager/?state=CA&years=0"),
    *(f"/certifications/{certification['slug']}/" for certification in CERTIFICATIONS),
    "/certifications/?state=NY&kind=license",
    "/certifications/compare/nala-cp-vs-nfpa-rp/",
    "/certifications/compare/danb-cda-vs-ny-registered-dental-assistant/?state=NY",
    *("/states/", *(f"/states/{code}/" for code in ("AK", "CA", "NE", "NY", "WA", "WY"))),
    *(f"/states/{move}/" for move in ("NY/to/CA", "CA/to/NY", "AK/to/TX", "NE/to/WA")),
    *(f"/compare/{one['slug']}-vs-{other['slug']}/" for one, other in pairs_in_a_field()[:: 1 if IS_FULL else 4]),
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_easy_to_read(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    html = answer.text
    for attribution in (answer.context or {}).get("attributions", ()):
        html = html.replace(escape(attribution), "")
    found = sentences(html, leave_out=LEFT_OUT)
    assert grade(found) <= HARDEST
    # Cells, headings and items are short and make a page look easy, so whole sentences count by themselves too. The few
    # of a comparison hold two job titles each.
    whole = [sentence for sentence in found if sentence.endswith((".", "?", "!"))]
    if not page.startswith("/compare/"):
        assert grade(whole) <= HARDEST
    assert [sentence for sentence in whole if len(words(sentence)) > LONGEST and not LIST.match(sentence)] == []


def test_the_notes_on_sources_are_easy_to_read() -> None:
    notes = [f"<p>{note}</p>" for note in Source.objects.exclude(note="").values_list("note", flat=True)]
    hard = {note: grade(sentences(note)) for note in notes}
    assert {note: found for note, found in hard.items() if found > HARDEST} == {}


# The measure itself -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("law", 1), ("schools", 1), ("asked", 1), ("people", 2), ("license", 2), ("childcare", 2), ("courses", 2)),
        *(("paralegal", 4), ("certificate", 4), ("education", 4), ("bachelor’s", 3), ("phlebotomist", 4)),
        *(("paraprofessional", 6), ("certification", 5), ("GED", 3), ("$45,690", 1), ("2034", 1)),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_cells_and_items_are_sentences_of_their_own() -> None:
    page = """<nav><p>Home</p></nav><h2>Pay</h2>
    <table><tr><th>Middle</th><td>$45,690<a role="doc-noteref">1</a> a year</td></tr></table>
    <ul><li>Draft papers <small>Sometimes</small></li><li>You learn. Then you work: a lot.</li></ul>"""
    found = sentences(page, leave_out=LEFT_OUT)
    assert found == [
        "Pay",
        "Middle",
        "$45,690 a year",
        "Draft papers",
        "Sometimes",
        "You learn.",
        "Then you work: a lot.",
    ]


def test_the_grade_tells_plain_words_from_legal_ones() -> None:
    plain = ["You help a lawyer.", "You call people and keep the files in order."]
    legal = ["Administrative responsibilities necessitate comprehensive familiarity with jurisdictional requirements."]
    assert grade(plain) < 5
    assert grade(legal) > 20
