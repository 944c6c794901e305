"""What editors should look at next: the questions of the admin's first page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.urls import reverse

from careers.comparison import compare
from careers.facts.lines import roles_duties
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.models import Route
from careers.relating import changes_since
from roles.models import RelatedRole, Role, RoleConfusion
from sources.admin.pages import list_of, page_of_row
from sources.models import LoadConflict, Source, SourcedFact

# What one looks through at once; the lists behind the counts hold all.
MOST_ROWS = 10
STEPS = "steps"


@dataclass(frozen=True)
class Line:
    """One thing to look at, and where. Some lines stand for many rows."""

    words: str
    url: str
    count: int | None = None
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Box:
    """One question: how many rows it is about, and the first of them. `about` is the model that one must be let see."""

    title: str
    why: str
    count: int
    lines: tuple[Line, ...]
    about: Any


def boxes(today: date) -> list[Box]:
    """All questions, each with what to do first: a fixed number of queries, whatever is on file."""
    due, without_source = _facts_that_need_care(today)
    return [
        due,
        without_source,
        _roles_that_miss_a_section(),
        _pairs_without_topics(today),
        _conflicts(),
        _suggestions_behind(),
    ]


def fact_models() -> list[Any]:
    """Every model whose rows are facts."""
    return [model for model in apps.get_models() if issubclass(model, SourcedFact)]


def _facts_that_need_care(today: date) -> tuple[Box, Box]:
    """Sources to read again with the facts that lean on them, and facts without any: two queries."""
    first, *others = (
        model.objects.order_by()
        .values(label=Value(model._meta.label_lower))
        .annotate(due=Count("pk", Q(source__review_by__lt=today)), bare=Count("pk", Q(source=None)))
        .values_list("label", "due", "bare")
        for model in fact_models()
    )
    counts = list(first.union(*others, all=True))
    due = {apps.get_model(label): due for label, due, _ in counts if due}
    bare = {apps.get_model(label): bare for label, _, bare in counts if bare}
    sources = Source.objects.filter(review_by__lt=today).count()
    to_read = [Line("Sources", f"{list_of(Source)}?care=due", sources)] if sources else []
    return (
        Box(
            "Due for a check",
            "Read the source again, then set the day of your check and of the next.",
            sum(due.values()),
            (*to_read, *_lines(due, "due")),
            Source,
        ),
        Box(
            "Facts without a source",
            "They stay drafts until somebody says who says so.",
            sum(bare.values()),
            tuple(_lines(bare, "no-source")),
            Source,
        ),
    )


def _lines(counts: dict[Any, int], care: str) -> Iterable[Line]:
    for model, count in sorted(counts.items(), key=lambda each: -each[1]):
        called = str(model._meta.verbose_name_plural)
        yield Line(called[:1].upper() + called[1:], f"{list_of(model)}?care={care}", count)


def _roles_that_miss_a_section() -> Box:
    """Published roles of ours with a hole in their page, each once: one query. Other pages show no holes."""
    sections = {section: _role_list(section, label) for section, label in Role.Section.choices}
    found: Any = Role.objects.published().filter(origin=Role.Origin.CURATED).with_missing_sections()
    ways = Route.objects.published().filter(reaches__kind="role")
    own, above = (Exists(ways.filter(reaches__role=OuterRef(role))) for role in ("pk", "parent"))
    found = found.annotate(lacks_steps=~own & ~above)
    missing: dict[str, int] = defaultdict(int)
    lines = []
    for role in found:
        lacks = [section for section in sections if getattr(role, f"lacks_{section}")]
        for section in lacks:
            missing[section] += 1
        if lacks or role.lacks_steps:
            words = [str(Role.Section(section).label).lower() for section in lacks] + [STEPS] * role.lacks_steps
            lines.append(Line(f"{role}: {', '.join(words)}", _page(role)))
    by_section = [Line(f"Without {label}", url, missing[section]) for section, (label, url) in sections.items()]
    counted = [line for line in by_section if line.count]
    return Box(
        "Roles that miss a section",
        "A reader finds a heading with nothing under it. What a specialty takes from its parent is there.",
        len(lines),
        (*counted, *lines[:MOST_ROWS]),
        Role,
    )


def _role_list(section: str, label: str) -> tuple[str, str]:
    return label.lower(), f"{list_of(Role)}?misses={section}&origin__exact={Role.Origin.CURATED}"


def _pairs_without_topics(today: date) -> Box:
    """Roles that people compare, with duties in common and no topic that they part in: a fixed number of queries.

    Those are the roles of one field, and those that somebody mixes up.
    """
    view = Standpoint((COUNTRY,), "", today)
    roles = {role.pk: role for role in Role.objects.published().filter(origin=Role.Origin.CURATED)}
    facts = {facts.slug: facts for facts in roles_duties(list(roles.values()), view)}
    mixed_up = {frozenset(pair) for pair in RoleConfusion.objects.order_by().values_list("role", "other")}
    bare = []
    for one, other in _pairs(list(roles.values())):
        if one.field_id != other.field_id and frozenset((one.pk, other.pk)) not in mixed_up:
            continue
        if one.pk == other.parent_id or other.pk == one.parent_id:
            continue  # a specialty takes over what its parent does, so the parent has no part of its own
        compared = compare([facts[one.slug], facts[other.slug]])
        shared = sum(row.alike for row in compared.duties)
        if shared and not compared.topics:
            bare.append((shared, one, other))
    bare.sort(key=lambda pair: (-pair[0], pair[1].title, pair[2].title))
    lines = tuple(
        Line(
            f"{one} and {other}",
            reverse("careers:compare", args=[[one.slug, other.slug]]),
            shared,
            ((f"Edit {one}", _page(one)), (f"Edit {other}", _page(other))),
        )
        for shared, one, other in bare[:MOST_ROWS]
    )
    return Box(
        "Pairs without “same topic, different part”",
        "They share this many duties, and their page does not say how they part. "
        "Give each a duty of its own in one topic.",
        len(bare),
        lines,
        Role,
    )


def _pairs(roles: Sequence[Role]) -> Iterable[tuple[Role, Role]]:
    for number, one in enumerate(roles):
        for other in roles[number + 1 :]:
            yield one, other


def _conflicts() -> Box:
    """What the last load left as it was: one query."""
    found = list(LoadConflict.objects.all())
    lines = tuple(
        Line(
            conflict.words,
            page_of_row(conflict.model, conflict.row) or list_of(LoadConflict),
        )
        for conflict in found[:MOST_ROWS]
    )
    more = (Line("All of them", list_of(LoadConflict), len(found)),) if len(found) > len(lines) else ()
    return Box(
        "Conflicts of the last load",
        "The files say something else, and what was changed here stayed.",
        len(found),
        (*lines, *more),
        LoadConflict,
    )


def _suggestions_behind() -> Box:
    """Changes that suggestions do not know of yet: two queries."""
    count = changes_since()
    return Box(
        "Changes that suggestions do not know of",
        "“What else could I do?” is worked out for all roles at once, not with every save. Do it when you are done.",
        count,
        (Line("Work suggestions out anew", list_of(RelatedRole)),) if count else (),
        RelatedRole,
    )


def _page(row: Any) -> str:
    return page_of_row(row._meta.label_lower, row.pk)
