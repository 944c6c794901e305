"""Rows that come in dozens. Each is a line of Python here: as a template it would take ten times as long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from careers.cells import MISSING, NOT_ON_FILE, Cell
from careers.comparison import Row, Span, TopicRow, merged, spans
from careers.escaping import escape
from careers.plots import PayPlot, PayScale, Tick
from careers.rolefacts import UNKNOWN, DutyFacts, PayFacts, RoleFacts, SchoolingFacts
from careers.templatetags.pathside import (
    also_said,
    backing,
    cell_words,
    citations,
    lacking,
    mark,
    pips,
    tags_of,
    who,
)
from careers.templatetags.shell import address
from careers.views.comparisons import PayLine, SkillPlot
from careers.wording import article, inside_sentence
from sources.models import Place

register = template.Library()

Columns = Sequence[tuple[int, RoleFacts]]
Own = Sequence[tuple[str, DutyFacts]]
NO = '<span class="no">{}</span>'
SAME = '<span class="tag tag-o">= Same</span>'


@register.simple_tag(takes_context=True)
def bar_slots(context: Context, columns: Columns) -> SafeString:
    """What is compared, each with a link that puts another one in its place, or takes it out of more than two."""
    subject, state_query, is_pair = context["subject"], context["state_query"], context["whole"].is_pair
    found = []
    for (slot, role), change in zip(columns, context["change" if is_pair else "removals"], strict=True):
        named = f'<a href="{address(subject.page, role.slug)}{state_query}">{escape(role.title)}</a>'
        adds = f' data-adds="{role.slug}"' if subject.has_adder else ""
        link = (
            f'<a class="two-only" href="{escape(change)}"{adds}>Change'
            if is_pair
            else f'<a href="{escape(change)}">Remove'
        )
        found.append(
            f'<div class="slot">{mark(slot)}{named} {link}<span class="vh"> {escape(role.noun)}</span></a></div>'
        )
    return SafeString("\n".join(found))


@register.simple_tag(takes_context=True)
def next_links(context: Context, columns: Columns, moves: Iterable[tuple[str, str]]) -> SafeString:
    """How to become each role that has steps, all ways in side by side, and the moves from one to the next."""
    state_query = context["state_query"]
    found = [
        f'<li>{mark(slot)} <a href="{address("careers:how-to-become", role.slug)}{state_query}">'
        f"How to become {escape(article(role.noun))}</a></li>"
        for slot, role in columns
        if role.has_steps
    ]
    if found:
        paths = f'<a href="{escape(context["paths_url"])}{state_query}">The ways in, side by side</a>'
        found.append(f"<li>{paths}: time, cost and each step</li>")
    found += [
        f'<li><a href="{escape(to)}{state_query}">{escape(words)}</a>: what carries over</li>' for to, words in moves
    ]
    return SafeString("\n".join(found))


@register.simple_tag
def state_choices(states: Iterable[Place], chosen: str) -> SafeString:
    """The options of a select of states. `chosen`: the short code of the one that holds now."""
    return SafeString(
        "\n".join([_option(place.short_code, place.name, place.short_code == chosen) for place in states])
    )


@register.simple_tag
def state_select(states: Iterable[Place], label: str, chosen: str) -> SafeString:
    """The choice of a state. `label`: what stands above it."""
    return SafeString(
        f'<label for="state">{escape(label)}</label>\n<select id="state" name="state" autocomplete="off">\n'
        f'<option value="">All states</option>\n{state_choices(states, chosen)}\n</select>'
    )


@lru_cache(256)
def _option(value: str, words: str, is_chosen: bool) -> str:
    # It ends where the next one starts: most pages have all the states.
    return f'<option value="{value}"{" selected" if is_chosen else ""}>{escape(words)}'


@register.simple_tag
def axis(ticks: Iterable[Tick]) -> SafeString:
    """The last row of a table of plots: what its grid lines stand for."""
    labels = "\n".join([f'<text x="{tick.x}" y="16">{tick.label}</text>' for tick in ticks])
    return SafeString(
        f'<tr class="axis" aria-hidden="true">\n<td></td>\n<td><svg class="plot" height="24">\n{labels}\n</svg></td>\n'
        "<td></td>\n</tr>"
    )


def plotted(plot: SkillPlot) -> str:
    """Where a skill stands for each role, on a line from 0 to 100."""
    marks = "".join(f'<use class="r{slot}" href="#m{slot}" x="{x}"/>' for slot, x in plot.marks)
    low, high = plot.ends
    return (
        '<svg class="plot" aria-hidden="true"><line class="track" x2="100%"/>'
        f'<line class="gap" x1="{low}" x2="{high}"/>{marks}</svg>'
    )


@register.simple_tag
def plot_rows(plots: Iterable[SkillPlot], columns: Columns) -> SafeString:
    """Three or four roles on each line; the numbers are there for those who do not see it."""
    titles = [escape(role.title) for _, role in columns]
    return SafeString(
        "\n".join(
            f'<tr role="row"><th role="rowheader" scope="row">{escape(plot.title)}{tags_of(plot.tags)}</th>'
            f'<td role="cell">{plotted(plot)}<span class="vh">{_told(titles, plot)}</span></td></tr>'
            for plot in plots
        )
    )


def _told(titles: Sequence[str], plot: SkillPlot) -> str:
    return " ".join(f"{title} {number}." for title, number in zip(titles, plot.numbers, strict=True))


@register.simple_tag
def pair_rows(plots: Iterable[SkillPlot]) -> SafeString:
    """Two roles on each line, the number of each at its end."""
    return SafeString(
        "\n".join(
            f'<tr role="row"><th role="rowheader" scope="row">{escape(plot.title)}{tags_of(plot.tags)}</th>'
            f'<td class="n" role="cell">{plot.numbers[0]}</td><td role="cell">{plotted(plot)}</td>'
            f'<td class="n" role="cell">{plot.numbers[1]}</td></tr>'
            for plot in plots
        )
    )


@register.simple_tag
def number_rows(plots: Iterable[SkillPlot]) -> SafeString:
    """Only the numbers, a column for each role: how much it leans on a skill, and how much of it that takes."""
    return SafeString(
        "\n".join(
            f'<tr><th scope="row">{escape(plot.title)}{tags_of(plot.tags)}</th>'
            + "".join(f'<td class="n">{told}</td>' for told in map(_with_level, plot.numbers, plot.levels))
            + "</tr>"
            for plot in plots
        )
    )


def _with_level(number: str, level: str) -> str:
    return number if level == UNKNOWN else f"{number}<small>/{level}</small>"


@register.simple_tag
def pay_rows(lines: Iterable[PayLine], scale: PayScale) -> SafeString:
    """What each role pays, drawn where all can stand on one scale, else in words."""
    found = []
    for line in lines:
        pay = line.role.pay
        if not pay:
            drawn, said = NO.format(NOT_ON_FILE), f'<td role="cell" class="r">{NO.format(NOT_ON_FILE)}</td>'
        elif line.plot:
            drawn = pay_glyph(line.plot, scale, pay, slot=line.slot)
            said = f'<td role="cell" class="r num">{escape(pay.middle)}</td>'
        else:
            drawn = escape(pay.most)
            said = f'<td role="cell" class="r num">{escape(pay.middle)} <small>{escape(pay.per)}</small></td>'
        found.append(
            f'<tr role="row"><th role="rowheader" scope="row">{mark(line.slot)}{escape(line.role.title)}</th>'
            f'<td role="cell">{drawn}</td>{said}</tr>'
        )
    return SafeString("\n".join(found))


@register.simple_tag
def pay_glyph(plot: PayPlot, scale: PayScale, pay: PayFacts, *, slot: int) -> SafeString:
    """The pay of one role on a scale. In slot 0, which is nobody's, it has the color of all and the first mark."""
    lines = [f'<line class="grid" x1="{tick.x}" x2="{tick.x}" y2="50"/>' for tick in scale.ticks]
    if plot.low:
        lines += [
            f'<line class="line" x1="{plot.low}" x2="{plot.high}" y1="25" y2="25"/>',
            f'<line class="line" x1="{plot.low}" x2="{plot.low}" y1="20" y2="30"/>',
            f'<line class="line" x1="{plot.high}" x2="{plot.high}" y1="20" y2="30"/>',
        ]
    if plot.box:
        lines.append(f'<rect class="box" x="{plot.box}" y="17" width="{plot.box_width}" height="16" rx="2"/>')
    if plot.middle:
        lines.append(f'<use href="#m{slot or 1}" x="{plot.middle}" y="25"/>')
    drawn = "\n".join(lines)
    return SafeString(
        f'<svg class="plot r{slot}" height="50" aria-hidden="true">\n{drawn}\n</svg>'
        f'<span class="vh">{escape(pay.in_words)}</span>'
    )


def _shared(names: Sequence[str], span: Span[Any], said: str) -> str:
    """A cell as wide as the neighbors that share it, whose it is, and what they say."""
    if not span.is_joined:
        return f'<td role="cell">{names[span.places[0]]}{said}</td>'
    whose, count = "".join(names[place] for place in span.places), len(span.places)
    return f'<td role="cell" class="joined" colspan="{count}" aria-colspan="{count}">{whose}{SAME}{said}</td>'


@register.simple_tag(takes_context=True)
def trait_rows(context: Context, rows: Iterable[Row[Cell]], columns: Columns) -> SafeString:
    """The rows at a glance: a cell for each of two; of three or four, neighbors that say the same share one."""
    names = [who(column) for column in columns]
    found: list[str] = []
    for row in rows:
        if row.alike:
            found.append(same_row(context, row, columns))
            continue
        if len(columns) == 2:
            cells = "".join(f'<td role="cell">{cell_words(context, cell or MISSING)}</td>' for cell in row.cells)
        else:
            cells = "".join(
                _shared(names, span, cell_words(context, span.cell or MISSING)) for span in spans(row.cells)
            )
        found.append(f'<tr role="row"><th role="rowheader" scope="row">{escape(row.title)}</th>{cells}</tr>')
    return SafeString("\n".join(found))


@register.simple_tag(takes_context=True)
def same_row(context: Context, row: Row[Cell], columns: Columns) -> SafeString:
    """A row in which all columns say one thing. Where contexts differ, each says its own."""
    cell, count = merged(row.cells), len(columns)
    value, backed = escape(cell.value), backing(context, cell)
    if cell.context:
        words = [f"<p>{SAME}{value}</p>", f'<p class="ctx">{escape(cell.context)}{backed}</p>']
    else:
        told = ((slot, each.context) for slot, each in enumerate(row.cells, start=1) if each and each.context)
        words = [f"<p>{SAME}{value}{backed}</p>"]
        words += [f'<p class="ctx">{mark(slot)} {escape(context_of)}</p>' for slot, context_of in told]
    if count == 2:
        words += [f'<p class="ctx">{also_said(context, also)}</p>' for also in cell.also]
    said = "\n".join(words)
    return SafeString(
        f'<tr class="same" role="row"><th role="rowheader" scope="row">{escape(row.title)}</th>'
        f'<td role="cell" colspan="{count}" aria-colspan="{count}">{said}</td></tr>'
    )


@register.simple_tag(takes_context=True)
def level_rows(context: Context, rows: Iterable[Row[SchoolingFacts]], columns: Columns) -> SafeString:
    """How usual each level of schooling is; what else is said stands with it for two roles, below for more."""
    is_pair, names = len(columns) == 2, [who(column) for column in columns]
    rest = "Seldom named, or not on file" if context["is_counted"] else "Not on file"
    found = []
    for row in rows:
        if is_pair:
            cells = [
                f'<td role="cell">{_level(context, column, column[0], level, level.cell if level else None)}'
                f"{_others(context, level)}</td>"
                for column, level in zip(columns, row.cells, strict=True)
            ]
        else:
            cells = [
                # The space parts the pips from the tag of those that are the same.
                _shared(
                    names, span, " " + _level(context, columns[span.places[0]], span.slot, span.cells[0], span.cell)
                )
                for span in spans(row.cells)
            ]
            cells.append(lacking(columns, row.cells, rest))
        found.append(
            f'<tr role="row">\n<th role="rowheader" scope="row">{escape(row.title)}</th>\n{"".join(cells)}\n</tr>'
        )
    return SafeString("\n".join(found))


@register.simple_tag(takes_context=True)
def level_notes(context: Context, rows: Iterable[Row[SchoolingFacts]], columns: Columns) -> SafeString:
    """What else is said of levels of schooling: below a table of three or four, whose cells have no room for it."""
    return SafeString(
        "\n".join(
            f'<p class="small">{_names([column])} {escape(inside_sentence(row.title))}. {also_said(context, also)}</p>'
            for row in rows
            for column, level in zip(columns, row.cells, strict=True)
            for also in (level.also if level else ())
        )
    )


@register.simple_tag(takes_context=True)
def glance_notes(context: Context, rows: Iterable[Row[Cell]], columns: Columns) -> SafeString:
    """The same of the rows at a glance."""
    return SafeString(
        "\n".join(
            f'<p class="small under">{_names(columns[place] for place in span.places)} '
            f"{escape(inside_sentence(row.title))}. {also_said(context, also)}</p>"
            for row in rows
            if any(cell and cell.also for cell in row.cells)
            for span in spans(row.cells)
            for also in (span.cell.also if span.cell else ())
        )
    )


def _names(columns: Iterable[tuple[int, RoleFacts]]) -> str:
    return "\n".join(f"{mark(slot)} {escape(role.title)}," for slot, role in columns)


def _level(
    context: Context, column: tuple[int, RoleFacts], slot: int, level: SchoolingFacts | None, cell: Cell | None
) -> str:
    if level and cell:
        return f"{pips(slot, level.weight)}{escape(cell.value)}{backing(context, cell)}"
    _, role = column
    is_counted = any(each.is_counted for each in role.schooling)
    return NO.format("Seldom or never named" if is_counted else "Not on file")


def _others(context: Context, level: SchoolingFacts | None) -> str:
    return "".join(f"\n<br><small>{also_said(context, also)}</small>" for also in (level.also if level else ()))


@register.simple_tag
def duty_rows(rows: Iterable[Row[DutyFacts]], columns: Columns) -> SafeString:
    """Duties that several of three or four roles have: yes, sometimes or no for each."""
    names = [who(column) for column in columns]
    found = []
    for row in rows:
        cells = []
        for place, duty in enumerate(row.cells):
            said = f"{mark(place + 1)}{'Yes' if duty.is_core else 'Sometimes'}" if duty else NO.format("No")
            cells.append(f'<td role="cell">{names[place]}{said}</td>')
        found.append(
            f'<tr role="row" class="flow"><th role="rowheader" scope="row">{escape(row.title)}</th>'
            f"{''.join(cells)}{lacking(columns, row.cells, 'No')}</tr>"
        )
    return SafeString("\n".join(found))


@register.simple_tag
def topic_rows(topics: Iterable[TopicRow], columns: Columns) -> SafeString:
    """What each of three or four roles does within one topic."""
    names = [who(column) for column in columns]
    found = []
    for topic in topics:
        cells = []
        for span in spans(topic.parts):
            part = span.cells[0]
            words = "<br>".join(f"{escape(duty.title)}{tags_of(duty.tags)}" for duty in part)
            said = f"<span>{words}</span>" if part else NO.format("No part of its own")
            cells.append(_shared(names, span, said))
        found.append(
            f'<tr role="row"><th role="rowheader" scope="row">{escape(topic.title)}</th>'
            f"{''.join(cells)}{lacking(columns, topic.parts, 'No part of its own')}</tr>"
        )
    return SafeString("\n".join(found))


@register.simple_tag(takes_context=True)
def own_cells(context: Context, only: Iterable[tuple[int, RoleFacts, Own, Own, Own]]) -> SafeString:
    """What each of three or four roles does and the others do not, folded; the rest of a long list once more."""
    found = []
    for slot, role, own, first, rest in only:
        named = f"{mark(slot)}{escape(role.title)}"
        if own:
            said = f'<ul class="lines" role="list">\n{own_duties(context, first)}\n</ul>'
            if rest:
                summary = (
                    f'<summary>{len(rest)} more<span class="vh"> only for {escape(article(role.noun))}</span></summary>'
                )
                items = own_duties(context, rest)
                said += f'<details class="more">{summary}<ul class="lines" role="list">\n{items}\n</ul></details>'
            said = f'<details class="own"><summary>{named}: {len(own)}</summary>{said}</details>'
        else:
            said = f'<span class="own">{who((slot, role))}None on file</span>'
        found.append(f'<td role="cell">{said}</td>')
    return SafeString("\n".join(found))


@register.simple_tag(takes_context=True)
def own_duties(context: Context, own: Own, *, cites: bool = False) -> SafeString:
    """What one role does and the others do not, as items of a list."""
    numbers = context["numbers"]
    return SafeString(
        "\n".join(f"<li>{escape(words)}{citations(numbers, duty.sources) if cites else ''}</li>" for words, duty in own)
    )
