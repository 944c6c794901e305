"""Small pieces of markup that every page is made of."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from careers import wording
from careers.cells import Cell, SourceFacts, Tag

register = template.Library()

register.filter("months", wording.month_range)
register.filter("cost", wording.dollar_range)
register.filter("dollars", wording.dollars)
register.filter("a", wording.article)


@register.filter
def code(place: str) -> str:
    """`CA` for `US-CA`: what addresses carry."""
    return place.removeprefix("US-")


@register.filter
def in_list(source: SourceFacts) -> list[SourceFacts]:
    """One source where several are asked for."""
    return [source]


@register.simple_tag(takes_context=True)
def cite(context: Context, sources: Iterable[SourceFacts]) -> SafeString:
    """Numbered links to the page's source list. `numbers` in the context maps slugs to numbers."""
    numbers = context["numbers"]
    return format_html_join(
        "",
        '<a class="cite" role="doc-noteref" href="#s{0}" aria-label="Source {0}: {1}">{0}</a>',
        ((numbers[source.slug], source.title) for source in sources),
    )


@register.simple_tag
def mark(slot: int) -> SafeString:
    """The shape of a place in a comparison; its name stands beside it."""
    return format_html(
        '<svg class="mk r{0}" viewBox="-8 -8 16 16" aria-hidden="true"><use href="#m{0}"/></svg>', slot
    )


@register.simple_tag
def pips(slot: int, weight: int) -> SafeString:
    """Three pips, `weight` of them filled. The word beside them carries the meaning."""
    shapes = format_html_join(
        "",
        '<use{} href="#pip"{}/>',
        (
            (mark_safe(' class="on"') if weight > place else "", mark_safe(f' x="{place * 13}"') if place else "")
            for place in range(3)
        ),
    )
    return format_html('<svg class="pips r{}" aria-hidden="true">{}</svg>', slot, shapes)


@register.simple_tag
def tags(found: Iterable[Tag] | Cell) -> SafeString:
    """The tags of a cell, each in its tone."""
    shown = found.tags if isinstance(found, Cell) else found
    return format_html_join(
        "", ' <span class="tag {}">{}</span>', (("tag-w" if tag.is_warning else "tag-o", tag.value) for tag in shown)
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; the words beside it say what it means."""
    return format_html('<svg class="ic" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.inclusion_tag("careers/_source_line.html", takes_context=True)
def source_line(
    context: Context, sources: Iterable[SourceFacts], data: str = "", marks: Iterable[Tag] = (), note: str = ""
) -> dict[str, object]:
    """The line under a block: who says so, from when the data are, when it was last checked, tags."""
    shown = list({source.slug: source for source in sources}.values())
    return {
        "shown": shown,
        "numbers": context["numbers"],
        "data": data,
        "undated": not data and any(not source.date_words for source in shown),
        "checked": min((source.checked_on for source in shown), default=None),
        "marks": list(dict.fromkeys(marks)),
        "note": note,
    }
