"""What differs by state: all states in a line each, one state whole, and a move from one to another.

Nothing here stands for “not required” but a checked rule that says so. What is not on file is “not checked yet”.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import Q, QuerySet

from careers.cells import Cell, Tag, sources_of
from careers.facts.credentialnames import credential_name
from careers.facts.families import lineages
from careers.facts.rules import is_checked, rule_facts
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import is_said_today, tags
from careers.placefacts import (
    Carried,
    Change,
    CredentialHere,
    MoveFacts,
    PlaceLine,
    RoleChanges,
    RoleRules,
    StateFacts,
    Subject,
    SubjectRule,
    TopicLine,
    Unchecked,
)
from careers.rolefacts import PlaceName, RoleName, RuleFacts
from careers.wording import amount_words, article, counted, inside_sentence, joined
from certifications.models import Certification, StateRule
from roles.models import Role
from sources.models import Place, SourcedFact

Topic = StateRule.Topic
Answer = StateRule.Answer
USED = SourcedFact.Standing.USED
NOT_YET = "Not checked yet"


# All states -----------------------------------------------------------------------------------------------------


def place_lines(today: date) -> list[PlaceLine]:
    """Every state by name, with what is on file: four queries, however many rules there are."""
    tally = _tally(today)
    states = Place.objects.filter(kind=Place.Kind.STATE).order_by("name")
    return [tally.line(PlaceName(place.short_code, place.name), place.code) for place in states]


@dataclass
class _Counts:
    rules: int = 0
    roles: set[int] = field(default_factory=set)
    coming: int = 0
    last_check: date | None = None


@dataclass
class _Tally:
    """Checked rules of each state, counted; and the answers of all states on each topic of each role."""

    counts: dict[str, _Counts]
    answers: dict[int, dict[str, dict[str, str]]]  # role, topic, state: answer
    families: Mapping[int, tuple[int, ...]]

    def line(self, place: PlaceName, code: str) -> PlaceLine:
        found = self.counts.get(code, _Counts())
        covered = sum(not found.roles.isdisjoint(family) for family in self.families.values())
        return PlaceLine(place, found.rules, covered, found.coming, found.last_check)


def _tally(today: date) -> _Tally:
    """Three queries: rules, what each role is a specialty of, and which are offered."""
    rows = (
        _public()
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
    return _Tally(counts, answers, lineages(published, Role.objects.parents()))


def _public() -> QuerySet[StateRule]:
    """Published rules about certifications and about roles that are offered."""
    about = Q(role__isnull=True) | Q(role__status=Role.Status.PUBLISHED)
    return StateRule.objects.published().filter(about).order_by("role__field__position", "role__title", "pk")


# The rules of some places ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rules:
    """The rules of a place and its districts, and the federal ones, over time."""

    now: tuple[StateRule, ...]
    coming: tuple[StateRule, ...]
    past: tuple[StateRule, ...]
    federal: tuple[StateRule, ...]


def _load(codes: Sequence[str]) -> list[StateRule]:
    """All rules of these states, of their districts and of the country: three queries."""
    there = Q(place__in=[*codes, COUNTRY]) | Q(place__parent__in=codes)
    rules = _public().filter(there).select_related("source", "place__parent", "role__field", "certification__issuer")
    return list(rules.prefetch_related("also_sources", "accepts__issuer"))


def _rules_of(rules: Iterable[StateRule], code: str, view: Standpoint) -> _Rules:
    here = [rule for rule in rules if code in (rule.place_id, rule.place.parent_id) and rule.place_id != COUNTRY]
    federal = [rule for rule in rules if rule.place_id == COUNTRY and rule.standing == USED and view.is_current(rule)]
    coming = [rule for rule in rules if view.is_coming(rule) and (rule in here or rule.place_id == COUNTRY)]
    return _Rules(
        now=tuple(rule for rule in here if rule.standing == USED and view.is_current(rule)),
        coming=tuple(sorted(coming, key=lambda rule: rule.effective_from or date.max)),
        past=tuple(sorted(filter(view.is_past, here), key=lambda r: r.effective_until or date.min, reverse=True)),
        federal=tuple(federal),
    )


def _subject(rule: StateRule) -> Subject:
    if rule.role:
        return Subject("role", rule.role.slug, rule.role.title)
    if rule.certification:
        return Subject("certification", rule.certification.slug, str(rule.certification))
    raise ValueError(f"{rule!r} is about nothing")  # the database forbids it


# How a rule is told.
Tell = Callable[[StateRule], RuleFacts]


def _beside_rivals(rules: Iterable[StateRule], view: Standpoint) -> Tell:
    """Tells rules that hold, marked where somebody among these says otherwise of just the same."""
    rivals = [rule for rule in rules if is_said_today(rule, view)]

    def tell(rule: StateRule) -> RuleFacts:
        return rule_facts(rule, view, [rival.answer for rival in rivals if _about(rival) == _about(rule)])

    return tell


def _about(rule: StateRule) -> Hashable:
    return rule.role_id, rule.certification_id, rule.topic, rule.place_id, rule.duty_id


def _beside(rules: Iterable[StateRule], tell: Tell) -> tuple[SubjectRule, ...]:
    """Each rule once, beside all that it is about: what is said of several roles in the same words is one rule."""
    alike: dict[Hashable, tuple[list[Subject], RuleFacts]] = {}
    for rule in rules:
        facts = tell(rule)
        dates = rule.effective_from, rule.effective_until
        said = (rule.topic, rule.answer, rule.place_id, rule.text, dates, Tag.DISAGREE in facts.cell.tags)
        alike.setdefault(said, ([], facts))[0].append(_subject(rule))
    return tuple(SubjectRule(tuple(subjects), facts) for subjects, facts in alike.values())


# One state ------------------------------------------------------------------------------------------------------


def state_facts(place: Place, view: Standpoint) -> StateFacts:
    """What one state asks for and others do not: a fixed number of queries, however many rules there are."""
    tally = _tally(view.today)
    loaded = _load([place.code])
    rules, tell = _rules_of(loaded, place.code, view), _beside_rivals(loaded, view)
    tell_alone = partial(rule_facts, view=view)
    name = PlaceName(place.short_code, place.name)
    about_roles = [rule for rule in rules.now if rule.role_id]
    return StateFacts(
        place=name,
        line=tally.line(name, place.code),
        roles=_by_role(about_roles, tally, place.code, tell),
        scores=_beside([rule for rule in rules.now if not rule.role_id], tell),
        federal=_beside(rules.federal, tell),
        coming=_beside(rules.coming, tell_alone),
        past=_beside(rules.past, tell_alone),
        credentials=_credentials(place, rules.now, view),
        unchecked=_unchecked(tally, {rule.role_id for rule in (*about_roles, *rules.coming)}),
        varies_by_district=any(_is_local(rule) for rule in (*rules.now, *rules.federal)),
        all_roles=len(tally.families),
    )


def _is_local(rule: StateRule) -> bool:
    """Whether a score is for districts to set, or one of them has set it."""
    return rule.topic == Topic.PASSING_SCORE and (
        rule.answer == Answer.SET_LOCALLY or rule.place.kind == Place.Kind.DISTRICT
    )


def _by_role(rules: Sequence[StateRule], tally: _Tally, code: str, tell: Tell) -> tuple[RoleRules, ...]:
    """The roles with a rule here, each with a line for every topic on which any state has one, in their one order.

    Roles of which all is said in the same words stand together.
    """
    alike: dict[Hashable, tuple[list[RoleName], tuple[TopicLine, ...]]] = {}
    for role, own in _grouped(rules).items():
        answers = tally.answers.get(role.pk, {})
        lines = []
        for topic in Topic:
            here = tuple(tell(rule) for rule in own if rule.topic == topic)
            if here or any(state != code for state in answers.get(topic, {})):
                lines.append(TopicLine(topic.label, here, _elsewhere(answers.get(topic, {}), code)))
        lines.sort(key=lambda line: not line.rules)  # what is on file here comes first
        said = tuple((line.title, line.elsewhere, _said(line.rules)) for line in lines)
        alike.setdefault(said, ([], tuple(lines)))[0].append(RoleName(role.slug, role.title))
    return tuple(RoleRules(tuple(roles), lines) for roles, lines in alike.values())


def _said(rules: Iterable[RuleFacts]) -> Hashable:
    return tuple(
        (rule.place, rule.answer, rule.when, rule.cell.value, Tag.DISAGREE in rule.cell.tags) for rule in rules
    )


def _elsewhere(answers: Mapping[str, str], code: str) -> str:
    """`Required in 3 other states. Set locally in 1.` Of states that nobody has checked it says nothing."""
    others = [answer for state, answer in answers.items() if state != code]
    if not others:
        return "No other state is checked yet."
    parts: list[str] = []
    for answer in (Answer.REQUIRED, Answer.NOT_REQUIRED, Answer.SET_LOCALLY):
        if number := others.count(answer):
            parts.append(f"{answer.label} in {counted(number, 'other state') if not parts else number}.")
    return " ".join(parts)


def _credentials(place: Place, rules: Iterable[StateRule], view: Standpoint) -> tuple[CredentialHere, ...]:
    """What the state itself gives, then what else its rules name, each with the rules that name it: one query."""
    rows = {each.pk: each for each in Certification.objects.filter(place=place).select_related("issuer")}
    naming: dict[int, list[StateRule]] = {}
    for rule in rules:
        for each in rule.accepts.all():
            rows.setdefault(each.pk, each)
            naming.setdefault(each.pk, []).append(rule)
    return tuple(
        CredentialHere(
            name=credential_name(each),
            is_own=each.place_id == place.code,
            how=f"Named in the rule on {_on(naming[pk])}." if pk in naming else "",
            cell=_backing(each.lets_you, naming.get(pk, ()), view),
        )
        for pk, each in rows.items()
    )


def _backing(words: str, rules: Iterable[StateRule], view: Standpoint) -> Cell:
    """Some words with what stands behind the rules that they are made from."""
    marks = dict.fromkeys(tag for rule in rules for tag in tags(rule, view.today))
    return Cell(words, words, tags=tuple(marks), sources=sources_of(*(citations(rule, view.today) for rule in rules)))


def _on(rules: Iterable[StateRule]) -> str:
    """`certification for a paralegal and a teacher aide, and exam for a teacher aide`"""
    topics: dict[str, list[str]] = {}
    for rule in rules:
        topics.setdefault(inside_sentence(rule.get_topic_display()), []).append(
            article(inside_sentence(_subject(rule).title))
        )
    parts = [f"{topic} for {joined(list(dict.fromkeys(names)))}" for topic, names in topics.items()]
    return ", and ".join(parts)


def _unchecked(tally: _Tally, known: set[int | None]) -> tuple[Unchecked, ...]:
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


# A move ---------------------------------------------------------------------------------------------------------


def move_facts(start: Place, goal: Place, view: Standpoint) -> MoveFacts:
    """What a move changes, by what is on file of both states: a fixed number of queries."""
    rules = _load([start.code, goal.code])
    before, after = _rules_of(rules, start.code, view), _rules_of(rules, goal.code, view)
    tally = _tally(view.today)
    tell = _beside_rivals(rules, view)
    changed = _changes(before.now, after.now, start, goal, tell)
    unchecked = _unchecked(tally, {rule.role_id for rule in (*before.now, *after.now)})
    return MoveFacts(
        start=PlaceName(start.short_code, start.name),
        goal=PlaceName(goal.short_code, goal.name),
        credentials=_carried(before.now, after.now, start, goal, view),
        roles=changed,
        federal=_beside(after.federal, tell),
        coming=_beside((rule for rule in after.coming if rule.place_id != COUNTRY), partial(rule_facts, view=view)),
        unchecked=tuple(each.role for each in unchecked),
    )


def _changes(
    before: Sequence[StateRule], after: Sequence[StateRule], start: Place, goal: Place, tell: Tell
) -> tuple[RoleChanges, ...]:
    """What changes for each role, those alike together."""
    alike: dict[Hashable, tuple[list[RoleName], tuple[Change, ...]]] = {}
    for role in _grouped((*before, *after)):
        changes = []
        for topic in Topic:
            old = [rule for rule in before if (rule.role, rule.topic) == (role, topic)]
            new = [rule for rule in after if (rule.role, rule.topic) == (role, topic)]
            if old or new:
                changes.append(_change(topic.label, old, new, start, goal, tell))
        said = tuple((change.title, _said(change.before), _said(change.after)) for change in changes)
        alike.setdefault(said, ([], tuple(changes)))[0].append(RoleName(role.slug, role.title))
    return tuple(RoleChanges(tuple(roles), changes) for roles, changes in alike.values())


def _change(
    title: str, old: Sequence[StateRule], new: Sequence[StateRule], start: Place, goal: Place, tell: Tell
) -> Change:
    unknown = [place.name for place, rules in ((start, old), (goal, new)) if not any(map(_is_sure, rules))]
    if unknown:
        verdict, is_change = f"{NOT_YET}: {joined(unknown)}", False
    elif _answers(old) != _answers(new):
        verdict, is_change = "Changes", True
    elif {rule.text for rule in old} == {rule.text for rule in new}:
        verdict, is_change = "Stays the same", False
    else:
        verdict, is_change = "Same answer. Compare the details", False
    return Change(
        title=title,
        before=tuple(map(tell, old)),
        after=tuple(map(tell, new)),
        verdict=verdict,
        is_change=is_change,
    )


def _is_sure(rule: StateRule) -> bool:
    """Whether somebody read the answer. What was written from memory is shown, and decides nothing."""
    return is_checked(rule) and rule.trust != SourcedFact.Trust.MEMORY


def _answers(rules: Iterable[StateRule]) -> set[tuple[object, ...]]:
    return {(rule.duty_id, rule.answer, rule.amount_min, rule.amount_max, rule.unit) for rule in rules}


def _carried(
    before: Sequence[StateRule], after: Sequence[StateRule], start: Place, goal: Place, view: Standpoint
) -> tuple[Carried, ...]:
    """Each certification that either state gives, accepts or has a score for, those alike together: one query."""
    rows: dict[str, Certification] = {}
    own = Certification.objects.filter(place__in=[start, goal]).select_related("issuer")
    # Whoever arrives cannot get any more what is closed there.
    own = own.exclude(place=goal, status=Certification.Status.CLOSED)
    for each in (*own, *(found for rule in (*before, *after) for found in _named(rule))):
        rows.setdefault(each.slug, each)
    found = [_carry(each, before, after, start, goal, view) for each in rows.values()]
    alike: dict[Hashable, list[Carried]] = {}
    for carried in sorted(found, key=lambda each: each.is_open):
        alike.setdefault((carried.verdict, carried.cell), []).append(carried)
    return tuple(replace(same[0], names=tuple(name for each in same for name in each.names)) for same in alike.values())


def _named(rule: StateRule) -> list[Certification]:
    return [*rule.accepts.all(), *([rule.certification] if rule.certification else [])]


def _carry(
    each: Certification,
    before: Sequence[StateRule],
    after: Sequence[StateRule],
    start: Place,
    goal: Place,
    view: Standpoint,
) -> Carried:
    accepting = [rule for rule in after if each in rule.accepts.all()]
    accepted = [rule for rule in before if each in rule.accepts.all()]
    old, new = _score(each, before), _score(each, after)
    backing: list[StateRule]
    is_open = False
    if each.place_id == goal.code:
        verdict, backing = f"New in {goal.name}", accepting
        text = f"{goal.name} gives it. You do not get it by moving: see how to qualify."
    elif accepting:
        is_open = not any(map(_is_sure, accepting))
        verdict, backing = "May carry over" if is_open else "Carries over", accepting
        text = f"{goal.name} names it in its rule on {_on(accepting)}."
    elif new:
        verdict, text, is_open = _score_words(old, new, start, goal)
        backing = [rule for rule in (old, new) if rule]
    elif told := [rule for rule in after if rule.certification_id == each.pk]:
        is_open = not any(map(is_checked, told))
        verdict, backing = NOT_YET if is_open else "Read the rule", told
        text = " ".join(f"{_place_name(rule, goal)}{rule.text}" for rule in told)
    elif rivals := _rivals(accepted, after):
        verdict, backing = "Not named", rivals
        text = f"The rule of {goal.name} on {_on(rivals)} names others. Ask if yours counts."
    else:
        verdict, is_open = NOT_YET, True
        backing = accepted or [rule for rule in before if rule.certification_id == each.pk]
        known = "accepts it" if accepted else "has a rule on it"
        if each.place_id == start.code:
            known, backing = "gives it", []
        text = f"{start.name} {known}. We have not checked if {goal.name} takes it. Ask before you move."
    return Carried(
        names=(credential_name(each),),
        verdict=verdict,
        text=text,
        cell=_backing(text, backing, view),
        is_open=is_open,
    )


def _rivals(accepted: Sequence[StateRule], after: Sequence[StateRule]) -> list[StateRule]:
    """The rules of the new state, on what the old one accepts it for, that name other certifications."""
    asked = {(rule.role_id, rule.topic) for rule in accepted}
    return [rule for rule in after if (rule.role_id, rule.topic) in asked and rule.accepts.all()]


def _score(each: Certification, rules: Iterable[StateRule]) -> StateRule | None:
    """The state's own passing score for a test, where it has one on file."""
    about = (rule for rule in rules if rule.certification_id == each.pk and rule.topic == Topic.PASSING_SCORE)
    return next((r for r in about if r.place.kind == Place.Kind.STATE and r.amount_min is not None), None)


def _score_words(old: StateRule | None, new: StateRule, start: Place, goal: Place) -> tuple[str, str, bool]:
    """What becomes of a passed test: the verdict, the sentence, whether it is open."""
    needed = _amount(new)
    if old is None:
        return "Check your score", f"You need {needed} in {goal.name}. We have no score of {start.name} on file.", True
    if _least(new) > _least(old):
        asks = f"{start.name} asks for {_amount(old)}, {goal.name} for {needed}."
        return "Check your score", f"{asks} A lower score does not pass there.", False
    return "Carries over", f"A score that passes in {start.name} passes in {goal.name}: you need {needed}.", False


def _least(rule: StateRule) -> Decimal:
    return rule.amount_min or Decimal(0)


def _amount(rule: StateRule) -> str:
    return amount_words(_least(rule), rule.unit)


def _place_name(rule: StateRule, state: Place) -> str:
    """Of a district its name and a colon; of the state nothing."""
    return "" if rule.place_id == state.code else f"{rule.place.name}: "


def _grouped(rules: Iterable[StateRule]) -> dict[Role, list[StateRule]]:
    """The rules of each role, in the order in which they come up."""
    found: dict[Role, list[StateRule]] = {}
    for rule in rules:
        if rule.role:
            found.setdefault(rule.role, []).append(rule)
    return found
