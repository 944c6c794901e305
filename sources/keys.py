"""Short keys that tell the facts of one row apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

if TYPE_CHECKING:
    from sources.models import KeyedFact

MAX_LENGTH = 80


def key_from(*parts: object) -> str:
    """A key made of the parts that say something: `("Legal secretary", None)` is `legal-secretary`."""
    words = "-".join(slugify(str(part)) for part in parts if part not in (None, ""))
    # "vs" joins slugs in addresses; a key never stands in one, but one rule for both is easier to keep.
    words = words.replace("-vs-", "-against-")
    return words[:MAX_LENGTH].strip("-") or "fact"


def key_of(fact: KeyedFact) -> str:
    """The key a fact has by its subject: its `key_fields`, related rows by their own slug or code."""
    return key_from(*(_word(getattr(fact, name)) for name in fact.key_fields))


def free_key(fact: KeyedFact) -> str:
    """`key_of(fact)`, with a number behind it where a sister has that key already: one query."""
    wanted = key_of(fact)
    sisters = type(fact)._default_manager.exclude(pk=fact.pk)
    owners = {name: getattr(fact, name) for name in type(fact).owner_fields if getattr(fact, name) is not None}
    taken = set(sisters.filter(**owners, key__startswith=wanted).values_list("key", flat=True))
    if wanted not in taken:
        return wanted
    number = 2
    while (numbered := f"{wanted[: MAX_LENGTH - 4]}-{number}") in taken:
        number += 1
    return numbered


def _word(value: Any) -> object:
    for name in ("slug", "code"):
        if hasattr(value, name):
            return getattr(value, name)
    return value
