"""How sources and places stand in content files."""

from __future__ import annotations

from sources.models import Place, Source
from sources.shapes import Layout, Shape

LAYOUTS = (
    Layout("places.yaml", Shape(parts={"places": Shape(Place)}), added="places.yaml"),
    Layout("sources/*.yaml", Shape(parts={"sources": Shape(Source)}), added="sources/added.yaml"),
)
