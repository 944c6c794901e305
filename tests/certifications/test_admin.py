"""An editor keeps certifications and the rules of the states right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from certifications.models import Certification, StateRule
from roles.models import Role, Skill
from tests.admin.editing import add, edit, page_of, sentences
from tests.admin.rows import make_certification, make_place, make_role, make_source
from tests.admin.test_exchange import told, upload
from tests.queries import query_count

pytestmark = pytest.mark.django_db


def test_facts_renewals_and_rules_are_written_on_one_page(admin_client):
    certification = make_certification()
    fact = {"source": make_source().pk}
    rows = {
        "facts": [{"topic": "fee", "text": "The exam costs $300.", "min": "300", "unit": "USD"} | fact],
        "renewals": [{"what": "Take 50 hours of classes", "every_months": "60"} | fact],
        "rules": [{"topic": "exam", "answer": "required", "text": "Pass the exam."} | fact],
    }
    assert edit(admin_client, certification, new=rows).status_code == 302
    assert certification.facts.get().min == 300
    assert certification.renewals.get().key == "1-take-50-hours-of-classes-some-source"
    assert certification.rules.get().role is None


@pytest.mark.parametrize(
    ("inline", "values", "sentence"),
    [
        ("facts", {"topic": "fee", "text": "x", "min": "300", "max": "200"}, "An amount must run from low to high."),
        ("facts", {"topic": "fee", "text": "x", "min": "-1"}, "An amount must be 0 or more."),
        ("facts", {"topic": "fee", "text": "x", "max": "-1"}, "An amount must be 0 or more."),
        ("renewals", {"what": "x", "fee": "-1"}, "Amounts and fees are 0 or more."),
        ("renewals", {"what": "x", "every_months": "0"}, "every 1 month or more"),
        ("rules", {"topic": "exam", "answer": "required", "text": "x", "amount_min": "2", "amount_max": "1"}, "low to"),
    ],
    ids=["upside down", "below zero", "at most below zero", "fee", "every 0 months", "rule"],
)
def test_a_row_that_may_not_be_is_said(admin_client, inline, values, sentence):
    rows = {inline: [values | {"source": make_source().pk}]}
    assert sentence in sentences(edit(admin_client, make_certification(), new=rows))


def test_a_certification_is_not_its_own_successor(admin_client):
    certification = make_certification()
    answer = edit(admin_client, certification, {"replaced_by": certification.pk})
    assert "A certification cannot be replaced by itself." in sentences(answer)


def test_certifications_do_not_replace_each_other(admin_client):
    old = make_certification("old")
    new = make_certification("new", replaced_by=old)
    assert "circle: Old → New → Old." in sentences(edit(admin_client, old, {"replaced_by": new.pk}))


@pytest.mark.parametrize("both", [True, False])
def test_a_rule_is_about_one_thing(admin_client, both):
    values = {"topic": "exam", "answer": "required", "text": "x", "source": make_source().pk}
    if both:
        values |= {"role": make_role().pk, "certification": make_certification().pk}
    make_place()
    assert "A rule is about a role or about a certification" in sentences(add(admin_client, StateRule, values))


def test_an_issuer_starts_a_certification(admin_client):
    issuer = make_certification().issuer
    row = {"title": "Advanced paralegal", "slug": "advanced-paralegal", "kind": "certification"}
    assert edit(admin_client, issuer, new={"certifications": [row]}).status_code == 302
    assert Certification.objects.get(slug="advanced-paralegal").place_id == "US"
    row = {"title": "Paralegal", "slug": "a-vs-b", "kind": "certification"}
    assert "No part may be “vs”" in sentences(edit(admin_client, issuer, new={"certifications": [row]}))


def test_an_old_address_of_another_kind_of_row_is_free(admin_client):
    skill = Skill.objects.create(slug="old", title="Old", kind="technical")
    edit(admin_client, skill, {"slug": "new"})
    assert edit(admin_client, make_certification(), {"slug": "old"}).status_code == 302


def test_the_page_of_a_certification_costs_the_same_with_40_facts(admin_client):
    costs = []
    for number in (1, 20):
        certification = make_certification(f"certification-{number}")
        for n in range(number):
            source = make_source(f"source-{number}-{n}")
            certification.facts.create(topic="fee", text="A fee", source=source).also_sources.add(source)
            rule = certification.rules.create(topic="exam", answer="required", text="Yes.", source=source)
            rule.accepts.add(make_certification(f"accepted-{number}-{n}"))
        query_count(admin_client, page_of(certification))  # content types are looked up once
        costs.append(query_count(admin_client, page_of(certification)))
    assert costs == [12, 12]


# --- rules that answer the same question on one day

OVERLAP = "The rules exam-us and exam-us-2 both answer exam for US on the same day"


def make_rule(key: str = "exam-us", **values: Any) -> StateRule:
    values = {"topic": "exam", "answer": "required", "text": "Yes.", "source": make_source()} | values
    if "certification" not in values:
        values.setdefault("role", Role.objects.first() or make_role())
    make_place()
    return StateRule.objects.create(key=key, **values)


def test_a_second_answer_is_told_in_the_words_of_its_topic(admin_client):
    make_rule("one", topic="title")
    make_rule("two", topic="title", standing="claimed")
    said = sentences(edit(admin_client, StateRule.objects.get(key="two"), {"standing": "used"}))
    assert "The rules one and two both answer use of the title for US on the same day." in said


def test_a_second_answer_for_the_same_day_is_refused_with_both_named(admin_client):
    first = make_rule(effective_until=date(2026, 1, 1))
    second = make_rule("exam-us-2", effective_from=date(2026, 1, 2))
    assert f"{OVERLAP}." in sentences(edit(admin_client, second, {"effective_from": "2026-01-01"}))
    values = {"role": first.role_id, "topic": "exam", "answer": "required", "text": "x", "source": first.source_id}
    said = sentences(add(admin_client, StateRule, values | {"status": "published"}))
    assert "The rules exam-us and exam-us (new) both answer exam for US on the same day." in said
    assert add(admin_client, StateRule, values).status_code == 302, "a draft may say what it likes"
    assert add(admin_client, StateRule, values | {"status": "published", "standing": "claimed"}).status_code == 302
    assert add(admin_client, StateRule, values | {"status": "published", "topic": "license"}).status_code == 302


def test_a_draft_that_would_be_a_second_answer_is_not_published_by_the_list(admin_client):
    make_rule()
    draft = make_rule("exam-us-2", status="draft")
    chosen = {"action": "publish_chosen", "_selected_action": [draft.pk]}
    page = admin_client.post("/admin/certifications/staterule/", chosen, follow=True)
    said = " ".join(str(message) for message in page.context["messages"])
    assert f"it lacks days of its own (t{OVERLAP[1:]})" in said
    assert StateRule.objects.published().count() == 1


def test_in_the_page_of_a_certification_one_rule_may_end_where_the_next_starts(admin_client):
    certification = make_certification()
    rule = make_rule(certification=certification)
    new = {"topic": "exam", "answer": "required", "text": "No.", "source": rule.source_id, "status": "published"}
    new |= {"key": "exam-us-2", "effective_from": "2026-02-01"}
    said = sentences(edit(admin_client, certification, new={"rules": [new]}))
    assert f"{OVERLAP}." in said
    ended = edit(admin_client, certification, {"rules-0-effective_until": "2026-01-31"}, new={"rules": [new]})
    assert ended.status_code == 302
    assert StateRule.objects.count() == 2
    other = {"rules-1-DELETE": "on", "rules-0-effective_until": ""}
    assert edit(admin_client, certification, other).status_code == 302


def test_a_table_with_a_second_answer_is_refused_with_both_named(admin_client):
    role = make_rule().role
    page = upload(
        admin_client,
        StateRule,
        "role,key,topic,answer,text,source,status\n"
        f"{role.slug},exam-us-2,exam,required,No.,some-source,published\n"
        f"{role.slug},license-us,license,required,No.,some-source,published\n"
        f"{role.slug},license-us-2,license,required,No.,some-source,published\n",
    )
    assert page.status_code == 422
    assert told(page).splitlines() == [
        f"2: : {OVERLAP}; the first is here already.",
        "4: : The rules license-us and license-us-2 both answer license for US on the same day; "
        "the first is at rows.csv:3.",
    ]
