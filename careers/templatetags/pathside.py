"""Small pieces of markup that every page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careers import assets, comparison, wording
from careers.cells import Backed, Cell, SourceFacts, Tag, sources_of
from careers.escaping import escape
from careers.rolefacts import RoleFacts, RuleFacts
from careers.templatetags.shell import address

register = template.Library()

PIP_WIDTH = 13  # px, with the gap to the next


register.filter("months", wording.month_range)
register.filter("cost", wording.dollar_range)
register.filter("dollars", wording.dollars)
register.filter("a", wording.article)
register.filter("day", wording.long_date)


register.filter("listed", wording.listed)


@register.filter
def number(amount: int) -> str:
    """`2,152`"""
    return f"{amount:,}"


@register.filter
def code(place: str) -> str:
    """`CA` for `US-CA`: what addresses carry."""
    return place.removeprefix("US-")


@register.simple_tag(takes_context=True)
def cite(context: Context, sources: Iterable[SourceFacts]) -> SafeString:
    """Numbered links to the page's source list. `numbers` in the context maps slugs to numbers."""
    return citations(context["numbers"], sources)


def citations(numbers: Mapping[str, int], sources: Iterable[SourceFacts]) -> SafeString:
    """Without `format_html`, which takes longer than all the rest of a page that cites much.

    Each is named by what stands in the list of sources: a page that cites much would repeat its titles a hundred times.
    """
    return SafeString(
        "<wbr>".join(  # a line may break between two of them, never before the first
            f'<a role="doc-noteref" href="#s{number}" aria-labelledby="n n{number}">{number}</a>'
            for source in sources
            if (number := numbers[source.slug])
        )
    )


@register.simple_tag
def mark(slot: int) -> SafeString:
    """The shape of a place in a comparison; its name stands beside it."""
    return SafeString(f'<svg class="mk r{slot}" viewBox="-8 -8 16 16" aria-hidden="true"><use href="#m{slot}"/></svg>')


@register.simple_tag
def pips(slot: int, weight: int) -> SafeString:
    """Three pips, `weight` of them filled. The word beside them carries the meaning."""
    filled = [' class="on"'] * weight + [""] * (3 - weight)
    shapes = "".join(f'<use{on} href="#pip" x="{place * PIP_WIDTH}"/>' for place, on in enumerate(filled))
    return SafeString(f'<svg class="pips r{slot}" aria-hidden="true">{shapes}</svg>')


@register.simple_tag
def tags(found: Iterable[Tag] | Cell) -> SafeString:
    """The tags of a cell, each in its tone."""
    return tags_of(found.tags if isinstance(found, Cell) else found)


def tags_of(found: Iterable[Tag]) -> SafeString:
    """Most facts bear none, and the words of tags are our own."""
    return SafeString(
        "".join(f' <span class="tag {"tag-w" if tag.is_warning else "tag-o"}">{tag}</span>' for tag in found)
    )


@register.simple_tag(takes_context=True)
def backing(context: Context, fact: Backed) -> SafeString:
    """What stands right behind a fact's words: its citations, then its tags, without those that its section bears."""
    cited = citations(context["numbers"], fact.sources)
    if not fact.tags:  # as with most
        return cited
    said: tuple[Tag, ...] = context.get("said") or ()
    return cited + tags_of(tag for tag in fact.tags if tag not in said)


@register.simple_tag(takes_context=True)
def also_said(context: Context, also: Cell, lead: str = "") -> SafeString:
    """What others say of a thing, beside what we use: the value, who says so, and why it is not the one we use."""
    why = f" {escape(also.context)}" if also.context else ""
    return SafeString(f"{escape(lead or 'Also said')}: {escape(stopped(also.value))}{backing(context, also)}{why}")


@register.simple_tag(takes_context=True)
def cell_words(context: Context, cell: Cell) -> SafeString:
    """A value of one role. What else is said of it stands with it, but below a table of three or four."""
    value = figure(cell.value) if cell.is_figure else escape(cell.value)
    backed, whole = backing(context, cell), context.get("whole")
    if cell.is_figure or cell.context:
        words = f'<p>{value}</p>\n<p class="ctx">{escape(cell.context)}{backed}</p>'
    else:
        words = f"<p>{value}{backed}</p>"
    others = cell.also if not whole or whole.is_pair else ()
    return SafeString(words + "".join(f'\n<p class="ctx">{also_said(context, also)}</p>' for also in others))


@register.simple_tag
def heads(columns: Iterable[tuple[int, comparison.Column]], first: str, *, marked: bool) -> SafeString:
    """The head of a table with a column a role. `first`: what its rows are; `marked`: whether roles bear marks."""
    names = "\n".join(
        f'<th role="columnheader" scope="col">{f"{mark(slot)} " if marked else ""}{escape(role.title)}</th>'
        for slot, role in columns
    )
    return SafeString(
        '<thead class="heads" role="rowgroup">\n<tr role="row">\n'
        f'<th role="columnheader" scope="col">{escape(first)}</th>\n{names}\n</tr>\n</thead>'
    )


@register.simple_tag
def who(column: tuple[int, RoleFacts]) -> SafeString:
    """Whose cell it is, for screens that fold the table: its head row is not in sight there."""
    slot, role = column
    return SafeString(f'<span class="who" aria-hidden="true">{mark(slot)}{escape(role.title)}</span>')


@register.simple_tag
def lacking(columns: Sequence[tuple[int, RoleFacts]], cells: Sequence[object], words: str) -> SafeString:
    """The roles with nothing in a row, in one line, for screens that fold the table.

    It repeats what the cells say, so a screen reader leaves it out, and wide screens do not show it.
    """
    names = ", ".join(role.noun for (_, role), cell in zip(columns, cells, strict=True) if not cell)
    if not names:
        return SafeString("")
    return SafeString(f'<td class="phone rest" aria-hidden="true">{escape(words)}: {escape(names)}</td>')


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; the words beside it say what it means."""
    return SafeString(f'<svg class="ic" aria-hidden="true"><use href="#i-{name}"/></svg>')


@register.simple_tag(takes_context=True)
def source_line(
    context: Context, sources: Iterable[SourceFacts], data: str = "", marks: Iterable[Tag] = (), note: str = ""
) -> SafeString:
    """The line under a block: who says so, from when the data are, when it was last checked, tags."""
    shown = sources_of(sources)
    if not shown:
        return SafeString("")
    words = [
        f"{escape(source.title)}{_number_of(context['numbers'][source.slug])}{_undated(source)}" for source in shown
    ]
    if data := data or (shown[0].date_words if len(shown) == 1 else ""):
        words.append(f"Data from {escape(data)}")
    # What has no address was nowhere to be checked.
    if checked := [source.checked_on for source in shown if source.url]:
        words.append(f"Checked {wording.long_date(min(checked))}")
    spans = "\n".join(f"<span>{each}</span>" for each in words)
    # Which of the sources has no date on its page stands beside its name.
    told = tags_of(tag for tag in dict.fromkeys(marks) if tag is not Tag.UNDATED)
    more = f"\n<span>{escape(note)}</span>" if note else ""
    return SafeString(f'<p class="src">\n<b>Source</b>\n{spans}{told}{more}\n</p>')


@register.simple_tag(takes_context=True)
def source_items(context: Context, sources: Iterable[SourceFacts]) -> SafeString:
    """The page's sources, numbered as its citations are: who says so, when that was, and when it was checked."""
    state_query = context["state_query"]
    found = []
    for number, source in enumerate(sources, start=1):
        title = escape(source.title)
        named = f'<a href="{escape(source.url)}">{title}</a>' if source.url else title
        facts = f'<a href="{address("careers:source", source.slug)}{state_query}">Facts from source {number}</a>'
        found.append(
            f'<li id="s{number}">\n<p id="n{number}"><b>{number}</b> {named}</p>\n'
            f"<small>{escape(source.kind)} · {escape(source.publisher)}\n{facts}</small>\n"
            f"<span>{escape(source.date_words) or ('No date on page' if source.url else '')}</span>\n"
            f"{_checked(source)}\n</li>"
        )
    return SafeString("\n".join(found))


def _checked(source: SourceFacts) -> str:
    if not source.url:
        return '<span class="tag tag-w">Not checked</span>'
    if source.is_due:
        return '<span class="tag tag-w">Due for a check</span>'
    return f'<span class="tag tag-o">Checked {wording.long_date(source.checked_on)}</span>'


def _number_of(number: int) -> str:
    """The citation of a source whose title stands before it: a number that has none goes unsaid."""
    return f'<a role="doc-noteref" href="#s{number}" aria-label="Source {number}">{number}</a>' if number else ""


def _undated(source: SourceFacts) -> str:
    return ", no date on page" if source.url and not source.date_words else ""


@register.simple_tag(takes_context=True)
def rule_words(context: Context, rule: RuleFacts) -> SafeString:
    """What a rule says and since when, who says so."""
    since = f'<span class="tag tag-o">{escape(rule.when)}</span> ' if rule.when else ""
    answer = f"<b>{escape(rule.topic)}: {escape(wording.inside_sentence(rule.answer))}.</b>"
    return SafeString(f"{since}{answer} {escape(rule.cell.value)}{backing(context, rule.cell)}")


@register.simple_tag
def inherited(role: RoleFacts, section: str) -> SafeString:
    """For a specialty: that a section, or a part of it, is what its parent says."""
    lead = "As" if section in role.taken_over else "In part as" if section in role.filled_in else ""
    if not lead or not role.parent:
        return SafeString("")
    return format_html('<p class="small">{} for any {}.</p>', lead, role.parent.noun)


@register.filter
def at(things: Sequence[Any], place: int) -> Any:
    """The thing at a place (from 0)."""
    return things[place]


@register.filter
def figure(value: str) -> SafeString:
    """A key figure: the amount large, the rest of the words as they are."""
    amount, _, rest = value.partition(" ")
    return SafeString(
        f'<span class="num">{escape(amount)}</span> {escape(rest)}' if amount.startswith("$") else escape(value)
    )


@register.simple_tag
def compare_url(*slugs: str) -> SafeString:
    """The address of a comparison, roles in the order given."""
    return address("careers:compare", slugs)


@register.filter
def get(things: Mapping[str, Any], name: str) -> Any:
    """The thing under a name that a template cannot spell, like `first-job`."""
    return things.get(name)


@register.filter
def slugs(things: Sequence[comparison.Column]) -> list[str]:
    """Of as many as fit side by side: what the address of a comparison is made of."""
    return [thing.slug for thing in things[: comparison.MOST]]


@register.filter
def one(slug: str) -> list[str]:
    """One role where an address takes several."""
    return [slug]


@register.filter
def stopped(text: str) -> str:
    """A value as a sentence of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


@register.filter
def lower_first(text: str) -> str:
    """As it stands inside a sentence; abbreviations keep their capitals."""
    return wording.inside_sentence(text)


register.simple_tag(assets.styles)
