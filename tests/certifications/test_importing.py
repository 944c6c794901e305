import pytest

from careers import content
from sources.documents import BadContent
from tests.content import Content

pytestmark = pytest.mark.django_db  # constraints are asked of the database, though nothing is written


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ("place: US", "key: other, place: US", True),
        ("place: US", "place: US-NY", False),
        ("topic: exam", "topic: license", False),
        ("effective_until: 2026-01-01", "effective_from: 2026-01-01", True),
        ("effective_until: 2025-12-31", "effective_from: 2026-01-01", False),
        ("duty: book-rooms", "duty: interview-witnesses", False),
        ("duty: book-rooms", "key: other", False),
        ("key: now", "key: then, standing: historical", False),
    ],
)
def test_two_rules_may_not_answer_the_same_question_on_one_day(tmp_path, first, second, overlap):
    rules = ["role: paralegal", "rules:"]
    for extra in (first, second):
        topic = "" if "topic" in extra else "topic: exam, "
        rules.append(f"- {{{topic}answer: required, text: Yes., source: the-times, {extra}}}")
    files = Content(tmp_path)
    files.write("rules/paralegal.yaml", "\n".join(rules))
    if not overlap:
        content.read(files.folder)
        return
    with pytest.raises(BadContent) as caught:
        content.read(files.folder)
    (problem,) = caught.value.problems
    assert problem.line == 4
    assert "both answer exam for US on the same day; the first is at" in problem.what
    assert "rules/paralegal.yaml:3" in problem.what
