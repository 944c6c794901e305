"""Pay and outlook: the figures of the codes that a role leans on, and what somebody claims beside them."""

from __future__ import annotations

from careers.cells import MISSING, Cell, Tag
from careers.facts.numbers import plain_number
from careers.facts.sources import PAY_GROWS_OLD_YEARS, citations, data_date_words, tags
from careers.facts.standpoint import Standpoint
from careers.rolefacts import Claim, OutlookFacts, PayFacts
from careers.wording import dollars, inside_sentence
from roles.models import Outlook, Pay, PayCell, Role, RoleCode

# Growth between these is “little change”: the projections round to about this.
LITTLE_PERCENT = 1

# Tags for how well a figure fits, and the words for it.
Match = tuple[tuple[Tag, ...], str]


def pay(family: tuple[Role, ...], view: Standpoint) -> PayFacts | None:
    """Yearly pay of the code that the role, or else its parent, leans on for pay; None where none is on file."""
    for member in family:
        for code in _codes(member, RoleCode.Use.PAY):
            used = view.used(code.occupation.pay.all(), subject=lambda fact: fact.per)
            if fact := used.get(Pay.Per.YEAR):
                return _pay(fact, _match(code, member, family[0]), view)
    return None


def pay_cell(facts: PayFacts | None) -> Cell:
    """What the at-a-glance table says of pay."""
    return facts.cell if facts else MISSING


def claims(family: tuple[Role, ...], view: Standpoint) -> tuple[Claim, ...]:
    """Pay that somebody claims for the role: shown beside the figures, never instead of them."""
    found = []
    for fact in family[0].pay.all():
        if fact.start is None or not view.holds(fact):
            continue
        later = f", later {dollars(fact.later)}" if fact.later is not None else ""
        cell = Cell(
            code=(fact.start, fact.later),
            value=f"{dollars(fact.start)} {fact.get_per_display()} at the start{later}",
            context=" ".join(part for part in (data_date_words(fact), fact.why) if part),
            tags=tags(fact, view.today, older_after_years=PAY_GROWS_OLD_YEARS),
            sources=citations(fact, view.today),
        )
        found.append(Claim("Pay", cell))
    return tuple(found)


def outlook(family: tuple[Role, ...], view: Standpoint) -> OutlookFacts | None:
    """What the projections say for the code that the role, or else its parent, leans on for outlook."""
    for member in family:
        for code in _codes(member, RoleCode.Use.OUTLOOK):
            used = view.used(code.occupation.outlooks.all(), subject=lambda fact: fact.occupation_id)
            for fact in used.values():
                return _outlook(fact, _match(code, member, family[0]), view)
    return None


def _codes(role: Role, use: str) -> list[RoleCode]:
    return [code for code in role.codes.all() if code.use == use]


def _match(code: RoleCode, member: Role, role: Role) -> Match:
    """How well a figure fits the role: one taken over from the parent is at best a close match."""
    if code.match != RoleCode.Match.EXACT:
        return (Tag.CLOSEST,), f"{code.get_match_display()}: “{code.occupation.title}” ({code.occupation.code})"
    if member != role:
        return (Tag.CLOSEST,), f"For any {inside_sentence(member.title)}: no figure for this specialty"
    return (), ""


def _pay(fact: Pay, match: Match, view: Standpoint) -> PayFacts:
    match_tags, match_note = match
    marks = (*match_tags, *tags(fact, view.today, older_after_years=PAY_GROWS_OLD_YEARS))
    middle = f"{dollars(fact.p50)} {fact.get_per_display()}" if fact.p50 is not None else "Not published"
    if fact.p50_cell == PayCell.TOP:
        middle = f"{middle} or more"
    spread = ""
    if fact.p10 is not None and fact.p90 is not None:
        end = f"{dollars(fact.p90)} or more" if fact.p90_cell == PayCell.TOP else dollars(fact.p90)
        spread = f"Most earn {dollars(fact.p10)} to {end}"
    cells = (fact.p10_cell, fact.p25_cell, fact.p50_cell, fact.p75_cell, fact.p90_cell)
    return PayFacts(
        per=fact.get_per_display(),
        p10=plain_number(fact.p10),
        p25=plain_number(fact.p25),
        p50=plain_number(fact.p50),
        p75=plain_number(fact.p75),
        p90=plain_number(fact.p90),
        cell=Cell(
            code=(fact.p10, fact.p50, fact.p90),
            value=middle,
            context=spread,
            tags=marks,
            sources=citations(fact, view.today),
            is_figure=True,
        ),
        date_words=data_date_words(fact),
        match_note=match_note,
        has_top_coded_end=PayCell.TOP in cells,
    )


def _outlook(fact: Outlook, match: Match, view: Standpoint) -> OutlookFacts:
    match_tags, _ = match
    growth = plain_number(fact.growth_percent)
    if growth is None:
        value = "Growth not on file"
    elif abs(growth) < LITTLE_PERCENT:
        value = "Little change"
    else:
        value = f"{abs(growth):g}% {'more' if growth > 0 else 'fewer'} jobs"
    context = f"{fact.openings_a_year:,} openings a year" if fact.openings_a_year is not None else ""
    cell = Cell(
        code=(growth, fact.openings_a_year),
        value=value,
        context=f"About {context}" if context else "",
        tags=(*match_tags, *tags(fact, view.today)),
        sources=citations(fact, view.today),
    )
    return OutlookFacts(f"{fact.period_from} to {fact.period_to}", growth, fact.openings_a_year, cell)
