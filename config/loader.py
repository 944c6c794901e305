"""Templates are indented for those who read them, and sent without it."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

INDENTATION = re.compile(r"^ +", re.MULTILINE)


class Loader(filesystem.Loader):
    """Our own templates, each line from its first letter on: done once a start, not once a page.

    Line ends stay, since they part words. None of our templates holds text whose indentation is seen, like `<pre>`.
    """

    def get_contents(self, origin: Origin) -> str:
        return INDENTATION.sub("", super().get_contents(origin))
