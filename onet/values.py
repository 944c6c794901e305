"""What a cell of a table may hold, and what it becomes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints

from sources.texts import unfit_character


def _like(pattern: str, words: str) -> AfterValidator:
    form = re.compile(pattern)

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(words)
        return text

    return AfterValidator(check)


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def _fit(text: str) -> str:
    # Nearly every text is printable, which is quick to know.
    if not text.isprintable() and (unfit := unfit_character(text)):
        raise ValueError(f"holds a control character, {unfit}")
    if not _LETTER_OR_DIGIT.search(text):
        raise ValueError("holds no letter and no digit")
    return text


def _none_for(*signs: str) -> BeforeValidator:
    return BeforeValidator(lambda text: None if text in signs else text)


def _month(text: str) -> date:
    month, _, year = text.partition("/")
    if not (month.isascii() and month.isdigit() and year.isascii() and year.isdigit() and len(year) == 4):
        raise ValueError("should be a month like 08/2023")
    first = date(int(year), int(month), 1)
    if lies_ahead(first.year, first.month):
        raise ValueError("should not lie ahead of today")
    return first


def lies_ahead(year: int, month: int = 1) -> bool:
    """Whether that is a time to come, of which nobody has figures."""
    today = datetime.now(UTC)
    return (year, month) > (today.year, today.month)


# Of O*NET, which writes n/a where it has no value.
OnetCode = Annotated[str, _like(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}", "should be a code like 23-2011.00")]
ElementId = Annotated[str, _like(r"[0-9](\.[A-Za-z0-9]+)*", "should be an element like 2.A.1.a")]
NotAvailable = _none_for("n/a")
Month = Annotated[date, BeforeValidator(_month)]
YesNo = bool
Zone = Annotated[int, Field(ge=1, le=5)]

# Of both.
Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True), AfterValidator(_fit)]
TaskText = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True), AfterValidator(_fit)]
FewWords = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True), AfterValidator(_fit)]
ShortTitle = Annotated[
    str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True), AfterValidator(_fit)
]
Title = Annotated[str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True), AfterValidator(_fit)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Number = Annotated[Decimal, Field(max_digits=12, decimal_places=4)]
Percent = Annotated[Number, Field(ge=0, le=100)]
Growth = Annotated[Number, Field(ge=-100, le=9_999)]


def _true_or_blank(text: str) -> bool:
    if text not in ("TRUE", ""):
        raise ValueError("should be TRUE or empty")
    return text == "TRUE"


# Of the Bureau of Labor Statistics, which writes a dash, or stars, where it has no value.
SocCode = Annotated[str, _like(r"[0-9]{2}-[0-9]{4}", "should be a code like 23-2011")]
CipCode = Annotated[str, _like(r"[0-9]{2}\.[0-9]{4}", "should be a code like 22.0302")]
StateCode = Annotated[str, _like(r"[A-Z]{2}", "should be two letters, like NY")]
Dash = _none_for("—")
UnlessStars = _none_for("**")
TrueOrBlank = PlainValidator(_true_or_blank)
FootnoteOff = BeforeValidator(lambda text: re.sub(r"\[[0-9]+\]$", "", text))


def _jobs(thousands: str) -> int:
    try:
        return round(Decimal(thousands) * 1000)
    except (ArithmeticError, ValueError):
        raise ValueError("should be a number of thousands")


# Printed in thousands, kept as jobs.
Jobs = Annotated[int, BeforeValidator(_jobs), Field(ge=0, le=1_000_000_000)]


class Amount(NamedTuple):
    """A figure of pay, and whether it is there: in the words in which pay is kept."""

    dollars: Decimal | None
    cell: Literal["published", "withheld", "top"]


_DOLLARS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


def _pay(*, top: str, top_sign: str = "#", withheld_sign: str = "*") -> PlainValidator:
    signs = {withheld_sign: Amount(None, "withheld"), top_sign: Amount(Decimal(top), "top")}

    # The same amounts come again all over the country.
    @lru_cache(maxsize=100_000)
    def amount(text: str) -> Amount:
        if text in signs:
            return signs[text]
        if not _DOLLARS.fullmatch(text):
            raise ValueError(f"should be an amount in dollars, {top_sign} or {withheld_sign}")
        return Amount(Decimal(text), "published")

    return PlainValidator(amount)


# The highest figures that are published: what is at or above them bears a sign.
Hourly = _pay(top="115.00")
Yearly = _pay(top="239200")
MedianPay = _pay(top="239200", top_sign=">=$239,200", withheld_sign="—")
