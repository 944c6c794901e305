"""Templates are indented and in pieces for those who read them, and are read at once without either."""

from __future__ import annotations

import re

from django.template import Origin, TemplateDoesNotExist
from django.template.loaders import filesystem

INDENTATION = re.compile(r"^\s+", re.MULTILINE)
REMARK = re.compile(r"^(?:\{#[^\n]*#\}|\{% comment %\}.*?\{% endcomment %\})\n", re.MULTILINE | re.DOTALL)
# What says only which lines are shown, where it has a line to itself.
STEERING = re.compile(
    r"^(\{% (?:extends|load|block|endblock|partialdef|endpartialdef|if|elif|else|endif|for|empty|endfor|with|endwith)"
    r"\b[^%\n]*%\})\n",
    re.MULTILINE,
)
PIECE = re.compile(r'^\{% include "([^"]+)" %\}\n|\{% include "([^"]+)" %\}', re.MULTILINE)


class Loader(filesystem.Loader):
    """Our own templates, each line from its first letter on: done once a start, not once a page.

    Line ends stay, since they part words, but for those of lines that show nothing: an empty line in each page, and a
    step in making it. None of our templates holds text whose indentation is seen, like `<pre>`.
    A piece that is handed nothing stands in the place of its include, which would look it up for every page.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = INDENTATION.sub("", super().get_contents(origin))
        contents = STEERING.sub(r"\1", REMARK.sub("", contents))
        return PIECE.sub(self._piece, contents)

    def _piece(self, include: re.Match[str]) -> str:
        for origin in self.get_template_sources(include[1] or include[2]):
            try:
                return self.get_contents(origin)
            except TemplateDoesNotExist:
                continue
        return include[0]  # it is not one of ours
