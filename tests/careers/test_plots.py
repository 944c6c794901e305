from __future__ import annotations

from careers.cells import Cell
from careers.plots import pay_plot, pay_scale
from careers.rolefacts import PayFacts


def pay(*, p10: float | None, p50: float | None, p90: float | None, box: bool = True) -> PayFacts:
    p25, p75 = (40_000, 80_000) if box else (None, None)
    return PayFacts("a year", p10, p25, p50, p75, p90, Cell("pay", "pay"), "May 2025")


def test_the_scale_runs_from_20_to_100_thousand() -> None:
    scale = pay_scale([pay(p10=30_000, p50=50_000, p90=90_000), None])
    assert [tick.label for tick in scale.ticks] == ["$20k", "$40k", "$60k", "$80k", "$100k"]


def test_the_scale_widens_in_steps_until_everything_stands_on_it() -> None:
    scale = pay_scale([pay(p10=15_000, p50=50_000, p90=351_600)])
    assert (scale.low, scale.high) == (0, 360_000)
    assert len(scale.ticks) <= 5


def test_marks_stand_in_percent_of_the_scale() -> None:
    facts = pay(p10=20_000, p50=60_000, p90=100_000)
    plot = pay_plot(facts, pay_scale([facts]))
    assert (plot.low, plot.middle, plot.high, plot.box, plot.box_width) == (
        "0.00%", "50.00%", "100.00%", "25.00%", "50.00%",
    )  # fmt: skip


def test_what_is_not_published_is_not_drawn() -> None:
    facts = pay(p10=None, p50=None, p90=100_000, box=False)
    plot = pay_plot(facts, pay_scale([facts]))
    assert (plot.low, plot.high, plot.box, plot.middle) == ("", "", "", "")
