"""Rules as pages of states tell them: those of some places, what all states have on file, and who says otherwise.

Nothing here stands for “not required” but a checked rule that says so. What is not on file is “not checked yet”.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from careers.cells import Cell, Tag, sources_of
from careers.facts.families import lineages
from careers.facts.rules import rule_facts
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import is_said_today, tags
from careers.placefacts import PlaceLine, Subject, SubjectRule, Unchecked
from careers.rolefacts import PlaceName, RoleName, RuleFacts
from careers.wording import article, inside_sentence, joined
from certifications.models import StateRule
from roles.models import Role
from sources.models import Place, SourcedFact

Topic = StateRule.Topic
Answer = StateRule.Answer
USED = SourcedFact.Standing.USED


def public_rules() -> QuerySet[StateRule]:
    """Published rules about certifications and about roles that are offered."""
    about = Q(role__isnull=True) | Q(role__status=Role.Status.PUBLISHED)
    return StateRule.objects.published().filter(about).order_by("role__field__position", "role__title", "pk")


@dataclass
class _Counts:
    rules: int = 0
    roles: set[int] = field(default_factory=set)
    coming: int = 0
    last_check: date | None = None


@dataclass
class Tally:
    """Checked rules of each state, counted; and the answers of all states on each topic of each role."""

    counts: dict[str, _Counts]
    answers: dict[int, dict[str, dict[str, str]]]  # role, topic, state: answer
    families: Mapping[int, tuple[int, ...]]

    def line(self, place: PlaceName, code: str) -> PlaceLine:
        found = self.counts.get(code, _Counts())
        covered = sum(not found.roles.isdisjoint(family) for family in self.families.values())
        return PlaceLine(place, found.rules, covered, found.coming, found.last_check)


def tally_of(today: date) -> Tally:
    """Three queries: rules, what each role is a specialty of, and which are offered."""
    rows = (
        public_rules()
        .filter(standing=USED, place__kind__in=[Place.Kind.STATE, Place.Kind.DISTRICT])
        .exclude(answer=Answer.NOT_CHECKED)
        .exclude(trust=SourcedFact.Trust.MEMORY)  # nobody has checked these either
        .exclude(effective_until__lt=today)
        .values_list(
            "role", "topic", "answer", "place", "place__kind", "place__parent", "effective_from", "source__checked_on"
        )
    )
    counts: dict[str, _Counts] = {}
    answers: dict[int, dict[str, dict[str, str]]] = {}
    for role, topic, answer, place, kind, parent, start, checked in rows:
        state = place if kind == Place.Kind.STATE else parent or place
        found = counts.setdefault(state, _Counts())
        found.last_check = max(checked, found.last_check or checked)
        if start is not None and start > today:
            found.coming += 1
            continue
        found.rules += 1
        if role is not None:
            found.roles.add(role)
            answers.setdefault(role, {}).setdefault(topic, {})[state] = answer
    published = Role.objects.published().values_list("pk", flat=True)
    return Tally(counts, answers, lineages(published, Role.objects.parents()))


@dataclass(frozen=True)
class Rules:
    """The rules of a place and its districts, and the federal ones, over time."""

    now: tuple[StateRule, ...]
    coming: tuple[StateRule, ...]
    past: tuple[StateRule, ...]
    federal: tuple[StateRule, ...]


def rules_around(codes: Sequence[str]) -> list[StateRule]:
    """All rules of these states, of their districts and of the country: three queries."""
    there = Q(place__in=[*codes, COUNTRY]) | Q(place__parent__in=codes)
    rules = (
        public_rules().filter(there).select_related("source", "place__parent", "role__field", "certification__issuer")
    )
    return list(rules.prefetch_related("also_sources", "accepts__issuer"))


def rules_of(rules: Iterable[StateRule], code: str, view: Standpoint) -> Rules:
    """Those of one state among these."""
    here = [rule for rule in rules if code in (rule.place_id, rule.place.parent_id) and rule.place_id != COUNTRY]
    federal = [rule for rule in rules if rule.place_id == COUNTRY and rule.standing == USED and view.is_current(rule)]
    coming = [rule for rule in rules if view.is_coming(rule) and (rule in here or rule.place_id == COUNTRY)]
    return Rules(
        now=tuple(rule for rule in here if rule.standing == USED and view.is_current(rule)),
        coming=tuple(sorted(coming, key=lambda rule: rule.effective_from or date.max)),
        past=tuple(sorted(filter(view.is_past, here), key=lambda r: r.effective_until or date.min, reverse=True)),
        federal=tuple(federal),
    )


def subject_of(rule: StateRule) -> Subject:
    """The role or the certification that it is about."""
    if rule.role:
        return Subject("role", rule.role.slug, rule.role.title)
    if rule.certification:
        return Subject("certification", rule.certification.slug, str(rule.certification))
    raise ValueError(f"{rule!r} is about nothing")  # the database forbids it


# How a rule is told.
Tell = Callable[[StateRule], RuleFacts]


def beside_rivals(rules: Iterable[StateRule], view: Standpoint) -> Tell:
    """Tells rules that hold, marked where somebody among these says otherwise of just the same."""
    rivals = [rule for rule in rules if is_said_today(rule, view)]

    def tell(rule: StateRule) -> RuleFacts:
        return rule_facts(rule, view, [rival.answer for rival in rivals if _about(rival) == _about(rule)])

    return tell


def _about(rule: StateRule) -> Hashable:
    return rule.role_id, rule.certification_id, rule.topic, rule.place_id, rule.duty_id


def each_once(rules: Iterable[StateRule], tell: Tell) -> tuple[SubjectRule, ...]:
    """Each rule once, beside all that it is about: what is said of several roles in the same words is one rule."""
    alike: dict[Hashable, tuple[list[Subject], RuleFacts]] = {}
    for rule in rules:
        facts = tell(rule)
        dates = rule.effective_from, rule.effective_until
        said = (rule.topic, rule.answer, rule.place_id, rule.text, dates, Tag.DISAGREE in facts.cell.tags)
        alike.setdefault(said, ([], facts))[0].append(subject_of(rule))
    return tuple(SubjectRule(tuple(subjects), facts) for subjects, facts in alike.values())


def wording_key(rules: Iterable[RuleFacts]) -> Hashable:
    """What readers see of rules: where it is the same, they stand together."""
    return tuple(
        (rule.place, rule.answer, rule.when, rule.cell.value, Tag.DISAGREE in rule.cell.tags) for rule in rules
    )


def by_role(rules: Iterable[StateRule]) -> dict[Role, list[StateRule]]:
    """The rules of each role, in the order in which they come up."""
    found: dict[Role, list[StateRule]] = {}
    for rule in rules:
        if rule.role:
            found.setdefault(rule.role, []).append(rule)
    return found


def topics_in_words(rules: Iterable[StateRule]) -> str:
    """`exam for a nurse and a teacher aide, and license for a nurse`; `exam and license for a nurse`"""
    subjects: dict[str, list[str]] = {}
    for rule in rules:
        subjects.setdefault(inside_sentence(rule.get_topic_display()), []).append(
            article(inside_sentence(subject_of(rule).title))
        )
    topics: dict[str, list[str]] = {}
    for topic, names in subjects.items():
        topics.setdefault(joined(list(dict.fromkeys(names))), []).append(topic)
    return ", and ".join(f"{joined(about)} for {names}" for names, about in topics.items())


def backed_cell(words: str, rules: Iterable[StateRule], view: Standpoint) -> Cell:
    """Some words with what stands behind the rules that they are made from."""
    marks = dict.fromkeys(tag for rule in rules for tag in tags(rule, view.today))
    return Cell(words, words, tags=tuple(marks), sources=sources_of(*(citations(rule, view.today) for rule in rules)))


def unchecked_roles(tally: Tally, known: set[int | None]) -> tuple[Unchecked, ...]:
    """The roles on which other states have rules and this one has none on file: one query."""
    missing = [role for role in tally.answers if role not in known]
    roles = Role.objects.published().filter(pk__in=missing).order_by("field__position", "title")
    return tuple(
        Unchecked(
            RoleName(role.slug, role.title),
            joined([inside_sentence(topic.label) for topic in Topic if topic in tally.answers[role.pk]]),
        )
        for role in roles
    )
