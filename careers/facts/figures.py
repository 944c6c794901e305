"""The figures of statistical codes: all that is on file of each, in groups that share a source and a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Prefetch

from careers.cells import SourceFacts, Tag
from careers.facts.numbers import plain_number
from careers.facts.origins import origins_of
from careers.facts.sources import citations, data_date_words
from careers.facts.standpoint import Standpoint
from careers.facts.trust import tags
from careers.rolefacts import RoleName
from careers.wording import counted, dollars, inside_sentence, joined
from roles.models import Occupation, Outlook, Pay, PayCell, Role, RoleCode, SurveyShare

GROUP_TITLES: dict[str, str] = {
    SurveyShare.Question.EDUCATION: "Schooling that the job needs",
    SurveyShare.Question.EXPERIENCE: "Work before this job",
    SurveyShare.Question.TRAINING: "Training on the job",
    SurveyShare.Question.ATTAINMENT: "Schooling that workers have",
}
NOTES: dict[str, str] = {
    SurveyShare.Question.ATTAINMENT: "Workers of 25 years and older.",
}
PERCENTILE_TITLES = {"p10": "Low 10%", "p25": "Low 25%", "p50": "Middle", "p75": "High 25%", "p90": "High 10%"}
NO_AMOUNT: dict[str, str] = {PayCell.WITHHELD: "Not published", PayCell.NONE: "Not on file"}


@dataclass(frozen=True)
class FigureGroup:
    """Lines of figures that one source gives for one day."""

    title: str
    lines: tuple[tuple[str, str], ...]
    date_words: str
    sources: tuple[SourceFacts, ...]
    tags: tuple[Tag, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class RoleUse:
    """A role that leans on a code: for what and how well it fits, and why that is so."""

    role: RoleName
    what_for: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CodeFigures:
    """One statistical code with all its figures."""

    code: str
    system: str
    title: str
    description: str
    release: str
    groups: tuple[FigureGroup, ...]
    roles: tuple[RoleUse, ...]
    # Other codes that the same roles lean on, where there are no figures under this one.
    see: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        return tuple(source for group in self.groups for source in group.sources)


def figures(code: str, view: Standpoint) -> list[CodeFigures]:
    """What each system keeps under a code: 8 queries, however many figures, and one where there are none."""
    found = Occupation.objects.with_figures().filter(code=code)
    every = [_figures(occupation, view) for occupation in found]
    return [each if each.groups else replace(each, see=_leant_on_with(code)) for each in every]


def _leant_on_with(code: str) -> tuple[str, ...]:
    """The other codes of the published roles that lean on this one: one query."""
    roles = Role.objects.published().filter(codes__occupation__code=code)
    others = Occupation.objects.filter(role_codes__role__in=roles).exclude(code=code)
    return tuple(others.order_by("code").values_list("code", flat=True).distinct())


def _figures(occupation: Occupation, view: Standpoint) -> CodeFigures:
    shares = list(view.used(occupation.shares.all(), subject=lambda share: (share.question, share.category)).values())
    return CodeFigures(
        code=occupation.code,
        system=occupation.get_system_display(),
        title=occupation.title,
        description=occupation.description,
        release=occupation.release,
        groups=(
            *(_pay(fact, view) for fact in _year_first(occupation.pay.all(), view)),
            *(_outlook(fact, view) for fact in occupation.outlooks.all() if view.holds(fact)),
            *_job_zone(occupation, shares, view),
            *_shares(shares, view),
        ),
        roles=tuple(_uses(occupation.role_codes.all())),
    )


def _year_first(found: Iterable[Pay], view: Standpoint) -> list[Pay]:
    """What holds of pay, that of the nearest place first."""
    found = [fact for fact in found if view.holds(fact)]
    return sorted(found, key=lambda fact: (fact.per != Pay.Per.YEAR, view.distance(fact)))


def _pay(fact: Pay, view: Standpoint) -> FigureGroup:
    lines = [(title, _pay_words(fact, name)) for name, title in PERCENTILE_TITLES.items()]
    if fact.jobs is not None:
        lines.append(("Jobs that the survey counted", f"{fact.jobs:,}"))
    marks = tags(fact, view.today)
    return FigureGroup(
        title=f"Pay {fact.get_per_display()}{'' if view.is_everywhere else f' in {view.place_of(fact)}'}",
        lines=tuple(lines),
        date_words=data_date_words(fact),
        sources=citations(fact, view.today),
        tags=marks,
        note=fact.why,
    )


def _pay_words(fact: Pay, name: str) -> str:
    amount, cell = getattr(fact, name), getattr(fact, f"{name}_cell")
    if amount is None:
        return NO_AMOUNT[cell]
    return f"{dollars(amount)} or more" if cell == PayCell.TOP else dollars(amount)


def _outlook(fact: Outlook, view: Standpoint) -> FigureGroup:
    growth = plain_number(fact.growth_percent)
    lines = [
        (f"Jobs in {fact.period_from}", _count(fact.jobs_then)),
        (f"Jobs in {fact.period_to}", _count(fact.jobs_later)),
        ("Change", "" if growth is None else f"{growth:g}%".replace("-", "−")),
        ("Openings a year", _count(fact.openings_a_year)),
        ("Usual schooling to start", fact.get_entry_schooling_display() if fact.entry_schooling else ""),
        ("Work in a like job before", fact.entry_experience),
        ("Usual training on the job", fact.entry_training),
        (f"Middle pay a year in {fact.period_from}", _middle_words(fact)),
    ]
    return FigureGroup(
        title=f"Jobs {fact.period_from} to {fact.period_to}",
        lines=tuple((name, value or "Not on file") for name, value in lines),
        date_words=data_date_words(fact),
        sources=citations(fact, view.today),
        tags=tags(fact, view.today),
        note=fact.why,
    )


def _middle_words(fact: Outlook) -> str:
    if fact.middle_pay is None:
        return ""
    return f"{dollars(fact.middle_pay)} or more" if fact.middle_pay_is_top else dollars(fact.middle_pay)


def _count(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}"


def _job_zone(occupation: Occupation, shares: list[SurveyShare], view: Standpoint) -> Iterator[FigureGroup]:
    """The job zone bears no source of its own: it comes in the release of the survey, or that of the roles here."""
    if occupation.job_zone is None:
        return
    if shares:
        date_words, sources = data_date_words(shares[0]), citations(shares[0], view.today)
    else:
        sources = origins_of((code.role for code in occupation.role_codes.all()), view.today)
        date_words = joined([source.date_words for source in sources])
    if sources:
        yield FigureGroup(
            title="Preparation",
            lines=(("Job zone", f"{occupation.job_zone} of 5"),),
            date_words=date_words,
            sources=sources,
            note="Zone 1 takes the least preparation, zone 5 the most.",
        )


def _shares(shares: list[SurveyShare], view: Standpoint) -> Iterator[FigureGroup]:
    for question, answers in groupby(shares, key=lambda share: share.question):
        found = list(answers)
        asked = found[0].n
        yield FigureGroup(
            title=GROUP_TITLES[question],
            lines=tuple((_category(share), _percent(share)) for share in found),
            date_words=data_date_words(found[0]),
            sources=citations(found[0], view.today),
            tags=tags(found[0], view.today),
            note=f"{counted(asked, 'person was', 'people were')} asked." if asked else NOTES.get(question, ""),
        )


def _category(share: SurveyShare) -> str:
    """One answer; that the survey calls the share uncertain is said of it alone, where others are not."""
    return f"{share.category} ({inside_sentence(Tag.FEW_ANSWERS)})" if share.low_precision else share.category


def _percent(share: SurveyShare) -> str:
    """Whole percents where few were asked: anything finer would look surer than it is."""
    if share.n is None:
        return f"{plain_number(share.percent):g}%"
    return f"{share.percent:.0f}%" if share.percent >= 1 else "under 1%"


def _uses(codes: Iterable[RoleCode]) -> Iterator[RoleUse]:
    for _, uses in groupby(codes, key=lambda code: code.role_id):
        found = list(uses)
        by_match: dict[str, list[str]] = {}
        for code in found:
            by_match.setdefault(code.get_match_display(), []).append(code.get_use_display().lower())
        yield RoleUse(
            RoleName(found[0].role.slug, found[0].role.title),
            tuple(f"For {joined(named)}: {inside_sentence(match)}." for match, named in by_match.items()),
            tuple(dict.fromkeys(code.note for code in found if code.note)),
        )


@dataclass(frozen=True)
class CodeLine:
    """One statistical code in a list."""

    code: str
    title: str
    roles: tuple[RoleName, ...]


def codes() -> list[str]:
    """Every code with figures on file, each once, by title: one query."""
    return list(dict.fromkeys(Occupation.objects.order_by("title", "code").values_list("code", flat=True)))


def code_lines(asked: Sequence[str]) -> list[CodeLine]:
    """These codes in the order given, with the published roles that lean on each: 2 queries."""
    leaning = RoleCode.objects.filter(role__in=Role.objects.published()).select_related("role").order_by("role__title")
    found = Occupation.objects.filter(code__in=asked).prefetch_related(Prefetch("role_codes", leaning))
    lines: dict[str, CodeLine] = {}
    for occupation in found.order_by("title", "code"):
        roles = dict.fromkeys(RoleName(each.role.slug, each.role.title) for each in occupation.role_codes.all())
        lines.setdefault(occupation.code, CodeLine(occupation.code, occupation.title, tuple(roles)))
    return [lines[code] for code in asked if code in lines]
