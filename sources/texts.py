"""What no text may hold, whoever writes it, and how words become a sentence."""

from __future__ import annotations

import re

# Control characters other than tabs and line ends, and halves of a character: pages cannot show them, XML and some
# databases cannot hold them.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def unfit_character(text: str) -> str:
    """The first character that no text may hold, as `U+001B`; empty where there is none."""
    found = _UNFIT.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def sentence(words: str) -> str:
    """The words with a capital in front and a stop behind."""
    start = words[:1].upper() + words[1:]
    return start if start.endswith((".", "?", ")")) else f"{start}."
