"""The short sentences that lead a comparison, made from its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from careers.comparison import Comparison, Hidden, PayGap
from careers.rolefacts import CodeName, NameView
from careers.wording import article, before_a_verb, counted, dollars, inside_sentence, joined, sentence

NUMBERS = {2: "Two", 3: "Three", 4: "Four"}


def title(comparison: Comparison) -> str:
    """`Paralegal and legal assistant`; from three roles on `Three law office roles`."""
    if comparison.is_pair:
        first, second = comparison.roles
        return joined([first.title, second.noun])
    number = NUMBERS[len(comparison.roles)]
    workplaces = {role.workplace.lower() for role in comparison.roles}
    kind = f"{workplaces.pop()} roles" if len(workplaces) == 1 else "roles"
    return f"{number} {kind} side by side"


def long_title(comparison: Comparison) -> str:
    """All names, for the title bar and link previews."""
    first, *others = comparison.roles
    return f"{joined([first.title, *(role.noun for role in others)])} compared"


def finding(comparison: Comparison) -> str:
    """Two short sentences: what they share, and where they part most."""
    return f"{_shared(comparison)} {_parted(comparison)}".strip()


def duties_line(comparison: Comparison) -> str:
    """`4 shared. 6 only for a paralegal. 6 only for a legal assistant.`"""
    if comparison.without_duties:
        return _no_duties(comparison)
    found = comparison.finding
    parts = [f"{found.shared or 'None'} shared{'' if comparison.is_pair else ' by all'}."]
    parts += [
        f"{count or 'None'} only for {article(role.noun)}."
        for role, count in zip(comparison.roles, found.only, strict=True)
    ]
    return " ".join(parts)


def pay_line(comparison: Comparison) -> str:
    """What the pay section finds."""
    gap = comparison.finding.pay
    if gap is None:
        known = [role.pay for role in comparison.roles if role.pay and role.pay.p50 is not None]
        if len(comparison.pay_bases) > 1:
            return "These figures are not for one place and one time, so we do not compare them."
        if len(known) == len(comparison.roles):
            return "Pay this high is published only as “or more”."
        return "Not every role here has pay on file."
    most, least = comparison.roles[gap.most], comparison.roles[gap.least]
    where = _where(gap)
    if gap.dollars == 0:
        return f"Typical pay{where} is the same for {'both' if comparison.is_pair else 'all'}."
    if gap.is_small:
        first = _by_figures(gap, f"typical pay{where} is about the same")
    else:
        more = f"{dollars(gap.dollars)} more {gap.per}"
        first = _by_figures(
            gap, f"a typical {before_a_verb(most.noun)} earns {more}{where} than a typical {least.noun}"
        )
    low, high = least.pay, most.pay
    if low and high and low.p90 is not None and high.p10 is not None and high.p10 < low.p90:
        return f"{first} The two ranges overlap."
    return first


def topics_line(comparison: Comparison) -> str:
    """What stands where roles have no different parts in any topic."""
    taken = [f"{article(role.noun)} is a kind of {role.parent.noun}" for role in comparison.specialties if role.parent]
    if taken:
        return f"{sentence(joined(taken))} No topic on file splits between them."
    topics = [{duty.topic for duty in role.duties} for role in comparison.roles]
    if not comparison.without_duties and not any(one & other for one, other in combinations(topics, 2)):
        return f"These {NUMBERS[len(topics)].lower()} have no topic in common, and no kind of work."
    return "Nothing on file."


def same_pay_lines(comparison: Comparison) -> list[str]:
    """Which roles have one figure because they are counted as one job, so that nobody takes it for a finding."""
    codes = [role.pay.code if role.pay and role.pay.ends else None for role in comparison.roles]
    return [
        f"{who} are counted as one job, {what}. So their pay figures are the same."
        for who, what in _as_one(comparison, codes)
    ]


def same_ratings_lines(comparison: Comparison) -> list[str]:
    """The same of roles that are rated as one job."""
    codes = [role.rated_as for role in comparison.roles]
    return [
        f"{who} are rated as one job, {what}. That is why many of their numbers are the same."
        for who, what in _as_one(comparison, codes)
    ]


def _as_one(comparison: Comparison, codes: Sequence[CodeName | None]) -> Iterator[tuple[str, str]]:
    """`Both`, `A paralegal and a lawyer` with the code that they share, which goes by titles of one table."""
    for code in dict.fromkeys(code for code in codes if code):
        nouns = [article(role.noun) for role, own in zip(comparison.roles, codes, strict=True) if own == code]
        if len(nouns) > 1:
            who = "Both" if comparison.is_pair else sentence(joined(nouns)).removesuffix(".")
            yield who, f"“{code.title}” ({code.code})"


def names_title(views: Sequence[NameView]) -> str:
    """What the sources come to that tell two names apart, or do not."""
    return "The names overlap." if any(view.is_one_job and view.is_used for view in views) else "Two different jobs."


def skills_line(comparison: Comparison) -> str:
    """What the skills section finds."""
    lead = "How much each job leans on a skill, from 0 to 100."
    widest = comparison.finding.widest_skill
    return f"{lead} The widest gap is in {inside_sentence(widest.title)}." if widest else lead


def hidden_line(hidden: Hidden) -> str:
    """What the live region says when only differences are shown."""
    if not hidden.total:
        return "Only differences. Nothing is hidden."
    rows = hidden.traits + hidden.schooling + hidden.certifications + hidden.roles
    parts = [
        counted(count, one, many)
        for count, one, many in (
            (rows, "row", "rows"),
            (hidden.duties, "duty", "duties"),
            (hidden.skills, "skill", "skills"),
            (hidden.steps, "step", "steps"),
        )
        if count
    ]
    return f"Only differences. {joined(parts)} hidden."


def _shared(comparison: Comparison) -> str:
    found = comparison.finding
    if comparison.without_duties:
        return _no_duties(comparison)
    if comparison.is_pair:
        first, second = comparison.roles
        if not found.shared:
            return f"They share none of {counted(found.total, 'duty', 'duties')} on file."
        of_first, of_second = (count or "none" for count in found.only)
        return (
            f"They share {found.shared} of {counted(found.total, 'duty', 'duties')}: "
            f"{of_first} only for {article(first.noun)}, {of_second} only for {article(second.noun)}."
        )
    number = NUMBERS[len(comparison.roles)].lower()
    if not found.shared:
        return f"None of {found.total} duties on file is shared by all {number}."
    return f"All {number} share {found.shared} of {found.total} duties on file."


def _no_duties(comparison: Comparison) -> str:
    names = joined([article(role.noun) for role in comparison.without_duties], "or")
    return f"We have no duties on file for {names} yet."


def _where(gap: PayGap) -> str:
    return f" {gap.where}" if gap.where else ""


def _by_figures(gap: PayGap, words: str) -> str:
    """The words as a sentence; where figures are those of another job, that comes first."""
    return sentence(f"by the closest pay figures, {words}" if gap.is_closest else words)


def _parted(comparison: Comparison) -> str:
    found, roles = comparison.finding, comparison.roles
    parts = []
    if found.pay and found.pay.dollars:
        per, where = found.pay.per, _where(found.pay)
        if found.pay.is_small:
            parts.append(f"typical pay{where} is about the same")
        elif comparison.is_pair:
            most = before_a_verb(roles[found.pay.most].noun)
            parts.append(f"a typical {most} earns {dollars(found.pay.dollars)} more {per}{where}")
        else:
            middles = [role.pay.p50 for role in roles if role.pay and role.pay.p50 is not None]
            parts.append(f"typical pay{where} runs from {dollars(min(middles))} to {dollars(max(middles))} {per}")
    if found.time and found.time.months:
        soonest = before_a_verb(article(roles[found.time.soonest].noun))
        if comparison.is_pair:
            parts.append(f"{soonest} can start sooner")
        else:
            parts.append(f"{soonest} can start soonest")
    if found.pay and found.pay.dollars and found.pay.is_closest:
        # What comes after is not said by pay figures.
        parts[0] = f"by the closest pay figures, {parts[0]}"
        return " ".join(sentence(part) for part in parts)
    # Two whole statements: a comma keeps them apart.
    return sentence(", and ".join(parts))
