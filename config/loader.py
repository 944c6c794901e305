"""Templates are indented and in pieces for those who read them, and are read at once without either."""

from __future__ import annotations

import re

from django.template import Origin, TemplateDoesNotExist
from django.template.loaders import filesystem

INDENTATION = re.compile(r"^ +", re.MULTILINE)
PIECE = re.compile(r'\{% include "([^"]+)" %\}')


class Loader(filesystem.Loader):
    """Our own templates, each line from its first letter on: done once a start, not once a page.

    Line ends stay, since they part words. None of our templates holds text whose indentation is seen, like `<pre>`.
    A piece that is handed nothing stands in the place of its include, which would look it up for every page.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = INDENTATION.sub("", super().get_contents(origin))
        return PIECE.sub(self._piece, contents)

    def _piece(self, include: re.Match[str]) -> str:
        for origin in self.get_template_sources(include[1]):
            try:
                return self.get_contents(origin)
            except TemplateDoesNotExist:
                continue
        return include[0]  # it is not one of ours
