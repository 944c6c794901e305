"""Address parts of their own: several roles or certifications in one part, and O*NET codes."""

from __future__ import annotations

JOINT = "-vs-"


class SeveralConverter:
    """`paralegal-vs-legal-assistant`: slugs in column order. What they name is for the view to find out."""

    regex = "[^/]+"

    def to_python(self, value: str) -> list[str]:
        return value.split(JOINT)

    def to_url(self, value: list[str]) -> str:
        return JOINT.join(value)


class AnySlugConverter:
    """A slug as people type it: capitals and all, so that the view can lead on."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OccupationCodeConverter:
    """An O*NET-SOC code (`23-2011.00`) or an SOC code (`23-2011`)."""

    regex = r"[0-9]{2}-[0-9]{4}(?:\.[0-9]{2})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
