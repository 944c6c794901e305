"""What every page has and few pages make differently: its links, and the shell around it."""

from __future__ import annotations

import re
from functools import lru_cache

from django import template
from django.conf import settings
from django.template import Context, defaulttags
from django.template.base import Parser, Token
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from careers.addresses import JOINT

register = template.Library()

# The names in a page's context that the shell hangs on.
SHELL = ("site_name", "theme", "section", "state", "state_query")
PAGES = "careers:"
PLAIN = re.compile(r"[A-Za-z0-9-]+").fullmatch  # the same in an address, and in HTML
ANYTHING = "00-0000"  # may be a code, and may be a slug


@register.simple_tag(takes_context=True)
def shell(context: Context, name: str) -> SafeString:
    """A part of the shell: made once for each state, section and theme, as it is handed nothing else of a page."""
    said = tuple([context.get(each) or "" for each in SHELL])
    part = _part.__wrapped__ if settings.DEBUG else _part  # a template is edited while one looks
    return part(name, said)


@lru_cache(256)
def _part(name: str, said: tuple[str, ...]) -> SafeString:
    return SafeString(get_template(name).render(dict(zip(SHELL, said, strict=True))))


class _Address(defaulttags.URLNode):
    def render(self, context: Context) -> str:
        page = self.view_name.resolve(context)
        if self.asvar or self.kwargs or not page.startswith(PAGES):
            return super().render(context)
        parts = [part.resolve(context) for part in self.args]
        return address(page, *(tuple(part) if isinstance(part, list) else part for part in parts))


@register.tag
def url(parser: Parser, token: Token) -> _Address:
    """As Django's own, but that the form of an address is asked for once."""
    node = defaulttags.url(parser, token)
    return _Address(node.view_name, node.args, node.kwargs, node.asvar)


@lru_cache(256)
def address(page: str, *parts: str | tuple[str, ...]) -> SafeString:
    """The address of a page for readers, as it stands in HTML."""
    written = tuple([JOINT.join(part) if isinstance(part, tuple) else part for part in parts])
    if not all(map(PLAIN, written)):
        return conditional_escape(reverse(page, args=parts))
    return SafeString(_form(page, *map(type, parts)) % written)


@lru_cache
def _form(page: str, *kinds: type) -> str:
    """The address of a page with `%s` for each part: there are a thousand roles, and few kinds of pages."""
    anything = [(ANYTHING,) if kind is tuple else ANYTHING for kind in kinds]
    return reverse(page, args=anything).replace(ANYTHING, "%s")
