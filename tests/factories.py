"""Rows for tests: a test states only what matters to it. Everything a row hangs on is made with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.text import slugify

from careers.models import Milestone, RoleRecommendation, Route, RouteNeed, Strength
from certifications.models import Certification, CertificationFact, Issuer, StateRule
from roles.models import (
    Duty,
    Field,
    Occupation,
    Pay,
    Role,
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    Skill,
    Topic,
)
from sources.models import Place, Source

CHECKED = date(2026, 7, 1)
REVIEW_BY = date(2099, 7, 1)
PERCENTILES = {"p10": 0.65, "p25": 0.8, "p50": 1.0, "p75": 1.25, "p90": 1.6}


def make_place(*, code: str = "US", **values: Any) -> Place:
    """The country; any other code is a state in it."""
    defaults: dict[str, Any]
    if code == "US":
        defaults = {"name": "United States", "kind": Place.Kind.COUNTRY}
    else:
        defaults = {"name": code, "kind": Place.Kind.STATE, "parent": make_place()}
    return Place.objects.get_or_create(code=code, defaults=defaults | values)[0]


def make_source(*, slug: str = "a-source", **values: Any) -> Source:
    """A source that is not due for a check; the same again for the same slug."""
    make_place()
    defaults = {
        "title": slug.replace("-", " ").capitalize(),
        "publisher": "Somebody",
        "url": f"https://example.org/{slug}/",
        "kind": Source.Kind.GOVERNMENT,
        "undated": not {"published_on", "published_words"} & values.keys(),
        "checked_on": CHECKED,
        "review_by": REVIEW_BY,
    }
    return Source.objects.get_or_create(slug=slug, defaults=defaults | values)[0]


def make_field(*, slug: str = "law", **values: Any) -> Field:
    name = slug.replace("-", " ").capitalize()
    defaults = {"title": name, "workplace": f"{name} office"}
    return Field.objects.get_or_create(slug=slug, defaults=defaults | values)[0]


def make_role(
    *,
    title: str = "Paralegal",
    field: str = "law",
    titles: Iterable[str] = (),
    duties: Iterable[str] = (),
    skills: Mapping[str, int | None] | None = None,
    pay: int | None = None,
    months: tuple[int, int] | None = None,
    source: Source | None = None,
    **values: Any,
) -> Role:
    """A published role: `duties` are canonical, `pay` is the middle of a year, `months` make a path of one step."""
    source = source or make_source()
    defaults = {
        "slug": slugify(title),
        "title": title,
        "summary": f"You work as {title}. You do not do everything.",
        "field": make_field(slug=field),
        "status": Role.Status.PUBLISHED,
    }
    role = Role.objects.create(**defaults | values)
    for other in titles:
        RoleTitle.objects.create(role=role, title=other, source=source)
    for position, duty in enumerate(duties):
        make_role_duty(role=role, duty=duty, position=position, source=source)
    for skill, importance in (skills or {}).items():
        RoleSkill.objects.create(role=role, skill=make_skill(title=skill), importance=importance, source=source)
    if pay is not None:
        make_pay(role=role, middle=pay, source=source)
    if months is not None:
        make_path(role=role, months=months, source=source)
    return role


def retire(role: Role, *, replaced_by: Role) -> None:
    """Take a role out of use, for another."""
    role.status, role.replaced_by = Role.Status.RETIRED, replaced_by
    role.save()


def make_duty(*, title: str, topic: str = "Court papers") -> Duty:
    """The canonical duty of this title."""
    about = Topic.objects.get_or_create(slug=slugify(topic), defaults={"title": topic})[0]
    return Duty.objects.get_or_create(slug=slugify(title), defaults={"title": title, "topic": about})[0]


def make_role_duty(*, role: Role, duty: str, source: Source | None = None, **values: Any) -> RoleDuty:
    """A duty in the role's wording, which is the canonical one's title unless `text` says otherwise."""
    fact = RoleDuty.objects.create(role=role, source=source or make_source(), **{"text": duty} | values)
    fact.duties.add(make_duty(title=duty))
    return fact


def make_skill(*, title: str = "Writing", **values: Any) -> Skill:
    defaults = {"title": title, "kind": Skill.Kind.TECHNICAL}
    return Skill.objects.get_or_create(slug=slugify(title), defaults=defaults | values)[0]


def make_pay(*, role: Role, middle: int = 50_000, source: Source | None = None, **values: Any) -> Pay:
    """Pay of a code of its own, on which the role leans. The other percentiles follow from the middle."""
    code = f"99-{role.pk:04}"
    occupation = Occupation.objects.get_or_create(system="bls", code=code, defaults={"title": role.title})[0]
    RoleCode.objects.get_or_create(role=role, occupation=occupation, use=RoleCode.Use.PAY)
    cells: dict[str, Any] = {name: round(middle * share) for name, share in PERCENTILES.items()}
    cells |= {f"{name}_cell": "published" for name in PERCENTILES}
    return Pay.objects.create(occupation=occupation, source=source or make_source(), **cells | values)


def make_schooling(*, role: Role, level: str, weight: int = 3, source: Source | None = None) -> RoleSchooling:
    """What a level counts for; the most, unless a weight is given."""
    return RoleSchooling.objects.create(
        role=role, level=level, weight=weight, text="Most common", source=source or make_source()
    )


def make_rule(*, role: Role, place: Place, source: Source | None = None, **values: Any) -> StateRule:
    """A rule of a place, which asks for schooling unless it is told otherwise."""
    defaults = {"topic": StateRule.Topic.EDUCATION, "answer": StateRule.Answer.REQUIRED, "text": "Schooling is needed."}
    return StateRule.objects.create(role=role, place=place, source=source or make_source(), **defaults | values)


def make_confusion(*, role: Role, other: Role, source: Source | None = None, **values: Any) -> RoleConfusion:
    """Somebody's view that two titles are one job."""
    defaults = {"view": RoleConfusion.View.ONE, "text": "Somebody uses both names for one job."}
    return RoleConfusion.objects.create(role=role, other=other, source=source or make_source(), **defaults | values)


def make_path(*, role: Role, months: tuple[int, int] | None = (3, 12), source: Source | None = None) -> Milestone:
    """One way into the role, for somebody with a high school diploma; no months are months not on file."""
    source = source or make_source()
    diploma, is_new = Milestone.objects.get_or_create(
        slug="high-school-diploma",
        defaults={"title": "High school diploma", "step_title": "Finish high school", "kind": "education"},
    )
    if is_new:
        Route.objects.create(
            slug="finish-high-school", reaches=diploma, title="High school", strength=Strength.EMPLOYERS, source=source
        )
    goal = Milestone.objects.create(
        slug=f"work-as-{role.slug}", title=role.title, step_title="Get the job", kind="role", role=role
    )
    make_route(role=role, months=months, source=source)
    return goal


def make_route(*, role: Role, months: tuple[int, int] | None, source: Source | None = None) -> Route:
    """One more way into a role that has a path."""
    goal = role.milestones.get(kind="role")
    low, high = months or (None, None)
    route = Route.objects.create(
        slug=f"into-{role.slug}-{goal.routes.count()}",
        reaches=goal,
        title="Apply",
        months_min=low,
        months_max=high,
        strength=Strength.EMPLOYERS,
        source=source or make_source(),
    )
    RouteNeed.objects.create(route=route, milestone=Milestone.objects.get(slug="high-school-diploma"))
    return route


def make_next_job(*, title: str, after: Role, source: Source | None = None) -> Milestone:
    """A job without a page of its own that follows a role with a path."""
    job = Milestone.objects.create(slug=slugify(title), title=title, step_title="Apply", kind=Milestone.Kind.ROLE)
    route = Route.objects.create(
        slug=f"{job.slug}-after-{after.slug}",
        reaches=job,
        title="Move on",
        strength=Strength.HELPFUL,
        source=source or make_source(),
    )
    RouteNeed.objects.create(route=route, milestone=after.milestones.get(kind="role"))
    return job


def make_certification(*, title: str = "Certified Paralegal", issuer: str = "NALA", **values: Any) -> Certification:
    """A certification that is offered everywhere, and whoever gives it."""
    giver = Issuer.objects.get_or_create(slug=slugify(issuer), defaults={"title": issuer})[0]
    defaults = {"slug": slugify(title), "title": title, "kind": Certification.Kind.CERTIFICATION, "issuer": giver}
    make_place()
    return Certification.objects.create(**defaults | values)


def make_certification_fact(
    *, certification: Certification, topic: str = "fee", text: str = "", source: Source | None = None, **values: Any
) -> CertificationFact:
    """Something that is said of a certification; a number is what it costs in dollars unless `unit` says otherwise."""
    defaults = {"text": text or f"Something about the {topic}", "unit": "USD" if "min" in values else ""}
    if "min" in values:
        defaults["max"] = values["min"]
    return CertificationFact.objects.create(
        certification=certification, topic=topic, source=source or make_source(), **defaults | values
    )


def make_way(
    *, certification: Certification, title: str = "By school", needs: Iterable[Milestone] = (), **values: Any
) -> Route:
    """A way to qualify for a certification, which gets its milestone with the first."""
    milestone = Milestone.objects.get_or_create(
        slug=f"earn-{certification.slug}",
        defaults={
            "title": certification.title,
            "step_title": f"Earn {certification.title}"[:80],
            "kind": "license" if certification.kind == "license" else "certification",
            "certification": certification,
        },
    )[0]
    defaults = {
        "slug": slugify(f"{certification.slug} {title}"),
        "title": title,
        "strength": Strength.CERTIFIER,
        "source": make_source(),
    }
    route = Route.objects.create(reaches=milestone, **defaults | values)
    for position, need in enumerate(needs):
        RouteNeed.objects.create(route=route, milestone=need, position=position)
    return route


def make_advice(*, role: Role, certification: Certification, **values: Any) -> RoleRecommendation:
    """That a certification helps in a role. It needs a way to it first: see `make_way`."""
    milestone = Milestone.objects.get(certification=certification)
    return RoleRecommendation.objects.create(role=role, milestone=milestone, **{"source": make_source()} | values)
