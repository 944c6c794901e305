"""Templates as Django has them, but that what a page was made of is let go as soon as it is made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django as stock
from django.template.context import make_context
from django.utils.safestring import SafeString


class Templates(stock.DjangoTemplates):
    def get_template(self, template_name: str) -> Template:
        try:
            return Template(self.engine.get_template(template_name), self)
        except TemplateDoesNotExist as error:
            stock.reraise(error, self)


class Template(stock.Template):
    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        """The page. Django's own way leaves what it was made of in a circle, where it waits to be found as waste."""
        page = make_context(None, request, autoescape=self.backend.engine.autoescape)
        try:
            with page.push(context or {}):
                return self.template.render(page)
        except TemplateDoesNotExist as error:
            stock.reraise(error, self.backend)
