"""Where marks stand in the drawn plots: positions in percent, ready for SVG attributes.

Plots have no `viewBox`: x in percent, y in px, so they stretch without stretching marks or text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

from careers.rolefacts import PayFacts

# Where a scale of pay starts and ends if nothing stands beyond, and its steps: by the year, and by the hour.
YEARLY, HOURLY = (20_000, 100_000, 20_000), (10, 50, 10)
MOST_GRID_LINES = 5


@dataclass(frozen=True)
class Tick:
    """A line of a scale: where it stands, in percent of the width, and its label."""

    x: str
    label: str


@dataclass(frozen=True)
class PayScale:
    """One scale for rows that are compared: from `low` to `high` US dollars, with at most five lines."""

    low: int
    high: int
    step: int

    def x(self, amount: float) -> str:
        return percent((amount - self.low) / (self.high - self.low))

    @cached_property
    def ticks(self) -> tuple[Tick, ...]:
        amounts = range(self.low, self.high + 1, self.step)
        return tuple(
            Tick(self.x(amount), f"${amount // 1000}k" if amount >= 1000 else f"${amount}") for amount in amounts
        )


@dataclass(frozen=True)
class PayPlot:
    """The glyph: line from low 10% to high 10%, box for the middle half, mark at the middle.

    A part whose figure is not published is left out (its positions are empty).
    """

    low: str
    high: str
    box: str
    box_width: str
    middle: str


def percent(share: float) -> str:
    """`62.89%`: what SVG takes for x, width and cx."""
    return f"{share * 100:.2f}%"


def pay_scale(pays: Iterable[PayFacts | None]) -> PayScale:
    """From 20k to 100k, widened in steps of 20k until all figures stand on it; from $10 to $50 for pay by the hour."""
    paid = [pay for pay in pays if pay]
    low, high, step = HOURLY if paid and not any(pay.is_yearly for pay in paid) else YEARLY
    amounts = [amount for pay in paid for amount in pay.ends]
    low = min([low, *(floor(amount / step) * step for amount in amounts)])
    high = max([high, *(ceil(amount / step) * step for amount in amounts)])
    steps = (high - low) // step
    every = ceil(steps / (MOST_GRID_LINES - 1))
    return PayScale(low, high, every * step)


def pay_plot(pay: PayFacts, scale: PayScale) -> PayPlot:
    """Where one role's pay stands on the scale."""
    has_box = pay.p25 is not None and pay.p75 is not None
    return PayPlot(
        low="" if pay.p10 is None or pay.p90 is None else scale.x(pay.p10),
        high="" if pay.p10 is None or pay.p90 is None else scale.x(pay.p90),
        box=scale.x(pay.p25) if has_box and pay.p25 is not None else "",
        box_width=percent((pay.p75 - pay.p25) / (scale.high - scale.low))
        if pay.p25 is not None and pay.p75 is not None
        else "",
        middle="" if pay.p50 is None else scale.x(pay.p50),
    )
