"""Pay and outlook: the figures of the codes that a role leans on, and what somebody claims beside them.

A figure is that of the nearest place with a middle on file, by the year or else by the hour, and names its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from careers.cells import MISSING, Cell, Tag
from careers.facts.codes import CodeRow, Codes, OutlookRow, PayRow, row_of
from careers.facts.known import written_of
from careers.facts.standpoint import Standpoint
from careers.facts.trust import dispute_tags, is_said_today, match_tags
from careers.rolefacts import LITTLE_PERCENT, Claim, CodeName, OutlookFacts, PayFacts
from careers.wording import dollars, inside_sentence, sentence
from roles.models import Pay, Role, RoleCode

# How a figure is led in that is not the one in use.
LEADS: dict[str, str] = {
    Pay.Standing.USED: "Claimed elsewhere",
    Pay.Standing.ALSO: "Another figure on file",
    Pay.Standing.CLAIMED: "Claimed elsewhere",
    Pay.Standing.HISTORICAL: "As it was",
}

# Tags for how well a figure fits, and the words for it.
Match = tuple[tuple[Tag, ...], str]


def pay(family: tuple[Role, ...], leaning: Codes, view: Standpoint, *, is_compared: bool = False) -> PayFacts | None:
    """Pay of the code that the role, or else its parent, leans on for pay; None where none is on file.

    What it can be compared by comes with it only where it is.
    """
    on_file = [
        (figures, code, member)
        for member in family
        for code in _codes(member, leaning, RoleCode.Use.PAY)
        if (figures := _by_use(code.pay, view))
    ]
    if not on_file:
        return None
    figures, code, member = min(on_file, key=lambda found: _use(found[0][0]))
    match = _match(code, member, family[0])
    first, *others = figures
    paid = _pay(first, code, match, view, lacks=_lack(first, figures, view))
    if not is_compared:
        return paid
    return replace(paid, others=tuple(_pay(fact, code, match, view) for fact in others if fact.p50 is not None))


def _by_use(facts: Iterable[PayRow], view: Standpoint) -> list[PayRow]:
    """One figure for each place and time, that of most use first: a middle, by the year, of the nearest place."""
    used = view.used(facts, subject=lambda fact: (fact.place_id, fact.per)).values()
    return sorted(used, key=lambda fact: (*_use(fact), view.distance(fact)))


def _use(fact: PayRow) -> tuple[bool, bool]:
    return fact.p50 is None, fact.per != Pay.Per.YEAR


def _lack(fact: PayRow, figures: Sequence[PayRow], view: Standpoint) -> str:
    """Why a figure is not one of the place that was asked for."""
    if fact.place_id == view.place:
        return ""
    is_withheld = any(other.place_id == view.place and other.per == fact.per for other in figures)
    return f"{'not published' if is_withheld else 'none on file'} for {view.place_name}"


def with_dispute(facts: PayFacts | None, family: tuple[Role, ...], leaning: Codes, view: Standpoint) -> PayFacts | None:
    """The same with what others say today beside it."""
    said = [fact for fact in _told(family, leaning, view) if is_said_today(fact, view)]
    if facts is None or not said:
        return facts
    also = tuple(_claim(fact, value).cell for fact in said if (value := said_of_pay(fact)))
    first, *others = (_disputed(each, said, also) for each in (facts, *facts.others))
    return replace(first, others=tuple(others))


def _disputed(facts: PayFacts, said: Sequence[PayRow], also: tuple[Cell, ...]) -> PayFacts:
    marks = dispute_tags(facts.p50, [fact.p50 for fact in said])
    return replace(facts, cell=replace(facts.cell, tags=(*facts.cell.tags, *marks), also=also))


def pay_cell(facts: PayFacts | None) -> Cell:
    """What the at-a-glance table says of pay."""
    return facts.cell if facts else MISSING


def claims(family: tuple[Role, ...], leaning: Codes, view: Standpoint) -> tuple[Claim, ...]:
    """What else is said of the role's pay: shown beside the figure in use, as what it is, and never instead of it."""
    return tuple(_claim(fact, value) for fact in _told(family, leaning, view) if (value := said_of_pay(fact)))


def _told(family: tuple[Role, ...], leaning: Codes, view: Standpoint) -> list[PayRow]:
    told = [row_of(fact, view.today) for fact in written_of(family[0], "pay") if view.holds(fact)]
    codes = _codes(family[0], leaning, RoleCode.Use.PAY)
    return told + [fact for code in codes for fact in code.pay if view.is_told(fact)]


def _claim(fact: PayRow, value: str) -> Claim:
    cell = Cell(
        code=(fact.start, fact.later, fact.p50),
        value=value,
        context=" ".join(part for part in (sentence(fact.backing.date_words), fact.why) if part),
        tags=fact.backing.tags,
        sources=fact.backing.sources,
    )
    return Claim(LEADS[fact.standing], cell)


def said_of_pay(fact: Pay | PayRow) -> str:
    """`$20,000 a year at the start, later $30,000`, `$123,860 a year in the middle, most earn $73,390 to $224,340`."""
    per = Pay.Per(fact.per).label
    if fact.start is not None:
        later = f", later {dollars(fact.later)}" if fact.later is not None else ""
        return f"{dollars(fact.start)} {per} at the start{later}"
    if fact.p50 is None:
        return ""
    ends = fact.p10 is not None and fact.p90 is not None
    most = f", most earn {dollars(fact.p10 or 0)} to {dollars(fact.p90 or 0)}" if ends else ""
    return f"{dollars(fact.p50)} {per} in the middle{most}"


def outlook(family: tuple[Role, ...], leaning: Codes, view: Standpoint) -> OutlookFacts | None:
    """What the projections say for the code that the role, or else its parent, leans on for outlook."""
    for member in family:
        for code in _codes(member, leaning, RoleCode.Use.OUTLOOK):
            for fact in view.used(code.outlooks, subject=lambda _: "outlook").values():
                return _outlook(fact, _match(code, member, family[0]))
    return None


def _codes(role: Role, leaning: Codes, use: str) -> list[CodeRow]:
    return [code for code in leaning.get(role.pk, ()) if code.use == use]


def _match(code: CodeRow, member: Role, role: Role) -> Match:
    """How well a figure fits the role: one taken over from the parent is at best a close match."""
    marks = match_tags(code.match, is_own=member == role)
    if code.match != RoleCode.Match.EXACT:
        return marks, f"{RoleCode.Match(code.match).label}: “{code.title}” ({code.code})"
    if member != role:
        return marks, f"For any {inside_sentence(member.title)}: no figure for this specialty"
    return marks, ""


def _pay(fact: PayRow, code: CodeRow, match: Match, view: Standpoint, *, lacks: str = "") -> PayFacts:
    fit, match_note = match
    figures = PayFacts(
        per=Pay.Per(fact.per).label,
        p10=fact.p10,
        p25=fact.p25,
        p50=fact.p50,
        p75=fact.p75,
        p90=fact.p90,
        cell=MISSING,
        date_words=fact.backing.date_words,
        match_note=match_note,
        top_coded=fact.top_coded,
        where="" if view.is_everywhere else f"in {view.place_of(fact)}",
        lacks=lacks,
        code=CodeName(code.code, code.title),
    )
    cell = Cell(
        # “Or more” is no figure, so that two of them are not the same.
        code=(figures.p10, figures.p50, figures.p90) if figures.ends and not figures.is_middle_open else None,
        value=_with_unit(figures) if figures.p50 is not None else figures.middle,
        context=". ".join(filter(None, (figures.of_place, figures.most))),
        tags=(*fit, *fact.backing.tags),
        sources=fact.backing.sources,
        is_figure=True,
    )
    return replace(figures, cell=cell)


def _with_unit(figures: PayFacts) -> str:
    """`$61,010 a year`, `$239,200 a year or more`."""
    amount, _, more = figures.middle.partition(" ")
    return " ".join(part for part in (amount, figures.per, more) if part)


def _outlook(fact: OutlookRow, match: Match) -> OutlookFacts:
    fit, _ = match
    growth = fact.growth_percent
    if growth is None:
        value = "Growth not on file"
    elif abs(growth) < LITTLE_PERCENT:
        value = "Little change"
    else:
        value = f"{abs(growth):g}% {'more' if growth > 0 else 'fewer'} jobs"
    context = f"{fact.openings_a_year:,} openings a year" if fact.openings_a_year is not None else ""
    cell = Cell(
        code=None if growth is None and fact.openings_a_year is None else (growth, fact.openings_a_year),
        value=value,
        context=f"About {context}" if context else "",
        tags=(*fit, *fact.backing.tags),
        sources=fact.backing.sources,
    )
    return OutlookFacts(f"{fact.period_from} to {fact.period_to}", growth, fact.openings_a_year, cell)
