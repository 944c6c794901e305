"""The one place that reads the clock: rules start and facts age by this day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The day it is where the site is kept (`TIME_ZONE`). Each page asks, so it is told without detours."""
    return datetime.now(timezone.get_default_timezone()).date()
