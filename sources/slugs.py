"""Public slugs: what they may look like, and what happens when one is renamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models

from sources.limits import Limited

# Addresses join slugs with "-vs-" and use "compare" as a word of their own, so no slug may hold either. Both are said
# without a look ahead, with which PostgreSQL takes five times as long to read a key.
WORD = "(v|(vs[a-z0-9]|v[a-rt-z0-9]|[a-uw-z0-9])[a-z0-9]*)"
HELP = (
    "Use small letters and digits joined by single hyphens, like legal-assistant. "
    "No part may be “vs”, and the whole may not be “compare”."
)
SLUG = [
    RegexValidator(rf"^{WORD}(-{WORD})*\Z", HELP),
    RegexValidator(r"^compare\Z", HELP, inverse_match=True),
]


class Slugged(Limited):
    """A row that pages are addressed by. A renamed slug leaves a redirect behind."""

    slug = models.CharField(
        max_length=80,
        unique=True,
        validators=SLUG,
        help_text="The part of the address that names this. It is never reused.",
    )

    class Meta(Limited.Meta):
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        from sources.models import RenamedSlug

        update_fields = None if update_fields is None else list(update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is not None and "slug" not in update_fields:
            return
        before = getattr(self, "_slug_before", "")
        if before and before != self.slug:
            RenamedSlug.objects.record(self._meta.label_lower, before, self.slug)
        self._slug_before = self.slug

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        row._slug_before = row.__dict__.get("slug", "")
        return row
