"""Rows for the tests of the admin. Each maker fills in what its test does not care about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed, SharedLink
from certifications.models import Certification, CertificationFact, Issuer, Renewal, StateRule
from roles.models import (
    Duty,
    DutyTopic,
    Field,
    MajorGroup,
    Occupation,
    Outlook,
    Pay,
    Program,
    RelatedOccupation,
    RelatedRole,
    Role,
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleInterest,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTool,
    RoleTrait,
    Skill,
    SurveyShare,
    Topic,
    Trait,
)
from sources.models import ImportRun, LoadConflict, LoadedRow, Place, Proposal, RenamedSlug, Source


def make_place(code: str = "US", **values: Any) -> Place:
    defaults = {"name": "United States" if code == "US" else code, "kind": "country" if code == "US" else "state"}
    return Place.objects.get_or_create(code=code, defaults=defaults | values)[0]


def make_source(slug: str = "some-source", **values: Any) -> Source:
    values = {
        "title": slug.replace("-", " ").capitalize(),
        "publisher": "Some publisher",
        "kind": "government",
        "undated": True,
        "checked_on": date(2026, 7, 1),
        "review_by": date(2027, 7, 1),
    } | values
    return Source.objects.get_or_create(slug=slug, defaults=values)[0]


def make_role(slug: str = "paralegal", **values: Any) -> Role:
    field = Field.objects.get_or_create(slug="law", defaults={"title": "Law", "workplace": "Law office"})[0]
    values = {
        "title": slug.replace("-", " ").capitalize(),
        "summary": "You do legal work.",
        "field": field,
        "status": "published",
    } | values
    return Role.objects.create(slug=slug, **values)


def make_role_duty(role: Role, text: str = "Talk to witnesses", **values: Any) -> RoleDuty:
    make_place()
    return RoleDuty.objects.create(role=role, text=text, source=values.pop("source", None) or make_source(), **values)


def make_topic(slug: str = "witnesses", **values: Any) -> Topic:
    return Topic.objects.create(slug=slug, **({"title": slug.capitalize()} | values))


def make_occupation(code: str = "23-2011.00", **values: Any) -> Occupation:
    return Occupation.objects.create(**({"system": "onet", "code": code, "title": f"Code {code}"} | values))


def make_pay(**values: Any) -> Pay:
    make_place()
    values = {"p50": 61010, "p50_cell": "published"} | values
    values.setdefault("source", make_source())
    return Pay.objects.create(**values)


def make_certification(slug: str = "certified-paralegal", **values: Any) -> Certification:
    make_place()
    issuer = Issuer.objects.get_or_create(slug="nala", defaults={"title": "NALA"})[0]
    values = {"title": slug.replace("-", " ").capitalize(), "issuer": issuer, "kind": "certification"} | values
    return Certification.objects.create(slug=slug, **values)


def make_milestone(slug: str = "associate-degree", **values: Any) -> Milestone:
    title = slug.replace("-", " ").capitalize()
    return Milestone.objects.create(
        slug=slug, **({"title": title, "step_title": f"Get: {title}"[:80], "kind": "education"} | values)
    )


def make_route(slug: str = "college", **values: Any) -> Route:
    make_place()
    values = {"title": slug.capitalize(), "strength": "employers"} | values
    return Route.objects.create(
        slug=slug,
        reaches=values.pop("reaches", None) or make_milestone(),
        source=values.pop("source", None) or make_source(),
        **values,
    )


def make_one_of_each(n: int) -> None:
    """One more row of every model, each with every relation filled in; `n` tells the rows of several calls apart."""
    make_place()
    source = make_source(f"source-{n}")
    fact: dict[str, Any] = {"source": source}
    state = make_place(f"US-{n}", parent=make_place())
    occupation = make_occupation(f"23-20{n:02}.00", job_zone=3)
    field = Field.objects.create(slug=f"field-{n}", title=f"Field {n}", workplace="Office")
    MajorGroup.objects.create(code=f"{n:02}", title=f"Group {n}", field=field)
    Program.objects.create(code=f"22.03{n:02}", title=f"Program {n}").occupations.add(occupation)
    parent = make_role(f"parent-{n}", field=field)
    role = make_role(f"role-{n}", field=field, parent=parent, summary_source=source)
    broad = make_topic(f"broad-{n}")
    duty = Duty.objects.create(slug=f"duty-{n}", title=f"Duty {n}", topic=make_topic(f"topic-{n}", parent=broad))
    trait = Trait.objects.create(slug=f"trait-{n}", title=f"Trait {n}")
    skill = Skill.objects.create(slug=f"skill-{n}", title=f"Skill {n}", kind="technical")
    certification = make_certification(f"certification-{n}", place=state)
    certification.not_the_same_as.add(make_certification(f"other-certification-{n}"))
    milestone = make_milestone(f"milestone-{n}", certification=certification)
    job = make_milestone(f"job-{n}", kind="role", role=role)
    route = make_route(f"route-{n}", reaches=job, while_in=parent, place=state, source=source)
    role_duty = RoleDuty.objects.create(role=role, text=f"Do duty {n}", **fact)
    role_duty.duties.add(duty)
    role_duty.also_sources.add(source)
    RoleCode.objects.create(role=role, occupation=occupation, use="pay")
    RoleTitle.objects.create(role=role, title=f"Title {n}", **fact)
    RoleTrait.objects.create(role=role, trait=trait, code="x", text="X", **fact)
    RoleSkill.objects.create(role=role, skill=skill, importance=50, **fact)
    RoleSchooling.objects.create(role=role, level="associate", weight=3, text="Common", **fact)
    RoleConfusion.objects.create(role=role, other=parent, view="two", text="They are two jobs.", **fact)
    RoleInterest.objects.create(role=role, interest="C", score=50, **fact)
    RoleTool.objects.create(role=role, title="Spreadsheet", **fact)
    Pay.objects.create(occupation=occupation, place=state, p50=50000, p50_cell="published", **fact)
    Pay.objects.create(role=role, start=40000, **fact)
    Outlook.objects.create(occupation=occupation, period_from=2024, period_to=2034, **fact)
    SurveyShare.objects.create(occupation=occupation, question="education", category="Some", percent=50, **fact)
    CertificationFact.objects.create(certification=certification, topic="fee", text="A fee", **fact)
    Renewal.objects.create(certification=certification, what="Take classes", **fact)
    rule = StateRule.objects.create(
        role=role, topic="tasks", answer="required", text="You may.", duty=duty, **(fact | {"place": state})
    )
    rule.accepts.add(certification)
    StateRule.objects.create(certification=certification, topic="exam", answer="required", text="Yes.", **fact)
    RouteNeed.objects.create(route=route, milestone=milestone)
    RouteCost.objects.create(route=route, basis="fee", min=10, **fact)
    RoleRecommendation.objects.create(role=role, milestone=milestone, **fact)
    SharedLink.objects.create(
        code=f"code{n}", kind="role", state={"role": role.slug}, title="A", created_on=date(2026, 7, 1), facts_then={}
    )
    RenamedSlug.objects.create(model="roles.role", old=f"old-{n}", new=role.slug)
    Proposal.objects.create(model="roles.roleduty", draft=10_000 + n, fact=role_duty.pk)
    DutyTopic.objects.create(duty=duty, topic=broad)
    other = make_occupation(f"43-60{n:02}.00")
    RelatedOccupation.objects.create(occupation=occupation, other=other, tier="primary-short", position=1, **fact)
    RelatedRole.objects.create(role=role, other=parent, position=0, closeness=60, shared_duties=1, **fact)
    ImportRun.objects.create(release=f"Tables {n}", finished_at=timezone.now(), changed=True, words="1 added")
    LoadConflict.objects.create(loader="files", model="roles.role", words="role x: edited here", row=str(role.pk))
    LoadedRow.objects.create(model="roles.role", key=f'["role-{n}"]', digest="0" * 64)
