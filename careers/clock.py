"""The one place that reads the clock: rules start and facts age by this day."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def today() -> date:
    """The day it is where the site is kept (`TIME_ZONE`)."""
    return timezone.localdate()
