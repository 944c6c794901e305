"""Short keys that tell the facts of one row apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

if TYPE_CHECKING:
    from sources.models import KeyedFact

MAX_LENGTH = 80
# How much of a key a number behind it may take.
LONGEST_NUMBER = 8


# Of punctuation, hyphens and underscores divide words, and the rest goes as if it had not been there.
_PLAIN = bytes(ord(" ") if chr(code) in "-_" else ord(chr(code).lower()) for code in range(128)) + bytes(128)
_GONE = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code).isspace() or chr(code) in "-_"))


def key_from(*parts: object) -> str:
    """A key made of the parts that say something: `("Legal secretary", None)` is `legal-secretary`."""
    given = " ".join([str(part) for part in parts if part not in (None, "")])
    # Imports ask this for every name there is. Of plain text it leaves what `slugify` does, ten times as fast.
    if given.isascii():
        words = given.encode().translate(_PLAIN, _GONE).decode().split()
    else:
        words = re.findall("[a-z0-9]+", slugify(given))
    if "vs" in words:
        # What addresses keep for themselves. A key never stands in one, but one rule for both is easier to keep.
        words = ["against" if word == "vs" else word for word in words]
    key = "-".join(words)
    if len(key) > MAX_LENGTH:
        key = _cut(key, MAX_LENGTH)
    return "comparing" if key == "compare" else key or "fact"


def key_of(fact: KeyedFact) -> str:
    """The key a fact has by its subject: its `key_fields`, related rows by their own slug or code."""
    return key_from(*(_word(getattr(fact, name)) for name in fact.key_fields))


def free_key(fact: KeyedFact) -> str:
    """`key_of(fact)`, with a number behind it where a sister has that key already: one query."""
    wanted = key_of(fact)
    sisters = type(fact)._default_manager.exclude(pk=fact.pk)
    owners = {name: getattr(fact, name) for name in type(fact).owner_fields if getattr(fact, name) is not None}
    alike = sisters.filter(**owners, key__startswith=wanted[: MAX_LENGTH - LONGEST_NUMBER])
    taken = set(alike.values_list("key", flat=True))
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{_cut(wanted, MAX_LENGTH - len(f'-{number}'))}-{number}"
    return key


def _cut(words: str, length: int) -> str:
    """No more than `length` of the words, and a slug still: a cut leaves no hyphen and no “vs” at the end."""
    return re.sub(r"(^|-)(vs)?\Z", "", words[:length])


def _word(value: Any) -> object:
    for name in ("slug", "code"):
        if hasattr(value, name):
            return getattr(value, name)
    return value
