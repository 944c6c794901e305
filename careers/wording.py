"""Numbers and names as they stand in sentences. Pages, handouts and downloads share these words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from careers.cells import Range

MONTHS_A_YEAR = 12
# From here on years say more than months, and from here on a range ends in years on both sides.
YEARS_FROM_MONTHS, BOTH_YEARS_FROM_MONTHS = 48, 24


def dollars(amount: float | Decimal) -> str:
    """`$61,010`, or `$30.24` where there are cents."""
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def dollar_range(cost: Range | None) -> str:
    """`$2,880 to $17,800`, `$0`, `At least $1,200`; “Cost not on file” for None."""
    if cost is None:
        return "Cost not on file"
    if cost.high is None:
        return f"At least {dollars(round(cost.low))}"
    if cost.low == cost.high:
        return dollars(round(cost.low))
    return f"{dollars(round(cost.low))} to {dollars(round(cost.high))}"


def month_range(months: Range | None) -> str:
    """`3 to 18 months`, `24 months`, `2 to 5.5 years`, `6 months to 4 years`; “Time not on file” for None."""
    if months is None:
        return "Time not on file"
    if months.high is None:
        return f"At least {_time(months.low, _unit(months.low))}" if months.low else "Time not on file"
    if months.high == 0:
        return "0 months"
    high_unit = _unit(months.high)
    low_unit = high_unit if months.low >= BOTH_YEARS_FROM_MONTHS or months.low == 0 else _unit(months.low)
    high = _time(months.high, high_unit)
    if months.low == months.high:
        return high
    if low_unit == high_unit:
        return f"{_number(months.low, low_unit)} to {high}"
    return f"{_time(months.low, low_unit)} to {high}"


def _unit(months: float) -> str:
    return "year" if months >= YEARS_FROM_MONTHS else "month"


def _number(months: float, unit: str) -> str:
    amount = months / MONTHS_A_YEAR if unit == "year" else months
    return f"{round(amount, 1):g}"


def _time(months: float, unit: str) -> str:
    number = _number(months, unit)
    return f"{number} {unit if number == '1' else unit + 's'}"


def amount_words(amount: float | Decimal, unit: str) -> str:
    """`5 years`, `1 year`, `1,040 hours`, `4.5 CEU`."""
    return f"{float(amount):,g} {unit.removesuffix('s') if amount == 1 else unit}".rstrip()


def every(months: int) -> str:
    """`year`, `5 years`, `18 months`: what follows “every”."""
    amount, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return unit if amount == 1 else f"{amount} {unit}s"


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(count: int, thing: str, things: str = "") -> str:
    """`1 duty`, `4 duties`: give the plural where it is not just an s."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def article(noun: str) -> str:
    """`a paralegal`, `an immigration paralegal`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def first_sentence(text: str) -> str:
    """`You do this.` of `You do this. You do not do that.`"""
    lead, stop, _ = text.partition(". ")
    return lead + stop.strip()


def sentence(words: str) -> str:
    """`every 5 years` as `Every 5 years.`; nothing stays nothing."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def inside_sentence(words: str) -> str:
    """`Legal assistant` as `legal assistant`, `A test` as `a test`; abbreviations keep their capitals."""
    return words if words[:2].isupper() and words[1:2] != " " else words[:1].lower() + words[1:]
