"""Rows and lines of a role's own page: as templates they would take ten times as long, see `rows`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from careers.cells import NOT_ON_FILE, Backed, Cell, Tag
from careers.escaping import escape
from careers.facts.occupations import Answer, Interest
from careers.facts.paths import Lead
from careers.nearby import Nearby
from careers.rolefacts import (
    CertificationFacts,
    CodeName,
    Glance,
    NameView,
    OtherName,
    PayFacts,
    PlaceName,
    RoleFacts,
    RoleName,
    RuleFacts,
    SchoolingFacts,
    SkillFacts,
    Wording,
)
from careers.templatetags.pathside import also_said, backing, cell_words, citations, pips, rule_words, tags_of
from careers.templatetags.shell import address
from careers.wording import dollar_range, inside_sentence, listed, month_range

register = template.Library()


def _lines(found: Iterable[str]) -> SafeString:
    return SafeString("\n".join(found))


def _ending(words: Iterable[str]) -> SafeString:
    """As a sentence ends with them: `a, b, c.`"""
    return SafeString(",\n".join(words) + ".")


def _link(context: Context, page: str, parts: Iterable[str | tuple[str, ...]], words: str) -> str:
    return f'<a href="{address(page, *parts)}{context["state_query"]}">{words}</a>'


def _where(words: str) -> str:
    """What stands in small letters below an item of a list; nothing where there is nothing to say."""
    return f'<span class="where">{words}</span>' if words else ""


def _small(words: str) -> str:
    """The same below the bold words of an item, in long lists."""
    return f"<small>{words}</small>" if words else ""


def _marked(title: str, marks: tuple[Tag, ...]) -> str:
    return f"{escape(title)}{tags_of(marks)}" if marks else escape(title)


def _row(name: str, cell: str, more: str = "") -> str:
    return f'<tr role="row"><th role="rowheader" scope="row">{name}</th><td role="cell">{cell}</td>{more}</tr>'


def _bar(name: str, width: str, points: str) -> str:
    """A line from 0 to 100, filled so far, and the number."""
    drawn = f'<svg class="plot r1" aria-hidden="true"><rect/><rect width="{width}"/></svg>'
    return _row(name, drawn, f'<td class="n" role="cell">{points}</td>')


def _bars(label: str, first: str, bars: Iterable[str]) -> SafeString:
    heads = "\n".join(f'<th role="columnheader" scope="col">{head}</th>' for head in (first, "Bar", "From 0 to 100"))
    return SafeString(
        f'<table class="rows skills" role="table" aria-label="{label}">\n<thead class="heads" role="rowgroup">\n'
        f'<tr role="row">\n{heads}\n</tr>\n</thead>\n<tbody role="rowgroup">\n{_lines(bars)}\n</tbody>\n</table>'
    )


@register.simple_tag(takes_context=True)
def first_names(context: Context, names: Iterable[OtherName]) -> SafeString:
    """What a role is called, too."""
    return _named(context, ((escape(name.value), name) for name in names))


def _named(context: Context, names: Iterable[tuple[str, Backed]]) -> SafeString:
    """`a, b; c`: names that one source has stand together, and it is cited after the last of them."""
    runs = [list(run) for _, run in groupby(names, key=lambda name: (name[1].sources, name[1].tags))]
    told = (listed(words for words, _ in run) + backing(context, run[-1][1]) for run in runs)
    return SafeString(";\n".join(told))


@register.simple_tag(takes_context=True)
def ribbon(context: Context, role: RoleFacts, glance: Mapping[str, Cell]) -> SafeString:
    """What people ask first, one beside the other: pay, schooling, time, rules, jobs."""
    pay, outlook, view = role.pay, role.outlook, context["view"]
    schooling, time, rule = glance["schooling"], glance["first-job"], glance["rule"]
    rules = "State rules" if view.is_everywhere else f"Rule in {view.place_name}"
    figures = [
        _figure("Usual schooling", schooling.value, schooling.context, backing(context, schooling)),
        _figure("Time to a first job", time.value, inside_sentence(time.context)),
        _figure(rules, rule.value, rule.context, backing(context, rule)),
    ]
    if pay:
        paid = _figure("Typical pay", pay.middle, _basis(pay), backing(context, pay.cell))
    else:
        paid = _no_figure("Typical pay")
    if outlook:
        jobs = outlook.cell
        grown = _figure(f"Jobs {outlook.period}", jobs.value, inside_sentence(jobs.context), backing(context, jobs))
    else:
        grown = _no_figure("Jobs")
    return _lines([paid, *figures, grown])


def _basis(pay: PayFacts) -> str:
    """`a year in New York, May 2024`"""
    what_for = f"{pay.per} {pay.where}" if pay.where else pay.per
    return f"{what_for}, {pay.date_words}" + (f"; {pay.lacks}" if pay.lacks else "")


def _figure(name: str, figure: str, words: str, backed: str = "") -> str:
    return (
        f'<div>\n<dt>{escape(name)}</dt>\n<dd class="num">{escape(figure)}</dd>\n'
        f"<dd>{escape(words)}{backed}</dd>\n</div>"
    )


def _no_figure(name: str) -> str:
    return f'<div>\n<dt>{name}</dt>\n<dd class="num">{NOT_ON_FILE}</dd>\n</div>'


@register.simple_tag
def contents(sections: Iterable[tuple[str, str]]) -> SafeString:
    """Links to the sections of the page."""
    return _lines(f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in sections)


@register.simple_tag(takes_context=True)
def grouped_duties(context: Context, groups: Iterable[tuple[str, Sequence[Wording]]]) -> SafeString:
    """Duties by what they are about; a list without a heading where that is nothing."""
    return _lines(
        (f'<h3 class="sub">{escape(group)}</h3>\n' if group else "")
        + f'<ul class="lines two" role="list">\n{worded_duties(context, wordings)}\n</ul>'
        for group, wordings in groups
    )


@register.simple_tag(takes_context=True)
def worded_duties(context: Context, wordings: Sequence[Wording]) -> SafeString:
    """Duties as a role words them. A source that all of them share stands below them, once."""
    numbers, parent = context["numbers"], context["role"].parent
    cites = context["cites_each_duty"]
    found = []
    for wording in wordings:
        often = "" if wording.is_core else ' <span class="quiet">(sometimes)</span>'
        backed = (citations(numbers, wording.sources) if cites else "") + tags_of(wording.tags)
        origin = f' <span class="quiet">as any {escape(parent.noun)}</span>' if wording.inherited else ""
        found.append(f"<li>{escape(wording.text)}{often}{backed}{origin}</li>")
    return _lines(found)


@register.simple_tag(takes_context=True)
def trait_rows(context: Context, traits: Iterable[Glance]) -> SafeString:
    """The rows at a glance that stand nowhere else on the page."""
    return _lines(_row(escape(trait.title), cell_words(context, trait.cell)) for trait in traits)


@register.simple_tag(takes_context=True)
def name_views(context: Context, notes: Iterable[tuple[str, NameView]]) -> SafeString:
    """Who takes this job and another for one, or for two."""
    return _lines(
        f"<li>{escape(other + view.cell.value)}{backing(context, view.cell)}{_where(escape(view.cell.context))}</li>"
        for other, view in notes
    )


@register.simple_tag
def skill_bars(skills: Iterable[SkillFacts], label: str) -> SafeString:
    """How much a role leans on each skill."""
    bars = (_bar(_marked(skill.title, skill.tags), f"{skill.importance or 0:.2f}%", skill.points) for skill in skills)
    return _bars(label, "Skill", bars)


@register.simple_tag
def points_line(skills: Iterable[SkillFacts]) -> SafeString:
    """`Writing 72, Mathematics 47`: many ratings where there is little room."""
    return SafeString(", ".join(f"{_marked(skill.title, skill.tags)} {skill.points}" for skill in skills))


@register.simple_tag(takes_context=True)
def skill_names(context: Context, skills: Iterable[SkillFacts]) -> SafeString:
    """Skills that bear no rating, as a sentence ends with them."""
    return SafeString(_named(context, ((escape(inside_sentence(skill.title)), skill) for skill in skills)) + ".")


@register.simple_tag
def skill_meanings(skills: Iterable[SkillFacts]) -> SafeString:
    """What each skill means, and which level of it the job takes, where that is on file."""
    return _lines(
        f"<li><b>{escape(skill.title)}</b>{_small(escape(skill.description) + _level(skill))}</li>" for skill in skills
    )


def _level(skill: SkillFacts) -> str:
    return "" if skill.level is None else f" Level {skill.level_points} of 100."


@register.simple_tag
def interest_bars(interests: Iterable[Interest]) -> SafeString:
    """How much a job has of each interest."""
    bars = (
        _bar(f"{escape(each.meaning)} <small>{escape(each.title)}</small>", each.width, each.points)
        for each in interests
    )
    return _bars("Interests", "Interest", bars)


@register.simple_tag(takes_context=True)
def level_weights(context: Context, levels: Iterable[SchoolingFacts]) -> SafeString:
    """How usual each level of schooling is, and what else is said of it."""
    found = []
    for level in levels:
        also = "".join(f"<br><small>{also_said(context, other)}</small>" for other in level.also)
        words = f"<span>{escape(level.cell.value)}{backing(context, level.cell)}{also}</span>"
        found.append(_row(escape(level.title), f"{pips(1, level.weight)}{words}"))
    return _lines(found)


@register.simple_tag
def survey_answers(answers: Iterable[Answer]) -> SafeString:
    """What workers answered to each question."""
    return _lines(
        f"<div>\n<dt>{escape(question)}</dt>\n<dd>{_marked(words, marks)}</dd>\n</div>"
        for question, words, marks in answers
    )


@register.simple_tag(takes_context=True)
def code_links(context: Context, codes: Iterable[CodeName]) -> SafeString:
    """Links to the federal figures of each code, as a sentence ends with them."""
    return _ending(
        _link(context, "careers:figures", [each.code], f"{escape(each.title)} ({each.code})") for each in codes
    )


@register.simple_tag(takes_context=True)
def rule_cards(context: Context, rules: Iterable[RuleFacts]) -> SafeString:
    """The rules that hold, those of one place together."""
    return _lines(
        f'<div class="card prose">\n<h3>{escape(place)}</h3>\n{_lines(_rule(context, rule) for rule in found)}\n</div>'
        for place, found in groupby(rules, key=lambda rule: rule.place_name)
    )


def _rule(context: Context, rule: RuleFacts) -> str:
    more = f' <span class="ctx">{escape(rule.cell.context)}</span>' if rule.cell.context else ""
    return f"<p>{rule_words(context, rule)}{more}</p>"


@register.simple_tag(takes_context=True)
def rule_items(context: Context, rules: Iterable[RuleFacts], *, with_context: bool = False) -> SafeString:
    """Rules that do not hold today, each with its place."""
    return _lines(
        f"<li>{escape(rule.place_name)}. {rule_words(context, rule)}"
        f"{' ' + escape(rule.cell.context) if with_context else ''}</li>"
        for rule in rules
    )


@register.simple_tag
def place_chips(role: str, places: Iterable[PlaceName]) -> SafeString:
    """Links to the rules of each of these states."""
    return _lines(_to_rules(role, place, ' class="chip"') for place in places)


@register.simple_tag
def place_links(role: str, places: Iterable[PlaceName]) -> SafeString:
    """The same as a sentence ends with them."""
    return _ending(_to_rules(role, place) for place in places)


def _to_rules(role: str, place: PlaceName, look: str = "") -> str:
    return f'<a{look} href="{address("careers:role", role)}?state={place.code}#rules">{escape(place.name)}</a>'


@register.simple_tag(takes_context=True)
def certification_items(context: Context, found: Iterable[CertificationFacts]) -> SafeString:
    """Each certification with what is said of it in a line."""
    return _lines(
        f"<li>\n{_link(context, 'careers:certification', [item.slug], escape(item.title))}"
        f"{_where(f'{escape(item.strength)} · {escape(item.cell.context)}{backing(context, item.cell)}')}\n</li>"
        for item in found
    )


@register.simple_tag(takes_context=True)
def lead_items(context: Context, role: RoleFacts, leads: Iterable[Lead]) -> SafeString:
    """What work in a role counts toward. A job that has no page tells here what it takes."""
    return _lines(
        f"<li>\n{_lead(context, role, lead)}{_where(escape(lead.text))}"
        f"{_what_it_takes(context, lead) if lead.is_job and not lead.role else ''}\n</li>"
        for lead in leads
    )


def _lead(context: Context, role: RoleFacts, lead: Lead) -> str:
    title, backed = escape(lead.title), backing(context, lead)
    if lead.role:
        words = f'What the move takes<span class="vh"> to {escape(lead.role.noun)}</span>'
        move = _link(context, "careers:move", [role.slug, lead.role.slug], words)
        named = _link(context, "careers:role", [lead.role.slug], title)
        return f'{named}{backed}<span class="where noprint">{move}</span>'
    if lead.certification:
        return f"{_link(context, 'careers:certification', [lead.certification], title)}{backed}"
    return f"<b>{title}</b>{backed}"


def _what_it_takes(context: Context, lead: Lead) -> str:
    time = month_range(lead.months) if lead.months else NOT_ON_FILE
    cost = dollar_range(lead.cost) if lead.cost else NOT_ON_FILE
    backed = citations(context["numbers"], lead.backed_by) + tags_of(lead.marks)
    return (
        f"{_where(f'You need: {escape(lead.needs)}.') if lead.needs else ''}\n"
        f'<dl class="facts">\n<div>\n<dt>Time from here</dt>\n<dd>{time}</dd>\n</div>\n'
        f"<div>\n<dt>Cost before aid</dt>\n<dd>{cost}{backed}</dd>\n</div>\n</dl>"
    )


@register.simple_tag
def tool_kinds(kinds: Iterable[tuple[str, Sequence[str]]]) -> SafeString:
    """Tools by kind."""
    return _lines(f"<li><b>{escape(kind)}</b>{_small(escape(', '.join(titles)))}</li>" for kind, titles in kinds)


@register.simple_tag(takes_context=True)
def kind_chips(context: Context, kinds: Iterable[RoleName]) -> SafeString:
    """Links to the kinds of a job."""
    query = context["state_query"]
    return _lines(
        f'<a class="chip" href="{address("careers:role", kind.slug)}{query}">{escape(kind.title)}</a>' for kind in kinds
    )


@register.simple_tag(takes_context=True)
def kind_links(context: Context, kinds: Iterable[RoleName]) -> SafeString:
    """The same as a sentence ends with them."""
    return _ending(_link(context, "careers:role", [kind.slug], escape(kind.noun)) for kind in kinds)


@register.simple_tag(takes_context=True)
def nearby_items(context: Context, role: RoleFacts, nearby: Iterable[Nearby]) -> SafeString:
    """Roles to turn to and why: each leads to the two side by side, and to what the move takes."""
    found = []
    for other in nearby:
        pair = [role.slug, other.role.slug]
        words = f'See the move<span class="vh"> to {escape(other.role.noun)}</span>'
        beside = _link(context, "careers:compare", [tuple(pair)], escape(other.role.title))
        move = _link(context, "careers:move", pair, words)
        found.append(f'<li>\n{beside}<span class="where">{escape(other.why)}\n{move}</span>\n</li>')
    return _lines(found)
